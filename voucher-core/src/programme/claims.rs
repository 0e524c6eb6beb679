//! Who comes first: one pass over all rows that claim a thing which only so many can have (N25).
//!
//! A row that names an account, for example, claims the account in a month. A hash of thing and period scatters the
//! claims over partitions, each small enough for a cache. Partitions are independent, so as many threads resolve them
//! as the caller has.

use alloc::{boxed::Box, vec::Vec};
use core::mem;

/// How many claims a partition should hold: so many and their table fit a second-level cache.
const CLAIMS_A_PARTITION: usize = 32_768;
/// The most partitions: the ends of so many stay in a first-level cache while claims are scattered over them.
const MOST_PARTITIONS: usize = 256;
/// How many claims are pending before they are scattered: so many stay in a second-level cache.
const SCATTER: usize = 1 << 15;
/// How many claims a run has room for, two mebibytes, so that a scattered claim is never copied again.
const RUN: usize = 1 << 17;
/// How many places are probed for a claim before the partition is sorted instead, so that things chosen to collide
/// cost no more than sorting.
const MOST_PROBES: usize = 64;
/// How many rows become claims together: they fill several wide registers.
const LANES: usize = 64;

/// A row's claim on a thing in a period: 16 bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Claim {
    /// The thing and the period, mixed so that the highest bits, which choose the partition, depend on every bit of the
    /// thing. In one period, different things have different keys.
    key: u64,
    /// From the highest bit: day of the period, row, period, tag.
    word: u64,
}

/// Where each field of a word begins. Each field has room for its largest value.
const PERIOD: u32 = 4;
const ROW: u32 = PERIOD + 17;
const DAY: u32 = ROW + 38;
const TAG_BITS: u64 = (1 << PERIOD) - 1;
const PERIOD_BITS: u64 = (1 << ROW) - (1 << PERIOD);
const ROWS: u64 = 1 << (DAY - ROW);
const _: () = assert!(DAY + 5 == u64::BITS, "days of month fit, and nothing is left");

