//! The connection to Redis: checked at startup, and renewed where it broke or leads to a
//! replica.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::RwLock;
use redis::{
    AsyncConnectionConfig, Client, Cmd, ErrorKind, FromRedisValue, IntoConnectionInfo, Pipeline,
    RedisError, ServerErrorKind,
    aio::{ConnectionManager, ConnectionManagerConfig, MultiplexedConnection},
    io::tcp::{TcpSettings, socket2::TcpKeepalive},
};
use tokio::time::sleep;

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

/// How long connecting is retried: Redis may start at the same time.
const PATIENCE: Duration = Duration::from_secs(10);

/// Delay before connecting again.
const PAUSE: Duration = Duration::from_millis(500);

/// The oldest version that the commands were tested with.
const OLDEST_VERSION: (u32, u32) = (7, 0);

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

/// With the defaults, a dead machine is noticed after a quarter of an hour.
fn tcp_settings() -> TcpSettings {
    let keepalive = TcpKeepalive::new().with_time(SILENT_FOR).with_interval(SILENT_FOR);
    let tcp = TcpSettings::default().set_nodelay(true).set_keepalive(keepalive);
    #[cfg(target_os = "linux")]
    let tcp = tcp.set_user_timeout(SILENT_FOR);
    tcp
}

impl Connection {
    /// Connects to the server at a URL and checks it, for a bot.
    pub(super) async fn open(url: &str, bot: i64) -> StoreResult<Self> {
        let info = url.into_connection_info().map_err(StoreError::RedisUrl)?;
        let client = Client::open(info.set_tcp_settings(tcp_settings()));
        let client = client.map_err(StoreError::RedisUrl)?;
        // The address has no password in it.
        let address = client.get_connection_info().addr().to_string();
        let unreachable = |error| StoreError::RedisUnreachable(address.clone(), error);
        let connection = Self::connect(&client, bot).await.map_err(unreachable)?;
        match connection.run::<String>(&redis::cmd("INFO")).await {
            Ok(info) => check(&info, address)?,
            // A user without the right to `INFO` can still use the rest.
            Err(error) if error.code() == Some("NOPERM") => {}
            Err(error) => return Err(unreachable(error)),
        }
        Ok(connection)
    }

    /// Connects, with some patience.
    async fn connect(client: &Client, bot: i64) -> Result<Self, RedisError> {
        let end = Instant::now() + PATIENCE;
        let mut is_logged = false;
        loop {
            let error = match Self::try_connect(client.clone(), bot).await {
                Ok(connection) => return Ok(connection),
                Err(error) => error,
            };
            if is_permanent(&error) || Instant::now() >= end {
                return Err(error);
            }
            if !is_logged {
                tracing::warn!("cannot reach Redis; retrying for {} s", PATIENCE.as_secs());
                is_logged = true;
            }
            sleep(PAUSE).await;
        }
    }

    /// Connects once. The hash tag keeps all keys of a bot on one node of a cluster.
    async fn try_connect(client: Client, bot: i64) -> Result<Self, RedisError> {
        let manager = ConnectionManager::new_with_config(client.clone(), config()).await?;
        let current = Current { manager, made: Instant::now(), worked: Instant::now() };
        let current = Arc::new(RwLock::new(current));
        let connection = Self { client, current, prefix: format!("clausebot:{{{bot}}}:").into() };
        connection.run::<()>(&redis::cmd("PING")).await?;
        Ok(connection)
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

    /// A command on a key, to which arguments are added.
    pub(super) fn command(&self, name: &str, key: Key) -> Cmd {
        let mut command = redis::cmd(name);
        command.arg(self.key(key));
        command
    }

    /// A script with its keys, to which arguments are added. It is sent completely each time,
    /// since Redis forgets scripts when it restarts.
    pub(super) fn script(&self, code: &str, keys: &[Key]) -> Cmd {
        let mut command = redis::cmd("EVAL");
        command.arg(code).arg(keys.len());
        for key in keys {
            command.arg(self.key(*key));
        }
        command
    }

    /// Runs a command.
    pub(super) async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        self.check(command.query_async(&mut self.manager()).await)
    }

    /// Reads a value of at most so many bytes. The arguments come after the key.
    pub(super) async fn read<T: FromRedisValue>(
        &self,
        most: usize,
        command: &str,
        key: Key,
        arguments: &[&str],
    ) -> Result<T, RedisError> {
        let mut script = self.script(include_str!("scripts/read.lua"), &[key]);
        self.run(script.arg(most).arg(command).arg(arguments)).await
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
        self.current.read().manager.clone()
    }

