//! The signals of the process. Each is kept from [`Signals::take`] or [`stop`] on until somebody waits for it.

use std::{future::Future, io, pin::Pin};

/// Is ready after SIGTERM or SIGINT; on other systems than Unix, after Ctrl-C.
pub(crate) type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The signals that the bot takes.
pub(crate) struct Signals {
    pub(crate) stop: Stop,
    pub(crate) hangup: Hangup,
}

#[cfg(unix)]
mod unix {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::{Signals, Stop, io};

    /// SIGHUP.
    pub(crate) struct Hangup(Signal);

    impl Hangup {
        /// Waits for the next one.
        pub(crate) async fn next(&mut self) {
            if self.0.recv().await.is_none() {
                std::future::pending::<()>().await;
            }
        }
    }

    impl Signals {
        /// Takes the signals of the process; within a runtime.
        pub(crate) fn take() -> io::Result<Self> {
            // SIGXFSZ: a file that reached its size limit is no reason to die.
            #[cfg(target_os = "linux")]
            let _too_large = signal(SignalKind::from_raw(25))?;
            Ok(Self { stop: stop()?, hangup: Hangup(signal(SignalKind::hangup())?) })
        }
    }

    /// Takes SIGTERM and SIGINT; within a runtime.
    pub(crate) fn stop() -> io::Result<Stop> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        Ok(Box::pin(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }))
    }
}

/// Other systems have only Ctrl-C.
#[cfg(not(unix))]
mod other {
    use super::{Signals, Stop, io};

    /// A signal that never comes.
    pub(crate) struct Hangup;

    impl Hangup {
        /// Waits for ever.
        pub(crate) async fn next(&mut self) {
            std::future::pending::<()>().await;
        }
    }

    impl Signals {
        /// Takes Ctrl-C; within a runtime.
        pub(crate) fn take() -> io::Result<Self> {
            Ok(Self { stop: stop()?, hangup: Hangup })
        }
    }

    /// Takes Ctrl-C; within a runtime.
    #[expect(clippy::unnecessary_wraps, reason = "taking signals fails on Unix only")]
    pub(crate) fn stop() -> io::Result<Stop> {
        Ok(Box::pin(async { _ = tokio::signal::ctrl_c().await }))
    }
}

#[cfg(not(unix))]
pub(crate) use other::Hangup;
#[cfg(all(not(unix), any(feature = "mcp", feature = "web")))]
pub(crate) use other::stop;
#[cfg(unix)]
pub(crate) use unix::Hangup;
#[cfg(all(unix, any(feature = "mcp", feature = "web")))]
pub(crate) use unix::stop;
