//! What can happen in the made-up quarter: events in the making, before they are lines.

use voucher_core::targeted_assistance::{Evidence, Ruling, Source};

use crate::days::{self, DAY, LAST_DAY};

/// The days of April that are played too: what was applied for late is decided then.
pub(crate) const DAYS_AFTER: u32 = 30;

/// `who` is a place among the applications.
pub(crate) type Event = days::Event<What>;

/// What an event says. A member is named by its place in the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Of an application.
    Applied(Form),
    Requested(Evidence, u8),
    Answered(Evidence, u8, Source, OnRecord),
    Consented(u8),
    Surveyed(bool),
    Concluded(bool),
    Contract(bool),
    Breach,
    Decided(Ruling),
    /// The office asks what there is to decide, and decides so.
    Decide,
    Status,
    Checklist,
    Decision,
    /// Of nobody.
    Due,
    Receiving,
}

/// How an application is filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    AsMeant,
    /// Without the status, the history and the first member's flags.
    Incomplete,
    /// Signed as another channel asks.
    OtherSignature,
    OtherBank,
    /// At the portal, without an account.
    NoAccount,
    /// With somebody else's account.
    NotOwn,
    /// A second application of the same person.
    Second,
}

/// What an answer says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnRecord {
    Nothing,
    Something,
    /// The member's incomes.
    Incomes,
}

impl What {
    /// Whether it is a fact of an application.
    pub(crate) const fn is_fact(self) -> bool {
        match self {
            What::Applied(_) | What::Requested(..) | What::Answered(..) | What::Consented(_) => true,
            What::Surveyed(_) | What::Concluded(_) | What::Contract(_) | What::Breach => true,
            What::Decided(_) => true,
            What::Decide | What::Status | What::Checklist | What::Decision => false,
            What::Due | What::Receiving => false,
        }
    }
}

/// Adds an event, unless it would fall out of the days that are played.
pub(crate) fn push(events: &mut Vec<Event>, who: u32, at: u32, what: What) {
    if (DAY..(LAST_DAY + DAYS_AFTER + 1) * DAY).contains(&at) {
        events.push(Event { at, who, what });
    }
}
