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
///
/// ```
/// use voucher_core::{medicines::*, *};
///
/// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
/// let reference = |text| Reference::parse(text).unwrap();
/// let (iin, prescription, item) = (Iin::parse("990101600002")?, reference("RX-1"), reference("I"));
/// let (quantity, days, issued_on) = (Count::new(60)?, Count::new(30)?, parse_date("2026-02-10")?);
/// ledger.record(issued_on, &Fact::Enrolled { iin, point: reference("P-1") });
/// ledger.record(issued_on, &Fact::Prescribed { prescription, iin, item, quantity, days });
/// let last = parse_date("2026-03-12")?;
/// let open = Status { stage: Stage::Open, until: Some(last), rest: quantity };
/// assert_eq!(ledger.status(&prescription, last), Ok(open));
/// let expired = Status { stage: Stage::Expired, until: None, rest: quantity }; // a number, and no right
/// assert_eq!(ledger.status(&prescription, parse_date("2026-03-13")?), Ok(expired));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Status {
    /// The stage.
    pub stage: Stage,
    /// The last valid day, at `open` and `partly_dispensed`.
    pub until: Option<NaiveDate>,
    /// The quantity less what is handed out: a number, and no right where the stage is `cancelled` or `expired`.
    pub rest: Count,
}

/// How many prescriptions of a month stand at each stage (R16).
pub type Summary = Counts<Stage>;

/// A prescription of a patient, whole: what was prescribed (R6), where it stands (R16), and what was handed out of it (R8).
/// [`Ledger::prescriptions`](crate::medicines::Ledger::prescriptions) gives them and has an example.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Prescribed {
    /// The prescription.
    pub prescription: Reference,
    /// The item.
    pub item: Reference,
    /// The quantity, in the item's smallest units.
    pub quantity: Count,
    /// For how many days the supply is (R6).
    pub days: Count,
    /// The day of issue, which is day 0 of its validity (R1).
    pub issued_on: NaiveDate,
    /// Where it stands.
    pub status: Status,
    /// What was handed out and not withdrawn, by day and record.
    pub dispensings: Vec<Dispensed>,
}

/// A quantity of a prescription that was handed out and not withdrawn (R2, R8).
///
/// ```
/// use voucher_core::{medicines::*, *};
///
/// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
/// let reference = |text| Reference::parse(text).unwrap();
/// let (iin, point, on) = (Iin::parse("990101600002")?, reference("P-1"), parse_date("2026-02-10")?);
/// let (prescription, item, record) = (reference("RX-1"), reference("I"), reference("D-1"));
/// let (quantity, days, evidence) = (Count::new(60)?, Count::new(30)?, Evidence::Qr);
/// ledger.record(on, &Fact::Enrolled { iin, point });
/// ledger.record(on, &Fact::Prescribed { prescription, iin, item, quantity, days });
/// ledger.record(on, &Fact::Dispensed { record, prescription, point, quantity, evidence });
/// let handed_out = |ledger: &Ledger| ledger.prescriptions(iin, on)[0].dispensings.clone();
/// assert_eq!(handed_out(&ledger), [Dispensed { on, point, quantity, evidence }]);
/// ledger.record(on, &Fact::DispensingWithdrawn { record });
/// assert_eq!(handed_out(&ledger), []);
/// # Ok::<(), Error>(())
/// ```
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
