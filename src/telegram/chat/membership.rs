//! The bot is added to a group, or removed from a chat.

use teloxide::{payloads::GetMe, types::ChatId};

use crate::{
    store::ChatKey,
    telegram::{
        api::Patience,
        updates::{
            job::Job,
            request::{Membership, MembershipChange},
        },
    },
    text::Locale,
    wording::Phrase,
};

use super::{
    context::Context,
    deliver::post,
    fault::Fault,
    moves,
    page::{Audience, Page},
};

/// Forgets a chat that removed the bot; greets a new group.
pub(crate) async fn handle(
    context: &Context,
    job: &Job,
    membership: &Membership,
) -> Result<(), Fault> {
    let chat = membership.chat;
    match &membership.change {
        MembershipChange::Removed => {
            context.kept(context.store.chats.forget(ChatKey(chat.0)).await);
            Ok(())
        }
        MembershipChange::Added { title, is_supergroup, is_admin, app } => {
            if *is_supergroup && moves::was_a_group(context, chat).await {
                return Ok(());
            }
            job.answered();
            let reads_all = *is_admin || can_read_all(context).await;
            greet(context, job, chat, title, *app, reads_all).await
        }
    }
}

/// Explains to a group how to ask, and which messages the bot can read.
async fn greet(
    context: &Context,
    job: &Job,
    chat: ChatId,
    title: &str,
    app: Option<Locale>,
    reads_all: bool,
) -> Result<(), Fault> {
    let recipient = context.recipient(Some(chat), None, app, Audience::Many).await;
    // The title shows the language of a group better than the app of one member.
    let locale = recipient.locale.chosen.or_else(|| titled_in(context, title));
    let pager = context.pager(recipient, locale.unwrap_or_else(|| recipient.locale.general()));
    let clause = pager.example();
    let reads = if reads_all { "all" } else { "addressed" };
    let greeting = Phrase::GroupGreeting { bot: context.username(), reads, clause: &clause };
    post(context, job, chat, &Page::plain(&pager.say(&greeting))).await
}

/// Whether privacy mode is off. It may have changed since the start.
async fn can_read_all(context: &Context) -> bool {
    let me = context.api.call(&GetMe::new(), Patience::Brief).await;
    me.map_or(context.me.can_read_all_group_messages, |it| it.can_read_all_group_messages)
}

/// The locale of a Chinese title; Latin letters show no language.
fn titled_in(context: &Context, title: &str) -> Option<Locale> {
    let scripts = context.assistant.scripts(title);
    (scripts.n_han > 0).then(|| scripts.locale()).flatten()
}
