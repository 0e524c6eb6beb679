//! The levels of many families at a time, each row a family of its own (K5 to K8).
//!
//! A [`Grader`] holds what a grading says as plain numbers. [`Grader::grade`] then answers each row as
//! [`grade`](crate::family_card::grade) answers a family: tests compare the two. A fact is a column of numbers, those of the
//! grading's rules: an amount in hundredths, a count, 0 for *no* and 1 for *yes*, the place of a listed value. A negative
//! number stands for *not known*.
//!
//! ```
//! use voucher_core::{family_card::{Grading, columns::*}, parse_date};
//!
//! let grading = Grading::grading_2026_06();
//! let grader = Grader::new(&grading).unwrap();
//! let mut facts = [FactColumn::NotKnown; 25];
//! facts[19] = FactColumn::Small(&[12, -1]); // dwellings
//! let mut block = Block::new();
//! let rows = grader.grade(parse_date("2026-06-17")?, &facts, 0, 2, &mut block);
//! assert_eq!((rows, block.levels[0], block.levels[1]), (2, 0b00111, 0b11111)); // A to C, and any
//! assert_eq!((block.level[0], block.facts[0].count_ones()), (NO_LEVEL, 23));
//! # Ok::<(), voucher_core::Error>(())
//! ```

mod block;
mod facts;
mod grader;
mod plan;

pub use block::{Block, CriterionPoints, NO_LEVEL, ROWS};
pub use facts::FactColumn;
pub use grader::Grader;
