//! Reviewing a table: rows are decided block by block, then the use of accounts is settled over all of them.

use std::{ops::Range, sync::OnceLock};

use arrow_array::{
    Array, StructArray,
    cast::AsArray,
    types::{UInt8Type, UInt32Type, UInt64Type},
};
use multiversion::multiversion;
use voucher_core::columns::{
    ABSENT, AnswerMut, Answers, Claims, Marks, MonthPlace, NEVER, Part, Rows, Settled, Timetable, as_of_day,
};
use voucher_core::{Answer, Assistance, Month, Region, Regulation};

use super::{
    account::LongAccounts,
    cells::{BLOCK, Bits, Dates, Numbers, Read, Texts, day_of_month},
    fault::{Bad, Column, Fault},
    input::{Kind, Layout, missing},
};
use crate::error::{Bind, BindError};

/// The columns of a review, but for `as_of`.
pub(crate) const COLUMNS: [(Column, Kind, bool); 14] = [
    (Column::MONTH, Kind::Months, true),
    (Column::REGION, Kind::Regions, false),
    (Column::TARGETED_SOCIAL, Kind::Booleans, false),
    (Column::HOUSING, Kind::Booleans, false),
    (Column::ASSISTED_FROM, Kind::Dates, false),
    (Column::ASSISTED_UNTIL, Kind::Dates, false),
    (Column::LISTED_ON, Kind::Dates, false),
    (Column::ASKED_ON, Kind::Dates, false),
    (Column::REMINDED_ON, Kind::Dates, false),
    (Column::ANSWERED_ON, Kind::Dates, false),
    (Column::ANSWER, Kind::Answers, false),
    (Column::ENTERED_ON, Kind::Dates, false),
    (Column::ACCOUNT, Kind::Accounts, false),
    (Column::ACCOUNT_EXISTS, Kind::Booleans, false),
];

/// A mark of this room's own: the row has assistance that counts.
const ASSISTED: u8 = 64;
/// In a table of marks by region: no region has this KATO number.
const NO_REGION: u8 = 128;

/// One regulation over tables of one layout.
pub(crate) struct Review {
    pub(crate) timetable: Timetable,
    region_marks: [u8; 256],
    counts: [bool; 2],
    as_of: Option<i32>,
    wants: Wants,
}

/// Which answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wants {
    pub(crate) stage: bool,
    pub(crate) refusals: bool,
    pub(crate) earliest: bool,
    pub(crate) next: bool,
    /// The month and the region of each row.
    pub(crate) groups: bool,
}

impl Wants {
    /// Nothing.
    pub(crate) const NONE: Self =
        Self { stage: false, refusals: false, earliest: false, next: false, groups: false };
}

/// The answers to a run of rows.
#[derive(Default)]
pub(crate) struct Piece {
    /// The number of its first row in the whole input.
    pub(crate) first_row: u64,
    pub(crate) rows: usize,
    pub(crate) stage: Vec<u8>,
    pub(crate) refusals: Vec<u32>,
    pub(crate) earliest: Vec<i32>,
    pub(crate) next: Vec<u8>,
    pub(crate) months: Vec<MonthPlace>,
    pub(crate) regions: Vec<u8>,
    pub(crate) bad: Bad,
}

/// The columns of a batch, ready to be read.
pub(crate) struct Cells<'a> {
    months: Months<'a>,
    regions: Regions<'a>,
    assistance: Assisted<'a>,
    listed: Listed<'a>,
    asked: Dates<'a>,
    reminded: Dates<'a>,
    answered: Dates<'a>,
    answers: Replies<'a>,
    entered: Dates<'a>,
    accounts: Accounts<'a>,
    exists: Option<Flags<'a>>,
    as_of: Option<Dates<'a>>,
}

