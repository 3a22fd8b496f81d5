//! What came last, each thing once.

use std::{
    collections::{HashSet, VecDeque},
    hash::Hash,
    sync::{Mutex, PoisonError},
};

/// Things that are remembered; the oldest are forgotten first.
const N_KNOWN: usize = 8192;

/// The last things that were seen.
#[derive(Debug)]
pub struct Recent<T>(Mutex<Known<T>>);

#[derive(Debug)]
struct Known<T> {
    known: HashSet<T>,
    in_order: VecDeque<T>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Mutex::new(Known { known: HashSet::new(), in_order: VecDeque::new() }))
    }
}

impl<T: Copy + Eq + Hash> Recent<T> {
    /// Takes something in; whether it is new.
    pub fn take(&self, it: T) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.known.insert(it) {
            return false;
        }
        seen.in_order.push_back(it);
        if seen.in_order.len() > N_KNOWN
            && let Some(oldest) = seen.in_order.pop_front()
        {
            seen.known.remove(&oldest);
        }
        true
    }

    /// Whether something was taken in lately.
    pub fn has(&self, it: T) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).known.contains(&it)
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
        for it in 1..=N_KNOWN {
            assert!(recent.take(it));
        }
        assert!(recent.has(1) && !recent.has(0));
    }
}
