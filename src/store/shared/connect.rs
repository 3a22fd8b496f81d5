//! Reaching Redis when the bot starts, and what of its set-up would lose updates.

use std::time::Duration;

use redis::{Client, ErrorKind, RedisError};
use tokio::time::{Instant, sleep};

use crate::store::StoreError;

use super::link::{self, Link};

/// How long Redis is waited for: it may start at the same time.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long after a try the next one is.
const PAUSE: Duration = Duration::from_millis(500);

/// The first version that the commands are tried with.
const LEAST_VERSION: (u32, u32) = (7, 0);

/// Connects, and looks whether Redis is fit for it.
pub(super) async fn connect(url: &str, bot: i64) -> Result<Link, StoreError> {
    let client = link::client(url)?;
    let address = Link::address(&client);
    let out_of_reach = |source| StoreError::RedisOutOfReach { address: address.clone(), source };
    let link = reach(&client, bot).await.map_err(out_of_reach)?;
    let command = redis::cmd("INFO");
    match link.ask::<String>(&command).await {
        Ok(info) => fit(&info, address)?,
        // Who may not ask for it can still use the rest.
        Err(error) if error.code() == Some("NOPERM") => {}
        Err(error) => return Err(out_of_reach(error)),
    }
    Ok(link)
}

async fn reach(client: &Client, bot: i64) -> Result<Link, RedisError> {
    let end = Instant::now() + PATIENCE;
    let mut is_told = false;
    loop {
        let error = match try_to(client.clone(), bot).await {
            Ok(link) => return Ok(link),
            Err(error) => error,
        };
        if will_not_change(&error) || Instant::now() >= end {
            return Err(error);
        }
        if !is_told {
            tracing::warn!("cannot reach Redis yet; trying for {} s", PATIENCE.as_secs());
            is_told = true;
        }
        sleep(PAUSE).await;
    }
}

async fn try_to(client: Client, bot: i64) -> Result<Link, RedisError> {
    let link = Link::connect(client, bot).await?;
    link.ask::<()>(&redis::cmd("PING")).await?;
    Ok(link)
}

/// Whether it is no use to wait.
fn will_not_change(error: &RedisError) -> bool {
    let is_refused = error.code().is_some_and(|it| ["NOAUTH", "WRONGPASS", "NOPERM"].contains(&it));
    is_refused
        || matches!(error.kind(), ErrorKind::AuthenticationFailed | ErrorKind::InvalidClientConfig)
}

/// Whether Redis can do what is asked of it. It warns of what loses updates.
fn fit(info: &str, address: String) -> Result<(), StoreError> {
    let of = |name: &str| {
        info.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
    };
    if let Some(found) = of("redis_version")
        && version(found).is_some_and(|it| it < LEAST_VERSION)
    {
        return Err(StoreError::RedisTooOld { address, found: found.to_owned() });
    }
    if of("aof_enabled") == Some("0") {
        tracing::warn!(
            "Redis keeps no append-only file, so updates are lost when it ends: set `appendonly yes`"
        );
    }
    if let (Some(limit), Some(policy)) = (of("maxmemory"), of("maxmemory_policy"))
        && limit != "0"
        && policy != "noeviction"
    {
        tracing::warn!(
            "Redis drops what it has no memory for (`{policy}`), updates too: set `maxmemory-policy noeviction`"
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
            fit(&info, "redis:6379".to_owned()).map_err(|it| it.to_string())
        };
        assert_eq!(fits("7.0.15"), Ok(()));
        assert_eq!(fits("10.2.0"), Ok(()));
        assert_eq!(fits("unstable"), Ok(()));
        insta::assert_snapshot!(fits("6.2.14").unwrap_err(), @"Redis at `redis:6379` has version 6.2.14: expected 7.0 or later, or Valkey");
    }
}
