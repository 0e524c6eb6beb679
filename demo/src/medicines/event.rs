//! What can happen in the made-up quarter: events in the making, before they are lines.

use crate::days::{self, DAY, LAST_DAY};

/// The days of April that are played too: registers.
pub(crate) const DAYS_AFTER: u32 = 5;

/// `who` is a place among the patients or the points.
pub(crate) type Event = days::Event<What>;

/// What an event says. A prescription is named by its place among those of the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Of a patient.
    Enrolled(Place),
    Left,
    Prescribed(u8, Form),
    Cancelled(u8),
    Dispensed(u8, Try, How),
    Withdrawn(u8, Try),
    Status(u8),
    Preview(u8),
    /// Of a point: the register of a month of the quarter, counted from 0.
    Register(u8),
    Sent(u8),
    Recalled(u8),
    /// Of nobody.
    Due,
    Summary(u8),
}

/// Where a patient is enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Own,
    /// At the next point.
    Next,
}

/// How a prescription is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    AsMeant,
    /// With another quantity.
    Other,
    /// Of no quantity at all.
    Nothing,
    /// For half a year.
    TooLong,
}

/// Which of a prescription's records.
pub(crate) type Try = u8;

/// How it is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Whole,
    Half,
    /// Twice as much as is written.
    Double,
    Nothing,
    /// At the next point.
    Elsewhere,
    /// By another sign of the patient.
    OtherEvidence,
}

impl What {
    /// Whether it is of a point and not of a patient.
    pub(crate) const fn names_a_point(self) -> bool {
        match self {
            What::Register(_) | What::Sent(_) | What::Recalled(_) => true,
            What::Enrolled(_) | What::Left | What::Prescribed(..) | What::Cancelled(_) => false,
            What::Dispensed(..) | What::Withdrawn(..) | What::Status(_) | What::Preview(_) => false,
            What::Due | What::Summary(_) => false,
        }
    }

    /// Whether it is a fact of a patient.
    pub(crate) const fn is_fact_of_a_patient(self) -> bool {
        match self {
            What::Enrolled(_) | What::Left | What::Prescribed(..) | What::Cancelled(_) => true,
            What::Dispensed(..) | What::Withdrawn(..) => true,
            What::Status(_) | What::Preview(_) | What::Register(_) | What::Sent(_) => false,
            What::Recalled(_) | What::Due | What::Summary(_) => false,
        }
    }
}

/// Adds an event, unless it would fall out of the days that are played.
pub(crate) fn push(events: &mut Vec<Event>, who: u32, at: u32, what: What) {
    if (DAY..(LAST_DAY + DAYS_AFTER + 1) * DAY).contains(&at) {
        events.push(Event { at, who, what });
    }
}
