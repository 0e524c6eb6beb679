//! Rows are graded block by block: no row takes a branch, so that a compiler can grade many with one instruction.

use alloc::vec::Vec;
use core::{array, iter};

use chrono::NaiveDate;

use super::{
    block::{Block, CriterionPoints, NO_LEVEL, ROWS},
    facts::{FactColumn, fill},
    plan::{Bound, Gives, Nested, Plan, Steps},
};
use crate::{family_card::grading::Grading, value::calendar::Period};

/// A grading in the form in which it grades tables.
///
/// ```
/// use voucher_core::family_card::{Grading, columns::Grader};
///
/// let mut parts = Grading::grading_2026_06().parts().clone();
/// assert!(Grader::new(&Grading::new(parts.clone())?).is_some());
/// parts.levels.clear(); // any number of levels up to 32 will do
/// assert!(Grader::new(&Grading::new(parts)?).is_some());
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Grader {
    period: Period,
    plan: Plan,
    at_most: Vec<(usize, usize)>,
    /// The least totals, best level first; none of the lowest.
    levels: Vec<i32>,
}

/// What one rule finds of each row.
#[derive(Clone, Copy)]
struct Found {
    points: CriterionPoints,
    /// The facts that it looked at in vain.
    looked_at: [u64; ROWS],
    /// Whether it may have looked at some in vain. Where not, the least points alone mean something: they are the most as well,
    /// and no fact is missing.
    open: bool,
}

/// The numbers of a fact, or how many of its bounds each row's reaches.
struct Numbers {
    rows: [i32; ROWS],
    ranked: bool,
    /// Whether all rows know it.
    known: bool,
}

impl Numbers {
    #[inline(always)]
    fn bound(&self, bound: Bound) -> Option<i32> {
        if self.ranked { Some(bound.rank) } else { bound.number }
    }

    /// Adds the bit of the fact to rows that do not know it.
    #[inline(always)]
    fn note_unknown(&self, fact: usize, facts: &mut [u64; ROWS]) {
        let bit = bit(fact);
        for (facts, number) in facts.iter_mut().zip(&self.rows) {
            *facts |= either(*number >= 0, 0, bit);
        }
    }

    /// The points of the last step that each row reaches: four steps a pass, the last one once more where there are fewer.
    #[inline(always)]
    fn give(&self, steps: &Steps<i32>, points: &mut [i32; ROWS]) {
        points.fill(steps.first);
        let mut steps = steps.rest.iter().filter_map(|(bound, points)| Some((self.bound(*bound)?, *points)));
        while let Some(first) = steps.next() {
            let second = steps.next().unwrap_or(first);
            let third = steps.next().unwrap_or(second);
            let fourth = steps.next().unwrap_or(third);
            for (points, number) in points.iter_mut().zip(&self.rows) {
                for (bound, gives) in [first, second, third, fourth] {
                    *points = either(*number >= bound, gives, *points);
                }
            }
        }
    }
}

impl Grader {
    /// None of a grading with more than 64 facts or 32 levels, or with sums of points that have more than 32 bits.
    #[must_use]
    pub fn new(grading: &Grading) -> Option<Self> {
        let small = grading.parts().facts.len() <= 64 && grading.levels().len() <= 32;
        let plan = Plan::new(grading).filter(|_| small)?;
        let levels = grading.parts().levels.iter().map(|level| level.least).collect();
        Some(Self { period: grading.period(), plan, at_most: grading.at_most.clone(), levels })
    }

