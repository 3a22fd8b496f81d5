//! Metrics for Prometheus.
//!
//! Labels have a few fixed values: no word of a question, no name, no id of a chat.

use std::{sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Metric, Registry, Unit},
};

use crate::telegram::{
    api::CallCounts,
    ops::clock::now_ms,
    updates::kinds::{KINDS, UNKNOWN},
};

/// Upper bounds of the times from an update to its answer, in seconds.
const BUCKETS: [f64; 16] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 600.0,
];

/// A counter for each combination of `N` labels.
type Counters<const N: usize> = Family<[(&'static str, &'static str); N], Counter>;

/// The reason to refuse an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Refusal {
    /// It waited while the bot was away, and its sender has newer ones.
    Backlog,
    Expired,
    /// The queue of its chat is full.
    Crowded,
    /// Its chat or its sender has no access.
    NotAdmitted,
    /// Its sender has too many open updates.
    NotStored,
    /// Its sender exceeds the rate limit.
    TooFast,
}

impl Refusal {
    const ALL: [Self; 6] = [
        Self::Backlog,
        Self::Expired,
        Self::Crowded,
        Self::NotAdmitted,
        Self::NotStored,
        Self::TooFast,
    ];

    fn label(self) -> [(&'static str, &'static str); 1] {
        let reason = match self {
            Self::Backlog => "backlog",
            Self::Expired => "expired",
            Self::Crowded => "crowded",
            Self::NotAdmitted => "not_admitted",
            Self::NotStored => "not_stored",
            Self::TooFast => "too_fast",
        };
        [("reason", reason)]
    }
}

/// The metrics of the bot.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    updates: Counters<1>,
    answers: Counters<2>,
    /// The sum of `answers`, which is no metric of its own.
    n_answers: Counter,
    refusals: Counters<1>,
    latency: Histogram,
    /// Updates that teloxide's types cannot read.
    pub(crate) unread: Counter,
    /// Answers that could not be delivered.
    pub(crate) undelivered: Counter,
    /// Reactions to thanks that Telegram refused.
    pub(crate) unreacted: Counter,
    pub(crate) panics: Counter,
    pub(crate) failures: Counter,
    pub(crate) put_aside: Counter,
    reloads: Counters<1>,
    reload_broken: Counter,
    /// Values that are read when a scrape comes.
    pub(crate) gauges: Gauges,
}

/// Values that are read when a scrape comes.
#[derive(Clone, Debug)]
pub(crate) struct Gauges {
    pub(crate) inbox_depth: Gauge,
    pub(crate) inbox_age: Gauge<f64, AtomicU64>,
    pub(crate) inbox_in_memory: Gauge,
    pub(crate) late: Gauge,
    pub(crate) documents: Gauge,
    pub(crate) clauses: Gauge,
    pub(crate) memory: Gauge,
    pub(crate) reload: Gauge<f64, AtomicU64>,
    pub(crate) reload_at: Gauge,
}

/// Registers a metric with a help text.
fn register<M: Metric + Clone>(all: &mut Registry, name: &str, help: &str, metric: M) -> M {
    all.register(name, help, metric.clone());
    metric
}

/// Registers a metric with a unit.
fn measure<M: Metric + Clone>(
    all: &mut Registry,
    name: &str,
    help: &str,
    unit: Unit,
    metric: M,
) -> M {
    all.register_with_unit(name, help, unit, metric.clone());
    metric
}

impl Metrics {
    /// Metrics at zero, with those of the calls.
    pub(crate) fn new(calls: &CallCounts) -> Self {
        let mut registry = Registry::with_prefix("clausebot");
        let all = &mut registry;
        let updates = register(all, "updates", "Updates received, by kind", Counters::default());
        let help = "Questions answered, by kind and locale";
        let answers = register(all, "answers", help, Counters::default());
        let help = "Updates refused, by reason";
        let refusals = register(all, "refusals", help, Counters::default());
        let help = "Time from an update to the first message of its answer";
        let latency = measure(all, "answer", help, Unit::Seconds, Histogram::new(BUCKETS));
        let help = "Updates with a field that teloxide cannot read; they are read without it";
        let unread = register(all, "unread_updates", help, Counter::default());
        let help = "Answers that Telegram refused";
        let undelivered = register(all, "undelivered", help, Counter::default());
        let help = "Reactions to thanks that Telegram refused";
        let unreacted = register(all, "refused_reactions", help, Counter::default());
        let panics = register(all, "panics", "Panics of handlers", Counter::default());
        let failures = register(all, "failures", "Failed attempts of handlers", Counter::default());
        let help = "Updates that became dead letters";
        let put_aside = register(all, "put_aside", help, Counter::default());
        let help = "Reloads of the library, by outcome";
        let reloads = register(all, "reloads", help, Counters::default());
        let help = "Changed documents that could not be used";
        let reload_broken = register(all, "reload_broken", help, Counter::default());
        register(all, "calls", "Calls of the Bot API", calls.all.clone());
        register(all, "retries", "Calls that were retried", calls.retries.clone());
        register(all, "floods", "Responses 429 of the Bot API", calls.floods.clone());
        register(all, "call_failures", "Failed calls of the Bot API", calls.failures.clone());
        let gauges = Gauges::register(all);
        // A counter that starts at zero shows its first increase.
        for kind in KINDS.into_iter().chain([UNKNOWN]) {
            drop(updates.get_or_create(&[("kind", kind)]));
        }
        for reason in Refusal::ALL {
            drop(refusals.get_or_create(&reason.label()));
        }
        for outcome in ["done", "failed"] {
            drop(reloads.get_or_create(&[("outcome", outcome)]));
        }
        Self {
            registry,
            updates,
            answers,
            n_answers: Counter::default(),
            refusals,
            latency,
            unread,
            undelivered,
            unreacted,
            panics,
            failures,
            put_aside,
            reloads,
            reload_broken,
            gauges,
        }
    }

