//! Long polling: fetches updates; each fetch confirms those of the fetch before.
//!
//! | the response | the next fetch |
//! |---|---|
//! | new updates | at once |
//! | nothing new, after a wait | at once |
//! | nothing new, at once | after a delay that grows: such a server does not wait for updates |
//! | longer than is read | of half as many updates |
//! | an error | after a delay that grows |

use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;
use teloxide::payloads::DeleteWebhook;
use tokio::time::{Instant, sleep, timeout};

use crate::telegram::api::{Api, CallError, Patience};

use super::{
    kinds::KINDS,
    receive::{Receiver, received},
};

/// Seconds that Telegram waits for an update before it answers with none.
const POLL_SECS: u32 = 30;

/// First and longest delay between fetches that fail.
const RETRY_DELAYS: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(5)];

/// Upper bound on the delay that Telegram asks for.
const MAX_FLOOD_DELAY: Duration = Duration::from_mins(2);

/// How long the last confirmation may take.
const CONFIRM_TIMEOUT: Duration = Duration::from_secs(2);

/// A fetch that brings nothing new sooner than this was not a long poll.
const SHORTEST_POLL: Duration = Duration::from_millis(400);

/// Updates of a fetch, as many as Telegram gives.
const MAX_UPDATES: u8 = 100;

/// Delay before a full inbox is looked at again.
const FULL_DELAY: Duration = Duration::from_millis(50);

/// Delay after the store failed.
const STORE_DELAY: Duration = Duration::from_secs(1);

/// A call of `getUpdates`. teloxide's parses all updates of it or none.
#[derive(Serialize)]
struct Fetch {
    offset: i64,
    limit: u8,
    timeout: u32,
    allowed_updates: [&'static str; 7],
}

/// The long-polling client.
#[derive(Debug)]
pub(crate) struct Poller {
    api: Api,
    receiver: Receiver,
    /// The id of the next update.
    offset: i64,
    /// Updates of the next fetch.
    limit: u8,
}

impl Poller {
    /// A client that has fetched nothing.
    pub(crate) fn new(api: Api, receiver: Receiver) -> Self {
        Self { api, receiver, offset: 0, limit: MAX_UPDATES }
    }

    /// Deletes a webhook: while there is one, Telegram refuses to be polled.
    pub(crate) async fn delete_webhook(&self) -> Result<(), CallError> {
        if self.api.webhook_info(Patience::Long).await?.url().is_some() {
            tracing::warn!("deleting the webhook, since updates are polled");
            self.api.call(&DeleteWebhook::new(), Patience::Long).await?;
        }
        Ok(())
    }

    /// Fetches updates until Telegram refuses the token.
    pub(crate) async fn run(&mut self) -> CallError {
        let [first, longest] = RETRY_DELAYS;
        let mut delay = first;
        let mut idle_delay = first;
        loop {
            while !self.receiver.has_room() {
                sleep(FULL_DELAY).await;
            }
            // After a failure, a short poll shows at once whether it has passed; at the
            // start, whether updates wait.
            let is_short = delay != first || self.receiver.arrivals.is_behind();
            let timeout = if is_short { 0 } else { POLL_SECS };
            let asked = Instant::now();
            match self.fetch(timeout, Patience::None).await {
                Ok(updates) => {
                    delay = first;
                    let is_full = updates.len() >= usize::from(self.limit);
                    self.limit = MAX_UPDATES;
                    let is_new = self.store(&updates).await;
                    let was_behind = self.receiver.arrivals.is_behind();
                    self.receiver.arrivals.note(is_full && is_new);
                    if is_new || was_behind || asked.elapsed() >= SHORTEST_POLL {
                        idle_delay = first;
                    } else {
                        sleep(idle_delay).await;
                        idle_delay = (idle_delay * 2).min(longest);
                    }
                }
                Err(error @ CallError::Unauthorized) => return error,
                Err(error) => {
                    if let CallError::TooLong { .. } = error {
                        self.limit = (self.limit / 2).max(1);
                    }
                    let wait = match error {
                        CallError::Flood(wait) => wait.clamp(delay, MAX_FLOOD_DELAY),
                        _ => delay,
                    };
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "cannot fetch updates; retrying in {wait:?}"
                    );
                    sleep(wait).await;
                    delay = (delay * 2).min(longest);
                }
            }
        }
    }

    async fn fetch(
        &self,
        timeout: u32,
        patience: Patience,
    ) -> Result<Vec<Box<RawValue>>, CallError> {
        let Self { offset, limit, .. } = *self;
        let fetch = Fetch { offset, limit, timeout, allowed_updates: KINDS };
        self.api.method("getUpdates", &fetch, patience).await
    }

    /// Stores fetched updates. Only then the next fetch may confirm them. Returns whether the next fetch may be at once.
    async fn store(&mut self, updates: &[Box<RawValue>]) -> bool {
        let read: Vec<_> = updates.iter().filter_map(|it| received(it.get())).collect();
        if read.len() < updates.len() {
            tracing::warn!("ignoring updates without an id");
        }
        let Some(last) = read.iter().map(|it| it.key.0).max() else {
            return false;
        };
        let is_new = last >= self.offset;
        match self.receiver.take(read).await {
            // After a week without updates, Telegram counts from any id, perhaps a lower one.
            Ok(_) => self.offset = last.saturating_add(1),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "could not store updates; fetching again"
                );
                sleep(STORE_DELAY).await;
            }
        }
        is_new
    }

    /// Confirms the last updates, so that the next start does not fetch them again.
    pub(crate) async fn confirm(&self) {
        let confirmed = timeout(CONFIRM_TIMEOUT, self.fetch(0, Patience::Brief));
        if self.offset > 0 && !matches!(confirmed.await, Ok(Ok(_))) {
            tracing::warn!("could not confirm the last updates; Telegram will repeat them");
        }
    }
}
