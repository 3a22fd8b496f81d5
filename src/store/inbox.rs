//! Updates that have come and are not answered yet.
//!
//! ```text
//! Telegram ─▶ receive    written down; only then Telegram is told that it is taken
//!             next       to be handled: first what the last run left open
//!             done       crossed out, once its answer is sent
//!             put_aside  what fails or kills its handler three times
//! ```
//!
//! What kills the process leaves no word of it. So each update that was open when
//! a run ended is watched in the next run: its [`Trial`] is written down before its
//! answer is worked out, and struck once that is done ([`Trial`] has the steps).

/// An update, by the number that the messenger gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UpdateKey(pub i64);

/// An update that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its number.
    pub key: UpdateKey,
    /// It, as JSON.
    pub body: String,
}

/// An update that is to be handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its number.
    pub key: UpdateKey,
    /// It, as JSON.
    pub body: String,
    /// When it came, in milliseconds of Unix time.
    pub received_ms: i64,
    /// How it is handled.
    pub trial: Trial,
}

/// What is known of an update from the runs before.
///
/// | a run ends while it is open | in the next run it is |
/// |---|---|
/// | the first time | `Again` |
/// | the second time, before its answer was worked out | `Suspect`: alone with its like |
/// | the third time, while its answer was being worked out | put aside |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// It came in this run.
    Fresh,
    /// It was open when the last run ended.
    Again,
    /// Two runs have ended with it. It is handled when no other suspect is, so that
    /// a third end is known to be its fault.
    Suspect,
}

/// How much is in the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// Updates that are open.
    pub n_open: usize,
    /// When the oldest of them came, in milliseconds of Unix time.
    pub oldest_ms: Option<i64>,
    /// Whether all of them would outlive the process.
    pub safety: Safety,
}

/// Whether what is received outlives the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It does, and so it is meant.
    Kept,
    /// It is meant to, and it does not: the database takes nothing.
    Lost,
    /// It is not meant to.
    InMemory,
}

/// Runs that end with an update, or tries that fail, before it is put aside.
pub const MAX_TRIES: u32 = 3;

/// Updates that are kept after they were put aside; the oldest go first.
pub const MAX_ASIDE: usize = 100;
