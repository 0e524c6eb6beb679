//! Rows of households, members and incomes, and where the parts of each begin.

use chrono::NaiveDate;

use crate::targeted_assistance::{
    amount::Figures,
    history::Event,
    household::{CaresFor, Role},
    income::Income,
    measures::{Contract, Survey},
    status::Status,
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

/// A member as a [`Told`](crate::targeted_assistance::Told) has it, but for the reference. What is none is not known.
///
/// ```
/// use voucher_core::targeted_assistance::{Role, columns::{ABSENT, MemberRow}};
///
/// assert_eq!(MemberRow::new(Role::Child).born, ABSENT);
/// assert!(!MemberRow::new(Role::Child).incomes_known); // not known is not no income
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MemberRow {
    /// The day of birth in days since 1970-01-01, or [`ABSENT`].
    pub born: i32,
    /// What the member is in the household.
    pub role: Role,
    /// Whether the member is able-bodied.
    pub able_bodied: Option<bool>,
    /// Whom the member cares for.
    pub cares_for: Option<CaresFor>,
    /// Whether the member is registered at an address.
    pub registered: Option<bool>,
    /// Whether the member is in detention or under compulsory treatment.
    pub absent: Option<bool>,
    /// Whether the incomes of the member are all that there are.
    pub incomes_known: bool,
}

impl MemberRow {
    /// A member of whom nothing but the role is known.
    #[must_use]
    pub const fn new(role: Role) -> Self {
        Self {
            born: ABSENT,
            role,
            able_bodied: None,
            cares_for: None,
            registered: None,
            absent: None,
            incomes_known: false,
        }
    }
}

impl core::fmt::Debug for MemberRow {
    /// Nothing of it (N34).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("MemberRow(hidden)")
    }
}

/// A table of households. The parts of a row begin where the offsets have its place, and end where they have the next
/// one; a place that no offsets have, has no parts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Households<'a> {
    /// The households.
    pub rows: &'a [HouseholdRow],
    /// Where the members of each household begin.
    pub members_at: &'a [u32],
    /// The members of all households.
    pub members: &'a [MemberRow],
    /// Where the incomes of each member begin.
    pub incomes_at: &'a [u32],
    /// The incomes of all members.
    pub incomes: &'a [Income],
    /// Where the history of each household begins.
    pub events_at: &'a [u32],
    /// The histories of all applicants.
    pub events: &'a [Event],
}

impl<'a> Households<'a> {
    /// The place of the first member of a household, and its members.
    #[inline]
    pub(super) fn members_of(&self, row: usize) -> (usize, &'a [MemberRow]) {
        part(self.members, self.members_at, row)
    }

    /// The incomes of the member at a place among all.
    #[inline]
    pub(super) fn incomes_of(&self, member: usize) -> &'a [Income] {
        part(self.incomes, self.incomes_at, member).1
    }

    #[inline]
    pub(super) fn events_of(&self, row: usize) -> &'a [Event] {
        part(self.events, self.events_at, row).1
    }
}

/// Where the items of a place begin, and the items.
#[inline]
fn part<'a, T>(items: &'a [T], at: &[u32], place: usize) -> (usize, &'a [T]) {
    let Some([begin, end]) = at.get(place..).and_then(<[u32]>::first_chunk) else { return (0, &[]) };
    let begin = usize::try_from(*begin).unwrap_or(usize::MAX);
    let end = usize::try_from(*end).unwrap_or(usize::MAX);
    (begin, items.get(begin..end).unwrap_or_default())
}
