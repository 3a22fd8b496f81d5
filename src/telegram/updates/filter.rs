//! What an update meets before it waits in the lane of its chat.
//!
//! Here questions are counted, at the pace at which they come: in the lane, which a
//! group may have to wait in for a minute, a flood of a thousand questions would be
//! so slow that none were over the limit. And here turns back what is met with
//! silence, so that it takes no place from others of its chat.

use teloxide::types::{Message, Update, UpdateKind};

use crate::telegram::{
    chat::{context::Desk, handlers::ask::named},
    ops::metrics::Refusal,
    updates::{
        access::{Standing, admitted},
        message::{Heard, Incoming, Place, PlaceKind, Version, read},
        rate_limit::{Asker, Verdict},
    },
};

/// Whether an update goes to its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    /// It does.
    Enters(Verdict),
    /// It does not: nothing is said to it, and perhaps there is a reason to count.
    Leaves(Option<Refusal>),
}

/// Looks at an update that has come.
pub(crate) fn meet(desk: &Desk, update: &Update) -> Met {
    let (UpdateKind::Message(message)
    | UpdateKind::EditedMessage(message)
    | UpdateKind::ChannelPost(message)
    | UpdateKind::EditedChannelPost(message)) = &update.kind
    else {
        return Met::Enters(Verdict::Pass);
    };
    // Who is not served is turned away where that is done for all; a move is no
    // question.
    let is_admitted = admitted(update, &desk.guards.guests) == Standing::Admitted;
    if !is_admitted || is_move(message) {
        return Met::Enters(Verdict::Pass);
    }
    let Some(incoming) = read(message, &desk.me) else {
        return Met::Leaves(None);
    };
    match verdict(desk, &incoming) {
        None => Met::Leaves(None),
        Some(Verdict::Silent) => Met::Leaves(Some(Refusal::TooFast)),
        // A channel's readers are not told.
        Some(Verdict::Tell(_)) if incoming.place.kind == PlaceKind::Channel => {
            Met::Leaves(Some(Refusal::TooFast))
        }
        Some(verdict) => Met::Enters(verdict),
    }
}

fn is_move(message: &Message) -> bool {
    message.migrate_to_chat_id().is_some() || message.migrate_from_chat_id().is_some()
}

/// Counts a message; `None` for one that is met with silence anyway. What was said
/// while the bot was away does not count: it comes all at once.
fn verdict(desk: &Desk, incoming: &Incoming) -> Option<Verdict> {
    match (&incoming.content, incoming.version) {
        (Heard::References(numbers, _), _) if named(desk, numbers).is_empty() => return None,
        // A sticker cannot be edited into anything, and a hint is given once.
        (Heard::NoText, Version::Edited) => return None,
        (Heard::NoText, Version::New) => return Some(Verdict::Pass),
        (
            Heard::Question(_) | Heard::Command(..) | Heard::UnknownCommand | Heard::References(..),
            _,
        ) => {}
    }
    if incoming.said_at < desk.started_at {
        return Some(Verdict::Pass);
    }
    let Place { chat, kind, .. } = incoming.place;
    let group = (kind != PlaceKind::Private).then_some(chat);
    Some(desk.guards.floods.take(Asker { user: incoming.speaker.user(), group }))
}

#[cfg(test)]
mod tests {
    use std::{num::NonZeroU32, sync::Arc};

    use serde_json::{Value, json};

    use super::*;
    use crate::{
        assistant::{Assistant, shipped},
        config::{AccessLists, BotToken, Limits, Misses},
        store::Store,
        telegram::{Api, Guards},
    };

