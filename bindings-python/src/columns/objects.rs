//! Columns of objects: codes, flags, and lists of them, in a table or in the fields of its lists.

use std::ops::Range;

use arrow_array::{Array, ArrayRef, BooleanArray, StructArray, cast::AsArray};
use chrono::{Datelike, NaiveDate};
use voucher_core::Coded;

use super::{
    amounts::Cell,
    cells::Bits,
    dictionary::{Dictionary, Read},
    fault::Column,
    input::{Kind, missing},
};
use crate::error::Bind;

/// A code of a closed list.
pub(super) fn code<T: Coded>(code: &str) -> Cell<T> {
    T::ALL.iter().copied().find(|each| each.code() == code).map_or(Cell::Bad("unknown_value"), Cell::Is)
}

/// A column of codes; none where there is no such column.
pub(super) struct Codes<'a, T>(Option<Read<'a, Cell<T>>>);

impl<'a, T: Coded + Copy> Codes<'a, T> {
    pub(super) fn new(array: Option<&'a ArrayRef>, dictionary: &Dictionary<Cell<T>>) -> Self {
        Self(array.and_then(|array| Read::new(array, array.len(), Cell::Null, code::<T>, dictionary)))
    }

    pub(super) fn each(&self, rows: &Range<usize>, then: impl FnMut(usize, Cell<T>)) {
        if let Some(read) = &self.0 {
            read.each(rows.start, rows.len(), then);
        }
    }
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
            let known = known.as_mut().map_or(u64::MAX, |known| known.next().unwrap_or(0));
            for (bit, out) in (0_u32..).zip(out) {
                set(out, (known >> (bit & 63) & 1 != 0).then_some(values >> (bit & 63) & 1 != 0));
            }
        }
    }
}

/// A column of lists of objects.
pub(super) enum Lists<'a> {
    /// There is no such column, or all of it is null.
    None,
    Small(&'a [i32], Option<Bits<'a>>),
    Large(&'a [i64], Option<Bits<'a>>),
}

impl<'a> Lists<'a> {
    /// The lists, and the objects in all of them.
    pub(super) fn new(array: Option<&'a ArrayRef>) -> (Self, Option<&'a StructArray>) {
        let Some(array) = array else { return (Self::None, None) };
        let validity = Bits::validity(array);
        if let Some(lists) = array.as_list_opt::<i32>() {
            return (Self::Small(lists.value_offsets(), validity), lists.values().as_struct_opt());
        }
        match array.as_list_opt::<i64>() {
            Some(lists) => (Self::Large(lists.value_offsets(), validity), lists.values().as_struct_opt()),
            None => (Self::None, None),
        }
    }

    /// Whether the list of a row is null.
    #[inline]
    pub(super) fn is_null(&self, row: usize) -> bool {
        match self {
            Self::None => true,
            Self::Small(_, validity) | Self::Large(_, validity) => {
                validity.is_some_and(|validity| !validity.get(row))
            }
        }
    }

    /// Where the objects of a row begin, and those of the row before end; a null list may have objects too, which nobody reads.
    #[inline]
    pub(super) fn begin(&self, row: usize) -> usize {
        match self {
            Self::None => 0,
            Self::Small(at, _) => at.get(row).and_then(|at| usize::try_from(*at).ok()).unwrap_or(0),
            Self::Large(at, _) => at.get(row).and_then(|at| usize::try_from(*at).ok()).unwrap_or(0),
        }
    }

    /// Where the objects of these rows stand.
    pub(super) fn of(&self, rows: &Range<usize>) -> Range<usize> {
        self.begin(rows.start)..self.begin(rows.end)
    }
}

/// A field of objects: of a type that is read, or not there.
///
/// Errors: `missing_column` where it is required; those of types.
pub(super) fn field(
    objects: &StructArray,
    (column, kind, required): (Column, Kind, bool),
) -> Bind<Option<&ArrayRef>> {
    let array = objects.column_by_name(column.name());
    match array {
        None if required => Err(missing(column, "the objects have no such field")),
        None => Ok(None),
        Some(array) => kind.check(column, array.data_type()).map(|()| Some(array)),
    }
}

/// A day since 1970-01-01 in the years 1 to 9999.
pub(super) fn day_of(day: i32) -> Cell<NaiveDate> {
    let date = NaiveDate::from_epoch_days(day).filter(|date| (1..=9999).contains(&date.year()));
    date.map_or(Cell::Bad("not_a_date"), Cell::Is)
}
