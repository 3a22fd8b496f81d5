//! An HTTP/1.1 server with time limits, over TCP or TLS.
//!
//! A client has [`READ_TIMEOUT`] for the TLS handshake and for the head of each request;
//! then its connection is closed. A closed server accepts no more connections and finishes
//! the requests under way; those that take longer than [`SHUTDOWN_TIMEOUT`] are dropped.

use std::{net::SocketAddr, pin::pin, time::Duration};

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinError, JoinHandle, JoinSet},
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

/// How long the head of a request may take, its body, and the TLS handshake.
pub(crate) const READ_TIMEOUT: Duration = Duration::from_secs(10);

/// How long requests may take that are under way at shutdown.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(3);

/// Delay after a connection could not be accepted, for example because too many files are open.
const ACCEPT_DELAY: Duration = Duration::from_secs(1);

/// The address of a connection's other end; each request has it as an extension.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "web"), expect(dead_code, reason = "only the pages count by address"))]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// A running server.
pub(crate) struct HttpServer {
    stop: watch::Sender<()>,
    serving: JoinHandle<()>,
}

/// Tells a connection to end.
type Stop = watch::Receiver<()>;

impl HttpServer {
    /// Serves `routes`, with TLS if there is an acceptor.
    pub(crate) fn start(listener: TcpListener, tls: Option<TlsAcceptor>, routes: Router) -> Self {
        let (stop, stopped) = watch::channel(());
        let serving = tokio::spawn(serve(listener, tls, routes, stopped));
        Self { stop, serving }
    }

    /// Waits until the server ends, which it does only if it panics.
    pub(crate) async fn ended(&mut self) -> Result<(), JoinError> {
        (&mut self.serving).await
    }

    /// Accepts no more connections, and finishes the requests under way.
    pub(crate) async fn close(self) {
        _ = self.stop.send(());
        // An earlier end was reported already.
        if !self.serving.is_finished() {
            _ = self.serving.await;
        }
    }
}

/// Accepts connections until the server is closed.
async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, routes: Router, mut stop: Stop) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = stop.changed() => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let routes = routes.clone().layer(Extension(Peer(peer)));
                connections.spawn(connect(stream, tls.clone(), routes, stop.clone()));
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(ACCEPT_DELAY).await;
            }
        }
    }
    drop(listener);
    // The set ends the other connections when it is dropped.
    _ = timeout(SHUTDOWN_TIMEOUT, async { while connections.join_next().await.is_some() {} }).await;
}

/// Serves a connection, after the handshake of TLS.
async fn connect(stream: TcpStream, tls: Option<TlsAcceptor>, routes: Router, mut stop: Stop) {
    let Some(tls) = tls else {
        return answer(stream, routes, stop).await;
    };
    let shaken = tokio::select! {
        _ = stop.changed() => return,
        shaken = timeout(READ_TIMEOUT, tls.accept(stream)) => shaken,
    };
    // A client that speaks no TLS, or is too slow, is not worth a line in the log.
    if let Ok(Ok(stream)) = shaken {
        answer(stream, routes, stop).await;
    }
}

/// Answers the requests of a connection.
async fn answer<S>(stream: S, routes: Router, mut stop: Stop)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(READ_TIMEOUT);
    let service = TowerToHyperService::new(routes);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stop.changed() => connection.as_mut().graceful_shutdown(),
    }
    // A client that breaks off has nobody to be told.
    _ = connection.await;
}
