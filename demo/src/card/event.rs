//! What can happen to the offers of the made-up month: events in the making, before they are lines.

use crate::days::{self, DAY};

/// The last day of June 2026.
pub(crate) const LAST_DAY: u32 = 30;

/// The days of July that are played too: late answers, accounts, assignments.
pub(crate) const DAYS_AFTER: u32 = 15;

/// `who` is a place among the offers.
pub(crate) type Event = days::Event<What>;

/// What an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Of an offer.
    RightArose(Named),
    Offered,
    Replied(Said, Sender),
    AccountKnown,
    AccountConfirmed,
    Assigned,
    Status,
    /// Of nobody.
    Due,
    Summary,
}

/// By which key a right is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    AsMeant,
    /// Without the child that the service needs, or with one that it does not.
    Otherwise,
}

/// What the person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Agree,
    Refuse,
    /// No published code is known, so text says nothing.
    Text,
}

/// From where the message that was answered came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    Own,
    Stranger,
}

impl What {
    /// Whether it is a fact of an offer.
    pub(crate) const fn is_fact(self) -> bool {
        match self {
            What::RightArose(_) | What::Offered | What::Replied(..) | What::AccountKnown => true,
            What::AccountConfirmed | What::Assigned => true,
            What::Status | What::Due | What::Summary => false,
        }
    }
}

/// Adds an event, unless it would fall out of the days that are played.
pub(crate) fn push(events: &mut Vec<Event>, who: u32, at: u32, what: What) {
    if (DAY..(LAST_DAY + DAYS_AFTER + 1) * DAY).contains(&at) {
        events.push(Event { at, who, what });
    }
}
