//! Chat state in the database.

use async_trait::async_trait;
use quick_cache::sync::Cache;
use rusqlite::{Connection, Error, OptionalExtension, Row, ToSql};

use crate::{
    render::TextOrder,
    store::{
        chat_store::{
            Answers, ChatStore, MAX_LOOKED_BACK, MAX_MISSES, Miss, Move, References, Settings,
            Shown, StoredSettings, Vote, Votes, first_name, references_name,
        },
        error::StoreResult,
        keys::{ChatKey, DocumentKey, MessageKey},
    },
    text::Locale,
};

use super::{Sqlite, write_behind::Write};

#[async_trait]
impl ChatStore for Sqlite {
    async fn settings(&self, key: ChatKey) -> StoreResult<Settings> {
        let guard = match self.settings.get_value_or_guard_async(&key).await {
            Ok(settings) => return Ok(settings),
            Err(guard) => guard,
        };
        let read = self.writer.read(move |it| {
            let select =
                "select language, first, document, bracketed, topic from settings where chat = ?";
            it.prepare_cached(select)?.query_row([key.0], settings).optional()
        });
        let settings = read.await?.unwrap_or_default();
        // Inserts nothing if the settings were changed meanwhile.
        _ = guard.insert(settings);
        Ok(settings)
    }

    async fn set_language(&self, key: ChatKey, language: Option<Locale>) -> StoreResult<()> {
        let upsert = "insert into settings (chat, language) values (?1, ?2)
                      on conflict (chat) do update set language = ?2";
        self.set(key, upsert, language.map(Locale::tag)).await
    }

    async fn set_first(&self, key: ChatKey, first: TextOrder) -> StoreResult<()> {
        let upsert = "insert into settings (chat, first) values (?1, ?2)
                      on conflict (chat) do update set first = ?2";
        self.set(key, upsert, first_name(first)).await
    }

    async fn set_document(&self, key: ChatKey, document: Option<DocumentKey>) -> StoreResult<()> {
        let upsert = "insert into settings (chat, document) values (?1, ?2)
                      on conflict (chat) do update set document = ?2";
        self.set(key, upsert, document.map(|it| it.to_string())).await
    }

    async fn set_references(&self, key: ChatKey, references: References) -> StoreResult<()> {
        let upsert = "insert into settings (chat, bracketed) values (?1, ?2)
                      on conflict (chat) do update set bracketed = ?2";
        self.set(key, upsert, references_name(references)).await
    }

    async fn set_topic(&self, key: ChatKey, topic: Option<i32>) -> StoreResult<()> {
        let upsert = "insert into settings (chat, topic) values (?1, ?2)
                      on conflict (chat) do update set topic = ?2";
        self.set(key, upsert, topic).await
    }

    async fn migrate(&self, from: ChatKey, to: ChatKey) -> StoreResult<()> {
        let _evict = Evict(&self.settings, &[from, to]);
        let migrate = self.writer.write(move |it| {
            let move_over = "update or ignore settings set chat = ?2 where chat = ?1";
            it.execute(move_over, [from.0, to.0])?;
            erase(it, from)
        });
        migrate.await
    }

    fn keep_move(&self, moved: Move) {
        self.writer.queue(Write::Moved(moved));
    }

    async fn moves(&self) -> StoreResult<Vec<Move>> {
        let read = self.writer.read(|it| {
            let mut select = it.prepare("select was, chat from moves order by chat")?;
            let moves = select.query_map([], |row| {
                Ok(Move { from: ChatKey(row.get(0)?), to: ChatKey(row.get(1)?) })
            })?;
            moves.collect()
        });
        read.await
    }

    async fn forget(&self, key: ChatKey) -> StoreResult<()> {
        let _evict = Evict(&self.settings, &[key]);
        self.writer.write(move |it| erase(it, key)).await
    }

    async fn answers(&self, chat: ChatKey, question: MessageKey) -> StoreResult<Answers> {
        // While the database refuses writes, the newest answers are only queued.
        if let Some(queued) = self.writer.queued_answers(chat, question) {
            return Ok(queued);
        }
        let read = self.writer.read(move |it| {
            let select = "select answers from answers where chat = ? and question = ?";
            let mut select = it.prepare_cached(select)?;
            select.query_row((chat.0, question.0), |row| row.get::<_, String>(0)).optional()
        });
        Ok(Answers::parse(read.await?.as_deref()))
    }

