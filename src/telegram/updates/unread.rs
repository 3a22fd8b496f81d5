//! Updates that teloxide's types cannot read: signs of a newer Bot API.
//!
//! ```text
//! {"message": {"text": "…", "external_reply": {…}}}  ─▶  message.external_reply
//! ```
//!
//! The bot reads these updates all the same, so this is for the operator only. A field is
//! named, and its content never.

use std::collections::BTreeSet;

use serde_json::Value;
use teloxide::types::{MaybeInaccessibleMessage, Message, MessageKind, Update, UpdateKind};

use super::{prune::is_pruned, raw::is_content};

/// Largest update whose field is looked for, in bytes: each of its fields is tried.
const MAX_BYTES: usize = 32 << 10;

/// Most fields of an object that are tried.
const MAX_FIELDS: usize = 100;

/// Fields inside each other that are named.
const MAX_DEPTH: usize = 3;

/// Updates whose field is looked for, which takes as long as reading hundreds of them.
const MAX_SEARCHES: usize = 256;

/// The fields that were logged: each is logged once.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    logged: BTreeSet<String>,
    n_searches: usize,
}

impl Unread {
    /// Whether teloxide can read an update; logs the field that it cannot read.
    pub(crate) fn check(&mut self, update: &str) -> bool {
        // Of a large update, only some fields are left.
        if is_pruned(update) || is_read(update) {
            return true;
        }
        if self.n_searches == MAX_SEARCHES {
            return false;
        }
        self.n_searches += 1;
        let field = field(update);
        let field = field.as_deref().unwrap_or("unknown");
        if self.logged.insert(field.to_owned()) {
            tracing::warn!(
                field,
                "teloxide cannot read the field `{field}` of an update; the bot reads the rest"
            );
        }
        false
    }
}

fn is_read(update: &str) -> bool {
    // `from_value` cannot read an update.
    let Ok(Update { kind, .. }) = serde_json::from_str(update) else { return false };
    match &kind {
        UpdateKind::Error(_) => false,
        UpdateKind::Message(it)
        | UpdateKind::EditedMessage(it)
        | UpdateKind::ChannelPost(it)
        | UpdateKind::EditedChannelPost(it) => has_kind(it),
        UpdateKind::CallbackQuery(it) => {
            let message = it.message.as_ref();
            message.and_then(MaybeInaccessibleMessage::regular_message).is_none_or(has_kind)
        }
        _ => true,
    }
}

/// Whether teloxide has read the content of a message. Where it cannot read a field, it
/// drops all of the content.
fn has_kind(message: &Message) -> bool {
    !matches!(message.kind, MessageKind::Empty {})
        && message.reply_to_message().is_none_or(has_kind)
}

/// The path of the field without which an update can be read.
fn field(update: &str) -> Option<String> {
    let update = Some(update).filter(|it| it.len() <= MAX_BYTES)?;
    let update: Value = serde_json::from_str(update).ok()?;
    let kind = update.as_object()?.keys().find(|it| *it != "update_id")?.clone();
    let mut path = vec![kind];
    while path.len() <= MAX_DEPTH {
        let inside = update.pointer(&pointer(&path)).and_then(Value::as_object);
        let mut names = inside.into_iter().flat_map(|it| it.keys()).take(MAX_FIELDS);
        let culprit = names.find(|it| {
            let (mut without, at) = (update.clone(), pointer(&path));
            let object = without.pointer_mut(&at).and_then(Value::as_object_mut);
            object.is_some_and(|fields| fields.remove(it.as_str()).is_some())
                && is_read(&without.to_string())
        });
        let Some(culprit) = culprit.cloned() else { break };
        path.push(culprit);
    }
    if path.len() == 1 {
        // Without its content, a message cannot be read either.
        let inside = update.pointer(&pointer(&path)).and_then(Value::as_object);
        path.extend(inside.and_then(|it| it.keys().find(|it| is_content(it))).cloned());
    }
    Some(path.iter().map(|it| plain(it)).collect::<Vec<_>>().join("."))
}

/// A JSON pointer.
fn pointer(path: &[String]) -> String {
    let names = path.iter().map(|it| it.replace('~', "~0").replace('/', "~1"));
    names.flat_map(|it| ["/".to_owned(), it]).collect()
}

/// The name of a field, if it is one as Telegram writes them.
fn plain(name: &str) -> &str {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.len() <= 64 && name.chars().all(is_part) { name } else { "unknown" }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::telegram::updates::samples::{message, with};

    fn named(fields: Value) -> String {
        let update = json!({"update_id": 1, "message": message(fields)}).to_string();
        if is_read(&update) { "read".to_owned() } else { field(&update).unwrap_or_default() }
    }

    #[test]
    fn a_field_is_named_and_not_its_content() {
        assert_eq!(named(json!({"text": "secret"})), "read");
        let origin = json!({"type": "hidden_user", "date": 1, "sender_user_name": "secret"});
        let reply = json!({"origin": origin});
        assert_eq!(
            named(json!({"text": "secret", "external_reply": reply})),
            "message.external_reply"
        );
        let replied = message(json!({"text": "secret", "external_reply": reply}));
        assert_eq!(
            named(json!({"text": "secret", "reply_to_message": replied})),
            "message.reply_to_message.external_reply"
        );
        assert_eq!(named(with(json!({"text": "a"}), json!({"Secret word": 1}))), "read");
        let unknown = json!({"update_id": 1, "guest_message": {"text": "secret"}}).to_string();
        assert_eq!(field(&unknown).as_deref(), Some("guest_message.text"));
        let unknown =
            json!({"rich_message": {"blocks": [{"type": "paragraph", "text": "secret"}]}});
        assert_eq!(named(unknown), "message.rich_message");
        assert_eq!(field("[]"), None);
    }

    #[test]
    fn each_field_is_logged_once() {
        let mut unread = Unread::default();
        let update = json!({"update_id": 1, "guest_message": {}}).to_string();
        assert!(!unread.check(&update) && !unread.check(&update));
        assert_eq!(unread.logged.len(), 1);
        for n in 0..2 * MAX_SEARCHES {
            let update = json!({"update_id": 1, format!("kind_{}", "x".repeat(n % 60)): {}});
            assert!(!unread.check(&update.to_string()));
        }
        assert_eq!(unread.n_searches, MAX_SEARCHES, "a flood of them costs little");
    }
}
