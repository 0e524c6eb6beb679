//! The proactive regulation: which services are offered, how a dialogue goes, and the tables of rights (K1, K12, K19).

use alloc::{string::String, vec::Vec};

use crate::{
    family_card::{kind::RegulationKind, service::Service},
    programme::{Programme, regulation::regulation},
    value::{
        calendar::Period,
        coded::coded,
        money::{Amount, Factor},
        set::Set,
    },
};
pub(crate) use benefits::in_force;
pub use benefits::{
    AwardRates, AwardedMotherRow, BaseRow, Benefits, BenefitsParts, BreadwinnerRow, ChildCareRow,
    ChildDisabilityCarerRow, DisabilityRow, JobLossRow, LargeFamilyRow, MaternityRow, MonthsRow, Rounding,
};
pub(crate) use checks::CAUSES;

mod benefits;
mod canonical;
mod checks;
mod form;
#[cfg(feature = "json")]
mod json;
mod published;

/// The data of a proactive regulation, as its JSON has it: plain, comparable, unchecked until [`Proactive::new`] takes it.
///
/// ```
/// use voucher_core::family_card::Proactive;
///
/// let mut parts = Proactive::proactive_2025_09().parts().clone();
/// parts.answer_within_days = 0;
/// assert_eq!(Proactive::new(parts).unwrap_err().code(), "answer_below_one_day");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct ProactiveParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: the family card.
    pub programme: Programme,
    /// The kind of regulation: proactive.
    pub kind: RegulationKind,
    /// First and last day in force, both inclusive (N3).
    pub period: Period,
    /// The services that are offered.
    pub services: Vec<Service>,
    /// The services whose right is one of each child (K19).
    pub per_child: Vec<Service>,
    /// The number that offers come from.
    pub sender: String,
    /// How many days after the offer an answer counts (K20).
    pub answer_within_days: i32,
    /// Texts that mean "agree".
    pub agree_codes: Vec<String>,
    /// Texts that mean "refuse".
    pub refuse_codes: Vec<String>,
    /// Whether a refusal can be taken back.
    pub refusal: RefusalRule,
    /// Whether the person confirms an account before the benefit is assigned.
    pub account_step: bool,
    /// Base values and rates (K12).
    pub benefits: BenefitsParts,
}

coded! {
    /// Whether a refusal can be taken back (K23).
    ///
    /// Deliberately exhaustive: a new rule must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::RefusalRule;
    ///
    /// assert_eq!(RefusalRule::from_code("reversible"), Some(RefusalRule::Reversible));
    /// assert_eq!(RefusalRule::from_code("perhaps"), None);
    /// ```
    RefusalRule {
        /// It stands.
        Final "final",
        /// It may become an agreement until the last day to answer.
        Reversible "reversible",
    }
}

/// A checked proactive regulation, with a digest of its content.
///
/// ```
/// use voucher_core::family_card::{Proactive, Service};
///
/// let regulation = Proactive::proactive_2025_09();
/// assert!(regulation.offers(Service::Burial));
/// assert!(!Proactive::proactive_2023_01().offers(Service::Burial));
/// assert!(regulation.is_per_child(Service::ChildCare));
/// assert!(!regulation.is_per_child(Service::LargeFamily));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "ProactiveParts", into = "ProactiveParts"))]
pub struct Proactive {
    parts: ProactiveParts,
    digest: [u8; 32],
    services: Set<Service>,
    per_child: Set<Service>,
    benefits: Benefits<Amount, Factor>,
}

regulation!(Proactive of ProactiveParts, "family_card::Proactive", "proactive_2025_09");

impl Proactive {
    /// First and last day in force.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// The services that are offered.
    #[must_use]
    pub const fn services(&self) -> Set<Service> {
        self.services
    }

    /// Whether a service is offered.
    #[must_use]
    pub fn offers(&self, service: Service) -> bool {
        self.services.contains(service)
    }

    /// Whether the right to a service is one of each child (K19).
    #[must_use]
    pub fn is_per_child(&self, service: Service) -> bool {
        self.per_child.contains(service)
    }

    /// The tables of base values and rates, as numbers (K12).
    ///
    /// ```
    /// use voucher_core::family_card::Proactive;
    ///
    /// let regulation = Proactive::proactive_2025_09();
    /// assert_eq!(regulation.benefits().base[5].mci.to_string(), "4325.00");
    /// ```
    #[must_use]
    pub const fn benefits(&self) -> &Benefits<Amount, Factor> {
        &self.benefits
    }
}

#[cfg(test)]
mod tests;
