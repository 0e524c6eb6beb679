//! Who uses an account first: one pass over all rows that name one (N22, N25, A).
//!
//! A row that names an account is a claim. A hash of account and month throws claims into parts, each small enough for a
//! cache; parts are settled apart from each other, on as many threads as the caller has.

use alloc::{boxed::Box, vec::Vec};
use core::mem;

use super::{
    answers::Part,
    rows::{Marks, Months, Rows},
    timetable::{MOST_MONTHS, MonthPlace},
};

/// How many claims a part should hold, so that they and their table stay in a second-level cache.
const CLAIMS_A_PART: usize = 32_768;
/// Not more, so that the ends of all parts stay in a first-level cache while claims are thrown into them.
const MOST_PARTS: usize = 256;
/// How many claims are thrown into parts at once: they stay in a second-level cache until then.
const THROW: usize = 1 << 15;
/// How many claims are kept in one stretch of memory, two mebibytes: what is thrown is never copied again.
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
    /// From the highest bit: day of month, row, month, [`Part`].
    word: u64,
}

/// Where each field of a word begins; each has room for all that it can hold.
const MONTH: u32 = 4;
const ROW: u32 = MONTH + 17;
const DAY: u32 = ROW + 38;
const PART_BITS: u64 = (1 << MONTH) - 1;
const MONTH_BITS: u64 = (1 << ROW) - (1 << MONTH);
const ROWS: u64 = 1 << (DAY - ROW);
const _: () = assert!(Part::OVER < 1 << MONTH, "the highest bit of a part fits");
const _: () = assert!(MOST_MONTHS <= 1 << (ROW - MONTH), "months fit");
const _: () = assert!(DAY + 5 == u64::BITS, "days of month fit, and nothing is left");

/// The month as it stands in a word.
#[inline(always)]
fn month_bits(month: MonthPlace) -> u64 {
    u64::from(month.number()) << MONTH
}

