//! What the bot sends: pages as messages, in reply to a question or instead of
//! an older answer.

use std::{sync::Arc, time::Duration};

use futures::{FutureExt, future::BoxFuture};
use serde::de::IgnoredAny;
use teloxide::{
    payloads::{
        AnswerCallbackQuery, AnswerCallbackQuerySetters, DeleteMessage, EditMessageReplyMarkup,
        EditMessageReplyMarkupSetters, SendChatAction, SendChatActionSetters,
    },
    types::{
        CallbackQueryId, ChatAction, ChatId, InlineKeyboardMarkup, MessageId, ParseMode,
        ReplyParameters, ThreadId,
    },
};

use tokio::time::{Instant, sleep};

use crate::store::{Answers, ChatKey, MessageKey};

use crate::telegram::{
    api::{
        Api, CallError, Patience,
        payload::{Edit, Keyboard, Send, Sent, Shown, no_preview},
    },
    chat::{
        context::{Desk, Fault},
        page::Page,
    },
    updates::{
        job::Ticket,
        message::{Incoming, Place, Version},
    },
};

/// How long an answer is tried: as long as Telegram keeps an update.
const GIVEN_UP: Duration = Duration::from_hours(24);

/// Between the tries of an answer that is late.
const LATER: Duration = Duration::from_secs(30);

/// The same at most, however long Telegram wants silence for.
const LONGEST: Duration = Duration::from_hours(1);

/// Before a message is sent again of which nobody knows whether it was sent. After
/// the last of these it is given up: better a few copies than none, and none than
/// one every minute.
const DOUBTS: [Duration; 3] = [LATER, Duration::from_mins(2), Duration::from_mins(8)];

/// The method that sends a message.
const SEND: &str = "sendMessage";

/// How far an answer has come.
#[derive(Clone, Debug, Default)]
struct Progress {
    /// The messages of the answer that there was, which are edited.
    before: Vec<MessageKey>,
    /// Those that show the new one, in order.
    shown: Vec<MessageKey>,
}

/// Where a message goes, and what it replies to.
#[derive(Clone, Copy, Debug)]
struct Target {
    chat: ChatId,
    thread: Option<ThreadId>,
    question: Option<MessageId>,
    /// The question that the messages are noted as answers of.
    noted: Option<MessageId>,
    /// When it was said, in seconds of Unix time.
    said_at: i64,
}

/// Answers a question with a page, in place of the answer that it had.
///
/// A chat that has moved is followed; one that is lost is forgotten. Where
/// Telegram fails for seconds, the rest is sent later, and the answers behind it
/// go on. What was sent before a crash is not sent again, and what was edited since
/// is answered as it is now.
pub(crate) async fn deliver(
    desk: &Arc<Desk>,
    incoming: &Incoming,
    page: &Page,
) -> Result<(), Fault> {
    let Place { chat, thread, message, kind: _ } = incoming.place;
    let said_at = incoming.said_at;
    let target = Target { chat, thread, question: Some(message), noted: Some(message), said_at };
    let mut progress = Progress::default();
    if !desk.end_late((chat, message), said_at) {
        return Ok(());
    }
    let is_first = desk.answers_first((chat, message));
    if incoming.version == Version::Edited
        || !is_first
        || may_be_answered()
        || desk.store.inbox.is_shared()
    {
        let known = answers(desk, target).await;
        if known.said_at > said_at {
            tracing::info!("the question was edited, and is answered as it is now");
            return Ok(());
        }
        match incoming.version {
            Version::New => progress.shown = known.messages,
            Version::Edited => progress.before = known.messages,
        }
    }
    show(desk, target, progress, page).await
}

/// Shows a page; what Telegram does not take now is sent later. Where a chat has
/// moved, this comes to itself again.
fn show<'a>(
    desk: &'a Arc<Desk>,
    target: Target,
    progress: Progress,
    page: &'a Page,
) -> BoxFuture<'a, Result<(), Fault>> {
    shown(desk, target, progress, page).boxed()
}

async fn shown(
    desk: &Arc<Desk>,
    target: Target,
    mut progress: Progress,
    page: &Page,
) -> Result<(), Fault> {
    let error = match put(desk, target, &mut progress, page, Patience::Answer).await {
        Err(error) if error.may_pass() => error,
        done => return ended(desk, target, page, done).await,
    };
    tracing::warn!(
        chat.id = target.chat.0,
        error = &error as &dyn std::error::Error,
        "an answer is late; it is sent when Telegram takes it"
    );
    let room = desk.room_for_late();
    let late = late(Arc::clone(desk), target, progress, page.clone(), error);
    let (Some(room), Some(ticket)) = (room, Ticket::current()) else {
        late.await;
        return Ok(());
    };
    let part = Arc::new(ticket.part());
    let ended = Arc::clone(&part);
    let task = tokio::spawn(async move {
        ended.ticket().scope(late).await;
        ended.end();
        drop(room);
    });
    if let Some(question) = target.noted {
        desk.note_late((target.chat, question), target.said_at, task.abort_handle(), part);
    }
    Ok(())
}

