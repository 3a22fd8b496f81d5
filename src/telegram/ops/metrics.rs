//! What the bot counts of itself, for Prometheus.
//!
//! No label has a word of a question, a name or the number of a chat: each has a
//! few values that are known before.

use std::{sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

use crate::telegram::{
    api::CallCounts,
    updates::receive::{KINDS, UNKNOWN},
};

/// Upper bounds of the times from an update to its answer, in seconds.
const BUCKETS: [f64; 16] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 600.0,
];

/// What is counted of updates.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct UpdateLabels {
    kind: &'static str,
}

/// What is counted of answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    kind: &'static str,
    locale: &'static str,
}

/// What is counted of what is not answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RefusalLabels {
    reason: &'static str,
}

/// How something ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

impl OutcomeLabels {
    fn of(is_done: bool) -> Self {
        Self { outcome: if is_done { "done" } else { "failed" } }
    }
}

/// Why an update is not answered that could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// It came again.
    Expired,
    /// Too many wait in its chat.
    Crowded,
    /// Its chat or its sender is not on the list, or is on the other one.
    NotAdmitted,
    /// Somebody asks too fast.
    TooFast,
}

impl Refusal {
    const ALL: [Self; 4] = [Self::Expired, Self::Crowded, Self::NotAdmitted, Self::TooFast];

    fn label(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Crowded => "crowded",
            Self::NotAdmitted => "not_admitted",
            Self::TooFast => "too_fast",
        }
    }
}

/// The counters.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    updates: Family<UpdateLabels, Counter>,
    answers: Family<AnswerLabels, Counter>,
    refusals: Family<RefusalLabels, Counter>,
    latency: Histogram,
    panics: Counter,
    failures: Counter,
    put_aside: Counter,
    reloads: Family<OutcomeLabels, Counter>,
    /// What is looked up when somebody asks.
    pub(crate) gauges: Gauges,
}

/// What has a value now, and is not counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gauges {
    pub(crate) inbox_depth: Gauge,
    pub(crate) inbox_age: Gauge<f64, AtomicU64>,
    pub(crate) inbox_in_memory: Gauge,
    pub(crate) late: Gauge,
    pub(crate) documents: Gauge,
    pub(crate) clauses: Gauge,
    pub(crate) memory: Gauge,
}

impl Metrics {
    /// Counters at zero, with those of the calls.
    pub fn new(calls: &CallCounts) -> Self {
        let mut registry = Registry::with_prefix("clausebot");
        let it = &mut registry;
        let updates = Family::default();
        it.register("updates", "Updates that came, by kind", updates.clone());
        let answers = Family::default();
        it.register("answers", "Questions that were answered, by kind and locale", answers.clone());
        let refusals = Family::default();
        it.register("refusals", "Updates that are not answered, by reason", refusals.clone());
        let latency = Histogram::new(BUCKETS);
        let help = "Time from an update to the first message of its answer";
        it.register_with_unit("answer", help, Unit::Seconds, latency.clone());
        let panics = Counter::default();
        it.register("panics", "Panics of handlers", panics.clone());
        let failures = Counter::default();
        it.register("failures", "Tries to handle an update that failed", failures.clone());
        let put_aside = Counter::default();
        let help = "Updates that were put aside after three tries";
        it.register("put_aside", help, put_aside.clone());
        let reloads = Family::default();
        it.register("reloads", "Reloads of the library, by outcome", reloads.clone());
        it.register("calls", "Calls of the Bot API", calls.all.clone());
        it.register("retries", "Calls that were made again", calls.retries.clone());
        it.register("floods", "Answers 429 of the Bot API", calls.floods.clone());
        let help = "Calls that the Bot API failed at, or that did not reach it";
        it.register("call_failures", help, calls.failures.clone());
        let gauges = Gauges::default();
        gauges.register(it);
        // What has not happened is zero, and not missing: the first time is a rise.
        for kind in KINDS.into_iter().chain([UNKNOWN]) {
            drop(updates.get_or_create(&UpdateLabels { kind }));
        }
        for reason in Refusal::ALL {
            drop(refusals.get_or_create(&RefusalLabels { reason: reason.label() }));
        }
        for is_done in [true, false] {
            drop(reloads.get_or_create(&OutcomeLabels::of(is_done)));
        }
        Self {
            registry,
            updates,
            answers,
            refusals,
            latency,
            panics,
            failures,
            put_aside,
            reloads,
            gauges,
        }
    }

    /// An update came.
    pub(crate) fn update(&self, kind: &'static str) {
        self.updates.get_or_create(&UpdateLabels { kind }).inc();
    }

    /// A question was answered.
    pub(crate) fn answer(&self, kind: &'static str, locale: &'static str) {
        self.answers.get_or_create(&AnswerLabels { kind, locale }).inc();
    }

    /// An update is not answered.
    pub(crate) fn refuse(&self, reason: Refusal) {
        self.refusals.get_or_create(&RefusalLabels { reason: reason.label() }).inc();
    }

    /// The first message of an answer was sent, so long after its update.
    pub(crate) fn sent(&self, after: Duration) {
        self.latency.observe(after.as_secs_f64());
    }

    /// A handler panicked.
    pub(crate) fn panicked(&self) {
        self.panics.inc();
    }

    /// A try failed.
    pub(crate) fn failed(&self) {
        self.failures.inc();
    }

    /// Updates were put aside.
    pub(crate) fn put_aside(&self, n: usize) {
        self.put_aside.inc_by(n as u64);
    }

    /// The library was read again, or could not be.
    pub(crate) fn reloaded(&self, is_done: bool) {
        self.reloads.get_or_create(&OutcomeLabels::of(is_done)).inc();
    }

    /// All of it in the text format of `OpenMetrics`.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        _ = encode(&mut text, &self.registry);
        text
    }
}

impl Gauges {
    fn register(&self, registry: &mut Registry) {
        registry.register("inbox_depth", "Updates that are open", self.inbox_depth.clone());
        let help = "Age of the oldest update that is open";
        registry.register_with_unit("inbox_age", help, Unit::Seconds, self.inbox_age.clone());
        let help = "1 while updates are kept in memory only, since the store takes none";
        registry.register("inbox_in_memory", help, self.inbox_in_memory.clone());
        let help = "Answers that wait for Telegram beside their chats";
        registry.register("late_answers", help, self.late.clone());
        registry.register("index_documents", "Documents in the index", self.documents.clone());
        registry.register("index_clauses", "Clauses in the index", self.clauses.clone());
        let help = "Memory of the process that is in RAM";
        registry.register_with_unit("memory", help, Unit::Bytes, self.memory.clone());
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
