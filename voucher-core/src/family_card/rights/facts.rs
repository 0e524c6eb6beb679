//! What is known for a question about a right (K14). A fact that is none is not known.

use alloc::vec::Vec;
use core::{fmt, num::NonZeroU16};

use chrono::NaiveDate;

use crate::{
    family_card::service::Service,
    value::{coded::coded, money::Amount},
};

/// A day, or the knowledge that there is none (K14).
///
/// Deliberately exhaustive: there is a day or there is none. `Debug` does not show the day (N34).
///
/// ```
/// use voucher_core::{family_card::DayOrNone, parse_date};
///
/// let ends = DayOrNone::On(parse_date("2026-07-01")?);
/// assert_eq!(format!("{ends:?}, {:?}", DayOrNone::None), "On(a day), None");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DayOrNone {
    /// There is none; of an end: it never ends.
    None,
    /// This day.
    On(NaiveDate),
}

impl DayOrNone {
    /// The day, if there is one.
    #[must_use]
    pub const fn day(self) -> Option<NaiveDate> {
        match self {
            Self::None => None,
            Self::On(day) => Some(day),
        }
    }
}

coded! {
    /// A group of disability (K16).
    ///
    /// Deliberately exhaustive: a new group must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Group;
    ///
    /// assert_eq!(Group::from_code("3"), Some(Group::Third));
    /// assert_eq!(Group::from_code("4"), None);
    /// ```
    Group {
        /// The first group, the gravest.
        First "1",
        /// The second group.
        Second "2",
        /// The third group.
        Third "3",
    }

    /// A cause of disability (K16).
    ///
    /// Deliberately exhaustive: a new cause must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Cause;
    ///
    /// assert_eq!(Cause::from_code("other"), Some(Cause::Other));
    /// ```
    Cause {
        /// The general disease.
        General "general",
        /// Any other, whose rate is not published.
        Other "other",
    }

    /// The highest award of a mother of many children (K15).
    ///
    /// Deliberately exhaustive: a new award must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Award;
    ///
    /// assert_eq!(Award::from_code("none"), Some(Award::None));
    /// assert_eq!(Award::from_code("batyr_ana"), None);
    /// ```
    Award {
        /// She holds no award.
        None "none",
        /// «Күміс алқа».
        KumisAlqa "kumis_alqa",
        /// «Алтын алқа».
        AltynAlqa "altyn_alqa",
        /// The title «Mother Heroine».
        MotherHeroine "mother_heroine",
        /// The order «Maternal Glory».
        MaternalGlory "maternal_glory",
    }
}

/// The facts of a question, by service (K14). A fact that is none is not known.
///
/// Deliberately exhaustive: a new service with rules must break your build.
///
/// ```
/// use voucher_core::family_card::{RightFacts, Service};
///
/// let unknown = RightFacts::unknown(Service::Maternity).unwrap();
/// assert_eq!(unknown.service(), Service::Maternity);
/// assert_eq!(RightFacts::unknown(Service::Burial), None); // it has no rules
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RightFacts {
    /// Of [`Service::Maternity`].
    Maternity(MaternityFacts),
    /// Of [`Service::ChildCare`].
    ChildCare(ChildCareFacts),
    /// Of [`Service::JobLoss`].
    JobLoss(JobLossFacts),
    /// Of [`Service::Breadwinner`].
    Breadwinner(BreadwinnerFacts),
    /// Of [`Service::ChildDisabilityCarer`].
    ChildDisabilityCarer(ChildDisabilityCarerFacts),
    /// Of [`Service::Disability`].
    Disability(DisabilityFacts),
    /// Of [`Service::LargeFamily`].
    LargeFamily(LargeFamilyFacts),
    /// Of [`Service::AwardedMother`].
    AwardedMother(AwardedMotherFacts),
    /// Of [`Service::TargetedAssistance`].
    TargetedAssistance(TargetedAssistanceFacts),
}

impl RightFacts {
    /// The most that a count among them may be (*wire*).
    pub const MOST_COUNT: u16 = 4096;
    /// The most children that may be listed (*wire*).
    pub const MOST_CHILDREN: usize = 64;

    /// Nothing is known; none for a service without rules of entitlement.
    #[must_use]
    pub fn unknown(service: Service) -> Option<Self> {
        Some(match service {
            Service::Maternity => Self::Maternity(MaternityFacts::default()),
            Service::ChildCare => Self::ChildCare(ChildCareFacts::default()),
            Service::JobLoss => Self::JobLoss(JobLossFacts::default()),
            Service::Breadwinner => Self::Breadwinner(BreadwinnerFacts::default()),
            Service::ChildDisabilityCarer => Self::ChildDisabilityCarer(ChildDisabilityCarerFacts::default()),
            Service::Disability => Self::Disability(DisabilityFacts::default()),
            Service::LargeFamily => Self::LargeFamily(LargeFamilyFacts::default()),
            Service::AwardedMother => Self::AwardedMother(AwardedMotherFacts::default()),
            Service::TargetedAssistance => Self::TargetedAssistance(TargetedAssistanceFacts::default()),
            Service::LossOfCapacity | Service::Birth | Service::Burial => return None,
        })
    }

