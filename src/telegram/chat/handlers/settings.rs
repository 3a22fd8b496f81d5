//! What a chat or a person chooses: the language, and which text comes first.

use std::sync::Arc;

use teloxide::{
    payloads::GetChatMember,
    types::{ChatId, UserId},
};

use crate::{
    store::ChatKey,
    text::{Locale, shown},
    wording::{Phrase, negotiate},
};

use crate::telegram::{
    api::Patience,
    chat::{
        action::Action,
        context::{Desk, Fault},
        deliver::deliver,
    },
    updates::message::{Incoming, PlaceKind, Speaker},
};

use super::message::say;

/// Characters of an unknown tag that are said again.
const MAX_TAG: usize = 16;

/// `/language`: the choices, or a choice at once.
pub(crate) async fn command(desk: &Arc<Desk>, incoming: &Incoming, tag: &str) -> Result<(), Fault> {
    let chat = incoming.place.chat;
    if !may_choose(desk, incoming).await {
        return say(desk, incoming, &Phrase::AdminsOnly).await;
    }
    if !tag.is_empty() {
        let choice = match negotiate(tag) {
            Some(locale) => Some(locale),
            None if tag.eq_ignore_ascii_case("auto") => None,
            None => {
                let tag = &quoted(tag);
                return say(desk, incoming, &Phrase::ChatLanguageUnknown { tag }).await;
            }
        };
        if desk.kept(desk.store.chats.set_language(ChatKey(chat.0), choice).await).is_none() {
            return say(desk, incoming, &Phrase::Sorry).await;
        }
    }
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let chosen = desk.chosen(Some(ChatKey(chat.0))).await;
    let pager = desk.pager(guest, guest.reader.locale());
    deliver(desk, incoming, &pager.settings(chosen)).await
}

/// A tag as it may be said again: no app makes a link or a mention of it.
fn quoted(tag: &str) -> String {
    let is_plain = |c: &char| c.is_alphanumeric() || ['-', '_', ' '].contains(c);
    shown(&tag.chars().filter(is_plain).collect::<String>(), MAX_TAG)
}

/// Keeps what a button chose; `None` where the store failed.
pub(crate) async fn choose(desk: &Desk, chat: ChatId, action: Action) -> Option<()> {
    let key = ChatKey(chat.0);
    let kept = match action {
        Action::Language(locale) => desk.store.chats.set_language(key, locale).await,
        Action::TextOrder(first) => desk.store.chats.set_first(key, first).await,
        _ => Ok(()),
    };
    desk.kept(kept)
}

/// Whether the speaker may choose for the chat: in a private chat everybody, in
/// a group its administrators, without a name as well.
async fn may_choose(desk: &Desk, incoming: &Incoming) -> bool {
    match (incoming.place.kind, incoming.speaker) {
        (PlaceKind::Private, _) | (PlaceKind::Group, Speaker::AnonymousAdmin) => true,
        (PlaceKind::Group, Speaker::Person(user, _)) => {
            is_admin(desk, incoming.place.chat, user).await
        }
        (PlaceKind::Group, Speaker::Channel) | (PlaceKind::Channel, _) => false,
    }
}

/// Whether a person is an administrator of a group. Where Telegram does not say,
/// they are not.
pub(crate) async fn is_admin(desk: &Desk, chat: ChatId, user: UserId) -> bool {
    let member = desk.api.call(&GetChatMember::new(chat, user), Patience::Brief).await;
    member.is_ok_and(|it| it.is_privileged())
}

/// What the language of a chat is after a choice, for its buttons.
pub(crate) fn shown_in(action: Action, before: Locale) -> Locale {
    match action {
        Action::Language(Some(locale)) => locale,
        _ => before,
    }
}
