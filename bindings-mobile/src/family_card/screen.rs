//! The screen of an offer in one call.

use voucher_core::{
    Language,
    family_card::{Fact, Ledger, NextStep, Outcome, Proactive, Reply, Sms},
};

use crate::{
    calendar::DaysLeft,
    error::VoucherError,
    family_card::{
        facts::OfferFacts,
        text::{CardReason, CardServiceText, OfferStageText, OfferStepText},
    },
    replay::RefusedLine,
    value::CivilDate,
};

/// All that the screen of an offer shows.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OfferScreen {
    /// The service that is offered.
    pub service: CardServiceText,
    /// The number that the message must have come from (K23): an answer to any other counts for nothing.
    pub sender: String,
    /// What keeps the person from answering somebody else, and from telling a code, in words.
    pub caution: String,
    /// Where the offer stands on the date (K28), with its words.
    pub stage: OfferStageText,
    /// The last day to answer (K20); none where no answer is awaited, or none can be given on the date.
    pub until: Option<CivilDate>,
    /// How long that is, in words.
    pub days_left: Option<DaysLeft>,
    /// What follows where the person stays silent, in words; none where no answer is awaited, or none can be given on the date.
    pub silence: Option<String>,
    /// What the person does next, with its words; none where nothing is asked of them, or it cannot be done on the date.
    pub next: Option<OfferStepText>,
    /// Whether the person may agree, by answering the message (K23).
    pub agree: OfferButton,
    /// Whether the person may refuse, by answering the message (K23).
    pub refuse: OfferButton,
    /// Whether the person may confirm the account, by the linked phone (K25).
    pub confirm_account: OfferButton,
    /// The lines that the rules did not take; they changed nothing.
    pub refused: Vec<RefusedLine>,
}

/// What the person may do. A dark button always tells why.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum OfferButton {
    /// It changes something.
    Lit,
    /// It is so already.
    Done,
    /// The rules would refuse it.
    Dark {
        /// Every reason, in the order of the norms; at least one.
        reasons: Vec<CardReason>,
    },
}

/// Which service is offered, from whom the message must come, until when to answer, what silence does, and what the person
/// may do, in which words.
#[uniffi::export]
pub fn offer_screen(
    facts: OfferFacts,
    regulation: Proactive,
    today: CivilDate,
    language: Language,
) -> Result<OfferScreen, VoucherError> {
    let (ledger, refused) = facts.replay(regulation);
    let key = facts.key;
    let (parts, stage) = (ledger.regulation().parts(), ledger.stage(&key, today));
    let button = |fact| button(&ledger, today, &fact, language);
    let agree = button(Fact::Replied { key, reply: Reply::Agree });
    let confirm_account = button(Fact::AccountConfirmed { key });
    // What the rules would refuse is asked of nobody (N36).
    let can = |step: &NextStep| match step {
        NextStep::Answer => agree == OfferButton::Lit,
        NextStep::ConfirmAccount => confirm_account == OfferButton::Lit,
        NextStep::Apply => true,
    };
    let next = stage.next().filter(can);
    let until = ledger.until(&key, today).filter(|_| next.is_some());
    Ok(OfferScreen {
        service: CardServiceText::new(key.service, key.service.texts(), language),
        sender: parts.sender.clone(),
        caution: Sms::Offer.caution().in_language(language).to_owned(),
        stage: OfferStageText::new(stage, ledger.texts(&key, today), language),
        until,
        days_left: until.and_then(|until| DaysLeft::new(until, today, language)),
        silence: stage
            .silence()
            .filter(|_| next.is_some())
            .map(|texts| texts.in_language(language).to_owned()),
        next: next.map(|step| OfferStepText::new(step, step.texts(), language)),
        agree,
        refuse: button(Fact::Replied { key, reply: Reply::Refuse }),
        confirm_account,
        refused,
    })
}

/// Asks by doing, in a ledger that is thrown away.
fn button(ledger: &Ledger, today: CivilDate, fact: &Fact, language: Language) -> OfferButton {
    match ledger.clone().record(today, fact) {
        Outcome::Accepted { repeat: false, .. } => OfferButton::Lit,
        Outcome::Accepted { repeat: true, .. } => OfferButton::Done,
        Outcome::Refused(refusals) => {
            OfferButton::Dark { reasons: CardReason::all(refusals.iter(), language) }
        }
    }
}
