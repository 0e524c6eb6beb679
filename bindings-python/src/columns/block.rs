//! A block of rows: days of the month and marks, read from the columns of a batch.
//!
//! Whatever runs once a row is inlined into the block that calls it, so that it is compiled once for each instruction
//! set.

use multiversion::multiversion;
use voucher_core::gas::columns::{ABSENT, MonthPlace, Months, NEVER, RowFlags, Rows, Timetable, as_of_day};
use voucher_core::{
    Region,
    gas::{Answer, Assistance, Regulation},
};

use super::{
    account::LongAccounts,
    cells::{BLOCK, Bits, Dates},
    facts::Facts,
    fault::{Bad, Column, Fault, MISSING},
    row_cells::{Accounts, Assisted, Cell, Cells, Known, Listed, MonthCells, Regions, Replies},
};

/// A mark of this room's own: the row has assistance that counts.
const ASSISTED: u8 = 64;
/// A mark of this room's own: no region has this KATO number.
const NO_REGION: u8 = 128;

/// How many regions there are.
const REGIONS: usize = Region::ALL.len();

/// Room for a block of rows.
pub(super) struct Block {
    months: BlockMonths,
    // Days of the month.
    listed: [u8; BLOCK],
    asked: [u8; BLOCK],
    reminded: [u8; BLOCK],
    answered: [u8; BLOCK],
    entered: [u8; BLOCK],
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
            listed: never,
            asked: never,
            reminded: never,
            answered: never,
            entered: never,
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
        let rows = self.rows;
        Rows {
            months: self.months.of_rows(rows),
            listed: head(&self.listed, rows),
            asked: head(&self.asked, rows),
            reminded: head(&self.reminded, rows),
            answered: head(&self.answered, rows),
            entered: head(&self.entered, rows),
            as_of: head(&self.as_of, rows),
            flags: head(&self.marks, rows),
        }
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
                for days in [
                    &mut self.listed,
                    &mut self.asked,
                    &mut self.reminded,
                    &mut self.answered,
                    &mut self.entered,
                ] {
                    if let Some(day) = days.get_mut(row) {
                        *day = NEVER;
                    }
                }
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
        let facts_of =
            [&mut self.listed, &mut self.asked, &mut self.reminded, &mut self.answered, &mut self.entered];
        facts_of.into_iter().map(|days| cut(head_mut(days, self.rows), as_of, facts)).sum()
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

/// The first cells of a block's column.
#[inline(always)]
pub(super) fn head<T>(column: &[T; BLOCK], rows: usize) -> &[T] {
    column.get(..rows).unwrap_or_default()
}

#[inline(always)]
fn head_mut<T>(column: &mut [T; BLOCK], rows: usize) -> &mut [T] {
    column.get_mut(..rows).unwrap_or_default()
}

/// The mark of each region under a regulation.
struct RegionMarks {
    kato: [u8; REGIONS],
    marks: [u8; REGIONS],
}

impl RegionMarks {
    fn new(regulation: &Regulation) -> Self {
        let kato = |region: &Region| region.kato().parse().unwrap_or(0);
        let mark = |region: &Region| {
            if regulation.regions().contains(*region) { 0 } else { RowFlags::REGION_NOT_IN_PILOT }
        };
        Self {
            kato: std::array::from_fn(|place| Region::ALL.get(place).map_or(0, kato)),
            marks: std::array::from_fn(|place| Region::ALL.get(place).map_or(NO_REGION, mark)),
        }
    }

    /// Marks rows by KATO numbers. A number is compared with that of every region: there are so few that this takes less
    /// time than looking it up.
    #[inline(always)]
    fn mark(&self, kato: &[u8], marks: &mut [u8]) {
        marks.fill(NO_REGION);
        for (region, mark) in self.kato.into_iter().zip(self.marks) {
            for (marks, kato) in marks.iter_mut().zip(kato) {
                let (old, this) = (*marks, *kato == region);
                *marks = if this { mark } else { old };
            }
        }
    }

    /// The mark of one region.
    fn of(&self, kato: u8) -> u8 {
        let known = self.kato.iter().zip(&self.marks).find(|(region, _)| **region == kato);
        known.map_or(NO_REGION, |(_, mark)| *mark)
    }
}

/// Which kinds of assistance count under a regulation: targeted social, housing.
fn assistance_that_counts(regulation: &Regulation) -> [bool; 2] {
    [Assistance::TargetedSocial, Assistance::Housing].map(|kind| regulation.assistance().contains(kind))
}

/// Reads blocks under one regulation.
pub(crate) struct Reader {
    pub(crate) timetable: Timetable,
    regions: RegionMarks,
    counts: [bool; 2],
    /// Stands in for a column of that name.
    pub(super) as_of: Option<i32>,
    pub(super) facts: Facts,
}

impl Reader {
    /// `as_of` stands in for a column of that name.
    pub(crate) fn new(regulation: &Regulation, as_of: Option<i32>, facts: Facts) -> Self {
        Self {
            timetable: Timetable::new(regulation),
            regions: RegionMarks::new(regulation),
            counts: assistance_that_counts(regulation),
            as_of,
            facts,
        }
    }

