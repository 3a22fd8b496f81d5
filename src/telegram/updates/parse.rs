//! Updates as Telegram writes them, of which teloxide knows those of its own day.

use serde_json::Value;
use teloxide::types::{Update, UpdateKind};

/// Entities of a message that are looked at.
const ENTITIES: [&str; 3] = ["bot_command", "mention", "text_mention"];

/// Reads an update. teloxide drops the whole text of a message with an entity
/// that is newer than itself, so only those that are looked at are left in it.
pub(crate) fn parse(update: &str) -> Result<Update, serde_json::Error> {
    if !update.contains("entities\"") {
        return serde_json::from_str(update);
    }
    let mut value = serde_json::from_str(update)?;
    keep_known_entities(&mut value);
    serde_json::from_str(&value.to_string())
}

/// What a kind of update is called in the Bot API, of those that are asked for.
pub(crate) fn name(kind: &UpdateKind) -> &'static str {
    match kind {
        UpdateKind::Message(_) => "message",
        UpdateKind::EditedMessage(_) => "edited_message",
        UpdateKind::ChannelPost(_) => "channel_post",
        UpdateKind::EditedChannelPost(_) => "edited_channel_post",
        UpdateKind::CallbackQuery(_) => "callback_query",
        UpdateKind::InlineQuery(_) => "inline_query",
        UpdateKind::MyChatMember(_) => "my_chat_member",
        _ => "unknown",
    }
}

fn keep_known_entities(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::Array(entities) if key == "entities" || key == "caption_entities" => {
                        entities.retain(|it| {
                            it["type"].as_str().is_some_and(|it| ENTITIES.contains(&it))
                        });
                    }
                    _ => keep_known_entities(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(keep_known_entities),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
