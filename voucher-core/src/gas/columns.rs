//! The ledger's answers over columns: many person-months at a time, each row a person of its own.
//!
//! A [`Timetable`] holds what a regulation says of each month, in days. [`Timetable::decide`] then answers each row as if
//! nobody else used its account. [`Claims`](crate::programme::Claims) find the accounts that several rows use, and
//! [`Timetable::amend`] corrects the answers to those rows (N22, A). The answers are those of a
//! [`Ledger`](crate::gas::Ledger) that is fed the facts of all rows in date order, and on one date in the order of rows:
//! tests compare the two.
//!
//! Days are counted from 1970-01-01, as Arrow's `date32` counts them; [`ABSENT`] is *never*.
//!
//! ```
//! use voucher_core::{Account, Month, gas::{Regulation, Stage, columns::*}, parse_date};
//!
//! let timetable = Timetable::new(&Regulation::gas_2025_08());
//! let september = timetable.month(Month::parse("2025-09")?).unwrap();
//! let day = |text| day_number(parse_date(text).unwrap());
//! let mut row = Row {
//!     listed: day("2025-09-01"),
//!     asked: day("2025-09-01"),
//!     answered: day("2025-09-02"),
//!     entered: day("2025-09-29"),
//!     as_of: day("2025-09-30"),
//!     flags: RowFlags { agrees: true, account_exists: Some(true), ..RowFlags::default() },
//!     ..Row::default()
//! };
//! assert_eq!(timetable.decide_row(september, &row).stage, Stage::Activated);
//! row.entered = day("2025-09-30"); // the window closed on the 29th
//! assert_eq!(timetable.decide_row(september, &row).stage, Stage::Expired);
//! # Ok::<(), voucher_core::Error>(())
//! ```

mod answers;
mod claims;
mod day;
mod decide;
mod due;
mod listing;
mod rows;
mod rules;
mod timetable;

pub use answers::{AccountRole, AnswerMut, Answers, RowAnswer};
pub use day::{ABSENT, day_number};
pub use rows::{DATE_COLUMNS, Months, NEVER, Row, RowFlags, Rows, as_of_day};
pub use timetable::{MonthPlace, Timetable};
