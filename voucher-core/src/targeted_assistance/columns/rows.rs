//! Rows of households, members and incomes, and where the parts of each begin.

use core::ops::Range;

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{
        amount::Figures,
        history::Event,
        household::{CaresFor, Role},
        income::{Income, IncomeKind},
        measures::{Contract, Survey},
        status::Status,
    },
    value::money::QuarterTenge,
};

/// The birth of a member of whom it is not known.
pub const ABSENT: i32 = i32::MAX;

/// A registration date, and the figures of a region for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    /// The registration date.
    pub on: NaiveDate,
    /// The figures.
    pub figures: Figures,
}

/// What a [`Family`](crate::targeted_assistance::Family) says beside its members. What is none is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HouseholdRow {
    /// The place of its date and figures among the [`Terms`] of the assessor.
    pub terms: u32,
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
    /// Whether the events of the household are the applicant's whole history.
    pub history_known: bool,
}

/// Members as a [`Told`](crate::targeted_assistance::Told) has them, but for the references, a column a fact. There are as
/// many as have a role; what another column has not, is not known.
///
/// ```
/// use voucher_core::targeted_assistance::{Role, columns::Members};
///
/// let members = Members { roles: &[Role::Applicant, Role::Child], ..Members::default() }; // no more is known of them
/// assert_eq!(format!("{members:?}"), "Members(2, hidden)");
/// ```
#[derive(Clone, Copy, Default)]
pub struct Members<'a> {
    /// What each is in the household.
    pub roles: &'a [Role],
    /// The days of birth in days since 1970-01-01, or [`ABSENT`].
    pub births: &'a [i32],
    /// Whether each is able-bodied.
    pub able_bodied: &'a [Option<bool>],
    /// Whom each cares for.
    pub cares_for: &'a [Option<CaresFor>],
    /// Whether each is registered at an address.
    pub registered: &'a [Option<bool>],
    /// Whether each is in detention or under compulsory treatment.
    pub absent: &'a [Option<bool>],
    /// Whether the incomes of each are all that there are.
    pub incomes_known: &'a [bool],
}

/// Incomes, a column a fact; there are as many as have both.
///
/// ```
/// use voucher_core::targeted_assistance::{IncomeKind, columns::Incomes};
///
/// let incomes = Incomes { kinds: &[IncomeKind::Wages], ..Incomes::default() }; // none, without an amount
/// assert_eq!(format!("{incomes:?}"), "Incomes(0, hidden)");
/// ```
#[derive(Clone, Copy, Default)]
pub struct Incomes<'a> {
    /// The kinds.
    pub kinds: &'a [IncomeKind],
    /// The amounts of the quarter, in tenge.
    pub amounts: &'a [QuarterTenge],
}

impl Incomes<'_> {
    /// How many have a kind and an amount.
    #[inline]
    fn len(&self) -> usize {
        self.kinds.len().min(self.amounts.len())
    }
}

impl Members<'_> {
    /// The birth of a member, or [`ABSENT`].
    #[inline]
    pub(super) fn born(&self, member: usize) -> i32 {
        self.births.get(member).copied().unwrap_or(ABSENT)
    }
}

impl core::fmt::Debug for Members<'_> {
    /// How many there are, and nothing of them (N34).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Members({}, hidden)", self.roles.len())
    }
}

impl core::fmt::Debug for Incomes<'_> {
    /// How many there are, and nothing of them (N34).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Incomes({}, hidden)", self.len())
    }
}

/// A table of households. The parts of a row begin where the offsets have its place, and end where they have the next
/// one; a place that no offsets have, has no parts. Offsets never fall.
#[derive(Clone, Copy, Debug, Default)]
pub struct Households<'a> {
    /// The households.
    pub rows: &'a [HouseholdRow],
    /// Where the members of each household begin.
    pub members_at: &'a [u32],
    /// The members of all households.
    pub members: Members<'a>,
    /// Where the incomes of each member begin.
    pub incomes_at: &'a [u32],
    /// The incomes of all members.
    pub incomes: Incomes<'a>,
    /// Where the history of each household begins.
    pub events_at: &'a [u32],
    /// The histories of all applicants.
    pub events: &'a [Event],
}

impl<'a> Households<'a> {
    /// Where the members of a household stand.
    #[inline]
    pub(super) fn members_of(&self, row: usize) -> Range<usize> {
        part(self.members_at, only(row), self.members.roles.len())
    }

    /// Where the incomes of members stand that follow each other.
    #[inline]
    pub(super) fn incomes_of(&self, members: Range<usize>) -> Range<usize> {
        part(self.incomes_at, members, self.incomes.len())
    }

    /// The incomes at these places.
    #[inline]
    pub(super) fn incomes(&self, places: Range<usize>) -> impl Iterator<Item = Income> + use<'a> {
        let kinds = self.incomes.kinds.get(places.clone()).unwrap_or_default();
        let amounts = self.incomes.amounts.get(places).unwrap_or_default();
        kinds.iter().zip(amounts).map(|(kind, amount)| Income { kind: *kind, amount: *amount })
    }

    #[inline]
    pub(super) fn events_of(&self, row: usize) -> &'a [Event] {
        self.events.get(part(self.events_at, only(row), self.events.len())).unwrap_or_default()
    }
}

/// A place alone; there is none behind the last number.
#[inline]
const fn only(place: usize) -> Range<usize> {
    place..place.saturating_add(1)
}

/// Where the items of owners stand that follow each other, of so many items.
#[inline]
fn part(at: &[u32], owners: Range<usize>, many: usize) -> Range<usize> {
    let (Some(begin), Some(end)) = (at.get(owners.start), at.get(owners.end)) else { return 0..0 };
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let (begin, end) = (place(*begin), place(*end));
    if begin <= end && end <= many { begin..end } else { 0..0 }
}
