//! Being added to a chat, and being put out of one.

use std::{sync::Arc, time::Duration};

use teloxide::{payloads::GetMe, types::ChatMemberUpdated};

use crate::{store::ChatKey, text::Locale, wording::Phrase};

use crate::telegram::{
    api::Patience,
    chat::{
        context::{Desk, Fault},
        deliver::announce,
        page::{Audience, Page},
    },
    updates::message::app_locale,
};

/// How long a new supergroup may take to say that it is an old group.
const SETTLED: Duration = Duration::from_millis(1500);

/// The bot's own standing in a chat has changed.
pub(crate) async fn changed(desk: Arc<Desk>, change: Arc<ChatMemberUpdated>) -> Result<(), Fault> {
    let chat = &change.chat;
    let (was, is) = (change.old_chat_member.is_present(), change.new_chat_member.is_present());
    if was && !is {
        desk.kept(desk.store.chats.forget(ChatKey(chat.id.0)).await);
        return Ok(());
    }
    let is_group = chat.is_group() || chat.is_supergroup();
    if was || !is || !is_group {
        return Ok(());
    }
    if chat.is_supergroup() {
        // A group that becomes a supergroup adds the bot anew, perhaps before it
        // says what it was.
        tokio::time::sleep(SETTLED).await;
        if desk.has_moved(chat.id) {
            return Ok(());
        }
    }
    greet(&desk, &change).await
}

/// Says how to ask in the group, and what the bot can read of it.
async fn greet(desk: &Arc<Desk>, change: &ChatMemberUpdated) -> Result<(), Fault> {
    let chat = &change.chat;
    let guest = desk.guest_of(Some(chat.id), None, app_locale(&change.from), Audience::Many).await;
    let title = chat.title().unwrap_or_default();
    // A group's title shows its language better than the app of one member.
    let locale = guest.reader.chosen.or_else(|| titled_in(desk, title));
    let locale = locale.unwrap_or_else(|| guest.reader.locale());
    let reads_all = change.new_chat_member.is_administrator() || can_read_all(desk).await;
    let reads = if reads_all { "all" } else { "addressed" };
    let number = desk.assistant.library().clauses().find_map(|(_, _, it)| it.id.number());
    let clause = number.map(|it| it.to_string()).unwrap_or_default();
    let greeting = Phrase::GroupGreeting { bot: desk.username(), reads, clause: &clause };
    let greeting = desk.assistant.catalog(locale).say(&greeting);
    announce(desk, chat.id, None, &Page::plain(&greeting)).await
}

/// Whether privacy mode is off. It may have been turned off since the start, so
/// Telegram is asked.
async fn can_read_all(desk: &Desk) -> bool {
    let me = desk.api.call(&GetMe::new(), Patience::Brief).await;
    me.map_or(desk.me.can_read_all_group_messages, |it| it.can_read_all_group_messages)
}

/// The locale of a title in Chinese; Latin letters show no language.
fn titled_in(desk: &Desk, title: &str) -> Option<Locale> {
    let scripts = desk.assistant.scripts(title);
    (scripts.n_han > 0).then(|| scripts.locale()).flatten()
}
