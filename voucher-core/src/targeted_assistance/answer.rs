//! Answers to items of evidence (T13, T16).

use alloc::vec::Vec;
use core::fmt;

use crate::{
    targeted_assistance::{evidence::Evidence, income::Income},
    value::error::{Error, ErrorKind, check},
};

/// An answer to an item of evidence (T13, T16): something or nothing on record, and the incomes of kinds that have them.
///
/// `Debug` shows no answer (N34).
///
/// ```
/// use voucher_core::{QuarterTenge, targeted_assistance::{Answer, Evidence, Income, IncomeKind}};
///
/// let income = Income { kind: IncomeKind::Alimony, amount: QuarterTenge::parse("0")? };
/// assert!(Answer::of_incomes(Evidence::Alimony, vec![income]).is_ok());
/// assert_eq!(Answer::of_incomes(Evidence::Income, vec![income]).unwrap_err().code(), "unknown_value");
/// assert!(Answer::nothing(Evidence::Income).incomes().is_empty()); // known: no such income
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Answer {
    kind: Evidence,
    on_record: bool,
    /// INVARIANT: of kinds that stand in this evidence; none where nothing is on record.
    incomes: Vec<Income>,
}

impl Answer {
    /// Nothing on record, which is an answer.
    #[must_use]
    pub const fn nothing(kind: Evidence) -> Self {
        Self { kind, on_record: false, incomes: Vec::new() }
    }

    /// Something on record; of evidence with incomes, no income.
    #[must_use]
    pub const fn on_record(kind: Evidence) -> Self {
        Self { kind, on_record: true, incomes: Vec::new() }
    }

    /// Incomes on record.
    ///
    /// # Errors
    ///
    /// `unknown_value` where an income is of a kind that does not stand in this evidence.
    pub fn of_incomes(kind: Evidence, incomes: Vec<Income>) -> Result<Self, Error> {
        let fit = incomes.iter().all(|income| income.kind.evidence() == kind);
        check(fit, ErrorKind::UnknownValue)?;
        Ok(Self { kind, on_record: true, incomes })
    }

    /// The kind of evidence.
    #[must_use]
    pub const fn kind(&self) -> Evidence {
        self.kind
    }

    /// Whether there is something on record.
    #[must_use]
    pub const fn is_on_record(&self) -> bool {
        self.on_record
    }

    /// The incomes on record: personal data (N34).
    #[must_use]
    pub fn incomes(&self) -> &[Income] {
        &self.incomes
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({}, hidden)", self.kind.code())
    }
}
