//! The facts of an offer and of a right as values, and what the core makes of them.

use std::{fmt, num::NonZeroU16};

use voucher_core::{
    Amount, Count, Journal, Tiyn,
    family_card::{
        Award, AwardedMotherFacts, BreadwinnerFacts, Cause, Child, ChildCareFacts, ChildDisabilityCarerFacts,
        DayOrNone, DisabilityFacts, Group, JobLossFacts, LargeFamilyFacts, Ledger, MaternityFacts, OfferKey,
        Proactive, RightFacts as Known, TargetedAssistanceFacts,
    },
};

use crate::{
    error::VoucherError,
    lines::FactLine,
    replay::{RefusedLine, replay},
    value::CivilDate,
};

/// What is known of one offer: lines in date order, as the server sent them. A value.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OfferFacts {
    /// What the offer is called by (K19).
    pub key: OfferKey,
    /// What happened, in date order (N9); lines of other offers may stand among them.
    #[uniffi(default = [])]
    pub lines: Vec<FactLine>,
}

impl OfferFacts {
    /// A ledger of these facts alone, and the lines that it did not take.
    pub(crate) fn replay(&self, regulation: Proactive) -> (Ledger, Vec<RefusedLine>) {
        replay(Ledger::new(regulation), Journal::family_card, &self.lines)
    }
}

/// What is known for a question about one right (K14). A fact that is none is not known.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum RightFacts {
    /// Of the payment for pregnancy and birth.
    Maternity {
        /// Whether she is insured.
        #[uniffi(default = None)]
        insured: Option<bool>,
        /// The first day of the sick list.
        #[uniffi(default = None)]
        sick_list_from: Option<RightDay>,
        /// How many days the sick list has, from 1.
        #[uniffi(default = None)]
        sick_list_days: Option<Count>,
        /// The average income of a month of twelve.
        #[uniffi(default = None)]
        income_12_months: Option<Tiyn>,
    },
    /// Of the payment for the care of a child.
    ChildCare {
        /// Whether the person is insured.
        #[uniffi(default = None)]
        insured: Option<bool>,
        /// The child's day of birth.
        #[uniffi(default = None)]
        born: Option<CivilDate>,
        /// Which child it is by birth, from 1.
        #[uniffi(default = None)]
        order: Option<Count>,
        /// The average income of a month of twenty-four.
        #[uniffi(default = None)]
        income_24_months: Option<Tiyn>,
    },
    /// Of the payment for the loss of work.
    JobLoss {
        /// The months of participation in social insurance.
        #[uniffi(default = None)]
        months_of_participation: Option<Count>,
        /// The day of registration as unemployed.
        #[uniffi(default = None)]
        registered_on: Option<RightDay>,
        /// The average income of a month of twenty-four.
        #[uniffi(default = None)]
        income_24_months: Option<Tiyn>,
    },
    /// Of the allowance for the loss of the breadwinner.
    Breadwinner {
        /// The day of death, or of the court's decision.
        #[uniffi(default = None)]
        lost_on: Option<RightDay>,
        /// How many depended on the breadwinner.
        #[uniffi(default = None)]
        dependants: Option<Count>,
        /// Whether the breadwinner was insured.
        #[uniffi(default = None)]
        insured: Option<bool>,
        /// Whether both parents are lost.
        #[uniffi(default = None)]
        both_parents_lost: Option<bool>,
    },
    /// Of the allowance to the carer of a child with disability.
    ChildDisabilityCarer {
        /// Whether the person is a parent, adopter or guardian.
        #[uniffi(default = None)]
        carer: Option<bool>,
        /// The child's day of birth.
        #[uniffi(default = None)]
        born: Option<CivilDate>,
        /// The day on which the disability was established.
        #[uniffi(default = None)]
        established_on: Option<RightDay>,
        /// The day on which the disability ends.
        #[uniffi(default = None)]
        until: Option<RightDay>,
    },
    /// Of the allowance for disability (K16).
    Disability {
        /// The day on which the disability was established.
        #[uniffi(default = None)]
        established_on: Option<RightDay>,
        /// The day on which the disability ends.
        #[uniffi(default = None)]
        until: Option<RightDay>,
        /// The day of birth.
        #[uniffi(default = None)]
        born: Option<CivilDate>,
        /// The group of disability.
        #[uniffi(default = None)]
        group: Option<Group>,
        /// Whether the person is disabled since childhood.
        #[uniffi(default = None)]
        since_childhood: Option<bool>,
        /// The cause of the disability.
        #[uniffi(default = None)]
        cause: Option<Cause>,
    },
    /// Of the allowance to families with many children (K17).
    LargeFamily {
        /// All children who live with the family.
        #[uniffi(default = None)]
        children: Option<Vec<RightChild>>,
    },
    /// Of the allowance to mothers who hold an award (K15).
    AwardedMother {
        /// Her highest award.
        #[uniffi(default = None)]
        award: Option<RightAward>,
        /// The day of the award.
        #[uniffi(default = None)]
        awarded_on: Option<CivilDate>,
    },
    /// Of targeted social assistance.
    TargetedAssistance {
        /// The income for each person of the family, a month.
        #[uniffi(default = None)]
        income_per_head: Option<Tiyn>,
        /// The poverty line of the region and the quarter, a month.
        #[uniffi(default = None)]
        poverty_line: Option<Tiyn>,
    },
}

/// A day, or the knowledge that there is none (K14). Neither is called *none*, which in Swift is a fact that is not known.
#[derive(Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RightDay {
    /// There is none; of an end: it never ends.
    Absent,
    /// There is this one.
    On {
        /// The day.
        day: CivilDate,
    },
}