#[inline(always)]
const fn key(account: u64, month_bits: u64) -> u64 {
    // The golden ratio of 2⁶⁴, twice: each step can be undone, so none makes two accounts one.
    let mixed = (account ^ month_bits.rotate_left(44)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[inline(always)]
fn word(day: u8, row: u64, month_bits: u64, part: u8) -> u64 {
    u64::from(day & 31) << DAY | (row % ROWS) << ROW | month_bits | u64::from(part) & PART_BITS
}

impl Claim {
    #[inline]
    const fn is_of(&self, other: &Self) -> bool {
        (self.key == other.key) & ((self.word ^ other.word) & MONTH_BITS == 0)
    }

    #[inline]
    const fn part(&self) -> Part {
        Part::from_bits(self.word.to_le_bytes()[0])
    }
}

/// The claims of rows, as they come.
///
/// ```
/// use voucher_core::{Month, gas::{Regulation, columns::*}, parse_date};
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
/// let claims = claims.in_parts().unwrap();
/// let mut settler = Settler::default();
/// let losers: Vec<u64> = (0..claims.parts())
///     .flat_map(|part| settler.settle(1, &[&claims], part).iter().map(Settled::row).collect::<Vec<_>>())
///     .collect();
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
    /// A row's number has no room in a claim.
    too_many: bool,
}

/// Claims in parts.
#[derive(Clone, Debug)]
struct Run {
    claims: Vec<Claim>,
    /// Where each part ends, of each throw.
    throws: Vec<Vec<usize>>,
}

impl Run {
    /// The claims of a part, throw by throw.
    fn part(&self, part: usize) -> impl Iterator<Item = &[Claim]> {
        let mut start_of_throw = 0;
        self.throws.iter().map(move |ends| {
            let start = part.checked_sub(1).and_then(|before| ends.get(before).copied());
            let start = start.unwrap_or(start_of_throw);
            start_of_throw = ends.last().copied().unwrap_or(start);
            let end = ends.get(part).copied().unwrap_or(start);
            self.claims.get(start..end).unwrap_or_default()
        })
    }
}

impl Claims {
    /// How many parts suit a table of so many rows: a power of two.
    ///
    /// ```
    /// use voucher_core::gas::columns::Claims;
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
            too_many: false,
        }
    }

    /// Takes the claims of the rows of a block that name an account ([`Marks::SHARES_ACCOUNT`]): what each has to do with
    /// its account ([`Answers::part`](super::Answers::part)), the account by a number of its own, and the number of the
    /// first row. The day of an activation that was tried is [`Rows::entered`].
    #[inline(always)]
    pub fn take(&mut self, rows: &Rows<'_>, part: &[u8], accounts: &[u64], first_row: u64) {
        let n = rows.len().min(part.len()).min(accounts.len());
        self.too_many |=
            u64::try_from(n).ok().and_then(|n| first_row.checked_add(n)).is_none_or(|end| end > ROWS);
        for start in (0..n).step_by(LANES) {
            let lanes = start..n.min(start + LANES);
            let columns =
                (rows.entered.get(lanes.clone()), part.get(lanes.clone()), accounts.get(lanes.clone()));
            let (Some(entered), Some(part), Some(accounts)) = columns else { return };
            let mut months = [0; LANES];
            match rows.months {
                Months::One(month) => months = [month_bits(month); LANES],
                Months::Each(each) => {
                    for (bits, month) in months.iter_mut().zip(each.get(lanes.clone()).unwrap_or_default()) {
                        *bits = month_bits(*month);
                    }
                }
            }
            let (mut keys, mut words) = ([0; LANES], [0; LANES]);
            for ((slot, account), month) in keys.iter_mut().zip(accounts).zip(&months) {
                *slot = key(*account, *month);
            }
            let first = u64::try_from(start).unwrap_or(0).wrapping_add(first_row);
            for ((((slot, place), entered), part), month) in
                words.iter_mut().zip(0_u64..).zip(entered).zip(part).zip(&months)
            {
                *slot = word(entered.wrapping_sub(1), first.wrapping_add(place), *month, *part);
            }
            self.keep(&keys, &words, rows.marks.get(lanes).unwrap_or_default());
        }
    }

    /// Keeps the claims of the rows that name an account.
    #[inline(always)]
    fn keep(&mut self, keys: &[u64; LANES], words: &[u64; LANES], marks: &[u8]) {
        if self.waiting + LANES > self.waits.len() {
            self.make_room();
        }
        let (counts, shift) = (&mut *self.counts, self.shift);
        let Some(room) = self.waits.get_mut(self.waiting..).and_then(|room| room.first_chunk_mut::<LANES>())
        else {
            return;
        };
        // Which rows name an account is anybody's guess: each is written, and the next over it where it does not.
        let mut kept = 0_usize;
        for ((key, word), marks) in keys.iter().zip(words).zip(marks) {
            if let Some(slot) = room.get_mut(kept % LANES) {
                *slot = Claim { key: *key, word: *word };
            }
            let named = usize::from(*marks & Marks::SHARES_ACCOUNT != 0);
            if let Some(count) = counts.get_mut(part_of(*key, shift)) {
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
        if self.waits.len() < THROW {
            let room = (self.waits.len() * 4).clamp(LANES * 16, THROW);
            self.waits.resize(room, Claim::default());
        } else {
            self.throw();
        }
    }

    /// Throws what waits into parts.
    fn throw(&mut self) {
        let waits = self.waits.get(..self.waiting).unwrap_or_default();
        if self.runs.last().is_none_or(|run| run.claims.capacity() - run.claims.len() < waits.len()) {
            let room = if self.waits.len() < THROW { waits.len() } else { RUN };
            self.runs.push(Run { claims: Vec::with_capacity(room), throws: Vec::new() });
        }
        let Some(run) = self.runs.last_mut() else { return };
        let (mut next, mut end) = ([0; MOST_PARTS], run.claims.len());
        let mut ends = Vec::with_capacity(self.parts);
        for (next, count) in next.iter_mut().zip(self.counts.iter_mut()).take(self.parts) {
            *next = end;
            end += mem::take(count);
            ends.push(end);
        }
        run.claims.resize(end, Claim::default());
        let (claims, shift) = (run.claims.as_mut_slice(), self.shift);
        for claim in waits {
            if let Some(next) = next.get_mut(part_of(claim.key, shift)) {
                if let Some(slot) = claims.get_mut(*next) {
                    *slot = *claim;
                }
                *next += 1;
            }
        }
        run.throws.push(ends);
        self.waiting = 0;
    }

    /// All claims, in parts; none where a row had a number of 2³⁸ or more, for which a claim has no room.
    ///
    /// ```
    /// use voucher_core::columns::*;
    ///
    /// let (day, marks) = ([7], [Marks::SHARES_ACCOUNT]);
    /// let months = Months::One(MonthPlace::default());
    /// let (listed, asked, reminded, answered, entered, as_of) = (&day, &day, &day, &day, &day, &day);
    /// let rows = Rows { months, listed, asked, reminded, answered, entered, as_of, marks: &marks };
    /// let claims = |row| {
    ///     let mut claims = Claims::new(1);
    ///     claims.take(&rows, &[0], &[77], row);
    ///     claims.in_parts()
    /// };
    /// assert!(claims((1 << 38) - 1).is_some());
    /// assert!(claims(1 << 38).is_none());
    /// ```
    #[must_use]
    pub fn in_parts(mut self) -> Option<ClaimsInParts> {
        if self.waiting > 0 {
            self.throw();
        }
        (!self.too_many).then_some(ClaimsInParts { parts: self.parts, runs: self.runs })
    }
}

/// The highest bits of a key; none for a single part.
#[inline(always)]
fn part_of(key: u64, shift: u32) -> usize {
    // Below `MOST_PARTS` in any case, so that a compiler sees it.
    usize::try_from(key.checked_shr(shift).unwrap_or(0)).unwrap_or(0) % MOST_PARTS
}

/// Claims that a [`Settler`] can go through part by part.
///
/// ```
/// use voucher_core::gas::columns::Claims;
///
/// let parts = |parts| Claims::new(parts).in_parts().map(|claims| claims.parts());
/// assert_eq!(parts(64), Some(64)); // also where no row has a claim
/// assert_eq!(parts(0), Some(1));
/// ```
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
        (self.word >> ROW) % ROWS
    }

    /// The row's month.
    #[must_use]
    #[inline]
    pub fn month(&self) -> MonthPlace {
        MonthPlace(u32::try_from((self.word & MONTH_BITS) >> MONTH).unwrap_or(0))
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
    /// For each of many values that keys are brought to: whether a claim has it, and whether another one has it too.
    seen: Vec<[u64; 2]>,
    /// The claims whose account may have another claim.
    claims: Vec<Claim>,
    /// Where the first activation on each account and month stands among them, counted from 1; 0 for a free place.
    table: Vec<u32>,
    settled: Vec<Settled>,
}

