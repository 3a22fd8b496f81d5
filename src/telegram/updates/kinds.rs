//! Kinds of update, by their names in the Bot API.

/// Kinds of update that are fetched: those that `parse` knows.
pub(crate) const KINDS: [&str; 7] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// The name in the metrics of any other kind.
pub(crate) const UNKNOWN: &str = "unknown";
