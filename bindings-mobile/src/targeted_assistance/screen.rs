//! A family's screen of its application in one call.

use voucher_core::{
    Language, Reference,
    targeted_assistance::{
        Action, Contract, Decided, Due, Evidence, Fact, Figures, Item, ItemState, Ledger, Outcome, Party,
        Refusal, Refusals, Regulation, Stage, Standing,
    },
};

use crate::{
    calendar::DaysLeft,
    error::VoucherError,
    replay::RefusedLine,
    targeted_assistance::{
        calculator::AssistanceAssessment,
        facts::ApplicationFacts,
        text::{AssistanceReason, AssistanceStageText, AssistanceStep},
    },
    value::CivilDate,
};

/// All that a family's screen shows of an application.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ApplicationScreen {
    /// Where the application stands (T23), with its words for the applicant.
    pub stage: AssistanceStageText,
    /// The next step, and who has to take it; none where nothing is due, and where the applicant cannot take it on the date.
    pub next: Option<AssistanceStep>,
    /// Why the applicant cannot take the step that is due on the date, in the order of the norms; empty where another has to.
    pub blocked: Vec<AssistanceReason>,
    /// Where the day of the service has passed without a decision: what to do about it.
    pub overdue: Option<AssistanceStep>,
    /// The registration date.
    pub registered_on: Option<CivilDate>,
    /// Before the decision the day of the service, where the coupon tells it; of what is assigned the last day; else none.
    pub until: Option<CivilDate>,
    /// How long that is, in words.
    pub days_left: Option<DaysLeft>,
    /// Every item of evidence that is needed, in the order of the norms (T12).
    pub evidence: Vec<AssistanceItem>,
    /// The decision that stands; before it, what the decision would be by all that is known. The months are known where the
    /// figures that are handed in lead to the decision that stands.
    pub assessment: AssistanceAssessment,
    /// The button that signs the social contract.
    pub sign_contract: AssistanceButton,
    /// The button that refuses the social contract.
    pub refuse_contract: AssistanceButton,
    /// The lines that the rules did not take; they changed nothing.
    pub refused: Vec<RefusedLine>,
}

/// An item of evidence: a kind that is needed for a member.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AssistanceItem {
    /// The kind.
    pub kind: Evidence,
    /// Its stable code.
    pub code: String,
    /// What it is about, in words; in Russian those of the service card.
    pub text: String,
    /// The member whom it is needed for.
    pub member: Reference,
    /// Where it stands (T13).
    pub state: ItemState,
    /// Whether there is something on record; none before the answer. Nothing on record is an answer.
    pub on_record: Option<bool>,
    /// What is next for it, and who has to do it; none where it is answered, and where it need not be collected any more.
    pub next: Option<AssistanceStep>,
}

/// A button. A dark one always tells why.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AssistanceButton {
    /// To press it changes something.
    Lit,
    /// It is so already.
    Done,
    /// The rules would refuse it.
    Dark {
        /// Every reason, in the order of the norms; at least one.
        reasons: Vec<AssistanceReason>,
    },
}

/// Where an application stands, what is next and by whom, what evidence is missing, what the decision is and why, until when and
/// in which words. The figures are those of the registration date; where a decision stands, those that it rests on.
#[uniffi::export]
pub fn application_screen(
    facts: ApplicationFacts,
    regulation: Regulation,
    figures: Figures,
    today: CivilDate,
    language: Language,
) -> Result<ApplicationScreen, VoucherError> {
    let (ledger, refused) = facts.replay(regulation);
    let application = facts.application;
    let standing = ledger.standing(&application);
    let stage = standing.as_ref().map_or(Stage::NoApplication, |standing| standing.stage);
    let step = |action: Action| {
        AssistanceStep::new(action.code(), action.texts_for_applicant(), action.awaits(), language)
    };
    let overdue = ledger.due(today).contains(&Due { action: Action::Overdue, application });
    let until = standing.as_ref().and_then(until);
    let items = ledger.checklist(&application).unwrap_or_default();
    let button = |answer| button(&ledger, today, &Fact::ContractAnswered { application, answer }, language);
    let blocked = against_applicant(&ledger, application, stage, today);
    Ok(ApplicationScreen {
        stage: AssistanceStageText::new(stage, language),
        next: stage.action().filter(|_| blocked.is_empty()).map(step),
        blocked: AssistanceReason::all(blocked.iter(), language),
        overdue: overdue.then(|| step(Action::Overdue)),
        registered_on: standing.as_ref().map(|standing| standing.registered_on),
        until,
        days_left: until.and_then(|until| DaysLeft::new(until, today, language)),
        evidence: items.iter().map(|item| AssistanceItem::new(item, stage, language)).collect(),
        assessment: AssistanceAssessment::new(ledger.assessment(&application, &figures), language),
        sign_contract: button(Contract::Signed),
        refuse_contract: button(Contract::Refused),
        refused,
    })
}

/// Why the applicant cannot take the step that is due: a clock is behind what is recorded (N9), or the regulation has ended, which
/// takes no application and none anew (T2).
fn against_applicant(ledger: &Ledger, application: Reference, stage: Stage, today: CivilDate) -> Refusals {
    let awaits = stage.action().map(Action::awaits);
    if awaits != Some(Party::Applicant) {
        return Refusals::NONE;
    }
    let ended = stage == Stage::ToComplete && !ledger.regulation().period().contains(today);
    let signs = Fact::ContractAnswered { application, answer: Contract::Signed };
    let is_late = match ledger.clone().record(today, &signs) {
        Outcome::Accepted { .. } => false,
        Outcome::Refused(refusals) => refusals.contains(Refusal::OutOfOrder),
    };
    let reasons = [(is_late, Refusal::OutOfOrder), (ended, Refusal::OutsidePilot)];
    reasons.into_iter().filter_map(|(holds, refusal)| holds.then_some(refusal)).collect()
}

fn until(standing: &Standing<'_>) -> Option<CivilDate> {
    match standing.decided {
        Some(Decided::Assigned(days)) => Some(days.last),
        Some(Decided::Refused(_)) => None,
        None => standing.service_on,
    }
}

impl AssistanceItem {
    fn new(item: &Item, stage: Stage, language: Language) -> Self {
        let Item { kind, member, state, on_record } = *item;
        let next = state.next();
        let by = next.awaits().filter(|_| stage == Stage::Collecting);
        Self {
            kind,
            code: kind.code().to_owned(),
            text: kind.texts().in_language(language).to_owned(),
            member,
            state,
            on_record,
            next: by.map(|by| AssistanceStep::new(next.code(), next.texts(), by, language)),
        }
    }
}

/// Asks by doing, in a ledger that is thrown away.
fn button(ledger: &Ledger, today: CivilDate, fact: &Fact, language: Language) -> AssistanceButton {
    match ledger.clone().record(today, fact) {
        Outcome::Accepted { repeat: false, .. } => AssistanceButton::Lit,
        Outcome::Accepted { repeat: true, .. } => AssistanceButton::Done,
        Outcome::Refused(refusals) => {
            AssistanceButton::Dark { reasons: AssistanceReason::all(refusals.iter(), language) }
        }
    }
}
