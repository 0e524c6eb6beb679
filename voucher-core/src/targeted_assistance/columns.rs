//! Decisions on many families at a time: [`assess`](super::assess) over a table of households (T24).
//!
//! A table is flat: [`Households`] holds rows of households, columns of members and incomes, and where the parts of each
//! begin. What a regulation says of a registration date and of the figures of a region is worked out once for each
//! pair of them: an [`Assessor`] holds it. [`Assessor::assess`] then looks at all members once, many at a time, and
//! [`Assessments::of`] answers what [`assess`](super::assess) answers, without allocating: tests compare the two.
//!
//! Births are counted in days from 1970-01-01, as Arrow's `date32` counts them; [`ABSENT`] is *not known*.
//!
//! ```
//! use voucher_core::{Amount, QuarterTenge, Tiyn, parse_date, targeted_assistance::{*, columns::*}};
//!
//! let on = parse_date("2026-02-10")?;
//! let figures = Figures { line: Some(Amount::parse("37060")?), ..Figures::default() };
//! let assessor = Assessor::new(&Regulation::asp_2025_01(), &[Terms { on, figures }]);
//! let members = Members {
//!     roles: &[Role::Applicant; 2],
//!     able_bodied: &[Some(false); 2],
//!     registered: &[Some(true); 2],
//!     incomes_known: &[true; 2],
//!     ..Members::default()
//! };
//! let amounts = [QuarterTenge::parse("60000")?, QuarterTenge::parse("111180.01")?];
//! let households = Households {
//!     rows: &[HouseholdRow::default(); 2],
//!     members_at: &[0, 1, 2],
//!     members,
//!     incomes_at: &[0, 1, 2],
//!     incomes: Incomes { kinds: &[IncomeKind::Wages; 2], amounts: &amounts },
//!     ..Households::default()
//! };
//! let (assessments, mut months) = (assessor.assess(&households), Vec::new());
//! let first = assessments.of(0, &mut months)?;
//! assert_eq!((first.per_capita, months[0].base), (Some(Tiyn::new(2_000_000)), Tiyn::new(1_706_000)));
//! assert_eq!(first.answer, Some(AnswerKind::CannotTell)); // status, history, survey and more are not known
//! let second = assessments.of(1, &mut months)?;
//! assert_eq!(second.answer, Some(AnswerKind::Refused)); // a reason beats what is missing
//! assert!(second.refusals.contains(Refusal::IncomeAboveLine) && months.is_empty());
//! # Ok::<(), voucher_core::Error>(())
//! ```

mod assessor;
mod notes;
mod rows;
mod rules;

pub use super::household::MAX_ELEMENTS;
pub use assessor::{AnswerKind, Assessments, Assessor, RowAnswer};
pub use rows::{ABSENT, HouseholdRow, Households, Incomes, Members, Terms};