    /// Grades up to [`ROWS`] rows from a row on, and gives how many: `rows` is how many the table has, `facts` a column for
    /// each fact of the grading, in its order; what is not there is not known.
    ///
    /// The function is inlined into its caller, so a caller that enables wide registers gets them.
    #[inline(always)]
    pub fn grade(
        &self,
        on: NaiveDate,
        facts: &[FactColumn<'_>],
        start: usize,
        rows: usize,
        block: &mut Block,
    ) -> usize {
        let table = Table { facts, start };
        block.criteria.fill(CriterionPoints::NONE);
        block.facts.fill(0);
        let mut found = Found::NOTHING;
        for indicator in &self.plan.indicators {
            match &indicator.rule {
                Nested::Flat(steps) => {
                    let numbers = self.flat(&table, steps, &mut found.points);
                    found.open = !numbers.known;
                    if found.open && steps.least != steps.most {
                        numbers.note_unknown(steps.fact, &mut block.facts);
                    }
                }
                Nested::Deep(steps) => {
                    self.deep(&table, steps, &mut found);
                    if found.open {
                        note_missing(&found, &mut block.facts);
                    }
                }
            }
            let Some(sum) = block.criteria.get_mut(indicator.criterion) else { continue };
            if found.open {
                sum.add(&found.points);
            } else {
                sum.add_to_both(&found.points.least);
            }
        }
        block.total = CriterionPoints::NONE;
        for criterion in &block.criteria {
            block.total.add(criterion);
        }
        self.levels(block);
        self.refuse(&table, !self.period.contains(on), block);
        ROWS.min(rows.saturating_sub(start))
    }

    /// The points of a rule that gives points, and the numbers of its fact; where all rows know them, the least points alone.
    #[inline(always)]
    fn flat(&self, table: &Table<'_>, steps: &Steps<i32>, points: &mut CriterionPoints) -> Numbers {
        let numbers = self.numbers(table, steps.fact);
        let CriterionPoints { least, most } = points;
        numbers.give(steps, least);
        if !numbers.known {
            for ((least, most), number) in least.iter_mut().zip(most).zip(&numbers.rows) {
                let known = *number >= 0;
                *most = either(known, *least, steps.most);
                *least = either(known, *least, steps.least);
            }
        }
        numbers
    }

    /// What a rule finds of which some outcome is a rule: that of the outcome which its fact selects, or else of all.
    #[inline(always)]
    fn deep(&self, table: &Table<'_>, steps: &Steps<Gives>, found: &mut Found) {
        let numbers = self.numbers(table, steps.fact);
        let (mut any, mut step) = (None::<Found>, Found::NOTHING);
        found.open = false;
        // What the first gives is taken of all rows.
        let rest = steps.rest.iter().map(|(bound, gives)| (numbers.bound(*bound), gives));
        for (bound, gives) in iter::once((Some(i32::MIN), &steps.first)).chain(rest) {
            self.gives(table, gives, &mut step);
            if !numbers.known {
                any = Some(any.map_or(step, |any| any.or(&mut step)));
            }
            if let Some(bound) = bound {
                found.take_where(&mut step, &numbers.rows, |number| number >= bound);
            }
        }
        if let Some(mut any) = any {
            let bit = bit(steps.fact);
            any.open();
            any.looked_at.iter_mut().for_each(|looked_at| *looked_at |= bit);
            found.take_where(&mut any, &numbers.rows, |number| number < 0);
        }
    }

    #[inline(always)]
    fn gives(&self, table: &Table<'_>, gives: &Gives, found: &mut Found) {
        match gives {
            Gives::Rule(steps) => {
                let numbers = self.flat(table, steps, &mut found.points);
                found.open = !numbers.known;
                if found.open {
                    found.looked_at.fill(0);
                    numbers.note_unknown(steps.fact, &mut found.looked_at);
                }
            }
            Gives::Points(points) => {
                found.points.least.fill(*points);
                found.open = false;
            }
        }
    }

    /// The numbers of a fact. Amounts, which may be wider, are given by the bounds that they reach.
    #[inline(always)]
    fn numbers(&self, table: &Table<'_>, fact: usize) -> Numbers {
        let mut numbers = Numbers { rows: [-1; ROWS], ranked: false, known: false };
        match table.column(fact) {
            FactColumn::NotKnown => {}
            FactColumn::Small(values) => fill(values, table.start, &mut numbers.rows),
            FactColumn::Count(values) => fill(values, table.start, &mut numbers.rows),
            FactColumn::Amount(_) => {
                let mut amounts = [0_i64; ROWS];
                table.column(fact).fill(table.start, &mut amounts);
                numbers.ranked = true;
                for (rank, amount) in numbers.rows.iter_mut().zip(&amounts) {
                    *rank = either(*amount < 0, -1, 0);
                }
                for bounds in self.plan.bounds.get(fact).map_or([].as_slice(), Vec::as_slice).chunks(4) {
                    let bounds: [i64; 4] =
                        array::from_fn(|place| bounds.get(place).copied().unwrap_or(i64::MAX));
                    for (rank, amount) in numbers.rows.iter_mut().zip(&amounts) {
                        for bound in bounds {
                            *rank = rank.wrapping_add(either(*amount >= bound, 1, 0));
                        }
                    }
                }
            }
        }
        numbers.known = numbers.rows.iter().fold(true, |known, number| known & (*number >= 0));
        numbers
    }

    /// The levels that the totals leave possible (K7, K8).
    #[inline(always)]
    fn levels(&self, block: &mut Block) {
        let Block { level, levels, total, .. } = block;
        let (mut best, mut worst) = ([0_u8; ROWS], [0_u8; ROWS]);
        levels.fill(0);
        let mut above = None;
        for (place, bound) in (0_u32..).zip(self.levels.iter().copied().map(Some).chain([None])) {
            let bit = 1 << (place & 31);
            let rows = levels.iter_mut().zip(total.least.iter().zip(&total.most));
            for (levels, (least, most)) in rows {
                let reached = bound.is_none_or(|bound| *most >= bound);
                let not_above = above.is_none_or(|above| *least < above);
                *levels |= either(reached & not_above, bit, 0);
            }
            above = bound;
        }
        for bound in self.levels.iter().copied() {
            for ((best, worst), (least, most)) in
                best.iter_mut().zip(&mut worst).zip(total.least.iter().zip(&total.most))
            {
                *best = best.wrapping_add(u8::from(*most < bound));
                *worst = worst.wrapping_add(u8::from(*least < bound));
            }
        }
        for (level, (best, worst)) in level.iter_mut().zip(best.iter().zip(&worst)) {
            *level = either(best == worst, *best, NO_LEVEL);
        }
    }

    /// Takes the level from the rows whose facts disagree, or from all on a day outside the period (K5, K8).
    #[inline(always)]
    fn refuse(&self, table: &Table<'_>, outside: bool, block: &mut Block) {
        let mut disagree = [0_u64; ROWS];
        let (mut first, mut second) = ([0_i64; ROWS], [0_i64; ROWS]);
        for (one, other) in &self.at_most {
            table.column(*one).fill(table.start, &mut first);
            table.column(*other).fill(table.start, &mut second);
            let bits = bit(*one) | bit(*other);
            for (disagree, (first, second)) in disagree.iter_mut().zip(first.iter().zip(&second)) {
                *disagree |= either((*second >= 0) & (first > second), bits, 0);
            }
        }
        let Block { level, levels, facts, .. } = block;
        for ((level, levels), (facts, disagree)) in
            level.iter_mut().zip(levels).zip(facts.iter_mut().zip(&disagree))
        {
            let refused = outside | (*disagree != 0);
            *level = either(refused, NO_LEVEL, *level);
            *levels = either(refused, 0, *levels);
            *facts = either(refused, *disagree, *facts);
        }
    }
}

/// The columns, from a row on.
struct Table<'a> {
    facts: &'a [FactColumn<'a>],
    start: usize,
}

