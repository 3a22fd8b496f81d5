//! The bot seen from outside, on a port of its own.
//!
//! | path | says |
//! |---|---|
//! | `/healthz` | 200 while the process works at all, before it can answer as well |
//! | `/readyz` | 200 where there are clauses to answer with, the store takes changes, and Telegram answered lately; else 503; which of them holds, as JSON |
//! | `/metrics` | the [`Metrics`](crate::telegram::Metrics) |

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
    store::Durability,
};

use crate::telegram::{
    chat::context::{Desk, Desks},
    ops::clock::since,
};

/// How long Telegram may say nothing: a fetch takes half a minute where nothing
/// comes, and a webhook is looked after once a minute.
const SILENCE: Duration = Duration::from_secs(100);

/// How long the store may take.
const STORE: Duration = Duration::from_secs(3);

/// The format of the counters.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// A place to be watched at that cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("cannot be watched at `{address}`: `--monitor ADDRESS` names another place, `off` none")]
pub struct MonitorError {
    address: SocketAddr,
    #[source]
    source: io::Error,
}

/// Opens the port, where one is wanted.
///
/// # Errors
///
/// When the port that was asked for cannot be had.
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
            tracing::warn!(%error, "nobody can watch at {address}; `--monitor` names another place");
            Ok(None)
        }
    }
}

/// What is watched, once it has begun.
pub(crate) type Watched = Arc<OnceLock<Arc<Desks>>>;

/// Tells whoever asks.
pub(crate) async fn serve(listener: TcpListener, watched: Watched) {
    let routes = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(watched);
    if let Err(error) = axum::serve(listener, routes).await {
        tracing::error!(%error, "nobody can watch any more");
    }
}

async fn ready(State(watched): State<Watched>) -> impl IntoResponse {
    let Some(desk) = watched.get().map(|it| it.current()) else {
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(json!({"ready": false, "index": false, "store": false, "telegram": false})),
        );
    };
    let index = desk.assistant.library().clauses().next().is_some();
    let store = matches!(timeout(STORE, desk.store.inbox.probe()).await, Ok(Ok(())));
    let telegram = desk.api.counts().silence().is_some_and(|it| it < SILENCE);
    let ready = index && store && telegram;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({"ready": ready, "index": index, "store": store, "telegram": telegram})))
}

async fn metrics(State(watched): State<Watched>) -> Response {
    let Some(desk) = watched.get().map(|it| it.current()) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    look(&desk).await;
    ([(header::CONTENT_TYPE, OPEN_METRICS)], desk.metrics.text()).into_response()
}

/// Looks up what is not counted.
async fn look(desk: &Desk) {
    let gauges = &desk.metrics.gauges;
    let depth = desk.store.inbox.depth();
    gauges.inbox_depth.set(i64::try_from(depth.n_open).unwrap_or(i64::MAX));
    gauges.inbox_age.set(depth.oldest_ms.map_or(0.0, |it| since(it).as_secs_f64()));
    gauges.inbox_in_memory.set(i64::from(depth.durability == Durability::Degraded));
    let library = desk.assistant.library();
    gauges.late.set(i64::try_from(desk.n_late()).unwrap_or(i64::MAX));
    gauges.documents.set(i64::try_from(library.agreements.len()).unwrap_or(i64::MAX));
    gauges.clauses.set(i64::try_from(library.clauses().count()).unwrap_or(i64::MAX));
    gauges.memory.set(resident().await.unwrap_or_default());
}

/// Bytes of this process in RAM, where the system says it as Linux does.
async fn resident() -> Option<i64> {
    let status = tokio::task::spawn_blocking(|| std::fs::read_to_string("/proc/self/status"));
    let status = status.await.ok()?.ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    kibibytes.checked_mul(1024)
}
