//! Cells of Arrow columns, read block by block into plain slices.
//!
//! Whatever is in a hot loop is inlined into the block that calls it, so that it is compiled once for each
//! instruction set.

use std::{iter::repeat, ops::Range};

use arrow_array::{
    ArrayAccessor, BooleanArray, Date32Array, LargeStringArray, StringArray, StringViewArray,
    types::{
        ArrowDictionaryKeyType, ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
        UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, bit_chunk_iterator::BitChunks};
use voucher_core::gas::columns::{ABSENT, NEVER};

use super::prelude::*;

/// How many rows are read and decided together.
pub(crate) const BLOCK: usize = 1024;

/// The first cells of a block's column.
#[inline(always)]
pub(crate) fn head<T>(column: &[T; BLOCK], rows: usize) -> &[T] {
    column.get(..rows).unwrap_or_default()
}

#[inline(always)]
pub(crate) fn head_mut<T>(column: &mut [T; BLOCK], rows: usize) -> &mut [T] {
    column.get_mut(..rows).unwrap_or_default()
}

/// Puts a value at a place, if there is such a place.
#[inline(always)]
pub(crate) fn put<T>(slots: &mut [T], place: usize, value: T) {
    if let Some(slot) = slots.get_mut(place) {
        *slot = value;
    }
}

/// Bits of a column: its validity, or the values of booleans.
#[derive(Clone, Copy)]
pub(crate) struct Bits<'a>(&'a BooleanBuffer);

impl<'a> Bits<'a> {
    /// Which cells are not null; nothing where all are.
    pub(crate) fn validity(array: &'a dyn Array) -> Option<Self> {
        array.nulls().filter(|nulls| nulls.null_count() > 0).map(|nulls| Self(nulls.inner()))
    }

    pub(crate) fn values(array: &'a BooleanArray) -> Self {
        Self(array.values())
    }

    /// 64 bits at a time from a row on, the first row lowest; the last word is padded with zeros.
    #[inline(always)]
    pub(crate) fn words(self, start: usize, rows: usize) -> impl Iterator<Item = u64> + 'a {
        let rows = rows.min(self.0.len().saturating_sub(start));
        let chunks = BitChunks::new(self.0.values(), self.0.offset() + start, rows);
        chunks.iter().chain(std::iter::once(chunks.remainder_bits()))
    }

    /// The bit of a row.
    #[inline]
    pub(crate) fn get(self, row: usize) -> bool {
        row < self.0.len() && self.0.value(row)
    }

    /// Adds `mark` to each row whose bit is set.
    #[inline(always)]
    pub(crate) fn mark(self, start: usize, mark: u8, marks: &mut [u8]) {
        Self::mark_words(self.words(start, marks.len()), mark, marks);
    }

    /// Adds `mark` to each row whose bit is set in words of 64 rows.
    #[inline(always)]
    pub(crate) fn mark_words(mut words: impl Iterator<Item = u64>, mark: u8, marks: &mut [u8]) {
        let (whole, rest) = marks.as_chunks_mut::<64>();
        for (marks, word) in whole.iter_mut().zip(&mut words) {
            for (marks, half) in marks.as_chunks_mut::<32>().0.iter_mut().zip(halves(word)) {
                mark_half(half, mark, marks);
            }
        }
        if let Some(word) = words.next() {
            for (marks, half) in rest.chunks_mut(32).zip(halves(word)) {
                mark_half(half, mark, marks);
            }
        }
    }
}

/// Adds `mark` to each of up to 32 rows whose bit is set.
#[inline(always)]
fn mark_half(bits: u32, mark: u8, marks: &mut [u8]) {
    for (row, marks) in (0_u32..).zip(marks) {
        *marks |= if (bits >> (row & 31)) & 1 != 0 { mark } else { 0 };
    }
}

/// A column of dates, or none at all.
#[derive(Clone, Copy)]
pub(crate) enum Dates<'a> {
    Never,
    Days(&'a [i32], Option<Bits<'a>>),
}

impl<'a> Dates<'a> {
    pub(crate) fn new(array: Option<&'a ArrayRef>) -> Self {
        match array.and_then(|array| array.as_any().downcast_ref::<Date32Array>()) {
            Some(days) => Self::Days(days.values(), Bits::validity(days)),
            None => Self::Never,
        }
    }

