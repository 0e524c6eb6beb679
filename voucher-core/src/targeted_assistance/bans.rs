//! For how long what an applicant has done refuses (T27).

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{
        history::{Breach, Event},
        regulation::Regulation,
    },
    value::coded::Coded,
};

/// What events of one kind mean on a registration date (T27).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ban {
    /// None refuses.
    #[default]
    Free,
    /// One came before, and how long it refuses is not known.
    Unknown,
    /// One refuses.
    Refuses,
}

/// The bans of an applicant, one for each kind of breach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bans([Ban; Breach::ALL.len()]);

impl Bans {
    /// What these events mean on a registration date.
    pub(crate) fn of(regulation: &Regulation, on: NaiveDate, events: impl Iterator<Item = Event>) -> Self {
        let mut bans = Self::default();
        for event in events {
            let ban = match regulation.free_after(event) {
                Some(free) if on < free => Ban::Refuses,
                Some(_) => Ban::Free,
                None if event.on >= on => Ban::Refuses,
                None => Ban::Unknown,
            };
            match bans.0.get_mut(event.what.place()) {
                Some(Ban::Refuses) | None => {}
                // Bans of one kind all have a length or none has: what is unknown is never free.
                Some(known @ (Ban::Free | Ban::Unknown)) => *known = ban,
            }
        }
        bans
    }

    /// Each kind of breach with what it means, in the order of T21.
    pub(crate) fn iter(self) -> impl Iterator<Item = (Breach, Ban)> {
        Breach::ALL.iter().copied().zip(self.0)
    }
}
