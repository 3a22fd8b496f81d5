//! The contracts of the two traits of a store, which every backend passes.

#[cfg(all(feature = "redis", unix))]
mod redis;
#[cfg(all(feature = "redis", unix))]
mod server;
mod sqlite;

use std::time::Duration;

use clausebot::{
    render::TextOrder,
    store::{
        Answers, Attempt, ChatKey, DocumentKey, Inbox, MAX_BODY, MAX_BYTES_OF_SENDER,
        MAX_OF_SENDER, MessageKey, Move, Received, References, Settings, Shown, Store, StoreResult,
        TopicKey, UpdateKey, Vote, Votes,
    },
    text::Locale,
};
use tokio::time::timeout;

#[tokio::test]
async fn memory_passes_the_contracts() {
    chat_store_contract(&Store::in_memory().unwrap()).await.unwrap();
    inbox_contract(&Store::in_memory().unwrap()).await.unwrap();
}

#[tokio::test]
async fn sqlite_passes_the_contracts() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("made/for it")).unwrap();
    inbox_contract(&store).await.unwrap();
    chat_store_contract(&store).await.unwrap();
}

async fn chat_store_contract(store: &Store) -> StoreResult<()> {
    settings_contract(store).await?;
    shown_contract(store).await?;
    migrate_and_forget_contract(store).await?;
    moves_contract(store).await?;
    let chats = &store.chats;
    for (clause, vote) in [("3.6", Vote::Up), ("3.6", Vote::Down), ("3.6", Vote::Up)] {
        chats.vote("plan".to_owned(), clause.to_owned(), vote).await?;
    }
    let votes = Votes { document: "plan".to_owned(), clause: "3.6".to_owned(), n_up: 2, n_down: 1 };
    assert_eq!(chats.votes().await?, [votes]);

    for question in ["b", "a", "a'; drop table settings; --", "a"] {
        chats.miss(question.to_owned()).await?;
    }
    let misses: Vec<_> =
        chats.misses().await?.into_iter().map(|it| (it.question, it.times)).collect();
    let expected = [("a", 2), ("a'; drop table settings; --", 1), ("b", 1)];
    assert_eq!(misses, expected.map(|(question, times)| (question.to_owned(), times)));
    Ok(())
}

/// Most questions that found nothing.
const MAX_MISSES: usize = 10_000;

/// One more question is counted, but none after it.
async fn full_of_misses_contract(Store { chats, .. }: &Store) -> StoreResult<()> {
    for question in ["last", "one too many", "last"] {
        chats.miss(question.to_owned()).await?;
    }
    let misses = chats.misses().await?;
    assert_eq!(misses.len(), MAX_MISSES);
    assert_eq!((misses[0].question.as_str(), misses[0].times), ("last", 2));
    assert!(misses.iter().all(|it| it.question != "one too many"));
    Ok(())
}

async fn settings_contract(Store { chats, .. }: &Store) -> StoreResult<()> {
    let [ann, group] = [ChatKey(11), ChatKey(-100)];
    assert_eq!(chats.settings(ann).await?, Settings::default());
    chats.set_language(ann, Some(Locale::En)).await?;
    chats.set_first(ann, TextOrder::Authentic).await?;
    chats.set_document(ann, Some(DocumentKey::of("plan"))).await?;
    let chosen = Settings {
        language: Some(Locale::En),
        first: Some(TextOrder::Authentic),
        document: Some(DocumentKey::of("plan")),
        references: References::Ignored,
        topic: Some(7),
    };
    chats.set_references(ann, References::Ignored).await?;
    chats.set_topic(ann, Some(7)).await?;
    assert_eq!(chats.settings(ann).await?, chosen);
    assert_eq!(chats.settings(group).await?, Settings::default());
    chats.set_language(ann, None).await?;
    assert_eq!(chats.settings(ann).await?, Settings { language: None, ..chosen });
    chats.set_document(ann, None).await?;
    assert_eq!(chats.settings(ann).await?, Settings { language: None, document: None, ..chosen });
    chats.set_references(ann, References::Read).await?;
    chats.set_topic(ann, None).await?;
    let first = Settings { first: chosen.first, ..Settings::default() };
    assert_eq!(chats.settings(ann).await?, first);

    let question = MessageKey(1);
    assert_eq!(chats.answers(group, question).await?, Answers::default());
    chats.remember(group, question, answers([4], 1000));
    chats.remember(group, question, answers([2, 3], 2000));
    assert_eq!(chats.answers(group, question).await?, answers([2, 3], 2000));
    assert_eq!(chats.answers(ann, question).await?, Answers::default());
    Ok(())
}

