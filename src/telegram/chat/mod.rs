//! Conversations: reads what a button or a command asks for, makes the page and
//! delivers it.

pub(crate) mod action;
pub(crate) mod clause_key;
pub(crate) mod command;
pub(crate) mod context;
pub(crate) mod deliver;
pub(crate) mod handlers;
pub(crate) mod page;
pub(crate) mod pressed;
pub(crate) mod reply_locale;
