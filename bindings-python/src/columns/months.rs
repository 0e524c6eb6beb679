//! The month of each row, where nothing else of it is read.

use arrow_array::{Date32Array, types::Date32Type};
use voucher_core::Month;

use super::{cells::Texts, prelude::*};

/// A column of months: dates or text.
pub(super) enum MonthsOf<'a> {
    Days(&'a Date32Array),
    Texts(Texts<'a>),
    Nothing,
}

impl<'a> MonthsOf<'a> {
    pub(super) fn new(column: Option<&'a ArrayRef>) -> Self {
        let Some(column) = column else { return Self::Nothing };
        match (column.as_primitive_opt::<Date32Type>(), Texts::new(column)) {
            (Some(days), _) => Self::Days(days),
            (None, Some(texts)) => Self::Texts(texts),
            (None, None) => Self::Nothing,
        }
    }

    /// The month of a row, unless its cell is null or no month.
    pub(super) fn get(&self, row: usize) -> Option<Month> {
        match self {
            Self::Days(days) if days.is_valid(row) => days.value_as_date(row).map(Month::of),
            Self::Texts(texts) => Month::parse(texts.get(row)?).ok(),
            Self::Days(_) | Self::Nothing => None,
        }
    }
}
