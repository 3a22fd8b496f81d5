//! The webhook: an HTTP server that Telegram sends updates to. It answers 200 once an
//! update is stored.
//!
//! | request | answer |
//! |---|---|
//! | an update, new or repeated | 200 |
//! | no secret, or a wrong one | 401 |
//! | another path | 404 |
//! | another method | 405 |
//! | a body of more than a mebibyte | 413 |
//! | no JSON, or no update | 400 |
//! | an update that cannot be stored now | 503; Telegram sends it again |
//! | a head or a body that takes more than ten seconds | 408, or nothing |
//!
//! The path is that of the webhook's URL; the token is not in it. The webhook stays set
//! when the process ends: the next instance needs it.

use std::{fs, io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    body::BodyDataStream,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use bytes::Bytes;
use futures::StreamExt;
use hmac::{Hmac, KeyInit, Mac};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use serde::Serialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

use crate::{
    config::{BotToken, Tls, Webhook},
    http::{HttpServer, READ_TIMEOUT},
    telegram::{
        api::{Api, Attachment, CallError, Patience},
        updates::{
            kinds::KINDS,
            receive::{Receiver, received},
        },
    },
};

/// The header with the secret.
const SECRET: &str = "x-telegram-bot-api-secret-token";

/// Most bytes of an update. Telegram's have some kilobytes.
const MAX_BYTES: usize = 1 << 20;

/// Most bytes of a refused body that are read and discarded: a client that has not sent
/// all of it does not see the refusal.
const MAX_DISCARDED: usize = 4 << 20;

/// How long the rest of a refused body may take.
const DISCARD_TIMEOUT: Duration = Duration::from_secs(2);

/// Most connections that Telegram opens at once.
const MAX_CONNECTIONS: u8 = 40;

/// Delay between checks that the webhook is still set.
const CHECK_DELAY: Duration = Duration::from_mins(1);

/// Derives the secret from the token, for this purpose only.
const PURPOSE: &[u8] = b"clausebot webhook secret";

/// Reason why the webhook server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    #[error("cannot read `{path}`: expected a PEM file of {expected}")]
    Pem {
        path: PathBuf,
        expected: &'static str,
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    #[error("cannot read `{path}`")]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("cannot use the certificate with its key")]
    Tls(#[source] rustls::Error),
    #[error("cannot listen on `{address}`: `--listen ADDRESS` names another one")]
    Listen {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
}

/// A call of `setWebhook`.
#[derive(Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
    allowed_updates: [&'static str; 7],
    max_connections: u8,
}

/// The webhook server.
pub(crate) struct WebhookServer {
    api: Api,
    url: String,
    secret: String,
    certificate: Option<Attachment>,
    server: HttpServer,
}

/// State of the route.
#[derive(Clone)]
struct Endpoint {
    receiver: Receiver,
    secret: Arc<str>,
}

impl WebhookServer {
    /// Starts the server. Telegram does not know of it yet.
    pub(crate) fn listen(
        webhook: &Webhook,
        token: &BotToken,
        api: Api,
        receiver: Receiver,
    ) -> Result<Self, HookError> {
        let secret = match &webhook.secret {
            Some(secret) => secret.reveal().to_owned(),
            None => derived(token),
        };
        let endpoint = Endpoint { receiver, secret: secret.as_str().into() };
        // The path is literal: older routers read `:` and `*` as patterns.
        let routes = Router::new().without_v07_checks();
        let routes = routes.route(webhook.url.path(), post(accept)).with_state(endpoint);
        let listen = |source| HookError::Listen { address: webhook.listen, source };
        let listener = std::net::TcpListener::bind(webhook.listen).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let listener = TcpListener::from_std(listener).map_err(listen)?;
        let acceptor = webhook.tls.as_ref().map(acceptor).transpose()?;
        let certificate = webhook.tls.as_ref().map(attachment).transpose()?;
        let server = HttpServer::start(listener, acceptor, routes);
        tracing::info!("listening on {}", webhook.listen);
        let url = webhook.url.to_string();
        Ok(Self { api, url, secret, certificate, server })
    }

    /// Sets the webhook at Telegram.
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

    /// Sets the webhook again whenever another program has deleted it, until the server
    /// ends or Telegram refuses the token.
    pub(crate) async fn run(&mut self) -> CallError {
        let mut reported = None;
        loop {
            tokio::select! {
                () = sleep(CHECK_DELAY) => {}
                ended = self.server.ended() => {
                    tracing::error!("webhook server ended: {ended:?}");
                    return CallError::Server("the webhook server ended".to_owned());
                }
            }
            match self.check(reported).await {
                Ok(failed) => reported = failed,
                Err(error) => return error,
            }
        }
    }

    /// Sets the webhook again if another program has deleted it. Returns when Telegram last
    /// failed to deliver an update, which is logged unless it was `reported`.
    ///
    /// # Errors
    ///
    /// Only if Telegram refuses the token.
    async fn check(&self, reported: Option<i64>) -> Result<Option<i64>, CallError> {
        let info = match self.api.webhook_info(Patience::Brief).await {
            Err(error @ CallError::Unauthorized) => return Err(error),
            // Failed calls are counted; the next check may succeed.
            Err(_) => return Ok(reported),
            Ok(info) => info,
        };
        if info.url() != Some(&self.url) {
            tracing::warn!("the webhook was deleted; setting it again");
            if let Err(error @ CallError::Unauthorized) = self.set().await {
                return Err(error);
            }
        }
        let failed = info.last_error_date;
        if failed.is_some_and(|it| Some(it) != reported) {
            let reason = info.last_error_message.unwrap_or_default();
            tracing::warn!(reason, "Telegram could not deliver an update");
        }
        Ok(failed)
    }

    /// Accepts no more requests, and finishes those under way.
    pub(crate) async fn close(self) {
        self.server.close().await;
    }
}

/// Stores an update, or discards the request.
async fn accept(
    State(endpoint): State<Endpoint>,
    headers: HeaderMap,
    request: Request,
) -> StatusCode {
    let mut body = request.into_body().into_data_stream();
    let status = if has_secret(&headers, &endpoint.secret) {
        let read = timeout(READ_TIMEOUT, read(&mut body)).await;
        match read.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT)) {
            Ok(update) => return store(&endpoint.receiver, &update).await,
            Err(status) => status,
        }
    } else {
        StatusCode::UNAUTHORIZED
    };
    if status != StatusCode::REQUEST_TIMEOUT {
        // The status is sent even if this times out.
        _ = timeout(DISCARD_TIMEOUT, discard(&mut body)).await;
    }
    status
}

async fn store(receiver: &Receiver, body: &str) -> StatusCode {
    let Some(update) = received(body) else {
        return StatusCode::BAD_REQUEST;
    };
    if !receiver.has_room() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match receiver.take(vec![update]).await {
        Ok(_) => StatusCode::OK,
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "could not store an update; Telegram will send it again");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

async fn read(body: &mut BodyDataStream) -> Result<String, StatusCode> {
    let mut read = Vec::new();
    while let Some(bytes) = body.next().await {
        // The connection is closed, so nobody reads this status.
        let bytes = bytes.map_err(|_| StatusCode::BAD_REQUEST)?;
        if read.len() + bytes.len() > MAX_BYTES {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        read.extend_from_slice(&bytes);
    }
    String::from_utf8(read).map_err(|_| StatusCode::BAD_REQUEST)
}

async fn discard(body: &mut BodyDataStream) {
    let mut n_bytes = 0;
    while let Some(Ok(bytes)) = body.next().await {
        n_bytes += bytes.len();
        if n_bytes > MAX_DISCARDED {
            return;
        }
    }
}

/// Whether a request has the secret, compared in constant time.
fn has_secret(headers: &HeaderMap, secret: &str) -> bool {
    let given = headers.get(SECRET).map_or(&b""[..], |it| it.as_bytes());
    !secret.is_empty() && bool::from(given.ct_eq(secret.as_bytes()))
}

/// Derives the secret from the token: the same in every instance, and no way back.
fn derived(token: &BotToken) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(token.reveal().as_bytes()) else {
        // Not reached: an HMAC takes a key of any length.
        return String::new();
    };
    mac.update(PURPOSE);
    format!("{:x}", Bytes::copy_from_slice(&mac.finalize().into_bytes()))
}

fn acceptor(tls: &Tls) -> Result<TlsAcceptor, HookError> {
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
        .map(|it| TlsAcceptor::from(Arc::new(it)))
        .map_err(HookError::Tls)
}

/// The certificate to upload: Telegram then trusts this one only.
fn attachment(tls: &Tls) -> Result<Attachment, HookError> {
    let path = tls.certificate.clone();
    let bytes = fs::read(&path).map_err(|source| HookError::File { path, source })?;
    Ok(Attachment { field: "certificate", bytes: bytes.into() })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use axum::{Json, body::Body, http::Uri};
    use futures::stream;
    use serde_json::{Value, json};
    use tokio::sync::mpsc;

    use crate::{
        config::UpdateSource,
        store::Store,
        telegram::{api::CallCounts, ops::metrics::Metrics, updates::receive::Arrivals},
    };

    use super::*;

    const URL: &str = "https://bot.example/telegram";

    async fn listener() -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    /// A webhook server whose Bot API says this of the webhook, and takes it with the status
    /// `set`; and the methods that are called.
    async fn server(
        info: (StatusCode, Value),
        set: StatusCode,
    ) -> (WebhookServer, mpsc::UnboundedReceiver<String>) {
        let (tell, called) = mpsc::unbounded_channel();
        let respond = async move |uri: Uri| {
            let method = uri.path().rsplit('/').next().unwrap().to_owned();
            let (status, result) =
                if method == "setWebhook" { (set, json!(true)) } else { info.clone() };
            tell.send(method).unwrap();
            let refused = json!({"ok": false, "error_code": status.as_u16(), "description": "No"});
            let body =
                if status.is_success() { json!({"ok": true, "result": result}) } else { refused };
            (status, Json(body))
        };
        let (telegram, address) = listener().await;
        let routes = Router::new().fallback(respond);
        tokio::spawn(async move { axum::serve(telegram, routes).await });
        let address = format!("http://{address}").parse().unwrap();
        let api = Api::new(address, BotToken::new("123:TEST")).unwrap();
        let server = HttpServer::start(listener().await.0, None, Router::new());
        let (url, secret, certificate) = (URL.to_owned(), "abc".to_owned(), None);
        (WebhookServer { api, url, secret, certificate, server }, called)
    }

    #[tokio::test]
    async fn a_webhook_that_was_deleted_is_set_again() {
        const OK: StatusCode = StatusCode::OK;
        const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;
        let at = |url: &str| json!({"url": url, "last_error_date": 7});
        let [read, set] = ["getWebhookInfo", "setWebhook"];
        for (info, status, wanted, calls) in [
            ((OK, at(URL)), OK, Some(Some(7)), &[read][..]),
            ((OK, at("")), OK, Some(Some(7)), &[read, set]),
            ((OK, at("https://other.example/")), OK, Some(Some(7)), &[read, set]),
            ((OK, at("")), StatusCode::BAD_REQUEST, Some(Some(7)), &[read, set]),
            // The next check may find out more.
            ((StatusCode::BAD_REQUEST, json!({})), OK, Some(Some(5)), &[read]),
            // The token is refused.
            ((UNAUTHORIZED, json!({})), OK, None, &[read]),
            ((OK, at("")), UNAUTHORIZED, None, &[read, set]),
        ] {
            let (server, mut called) = server(info.clone(), status).await;
            let found = server.check(Some(5)).await;
            assert!(matches!(found, Ok(_) | Err(CallError::Unauthorized)), "{found:?}");
            assert_eq!(found.ok(), wanted, "{info:?}");
            let found: Vec<String> = std::iter::from_fn(|| called.try_recv().ok()).collect();
            assert_eq!(found, calls, "{info:?}");
        }
    }

    #[tokio::test]
    async fn a_closed_server_takes_no_more_connections() {
        let (mut server, _) = server((StatusCode::OK, json!({})), StatusCode::OK).await;
        let (listener, address) = listener().await;
        server.server = HttpServer::start(listener, None, Router::new());
        assert!(std::net::TcpStream::connect(address).is_ok());
        server.close().await;
        assert!(std::net::TcpStream::connect(address).is_err());
    }

    /// A body of chunks of so many bytes, and how many of them were read.
    fn body(chunks: &[usize]) -> (Body, Arc<AtomicUsize>) {
        let n_read = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&n_read);
        let chunks = Vec::from(chunks).into_iter().map(move |n_bytes| {
            counter.fetch_add(1, SeqCst);
            Ok::<_, io::Error>(Bytes::from(vec![b'x'; n_bytes]))
        });
        (Body::from_stream(stream::iter(chunks)), n_read)
    }

    #[tokio::test]
    async fn an_update_is_read_up_to_its_limit() {
        let too_large = Err(StatusCode::PAYLOAD_TOO_LARGE);
        for (chunks, wanted) in [
            (&[][..], Ok(0)),
            (&[2000, 2000], Ok(4000)),
            (&[MAX_BYTES - 1, 1], Ok(MAX_BYTES)),
            (&[MAX_BYTES, 1], too_large),
            (&[MAX_BYTES + 1], too_large),
        ] {
            let read = read(&mut body(chunks).0.into_data_stream()).await;
            assert_eq!(read.map(|it| it.len()), wanted, "{chunks:?}");
        }
    }

    #[tokio::test]
    async fn a_refused_body_is_discarded_up_to_its_limit() {
        for (chunks, n_wanted) in
            [(&[1, 1, 1][..], 3), (&[MAX_DISCARDED - 1, 1, 1, 1], 3), (&[MAX_DISCARDED + 1, 1], 1)]
        {
            let (body, n_read) = body(chunks);
            discard(&mut body.into_data_stream()).await;
            assert_eq!(n_read.load(SeqCst), n_wanted, "{chunks:?}");
        }
    }

    /// Its client sends the whole of it before it reads the status.
    #[tokio::test]
    async fn a_request_without_the_secret_is_read_and_not_stored() {
        let inbox = Store::in_memory().unwrap().inbox;
        let arrivals = Arc::new(Arrivals::new(&UpdateSource::Polling));
        let metrics = Arc::new(Metrics::new(&CallCounts::default()));
        let receiver = Receiver::new(Arc::clone(&inbox), arrivals, metrics);
        let endpoint = State(Endpoint { receiver, secret: "abc".into() });
        let (body, n_read) = body(&[1, 1, 1]);
        let status = accept(endpoint, HeaderMap::new(), Request::new(body)).await;
        assert_eq!((status, n_read.load(SeqCst)), (StatusCode::UNAUTHORIZED, 3));
        assert_eq!(inbox.n_open().await.unwrap(), 0);
    }

    #[test]
    fn the_secret_is_derived_from_the_token() {
        let secret = derived(&BotToken::new("123456:TEST"));
        assert_eq!(secret, derived(&BotToken::new("123456:TEST")));
        assert_ne!(secret, derived(&BotToken::new("123456:TESU")));
        assert_eq!(secret.len(), 64);
        assert!(secret.chars().all(|it| it.is_ascii_hexdigit()));
    }

    #[test]
    fn a_request_needs_the_secret() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(SECRET, value.parse().unwrap());
            headers
        };
        assert!(has_secret(&with("abc"), "abc"));
        for wrong in ["", "ab", "abcd", "ABC"] {
            assert!(!has_secret(&with(wrong), "abc"), "{wrong}");
        }
        assert!(!has_secret(&HeaderMap::new(), "abc"));
        assert!(!has_secret(&HeaderMap::new(), ""), "an empty secret is none");
    }
}
