//! Receives updates: each is in the store before Telegram is told so.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use serde_json::value::RawValue;

use crate::{
    config::UpdateSource,
    store::{Durability, Inbox, Received, StoreError, StoreResult, UpdateKey},
    telegram::ops::{
        clock::now_ms,
        metrics::{Metrics, Refusal},
    },
};

use super::{
    kinds::KINDS,
    prune::{LARGE, pruned},
};

/// Open updates at which no more are received; Telegram keeps the rest.
const MAX_OPEN: usize = 20_000;

/// Bytes of updates in memory at which no more are received.
const MAX_BYTES: usize = 8 << 20;

/// How long messages are held back that waited at Telegram, if no more of them come: a slow
/// fetch may follow, or the deliveries of a webhook, which nobody announces.
const POLLING_PATIENCE: Duration = Duration::from_secs(5);
const WEBHOOK_PATIENCE: Duration = Duration::from_millis(300);

/// Stores updates that polling or the webhook brings.
#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    inbox: Arc<dyn Inbox>,
    pub(crate) arrivals: Arc<Arrivals>,
    metrics: Arc<Metrics>,
    /// Updates that were not stored, and are counted.
    n_refused: Arc<AtomicUsize>,
}

/// Whether updates wait at Telegram.
#[derive(Debug)]
pub(crate) struct Arrivals {
    is_behind: AtomicBool,
    /// How long the next ones may take, while it is not known that none wait.
    pub(crate) patience: Duration,
}

impl Arrivals {
    /// Arrivals by fetches, of which one that is not full is the last, or by a webhook.
    pub(crate) fn new(updates: &UpdateSource) -> Self {
        let patience = match updates {
            UpdateSource::Polling => POLLING_PATIENCE,
            UpdateSource::Webhook(_) => WEBHOOK_PATIENCE,
        };
        Self { is_behind: AtomicBool::new(true), patience }
    }

    /// Notes whether more updates wait at Telegram.
    pub(crate) fn note(&self, is_behind: bool) {
        self.is_behind.store(is_behind, SeqCst);
    }

    /// Whether more updates may wait at Telegram.
    pub(crate) fn is_behind(&self) -> bool {
        self.is_behind.load(SeqCst)
    }
}

/// The fields of a JSON object, unread.
type Fields<'a> = HashMap<Cow<'a, str>, &'a RawValue>;

/// Reads the id and the sender of an update; `None` for JSON that is no update. Of a large
/// one, only what the bot reads is kept.
pub(crate) fn received(body: &str) -> Option<Received> {
    let update = fields(body)?;
    let update_id = whole(&update, "update_id")?;
    let content = KINDS.into_iter().find_map(|it| fields(update.get(it)?.get()));
    let sender = content.and_then(|it| sender(&it));
    let body = if body.len() > LARGE { pruned(body, update_id) } else { body.to_owned() };
    Some(Received { key: UpdateKey(update_id), sender, body })
}

/// The number of the chat or the person that speaks.
fn sender(content: &Fields<'_>) -> Option<i64> {
    let names = ["sender_chat", "from", "chat"];
    names.into_iter().find_map(|it| whole(&fields(content.get(it)?.get())?, "id"))
}

fn fields(json: &str) -> Option<Fields<'_>> {
    serde_json::from_str(json).ok()
}

fn whole(fields: &Fields<'_>, name: &str) -> Option<i64> {
    serde_json::from_str(fields.get(name)?.get()).ok()
}

impl Receiver {
    /// A receiver that has received nothing.
    pub(crate) fn new(
        inbox: Arc<dyn Inbox>,
        arrivals: Arc<Arrivals>,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self { inbox, arrivals, metrics, n_refused: Arc::default() }
    }

    /// Stores updates.
    pub(crate) async fn take(&self, updates: Vec<Received>) -> StoreResult<Durability> {
        let inbox = Arc::clone(&self.inbox);
        // The caller may be cancelled when its connection closes; the task goes on.
        let taking = tokio::spawn(async move { inbox.receive(updates, now_ms()).await });
        let taken = taking.await.map_err(|_| StoreError::Closed)?;
        self.count_refused();
        taken
    }

