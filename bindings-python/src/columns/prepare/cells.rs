//! The cells of a column of a file, whatever its type, as values.

use arrow_array::{
    ArrayAccessor, Date32Array, StringArray, UInt8Array, downcast_integer_array, new_null_array,
    types::{
        ArrowPrimitiveType, Date32Type, Date64Type, Float32Type, Float64Type, TimestampMicrosecondType,
        TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    },
};
use arrow_schema::TimeUnit;
use voucher_core::{Iin, Phone};

use super::{
    super::{
        account,
        amounts::Cell,
        arrow::with_nulls,
        cells::{Bits, Texts, Wholes, number},
        dictionary::Cache,
        input::Kind,
        output::{Flags, some_nulls},
    },
    Options,
    report::{Found, Rows},
    words,
};
use crate::columns::prelude::*;

/// Reads one column of a piece of rows, and notes what is wrong.
pub(super) struct Reader<'a> {
    pub(super) column: Column,
    pub(super) options: &'a Options,
    /// The number of the piece's first row.
    pub(super) first_row: u64,
    pub(super) found: &'a mut Found,
    /// The first fault of each row of the piece.
    pub(super) faults: &'a mut [Fault],
}

/// Texts that have been read, of a column whose cells become values.
pub(super) enum Read {
    Days(Cache<Cell<i32>>),
    Flags(Cache<Cell<bool>>),
    Regions(Cache<Cell<u8>>),
}

impl Read {
    /// Of a kind whose cells pass as they came there is none.
    pub(super) fn new(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Dates | Kind::Months => Some(Self::Days(Cache::new(Cell::Null))),
            Kind::Booleans | Kind::Answers => Some(Self::Flags(Cache::new(Cell::Null))),
            Kind::Regions => Some(Self::Regions(Cache::new(Cell::Null))),
            Kind::Accounts
            | Kind::Persons
            | Kind::Texts
            | Kind::Codes
            | Kind::Decimals
            | Kind::Counts
            | Kind::Lists => None,
        }
    }
}