enum Months<'a> {
    Days(Dates<'a>),
    Texts(Read<'a, Cell<Month>>),
}

enum Regions<'a> {
    Any,
    Kato(Numbers<'a, u8>),
    Texts(Read<'a, Cell<u8>>),
}

enum Assisted<'a> {
    /// Every row has assistance that counts.
    Always,
    Kinds(Option<Flags<'a>>, Option<Flags<'a>>),
    Period(Dates<'a>, Dates<'a>),
}

enum Listed<'a> {
    OnTheFirst,
    On(Dates<'a>),
}

enum Replies<'a> {
    None,
    Flags(Flags<'a>),
    Texts(Read<'a, Cell<Answer>>),
}

enum Accounts<'a> {
    /// Every row has an account of its own.
    Own,
    Long(Numbers<'a, u64>),
    Short(Numbers<'a, u32>),
    Texts(Texts<'a>),
    /// The number of each text of a dictionary, or what is wrong with it.
    Dictionary(Texts<'a>, &'a [Result<u64, &'static str>]),
}

/// A cell that was read.
#[derive(Clone, Copy, PartialEq)]
enum Cell<T> {
    Null,
    Strange,
    Is(T),
}

impl<T> Cell<T> {
    fn of(value: Option<T>) -> Self {
        value.map_or(Self::Strange, Self::Is)
    }
}

/// A column of booleans; a column of type null has neither values nor valid cells.
struct Flags<'a> {
    values: Option<Bits<'a>>,
    validity: Option<Bits<'a>>,
}

impl<'a> Flags<'a> {
    fn new(array: &'a dyn Array) -> Self {
        let flags = array.as_boolean_opt();
        Self { values: flags.map(Bits::values), validity: flags.and_then(|flags| Bits::validity(flags)) }
    }

    /// The rows that are true, as words; none where the column is null throughout.
    #[inline(always)]
    fn mark_true(&self, start: usize, mark: u8, marks: &mut [u8]) {
        match (self.values, self.validity) {
            (None, _) => {}
            (Some(values), None) => values.mark(start, mark, marks),
            (Some(values), Some(valid)) => {
                let rows = marks.len();
                let words = values.words(start, rows).zip(valid.words(start, rows));
                Bits::mark_words(words.map(|(value, valid)| value & valid), mark, marks);
            }
        }
    }

    /// The rows that are null.
    #[inline(always)]
    fn mark_null(&self, start: usize, mark: u8, marks: &mut [u8]) {
        match (self.values, self.validity) {
            (None, _) => marks.iter_mut().for_each(|row| *row |= mark),
            (Some(_), None) => {}
            (Some(_), Some(valid)) => {
                Bits::mark_words(valid.words(start, marks.len()).map(|word| !word), mark, marks);
            }
        }
    }

    /// Whether any row can be null.
    fn may_be_null(&self) -> bool {
        self.values.is_none() || self.validity.is_some()
    }
}

/// A batch of rows, shared by the threads that review it.
pub(crate) struct Batch {
    rows: StructArray,
    /// The number of each account of a dictionary.
    accounts: OnceLock<Vec<Result<u64, &'static str>>>,
}

impl Batch {
    pub(crate) fn new(rows: StructArray) -> Self {
        Self { rows, accounts: OnceLock::new() }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }
}

impl<'a> Cells<'a> {
    pub(crate) fn new(layout: &Layout, batch: &'a Batch, accounts: &LongAccounts) -> Bind<Self> {
        let column = |column| layout.array(&batch.rows, column);
        let dates = |of| Dates::new(column(of));
        let flags = |of| column(of).map(|array| Flags::new(array));
        Ok(Self {
            months: match column(Column::MONTH) {
                Some(array) => match Texts::new(array) {
                    Some(texts) => {
                        Months::Texts(Read::new(texts, Cell::Null, |text| Cell::of(Month::parse(text).ok())))
                    }
                    None => Months::Days(Dates::new(Some(array))),
                },
                None => return Err(missing(Column::MONTH, "the table has no such column")),
            },
            regions: match column(Column::REGION) {
                None => Regions::Any,
                Some(array) => match (Numbers::new::<UInt8Type>(array), Texts::new(array)) {
                    (Some(numbers), _) => Regions::Kato(numbers),
                    (None, Some(texts)) => {
                        Regions::Texts(Read::new(texts, Cell::Null, |text| Cell::of(kato(text))))
                    }
                    (None, None) => return Err(strange(Column::REGION)),
                },
            },
            assistance: if layout.has(Column::ASSISTED_FROM) || layout.has(Column::ASSISTED_UNTIL) {
                Assisted::Period(dates(Column::ASSISTED_FROM), dates(Column::ASSISTED_UNTIL))
            } else if layout.has(Column::TARGETED_SOCIAL) || layout.has(Column::HOUSING) {
                Assisted::Kinds(flags(Column::TARGETED_SOCIAL), flags(Column::HOUSING))
            } else {
                Assisted::Always
            },
            listed: match column(Column::LISTED_ON) {
                None => Listed::OnTheFirst,
                array => Listed::On(Dates::new(array)),
            },
            asked: dates(Column::ASKED_ON),
            reminded: dates(Column::REMINDED_ON),
            answered: dates(Column::ANSWERED_ON),
            answers: match column(Column::ANSWER) {
                None => Replies::None,
                Some(array) => match (array.as_boolean_opt(), Texts::new(array)) {
                    (Some(_), _) => Replies::Flags(Flags::new(array)),
                    (None, Some(texts)) => {
                        Replies::Texts(Read::new(texts, Cell::Null, |text| Cell::of(Answer::from_code(text))))
                    }
                    (None, None) => return Err(strange(Column::ANSWER)),
                },
            },
            entered: dates(Column::ENTERED_ON),
            accounts: match column(Column::ACCOUNT) {
                None => Accounts::Own,
                Some(array) => {
                    match (
                        Numbers::new::<UInt64Type>(array),
                        Numbers::new::<UInt32Type>(array),
                        Texts::new(array),
                    ) {
                        (Some(numbers), _, _) => Accounts::Long(numbers),
                        (None, Some(numbers), _) => Accounts::Short(numbers),
                        (None, None, Some(texts)) => match texts.dictionary() {
                            Some(values) => {
                                let number = |place| {
                                    values.get(place).map_or(Err(MISSING), |text| accounts.number(text))
                                };
                                let known =
                                    batch.accounts.get_or_init(|| (0..values.len()).map(number).collect());
                                Accounts::Dictionary(texts, known)
                            }
                            None => Accounts::Texts(texts),
                        },
                        (None, None, None) => return Err(strange(Column::ACCOUNT)),
                    }
                }
            },
            exists: flags(Column::ACCOUNT_EXISTS),
            as_of: layout.has(Column::AS_OF).then(|| dates(Column::AS_OF)),
        })
    }

    /// Whether rows may share accounts.
    fn shares_accounts(&self) -> bool {
        !matches!(self.accounts, Accounts::Own)
    }

    /// About how many rows of a run name an account.
    pub(crate) fn claims(&self, rows: &Range<usize>) -> usize {
        match &self.accounts {
            Accounts::Own => 0,
            Accounts::Long(numbers) => numbers.known(rows),
            Accounts::Short(numbers) => numbers.known(rows),
            Accounts::Texts(_) | Accounts::Dictionary(_, _) => rows.len() / 2,
        }
    }
}

const MISSING: &str = "missing_field";

/// The KATO number of a region by its code or any of its names.
pub(crate) fn kato(text: &str) -> Option<u8> {
    let region = Region::from_kato(text).or_else(|_| Region::from_name(text)).ok()?;
    region.kato().parse().ok()
}

/// The day since 1970-01-01 of a day of the month that begins on this one.
pub(crate) fn day_of(first_day: i32, day: u8) -> i32 {
    if day == NEVER { ABSENT } else { first_day.saturating_add(i32::from(day) - 1) }
}

#[cold]
fn strange(column: Column) -> BindError {
    BindError::wrong_type(
        "unsupported_type",
        std::borrow::Cow::Borrowed(column.name()),
        "a type that is not read",
    )
}

/// Room for a block of rows.
struct Block {
    months: [MonthPlace; BLOCK],
    /// The first day and the number of days of each row's month.
    first: [i32; BLOCK],
    length: [u8; BLOCK],
    /// Whether all rows are of one month.
    uniform: bool,
    /// Days since 1970-01-01 of a column that is being read, and of another beside it.
    days: [i32; BLOCK],
    more_days: [i32; BLOCK],
    // Days of the month.
    listed: [u8; BLOCK],
    asked: [u8; BLOCK],
    reminded: [u8; BLOCK],
    answered: [u8; BLOCK],
    entered: [u8; BLOCK],
    as_of: [u8; BLOCK],
    marks: [u8; BLOCK],
    /// Who takes part in what, as a column of bytes that a loop needs for a moment.
    bytes: [u8; BLOCK],
    accounts: [u64; BLOCK],
    faults: Faults,
    // Answers that nobody keeps.
    stage: [u8; BLOCK],
    refusals: [u32; BLOCK],
    earliest: [i32; BLOCK],
    next: [u8; BLOCK],
    part: [u8; BLOCK],
}

impl Block {
    fn new() -> Box<Self> {
        let (never, no_day) = ([NEVER; BLOCK], [ABSENT; BLOCK]);
        Box::new(Self {
            months: [MonthPlace::default(); BLOCK],
            first: [0; BLOCK],
            length: [0; BLOCK],
            uniform: false,
            days: no_day,
            more_days: no_day,
            listed: never,
            asked: never,
            reminded: never,
            answered: never,
            entered: never,
            as_of: never,
            marks: [0; BLOCK],
            bytes: [0; BLOCK],
            accounts: [0; BLOCK],
            faults: Faults { rows: [Fault::NONE; BLOCK], any: false },
            stage: [0; BLOCK],
            refusals: [0; BLOCK],
            earliest: no_day,
            next: [0; BLOCK],
            part: [0; BLOCK],
        })
    }
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

/// The first cells of a block's column.
#[inline(always)]
fn head<T>(column: &mut [T; BLOCK], rows: usize) -> &mut [T] {
    column.get_mut(..rows).unwrap_or_default()
}

impl Review {
    /// `as_of` stands in for a column of that name.
    pub(crate) fn new(regulation: &Regulation, as_of: Option<i32>, wants: Wants) -> Self {
        let timetable = Timetable::new(regulation);
        let mark = |kato: usize| {
            let known = Region::ALL.iter().any(|region| region.kato().parse() == Ok(kato));
            match u8::try_from(kato) {
                Ok(kato) if known && timetable.has_region(kato) => 0,
                Ok(_) if known => Marks::REGION_NOT_IN_PILOT,
                Ok(_) | Err(_) => NO_REGION,
            }
        };
        let counts = [Assistance::TargetedSocial, Assistance::Housing];
        Self {
            region_marks: std::array::from_fn(mark),
            counts: counts.map(|kind| regulation.assistance().contains(kind)),
            timetable,
            as_of,
            wants,
        }
    }

    /// Decides a run of rows of a batch; `first_row` is the number of the first in the whole input.
    pub(crate) fn piece(
        &self,
        cells: &Cells<'_>,
        rows: Range<usize>,
        first_row: u64,
        accounts: &LongAccounts,
        claims: &mut Claims,
    ) -> Piece {
        decide(self, cells, rows, first_row, accounts, claims)
    }

    /// Reads the rows of a batch block by block, and hands each over; then come its bad rows.
    pub(crate) fn each_block(
        &self,
        cells: &Cells<'_>,
        rows: usize,
        accounts: &LongAccounts,
        bad: &mut Bad,
        mut then: impl FnMut(&Rows<'_>),
    ) {
        let mut block = Block::new();
        for start in (0..rows).step_by(BLOCK) {
            let n = BLOCK.min(rows - start);
            self.read(cells, start, n, &mut block, accounts);
            let read = Rows {
                months: head(&mut block.months, n),
                listed: head(&mut block.listed, n),
                asked: head(&mut block.asked, n),
                reminded: head(&mut block.reminded, n),
                answered: head(&mut block.answered, n),
                entered: head(&mut block.entered, n),
                as_of: head(&mut block.as_of, n),
                marks: head(&mut block.marks, n),
            };
            then(&read);
            if block.faults.any {
                for (row, fault) in head(&mut block.faults.rows, n).iter_mut().enumerate() {
                    if *fault != Fault::NONE {
                        bad.0.push((start + row, *fault));
                        *fault = Fault::NONE;
                    }
                }
                block.faults.any = false;
            }
        }
    }

    /// Puts right the answer to a row of a piece whose account other people use.
    pub(crate) fn amend(&self, piece: &mut Piece, settled: &Settled) {
        let Some(row) = settled.row().checked_sub(piece.first_row).and_then(|row| usize::try_from(row).ok())
        else {
            return;
        };
        let (mut stage, mut refusals, mut earliest, mut next) = (0, 0, 0, 0);
        let mut answer = AnswerMut {
            stage: piece.stage.get_mut(row).unwrap_or(&mut stage),
            refusals: piece.refusals.get_mut(row).unwrap_or(&mut refusals),
            earliest: piece.earliest.get_mut(row).unwrap_or(&mut earliest),
            next: piece.next.get_mut(row).unwrap_or(&mut next),
        };
        self.timetable.amend(settled, &mut answer);
    }

    fn empty(&self, first_row: u64, rows: usize) -> Piece {
        fn room<T: Clone + Default>(wanted: bool, rows: usize) -> Vec<T> {
            if wanted { vec![T::default(); rows] } else { Vec::new() }
        }
        Piece {
            first_row,
            rows,
            stage: room(self.wants.stage, rows),
            refusals: room(self.wants.refusals, rows),
            earliest: room(self.wants.earliest, rows),
            next: room(self.wants.next, rows),
            months: room(self.wants.groups, rows),
            regions: room(self.wants.groups, rows),
            bad: Bad::default(),
        }
    }

    /// Reads a block of cells.
    #[inline(always)]
    fn read(&self, cells: &Cells<'_>, start: usize, rows: usize, block: &mut Block, long: &LongAccounts) {
        self.read_months(&cells.months, start, rows, block);
        let Block { first, length, uniform, days, more_days, marks, bytes, accounts, faults, .. } = block;
        let (marks, bytes) = (head(marks, rows), head(bytes, rows));
        self.read_regions(&cells.regions, start, marks, bytes, faults);
        let (days, more_days) = (head(days, rows), head(more_days, rows));
        let months = Firsts { first: head(first, rows), length: head(length, rows), uniform: *uniform };
        self.read_assistance(
            &cells.assistance,
            start,
            months.first,
            marks,
            bytes,
            (&mut *days, more_days),
            faults,
        );
        let listed = head(&mut block.listed, rows);
        match cells.listed {
            Listed::OnTheFirst => listed.fill(1),
            Listed::On(dates) => months.read(dates, Column::LISTED_ON, start, days, bytes, listed, faults),
        }
        let asked = head(&mut block.asked, rows);
        months.read(cells.asked, Column::ASKED_ON, start, days, bytes, asked, faults);
        let reminded = head(&mut block.reminded, rows);
        months.read(cells.reminded, Column::REMINDED_ON, start, days, bytes, reminded, faults);
        let answered = head(&mut block.answered, rows);
        months.read(cells.answered, Column::ANSWERED_ON, start, days, bytes, answered, faults);
        let entered = head(&mut block.entered, rows);
        months.read(cells.entered, Column::ENTERED_ON, start, days, bytes, entered, faults);
        read_replies(&cells.answers, start, answered, marks, bytes, faults);
        match &cells.exists {
            None => marks.iter_mut().for_each(|marks| *marks |= Marks::EXISTS),
            Some(flags) => {
                flags.mark_true(start, Marks::EXISTS, marks);
                flags.mark_null(start, Marks::MAY_EXIST, marks);
            }
        }
        read_accounts(&cells.accounts, start, entered, marks, head(accounts, rows), faults, long);
        let as_of = head(&mut block.as_of, rows);
        match (cells.as_of, self.as_of) {
            (Some(dates), _) => {
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
    fn read_months(&self, cells: &Months<'_>, start: usize, rows: usize, block: &mut Block) {
        let Block { months, first, length, uniform, days, faults, .. } = block;
        let (months, days) = (head(months, rows), head(days, rows));
        let (first, length) = (head(first, rows), head(length, rows));
        *uniform = false;
        match cells {
            Months::Days(dates) => {
                dates.fill(start, days);
                // Tables are mostly in order of months: then one looking up does for a block.
                let same =
                    days.first().filter(|first| days.iter().fold(true, |same, day| same & (day == *first)));
                if let Some(place) = same.and_then(|day| self.timetable.month_of_day(*day)) {
                    *uniform = true;
                    months.fill(place);
                    first.fill(self.timetable.first_day(place));
                    length.fill(self.timetable.number_of_days(place));
                    return;
                }
                let mut strange = false;
                for (month, day) in months.iter_mut().zip(&*days) {
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
            Months::Texts(read) => read.each(start, rows, |row, cell| {
                let place = match cell {
                    Cell::Is(month) => self.timetable.month(month),
                    Cell::Null | Cell::Strange => None,
                };
                if place.is_none() {
                    faults.note(row, Column::MONTH, if cell == Cell::Null { MISSING } else { "not_a_month" });
                }
                if let Some(slot) = months.get_mut(row) {
                    *slot = place.unwrap_or_default();
                }
            }),
        }
        for ((first, length), month) in first.iter_mut().zip(length).zip(months) {
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
        bytes: &mut [u8],
        faults: &mut Faults,
    ) {
        let rows = marks.len();
        let mark_of = |kato: u8| self.region_marks.get(usize::from(kato)).copied().unwrap_or(NO_REGION);
        match cells {
            Regions::Any => marks.fill(0),
            Regions::Kato(numbers) => {
                let mut any = 0;
                for (marks, kato) in marks.iter_mut().zip(numbers.values(start)) {
                    *marks = mark_of(*kato);
                    any |= *marks;
                }
                bytes.fill(0);
                if let Some(validity) = numbers.validity() {
                    Bits::mark_words(validity.words(start, bytes.len()).map(|word| !word), 1, bytes);
                    faults.note_set(bytes, Column::REGION, MISSING);
                }
                if any & NO_REGION != 0 {
                    for (row, (marks, null)) in marks.iter_mut().zip(&*bytes).enumerate() {
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
                            *marks = mark_of(kato);
                        }
                    }
                    Cell::Null => faults.note(row, Column::REGION, MISSING),
                    Cell::Strange => faults.note(row, Column::REGION, "unknown_region"),
                });
            }
        }
    }

    #[inline(always)]
    #[expect(clippy::too_many_arguments, reason = "columns of a block, borrowed apart from each other")]
    fn read_assistance(
        &self,
        cells: &Assisted<'_>,
        start: usize,
        first_days: &[i32],
        marks: &mut [u8],
        bytes: &mut [u8],
        (from, until): (&mut [i32], &mut [i32]),
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
                        bytes.fill(0);
                        flags.mark_null(start, 1, bytes);
                        faults.note_set(bytes, column, MISSING);
                    }
                }
            }
            Assisted::Period(first, last) => {
                first.fill(start, from);
                last.fill(start, until);
                for (row, ((marks, first_day), (from, until))) in
                    marks.iter_mut().zip(first_days).zip(from.iter().zip(&*until)).enumerate()
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
            *marks = (*marks & !ASSISTED) | if *marks & ASSISTED == 0 { Marks::NO_ASSISTANCE } else { 0 };
        }
    }
}

/// The first days and the lengths of the months of a block's rows.
#[derive(Clone, Copy)]
struct Firsts<'a> {
    first: &'a [i32],
    length: &'a [u8],
    uniform: bool,
}

impl Firsts<'_> {
    /// Reads a column of dates as days of the month.
    #[inline(always)]
    #[expect(clippy::too_many_arguments, reason = "columns of a block, borrowed apart from each other")]
    fn read(
        self,
        dates: Dates<'_>,
        column: Column,
        start: usize,
        days: &mut [i32],
        bytes: &mut [u8],
        out: &mut [u8],
        faults: &mut Faults,
    ) {
        if let Dates::Never = dates {
            out.fill(NEVER);
            return;
        }
        dates.fill(start, days);
        let mut strange = 0;
        match (self.uniform, self.first.first(), self.length.first()) {
            (true, Some(first), Some(length)) => {
                for (out, day) in out.iter_mut().zip(&*days) {
                    *out = day_of_month(*day, *first, *length, &mut strange);
                }
            }
            _ => {
                for ((out, day), (first, length)) in
                    out.iter_mut().zip(&*days).zip(self.first.iter().zip(self.length))
                {
                    *out = day_of_month(*day, *first, *length, &mut strange);
                }
            }
        }
        if strange != 0 {
            for ((byte, day), (first, length)) in
                bytes.iter_mut().zip(&*days).zip(self.first.iter().zip(self.length))
            {
                *byte = 0;
                let _ = day_of_month(*day, *first, *length, byte);
            }
            faults.note_set(bytes, column, "outside_month");
        }
    }

    /// Counts the day of one question from the first of each row's month.
    #[inline(always)]
    fn count_one(self, day: i32, out: &mut [u8]) {
        match self.first.first() {
            Some(first) if self.uniform => out.fill(as_of_day(*first, day)),
            _ => {
                for (out, first) in out.iter_mut().zip(self.first) {
                    *out = as_of_day(*first, day);
                }
            }
        }
    }

    /// Counts days of questions from the first of each row's month.
    #[inline(always)]
    fn count(self, days: &[i32], out: &mut [u8]) {
        for ((out, day), first) in out.iter_mut().zip(days).zip(self.first) {
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
            flags.mark_true(start, Marks::AGREES, marks);
            flags.mark_null(start, REPLIED, bytes);
            bytes.iter_mut().for_each(|byte| *byte ^= REPLIED);
        }
        Replies::Texts(read) => read.each(start, marks.len(), |row, cell| {
            let (mark, byte) = match cell {
                Cell::Null => (0, 0),
                Cell::Strange => (0, STRANGE),
                Cell::Is(Answer::Agree) => (Marks::AGREES, REPLIED),
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
                *marks |= Marks::SHARES_ACCOUNT;
            }
        }
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
        odd |= (*day != NEVER) & (*marks & Marks::SHARES_ACCOUNT == 0);
    }
    if odd {
        for (row, (marks, day)) in marks.iter().zip(entered).enumerate() {
            if *day != NEVER && *marks & Marks::SHARES_ACCOUNT == 0 {
                faults.note(row, Column::ACCOUNT, MISSING);
            }
        }
    }
}

/// Marks the rows that name an account.
#[inline(always)]
fn share(validity: Option<Bits<'_>>, start: usize, marks: &mut [u8]) {
    match validity {
        None => marks.iter_mut().for_each(|marks| *marks |= Marks::SHARES_ACCOUNT),
        Some(validity) => validity.mark(start, Marks::SHARES_ACCOUNT, marks),
    }
}

/// Decides a run of rows, block by block, with the widest registers that the machine has.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+bmi1+bmi2+fma+lzcnt+popcnt",
    "x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"
))]
fn decide(
    review: &Review,
    cells: &Cells<'_>,
    rows: Range<usize>,
    first_row: u64,
    long: &LongAccounts,
    claims: &mut Claims,
) -> Piece {
    let mut piece = review.empty(first_row, rows.len());
    let mut block = Block::new();
    let (mut done, total) = (0, rows.len());
    while done < total {
        let n = (total - done).min(BLOCK);
        review.read(cells, rows.start + done, n, &mut block, long);
        if review.wants.groups {
            review.keep_groups(cells, rows.start + done, done, head(&mut block.months, n), &mut piece);
        }
        review.answer(&mut piece, done, n, &mut block);
        if cells.shares_accounts() {
            review.claim(first_row, done, n, &mut block, claims);
        }
        done += n;
    }
    piece
}

impl Review {
    /// Decides a block that was read, and keeps the answers that are wanted.
    #[inline(always)]
    fn answer(&self, piece: &mut Piece, done: usize, n: usize, block: &mut Block) {
        fn kept<'a, T>(
            wanted: bool,
            column: &'a mut [T],
            block: &'a mut [T; BLOCK],
            done: usize,
        ) -> &'a mut [T] {
            if wanted { column.get_mut(done..).unwrap_or_default() } else { block }
        }
        let wants = self.wants;
        let rows = Rows {
            months: head(&mut block.months, n),
            listed: head(&mut block.listed, n),
            asked: head(&mut block.asked, n),
            reminded: head(&mut block.reminded, n),
            answered: head(&mut block.answered, n),
            entered: head(&mut block.entered, n),
            as_of: head(&mut block.as_of, n),
            marks: head(&mut block.marks, n),
        };
        let mut answers = Answers {
            stage: kept(wants.stage, &mut piece.stage, &mut block.stage, done),
            refusals: kept(wants.refusals, &mut piece.refusals, &mut block.refusals, done),
            earliest: kept(wants.earliest, &mut piece.earliest, &mut block.earliest, done),
            next: kept(wants.next, &mut piece.next, &mut block.next, done),
            part: &mut block.part,
        };
        self.timetable.decide(&rows, &mut answers);
        if block.faults.any {
            for (row, fault) in head(&mut block.faults.rows, n).iter_mut().enumerate() {
                if *fault != Fault::NONE {
                    piece.bad.0.push((done + row, *fault));
                    *fault = Fault::NONE;
                    // A bad row takes part in nothing.
                    if let Some(marks) = block.marks.get_mut(row) {
                        *marks &= !Marks::SHARES_ACCOUNT;
                    }
                }
            }
            block.faults.any = false;
        }
    }

    /// Keeps the month and the region of each row of a block; 0 stands for no region.
    fn keep_groups(
        &self,
        cells: &Cells<'_>,
        start: usize,
        done: usize,
        months: &[MonthPlace],
        piece: &mut Piece,
    ) {
        for (kept, month) in piece.months.iter_mut().skip(done).zip(months) {
            *kept = *month;
        }
        let regions = piece.regions.get_mut(done..).unwrap_or_default();
        match &cells.regions {
            Regions::Any => {}
            Regions::Kato(numbers) => {
                for (kept, kato) in regions.iter_mut().zip(numbers.values(start)).take(months.len()) {
                    *kept = *kato;
                }
            }
            Regions::Texts(read) => read.each(start, months.len(), |row, cell| {
                if let (Some(kept), Cell::Is(kato)) = (regions.get_mut(row), cell) {
                    *kept = kato;
                }
            }),
        }
    }

    /// Takes the claims of a block.
    #[inline(always)]
    fn claim(&self, first_row: u64, done: usize, n: usize, block: &mut Block, claims: &mut Claims) {
        // Which rows name an account is anybody's guess: they are gathered without a branch first.
        let (mut sharing, mut count) = ([0_u16; BLOCK], 0_usize);
        for (row, marks) in (0_u16..).zip(head(&mut block.marks, n)) {
            if let Some(slot) = sharing.get_mut(count) {
                *slot = row;
            }
            count += usize::from(*marks & Marks::SHARES_ACCOUNT != 0);
        }
        let first = first_row + u64::try_from(done).unwrap_or(0);
        for row in sharing.iter().take(count) {
            let place = usize::from(*row) % BLOCK;
            let at = (
                block.months.get(place),
                block.entered.get(place),
                block.accounts.get(place),
                block.part.get(place),
            );
            if let (Some(month), Some(entered), Some(account), Some(part)) = at {
                claims.push(
                    *account,
                    *month,
                    entered.wrapping_sub(1),
                    first + u64::from(*row),
                    Part::from_bits(*part),
                );
            }
        }
    }
}
