//! The bot from its start to its end.
//!
//! ```text
//! polling | webhook ─▶ intake ─▶ Store::receive        taken: Telegram may be told
//!                                Store::next ─▶ lanes ─▶ handle ─▶ Store::done
//! ```

use std::{
    future::Future,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use teloxide::{
    dptree,
    payloads::GetMe,
    types::{Me, UpdateKind},
};
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::{
    assistant::Assistant,
    config::{self, BotToken, Config, Serving, StorePlace},
    store::{Open, Store, StoreError},
};

use super::{
    api::{Api, CallError, Patience},
    chat::context::{Desk, Desks},
    ops::{
        log, menus,
        metrics::Refusal,
        monitor::{self, MonitorError, Watched},
        reload,
    },
    updates::{
        chat_queue::Lanes,
        dispatch::handle,
        filter::{Met, meet},
        job::Ticket,
        limits::Guards,
        parse::{decode, name},
        polling::Poller,
        rate_limit::Verdict,
        receive::{Intake, UNKNOWN},
        tree::{Tree, check, tree},
        webhook::{Hook, HookError},
    },
};

/// How long what is open may take at the end. Docker kills after ten seconds.
const DRAIN: Duration = Duration::from_secs(8);

/// Cores that are used: more bring nothing at what Telegram takes, and the unit and
/// the containers allow 64 threads.
const MAX_CORES: usize = 8;

/// How long the end waits until others have what is not begun here.
const LEAVE: Duration = Duration::from_secs(3);

/// Threads for each core that work out answers.
const THREADS_A_CORE: usize = 4;

/// How often it is looked whether anything is open, at the end.
const LOOK: Duration = Duration::from_millis(5);

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
    #[error("cannot open the store; `--data-dir` or `--redis` names another, `--no-store` none")]
    Store(#[from] StoreError),
    /// What hands updates out has ended.
    #[error("updates are no longer handed out, which is a fault of clausebot: please report it")]
    Stuck,
    /// There is no token.
    #[error("no token: expected one in `TELOXIDE_TOKEN` or `--token-file FILE`, from @BotFather")]
    NoToken,
    /// The webhook cannot be listened to.
    #[error("cannot take updates")]
    Hook(#[from] HookError),
    /// The bot cannot be watched.
    #[error(transparent)]
    Monitor(#[from] MonitorError),
    /// The system gives no threads or signals.
    #[error("cannot start")]
    Runtime(#[source] std::io::Error),
    /// A bot without a name, which there is not.
    #[error("Telegram gives the bot no username")]
    Nameless,
}

/// How updates come.
enum Source {
    Polling(Poller),
    Webhook(Hook),
}

/// A bot that is ready to serve.
pub struct Bot {
    desks: Arc<Desks>,
    lanes: Lanes<Ticket>,
    source: Source,
    watched: Option<JoinHandle<()>>,
}

/// Serves until the process is told to end by SIGTERM or SIGINT. `n_problems` are
/// those of the library's files.
///
/// # Errors
///
/// When there is no token, Telegram does not know it, or the store cannot be
/// opened.
pub fn run(assistant: Assistant, config: &Config, n_problems: usize) -> Result<(), ServeError> {
    let serving = &config.serving;
    log::start(&serving.log);
    if n_problems > 0 {
        tracing::warn!(n_problems, "the library has problems: see `clausebot check`");
    }
    let token = serving.token.clone().ok_or(ServeError::NoToken)?;
    let api = Api::new(serving.api_url.clone(), token).map_err(ServeError::Begin)?;
    assistant.warm();
    let n_cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(MAX_CORES);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(n_cores)
        // They work out answers: more threads than cores only take memory.
        .max_blocking_threads(n_cores * THREADS_A_CORE)
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
        let desks = Arc::clone(&bot.desks);
        let reloads =
            reload::on_hangup(desks, config.library.clone()).map_err(ServeError::Runtime)?;
        let served = bot.serve(stop).await;
        reloads.abort();
        served
    })
}

/// Ready when the process is told to end.
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        // A file that may grow no more is a full disk, and no reason to die.
        #[cfg(target_os = "linux")]
        let _too_large = signal(SignalKind::from_raw(25))?;
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

/// Sets the bot up: asks Telegram who it is, opens the store, and sees to it that
/// updates come.
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
    let place = Watched::default();
    let watched = monitor::open(serving.monitor).await?;
    let watched = watched.map(|it| tokio::spawn(monitor::serve(it, Arc::clone(&place))));
    let store = Arc::new(open(serving).await?);
    let me: Me = api.call(&GetMe::new(), Patience::Long).await.map_err(ServeError::Begin)?;
    if me.user.username.is_none() {
        return Err(ServeError::Nameless);
    }
    let guards = Guards::new(serving.access.clone(), serving.limits);
    let desk = Desk::new(assistant, Arc::clone(&store), api.clone(), me, serving.misses, guards);
    let tree = match first {
        Some(first) => dptree::entry().branch(first).branch(tree()),
        None => tree(),
    };
    check(&tree, &desk);
    let (n_open, n_aside) = store.inbox.resume().await?;
    if n_open + n_aside > 0 {
        tracing::warn!("{n_open} updates were left open; {n_aside} are put aside");
        desk.metrics.put_aside(n_aside);
    }
    let intake = Intake::new(store);
    let source = match &serving.updates {
        config::UpdateSource::Polling => {
            let poller = Poller::new(api, intake);
            poller.unhook().await.map_err(ServeError::Begin)?;
            Source::Polling(poller)
        }
        config::UpdateSource::Webhook(webhook) => {
            let token = serving.token.as_ref().ok_or(ServeError::NoToken)?;
            let hook = Hook::listen(webhook, token, api, intake)?;
            hook.set().await.map_err(ServeError::Begin)?;
            Source::Webhook(hook)
        }
    };
    tracing::info!(bot.username = desk.username(), "ready as @{}", desk.username());
    let desks = Arc::new(Desks::new(desk));
    let lanes = Lanes::new(handle(Arc::clone(&desks), tree));
    _ = place.set(Arc::clone(&desks));
    Ok(Bot { desks, lanes, source, watched })
}

/// Opens the store.
pub(super) async fn open(serving: &Serving) -> Result<Store, ServeError> {
    Ok(match &serving.store {
        StorePlace::Directory(path) => Store::open(path.clone())?,
        StorePlace::Memory => Store::in_memory()?,
        StorePlace::Redis(url) => {
            let bot = serving.token.as_ref().and_then(BotToken::bot).ok_or(ServeError::NoToken)?;
            Store::connect(url.reveal(), bot).await?
        }
        StorePlace::Nowhere => return Err(ServeError::NoPlace),
    })
}

impl Bot {
    /// Serves until `stop` is ready, then finishes what is open.
    ///
    /// # Errors
    ///
    /// When Telegram takes the token back.
    pub async fn serve(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let Self { desks, lanes, mut source, watched } = self;
        // Not the desk, whose library a later one may replace.
        let store = Arc::clone(&desks.current().store);
        let menus = tokio::spawn(menus::set(desks.current()));
        let mut pump = tokio::spawn(pump(Arc::clone(&desks), lanes));
        let taken = tokio::select! {
            error = source.run() => Err(ServeError::GoOn(error)),
            ended = &mut pump => {
                tracing::error!("nothing is handed out any more: {ended:?}");
                Err(ServeError::Stuck)
            }
            () = stop => Ok(()),
        };
        menus.abort();
        let poller = source.close().await;
        // What is not begun here, others do.
        let left = timeout(LEAVE, store.inbox.leave()).await;
        left.ok().and_then(|it| desks.current().kept(it));
        // What is kept here Telegram need not keep, whether or not it is answered now.
        let confirmed = async {
            match &poller {
                Some(poller) if store.inbox.is_durable() => poller.confirm().await,
                _ => {}
            }
        };
        let (is_drained, ()) = tokio::join!(drain(&store), confirmed);
        pump.abort();
        store.inbox.flush().await;
        if let Some(poller) = poller.filter(|_| is_drained && !store.inbox.is_durable()) {
            poller.confirm().await;
        }
        if let Some(watched) = watched {
            watched.abort();
        }
        tracing::info!("stopped");
        taken
    }
}

impl Source {
    /// Takes updates until that cannot go on.
    async fn run(&mut self) -> CallError {
        match self {
            Self::Polling(it) => it.run().await,
            Self::Webhook(it) => it.run().await,
        }
    }

    /// Takes no more; who fetched is left, to say what was taken.
    async fn close(self) -> Option<Poller> {
        match self {
            Self::Polling(poller) => Some(poller),
            Self::Webhook(hook) => {
                hook.close().await;
                None
            }
        }
    }
}

/// Finishes what is open; whether that was possible in time.
async fn drain(store: &Store) -> bool {
    let n_open = || store.inbox.depth().n_open;
    tracing::info!("stopping; {} open", n_open());
    let drained = async {
        while n_open() > 0 {
            sleep(LOOK).await;
        }
    };
    let is_drained = timeout(DRAIN, drained).await.is_ok();
    if !is_drained {
        tracing::warn!("{} updates are left open for the next start", n_open());
    }
    is_drained
}

/// Brings open updates to their lanes.
async fn pump(desks: Arc<Desks>, lanes: Lanes<Ticket>) {
    loop {
        let desk = desks.current();
        for update in desk.store.inbox.next().await {
            bring(&desk, &lanes, &update).await;
        }
    }
}

/// Brings an update to its lane. What nothing is said to is crossed out.
async fn bring(desk: &Desk, lanes: &Lanes<Ticket>, open: &Open) {
    let parsed = catch_unwind(|| decode(&open.body).ok()).ok().flatten();
    let Some(update) = parsed.filter(|it| !matches!(it.kind, UpdateKind::Error(_))) else {
        tracing::debug!("an update of an unknown kind was passed over");
        desk.metrics.update(UNKNOWN);
        desk.store.inbox.done(open.key);
        return;
    };
    desk.metrics.update(name(&update.kind));
    // Where it panics it does so again in its lane, where that is counted.
    let met = catch_unwind(AssertUnwindSafe(|| meet(desk, &update)));
    let verdict = match met.unwrap_or(Met::Enters(Verdict::Pass)) {
        Met::Enters(verdict) => verdict,
        Met::Leaves(reason) => {
            if let Some(reason) = reason {
                desk.metrics.refuse(reason);
            }
            desk.store.inbox.done(open.key);
            return;
        }
    };
    let (store, metrics) = (Arc::clone(&desk.store), Arc::clone(&desk.metrics));
    let ticket = Ticket::new(open, verdict, store, metrics);
    if lanes.push(update, ticket).await.is_err() {
        desk.metrics.refuse(Refusal::Crowded);
        desk.store.inbox.done(open.key);
    }
}
