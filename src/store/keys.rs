//! Keys of chats, topics, messages and updates: the numbers that the messenger gives them; and of documents.

use std::{fmt, str::FromStr};

use crate::corpus::{AgreementRef, Library};

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

/// The key of a document, `1a2b3c4d`: a hash of its id. It stays the same when documents are added or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentKey(u32);

/// The checksum of a text: FNV-1a, the same on every machine.
pub fn checksum(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step)
}

impl DocumentKey {
    /// The key of an id.
    pub fn of(id: &str) -> Self {
        Self(checksum(id))
    }

    /// The key of an agreement of `library`.
    pub fn at(agreement: AgreementRef, library: &Library) -> Option<Self> {
        library.agreement(agreement).map(|it| Self::of(&it.id))
    }

    /// The agreement with this key.
    pub fn find(self, library: &Library) -> Option<AgreementRef> {
        library.agreements.iter().position(|it| Self::of(&it.id) == self).map(AgreementRef)
    }
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl FromStr for DocumentKey {
    type Err = InvalidDocumentKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_hex = text.len() == 8 && text.bytes().all(|it| it.is_ascii_hexdigit());
        let number = is_hex.then(|| u32::from_str_radix(text, 16).ok()).flatten();
        number.map(Self).ok_or(InvalidDocumentKey)
    }
}

/// Says that a text is no key of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid key of a document: expected eight hexadecimal digits")]
pub struct InvalidDocumentKey;
