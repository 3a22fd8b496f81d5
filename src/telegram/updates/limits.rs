//! What keeps the bot from being asked too much, and from sending too much.

use crate::config::{AccessLists, Limits};

use crate::telegram::{api::send_limit::Pace, updates::rate_limit::Floods};

/// Who is served, and how fast.
#[derive(Debug)]
pub struct Guards {
    /// Who is served.
    pub guests: AccessLists,
    /// How fast they may ask.
    pub floods: Floods,
    /// How fast groups are written to.
    pub pace: Pace,
}

impl Guards {
    /// Serves these guests, within these limits.
    pub fn new(guests: AccessLists, limits: Limits) -> Self {
        let floods = Floods::new(limits.per_user, limits.per_chat);
        Self { guests, floods, pace: Pace::default() }
    }
}

impl Default for Guards {
    /// Serves everybody, as fast as they ask.
    fn default() -> Self {
        Self::new(AccessLists::default(), Limits { per_user: None, per_chat: None })
    }
}
