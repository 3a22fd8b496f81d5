//! The connection to Redis, which is renewed where it broke or leads to a replica.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use redis::{
    AsyncConnectionConfig, Client, Cmd, ErrorKind, FromRedisValue, IntoConnectionInfo, Pipeline,
    RedisError, ServerErrorKind,
    aio::{ConnectionManager, ConnectionManagerConfig, MultiplexedConnection},
    io::tcp::{TcpSettings, socket2::TcpKeepalive},
};

use crate::store::error::{StoreError, StoreResult};

use super::keys::Key;

/// Timeout of a command.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(3);

/// Timeout of connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// A connection without a success for so long is replaced.
const SILENT_FOR: Duration = Duration::from_secs(5);

/// Least age of a connection that is replaced.
const RENEWED_AFTER: Duration = Duration::from_secs(1);

/// Sends commands, over one connection that all clones share.
#[derive(Clone)]
pub(super) struct Connection {
    client: Client,
    current: Arc<RwLock<Current>>,
    prefix: Arc<str>,
}

struct Current {
    manager: ConnectionManager,
    made: Instant,
    /// When a command last succeeded.
    worked: Instant,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

/// A command fails soon rather than wait: its caller retries.
fn config() -> ConnectionManagerConfig {
    ConnectionManagerConfig::new()
        .set_number_of_retries(1)
        .set_min_delay(Duration::from_millis(100))
        .set_max_delay(Duration::from_millis(200))
        .set_connection_timeout(Some(CONNECT_TIMEOUT))
        .set_response_timeout(Some(COMMAND_TIMEOUT))
}

/// Whether a new connection may succeed where this one fails: it leads to a server that has
/// become a replica, or was refused.
fn needs_new_connection(error: &RedisError) -> bool {
    use ServerErrorKind::{MasterDown, ReadOnly};
    matches!(
        error.kind(),
        ErrorKind::AuthenticationFailed | ErrorKind::Server(ReadOnly | MasterDown)
    )
}

/// Parses a URL. The address of the client has no password in it.
pub(super) fn client(url: &str) -> StoreResult<Client> {
    let info = url.into_connection_info().map_err(StoreError::RedisUrl)?;
    Client::open(info.set_tcp_settings(tcp_settings())).map_err(StoreError::RedisUrl)
}

/// With the defaults, a dead machine is noticed after a quarter of an hour.
fn tcp_settings() -> TcpSettings {
    let keepalive = TcpKeepalive::new().with_time(SILENT_FOR).with_interval(SILENT_FOR);
    let tcp = TcpSettings::default().set_nodelay(true).set_keepalive(keepalive);
    #[cfg(target_os = "linux")]
    let tcp = tcp.set_user_timeout(SILENT_FOR);
    tcp
}

impl Connection {
    /// Connects. The hash tag keeps all keys of a bot on one node of a cluster.
    pub(super) async fn connect(client: Client, bot: i64) -> Result<Self, RedisError> {
        let manager = ConnectionManager::new_with_config(client.clone(), config()).await?;
        let current = Current { manager, made: Instant::now(), worked: Instant::now() };
        let current = Arc::new(RwLock::new(current));
        Ok(Self { client, current, prefix: format!("clausebot:{{{bot}}}:").into() })
    }

    /// Connects for commands that block in Redis for so long.
    pub(super) async fn blocking(
        &self,
        block: Duration,
    ) -> Result<MultiplexedConnection, RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_TIMEOUT))
            .set_response_timeout(Some(block + COMMAND_TIMEOUT));
        self.client.get_multiplexed_async_connection_with_config(&config).await
    }

    /// The full name of a key.
    pub(super) fn key(&self, key: Key) -> String {
        format!("{}{key}", self.prefix)
    }

    /// Runs a command.
    pub(super) async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        self.check(command.query_async(&mut self.manager()).await)
    }

    /// Runs commands, in their order.
    pub(super) async fn run_all(&self, commands: &Pipeline) -> Result<(), RedisError> {
        // The library refuses a pipeline without commands.
        if commands.is_empty() {
            return Ok(());
        }
        self.check(commands.exec_async(&mut self.manager()).await)
    }

    fn manager(&self) -> ConnectionManager {
        self.current.read().unwrap_or_else(PoisonError::into_inner).manager.clone()
    }

    /// Replaces a connection that stands and is useless. The library itself replaces one
    /// that broke.
    fn check<T>(&self, result: Result<T, RedisError>) -> Result<T, RedisError> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        match &result {
            Ok(_) => current.worked = Instant::now(),
            Err(error)
                if current.made.elapsed() >= RENEWED_AFTER
                    && (needs_new_connection(error) || current.worked.elapsed() >= SILENT_FOR) =>
            {
                // Only an invalid configuration fails here, and this one was used before.
                if let Ok(manager) =
                    ConnectionManager::new_lazy_with_config(self.client.clone(), config())
                {
                    (current.manager, current.made) = (manager, Instant::now());
                }
            }
            Err(_) => {}
        }
        result
    }
}

/// A script with its keys, to which arguments are added. It is sent completely each time,
/// since Redis forgets scripts when it restarts.
pub(super) fn script(code: &str, keys: &[String]) -> Cmd {
    let mut command = redis::cmd("EVAL");
    command.arg(code).arg(keys.len()).arg(keys);
    command
}

/// Milliseconds, for the arguments of commands.
pub(super) fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
