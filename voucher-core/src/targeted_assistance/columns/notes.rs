//! What a regulation makes of each member, in two bytes; of a household they are taken eight at a time.

use alloc::vec::Vec;
use core::{fmt, ops::Range};

use super::rows::{ABSENT, Members};
use crate::targeted_assistance::{
    case::Presence,
    household::Role,
    regulation::{AbsentMembers, Regulation},
};

/// What a member is, a bit each.
pub(super) mod is {
    pub(in super::super) const APPLICANT: u8 = 1;
    /// Not left out.
    pub(in super::super) const THERE: u8 = 1 << 1;
    pub(in super::super) const ABLE_BODIED: u8 = 1 << 2;
    pub(in super::super) const CHILD: u8 = 1 << 3;
    pub(in super::super) const STUDENT: u8 = 1 << 4;
}

/// What is odd about a member, a bit each: from `REGISTERED` on, what is not known.
pub(super) mod odd {
    pub(in super::super) const LEFT_OUT: u8 = 1;
    pub(in super::super) const DOUBTFUL: u8 = 1 << 1;
    pub(in super::super) const NOT_REGISTERED: u8 = 1 << 2;
    pub(in super::super) const REGISTERED: u8 = 1 << 3;
    pub(in super::super) const ABLE_BODIED: u8 = 1 << 4;
    pub(in super::super) const INCOMES: u8 = 1 << 5;
    pub(in super::super) const CHILD_BORN: u8 = 1 << 6;
    pub(in super::super) const STUDENT_BORN: u8 = 1 << 7;
}

/// The notes on all members of a table.
#[derive(Clone)]
pub(super) struct Notes {
    /// The bits of [`is`] of each member; behind the last one some of nobody.
    is: Vec<u8>,
    /// Those of [`odd`].
    odd: Vec<u8>,
}

/// The notes on the members of a household.
#[derive(Clone, Copy)]
pub(super) struct Summary {
    pub(super) applicants: usize,
    /// Members that are not left out.
    pub(super) members: usize,
    pub(super) able_bodied: usize,
    /// Where the last able-bodied member stands.
    pub(super) able_bodied_at: usize,
    /// Whatever is odd about some member.
    pub(super) odd: u8,
}

/// How many members are looked at together.
const MANY: usize = 64;

/// How many notes are taken at once.
const LANES: usize = 8;

impl Notes {
    /// Notes what a regulation makes of each member (T6).
    pub(super) fn new(regulation: &Regulation, members: &Members<'_>) -> Self {
        let many = members.roles.len();
        // The last household can be taken as all others are.
        let mut notes = Self { is: Vec::with_capacity(many + MANY), odd: Vec::with_capacity(many + MANY) };
        let rule = regulation.parts().absent_members;
        for first in (0..many + LANES).step_by(MANY) {
            let (mut is, mut odd) = ([0; MANY], [0; MANY]);
            let roles = chunk(members.roles, first, Role::Other);
            note_presence(rule, &roles, &chunk(members.absent, first, None), &mut is, &mut odd);
            note_ability(&chunk(members.able_bodied, first, None), &mut is, &mut odd);
            note_registration(&chunk(members.registered, first, None), &is, &mut odd);
            note_unknown_incomes(&chunk(members.incomes_known, first, false), &is, &mut odd);
            note_unknown_births(&chunk(members.births, first, ABSENT), &is, &mut odd);
            notes.is.extend_from_slice(&is);
            notes.odd.extend_from_slice(&odd);
        }
        notes
    }

    /// The notes on a household, one pass over its members (T6, T8, T10).
    #[inline]
    pub(super) fn of(&self, members: &Range<usize>) -> Summary {
        let mut summary = Summary { applicants: 0, members: 0, able_bodied: 0, able_bodied_at: 0, odd: 0 };
        let (mut odds, mut first) = (0, members.start);
        while first < members.end {
            let many = members.end - first;
            let (notes, odd) = (lanes(&self.is, first, many), lanes(&self.odd, first, many));
            summary.applicants += count(notes, is::APPLICANT);
            summary.members += count(notes, is::THERE);
            let able_bodied = count(notes, is::ABLE_BODIED);
            if able_bodied > 0 {
                summary.able_bodied += able_bodied;
                summary.able_bodied_at = first + last(notes, is::ABLE_BODIED);
            }
            odds |= odd;
            first += LANES;
        }
        for half in [32, 16, 8] {
            odds |= odds >> half;
        }
        [summary.odd, ..] = odds.to_le_bytes();
        summary
    }

    /// Those of some members that are such.
    #[inline]
    pub(super) fn those(&self, members: &Range<usize>, such: u8) -> impl Iterator<Item = usize> {
        let notes = self.is.get(members.clone()).unwrap_or_default();
        members.clone().zip(notes).filter(move |(_, is)| **is & such != 0).map(|(member, _)| member)
    }

    /// Whatever is odd about a member.
    #[inline]
    pub(super) fn odd(&self, member: usize) -> u8 {
        self.odd.get(member).copied().unwrap_or(odd::LEFT_OUT)
    }
}

