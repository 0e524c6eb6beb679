//! One question on its way to an answer (K10, K11).

use chrono::NaiveDate;

use super::{DayOrNone, Entitlement, MissingFact, MissingFacts, Worth, exact::Exact};
use crate::{
    family_card::{
        days,
        proactive::{BaseRow, Benefits, Rounding},
        refusal::{Refusal, Refusals},
    },
    value::money::{Amount, Factor, Tiyn},
};

/// The tables and the date of a question.
pub(crate) struct At<'r> {
    pub(crate) benefits: &'r Benefits<Amount, Factor>,
    pub(crate) on: NaiveDate,
}

impl At<'_> {
    /// The last of so many months of a day (K13).
    pub(crate) fn last_of(&self, day: NaiveDate, months: i32) -> NaiveDate {
        days::last_of(day, months, self.benefits.if_missing)
    }

    /// The last day under an age (K13).
    pub(crate) fn last_under(&self, born: NaiveDate, years: i32) -> NaiveDate {
        days::last_under(born, years, self.benefits.if_missing)
    }

    /// Whether somebody is under an age on the date.
    pub(crate) fn is_under(&self, born: NaiveDate, years: i32) -> bool {
        self.on <= self.last_under(born, years)
    }

    pub(crate) fn rounding(&self) -> Rounding {
        self.benefits.rounding
    }

    /// The amount (K11): `unknown` are its facts that are not known, `rates` the rates that the case's formula names.
    pub(crate) fn worth<T>(
        &self,
        unknown: MissingFacts,
        rates: Option<T>,
        formula: impl FnOnce(&BaseRow<Amount>, T) -> Tiyn,
    ) -> Worth {
        if !unknown.is_empty() {
            return Worth::Unknown(unknown);
        }
        match (self.benefits.base_on(self.on), rates) {
            (Some(base), Some(rates)) => Worth::Amount(formula(base, rates)),
            (base, rates) => {
                let mut unpublished = MissingFacts::default();
                unpublished.insert_if(base.is_none(), MissingFact::BaseValues);
                unpublished.insert_if(rates.is_none(), MissingFact::Rate);
                Worth::Unknown(unpublished)
            }
        }
    }

    /// An amount that is a rate times a base value.
    pub(crate) fn share(
        &self,
        unknown: MissingFacts,
        rate: Option<Factor>,
        base: impl FnOnce(&BaseRow<Amount>) -> Amount,
    ) -> Worth {
        self.worth(unknown, rate, |row, rate| Exact::of(base(row)).times(rate).rounded(self.rounding()))
    }
}

/// There are no rules for the date (K10).
pub(crate) fn no_rules() -> Entitlement {
    Entitlement::CannotTell { missing: MissingFacts::from_iter([MissingFact::Rules]) }
}

/// The days of a right, as far as they are known.
#[derive(Clone, Copy, Default)]
pub(crate) struct Days {
    pub(crate) first: Option<NaiveDate>,
    pub(crate) last: Option<NaiveDate>,
}

/// The refusals and the conditions of a question that is being decided.
#[derive(Default)]
pub(crate) struct Case {
    refusals: Refusals,
    missing: MissingFacts,
}

impl Case {
    /// A condition: missing unless it is known.
    pub(crate) fn needs<T>(&mut self, fact: Option<&T>, name: MissingFact) {
        self.missing.insert_if(fact.is_none(), name);
    }

    pub(crate) fn refuse_if(&mut self, applies: bool, refusal: Refusal) {
        self.refusals.push_if(applies, refusal);
    }

    /// `not_yet` and `no_longer`, each where its day is known (K13).
    pub(crate) fn within(&mut self, on: NaiveDate, days: Days) {
        self.refuse_if(days.first.is_some_and(|first| on < first), Refusal::NotYet);
        self.refuse_if(days.last.is_some_and(|last| on > last), Refusal::NoLonger);
    }

    /// The answer; a right is worked out only where there is one (K10).
    pub(crate) fn answer(self, right: impl FnOnce() -> Entitlement) -> Entitlement {
        if !self.refusals.is_empty() {
            Entitlement::No { refusals: self.refusals }
        } else if !self.missing.is_empty() {
            Entitlement::CannotTell { missing: self.missing }
        } else {
            right()
        }
    }

    /// The answer with a right of these days.
    pub(crate) fn answer_within(self, days: Days, worth: impl FnOnce() -> Worth) -> Entitlement {
        self.answer(|| Entitlement::Yes { worth: worth(), first: days.first, last: days.last })
    }
}

/// The day of a fact that is known to have one.
pub(crate) fn day(fact: Option<DayOrNone>) -> Option<NaiveDate> {
    fact.and_then(DayOrNone::day)
}

/// The facts of an amount that are not known.
pub(crate) fn unknown<const N: usize>(facts: [(bool, MissingFact); N]) -> MissingFacts {
    let mut unknown = MissingFacts::default();
    for (is_unknown, fact) in facts {
        unknown.insert_if(is_unknown, fact);
    }
    unknown
}
