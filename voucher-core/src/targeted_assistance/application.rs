//! One application as a ledger keeps it (T13-T23).

use alloc::{boxed::Box, vec::Vec};

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{
        answer::Answer,
        bans::Bans,
        case::{Case, Incomes, People, Person, Presence},
        decision::Decision,
        evidence::{Evidence, EvidenceSet, Item},
        fact::Ruling,
        filing::{Channel, Filing, Signature},
        history::Event,
        household::{Member, Profile, Role},
        kept::{Earnings, Kept, Members},
        kind::AssistanceKind,
        measures::{Contract, Survey},
        names::Names,
        quarter::Quarter,
        refusal::Refusals,
        regulation::Regulation,
        stage::Stage,
        status::Status,
    },
    value::{calendar::Period, identity::Iin, reference::Reference},
};

/// A decision that stands (T22).
///
/// Deliberately exhaustive: a new outcome must break your build.
///
/// ```
/// use voucher_core::targeted_assistance::{Decided, Refusal};
///
/// let decided = Decided::Refused([Refusal::NoNeedFound].into_iter().collect());
/// assert!(matches!(decided, Decided::Refused(reasons) if reasons.len() == 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Assistance is assigned for these days (T31).
    Assigned(Period),
    /// Assistance is refused for these reasons.
    Refused(Refusals),
}

impl Decided {
    /// What was decided.
    #[must_use]
    pub const fn ruling(self) -> Ruling {
        match self {
            Self::Assigned(_) => Ruling::Assigned,
            Self::Refused(_) => Ruling::Refused,
        }
    }
}

/// The decision that stands.
impl From<Decided> for Decision {
    fn from(decided: Decided) -> Self {
        match decided {
            Decided::Assigned(receives) => Self::Assigned { receives },
            Decided::Refused(refusals) => Self::Refused(refusals),
        }
    }
}

/// An application.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Application {
    pub(crate) reference: Reference,
    pub(crate) iin: Iin,
    pub(crate) registered_on: NaiveDate,
    pub(crate) filed: Filed,
    pub(crate) names: Names,
    pub(crate) members: Members,
    pub(crate) earnings: Earnings,
    pub(crate) survey: Option<Survey>,
    pub(crate) need: Option<bool>,
    pub(crate) contract: Option<Contract>,
    pub(crate) decided: Option<Decided>,
}

/// What the application says, but for its household.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Filed {
    pub(crate) channel: Channel,
    pub(crate) signed_by: Signature,
    /// The place of the bank among those of the regulation.
    pub(crate) bank: Option<usize>,
    pub(crate) own_account: Option<bool>,
    pub(crate) status: Option<Status>,
    pub(crate) service_on: Option<NaiveDate>,
    pub(crate) history: Option<Box<[Event]>>,
}

impl Filed {
    /// What an application says, if its bank is one of the regulation's.
    fn of(regulation: &Regulation, filing: &Filing) -> Self {
        Self {
            channel: filing.channel,
            signed_by: filing.signed_by,
            bank: filing.bank.and_then(|bank| regulation.bank(&bank)),
            own_account: filing.own_account,
            status: filing.status,
            service_on: filing.service_on,
            history: filing.history.as_deref().map(Into::into),
        }
    }

    /// Whether an application says the same; one with a bank that is not the regulation's never does.
    fn is(&self, regulation: &Regulation, filing: &Filing) -> bool {
        self.bank == filing.bank.and_then(|bank| regulation.bank(&bank))
            && self.bank.is_some() == filing.bank.is_some()
            && (self.channel, self.signed_by) == (filing.channel, filing.signed_by)
            && (self.own_account, self.status) == (filing.own_account, filing.status)
            && self.service_on == filing.service_on
            && self.history.as_deref() == filing.history.as_deref()
    }
}

fn references(filing: &Filing) -> impl Iterator<Item = &Reference> {
    filing.household.members().iter().map(|member| &member.member)
}

impl Application {
    /// A new application (T14).
    pub(crate) fn new(regulation: &Regulation, reference: Reference, on: NaiveDate, filing: &Filing) -> Self {
        let kept = |member: &Member| Kept::new(Profile::from(member));
        Self {
            reference,
            iin: filing.iin,
            registered_on: on,
            filed: Filed::of(regulation, filing),
            names: Names::new(references(filing)),
            members: filing.household.members().iter().map(kept).collect(),
            earnings: Earnings::default(),
            survey: None,
            need: None,
            contract: None,
            decided: None,
        }
    }

