//! All applications of a ledger, by reference and by applicant.

use alloc::vec::Vec;
use core::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable};

use crate::{
    targeted_assistance::{application::Application, history::Event},
    value::{identity::Iin, order, reference::Reference},
};

/// Where an application stands in the book; it stays there.
pub(crate) type Place = usize;

/// The applications, and the breaches recorded of each applicant.
///
/// The hash is fixed, so that a ledger is the same on every machine.
#[derive(Clone)]
pub(crate) struct Book {
    applications: Vec<Application>,
    /// For each application, the one of the same applicant that came before it.
    before: Vec<Option<Place>>,
    by_reference: HashTable<Place>,
    /// The last application of each applicant.
    last: HashMap<Iin, Place, FixedState>,
    /// Few applicants have any, so that the map is small and a look at it quick.
    breaches: HashMap<Iin, Vec<(Place, Event)>, FixedState>,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            applications: Vec::new(),
            before: Vec::new(),
            by_reference: HashTable::new(),
            last: HashMap::with_hasher(FixedState::default()),
            breaches: HashMap::with_hasher(FixedState::default()),
        }
    }
}

fn hash(reference: &Reference) -> u64 {
    FixedState::default().hash_one(reference.expose_text())
}

impl Book {
    pub(crate) fn place(&self, reference: &Reference) -> Option<Place> {
        let same = |place: &Place| self.get(*place).is_some_and(|each| each.reference == *reference);
        self.by_reference.find(hash(reference), same).copied()
    }

    pub(crate) fn get(&self, place: Place) -> Option<&Application> {
        self.applications.get(place)
    }

    pub(crate) fn get_mut(&mut self, place: Place) -> Option<&mut Application> {
        self.applications.get_mut(place)
    }

    pub(crate) fn find(&self, reference: &Reference) -> Option<(Place, &Application)> {
        let place = self.place(reference)?;
        Some((place, self.get(place)?))
    }

    /// Puts in an application whose reference is new.
    pub(crate) fn insert(&mut self, application: Application) -> Place {
        let (place, iin) = (self.applications.len(), application.iin);
        let hashed = hash(&application.reference);
        self.applications.push(application);
        self.before.push(self.last.insert(iin, place));
        let applications = &self.applications;
        let hash_at = |place: &Place| applications.get(*place).map_or(0, |each| hash(&each.reference));
        self.by_reference.insert_unique(hashed, place, hash_at);
        place
    }

    /// All applications, in the order in which they came.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Place, &Application)> {
        self.applications.iter().enumerate()
    }

    /// The applications of a person, the last first.
    pub(crate) fn of(&self, iin: Iin) -> impl Iterator<Item = &Application> {
        let before = |place: &Place| self.before.get(*place).copied().flatten();
        core::iter::successors(self.last.get(&iin).copied(), before).filter_map(|place| self.get(place))
    }

    /// The breaches recorded on any application of a person.
    pub(crate) fn breaches_of(&self, iin: Iin) -> impl Iterator<Item = Event> {
        self.recorded(iin).map(|(_, event)| *event)
    }

    /// The breaches recorded on an application.
    pub(crate) fn breaches_on(&self, place: Place) -> impl Iterator<Item = Event> {
        let iin = self.get(place).map(|application| application.iin);
        let recorded = iin.into_iter().flat_map(|iin| self.recorded(iin));
        recorded.filter(move |(on, _)| *on == place).map(|(_, event)| *event)
    }

    fn recorded(&self, iin: Iin) -> impl Iterator<Item = &(Place, Event)> {
        self.breaches.get(&iin).into_iter().flatten()
    }

    /// Records a breach on an application.
    pub(crate) fn add_breach(&mut self, place: Place, event: Event) {
        if let Some(iin) = self.get(place).map(|application| application.iin) {
            self.breaches.entry(iin).or_default().push((place, event));
        }
    }

    /// The breaches recorded on an application, in the order of their days.
    pub(crate) fn sorted_breaches_on(&self, place: Place) -> Vec<Event> {
        let mut events: Vec<_> = self.breaches_on(place).collect();
        order::sort_by_key(&mut events, |event| (event.on, event.what));
        events
    }
}

impl PartialEq for Book {
    /// The same applications and breaches, whatever the order in which they came.
    fn eq(&self, other: &Self) -> bool {
        let same = |(place, application): (Place, &Application)| {
            other.find(&application.reference).is_some_and(|(other_place, each)| {
                each == application && self.sorted_breaches_on(place) == other.sorted_breaches_on(other_place)
            })
        };
        self.applications.len() == other.applications.len() && self.iter().all(same)
    }
}

impl Eq for Book {}
