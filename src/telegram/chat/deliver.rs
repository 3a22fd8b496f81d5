//! Delivers pages: as replies to a question, or in place of an earlier answer.
//!
//! | Telegram | the answer |
//! |---|---|
//! | says that the chat has moved | is sent to the new chat ([`moves`]) |
//! | says that the chat is lost | is dropped, and the chat is forgotten |
//! | says that the topic or the question is gone | is sent without it |
//! | says that the bot may not write there | is sent to the asker in private, or counted |
//! | fails for seconds | becomes late: it is retried for a day outside the chat queue |
//!
//! What always holds: a message that was sent before a crash is not sent again; a
//! question that was edited since is answered as it is now, and an edit that leaves its
//! text as it was changes nothing.

use std::{sync::Arc, time::Duration};

use teloxide::types::{ChatId, MessageId};
use tokio::time::{Instant, sleep};

use crate::{
    store::{Answers, ChatKey, MessageKey},
    telegram::{
        api::{
            Patience,
            error::CallError,
            messages::{MessageRef, NewMessage},
        },
        updates::{
            job::Job,
            request::{Message, Migration, Place},
        },
    },
};

use super::{
    context::Context,
    deliveries::Late,
    elsewhere,
    fault::Fault,
    keyboard, moves,
    page::{ButtonRow, Page},
    target::Target,
};

/// How long an answer is retried: Telegram keeps an update as long.
const MAX_AGE: Duration = Duration::from_hours(24);

/// Delay before a late answer is retried.
const RETRY_DELAY: Duration = Duration::from_secs(30);

/// Upper bound on that delay, even if `retry_after` is longer.
const MAX_RETRY_DELAY: Duration = Duration::from_hours(1);

/// Delays before a message is sent again that may already have arrived. Three retries:
/// a duplicate is acceptable, an endless stream is not.
const DOUBTFUL_DELAYS: [Duration; 3] =
    [RETRY_DELAY, Duration::from_mins(2), Duration::from_mins(8)];

/// An answer, and how much of it was sent.
#[derive(Debug)]
struct Delivery<'a> {
    context: &'a Context,
    job: &'a Job,
    page: &'a Page,
    target: Target,
    /// The messages of the earlier answer, which are edited.
    before: Vec<MessageKey>,
    /// The messages that show this answer, in order.
    shown: Vec<MessageKey>,
}

/// Answers a message with a page, in place of its earlier answer.
pub(crate) async fn deliver(
    context: &Context,
    job: &Job,
    message: &Message,
    page: &Page,
) -> Result<(), Fault> {
    let Place { chat, message: question, .. } = message.place;
    let (said_at, checksum) = (message.said_at, message.checksum);
    let target = Target { question: Some(question), said_at, checksum, ..Target::reply(message) };
    let mut delivery = Delivery::new(context, job, page, target);
    if message.is_edited && delivery.is_answered(message).await {
        return Ok(());
    }
    if !context.deliveries.abort_older((chat, question), said_at) {
        return Ok(());
    }
    let is_first = context.deliveries.answered.take((chat, question));
    if message.is_edited || !is_first || job.may_be_answered() {
        let known = delivery.answers().await;
        if known.said_at > said_at {
            tracing::info!("the question was edited, and is answered as it is now");
            return Ok(());
        }
        let messages = if message.is_edited { &mut delivery.before } else { &mut delivery.shown };
        *messages = known.messages;
    }
    delivery.run().await
}

/// Replies to a message, without keeping the reply as the answer.
pub(crate) async fn reply(
    context: &Context,
    job: &Job,
    message: &Message,
    page: &Page,
) -> Result<(), Fault> {
    Delivery::new(context, job, page, Target::reply(message)).run().await
}

/// Posts a page in a chat.
pub(crate) async fn post(
    context: &Context,
    job: &Job,
    chat: ChatId,
    page: &Page,
) -> Result<(), Fault> {
    Delivery::new(context, job, page, Target::chat(chat)).run().await
}

/// Forgets a chat that cannot be written to.
pub(crate) async fn forget_chat(context: &Context, chat: ChatId, error: &CallError) {
    tracing::info!(chat.id = chat.0, %error, "forgetting a lost chat");
    context.kept(context.store.chats.forget(ChatKey(chat.0)).await);
}

impl<'a> Delivery<'a> {
    fn new(context: &'a Context, job: &'a Job, page: &'a Page, target: Target) -> Self {
        Self { context, job, page, target, before: Vec::new(), shown: Vec::new() }
    }

    /// Sends the answer now, or makes it a late answer.
    async fn run(mut self) -> Result<(), Fault> {
        loop {
            match self.put(Patience::Answer).await {
                Err(CallError::Moved(to)) if self.target.may_move() => {
                    self.follow(to).await;
                }
                Err(error) if error.may_pass() => {
                    self.postpone(error).await;
                    return Ok(());
                }
                done => return self.settle(done).await,
            }
        }
    }

