//! Settings that were read lately: every question needs some.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::store::{chat_store::Settings, keys::ChatKey};

/// Most settings that are cached.
const MAX_CACHED: usize = 10_000;

/// Caches settings. Every change of a setting goes through [`SettingsCache::changing`].
#[derive(Debug, Default)]
pub(super) struct SettingsCache(Mutex<Cached>);

#[derive(Debug, Default)]
struct Cached {
    settings: HashMap<ChatKey, Settings>,
    /// Counts changes, so that a value read before a change is not cached after it.
    n_changes: u64,
}

/// A change of settings. Dropping it evicts them, even where the change was abandoned: it may
/// happen nevertheless.
pub(super) struct Changing<'a, const N: usize>(&'a SettingsCache, [ChatKey; N]);

impl SettingsCache {
    /// The settings of a chat; otherwise the number of changes, for [`Self::insert`].
    pub(super) fn get(&self, key: ChatKey) -> Result<Settings, u64> {
        let cached = self.cached();
        cached.settings.get(&key).copied().ok_or(cached.n_changes)
    }

    /// Caches settings that were read after so many changes.
    pub(super) fn insert(&self, key: ChatKey, settings: Settings, n_changes: u64) {
        let mut cached = self.cached();
        if cached.n_changes == n_changes {
            if cached.settings.len() >= MAX_CACHED {
                cached.settings.clear();
            }
            cached.settings.insert(key, settings);
        }
    }

    /// Announces a change of these chats.
    pub(super) fn changing<const N: usize>(&self, keys: [ChatKey; N]) -> Changing<'_, N> {
        Changing(self, keys)
    }

    fn cached(&self) -> MutexGuard<'_, Cached> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<const N: usize> Drop for Changing<'_, N> {
    fn drop(&mut self) {
        let mut cached = self.0.cached();
        cached.n_changes += 1;
        for key in &self.1 {
            cached.settings.remove(key);
        }
    }
}