    /// A desk at which two questions a minute are answered.
    fn desk() -> Arc<Desk> {
        let assistant = Arc::new(Assistant::new(shipped()).unwrap());
        let api = Api::new("http://127.0.0.1:1".parse().unwrap(), BotToken::new("1:a")).unwrap();
        let me = r#"{"id":666,"is_bot":true,"first_name":"B","username":"b","can_join_groups":true,
            "can_read_all_group_messages":false,"supports_inline_queries":true,"has_main_web_app":false}"#;
        let me = serde_json::from_str(me).unwrap();
        let limits = Limits { per_user: NonZeroU32::new(2), per_chat: NonZeroU32::new(3) };
        let guests = AccessLists { allowed: [].into(), blocked: [13].into() };
        let guards = Guards::new(guests, limits);
        let store = Arc::new(Store::in_memory().unwrap());
        Desk::new(assistant, store, api, me, Misses::Dropped, guards)
    }

    fn message(chat: &Value, user: u64, body: Value) -> Value {
        let mut message = json!({"message_id": 1, "date": 4_000_000_000_i64, "chat": chat,
            "from": {"id": user, "is_bot": false, "first_name": "A"}});
        let Value::Object(body) = body else { panic!("no object") };
        message.as_object_mut().unwrap().extend(body);
        message
    }

    /// `.` for what is answered, `!` for who is told, `-` for who is not, and a
    /// blank for what is nothing to the bot.
    fn met(desk: &Desk, kind: &str, body: &Value) -> char {
        let update = json!({"update_id": 1, kind: body}).to_string();
        match meet(desk, &serde_json::from_str(&update).unwrap()) {
            Met::Enters(Verdict::Pass) => '.',
            Met::Enters(Verdict::Tell(_)) => '!',
            Met::Leaves(Some(Refusal::TooFast)) => '-',
            Met::Leaves(None) => ' ',
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn questions_are_counted_as_they_come() {
        let desk = desk();
        let ann = json!({"id": 11, "type": "private", "first_name": "A"});
        let asked = message(&ann, 11, json!({"text": "3.6"}));
        let edited = message(&ann, 11, json!({"text": "3.6", "edit_date": 4_000_000_000_i64}));
        let mut shown = String::new();
        for (kind, body) in [
            ("message", &asked),
            ("edited_message", &edited),
            ("message", &asked),
            ("edited_message", &edited),
        ] {
            shown.push(met(&desk, kind, body));
        }
        assert_eq!(shown, "..!-");
        // Neither old messages nor those without a text count.
        let old = message(&ann, 11, json!({"text": "3.6", "date": 1}));
        let sticker = json!({"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular",
            "width": 1, "height": 1, "is_animated": false, "is_video": false, "file_size": 1}});
        let sticker = message(&ann, 11, sticker);
        assert_eq!(met(&desk, "message", &old), '.');
        assert_eq!(met(&desk, "message", &sticker), '.');
        assert_eq!(met(&desk, "message", &message(&ann, 11, json!({"new_chat_title": "x"}))), ' ');
        // An old message that is edited now counts.
        let edited = json!({"text": "3.6", "date": 1, "edit_date": 4_000_000_000_i64});
        assert_eq!(met(&desk, "edited_message", &message(&ann, 11, edited)), '-');
    }

    #[test]
    fn a_group_keeps_its_places_for_what_is_answered() {
        let desk = desk();
        let group = json!({"id": -5, "type": "supergroup", "title": "G"});
        let mut shown = String::new();
        for (user, text) in [
            (21, "good morning"),
            (21, "/ask 3.6"),
            (21, "/ask@other_bot 3.6"),
            (21, "as [§3.6] says"),
            (21, "as [§3.6] says"),
            (21, "as [§99.99] says"),
            (22, "/ask 3.6"),
            (23, "/ask 3.6"),
            (24, "/ask 3.6"),
            (24, "good night"),
            (13, "/ask 3.6"),
        ] {
            shown.push(met(&desk, "message", &message(&group, user, json!({"text": text}))));
        }
        assert_eq!(shown, " . .! .!- .");
        let moved = message(&group, 21, json!({"migrate_to_chat_id": -1_000_000_000_005_i64}));
        assert_eq!(met(&desk, "message", &moved), '.');
    }

    #[test]
    fn a_channel_is_not_told() {
        let desk = desk();
        let channel = json!({"id": -6, "type": "channel", "title": "C"});
        let post = json!({"message_id": 1, "date": 4_000_000_000_i64, "chat": channel,
            "text": "/ask 3.6"});
        let shown: String = (0..5).map(|_| met(&desk, "channel_post", &post)).collect();
        assert_eq!(shown, "...--");
    }
}
