//! Columns of objects: codes, flags, and lists of them, in a table or in the fields of its lists.

use std::ops::Range;

use arrow_array::{Array, ArrayRef, BooleanArray, StructArray, cast::AsArray};
use chrono::{Datelike, NaiveDate};
use voucher_core::Coded;

use super::{
    amounts::Cell,
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

    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<bool> {
        self.0.and_then(|flags| (row < flags.len() && flags.is_valid(row)).then(|| flags.value(row)))
    }
}

/// A column of lists of objects.
pub(super) enum Lists<'a> {
    /// There is no such column, or all of it is null.
    None,
    Small(&'a [i32], &'a dyn Array),
    Large(&'a [i64], &'a dyn Array),
}

impl<'a> Lists<'a> {
    /// The lists, and the objects in all of them.
    pub(super) fn new(array: Option<&'a ArrayRef>) -> (Self, Option<&'a StructArray>) {
        let Some(array) = array else { return (Self::None, None) };
        if let Some(lists) = array.as_list_opt::<i32>() {
            return (Self::Small(lists.value_offsets(), lists), lists.values().as_struct_opt());
        }
        match array.as_list_opt::<i64>() {
            Some(lists) => (Self::Large(lists.value_offsets(), lists), lists.values().as_struct_opt()),
            None => (Self::None, None),
        }
    }

    /// Whether the list of a row is null.
    #[inline]
    pub(super) fn is_null(&self, row: usize) -> bool {
        match self {
            Self::None => true,
            Self::Small(_, lists) | Self::Large(_, lists) => row >= lists.len() || lists.is_null(row),
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
