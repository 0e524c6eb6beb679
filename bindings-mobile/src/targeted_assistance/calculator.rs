//! Would this family get assistance, and how much? By its own word, without an application.

use std::fmt;

use voucher_core::{
    Language, Month, Period, Tiyn,
    targeted_assistance::{
        Assessment, AssistanceKind, Calculation, Decision, Family, Figures, MonthAmount, Refusals,
        Regulation, assess, gas_months,
    },
};

use crate::{
    error::VoucherError,
    targeted_assistance::text::{AssistanceMissing, AssistanceReason},
    value::CivilDate,
};

/// Whether assistance is assigned (T24).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AssistanceAnswer {
    /// It is assigned.
    Assigned {
        /// The days on which assistance is received (T31).
        receives: Period,
        /// The months for whose gas voucher this counts (T31, N11).
        gas_months: Vec<Month>,
    },
    /// It is refused.
    Refused {
        /// Every reason, in the order of the norms; at least one.
        reasons: Vec<AssistanceReason>,
    },
    /// No reason refuses it, but too little is known.
    CannotTell {
        /// All that is missing, in the order of the norms; at least one (T25).
        missing: Vec<AssistanceMissing>,
    },
}

/// The amount of a month (T28, T29). `Debug` shows nothing of it (N34).
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AssistanceMonth {
    /// The month.
    pub month: Month,
    /// What fills the gap to the poverty line.
    pub base: Tiyn,
    /// The top-up for children.
    pub top_up: Tiyn,
    /// Both together.
    pub total: Tiyn,
}

/// What an answer rests on; what is not known is none (T32). `Debug` shows nothing of it (N34).
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AssistanceCalculation {
    /// The first month of the quarter whose incomes count (T1).
    pub income_from: Month,
    /// The last month of it.
    pub income_to: Month,
    /// The poverty line, for a person and month (T4).
    pub line: Option<Tiyn>,
    /// How many members count (T6).
    pub members: Option<u32>,
    /// The per-capita income a month, rounded for people; answers compare the fraction (T8).
    pub per_capita: Option<Tiyn>,
    /// The kind (T10).
    pub kind: Option<AssistanceKind>,
    /// The amounts; none where they are not known, or where assistance is refused.
    pub months: Option<Vec<AssistanceMonth>>,
}

/// An answer and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AssistanceAssessment {
    /// Why nothing is answered: the rules are not in force on the date (T2), or there is no such application. Else empty.
    pub blocked: Vec<AssistanceReason>,
    /// The answer; none where `blocked` tells why.
    pub answer: Option<AssistanceAnswer>,
    /// What it rests on; none where `blocked` tells why.
    pub calculation: Option<AssistanceCalculation>,
}

/// Whether a family would be assigned assistance by what it tells, for an application that is registered today (T24): what is
/// not told is not known, and never no or zero.
#[uniffi::export]
pub fn assistance_calculator(
    family: Family,
    regulation: Regulation,
    figures: Figures,
    today: CivilDate,
    language: Language,
) -> Result<AssistanceAssessment, VoucherError> {
    Ok(AssistanceAssessment::new(assess(&regulation, &family, &figures, today), language))
}

impl AssistanceAssessment {
    pub(crate) fn new(assessed: Result<Assessment, Refusals>, language: Language) -> Self {
        let (refusals, assessment) = match assessed {
            Ok(assessment) => (Refusals::NONE, Some(assessment)),
            Err(refusals) => (refusals, None),
        };
        let (answer, calculation) = assessment.map(|it| (it.decision, it.calculation)).unzip();
        Self {
            blocked: AssistanceReason::all(refusals.iter(), language),
            answer: answer.map(|decision| AssistanceAnswer::new(decision, language)),
            calculation: calculation.map(AssistanceCalculation::from),
        }
    }
}

impl AssistanceAnswer {
    fn new(decision: Decision, language: Language) -> Self {
        match decision {
            Decision::Assigned { receives } => {
                Self::Assigned { receives, gas_months: gas_months(receives.first, receives.last).collect() }
            }
            Decision::Refused(refusals) => {
                Self::Refused { reasons: AssistanceReason::all(refusals.iter(), language) }
            }
            Decision::CannotTell(missing) => Self::CannotTell {
                missing: missing.iter().map(|each| AssistanceMissing::new(each, language)).collect(),
            },
        }
    }
}

impl From<Calculation> for AssistanceCalculation {
    fn from(calculation: Calculation) -> Self {
        let Calculation { income_quarter, line, members, per_capita, kind, months } = calculation;
        Self {
            income_from: income_quarter.first(),
            income_to: income_quarter.last(),
            line,
            members: members.and_then(|members| u32::try_from(members).ok()),
            per_capita,
            kind,
            months: months.map(|months| months.into_iter().map(AssistanceMonth::from).collect()),
        }
    }
}

impl From<MonthAmount> for AssistanceMonth {
    fn from(amount: MonthAmount) -> Self {
        let MonthAmount { month, base, top_up } = amount;
        Self { month, base, top_up, total: amount.total() }
    }
}

impl fmt::Debug for AssistanceMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AssistanceMonth(hidden)")
    }
}

impl fmt::Debug for AssistanceCalculation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AssistanceCalculation(hidden)")
    }
}
