//! What a ledger's queries answer with.

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::{
    medicines::{dispensing::Evidence, stage::Stage},
    programme::Counts,
    value::{calendar::Month, coded::coded, count::Count, reference::Reference},
};

coded! {
    /// Something that must be done (R15).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::medicines::Action;
    ///
    /// assert_eq!(Action::ALL.first(), Some(&Action::RemindPatient));
    /// ```
    Action {
        /// Remind the patient of a prescription.
        RemindPatient "remind_patient",
        /// Send a register.
        SendRegister "send_register",
    }
}

/// Something that a system must do (R15). Orders by kind, then by prescription, or by month and point.
///
/// Deliberately exhaustive: a new duty must break your build.
///
/// ```
/// use voucher_core::{Month, Reference, medicines::{Action, Due}, parse_date};
///
/// let until = parse_date("2026-03-12")?;
/// let remind = Due::RemindPatient { prescription: Reference::parse("RX-1")?, until };
/// let send = |month, point| Due::SendRegister {
///     month: Month::parse(month).unwrap(),
///     point: Reference::parse(point).unwrap(),
/// };
/// assert!(remind < send("2026-01", "P-2") && send("2026-01", "P-2") < send("2026-02", "P-1"));
/// assert_eq!(remind.action(), Action::RemindPatient);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "action", rename_all = "snake_case"))]
pub enum Due {
    /// Remind the patient of a prescription; the host does so once for each.
    RemindPatient {
        /// The prescription.
        prescription: Reference,
        /// Its last valid day.
        until: NaiveDate,
    },
    /// Send the register of this point and month.
    SendRegister {
        /// The month of the register.
        month: Month,
        /// The point.
        point: Reference,
    },
}

impl Due {
    /// What is to be done.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::RemindPatient { .. } => Action::RemindPatient,
            Self::SendRegister { .. } => Action::SendRegister,
        }
    }
}

/// Where a prescription stands on a date (R16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Status {
    /// The stage.
    pub stage: Stage,
    /// The last valid day, while something may still be handed out.
    pub until: Option<NaiveDate>,
    /// The quantity less what is handed out: a number, and no right where the stage is `cancelled` or `expired`.
    pub rest: Count,
}

/// How many prescriptions of a month stand at each stage (R16).
pub type Summary = Counts<Stage>;

/// A prescription of a patient, whole: [`Ledger::prescriptions`](crate::medicines::Ledger::prescriptions).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Prescribed {
    /// The prescription.
    pub prescription: Reference,
    /// The item.
    pub item: Reference,
    /// The quantity, in the item's smallest units.
    pub quantity: Count,
    /// For how many days the supply is.
    pub days: Count,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// Where it stands.
    pub status: Status,
    /// What was handed out and not withdrawn, by day and record.
    pub dispensings: Vec<Dispensed>,
}

/// A part of a prescription that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Dispensed {
    /// The day.
    pub on: NaiveDate,
    /// The point.
    pub point: Reference,
    /// The quantity, in the item's smallest units.
    pub quantity: Count,
    /// The patient's own sign.
    pub evidence: Evidence,
}