/// The answers that a question has.
async fn answers(desk: &Desk, target: Target) -> Answers {
    let Some(question) = target.noted else {
        return Answers::default();
    };
    let known = desk.store.chats.answers(ChatKey(target.chat.0), MessageKey(question.0)).await;
    desk.kept(known).unwrap_or_default()
}

/// Whether the update that is being handled may have been answered before.
fn may_be_answered() -> bool {
    Ticket::current().is_some_and(|it| it.may_be_answered())
}

/// Sends the rest of an answer, however long Telegram takes to take it.
async fn late(
    desk: Arc<Desk>,
    target: Target,
    mut progress: Progress,
    page: Page,
    error: CallError,
) {
    let start = Instant::now();
    let mut doubts = Doubts::default();
    if error.is_doubtful() || matches!(error, CallError::Flood(_)) {
        doubts.pass(&desk, &error).await;
    }
    let done = loop {
        // Another process may have answered it, once it was edited.
        if answers(&desk, target).await.said_at > target.said_at {
            break Ok(());
        }
        let n_shown = progress.shown.len();
        let error = match put(&desk, target, &mut progress, &page, Patience::Late).await {
            Err(error) if error.may_pass() && start.elapsed() < GIVEN_UP => error,
            done => break done,
        };
        if progress.shown.len() > n_shown {
            doubts = Doubts::default();
        }
        if !doubts.pass(&desk, &error).await {
            break Err(error);
        }
    };
    if let Err(fault) = ended(&desk, target, &page, done).await {
        if let (Fault::Call(CallError::Unauthorized), Some(ticket)) = (&fault, Ticket::current()) {
            ticket.leave();
        }
        let error = &fault as &dyn std::error::Error;
        tracing::error!(error, "an answer was not sent");
    }
}

/// How often a message was tried of which nobody knows whether it was sent.
#[derive(Debug, Default)]
struct Doubts(usize);

impl Doubts {
    /// Waits until the message may be tried again; false where it may not.
    async fn pass(&mut self, desk: &Desk, error: &CallError) -> bool {
        if !error.is_doubtful() {
            let wait = match error {
                CallError::Flood(wait) => *wait,
                _ => LATER,
            };
            sleep(wait.clamp(LATER, LONGEST)).await;
            return true;
        }
        let Some(pause) = DOUBTS.get(self.0) else {
            return false;
        };
        self.0 += 1;
        let failed = Instant::now();
        sleep(*pause).await;
        // Where nothing is heard at all, sending again is of no use.
        desk.api.counts().heard_after(failed).await;
        true
    }
}

/// Sees to what an answer has come to.
async fn ended(
    desk: &Arc<Desk>,
    target: Target,
    page: &Page,
    done: Result<(), CallError>,
) -> Result<(), Fault> {
    match done {
        Err(CallError::Moved(to)) => {
            moved(desk, target.chat, to).await;
            // The question has another number there, which nobody knows.
            let target = Target { chat: to, question: None, noted: None, ..target };
            show(desk, target, Progress::default(), page).await?;
        }
        Err(error) if error.is_chat_lost() => lose(desk, target.chat, &error).await,
        done => done?,
    }
    Ok(())
}

/// Forgets a chat that cannot be written to.
pub(crate) async fn lose(desk: &Desk, chat: ChatId, error: &CallError) {
    tracing::info!(chat.id = chat.0, %error, "forgetting a chat that is lost");
    desk.kept(desk.store.chats.forget(ChatKey(chat.0)).await);
}

/// Moves what is kept of a group that has become a supergroup.
pub(crate) async fn moved(desk: &Desk, from: ChatId, to: ChatId) {
    tracing::info!(chat.id = from.0, chat.new_id = to.0, "a chat has moved");
    desk.note_move(to);
    desk.kept(desk.store.chats.migrate(ChatKey(from.0), ChatKey(to.0)).await);
}

