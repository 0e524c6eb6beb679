//! The 24 kinds of evidence of S4, and whom each is needed for (T11, T12).

use crate::{
    targeted_assistance::{
        household::{Profile, Role, Stated},
        status::Status,
    },
    value::{
        coded::{Coded, coded},
        reference::Reference,
        set::Set,
    },
};

coded! {
    /// A kind of evidence, in the order of S4 (T11). [`texts`](Self::texts) gives the words of S4.
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Evidence;
    ///
    /// assert_eq!(Evidence::ALL.len(), 24);
    /// assert_eq!(Evidence::ALL.last().map(|kind| kind.code()), Some("vehicle"));
    /// ```
    Evidence {
        /// The applicant's identity.
        Identity "identity",
        /// Status of a kandas.
        KandasStatus "kandas_status",
        /// Status of a refugee.
        RefugeeStatus "refugee_status",
        /// Status of a foreigner.
        ForeignerStatus "foreigner_status",
        /// Status of a stateless person.
        StatelessStatus "stateless_status",
        /// Registration at a permanent or temporary address.
        ResidenceRegistration "residence_registration",
        /// The account to which assistance is paid.
        BankDetails "bank_details",
        /// A disability.
        Disability "disability",
        /// Birth (or death) of a child.
        ChildBirthDeath "child_birth_death",
        /// Guardianship.
        Guardianship "guardianship",
        /// Adoption.
        Adoption "adoption",
        /// Marriage or divorce.
        MarriageDivorce "marriage_divorce",
        /// Full-time study.
        FullTimeStudy "full_time_study",
        /// Incomes, but those of a plot and alimony.
        Income "income",
        /// Status of a sole proprietor.
        SoleProprietor "sole_proprietor",
        /// Assistance assigned, paid or applied for by another application.
        AssistanceOverlap "assistance_overlap",
        /// A personal subsidiary plot and its income.
        SubsidiaryPlot "subsidiary_plot",
        /// Employment.
        Employment "employment",
        /// Education and qualification.
        Qualification "qualification",
        /// Alimony, or a debt of it.
        Alimony "alimony",
        /// Detention or compulsory treatment.
        DetentionTreatment "detention_treatment",
        /// Housing in ownership.
        HousingOwned "housing_owned",
        /// A plot for building in ownership.
        BuildingPlot "building_plot",
        /// A vehicle in ownership.
        Vehicle "vehicle",
    }

    /// Whom a kind of evidence is needed for (T12).
    ///
    /// Deliberately exhaustive: a new condition must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Condition;
    ///
    /// assert_eq!(Condition::from_code("others"), Some(Condition::Others));
    /// ```
    Condition {
        /// The applicant.
        Applicant "applicant",
        /// The applicant, if the status is the kind's own; only kinds 2 to 5 can have it.
        Status "status",
        /// Each member.
        Member "member",
        /// Each member but the applicant.
        Others "others",
        /// Each child.
        Child "child",
        /// Each student.
        Student "student",
        /// Each member of another role than child.
        Adult "adult",
        /// The applicant and the spouse.
        Couple "couple",
        /// Each able-bodied member.
        AbleBodied "able_bodied",
        /// Each member for whom the family states it; only kinds 8, 10, 11 and 20 can have it.
        Stated "stated",
    }
}

/// Kinds of evidence.
pub type EvidenceSet = Set<Evidence>;

impl Evidence {
    /// The kinds that have incomes, in the order in which incomes are taken together (T24).
    pub(crate) const OF_INCOMES: [Self; 3] = [Self::Income, Self::SubsidiaryPlot, Self::Alimony];

    /// Whether incomes stand in an answer of this kind (*wire*).
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Evidence;
    ///
    /// assert!(Evidence::SubsidiaryPlot.has_incomes());
    /// assert!(!Evidence::SoleProprietor.has_incomes());
    /// ```
    #[must_use]
    pub fn has_incomes(self) -> bool {
        Self::OF_INCOMES.contains(&self)
    }

    /// Whether a regulation can give this kind such a condition (*wire*).
    pub(crate) fn may_have(self, condition: Condition) -> bool {
        match condition {
            Condition::Status => Status::ALL.iter().any(|status| status.evidence() == Some(self)),
            Condition::Stated => Stated::ALL.iter().any(|stated| stated.evidence() == self),
            Condition::Applicant
            | Condition::Member
            | Condition::Others
            | Condition::Child
            | Condition::Student
            | Condition::Adult
            | Condition::Couple
            | Condition::AbleBodied => true,
        }
    }
}

impl Status {
    /// The kind of evidence that shows this status; none for a citizen and for a status without rights.
    pub(crate) const fn evidence(self) -> Option<Evidence> {
        match self {
            Self::Kandas => Some(Evidence::KandasStatus),
            Self::Refugee => Some(Evidence::RefugeeStatus),
            Self::Foreigner => Some(Evidence::ForeignerStatus),
            Self::Stateless => Some(Evidence::StatelessStatus),
            Self::Citizen | Self::Other => None,
        }
    }
}

