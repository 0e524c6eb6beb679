//! The steps of an activation: facts in, facts out.

use voucher_core::{
    Account, Iin, Month,
    gas::{Channel, Fact, Outcome, Refusal, Regulation, Stage, Step},
};

use crate::{
    error::VoucherError,
    gas::facts::{GasDatedFact, GasMonthFacts},
    value::CivilDate,
};

/// What the rules say to a fact.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum GasFactAnswer {
    /// The fact counts.
    Accepted {
        /// It states what was so already: nothing changed.
        repeat: bool,
        /// The stage on the date of the person that the fact is about (N15), who may be another one than the screen's; none for a
        /// register.
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
pub struct GasStepAnswer {
    /// What the rules say.
    pub answer: GasFactAnswer,
    /// With the fact added where it was accepted, repeats included; as they were where it was not.
    pub facts: GasMonthFacts,
}

/// The person enters an account (N19).
#[uniffi::export]
pub fn gas_enter_account(
    facts: GasMonthFacts,
    regulation: Regulation,
    account: Account,
    channel: Channel,
    today: CivilDate,
) -> Result<GasStepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::AccountEntered { iin, account, channel })
}

/// The person accepts the offer (N20).
#[uniffi::export]
pub fn gas_accept_offer(
    facts: GasMonthFacts,
    regulation: Regulation,
    today: CivilDate,
) -> Result<GasStepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::OfferAccepted { iin })
}

/// The provider has said whether it has the account (N21).
#[uniffi::export]
pub fn gas_account_checked(
    facts: GasMonthFacts,
    regulation: Regulation,
    account: Account,
    exists: bool,
    today: CivilDate,
) -> Result<GasStepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::AccountChecked { iin, account, exists })
}

/// The person confirms (N22); again is a repeat, so a retry after a lost answer is safe (N23).
#[uniffi::export]
pub fn gas_confirm(
    facts: GasMonthFacts,
    regulation: Regulation,
    today: CivilDate,
) -> Result<GasStepAnswer, VoucherError> {
    step(facts, regulation, today, |iin| Fact::Confirmed { iin })
}

/// Adds any fact of the month that is shown, such as one that the server tells of, if the rules accept it.
#[uniffi::export]
pub fn gas_record_fact(
    mut facts: GasMonthFacts,
    regulation: Regulation,
    fact: GasDatedFact,
) -> Result<GasStepAnswer, VoucherError> {
    let month = fact.month();
    if month != facts.month {
        return Ok(GasStepAnswer { answer: GasFactAnswer::OtherMonth { month }, facts });
    }
    let mut ledger = facts.replay(regulation).ledger;
    let answer = match ledger.record(fact.on, &fact.fact) {
        Outcome::Accepted { repeat, stage, next } => {
            facts.facts.push(fact);
            GasFactAnswer::Accepted { repeat, stage, next }
        }
        Outcome::Refused(refusals) => GasFactAnswer::Refused { refusals: refusals.iter().collect() },
    };
    Ok(GasStepAnswer { answer, facts })
}

/// A fact of the person whose facts these are.
fn step(
    facts: GasMonthFacts,
    regulation: Regulation,
    today: CivilDate,
    fact: impl FnOnce(Iin) -> Fact,
) -> Result<GasStepAnswer, VoucherError> {
    let fact = GasDatedFact { on: today, fact: fact(facts.iin) };
    gas_record_fact(facts, regulation, fact)
}
