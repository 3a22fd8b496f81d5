//! The way to Redis, and the names of what is kept there.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use redis::{
    AsyncConnectionConfig, Client, Cmd, ConnectionInfo, ErrorKind, FromRedisValue,
    IntoConnectionInfo, Pipeline, RedisError, ServerErrorKind,
    aio::{ConnectionManager, ConnectionManagerConfig, MultiplexedConnection},
    io::tcp::{TcpSettings, socket2::TcpKeepalive},
};

use crate::store::{ChatKey, StoreError, TopicKey, UpdateKey};

/// How long an answer of Redis is waited for.
const ANSWERS_WITHIN: Duration = Duration::from_secs(3);

/// How long a connection is waited for.
const CONNECTS_WITHIN: Duration = Duration::from_secs(2);

/// How long a machine may be silent before the connection to it is given up.
const SILENT_FOR: Duration = Duration::from_secs(5);

/// How soon after a connection was made another takes its place.
const RENEWED_AFTER: Duration = Duration::from_secs(1);

/// Updates that are marked in one map. Telegram counts updates up, so a map of
/// half a kilobyte is soon full of marks.
const MARKS: i64 = 4096;

/// The way to Redis, which finds itself again after it was lost.
#[derive(Clone)]
pub(super) struct Link {
    client: Client,
    way: Arc<RwLock<Way>>,
    prefix: Arc<str>,
}

/// A connection that all use, and how it does.
struct Way {
    connection: ConnectionManager,
    made: Instant,
    /// When something was done last.
    worked: Instant,
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

/// A command is to fail soon rather than to wait: the next one tries again.
fn config() -> ConnectionManagerConfig {
    ConnectionManagerConfig::new()
        .set_number_of_retries(1)
        .set_min_delay(Duration::from_millis(100))
        .set_max_delay(Duration::from_millis(200))
        .set_connection_timeout(Some(CONNECTS_WITHIN))
        .set_response_timeout(Some(ANSWERS_WITHIN))
}

/// Whether another connection may do what this one does not: it leads to what has
/// become a replica, or was refused.
fn is_of_connection(error: &RedisError) -> bool {
    use ServerErrorKind::{MasterDown, ReadOnly};
    matches!(
        error.kind(),
        ErrorKind::AuthenticationFailed | ErrorKind::Server(ReadOnly | MasterDown)
    )
}

/// Where Redis is said to be. Its text has no password in it.
pub(super) fn client(url: &str) -> Result<Client, StoreError> {
    let at = url.into_connection_info().map_err(StoreError::RedisUrl)?;
    let tcp = tcp_settings();
    Client::open(at.set_tcp_settings(tcp)).map_err(StoreError::RedisUrl)
}

/// Without these a machine that is gone is noticed after a quarter of an hour.
fn tcp_settings() -> TcpSettings {
    let keepalive = TcpKeepalive::new().with_time(SILENT_FOR).with_interval(SILENT_FOR);
    let tcp = TcpSettings::default().set_nodelay(true).set_keepalive(keepalive);
    #[cfg(target_os = "linux")]
    let tcp = tcp.set_user_timeout(SILENT_FOR);
    tcp
}

impl Link {
    /// Connects. The hash tag has a cluster keep all of a bot in one place.
    pub(super) async fn connect(client: Client, bot: i64) -> Result<Self, RedisError> {
        let connection = ConnectionManager::new_with_config(client.clone(), config()).await?;
        let way = Way { connection, made: Instant::now(), worked: Instant::now() };
        let way = Arc::new(RwLock::new(way));
        Ok(Self { client, way, prefix: format!("clausebot:{{{bot}}}:").into() })
    }

    fn connection(&self) -> ConnectionManager {
        self.way.read().unwrap_or_else(PoisonError::into_inner).connection.clone()
    }

    /// Takes in how something ended. The library connects again where a connection
    /// broke; where it stands and is of no use, or a try to connect was refused, that
    /// is done here.
    fn ended<T>(&self, how: Result<T, RedisError>) -> Result<T, RedisError> {
        let mut way = self.way.write().unwrap_or_else(PoisonError::into_inner);
        match &how {
            Ok(_) => way.worked = Instant::now(),
            Err(error)
                if way.made.elapsed() >= RENEWED_AFTER
                    && (is_of_connection(error) || way.worked.elapsed() >= SILENT_FOR) =>
            {
                // Only a faulty configuration cannot be begun with; it is as before.
                if let Ok(connection) =
                    ConnectionManager::new_lazy_with_config(self.client.clone(), config())
                {
                    (way.connection, way.made) = (connection, Instant::now());
                }
            }
            Err(_) => {}
        }
        how
    }

    /// A connection of one's own, for commands that wait in Redis for so long.
    pub(super) async fn waiting(
        &self,
        for_long: Duration,
    ) -> Result<MultiplexedConnection, RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECTS_WITHIN))
            .set_response_timeout(Some(for_long + ANSWERS_WITHIN));
        self.client.get_multiplexed_async_connection_with_config(&config).await
    }

    /// Where Redis is: host and port, or a path.
    pub(super) fn address(client: &Client) -> String {
        let info: &ConnectionInfo = client.get_connection_info();
        info.addr().to_string()
    }

    /// Has Redis do something.
    pub(super) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        self.ended(command.query_async(&mut self.connection()).await)
    }

    /// Has Redis do several things, in their order.
    pub(super) async fn ask_all(&self, commands: &Pipeline) -> Result<(), RedisError> {
        // To the library, a pipeline without commands is a failure.
        if commands.is_empty() {
            return Ok(());
        }
        self.ended(commands.exec_async(&mut self.connection()).await)
    }

    pub(super) fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    pub(super) fn inbox(&self) -> String {
        self.key("inbox")
    }

    pub(super) fn trials(&self) -> String {
        self.key("trials")
    }

    pub(super) fn aside(&self) -> String {
        self.key("aside")
    }

    pub(super) fn hinted(&self) -> String {
        self.key("hinted")
    }

    pub(super) fn votes(&self) -> String {
        self.key("votes")
    }

    pub(super) fn misses(&self) -> String {
        self.key("misses")
    }

    pub(super) fn settings(&self, chat: ChatKey) -> String {
        format!("{}settings:{}", self.prefix, chat.0)
    }

    pub(super) fn answers(&self, chat: ChatKey) -> String {
        format!("{}answers:{}", self.prefix, chat.0)
    }

    /// The questions of a chat that have answers, oldest first.
    pub(super) fn answered(&self, chat: ChatKey) -> String {
        format!("{}answered:{}", self.prefix, chat.0)
    }

    pub(super) fn hold(&self, TopicKey { chat, thread }: TopicKey) -> String {
        match thread {
            None => format!("{}hold:{}", self.prefix, chat.0),
            Some(thread) => format!("{}hold:{}:{thread}", self.prefix, chat.0),
        }
    }

    /// The map that an update is marked in once it has come, and its place there.
    pub(super) fn mark(&self, update: UpdateKey) -> (String, i64) {
        let map = update.0.div_euclid(MARKS);
        (format!("{}seen:{map}", self.prefix), update.0.rem_euclid(MARKS))
    }
}

/// A script, to which keys and arguments are added. It is sent whole each time,
/// since Redis forgets scripts when it starts.
pub(super) fn script(code: &str, keys: &[String]) -> Cmd {
    let mut command = redis::cmd("EVAL");
    command.arg(code).arg(keys.len()).arg(keys);
    command
}
