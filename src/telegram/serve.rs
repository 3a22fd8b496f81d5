//! Long polling: fetches updates, hands them to their lanes, and ends well.

use std::{
    future::Future, io::IsTerminal, num::NonZeroU32, ops::ControlFlow, panic::AssertUnwindSafe,
    sync::Arc, time::Duration,
};

use futures::FutureExt;
use serde::Serialize;
use serde_json::value::RawValue;
use teloxide::{
    dptree,
    payloads::{DeleteWebhook, GetMe, GetWebhookInfo},
    types::{CallbackQuery, Me, Message, Update, UpdateKind},
};
use tokio::time::{sleep, timeout};
use tracing::Instrument;

use crate::{
    assistant::Assistant,
    config::{Kept, Serving},
    store::{Store, StoreError},
};

use super::{
    admission::{Guests, Standing, admitted, turn_away},
    call::{Api, CallError, Patience},
    desk::{Desk, Fault},
    guards::Guards,
    handlers::{message::apologise, press::release},
    lanes::{Handle, Lanes},
    menus,
    tree::{Tree, check, given, tree},
    update::parse,
};

/// Kinds of update that are asked for: those that [`tree`] handles.
const KINDS: [&str; 7] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// Seconds that Telegram waits for an update before it says that there is none.
const POLL_SECS: u32 = 30;

/// Waits between fetches that fail: the first, and the longest.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(5)];

/// The longest wait for updates that Telegram is granted.
const LONGEST_FLOOD: Duration = Duration::from_mins(2);

/// How long what is open may take at the end. Docker kills after ten seconds.
const DRAIN: Duration = Duration::from_secs(8);

/// Questions a minute of one person, and of one group.
const RATE: Option<NonZeroU32> = NonZeroU32::new(20);

/// Why the bot cannot serve, or no longer can.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Telegram refuses to begin.
    #[error("cannot begin")]
    Begin(#[source] CallError),
    /// Telegram refuses to go on.
    #[error("cannot go on")]
    GoOn(#[source] CallError),
    /// There is no place for the database.
    #[error(
        "no place for the bot's data on this platform: expected `--data-dir DIR`, or `--no-store` to keep nothing"
    )]
    NoPlace,
    /// The store cannot be opened.
    #[error(
        "cannot open the store; `--data-dir DIR` names another folder, `--no-store` keeps nothing"
    )]
    Store(#[from] StoreError),
    /// There is no token.
    #[error("no token: expected one in `TELOXIDE_TOKEN`, from @BotFather")]
    NoToken,
    /// The system gives no threads or signals.
    #[error("cannot start")]
    Runtime(#[source] std::io::Error),
    /// A bot without a name, which there is not.
    #[error("Telegram gives the bot no username")]
    Nameless,
}

/// A fetch of updates. teloxide's own parses them all or none.
#[derive(Serialize)]
struct Fetch {
    offset: i64,
    timeout: u32,
    allowed_updates: [&'static str; 7],
}

/// The number of an update that may be of an unknown kind.
#[derive(serde::Deserialize)]
struct Numbered {
    update_id: i64,
}

/// A bot that is ready to serve.
pub struct Bot {
    desk: Arc<Desk>,
    lanes: Lanes,
}

/// Serves until the process is told to end by SIGTERM or SIGINT.
///
/// # Errors
///
/// When there is no token, Telegram does not know it, or the store cannot be
/// opened.
pub fn run(assistant: Assistant, serving: &Serving) -> Result<(), ServeError> {
    log(serving.log.as_deref());
    // What a panic says may quote a text; where it was says enough.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("panicked at {place}");
    }));
    let token = serving.token.clone().ok_or(ServeError::NoToken)?;
    let api = Api::new(serving.api_url.clone(), token).map_err(ServeError::Begin)?;
    assistant.warm();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    runtime.block_on(async {
        // Listened for before there is anything to end well.
        let stop = stop().map_err(ServeError::Runtime)?;
        tokio::pin!(stop);
        let bot = tokio::select! {
            bot = begin(Arc::new(assistant), serving, api) => bot?,
            () = &mut stop => return Ok(()),
        };
        bot.serve(stop).await
    })
}

/// Ready when the process is told to end.
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async { _ = tokio::signal::ctrl_c().await })
}

/// Logs to standard error; `filter` says how much.
fn log(filter: Option<&str>) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::builder()
        .with_default_directive(tracing::level_filters::LevelFilter::INFO.into())
        .parse_lossy(filter.unwrap_or_default());
    let format = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second subscriber in one process is refused; the first one logs on.
    _ = format.try_init();
}

/// Sets the bot up: asks Telegram who it is, and opens the store.
///
/// # Errors
///
/// When Telegram does not know the token, or the store cannot be opened.
pub async fn begin(
    assistant: Arc<Assistant>,
    serving: &Serving,
    api: Api,
) -> Result<Bot, ServeError> {
    begin_with(assistant, serving, api, None).await
}

/// The same with a handler that sees every update first.
///
/// # Errors
///
/// As [`begin`].
pub async fn begin_with(
    assistant: Arc<Assistant>,
    serving: &Serving,
    api: Api,
    first: Option<Tree>,
) -> Result<Bot, ServeError> {
    let store = match &serving.kept {
        Kept::Directory(path) => Store::open(path.clone())?,
        Kept::Memory => Store::in_memory(),
        Kept::Nowhere => return Err(ServeError::NoPlace),
    };
    let me: Me = api.call(&GetMe::new(), Patience::Long).await.map_err(ServeError::Begin)?;
    if me.user.username.is_none() {
        return Err(ServeError::Nameless);
    }
    unhook(&api).await?;
    let guards = Guards::new(Guests::default(), RATE, RATE);
    let desk = Desk::new(assistant, store, api, me, serving.misses, now(), guards);
    let tree = match first {
        Some(first) => dptree::entry().branch(first).branch(tree()),
        None => tree(),
    };
    check(&tree, &desk);
    let lanes = Lanes::new(handle(Arc::clone(&desk), tree));
    tracing::info!(bot.username = desk.username(), "ready as @{}", desk.username());
    Ok(Bot { desk, lanes })
}

