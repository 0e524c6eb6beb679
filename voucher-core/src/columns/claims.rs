//! Who uses an account first: one pass over all rows that name one (N22, N25, A).
//!
//! A row that names an account is a claim. A hash of account and month throws claims into parts, each small enough for a
//! cache; parts are settled apart from each other, on as many threads as the caller has.

use alloc::{boxed::Box, vec, vec::Vec};
use core::mem;

use super::{
    answers::Part,
    rows::{Marks, Rows},
    timetable::MonthPlace,
};

/// How many claims a part should hold, so that they and their table stay in a second-level cache.
const CLAIMS_A_PART: usize = 32_768;
/// Not more, so that the ends of all parts stay in a first-level cache while claims are thrown into them.
const MOST_PARTS: usize = 256;
/// How many claims are thrown into parts at once.
const RUN: usize = 1 << 17;
/// How far a claim may lie from its place in the table before the part is sorted instead: accounts chosen to meet
/// there cost no more than sorting.
const FARTHEST: usize = 64;
/// How many rows become claims together: several wide registers.
const LANES: usize = 64;

/// A row's claim on an account in a month: 16 bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Claim {
    /// The account and the month, mixed so that every bit depends on all of the account's; in one month, different
    /// accounts have different keys.
    key: u64,
    /// From the highest bit: three of nothing, day of month (5), row (40), month (12), [`Part`] (4).
    word: u64,
}

const MONTH: u32 = 4;
const ROW: u32 = MONTH + 12;
const DAY: u32 = ROW + 40;
const MONTH_BITS: u64 = 0xFFF << MONTH;