    /// Replaces a connection that stands and is useless. The library itself replaces one
    /// that broke.
    fn check<T>(&self, result: Result<T, RedisError>) -> Result<T, RedisError> {
        let mut current = self.current.write();
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

/// Whether retrying is useless.
fn is_permanent(error: &RedisError) -> bool {
    let is_refused = error.code().is_some_and(|it| ["NOAUTH", "WRONGPASS", "NOPERM"].contains(&it));
    is_refused
        || matches!(error.kind(), ErrorKind::AuthenticationFailed | ErrorKind::InvalidClientConfig)
}

/// Refuses a server that is too old, and warns of settings that lose updates.
fn check(info: &str, address: String) -> StoreResult<()> {
    if let Some(found) = too_old(info) {
        return Err(StoreError::RedisTooOld { address, found: found.to_owned() });
    }
    if is_without_log(info) {
        tracing::warn!(
            "Redis has no append-only file and loses updates when it ends: set `appendonly yes`"
        );
    }
    if let Some(policy) = eviction(info) {
        tracing::warn!(
            "Redis evicts keys when it is out of memory (`{policy}`), updates too: set `maxmemory-policy noeviction`"
        );
    }
    Ok(())
}

/// A field of the response to `INFO`.
fn field<'a>(info: &'a str, name: &str) -> Option<&'a str> {
    info.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
}

/// The version of a server that is too old.
fn too_old(info: &str) -> Option<&str> {
    let is_old = |it: &&str| version(it).is_some_and(|it| it < OLDEST_VERSION);
    field(info, "redis_version").filter(is_old)
}

/// Whether a server forgets everything when it ends.
fn is_without_log(info: &str) -> bool {
    field(info, "aof_enabled") == Some("0")
}

/// The policy by which a server that is out of memory evicts keys; `None` if it evicts none.
fn eviction(info: &str) -> Option<&str> {
    let is_limited = field(info, "maxmemory")? != "0";
    field(info, "maxmemory_policy").filter(|it| is_limited && *it != "noeviction")
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Milliseconds, for the arguments of commands.
pub(super) fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        let fits = |version: &str| {
            let info = format!("# Server\r\nredis_version:{version}\r\nredis_mode:standalone\r\n");
            check(&info, "redis:6379".to_owned()).map_err(|it| it.to_string())
        };
        assert_eq!(fits("7.0.15"), Ok(()));
        assert_eq!(fits("10.2.0"), Ok(()));
        assert_eq!(fits("unstable"), Ok(()));
        insta::assert_snapshot!(fits("6.2.14").unwrap_err(), @"Redis at `redis:6379` has version 6.2.14: expected 7.0 or later, or Valkey");
    }

    #[test]
    fn settings_that_lose_updates_are_noticed() {
        assert!(is_without_log("aof_enabled:0\r\n"));
        assert!(!is_without_log("aof_enabled:1\r\n"));
        let info = |limit: &str, policy: &str| {
            format!("maxmemory:{limit}\r\nmaxmemory_human:1M\r\nmaxmemory_policy:{policy}\r\n")
        };
        assert_eq!(eviction(&info("1000", "allkeys-lru")), Some("allkeys-lru"));
        assert_eq!(eviction(&info("1000", "noeviction")), None);
        assert_eq!(eviction(&info("0", "allkeys-lru")), None);
        assert_eq!(eviction(""), None);
    }

    #[test]
    fn errors_tell_whether_to_retry_and_to_connect_anew() {
        use ServerErrorKind::{BusyLoading, MasterDown, ReadOnly};
        for (kind, retries_never, connects) in [
            (ErrorKind::AuthenticationFailed, true, true),
            (ErrorKind::InvalidClientConfig, true, false),
            (ErrorKind::Server(ReadOnly), false, true),
            (ErrorKind::Server(MasterDown), false, true),
            (ErrorKind::Server(BusyLoading), false, false),
            (ErrorKind::Io, false, false),
        ] {
            let error = RedisError::from((kind, "it failed"));
            assert_eq!(is_permanent(&error), retries_never, "{kind:?}");
            assert_eq!(needs_new_connection(&error), connects, "{kind:?}");
        }
    }
}