/// A child who lives with the family (K17).
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct RightChild {
    /// The day of birth.
    #[uniffi(default = None)]
    pub born: Option<CivilDate>,
    /// Whether the child is a full-time student.
    #[uniffi(default = None)]
    pub student: Option<bool>,
}

/// The highest award of a mother of many children (K15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum RightAward {
    /// She holds no award.
    NoAward,
    /// «Күміс алқа».
    KumisAlqa,
    /// «Алтын алқа».
    AltynAlqa,
    /// The title «Mother Heroine».
    MotherHeroine,
    /// The order «Maternal Glory».
    MaternalGlory,
}

/// What is known of a family is not shown by printing it (N34).
macro_rules! hidden {
    ($($Facts:ident)+) => { $(
        impl fmt::Debug for $Facts {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($Facts), "(hidden)"))
            }
        }
    )+ };
}

hidden! { RightFacts RightDay RightChild }

impl RightFacts {
    /// As the core has them; a number that is too large is refused.
    pub(crate) fn read(self) -> Result<Known, VoucherError> {
        Ok(match self {
            Self::Maternity { insured, sick_list_from, sick_list_days, income_12_months } => {
                let sick_list_days = from_one("sick_list_days", sick_list_days)?;
                let (sick_list_from, income_12_months) =
                    (day(sick_list_from), amount("income_12_months", income_12_months)?);
                Known::Maternity(MaternityFacts { insured, sick_list_from, sick_list_days, income_12_months })
            }
            Self::ChildCare { insured, born, order, income_24_months } => {
                let (order, income_24_months) =
                    (from_one("order", order)?, amount("income_24_months", income_24_months)?);
                Known::ChildCare(ChildCareFacts { insured, born, order, income_24_months })
            }
            Self::JobLoss { months_of_participation, registered_on, income_24_months } => {
                let months_of_participation = count("months_of_participation", months_of_participation)?;
                let (registered_on, income_24_months) =
                    (day(registered_on), amount("income_24_months", income_24_months)?);
                Known::JobLoss(JobLossFacts { months_of_participation, registered_on, income_24_months })
            }
            Self::Breadwinner { lost_on, dependants, insured, both_parents_lost } => {
                let (lost_on, dependants) = (day(lost_on), count("dependants", dependants)?);
                Known::Breadwinner(BreadwinnerFacts { lost_on, dependants, insured, both_parents_lost })
            }
            Self::ChildDisabilityCarer { carer, born, established_on, until } => {
                let (established_on, until) = (day(established_on), day(until));
                Known::ChildDisabilityCarer(ChildDisabilityCarerFacts { carer, born, established_on, until })
            }
            Self::Disability { established_on, until, born, group, since_childhood, cause } => {
                let (established_on, until) = (day(established_on), day(until));
                let facts = DisabilityFacts { established_on, until, born, group, since_childhood, cause };
                Known::Disability(facts)
            }
            Self::LargeFamily { children } => {
                Known::LargeFamily(LargeFamilyFacts { children: children.map(read_children).transpose()? })
            }
            Self::AwardedMother { award, awarded_on } => {
                let award = award.map(Award::from);
                Known::AwardedMother(AwardedMotherFacts { award, awarded_on })
            }
            Self::TargetedAssistance { income_per_head, poverty_line } => {
                let (income_per_head, poverty_line) =
                    (amount("income_per_head", income_per_head)?, amount("poverty_line", poverty_line)?);
                Known::TargetedAssistance(TargetedAssistanceFacts { income_per_head, poverty_line })
            }
        })
    }
}

fn day(day: Option<RightDay>) -> Option<DayOrNone> {
    day.map(|day| match day {
        RightDay::Absent => DayOrNone::None,
        RightDay::On { day } => DayOrNone::On(day),
    })
}

fn amount(name: &str, amount: Option<Tiyn>) -> Result<Option<Amount>, VoucherError> {
    let small = |amount: Tiyn| {
        let small = Amount::from_scaled(amount.tiyn().into(), 2);
        small.map_err(|error| VoucherError::new(error.code(), Some(name), &error.to_string()))
    };
    amount.map(small).transpose()
}

fn count(name: &str, count: Option<Count>) -> Result<Option<u16>, VoucherError> {
    let small = |count: Count| {
        let small = u16::try_from(count.number()).ok().filter(|count| *count <= Known::MOST_COUNT);
        small.ok_or_else(|| VoucherError::new("too_large", Some(name), "the count is too large"))
    };
    count.map(small).transpose()
}

fn from_one(name: &str, given: Option<Count>) -> Result<Option<NonZeroU16>, VoucherError> {
    let from_one = |count| {
        NonZeroU16::new(count).ok_or_else(|| VoucherError::new("below_one", Some(name), "it is 1 at least"))
    };
    count(name, given)?.map(from_one).transpose()
}

fn read_children(children: Vec<RightChild>) -> Result<Vec<Child>, VoucherError> {
    if children.len() > Known::MOST_CHILDREN {
        return Err(VoucherError::new("too_many", Some("children"), "there are too many children"));
    }
    Ok(children.into_iter().map(|RightChild { born, student }| Child { born, student }).collect())
}

impl From<RightAward> for Award {
    fn from(award: RightAward) -> Self {
        match award {
            RightAward::NoAward => Self::None,
            RightAward::KumisAlqa => Self::KumisAlqa,
            RightAward::AltynAlqa => Self::AltynAlqa,
            RightAward::MotherHeroine => Self::MotherHeroine,
            RightAward::MaternalGlory => Self::MaternalGlory,
        }
    }
}
