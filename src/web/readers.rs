//! The language and the document that a reader chose in the bot, for the page that Telegram opens.
//!
//! The page sends its launch data once, in the header `Authorization: tma DATA`. Nothing of it is kept or logged, and
//! nothing is told to whom Telegram does not vouch for.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    corpus::Library,
    store::{ChatKey, ChatStore, StoreError},
    text::Locale,
};

use super::{
    launch::{LaunchKey, Untrusted},
    response::Response,
};

/// The scheme of the header.
const SCHEME: &str = "tma ";

/// The readers of a bot.
#[derive(Clone)]
pub struct Readers {
    key: LaunchKey,
    chats: Arc<dyn ChatStore>,
    /// The time in seconds of Unix time.
    now: fn() -> i64,
}

/// What a reader chose; `null` for what they did not.
#[derive(Serialize)]
struct Chosen<'a> {
    language: Option<&'static str>,
    document: Option<&'a str>,
}

/// Why a reader is told nothing.
#[derive(Debug, thiserror::Error)]
enum Untold {
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    #[error("cannot read the settings")]
    Store(#[from] StoreError),
}

impl Readers {
    /// The readers whose settings a store has, of the bot with a key.
    pub fn new(key: LaunchKey, chats: Arc<dyn ChatStore>, now: fn() -> i64) -> Self {
        Self { key, chats, now }
    }

    /// Answers a page by the value of its header.
    pub(super) async fn answer(&self, header: &str, library: &Library) -> Response {
        match self.chosen(header, library).await {
            Ok(chosen) => Response::json(200, &chosen),
            Err(Untold::Untrusted(error)) => Response::problem(401, &error.to_string()),
            Err(Untold::Store(error)) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "cannot read settings for a page"
                );
                Response::problem(503, "cannot read the settings")
            }
        }
    }

    async fn chosen<'a>(&self, header: &str, library: &'a Library) -> Result<Chosen<'a>, Untold> {
        let data = header.strip_prefix(SCHEME).ok_or(Untrusted::Malformed)?;
        // A private chat has the number of its user.
        let user = ChatKey(self.key.user(data, (self.now)())?);
        let settings = self.chats.settings(user).await?;
        let document = settings.document.and_then(|it| it.find(library));
        Ok(Chosen {
            language: settings.language.map(Locale::tag),
            document: document.and_then(|it| library.agreement(it)).map(|it| it.id.as_str()),
        })
    }
}
