//! Pressed buttons.

use tokio::task::spawn_blocking;

use crate::{
    search::SearchError,
    store::{Answers, ChatKey, MessageKey},
    telegram::{
        api::{
            Patience,
            error::CallError,
            messages::{MessageRef, Notice},
        },
        ops::metrics::Refusal,
        updates::{
            job::Job,
            rate_limit::Limit,
            request::{
                AnswerMessage, Migration, PlaceKind, Press, PressedAnswer, PressedMessage, Sender,
            },
        },
    },
    wording::Phrase,
};

use super::{
    action::{Action, Reached},
    context::Context,
    deliver::forget_chat,
    fault::Fault,
    keyboard::{self, actions, below, turning},
    moves,
    page::{Audience, Below, ButtonRow, Page, Pager},
    recipient::Recipient,
    settings, vote,
};

/// A pressed button with the context and the job of its action.
#[derive(Clone, Copy)]
struct Tap<'a> {
    context: &'a Context,
    job: &'a Job,
    press: &'a Press,
}

/// A notice to show, or none.
type Shown = Result<Option<Notice>, Fault>;

/// Runs the action of a button, and acknowledges the button in any case.
pub(crate) async fn handle(context: &Context, job: &Job, press: &Press) -> Result<(), Fault> {
    let tap = Tap { context, job, press };
    let group = press.in_chat().filter(|it| it.kind != PlaceKind::Private).map(|it| it.chat);
    let sender = match press.speaker().user() {
        Some(user) => Sender::Person(user),
        // Telegram has one user for all anonymous administrators.
        None => group.map_or(Sender::Person(press.user), Sender::Voice),
    };
    let exceeded = job.exceeded.or_else(|| context.limits.rate.press(sender, group));
    let done = match exceeded {
        Some(limit) => {
            context.metrics.refuse(Refusal::TooFast);
            Ok(Some(Notice::Toast(tap.pager().await.say(&limit.phrase()))))
        }
        None => act(tap).await,
    };
    let (notice, result) = match done {
        Ok(notice) => (notice, Ok(())),
        Err(fault) => failed(tap, fault).await,
    };
    job.answered();
    context.api.acknowledge(&press.id, notice).await;
    result
}

/// The notice for a failed action, and the fault unless it is a matter of course.
async fn failed(tap: Tap<'_>, fault: Fault) -> (Option<Notice>, Result<(), Fault>) {
    let Fault::Call(error) = fault else {
        return (Some(tap.alert(&Phrase::Sorry).await), Err(fault));
    };
    if let Some(AnswerMessage { chat, .. }) = tap.press.in_chat() {
        match &error {
            CallError::Moved(to) => {
                moves::migrate(tap.context, Migration { from: *chat, to: *to }).await;
            }
            error if error.is_chat_lost() => forget_chat(tap.context, *chat, error).await,
            _ => {}
        }
    }
    match error {
        error if error.is_harmless() => (None, Ok(())),
        CallError::MessageGone(_) | CallError::Moved(_) => {
            (Some(tap.alert(&Phrase::ButtonTooOld).await), Ok(()))
        }
        error => {
            let notice = tap.alert(&Phrase::Sorry).await;
            (Some(notice), if error.is_chat_lost() { Ok(()) } else { Err(error.into()) })
        }
    }
}

/// Acknowledges a button whose action could not be run.
pub(crate) async fn release(context: &Context, job: &Job, press: &Press) {
    let notice = Tap { context, job, press }.alert(&Phrase::Sorry).await;
    job.answered();
    context.api.acknowledge(&press.id, Some(notice)).await;
}

/// Acknowledges a button for which the queue of its chat has no room, with the reason.
pub(crate) fn decline(context: &Context, job: Job, press: Press) {
    let (context, subtask) = (context.clone(), job.subtask());
    tokio::spawn(async move {
        let tap = Tap { context: &context, job: &job, press: &press };
        let why = context.limits.rate.per_person().map_or(Phrase::Sorry, Limit::phrase);
        let notice = Notice::Toast(tap.pager().await.say(&why));
        job.answered();
        context.api.acknowledge(&press.id, Some(notice)).await;
        subtask.end();
    });
}