/// Seconds of Unix time.
#[expect(clippy::disallowed_methods, reason = "the only place that reads the clock")]
fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.ok().and_then(|it| i64::try_from(it.as_secs()).ok()).unwrap_or_default()
}

/// A webhook takes all updates, so that none can be fetched.
async fn unhook(api: &Api) -> Result<(), ServeError> {
    let hook = api.call(&GetWebhookInfo::new(), Patience::Long).await;
    let is_hooked = hook.map_err(ServeError::Begin)?.url.is_some();
    if is_hooked {
        tracing::warn!("a webhook was set; it is taken away, since updates are fetched");
        api.call(&DeleteWebhook::new(), Patience::Long).await.map_err(ServeError::Begin)?;
    }
    Ok(())
}

impl Bot {
    /// Serves until `stop` is ready, then finishes what is open.
    ///
    /// # Errors
    ///
    /// When Telegram takes the token back.
    pub async fn serve(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let menus = tokio::spawn(menus::set(Arc::clone(&self.desk)));
        let mut offset = 0;
        let polled = tokio::select! {
            error = self.poll(&mut offset) => Err(ServeError::GoOn(error)),
            () = stop => Ok(()),
        };
        tracing::info!("stopping; {} open", self.n_open());
        menus.abort();
        let drained = async {
            self.lanes.drained().await;
            self.desk.late_sent().await;
        };
        if timeout(DRAIN, drained).await.is_ok() {
            self.confirm(offset).await;
        } else {
            // Those of the last fetch come again; the older ones are lost.
            tracing::warn!("{} answers were not finished in time", self.n_open());
        }
        tracing::info!("stopped");
        polled
    }

    /// Updates and answers that are under way.
    fn n_open(&self) -> usize {
        self.lanes.n_open() + self.desk.n_late()
    }

    /// Fetches updates until that cannot go on.
    async fn poll(&self, offset: &mut i64) -> CallError {
        let [first, longest] = PAUSES;
        let mut pause = first;
        loop {
            match self.fetch(*offset, POLL_SECS, Patience::None).await {
                Ok(updates) => {
                    pause = first;
                    for update in updates {
                        self.take(&update, offset).await;
                    }
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
        offset: i64,
        timeout: u32,
        patience: Patience,
    ) -> Result<Vec<Box<RawValue>>, CallError> {
        let fetch = Fetch { offset, timeout, allowed_updates: KINDS };
        self.desk.api.method("getUpdates", &fetch, patience).await
    }

    /// Hands an update to its lane. One that is not understood is passed over,
    /// so that it is not fetched for ever.
    async fn take(&self, update: &RawValue, offset: &mut i64) {
        let Ok(Numbered { update_id }) = serde_json::from_str(update.get()) else {
            tracing::warn!("an update without a number was passed over");
            return;
        };
        match parse(update.get()) {
            Ok(it) if !matches!(it.kind, UpdateKind::Error(_)) => {
                if self.desk.is_new(it.id) {
                    self.lanes.push(it).await;
                }
            }
            Ok(_) | Err(_) => {
                tracing::warn!(update.id = update_id, "update {update_id} cannot be read");
            }
        }
        // Only now: a stop while the update waits for its lane must not confirm it.
        *offset = (*offset).max(update_id + 1);
    }

    /// Tells Telegram that what was taken is done, so that the next start does
    /// not take it again.
    async fn confirm(&self, offset: i64) {
        if offset > 0 && self.fetch(offset, 0, Patience::Brief).await.is_err() {
            tracing::warn!("the last updates were not confirmed; they will come again");
        }
    }
}

/// What handles an update: the tree, under a guard that says sorry for it.
fn handle(desk: Arc<Desk>, tree: Tree) -> Handle {
    let tree = Arc::new(tree);
    Arc::new(move |update: Update| {
        let (desk, tree) = (Arc::clone(&desk), Arc::clone(&tree));
        let span = tracing::info_span!("update", update.id = update.id.0);
        async move {
            let id = update.id.0;
            match admitted(&update, &desk.guards.guests) {
                Standing::Admitted => {}
                Standing::Uninvited | Standing::Blocked => return turn_away(&desk, &update).await,
            }
            let Some(given) = given(update, Arc::clone(&desk)) else {
                return;
            };
            let dispatched = AssertUnwindSafe(tree.dispatch(given.clone())).catch_unwind().await;
            match dispatched {
                Ok(ControlFlow::Break(Err(fault))) => report(&fault),
                Ok(ControlFlow::Break(Ok(())) | ControlFlow::Continue(_)) => {}
                Err(_) => {
                    tracing::error!("a handler panicked on update {id}");
                    if let Some(message) = given.try_get::<Arc<Message>>() {
                        apologise(&desk, &message).await;
                    }
                    if let Some(query) = given.try_get::<Arc<CallbackQuery>>() {
                        release(&desk, &query).await;
                    }
                }
            }
        }
        .instrument(span)
        .boxed()
    })
}

fn unfetched(error: &CallError, wait: Duration) {
    let error = error as &dyn std::error::Error;
    tracing::warn!(error, "no updates; trying again in {} ms", wait.as_millis());
}

fn report(fault: &Fault) {
    let error = fault as &dyn std::error::Error;
    tracing::error!(error, "an update was not handled");
}
