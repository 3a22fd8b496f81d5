//! The signals of the process. Each is kept from [`Signals::take`] on until somebody waits for it.

use std::{future::Future, io, pin::Pin};

/// Is ready after SIGTERM or SIGINT.
pub(crate) type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The signals that the bot takes.
pub(crate) struct Signals {
    pub(crate) stop: Stop,
    pub(crate) hangup: Hangup,
}

#[cfg(unix)]
mod unix {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::{Signals, io};

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
            let mut terminate = signal(SignalKind::terminate())?;
            let mut interrupt = signal(SignalKind::interrupt())?;
            // SIGXFSZ: a file that reached its size limit is no reason to die.
            #[cfg(target_os = "linux")]
            let _too_large = signal(SignalKind::from_raw(25))?;
            let stop = Box::pin(async move {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
            });
            Ok(Self { stop, hangup: Hangup(signal(SignalKind::hangup())?) })
        }
    }
}

/// Other systems have only Ctrl-C.
#[cfg(not(unix))]
mod other {
    use super::{Signals, io};

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
            let stop = Box::pin(async { _ = tokio::signal::ctrl_c().await });
            Ok(Self { stop, hangup: Hangup })
        }
    }
}

#[cfg(not(unix))]
pub(crate) use other::Hangup;
#[cfg(unix)]
pub(crate) use unix::Hangup;
