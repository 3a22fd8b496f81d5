//! A button that was pressed.

use std::sync::Arc;

use teloxide::types::{CallbackQuery, MaybeInaccessibleMessage, Message};
use tokio::task::spawn_blocking;

use crate::wording::Phrase;

use crate::telegram::{
    api::{
        CallError, Patience,
        payload::{Keyboard, Shown},
    },
    chat::{
        action::Action,
        clause_key::ClauseKey,
        context::{Desk, Fault, Guest},
        deliver::{Word, acknowledge, edit, lose, moved},
        page::{Audience, Below, Page},
        pressed::{actions, further, votes},
    },
    ops::metrics::Refusal,
    updates::{
        message::{PlaceKind, app_locale, place_kind, question_of},
        rate_limit::{Asker, Limit},
    },
};

use super::{settings, vote};

/// Does what a button says, and ends its waiting in any case.
pub(crate) async fn pressed(desk: Arc<Desk>, query: Arc<CallbackQuery>) -> Result<(), Fault> {
    if let Some(limit) = over(&desk, &query) {
        desk.metrics.refuse(Refusal::TooFast);
        let word = Word::Passing(say(&desk, &query, &limit.phrase()).await);
        acknowledge(&desk, &query.id, Some(word)).await;
        return Ok(());
    }
    let done = act(&desk, &query).await;
    if let (Err(Fault::Call(error)), Some(message)) = (&done, &query.message) {
        let chat = message.chat().id;
        match error {
            CallError::Moved(to) => moved(&desk, chat, *to).await,
            error if error.is_chat_lost() => lose(&desk, chat, error).await,
            _ => {}
        }
    }
    let word = match &done {
        Ok(word) => word.clone(),
        Err(Fault::Call(error)) if error.is_harmless() => None,
        Err(Fault::Call(CallError::MessageGone(_) | CallError::Moved(_))) => {
            Some(alert(&desk, &query, &Phrase::ButtonTooOld).await)
        }
        Err(_) => Some(alert(&desk, &query, &Phrase::Sorry).await),
    };
    acknowledge(&desk, &query.id, word).await;
    match done {
        Err(Fault::Call(error)) if error.is_harmless() || error.is_chat_lost() => Ok(()),
        Err(Fault::Call(CallError::MessageGone(_) | CallError::Moved(_))) => Ok(()),
        done => done.map(|_| ()),
    }
}

/// The limit that whoever pressed has passed, if they have.
fn over(desk: &Desk, query: &CallbackQuery) -> Option<Limit> {
    let chat = query.message.as_ref().map(MaybeInaccessibleMessage::chat);
    let group = chat.filter(|it| !it.is_private()).map(|it| it.id);
    desk.guards.floods.over(Asker { user: Some(query.from.id), group })
}

/// Ends the waiting of a button whose handling broke off.
pub(crate) async fn release(desk: &Desk, query: &CallbackQuery) {
    let word = alert(desk, query, &Phrase::Sorry).await;
    acknowledge(desk, &query.id, Some(word)).await;
}

async fn act(desk: &Arc<Desk>, query: &CallbackQuery) -> Result<Option<Word>, Fault> {
    let action = query.data.as_deref().and_then(|it| it.parse::<Action>().ok());
    let (Some(action), Some(target)) = (action, target(query)) else {
        return Ok(Some(alert(desk, query, &Phrase::ButtonTooOld).await));
    };
    let message = query.message.as_ref().and_then(|it| it.regular_message());
    let guest = guest(desk, query).await;
    match (action, message) {
        (Action::Stay, _) => Ok(None),
        (Action::Language(_) | Action::TextOrder(_), Some(message)) => {
            choose(desk, query, message, action).await
        }
        (Action::Vote(clause, locale, vote), Some(message)) => {
            // Whoever can talk to Telegram can send a vote on any clause.
            if !actions(message).contains(&action) || !desk.votes_first(message, clause) {
                return Ok(None);
            }
            let pager = desk.pager(guest, locale);
            vote::count(desk, &pager, message, clause, vote).await.map(Some)
        }
        (action, message) => {
            let (worker, message) = (Arc::clone(desk), message.cloned());
            let made =
                spawn_blocking(move || page(&worker, guest, action, message.as_ref())).await?;
            let Some(page) = made else {
                return Ok(Some(alert(desk, query, &Phrase::ButtonTooOld).await));
            };
            turn(desk, &target, &page).await
        }
    }
}