impl<'a> Table<'a> {
    #[inline(always)]
    fn column(&self, fact: usize) -> FactColumn<'a> {
        self.facts.get(fact).copied().unwrap_or(FactColumn::NotKnown)
    }
}

impl Found {
    const NOTHING: Self = Self { points: CriterionPoints::NONE, looked_at: [0; ROWS], open: false };

    /// Makes all of it mean something.
    #[inline(always)]
    fn open(&mut self) {
        if !self.open {
            self.points.most = self.points.least;
            self.looked_at.fill(0);
            self.open = true;
        }
    }

    /// Either may hold.
    #[inline(always)]
    fn or(mut self, other: &mut Self) -> Self {
        self.open();
        other.open();
        for (least, other) in self.points.least.iter_mut().zip(&other.points.least) {
            *least = (*least).min(*other);
        }
        for (most, other) in self.points.most.iter_mut().zip(&other.points.most) {
            *most = (*most).max(*other);
        }
        for (looked_at, other) in self.looked_at.iter_mut().zip(&other.looked_at) {
            *looked_at |= other;
        }
        self
    }

    /// Takes what another has found of the rows whose number is such.
    #[inline(always)]
    fn take_where(&mut self, other: &mut Self, numbers: &[i32; ROWS], is_such: impl Fn(i32) -> bool) {
        if self.open | other.open {
            self.open();
            other.open();
        }
        // One of two values in memory is one of two places to a compiler, which then takes row by row; bits are not.
        let mut taken = [0_i32; ROWS];
        for (taken, number) in taken.iter_mut().zip(numbers) {
            *taken = either(is_such(*number), -1, 0);
        }
        for ((own, other), taken) in self.points.least.iter_mut().zip(&other.points.least).zip(&taken) {
            *own ^= (*own ^ other) & taken;
        }
        if !self.open {
            return;
        }
        for ((own, other), taken) in self.points.most.iter_mut().zip(&other.points.most).zip(&taken) {
            *own ^= (*own ^ other) & taken;
        }
        for ((own, other), taken) in self.looked_at.iter_mut().zip(&other.looked_at).zip(&taken) {
            *own ^= (*own ^ other) & i64::from(*taken).cast_unsigned();
        }
    }
}

/// What a rule looked at in vain is missing where its points are open (K6).
#[inline(always)]
fn note_missing(found: &Found, missing: &mut [u64; ROWS]) {
    let points = found.points.least.iter().zip(&found.points.most);
    for ((missing, looked_at), (least, most)) in missing.iter_mut().zip(&found.looked_at).zip(points) {
        *missing |= either(least == most, 0, *looked_at);
    }
}

/// One of two values that are both at hand: nothing is looked up where a row decides, so rows can be decided at once.
#[inline(always)]
fn either<T: Copy>(first: bool, one: T, other: T) -> T {
    if first { one } else { other }
}

/// The bit of a fact.
const fn bit(fact: usize) -> u64 {
    let [.., place] = fact.to_be_bytes();
    1 << (place & 63)
}
