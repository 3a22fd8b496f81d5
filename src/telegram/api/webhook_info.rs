//! The webhook as Telegram knows it. teloxide's type has no room for kinds of updates that
//! another program asked for and that are newer.

use serde::Deserialize;
use serde_json::json;

use super::{Api, CallError, Patience};

/// The state of the webhook.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WebhookInfo {
    /// Empty if there is none.
    url: String,
    pub(crate) pending_update_count: u32,
    /// Seconds of Unix time.
    pub(crate) last_error_date: Option<i64>,
    pub(crate) last_error_message: Option<String>,
    pub(crate) allowed_updates: Option<Vec<String>>,
}

impl WebhookInfo {
    /// The address; `None` if there is no webhook.
    pub(crate) fn url(&self) -> Option<&str> {
        Some(self.url.as_str()).filter(|it| !it.is_empty())
    }
}

impl Api {
    /// Asks for the state of the webhook.
    pub(crate) async fn webhook_info(&self, patience: Patience) -> Result<WebhookInfo, CallError> {
        self.method("getWebhookInfo", &json!({}), patience).await
    }
}
