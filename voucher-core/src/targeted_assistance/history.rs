//! What an applicant has done before, and for how long it refuses (T21, T27).

use core::fmt;

use chrono::NaiveDate;

use crate::{
    targeted_assistance::regulation::Regulation,
    value::coded::{Coded, coded},
};

coded! {
    /// What an applicant can be refused for later (T21).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Breach;
    ///
    /// assert_eq!(Breach::ALL.len(), 3);
    /// assert_eq!(Breach::from_code("contract_broken"), Some(Breach::ContractBroken));
    /// ```
    Breach {
        /// Measures that promote employment were refused.
        MeasuresRefused "measures_refused",
        /// A social contract was broken.
        ContractBroken "contract_broken",
        /// False information was given.
        FalseInformation "false_information",
    }
}

/// Something of an applicant's history, on its day (T27). `Debug` shows nothing of it (N34).
///
/// ```
/// use voucher_core::{parse_date, targeted_assistance::{Breach, Event}};
///
/// let event = Event { what: Breach::ContractBroken, on: parse_date("2025-09-10")? };
/// assert_eq!(format!("{event:?}"), "Event(hidden)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event {
    /// What it was.
    pub what: Breach,
    /// The day.
    pub on: NaiveDate,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Event(hidden)")
    }
}

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
                Some(known @ (Ban::Free | Ban::Unknown)) if ban != Ban::Free => *known = ban,
                Some(Ban::Free | Ban::Unknown) => {}
            }
        }
        bans
    }

    /// Each kind of breach with what it means, in the order of T21.
    pub(crate) fn iter(self) -> impl Iterator<Item = (Breach, Ban)> {
        Breach::ALL.iter().copied().zip(self.0)
    }
}