/// The clause before a question is that of the last answer to an earlier one.
async fn shown_contract(Store { chats, inbox }: &Store) -> StoreResult<()> {
    let cy = ChatKey(13);
    let shown = |clause: &str| {
        let document = DocumentKey::of("plan");
        Some(Shown { document, clause: clause.parse().unwrap(), locale: Locale::ZhHant })
    };
    assert_eq!(chats.shown_before(cy, MessageKey(9)).await?, None);
    for (question, clause) in
        [(10, Some("3.6")), (20, Some("preamble")), (30, None), (40, Some("1.2"))]
    {
        let shown = clause.and_then(shown);
        let answers = Answers { shown, ..answers([question + 1], 1000) };
        chats.remember(cy, MessageKey(question), answers.clone());
        assert_eq!(chats.answers(cy, MessageKey(question)).await?, answers);
    }
    for (question, clause) in [
        (10, None),
        (11, Some("3.6")),
        (20, Some("3.6")),
        (40, Some("preamble")),
        (41, Some("1.2")),
    ] {
        assert_eq!(
            chats.shown_before(cy, MessageKey(question)).await?,
            clause.and_then(shown),
            "{question}"
        );
    }
    assert_eq!(chats.shown_before(ChatKey(14), MessageKey(41)).await?, None);
    // An edit of an older question writes its answer last.
    inbox.written().await;
    chats.remember(cy, MessageKey(20), Answers { shown: shown("3.7"), ..answers([21], 2000) });
    assert_eq!(chats.shown_before(cy, MessageKey(41)).await?, shown("1.2"));
    assert_eq!(chats.shown_before(cy, MessageKey(40)).await?, shown("3.7"));
    chats.forget(cy).await?;
    assert_eq!(chats.shown_before(cy, MessageKey(41)).await?, None);
    Ok(())
}

