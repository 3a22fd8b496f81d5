//! What keeps the bot from being asked too much, and from sending too much.

use std::num::NonZeroU32;

use super::{admission::Guests, flood::Floods, pace::Pace};

/// What keeps the bot from being asked too much, and from sending too much.
#[derive(Debug)]
pub struct Guards {
    /// Who is served.
    pub guests: Guests,
    /// How fast they may ask.
    pub floods: Floods,
    /// How fast groups are written to.
    pub pace: Pace,
}

impl Guards {
    /// Serves these guests, with limits of questions a minute for each person and
    /// for each group; `None` for no limit.
    pub fn new(guests: Guests, per_user: Option<NonZeroU32>, per_chat: Option<NonZeroU32>) -> Self {
        Self { guests, floods: Floods::new(per_user, per_chat), pace: Pace::default() }
    }
}

impl Default for Guards {
    /// Serves everybody, as fast as they ask.
    fn default() -> Self {
        Self::new(Guests::default(), None, None)
    }
}