    /// Whether these are the contents (T14).
    pub(crate) fn has_contents(&self, regulation: &Regulation, filing: &Filing) -> bool {
        let profiles = filing.household.members().iter().map(Profile::from);
        self.iin == filing.iin
            && self.filed.is(regulation, filing)
            && self.members.all().iter().map(|kept| kept.profile).eq(profiles)
            && self.names.are(references(filing))
    }

    /// Replaces the contents. Evidence of members that are still the same stands; where somebody is new or gone, the
    /// family is surveyed anew (T14).
    pub(crate) fn replace(&mut self, regulation: &Regulation, filing: &Filing) {
        let filed = filing.household.members();
        let before = |member: &Member| {
            let (place, kept) = self.member(&member.member)?;
            kept.is_still(&Profile::from(member)).then_some((place, kept))
        };
        let kept = |member: &Member| {
            let profile = Profile::from(member);
            before(member).map_or_else(|| Kept::new(profile), |(_, kept)| Kept { profile, ..*kept })
        };
        let places: Vec<_> = filed.iter().map(|member| before(member).map(|(place, _)| place)).collect();
        let place_now = |old| places.iter().position(|place| *place == Some(old));
        let (members, earnings) = (filed.iter().map(kept).collect(), self.earnings.moved(place_now));
        let staying = places.iter().flatten().count();
        if staying < filed.len() || staying < self.members.all().len() {
            (self.survey, self.need) = (None, None);
        }
        self.filed = Filed::of(regulation, filing);
        self.names = Names::new(references(filing));
        (self.members, self.earnings) = (members, earnings);
    }

    /// The member with a reference, by place.
    pub(crate) fn member(&self, reference: &Reference) -> Option<(usize, &Kept)> {
        let place = self.names.place(reference)?;
        Some((place, self.members.all().get(place)?))
    }

    /// Whether this very answer of a member stands (T16).
    pub(crate) fn has_answer(&self, place: usize, kept: &Kept, answer: &Answer) -> bool {
        let kind = answer.kind();
        kept.answered.contains(kind)
            && kept.on_record.contains(kind) == answer.is_on_record()
            && self.earnings.are(place, answer)
    }

    /// Puts an answer of a member in the place of the one before.
    pub(crate) fn put(&mut self, place: usize, answer: &Answer) {
        self.change(place, |kept| kept.put(answer));
        if answer.kind().has_incomes() {
            self.earnings.put(place, answer);
        }
    }

    /// Changes what is kept of the member at a place.
    pub(crate) fn change(&mut self, place: usize, change: impl FnOnce(&mut Kept)) {
        if let Some(kept) = self.members.get_mut(place) {
            change(kept);
        }
    }

    /// Whether the applicant can file no other application in a quarter (T14).
    pub(crate) fn stands_in(&self, quarter: Quarter) -> bool {
        match self.decided {
            None => Quarter::of(self.registered_on) == quarter,
            Some(Decided::Assigned(days)) => {
                days.first <= quarter.last().last_day() && quarter.first().first_day() <= days.last
            }
            Some(Decided::Refused(_)) => false,
        }
    }

    /// All that is known of the application, with the breaches recorded of the applicant (T24).
    pub(crate) fn case<'a>(
        &'a self,
        regulation: &'a Regulation,
        breaches: impl Iterator<Item = Event>,
    ) -> Case<'a, ByEvidence<'a>> {
        let people = ByEvidence { regulation, application: self };
        let given = self.filed.history.iter().flatten().copied();
        Case {
            regulation,
            on: self.registered_on,
            status: self.filed.status,
            not_on_record: people.not_on_record(),
            overlap: None,
            survey: self.survey,
            need: self.need,
            contract: self.contract,
            history_known: self.filed.history.is_some(),
            bans: Bans::of(regulation, self.registered_on, given.chain(breaches)),
            people,
        }
    }
}

/// The members by the evidence of an application.
pub(crate) struct ByEvidence<'a> {
    regulation: &'a Regulation,
    application: &'a Application,
}

