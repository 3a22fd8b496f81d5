//! A store in memory: empty at each start.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{render::First, text::Locale};

use super::{
    Answers, ChatKey, Depth, MAX_ANSWERS, MAX_MISSES, MessageKey, Miss, Open, Received, Safety,
    Settings, Trial, UpdateKey, Vote, Votes, queue::Queue,
};

#[derive(Debug, Default)]
pub(super) struct Memory {
    kept: Mutex<Kept>,
    /// What waits to be handled, and what is open.
    queue: Queue,
}

#[derive(Debug, Default)]
struct Kept {
    settings: HashMap<ChatKey, Settings>,
    hinted: HashSet<ChatKey>,
    answers: HashMap<(ChatKey, MessageKey), Answers>,
    /// The keys of `answers`, oldest first; some may have gone.
    answered: VecDeque<(ChatKey, MessageKey)>,
    votes: BTreeMap<(String, String), (u64, u64)>,
    misses: HashMap<String, usize>,
}

impl Memory {
    /// Changes are small and whole, so a lock that a panic left is as good.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn receive(&self, updates: Vec<Received>, now_ms: i64) -> Safety {
        for Received { key, body } in updates {
            if self.queue.seen.take(key) {
                let trial = Trial::Fresh;
                self.queue.push(Open { key, body, received_ms: now_ms, trial });
            }
        }
        Safety::InMemory
    }

    /// Nothing is left of a run.
    #[expect(clippy::unused_self, reason = "as the other stores")]
    pub(super) fn resume(&self) -> (usize, usize) {
        (0, 0)
    }

    pub(super) async fn next(&self) -> Vec<Open> {
        self.queue.next().await
    }

    #[expect(clippy::unused_self, reason = "as the other stores")]
    pub(super) fn begin(&self, _: UpdateKey) {}

    #[expect(clippy::unused_self, reason = "as the other stores")]
    pub(super) fn landed(&self, _: UpdateKey) {}

    /// What is put aside is kept nowhere.
    pub(super) fn put_aside(&self, key: UpdateKey, _: &str) {
        self.done(key);
    }

    pub(super) fn done(&self, key: UpdateKey) {
        self.queue.close(key);
    }

    pub(super) fn depth(&self) -> Depth {
        let (n_open, oldest_ms) = self.queue.depth();
        Depth { n_open, oldest_ms, safety: Safety::InMemory }
    }

    pub(super) fn n_left(&self) -> usize {
        self.queue.depth().0
    }

    #[expect(clippy::unused_self, reason = "as the other stores")]
    pub(super) fn n_aside(&self) -> usize {
        0
    }

    #[expect(clippy::unused_self, reason = "as the other stores")]
    pub(super) fn probe(&self) {}

    pub(super) fn settings(&self, key: ChatKey) -> Settings {
        self.kept().settings.get(&key).copied().unwrap_or_default()
    }

    pub(super) fn set_language(&self, key: ChatKey, language: Option<Locale>) {
        self.kept().settings.entry(key).or_default().language = language;
    }

    pub(super) fn set_first(&self, key: ChatKey, first: First) {
        self.kept().settings.entry(key).or_default().first = Some(first);
    }

    pub(super) fn hint(&self, key: ChatKey) -> bool {
        self.kept().hinted.insert(key)
    }

    pub(super) fn migrate(&self, from: ChatKey, to: ChatKey) {
        let mut kept = self.kept();
        if let Some(settings) = kept.settings.remove(&from) {
            kept.settings.entry(to).or_insert(settings);
        }
        if kept.hinted.remove(&from) {
            kept.hinted.insert(to);
        }
        // A new chat numbers its messages anew.
        kept.answers.retain(|(chat, _), _| *chat != from);
    }

    pub(super) fn forget(&self, key: ChatKey) {
        let mut kept = self.kept();
        kept.settings.remove(&key);
        kept.hinted.remove(&key);
        kept.answers.retain(|(chat, _), _| *chat != key);
    }

    pub(super) fn answers(&self, chat: ChatKey, question: MessageKey) -> Answers {
        self.kept().answers.get(&(chat, question)).cloned().unwrap_or_default()
    }

    pub(super) fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers) {
        let mut kept = self.kept();
        if kept.answers.insert((chat, question), answers).is_none() {
            kept.answered.push_back((chat, question));
        }
        while kept.answered.len() > MAX_ANSWERS {
            if let Some(oldest) = kept.answered.pop_front() {
                kept.answers.remove(&oldest);
            }
        }
    }

    pub(super) fn vote(&self, document: String, clause: String, vote: Vote) {
        let mut kept = self.kept();
        let (up, down) = kept.votes.entry((document, clause)).or_default();
        match vote {
            Vote::Up => *up += 1,
            Vote::Down => *down += 1,
        }
    }

    pub(super) fn votes(&self) -> Vec<Votes> {
        let kept = self.kept();
        let votes = kept.votes.iter().map(|((document, clause), (n_up, n_down))| Votes {
            document: document.clone(),
            clause: clause.clone(),
            n_up: *n_up,
            n_down: *n_down,
        });
        votes.collect()
    }

    pub(super) fn miss(&self, question: String) {
        let mut kept = self.kept();
        if kept.misses.len() < MAX_MISSES || kept.misses.contains_key(&question) {
            *kept.misses.entry(question).or_default() += 1;
        }
    }

    pub(super) fn misses(&self) -> Vec<Miss> {
        let kept = self.kept();
        let misses = kept.misses.iter();
        let mut misses: Vec<Miss> = misses
            .map(|(question, times)| Miss { question: question.clone(), times: *times })
            .collect();
        misses.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.question.cmp(&b.question)));
        misses
    }
}
