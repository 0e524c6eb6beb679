//! The list of potential recipients: who is on it, and what may change (N11, N12).

use crate::{
    gas::{
        assistance::AssistanceSet,
        refusal::{Refusal, Refusals, Transition},
        regulation::Regulation,
        today::Today,
    },
    value::region::Region,
};

/// Where a person stands on the list of a month. There is none before the month's first `listed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Listing {
    On {
        region: Region,
        assistance: AssistanceSet,
    },
    /// Taken off; the region last listed decides the terms of a discount (N29).
    Off {
        region: Region,
        assistance: AssistanceSet,
    },
}

impl Listing {
    pub(crate) const fn is_on(self) -> bool {
        match self {
            Self::On { .. } => true,
            Self::Off { .. } => false,
        }
    }

    pub(crate) const fn region(self) -> Region {
        match self {
            Self::On { region, .. } | Self::Off { region, .. } => region,
        }
    }

    pub(crate) const fn assistance(self) -> AssistanceSet {
        match self {
            Self::On { assistance, .. } | Self::Off { assistance, .. } => assistance,
        }
    }
}

/// N11: an entry of the list arrives.
pub(crate) fn listed(
    regulation: &Regulation,
    today: &Today,
    current: Option<Listing>,
    region: Region,
    assistance: AssistanceSet,
) -> Transition<Listing> {
    let mut refusals = changeable(regulation, today);
    refusals.push_if(!assistance.meets(regulation.assistance()), Refusal::NotReceivingAssistance);
    refusals.push_if(!regulation.regions().contains(region), Refusal::RegionNotInPilot);
    let entry = Listing::On { region, assistance };
    Transition::unless(refusals, current == Some(entry), entry)
}

/// N12: a person is taken off the list.
pub(crate) fn delisted(
    regulation: &Regulation,
    today: &Today,
    current: Option<Listing>,
) -> Transition<Listing> {
    let refusals = changeable(regulation, today);
    match current {
        None => Transition::Refused(refusals.and(Refusal::NotListed)),
        Some(Listing::On { region, assistance }) => {
            Transition::unless(refusals, false, Listing::Off { region, assistance })
        }
        Some(off @ Listing::Off { .. }) => Transition::unless(refusals, true, off),
    }
}

/// N10, N11, N12: whether the list of the date's month may change on the date. The month counts
/// and not the period, so that August 2025 can be listed before the pilot starts.
fn changeable(regulation: &Regulation, today: &Today) -> Refusals {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!regulation.has_month(today.month), Refusal::OutsidePilot);
    refusals.push_if(today.list_closed, Refusal::ListClosed);
    refusals
}
