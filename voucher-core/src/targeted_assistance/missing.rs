//! What a decision misses (T25).

use alloc::vec::Vec;

use crate::{
    targeted_assistance::{
        bans::Ban,
        case::{Case, People, Person, Presence},
        evidence::Evidence,
        history::Breach,
        household::Role,
        income::IncomeKind,
        kind::{AssistanceKind, Finding},
        missing_fact::MissingFact,
    },
    value::reference::Reference,
};

/// Something without which a decision cannot tell (T25).
///
/// Deliberately exhaustive: a new one must break your build.
///
/// ```
/// use voucher_core::{Reference, targeted_assistance::{Evidence, Missing}};
///
/// let member = Reference::parse("a")?;
/// let item = Missing::Evidence { kind: Evidence::Vehicle, member };
/// assert_eq!((item.what(), item.member()), ("vehicle", Some(member)));
/// assert_eq!((Missing::Mci.what(), Missing::Mci.member()), ("mci", None));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The poverty line.
    Line,
    /// The monthly calculation index.
    Mci,
    /// The applicant's status.
    Status,
    /// The applicant's history.
    History,
    /// How long a breach refuses.
    Ban(Breach),
    /// Whether another application has assistance for these days.
    Overlap,
    /// An item of evidence is not answered.
    Evidence {
        /// The kind.
        kind: Evidence,
        /// The member.
        member: Reference,
    },
    /// Whether the member is in detention or under compulsory treatment.
    Absent(Reference),
    /// Whether the member is registered at an address.
    Registered(Reference),
    /// The member's incomes.
    Incomes(Reference),
    /// Whether an income of the member counts.
    IncomeRule {
        /// The kind of income.
        kind: IncomeKind,
        /// The member.
        member: Reference,
    },
    /// The member's birth date.
    Born(Reference),
    /// Whether the member is able-bodied.
    AbleBodied(Reference),
    /// Whom the member cares for.
    CaresFor(Reference),
    /// The survey.
    Survey,
    /// The commission's conclusion.
    Commission,
    /// An answer about the social contract.
    Contract,
}

impl Missing {
    /// The stable code; that of the kind of evidence for an item of evidence.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        match self.fact() {
            Ok(fact) => fact.code(),
            Err(kind) => kind.code(),
        }
    }

    /// What is missing, or the kind of evidence.
    pub(crate) const fn fact(&self) -> Result<MissingFact, Evidence> {
        Ok(match self {
            Self::Line => MissingFact::Line,
            Self::Mci => MissingFact::Mci,
            Self::Status => MissingFact::Status,
            Self::History => MissingFact::History,
            Self::Ban(_) => MissingFact::Ban,
            Self::Overlap => MissingFact::Overlap,
            Self::Evidence { kind, .. } => return Err(*kind),
            Self::Absent(_) => MissingFact::Absent,
            Self::Registered(_) => MissingFact::Registered,
            Self::Incomes(_) => MissingFact::Incomes,
            Self::IncomeRule { .. } => MissingFact::IncomeRule,
            Self::Born(_) => MissingFact::Born,
            Self::AbleBodied(_) => MissingFact::AbleBodied,
            Self::CaresFor(_) => MissingFact::CaresFor,
            Self::Survey => MissingFact::Survey,
            Self::Commission => MissingFact::Commission,
            Self::Contract => MissingFact::Contract,
        })
    }

    /// The member of whom it is missing, where it is something of a member.
    #[must_use]
    pub const fn member(&self) -> Option<Reference> {
        match *self {
            Self::Evidence { member, .. }
            | Self::Absent(member)
            | Self::Registered(member)
            | Self::Incomes(member)
            | Self::IncomeRule { member, .. }
            | Self::Born(member)
            | Self::AbleBodied(member)
            | Self::CaresFor(member) => Some(member),
            Self::Line
            | Self::Mci
            | Self::Status
            | Self::History
            | Self::Ban(_)
            | Self::Overlap
            | Self::Survey
            | Self::Commission
            | Self::Contract => None,
        }
    }

    /// The code of the kind of breach or income that it is about, where it is about one.
    #[must_use]
    pub const fn kind(&self) -> Option<&'static str> {
        match self {
            Self::Ban(breach) => Some(breach.code()),
            Self::IncomeRule { kind, .. } => Some(kind.code()),
            Self::Line
            | Self::Mci
            | Self::Status
            | Self::History
            | Self::Overlap
            | Self::Evidence { .. }
            | Self::Absent(_)
            | Self::Registered(_)
            | Self::Incomes(_)
            | Self::Born(_)
            | Self::AbleBodied(_)
            | Self::CaresFor(_)
            | Self::Survey
            | Self::Commission
            | Self::Contract => None,
        }
    }
}

