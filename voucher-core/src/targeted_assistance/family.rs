//! A family as the caller tells of it, and the pure question of a decision (T24).

use alloc::vec::Vec;
use core::fmt;

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{
        amount::Figures,
        bans::Bans,
        case::{Case, Incomes, People, Person, Presence},
        decision::Assessment,
        evidence::{Evidence, EvidenceSet, Item, ItemState},
        history::Event,
        household::{Household, Member, Profile},
        income::Income,
        measures::{Contract, Survey},
        refusal::{Refusal, Refusals},
        regulation::Regulation,
        status::Status,
    },
    value::reference::Reference,
};

/// A member, and what the caller tells of them in place of evidence (T24). What is not told is not known.
///
/// `Debug` shows nothing of it (N34).
///
/// ```
/// use voucher_core::{Reference, targeted_assistance::{Member, Role, Told}};
///
/// let told = Told::new(Member::new(Reference::parse("a")?, Role::Applicant));
/// assert_eq!(told.incomes, None); // not known, which is not an empty list
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Told {
    /// The member.
    pub member: Member,
    /// Whether the member is registered at a permanent or temporary address.
    pub registered: Option<bool>,
    /// Whether the member is in detention or under compulsory treatment.
    pub absent: Option<bool>,
    /// The incomes of the income quarter; empty where there are none.
    pub incomes: Option<Vec<Income>>,
}

impl Told {
    /// A member of whom nothing more is told.
    #[must_use]
    pub const fn new(member: Member) -> Self {
        Self { member, registered: None, absent: None, incomes: None }
    }
}

impl AsRef<Member> for Told {
    fn as_ref(&self) -> &Member {
        &self.member
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Told(hidden)")
    }
}

/// A family as the caller tells of it (T24). What is not told is not known: it is never read as no or zero.
///
/// `Debug` shows nothing of it (N34). [`assess`] has an example.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Family {
    /// The applicant's status.
    pub status: Option<Status>,
    /// Whether another application has assistance for these days.
    pub overlap: Option<bool>,
    /// What came of the survey.
    pub survey: Option<Survey>,
    /// Whether the commission found need.
    pub need: Option<bool>,
    /// What came of the social contract.
    pub contract: Option<Contract>,
    /// What the applicant has done before; empty where there is nothing.
    pub history: Option<Vec<Event>>,
    /// The members.
    pub household: Household<Told>,
}

impl Family {
    /// A family of which nothing but the members is told.
    #[must_use]
    pub const fn new(household: Household<Told>) -> Self {
        let (status, overlap, survey, need, contract, history) = (None, None, None, None, None, None);
        Self { status, overlap, survey, need, contract, history, household }
    }
}

impl fmt::Debug for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Family(hidden)")
    }
}

/// The decision on a family by the caller's word, for an application registered on a date (T24).
///
/// # Errors
///
/// `outside_pilot` where the date lies outside the regulation's period (T2).
///
/// ```
/// use voucher_core::{QuarterTenge, Reference, Amount, parse_date, targeted_assistance::*};
///
/// let mut applicant = Told::new(Member::new(Reference::parse("a")?, Role::Applicant));
/// applicant.registered = Some(true);
/// applicant.member.able_bodied = Some(false);
/// let mut family = |tenge| {
///     let amount = QuarterTenge::parse(tenge).unwrap();
///     applicant.incomes = Some(vec![Income { kind: IncomeKind::Wages, amount }]);
///     Family {
///         status: Some(Status::Citizen),
///         overlap: Some(false),
///         survey: Some(Survey::Done),
///         need: Some(true),
///         history: Some(vec![]),
///         ..Family::new(Household::new(vec![applicant.clone()]).unwrap())
///     }
/// };
/// let figures = Figures { line: Some(Amount::parse("37060")?), ..Figures::default() };
/// let (regulation, on) = (Regulation::asp_2025_01(), parse_date("2026-02-10")?);
/// let equal = assess(&regulation, &family("111180"), &figures, on).unwrap(); // 37,060 a month
/// assert!(matches!(equal.decision, Decision::Assigned { .. }));
/// let above = assess(&regulation, &family("111180.01"), &figures, on).unwrap();
/// assert_eq!(above.decision, Decision::Refused([Refusal::IncomeAboveLine].into_iter().collect()));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn assess(
    regulation: &Regulation,
    family: &Family,
    figures: &Figures,
    on: NaiveDate,
) -> Result<Assessment, Refusals> {
    if !regulation.period().contains(on) {
        return Err(Refusals::NONE.and(Refusal::OutsidePilot));
    }
    let events = family.history.iter().flatten().copied();
    let case = Case {
        regulation,
        on,
        status: family.status,
        not_on_record: false,
        overlap: family.overlap,
        survey: family.survey,
        need: family.need,
        contract: family.contract,
        history_known: family.history.is_some(),
        bans: Bans::of(regulation, on, events),
        people: ByWord { regulation, household: &family.household },
    };
    Ok(case.decide(figures))
}

/// The members by the caller's word.
struct ByWord<'a> {
    regulation: &'a Regulation,
    household: &'a Household<Told>,
}

impl People for ByWord<'_> {
    const TOLD: bool = true;

    fn people(&self) -> impl Iterator<Item = Person<'_>> {
        let all = Evidence::OF_INCOMES.into_iter().collect::<EvidenceSet>();
        self.household.members().iter().enumerate().map(move |(place, told)| Person {
            place,
            profile: Profile::from(&told.member),
            presence: Presence::of(self.regulation.parts().absent_members, told.member.role, told.absent),
            registered: told.registered,
            overlap: false,
            incomes: Incomes {
                told: told.incomes.as_deref().unwrap_or_default(),
                earned: &[],
                of: all,
                known: told.incomes.is_some(),
            },
        })
    }

    fn reference(&self, place: usize) -> Option<Reference> {
        self.household.members().get(place).map(|told| told.member.member)
    }

    fn unanswered(&self) -> impl Iterator<Item = (Evidence, usize)> {
        core::iter::empty()
    }
}

/// The evidence that a household needs, in the order of T12; all of it is still missing (T11, T13).
#[must_use]
pub fn checklist(regulation: &Regulation, household: &Household, status: Option<Status>) -> Vec<Item> {
    let needs = |member: &Member| regulation.needs.of(status, &Profile::from(member));
    let members: Vec<_> = household.members().iter().map(|member| (member.member, needs(member))).collect();
    let of_kind = |kind: Evidence| members.iter().filter(move |(_, needed)| needed.contains(kind));
    let item = |kind, member| Item { kind, member, state: ItemState::Missing, on_record: None };
    Evidence::ALL.iter().flat_map(|kind| of_kind(*kind).map(|(member, _)| item(*kind, *member))).collect()
}