/// Shows a page instead of the message.
async fn turn(desk: &Desk, target: &Shown, page: &Page) -> Result<Option<Word>, Fault> {
    if let Some(text) = page.messages.first() {
        edit(desk, target, text, Keyboard::of(page), Patience::Brief).await?;
    }
    Ok(None)
}

/// The page that a button leads to; `None` where its document or clause is gone.
fn page(desk: &Desk, guest: Guest, action: Action, message: Option<&Message>) -> Option<Page> {
    let library = desk.assistant.library();
    let before = message.map(actions).unwrap_or_default();
    let below = |opened: Option<ClauseKey>| Below {
        further: further(&before, opened, library),
        votes: votes(&before),
    };
    let pager = desk.pager(guest, guest.reader.locale());
    let page = pager.turned(action, asked(message), below)?;
    (!page.messages.is_empty()).then_some(page)
}

/// The question that a message answers, where Telegram still has it.
fn asked(message: Option<&Message>) -> Option<&str> {
    question_of(message?.reply_to_message()?)
}

/// Chooses for the chat, if the presser may.
async fn choose(
    desk: &Desk,
    query: &CallbackQuery,
    message: &Message,
    action: Action,
) -> Result<Option<Word>, Fault> {
    let chat = message.chat.id;
    let is_allowed = match place_kind(&message.chat) {
        PlaceKind::Private => true,
        PlaceKind::Group => settings::is_admin(desk, chat, query.from.id).await,
        PlaceKind::Channel => false,
    };
    if !is_allowed {
        return Ok(Some(alert(desk, query, &Phrase::AdminsOnly).await));
    }
    if settings::choose(desk, chat, action).await.is_none() {
        return Ok(Some(alert(desk, query, &Phrase::Sorry).await));
    }
    let guest = guest(desk, query).await;
    let pager = desk.pager(guest, settings::shown_in(action, guest.reader.locale()));
    let chosen = desk.chosen(Some(crate::store::ChatKey(chat.0))).await;
    let page = pager.settings(chosen);
    let message = Shown::InChat { chat_id: chat, message_id: message.id };
    turn(desk, &message, &page).await?;
    Ok(Some(Word::Passing(pager.say(&Phrase::SettingsKept))))
}

/// The message that a button stands below.
fn target(query: &CallbackQuery) -> Option<Shown> {
    if let Some(name) = &query.inline_message_id {
        return Some(Shown::Brought { inline_message_id: name.clone() });
    }
    let message = query.message.as_ref()?;
    Some(Shown::InChat { chat_id: message.chat().id, message_id: message.id() })
}

async fn guest(desk: &Desk, query: &CallbackQuery) -> Guest {
    let chat = query.message.as_ref().map(MaybeInaccessibleMessage::chat);
    let audience = match chat {
        None => Audience::Elsewhere,
        Some(chat) if chat.is_private() => Audience::One,
        Some(_) => Audience::Many,
    };
    let app = app_locale(&query.from);
    desk.guest_of(chat.map(|it| it.id), Some(query.from.id), app, audience).await
}

async fn alert(desk: &Desk, query: &CallbackQuery, phrase: &Phrase<'_>) -> Word {
    Word::Alert(say(desk, query, phrase).await)
}

async fn say(desk: &Desk, query: &CallbackQuery, phrase: &Phrase<'_>) -> String {
    let locale = guest(desk, query).await.reader.locale();
    desk.assistant.catalog(locale).say(phrase)
}