    /// Sends the rest in a task of its own, or here if there are too many of these.
    async fn postpone(mut self, error: CallError) {
        tracing::warn!(
            chat.id = self.target.chat.0,
            error = &error as &dyn std::error::Error,
            "an answer is late; retrying"
        );
        let Self { target, .. } = self;
        let deliveries = &self.context.deliveries;
        let Some(room) = deliveries.room() else {
            return self.late(error).await;
        };
        let subtask = Arc::new(self.job.subtask());
        let (context, page, ended) =
            (self.context.clone(), self.page.clone(), Arc::clone(&subtask));
        let (before, shown) = (std::mem::take(&mut self.before), std::mem::take(&mut self.shown));
        let task = tokio::spawn(async move {
            let (context, page, job) = (&context, &page, &ended.job);
            Delivery { context, job, page, target, before, shown }.late(error).await;
            ended.end();
            drop(room);
        });
        if let Some(question) = target.question {
            let late = Late { task: task.abort_handle(), subtask, said_at: target.said_at };
            deliveries.insert((target.chat, question), late);
        }
    }

    /// Retries the rest until it is sent, refused or too old.
    async fn late(mut self, error: CallError) {
        if let Err(fault) = self.retry(error).await {
            if matches!(fault, Fault::Call(CallError::Unauthorized)) {
                self.job.leave();
            }
            let error = &fault as &dyn std::error::Error;
            tracing::error!(error, "an answer was not sent");
        }
    }

    async fn retry(&mut self, error: CallError) -> Result<(), Fault> {
        let start = Instant::now();
        let mut doubts = Doubts::new(self.shown.len());
        if error.is_doubtful() || matches!(error, CallError::Flood(_)) {
            doubts.wait(self.context, &error).await;
        }
        loop {
            // Another process may have answered the question after an edit.
            if self.answers().await.said_at > self.target.said_at {
                return Ok(());
            }
            let error = match self.put(Patience::Late).await {
                Err(CallError::Moved(to)) if self.target.may_move() => {
                    self.follow(to).await;
                    continue;
                }
                Err(error) if error.may_pass() && start.elapsed() < MAX_AGE => error,
                done => return self.settle(done).await,
            };
            doubts.note(self.shown.len());
            if !doubts.wait(self.context, &error).await {
                return Err(error.into());
            }
        }
    }

    /// Whether the question has its answer, and an edit has not changed it. Telegram
    /// announces edits of other things as well, such as a reaction. A repeated update may
    /// have to finish the answer to an edit.
    async fn is_answered(&self, message: &Message) -> bool {
        let known = self.answers().await;
        let is_same = known.checksum == Some(message.checksum) && !known.messages.is_empty();
        let is_repeated = known.said_at == message.said_at && message.said_at > message.sent_at;
        is_same && !(is_repeated && self.job.may_be_answered())
    }

