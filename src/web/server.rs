//! The server of the pages: HTTP around [`Site::respond`], with limits and the headers of every answer.

use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, Response as Reply, StatusCode, Uri, header},
};
use tokio::{net::TcpListener, sync::Semaphore, time::timeout};

use crate::{assistant::Assistant, http::HttpServer, wording::Phrase};

use super::{
    response::{Request, Response},
    visit::Site,
};

/// Requests that are answered at once.
const MAX_AT_ONCE: usize = 64;

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes of a path and query that are read.
const MAX_ADDRESS: usize = 8192;

/// Nothing comes from elsewhere, and only Telegram's own clients may show a page inside theirs.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
    img-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'self' https://web.telegram.org https://*.web.telegram.org";

/// The pages cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not of this machine.
    #[error("cannot listen on `{0}` for the pages; use another address")]
    Bind(SocketAddr, #[source] io::Error),
    /// The system refuses threads or signal handlers.
    #[error("cannot start")]
    Start(#[source] io::Error),
}

struct Served {
    /// The library as it is now: a reload replaces it.
    current: Box<dyn Fn() -> Arc<Assistant> + Send + Sync>,
    public: String,
    turns: Semaphore,
    /// The names under which it may be asked; none if any name is right.
    hosts: Vec<String>,
}

/// Pages that are being served.
pub struct PageServer {
    address: SocketAddr,
    server: HttpServer,
}

impl PageServer {
    /// Begins to serve the pages of the library that `current` gives. `public` is the address under which others reach
    /// them.
    pub async fn start(
        address: SocketAddr,
        public: Option<&str>,
        current: impl Fn() -> Arc<Assistant> + Send + Sync + 'static,
    ) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|error| ServeError::Bind(address, error))?;
        let address = listener.local_addr().unwrap_or(address);
        let public = public.unwrap_or_default().trim_end_matches('/').to_owned();
        let (turns, hosts) = (Semaphore::new(MAX_AT_ONCE), hosts(address.ip(), &public));
        let served = Arc::new(Served { current: Box::new(current), public, turns, hosts });
        let routes = Router::new().fallback(answer).with_state(served);
        Ok(Self { address, server: HttpServer::start(listener, None, routes) })
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts no more requests, and finishes those under way.
    pub async fn close(self) {
        self.server.close().await;
    }
}

/// Serves the pages of a library until SIGTERM or Ctrl-C; calls `ready` with the address once it listens.
pub fn run(
    assistant: Assistant,
    address: SocketAddr,
    public: Option<&str>,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(ServeError::Start)?.block_on(async {
        let stop = stopped().map_err(ServeError::Start)?;
        let assistant = Arc::new(assistant);
        let server = PageServer::start(address, public, move || Arc::clone(&assistant)).await?;
        ready(server.address());
        stop.await;
        server.close().await;
        Ok(())
    })
}

/// Is ready after SIGTERM or Ctrl-C.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Is ready after Ctrl-C.
#[cfg(not(unix))]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async { _ = tokio::signal::ctrl_c().await })
}

/// The names of the site: without any, a page of another host could be made to read one that listens on this machine
/// only.
fn hosts(ip: IpAddr, public: &str) -> Vec<String> {
    let public = public.split("//").nth(1).and_then(|it| it.split('/').next());
    if !ip.is_loopback() && public.is_none() {
        return Vec::new();
    }
    let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
    let mut hosts: Vec<String> = own.into();
    hosts.extend(public.map(without_port));
    hosts
}

fn without_port(host: &str) -> String {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    name.to_ascii_lowercase()
}

async fn answer(
    State(served): State<Arc<Served>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Reply<Body> {
    let text = |name| headers.get(name).and_then(|it: &HeaderValue| it.to_str().ok());
    let request = Request {
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        languages: text(header::ACCEPT_LANGUAGE).unwrap_or_default(),
    };
    let site = Site::new((served.current)(), Some(&served.public));
    let refused = |status, phrase| {
        let body = site.say(&request, &phrase);
        reply(Response { status, media_type: "text/plain; charset=utf-8", body: body.into() }, None)
    };
    if method != Method::GET && method != Method::HEAD {
        return refused(405, Phrase::WebNotAllowed);
    }
    let host = text(header::HOST).map(without_port).unwrap_or_default();
    if !served.hosts.is_empty() && !served.hosts.contains(&host) {
        return refused(421, Phrase::WebWrongHost);
    }
    if request.path.len() + request.query.len() > MAX_ADDRESS {
        return refused(414, Phrase::WebNoPage);
    }
    let Ok(Ok(_turn)) = timeout(PATIENCE, served.turns.acquire()).await else {
        return refused(503, Phrase::WebBusy);
    };
    reply(site.respond(request), text(header::IF_NONE_MATCH))
}

/// An answer with its headers; without its body if the visitor has it already.
fn reply(response: Response, known: Option<&str>) -> Reply<Body> {
    let tag =
        format!("\"{:08x}-{:x}\"", crc32fast::hash(response.body.as_bytes()), response.body.len());
    let is_known = response.status == 200
        && known.is_some_and(|it| it.split(", ").any(|it| it.trim_start_matches("W/") == tag));
    let status = if is_known { 304 } else { response.status };
    let body = if is_known { Body::empty() } else { Body::from(response.body.into_owned()) };
    let mut reply = Reply::new(body);
    *reply.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = reply.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, response.media_type),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::VARY, "Accept-Language"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if status == 405 {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_of_the_machine_and_of_the_public_address() {
        let local: IpAddr = [127, 0, 0, 1].into();
        let any: IpAddr = [0, 0, 0, 0].into();
        assert_eq!(hosts(any, ""), [""; 0]);
        assert!(hosts(local, "").contains(&"localhost".to_owned()));
        assert!(
            hosts(any, "https://Plan.Example.org:8443/x").contains(&"plan.example.org".to_owned())
        );
        assert_eq!(without_port("[::1]:80"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
    }
}