impl Claim {
    #[inline(always)]
    fn new(account: u64, month: MonthPlace, day: u8, row: u64, part: u8) -> Self {
        let month = u64::from(month.number()) << MONTH;
        let word = u64::from(day & 31) << DAY | (row & 0xFF_FFFF_FFFF) << ROW | month | u64::from(part & 0xF);
        // The golden ratio of 2⁶⁴, twice: each step can be undone, so none makes two accounts one.
        let mixed = (account ^ month.rotate_left(44)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self { key: (mixed ^ (mixed >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15), word }
    }

    #[inline]
    const fn is_of(&self, other: &Self) -> bool {
        (self.key == other.key) & ((self.word ^ other.word) & MONTH_BITS == 0)
    }

    #[inline]
    const fn part(&self) -> Part {
        Part::from_bits(self.word.to_le_bytes()[0] & 0xF)
    }
}

/// The claims of rows, as they come.
///
/// ```
/// use voucher_core::{Month, Regulation, columns::*, parse_date};
///
/// let timetable = Timetable::new(&Regulation::gas_2025_08());
/// let september = timetable.month(Month::parse("2025-09")?).unwrap();
/// let (never, marks) = ([NEVER; 2], [Marks::SHARES_ACCOUNT; 2]);
/// let rows = Rows {
///     months: Months::One(september),
///     listed: &never,
///     asked: &never,
///     reminded: &never,
///     answered: &never,
///     entered: &[10, 7],
///     as_of: &never,
///     marks: &marks,
/// };
/// let activates = Part { activates: true, tried: true, ..Part::default() };
/// let mut claims = Claims::new(Claims::parts_for(2));
/// claims.take(&rows, &[activates.bits(); 2], &[77, 77], 0);
/// let claims = claims.in_parts();
/// let mut losers = Vec::new();
/// for part in 0..claims.parts() {
///     Settler::default().settle(1, &[&claims], part, |settled| losers.push(settled.row()));
/// }
/// assert_eq!(losers, [0]); // row 1 was three days earlier
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Claims {
    /// How far a key is shifted to give the part: 64 bits for a single part.
    shift: u32,
    parts: usize,
    /// Claims that are not in parts yet, as many as `waiting`, and how many of each part.
    waits: Vec<Claim>,
    waiting: usize,
    counts: Box<[usize; MOST_PARTS]>,
    runs: Vec<Run>,
}

/// Claims in parts, one part after another.
#[derive(Clone, Debug)]
struct Run {
    claims: Vec<Claim>,
    /// Where each part ends.
    ends: Vec<usize>,
}

impl Run {
    fn part(&self, part: usize) -> &[Claim] {
        let start = part.checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or(0);
        let end = self.ends.get(part).copied().unwrap_or(0);
        self.claims.get(start..end).unwrap_or_default()
    }
}

impl Claims {
    /// How many parts suit a table of so many rows: a power of two.
    ///
    /// ```
    /// use voucher_core::columns::Claims;
    ///
    /// assert_eq!((Claims::parts_for(0), Claims::parts_for(10_000_000)), (1, 256));
    /// ```
    #[must_use]
    pub fn parts_for(rows: usize) -> usize {
        (rows / CLAIMS_A_PART).next_power_of_two().min(MOST_PARTS)
    }

    /// No claims yet, in so many parts (brought to a power of two).
    #[must_use]
    pub fn new(parts: usize) -> Self {
        let parts = parts.next_power_of_two().min(MOST_PARTS);
        Self {
            shift: 64 - parts.trailing_zeros(),
            parts,
            waits: Vec::new(),
            waiting: 0,
            counts: Box::new([0; MOST_PARTS]),
            runs: Vec::new(),
        }
    }

    /// Takes the claims of the rows of a block that name an account ([`Marks::SHARES_ACCOUNT`]): what each has to do with
    /// its account ([`Answers::part`](super::Answers::part)), the account by a number of its own, and the number of the
    /// first row (below 2⁴⁰). The day of an activation that was tried is [`Rows::entered`].
    #[inline(always)]
    pub fn take(&mut self, rows: &Rows<'_>, part: &[u8], accounts: &[u64], first_row: u64) {
        let n = rows.len().min(part.len()).min(accounts.len());
        let mut row = first_row;
        for start in (0..n).step_by(LANES) {
            let lanes = start..n.min(start + LANES);
            let mut claims = [Claim::default(); LANES];
            let columns =
                (rows.entered.get(lanes.clone()), part.get(lanes.clone()), accounts.get(lanes.clone()));
            let (Some(entered), Some(part), Some(accounts)) = columns else { return };
            let cells = claims.iter_mut().zip(entered).zip(part).zip(accounts);
            for (place, (((claim, entered), part), account)) in (start..).zip(cells) {
                *claim = Claim::new(*account, rows.months.at(place), entered.wrapping_sub(1), row, *part);
                row += 1;
            }
            let marks = rows.marks.get(lanes).unwrap_or_default();
            self.keep(&claims, marks);
        }
    }

    /// Keeps the claims of the rows that name an account.
    #[inline(always)]
    fn keep(&mut self, claims: &[Claim; LANES], marks: &[u8]) {
        if self.waiting + LANES > self.waits.len() {
            self.make_room();
        }
        let Some(room) = self.waits.get_mut(self.waiting..).and_then(|room| room.first_chunk_mut::<LANES>())
        else {
            return;
        };
        // Which rows name an account is anybody's guess: each is written, and the next over it where it does not.
        let mut kept = 0_usize;
        for (claim, marks) in claims.iter().zip(marks) {
            if let Some(slot) = room.get_mut(kept) {
                *slot = *claim;
            }
            let named = usize::from(*marks & Marks::SHARES_ACCOUNT != 0);
            let part = part_of(claim, self.shift);
            if let Some(count) = self.counts.get_mut(part) {
                *count += named;
            }
            kept += named;
        }
        self.waiting += kept;
    }

    /// Throws what waits into parts, if it is many, and makes room for more.
    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        if self.waits.len() < RUN {
            let room = (self.waits.len() * 2).clamp(LANES * 16, RUN);
            self.waits.resize(room, Claim::default());
        } else {
            self.throw();
        }
    }

    /// Throws what waits into parts.
    fn throw(&mut self) {
        let waits = self.waits.get(..self.waiting).unwrap_or_default();
        let mut ends = Vec::with_capacity(self.parts);
        let mut next = [0; MOST_PARTS];
        let mut end = 0;
        for (next, count) in next.iter_mut().zip(self.counts.iter_mut()).take(self.parts) {
            *next = end;
            end += mem::take(count);
            ends.push(end);
        }
        let mut claims = vec![Claim::default(); waits.len()];
        for claim in waits {
            if let Some(next) = next.get_mut(part_of(claim, self.shift)) {
                if let Some(slot) = claims.get_mut(*next) {
                    *slot = *claim;
                }
                *next += 1;
            }
        }
        self.runs.push(Run { claims, ends });
        self.waiting = 0;
    }

    /// All claims, in parts.
    #[must_use]
    pub fn in_parts(mut self) -> ClaimsInParts {
        if self.waiting > 0 {
            self.throw();
        }
        ClaimsInParts { parts: self.parts, runs: self.runs }
    }
}

/// The highest bits of a key; none for a single part.
#[inline(always)]
fn part_of(claim: &Claim, shift: u32) -> usize {
    // Below `MOST_PARTS` in any case, so that a compiler sees it.
    usize::try_from(claim.key.checked_shr(shift).unwrap_or(0)).unwrap_or(0) % MOST_PARTS
}

/// Claims that a [`Settler`] can go through part by part.
#[derive(Clone, Debug)]
pub struct ClaimsInParts {
    parts: usize,
    runs: Vec<Run>,
}

impl ClaimsInParts {
    /// How many parts there are.
    #[must_use]
    pub const fn parts(&self) -> usize {
        self.parts
    }
}

/// A row whose account other people use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    word: u64,
    /// Others had reached the limit when this row's activation was tried.
    then: bool,
}

