//! A patient's screen in one call.

use voucher_core::{
    Count, Language, Reference,
    medicines::{Dispensed, Evidence, Ledger, Prescribed, Refusal, Refusals, Regulation},
};

use crate::{
    calendar::DaysLeft,
    error::VoucherError,
    medicines::{
        facts::PrescriptionFacts,
        text::{PrescriptionReason, PrescriptionStageText},
    },
    replay::RefusedLine,
    value::CivilDate,
};

/// All that a patient's screen shows.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PrescriptionScreen {
    /// The point where the patient is enrolled; none where they are not, or no longer.
    pub point: Option<Reference>,
    /// The patient's prescriptions, the last issued first.
    pub prescriptions: Vec<PrescriptionShown>,
    /// The lines that the rules did not take; they changed nothing.
    pub refused: Vec<RefusedLine>,
}

/// A prescription as a patient sees it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PrescriptionShown {
    /// The prescription.
    pub prescription: Reference,
    /// The item.
    pub item: Reference,
    /// The quantity, in the item's smallest units.
    pub quantity: Count,
    /// For how many days the supply is.
    pub days: Count,
    /// The day of issue.
    pub issued_on: CivilDate,
    /// Where it stands on the date (R3), with its words.
    pub stage: PrescriptionStageText,
    /// The last day on which it can be handed out: the last valid day, or the last of the rules; none where nothing more can be,
    /// and where the patient is enrolled nowhere.
    pub until: Option<CivilDate>,
    /// How long that is, in words.
    pub days_left: Option<DaysLeft>,
    /// What is left to hand out; none where nothing more can be.
    pub rest: Option<Count>,
    /// Why nothing of it can be handed out on the date at the patient's point; empty where something can, and where the stage
    /// says that nothing more can be.
    pub blocked: Vec<PrescriptionReason>,
    /// What was handed out where, in the order of the days.
    pub dispensed: Vec<PrescriptionDispensed>,
}

/// A part of a prescription that was handed out, and not withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PrescriptionDispensed {
    /// The day.
    pub on: CivilDate,
    /// The point.
    pub point: Reference,
    /// The quantity, in the item's smallest units.
    pub quantity: Count,
    /// The patient's own sign.
    pub evidence: Evidence,
}

/// Which prescriptions a patient has, until when, what is left, what was handed out where, and in which words.
#[uniffi::export]
pub fn prescription_screen(
    facts: PrescriptionFacts,
    regulation: Regulation,
    today: CivilDate,
    language: Language,
) -> Result<PrescriptionScreen, VoucherError> {
    let (ledger, refused) = facts.replay(regulation);
    let prescriptions = ledger.prescriptions(facts.iin, today).into_iter().rev();
    Ok(PrescriptionScreen {
        point: ledger.point(facts.iin),
        prescriptions: prescriptions.map(|prescribed| shown(&ledger, prescribed, today, language)).collect(),
        refused,
    })
}

fn shown(ledger: &Ledger, prescribed: Prescribed, today: CivilDate, language: Language) -> PrescriptionShown {
    let Prescribed { prescription, item, quantity, days, issued_on, status, dispensings } = prescribed;
    let last = ledger.regulation().period().last;
    // No reason beside a stage that says that nothing more can be handed out; no day after the period's, and none where the
    // patient is enrolled nowhere (N36, R15).
    let blocked =
        if status.stage.is_open() { ledger.obstacles(&prescription, today) } else { Refusals::NONE };
    let until = status.until.map(|until| until.min(last));
    let until = until.filter(|until| today <= *until && !blocked.contains(Refusal::NotEnrolled));
    PrescriptionShown {
        prescription,
        item,
        quantity,
        days,
        issued_on,
        stage: PrescriptionStageText::new(status.stage, language),
        until,
        days_left: until.and_then(|until| DaysLeft::new(until, today, language)),
        rest: status.stage.is_open().then_some(status.rest),
        blocked: PrescriptionReason::all(blocked.iter(), language),
        dispensed: dispensings.into_iter().map(PrescriptionDispensed::from).collect(),
    }
}

impl From<Dispensed> for PrescriptionDispensed {
    fn from(dispensed: Dispensed) -> Self {
        let Dispensed { on, point, quantity, evidence } = dispensed;
        Self { on, point, quantity, evidence }
    }
}