/// Shows what is missing of a page: edits the messages of an older answer, sends
/// those that it lacks, and deletes those that are left over.
async fn put(
    desk: &Desk,
    target: Target,
    progress: &mut Progress,
    page: &Page,
    patience: Patience,
) -> Result<(), CallError> {
    let keyboard = Keyboard::of(page);
    while let Some(text) = page.messages.get(progress.shown.len()) {
        let i = progress.shown.len();
        let keyboard = keyboard.filter(|_| i + 1 == page.messages.len());
        let Some(old) = progress.before.get(i).copied() else {
            let question = target.question.filter(|_| i == 0);
            let message = Send {
                chat_id: target.chat,
                message_thread_id: target.thread,
                text,
                parse_mode: ParseMode::Html,
                link_preview_options: no_preview(),
                reply_parameters: question
                    .map(|it| ReplyParameters::new(it).allow_sending_without_reply()),
                reply_markup: keyboard,
            };
            // A group may have to wait here, and nobody is to wait with it.
            if let Some(ticket) = Ticket::current() {
                ticket.landed();
            }
            desk.guards.pace.turn(target.chat).await;
            let message: Sent = desk.api.method(SEND, &message, patience).await?;
            progress.shown.push(MessageKey(message.message_id));
            note(desk, target, progress).await;
            continue;
        };
        let message = Shown::InChat { chat_id: target.chat, message_id: MessageId(old.0) };
        match edit(desk, &message, text, keyboard, patience).await {
            Ok(()) => progress.shown.push(old),
            // Somebody deleted the old answer, or a part of it: a new one takes
            // its place.
            Err(CallError::MessageGone(_)) => {
                let Progress { before, .. } = std::mem::take(progress);
                delete(desk, target, &before).await;
            }
            Err(error) => return Err(error),
        }
    }
    let surplus = progress.before.get(page.messages.len()..).unwrap_or_default();
    if !progress.before.is_empty() {
        remember(desk, target, progress);
    }
    delete(desk, target, surplus).await;
    Ok(())
}

/// Notes that a message was sent, so that it is not sent again. The next one of the
/// chat waits until that is written down: a crash repeats one message at most.
async fn note(desk: &Desk, target: Target, progress: &Progress) {
    if let Some(ticket) = Ticket::current() {
        ticket.sent();
    }
    remember(desk, target, progress);
    if target.noted.is_some() {
        desk.store.inbox.written().await;
    }
}

fn remember(desk: &Desk, target: Target, progress: &Progress) {
    if let Some(question) = target.noted {
        let (chat, question) = (ChatKey(target.chat.0), MessageKey(question.0));
        let answers = Answers { messages: progress.shown.clone(), said_at: target.said_at };
        desk.store.chats.remember(chat, question, answers);
    }
}

/// Deletes messages of an old answer. What cannot be deleted any more stays: the
/// new answer is there.
async fn delete(desk: &Desk, target: Target, messages: &[MessageKey]) {
    for message in messages {
        let delete = DeleteMessage::new(target.chat, MessageId(message.0));
        _ = desk.api.call(&delete, Patience::Brief).await;
    }
}

/// Says something in a chat: in reply to a message without a note of it, or to
/// nobody. A chat that has moved is followed, one that is lost is forgotten.
pub(crate) async fn announce(
    desk: &Arc<Desk>,
    chat: ChatId,
    place: Option<Place>,
    page: &Page,
) -> Result<(), Fault> {
    let thread = place.and_then(|it| it.thread);
    let question = place.map(|it| it.message);
    let target = Target { chat, thread, question, noted: None, said_at: 0 };
    show(desk, target, Progress::default(), page).await
}

/// Shows a text instead. What shows it already is left as it is.
///
/// # Errors
///
/// [`CallError::MessageGone`] where there is no such message any more.
pub(crate) async fn edit(
    desk: &Desk,
    message: &Shown,
    text: &str,
    reply_markup: Option<Keyboard<'_>>,
    patience: Patience,
) -> Result<(), CallError> {
    let edit = Edit {
        message,
        text,
        parse_mode: ParseMode::Html,
        link_preview_options: no_preview(),
        reply_markup,
    };
    let edited = desk.api.method::<IgnoredAny>("editMessageText", &edit, patience);
    match edited.await {
        Ok(_) | Err(CallError::NotModified) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Shows other buttons below a message.
pub(crate) async fn edit_buttons(
    desk: &Desk,
    chat: ChatId,
    message: MessageId,
    keyboard: InlineKeyboardMarkup,
) -> Result<(), CallError> {
    let edit = EditMessageReplyMarkup::new(chat, message).reply_markup(keyboard);
    match desk.api.call(&edit, Patience::Brief).await {
        Ok(_) | Err(CallError::NotModified) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Ends the waiting of a button that was pressed, perhaps with a word.
pub(crate) async fn acknowledge(desk: &Desk, query: &CallbackQueryId, word: Option<Word>) {
    let mut answer = AnswerCallbackQuery::new(query.clone());
    answer = match word {
        None => answer,
        Some(Word::Passing(text)) => answer.text(text),
        Some(Word::Alert(text)) => answer.text(text).show_alert(true),
    };
    if let Err(error) = desk.api.call(&answer, Patience::Brief).await
        && !error.is_harmless()
    {
        tracing::warn!(error = &error as &dyn std::error::Error, "a button was not acknowledged");
    }
}

/// A word in answer to a button; at most 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Goes away by itself.
    Passing(String),
    /// Has to be closed.
    Alert(String),
}

/// Says `typing…`.
pub(crate) async fn typing(api: Api, place: Place) {
    let mut action = SendChatAction::new(place.chat, ChatAction::Typing);
    if let Some(thread) = place.thread {
        action = action.message_thread_id(thread);
    }
    // A courtesy: the answer comes anyway.
    _ = api.call(&action, Patience::None).await;
}