impl Settled {
    /// The row's number.
    #[must_use]
    #[inline]
    pub const fn row(&self) -> u64 {
        self.word >> ROW & 0xFF_FFFF_FFFF
    }

    /// The row's month.
    #[must_use]
    #[inline]
    pub fn month(&self) -> MonthPlace {
        MonthPlace(u16::try_from((self.word & MONTH_BITS) >> MONTH).unwrap_or(u16::MAX))
    }

    /// What the row has to do with its account.
    #[must_use]
    #[inline]
    pub const fn part(&self) -> Part {
        Claim { key: 0, word: self.word }.part()
    }

    /// Whether the row is refused for it: where an activation was tried, the account had to be used by then.
    #[must_use]
    #[inline]
    pub const fn refuses(&self) -> bool {
        self.then || !self.part().tried
    }
}

/// Settles the claims of a part; what it keeps is only room to work in.
#[derive(Clone, Debug, Default)]
pub struct Settler {
    /// The claims of the part.
    claims: Vec<Claim>,
    /// Where the first activation on each account and month stands among them, counted from 1; 0 for a free place.
    table: Vec<u32>,
}

impl Settler {
    /// Tells of each row of a part whose account other people use in its month: at most `limit` activate, first by day,
    /// then by row. All runs have equally many parts. A row may be told of twice, in the same words.
    #[inline]
    pub fn settle(
        &mut self,
        limit: u32,
        runs: &[&ClaimsInParts],
        part: usize,
        mut tell: impl FnMut(Settled),
    ) {
        self.claims.clear();
        for run in runs.iter().flat_map(|run| &run.runs) {
            self.claims.extend_from_slice(run.part(part));
        }
        if self.claims.len() < 2 {
            return;
        }
        if limit != 1 || !self.find_firsts(&mut tell) {
            self.sort(limit, &mut tell);
            return;
        }
        // Whoever activates has been told; whoever does not, looks on.
        for claim in self.claims.iter().filter(|claim| !claim.part().activates) {
            if let Some(first) = self.find(claim) {
                tell(Settled { word: claim.word, then: claim.part().tried && first.word < claim.word });
            }
        }
    }

    /// Fills the table with the first activation on each account and month, and tells of the others; gives up where too
    /// many meet.
    #[inline]
    fn find_firsts(&mut self, tell: &mut impl FnMut(Settled)) -> bool {
        let places = (self.claims.len() * 2).next_power_of_two();
        self.table.clear();
        self.table.resize(places, 0);
        for (number, claim) in (1_u32..).zip(&self.claims).filter(|(_, claim)| claim.part().activates) {
            let mut far = true;
            for place in probe(claim, places) {
                let Some(slot) = self.table.get_mut(place) else { return false };
                let Some(first) = at(&self.claims, *slot) else {
                    *slot = number;
                    far = false;
                    break;
                };
                if first.is_of(claim) {
                    let earlier = claim.word < first.word;
                    tell(Settled { word: if earlier { first.word } else { claim.word }, then: true });
                    if earlier {
                        *slot = number;
                    }
                    far = false;
                    break;
                }
            }
            if far {
                return false;
            }
        }
        true
    }

    /// The first activation on a claim's account and month.
    #[inline]
    fn find(&self, claim: &Claim) -> Option<&Claim> {
        for place in probe(claim, self.table.len()) {
            let first = at(&self.claims, *self.table.get(place)?)?;
            if first.is_of(claim) {
                return Some(first);
            }
        }
        None
    }

    /// The same for any limit, by sorting.
    fn sort(&mut self, limit: u32, tell: &mut impl FnMut(Settled)) {
        self.claims.sort_unstable_by_key(|claim| (claim.key, claim.word & MONTH_BITS, claim.word));
        for same in self.claims.chunk_by(Claim::is_of) {
            let activating = same.iter().filter(|claim| claim.part().activates);
            let used = u32::try_from(activating.count()).unwrap_or(u32::MAX) >= limit;
            let mut before = 0;
            for claim in same {
                let (then, part) = (before >= limit, claim.part());
                if part.activates && !then {
                    before += 1;
                } else if used {
                    tell(Settled { word: claim.word, then: then && part.tried });
                }
            }
        }
    }
}

/// The claim of a number counted from 1.
#[inline]
fn at(claims: &[Claim], number: u32) -> Option<&Claim> {
    claims.get(usize::try_from(number).ok()?.checked_sub(1)?)
}

/// The places to look for a claim in a table of so many places, a power of two: one after another.
#[inline]
fn probe(claim: &Claim, places: usize) -> impl Iterator<Item = usize> + use<> {
    // The highest bits have chosen the part.
    let first = usize::try_from(claim.key & 0xFFFF_FFFF).unwrap_or(0);
    (0..FARTHEST).map(move |step| first.wrapping_add(step) & places.wrapping_sub(1))
}
