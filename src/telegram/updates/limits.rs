//! Access control, rate limit, bursts and send limit together.

use governor::clock::DefaultClock;

use crate::{config, telegram::api::send_limit::SendLimit};

use super::{bursts::Bursts, rate_limit::RateLimit};

/// The limits of a running bot.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) access: config::AccessLists,
    /// The questions a minute that are answered.
    pub(crate) rate: RateLimit,
    /// Messages without a text, which get one hint together.
    pub(crate) bursts: Bursts,
    /// The messages a minute that are sent to a group.
    pub(crate) send: SendLimit,
}

impl Limits {
    /// Limits as they are configured.
    pub(crate) fn new(access: config::AccessLists, rate: config::Limits) -> Self {
        let rate = RateLimit::new(rate.per_user, rate.per_chat, &DefaultClock::default());
        Self { access, rate, bursts: Bursts::default(), send: SendLimit::default() }
    }
}
