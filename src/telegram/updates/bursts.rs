//! Bursts of messages without a text: an album of ten photos, a row of stickers. The first
//! of a burst gets a hint that only text is read, and the others get nothing.
//!
//! ```text
//! 12:00:00 sticker   hint
//! 12:00:03 sticker   –
//! 12:00:30 voice     hint
//! ```

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use teloxide::types::ChatId;

/// Seconds of rest that end a burst.
const REST: i64 = 5;

/// Chats at which those that rest are forgotten.
const SWEPT_AT: usize = 4096;

/// When each chat sent its last message without a text, in seconds of Unix time.
#[derive(Debug, Default)]
pub(crate) struct Bursts(Mutex<HashMap<ChatId, i64>>);

impl Bursts {
    /// Whether a message that was sent then begins a burst.
    pub(crate) fn begins(&self, chat: ChatId, sent_at: i64) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() >= SWEPT_AT {
            last.retain(|_, it| it.saturating_add(REST) >= sent_at);
            if last.len() >= SWEPT_AT {
                last.clear();
            }
        }
        last.insert(chat, sent_at).is_none_or(|it| it.saturating_add(REST) < sent_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_gets_one_hint() {
        let bursts = Bursts::default();
        let found: Vec<bool> =
            [100, 100, 103, 108, 114, 114].map(|it| bursts.begins(ChatId(7), it)).to_vec();
        assert_eq!(found, [true, false, false, false, true, false]);
        assert!(bursts.begins(ChatId(8), 114));
        for chat in 0..20_000 {
            assert!(bursts.begins(ChatId(-chat - 1), 200));
            assert!(bursts.0.lock().unwrap().len() <= SWEPT_AT);
        }
    }

    #[test]
    fn chats_that_rest_are_forgotten_first() {
        let bursts = Bursts::default();
        let sent = |chat: i64, at| bursts.begins(ChatId(chat), at);
        assert!((1..4096).all(|it| sent(-it, 100)));
        assert!(sent(7, 110));
        assert!(sent(8, 115));
        assert_eq!(bursts.0.lock().unwrap().len(), 2);
        assert!(!sent(7, 115), "its burst goes on");
    }
}
