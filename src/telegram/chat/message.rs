//! Messages: `/help`, a question, `see [§3.6]`, a sticker.

use crate::{
    answer::Occasion,
    telegram::{
        ops::metrics::Refusal,
        updates::{
            job::Job,
            rate_limit::Limit,
            request::{Content, Message, PlaceKind},
        },
    },
    wording::Phrase,
};

#[cfg(feature = "import")]
use super::{admin, import_file};
use super::{
    ask, commands, context::Context, deliver::reply, elsewhere, fault::Fault, page::Page,
    turn::Turn,
};

/// Handles a message, or tells its sender that it exceeds a limit.
pub(crate) async fn handle(turn: Turn<'_>) -> Result<(), Fault> {
    if let Some(limit) = turn.job.exceeded {
        turn.context.metrics.refuse(Refusal::TooFast);
        return slow_down(turn, limit).await;
    }
    match &turn.message.content {
        Content::Question(text) => ask::question(turn, text).await,
        Content::References(numbers, _) => ask::references(turn, numbers).await,
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
