//! Columns of objects: codes, flags, and lists of them, in a table or in the fields of its lists.

use std::ops::Range;

use arrow_array::BooleanArray;
use chrono::NaiveDate;
use voucher_core::{Coded, gas::columns::ABSENT};

use super::{
    amounts::Cell,
    cells::{Bits, Dates, Keys, put},
    dictionary::{Dictionary, Read},
    input::missing,
    prelude::*,
};

/// A code of a closed list.
pub(super) fn code<T: Coded>(code: &str) -> Cell<T> {
    T::ALL.iter().copied().find(|each| each.code() == code).map_or(Cell::Bad("unknown_value"), Cell::Is)
}

/// A column of codes.
pub(super) enum Codes<'a, T> {
    /// There is no such column.
    None,
    /// A dictionary of at most 255 texts, all of them codes, by its keys; nothing stands at the last place.
    Few(Keys<'a>, Option<Bits<'a>>, Box<[Option<T>; 256]>),
    Texts(Read<'a, Cell<T>>),
}

impl<'a, T: Coded + Copy> Codes<'a, T> {
    pub(super) fn new(array: Option<&'a ArrayRef>, dictionary: &Dictionary<Cell<T>>) -> Self {
        let read = |array: &'a ArrayRef| Read::new(array, array.len(), Cell::Null, code::<T>, dictionary);
        let Some(read) = array.and_then(read) else { return Self::None };
        let few =
            read.keys().and_then(|(keys, validity, texts)| Some(Self::Few(keys, validity, few(texts)?)));
        few.unwrap_or(Self::Texts(read))
    }

    /// Puts the codes of rows into what there is of each, nothing where there is none; tells of those that are bad. Where there
    /// is no such column, nothing is done.
    #[inline(always)]
    pub(super) fn fill(
        &self,
        rows: &Range<usize>,
        out: &mut [Option<T>],
        mut bad: impl FnMut(usize, &'static str),
    ) {
        match self {
            Self::None => {}
            Self::Texts(read) => read.each(rows.start, rows.len(), |place, cell| {
                let code = match cell {
                    Cell::Is(code) => Some(code),
                    Cell::Null => None,
                    Cell::Bad(code) => {
                        bad(place, code);
                        None
                    }
                };
                put(out, place, code);
            }),
            Self::Few(keys, validity, codes) => {
                let mut known = validity.map(|validity| validity.words(rows.start, rows.len()));
                for (first, out) in (rows.start..).step_by(64).zip(out.chunks_mut(64)) {
                    let mut places = [u8::MAX; 64];
                    let places = places.split_at_mut(out.len()).0;
                    keys.fill_small(first, places);
                    for (slot, place) in out.iter_mut().zip(&*places) {
                        *slot = codes.get(usize::from(*place)).copied().flatten();
                    }
                    let Some(known) = &mut known else { continue };
                    let known = known.next().unwrap_or(0);
                    for (bit, slot) in (0_u32..).zip(out) {
                        *slot = slot.filter(|_| known >> (bit & 63) & 1 != 0);
                    }
                }
            }
        }
    }
}

/// The codes of a dictionary, if all its texts are and there is a place that none has.
fn few<T: Copy>(texts: &[Cell<T>]) -> Option<Box<[Option<T>; 256]>> {
    let mut few = Box::new([None; 256]);
    let (_, places) = few.split_last_mut()?;
    for (place, text) in texts.iter().enumerate() {
        *places.get_mut(place)? = match *text {
            Cell::Is(code) => Some(code),
            Cell::Null => None,
            Cell::Bad(_) => return None,
        };
    }
    Some(few)
}

/// A column of booleans; none where there is no such column.
pub(super) struct Flags<'a>(Option<&'a BooleanArray>);

impl<'a> Flags<'a> {
    pub(super) fn new(array: Option<&'a ArrayRef>) -> Self {
        Self(array.and_then(|array| array.as_boolean_opt()))
    }

    /// Puts the flags of the rows from here on into what there is of each; where there is no such column, nothing.
    pub(super) fn put<T>(&self, start: usize, out: &mut [T], set: impl Fn(&mut T, Option<bool>)) {
        let Some(flags) = self.0 else { return };
        let rows = out.len();
        let mut known = Bits::validity(flags).map(|validity| validity.words(start, rows));
        for (out, values) in out.chunks_mut(64).zip(Bits::values(flags).words(start, rows)) {
            let is_set = |word: u64, bit: u32| word >> (bit & 63) & 1 != 0;
            match &mut known {
                None => (0..).zip(out).for_each(|(bit, out)| set(out, Some(is_set(values, bit)))),
                Some(known) => {
                    let known = known.next().unwrap_or(0);
                    (0..).zip(out).for_each(|(bit, out)| {
                        set(out, is_set(known, bit).then_some(is_set(values, bit)));
                    });
                }
            }
        }
    }
}

