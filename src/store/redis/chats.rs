//! Chat state in Redis.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use async_trait::async_trait;
use redis::FromRedisValue;

use crate::{
    render::TextOrder,
    store::{
        chat_store::{
            Answers, ChatStore, MAX_MISSES, Miss, Move, References, Settings, Shown,
            StoredSettings, Vote, Votes, first_name, references_name,
        },
        error::StoreResult,
        keys::{ChatKey, DocumentKey, MessageKey},
    },
    text::Locale,
};

use super::{RedisStore, keys::Key, write_behind::Write};

/// The fields of a chat's settings.
const LANGUAGE: &str = "language";
const FIRST: &str = "first";
const DOCUMENT: &str = "document";
const BRACKETED: &str = "bracketed";
const TOPIC: &str = "topic";

/// Most bytes that are read of one chat: its settings, or all its answers.
const OF_CHAT: usize = 1 << 20;

/// Most bytes that are read of what is kept of all chats: votes, misses, moves.
const OF_ALL: usize = 32 << 20;

#[async_trait]
impl ChatStore for RedisStore {
    async fn settings(&self, key: ChatKey) -> StoreResult<Settings> {
        let fields = [LANGUAGE, FIRST, DOCUMENT, BRACKETED, TOPIC];
        let [language, first, document, references, topic]: [Option<String>; 5] =
            self.read(OF_CHAT, "HMGET", Key::Settings(key), &fields).await?;
        Ok(Settings::parse(StoredSettings {
            language: language.as_deref(),
            first: first.as_deref(),
            document: document.as_deref(),
            references: references.as_deref(),
            topic: topic.and_then(|it| it.parse().ok()),
        }))
    }

    async fn set_language(&self, key: ChatKey, language: Option<Locale>) -> StoreResult<()> {
        // No language is a setting too, which `migrate` does not replace.
        self.set(key, LANGUAGE, language.map_or("", Locale::tag)).await
    }

    async fn set_first(&self, key: ChatKey, first: TextOrder) -> StoreResult<()> {
        self.set(key, FIRST, first_name(first)).await
    }

    async fn set_document(&self, key: ChatKey, document: Option<DocumentKey>) -> StoreResult<()> {
        let document = document.map_or_else(String::new, |it| it.to_string());
        self.set(key, DOCUMENT, &document).await
    }

    async fn set_references(&self, key: ChatKey, references: References) -> StoreResult<()> {
        self.set(key, BRACKETED, references_name(references)).await
    }

    async fn set_topic(&self, key: ChatKey, topic: Option<i32>) -> StoreResult<()> {
        self.set(key, TOPIC, &topic.map_or_else(String::new, |it| it.to_string())).await
    }

    async fn migrate(&self, from: ChatKey, to: ChatKey) -> StoreResult<()> {
        self.queue.flush().await?;
        let keys = [
            Key::Settings(from),
            Key::Settings(to),
            Key::Answers(from),
            Key::Questions(from),
            Key::Hinted,
        ];
        let mut command = self.connection.script(include_str!("scripts/migrate.lua"), &keys);
        self.run(command.arg(from.0)).await
    }

    fn keep_move(&self, moved: Move) {
        self.queue.push(Write::Moved(moved));
    }

    async fn moves(&self) -> StoreResult<Vec<Move>> {
        self.queue.flush().await?;
        let moves: BTreeMap<i64, i64> = self.read(OF_ALL, "HGETALL", Key::Moves, &[]).await?;
        let moves = moves.into_iter();
        Ok(moves.map(|(to, from)| Move { from: ChatKey(from), to: ChatKey(to) }).collect())
    }

    async fn forget(&self, key: ChatKey) -> StoreResult<()> {
        self.queue.flush().await?;
        let mut commands = redis::pipe();
        commands.atomic();
        let keys = [Key::Settings(key), Key::Answers(key), Key::Questions(key)];
        commands.cmd("DEL").arg(&keys.map(|it| self.connection.key(it)));
        commands.cmd("SREM").arg(self.connection.key(Key::Hinted)).arg(key.0);
        self.connection.run_all(&commands).await?;
        let code = include_str!("scripts/forget.lua");
        self.run(self.connection.script(code, &[Key::DeadLetters]).arg(key.0)).await
    }

    async fn answers(&self, chat: ChatKey, question: MessageKey) -> StoreResult<Answers> {
        self.queue.flush().await?;
        let key = Key::Answers(chat);
        let text: Option<String> =
            self.read(OF_CHAT, "HGET", key, &[&question.0.to_string()]).await?;
        Ok(Answers::parse(text.as_deref()))
    }

    async fn shown_before(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> StoreResult<Option<Shown>> {
        self.queue.flush().await?;
        let key = Key::Answers(chat);
        let all: HashMap<i32, String> = self.read(OF_CHAT, "HGETALL", key, &[]).await?;
        let mut before: Vec<(i32, &str)> =
            all.iter().filter(|it| *it.0 < question.0).map(|it| (*it.0, it.1.as_str())).collect();
        before.sort_unstable_by_key(|it| Reverse(it.0));
        Ok(Shown::first(before.into_iter().map(|it| it.1)))
    }

    fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers) {
        self.queue.push(Write::Answers { chat, question, answers });
    }

    async fn vote(&self, document: String, clause: String, vote: Vote) -> StoreResult<()> {
        let vote = match vote {
            Vote::Up => "up",
            Vote::Down => "down",
        };
        let field = format!("{vote}\n{document}\n{clause}");
        self.run(self.command("HINCRBY", Key::Votes).arg(field).arg(1)).await
    }

    async fn votes(&self) -> StoreResult<Vec<Votes>> {
        let counts: HashMap<String, u64> = self.read(OF_ALL, "HGETALL", Key::Votes, &[]).await?;
        let mut votes = BTreeMap::<(&str, &str), (u64, u64)>::new();
        for (field, n) in &counts {
            let Some((vote, clause)) = field.split_once('\n') else { continue };
            let Some(clause) = clause.split_once('\n') else { continue };
            let (n_up, n_down) = votes.entry(clause).or_default();
            match vote {
                "up" => *n_up = *n,
                _ => *n_down = *n,
            }
        }
        let votes = votes.into_iter().map(|((document, clause), (n_up, n_down))| Votes {
            document: document.to_owned(),
            clause: clause.to_owned(),
            n_up,
            n_down,
        });
        Ok(votes.collect())
    }

    async fn miss(&self, question: String) -> StoreResult<()> {
        let mut command = self.connection.script(include_str!("scripts/miss.lua"), &[Key::Misses]);
        self.run(command.arg(question).arg(MAX_MISSES)).await
    }

    async fn misses(&self) -> StoreResult<Vec<Miss>> {
        let range = ["0", "-1", "WITHSCORES"];
        let misses: Vec<(String, usize)> = self.read(OF_ALL, "ZRANGE", Key::Misses, &range).await?;
        Ok(Miss::ranked(misses))
    }
}

impl RedisStore {
    async fn read<T: FromRedisValue>(
        &self,
        most: usize,
        command: &str,
        key: Key,
        arguments: &[&str],
    ) -> StoreResult<T> {
        Ok(self.connection.read(most, command, key, arguments).await?)
    }

    async fn set(&self, key: ChatKey, field: &str, value: &str) -> StoreResult<()> {
        self.run(self.command("HSET", Key::Settings(key)).arg(field).arg(value)).await
    }
}