impl Reader<'_> {
    /// The column as `review` takes it.
    pub(super) fn read(
        &mut self,
        array: &ArrayRef,
        read: &mut Option<Read>,
        of_type: &DataType,
    ) -> Bind<ArrayRef> {
        let is_ready = self.column.kind() == Kind::Dates && array.data_type() == &DataType::Date32;
        Ok(match read {
            Some(Read::Days(_)) if is_ready => Arc::clone(array),
            Some(Read::Days(cache)) => {
                let (days, known) = self.days(array, cache);
                Arc::new(Date32Array::new(days.into(), some_nulls(known)))
            }
            Some(Read::Regions(cache)) => {
                let (regions, known) = self.regions(array, cache);
                Arc::new(UInt8Array::new(regions.into(), some_nulls(known)))
            }
            Some(Read::Flags(cache)) => self.flags(array, cache),
            None => self.personal(array, of_type)?,
        })
    }

    fn days(&mut self, array: &ArrayRef, cache: &mut Cache<Cell<i32>>) -> (Vec<i32>, Vec<bool>) {
        let (is_month, day_first) = (self.column.kind() == Kind::Months, self.options.day_first);
        let of_text =
            |text: &str| if is_month { words::month(text, day_first) } else { words::date(text, day_first) };
        if let Some(texts) = Texts::new(array) {
            return self.texts(&texts, array.len(), cache, of_text);
        }
        let of_day = |day: i64| {
            let day = i32::try_from(day).map_or(Cell::Bad("not_a_date"), Cell::Is);
            day.and_then(|day| if is_month { words::first_of_month(day) } else { Cell::Is(day) })
        };
        self.values(array.len(), |row| moment(array, row).map_or(Cell::Null, of_day))
    }

    fn regions(&mut self, array: &ArrayRef, cache: &mut Cache<Cell<u8>>) -> (Vec<u8>, Vec<bool>) {
        match Texts::new(array) {
            Some(texts) => self.texts(&texts, array.len(), cache, words::region),
            None => self.numbers(array, cache, words::region),
        }
    }

    fn flags(&mut self, array: &ArrayRef, cache: &mut Cache<Cell<bool>>) -> ArrayRef {
        if array.as_boolean_opt().is_some() {
            return Arc::clone(array);
        }
        let of_text = if self.column.kind() == Kind::Answers { words::answer } else { words::flag };
        let (values, known) = match Texts::new(array) {
            Some(texts) => self.texts(&texts, array.len(), cache, of_text),
            None => self.numbers(array, cache, of_text),
        };
        let mut flags = Flags::with_capacity(values.len());
        flags.extend_with(&values, |value| *value);
        flags.booleans(some_nulls(known))
    }

    /// A column of whole numbers, each as its text would be read.
    fn numbers<T: Copy + Default>(
        &mut self,
        array: &ArrayRef,
        cache: &mut Cache<Cell<T>>,
        read: fn(&str) -> Cell<T>,
    ) -> (Vec<T>, Vec<bool>) {
        let mut last = (None, Cell::Null);
        let (options, column) = (self.options, self.column);
        let read = |text: &str| options.meant(column, text).map_or(Cell::Null, |text| read(&text));
        self.values(array.len(), |row| {
            let number = whole(array, row);
            if number != last.0 {
                let of_number = |number: i64| cache.get(&number.to_string(), read);
                last = (number, number.map_or(Cell::Null, of_number));
            }
            last.1
        })
    }

    fn values<T: Copy + Default>(
        &mut self,
        rows: usize,
        mut cell: impl FnMut(usize) -> Cell<T>,
    ) -> (Vec<T>, Vec<bool>) {
        let (mut values, mut known) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        for row in 0..rows {
            self.push(cell(row), None, row, &mut values, &mut known);
        }
        (values, known)
    }

    /// A column of text: blank cells are null, and each text is read once.
    fn texts<T: Copy + Default>(
        &mut self,
        texts: &Texts<'_>,
        rows: usize,
        cache: &mut Cache<Cell<T>>,
        read: impl Fn(&str) -> Cell<T>,
    ) -> (Vec<T>, Vec<bool>) {
        let (mut values, mut known) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let (options, column) = (self.options, self.column);
        let read = |text: &str| options.meant(column, text).map_or(Cell::Null, |text| read(&text));
        if let Texts::View(views) = texts {
            let validity = Bits::validity(*views);
            for (row, view) in views.views().iter().enumerate().take(rows) {
                let is_known = validity.is_none_or(|validity| validity.get(row));
                let text = || ArrayAccessor::value(views, row);
                let cell = if is_known { cache.get_view(*view, text, read) } else { Cell::Null };
                let text = matches!(cell, Cell::Bad(_)).then(text);
                self.push(cell, text, row, &mut values, &mut known);
            }
        } else {
            texts.each(0, rows, |row, text| {
                let cell = text.map_or(Cell::Null, |text| cache.get(text, read));
                self.push(cell, text, row, &mut values, &mut known);
            });
        }
        (values, known)
    }

    #[inline(always)]
    fn push<T: Default>(
        &mut self,
        cell: Cell<T>,
        text: Option<&str>,
        row: usize,
        values: &mut Vec<T>,
        known: &mut Vec<bool>,
    ) {
        let value = match cell {
            Cell::Is(value) => Some(value),
            Cell::Null => None,
            Cell::Bad(code) => {
                self.note(row, code, text);
                None
            }
        };
        known.push(value.is_some());
        values.push(value.unwrap_or_default());
    }

    /// Accounts and numbers of people as they came, but for blank cells and for what texts mean; what is wrong is counted and
    /// shown to nobody.
    fn personal(&mut self, array: &ArrayRef, of_type: &DataType) -> Bind<ArrayRef> {
        let rows = array.len();
        if array.data_type() == &DataType::Null {
            return Ok(new_null_array(of_type, rows));
        }
        let (options, column) = (self.options, self.column);
        let reworded = options.reword(column).then(|| Vec::with_capacity(rows));
        let (mut known, mut reworded) = (Vec::with_capacity(rows), reworded);
        let mut take = |row: usize, text: Option<&str>| {
            let meant = text.and_then(|text| options.meant(column, text));
            // In a column that is handed on as it came, a text keeps the white space about it.
            let meant =
                meant.map(|meant| if reworded.is_none() { text.unwrap_or_default().into() } else { meant });
            if let Some(code) = meant.as_deref().and_then(|text| fault(column, text)) {
                self.note(row, code, None);
            }
            known.push(meant.is_some());
            reworded.iter_mut().for_each(|texts| texts.push(meant.as_deref().map(str::to_owned)));
        };
        match (Texts::new(array), Wholes::new(array)) {
            (Some(texts), _) => (0..rows).for_each(|row| take(row, texts.get(row))),
            // A number of the caller's own, of which only the text can be blank.
            (None, Some(numbers)) if !options.blanks.is_empty() || options.reword(column) => {
                numbers.each(0, rows, &mut |row, number| {
                    take(row, number.map(|number| number.to_string()).as_deref());
                });
            }
            (None, _) => return Ok(Arc::clone(array)),
        }
        Ok(match reworded {
            Some(texts) => Arc::new(texts.into_iter().collect::<StringArray>()),
            None => with_nulls(array, some_nulls(known).as_ref()),
        })
    }

    #[cold]
    fn note(&mut self, row: usize, code: &'static str, text: Option<&str>) {
        let first = self.first_row + u64::try_from(row).unwrap_or(0);
        self.found.note(self.column, code, text, Rows { count: 1, first });
        // No rule of a table looks at who it is.
        let beside = matches!(self.column, Column::IIN | Column::PHONE);
        if !beside {
            Fault::new(self.column, code).note(self.faults, row);
        }
    }
}