/// A column of lists of objects: where each begins and the last one ends, and which are not null; nothing where there is no such
/// column, or all of it is null.
pub(super) struct Lists<'a>(Option<(Keys<'a>, Option<Bits<'a>>)>);

impl<'a> Lists<'a> {
    /// The lists, and the objects in all of them.
    pub(super) fn new(array: Option<&'a ArrayRef>) -> (Self, Option<&'a StructArray>) {
        let Some(array) = array else { return (Self(None), None) };
        let (at, objects) = match (array.as_list_opt::<i32>(), array.as_list_opt::<i64>()) {
            (Some(lists), _) => (Keys::Int32(lists.value_offsets()), lists.values()),
            (None, Some(lists)) => (Keys::Int64(lists.value_offsets()), lists.values()),
            (None, None) => return (Self(None), None),
        };
        (Self(Some((at, Bits::validity(array)))), objects.as_struct_opt())
    }

    /// Where the objects of each of these rows end, counted from those of the first of them.
    pub(super) fn put_ends(&self, rows: &Range<usize>, first: usize, out: &mut Vec<u32>) {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let Some((at, _)) = &self.0 else { return out.resize(out.len() + rows.len(), place(first)) };
        let begin = self.begin(rows.start);
        // No list ends before the first of them begins.
        let end = |end: Option<usize>| first.wrapping_add(end.unwrap_or(0).wrapping_sub(begin));
        at.each(rows.start + 1..rows.end + 1, |at| out.push(place(end(at))));
    }

    /// Tells which of these rows have no list.
    pub(super) fn each_null(&self, rows: &Range<usize>, then: impl FnMut(usize)) {
        let Some((_, validity)) = &self.0 else { return (0..rows.len()).for_each(then) };
        let Some(validity) = validity else { return };
        let nulls = rows.clone().enumerate().filter(|(_, row)| !validity.get(*row));
        nulls.map(|(place, _)| place).for_each(then);
    }

    /// Where the objects of a row begin, and those of the row before end; a null list may have objects too, which nobody reads.
    #[inline]
    pub(super) fn begin(&self, row: usize) -> usize {
        self.0.and_then(|(at, _)| at.get(row)).unwrap_or(0)
    }

    /// Where the objects of these rows stand.
    pub(super) fn of(&self, rows: &Range<usize>) -> Range<usize> {
        self.begin(rows.start)..self.begin(rows.end)
    }
}

/// A field of objects: of a type that is read, or not there.
///
/// Errors: `missing_column` where it is required; `duplicate_column`; those of types.
pub(super) fn field(objects: &StructArray, column: Column, required: bool) -> Bind<Option<&ArrayRef>> {
    let array = objects.column_by_name(column.name());
    if objects.column_names().iter().filter(|name| **name == column.name()).count() > 1 {
        let text = "the objects have two such fields";
        return Err(BindError::malformed("duplicate_column", column.name(), text));
    }
    match array {
        None if required => Err(missing(column, "the objects have no such field")),
        None => Ok(None),
        Some(array) => column.kind().check(column, array.data_type()).map(|()| Some(array)),
    }
}

/// Whether a day since 1970-01-01 lies in the years 1 to 9999 (*wire*).
#[inline]
pub(super) fn is_day(day: i32) -> bool {
    const FIRST: i32 = -719_162;
    const LAST: i32 = 2_932_896;
    (FIRST..=LAST).contains(&day)
}

/// The day of a row.
#[inline]
pub(super) fn day_at(days: &Dates<'_>, row: usize) -> Cell<NaiveDate> {
    let mut day = [ABSENT];
    days.fill(row, &mut day);
    match day {
        [ABSENT] => Cell::Null,
        [day] => day_of(day),
    }
}

/// Such a day.
pub(super) fn day_of(day: i32) -> Cell<NaiveDate> {
    let date = NaiveDate::from_epoch_days(day).filter(|_| is_day(day));
    date.map_or(Cell::Bad("not_a_date"), Cell::Is)
}
