//! Who uses an account first: one pass over all rows that name one (N22, N25, A).
//!
//! A row that names an account is a claim. The hash of account and month throws a claim into one of many parts, each
//! small enough for a cache; parts are settled apart from each other, on as many threads as the caller has.

use alloc::vec::Vec;

use super::{rows::Part, timetable::MonthPlace};

/// How many claims a part should hold, so that its table stays in a second-level cache.
const CLAIMS_A_PART: usize = 16_384;
/// Not more, so that the ends of all parts stay in a cache while claims are thrown into them.
const MOST_PARTS: usize = 512;
/// How far a claim may lie from its place in the table before the part is sorted instead: accounts chosen to meet
/// there cost no more than sorting.
const FARTHEST: usize = 64;

/// A row's claim on an account in a month: 16 bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Claim {
    account: u64,
    /// From the highest bit: three of nothing, day of month (5), row (40), month (12), [`Part`] (4).
    word: u64,
}

const MONTH: u32 = 4;
const ROW: u32 = MONTH + 12;
const DAY: u32 = ROW + 40;
const MONTH_BITS: u64 = 0xFFF << MONTH;

impl Claim {
    #[inline]
    const fn is_of(&self, other: &Self) -> bool {
        self.account == other.account && (self.word ^ other.word) & MONTH_BITS == 0
    }