    /// Forgets a lost chat; answers in private where the bot may not write; other errors
    /// are faults.
    async fn settle(&self, done: Result<(), CallError>) -> Result<(), Fault> {
        match done {
            Err(error) if error.is_chat_lost() => {
                forget_chat(self.context, self.target.chat, &error).await;
                Ok(())
            }
            Err(CallError::NoRight(reason)) => {
                tracing::info!(chat.id = self.target.chat.0, reason, "no right to write in a chat");
                elsewhere::answer(self.context, self.job, self.target.asker, self.page).await;
                Ok(())
            }
            Err(error @ CallError::Unauthorized) => Err(error.into()),
            Err(error) => {
                self.context.metrics.undelivered.inc();
                Err(error.into())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Starts again in the supergroup that a group has become.
    async fn follow(&mut self, to: ChatId) {
        moves::migrate(self.context, Migration { from: self.target.chat, to }).await;
        self.target = self.target.moved(to);
        (self.before, self.shown) = (Vec::new(), Vec::new());
    }

    /// The answer that the store has for the question.
    async fn answers(&self) -> Answers {
        let Some(question) = self.target.question else {
            return Answers::default();
        };
        let (chat, question) = (ChatKey(self.target.chat.0), MessageKey(question.0));
        let known = self.context.store.chats.answers(chat, question).await;
        self.context.kept(known).unwrap_or_default()
    }

    /// Sends the rest of the page: edits the messages of the earlier answer, sends the
    /// missing ones and deletes the surplus.
    async fn put(&mut self, patience: Patience) -> Result<(), CallError> {
        self.job.answered();
        let page = self.page;
        while let Some(text) = page.messages.get(self.shown.len()) {
            let place = self.shown.len();
            let is_last = place + 1 == page.messages.len();
            let buttons = if is_last { page.buttons.as_slice() } else { &[] };
            let Some(old) = self.before.get(place).copied() else {
                self.send(text, buttons, patience).await?;
                continue;
            };
            let message_id = MessageId(old.0);
            let message = MessageRef::InChat { chat_id: self.target.chat, message_id };
            match self.context.api.edit(&message, text, buttons, patience).await {
                Ok(()) => self.shown.push(old),
                // Somebody deleted a part of the earlier answer: it is replaced.
                Err(CallError::MessageGone(_)) => {
                    self.shown.clear();
                    let before = std::mem::take(&mut self.before);
                    self.delete(&before).await;
                }
                Err(error) => return Err(error),
            }
        }
        if !self.before.is_empty() {
            self.remember();
        }
        self.delete(self.before.get(page.messages.len()..).unwrap_or_default()).await;
        Ok(())
    }

    /// Sends one message. The next one waits until this one is stored: a crash repeats
    /// at most one message.
    async fn send(
        &mut self,
        text: &str,
        buttons: &[ButtonRow],
        patience: Patience,
    ) -> Result<(), CallError> {
        let chat = self.target.chat;
        self.context.limits.send.wait(chat).await;
        let sent = loop {
            let Target { thread, direct_topic, reply_to, .. } = self.target;
            let reply_to = reply_to.filter(|_| self.shown.is_empty());
            let message = NewMessage {
                thread,
                direct_topic,
                reply_to,
                ..NewMessage::new(chat, text, buttons)
            };
            match self.context.api.send(&message, patience).await {
                Err(CallError::NoTopic(_)) if thread.is_some() => self.target.thread = None,
                Err(CallError::NoTopic(_) | CallError::NoQuestion(_)) if reply_to.is_some() => {
                    self.target.reply_to = None;
                }
                Err(CallError::NoQuestion(_)) if thread.is_some() => self.target.thread = None,
                sent => break sent?,
            }
        };
        self.shown.push(MessageKey(sent.0));
        self.job.sent();
        self.remember();
        if self.target.question.is_some() {
            self.context.store.inbox.written().await;
        }
        Ok(())
    }

    fn remember(&self) {
        if let Some(question) = self.target.question {
            let (chat, question) = (ChatKey(self.target.chat.0), MessageKey(question.0));
            let Target { chat: at, said_at, checksum, .. } = self.target;
            // A group says in a reply which answer it goes on from.
            // `ChatId::is_user` panics on numbers that were not given out in its time.
            let shown = (at.0 > 0).then(|| keyboard::shown(&self.page.buttons)).flatten();
            let (messages, checksum) = (self.shown.clone(), Some(checksum));
            let answers = Answers { messages, said_at, checksum, shown };
            self.context.store.chats.remember(chat, question, answers);
        }
    }

    /// Deletes messages of the earlier answer. Failures are harmless: the new answer is
    /// there.
    async fn delete(&self, messages: &[MessageKey]) {
        for message in messages {
            self.context.api.delete(self.target.chat, MessageId(message.0)).await;
        }
    }
}

/// Counts the retries of a message that may already have arrived.
#[derive(Debug)]
struct Doubts {
    n_retries: usize,
    /// Messages that arrived before it.
    n_before: usize,
}

impl Doubts {
    fn new(n_before: usize) -> Self {
        Self { n_retries: 0, n_before }
    }

    /// Notes how many messages have arrived: another one has retries of its own.
    fn note(&mut self, n_arrived: usize) {
        if n_arrived > self.n_before {
            *self = Self::new(n_arrived);
        }
    }

    /// Waits until the message may be sent again; false if it may not.
    async fn wait(&mut self, context: &Context, error: &CallError) -> bool {
        let Some(delay) = self.delay(error) else {
            return false;
        };
        let failed = Instant::now();
        sleep(delay).await;
        if error.is_doubtful() {
            // Sending again is useless while Telegram answers nothing at all.
            context.api.counts().heard_after(failed).await;
        }
        true
    }

    /// The delay before the message may be sent again; `None` if it may not.
    fn delay(&mut self, error: &CallError) -> Option<Duration> {
        if !error.is_doubtful() {
            let delay = if let CallError::Flood(wait) = error { *wait } else { RETRY_DELAY };
            return Some(delay.clamp(RETRY_DELAY, MAX_RETRY_DELAY));
        }
        let delay = DOUBTFUL_DELAYS.get(self.n_retries).copied();
        self.n_retries += 1;
        delay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_may_have_arrived_is_sent_again_three_times() {
        let minutes = |it: u64| Some(Duration::from_mins(it));
        let doubtful = CallError::TooLong { limit: 1 };
        let mut doubts = Doubts::new(2);
        for (error, wanted) in [
            (&CallError::Flood(Duration::from_secs(1)), Some(RETRY_DELAY)),
            (&doubtful, Some(RETRY_DELAY)),
            (&doubtful, minutes(2)),
            (&CallError::Server("it failed".to_owned()), Some(RETRY_DELAY)),
            (&CallError::Flood(Duration::from_mins(5)), minutes(5)),
            (&CallError::Flood(Duration::from_hours(5)), minutes(60)),
            (&doubtful, minutes(8)),
            (&doubtful, None),
            (&doubtful, None),
        ] {
            doubts.note(2);
            assert_eq!(doubts.delay(error), wanted, "{error}");
        }
        doubts.note(3);
        assert_eq!(doubts.delay(&doubtful), Some(RETRY_DELAY), "of the next message");
    }
}