    /// Counts the updates of senders who have too many open ones.
    fn count_refused(&self) {
        let n_refused = self.inbox.depth().n_refused;
        let n_before = self.n_refused.fetch_max(n_refused, SeqCst);
        if n_before == 0 && n_refused > 0 {
            tracing::warn!(
                "a sender has too many open updates: more are not stored, but counted \
                 (`clausebot_refusals_total`, `not_stored`)"
            );
        }
        for _ in n_before..n_refused {
            self.metrics.refuse(Refusal::NotStored);
        }
    }

    /// Whether more updates may be received now.
    pub(crate) fn has_room(&self) -> bool {
        let depth = self.inbox.depth();
        depth.n_open < MAX_OPEN && depth.n_bytes < MAX_BYTES
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::poll;
    use tokio::time::timeout;

    use super::*;
    use crate::{
        store::{MAX_OF_SENDER, Store},
        telegram::api::CallCounts,
    };

    fn receiver(inbox: &Arc<dyn Inbox>) -> Receiver {
        let arrivals = Arc::new(Arrivals::new(&UpdateSource::Polling));
        let metrics = Arc::new(Metrics::new(&CallCounts::default()));
        Receiver::new(Arc::clone(inbox), arrivals, metrics)
    }

    #[test]
    fn the_sender_is_the_voice_else_the_person_else_the_chat() {
        let sender = |body: &str| received(body).map(|it| (it.key.0, it.sender));
        for (body, found) in [
            (r#"{"update_id":7,"message":{"from":{"id":11},"chat":{"id":-5}}}"#, Some(11)),
            (r#"{"update_id":7,"message":{"from":{"id":1},"sender_chat":{"id":-9}}}"#, Some(-9)),
            (r#"{"update_id":7,"channel_post":{"chat":{"id":-9}}}"#, Some(-9)),
            (r#"{"update_id":7,"callback_query":{"from":{"id":11}}}"#, Some(11)),
            (r#"{"update_id":7,"message":{"from":{"id":"11"},"chat":[]}}"#, None),
            (r#"{"update_id":7,"message":{"from":{"id":9223372036854775808}}}"#, None),
            (r#"{"update_id":7,"message":5}"#, None),
        ] {
            assert_eq!(sender(body), Some((7, found)), "{body}");
        }
        assert_eq!(sender(r#"{"update_id":9007199254740993}"#), Some(((1 << 53) + 1, None)));
        for body in ["[]", "{}", r#"{"update_id":"7"}"#, r#"{"update_id":9223372036854775808}"#] {
            assert_eq!(sender(body), None, "{body}");
        }
    }

    #[tokio::test]
    async fn what_is_not_stored_is_counted() {
        let inbox = Store::in_memory().unwrap().inbox;
        let receiver = receiver(&inbox);
        let update =
            |id| received(&format!(r#"{{"update_id":{id},"message":{{"from":{{"id":7}}}}}}"#));
        for _ in 0..2 {
            receiver.take((0..MAX_OF_SENDER + 3).filter_map(update).collect()).await.unwrap();
        }
        assert_eq!(inbox.n_open().await.unwrap(), MAX_OF_SENDER);
        let text = receiver.metrics.text();
        assert!(text.contains("clausebot_refusals_total{reason=\"not_stored\"} 3\n"), "{text}");
    }

    #[tokio::test]
    async fn an_update_is_stored_when_its_caller_hangs_up() {
        let folder = tempfile::tempdir().unwrap();
        let inbox = Store::open(folder.path().to_owned()).unwrap().inbox;
        let receiver = receiver(&inbox);
        let update = received(r#"{"update_id":7}"#).unwrap();
        let mut taking = Box::pin(receiver.take(vec![update.clone()]));
        assert!(poll!(&mut taking).is_pending());
        drop(taking);
        // Telegram brings it again.
        receiver.take(vec![update]).await.unwrap();
        let open = timeout(Duration::from_secs(30), inbox.next()).await.unwrap();
        assert_eq!(open.iter().map(|it| it.key.0).collect::<Vec<_>>(), [7]);
    }
}
