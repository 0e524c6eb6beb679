//! The answers to a block of rows.

use crate::family_card::grading::Criterion;

/// How many rows are graded together: what is held of them fits into the nearest memory.
pub const ROWS: usize = 256;

/// The level of a row that has none: more than one is possible, or the row is refused.
pub const NO_LEVEL: u8 = u8::MAX;

/// The answers to a block of rows, a column an answer.
///
/// A row without a possible level is refused: on a day outside the period every row, and otherwise those whose facts
/// disagree. Its points mean nothing.
#[derive(Clone, Debug)]
pub struct Block {
    /// The place of the level in [`Grading::levels`](crate::family_card::Grading::levels), or [`NO_LEVEL`].
    pub level: [u8; ROWS],
    /// The levels that are possible, as bits by their places; none of a row that is refused.
    pub levels: [u32; ROWS],
    /// The sums over all indicators.
    pub total: CriterionPoints,
    /// The sums by criterion, in the order of [`Criterion::ALL`].
    pub criteria: [CriterionPoints; Criterion::ALL.len()],
    /// The facts that are not known and could move points, as bits by their places; of a row that is refused, those that
    /// disagree.
    pub facts: [u64; ROWS],
}

/// The least and the most points of each row of a block.
#[derive(Clone, Copy, Debug)]
pub struct CriterionPoints {
    /// The least.
    pub least: [i32; ROWS],
    /// The most.
    pub most: [i32; ROWS],
}

impl CriterionPoints {
    pub(super) const NONE: Self = Self { least: [0; ROWS], most: [0; ROWS] };

    /// Adds other points to those of each row; no sum that a [`Grader`](super::Grader) makes overflows.
    #[inline(always)]
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, points) in self.least.iter_mut().zip(&other.least) {
            *sum = sum.wrapping_add(*points);
        }
        for (sum, points) in self.most.iter_mut().zip(&other.most) {
            *sum = sum.wrapping_add(*points);
        }
    }

    /// Adds points that are the least and the most of each row.
    #[inline(always)]
    pub(super) fn add_to_both(&mut self, points: &[i32; ROWS]) {
        for ((least, most), points) in self.least.iter_mut().zip(&mut self.most).zip(points) {
            *least = least.wrapping_add(*points);
            *most = most.wrapping_add(*points);
        }
    }
}

impl Block {
    /// A block without answers.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            level: [NO_LEVEL; ROWS],
            levels: [0; ROWS],
            total: CriterionPoints::NONE,
            criteria: [CriterionPoints::NONE; Criterion::ALL.len()],
            facts: [0; ROWS],
        }
    }
}

impl Default for Block {
    fn default() -> Self {
        Self::new()
    }
}