    /// Reads a batch block by block, rows and their accounts, and tells how many facts are later than the day
    /// of the question. The first row of the batch has this number. Compiled once for all of them: it is large.
    pub(crate) fn each_block(
        &self,
        cells: &Cells<'_>,
        first_row: u64,
        rows: usize,
        known: &Known,
        bad: &mut Bad,
        then: &mut dyn FnMut(&Rows<'_>, &[u64]),
    ) -> u64 {
        let (mut block, mut later) = (Block::new(), 0);
        let mut row = first_row;
        for start in (0..rows).step_by(BLOCK) {
            let count = BLOCK.min(rows - start);
            self.read(cells, start, count, &mut block, &known.long);
            known.twice.note(&mut block, row, count);
            block.take_faults(start, bad);
            later += block.cut(self.facts);
            then(&block.rows(), block.accounts());
            row += u64::try_from(count).unwrap_or(0);
        }
        later
    }

    /// Reads a block of cells.
    #[inline(always)]
    pub(super) fn read(
        &self,
        cells: &Cells<'_>,
        start: usize,
        rows: usize,
        block: &mut Block,
        long: &LongAccounts,
    ) {
        block.rows = rows;
        block.faults.note_unread(cells, start, rows);
        let Block { months, scratch, marks, accounts, faults, .. } = block;
        self.read_months(&cells.months, start, rows, months, scratch, faults);
        let marks = head_mut(marks, rows);
        self.read_regions(&cells.regions, start, marks, scratch, faults);
        self.read_assistance(&cells.assistance, start, head(&months.first, rows), marks, scratch, faults);
        let listed = head_mut(&mut block.listed, rows);
        match cells.listed {
            Listed::OnTheFirst => listed.fill(1),
            Listed::On(dates) => months.read(dates, Column::LISTED_ON, start, listed, faults),
        }
        months.read(cells.asked, Column::ASKED_ON, start, head_mut(&mut block.asked, rows), faults);
        months.read(cells.reminded, Column::REMINDED_ON, start, head_mut(&mut block.reminded, rows), faults);
        months.read(cells.answered, Column::ANSWERED_ON, start, head_mut(&mut block.answered, rows), faults);
        months.read(cells.entered, Column::ENTERED_ON, start, head_mut(&mut block.entered, rows), faults);
        let bytes = head_mut(&mut scratch.bytes, rows);
        read_replies(&cells.answers, start, head(&block.answered, rows), marks, bytes, faults);
        match &cells.exists {
            None => marks.iter_mut().for_each(|marks| *marks |= RowFlags::EXISTS),
            Some(flags) => {
                flags.mark_true(start, RowFlags::EXISTS, marks);
                flags.mark_null(start, RowFlags::MAY_EXIST, marks);
            }
        }
        let accounts = head_mut(accounts, rows);
        read_accounts(&cells.accounts, start, head(&block.entered, rows), marks, accounts, faults, long);
        let as_of = head_mut(&mut block.as_of, rows);
        match (cells.as_of, self.as_of) {
            (Some(dates), _) => {
                let days = head_mut(&mut scratch.days, rows);
                dates.fill(start, days);
                for (row, _) in days.iter().enumerate().filter(|(_, day)| **day == ABSENT) {
                    faults.note(row, Column::AS_OF, MISSING);
                }
                months.count(days, as_of);
            }
            (None, day) => months.count_one(day.unwrap_or(0), as_of),
        }
    }

    #[inline(always)]
    fn read_months(
        &self,
        cells: &MonthCells<'_>,
        start: usize,
        rows: usize,
        months: &mut BlockMonths,
        scratch: &mut Scratch,
        faults: &mut Faults,
    ) {
        months.one = match cells {
            // Tables are mostly in order of months: then one looking up does for a block.
            MonthCells::Days(dates) => {
                dates.the_one(start, rows).and_then(|day| self.timetable.month_of_day(day))
            }
            MonthCells::Texts(_) => None,
        };
        if let Some(place) = months.one {
            head_mut(&mut months.first, rows).fill(self.timetable.first_day(place));
            head_mut(&mut months.length, rows).fill(self.timetable.number_of_days(place));
            return;
        }
        let places = head_mut(&mut months.places, rows);
        match cells {
            MonthCells::Days(dates) => {
                let days = head_mut(&mut scratch.days, rows);
                dates.fill(start, days);
                let mut strange = false;
                for (month, day) in places.iter_mut().zip(&*days) {
                    let place = self.timetable.month_of_day(*day);
                    strange |= place.is_none();
                    *month = place.unwrap_or_default();
                }
                if strange {
                    for (row, day) in days.iter().enumerate() {
                        if self.timetable.month_of_day(*day).is_none() {
                            let code = if *day == ABSENT { MISSING } else { "not_a_month" };
                            faults.note(row, Column::MONTH, code);
                        }
                    }
                }
            }
            MonthCells::Texts(read) => read.each(start, rows, |row, cell| {
                let place = match cell {
                    Cell::Is(month) => self.timetable.month(month),
                    Cell::Null | Cell::Strange => None,
                };
                if place.is_none() {
                    faults.note(row, Column::MONTH, if cell == Cell::Null { MISSING } else { "not_a_month" });
                }
                if let Some(slot) = places.get_mut(row) {
                    *slot = place.unwrap_or_default();
                }
            }),
        }
        for ((first, length), month) in months.first.iter_mut().zip(&mut months.length).zip(places) {
            *first = self.timetable.first_day(*month);
            *length = self.timetable.number_of_days(*month);
        }
    }

    #[inline(always)]
    fn read_regions(
        &self,
        cells: &Regions<'_>,
        start: usize,
        marks: &mut [u8],
        scratch: &mut Scratch,
        faults: &mut Faults,
    ) {
        let rows = marks.len();
        match cells {
            Regions::Any => marks.fill(0),
            Regions::Kato(numbers) => {
                self.regions.mark(numbers.values(start), marks);
                let nulls = head_mut(&mut scratch.bytes, rows);
                nulls.fill(0);
                if let Some(validity) = numbers.validity() {
                    Bits::mark_words(validity.words(start, rows).map(|word| !word), 1, nulls);
                    faults.note_set(nulls, Column::REGION, MISSING);
                }
                if marks.iter().fold(0, |any, mark| any | mark) & NO_REGION != 0 {
                    for (row, (marks, null)) in marks.iter_mut().zip(&*nulls).enumerate() {
                        if *marks & NO_REGION != 0 && *null == 0 {
                            faults.note(row, Column::REGION, "unknown_region");
                        }
                        *marks &= !NO_REGION;
                    }
                }
            }
            Regions::Texts(read) => {
                marks.fill(0);
                read.each(start, rows, |row, cell| match cell {
                    Cell::Is(kato) => {
                        if let Some(marks) = marks.get_mut(row) {
                            *marks = self.regions.of(kato);
                        }
                    }
                    Cell::Null => faults.note(row, Column::REGION, MISSING),
                    Cell::Strange => faults.note(row, Column::REGION, "unknown_region"),
                });
            }
        }
    }

    #[inline(always)]
    fn read_assistance(
        &self,
        cells: &Assisted<'_>,
        start: usize,
        first_days: &[i32],
        marks: &mut [u8],
        scratch: &mut Scratch,
        faults: &mut Faults,
    ) {
        match cells {
            Assisted::Always => return,
            Assisted::Kinds(targeted_social, housing) => {
                let [social_counts, housing_counts] = self.counts;
                let kinds = [
                    (targeted_social, social_counts, Column::TARGETED_SOCIAL),
                    (housing, housing_counts, Column::HOUSING),
                ];
                for (flags, counts, column) in kinds {
                    let Some(flags) = flags else { continue };
                    if counts {
                        flags.mark_true(start, ASSISTED, marks);
                    }
                    if flags.may_be_null() {
                        let nulls = head_mut(&mut scratch.bytes, marks.len());
                        nulls.fill(0);
                        flags.mark_null(start, 1, nulls);
                        faults.note_set(nulls, column, MISSING);
                    }
                }
            }
            Assisted::Period(first, last) => {
                let from = head_mut(&mut scratch.days, marks.len());
                let until = head_mut(&mut scratch.more_days, marks.len());
                first.fill(start, from);
                last.fill(start, until);
                let periods = from.iter().zip(&*until);
                for (row, ((marks, first_day), (from, until))) in
                    marks.iter_mut().zip(first_days).zip(periods).enumerate()
                {
                    let snapshot = first_day - 1;
                    let known = *from != ABSENT || *until != ABSENT;
                    if *from != ABSENT && from > until {
                        faults.note(row, Column::ASSISTED_FROM, "period_reversed");
                    }
                    if known && (*from == ABSENT || *from <= snapshot) && snapshot <= *until {
                        *marks |= ASSISTED;
                    }
                }
            }
        }
        for marks in marks {
            *marks = (*marks & !ASSISTED) | if *marks & ASSISTED == 0 { RowFlags::NO_ASSISTANCE } else { 0 };
        }
    }
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

#[inline(always)]
fn read_replies(
    cells: &Replies<'_>,
    start: usize,
    answered: &[u8],
    marks: &mut [u8],
    bytes: &mut [u8],
    faults: &mut Faults,
) {
    // What each row says: nothing, or a reply that is known or not.
    const REPLIED: u8 = 1;
    const STRANGE: u8 = 2;
    bytes.fill(0);
    match cells {
        // Without either column nobody answered.
        Replies::None => return,
        Replies::Flags(flags) => {
            flags.mark_true(start, RowFlags::AGREES, marks);
            flags.mark_null(start, REPLIED, bytes);
            bytes.iter_mut().for_each(|byte| *byte ^= REPLIED);
        }
        Replies::Texts(read) => read.each(start, marks.len(), |row, cell| {
            let (mark, byte) = match cell {
                Cell::Null => (0, 0),
                Cell::Strange => (0, STRANGE),
                Cell::Is(Answer::Agree) => (RowFlags::AGREES, REPLIED),
                Cell::Is(Answer::Refuse) => (0, REPLIED),
            };
            if let (Some(marks), Some(slot)) = (marks.get_mut(row), bytes.get_mut(row)) {
                *marks |= mark;
                *slot = byte;
            }
        }),
    }
    let mut odd = false;
    for (byte, day) in bytes.iter().zip(answered) {
        odd |= (*byte == STRANGE) | ((*byte != 0) != (*day != NEVER));
    }
    if odd {
        for (row, (byte, day)) in bytes.iter().zip(answered).enumerate() {
            if *byte == STRANGE {
                faults.note(row, Column::ANSWER, "unknown_value");
            }
            match (*byte, *day) {
                (0, NEVER) => {}
                (0, _) => faults.note(row, Column::ANSWER, MISSING),
                (STRANGE, _) => {}
                (_, NEVER) => faults.note(row, Column::ANSWERED_ON, MISSING),
                (_, _) => {}
            }
        }
    }
}

#[inline(always)]
fn read_accounts(
    cells: &Accounts<'_>,
    start: usize,
    entered: &[u8],
    marks: &mut [u8],
    accounts: &mut [u64],
    faults: &mut Faults,
    long: &LongAccounts,
) {
    let mut take = |row: usize, number: Result<u64, &'static str>| match number {
        Ok(number) => {
            if let (Some(slot), Some(marks)) = (accounts.get_mut(row), marks.get_mut(row)) {
                *slot = number;
                *marks |= RowFlags::SHARES_ACCOUNT;
            }
        }
        // A blank cell of a file, of a row without an entry, is nothing.
        Err("account_empty") if entered.get(row) == Some(&NEVER) => {}
        Err(code) => faults.note(row, Column::ACCOUNT, code),
    };
    match cells {
        Accounts::Own => return,
        Accounts::Long(numbers) => {
            for (account, number) in accounts.iter_mut().zip(numbers.values(start)) {
                *account = *number;
            }
            share(numbers.validity(), start, marks);
        }
        Accounts::Short(numbers) => {
            for (account, number) in accounts.iter_mut().zip(numbers.values(start)) {
                *account = u64::from(*number);
            }
            share(numbers.validity(), start, marks);
        }
        Accounts::Texts(texts) => texts.each(start, entered.len(), |row, text| {
            if let Some(text) = text {
                take(row, long.number(text));
            }
        }),
        Accounts::Dictionary(texts, known) => texts.each_key(start, entered.len(), |row, key| {
            if let Some(number) = key.and_then(|key| known.get(key))
                && *number != Err(MISSING)
            {
                take(row, *number);
            }
        }),
    }
    let mut odd = false;
    for (marks, day) in marks.iter().zip(entered) {
        odd |= (*day != NEVER) & (*marks & RowFlags::SHARES_ACCOUNT == 0);
    }
    if odd {
        for (row, (marks, day)) in marks.iter().zip(entered).enumerate() {
            if *day != NEVER && *marks & RowFlags::SHARES_ACCOUNT == 0 {
                faults.note(row, Column::ACCOUNT, MISSING);
            }
        }
    }
}

/// Marks the rows that name an account.
#[inline(always)]
fn share(validity: Option<Bits<'_>>, start: usize, marks: &mut [u8]) {
    match validity {
        None => marks.iter_mut().for_each(|marks| *marks |= RowFlags::SHARES_ACCOUNT),
        Some(validity) => validity.mark(start, RowFlags::SHARES_ACCOUNT, marks),
    }
}