    async fn shown_before(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> StoreResult<Option<Shown>> {
        // What is queued may answer an older question, after an edit.
        let queued = self.writer.queued_shown(chat, question);
        let after = queued.map_or(i32::MIN, |it| it.0.0);
        let read = self.writer.read(move |it| {
            let select =
                "select answers from answers where chat = ? and question < ? and question > ?
                          order by question desc limit ?";
            let mut select = it.prepare_cached(select)?;
            let values = (chat.0, question.0, after, MAX_LOOKED_BACK);
            let rows = select.query_map(values, |row| row.get(0))?;
            rows.collect::<Result<Vec<String>, Error>>()
        });
        let stored = Shown::first(read.await?.iter().map(String::as_str));
        Ok(stored.or(queued.map(|it| it.1)))
    }

    fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers) {
        self.writer.queue(Write::Answers { chat, question, answers });
    }

    async fn vote(&self, document: String, clause: String, vote: Vote) -> StoreResult<()> {
        let (n_up, n_down) = match vote {
            Vote::Up => (1, 0),
            Vote::Down => (0, 1),
        };
        let upsert = "insert into votes values (?1, ?2, ?3, ?4)
                      on conflict do update set n_up = n_up + ?3, n_down = n_down + ?4";
        self.execute(upsert, (document, clause, n_up, n_down)).await
    }

    async fn votes(&self) -> StoreResult<Vec<Votes>> {
        let read = self.writer.read(|it| {
            let select =
                "select document, clause, n_up, n_down from votes order by document, clause";
            let mut select = it.prepare(select)?;
            let votes = select.query_map([], |row| {
                let (document, clause) = (row.get(0)?, row.get(1)?);
                Ok(Votes { document, clause, n_up: row.get(2)?, n_down: row.get(3)? })
            })?;
            votes.collect()
        });
        read.await
    }

    async fn miss(&self, question: String) -> StoreResult<()> {
        let write = self.writer.write(move |it| {
            let count = "update misses set times = times + 1 where question = ?";
            if it.execute(count, [&question])? == 0 {
                let insert =
                    "insert into misses select ?1, 1 where (select count(*) from misses) < ?2";
                it.execute(insert, (question, MAX_MISSES))?;
            }
            Ok(())
        });
        write.await
    }

    async fn misses(&self) -> StoreResult<Vec<Miss>> {
        let read = self.writer.read(|it| {
            let mut select = it.prepare("select question, times from misses")?;
            let counts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            counts.collect::<Result<Vec<(String, usize)>, Error>>()
        });
        Ok(Miss::ranked(read.await?))
    }
}

/// Evicts settings after a change: when it is dropped, since an abandoned change may succeed
/// nevertheless.
struct Evict<'a>(&'a Cache<ChatKey, Settings>, &'a [ChatKey]);

impl Drop for Evict<'_> {
    fn drop(&mut self) {
        for key in self.1 {
            self.0.remove(key);
        }
    }
}

impl Sqlite {
    /// Changes one of a chat's settings.
    async fn set(
        &self,
        key: ChatKey,
        upsert: &'static str,
        value: impl ToSql + Send + 'static,
    ) -> StoreResult<()> {
        let _evict = Evict(&self.settings, &[key]);
        self.execute(upsert, (key.0, value)).await
    }
}

fn settings(row: &Row<'_>) -> Result<Settings, Error> {
    let name = |place: usize| row.get::<_, Option<String>>(place);
    let (language, first, document, references) = (name(0)?, name(1)?, name(2)?, name(3)?);
    Ok(Settings::parse(StoredSettings {
        language: language.as_deref(),
        first: first.as_deref(),
        document: document.as_deref(),
        references: references.as_deref(),
        topic: row.get(4)?,
    }))
}

fn erase(connection: &Connection, key: ChatKey) -> Result<(), Error> {
    for statement in [
        "delete from settings where chat = ?",
        "delete from hinted where chat = ?",
        "delete from answers where chat = ?",
        // Dead letters with the number of this chat or person.
        // JSON that nests deeper than the database reads is erased for anybody.
        "delete from aside where case when json_valid(body) then exists (
            select 1 from json_tree(aside.body) where key = 'id' and value = ?
        ) else true end",
    ] {
        connection.execute(statement, [key.0])?;
    }
    Ok(())
}