    #[inline]
    const fn hash(&self) -> u64 {
        // The golden ratio of 2⁶⁴; the high bits of a product depend on all bits below.
        let mixed =
            (self.account ^ (self.word & MONTH_BITS).rotate_left(44)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    #[inline]
    fn part(&self) -> Part {
        Part::from_bits(self.word.to_le_bytes()[0] & 0xF)
    }
}

/// The claims of a run of rows, in parts.
///
/// ```
/// use voucher_core::{Month, Regulation, columns::*, parse_date};
///
/// let timetable = Timetable::new(&Regulation::gas_2025_08());
/// let september = timetable.month(Month::parse("2025-09")?).unwrap();
/// let mut claims = Claims::new(Claims::parts_for(2));
/// let activates = Part { activates: true, tried: true, ..Part::default() };
/// claims.push(77, september, 9, 0, activates); // row 0, on the 10th
/// claims.push(77, september, 6, 1, activates); // row 1, on the 7th
/// let mut losers = Vec::new();
/// for part in 0..claims.parts() {
///     Settler::default().settle(1, &[&claims], part, |settled| losers.push(settled.row()));
/// }
/// assert_eq!(losers, [0]); // the first to activate wins
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Claims {
    /// A power of two of them.
    parts: Vec<Vec<Claim>>,
    /// How far a hash is shifted to give the part.
    shift: u32,
}

impl Claims {
    /// How many parts suit a table of so many rows: a power of two.
    ///
    /// ```
    /// use voucher_core::columns::Claims;
    ///
    /// assert_eq!((Claims::parts_for(0), Claims::parts_for(10_000_000)), (1, 512));
    /// ```
    #[must_use]
    pub fn parts_for(rows: usize) -> usize {
        (rows / CLAIMS_A_PART).next_power_of_two().min(MOST_PARTS)
    }

    /// No claims yet, in so many parts (brought to a power of two).
    #[must_use]
    pub fn new(parts: usize) -> Self {
        let parts = parts.next_power_of_two().min(MOST_PARTS);
        Self { parts: (0..parts).map(|_| Vec::new()).collect(), shift: 64 - parts.trailing_zeros() }
    }

    /// Makes room for so many more claims, evenly spread.
    pub fn reserve(&mut self, claims: usize) {
        let each = claims / self.parts.len() + claims / self.parts.len() / 16 + 16;
        self.parts.iter_mut().for_each(|part| part.reserve(each));
    }

    /// How many parts there are.
    #[must_use]
    pub const fn parts(&self) -> usize {
        self.parts.len()
    }

    /// Takes a claim: an account by a number of its own, the row's month, the day of the activation that was tried
    /// counted from the month's first (0 to 30; any if none was tried), the row's number (below 2⁴⁰), and what the row has
    /// to do with its account.
    #[inline]
    pub fn push(&mut self, account: u64, month: MonthPlace, day: u8, row: u64, part: Part) {
        let word = u64::from(day & 31) << DAY
            | (row & 0xFF_FFFF_FFFF) << ROW
            | u64::from(month.number()) << MONTH
            | u64::from(part.bits());
        let claim = Claim { account, word };
        // A shift by 64 is what one part needs.
        let place = claim.hash().checked_shr(self.shift).unwrap_or(0);
        if let Some(part) = usize::try_from(place).ok().and_then(|place| self.parts.get_mut(place)) {
            part.push(claim);
        }
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
    pub fn part(&self) -> Part {
        Claim { account: 0, word: self.word }.part()
    }

    /// Whether the row is refused for it: where an activation was tried, the account had to be used by then.
    #[must_use]
    #[inline]
    pub fn refuses(&self) -> bool {
        self.then || !self.part().tried
    }
}

/// Settles the claims of a part; what it keeps is only room to work in.
#[derive(Clone, Debug, Default)]
pub struct Settler {
    table: Vec<Claim>,
    sorted: Vec<Claim>,
}

impl Settler {
    /// Tells of each row of a part whose account other people use in its month: at most `limit` activate, first by day,
    /// then by row. All runs have equally many parts. A row may be told of twice, in the same words.
    #[inline]
    pub fn settle(&mut self, limit: u32, runs: &[&Claims], part: usize, mut tell: impl FnMut(Settled)) {
        let of_part = |run: &&'_ Claims| run.parts.get(part).map_or(0, Vec::len);
        let count: usize = runs.iter().map(of_part).sum();
        if count < 2 {
            return;
        }
        if limit != 1 || !self.find_firsts(runs, part, count, &mut tell) {
            self.sort(limit, runs, part, &mut tell);
            return;
        }
        // Whoever activates has been told; whoever does not, looks on.
        for claim in claims(runs, part).filter(|claim| !claim.part().activates) {
            if let Some(first) = find(&self.table, claim) {
                tell(Settled { word: claim.word, then: claim.part().tried && first.word < claim.word });
            }
        }
    }

    /// Fills the table with the first activation on each account and month, and tells of the others; gives up where too
    /// many meet.
    #[inline]
    fn find_firsts(
        &mut self,
        runs: &[&Claims],
        part: usize,
        count: usize,
        tell: &mut impl FnMut(Settled),
    ) -> bool {
        let places = (count + count / 2).next_power_of_two();
        self.table.clear();
        self.table.resize(places, Claim::default());
        for claim in claims(runs, part).filter(|claim| claim.part().activates) {
            let Some(slot) = self.place_of(claim) else { return false };
            if slot.word == 0 {
                *slot = *claim;
                continue;
            }
            let later = if claim.word < slot.word { core::mem::replace(slot, *claim) } else { *claim };
            tell(Settled { word: later.word, then: true });
        }
        true
    }

    /// Where a claim's account and month stand in the table, or would stand.
    #[inline]
    fn place_of(&mut self, claim: &Claim) -> Option<&mut Claim> {
        let place = probe(claim, self.table.len())
            .find(|place| self.table.get(*place).is_some_and(|slot| slot.word == 0 || slot.is_of(claim)))?;
        self.table.get_mut(place)
    }

    /// The same for any limit, by sorting.
    fn sort(&mut self, limit: u32, runs: &[&Claims], part: usize, tell: &mut impl FnMut(Settled)) {
        self.sorted.clear();
        self.sorted.extend(claims(runs, part));
        self.sorted.sort_unstable_by_key(|claim| (claim.account, claim.word & MONTH_BITS, claim.word));
        for same in self.sorted.chunk_by(Claim::is_of) {
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

fn claims<'a>(runs: &'a [&Claims], part: usize) -> impl Iterator<Item = &'a Claim> {
    runs.iter().filter_map(move |run| run.parts.get(part)).flatten()
}

/// The places to look for a claim in a table of so many places, a power of two: one after another.
#[inline]
fn probe(claim: &Claim, places: usize) -> impl Iterator<Item = usize> + use<> {
    // The highest bits have chosen the part.
    let first = usize::try_from(claim.hash() & 0xFFFF_FFFF).unwrap_or(0);
    (0..FARTHEST).map(move |step| first.wrapping_add(step) & places.wrapping_sub(1))
}

#[inline]
fn find(table: &[Claim], claim: &Claim) -> Option<Claim> {
    for place in probe(claim, table.len()) {
        let slot = table.get(place)?;
        if slot.word == 0 {
            return None;
        }
        if slot.is_of(claim) {
            return Some(*slot);
        }
    }
    None
}
