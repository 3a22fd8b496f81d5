//! Reloads the library when its files change, and on SIGHUP.
//!
//! What always holds: questions are answered from the library of before until the new one is ready; a document that is
//! broken changes nothing but the report, in the log, in the metrics and to the administrators.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use teloxide::types::ChatId;
use tokio::{task::spawn_blocking, time::sleep};

use crate::{
    assistant::{
        Broken, Changed, Fault, LibraryFolder, Look, OpenError, Opened, Progress, Storage, Urgency,
    },
    render::problem_line,
    signal::Hangup,
    store::ChatKey,
    telegram::{
        api::{Patience, messages::NewMessage},
        chat::{
            context::{Context, ContextCell},
            page::Page,
        },
        ops::menus,
    },
    text::Locale,
    wording::{Catalog, Phrase},
};

/// The time between two looks at the files.
const INTERVAL: Duration = Duration::from_secs(2);

/// How many times as long as a look the time to the next is at least, so that ten thousand documents, or a slow network,
/// take little of a core.
const REST: u32 = 30;

/// The time between two lines of the log that say how far the work is.
const PROGRESS: Duration = Duration::from_secs(3);

/// Problems of a document that a report lists.
const MAX_PROBLEMS: usize = 5;

/// Keeps the library as its files are, for ever.
pub(crate) struct Reloader {
    pub(crate) contexts: Arc<ContextCell>,
    /// `None` for the shipped library, which never changes.
    pub(crate) folder: Option<LibraryFolder>,
}

/// A report to the administrators, without its wording.
enum Report {
    Broken(Broken),
    Gone,
    Failed,
}

impl Reloader {
    /// Looks at the files every two seconds, and at each signal.
    pub(crate) async fn run(mut self, mut hangup: Hangup) {
        let Some(folder) = self.folder.take() else {
            loop {
                hangup.next().await;
                tracing::info!("the shipped library does not change");
                self.contexts.current().metrics.reloaded(true);
            }
        };
        let folder = Arc::new(Mutex::new(folder));
        let mut took = Duration::ZERO;
        loop {
            let urgency = tokio::select! {
                () = sleep(INTERVAL.max(took * REST)) => Urgency::Quiet,
                () = hangup.next() => Urgency::Now,
            };
            let start = Instant::now();
            let folder = Arc::clone(&folder);
            let looked = spawn_blocking(move || {
                // A look that panicked has changed nothing.
                let mut folder = folder.lock().unwrap_or_else(PoisonError::into_inner);
                folder.look(urgency, &progress())
            });
            let looked = looked.await;
            let is_scan = matches!(looked, Ok(Ok(Look::Unchanged | Look::Waiting)));
            took = if is_scan { start.elapsed() } else { Duration::ZERO };
            match looked {
                Ok(looked) => self.looked(looked, urgency, start).await,
                Err(error) => {
                    tracing::error!(%error, "reading the library panicked; the one of before stays");
                    self.contexts.current().metrics.reloaded(false);
                }
            }
        }
    }

    async fn looked(&self, looked: Result<Look, OpenError>, urgency: Urgency, start: Instant) {
        let metrics = Arc::clone(&self.contexts.current().metrics);
        match looked {
            Ok(Look::Unchanged) if urgency == Urgency::Now => {
                metrics.reloaded(true);
                tracing::info!("the library has not changed");
            }
            Ok(Look::Unchanged | Look::Waiting) => {}
            Ok(Look::Changed(changed)) => self.changed(*changed, start).await,
            Ok(Look::Gone(error)) => {
                metrics.reloaded(false);
                log("the library is gone; the one of before stays", &error);
                self.report(vec![Report::Gone]).await;
            }
            Err(error) => {
                metrics.reloaded(false);
                log("cannot reload the library; the one of before stays", &error);
                self.report(vec![Report::Failed]).await;
            }
        }
    }