impl Stated {
    /// The kind of evidence that shows what is stated.
    const fn evidence(self) -> Evidence {
        match self {
            Self::Disability => Evidence::Disability,
            Self::Guardianship => Evidence::Guardianship,
            Self::Adoption => Evidence::Adoption,
            Self::Alimony => Evidence::Alimony,
        }
    }
}

/// The kinds of evidence of a regulation by whom they are needed for, so that a member's needs are a few unions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    by_role: [EvidenceSet; Role::ALL.len()],
    able_bodied: EvidenceSet,
    status: EvidenceSet,
    stated: EvidenceSet,
}

impl Needs {
    /// The needs by the conditions of a regulation.
    pub(crate) fn new(conditions: impl IntoIterator<Item = (Evidence, Condition)>) -> Self {
        let mut needs = Self::default();
        for (kind, condition) in conditions {
            for (kinds, role) in needs.by_role.iter_mut().zip(Role::ALL) {
                kinds.insert_if(role.meets(condition), kind);
            }
            needs.able_bodied.insert_if(condition == Condition::AbleBodied, kind);
            needs.status.insert_if(condition == Condition::Status, kind);
            needs.stated.insert_if(condition == Condition::Stated, kind);
        }
        needs
    }

    /// What is needed for a member that is not left out (T12). Where it is not known whether a condition holds, the kind
    /// is needed.
    pub(crate) fn of(&self, status: Option<Status>, profile: &Profile) -> EvidenceSet {
        let mut needed = self.of_role(profile.role);
        if profile.able_bodied != Some(false) {
            needed = needed.or(self.able_bodied);
        }
        if profile.role == Role::Applicant {
            let shown = status.map(|status| status.evidence().into_iter().collect());
            needed = needed.or(shown.map_or(self.status, |shown| self.status.and(shown)));
        }
        let stated = profile.stated.map(|stated| stated.iter().map(Stated::evidence).collect());
        needed.or(stated.map_or(self.stated, |stated| self.stated.and(stated)))
    }

    /// All that can be needed for a member of a role, whatever else is known.
    #[cfg(feature = "json")]
    pub(crate) fn at_most(&self, role: Role) -> EvidenceSet {
        self.of(None, &Profile { role, born: None, able_bodied: None, cares_for: None, stated: None })
    }

    fn of_role(&self, role: Role) -> EvidenceSet {
        self.by_role.get(role.place()).copied().unwrap_or_default()
    }
}

impl Role {
    /// Whether a condition holds for every member of this role, whatever else is known.
    const fn meets(self, condition: Condition) -> bool {
        match condition {
            Condition::Member => true,
            Condition::Applicant => matches!(self, Self::Applicant),
            Condition::Others => !matches!(self, Self::Applicant),
            Condition::Child => matches!(self, Self::Child),
            Condition::Student => matches!(self, Self::Student),
            Condition::Adult => !matches!(self, Self::Child),
            Condition::Couple => matches!(self, Self::Applicant | Self::Spouse),
            Condition::Status | Condition::AbleBodied | Condition::Stated => false,
        }
    }
}

coded! {
    /// Where an item of evidence stands (T13).
    ///
    /// Deliberately exhaustive: a new state must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{ItemState, NextStep};
    ///
    /// assert_eq!(ItemState::Requested.next(), NextStep::AwaitReply);
    /// ```
    ItemState {
        /// Nobody has asked in writing, and there is no answer.
        Missing "missing",
        /// A written request is out.
        Requested "requested",
        /// There is an answer; nothing on record is one.
        Answered "answered",
    }

    /// What is next for an item of evidence (T13).
    ///
    /// Deliberately exhaustive: a new step must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{ItemState, NextStep};
    ///
    /// assert_eq!(ItemState::Answered.next(), NextStep::None);
    /// ```
    NextStep {
        /// Nothing.
        None "none",
        /// Wait for the reply to the written request.
        AwaitReply "await_reply",
        /// Ask the systems of the state bodies first; if they say nothing, in writing.
        QuerySystem "query_system",
    }
}

impl ItemState {
    /// What is next (T13).
    #[must_use]
    pub const fn next(self) -> NextStep {
        match self {
            Self::Missing => NextStep::QuerySystem,
            Self::Requested => NextStep::AwaitReply,
            Self::Answered => NextStep::None,
        }
    }
}

/// An item of a checklist: a kind of evidence needed for a member (T12, T13).
///
/// ```
/// use voucher_core::{Reference, targeted_assistance::*};
///
/// let members = vec![Member::new(Reference::parse("a")?, Role::Applicant)];
/// let items = checklist(&Regulation::asp_2025_01(), &Household::new(members)?, Some(Status::Citizen));
/// assert_eq!((items[0].kind, items[0].state), (Evidence::Identity, ItemState::Missing));
/// assert!(items.iter().all(|item| item.kind != Evidence::KandasStatus)); // no other status, so not asked
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The kind of evidence.
    pub kind: Evidence,
    /// The member whom it is needed for.
    pub member: Reference,
    /// Where the item stands.
    pub state: ItemState,
    /// Whether there is something on record; only where the item is answered.
    pub on_record: Option<bool>,
}
