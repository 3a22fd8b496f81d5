//! Connects to Redis at startup, and checks its version and settings.

use std::time::Duration;

use redis::{Client, ErrorKind, RedisError};
use tokio::time::{Instant, sleep};

use crate::store::error::{StoreError, StoreResult};

use super::connection::{self, Connection};

/// How long connecting is retried: Redis may start at the same time.
const PATIENCE: Duration = Duration::from_secs(10);

/// Delay before connecting again.
const PAUSE: Duration = Duration::from_millis(500);

/// The oldest version that the commands were tested with.
const OLDEST_VERSION: (u32, u32) = (7, 0);

/// Connects and checks the server.
pub(super) async fn connect(url: &str, bot: i64) -> StoreResult<Connection> {
    let client = connection::client(url)?;
    let address = client.get_connection_info().addr().to_string();
    let unreachable = |source| StoreError::RedisUnreachable { address: address.clone(), source };
    let connection = reach(&client, bot).await.map_err(unreachable)?;
    let command = redis::cmd("INFO");
    match connection.run::<String>(&command).await {
        Ok(info) => check(&info, address)?,
        // A user without the right to `INFO` can still use the rest.
        Err(error) if error.code() == Some("NOPERM") => {}
        Err(error) => return Err(unreachable(error)),
    }
    Ok(connection)
}

async fn reach(client: &Client, bot: i64) -> Result<Connection, RedisError> {
    let end = Instant::now() + PATIENCE;
    let mut is_logged = false;
    loop {
        let error = match try_once(client.clone(), bot).await {
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

async fn try_once(client: Client, bot: i64) -> Result<Connection, RedisError> {
    let connection = Connection::connect(client, bot).await?;
    connection.run::<()>(&redis::cmd("PING")).await?;
    Ok(connection)
}

/// Whether retrying is useless.
fn is_permanent(error: &RedisError) -> bool {
    let is_refused = error.code().is_some_and(|it| ["NOAUTH", "WRONGPASS", "NOPERM"].contains(&it));
    is_refused
        || matches!(error.kind(), ErrorKind::AuthenticationFailed | ErrorKind::InvalidClientConfig)
}

/// Refuses a server that is too old, and warns of settings that lose updates.
fn check(info: &str, address: String) -> StoreResult<()> {
    let value = |name: &str| {
        info.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
    };
    if let Some(found) = value("redis_version")
        && version(found).is_some_and(|it| it < OLDEST_VERSION)
    {
        return Err(StoreError::RedisTooOld { address, found: found.to_owned() });
    }
    if value("aof_enabled") == Some("0") {
        tracing::warn!(
            "Redis has no append-only file and loses updates when it ends: set `appendonly yes`"
        );
    }
    if let (Some(limit), Some(policy)) = (value("maxmemory"), value("maxmemory_policy"))
        && limit != "0"
        && policy != "noeviction"
    {
        tracing::warn!(
            "Redis evicts keys when it is out of memory (`{policy}`), updates too: set `maxmemory-policy noeviction`"
        );
    }
    Ok(())
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
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
}
