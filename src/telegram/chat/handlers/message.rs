//! A message: heard or not, and who it is for.

use std::sync::Arc;

use teloxide::types::Message;

use crate::{store::ChatKey, wording::Phrase};

use crate::telegram::{
    chat::{
        context::{Desk, Fault},
        deliver::{announce, deliver},
        page::Page,
    },
    ops::metrics::Refusal,
    updates::{
        message::{Heard, Incoming, PlaceKind, Version, place_kind, read},
        rate_limit::{Limit, Verdict},
    },
};

use super::{ask, commands};

/// A message that was sent.
pub(crate) async fn new(
    desk: Arc<Desk>,
    message: Arc<Message>,
    verdict: Verdict,
) -> Result<(), Fault> {
    let Some(incoming) = read(&message, &desk.me) else {
        return Ok(());
    };
    heard(&desk, &incoming, verdict).await
}

/// A message that was edited: its answer is edited.
pub(crate) async fn edited(
    desk: Arc<Desk>,
    message: Arc<Message>,
    verdict: Verdict,
) -> Result<(), Fault> {
    // A sticker cannot be edited into anything, and a hint is given once.
    match read(&message, &desk.me) {
        None | Some(Incoming { content: Heard::NoText, .. }) => Ok(()),
        Some(incoming) => heard(&desk, &incoming, verdict).await,
    }
}

/// Handles what is said to the bot, where it is not said too fast.
async fn heard(desk: &Arc<Desk>, incoming: &Incoming, verdict: Verdict) -> Result<(), Fault> {
    match verdict {
        Verdict::Pass => handle(desk, incoming).await,
        Verdict::Tell(limit) => {
            desk.metrics.refuse(Refusal::TooFast);
            slow_down(desk, incoming, limit).await
        }
        Verdict::Silent => Ok(()),
    }
}

/// Says that somebody asks too fast.
async fn slow_down(desk: &Arc<Desk>, incoming: &Incoming, limit: Limit) -> Result<(), Fault> {
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let locale = desk.locale(incoming.content.text(), guest.reader);
    let page = Page::plain(&desk.assistant.catalog(locale).say(&limit.phrase()));
    match incoming.version {
        // An edit then turns the notice into the answer.
        Version::New => deliver(desk, incoming, &page).await,
        // The answer to what stood there before stays.
        Version::Edited => announce(desk, incoming.place.chat, Some(incoming.place), &page).await,
    }
}

async fn handle(desk: &Arc<Desk>, incoming: &Incoming) -> Result<(), Fault> {
    match &incoming.content {
        Heard::Question(text) => ask::question(desk, incoming, text).await,
        Heard::References(numbers, text) => ask::references(desk, incoming, numbers, text).await,
        Heard::Command(command, argument) => {
            commands::run(desk, incoming, *command, argument).await
        }
        Heard::UnknownCommand => commands::help(desk, incoming).await,
        Heard::NoText => hint(desk, incoming).await,
    }
}

/// Says once that only text is read.
async fn hint(desk: &Arc<Desk>, incoming: &Incoming) -> Result<(), Fault> {
    let key = ChatKey(incoming.place.chat.0);
    if desk.kept(desk.store.chats.hint(key).await) != Some(true) {
        return Ok(());
    }
    say(desk, incoming, &Phrase::HintTextOnly).await
}

/// Says one phrase.
pub(crate) async fn say(
    desk: &Arc<Desk>,
    incoming: &Incoming,
    phrase: &Phrase<'_>,
) -> Result<(), Fault> {
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let catalog = desk.assistant.catalog(guest.reader.locale());
    deliver(desk, incoming, &Page::plain(&catalog.say(phrase))).await
}

/// Tells the chat of a message that its handling broke off.
pub(crate) async fn apologise(desk: &Arc<Desk>, message: &Message) {
    let kind = place_kind(&message.chat);
    if kind == PlaceKind::Channel {
        return;
    }
    if let Some(incoming) = read(message, &desk.me) {
        _ = say(desk, &incoming, &Phrase::Sorry).await;
    }
}