    /// The day of so many rows from a row on, if it is the same in all of them and none is null.
    #[inline(always)]
    pub(crate) fn the_one(self, start: usize, rows: usize) -> Option<i32> {
        let Self::Days(days, validity) = self else { return None };
        let days = days.get(start..)?.get(..rows)?;
        let first = days.first()?;
        let same = days.iter().fold(true, |same, day| same & (day == first));
        let known = validity.is_none_or(|validity| {
            let valid: u32 = validity.words(start, rows).map(u64::count_ones).sum();
            usize::try_from(valid) == Ok(rows)
        });
        (same & known).then_some(*first)
    }

    /// The days of the month, counted from 1, of the rows from a row on, whose months begin on these days; a null is *never*,
    /// and a day of another month is a number that no day of the month has.
    #[inline(always)]
    pub(crate) fn fill_days_of_month(self, start: usize, first_days: &[i32], out: &mut [u8]) {
        let Self::Days(days, validity) = self else {
            out.fill(NEVER);
            return;
        };
        let days = days.get(start..).unwrap_or_default();
        match validity {
            None => by_halves(repeat(u64::MAX), days, first_days, out, days_of_half),
            Some(validity) => {
                by_halves(validity.words(start, out.len()), days, first_days, out, days_of_half);
            }
        }
    }

    /// The days from a row on; a null is *never*.
    #[inline(always)]
    pub(crate) fn fill(self, start: usize, out: &mut [i32]) {
        let Self::Days(days, validity) = self else {
            out.fill(ABSENT);
            return;
        };
        let days = days.get(start..).unwrap_or_default();
        match validity {
            None => out.iter_mut().zip(days).for_each(|(out, day)| *out = (*day).min(ABSENT - 1)),
            Some(validity) => by_halves(validity.words(start, out.len()), days, days, out, valid_of_half),
        }
    }
}

/// Does the same with each half of a word of validity: its 32 rows, at the end fewer, their days, and the days on which their months
/// begin.
#[inline(always)]
fn by_halves<T>(
    words: impl Iterator<Item = u64>,
    days: &[i32],
    first_days: &[i32],
    out: &mut [T],
    each: impl Fn(u32, &[i32], &[i32], &mut [T]),
) {
    let rows = out.chunks_mut(64).zip(days.chunks(64)).zip(first_days.chunks(64));
    for (((out, days), first_days), word) in rows.zip(words) {
        let halves = halves(word).into_iter();
        // A whole word is two halves of a known length, which a compiler can do at once.
        match (out.as_chunks_mut::<32>(), days.as_chunks::<32>().0, first_days.as_chunks::<32>().0) {
            ((out, []), days, first_days) => {
                for (((out, days), first_days), half) in out.iter_mut().zip(days).zip(first_days).zip(halves)
                {
                    each(half, days, first_days, out);
                }
            }
            _ => {
                let rows = out.chunks_mut(32).zip(days.chunks(32)).zip(first_days.chunks(32));
                for (((out, days), first_days), half) in rows.zip(halves) {
                    each(half, days, first_days, out);
                }
            }
        }
    }
}

/// The days of the month of rows whose bit is set, the first row lowest; *never* elsewhere.
#[inline(always)]
fn days_of_half(bits: u32, days: &[i32], first_days: &[i32], out: &mut [u8]) {
    /// Later than every day of a month, and not *never* when 1 is added.
    const FAR: u32 = 253;
    for (row, (out, (day, first))) in (0_u32..).zip(out.iter_mut().zip(days.iter().zip(first_days))) {
        let [from_first, ..] = day.wrapping_sub(*first).cast_unsigned().min(FAR).to_le_bytes();
        *out = if (bits >> (row & 31)) & 1 != 0 { from_first + 1 } else { NEVER };
    }
}

/// The days whose bit is set, the first row lowest; *never* elsewhere. The day before *never* is taken for no date either: it lies
/// outside every month as well.
#[inline(always)]
fn valid_of_half(bits: u32, days: &[i32], _first_days: &[i32], out: &mut [i32]) {
    for (row, (out, day)) in (0_u32..).zip(out.iter_mut().zip(days)) {
        *out = if (bits >> (row & 31)) & 1 != 0 { (*day).min(ABSENT - 1) } else { ABSENT };
    }
}

#[inline(always)]
fn halves(word: u64) -> [u32; 2] {
    let [a, b, c, d, e, f, g, h] = word.to_le_bytes();
    [u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h])]
}

/// A column of numbers.
#[derive(Clone, Copy)]
pub(crate) struct Numbers<'a, N> {
    values: &'a [N],
    validity: Option<Bits<'a>>,
}

impl<'a, N: ArrowNativeType> Numbers<'a, N> {
    pub(crate) fn new<T: ArrowPrimitiveType<Native = N>>(array: &'a ArrayRef) -> Option<Self> {
        let array = array.as_primitive_opt::<T>()?;
        Some(Self { values: array.values(), validity: Bits::validity(array) })
    }