    /// The service that is asked about.
    #[must_use]
    pub const fn service(&self) -> Service {
        match self {
            Self::Maternity(_) => Service::Maternity,
            Self::ChildCare(_) => Service::ChildCare,
            Self::JobLoss(_) => Service::JobLoss,
            Self::Breadwinner(_) => Service::Breadwinner,
            Self::ChildDisabilityCarer(_) => Service::ChildDisabilityCarer,
            Self::Disability(_) => Service::Disability,
            Self::LargeFamily(_) => Service::LargeFamily,
            Self::AwardedMother(_) => Service::AwardedMother,
            Self::TargetedAssistance(_) => Service::TargetedAssistance,
        }
    }
}

/// Stamps records of facts whose `Debug` shows none of them (N34).
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: Option<$type>,)+ }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let known = [$(self.$field.is_some(),)+];
                let count = known.iter().filter(|known| **known).count();
                write!(f, "{}({count} of {} facts known)", stringify!($name), known.len())
            }
        }
    )+ };
}

facts! {
    /// Of the payment for pregnancy and birth (K14).
    MaternityFacts {
        /// Whether she is insured.
        insured: bool,
        /// The first day of the sick list.
        sick_list_from: DayOrNone,
        /// How many days the sick list has.
        sick_list_days: NonZeroU16,
        /// The average income of a month of twelve, in tenge.
        income_12_months: Amount,
    }

    /// Of the payment for the care of a child (K14).
    ChildCareFacts {
        /// Whether the person is insured.
        insured: bool,
        /// The child's day of birth.
        born: NaiveDate,
        /// Which child it is by birth, from 1.
        order: NonZeroU16,
        /// The average income of a month of twenty-four, in tenge.
        income_24_months: Amount,
    }

    /// Of the payment for the loss of work (K14).
    JobLossFacts {
        /// The months of participation in social insurance.
        months_of_participation: u16,
        /// The day of registration as unemployed.
        registered_on: DayOrNone,
        /// The average income of a month of twenty-four, in tenge.
        income_24_months: Amount,
    }

    /// Of the allowance for the loss of the breadwinner (K14).
    BreadwinnerFacts {
        /// The day of death, or of the court's decision.
        lost_on: DayOrNone,
        /// How many depended on the breadwinner.
        dependants: u16,
        /// Whether the breadwinner was insured.
        insured: bool,
        /// Whether both parents are lost.
        both_parents_lost: bool,
    }

    /// Of the allowance to the carer of a child with disability (K14).
    ChildDisabilityCarerFacts {
        /// Whether the person is a parent, adopter or guardian.
        carer: bool,
        /// The child's day of birth.
        born: NaiveDate,
        /// The day on which the disability was established.
        established_on: DayOrNone,
        /// The day on which the disability ends.
        until: DayOrNone,
    }

    /// Of the allowance for disability (K14, K16).
    DisabilityFacts {
        /// The day on which the disability was established.
        established_on: DayOrNone,
        /// The day on which the disability ends.
        until: DayOrNone,
        /// The day of birth.
        born: NaiveDate,
        /// The group of disability.
        group: Group,
        /// Whether the person is disabled since childhood.
        since_childhood: bool,
        /// The cause of the disability.
        cause: Cause,
    }

    /// Of the allowance to families with many children (K14, K17).
    LargeFamilyFacts {
        /// All children who live with the family.
        children: Vec<Child>,
    }

    /// A child who lives with the family (K17).
    Child {
        /// The day of birth.
        born: NaiveDate,
        /// Whether the child is a full-time student.
        student: bool,
    }

    /// Of the allowance to mothers who hold an award (K14, K15).
    AwardedMotherFacts {
        /// Her highest award.
        award: Award,
        /// The day of the award.
        awarded_on: NaiveDate,
    }

    /// Of targeted social assistance (K14).
    TargetedAssistanceFacts {
        /// The income for each person of the family, in tenge a month.
        income_per_head: Amount,
        /// The poverty line of the region and the quarter, in tenge a month.
        poverty_line: Amount,
    }
}

impl fmt::Debug for DayOrNone {
    /// Shows no day (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::On(_) => "On(a day)",
        })
    }
}
