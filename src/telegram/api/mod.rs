//! Calls of the Bot API, with retries.
//!
//! | response | call |
//! |---|---|
//! | 429 with a wait | is retried after the wait |
//! | 5xx, none, no JSON, a redirect, one that is too long | is retried with growing delays |
//! | anything else | returns the result or the error |
//!
//! The client of teloxide sleeps ten seconds at each 5xx and does not retry; only its
//! types and payloads are used.

#[cfg(feature = "import")]
mod download;
pub(crate) mod error;
pub(crate) mod messages;
mod response;
pub(crate) mod send_limit;
pub(crate) mod webhook_info;

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use prometheus_client::metrics::counter::Counter;
use reqwest::{
    Client, RequestBuilder, Url,
    multipart::{Form, Part},
    redirect::Policy,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use teloxide::requests::Payload;
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use crate::config::BotToken;

use self::{
    error::{LONGEST_WAIT, outcome},
    response::{body, final_address},
};

pub(crate) use self::error::CallError;

/// Connect timeout.
const CONNECT: Duration = Duration::from_secs(5);

/// Timeout of a call.
const ANSWER: Duration = Duration::from_secs(25);

/// Timeout of a long poll.
const POLL: Duration = Duration::from_mins(1);

/// Bytes of a response that are read: a hundred updates, each a long message that replies to another one.
const MAX_UPDATES: usize = 32 << 20;

/// Bytes of any other response that are read.
const MAX_RESPONSE: usize = 4 << 20;

/// Delay before the first retry; each next delay is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(150);

/// The Bot API, for one bot.
#[derive(Clone, Debug)]
pub struct Api {
    client: Client,
    url: Url,
    token: BotToken,
    counts: CallCounts,
}

/// Counters of calls. A clone counts the same.
#[derive(Clone, Debug, Default)]
pub struct CallCounts {
    pub all: Counter,
    pub retries: Counter,
    pub floods: Counter,
    /// Calls that did not reach Telegram, or that it failed at.
    pub failures: Counter,
    /// The time of the last response.
    answered: Arc<watch::Sender<Option<Instant>>>,
}

impl CallCounts {
    /// The time since the last response.
    pub fn silence(&self) -> Option<Duration> {
        self.answered.borrow().map(|it| it.elapsed())
    }

    /// Waits for any response after a moment.
    pub(crate) async fn heard_after(&self, moment: Instant) {
        let mut answered = self.answered.subscribe();
        // The sender is in `self`, so the wait cannot be for nothing.
        _ = answered.wait_for(|it| it.is_some_and(|it| it > moment)).await;
    }

    fn count<T>(&self, result: &Result<T, CallError>) {
        self.all.inc();
        match result {
            Err(error) if error.is_failure() => {
                self.failures.inc();
                return;
            }
            Err(CallError::Flood(_)) => _ = self.floods.inc(),
            Ok(_) | Err(_) => {}
        }
        self.answered.send_replace(Some(Instant::now()));
    }
}

/// How long a call is retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Minutes; the call may succeed twice.
    Long,
    /// Minutes, for a late answer; a call that may have succeeded is not retried.
    Late,
    /// Minutes if Telegram asks for it, else seconds, for an answer: others wait behind it.
    Answer,
    /// Seconds, for a callback, an inline query or an edit.
    Brief,
    None,
}

impl Patience {
    /// Total seconds of the waits that Telegram asks for, total seconds of failures, and
    /// retries of a call that may have succeeded.
    fn bounds(self) -> (u64, u64, u32) {
        match self {
            Self::Long => (600, 600, u32::MAX),
            Self::Late => (600, 600, 0),
            Self::Answer => (120, 6, 1),
            Self::Brief => (10, 10, 1),
            Self::None => (0, 0, 0),
        }
    }
}

/// A file that a call uploads.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub(crate) field: &'static str,
    pub(crate) bytes: Bytes,
}

/// The body of a call.
enum Content {
    Json(Bytes),
    Form(Value, Attachment),
}

