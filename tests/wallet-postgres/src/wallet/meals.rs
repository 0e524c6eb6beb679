//! School meals: a terminal or a QR reader records a meal, and a record is withdrawn.

use chrono::NaiveDate;
use voucher_core::{
    Iin, Journal, Reference,
    meals::{CommitKey, Fact, Meal},
};

use crate::wallet::Fault;
use crate::wallet::service::{Decision, Place, Wish};

/// M15, M16: whoever asks, and however often.
fn decide(known: &Journal, on: NaiveDate, fact: &Fact, place: Place) -> Result<Decision, Fault> {
    let ledger = known.meals().ok_or_else(|| Fault::broken("the regulation is not one of school meals"))?;
    Ok(Decision::of(&ledger.clone().record(on, fact), place, on, fact.expose_line(on)))
}

/// A meal is recorded.
#[derive(Clone, Copy)]
pub(crate) struct Give {
    pub(crate) record: Reference,
    pub(crate) meal: Meal,
    pub(crate) on: NaiveDate,
}

impl Give {
    fn commit_key(&self) -> String {
        let key = CommitKey::new(self.meal.iin, self.meal.given_on, self.meal.kind);
        format!("{}/{}/{}", key.iin().expose_text(), key.given_on(), key.kind().expose_text())
    }
}

impl Wish for Give {
    fn iin(&self) -> Iin {
        self.meal.iin
    }

    fn key(&self) -> Option<String> {
        Some(self.commit_key())
    }

    fn name(&self) -> String {
        format!("record {}", self.record.expose_text())
    }

    fn decide(&self, known: &Journal) -> Result<Decision, Fault> {
        let Give { record, meal, on } = *self;
        decide(known, on, &Fact::MealGiven { record, meal }, Place::Take(self.commit_key()))
    }
}

/// A record is withdrawn.
#[derive(Clone, Copy)]
pub(crate) struct Withdraw {
    pub(crate) iin: Iin,
    pub(crate) record: Reference,
    pub(crate) on: NaiveDate,
}

impl Wish for Withdraw {
    fn iin(&self) -> Iin {
        self.iin
    }

    fn name(&self) -> String {
        format!("record {}", self.record.expose_text())
    }

    fn decide(&self, known: &Journal) -> Result<Decision, Fault> {
        decide(known, self.on, &Fact::MealWithdrawn { record: self.record }, Place::Free)
    }
}