async fn migrate_and_forget_contract(Store { chats, inbox }: &Store) -> StoreResult<()> {
    let [ann, group, later] = [ChatKey(11), ChatKey(-100), ChatKey(-1_000_100)];
    chats.set_language(group, Some(Locale::ZhHant)).await?;
    for _ in 0..2 {
        chats.migrate(group, later).await?;
        assert_eq!(chats.settings(later).await?.language, Some(Locale::ZhHant));
        assert_eq!(chats.settings(group).await?, Settings::default());
        assert_eq!(chats.answers(group, MessageKey(1)).await?, Answers::default());
    }
    chats.set_language(later, Some(Locale::En)).await?;
    chats.set_language(group, Some(Locale::ZhHant)).await?;
    for moved in [ChatKey(-7), group] {
        chats.migrate(moved, later).await?;
        assert_eq!(chats.settings(later).await?.language, Some(Locale::En), "it keeps its own");
        assert_eq!(chats.settings(moved).await?, Settings::default());
    }

    chats.remember(ann, MessageKey(8), answers([9], 1000));
    for (update, chat) in [(501, ann), (502, later)] {
        let body = format!(r#"{{"update_id":{update},"message":{{"chat":{{"id":{}}}}}}}"#, chat.0);
        inbox.receive(vec![Received { key: UpdateKey(update), sender: None, body }], 1000).await?;
    }
    next(&**inbox, 2).await;
    inbox.dead_letter(UpdateKey(501), "it failed");
    inbox.dead_letter(UpdateKey(502), "it failed");
    let n_before = inbox.n_dead_letters().await?;
    chats.forget(ann).await?;
    assert_eq!(inbox.n_dead_letters().await?, n_before.saturating_sub(1));
    assert_eq!(chats.settings(ann).await?, Settings::default());
    assert_eq!(chats.answers(ann, MessageKey(8)).await?, Answers::default());
    assert_eq!(chats.settings(later).await?.language, Some(Locale::En));
    Ok(())
}

/// Moves of groups are kept, also when the groups are forgotten.
async fn moves_contract(Store { chats, inbox }: &Store) -> StoreResult<()> {
    let moved = |from: i64, to: i64| Move { from: ChatKey(from), to: ChatKey(to) };
    assert_eq!(chats.moves().await?, []);
    for _ in 0..2 {
        chats.keep_move(moved(-5, -1_000_000_000_005));
        chats.keep_move(moved(-6, -1_000_000_000_006));
        let kept = [moved(-6, -1_000_000_000_006), moved(-5, -1_000_000_000_005)];
        assert_eq!(chats.moves().await?, kept);
    }
    chats.forget(ChatKey(-5)).await?;
    chats.forget(ChatKey(-1_000_000_000_005)).await?;
    inbox.written().await;
    assert_eq!(chats.moves().await?.len(), 2);
    Ok(())
}

async fn inbox_contract(Store { inbox, .. }: &Store) -> StoreResult<()> {
    assert_eq!(inbox.resume().await?, (0, 0));
    inbox.probe().await?;
    inbox.receive(received(&[1, 2]), 1000).await?;
    inbox.receive(received(&[2, 3, 1]), 2000).await?;
    let first = |key| (key, Attempt::First);
    assert_eq!(next(&**inbox, 3).await, [1, 2, 3].map(first), "each once");
    assert!([1, 2, 3].into_iter().all(|it| inbox.still_owns(UpdateKey(it))));
    let depth = inbox.depth();
    assert_eq!((depth.n_open, depth.oldest_ms), (3, Some(1000)));
    inbox.done(UpdateKey(1));
    inbox.dead_letter(UpdateKey(2), "it failed");
    inbox.receive(received(&[1, 2, 4]), 3000).await?;
    assert_eq!(next(&**inbox, 1).await, [first(4)], "completed updates do not come again");
    let depth = inbox.depth();
    assert_eq!((depth.n_open, depth.oldest_ms), (2, Some(2000)));
    assert_eq!(inbox.n_open().await?, 2);
    drop(inbox.lock(TopicKey { chat: ChatKey(1), thread: None }).await);
    inbox.done(UpdateKey(3));
    inbox.done(UpdateKey(4));
    inbox.written().await;
    assert_eq!((inbox.depth().n_open, inbox.n_open().await?), (0, 0));
    inbox.begin(UpdateKey(99)).await?;
    inbox.answered(UpdateKey(99));
    bounded_contract(&**inbox).await
}

/// One sender has so many updates open, and so many bytes; others have room.
async fn bounded_contract(inbox: &dyn Inbox) -> StoreResult<()> {
    let n_most = i64::try_from(MAX_OF_SENDER).unwrap();
    let of = |sender: i64, key: i64, n_bytes: usize| Received {
        key: UpdateKey(key),
        sender: Some(sender),
        body: "x".repeat(n_bytes),
    };
    let keys = 1001..=1000 + n_most + 5;
    inbox.receive(keys.clone().map(|key| of(7, key, 10)).collect(), 1000).await?;
    inbox.receive(vec![of(8, 3001, 10)], 1000).await?;
    assert_eq!(inbox.depth().n_refused, 5);
    assert_eq!(inbox.n_open().await?, MAX_OF_SENDER + 1);
    // None of them comes again, and what is done makes room.
    inbox.receive(keys.map(|key| of(7, key, 10)).collect(), 1000).await?;
    assert_eq!((inbox.depth().n_refused, inbox.n_open().await?), (5, MAX_OF_SENDER + 1));
    next(inbox, MAX_OF_SENDER + 1).await;
    inbox.done(UpdateKey(1001));
    inbox.dead_letter(UpdateKey(1002), "it failed");
    inbox.done(UpdateKey(1001));
    inbox.written().await;
    inbox.receive((2001..=2004).map(|key| of(7, key, 10)).collect(), 1000).await?;
    assert_eq!((inbox.depth().n_refused, inbox.n_open().await?), (7, MAX_OF_SENDER + 1));
    let large = 4001..=4000 + i64::try_from(MAX_BYTES_OF_SENDER / MAX_BODY).unwrap();
    inbox.receive(large.clone().map(|key| of(9, key, MAX_BODY)).collect(), 1000).await?;
    inbox.receive(vec![of(9, 4999, 1)], 1000).await?;
    assert_eq!(inbox.depth().n_refused, 8);
    next(inbox, 2 + large.clone().count()).await;
    for key in (1003..=1000 + n_most).chain([3001, 2001, 2002]).chain(large) {
        inbox.done(UpdateKey(key));
    }
    inbox.written().await;
    assert_eq!(inbox.n_open().await?, 0);
    inbox.receive(vec![of(9, 5000, MAX_BODY)], 1000).await?;
    assert_eq!((inbox.depth().n_refused, next(inbox, 1).await.len()), (8, 1));
    inbox.done(UpdateKey(5000));
    Ok(())
}

fn answers<const N: usize>(messages: [i32; N], said_at: i64) -> Answers {
    Answers {
        messages: messages.map(MessageKey).to_vec(),
        said_at,
        checksum: Some(0xab),
        shown: None,
    }
}

fn received(keys: &[i64]) -> Vec<Received> {
    let update = |key: &i64| Received {
        key: UpdateKey(*key),
        sender: Some(*key),
        body: format!(r#"{{"update_id":{key},"text":"疫苗"}}"#),
    };
    keys.iter().map(update).collect()
}

/// How long a test waits for updates; much longer than they take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The next `n` updates, in their order.
async fn next(inbox: &dyn Inbox, n: usize) -> Vec<(i64, Attempt)> {
    let mut updates = Vec::new();
    while updates.len() < n {
        let Ok(next) = timeout(PATIENCE, inbox.next()).await else {
            panic!("expected {n} updates: {updates:?}");
        };
        updates.extend(next.into_iter().map(|it| (it.key.0, it.attempt)));
    }
    updates
}
