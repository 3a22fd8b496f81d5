//! A store that several processes share: Redis or Valkey.
//!
//! The processes cache nothing, so each sees the changes of the others; [`Key`] lists what is
//! in Redis. A change is one command or one script.

mod chats;
mod claims;
mod connection;
mod health;
mod inbox;
mod keys;
mod locks;
#[cfg(test)]
#[cfg(unix)]
mod tests;
mod worker;
mod write_behind;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use parking_lot::Mutex;
use redis::{Cmd, FromRedisValue};
use tokio::{
    task::{AbortHandle, JoinHandle},
    time::timeout,
};

use self::{
    claims::Claims,
    connection::Connection,
    health::Health,
    keys::Key,
    locks::Locks,
    worker::{BLOCK, STALE, Worker},
    write_behind::WriteBehind,
};

use super::error::StoreResult;

#[derive(Debug)]
pub(super) struct RedisStore {
    connection: Connection,
    claims: Arc<Claims>,
    queue: WriteBehind,
    worker: Worker,
    tasks: OnceLock<Tasks>,
}

/// Background tasks. They end with the store; another process then takes over its updates.
#[derive(Debug)]
struct Tasks {
    consumer: Mutex<Option<JoinHandle<()>>>,
    aborts: [AbortHandle; 2],
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.aborts.iter().for_each(AbortHandle::abort);
    }
}

impl RedisStore {
    pub(super) async fn connect(url: &str, bot: i64) -> StoreResult<Self> {
        Ok(Self::new(Connection::open(url, bot).await?, STALE))
    }

    fn new(connection: Connection, stale: Duration) -> Self {
        let health = Arc::<Health>::default();
        let queue = WriteBehind::start(connection.clone(), Arc::clone(&health));
        let claims = Arc::new(Claims::new(connection.clone()));
        let locks = Locks::new(connection.clone(), queue.clone(), claims.own_name.clone());
        let worker = Worker {
            claims: Arc::clone(&claims),
            locks: Arc::new(locks),
            queue: queue.clone(),
            health,
            stale,
        };
        Self { connection, claims, queue, worker, tasks: OnceLock::new() }
    }

    fn command(&self, name: &str, key: Key) -> Cmd {
        self.connection.command(name, key)
    }

    async fn run<T: FromRedisValue>(&self, command: &Cmd) -> StoreResult<T> {
        Ok(self.connection.run(command).await?)
    }

    /// Starts to claim updates. A process that only reads or counts never does.
    fn start(&self) {
        self.tasks.get_or_init(|| {
            let consumer = tokio::spawn(self.worker.clone().consume());
            let keeper = tokio::spawn(self.worker.clone().keep());
            let aborts = [consumer.abort_handle(), keeper.abort_handle()];
            Tasks { consumer: Mutex::new(Some(consumer)), aborts }
        });
    }

    fn is_started(&self) -> bool {
        self.tasks.get().is_some()
    }

    /// Waits for the consumer, since the response to its last read is to be given back too.
    async fn stop_consumer(&self) {
        self.claims.leave();
        let consumer = self.tasks.get().and_then(|it| it.consumer.lock().take());
        if let Some(consumer) = consumer {
            // It either ends by itself or has panicked.
            _ = timeout(BLOCK * 2, consumer).await;
        }
    }
}
