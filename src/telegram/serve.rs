//! The bot from its start to its end.
//!
//! ```text
//! Poller | WebhookServer ─▶ Receiver ─▶ Inbox::receive   stored: Telegram may be told so
//! Inbox::next ─▶ pump ─▶ ChatQueues ─▶ Dispatcher ─▶ handle ─▶ Inbox::done
//! ```

use std::{
    future::Future,
    io,
    num::NonZero,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::FutureExt;
use teloxide::{payloads::GetMe, types::Me};
use tokio::{
    runtime::Runtime,
    task::{JoinError, JoinHandle, spawn_blocking},
    time::{sleep, timeout},
};

use crate::{
    assistant::{Assistant, LibraryFolder, Opened, Progress},
    config::{self, BotToken, Config, Serving, StorePlace},
    signal::{Hangup, Signals, Stop},
    store::{Inbox, Store, StoreError},
};

use super::{
    api::{Api, CallError, Patience},
    chat::{
        context::{Context, ContextCell},
        route::handle,
    },
    ops::{
        administration::Administration,
        log, menus,
        monitor::{self, MonitorError, Watched},
        pages::{self, OpenPages, PagesError, RunningPages},
        reload::{self, Reloader},
    },
    updates::{
        chat_queue::ChatQueues,
        dispatch::{Dispatcher, Handler},
        limits::Limits,
        polling::Poller,
        pump::{Queues, pump},
        receive::{Arrivals, Receiver},
        webhook::{HookError, WebhookServer},
    },
};

/// How long open updates may take at shutdown. Docker kills after ten seconds.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(8);

/// Most cores that are used: Telegram accepts no more than these can send, and the
/// systemd unit and the containers allow 64 threads.
const MAX_CORES: usize = 8;

/// How long it may take at shutdown to give waiting updates to other processes.
const LEAVE_TIMEOUT: Duration = Duration::from_secs(3);

/// Threads for each core that compute answers.
const THREADS_PER_CORE: usize = 4;

/// Delay between checks at shutdown whether updates are open.
const DRAIN_POLL: Duration = Duration::from_millis(5);

/// Reason why the bot cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Telegram refused a call at the start.
    #[error("cannot begin")]
    Begin(#[source] CallError),
    /// Telegram refused a later call.
    #[error("cannot go on")]
    GoOn(#[source] CallError),
    /// The platform has no data directory.
    #[error(
        "no place for the bot's data on this platform: expected `--data-dir DIR`, or `--no-store` to keep nothing"
    )]
    NoPlace,
    /// The store cannot be opened.
    #[error("cannot open the store; `--data-dir` or `--redis` names another, `--no-store` none")]
    Store(#[from] StoreError),
    /// The task that moves updates to the queues ended.
    #[error("the dispatcher task ended, which is a bug in clausebot: please report it")]
    Stuck,
    /// There is no token.
    #[error("no token: expected one in `TELOXIDE_TOKEN` or `--token-file FILE`, from @BotFather")]
    NoToken,
    /// The webhook server cannot start.
    #[error("cannot start the webhook server")]
    Hook(#[from] HookError),
    /// The metrics endpoint cannot start.
    #[error(transparent)]
    Monitor(#[from] MonitorError),
    /// The pages cannot be served.
    #[error(transparent)]
    Pages(#[from] PagesError),
    /// The system refuses threads or signal handlers.
    #[error("cannot start")]
    Runtime(#[source] io::Error),
    /// Reading the library panicked.
    #[error("reading the library panicked, which is a bug in clausebot: please report it")]
    Panicked(#[source] JoinError),
    /// Telegram answers without the bot's username.
    #[error("Telegram gives the bot no username")]
    Nameless,
}

/// The source of updates.
enum Source {
    Polling(Poller),
    Webhook(WebhookServer),
}

/// A bot that is ready to serve.
pub struct Bot {
    contexts: Arc<ContextCell>,
    queues: Queues,
    source: Source,
    arrivals: Arc<Arrivals>,
    monitor: Option<JoinHandle<()>>,
    pages: RunningPages,
}

/// A process that takes signals, which wait for the bot.
///
/// It is the first thing that `serve` makes: SIGTERM ends the program well from then on, also while the library is
/// read or Telegram is asked.
pub struct Process {
    runtime: Runtime,
    signals: Signals,
}

impl Process {
    /// Starts the threads and takes the signals.
    ///
    /// # Errors
    ///
    /// When the system refuses threads or signal handlers.
    pub fn start() -> Result<Self, ServeError> {
        let n_cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(MAX_CORES);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(n_cores)
            // These compute answers: more threads only take memory.
            .max_blocking_threads(n_cores * THREADS_PER_CORE + pages::THREADS)
            .enable_all()
            .build()
            .map_err(ServeError::Runtime)?;
        let entered = runtime.enter();
        let signals = Signals::take().map_err(ServeError::Runtime)?;
        drop(entered);
        Ok(Self { runtime, signals })
    }

    /// Serves until SIGTERM or SIGINT. `load` opens the library, and tells how far that is.
    pub fn run<E>(
        self,
        config: &Config,
        load: impl FnOnce(&dyn Fn(Progress)) -> Result<(Option<LibraryFolder>, Opened), E>
        + Send
        + 'static,
    ) -> Result<(), E>
    where
        E: From<ServeError> + Send + 'static,
    {
        let Self { runtime, signals: Signals { mut stop, hangup } } = self;
        log::start(&config.serving.log);
        let start = Instant::now();
        let loaded = runtime.block_on(async {
            tokio::select! {
                loaded = spawn_blocking(move || load(&reload::progress())) => Some(loaded),
                () = &mut stop => None,
            }
        });
        let Some(loaded) = loaded else {
            // A library that is still being read is not waited for.
            runtime.shutdown_background();
            return Ok(());
        };
        let (folder, opened) = loaded.map_err(ServeError::Panicked)??;
        let library = opened.assistant.library();
        let (n_documents, n_clauses) = (library.agreements.len(), library.n_clauses());
        let took_ms = start.elapsed().as_millis();
        tracing::info!(n_documents, n_clauses, took_ms, "library opened");
        reload::log_opened(&opened);
        Ok(runtime.block_on(serve(opened, folder, config, stop, hangup))?)
    }
}

/// Serves until `stop` is ready; changed files and each `hangup` reload the library.
async fn serve(
    opened: Opened,
    folder: Option<LibraryFolder>,
    config: &Config,
    mut stop: Stop,
    hangup: Hangup,
) -> Result<(), ServeError> {
    let Opened { assistant, n_problems, storage: _ } = opened;
    let serving = &config.serving;
    let token = serving.token.clone().ok_or(ServeError::NoToken)?;
    let api = Api::new(serving.api_url.clone(), token).map_err(ServeError::Begin)?;
    let bot = tokio::select! {
        bot = begin(Arc::new(assistant), serving, api, handle) => bot?,
        () = &mut stop => return Ok(()),
    };
    let contexts = Arc::clone(&bot.contexts);
    contexts.current().administration.opened(config.library.clone(), n_problems);
    let reloader = Reloader { contexts, folder };
    let reloads = tokio::spawn(reloader.run(hangup));
    let served = bot.serve(stop).await;
    reloads.abort();
    served
}

/// Starts a bot, whose requests `handler` handles: opens the store, calls `getMe` and
/// prepares polling or the webhook.
pub async fn begin(
    assistant: Arc<Assistant>,
    serving: &Serving,
    api: Api,
    handler: Handler,
) -> Result<Bot, ServeError> {
    let pages = OpenPages::bind(serving).await?;
    let watched = Watched::default();
    let listener = monitor::open(serving.monitor).await?;
    let monitor = listener.map(|it| tokio::spawn(monitor::serve(it, Arc::clone(&watched))));
    let store = Arc::new(open(serving).await?);
    let me: Me = api.call(&GetMe::new(), Patience::Long).await.map_err(ServeError::Begin)?;
    if me.user.username.is_none() {
        return Err(ServeError::Nameless);
    }
    let limits = Limits::new(serving.access.clone(), serving.limits);
    limits.access.read(&*store.chats).await?;
    let inbox = Arc::clone(&store.inbox);
    let administration = Administration::new(serving.admins.clone());
    let context = Context::new(assistant, store, api.clone(), me, serving, limits, administration);
    let (n_open, n_dead_letters) = inbox.resume().await?;
    if n_open + n_dead_letters > 0 {
        tracing::warn!("resuming {n_open} open updates; {n_dead_letters} became dead letters");
        context.metrics.put_aside.inc_by(n_dead_letters as u64);
    }
    let arrivals = Arc::new(Arrivals::new(&serving.updates));
    let receiver = Receiver::new(inbox, Arc::clone(&arrivals), Arc::clone(&context.metrics));
    let source = Source::open(serving, api, receiver).await?;
    tracing::info!(bot.username = context.username(), "ready as @{}", context.username());
    let contexts = Arc::new(ContextCell::new(context));
    let dispatcher = Arc::new(Dispatcher::new(Arc::clone(&contexts), handler));
    let queues = ChatQueues::new(move |(job, request)| {
        let dispatcher = Arc::clone(&dispatcher);
        async move { dispatcher.run(job, request).await }.boxed()
    });
    _ = watched.set(Arc::clone(&contexts));
    let pages = pages.serve(&contexts);
    Ok(Bot { contexts, queues, source, arrivals, monitor, pages })
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
    /// Serves until `stop` is ready, then finishes open updates.
    pub async fn serve(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let Self { contexts, queues, mut source, arrivals, monitor, pages } = self;
        // Not the context, whose library a reload may replace.
        let inbox = Arc::clone(&contexts.current().store.inbox);
        let menus = tokio::spawn(menus::set(contexts.current()));
        let mut pump = tokio::spawn(pump(Arc::clone(&contexts), queues, arrivals));
        let served = tokio::select! {
            error = source.run() => Err(ServeError::GoOn(error)),
            ended = &mut pump => {
                tracing::error!("dispatcher task ended: {ended:?}");
                Err(ServeError::Stuck)
            }
            () = stop => Ok(()),
        };
        menus.abort();
        let poller = source.close().await;
        // Other processes handle the updates that wait here.
        let left = timeout(LEAVE_TIMEOUT, inbox.leave()).await;
        left.ok().and_then(|it| contexts.current().kept(it));
        // Telegram may forget durable updates, answered or not.
        let confirmed = async {
            if let Some(poller) = poller.as_ref().filter(|_| inbox.is_durable()) {
                poller.confirm().await;
            }
        };
        let (is_drained, (), ()) = tokio::join!(drain(&*inbox), confirmed, pages.close());
        pump.abort();
        inbox.flush().await;
        if let Some(poller) = poller.filter(|_| is_drained && !inbox.is_durable()) {
            poller.confirm().await;
        }
        if let Some(monitor) = monitor {
            monitor.abort();
        }
        tracing::info!("stopped");
        served
    }
}

impl Source {
    async fn open(serving: &Serving, api: Api, receiver: Receiver) -> Result<Self, ServeError> {
        Ok(match &serving.updates {
            config::UpdateSource::Polling => {
                let poller = Poller::new(api, receiver);
                poller.delete_webhook().await.map_err(ServeError::Begin)?;
                Self::Polling(poller)
            }
            config::UpdateSource::Webhook(webhook) => {
                let token = serving.token.as_ref().ok_or(ServeError::NoToken)?;
                let server = WebhookServer::listen(webhook, token, api, receiver)?;
                server.set().await.map_err(ServeError::Begin)?;
                Self::Webhook(server)
            }
        })
    }

    /// Receives updates until that fails for good.
    async fn run(&mut self) -> CallError {
        match self {
            Self::Polling(it) => it.run().await,
            Self::Webhook(it) => it.run().await,
        }
    }

    /// Receives no more; returns the poller, which has updates to confirm.
    async fn close(self) -> Option<Poller> {
        match self {
            Self::Polling(poller) => Some(poller),
            Self::Webhook(server) => {
                server.close().await;
                None
            }
        }
    }
}

/// Waits for open updates; whether all were finished in time.
async fn drain(inbox: &dyn Inbox) -> bool {
    let n_open = || inbox.depth().n_open;
    tracing::info!("stopping; {} updates are open", n_open());
    let drained = async {
        while n_open() > 0 {
            sleep(DRAIN_POLL).await;
        }
    };
    let is_drained = timeout(DRAIN_TIMEOUT, drained).await.is_ok();
    if !is_drained {
        tracing::warn!("{} updates stay open until the next start", n_open());
    }
    is_drained
}