/// What is wrong with a cell of a column, if anything is.
fn fault(column: Column, text: &str) -> Option<&'static str> {
    match column {
        Column::IIN => Iin::parse(text).err().map(|error| error.code()),
        Column::PHONE => Phone::parse(text).err().map(|error| error.code()),
        Column::ACCOUNT => account::fault(text),
        _ => None,
    }
}

/// The number of a cell's day: of a date, or of a moment without a zone, which is a moment in Kazakhstan.
#[expect(clippy::wildcard_enum_match_arm, reason = "Arrow has forty types; every other one is no moment")]
fn moment(array: &ArrayRef, row: usize) -> Option<i64> {
    const DAY: i64 = 86_400;
    fn value<T: ArrowPrimitiveType>(array: &ArrayRef, row: usize) -> Option<T::Native> {
        array.as_primitive_opt::<T>().filter(|array| array.is_valid(row)).map(|array| array.value(row))
    }
    let days = |moment: i64, of_second: i64| moment.div_euclid(DAY * of_second);
    match array.data_type() {
        DataType::Date32 => value::<Date32Type>(array, row).map(i64::from),
        DataType::Date64 => value::<Date64Type>(array, row).map(|moment| days(moment, 1_000)),
        DataType::Timestamp(TimeUnit::Second, _) => {
            value::<TimestampSecondType>(array, row).map(|moment| days(moment, 1))
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            value::<TimestampMillisecondType>(array, row).map(|moment| days(moment, 1_000))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            value::<TimestampMicrosecondType>(array, row).map(|moment| days(moment, 1_000_000))
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            value::<TimestampNanosecondType>(array, row).map(|moment| days(moment, 1_000_000_000))
        }
        _ => None,
    }
}

/// The whole number of a cell; that of a fraction is one that nothing has.
fn whole(array: &ArrayRef, row: usize) -> Option<i64> {
    if array.is_null(row) {
        return None;
    }
    let of_integers =
        downcast_integer_array!(array => { Some(number(array.value(row)).unwrap_or(i64::MIN)) } _ => None);
    if of_integers.is_some() {
        return of_integers;
    }
    let fraction = match array.as_primitive_opt::<Float64Type>() {
        Some(numbers) => numbers.value(row),
        None => f64::from(array.as_primitive_opt::<Float32Type>()?.value(row)),
    };
    // What spreadsheets and pandas make of a missing cell.
    if fraction.is_nan() { None } else { Some(fraction.to_string().parse().unwrap_or(i64::MIN)) }
}
