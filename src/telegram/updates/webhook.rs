//! Webhooks: Telegram brings updates, and is told that they were taken once they
//! are in the inbox.
//!
//! | what comes | the answer |
//! |---|---|
//! | an update, new or again | 200 |
//! | without the secret, or with another one | 401 |
//! | another path | 404 |
//! | another method | 405 |
//! | more than a mebibyte | 413 |
//! | no JSON, or no update | 400 |
//! | an update that the inbox cannot take now | 503; Telegram brings it again |
//! | a head or a body that takes more than ten seconds | 408, or nothing |
//!
//! The path is that of the address that Telegram is told; the token is not in it.
//! Whoever ends does not take the webhook away: the next instance needs it.

use std::{fmt::Write, fs, io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    body::BodyDataStream,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use axum_server::{Handle, tls_rustls::RustlsConfig};
use futures::StreamExt;
use hmac::{Hmac, KeyInit, Mac};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use serde::Serialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use teloxide::payloads::GetWebhookInfo;
use tokio::time::{sleep, timeout};

use crate::config::{BotToken, Tls, Webhook};

use crate::telegram::{
    api::{Api, Attachment, CallError, Patience},
    updates::receive::{Intake, KINDS, received},
};

/// The header that has the secret.
const SECRET: &str = "x-telegram-bot-api-secret-token";

/// Bytes of an update. Telegram's are some kilobytes.
const MAX_BYTES: usize = 1 << 20;

/// Bytes that are read of a refused body and thrown away: who has not sent all of it
/// does not see the refusal.
const MAX_THROWN_AWAY: usize = 4 << 20;

/// How long it is waited for the rest of a refused body.
const LINGER: Duration = Duration::from_secs(2);

/// How long the head of a request may take, and its body.
const SLOW: Duration = Duration::from_secs(10);

/// How long requests may take that are under way at the end.
const GRACE: Duration = Duration::from_secs(3);

/// Connections that Telegram may open at once.
const MAX_CONNECTIONS: u8 = 40;

/// How often Telegram is asked whether it still knows the webhook.
const CHECK: Duration = Duration::from_mins(1);

/// What the secret is made of, beside the token.
const PURPOSE: &[u8] = b"clausebot webhook secret";

/// A webhook that cannot be listened to.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    /// The certificate or its key is none.
    #[error("cannot read `{path}`: expected a PEM file of {expected}")]
    Pem {
        /// The file.
        path: PathBuf,
        /// What it should have.
        expected: &'static str,
        /// What is wrong with it.
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    /// The certificate cannot be sent to Telegram.
    #[error("cannot read `{path}`")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The key is not that of the certificate.
    #[error("cannot use the certificate with its key")]
    Tls(#[source] rustls::Error),
    /// The port is taken, or not allowed.
    #[error("cannot listen on `{address}`: `--listen ADDRESS` names another one")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// What Telegram is told.
#[derive(Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
    allowed_updates: [&'static str; 7],
    max_connections: u8,
}

/// Who listens.
pub(crate) struct Hook {
    api: Api,
    url: String,
    secret: String,
    certificate: Option<Attachment>,
    server: Handle<SocketAddr>,
    serving: tokio::task::JoinHandle<io::Result<()>>,
}

/// What a request needs.
#[derive(Clone)]
struct Door {
    intake: Intake,
    secret: Arc<str>,
}

impl Hook {
    /// Listens. Telegram is not told yet.
    ///
    /// # Errors
    ///
    /// When the certificate cannot be used, or the port is taken.
    pub(crate) fn listen(
        webhook: &Webhook,
        token: &BotToken,
        api: Api,
        intake: Intake,
    ) -> Result<Self, HookError> {
        let secret = match &webhook.secret {
            Some(secret) => secret.reveal().to_owned(),
            None => derived(token),
        };
        let door = Door { intake, secret: secret.as_str().into() };
        // A path is taken as it is, whatever it once meant to a router.
        let routes = Router::new().without_v07_checks();
        let routes = routes.route(webhook.url.path(), post(knock)).with_state(door);
        let listen = |source| HookError::Listen { address: webhook.listen, source };
        let listener = std::net::TcpListener::bind(webhook.listen).map_err(listen)?;
        let server = Handle::new();
        let (certificate, serving) = match &webhook.tls {
            None => {
                let http = axum_server::from_tcp(listener).map_err(listen)?;
                (None, tokio::spawn(patient(http, &server).serve(routes.into_make_service())))
            }
            Some(tls) => {
                let config = RustlsConfig::from_config(Arc::new(certified(tls)?));
                let https = axum_server::from_tcp_rustls(listener, config).map_err(listen)?;
                let serving = patient(https, &server).serve(routes.into_make_service());
                (Some(attachment(tls)?), tokio::spawn(serving))
            }
        };
        tracing::info!("listening on {}", webhook.listen);
        let url = webhook.url.to_string();
        Ok(Self { api, url, secret, certificate, server, serving })
    }

    /// Tells Telegram where to bring updates.
    ///
    /// # Errors
    ///
    /// When Telegram does not take it.
    pub(crate) async fn set(&self) -> Result<(), CallError> {
        let set = SetWebhook {
            url: &self.url,
            secret_token: &self.secret,
            allowed_updates: KINDS,
            max_connections: MAX_CONNECTIONS,
        };
        let patience = Patience::Long;
        let certificate = self.certificate.as_ref();
        let _: bool = self.api.upload("setWebhook", &set, certificate, patience).await?;
        Ok(())
    }

    /// Looks after the webhook until that cannot go on: somebody may take it away,
    /// and then nothing comes and nothing says so.
    pub(crate) async fn run(&mut self) -> CallError {
        let mut told = None;
        loop {
            tokio::select! {
                () = sleep(CHECK) => {}
                ended = &mut self.serving => {
                    tracing::error!("the webhook is no longer listened to: {ended:?}");
                    return CallError::Server("the listener has ended".to_owned());
                }
            }
            match self.api.call(&GetWebhookInfo::new(), Patience::Brief).await {
                Err(error @ CallError::Unauthorized) => return error,
                // The calls themselves are counted; the next look says more.
                Err(_) => {}
                Ok(info) => {
                    if info.url.as_ref().is_none_or(|it| it.as_str() != self.url) {
                        tracing::warn!("the webhook was taken away; setting it again");
                        if let Err(error @ CallError::Unauthorized) = self.set().await {
                            return error;
                        }
                    }
                    let failed = info.last_error_date;
                    if failed.is_some() && failed != told {
                        let reason = info.last_error_message.unwrap_or_default();
                        tracing::warn!(reason, "Telegram could not bring an update");
                    }
                    told = failed;
                }
            }
        }
    }

    /// Takes nothing more, and finishes what is under way.
    pub(crate) async fn close(self) {
        self.server.graceful_shutdown(Some(GRACE));
        // Where it has ended before, that was heard, and is not said twice.
        if !self.serving.is_finished() {
            _ = self.serving.await;
        }
    }
}

/// A server that waits for nobody too long.
fn patient<A>(
    mut server: axum_server::Server<SocketAddr, A>,
    handle: &Handle<SocketAddr>,
) -> axum_server::Server<SocketAddr, A> {
    server.http_builder().http1().header_read_timeout(SLOW);
    server.http1_only().first_request_timeout(SLOW + SLOW).handle(handle.clone())
}

/// Takes an update in, or throws it away.
async fn knock(State(door): State<Door>, headers: HeaderMap, request: Request) -> StatusCode {
    let mut body = request.into_body().into_data_stream();
    let status = if knows(&headers, &door.secret) {
        let read = timeout(SLOW, read(&mut body)).await;
        match read.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT)) {
            Ok(update) => return take(&door.intake, &update).await,
            Err(status) => status,
        }
    } else {
        StatusCode::UNAUTHORIZED
    };
    if status != StatusCode::REQUEST_TIMEOUT {
        // However it ends, the status is said.
        _ = timeout(LINGER, throw_away(&mut body)).await;
    }
    status
}

async fn take(intake: &Intake, body: &str) -> StatusCode {
    let Some(update) = received(body) else {
        return StatusCode::BAD_REQUEST;
    };
    if !intake.has_room() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match intake.take(vec![update]).await {
        Ok(_) => StatusCode::OK,
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "an update was not taken; Telegram brings it again");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

async fn read(body: &mut BodyDataStream) -> Result<String, StatusCode> {
    let mut read = Vec::new();
    while let Some(bytes) = body.next().await {
        // The connection is gone, and then nobody reads this.
        let bytes = bytes.map_err(|_| StatusCode::BAD_REQUEST)?;
        if read.len() + bytes.len() > MAX_BYTES {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        read.extend_from_slice(&bytes);
    }
    String::from_utf8(read).map_err(|_| StatusCode::BAD_REQUEST)
}

async fn throw_away(body: &mut BodyDataStream) {
    let mut n_bytes = 0;
    while let Some(Ok(bytes)) = body.next().await {
        n_bytes += bytes.len();
        if n_bytes > MAX_THROWN_AWAY {
            return;
        }
    }
}

/// Whether a request has the secret. How long that takes says nothing of it.
fn knows(headers: &HeaderMap, secret: &str) -> bool {
    let given = headers.get(SECRET).map_or(&b""[..], |it| it.as_bytes());
    !secret.is_empty() && bool::from(given.ct_eq(secret.as_bytes()))
}

/// A secret that all who know the token know, and that does not tell the token.
fn derived(token: &BotToken) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(token.reveal().as_bytes()) else {
        // A key of any length is one.
        return String::new();
    };
    mac.update(PURPOSE);
    let mut secret = String::new();
    for byte in mac.finalize().into_bytes() {
        // Writing to a string does not fail.
        _ = write!(secret, "{byte:02x}");
    }
    secret
}

fn certified(tls: &Tls) -> Result<ServerConfig, HookError> {
    let pem = |path: &PathBuf, expected| {
        let path = path.clone();
        move |source| HookError::Pem { path, expected, source }
    };
    let chain = CertificateDer::pem_file_iter(&tls.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(pem(&tls.certificate, "certificates"))?;
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(pem(&tls.key, "a private key"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|it| it.with_no_client_auth().with_single_cert(chain, key))
        .map_err(HookError::Tls)
}

/// The certificate as Telegram is given it: it believes no other then.
fn attachment(tls: &Tls) -> Result<Attachment, HookError> {
    let path = tls.certificate.clone();
    let bytes = fs::read(&path).map_err(|source| HookError::File { path, source })?;
    Ok(Attachment { field: "certificate", bytes: bytes.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_the_same_for_all_and_tells_nothing() {
        let secret = derived(&BotToken::new("123456:TEST"));
        assert_eq!(secret, derived(&BotToken::new("123456:TEST")));
        assert_ne!(secret, derived(&BotToken::new("123456:TESU")));
        assert_eq!(secret.len(), 64);
        assert!(secret.chars().all(|it| it.is_ascii_hexdigit()));
    }

    #[test]
    fn who_knows_the_secret() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(SECRET, value.parse().unwrap());
            headers
        };
        assert!(knows(&with("abc"), "abc"));
        for wrong in ["", "ab", "abcd", "ABC"] {
            assert!(!knows(&with(wrong), "abc"), "{wrong}");
        }
        assert!(!knows(&HeaderMap::new(), "abc"));
        assert!(!knows(&HeaderMap::new(), ""), "no secret lets nobody in");
    }
}