#[inline(always)]
const fn key(thing: u64, period: u64) -> u64 {
    // Multiplied twice by the golden ratio of 2⁶⁴. Every step can be undone, so two things never get one key.
    let mixed = (thing ^ (period << PERIOD).rotate_left(44)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[inline(always)]
fn word(day: u8, row: u64, period: u64, tag: u8) -> u64 {
    u64::from(day & 31) << DAY | (row % ROWS) << ROW | period << PERIOD | u64::from(tag) & TAG_BITS
}

impl Claim {
    #[inline]
    const fn is_of(&self, other: &Self) -> bool {
        (self.key == other.key) & ((self.word ^ other.word) & PERIOD_BITS == 0)
    }

    #[inline]
    const fn has(&self, tag: u8) -> bool {
        self.word.to_le_bytes()[0] & tag != 0
    }
}

/// The columns of a block of rows that claims are made of; as many rows as the shortest column has. [`Claims`] has an
/// example.
#[derive(Clone, Copy, Debug)]
pub struct Claimants<'a> {
    /// The thing that each row claims, such as an account, as a number.
    pub things: &'a [u64],
    /// The day of the period, 1 to 31, on which each row tried to take its thing; any number where it did not try.
    pub days: &'a [u8],
    /// Four bits: [`Claims::TAKES`], [`Claims::TRIED`], and two of the caller's, which [`Conflict::tag`] gives back.
    pub tags: &'a [u8],
    /// A column of flags, and the bit of a row that claims its thing; other rows claim nothing.
    pub claims: (&'a [u8], u8),
}

/// The claims of rows, gathered block by block and scattered over partitions (N25).
///
/// ```
/// use voucher_core::programme::{Claimants, Claims, Conflict, Resolver};
///
/// let takes = Claims::TAKES | Claims::TRIED;
/// let rows = Claimants { things: &[77, 77], days: &[10, 7], tags: &[takes; 2], claims: (&[1, 1], 1) };
/// let mut claims = Claims::new(Claims::partitions_for(2));
/// claims.take(&rows, |_, periods| periods.fill(0), 0);
/// let claims = claims.partitioned().unwrap();
/// let mut resolver = Resolver::default();
/// let losers: Vec<u64> = (0..claims.partitions())
///     .flat_map(|place| resolver.resolve(1, &[&claims], place).iter().map(Conflict::row).collect::<Vec<_>>())
///     .collect();
/// assert_eq!(losers, [0]); // row 1 was three days earlier
/// ```
#[derive(Clone, Debug)]
pub struct Claims {
    /// How far a key is shifted to give the partition: 64 bits for a single partition.
    shift: u32,
    partitions: usize,
    /// Room for claims that are in no partition yet; the first `pending_count` are claims.
    pending: Vec<Claim>,
    pending_count: usize,
    /// How many pending claims each partition gets.
    counts: Box<[usize; MOST_PARTITIONS]>,
    runs: Vec<Run>,
    /// Whether a row's number had no room in a claim.
    too_many: bool,
}

/// Claims that were scattered, round after round, into one stretch of memory.
#[derive(Clone, Debug)]
struct Run {
    claims: Vec<Claim>,
    /// For each round, where each partition ends.
    rounds: Vec<Vec<usize>>,
}

impl Run {
    /// The claims of a partition, round by round.
    fn partition(&self, partition: usize) -> impl Iterator<Item = &[Claim]> {
        let mut start_of_round = 0;
        self.rounds.iter().map(move |ends| {
            let start = partition.checked_sub(1).and_then(|before| ends.get(before).copied());
            let start = start.unwrap_or(start_of_round);
            start_of_round = ends.last().copied().unwrap_or(start);
            let end = ends.get(partition).copied().unwrap_or(start);
            self.claims.get(start..end).unwrap_or_default()
        })
    }
}

impl Claims {
    /// The bit of a row that takes its thing unless as many others as the limit allows took it before.
    pub const TAKES: u8 = 1;
    /// The bit of a row that tried to take its thing on its day, also where something else refuses the row.
    pub const TRIED: u8 = 2;
    /// How many periods there can be: more than there are months in the years 1 to 9999.
    pub const PERIODS: u32 = 1 << (ROW - PERIOD);

    /// How many partitions suit a table of so many rows: a power of two, 1 to 256.
    ///
    /// ```
    /// use voucher_core::programme::Claims;
    ///
    /// assert_eq!((Claims::partitions_for(0), Claims::partitions_for(10_000_000)), (1, 256));
    /// ```
    #[must_use]
    pub fn partitions_for(rows: usize) -> usize {
        (rows / CLAIMS_A_PARTITION).next_power_of_two().min(MOST_PARTITIONS)
    }

    /// No claims yet, for so many partitions: raised to a power of two, at most 256.
    ///
    /// ```
    /// use voucher_core::programme::Claims;
    ///
    /// let partitions = |asked| Claims::new(asked).partitioned().unwrap().partitions();
    /// assert_eq!([0, 3, 256, 257].map(partitions), [1, 4, 256, 256]);
    /// ```
    #[must_use]
    pub fn new(partitions: usize) -> Self {
        let partitions = partitions.min(MOST_PARTITIONS).next_power_of_two();
        Self {
            shift: 64 - partitions.trailing_zeros(),
            partitions,
            pending: Vec::new(),
            pending_count: 0,
            counts: Box::new([0; MOST_PARTITIONS]),
            runs: Vec::new(),
            too_many: false,
        }
    }

    /// Adds the claims of a block of rows, of which the first has the number `first_row`. `periods` fills in the periods of
    /// the rows from one of the block on, each below [`PERIODS`](Self::PERIODS).
    #[inline(always)]
    pub fn take(&mut self, rows: &Claimants<'_>, periods: impl Fn(usize, &mut [u32; LANES]), first_row: u64) {
        let n = rows.things.len().min(rows.days.len()).min(rows.tags.len()).min(rows.claims.0.len());
        self.too_many |=
            u64::try_from(n).ok().and_then(|n| first_row.checked_add(n)).is_none_or(|end| end > ROWS);
        for start in (0..n).step_by(LANES) {
            let lanes = start..n.min(start + LANES);
            let columns =
                (rows.days.get(lanes.clone()), rows.tags.get(lanes.clone()), rows.things.get(lanes.clone()));
            let (Some(days), Some(tags), Some(things)) = columns else { return };
            let mut row_periods = [0; LANES];
            periods(start, &mut row_periods);
            let (mut keys, mut words) = ([0; LANES], [0; LANES]);
            for ((slot, thing), period) in keys.iter_mut().zip(things).zip(&row_periods) {
                *slot = key(*thing, u64::from(*period));
            }
            let first = u64::try_from(start).unwrap_or(0).wrapping_add(first_row);
            for ((((slot, place), day), tag), period) in
                words.iter_mut().zip(0_u64..).zip(days).zip(tags).zip(&row_periods)
            {
                *slot = word(day.wrapping_sub(1), first.wrapping_add(place), u64::from(*period), *tag);
            }
            self.keep(&keys, &words, rows.claims.0.get(lanes).unwrap_or_default(), rows.claims.1);
        }
    }

    /// Adds the claims of the rows that have one to the pending claims.
    #[inline(always)]
    fn keep(&mut self, keys: &[u64; LANES], words: &[u64; LANES], flags: &[u8], claims: u8) {
        if self.pending_count + LANES > self.pending.len() {
            self.make_room();
        }
        let (counts, shift) = (&mut *self.counts, self.shift);
        let Some(room) =
            self.pending.get_mut(self.pending_count..).and_then(|room| room.first_chunk_mut::<LANES>())
        else {
            return;
        };
        // A processor cannot predict which rows claim, so every row is written, without a branch; a row that claims
        // nothing is overwritten by the next.
        let mut kept = 0_usize;
        for ((key, word), flags) in keys.iter().zip(words).zip(flags) {
            if let Some(slot) = room.get_mut(kept % LANES) {
                *slot = Claim { key: *key, word: *word };
            }
            let claimed = usize::from(*flags & claims != 0);
            if let Some(count) = counts.get_mut(partition_of(*key, shift)) {
                *count += claimed;
            }
            kept += claimed;
        }
        self.pending_count += kept;
    }

    /// Makes room for more pending claims; where there is as much as can be, scatters them.
    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        if self.pending.len() < SCATTER {
            let room = (self.pending.len() * 4).clamp(LANES * 16, SCATTER);
            self.pending.resize(room, Claim::default());
        } else {
            self.scatter();
        }
    }

    /// Moves the pending claims to their partitions.
    fn scatter(&mut self) {
        let pending = self.pending.get(..self.pending_count).unwrap_or_default();
        if self.runs.last().is_none_or(|run| run.claims.capacity() - run.claims.len() < pending.len()) {
            let room = if self.pending.len() < SCATTER { pending.len() } else { RUN };
            self.runs.push(Run { claims: Vec::with_capacity(room), rounds: Vec::new() });
        }
        let Some(run) = self.runs.last_mut() else { return };
        let (mut next, mut end) = ([0; MOST_PARTITIONS], run.claims.len());
        let mut ends = Vec::with_capacity(self.partitions);
        for (next, count) in next.iter_mut().zip(self.counts.iter_mut()).take(self.partitions) {
            *next = end;
            end += mem::take(count);
            ends.push(end);
        }
        run.claims.resize(end, Claim::default());
        let (claims, shift) = (run.claims.as_mut_slice(), self.shift);
        for claim in pending {
            if let Some(next) = next.get_mut(partition_of(claim.key, shift)) {
                if let Some(slot) = claims.get_mut(*next) {
                    *slot = *claim;
                }
                *next += 1;
            }
        }
        run.rounds.push(ends);
        self.pending_count = 0;
    }

    /// All claims, in partitions. None where a row had a number of 2³⁸ or more, for which a claim has no room.
    ///
    /// ```
    /// use voucher_core::programme::{Claimants, Claims};
    ///
    /// let rows = Claimants { things: &[77], days: &[7], tags: &[0], claims: (&[1], 1) };
    /// let claims = |row| {
    ///     let mut claims = Claims::new(1);
    ///     claims.take(&rows, |_, periods| periods.fill(0), row);
    ///     claims.partitioned()
    /// };
    /// assert!(claims((1 << 38) - 1).is_some());
    /// assert!(claims(1 << 38).is_none());
    /// ```
    #[must_use]
    pub fn partitioned(mut self) -> Option<PartitionedClaims> {
        if self.pending_count > 0 {
            self.scatter();
        }
        (!self.too_many).then_some(PartitionedClaims { partitions: self.partitions, runs: self.runs })
    }
}

/// The partition of a key: its highest bits, and 0 where there is a single partition.
#[inline(always)]
fn partition_of(key: u64, shift: u32) -> usize {
    // The number is below `MOST_PARTITIONS` in any case; the remainder shows it to the compiler.
    usize::try_from(key.checked_shr(shift).unwrap_or(0)).unwrap_or(0) % MOST_PARTITIONS
}

/// Claims in partitions, which a [`Resolver`] resolves one by one.
///
/// ```
/// use voucher_core::programme::Claims;
///
/// let partitions = |partitions| Claims::new(partitions).partitioned().map(|claims| claims.partitions());
/// assert_eq!(partitions(64), Some(64)); // also where no row has a claim
/// assert_eq!(partitions(0), Some(1));
/// ```
#[derive(Clone, Debug)]
pub struct PartitionedClaims {
    partitions: usize,
    runs: Vec<Run>,
}

impl PartitionedClaims {
    /// How many partitions there are.
    #[must_use]
    pub const fn partitions(&self) -> usize {
        self.partitions
    }
}

/// A row that claims a thing which as many others as the limit allows have taken in its period (N22, N25).
///
/// ```
/// use voucher_core::programme::{Claimants, Claims, Resolver};
///
/// // Row 0 takes the thing on day 7. Rows 1 and 2 tried on days 6 and 8 and were refused for other reasons.
/// let tags = [Claims::TAKES | Claims::TRIED, Claims::TRIED, Claims::TRIED];
/// let rows = Claimants { things: &[77; 3], days: &[7, 6, 8], tags: &tags, claims: (&[1; 3], 1) };
/// let mut claims = Claims::new(1);
/// claims.take(&rows, |_, periods| periods.fill(0), 0);
/// let (claims, mut resolver) = (claims.partitioned().unwrap(), Resolver::default());
/// let conflicts = resolver.resolve(1, &[&claims], 0).iter();
/// assert!(conflicts.map(|each| (each.row(), each.refuses())).eq([(1, false), (2, true)]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    word: u64,
    /// Others had reached the limit before this row tried.
    too_late: bool,
}

