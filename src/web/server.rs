//! The server of the pages: HTTP around [`Site::respond`], with limits and the headers of every answer.
//!
//! Pages are made by threads of their own, [`MAX_AT_ONCE`] at once, so that the threads of the bot beside it do not wait
//! for one.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Extension, Router,
    body::Body,
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, Response as Reply, StatusCode, Uri, header,
    },
};
use tokio::{net::TcpListener, sync::Semaphore, task::spawn_blocking, time::timeout};

use crate::{
    assistant::Assistant,
    config::Pages,
    http::{HttpServer, Peer},
    signal,
};

use super::{
    address::Address,
    cache::{Key, Sent, SentPages},
    encoding::Encoding,
    limit::{AddressLimit, visitor},
    readers::Readers,
    refusal::Refusal,
    response::{Request, Response},
    visit::Site,
};

/// Pages that are made at once.
pub(crate) const MAX_AT_ONCE: usize = 4;

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
    pages: Pages,
    address_header: Option<HeaderName>,
    /// Who may read the answers for programs beside this site.
    origin: Option<HeaderValue>,
    /// The names under which it may be asked; none if any name is right.
    hosts: Vec<String>,
    limit: Option<AddressLimit>,
    start: Instant,
    turns: Arc<Semaphore>,
    sent: SentPages,
    readers: Option<Readers>,
}

/// Pages that are being served.
pub struct PageServer {
    address: SocketAddr,
    server: HttpServer,
}

/// Binds the address of the pages.
///
/// # Errors
///
/// When it is taken, or not of this machine.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|error| ServeError::Bind(address, error))
}

