//! Access control, rate limit and send limit together.

use crate::config;
use crate::telegram::api::send_limit::SendLimit;

use super::rate_limit::RateLimit;

/// The limits of a running bot.
#[derive(Debug)]
pub struct Limits {
    /// The chats and people who are answered.
    pub access: config::AccessLists,
    /// The questions a minute that are answered.
    pub rate: RateLimit,
    /// The messages a minute that are sent to a group.
    pub send: SendLimit,
}

impl Limits {
    /// Limits as they are configured.
    pub fn new(access: config::AccessLists, rate: config::Limits) -> Self {
        let rate = RateLimit::new(rate.per_user, rate.per_chat);
        Self { access, rate, send: SendLimit::default() }
    }
}
