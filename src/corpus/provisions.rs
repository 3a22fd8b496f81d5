//! The clauses of an agreement, which may lie in storage until one is asked for.
//!
//! ```
//! use clausebot::corpus::Provisions;
//!
//! assert_eq!(Provisions::from(Vec::new()).len(), 0);
//! ```
//!
//! What always holds: a clone shares the clauses; how many there are, and in which languages, is known without reading.

use std::{
    borrow::Cow,
    fmt,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Language;

use super::provision::Provision;

/// Clauses of a block in storage: what is read when one of them is asked for.
pub const BLOCK: usize = 16;

/// Clauses in storage.
pub trait Stored: fmt::Debug + Send + Sync {
    /// Reads them; none if they cannot be read.
    fn read(&self) -> Vec<Provision>;

    /// Reads a block of them, by its place; none if it cannot be read.
    fn block(&self, place: usize) -> Vec<Provision>;
}

/// The clauses of an agreement, in the order of the authentic text, the preamble first.
#[derive(Clone, Debug, Default)]
pub struct Provisions {
    n: usize,
    languages: Vec<Language>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    read: OnceLock<Vec<Provision>>,
    /// Until all are read: those that somebody asked for.
    blocks: Vec<OnceLock<Vec<Provision>>>,
    stored: Option<Box<dyn Stored>>,
}

impl Provisions {
    /// Clauses that are read when one is asked for.
    pub fn stored(n: usize, languages: Vec<Language>, stored: Box<dyn Stored>) -> Self {
        let blocks = (0..n.div_ceil(BLOCK)).map(|_| OnceLock::new()).collect();
        let shared = Shared { read: OnceLock::new(), blocks, stored: Some(stored) };
        Self { n, languages, shared: shared.into() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// The clause at a place; of those in storage its block is read.
    pub fn get(&self, place: usize) -> Option<&Provision> {
        let Shared { read, blocks, stored } = &*self.shared;
        match (read.get(), stored) {
            (None, Some(stored)) => {
                let block = blocks.get(place / BLOCK)?;
                block.get_or_init(|| stored.block(place / BLOCK)).get(place % BLOCK)
            }
            (Some(_) | None, _) => self.shared.all().get(place),
        }
    }

    /// The languages that a clause has a text in.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The clauses for one pass: those in storage are read and not kept.
    pub fn scan(&self) -> Cow<'_, [Provision]> {
        match (self.shared.read.get(), &self.shared.stored) {
            (None, Some(stored)) => Cow::Owned(stored.read()),
            (Some(_) | None, _) => Cow::Borrowed(self),
        }
    }

    /// Changes them.
    pub fn edit<T>(&mut self, change: impl FnOnce(&mut Vec<Provision>) -> T) -> T {
        let shared = Arc::try_unwrap(std::mem::take(&mut self.shared));
        let mut all = match shared {
            Ok(Shared { read, stored, blocks: _ }) => {
                read.into_inner().unwrap_or_else(|| stored.map_or_else(Vec::new, |it| it.read()))
            }
            Err(shared) => shared.all().to_vec(),
        };
        let changed = change(&mut all);
        *self = all.into();
        changed
    }
}

impl Shared {
    fn all(&self) -> &[Provision] {
        self.read.get_or_init(|| self.stored.as_ref().map_or_else(Vec::new, |it| it.read()))
    }
}

impl From<Vec<Provision>> for Provisions {
    fn from(all: Vec<Provision>) -> Self {
        let has = |it: &Language| all.iter().any(|provision| provision.text(*it).is_some());
        let languages = Language::ALL.into_iter().filter(has).collect();
        let (n, read) = (all.len(), OnceLock::from(all));
        Self { n, languages, shared: Shared { read, blocks: Vec::new(), stored: None }.into() }
    }
}

impl Deref for Provisions {
    type Target = [Provision];

    fn deref(&self) -> &[Provision] {
        self.shared.all()
    }
}

impl<'a> IntoIterator for &'a Provisions {
    type Item = &'a Provision;
    type IntoIter = std::slice::Iter<'a, Provision>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Provisions {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared) || (self.n == other.n && **self == **other)
    }
}

impl Eq for Provisions {}

impl Serialize for Provisions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.scan().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Provisions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::corpus::{Bilingual, Clause, ClauseId};

    #[derive(Debug)]
    struct Counted(Arc<AtomicUsize>);

    impl Stored for Counted {
        fn read(&self) -> Vec<Provision> {
            self.0.fetch_add(1, Ordering::Relaxed);
            let id = ClauseId::Preamble;
            let texts = Bilingual { zh: None, en: Some(Clause::new(id, "words", 1)) };
            vec![Provision { id, section: None, texts, commitments: Bilingual::default() }]
        }

        fn block(&self, place: usize) -> Vec<Provision> {
            if place == 0 { self.read() } else { Vec::new() }
        }
    }

    #[test]
    fn they_are_read_once_and_only_when_they_are_asked_for() {
        let n_read = Arc::new(AtomicUsize::new(0));
        let stored = Box::new(Counted(Arc::clone(&n_read)));
        let provisions = Provisions::stored(1, vec![Language::English], stored);
        let n_read = || n_read.load(Ordering::Relaxed);
        assert_eq!(
            (provisions.len(), provisions.languages(), n_read()),
            (1, &[Language::English][..], 0)
        );
        assert_eq!((provisions.scan().len(), n_read()), (1, 1));
        assert!(provisions.get(0).is_some() && provisions.get(0).is_some());
        assert!(provisions.get(1).is_none() && provisions.get(BLOCK).is_none());
        assert_eq!(n_read(), 2);
        let mut clone = provisions.clone();
        assert_eq!((provisions.iter().count(), clone.iter().count(), n_read()), (1, 1, 3));
        clone.edit(Vec::clear);
        assert_eq!((clone.len(), clone.languages(), provisions.len()), (0, &[][..], 1));
        assert_eq!(provisions, Provisions::from(provisions.to_vec()));
    }
}
