//! Access control, rate limit, bursts and send limit together.

use governor::clock::DefaultClock;
use teloxide::types::ChatId;

use crate::{config, store::Recent, telegram::api::send_limit::SendLimit};

use super::{access::AccessControl, bursts::Bursts, rate_limit::RateLimit};

/// The limits of a running bot.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) access: AccessControl,
    /// The questions a minute that are answered.
    pub(crate) rate: RateLimit,
    /// Messages without a text, which get one hint together.
    pub(crate) bursts: Bursts,
    /// Thanks, which get one reaction together.
    pub(crate) thanks: Bursts,
    /// Chats in which Telegram refuses reactions.
    pub(crate) no_reactions: Recent<ChatId>,
    /// The messages a minute that are sent to a group.
    pub(crate) send: SendLimit,
}

impl Limits {
    /// Limits as they are configured.
    pub(crate) fn new(access: config::AccessLists, rate: config::Limits) -> Self {
        let rate = RateLimit::new(rate.per_user, rate.per_chat, &DefaultClock::default());
        let access = AccessControl::new(access);
        Self {
            access,
            rate,
            bursts: Bursts::default(),
            thanks: Bursts::default(),
            no_reactions: Recent::default(),
            send: SendLimit::default(),
        }
    }
}
