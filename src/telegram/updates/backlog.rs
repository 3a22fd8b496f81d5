//! Backlogs: the messages that waited while the bot was away, by sender.
//!
//! Of each sender the newest few are answered, and in each chat the newest of the others
//! gets one sentence on that. The messages are held back until all that waited are here:
//!
//! ```text
//! held: 1 2 3 4 5 6 7 8    of one sender, with two to keep
//! released: 6 (notice) 7 8
//! ```
//!
//! All stay open in the inbox until they are released: a crash leaves the newest few
//! open, and the one with the notice.

use std::{
    collections::{BTreeMap, VecDeque},
    num::NonZeroU32,
};

use teloxide::types::ChatId;

use super::request::Sender;

/// Messages that are held back at most, whoever sent them.
const MAX_HELD: usize = 4096;

/// Bytes of texts that are held back at most.
const MAX_BYTES: usize = 8 << 20;

/// A message that waited.
#[derive(Debug)]
pub(crate) struct Waiting<T> {
    pub(crate) chat: ChatId,
    pub(crate) item: T,
    /// Bytes of its texts.
    pub(crate) n_bytes: usize,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is among the newest of its sender.
    Kept,
    /// It gets the sentence that the others of its sender in this chat are not answered.
    Notice,
}

/// The messages that are held back.
#[derive(Debug)]
pub(crate) struct Backlog<T> {
    senders: BTreeMap<Sender, Held<T>>,
    n_held: usize,
    n_bytes: usize,
}

#[derive(Debug)]
struct Held<T> {
    newest: VecDeque<Waiting<T>>,
    /// The newest of the others in each chat.
    others: BTreeMap<ChatId, Waiting<T>>,
}

impl<T> Default for Backlog<T> {
    fn default() -> Self {
        Self { senders: BTreeMap::new(), n_held: 0, n_bytes: 0 }
    }
}

impl<T> Backlog<T> {
    /// Holds a message back, of whose sender so many are kept. Returns one that needs
    /// nothing any more.
    pub(crate) fn hold(
        &mut self,
        sender: Sender,
        n_kept: NonZeroU32,
        message: Waiting<T>,
    ) -> Option<T> {
        let new = || Held { newest: VecDeque::new(), others: BTreeMap::new() };
        let held = self.senders.entry(sender).or_insert_with(new);
        self.n_held += 1;
        self.n_bytes += message.n_bytes;
        held.newest.push_back(message);
        if held.newest.len() <= n_kept.get() as usize {
            return None;
        }
        let oldest = held.newest.pop_front()?;
        let dropped = held.others.insert(oldest.chat, oldest)?;
        self.n_held -= 1;
        self.n_bytes -= dropped.n_bytes;
        Some(dropped.item)
    }

    /// Whether nothing is held back.
    pub(crate) fn is_empty(&self) -> bool {
        self.n_held == 0
    }

    /// Whether so much is held back that it has to be released, complete or not.
    pub(crate) fn is_full(&self) -> bool {
        self.n_held >= MAX_HELD || self.n_bytes >= MAX_BYTES
    }

    /// Releases all messages with what becomes of each; those of a sender in their order,
    /// notices first.
    pub(crate) fn release(&mut self) -> Vec<(Fate, T)> {
        let mut released = Vec::with_capacity(self.n_held);
        for Held { newest, others } in std::mem::take(self).senders.into_values() {
            released.extend(others.into_values().map(|it| (Fate::Notice, it.item)));
            released.extend(newest.into_iter().map(|it| (Fate::Kept, it.item)));
        }
        released
    }
}

#[cfg(test)]
mod tests {
    use teloxide::types::UserId;

    use super::*;

    const TWO: NonZeroU32 = NonZeroU32::MIN.saturating_add(1);

    /// Holds messages of a sender, each with its chat; returns those that need nothing.
    fn hold(backlog: &mut Backlog<i32>, sender: u64, messages: &[(i64, i32)]) -> Vec<i32> {
        let sender = Sender::Person(UserId(sender));
        let message = |&(chat, item)| Waiting { chat: ChatId(chat), item, n_bytes: 100 };
        messages.iter().filter_map(|it| backlog.hold(sender, TWO, message(it))).collect()
    }

    fn released(backlog: &mut Backlog<i32>) -> String {
        let shown = |(fate, item)| match fate {
            Fate::Kept => format!("{item} "),
            Fate::Notice => format!("{item}! "),
        };
        backlog.release().into_iter().map(shown).collect()
    }

    #[test]
    fn the_newest_of_each_sender_are_kept_and_one_says_so_for_the_others() {
        let mut backlog = Backlog::default();
        let messages = [(7, 1), (7, 2), (7, 3), (7, 4), (7, 5)];
        assert_eq!(hold(&mut backlog, 7, &messages), [1, 2]);
        assert_eq!(hold(&mut backlog, 8, &[(8, 6), (8, 9)]), [] as [i32; 0]);
        assert!(!backlog.is_empty());
        assert_eq!(released(&mut backlog), "3! 4 5 6 9 ");
        assert!(backlog.is_empty());
        // What a crash leaves open is the same again.
        hold(&mut backlog, 7, &[(7, 3), (7, 4), (7, 5)]);
        assert_eq!(released(&mut backlog), "3! 4 5 ");
    }

    #[test]
    fn each_chat_is_told() {
        let mut backlog = Backlog::default();
        let messages = [(7, 1), (-5, 2), (-5, 3), (-6, 4), (7, 5), (7, 6)];
        assert_eq!(hold(&mut backlog, 7, &messages), [2]);
        assert_eq!(released(&mut backlog), "4! 3! 1! 5 6 ");
    }

    #[test]
    fn what_is_held_back_is_bounded() {
        let mut backlog = Backlog::default();
        for sender in 0..MAX_HELD as u64 {
            assert!(!backlog.is_full());
            hold(&mut backlog, sender, &[(1, 1)]);
        }
        assert!(backlog.is_full());
        let mut backlog = Backlog::default();
        let large = Waiting { chat: ChatId(1), item: 1, n_bytes: MAX_BYTES };
        backlog.hold(Sender::Person(UserId(1)), TWO, large);
        assert!(backlog.is_full());
    }

    #[test]
    fn however_many_one_sends_few_are_held() {
        let mut backlog = Backlog::default();
        let messages: Vec<(i64, i32)> = (0..10_000).map(|it| (7, it)).collect();
        assert_eq!(hold(&mut backlog, 7, &messages).len(), 9_997);
        assert_eq!((backlog.n_held, backlog.n_bytes), (3, 300));
    }
}
