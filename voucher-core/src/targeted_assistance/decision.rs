//! The decision of a case, and its calculation (T24, T32).

use alloc::vec::Vec;
use core::fmt;

use crate::{
    targeted_assistance::{
        amount::{Figures, MonthAmount, Term, rounded},
        case::{Case, People},
        kind::AssistanceKind,
        missing::Missing,
        quarter::Quarter,
        refusal::Refusals,
        regulation::Rounding,
    },
    value::{calendar::Period, money::Tiyn},
};

/// Whether assistance is assigned (T24): the answer of [`assess`](super::assess) and of
/// [`Ledger::decision`](super::Ledger::decision).
///
/// Deliberately exhaustive: there is no fourth answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is refused, for every one of these reasons.
    Refused(Refusals),
    /// No reason refuses it, but these are missing.
    CannotTell(Vec<Missing>),
    /// It is assigned.
    Assigned {
        /// The days on which assistance is received; [`gas_months`](super::gas_months) tells what they mean for gas.
        receives: Period,
    },
}

impl Decision {
    /// The stable code: `refused`, `cannot_tell` or `assigned`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::CannotTell(_) => "cannot_tell",
            Self::Assigned { .. } => "assigned",
        }
    }
}

/// What a decision rests on, as far as it is known (T32). `Debug` shows nothing of it (N34).
///
/// ```
/// use voucher_core::{Amount, Reference, Tiyn, parse_date, targeted_assistance::*};
///
/// let mut applicant = Told::new(Member::new(Reference::parse("a")?, Role::Applicant));
/// let of = |applicant: &Told| {
///     let family = Family::new(Household::new(vec![applicant.clone()]).unwrap());
///     let figures = Figures { line: Some(Amount::parse("37060").unwrap()), ..Figures::default() };
///     assess(&Regulation::asp_2025_01(), &family, &figures, parse_date("2026-03-31").unwrap()).unwrap().calculation
/// };
/// assert_eq!(of(&applicant).months, None); // no income is known
/// applicant.incomes = Some(vec![]);
/// let calculation = of(&applicant);
/// assert_eq!((calculation.per_capita, calculation.months.as_ref().unwrap().len()), (Some(Tiyn::ZERO), 1)); // March
/// assert_eq!(format!("{calculation:?}"), "Calculation(hidden)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Calculation {
    /// The quarter whose incomes count.
    pub income_quarter: Quarter,
    /// The poverty line (T4).
    pub line: Option<Tiyn>,
    /// How many members are not left out (T6).
    pub members: Option<usize>,
    /// The per-capita income a month, rounded for people; decisions compare the fraction (T8).
    pub per_capita: Option<Tiyn>,
    /// The kind (T10).
    pub kind: Option<AssistanceKind>,
    /// The amounts (T28, T29); none where they are not known, or where assistance is refused.
    pub months: Option<Vec<MonthAmount>>,
}

impl fmt::Debug for Calculation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calculation(hidden)")
    }
}

/// A decision and its calculation.
///
/// ```
/// use voucher_core::{Reference, parse_date, targeted_assistance::*};
///
/// let nothing_known = Told::new(Member::new(Reference::parse("a")?, Role::Applicant));
/// let family = Family::new(Household::new(vec![nothing_known])?);
/// let assessment = assess(&Regulation::asp_2025_01(), &family, &Figures::default(), parse_date("2026-03-31")?).unwrap();
/// assert!(matches!(&assessment.decision, Decision::CannotTell(missing) if missing[0] == Missing::Line));
/// assert_eq!(assessment.calculation.per_capita, None); // no income known is not an income of zero
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The decision.
    pub decision: Decision,
    /// What it rests on.
    pub calculation: Calculation,
}

impl<P: People> Case<'_, P> {
    /// T24: reasons, else what is missing, else the assignment.
    pub(crate) fn decide(&self, figures: &Figures) -> Assessment {
        let (census, finding) = (self.census(), self.finding());
        let (line, kind) = (figures.line(self.regulation), self.kind(finding));
        let term = Term::of(self.regulation, self.on, kind);
        let per_capita = census.knows_per_capita();
        let per_capita =
            per_capita.then(|| rounded(census.counted, census.shares().into(), Rounding::TiynHalfUp));
        let mut calculation = Calculation {
            income_quarter: Quarter::of(self.on).previous(),
            line,
            members: census.certain.then_some(census.members),
            per_capita,
            kind,
            months: None,
        };
        let reasons = self.reasons(line, &census, finding);
        if !reasons.is_empty() {
            return Assessment { decision: Decision::Refused(reasons), calculation };
        }
        let months = line.zip(term).and_then(|(line, term)| self.months(line, &census, figures.mci, term));
        calculation.months = months;
        let mut missing = Vec::new();
        if line.is_none() {
            missing.push(Missing::Line);
        }
        if figures.mci.is_none() && self.asks_mci(term) {
            missing.push(Missing::Mci);
        }
        self.missing(finding, &mut missing);
        let decision = match term {
            Some(term) if missing.is_empty() => Decision::Assigned { receives: term.days() },
            Some(_) | None => Decision::CannotTell(missing),
        };
        Assessment { decision, calculation }
    }
}
