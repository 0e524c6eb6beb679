//! The steps of an activation: facts in, facts out.

use voucher_core::{
    Account, Iin, Month,
    gas::{Channel, Fact, Outcome, Refusal, Regulation, Stage, Step},
};

use crate::{
    error::VoucherError,
    facts::{DatedFact, MonthFacts},
    value::CivilDate,
};

/// What the rules say to a fact.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FactAnswer {
    /// The fact counts.
    Accepted {
        /// It states what was so already: nothing changed.
        repeat: bool,
        /// The person's stage on the date (N15); none for a register.
        stage: Option<Stage>,
        /// The step at which the activation then stands; only for facts of an activation.
        next: Option<Step>,
    },
    /// The fact does not count, for every one of these reasons.
    Refused {
        /// In the order of the norms.
        refusals: Vec<Refusal>,
    },
    /// The fact is of another month than the one that is shown: the rules were not asked.
    OtherMonth {
        /// The month that it is of.
        month: Month,
    },
}

/// What the rules say to a step, and the facts after it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StepAnswer {
    /// What the rules say.
    pub answer: FactAnswer,
    /// With the fact added where it was accepted, repeats included; as they were where it was not.
    pub facts: MonthFacts,
}

/// The person enters an account (N19).
#[uniffi::export]
pub fn enter_account(
    facts: MonthFacts,
    regulation: Regulation,
    account: Account,
    channel: Channel,
    today: CivilDate,
) -> Result<StepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::AccountEntered { iin, account, channel })
}

/// The person accepts the offer (N20).
#[uniffi::export]
pub fn accept_offer(
    facts: MonthFacts,
    regulation: Regulation,
    today: CivilDate,
) -> Result<StepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::OfferAccepted { iin })
}

/// The provider has said whether it has the account (N21).
#[uniffi::export]
pub fn account_checked(
    facts: MonthFacts,
    regulation: Regulation,
    account: Account,
    exists: bool,
    today: CivilDate,
) -> Result<StepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::AccountChecked { iin, account, exists })
}

/// The person confirms (N22); again is a repeat, so a retry after a lost answer is safe (N23).
#[uniffi::export]
pub fn confirm(
    facts: MonthFacts,
    regulation: Regulation,
    today: CivilDate,
) -> Result<StepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::Confirmed { iin })
}

/// Adds any fact of the month that is shown, such as one that the server tells of, if the rules accept it.
#[uniffi::export]
pub fn record_fact(
    mut facts: MonthFacts,
    regulation: Regulation,
    fact: DatedFact,
) -> Result<StepAnswer, VoucherError> {
    let month = fact.month();
    if month != facts.month {
        return Ok(StepAnswer { answer: FactAnswer::OtherMonth { month }, facts });
    }
    let (mut ledger, _) = facts.replay(regulation);
    let answer = match ledger.record(fact.on, &fact.fact) {
        Outcome::Accepted { repeat, stage, next } => {
            facts.facts.push(fact);
            FactAnswer::Accepted { repeat, stage, next }
        }
        Outcome::Refused(refusals) => FactAnswer::Refused { refusals: refusals.iter().collect() },
    };
    Ok(StepAnswer { answer, facts })
}

/// A fact of the person whose facts these are.
fn step(
    facts: MonthFacts,
    regulation: Regulation,
    today: CivilDate,
    fact: impl FnOnce(Iin) -> Fact,
) -> Result<StepAnswer, VoucherError> {
    let fact = DatedFact { on: today, fact: fact(facts.iin) };
    record_fact(facts, regulation, fact)
}
