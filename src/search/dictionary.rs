//! The terms of a library, numbered: texts are compared by numbers.

use std::collections::HashMap;

use super::terms::{Kind, Terms};

/// A term by its place in the [`Dictionary`].
pub(super) type TermPlace = u32;

/// Every term of every text, by kind.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    places: [HashMap<String, TermPlace>; Kind::ALL.len()],
    kinds: Vec<Kind>,
}

impl Dictionary {
    /// The place of a term; `None` if no text has it.
    pub(super) fn place(&self, kind: Kind, term: &str) -> Option<TermPlace> {
        self.places.get(kind.index())?.get(term).copied()
    }

    pub(super) fn kind(&self, place: TermPlace) -> Option<Kind> {
        self.kinds.get(place as usize).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The places of a text's terms; new terms get new places.
    pub(super) fn take(&mut self, terms: &Terms) -> Vec<TermPlace> {
        let places = terms.iter();
        places
            .map(|(kind, it)| self.place(kind, it).unwrap_or_else(|| self.add(kind, it)))
            .collect()
    }

    fn add(&mut self, kind: Kind, term: &str) -> TermPlace {
        let place = TermPlace::try_from(self.kinds.len()).unwrap_or(TermPlace::MAX);
        if let Some(places) = self.places.get_mut(kind.index()) {
            places.insert(term.to_owned(), place);
        }
        self.kinds.push(kind);
        place
    }
}
