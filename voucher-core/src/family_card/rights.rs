//! Rights: may this family have this benefit on this date, how much, and for how long (K10 to K18).

use core::fmt;

use chrono::NaiveDate;

use crate::{
    family_card::{proactive::Proactive, refusal::Refusals},
    value::{coded::coded, money::Tiyn, set::Set},
};
use case::At;
pub use facts::{
    Award, AwardedMotherFacts, BreadwinnerFacts, Cause, Child, ChildCareFacts, ChildDisabilityCarerFacts,
    DayOrNone, DisabilityFacts, Group, JobLossFacts, LargeFamilyFacts, MaternityFacts, RightFacts,
    TargetedAssistanceFacts,
};

mod case;
mod exact;
mod facts;
mod services;

coded! {
    /// A fact that is not known and would be needed, or a number that is not published (K10, K11).
    ///
    /// The order of this list is that of answers.
    ///
    /// Deliberately exhaustive: a new fact must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::MissingFact;
    ///
    /// assert_eq!(MissingFact::ALL.len(), 27);
    /// assert_eq!(MissingFact::from_code("born"), Some(MissingFact::Born));
    /// ```
    MissingFact {
        /// There are no rules for the date.
        Rules "rules",
        /// The children who live with the family.
        Children "children",
        /// The months of participation in social insurance.
        MonthsOfParticipation "months_of_participation",
        /// The day of registration as unemployed.
        RegisteredOn "registered_on",
        /// The day of the breadwinner's death or of the court's decision.
        LostOn "lost_on",
        /// How many depended on the breadwinner.
        Dependants "dependants",
        /// Whether the person is a parent, adopter or guardian.
        Carer "carer",
        /// Whether the person, or the breadwinner, is insured.
        Insured "insured",
        /// The first day of the sick list.
        SickListFrom "sick_list_from",
        /// The days of the sick list.
        SickListDays "sick_list_days",
        /// The average income of a month of twelve, in tenge.
        IncomeTwelveMonths "income_12_months",
        /// The day of birth.
        Born "born",
        /// Whether a child is a full-time student.
        Student "student",
        /// The day on which the disability was established.
        EstablishedOn "established_on",
        /// The day on which the disability ends.
        Until "until",
        /// The group of disability.
        Group "group",
        /// Whether the person is disabled since childhood.
        SinceChildhood "since_childhood",
        /// The cause of the disability.
        Cause "cause",
        /// Which child it is by birth.
        Order "order",
        /// The average income of a month of twenty-four, in tenge.
        IncomeTwentyFourMonths "income_24_months",
        /// Whether both parents are lost.
        BothParentsLost "both_parents_lost",
        /// The award.
        Award "award",
        /// The day of the award.
        AwardedOn "awarded_on",
        /// The income for each person of the family, in tenge a month.
        IncomePerHead "income_per_head",
        /// The poverty line of the region and the quarter, in tenge a month.
        PovertyLine "poverty_line",
        /// There are no base values for the date.
        BaseValues "base_values",
        /// The rate of the case is not published.
        Rate "rate",
    }
}

/// The facts that are missing, in the order of answers.
pub type MissingFacts = Set<MissingFact>;

/// The amount of a right (K11).
///
/// Deliberately exhaustive: it is known or it is not. `Debug` does not show the amount (N34).
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Worth {
    /// So much, in whole tenge.
    Amount(Tiyn),
    /// Not known for want of these facts, or because these numbers are not published.
    Unknown(MissingFacts),
}

/// The answer to a question about one right (K10).
///
/// Deliberately exhaustive: there is no fifth answer. `Debug` shows which it is, why not, and what is missing, but neither the amount nor
/// a day (N34).
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "entitled", rename_all = "snake_case"))]
pub enum Entitlement {
    /// There is a right.
    Yes {
        /// How much.
        worth: Worth,
        /// The first day of the right, where it has one.
        first: Option<NaiveDate>,
        /// The last day of the right, where it has one and it is known.
        last: Option<NaiveDate>,
    },
    /// There may be a right: an office decides after a survey.
    Potential,
    /// There is no right, for every one of these reasons.
    No {
        /// Every reason that is known, in the order of the norms.
        refusals: Refusals,
    },
    /// No known fact refuses it, but these facts are missing.
    CannotTell {
        /// The facts.
        missing: MissingFacts,
    },
}

impl fmt::Debug for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(_) => f.write_str("Amount(hidden)"),
            Self::Unknown(missing) => write!(f, "Unknown({missing:?})"),
        }
    }
}

impl fmt::Debug for Entitlement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes { .. } => f.write_str("Yes(hidden)"),
            Self::Potential => f.write_str("Potential"),
            Self::No { refusals } => write!(f, "No({refusals:?})"),
            Self::CannotTell { missing } => write!(f, "CannotTell({missing:?})"),
        }
    }
}

/// May there be this right on this date (K10)?
///
/// A known refusal beats missing facts. A fact that only the amount needs never leaves the right open (K11). The period of
/// the regulation does not matter: rules and base values are those of the date (K12).
///
/// ```
/// use voucher_core::{family_card::*, *};
///
/// let regulation = Proactive::proactive_2025_09();
/// let born = |date| Ok::<_, Error>(Child { born: Some(parse_date(date)?), student: None });
/// let children = ["2008-02-11", "2010-05-05", "2012-06-06", "2014-07-07"].map(born);
/// let children = children.into_iter().collect::<Result<Vec<_>, _>>()?;
/// let facts = RightFacts::LargeFamily(LargeFamilyFacts { children: Some(children) });
/// let last_day = parse_date("2026-02-10")?; // the eldest is under 18 for one day more
/// let Entitlement::Yes { worth: Worth::Amount(tiyn), last, .. } = entitled(&regulation, &facts, last_day)
///     else { panic!() };
/// assert_eq!((tiyn.to_string(), last), ("69330.00".into(), Some(last_day)));
/// assert_eq!(format!("{:?}", entitled(&regulation, &facts, last_day)), "Yes(hidden)");
/// assert_eq!(format!("{:?}", Worth::Amount(tiyn)), "Amount(hidden)");
/// let next_day = entitled(&regulation, &facts, parse_date("2026-02-11")?);
/// let Entitlement::CannotTell { missing } = next_day else { panic!() };
/// assert_eq!(format!("{next_day:?}"), "CannotTell({Student})");
/// assert!(missing.iter().eq([MissingFact::Student])); // under 23, so a student would count
/// # Ok::<(), Error>(())
/// ```
#[must_use]
pub fn entitled(regulation: &Proactive, facts: &RightFacts, on: NaiveDate) -> Entitlement {
    let at = At { benefits: regulation.benefits(), on };
    match facts {
        RightFacts::Maternity(facts) => services::maternity(&at, facts),
        RightFacts::ChildCare(facts) => services::child_care(&at, facts),
        RightFacts::JobLoss(facts) => services::job_loss(&at, facts),
        RightFacts::Breadwinner(facts) => services::breadwinner(&at, facts),
        RightFacts::ChildDisabilityCarer(facts) => services::child_disability_carer(&at, facts),
        RightFacts::Disability(facts) => services::disability(&at, facts),
        RightFacts::LargeFamily(facts) => services::large_family(&at, facts),
        RightFacts::AwardedMother(facts) => services::awarded_mother(&at, facts),
        RightFacts::TargetedAssistance(facts) => services::targeted_assistance(facts),
    }
}
