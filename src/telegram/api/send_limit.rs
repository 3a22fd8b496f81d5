//! Send limit: Telegram accepts twenty messages a minute for a group or a channel. A
//! group that has had its twenty waits; every other chat goes on.
//!
//! ```text
//! 00:00  1 … 20   sent
//! 00:04  21       waits until a minute after the first
//! ```
//!
//! In no minute more than twenty messages are sent to a group. Senders that wait are
//! served in order.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::time::{Instant, sleep_until};

/// Messages that Telegram accepts for a group or a channel in a minute.
/// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>
const PER_MINUTE: usize = 20;

/// A minute, and some more: messages differ in the time that they take to arrive.
const MINUTE: Duration = Duration::from_millis(60_500);

/// Messages after which quiet chats are forgotten.
const SWEPT_AFTER: usize = 256;

/// The send limits of all chats.
#[derive(Debug, Default)]
pub(crate) struct SendLimit(Mutex<Slots>);

/// When the last messages were sent to each group, or will be.
#[derive(Debug, Default)]
struct Slots {
    /// The last twenty of each chat, the oldest first.
    last: HashMap<ChatId, VecDeque<Instant>>,
    n_since_swept: usize,
}

impl SendLimit {
    /// Waits until a message may be sent to a chat.
    pub(crate) async fn wait(&self, chat: ChatId) {
        // A private chat has no such limit; its id is positive.
        if chat.0 > 0 {
            return;
        }
        let now = Instant::now();
        let slot = self.0.lock().unwrap_or_else(PoisonError::into_inner).take(chat, now);
        if slot > now {
            tracing::debug!(chat.id = chat.0, "send limit reached; waiting");
            sleep_until(slot).await;
        }
    }
}

impl Slots {
    /// Takes the first moment at which a message may be sent. A cancelled waiter still
    /// consumes its slot, so the limit is never exceeded.
    fn take(&mut self, chat: ChatId, now: Instant) -> Instant {
        self.n_since_swept += 1;
        if self.n_since_swept >= SWEPT_AFTER {
            self.n_since_swept = 0;
            self.last.retain(|_, it| it.back().is_some_and(|last| *last + MINUTE > now));
            self.last.shrink_to_fit();
        }
        let last = self.last.entry(chat).or_default();
        let mut slot = last.back().map_or(now, |it| now.max(*it));
        if last.len() >= PER_MINUTE
            && let Some(oldest) = last.pop_front()
        {
            slot = slot.max(oldest + MINUTE);
        }
        last.push_back(slot);
        slot
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GROUP: ChatId = ChatId(-100);

    /// When messages are sent that are ready at these milliseconds.
    fn sent(ready: &[u64]) -> Vec<u64> {
        let (mut slots, start) = (Slots::default(), Instant::now());
        let slot = |ms: &u64| {
            let slot = slots.take(GROUP, start + Duration::from_millis(*ms));
            u64::try_from((slot - start).as_millis()).unwrap()
        };
        ready.iter().map(slot).collect()
    }

    #[test]
    fn twenty_at_once_and_the_next_in_a_minute() {
        let ready: Vec<u64> = (0..42).map(|it| it * 10).collect();
        let sent = sent(&ready);
        assert_eq!(sent[..20], ready[..20]);
        assert_eq!(sent[20..22], [60_500, 60_510]);
        assert_eq!(sent[40], 121_000);
    }

    #[test]
    fn who_asks_slowly_never_waits() {
        let ready: Vec<u64> = (0..200).map(|it| it * 3100).collect();
        assert_eq!(sent(&ready), ready);
    }

    #[tokio::test]
    async fn a_person_and_another_group_do_not_wait() {
        let limit = SendLimit::default();
        for _ in 0..PER_MINUTE {
            limit.wait(GROUP).await;
        }
        for _ in 0..100 {
            limit.wait(ChatId(7)).await;
        }
        limit.wait(ChatId(-1_000_000_000_007)).await;
        let full = tokio::time::timeout(Duration::from_millis(20), limit.wait(GROUP)).await;
        assert!(full.is_err(), "the twenty-first waits");
        assert_eq!(limit.0.lock().unwrap().last.len(), 2);
    }

    #[test]
    fn quiet_chats_are_forgotten() {
        let (mut slots, start) = (Slots::default(), Instant::now());
        for i in 0..100_000_u32 {
            slots.take(ChatId(-i64::from(i) - 1), start + Duration::from_millis(100) * i);
            assert!(slots.last.len() <= 605 + SWEPT_AFTER, "{}", slots.last.len());
        }
    }

    proptest! {
        #[test]
        fn no_minute_has_more_than_twenty(
            waits in prop::collection::vec(0..9000_u64, 1..200),
        ) {
            let mut now = 0;
            let ready: Vec<u64> = waits.iter().map(|it| { now += it; now }).collect();
            let sent = sent(&ready);
            prop_assert!(ready.iter().zip(&sent).all(|(ready, sent)| ready <= sent));
            prop_assert!(sent.is_sorted());
            for (i, last) in sent.iter().enumerate().skip(PER_MINUTE) {
                prop_assert!(last - sent[i - PER_MINUTE] >= 60_500);
                // And no longer than needed.
                let is_needed = *last == ready[i] || last - sent[i - PER_MINUTE] == 60_500
                    || *last == sent[i - 1];
                prop_assert!(is_needed);
            }
        }
    }
}