    #[inline(always)]
    pub(crate) fn values(&self, start: usize) -> &'a [N] {
        self.values.get(start..).unwrap_or_default()
    }

    pub(crate) fn validity(&self) -> Option<Bits<'a>> {
        self.validity
    }
}

/// One expression for keys of every width.
macro_rules! of_keys {
    ($all:ident, $keys:ident => $then:expr) => {
        match $all {
            Keys::Int8($keys) => $then,
            Keys::Int16($keys) => $then,
            Keys::Int32($keys) => $then,
            Keys::Int64($keys) => $then,
            Keys::UInt8($keys) => $then,
            Keys::UInt16($keys) => $then,
            Keys::UInt32($keys) => $then,
            Keys::UInt64($keys) => $then,
        }
    };
}

/// The whole numbers of a column of any width; nothing where it has other cells.
pub(crate) fn wholes(array: &ArrayRef) -> Option<Vec<Option<i128>>> {
    let mut all = Vec::with_capacity(array.len());
    Wholes::new(array)?.each(0, array.len(), &mut |_, number| all.push(number));
    Some(all)
}

/// A column of whole numbers of any width.
#[derive(Clone, Copy)]
pub(crate) struct Wholes<'a>(Keys<'a>, Option<Bits<'a>>);

impl<'a> Wholes<'a> {
    pub(crate) fn new(array: &'a ArrayRef) -> Option<Self> {
        Some(Self(Keys::new(array)?, Bits::validity(array)))
    }

    /// The numbers of so many rows from a row on; nothing where there is none.
    pub(crate) fn each(self, start: usize, rows: usize, then: &mut dyn FnMut(usize, Option<i128>)) {
        let Self(numbers, validity) = self;
        of_keys!(numbers, numbers => {
            let numbers = numbers.get(start..).unwrap_or_default().iter().take(rows);
            numbers.enumerate().for_each(|(place, number)| {
                let is_known = validity.is_none_or(|validity| validity.get(start + place));
                then(place, is_known.then(|| i128::from(*number)));
            });
        });
    }
}

/// A column of text, however it is laid out.
pub(crate) enum Texts<'a> {
    Utf8(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    /// A dictionary: the place of each row's text, and the texts.
    Dictionary(Keys<'a>, Option<Bits<'a>>, Box<Texts<'a>>),
    /// All null.
    Null,
}

impl<'a> Texts<'a> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "Arrow has forty types; every other one is not read")]
    pub(crate) fn new(array: &'a ArrayRef) -> Option<Self> {
        match array.data_type() {
            DataType::Utf8 => array.as_string_opt().map(Self::Utf8),
            DataType::LargeUtf8 => array.as_string_opt().map(Self::Large),
            DataType::Utf8View => array.as_string_view_opt().map(Self::View),
            DataType::Null => Some(Self::Null),
            DataType::Dictionary(_, _) => {
                let dictionary = array.as_any_dictionary_opt()?;
                let texts = Box::new(Self::new(dictionary.values())?);
                let validity = Bits::validity(dictionary.keys());
                Keys::new(dictionary.keys()).map(|keys| Self::Dictionary(keys, validity, texts))
            }
            _ => None,
        }
    }

    /// Whether a type is read as text.
    #[expect(clippy::wildcard_enum_match_arm, reason = "Arrow has forty types; every other one is not read")]
    pub(crate) fn takes(data_type: &DataType) -> bool {
        match data_type {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
            DataType::Dictionary(_, values) => {
                matches!(**values, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null)
            }
            _ => false,
        }
    }

    /// The text of a row, unless it is null.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Utf8(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
            Self::Large(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
            Self::View(array) => (row < array.len() && array.is_valid(row)).then(|| array.value(row)),
            Self::Dictionary(keys, validity, texts) => {
                let known = validity.is_none_or(|validity| validity.get(row));
                if known { texts.get(keys.get(row)?) } else { None }
            }
            Self::Null => None,
        }
    }

    /// The texts of the rows from here on.
    #[inline(always)]
    pub(crate) fn each(&self, start: usize, rows: usize, mut then: impl FnMut(usize, Option<&'a str>)) {
        match self {
            Self::Utf8(array) => each(*array, start, rows, then),
            Self::Large(array) => each(*array, start, rows, then),
            Self::View(array) => each(*array, start, rows, then),
            Self::Dictionary(_, _, _) | Self::Null => {
                (0..rows).for_each(|place| then(place, self.get(start + place)));
            }
        }
    }

    /// The place in the dictionary of each row's text from here on.
    #[inline(always)]
    pub(crate) fn each_key(&self, start: usize, rows: usize, mut then: impl FnMut(usize, Option<usize>)) {
        let Self::Dictionary(keys, validity, _) = self else { return };
        let mut words = validity.map(|validity| validity.words(start, rows));
        for first in (0..rows).step_by(64) {
            let mut places = [None; 64];
            keys.fill(start + first, &mut places);
            let known = words.as_mut().map_or(u64::MAX, |words| words.next().unwrap_or(0));
            for ((row, bit), place) in (first..rows).zip(0_u32..).zip(places) {
                then(row, place.filter(|_| known >> bit & 1 != 0));
            }
        }
    }
}

