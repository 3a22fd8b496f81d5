//! The last things that were seen, each once.

use std::{
    collections::{HashSet, VecDeque},
    hash::Hash,
};

use parking_lot::Mutex;

/// Most things that are remembered; the oldest are forgotten first.
const MAX_KNOWN: usize = 8192;

/// The last things that were seen, also in their order.
#[derive(Debug)]
pub struct Recent<T>(Mutex<(HashSet<T>, VecDeque<T>)>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Mutex::new((HashSet::new(), VecDeque::new())))
    }
}

impl<T: Copy + Eq + Hash> Recent<T> {
    /// Remembers a thing; whether it is new.
    pub fn take(&self, it: T) -> bool {
        let mut known = self.0.lock();
        let is_new = known.0.insert(it);
        if is_new {
            known.1.push_back(it);
        }
        if known.1.len() > MAX_KNOWN
            && let Some(oldest) = known.1.pop_front()
        {
            known.0.remove(&oldest);
        }
        is_new
    }

    /// Whether a thing is remembered.
    pub fn has(&self, it: T) -> bool {
        self.0.lock().0.contains(&it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten() {
        let recent = Recent::default();
        assert!(recent.take(0));
        assert!(!recent.take(0));
        for it in 1..=MAX_KNOWN {
            assert!(recent.take(it));
        }
        assert!(recent.has(1) && !recent.has(0));
    }
}