impl Settler {
    /// The rows of a part whose account other people use in its month: at most `limit` activate, first by day, then by
    /// row. All runs have equally many parts. A row may be there twice, in the same words.
    pub fn settle(&mut self, limit: u32, runs: &[&ClaimsInParts], part: usize) -> &[Settled] {
        self.settled.clear();
        self.find_suspects(runs, part);
        if limit == 1 && self.find_firsts() {
            self.look_on();
        } else {
            self.sort(limit);
        }
        &self.settled
    }

    /// Gathers the claims that can have another claim on their account: most accounts have one, and are told apart here
    /// without a branch.
    fn find_suspects(&mut self, runs: &[&ClaimsInParts], part: usize) {
        let slices = || runs.iter().flat_map(|run| &run.runs).flat_map(|run| run.part(part));
        let count: usize = slices().map(<[Claim]>::len).sum();
        self.seen.clear();
        // Between 8 and 16 bits a claim.
        self.seen.resize((count / 8).next_power_of_two(), [0; 2]);
        let last = self.seen.len() - 1;
        for slice in slices() {
            for claim in slice {
                let (place, bit) = place_of(claim.key, last);
                if let Some([once, again]) = self.seen.get_mut(place) {
                    *again |= *once & bit;
                    *once |= bit;
                }
            }
        }
        self.claims.clear();
        self.claims.resize(count, Claim::default());
        let mut kept = 0;
        for slice in slices() {
            for claim in slice {
                let (place, bit) = place_of(claim.key, last);
                let again = self.seen.get(place).is_some_and(|[_, again]| again & bit != 0);
                if let Some(slot) = self.claims.get_mut(kept) {
                    *slot = *claim;
                }
                kept += usize::from(again);
            }
        }
        self.claims.truncate(kept);
    }

    /// Fills the table with the first activation on each account and month, and settles the others; gives up where too
    /// many meet.
    fn find_firsts(&mut self) -> bool {
        let places = (self.claims.len() * 2).next_power_of_two();
        self.table.clear();
        self.table.resize(places, 0);
        for (number, claim) in (1_u32..).zip(&self.claims).filter(|(_, claim)| claim.part().activates) {
            let mut free = probe(claim, places).filter_map(|place| {
                let first = at(&self.claims, *self.table.get(place)?);
                first.is_none_or(|first| first.is_of(claim)).then_some((place, first))
            });
            let Some((place, first)) = free.next() else { return false };
            let earlier = first.is_none_or(|first| claim.word < first.word);
            if let Some(first) = first {
                let word = if earlier { first.word } else { claim.word };
                self.settled.push(Settled { word, then: true });
            }
            if earlier && let Some(slot) = self.table.get_mut(place) {
                *slot = number;
            }
        }
        true
    }

    /// Settles the claims of those who do not activate: whoever does was settled before.
    fn look_on(&mut self) {
        for claim in self.claims.iter().filter(|claim| !claim.part().activates) {
            if let Some(first) = self.find(claim) {
                let then = claim.part().tried && first.word < claim.word;
                self.settled.push(Settled { word: claim.word, then });
            }
        }
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
    fn sort(&mut self, limit: u32) {
        self.settled.clear();
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
                    self.settled.push(Settled { word: claim.word, then: then && part.tried });
                }
            }
        }
    }
}

/// The place of a key among words of 64 bits, and its bit there.
#[inline(always)]
fn place_of(key: u64, last: usize) -> (usize, u64) {
    (usize::try_from(key >> 6 & 0xFFFF_FFFF).unwrap_or(0) & last, 1 << (key & 63))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// F1: the last month there can be, the last row and the last day come out of a claim's word as they went in.
    #[test]
    fn every_field_of_a_word_has_its_room() {
        for month in [0, 1, 4095, 4096, 65_535, 65_536, MOST_MONTHS - 1].map(MonthPlace) {
            for row in [0, 1, ROWS - 1] {
                for (day, part) in [(0, 0), (30, 15)] {
                    let word = word(day, row, month_bits(month), part);
                    let settled = Settled { word, then: false };
                    assert_eq!((settled.month(), settled.row()), (month, row));
                    assert_eq!(settled.part(), Part::from_bits(part));
                    assert_eq!(word >> DAY, u64::from(day));
                }
            }
        }
    }
}