/// The texts of an array from a row on.
#[inline(always)]
fn each<'a, A>(array: &'a A, start: usize, rows: usize, mut then: impl FnMut(usize, Option<&'a str>))
where
    A: Array,
    &'a A: ArrayAccessor<Item = &'a str>,
{
    let rows = rows.min(array.len().saturating_sub(start));
    match Bits::validity(array) {
        None => (0..rows).for_each(|place| then(place, Some(ArrayAccessor::value(&array, start + place)))),
        Some(validity) => {
            for (word, first) in validity.words(start, rows).zip((0..rows).step_by(64)) {
                for place in first..rows.min(first + 64) {
                    let known = word >> (place - first) & 1 != 0;
                    then(place, known.then(|| ArrayAccessor::value(&array, start + place)));
                }
            }
        }
    }
}

/// A number as one of another type, if that has it.
#[inline(always)]
pub(crate) fn number<K: TryInto<N>, N>(key: K) -> Option<N> {
    key.try_into().ok()
}

/// The keys of a dictionary, or other whole numbers.
#[derive(Clone, Copy)]
pub(crate) enum Keys<'a> {
    Int8(&'a [i8]),
    Int16(&'a [i16]),
    Int32(&'a [i32]),
    Int64(&'a [i64]),
    UInt8(&'a [u8]),
    UInt16(&'a [u16]),
    UInt32(&'a [u32]),
    UInt64(&'a [u64]),
}

impl<'a> Keys<'a> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "Arrow has forty types; every other one is not read")]
    fn new(keys: &'a dyn Array) -> Option<Self> {
        fn values<T: ArrowDictionaryKeyType>(keys: &dyn Array) -> Option<&[T::Native]> {
            keys.as_primitive_opt::<T>().map(|keys| &keys.values()[..])
        }
        Some(match keys.data_type() {
            DataType::Int8 => Self::Int8(values::<Int8Type>(keys)?),
            DataType::Int16 => Self::Int16(values::<Int16Type>(keys)?),
            DataType::Int32 => Self::Int32(values::<Int32Type>(keys)?),
            DataType::Int64 => Self::Int64(values::<Int64Type>(keys)?),
            DataType::UInt8 => Self::UInt8(values::<UInt8Type>(keys)?),
            DataType::UInt16 => Self::UInt16(values::<UInt16Type>(keys)?),
            DataType::UInt32 => Self::UInt32(values::<UInt32Type>(keys)?),
            DataType::UInt64 => Self::UInt64(values::<UInt64Type>(keys)?),
            _ => return None,
        })
    }

    /// The keys of the rows from here on.
    fn fill(&self, start: usize, out: &mut [Option<usize>; 64]) {
        of_keys!(self, keys => {
            for (out, key) in out.iter_mut().zip(keys.get(start..).unwrap_or_default()) {
                *out = number(*key);
            }
        });
    }

    /// The keys of the rows from here on, of a dictionary of at most 255 texts; a key below zero, which only a null can have, is
    /// 255.
    pub(crate) fn fill_small(&self, start: usize, out: &mut [u8]) {
        of_keys!(self, keys => {
            for (out, key) in out.iter_mut().zip(keys.get(start..).unwrap_or_default()) {
                *out = number(*key).unwrap_or(u8::MAX);
            }
        });
    }

    /// The numbers of these rows; nothing where one is below zero.
    pub(crate) fn each(&self, rows: Range<usize>, mut then: impl FnMut(Option<usize>)) {
        of_keys!(self, keys => keys.get(rows).unwrap_or_default().iter().for_each(|key| then(number(*key))));
    }

    /// The key of a row; a key below zero, which only a null can have, is none.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<usize> {
        of_keys!(self, keys => keys.get(row).and_then(|key| number(*key)))
    }
}
