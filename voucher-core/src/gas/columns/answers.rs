//! What the ledger answers to each row.

use crate::gas::{activation::Step, stage::Stage};

/// Where the answers to a block of rows go, a slice a column, each at least as long as the block.
///
/// [`Timetable::decide`](super::Timetable::decide) answers each row as if nobody else used its account;
/// [`Timetable::amend`](super::Timetable::amend) corrects the rows whose account others use.
#[derive(Debug)]
pub struct Answers<'a> {
    /// The place of the stage in [`Stage::ALL`].
    pub stage: &'a mut [u8],
    /// The bits of [`Refusals::bits`](crate::gas::Refusals::bits).
    pub refusals: &'a mut [u32],
    /// The earliest date of N26 in days since 1970-01-01, or [`ABSENT`](super::ABSENT).
    pub earliest: &'a mut [i32],
    /// The place of the step in [`Step::ALL`].
    pub next: &'a mut [u8],
    /// [`AccountRole::bits`].
    pub role: &'a mut [u8],
}

/// The role that a row has for its account (N22, A).
///
/// ```
/// use voucher_core::gas::columns::AccountRole;
///
/// assert_eq!(AccountRole::from_bits(AccountRole::default().bits()), AccountRole::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountRole {
    /// The row activates on the account, unless others used it up before.
    pub activates: bool,
    /// An activation was tried on a day.
    pub tried: bool,
    /// The activation is pending: the provider has not said whether the account exists.
    pub waits: bool,
    /// The activation window has closed by the day of the question.
    pub over: bool,
}

impl AccountRole {
    pub(super) const ACTIVATES: u8 = 1;
    pub(super) const TRIED: u8 = 2;
    pub(super) const WAITS: u8 = 4;
    pub(super) const OVER: u8 = 8;

    /// As the bits of [`Answers::role`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        (if self.activates { Self::ACTIVATES } else { 0 })
            | (if self.tried { Self::TRIED } else { 0 })
            | (if self.waits { Self::WAITS } else { 0 })
            | (if self.over { Self::OVER } else { 0 })
    }

    /// From the bits of [`Answers::role`].
    #[must_use]
    #[inline]
    pub const fn from_bits(bits: u8) -> Self {
        Self {
            activates: bits & Self::ACTIVATES != 0,
            tried: bits & Self::TRIED != 0,
            waits: bits & Self::WAITS != 0,
            over: bits & Self::OVER != 0,
        }
    }
}

/// The answer to one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowAnswer {
    /// [`Ledger::stage`](crate::gas::Ledger::stage) in the row's month on the day of the question (N18).
    pub stage: Stage,
    /// The bits of every refusal of the row's facts and of the activation that was tried. Where none was tried, those of the
    /// preview on the day of the question take its place; a day outside the month counts as the month's nearest.
    pub refusals: u32,
    /// The earliest date of that preview, in days since 1970-01-01, for a row that is not activated; else
    /// [`ABSENT`](super::ABSENT) (N26).
    pub earliest: i32,
    /// [`Ledger::step`](crate::gas::Ledger::step).
    pub next: Step,
    /// The role of the row for its account.
    pub role: AccountRole,
    /// The first of [`DATE_COLUMNS`](super::DATE_COLUMNS) that lies outside the row's month; the other fields mean nothing
    /// then.
    pub outside_month: Option<&'static str>,
}

impl Answers<'_> {
    pub(super) fn len(&self) -> usize {
        let bytes = [&self.stage, &self.next, &self.role];
        let shortest = bytes.iter().map(|column| column.len()).min().unwrap_or(0);
        shortest.min(self.refusals.len()).min(self.earliest.len())
    }
}

/// The fields of one answer that other people's use of the account can change.
#[derive(Debug)]
pub struct AnswerMut<'a> {
    /// [`Answers::stage`].
    pub stage: &'a mut u8,
    /// [`Answers::refusals`].
    pub refusals: &'a mut u32,
    /// [`Answers::earliest`].
    pub earliest: &'a mut i32,
    /// [`Answers::next`].
    pub next: &'a mut u8,
}