impl fmt::Debug for Notes {
    /// Nothing of them (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Notes(hidden)")
    }
}

// No member takes a branch, so that a compiler can note many with one instruction.

/// Who is there, who is doubtful and who is left out (T6).
#[inline]
fn note_presence(
    rule: AbsentMembers,
    roles: &[Role; MANY],
    absent: &[Option<bool>; MANY],
    is: &mut [u8; MANY],
    odd: &mut [u8; MANY],
) {
    for ((is, odd), (role, absent)) in is.iter_mut().zip(odd).zip(roles.iter().zip(absent)) {
        let presence = Presence::of(rule, *role, *absent);
        *odd = bit(presence == Presence::LeftOut, odd::LEFT_OUT)
            | bit(presence == Presence::Doubtful, odd::DOUBTFUL);
        *is = bit(presence != Presence::LeftOut, is::THERE) | bit(*role == Role::Applicant, is::APPLICANT);
    }
    for (is, role) in is.iter_mut().zip(roles) {
        let there = is_there(*is);
        *is |= bit(there & (*role == Role::Child), is::CHILD)
            | bit(there & (*role == Role::Student), is::STUDENT);
    }
}

/// Who is able-bodied (T10).
#[inline]
fn note_ability(able_bodied: &[Option<bool>; MANY], is: &mut [u8; MANY], odd: &mut [u8; MANY]) {
    for (is, able_bodied) in is.iter_mut().zip(able_bodied) {
        *is |= bit(is_there(*is) & (*able_bodied == Some(true)), is::ABLE_BODIED);
    }
    for ((is, odd), able_bodied) in is.iter().zip(odd).zip(able_bodied) {
        *odd |= bit(is_there(*is) & able_bodied.is_none(), odd::ABLE_BODIED);
    }
}

/// Who is not registered (T26: only a member who is kept refuses), and of whom it is not known (T25).
#[inline]
fn note_registration(registered: &[Option<bool>; MANY], is: &[u8; MANY], odd: &mut [u8; MANY]) {
    for ((is, odd), registered) in is.iter().zip(odd).zip(registered) {
        let kept = *odd & (odd::LEFT_OUT | odd::DOUBTFUL) == 0;
        *odd |= bit(is_there(*is) & registered.is_none(), odd::REGISTERED)
            | bit(kept & (*registered == Some(false)), odd::NOT_REGISTERED);
    }
}

/// Whose incomes are not known (T8).
#[inline]
fn note_unknown_incomes(known: &[bool; MANY], is: &[u8; MANY], odd: &mut [u8; MANY]) {
    for ((is, odd), known) in is.iter().zip(odd).zip(known) {
        *odd |= bit(is_there(*is) & !known, odd::INCOMES);
    }
}

/// Whose birth is not known, where ages count (T28, T29).
#[inline]
fn note_unknown_births(births: &[i32; MANY], is: &[u8; MANY], odd: &mut [u8; MANY]) {
    for ((is, odd), born) in is.iter().zip(odd).zip(births) {
        let unknown = *born == ABSENT;
        *odd |= bit(unknown & (*is & is::CHILD != 0), odd::CHILD_BORN)
            | bit(unknown & (*is & is::STUDENT != 0), odd::STUDENT_BORN);
    }
}

#[inline]
const fn is_there(is: u8) -> bool {
    is & is::THERE != 0
}

/// The cells of a column from one on; what is not there is not known.
#[inline]
fn chunk<T: Copy>(column: &[T], first: usize, not_known: T) -> [T; MANY] {
    let cells = column.get(first..).unwrap_or_default();
    if let Some(cells) = cells.first_chunk() {
        return *cells;
    }
    let mut chunk = [not_known; MANY];
    for (slot, cell) in chunk.iter_mut().zip(cells) {
        *slot = *cell;
    }
    chunk
}

#[inline]
const fn bit(is: bool, bit: u8) -> u8 {
    if is { bit } else { 0 }
}

/// One in each lane.
const ONES: u64 = u64::MAX / 0xff;

/// So many notes from one on, a lane each; none in the other lanes.
#[inline]
fn lanes(notes: &[u8], first: usize, many: usize) -> u64 {
    let lanes = notes.get(first..).and_then(<[u8]>::first_chunk).copied().map_or(0, u64::from_le_bytes);
    if many < LANES { lanes & !(u64::MAX << (8 * many)) } else { lanes }
}

/// How many lanes have a note.
#[inline]
fn count(lanes: u64, note: u8) -> usize {
    // The lane on the left is the sum of all.
    let [.., sum] = ((lanes >> note.trailing_zeros()) & ONES).wrapping_mul(ONES).to_le_bytes();
    usize::from(sum)
}

/// The last lane that has a note.
#[inline]
fn last(lanes: u64, note: u8) -> usize {
    let lane = (lanes & (ONES * u64::from(note))).leading_zeros() / 8;
    LANES.saturating_sub(1 + usize::try_from(lane).unwrap_or(LANES))
}
