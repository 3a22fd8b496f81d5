//! Which chats and people the bot serves at all, as the operator chose.
//!
//! | an update of | is decided by |
//! |---|---|
//! | a message, a button below one, a change in a chat | the chat; a blocked sender is not heard anywhere |
//! | an inline query, a button below what it brought | the person |
//!
//! Who is not served meets silence: not a word says that there is a bot. What
//! only moves or erases what is kept of a chat is done all the same.

use teloxide::types::{CallbackQuery, Message, Update, UpdateKind};

use crate::config::AccessLists;

use crate::telegram::chat::{context::Desk, deliver::acknowledge};

/// Whether an update is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Admitted,
    /// There is a list of those who are served, and the chat is not on it.
    Uninvited,
    /// The chat, or whoever sent it, is blocked.
    Blocked,
}

/// Whether an update comes from those who are served.
pub(crate) fn admitted(update: &Update, guests: &AccessLists) -> Standing {
    if guests.allowed.is_empty() && guests.blocked.is_empty() || is_unanswered(update) {
        return Standing::Admitted;
    }
    let user = update.from().map(|it| i64::try_from(it.id.0).unwrap_or(i64::MAX));
    let chat = update.chat().map(|it| it.id.0);
    let speaker = message(update).and_then(|it| it.sender_chat.as_ref()).map(|it| it.id.0);
    let is_blocked = |it: i64| guests.blocked.contains(&it);
    if [user, chat, speaker].into_iter().flatten().any(is_blocked) {
        return Standing::Blocked;
    }
    let is_allowed = chat.or(user).is_some_and(|it| guests.allowed.contains(&it));
    if guests.allowed.is_empty() || is_allowed { Standing::Admitted } else { Standing::Uninvited }
}

/// Ends the waiting of a button that is not looked at: an app shows it for long.
pub(crate) async fn turn_away(desk: &Desk, update: &Update) {
    if let UpdateKind::CallbackQuery(CallbackQuery { id, .. }) = &update.kind {
        acknowledge(desk, id, None).await;
    }
}

/// Whether an update says of a chat that it has moved, or that the bot was put out
/// of it. A chat may have been served before.
fn is_unanswered(update: &Update) -> bool {
    match &update.kind {
        UpdateKind::MyChatMember(it) => !it.new_chat_member.is_present(),
        _ => message(update).is_some_and(|it| {
            it.migrate_to_chat_id().is_some() || it.migrate_from_chat_id().is_some()
        }),
    }
}

fn message(update: &Update) -> Option<&Message> {
    match &update.kind {
        UpdateKind::Message(it)
        | UpdateKind::EditedMessage(it)
        | UpdateKind::ChannelPost(it)
        | UpdateKind::EditedChannelPost(it) => Some(it),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn standing(kind: &str, body: &Value, allowed: &[i64], blocked: &[i64]) -> Standing {
        let update = json!({"update_id": 1, kind: body}).to_string();
        let update: Update = serde_json::from_str(&update).unwrap();
        let set = |ids: &[i64]| ids.iter().copied().collect();
        admitted(&update, &AccessLists { allowed: set(allowed), blocked: set(blocked) })
    }

    fn person(id: u64) -> Value {
        json!({"id": id, "is_bot": false, "first_name": "A"})
    }

    fn said(chat: i64, user: u64) -> Value {
        let kind = if chat > 0 { "private" } else { "supergroup" };
        json!({"message_id": 1, "date": 1, "text": "x", "from": person(user),
            "chat": {"id": chat, "type": kind, "title": "G", "first_name": "A"}})
    }

    fn pressed(message: Option<Value>, user: u64) -> Value {
        let mut query =
            json!({"id": "1", "from": person(user), "chat_instance": "1", "data": "1:n"});
        match message {
            Some(message) => query["message"] = message,
            None => query["inline_message_id"] = json!("i"),
        }
        query
    }

    #[test]
    fn the_chat_decides_who_is_served() {
        use Standing::{Admitted, Blocked, Uninvited};
        for (chat, user, allowed, blocked, wanted) in [
            (7, 7, &[][..], &[][..], Admitted),
            (7, 7, &[7], &[], Admitted),
            (7, 7, &[8], &[], Uninvited),
            (-5, 7, &[7], &[], Uninvited),
            (-5, 7, &[-5], &[], Admitted),
            (-5, 7, &[], &[7], Blocked),
            (-5, 7, &[-5], &[7], Blocked),
            (-5, 7, &[-5], &[-5], Blocked),
            (-5, 8, &[], &[7], Admitted),
            (7, 7, &[], &[-5], Admitted),
        ] {
            let message = said(chat, user);
            for (kind, body) in [
                ("message", message.clone()),
                ("edited_message", message.clone()),
                ("callback_query", pressed(Some(message), user)),
            ] {
                assert_eq!(standing(kind, &body, allowed, blocked), wanted, "{kind} {chat} {user}");
            }
        }
    }

    #[test]
    fn without_a_chat_the_person_decides() {
        use Standing::{Admitted, Blocked, Uninvited};
        let typed = json!({"id": "1", "from": person(7), "query": "x", "offset": ""});
        let pressed = pressed(None, 7);
        for (kind, body) in [("inline_query", typed), ("callback_query", pressed)] {
            assert_eq!(standing(kind, &body, &[7], &[]), Admitted);
            assert_eq!(standing(kind, &body, &[-5], &[]), Uninvited);
            assert_eq!(standing(kind, &body, &[7], &[7]), Blocked);
        }
    }

    #[test]
    fn a_channel_is_blocked_where_it_speaks() {
        let channel = json!({"id": -9, "type": "channel", "title": "C"});
        let mut message = said(-5, 136_817_688);
        message["sender_chat"] = channel.clone();
        assert_eq!(standing("message", &message, &[], &[-9]), Standing::Blocked);
        let post = json!({"message_id": 1, "date": 1, "text": "x", "chat": channel});
        assert_eq!(standing("channel_post", &post, &[], &[-9]), Standing::Blocked);
        assert_eq!(standing("channel_post", &post, &[-9], &[]), Standing::Admitted);
    }

    #[test]
    fn what_says_nothing_is_done_for_all() {
        let mut moved = said(-5, 7);
        moved["migrate_to_chat_id"] = json!(-1_000_000_000_005_i64);
        moved.as_object_mut().unwrap().remove("text");
        assert_eq!(standing("message", &moved, &[1], &[-5]), Standing::Admitted);
        let change = |status: &str| {
            let bot = json!({"id": 666, "is_bot": true, "first_name": "B", "username": "b"});
            json!({"chat": said(-5, 7)["chat"], "from": person(7), "date": 1,
                "old_chat_member": {"status": "left", "user": bot},
                "new_chat_member": {"status": status, "user": bot}})
        };
        assert_eq!(standing("my_chat_member", &change("left"), &[1], &[]), Standing::Admitted);
        assert_eq!(standing("my_chat_member", &change("member"), &[1], &[]), Standing::Uninvited);
    }
}
