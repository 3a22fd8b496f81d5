//! The terms of a library, numbered, so that texts compare by numbers.

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
    /// The place of a term, if any text has it.
    pub(super) fn place(&self, kind: Kind, term: &str) -> Option<TermPlace> {
        self.places.get(kind.index())?.get(term).copied()
    }

    /// The kind of the term at a place.
    pub(super) fn kind(&self, place: TermPlace) -> Option<Kind> {
        self.kinds.get(place as usize).copied()
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The places of a text's terms; new terms get new places.
    pub(super) fn take(&mut self, terms: &Terms) -> Vec<TermPlace> {
        let mut taken = Vec::new();
        for (kind, term) in terms.iter() {
            let next = TermPlace::try_from(self.kinds.len()).unwrap_or(TermPlace::MAX);
            let Some(places) = self.places.get_mut(kind.index()) else {
                continue;
            };
            if let Some(place) = places.get(term) {
                taken.push(*place);
                continue;
            }
            places.insert(term.to_owned(), next);
            self.kinds.push(kind);
            taken.push(next);
        }
        taken
    }
}
