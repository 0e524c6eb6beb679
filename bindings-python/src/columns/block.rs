//! A block of rows: days of the month and marks, read from the columns of a batch.
//!
//! Whatever runs once a row is inlined into the block that calls it, so that it is compiled once for each instruction
//! set.

use multiversion::multiversion;
use voucher_core::gas::columns::{ABSENT, MonthPlace, Months, NEVER, RowFlags, Rows, as_of_day};

use super::{
    cells::{BLOCK, Dates, head, head_mut},
    prelude::*,
    row_cells::Cells,
};

mod read;

pub(crate) use read::Reader;

/// The columns that say when a fact came: listed, asked, reminded, answered, entered.
pub(super) const DAYS: [Column; 5] =
    [Column::LISTED_ON, Column::ASKED_ON, Column::REMINDED_ON, Column::ANSWERED_ON, Column::ENTERED_ON];

/// Room for a block of rows.
pub(super) struct Block {
    months: BlockMonths,
    /// The days of the month on which the facts of a row came, in the order of [`DAYS`].
    days: [[u8; BLOCK]; DAYS.len()],
    as_of: [u8; BLOCK],
    marks: [u8; BLOCK],
    accounts: [u64; BLOCK],
    /// How many rows were read.
    rows: usize,
    scratch: Scratch,
    faults: Faults,
}

/// The months of a block's rows.
struct BlockMonths {
    /// That of all rows.
    one: Option<MonthPlace>,
    /// Each row's, unless there is one of all.
    places: [MonthPlace; BLOCK],
    first: [i32; BLOCK],
    length: [u8; BLOCK],
}

/// Columns that a loop needs for a moment.
struct Scratch {
    days: [i32; BLOCK],
    more_days: [i32; BLOCK],
    bytes: [u8; BLOCK],
}

impl Block {
    pub(super) fn new() -> Box<Self> {
        let (never, no_day) = ([NEVER; BLOCK], [ABSENT; BLOCK]);
        Box::new(Self {
            months: BlockMonths {
                one: None,
                places: [MonthPlace::default(); BLOCK],
                first: [0; BLOCK],
                length: [0; BLOCK],
            },
            days: [never; DAYS.len()],
            as_of: never,
            marks: [0; BLOCK],
            accounts: [0; BLOCK],
            rows: 0,
            scratch: Scratch { days: no_day, more_days: no_day, bytes: [0; BLOCK] },
            faults: Faults { rows: [Fault::NONE; BLOCK], any: false },
        })
    }

    /// The rows that were read.
    #[inline(always)]
    pub(super) fn rows(&self) -> Rows<'_> {
        let (rows, months) = (self.rows, self.months.of_rows(self.rows));
        let [listed, asked, reminded, answered, entered] = self.days.each_ref().map(|days| head(days, rows));
        let (as_of, flags) = (head(&self.as_of, rows), head(&self.marks, rows));
        Rows { months, listed, asked, reminded, answered, entered, as_of, flags }
    }

    /// The account of each row that names one.
    #[inline(always)]
    pub(super) fn accounts(&self) -> &[u64] {
        head(&self.accounts, self.rows)
    }

    /// Notes of these rows, counted from the block's first, that this column is at fault.
    #[cold]
    pub(super) fn note(&mut self, rows: impl Iterator<Item = usize>, column: Column, code: &str) {
        rows.for_each(|row| self.faults.note(row, column, code));
    }

    /// Moves the faults of the rows to those of a piece, of which this many rows were read before. A bad row has no facts
    /// and takes no part in the use of accounts.
    #[inline(always)]
    pub(super) fn take_faults(&mut self, before: usize, bad: &mut Bad) {
        if self.faults.any {
            let rows = self.faults.rows.iter_mut().zip(&mut self.marks).take(self.rows);
            for (row, (fault, marks)) in rows.enumerate().filter(|(_, (fault, _))| **fault != Fault::NONE) {
                bad.0.push((before + row, *fault));
                *fault = Fault::NONE;
                *marks &= !RowFlags::SHARES_ACCOUNT;
                self.days.iter_mut().filter_map(|days| days.get_mut(row)).for_each(|day| *day = NEVER);
            }
            self.faults.any = false;
        }
    }

    /// How many facts of the rows are later than the day of the question; of those that were known on it, no other stays.
    #[inline(always)]
    pub(super) fn cut(&mut self, facts: Facts) -> u64 {
        let as_of = head(&self.as_of, self.rows);
        // Mostly the question is of the month's last day or later.
        let last = self.months.one.map_or(31, |_| self.months.length.first().copied().unwrap_or(31));
        if as_of.iter().fold(NEVER, |least, day| least.min(*day)) >= last {
            return 0;
        }
        self.days.iter_mut().map(|days| cut(head_mut(days, self.rows), as_of, facts)).sum()
    }
}

