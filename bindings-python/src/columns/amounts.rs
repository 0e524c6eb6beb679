//! Cells that hold a value, nothing or a fault, and columns of amounts made of them.

use arrow_array::{Decimal128Array, types::Decimal128Type};
use voucher_core::{self as core, Amount as SmallAmount, Price, QuarterTenge, Rate, Volume};

use super::{
    cells::{Bits, Wholes, put},
    dictionary::{Dictionary, Read},
    fault::MISSING,
    prelude::*,
};

/// A cell that was read.
#[derive(Clone, Copy)]
pub(super) enum Cell<T> {
    Null,
    Bad(&'static str),
    Is(T),
}

impl<T> Cell<T> {
    pub(super) fn of(value: Result<T, core::Error>) -> Self {
        value.map_or_else(|error| Self::Bad(error.code()), Self::Is)
    }

    pub(super) fn and_then<U>(self, then: impl FnOnce(T) -> Cell<U>) -> Cell<U> {
        match self {
            Self::Is(value) => then(value),
            Self::Null => Cell::Null,
            Self::Bad(code) => Cell::Bad(code),
        }
    }

    /// The value that a row may have.
    pub(super) fn read(self, column: Column, fault: &mut Fault) -> Option<T> {
        if self.is_null() { None } else { self.demand(column, fault) }
    }

    /// The value that a row must have.
    pub(super) fn demand(self, column: Column, fault: &mut Fault) -> Option<T> {
        match self {
            Self::Is(value) => return Some(value),
            Self::Null => *fault = (*fault).min(Fault::new(column, MISSING)),
            Self::Bad(code) => *fault = (*fault).min(Fault::new(column, code)),
        }
        None
    }

    pub(super) const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// A type of amount.
pub(super) trait Amount: Copy {
    const DECIMALS: u32;

    fn of_text(text: &str) -> Result<Self, core::Error>;
    fn of_scaled(value: i128, scale: u32) -> Result<Self, core::Error>;
}

macro_rules! amounts {
    ($($amount:ident)+) => { $(
        impl Amount for $amount {
            const DECIMALS: u32 = Self::DECIMALS;

            fn of_text(text: &str) -> Result<Self, core::Error> {
                Self::parse(text)
            }

            #[inline(always)]
            fn of_scaled(value: i128, scale: u32) -> Result<Self, core::Error> {
                Self::from_scaled(value, scale)
            }
        }
    )+ };
}

amounts! { Volume Price Rate SmallAmount QuarterTenge }

/// A column of amounts.
pub(super) enum Amounts<'a, T> {
    /// There is no such column.
    None,
    Texts(Read<'a, Cell<T>>),
    Decimals(&'a Decimal128Array, u32),
    Wholes(Wholes<'a>),
}

impl<'a, T: Amount> Amounts<'a, T> {
    pub(super) fn new(array: Option<&'a ArrayRef>, dictionary: &Dictionary<Cell<T>>) -> Self {
        let Some(array) = array else { return Self::None };
        if let Some(decimals) = array.as_primitive_opt::<Decimal128Type>() {
            // The layout lets no scale below zero pass.
            return Self::Decimals(decimals, u32::try_from(decimals.scale()).unwrap_or(0));
        }
        if let Some(numbers) = Wholes::new(array) {
            return Self::Wholes(numbers);
        }
        let read = |text: &str| Cell::of(T::of_text(text));
        Read::new(array, array.len(), Cell::Null, read, dictionary).map_or(Self::None, Self::Texts)
    }

    pub(super) fn fill(&self, start: usize, out: &mut [Cell<T>]) {
        if let Self::None = self {
            out.fill(Cell::Null);
        }
        self.each(start, out.len(), |row, cell| put(out, row, cell));
    }

    /// The amounts of so many rows from a row on; none where there is no such column.
    pub(super) fn each(&self, start: usize, rows: usize, mut then: impl FnMut(usize, Cell<T>)) {
        match self {
            Self::None => {}
            Self::Texts(read) => read.each(start, rows, then),
            Self::Wholes(numbers) => numbers.each(start, rows, &mut |place, number| {
                then(place, number.map_or(Cell::Null, |number| Cell::of(T::of_scaled(number, 0))));
            }),
            Self::Decimals(decimals, scale) => {
                let values = decimals.values().get(start..start + rows).unwrap_or_default();
                let validity = Bits::validity(*decimals);
                let is_known = |place| validity.is_none_or(|validity| validity.get(start + place));
                // Of a scale that is known here, nothing is multiplied or divided.
                if *scale == T::DECIMALS {
                    each(values, T::DECIMALS, is_known, then);
                } else {
                    each(values, *scale, is_known, then);
                }
            }
        }
    }
}

#[inline(always)]
fn each<T: Amount>(
    values: &[i128],
    scale: u32,
    is_known: impl Fn(usize) -> bool,
    mut then: impl FnMut(usize, Cell<T>),
) {
    for (place, value) in values.iter().enumerate() {
        then(place, if is_known(place) { Cell::of(T::of_scaled(*value, scale)) } else { Cell::Null });
    }
}