impl Conflict {
    /// That of a row alone, on whose thing others had reached the limit before.
    pub(crate) fn too_late(period: u32, tag: u8) -> Self {
        Self { word: word(0, 0, u64::from(period), tag), too_late: true }
    }

    /// The row's number, as [`Claims::take`] counted it.
    #[must_use]
    #[inline]
    pub const fn row(&self) -> u64 {
        (self.word >> ROW) % ROWS
    }

    /// The row's period, as [`Claims::take`] was given it.
    #[must_use]
    #[inline]
    pub fn period(&self) -> u32 {
        u32::try_from((self.word & PERIOD_BITS) >> PERIOD).unwrap_or(u32::MAX)
    }

    /// The row's tag, as [`Claimants::tags`] had it.
    #[must_use]
    #[inline]
    pub fn tag(&self) -> u8 {
        u8::try_from(self.word & TAG_BITS).unwrap_or(0)
    }

    /// Whether the conflict refuses the row. A row that tried is refused only if others had reached the limit before; a row
    /// that did not try is refused in any case.
    #[must_use]
    #[inline]
    pub fn refuses(&self) -> bool {
        self.too_late || self.tag() & Claims::TRIED == 0
    }
}

/// Resolves the claims of one partition after another; keeps nothing between them but memory. [`Claims`] has an example.
#[derive(Clone, Debug, Default)]
pub struct Resolver {
    /// Two bits for each value of a short hash of keys: a claim has the value, a second claim has it too.
    seen: Vec<[u64; 2]>,
    /// The claims whose thing may have another claim.
    claims: Vec<Claim>,
    /// A hash table of the first claim that takes each thing in each period: its number among `claims`, counted from 1, and 0
    /// for a free place.
    table: Vec<u32>,
    /// What the last partition came to.
    conflicts: Vec<Conflict>,
}

