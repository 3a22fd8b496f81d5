//! Telegram lets a bot send twenty messages a minute to a group or a channel. A
//! group that has had its twenty waits; every other chat goes on.
//!
//! ```text
//! 00:00  1 … 20   sent
//! 00:04  21       waits until a minute after the first
//! ```
//!
//! What always holds: in no minute more than twenty messages are sent to a group,
//! whoever sends them; those who wait are served in their order.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::time::{Instant, sleep_until};

/// Messages that Telegram takes for a group or a channel in a minute.
/// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>
const PER_MINUTE: usize = 20;

/// A minute, and some more: one message is longer on its way than another.
const MINUTE: Duration = Duration::from_millis(60_500);

/// Messages after which chats are forgotten that have been quiet.
const SWEPT_AFTER: usize = 256;

/// When the last messages were sent to each group, or will be.
#[derive(Debug, Default)]
pub struct Pace(Mutex<Sent>);

#[derive(Debug, Default)]
struct Sent {
    /// The last twenty of each chat, the oldest first.
    last: HashMap<ChatId, VecDeque<Instant>>,
    n_since_swept: usize,
}

impl Pace {
    /// Waits until a message may be sent to a chat.
    pub async fn turn(&self, chat: ChatId) {
        // A chat with one person has no such limit; its id is that of the person.
        if chat.0 > 0 {
            return;
        }
        let now = Instant::now();
        let turn = self.0.lock().unwrap_or_else(PoisonError::into_inner).take(chat, now);
        if turn > now {
            tracing::debug!(chat.id = chat.0, "a group has had its messages of this minute");
            sleep_until(turn).await;
        }
    }
}

impl Sent {
    /// The first moment at which a message may be sent, which is taken. Whoever
    /// gives up has taken it all the same: less is sent then, never more.
    fn take(&mut self, chat: ChatId, now: Instant) -> Instant {
        self.n_since_swept += 1;
        if self.n_since_swept >= SWEPT_AFTER {
            self.n_since_swept = 0;
            self.last.retain(|_, it| it.back().is_some_and(|last| *last + MINUTE > now));
            self.last.shrink_to_fit();
        }
        let last = self.last.entry(chat).or_default();
        let mut turn = last.back().map_or(now, |it| now.max(*it));
        if last.len() >= PER_MINUTE
            && let Some(oldest) = last.pop_front()
        {
            turn = turn.max(oldest + MINUTE);
        }
        last.push_back(turn);
        turn
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GROUP: ChatId = ChatId(-100);

    /// When messages are sent that were ready at these milliseconds.
    fn sent(ready: &[u64]) -> Vec<u64> {
        let (mut sent, start) = (Sent::default(), Instant::now());
        let turn = |ms: &u64| {
            let turn = sent.take(GROUP, start + Duration::from_millis(*ms));
            u64::try_from((turn - start).as_millis()).unwrap()
        };
        ready.iter().map(turn).collect()
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
        let pace = Pace::default();
        for _ in 0..PER_MINUTE {
            pace.turn(GROUP).await;
        }
        for _ in 0..100 {
            pace.turn(ChatId(7)).await;
        }
        pace.turn(ChatId(-1_000_000_000_007)).await;
        let full = tokio::time::timeout(Duration::from_millis(20), pace.turn(GROUP)).await;
        assert!(full.is_err(), "the twenty-first waits");
        assert_eq!(pace.0.lock().unwrap().last.len(), 2);
    }

    #[test]
    fn quiet_chats_are_forgotten() {
        let (mut sent, start) = (Sent::default(), Instant::now());
        for i in 0..100_000_u32 {
            sent.take(ChatId(-i64::from(i) - 1), start + Duration::from_millis(100) * i);
            assert!(sent.last.len() <= 605 + SWEPT_AFTER, "{}", sent.last.len());
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
