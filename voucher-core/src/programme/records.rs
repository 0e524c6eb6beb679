//! Things kept by reference: records of meals, of dispensings, prescriptions.

use alloc::{string::String, vec::Vec};
use core::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::value::reference::Reference;

/// Things by reference, in the order in which they came. Nothing is ever taken out.
///
/// A reference has room for 64 characters and most have few, so all texts stand in one, one behind the other. The table
/// holds places alone.
#[derive(Clone, Debug)]
pub(crate) struct Records<T> {
    texts: String,
    items: Vec<Item<T>>,
    places: HashTable<usize>,
}

#[derive(Clone, Debug)]
struct Item<T> {
    /// Where its text ends; the text begins where the one before it ends.
    end: usize,
    value: T,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self { texts: String::new(), items: Vec::new(), places: HashTable::new() }
    }
}

impl<T> Records<T> {
    /// The place of a reference; none for one that did not come.
    pub(crate) fn place(&self, reference: &Reference) -> Option<usize> {
        let text = reference.expose_text();
        self.places.find(hash(text), |place| text_of(&self.texts, &self.items, *place) == text).copied()
    }

    /// What stands at a place.
    pub(crate) fn at(&self, place: usize) -> Option<&T> {
        self.items.get(place).map(|item| &item.value)
    }

    pub(crate) fn at_mut(&mut self, place: usize) -> Option<&mut T> {
        self.items.get_mut(place).map(|item| &mut item.value)
    }

    /// The reference at a place.
    pub(crate) fn reference(&self, place: usize) -> Option<Reference> {
        Reference::parse(text_of(&self.texts, &self.items, place)).ok()
    }

    /// Adds a reference that did not come yet, and gives its place.
    pub(crate) fn push(&mut self, reference: &Reference, value: T) -> usize {
        let (text, place) = (reference.expose_text(), self.items.len());
        self.texts.push_str(text);
        self.items.push(Item { end: self.texts.len(), value });
        let (texts, items) = (&self.texts, &self.items);
        self.places.insert_unique(hash(text), place, |place| hash(text_of(texts, items, *place)));
        place
    }

    /// Everything with its reference, in the order in which it came.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.items
            .iter()
            .enumerate()
            .map(|(place, item)| (text_of(&self.texts, &self.items, place), &item.value))
    }
}

/// The place of a reference that stands for nothing more, such as that of a school.
impl Records<()> {
    /// The place of the reference, which is added if it did not come yet.
    pub(crate) fn place_or_push(&mut self, reference: &Reference) -> usize {
        self.place(reference).unwrap_or_else(|| self.push(reference, ()))
    }
}

fn text_of<'t, T>(texts: &'t str, items: &[Item<T>], place: usize) -> &'t str {
    let end = |place: usize| items.get(place).map_or(0, |item| item.end);
    let begin = place.checked_sub(1).map_or(0, end);
    texts.get(begin..end(place)).unwrap_or_default()
}

fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}
