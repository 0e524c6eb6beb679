//! Reads a block from the columns of a batch, under one regulation.

use arrow_buffer::ArrowNativeType;
use voucher_core::{
    Region,
    gas::{
        Answer, Assistance, Regulation,
        columns::{ABSENT, NEVER, RowFlags, Rows, Timetable},
    },
};

use super::{Block, BlockMonths, DAYS, Faults, Scratch};
use crate::columns::{
    account::LongAccounts,
    cells::{BLOCK, Bits, Numbers, head, head_mut, put},
    fault::MISSING,
    prelude::*,
    row_cells::{Accounts, Assisted, Cell, Cells, Known, MonthCells, Regions, Replies},
};

/// A mark of this room's own: the row has assistance that counts.
const ASSISTED: u8 = 64;
/// A mark of this room's own: no region has this KATO number.
const NO_REGION: u8 = 128;

/// How many regions there are.
const REGIONS: usize = Region::ALL.len();

/// The mark of each region under a regulation.
#[derive(Clone)]
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

/// Reads blocks under one regulation.
#[derive(Clone)]
pub(crate) struct Reader {
    pub(crate) timetable: Timetable,
    regions: RegionMarks,
    /// Which kinds of assistance count: targeted social, housing.
    counts: [bool; 2],
    /// Stands in for a column of that name.
    pub(in crate::columns) as_of: Option<i32>,
    pub(in crate::columns) facts: Facts,
    /// The day of each row's month about which every row is asked, whatever its own question is.
    pub(in crate::columns) asked_about: Option<u8>,
}

impl Reader {
    /// `as_of` stands in for a column of that name.
    pub(crate) fn new(regulation: &Regulation, as_of: Option<i32>, facts: Facts) -> Self {
        Self {
            timetable: Timetable::new(regulation),
            regions: RegionMarks::new(regulation),
            counts: [Assistance::TargetedSocial, Assistance::Housing]
                .map(|kind| regulation.assistance().contains(kind)),
            as_of,
            facts,
            asked_about: None,
        }
    }

    /// The same of all facts, whatever day a row asks about.
    pub(in crate::columns) fn of_all_facts(&self) -> Self {
        Self { facts: Facts::All, ..self.clone() }
    }

    /// The same of the facts that were known on a day of each row's month, about which every row is asked.
    pub(in crate::columns) fn of_day(&self, day: u8) -> Self {
        Self { facts: Facts::KnownOnAsOf, asked_about: Some(day), ..self.clone() }
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
    pub(in crate::columns) fn read(
        &self,
        cells: &Cells<'_>,
        start: usize,
        rows: usize,
        block: &mut Block,
        long: &LongAccounts,
    ) {
        block.rows = rows;
        block.faults.note_unread(cells, start, rows);
        let Block { months, scratch, marks, accounts, faults, days, .. } = block;
        self.read_months(&cells.months, start, rows, months, scratch, faults);
        let marks = head_mut(marks, rows);
        self.read_regions(&cells.regions, start, marks, scratch, faults);
        self.read_assistance(&cells.assistance, start, head(&months.first, rows), marks, scratch, faults);
        for ((days, dates), column) in days.iter_mut().zip(&cells.days).zip(DAYS) {
            months.read(*dates, column, start, head_mut(days, rows), faults);
        }
        let [listed, _, _, answered, entered] = days;
        if cells.listed_on_the_first {
            head_mut(listed, rows).fill(1);
        }
        let bytes = head_mut(&mut scratch.bytes, rows);
        read_replies(&cells.answers, start, head(answered, rows), marks, bytes, faults);
        match &cells.exists {
            None => marks.iter_mut().for_each(|marks| *marks |= RowFlags::EXISTS),
            Some(flags) => {
                flags.mark_true(start, RowFlags::EXISTS, marks);
                flags.mark_null(start, RowFlags::MAY_EXIST, marks);
            }
        }
        let accounts = head_mut(accounts, rows);
        read_accounts(&cells.accounts, start, head(entered, rows), marks, accounts, faults, long);
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
        if let Some(day) = self.asked_about {
            as_of.fill(day);
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
                put(places, row, place.unwrap_or_default());
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
                    Cell::Is(kato) => put(marks, row, self.regions.of(kato)),
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
        Accounts::Long(numbers) => share(*numbers, start, accounts, marks),
        Accounts::Short(numbers) => share(*numbers, start, accounts, marks),
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

/// Reads accounts that are numbers, and marks the rows that name one.
#[inline(always)]
fn share<N: ArrowNativeType + Into<u64>>(
    numbers: Numbers<'_, N>,
    start: usize,
    accounts: &mut [u64],
    marks: &mut [u8],
) {
    for (account, number) in accounts.iter_mut().zip(numbers.values(start)) {
        *account = (*number).into();
    }
    match numbers.validity() {
        None => marks.iter_mut().for_each(|marks| *marks |= RowFlags::SHARES_ACCOUNT),
        Some(validity) => validity.mark(start, RowFlags::SHARES_ACCOUNT, marks),
    }
}
