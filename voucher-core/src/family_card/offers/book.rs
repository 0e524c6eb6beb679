//! All dialogues, by key.

use alloc::string::String;
use core::{fmt, hash::BuildHasher};

use foldhash::fast::FixedState;
use hashbrown::{HashTable, hash_table::Entry as Slot};

use super::{dialogue::Dialogue, key::OfferKey};
use crate::{
    family_card::service::Service,
    value::{identity::Iin, reference::Reference},
};

/// The dialogues of a ledger. A dialogue is never dropped, so its references stand one after another in one text and an
/// entry has only their place: 32 bytes and the characters of the references.
#[derive(Clone, Default)]
pub(crate) struct Book {
    /// The hash is fixed, so that a ledger is the same on every machine. People do not choose references: the host does.
    entries: HashTable<Entry>,
    references: String,
}

#[derive(Clone, Copy)]
struct Entry {
    iin: Iin,
    /// Where the event begins among the references; the child follows it.
    start: usize,
    service: Service,
    event: u8,
    /// 0 where no child is named.
    child: u8,
    dialogue: Dialogue,
}

/// A key, wherever its texts stand.
#[derive(PartialEq, Eq, Hash)]
struct Key<'t> {
    iin: Iin,
    service: Service,
    event: &'t str,
    child: &'t str,
}

impl<'t> Key<'t> {
    fn of(key: &'t OfferKey) -> Self {
        let child = key.child.as_ref().map_or("", Reference::expose_text);
        Self { iin: key.iin, service: key.service, event: key.event.expose_text(), child }
    }

    fn hashed(&self) -> u64 {
        FixedState::default().hash_one(self)
    }
}

impl Entry {
    fn key<'t>(&self, references: &'t str) -> Key<'t> {
        let (event, child) = (usize::from(self.event), usize::from(self.child));
        let text = references.get(self.start..).unwrap_or_default();
        let (event, rest) = text.split_at_checked(event).unwrap_or_default();
        Key { iin: self.iin, service: self.service, event, child: rest.get(..child).unwrap_or_default() }
    }
}

impl Book {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn get(&self, key: &OfferKey) -> Option<Dialogue> {
        let key = Key::of(key);
        self.entries
            .find(key.hashed(), |entry| entry.key(&self.references) == key)
            .map(|entry| entry.dialogue)
    }

    /// Keeps a dialogue in place of the last under its key.
    pub(crate) fn write(&mut self, key: &OfferKey, dialogue: Dialogue) {
        let Self { entries, references } = self;
        let key = Key::of(key);
        let same = |entry: &Entry| entry.key(references) == key;
        match entries.entry(key.hashed(), same, |entry| entry.key(references).hashed()) {
            Slot::Occupied(mut entry) => entry.get_mut().dialogue = dialogue,
            Slot::Vacant(slot) => {
                // A reference has at most 64 characters.
                let length = |text: &str| u8::try_from(text.len()).unwrap_or(u8::MAX);
                let (event, child) = (length(key.event), length(key.child));
                let (iin, service, start) = (key.iin, key.service, references.len());
                slot.insert(Entry { iin, start, service, event, child, dialogue });
                references.push_str(key.event);
                references.push_str(key.child);
            }
        }
    }

    /// Service and dialogue of each, in no particular order.
    pub(crate) fn dialogues(&self) -> impl Iterator<Item = (Service, Dialogue)> {
        self.entries.iter().map(|entry| (entry.service, entry.dialogue))
    }

    /// Those that are chosen, with their keys, in no particular order.
    pub(crate) fn chosen<T>(
        &self,
        choose: impl Fn(Dialogue) -> Option<T>,
    ) -> impl Iterator<Item = (OfferKey, T)> {
        self.entries.iter().filter_map(move |entry| {
            let chosen = choose(entry.dialogue)?;
            Some((offer_key(&entry.key(&self.references))?, chosen))
        })
    }
}

fn offer_key(key: &Key<'_>) -> Option<OfferKey> {
    let event = Reference::parse(key.event).ok()?;
    let child = if key.child.is_empty() { None } else { Some(Reference::parse(key.child).ok()?) };
    Some(OfferKey { service: key.service, iin: key.iin, event, child })
}

impl PartialEq for Book {
    /// The same dialogues under the same keys, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.chosen(Some).all(|(key, dialogue)| other.get(&key) == Some(dialogue))
    }
}

impl Eq for Book {}

impl fmt::Debug for Book {
    /// Shows how many there are: references are personal (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Book({} offers)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// N34: how many there are, and none of them.
    #[test]
    fn a_book_shows_how_many_it_holds() {
        assert_eq!(alloc::format!("{:?}", Book::default()), "Book(0 offers)");
    }

    /// What a dialogue costs beside its references.
    #[test]
    fn entries_stay_small() {
        assert_eq!(size_of::<Entry>(), 32);
    }

    /// K19: keys that run into each other in the text are different keys.
    #[test]
    fn keys_are_equal_field_by_field() {
        let reference = |text: &str| Reference::parse(text).unwrap();
        let iin = Iin::parse("990101600002").unwrap();
        let key = |event, child: &str| OfferKey {
            service: Service::ChildCare,
            iin,
            event: reference(event),
            child: (!child.is_empty()).then(|| reference(child)),
        };
        let keys =
            [key("ab", ""), key("a", "b"), key("a", ""), key("ab", "b"), key("a", "bb"), key("b", "a")];
        let mut book = Book::default();
        for (number, written) in keys.iter().enumerate() {
            assert_eq!(book.get(written), None);
            book.write(written, Dialogue::BEGUN);
            book.write(written, Dialogue { account: true, ..Dialogue::BEGUN });
            assert_eq!((book.len(), book.get(written).unwrap().account), (number + 1, true));
        }
        let mut found: alloc::vec::Vec<_> = book.chosen(Some).map(|(key, _)| key).collect();
        let mut keys = keys;
        found.sort();
        keys.sort();
        assert_eq!(found, keys);
    }
}