/// How many days are later than those beside them, which *never* is not; of facts that were known, no other stays.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+bmi1+bmi2+fma+lzcnt+popcnt",
    "x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"
))]
fn cut(days: &mut [u8], as_of: &[u8], facts: Facts) -> u64 {
    let gone = facts == Facts::KnownOnAsOf;
    let mut later = 0;
    // As many as a byte can count.
    for (days, as_of) in days.chunks_mut(128).zip(as_of.chunks(128)) {
        let mut count = 0_u8;
        for (day, as_of) in days.iter_mut().zip(as_of) {
            let is_later = (*day > *as_of) & (*day != NEVER);
            count = count.wrapping_add(u8::from(is_later));
            *day = if is_later & gone { NEVER } else { *day };
        }
        later += u64::from(count);
    }
    later
}

/// The first fault of each row of a block.
struct Faults {
    rows: [Fault; BLOCK],
    any: bool,
}

impl Faults {
    /// Notes a fault of a row: the earliest column's is kept, and of one column the first that is noted.
    #[cold]
    fn note(&mut self, row: usize, column: Column, code: &str) {
        if let Some(slot) = self.rows.get_mut(row)
            && (*slot == Fault::NONE || column < slot.column())
        {
            *slot = Fault::new(column, code);
            self.any = true;
        }
    }

    /// Notes what could not be read of the rows before they came here.
    #[inline(always)]
    fn note_unread(&mut self, cells: &Cells<'_>, start: usize, rows: usize) {
        if let Some(unread) = &cells.unread {
            unread.each(start, rows, |row, fault| {
                if fault != Fault::NONE {
                    self.note(row, fault.column(), fault.code());
                }
            });
        }
    }

    /// Notes the same fault for every row whose byte is not zero.
    #[inline(always)]
    fn note_set(&mut self, bytes: &[u8], column: Column, code: &str) {
        if bytes.iter().fold(0, |any, byte| any | byte) != 0 {
            for (row, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte != 0) {
                self.note(row, column, code);
            }
        }
    }
}

/// The day since 1970-01-01 of a day of the month that begins on this one.
pub(crate) fn day_of(first_day: i32, day: u8) -> i32 {
    if day == NEVER { ABSENT } else { first_day.saturating_add(i32::from(day) - 1) }
}

impl BlockMonths {
    #[inline(always)]
    fn of_rows(&self, rows: usize) -> Months<'_> {
        self.one.map_or_else(|| Months::Each(head(&self.places, rows)), Months::One)
    }

    /// Reads a column of dates as days of the month.
    #[inline(always)]
    fn read(&self, dates: Dates<'_>, column: Column, start: usize, out: &mut [u8], faults: &mut Faults) {
        dates.fill_days_of_month(start, head(&self.first, out.len()), out);
        let strange = |day: u8, length: u8| (day > length) & (day != NEVER);
        let days = || out.iter().zip(&self.length).map(|(day, length)| strange(*day, *length));
        if days().fold(false, |any, strange| any | strange) {
            for (row, _) in days().enumerate().filter(|(_, strange)| *strange) {
                faults.note(row, column, "outside_month");
            }
        }
    }

    /// Counts the day of one question from the first of each row's month.
    #[inline(always)]
    fn count_one(&self, day: i32, out: &mut [u8]) {
        if self.one.is_some() {
            out.fill(as_of_day(self.first.first().copied().unwrap_or(0), day));
        } else {
            for (out, first) in out.iter_mut().zip(&self.first) {
                *out = as_of_day(*first, day);
            }
        }
    }

    /// Counts days of questions from the first of each row's month.
    #[inline(always)]
    fn count(&self, days: &[i32], out: &mut [u8]) {
        for ((out, day), first) in out.iter_mut().zip(days).zip(&self.first) {
            *out = as_of_day(*first, *day);
        }
    }
}
