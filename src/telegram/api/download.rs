//! Downloads of files that somebody sent.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;
use teloxide::types::FileId;

use super::{ANSWER, Api, CallError, Patience, body, final_address};

/// Where a file can be downloaded.
#[derive(Deserialize)]
struct FoundFile {
    file_path: String,
}

impl Api {
    /// Downloads a file of at most `limit` bytes, whose id Telegram gave.
    pub(crate) async fn download(&self, file: &FileId, limit: usize) -> Result<Bytes, CallError> {
        let found: FoundFile =
            self.method("getFile", &json!({"file_id": file.0}), Patience::Brief).await?;
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| CallError::Address)?
            .pop_if_empty()
            .push("file")
            .push(&format!("bot{}", self.token.reveal()))
            .extend(found.file_path.split('/'));
        // The URL contains the token, so errors must not.
        let unreachable = |error: reqwest::Error| CallError::Network(error.without_url());
        let request = self.client.get(url).timeout(ANSWER);
        let response = final_address(request.send().await.map_err(unreachable)?)?;
        response.error_for_status_ref().map_err(unreachable)?;
        body(response, limit).await?.ok_or(CallError::TooLarge { limit })
    }
}
