//! Keys of chats, topics, messages and updates: the numbers that the messenger gives them.

/// A chat or a user. A private chat has the number of its user, so one row serves both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChatKey(pub i64);

/// A chat, or a topic of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TopicKey {
    /// The chat.
    pub chat: ChatKey,
    /// The topic, by the number of its first message.
    pub thread: Option<i32>,
}

/// A message, by its number within its chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageKey(pub i32);

/// An update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UpdateKey(pub i64);
