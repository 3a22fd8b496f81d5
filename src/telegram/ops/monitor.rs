//! The monitoring endpoints, on a port of their own.
//!
//! | path | response |
//! |---|---|
//! | `/healthz` | 200 while the process is alive |
//! | `/readyz` | 200 if the index has clauses, the store accepts changes, and Telegram answered lately; else 503; JSON with each of them |
//! | `/metrics` | the metrics |

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use tokio::{net::TcpListener, time::timeout};

use crate::{
    config::{DEFAULT_MONITOR, Monitor},
    http::HttpServer,
    store::Durability,
    telegram::{
        chat::context::{Context, ContextCell},
        ops::clock::since,
    },
};

/// Maximum time without a response of Telegram: an empty poll takes half a minute, and
/// the webhook is checked once a minute.
const SILENCE: Duration = Duration::from_secs(100);

/// Timeout of the store.
const STORE: Duration = Duration::from_secs(3);

/// The format of the counters.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The address of the endpoints is not available.
#[derive(Debug, thiserror::Error)]
#[error("cannot bind the metrics endpoint `{address}`; use `--monitor ADDRESS` or `--monitor off`")]
pub struct MonitorError {
    address: SocketAddr,
    #[source]
    source: io::Error,
}

/// Binds the port, if one is configured.
pub(crate) async fn open(monitor: Monitor) -> Result<Option<TcpListener>, MonitorError> {
    let (address, is_wanted) = match monitor {
        Monitor::Off => return Ok(None),
        Monitor::Default => (DEFAULT_MONITOR, false),
        Monitor::At(address) => (address, true),
    };
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(Some(listener)),
        Err(source) if is_wanted => Err(MonitorError { address, source }),
        Err(error) => {
            tracing::warn!(%error, "cannot bind the metrics endpoint `{address}`; use `--monitor ADDRESS`");
            Ok(None)
        }
    }
}

/// The context, once the bot has started.
pub(crate) type Watched = Arc<OnceLock<Arc<ContextCell>>>;

/// Serves the metrics and health endpoints.
pub(crate) async fn serve(listener: TcpListener, watched: Watched) {
    let routes = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(watched);
    // A client that sends no end of headers holds its connection for seconds only.
    if let Err(error) = HttpServer::start(listener, None, routes).ended().await {
        tracing::error!(%error, "the metrics endpoint ended");
    }
}

async fn ready(State(watched): State<Watched>) -> impl IntoResponse {
    let (mut index, mut store, mut telegram) = (false, false, false);
    if let Some(context) = watched.get().map(|it| it.current()) {
        index = context.assistant.library().n_clauses() > 0;
        store = matches!(timeout(STORE, context.store.inbox.probe()).await, Ok(Ok(())));
        telegram = context.api.counts().silence().is_some_and(|it| it < SILENCE);
    }
    let ready = index && store && telegram;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({"ready": ready, "index": index, "store": store, "telegram": telegram})))
}

async fn metrics(State(watched): State<Watched>) -> Response {
    let Some(context) = watched.get().map(|it| it.current()) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    update_gauges(&context).await;
    ([(header::CONTENT_TYPE, OPEN_METRICS)], context.metrics.text()).into_response()
}

/// Updates the gauges.
async fn update_gauges(context: &Context) {
    let gauges = &context.metrics.gauges;
    let depth = context.store.inbox.depth();
    gauges.inbox_depth.set(i64::try_from(depth.n_open).unwrap_or(i64::MAX));
    gauges.inbox_age.set(depth.oldest_ms.map_or(0.0, |it| since(it).as_secs_f64()));
    gauges.inbox_in_memory.set(i64::from(depth.durability == Durability::Degraded));
    let library = context.assistant.library();
    gauges.late.set(i64::try_from(context.deliveries.n_late()).unwrap_or(i64::MAX));
    gauges.documents.set(i64::try_from(library.agreements.len()).unwrap_or(i64::MAX));
    gauges.clauses.set(i64::try_from(library.n_clauses()).unwrap_or(i64::MAX));
    gauges.memory.set(resident().await.unwrap_or_default());
}

/// Bytes of this process in RAM, on Linux.
async fn resident() -> Option<i64> {
    let status = tokio::task::spawn_blocking(|| std::fs::read_to_string("/proc/self/status"));
    let status = status.await.ok()?.ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    kibibytes.checked_mul(1024)
}