async fn act(tap: Tap<'_>) -> Shown {
    let Tap { context, job, press } = tap;
    let (Some(action), Some(message)) = (press.action, &press.message) else {
        return Ok(Some(tap.alert(&Phrase::ButtonTooOld).await));
    };
    let shown = press.in_chat().and_then(|it| Some((it, it.answer.as_ref()?)));
    match (action, shown) {
        (Action::Stay, _) => Ok(None),
        (
            Action::Language(_)
            | Action::TextOrder(_)
            | Action::References(_)
            | Action::Topic(_)
            | Action::Document(..),
            Some((message, _)),
        ) => choose(tap, action, message).await,
        (Action::Vote(clause, locale, vote), Some((message, answer))) => {
            // Any client can send a vote on any clause.
            let is_shown = actions(&answer.buttons).contains(&action);
            if !is_shown || !context.votes.take((message.chat, message.message, clause)) {
                return Ok(None);
            }
            let pager = context.pager(tap.recipient().await, locale);
            vote::count(context, job, &pager, message, (clause, vote)).await.map(Some)
        }
        (Action::More(..) | Action::Less(..), _) => unfold(tap, action, message).await,
        #[cfg(feature = "import")]
        (Action::Import(is_wanted), Some((message, answer))) => {
            import(tap, is_wanted, message, answer).await
        }
        (action, _) => open(tap, action, message).await,
    }
}

/// Changes a setting of the chat, if the person may.
async fn choose(tap: Tap<'_>, action: Action, message: &AnswerMessage) -> Shown {
    let Tap { context, job, press } = tap;
    job.answered();
    let chat = message.chat;
    let right = settings::right(context, (chat, message.kind), press.speaker()).await;
    if let Some(refusal) = right.refusal() {
        return Ok(Some(tap.alert(&refusal).await));
    }
    if settings::choose(context, chat, action).await.is_none() {
        return Ok(Some(tap.alert(&Phrase::Sorry).await));
    }
    let mut pager = tap.pager().await;
    if let Action::Language(Some(locale)) = action {
        pager.locale = locale;
    }
    let buttons = message.answer.as_ref().map(|it| actions(&it.buttons)).unwrap_or_default();
    let has_order = buttons.iter().any(|it| matches!(it, Action::TextOrder(_)));
    let topic = buttons.iter().find_map(|it| if let Action::Topic(it) = it { *it } else { None });
    let chosen = context.settings(Some(ChatKey(chat.0))).await;
    let page = match action {
        Action::Document(_, locale, page) => Pager { locale, ..pager }.documents(page),
        _ if has_order => pager.settings(chosen, topic),
        _ => pager.languages(chosen),
    };
    let target = MessageRef::InChat { chat_id: chat, message_id: message.message };
    show(tap, &target, &page).await?;
    Ok(Some(Notice::Toast(pager.say(&Phrase::SettingsKept))))
}

/// Imports the file above a preview, or drops it, for an administrator.
#[cfg(feature = "import")]
async fn import(
    tap: Tap<'_>,
    is_wanted: bool,
    message: &AnswerMessage,
    answer: &PressedAnswer,
) -> Shown {
    let is_admin = tap.context.administration.has(tap.press.user);
    let Some(file) = answer.file.as_ref().filter(|_| is_admin) else {
        return Ok(Some(tap.alert(&Phrase::ButtonTooOld).await));
    };
    let pager = tap.pager().await;
    let page = if is_wanted {
        super::import_file::import(tap.context, &pager, file, answer.question.as_deref()).await
    } else {
        Page::plain(&pager.say(&Phrase::AdminCancelled))
    };
    let target = MessageRef::InChat { chat_id: message.chat, message_id: message.message };
    show(tap, &target, &page).await
}

/// Opens the page of a button in place of its message.
async fn open(tap: Tap<'_>, action: Action, message: &PressedMessage) -> Shown {
    let (target, answer) = target(message);
    let (worker, recipient) = (tap.context.clone(), tap.recipient().await);
    let page = spawn_blocking(move || page(&worker, recipient, action, answer.as_ref()));
    match page.await? {
        Some(page) => {
            let shown = show(tap, &target, &page).await?;
            remember(tap.context, message, &page).await;
            Ok(shown)
        }
        None => Ok(Some(tap.alert(&Phrase::ButtonTooOld).await)),
    }
}

