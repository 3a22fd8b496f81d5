//! Pressed buttons.

use tokio::task::spawn_blocking;

use crate::{store::ChatKey, wording::Phrase};

use crate::telegram::{
    api::{
        Patience,
        error::CallError,
        messages::{MessageRef, Notice},
    },
    ops::metrics::Refusal,
    updates::{
        job::Job,
        rate_limit::Limit,
        request::{AnswerMessage, PlaceKind, Press, PressedAnswer, PressedMessage},
    },
};

use super::{
    action::Action,
    context::Context,
    deliver::{forget_chat, migrate},
    fault::Fault,
    keyboard::{actions, below},
    page::{Audience, Page, Pager},
    recipient::Recipient,
    settings, vote,
};

/// Runs the action of a button, and acknowledges the button in any case.
pub(crate) async fn handle(context: &Context, job: &Job, press: &Press) -> Result<(), Fault> {
    let done = match exceeded(context, press) {
        Some(limit) => {
            context.metrics.refuse(Refusal::TooFast);
            Ok(Some(Notice::Toast(pager(context, press).await.say(&limit.phrase()))))
        }
        None => act(context, job, press).await,
    };
    let (notice, result) = match done {
        Ok(notice) => (notice, Ok(())),
        Err(fault) => failed(context, press, fault).await,
    };
    job.answered();
    context.api.acknowledge(&press.id, notice).await;
    result
}

/// The limit that the person exceeds, if any.
fn exceeded(context: &Context, press: &Press) -> Option<Limit> {
    let group = press.in_chat().filter(|it| it.kind != PlaceKind::Private).map(|it| it.chat);
    context.limits.rate.press(press.user, group)
}

/// The notice for a failed action, and the fault unless it is a matter of course.
async fn failed(
    context: &Context,
    press: &Press,
    fault: Fault,
) -> (Option<Notice>, Result<(), Fault>) {
    let Fault::Call(error) = fault else {
        return (Some(alert(context, press, &Phrase::Sorry).await), Err(fault));
    };
    if let Some(AnswerMessage { chat, .. }) = press.in_chat() {
        match &error {
            CallError::Moved(to) => migrate(context, *chat, *to).await,
            error if error.is_chat_lost() => forget_chat(context, *chat, error).await,
            _ => {}
        }
    }
    match error {
        error if error.is_harmless() => (None, Ok(())),
        CallError::MessageGone(_) | CallError::Moved(_) => {
            (Some(alert(context, press, &Phrase::ButtonTooOld).await), Ok(()))
        }
        error => {
            let notice = alert(context, press, &Phrase::Sorry).await;
            (Some(notice), if error.is_chat_lost() { Ok(()) } else { Err(error.into()) })
        }
    }
}

/// Acknowledges a button whose action could not be run.
pub(crate) async fn release(context: &Context, job: &Job, press: &Press) {
    let notice = alert(context, press, &Phrase::Sorry).await;
    job.answered();
    context.api.acknowledge(&press.id, Some(notice)).await;
}

async fn act(context: &Context, job: &Job, press: &Press) -> Result<Option<Notice>, Fault> {
    let (Some(action), Some(message)) = (press.action, &press.message) else {
        return Ok(Some(alert(context, press, &Phrase::ButtonTooOld).await));
    };
    let shown = press.in_chat().and_then(|it| Some((it, it.answer.as_ref()?)));
    match (action, shown) {
        (Action::Stay, _) => Ok(None),
        (Action::Language(_) | Action::TextOrder(_), Some((message, _))) => {
            choose(context, job, press, action, message).await
        }
        (Action::Vote(clause, locale, vote), Some((message, answer))) => {
            // Any client can send a vote on any clause.
            let is_shown = actions(&answer.buttons).contains(&action);
            if !is_shown || !context.votes.take((message.chat, message.message, clause)) {
                return Ok(None);
            }
            let pager = context.pager(recipient(context, press).await, locale);
            vote::count(context, job, &pager, message, (clause, vote)).await.map(Some)
        }
        (action, _) => open(context, job, press, action, message).await,
    }
}

/// Changes a setting of the chat, if the person may.
async fn choose(
    context: &Context,
    job: &Job,
    press: &Press,
    action: Action,
    message: &AnswerMessage,
) -> Result<Option<Notice>, Fault> {
    job.answered();
    let chat = message.chat;
    let is_allowed = match message.kind {
        PlaceKind::Private => true,
        PlaceKind::Group => settings::is_admin(context, chat, press.user).await,
        PlaceKind::Channel => false,
    };
    if !is_allowed {
        return Ok(Some(alert(context, press, &Phrase::AdminsOnly).await));
    }
    if settings::choose(context, chat, action).await.is_none() {
        return Ok(Some(alert(context, press, &Phrase::Sorry).await));
    }
    let mut pager = pager(context, press).await;
    if let Action::Language(Some(locale)) = action {
        pager.locale = locale;
    }
    let page = pager.settings(context.settings(Some(ChatKey(chat.0))).await);
    let target = MessageRef::InChat { chat_id: chat, message_id: message.message };
    show(context, job, &target, &page).await?;
    Ok(Some(Notice::Toast(pager.say(&Phrase::SettingsKept))))
}

/// Opens the page of a button in place of its message.
async fn open(
    context: &Context,
    job: &Job,
    press: &Press,
    action: Action,
    message: &PressedMessage,
) -> Result<Option<Notice>, Fault> {
    let (target, answer) = match message {
        PressedMessage::Inline(id) => (MessageRef::Inline { inline_message_id: id.clone() }, None),
        PressedMessage::InChat(it) => {
            let target = MessageRef::InChat { chat_id: it.chat, message_id: it.message };
            (target, it.answer.clone())
        }
    };
    let (worker, recipient) = (context.clone(), recipient(context, press).await);
    let page = spawn_blocking(move || page(&worker, recipient, action, answer.as_ref()));
    match page.await? {
        Some(page) => show(context, job, &target, &page).await,
        None => Ok(Some(alert(context, press, &Phrase::ButtonTooOld).await)),
    }
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
async fn show(
    context: &Context,
    job: &Job,
    target: &MessageRef,
    page: &Page,
) -> Result<Option<Notice>, Fault> {
    job.answered();
    if let Some(text) = page.messages.first() {
        context.api.edit(target, text, &page.buttons, Patience::Brief).await?;
    }
    Ok(None)
}

async fn recipient(context: &Context, press: &Press) -> Recipient {
    let chat = press.in_chat();
    let audience = match chat.map(|it| it.kind) {
        None => Audience::Elsewhere,
        Some(PlaceKind::Private) => Audience::One,
        Some(PlaceKind::Group | PlaceKind::Channel) => Audience::Many,
    };
    context.recipient(chat.map(|it| it.chat), Some(press.user), press.app, audience).await
}

async fn pager<'a>(context: &'a Context, press: &Press) -> Pager<'a> {
    let recipient = recipient(context, press).await;
    context.pager(recipient, recipient.locale.general())
}

async fn alert(context: &Context, press: &Press, phrase: &Phrase<'_>) -> Notice {
    Notice::Alert(pager(context, press).await.say(phrase))
}