impl Resolver {
    /// The rows of a partition, 0 to [`partitions`](PartitionedClaims::partitions) - 1, that lose their thing to others. At most
    /// `limit` rows take a thing in a period, first by day, then by row number (N22). All runs must have equally many partitions.
    pub fn resolve(&mut self, limit: u32, runs: &[&PartitionedClaims], partition: usize) -> &[Conflict] {
        self.conflicts.clear();
        self.find_shared(runs, partition);
        if limit == 1 && self.find_firsts() {
            self.resolve_others();
        } else {
            self.sort(limit);
        }
        &self.conflicts
    }

    /// Gathers the claims whose thing may have another claim. Most things have a single claim, which is left out here
    /// without a branch.
    fn find_shared(&mut self, runs: &[&PartitionedClaims], partition: usize) {
        let slices = || runs.iter().flat_map(|run| &run.runs).flat_map(|run| run.partition(partition));
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

    /// Fills the table with the first claim that takes each thing in each period, and resolves the claims that take it
    /// later. False where a claim found no place: the partition must be sorted then.
    fn find_firsts(&mut self) -> bool {
        let places = (self.claims.len() * 2).next_power_of_two();
        self.table.clear();
        self.table.resize(places, 0);
        for (number, claim) in (1_u32..).zip(&self.claims).filter(|(_, claim)| claim.has(Claims::TAKES)) {
            let mut free = probe(claim, places).filter_map(|place| {
                let first = at(&self.claims, *self.table.get(place)?);
                first.is_none_or(|first| first.is_of(claim)).then_some((place, first))
            });
            let Some((place, first)) = free.next() else { return false };
            let earlier = first.is_none_or(|first| claim.word < first.word);
            if let Some(first) = first {
                let word = if earlier { first.word } else { claim.word };
                self.conflicts.push(Conflict { word, too_late: true });
            }
            if earlier && let Some(slot) = self.table.get_mut(place) {
                *slot = number;
            }
        }
        true
    }

    /// Resolves the claims that do not take their thing, after [`find_firsts`](Self::find_firsts) has resolved those that do.
    fn resolve_others(&mut self) {
        for claim in self.claims.iter().filter(|claim| !claim.has(Claims::TAKES)) {
            if let Some(first) = self.find(claim) {
                let too_late = claim.has(Claims::TRIED) && first.word < claim.word;
                self.conflicts.push(Conflict { word: claim.word, too_late });
            }
        }
    }

    /// The first claim that takes the thing of this one in its period.
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

    /// Resolves all claims by sorting, whatever the limit.
    fn sort(&mut self, limit: u32) {
        self.conflicts.clear();
        self.claims.sort_unstable_by_key(|claim| (claim.key, claim.word & PERIOD_BITS, claim.word));
        for same in self.claims.chunk_by(Claim::is_of) {
            let takers = same.iter().filter(|claim| claim.has(Claims::TAKES));
            let used_up = u32::try_from(takers.count()).unwrap_or(u32::MAX) >= limit;
            let mut before = 0;
            for claim in same {
                let too_late = before >= limit;
                if claim.has(Claims::TAKES) && !too_late {
                    before += 1;
                } else if used_up {
                    let too_late = too_late && claim.has(Claims::TRIED);
                    self.conflicts.push(Conflict { word: claim.word, too_late });
                }
            }
        }
    }
}

/// The word that has the bit of a key, of words whose last is `last`, and the bit.
#[inline(always)]
fn place_of(key: u64, last: usize) -> (usize, u64) {
    (usize::try_from(key >> 6 & 0xFFFF_FFFF).unwrap_or(0) & last, 1 << (key & 63))
}

/// The claim with a number counted from 1.
#[inline]
fn at(claims: &[Claim], number: u32) -> Option<&Claim> {
    claims.get(usize::try_from(number).ok()?.checked_sub(1)?)
}

/// The places at which a claim can stand in a table of so many places, a power of two: one after another.
#[inline]
fn probe(claim: &Claim, places: usize) -> impl Iterator<Item = usize> + use<> {
    // The lowest bits: the highest are alike in all of a partition.
    let first = usize::try_from(claim.key & 0xFFFF_FFFF).unwrap_or(0);
    (0..MOST_PROBES).map(move |step| first.wrapping_add(step) & places.wrapping_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F1: the last period, the last row and the last day come out of a claim's word as they went in.
    #[test]
    fn every_field_of_a_word_has_its_room() {
        for period in [0, 1, 4095, 4096, 65_535, 65_536, Claims::PERIODS - 1] {
            for row in [0, 1, ROWS - 1] {
                for (day, tag) in [(0, 0), (30, 15)] {
                    let conflict = Conflict { word: word(day, row, u64::from(period), tag), too_late: false };
                    assert_eq!((conflict.period(), conflict.row(), conflict.tag()), (period, row, tag));
                    assert_eq!(conflict.word >> DAY, u64::from(day));
                }
            }
        }
    }
}
