//! Calls of the Bot API, tried again where that helps.
//!
//! | Telegram says | done |
//! |---|---|
//! | 429 with a wait | waits, and tries again |
//! | 5xx, no answer, no JSON | tries again, sooner at first and later then |
//! | anything else | tells the caller |
//!
//! teloxide's own client sleeps ten seconds at each 5xx and tries nothing again;
//! its types and payloads are used here, its client is not.

pub(crate) mod error;
pub(crate) mod messages;
pub(crate) mod send_limit;

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use prometheus_client::metrics::counter::Counter;
use reqwest::{
    Client, RequestBuilder, Url,
    multipart::{Form, Part},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use teloxide::requests::Payload;
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use crate::config::BotToken;

use self::error::{LONGEST_WAIT, outcome};

pub use self::error::CallError;

/// Until a connection stands.
const CONNECT: Duration = Duration::from_secs(5);

/// From a call to its answer.
const ANSWER: Duration = Duration::from_secs(25);

/// The same for long polling, which waits within it.
const POLL: Duration = Duration::from_mins(1);

/// The first wait before a call is tried again; the next ones double.
const FIRST_WAIT: Duration = Duration::from_millis(150);

/// The Bot API, for one bot.
#[derive(Clone, Debug)]
pub struct Api {
    client: Client,
    url: Url,
    token: BotToken,
    counts: CallCounts,
}

/// What is counted of calls. A copy counts the same.
#[derive(Clone, Debug, Default)]
pub struct CallCounts {
    /// All calls.
    pub all: Counter,
    /// Those that were made again.
    pub retries: Counter,
    /// Those that Telegram wants to come more slowly.
    pub floods: Counter,
    /// Those that did not reach Telegram, or that it failed at.
    pub failures: Counter,
    /// When Telegram answered last.
    answered: Arc<watch::Sender<Option<Instant>>>,
}

impl CallCounts {
    /// How long ago Telegram answered last, whatever it said.
    pub fn silence(&self) -> Option<Duration> {
        self.answered.borrow().map(|it| it.elapsed())
    }

    /// Waits until Telegram has answered anything after a moment.
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

/// How long a call is worth trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// What may be done twice, and has to be done before anything else: minutes.
    Long,
    /// An answer to a question, later: minutes. Whoever calls sees to what may have
    /// been done.
    Late,
    /// An answer to a question. Telegram's own waits are kept; where it fails, the
    /// answers behind it wait for some seconds only.
    Answer,
    /// What is of use only at once: a callback, an inline query, an edit.
    Brief,
    /// Once.
    None,
}

impl Patience {
    /// How long Telegram's failures are borne.
    fn limit_of_failures(self) -> Duration {
        match self {
            Self::Answer => Duration::from_secs(6),
            Self::Long | Self::Late | Self::Brief | Self::None => self.limit(),
        }
    }

    /// Times that a call is tried again of which nobody knows whether it was done.
    fn max_doubts(self) -> u32 {
        match self {
            Self::Long => u32::MAX,
            Self::Answer | Self::Brief => 1,
            Self::Late | Self::None => 0,
        }
    }

    fn limit(self) -> Duration {
        match self {
            Self::Long | Self::Late => Duration::from_mins(10),
            Self::Answer => Duration::from_mins(2),
            Self::Brief => Duration::from_secs(10),
            Self::None => Duration::ZERO,
        }
    }
}

/// A file that goes along with a call.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    /// Its field.
    pub(crate) field: &'static str,
    /// It.
    pub(crate) bytes: Bytes,
}

/// What is called with.
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
    /// The API at `url`, which is Telegram's own mostly.
    ///
    /// # Errors
    ///
    /// When there is no source of TLS certificates.
    pub fn new(url: Url, token: BotToken) -> Result<Self, CallError> {
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
            .build()
            .map_err(CallError::Client)?;
        Ok(Self { client, url, token, counts: CallCounts::default() })
    }

    /// What is counted of calls.
    pub fn counts(&self) -> &CallCounts {
        &self.counts
    }

    /// Calls a method of teloxide's.
    pub async fn call<P>(&self, payload: &P, patience: Patience) -> Result<P::Output, CallError>
    where
        P: Payload + Serialize,
        P::Output: DeserializeOwned,
    {
        // teloxide calls the two forms of a method by two names.
        self.method(P::NAME.trim_end_matches("Inline"), payload, patience).await
    }

    /// Calls a method by name, and again where that helps.
    pub async fn method<T: DeserializeOwned>(
        &self,
        name: &str,
        payload: &impl Serialize,
        patience: Patience,
    ) -> Result<T, CallError> {
        self.upload(name, payload, None, patience).await
    }

    /// The same with a file.
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
            let limit = if is_flood { patience.limit() } else { patience.limit_of_failures() };
            n_doubts += u32::from(error.is_doubtful());
            if start.elapsed() + pause > limit || n_doubts > patience.max_doubts() {
                return Err(error);
            }
            if wait == FIRST_WAIT {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(method = name, error, "`{name}` failed; calling again");
            }
            sleep(pause).await;
            self.counts.retries.inc();
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// What time it is there, in seconds of Unix time, where the server says it.
    pub async fn time(&self) -> Option<u64> {
        let head = self.client.head(self.url.clone()).timeout(CONNECT).send().await.ok()?;
        let date = head.headers().get("date")?.to_str().ok()?;
        let date = httpdate::parse_http_date(date).ok()?;
        Some(date.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs())
    }

    async fn once<T: DeserializeOwned>(&self, name: &str, body: &Content) -> Result<T, CallError> {
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| CallError::Address)?
            .pop_if_empty()
            .push(&format!("bot{}", self.token.reveal()))
            .push(name);
        let limit = if name.eq_ignore_ascii_case("getUpdates") { POLL } else { ANSWER };
        let request = body.of(self.client.post(url)).timeout(limit);
        // The address has the token in it, so no error keeps it.
        let unreachable = |error: reqwest::Error| CallError::Network(error.without_url());
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let bytes = response.bytes().await.map_err(unreachable)?;
        outcome(status, &bytes)
    }
}
