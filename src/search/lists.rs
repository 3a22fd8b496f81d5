//! Many short lists in two vectors.

use serde::{Deserialize, Serialize};

use super::flat::{Flat, Item};

/// Lists by place: all items in one vector, and where each list ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound = "T: Item")]
pub(super) struct Lists<T> {
    items: Flat<T>,
    ends: Flat<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Flat::default(), ends: Flat::default() }
    }
}

impl<T> Lists<T> {
    /// Adds an item to the list that is open; [`Self::close`] ends that list.
    pub(super) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Ends the open list; the next one has the next place.
    pub(super) fn close(&mut self) {
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list at a place; empty if there is none.
    pub(super) fn get(&self, place: usize) -> &[T] {
        let end = |at: usize| self.ends.get(at).map_or(0, |it| *it as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.items.get(start..end(place)).unwrap_or_default()
    }

    /// The items of all lists, in order.
    pub(super) fn items(&self) -> &[T] {
        &self.items
    }
}