impl ByEvidence<'_> {
    /// Whether a member is left out, and what is needed for the member: of one left out, only that (T12).
    fn needs(&self, kept: &Kept) -> (Presence, EvidenceSet) {
        let needed = self.regulation.needs.of(self.application.filed.status, &kept.profile);
        match Presence::of(self.regulation.parts().absent_members, kept.profile.role, kept.absent(needed)) {
            Presence::LeftOut => (Presence::LeftOut, [Evidence::DetentionTreatment].into_iter().collect()),
            presence @ (Presence::Kept | Presence::Doubtful) => (presence, needed),
        }
    }

    pub(crate) fn needed(&self, kept: &Kept) -> EvidenceSet {
        self.needs(kept).1
    }

    /// Whether every item is answered.
    fn all_answered(&self) -> bool {
        self.application.members.all().iter().all(|kept| kept.answered.holds(self.needed(kept)))
    }

    /// Whether identity or the status that is named has nothing on record (T26).
    fn not_on_record(&self) -> bool {
        let shown = self.application.filed.status.and_then(Status::evidence);
        let shown: EvidenceSet = shown.into_iter().chain([Evidence::Identity]).collect();
        let nothing = |kept: &Kept| kept.answered.without(kept.on_record).and(self.needed(kept)).meets(shown);
        let applicant =
            self.application.members.all().iter().find(|kept| kept.profile.role == Role::Applicant);
        applicant.is_some_and(nothing)
    }

    /// The items, in the order of T12, each where it stands (T13).
    pub(crate) fn checklist(&self) -> Vec<Item> {
        let application = self.application;
        let needed = application.members.all().iter().map(|kept| (kept, self.needed(kept)));
        let members: Vec<_> = application.names.iter().zip(needed).collect();
        let of_kind = |kind: Evidence| {
            let needed = members.iter().filter(move |(_, (_, needed))| needed.contains(kind));
            needed.map(move |(member, (kept, _))| Item {
                kind,
                member: *member,
                state: kept.state(kind),
                on_record: kept.answered.contains(kind).then(|| kept.on_record.contains(kind)),
            })
        };
        Evidence::ALL.iter().flat_map(|kind| of_kind(*kind)).collect()
    }
}

impl People for ByEvidence<'_> {
    const TOLD: bool = false;

    fn people(&self) -> impl Iterator<Item = Person<'_>> {
        let of_incomes: EvidenceSet = Evidence::OF_INCOMES.into_iter().collect();
        self.application.members.all().iter().enumerate().map(move |(place, kept)| {
            let (presence, needed) = self.needs(kept);
            let (answered, incomes) = (kept.answered.and(needed), needed.and(of_incomes));
            let on_record = |kind| answered.contains(kind).then(|| kept.on_record.contains(kind));
            Person {
                place,
                profile: kept.profile,
                presence,
                registered: on_record(Evidence::ResidenceRegistration),
                overlap: on_record(Evidence::AssistanceOverlap) == Some(true),
                incomes: Incomes {
                    told: &[],
                    earned: self.application.earnings.of(place),
                    of: answered.and(incomes),
                    known: answered.holds(incomes),
                },
            }
        })
    }

    fn reference(&self, place: usize) -> Option<Reference> {
        self.application.names.get(place)
    }

    fn unanswered(&self) -> impl Iterator<Item = (Evidence, usize)> {
        let open = |kept: &Kept| self.needed(kept).without(kept.answered);
        let open: Vec<EvidenceSet> = self.application.members.all().iter().map(open).collect();
        let places = 0..open.len();
        let items =
            Evidence::ALL.iter().flat_map(move |kind| places.clone().map(move |place| (*kind, place)));
        items.filter(move |(kind, place)| open.get(*place).is_some_and(|open| open.contains(*kind)))
    }
}

impl Case<'_, ByEvidence<'_>> {
    /// The stage, from top to bottom (T23).
    pub(crate) fn stage(&self) -> Stage {
        match self.people.application.decided {
            Some(Decided::Assigned(_)) => return Stage::Assigned,
            Some(Decided::Refused(_)) => return Stage::Refused,
            None => {}
        }
        let finding = self.finding();
        let asked = self.regulation.parts().commission;
        if !self.reasons_but_income(finding, Refusals::NONE).is_empty() {
            Stage::ToDecide
        } else if !self.people.all_answered() {
            Stage::Collecting
        } else if self.is_incomplete(finding) {
            Stage::ToComplete
        } else if asked && self.survey.is_none() {
            Stage::ToSurvey
        } else if asked && self.need.is_none() {
            Stage::ToConclude
        } else if self.contract.is_none() && self.kind(finding) == Some(AssistanceKind::Conditional) {
            Stage::ToSign
        } else {
            Stage::ToDecide
        }
    }
}
