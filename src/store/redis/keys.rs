//! Names of the keys in Redis.

use std::fmt;

use crate::store::keys::{ChatKey, TopicKey, UpdateKey};

/// Updates that are marked in one bit map of half a kilobyte. Telegram numbers updates
/// consecutively, so a map is soon full.
const MARKS: i64 = 4096;

/// A key, without the prefix of the bot.
///
/// | | value |
/// |---|---|
/// | `inbox` | stream of the open updates, with one consumer group |
/// | `seen:N` | bit maps of the updates that were received; for two days |
/// | `senders` | hash of what each sender has open: `ID` updates, `ID:b` bytes |
/// | `moves` | hash from a supergroup to the group on the operator's lists that it was |
/// | `trials` | hash of the crashes that [`Attempt`](crate::store::Attempt) counts |
/// | `aside` | stream of the dead letters |
/// | `settings:CHAT`, `hinted` | hash; set, no longer written |
/// | `answers:CHAT`, `answered:CHAT` | hash from question to answers, list of questions in order; for 30 days |
/// | `votes`, `misses` | hash, sorted set |
/// | `hold:CHAT`, `hold:CHAT:TOPIC` | the lock on a topic; for seconds |
/// | `probe` | proves that Redis accepts writes |
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    Inbox,
    Seen(UpdateKey),
    Trials,
    Senders,
    Moves,
    DeadLetters,
    Settings(ChatKey),
    Hinted,
    Answers(ChatKey),
    Questions(ChatKey),
    Votes,
    Misses,
    Lock(TopicKey),
    Probe,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inbox => f.write_str("inbox"),
            Self::Seen(update) => write!(f, "seen:{}", update.0.div_euclid(MARKS)),
            Self::Trials => f.write_str("trials"),
            Self::Senders => f.write_str("senders"),
            Self::Moves => f.write_str("moves"),
            Self::DeadLetters => f.write_str("aside"),
            Self::Settings(chat) => write!(f, "settings:{}", chat.0),
            Self::Hinted => f.write_str("hinted"),
            Self::Answers(chat) => write!(f, "answers:{}", chat.0),
            Self::Questions(chat) => write!(f, "answered:{}", chat.0),
            Self::Votes => f.write_str("votes"),
            Self::Misses => f.write_str("misses"),
            Self::Lock(TopicKey { chat, thread: None }) => write!(f, "hold:{}", chat.0),
            Self::Lock(TopicKey { chat, thread: Some(thread) }) => {
                write!(f, "hold:{}:{thread}", chat.0)
            }
            Self::Probe => f.write_str("probe"),
        }
    }
}

/// The bit of an update in its [`Key::Seen`].
pub(super) fn seen_bit(update: UpdateKey) -> i64 {
    update.0.rem_euclid(MARKS)
}