    /// Counts a received update.
    pub(crate) fn update(&self, kind: &'static str) {
        self.updates.get_or_create(&[("kind", kind)]).inc();
    }

    /// Counts an answered question.
    pub(crate) fn answer(&self, kind: &'static str, locale: &'static str) {
        self.answers.get_or_create(&[("kind", kind), ("locale", locale)]).inc();
        self.n_answers.inc();
    }

    /// The questions answered since the start.
    pub(crate) fn n_answers(&self) -> usize {
        usize::try_from(self.n_answers.get()).unwrap_or(usize::MAX)
    }

    /// Counts a refused update.
    pub(crate) fn refuse(&self, reason: Refusal) {
        self.refusals.get_or_create(&reason.label()).inc();
    }

    /// Records the time from an update to the first message of its answer.
    pub(crate) fn sent(&self, latency: Duration) {
        self.latency.observe(latency.as_secs_f64());
    }

    /// Counts a reload of the library.
    pub(crate) fn reloaded(&self, is_done: bool) {
        let outcome = if is_done { "done" } else { "failed" };
        self.reloads.get_or_create(&[("outcome", outcome)]).inc();
    }

    /// Counts changed documents that could not be used.
    pub(crate) fn reload_broken(&self, n: usize) {
        self.reload_broken.inc_by(n as u64);
    }

    /// Records that a reload is done, and how long it took.
    pub(crate) fn reload_took(&self, took: Duration) {
        self.gauges.reload.set(took.as_secs_f64());
        self.gauges.reload_at.set(now_ms() / 1000);
    }

    /// Writes all metrics in the text format of `OpenMetrics`.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        _ = encode(&mut text, &self.registry);
        text
    }
}

impl Gauges {
    fn register(all: &mut Registry) -> Self {
        let inbox_depth = register(all, "inbox_depth", "Open updates", Gauge::default());
        let help = "Age of the oldest open update";
        let inbox_age = measure(all, "inbox_age", help, Unit::Seconds, Gauge::default());
        let help = "1 while the store fails and updates are in memory only";
        let inbox_in_memory = register(all, "inbox_in_memory", help, Gauge::default());
        let late = register(all, "late_answers", "Late answers", Gauge::default());
        let documents =
            register(all, "index_documents", "Documents in the index", Gauge::default());
        let clauses = register(all, "index_clauses", "Clauses in the index", Gauge::default());
        let memory = measure(all, "memory", "Resident memory", Unit::Bytes, Gauge::default());
        let help = "Time that the last reload of the library took";
        let reload = measure(all, "reload", help, Unit::Seconds, Gauge::default());
        let help = "Unix time of the last reload of the library";
        let reload_at = measure(all, "reload_last", help, Unit::Seconds, Gauge::default());
        Self {
            inbox_depth,
            inbox_age,
            inbox_in_memory,
            late,
            documents,
            clauses,
            memory,
            reload,
            reload_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_can_be_read() {
        let metrics = Metrics::new(&CallCounts::default());
        metrics.update("message");
        metrics.answer("clauses", "zh-Hant");
        metrics.sent(Duration::from_millis(3));
        metrics.gauges.inbox_depth.set(7);
        let text = metrics.text();
        for line in [
            "clausebot_updates_total{kind=\"message\"} 1",
            "clausebot_answers_total{kind=\"clauses\",locale=\"zh-Hant\"} 1",
            "clausebot_answer_seconds_bucket{le=\"0.005\"} 1",
            "clausebot_inbox_depth 7",
            "clausebot_panics_total 0",
            "clausebot_updates_total{kind=\"unknown\"} 0",
            "clausebot_refusals_total{reason=\"too_fast\"} 0",
            "clausebot_reloads_total{outcome=\"failed\"} 0",
        ] {
            assert!(text.lines().any(|it| it == line), "no {line} in {text}");
        }
    }
}
