//! Updates: receives them, filters and limits them, queues them by chat and calls
//! their handlers.

pub(crate) mod access;
pub(crate) mod chat_queue;
pub(crate) mod dispatch;
pub(crate) mod filter;
pub(crate) mod fuzzing;
pub(crate) mod job;
pub(crate) mod limits;
pub(crate) mod message;
pub(crate) mod parse;
pub(crate) mod polling;
pub(crate) mod rate_limit;
pub(crate) mod receive;
pub(crate) mod request;
pub(crate) mod tree;
pub(crate) mod webhook;