/// Keeps the clause that an answer in a private chat shows now: the next message may go on from it.
async fn remember(context: &Context, message: &PressedMessage, page: &Page) {
    let PressedMessage::InChat(it) = message else { return };
    let question = it.answer.as_ref().and_then(|it| it.question_id);
    let (Some(question), PlaceKind::Private) = (question, it.kind) else { return };
    let (chat, question, chats) =
        (ChatKey(it.chat.0), MessageKey(question.0), &context.store.chats);
    let Some(before) = context.kept(chats.answers(chat, question).await) else { return };
    let shown = keyboard::shown(&page.buttons);
    if shown.is_some() && shown != before.shown {
        chats.remember(chat, question, Answers { shown, ..before });
    }
}

/// Opens or closes the rest of the buttons below a clause.
async fn unfold(tap: Tap<'_>, action: Action, message: &PressedMessage) -> Shown {
    let (target, answer) = target(message);
    let (worker, recipient) = (tap.context.clone(), tap.recipient().await);
    let rows = spawn_blocking(move || rows(&worker, recipient, action, answer.as_ref()));
    match rows.await?? {
        Some(rows) => {
            tap.job.answered();
            tap.context.api.edit_buttons(&target, &rows).await?;
            Ok(None)
        }
        None => Ok(Some(tap.alert(&Phrase::ButtonTooOld).await)),
    }
}

/// A pressed message, and the answer that it is.
fn target(message: &PressedMessage) -> (MessageRef, Option<PressedAnswer>) {
    match message {
        PressedMessage::Inline(id) => (MessageRef::Inline { inline_message_id: id.clone() }, None),
        PressedMessage::InChat(it) => {
            let target = MessageRef::InChat { chat_id: it.chat, message_id: it.message };
            (target, it.answer.clone())
        }
    }
}

/// The buttons below a clause with the rest of them open or closed; `None` if the clause no longer exists.
fn rows(
    context: &Context,
    recipient: Recipient,
    action: Action,
    answer: Option<&PressedAnswer>,
) -> Result<Option<Vec<ButtonRow>>, SearchError> {
    let (Action::More(clause, locale, reached) | Action::Less(clause, locale, reached)) = action
    else {
        return Ok(None);
    };
    let pager = context.pager(recipient, locale);
    let Some(at) = clause.find(context.assistant.library()) else {
        return Ok(None);
    };
    let mut rows: Vec<ButtonRow> =
        answer.map(|it| turning(&it.buttons).collect()).unwrap_or_default();
    if matches!(action, Action::Less(..)) {
        rows.extend(pager.first_rows(at, clause, reached));
        return Ok(Some(rows));
    }
    let question = answer.and_then(|it| it.question.as_deref());
    let question = question.filter(|_| reached == Reached::ByQuestion);
    let found = question.map(|it| vote::answers(&context.assistant, it, pager.document));
    let mut further = found.transpose()?.unwrap_or_default();
    further.retain(|it| *it != at);
    rows.extend(pager.all_rows(at, clause, &Below { further, reached }));
    Ok(Some(rows))
}

/// The page of a button; `None` if its document or clause no longer exists.
fn page(
    context: &Context,
    recipient: Recipient,
    action: Action,
    answer: Option<&PressedAnswer>,
) -> Option<Page> {
    let library = context.assistant.library();
    let before = answer.map(|it| actions(&it.buttons)).unwrap_or_default();
    let question = answer.and_then(|it| it.question.as_deref());
    let pager = context.pager(recipient, recipient.locale.general());
    let page = pager.turned(action, question, |opened| below(&before, opened, library))?;
    (!page.messages.is_empty()).then_some(page)
}

/// Shows a page in place of a message.
async fn show(tap: Tap<'_>, target: &MessageRef, page: &Page) -> Shown {
    tap.job.answered();
    if let Some(text) = page.messages.first() {
        tap.context.api.edit(target, text, &page.buttons, Patience::Brief).await?;
    }
    Ok(None)
}

impl<'a> Tap<'a> {
    async fn recipient(self) -> Recipient {
        let chat = self.press.in_chat();
        let audience = match chat.map(|it| it.kind) {
            None => Audience::Elsewhere,
            Some(PlaceKind::Private) => Audience::One,
            Some(PlaceKind::Group | PlaceKind::Channel) => Audience::Many,
        };
        let (user, app) = (Some(self.press.user), self.press.app);
        self.context.recipient(chat.map(|it| it.chat), user, app, audience).await
    }

    async fn pager(self) -> Pager<'a> {
        let recipient = self.recipient().await;
        self.context.pager(recipient, recipient.locale.general())
    }

    async fn alert(self, phrase: &Phrase<'_>) -> Notice {
        Notice::Alert(self.pager().await.say(phrase))
    }
}