/// A list that grows by what applies.
fn push_if(missing: &mut Vec<Missing>, applies: bool, what: Missing) {
    if applies {
        missing.push(what);
    }
}

impl<P: People> Case<'_, P> {
    /// All that is missing but line and MCI, in the order of T25.
    pub(crate) fn missing(&self, finding: Finding, missing: &mut Vec<Missing>) {
        push_if(missing, self.status.is_none(), Missing::Status);
        push_if(missing, !self.history_known, Missing::History);
        let unknown = self.bans.iter().filter(|(_, ban)| *ban == Ban::Unknown);
        missing.extend(unknown.map(|(breach, _)| Missing::Ban(breach)));
        push_if(missing, P::TOLD && self.overlap.is_none(), Missing::Overlap);
        missing.extend(self.people.unanswered().filter_map(|(kind, place)| {
            self.people.reference(place).map(|member| Missing::Evidence { kind, member })
        }));
        for person in self.members() {
            if let Some(member) = self.people.reference(person.place) {
                self.missing_of(finding, &person, member, missing);
            }
        }
        let asked = self.regulation.parts().commission;
        push_if(missing, asked && self.survey.is_none(), Missing::Survey);
        push_if(missing, asked && self.need.is_none(), Missing::Commission);
        let conditional = self.kind(finding) == Some(AssistanceKind::Conditional);
        push_if(missing, conditional && self.contract.is_none(), Missing::Contract);
    }

    fn missing_of(
        &self,
        finding: Finding,
        person: &Person<'_>,
        member: Reference,
        missing: &mut Vec<Missing>,
    ) {
        push_if(missing, P::TOLD && person.presence == Presence::Doubtful, Missing::Absent(member));
        push_if(missing, P::TOLD && person.registered.is_none(), Missing::Registered(member));
        push_if(missing, P::TOLD && !person.incomes.known, Missing::Incomes(member));
        let undecided = person.incomes.undecided(self.regulation);
        missing.extend(undecided.map(|kind| Missing::IncomeRule { kind, member }));
        push_if(missing, self.lacks_birth(finding, person), Missing::Born(member));
        push_if(missing, Self::lacks_able_bodied(finding, person), Missing::AbleBodied(member));
        push_if(missing, Self::lacks_cares_for(finding, person), Missing::CaresFor(member));
    }

    /// Whether something is missing that the application left out (T23, `to_complete`).
    pub(crate) fn is_incomplete(&self, finding: Finding) -> bool {
        let lacks = |person: &Person<'_>| {
            self.lacks_birth(finding, person)
                || Self::lacks_able_bodied(finding, person)
                || Self::lacks_cares_for(finding, person)
        };
        self.status.is_none() || !self.history_known || self.members().any(|person| lacks(&person))
    }

    /// Whether a member lacks a birth date that the regulation or the kind asks for (T25).
    fn lacks_birth(&self, finding: Finding, person: &Person<'_>) -> bool {
        let parts = self.regulation.parts();
        let asked = match person.profile.role {
            Role::Child => {
                parts.whole_line.is_some() || parts.top_up.is_some() || finding == Finding::NeedsBirths
            }
            Role::Student => parts.whole_line.is_some(),
            Role::Applicant | Role::Spouse | Role::Other => false,
        };
        asked && person.profile.born.is_none()
    }

    /// Whether the kind asks for a flag of this member that is not known (T10).
    fn lacks_able_bodied(finding: Finding, person: &Person<'_>) -> bool {
        finding == Finding::NeedsAbleBodied && person.profile.able_bodied.is_none()
    }

    /// Whether the kind asks for whom this member cares, and that is not known (T10).
    fn lacks_cares_for(finding: Finding, person: &Person<'_>) -> bool {
        finding == Finding::NeedsCaresFor && person.profile.able_bodied == Some(true)
    }
}
