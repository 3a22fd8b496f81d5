//! The pages in a browser beside the bot, of the library as it is after each reload.
//!
//! A program without the feature `web` has none, and does not start where they are wanted.

#[cfg(feature = "web")]
mod built {
    use std::sync::Arc;

    use tokio::net::TcpListener;

    use crate::{
        config::{Pages, Serving},
        telegram::{chat::context::ContextCell, ops::clock::now_ms},
        web::{self, LaunchKey, PageServer, Readers, ServeError},
    };

    /// The pages cannot be served.
    pub(crate) type PagesError = ServeError;

    /// Threads for pages, beside those for the answers of the bot.
    pub(crate) const THREADS: usize = web::MAX_AT_ONCE;

    /// The place of the pages, before the bot has started.
    pub(crate) struct OpenPages(Option<(Pages, TcpListener, Option<LaunchKey>)>);

    /// The pages that are served, if they are wanted.
    pub(crate) struct RunningPages(Option<PageServer>);

    impl OpenPages {
        /// Binds the address, if there is one.
        pub(crate) async fn bind(serving: &Serving) -> Result<Self, PagesError> {
            let Some(pages) = serving.pages() else { return Ok(Self(None)) };
            let listener = web::listen(pages.listen).await?;
            let key = serving.token.as_ref().and_then(LaunchKey::new);
            Ok(Self(Some((pages, listener, key))))
        }

        /// Begins to serve.
        pub(crate) fn serve(self, contexts: &Arc<ContextCell>) -> RunningPages {
            RunningPages(self.0.map(|(pages, listener, key)| {
                let contexts = Arc::clone(contexts);
                let chats = Arc::clone(&contexts.current().store.chats);
                let readers = key.map(|key| Readers::new(key, chats, || now_ms() / 1000));
                let current = move || Arc::clone(&contexts.current().assistant);
                let server = PageServer::start(listener, pages, current, readers);
                tracing::info!("pages at http://{}/", server.address());
                server
            }))
        }
    }

    impl RunningPages {
        /// Accepts no more requests, and finishes those under way.
        pub(crate) async fn close(self) {
            if let Some(server) = self.0 {
                server.close().await;
            }
        }
    }
}

#[cfg(not(feature = "web"))]
mod left_out {
    use std::{future::ready, sync::Arc};

    use crate::{config::Serving, telegram::chat::context::ContextCell};

    /// The pages are not in this program.
    #[derive(Debug, thiserror::Error)]
    #[error("no pages in this program: leave `--web` out, or build with `--features web`")]
    pub struct PagesError;

    /// There are no pages.
    pub(crate) const THREADS: usize = 0;

    /// No pages, before the bot has started.
    pub(crate) struct OpenPages;

    /// No pages.
    pub(crate) struct RunningPages;

    impl OpenPages {
        /// Refuses to begin where pages are wanted.
        pub(crate) async fn bind(serving: &Serving) -> Result<Self, PagesError> {
            ready(if serving.web.is_some() { Err(PagesError) } else { Ok(Self) }).await
        }

        /// Serves nothing.
        pub(crate) fn serve(self, _: &Arc<ContextCell>) -> RunningPages {
            RunningPages
        }
    }

    impl RunningPages {
        /// Is ready at once.
        pub(crate) async fn close(self) {
            ready(()).await;
        }
    }
}

#[cfg(feature = "web")]
pub(crate) use built::{OpenPages, PagesError, RunningPages, THREADS};
#[cfg(not(feature = "web"))]
pub(crate) use left_out::{OpenPages, PagesError, RunningPages, THREADS};