    async fn changed(&self, changed: Changed, start: Instant) {
        let Changed { opened, n_changed, n_removed, broken } = changed;
        let metrics = Arc::clone(&self.contexts.current().metrics);
        metrics.reload_broken(broken.len());
        let folders = broken.iter().map(|it| it.folder.clone()).collect();
        let n_problems = opened.as_ref().map(|it| it.n_problems);
        self.contexts.current().administration.reloaded(n_problems, folders);
        if !broken.is_empty() {
            metrics.reloaded(false);
        }
        for it in &broken {
            let catalog = Catalog::new(Locale::En);
            let (folder, stays) = (&it.folder, it.stays);
            let reason = reasons(it, &catalog).join("; ");
            tracing::error!(document.folder = %folder, stays, "cannot use `{folder}`: {reason}");
        }
        if let Some(opened) = opened {
            let n_before = self.contexts.current().assistant.library().agreements.len();
            let took = start.elapsed();
            metrics.reloaded(true);
            metrics.reload_took(took);
            let n_documents = opened.assistant.library().agreements.len();
            let took_ms = took.as_millis();
            log_opened(&opened);
            self.contexts.replace_library(Arc::new(opened.assistant));
            tracing::info!(n_changed, n_removed, n_documents, took_ms, "library reloaded");
            // One document needs no menu to choose from.
            if (n_before > 1) != (n_documents > 1) {
                tokio::spawn(menus::set(self.contexts.current()));
            }
        }
        self.report(broken.into_iter().map(Report::Broken).collect()).await;
    }

    /// Tells the administrators; a report that cannot be delivered is in the log.
    async fn report(&self, reports: Vec<Report>) {
        let context = self.contexts.current();
        for admin in context.administration.ids() {
            let settings = context.settings(Some(ChatKey(admin))).await;
            let locale = settings.language.unwrap_or(Locale::En);
            for report in &reports {
                let text = report.text(context.assistant.catalog(locale));
                send(&context, admin, &text).await;
            }
        }
    }
}

fn log(what: &'static str, error: &OpenError) {
    let error = error as &dyn std::error::Error;
    tracing::error!(error, "{what}");
}

async fn send(context: &Context, admin: i64, text: &str) {
    let page = Page::plain(text);
    let Some(text) = page.messages.first() else { return };
    let chat = ChatId(admin);
    let message = NewMessage::new(chat, text, &[]);
    if let Err(error) = context.api.send(&message, Patience::Brief).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, chat.id = admin, "cannot tell an administrator");
    }
}

impl Report {
    fn text(&self, catalog: &Catalog) -> String {
        match self {
            Self::Gone => catalog.say(&Phrase::ReloadGone),
            Self::Failed => catalog.say(&Phrase::ReloadFailed),
            Self::Broken(broken) => {
                let document = &broken.folder;
                let first = catalog.say(&if broken.stays {
                    Phrase::ReloadBroken { document }
                } else {
                    Phrase::ReloadBrokenNew { document }
                });
                [vec![first], reasons(broken, catalog)].concat().join("\n")
            }
        }
    }
}

/// The reasons that a document cannot be used, each a sentence.
fn reasons(broken: &Broken, catalog: &Catalog) -> Vec<String> {
    match &broken.fault {
        Fault::Problems(problems) => {
            problems.iter().take(MAX_PROBLEMS).map(|it| problem_line(it, catalog)).collect()
        }
        Fault::NoClause => vec![catalog.say(&Phrase::ProblemNoClause)],
        Fault::Cut(language) => {
            vec![catalog.say(&Phrase::ReloadCut { file: &format!("{}.txt", language.code()) })]
        }
        Fault::RepeatedId(id) => vec![catalog.say(&Phrase::ProblemRepeatedDocument { id })],
    }
}

/// Logs where the index of a library is, if it is large.
pub(crate) fn log_opened(opened: &Opened) {
    match &opened.storage {
        Storage::Memory => {}
        Storage::Found(path) => tracing::info!("index found at `{}`", path.display()),
        Storage::Written(path) => tracing::info!("index written to `{}`", path.display()),
        Storage::Refused(path, error) => tracing::warn!(
            %error,
            "cannot write the index to `{}`, so it is in memory; `--index-dir DIR` names another folder",
            path.display()
        ),
    }
    if opened.n_problems > 0 {
        let n_problems = opened.n_problems;
        tracing::warn!(n_problems, "the library has problems: see `clausebot check`");
    }
}

/// Logs how far the work is, every few seconds.
pub(crate) fn progress() -> impl Fn(Progress) {
    let last = Mutex::new(Instant::now());
    move |progress| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() < PROGRESS {
            return;
        }
        *last = Instant::now();
        match progress {
            Progress::Read(n, of) => tracing::info!("reading documents: {n} of {of}"),
            Progress::Indexed(n, of) => tracing::info!("indexing clauses: {n} of {of}"),
        }
    }
}
