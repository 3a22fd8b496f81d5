//! Messages: `/help`, a question, `see [§3.6]`, a sticker.

use crate::{
    answer::Occasion,
    store::{ChatKey, Settings},
    telegram::{
        ops::metrics::Refusal,
        updates::{
            job::Job,
            rate_limit::Limit,
            request::{Content, GENERAL, Message, Place, PlaceKind},
        },
    },
    wording::Phrase,
};

#[cfg(feature = "import")]
use super::{admin, import_file};
use super::{
    ask, command::Command, commands, context::Context, converse, deliver::reply, elsewhere,
    fault::Fault, page::Page, turn::Turn,
};

/// Handles a message, or tells its sender that it exceeds a limit.
pub(crate) async fn handle(turn: Turn<'_>) -> Result<(), Fault> {
    let settings = of_group(turn).await;
    if is_elsewhere(turn.message, settings) {
        return Ok(());
    }
    if let Some(limit) = turn.job.exceeded {
        turn.context.metrics.refuse(match limit {
            Limit::PerPerson(_) | Limit::PerGroup(_) => Refusal::TooFast,
            Limit::Backlog(_) => Refusal::Backlog,
        });
        return slow_down(turn, limit).await;
    }
    match &turn.message.content {
        Content::Question(text) => converse::message(turn, text).await,
        Content::Reply(text) => converse::reply(turn, text).await,
        Content::References(..) => ask::references(turn, settings).await,
        Content::Command(command, argument) => commands::run(turn, *command, argument).await,
        Content::UnknownCommand => commands::help(turn, Occasion::Help).await,
        #[cfg(feature = "import")]
        Content::File(file, caption) if admin::is_admin(turn) => {
            import_file::preview(turn, file, caption.as_deref()).await
        }
        Content::File(_, Some(caption)) => ask::question(turn, caption).await,
        Content::File(_, None) | Content::NoText => turn.say(&Phrase::HintTextOnly).await,
    }
}

/// The settings of a group; the default ones for another chat.
async fn of_group(turn: Turn<'_>) -> Settings {
    let Place { chat, kind, .. } = turn.message.place;
    turn.context.settings((kind == PlaceKind::Group).then_some(ChatKey(chat.0))).await
}

/// Whether a message is in another topic than the only one that is answered. The settings can be changed in any.
fn is_elsewhere(message: &Message, settings: Settings) -> bool {
    let is_setting =
        matches!(message.content, Content::Command(Command::Language | Command::Settings, _));
    let thread = message.place.thread.unwrap_or(GENERAL).0.0;
    !is_setting && settings.topic.is_some_and(|it| thread != it)
}

/// Tells the sender which limit is exceeded. In a group that has to wait for the send
/// limit, the notice is for the sender only, and so comes at once.
async fn slow_down(turn: Turn<'_>, limit: Limit) -> Result<(), Fault> {
    let pager = turn.pager_for(turn.message.content.text()).await;
    let page = Page::plain(&pager.say(&limit.phrase()));
    let place = turn.message.place;
    if let (PlaceKind::Group, Some(user)) = (place.kind, turn.message.speaker.user()) {
        elsewhere::notify(turn.context, turn.job, place, user, &page).await;
        return Ok(());
    }
    if turn.message.is_edited {
        // The answer to the earlier version stays.
        return reply(turn.context, turn.job, turn.message, &page).await;
    }
    // An edit turns the notice into the answer.
    turn.answer(&page).await
}

/// Apologises for a message that could not be handled.
pub(crate) async fn apologise(context: &Context, job: &Job, message: &Message) {
    if message.place.kind != PlaceKind::Channel {
        _ = Turn { context, job, message }.say(&Phrase::Sorry).await;
    }
}
