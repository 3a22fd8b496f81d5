//! Long polling: updates are fetched, and the next fetch tells Telegram that they
//! were taken.

use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;
use teloxide::payloads::{DeleteWebhook, GetWebhookInfo};
use tokio::time::{sleep, timeout};

use crate::store::StoreError;

use crate::telegram::{
    api::{Api, CallError, Patience},
    updates::receive::{Intake, KINDS, received},
};

/// Seconds that Telegram waits for an update before it says that there is none.
const POLL_SECS: u32 = 30;

/// Waits between fetches that fail: the first, and the longest.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(5)];

/// The longest wait for updates that Telegram is granted.
const LONGEST_FLOOD: Duration = Duration::from_mins(2);

/// How long the end waits for Telegram to hear what was taken.
const CONFIRM: Duration = Duration::from_secs(2);

/// How long a full inbox is left alone.
const FULL: Duration = Duration::from_millis(50);

/// A fetch of updates. teloxide's own parses them all or none.
#[derive(Serialize)]
struct Fetch {
    offset: i64,
    timeout: u32,
    allowed_updates: [&'static str; 7],
}

/// Who fetches.
#[derive(Debug)]
pub(crate) struct Poller {
    api: Api,
    intake: Intake,
    /// The number of the next update.
    offset: i64,
}

impl Poller {
    /// Nothing is fetched yet.
    pub(crate) fn new(api: Api, intake: Intake) -> Self {
        Self { api, intake, offset: 0 }
    }

    /// Takes a webhook away: it takes all updates, so that none can be fetched.
    pub(crate) async fn unhook(&self) -> Result<(), CallError> {
        if self.api.call(&GetWebhookInfo::new(), Patience::Long).await?.url.is_some() {
            tracing::warn!("a webhook was set; it is taken away, since updates are fetched");
            self.api.call(&DeleteWebhook::new(), Patience::Long).await?;
        }
        Ok(())
    }

    /// Fetches updates until that cannot go on.
    pub(crate) async fn run(&mut self) -> CallError {
        let [first, longest] = PAUSES;
        let mut pause = first;
        loop {
            while !self.intake.has_room() {
                sleep(FULL).await;
            }
            // After a failure it is to be known at once that it has passed.
            let timeout = if pause == first { POLL_SECS } else { 0 };
            match self.fetch(timeout, Patience::None).await {
                Ok(updates) => {
                    pause = first;
                    self.take(&updates).await;
                }
                Err(error @ CallError::Unauthorized) => return error,
                Err(error) => {
                    let wait = match error {
                        CallError::Flood(wait) => wait.clamp(pause, LONGEST_FLOOD),
                        _ => pause,
                    };
                    unfetched(&error, wait);
                    sleep(wait).await;
                    pause = (pause * 2).min(longest);
                }
            }
        }
    }

    async fn fetch(
        &self,
        timeout: u32,
        patience: Patience,
    ) -> Result<Vec<Box<RawValue>>, CallError> {
        let fetch = Fetch { offset: self.offset, timeout, allowed_updates: KINDS };
        self.api.method("getUpdates", &fetch, patience).await
    }

    /// Takes in what was fetched. Only when it is in the inbox, the next fetch may
    /// say so.
    async fn take(&mut self, updates: &[Box<RawValue>]) {
        let read: Vec<_> = updates.iter().filter_map(|it| received(it.get())).collect();
        if read.len() < updates.len() {
            tracing::warn!("updates without a number were passed over");
        }
        let Some(last) = read.iter().map(|it| it.key.0).max() else {
            return;
        };
        match self.intake.take(read).await {
            // After a week without updates Telegram counts from anywhere, perhaps lower.
            Ok(_) => self.offset = last.saturating_add(1),
            Err(error) => {
                not_taken(&error);
                sleep(LATER).await;
            }
        }
    }

    /// Tells Telegram what was taken, so that the next start need not look at it
    /// again.
    pub(crate) async fn confirm(&self) {
        let confirmed = timeout(CONFIRM, self.fetch(0, Patience::Brief));
        if self.offset > 0 && !matches!(confirmed.await, Ok(Ok(_))) {
            tracing::warn!("the last updates were not confirmed; they will come again");
        }
    }
}

/// How long a store that takes nothing is left alone.
const LATER: Duration = Duration::from_secs(1);

fn not_taken(error: &StoreError) {
    let error = error as &dyn std::error::Error;
    tracing::error!(error, "updates were not taken; they are fetched again");
}

fn unfetched(error: &CallError, wait: Duration) {
    let error = error as &dyn std::error::Error;
    tracing::warn!(error, "no updates; trying again in {} ms", wait.as_millis());
}
