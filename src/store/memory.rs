//! A store in memory, empty at each start.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use crate::{render::TextOrder, text::Locale};

use super::{
    chat_store::{Answers, ChatStore, MAX_ANSWERS, MAX_MISSES, Miss, Settings, Vote, Votes},
    error::StoreResult,
    inbox::{Depth, Durability, Inbox, Open, Queue, Received},
    keys::{ChatKey, MessageKey, UpdateKey},
};

#[derive(Debug, Default)]
pub(super) struct Memory {
    chats: Mutex<Chats>,
    queue: Queue,
}

#[derive(Debug, Default)]
struct Chats {
    settings: HashMap<ChatKey, Settings>,
    hinted: HashSet<ChatKey>,
    answers: HashMap<(ChatKey, MessageKey), Answers>,
    /// The keys of `answers`, oldest first; some may be gone there.
    answered: VecDeque<(ChatKey, MessageKey)>,
    votes: BTreeMap<(String, String), (u64, u64)>,
    misses: HashMap<String, usize>,
}

impl Memory {
    /// Each change is one step, so a lock that a panic poisoned is still sound.
    fn chats(&self) -> MutexGuard<'_, Chats> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl ChatStore for Memory {
    async fn settings(&self, key: ChatKey) -> StoreResult<Settings> {
        Ok(self.chats().settings.get(&key).copied().unwrap_or_default())
    }

    async fn set_language(&self, key: ChatKey, language: Option<Locale>) -> StoreResult<()> {
        self.chats().settings.entry(key).or_default().language = language;
        Ok(())
    }

    async fn set_first(&self, key: ChatKey, first: TextOrder) -> StoreResult<()> {
        self.chats().settings.entry(key).or_default().first = Some(first);
        Ok(())
    }

    async fn hint(&self, key: ChatKey) -> StoreResult<bool> {
        Ok(self.chats().hinted.insert(key))
    }

    async fn migrate(&self, from: ChatKey, to: ChatKey) -> StoreResult<()> {
        let mut chats = self.chats();
        if let Some(settings) = chats.settings.remove(&from) {
            chats.settings.entry(to).or_insert(settings);
        }
        if chats.hinted.remove(&from) {
            chats.hinted.insert(to);
        }
        // The new chat numbers its messages anew.
        chats.answers.retain(|(chat, _), _| *chat != from);
        Ok(())
    }

    async fn forget(&self, key: ChatKey) -> StoreResult<()> {
        let mut chats = self.chats();
        chats.settings.remove(&key);
        chats.hinted.remove(&key);
        chats.answers.retain(|(chat, _), _| *chat != key);
        Ok(())
    }

    async fn answers(&self, chat: ChatKey, question: MessageKey) -> StoreResult<Answers> {
        Ok(self.chats().answers.get(&(chat, question)).cloned().unwrap_or_default())
    }

    fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers) {
        let mut chats = self.chats();
        if chats.answers.insert((chat, question), answers).is_none() {
            chats.answered.push_back((chat, question));
        }
        while chats.answered.len() > MAX_ANSWERS {
            if let Some(oldest) = chats.answered.pop_front() {
                chats.answers.remove(&oldest);
            }
        }
    }

    async fn vote(&self, document: String, clause: String, vote: Vote) -> StoreResult<()> {
        let mut chats = self.chats();
        let (n_up, n_down) = chats.votes.entry((document, clause)).or_default();
        match vote {
            Vote::Up => *n_up += 1,
            Vote::Down => *n_down += 1,
        }
        Ok(())
    }

    async fn votes(&self) -> StoreResult<Vec<Votes>> {
        let votes = self.chats().votes.clone().into_iter();
        let votes = votes.map(|((document, clause), (n_up, n_down))| Votes {
            document,
            clause,
            n_up,
            n_down,
        });
        Ok(votes.collect())
    }

    async fn miss(&self, question: String) -> StoreResult<()> {
        let mut chats = self.chats();
        if chats.misses.len() < MAX_MISSES || chats.misses.contains_key(&question) {
            *chats.misses.entry(question).or_default() += 1;
        }
        Ok(())
    }

    async fn misses(&self) -> StoreResult<Vec<Miss>> {
        Ok(Miss::ranked(self.chats().misses.clone()))
    }
}

#[async_trait]
impl Inbox for Memory {
    async fn receive(&self, mut updates: Vec<Received>, now_ms: i64) -> StoreResult<Durability> {
        updates.retain(|it| self.queue.seen.take(it.key));
        self.queue.push_first(updates, now_ms);
        Ok(Durability::InMemory)
    }

    async fn resume(&self) -> StoreResult<(usize, usize)> {
        Ok((0, 0))
    }

    async fn next(&self) -> Vec<Open> {
        self.queue.next().await
    }

    async fn begin(&self, _: UpdateKey) -> StoreResult<()> {
        Ok(())
    }

    fn answered(&self, _: UpdateKey) {}

    fn done(&self, update: UpdateKey) {
        self.queue.close(update);
    }

    fn dead_letter(&self, update: UpdateKey, _: &str) {
        self.queue.close(update);
    }

    async fn written(&self) {}

    fn depth(&self) -> Depth {
        self.queue.depth(Durability::InMemory)
    }

    async fn n_open(&self) -> StoreResult<usize> {
        Ok(self.depth().n_open)
    }

    async fn n_dead_letters(&self) -> StoreResult<usize> {
        Ok(0)
    }

    async fn probe(&self) -> StoreResult<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_oldest_answers_are_forgotten() {
        let (memory, chat) = (Memory::default(), ChatKey(1));
        let last = i32::try_from(MAX_ANSWERS).unwrap();
        let answers = |i| Answers { messages: vec![MessageKey(i)], said_at: 1000 };
        for i in 0..last + 10 {
            memory.remember(chat, MessageKey(i), answers(i));
        }
        let found = async |i| memory.answers(chat, MessageKey(i)).await.unwrap();
        assert_eq!(found(3).await, Answers::default());
        assert_eq!(found(last).await, answers(last));
    }
}
