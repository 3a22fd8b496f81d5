//! What chats chose, which message answers which, votes and misses.

use std::collections::{BTreeMap, HashMap};

use crate::{
    render::First,
    store::{
        Answers, ChatKey, MAX_MISSES, MessageKey, Miss, Settings, StoreError, Vote, Votes, names,
    },
    text::Locale,
};

use super::{Shared, link::script};

/// The fields of a chat's settings.
const LANGUAGE: &str = "language";
const FIRST: &str = "first";

impl Shared {
    pub(in crate::store) async fn settings(&self, key: ChatKey) -> Result<Settings, StoreError> {
        let mut command = redis::cmd("HMGET");
        command.arg(self.link.settings(key)).arg(LANGUAGE).arg(FIRST);
        let (language, first): (Option<String>, Option<String>) = self.link.ask(&command).await?;
        Ok(names::settings(language.as_deref(), first.as_deref()))
    }

    pub(in crate::store) async fn set_language(
        &self,
        key: ChatKey,
        language: Option<Locale>,
    ) -> Result<(), StoreError> {
        // Nothing is a choice too, which a chat that moves here does not change.
        self.set(key, LANGUAGE, names::language(language).unwrap_or_default()).await
    }

    pub(in crate::store) async fn set_first(
        &self,
        key: ChatKey,
        first: First,
    ) -> Result<(), StoreError> {
        self.set(key, FIRST, names::first(first)).await
    }

    async fn set(&self, key: ChatKey, field: &str, value: &str) -> Result<(), StoreError> {
        let mut command = redis::cmd("HSET");
        Ok(self.link.ask(command.arg(self.link.settings(key)).arg(field).arg(value)).await?)
    }

    pub(in crate::store) async fn hint(&self, key: ChatKey) -> Result<bool, StoreError> {
        Ok(self.link.ask(redis::cmd("SADD").arg(self.link.hinted()).arg(key.0)).await?)
    }

    pub(in crate::store) async fn migrate(
        &self,
        from: ChatKey,
        to: ChatKey,
    ) -> Result<(), StoreError> {
        self.notes.written().await?;
        let keys = [
            self.link.settings(from),
            self.link.settings(to),
            self.link.hinted(),
            self.link.answers(from),
            self.link.answered(from),
        ];
        let mut command = script(include_str!("scripts/migrate.lua"), &keys);
        Ok(self.link.ask(command.arg(from.0).arg(to.0)).await?)
    }

    pub(in crate::store) async fn forget(&self, key: ChatKey) -> Result<(), StoreError> {
        self.notes.written().await?;
        let mut commands = redis::pipe();
        commands.atomic();
        let keys = [self.link.settings(key), self.link.answers(key), self.link.answered(key)];
        commands.cmd("DEL").arg(&keys);
        commands.cmd("SREM").arg(self.link.hinted()).arg(key.0);
        self.link.ask_all(&commands).await?;
        let mut aside = script(include_str!("scripts/forget.lua"), &[self.link.aside()]);
        aside.arg(key.0);
        Ok(self.link.ask(&aside).await?)
    }

    pub(in crate::store) async fn answers(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> Result<Answers, StoreError> {
        self.notes.written().await?;
        let mut command = redis::cmd("HGET");
        command.arg(self.link.answers(chat)).arg(question.0);
        let text: Option<String> = self.link.ask(&command).await?;
        Ok(names::to_answers(&text.unwrap_or_default()))
    }

    pub(in crate::store) async fn vote(
        &self,
        document: String,
        clause: String,
        vote: Vote,
    ) -> Result<(), StoreError> {
        let vote = match vote {
            Vote::Up => "up",
            Vote::Down => "down",
        };
        let mut command = redis::cmd("HINCRBY");
        command.arg(self.link.votes()).arg(format!("{vote}\n{document}\n{clause}")).arg(1);
        Ok(self.link.ask(&command).await?)
    }

    pub(in crate::store) async fn votes(&self) -> Result<Vec<Votes>, StoreError> {
        let counts: HashMap<String, u64> =
            self.link.ask(redis::cmd("HGETALL").arg(self.link.votes())).await?;
        let mut votes = BTreeMap::<(&str, &str), (u64, u64)>::new();
        for (field, n) in &counts {
            let Some((vote, clause)) = field.split_once('\n') else { continue };
            let Some(clause) = clause.split_once('\n') else { continue };
            let (up, down) = votes.entry(clause).or_default();
            match vote {
                "up" => *up = *n,
                _ => *down = *n,
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

    pub(in crate::store) async fn miss(&self, question: String) -> Result<(), StoreError> {
        let mut command = script(include_str!("scripts/miss.lua"), &[self.link.misses()]);
        Ok(self.link.ask(command.arg(question).arg(MAX_MISSES)).await?)
    }

    pub(in crate::store) async fn misses(&self) -> Result<Vec<Miss>, StoreError> {
        let mut command = redis::cmd("ZRANGE");
        command.arg(self.link.misses()).arg(0).arg(-1).arg("WITHSCORES");
        let misses: Vec<(String, usize)> = self.link.ask(&command).await?;
        let mut misses: Vec<Miss> =
            misses.into_iter().map(|(question, times)| Miss { question, times }).collect();
        misses.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.question.cmp(&b.question)));
        Ok(misses)
    }
}