impl PageServer {
    /// Begins to serve the pages of the library that `current` gives; `readers` are those of the bot beside them.
    pub fn start(
        listener: TcpListener,
        pages: Pages,
        current: impl Fn() -> Arc<Assistant> + Send + Sync + 'static,
        readers: Option<Readers>,
    ) -> Self {
        let address = listener.local_addr().unwrap_or(pages.listen);
        let access = &pages.access;
        let served = Served {
            current: Box::new(current),
            // `config` reads both settings, and has no other letters in them than these types.
            address_header: access.address_header.as_deref().and_then(|it| it.parse().ok()),
            origin: access.origin.as_deref().and_then(|it| it.parse().ok()),
            hosts: hosts(address.ip(), &pages),
            limit: access.per_address.map(AddressLimit::new),
            start: Instant::now(),
            turns: Arc::new(Semaphore::new(MAX_AT_ONCE)),
            sent: SentPages::default(),
            readers,
            pages,
        };
        let routes = Router::new().fallback(answer).with_state(Arc::new(served));
        Self { address, server: HttpServer::start(listener, None, routes) }
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
///
/// # Errors
///
/// When the address cannot be bound, or the system refuses threads or signal handlers.
pub fn run(
    assistant: Assistant,
    pages: Pages,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(MAX_AT_ONCE)
        .enable_all()
        .build();
    runtime.map_err(ServeError::Start)?.block_on(async {
        let stop = signal::stop().map_err(ServeError::Start)?;
        let assistant = Arc::new(assistant);
        let listener = listen(pages.listen).await?;
        let server = PageServer::start(listener, pages, move || Arc::clone(&assistant), None);
        ready(server.address());
        stop.await;
        server.close().await;
        Ok(())
    })
}

/// The names of the site: without any, a page of another host could be made to read one that listens on this machine
/// only.
fn hosts(ip: IpAddr, pages: &Pages) -> Vec<String> {
    let public = pages.url.as_ref().and_then(|it| it.host_str());
    if !ip.is_loopback() && public.is_none() {
        return Vec::new();
    }
    let own = ["localhost", "127.0.0.1", "[::1]"].into_iter();
    own.chain(public).map(str::to_owned).collect()
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
    Extension(Peer(peer)): Extension<Peer>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Reply<Body> {
    let text = |name| text(&headers, &name).unwrap_or_default();
    let request = Request {
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        languages: text(header::ACCEPT_LANGUAGE),
    };
    let address = Address::read(request.path);
    let assistant = (served.current)();
    let checked = served.check(&method, &request, address.as_ref(), (peer, &headers));
    let sent = match checked {
        Ok(()) if address == Some(Address::Launch) => {
            let header = text(header::AUTHORIZATION);
            Ok(Arc::new(Sent::new(served.launch(&assistant, header).await, Encoding::Plain)))
        }
        Ok(()) => {
            let accepted = Encoding::accepted(text(header::ACCEPT_ENCODING));
            served.page(Arc::clone(&assistant), &request, accepted).await
        }
        Err(refusal) => Err(refusal),
    };
    let mut reply = match sent {
        Ok(sent) => reply(&sent, text(header::IF_NONE_MATCH)),
        Err(refusal) => refused(refusal, &request, &assistant),
    };
    if let Some(origin) = &served.origin
        && address.as_ref().is_some_and(Address::is_for_programs)
    {
        reply.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    if address == Some(Address::Launch) {
        reply.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    reply
}

/// A header as text.
fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

impl Served {
    /// Whether a request may have a page.
    fn check(
        &self,
        method: &Method,
        request: &Request<'_>,
        address: Option<&Address>,
        (peer, headers): (SocketAddr, &HeaderMap),
    ) -> Result<(), Refusal> {
        if method != Method::GET && method != Method::HEAD {
            return Err(Refusal::Method);
        }
        let host = text(headers, &header::HOST).map(without_port).unwrap_or_default();
        if !self.hosts.is_empty() && !self.hosts.contains(&host) {
            return Err(Refusal::Host);
        }
        if request.path.len() + request.query.len() > MAX_ADDRESS {
            return Err(Refusal::TooLong);
        }
        let is_counted = address.is_some_and(|it| {
            it.is_for_programs() || matches!(it, Address::Search | Address::Launch)
        });
        if let Some(limit) = self.limit.as_ref().filter(|_| is_counted) {
            let visitor = visitor(peer, self.address_header.as_ref(), headers);
            limit.count(visitor, self.start.elapsed()).map_err(Refusal::TooMany)?;
        }
        Ok(())
    }

    /// What a reader of the bot chose, by the launch data in a header.
    async fn launch(&self, assistant: &Assistant, header: &str) -> Response {
        match &self.readers {
            Some(readers) => readers.answer(header, assistant.library()).await,
            None => Response::problem(404, "no bot is beside these pages"),
        }
    }

    /// A page that was sent lately, or that is made now, if its turn comes soon.
    async fn page(
        &self,
        assistant: Arc<Assistant>,
        request: &Request<'_>,
        accepted: Encoding,
    ) -> Result<Arc<Sent>, Refusal> {
        let pages = self.sent.of(&assistant);
        let key = Key::of(request, accepted);
        if let Some(sent) = key.as_ref().and_then(|it| pages.get(it)) {
            return Ok(sent);
        }
        let turn = timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Refusal::Busy(PATIENCE)) };
        let site = Site::new(assistant, self.pages.url.as_ref());
        let [path, query, languages] =
            [request.path, request.query, request.languages].map(str::to_owned);
        let made = spawn_blocking(move || {
            // The turn ends with the work, also if the visitor has gone.
            let _turn = turn;
            let request = Request { path: &path, query: &query, languages: &languages };
            Arc::new(Sent::new(site.respond(request), accepted))
        });
        let sent = made.await.map_err(|error| {
            tracing::error!(%error, "cannot make a page, which is a bug in clausebot: please report it");
            Refusal::Fault
        })?;
        if let Some(key) = key.filter(|_| sent.status == 200) {
            pages.insert(key, Arc::clone(&sent));
        }
        Ok(sent)
    }
}

/// The answer to a request that gets no page.
fn refused(refusal: Refusal, request: &Request<'_>, assistant: &Assistant) -> Reply<Body> {
    let sent = Sent::new(refusal.response(request, assistant), Encoding::Plain);
    let mut reply = reply(&sent, "");
    let headers = reply.headers_mut();
    if refusal == Refusal::Method {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if let Some(seconds) = refusal.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    reply
}

/// An answer with its headers; without its body if the visitor has it already.
fn reply(sent: &Sent, known: &str) -> Reply<Body> {
    let is_known = sent.status == 200
        && known.split(',').any(|it| it.trim().trim_start_matches("W/") == sent.tag);
    let status = if is_known { 304 } else { sent.status };
    let body = if is_known { Body::empty() } else { Body::from(sent.body.clone()) };
    let mut reply = Reply::new(body);
    *reply.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = reply.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, sent.media_type),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::VARY, "Accept-Language, Accept-Encoding"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(name) = sent.encoding.name().filter(|_| !is_known) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    for (name, value) in
        [(header::ETAG, Some(&sent.tag)), (header::LOCATION, sent.location.as_ref())]
    {
        if let Some(value) = value.and_then(|it| HeaderValue::from_str(it).ok()) {
            headers.insert(name, value);
        }
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::WebAccess;

    #[test]
    fn hosts_are_those_of_the_machine_and_of_the_public_address() {
        let of = |ip: [u8; 4], url: Option<&str>| {
            let listen = (ip, 80).into();
            let url = url.map(|it| it.parse().unwrap());
            hosts(ip.into(), &Pages { listen, url, access: WebAccess::default() })
        };
        assert_eq!(of([0; 4], None), [""; 0]);
        assert!(of([127, 0, 0, 1], None).contains(&"localhost".to_owned()));
        let public = of([0; 4], Some("https://Plan.Example.org:8443"));
        assert!(public.contains(&"plan.example.org".to_owned()));
        assert_eq!(without_port("[::1]:80"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
    }
}
