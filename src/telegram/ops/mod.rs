//! Operation: the log, metrics, health checks, the pages in a browser, the reload of the library.

pub(crate) mod administration;
pub(crate) mod clock;
pub(crate) mod doctor;
pub(crate) mod log;
pub(crate) mod menus;
pub(crate) mod metrics;
pub(crate) mod monitor;
pub(crate) mod pages;
pub(crate) mod reload;