impl Content {
    fn of(&self, request: RequestBuilder) -> RequestBuilder {
        match self {
            Self::Json(body) => {
                request.header("content-type", "application/json").body(body.clone())
            }
            Self::Form(fields, file) => {
                let mut form = Form::new();
                for (key, value) in fields.as_object().into_iter().flatten() {
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    form = form.text(key.clone(), value);
                }
                let part = Part::stream(file.bytes.clone()).file_name(file.field);
                request.multipart(form.part(file.field, part))
            }
        }
    }
}

impl Api {
    /// The API at `url`.
    pub fn new(url: Url, token: BotToken) -> Result<Self, CallError> {
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
            // The path has the token: no other host may get it.
            .redirect(Policy::none())
            .referer(false)
            .build()
            .map_err(CallError::Client)?;
        Ok(Self { client, url, token, counts: CallCounts::default() })
    }

    /// The counters.
    pub fn counts(&self) -> &CallCounts {
        &self.counts
    }

    /// Calls a method with a payload of teloxide.
    pub async fn call<P>(&self, payload: &P, patience: Patience) -> Result<P::Output, CallError>
    where
        P: Payload + Serialize,
        P::Output: DeserializeOwned,
    {
        // teloxide has two names for the two forms of a method.
        self.method(P::NAME.trim_end_matches("Inline"), payload, patience).await
    }

    /// Calls a method by name, with retries.
    pub async fn method<T: DeserializeOwned>(
        &self,
        name: &str,
        payload: &impl Serialize,
        patience: Patience,
    ) -> Result<T, CallError> {
        self.upload(name, payload, None, patience).await
    }

    /// Calls a method with a file, with retries.
    pub(crate) async fn upload<T: DeserializeOwned>(
        &self,
        name: &str,
        payload: &impl Serialize,
        file: Option<&Attachment>,
        patience: Patience,
    ) -> Result<T, CallError> {
        let body = match file {
            None => Content::Json(serde_json::to_vec(payload).map_err(CallError::Payload)?.into()),
            Some(file) => {
                let fields = serde_json::to_value(payload).map_err(CallError::Payload)?;
                Content::Form(fields, file.clone())
            }
        };
        let (waits, failures, doubts) = patience.bounds();
        let start = Instant::now();
        let mut wait = FIRST_WAIT;
        let mut n_doubts = 0;
        loop {
            let done = self.once(name, &body).await;
            self.counts.count(&done);
            let error = match done {
                Ok(result) => return Ok(result),
                Err(error) => error,
            };
            let Some(pause) = error.pause(wait) else {
                return Err(error);
            };
            let is_flood = matches!(error, CallError::Flood(_));
            let limit = Duration::from_secs(if is_flood { waits } else { failures });
            n_doubts += u32::from(error.is_doubtful());
            if start.elapsed() + pause > limit || n_doubts > doubts {
                return Err(error);
            }
            if wait == FIRST_WAIT {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(method = name, error, "`{name}` failed; retrying");
            }
            sleep(pause).await;
            self.counts.retries.inc();
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// The time of the server, in seconds of Unix time, if it sends one.
    pub async fn time(&self) -> Option<u64> {
        let head = self.client.head(self.url.clone()).timeout(CONNECT).send().await.ok()?;
        let date = head.headers().get("date")?.to_str().ok()?;
        let date = httpdate::parse_http_date(date).ok()?;
        Some(date.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs())
    }

    async fn once<T: DeserializeOwned>(
        &self,
        name: &str,
        content: &Content,
    ) -> Result<T, CallError> {
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| CallError::Address)?
            .pop_if_empty()
            .push(&format!("bot{}", self.token.reveal()))
            .push(name);
        let is_poll = name.eq_ignore_ascii_case("getUpdates");
        let (timeout, limit) = if is_poll { (POLL, MAX_UPDATES) } else { (ANSWER, MAX_RESPONSE) };
        let request = content.of(self.client.post(url)).timeout(timeout);
        // The URL contains the token, so errors must not.
        let response = request.send().await.map_err(|it| CallError::Network(it.without_url()))?;
        let response = final_address(response)?;
        let status = response.status();
        let bytes = body(response, limit).await?;
        let bytes = bytes.ok_or(CallError::TooLong { limit })?;
        outcome(status, &bytes)
    }
}
