//! Answers as Arrow arrays.

use arrow_array::{
    BooleanArray, Date32Array, Int8Array, Int64Array, RecordBatch, RecordBatchOptions, StringArray,
    UInt32Array, types::Int8Type,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::{Schema, SchemaRef};

use super::{arrow::checked_dictionary, cells::put, fault::CODES, prelude::*};

/// The place of `ok` and of `error` in the dictionary of the column `status`.
pub(crate) const STATUS: &[&str] = &["ok", "error"];

/// Places in a dictionary's values, one a row, and the greatest of them.
#[derive(Default)]
pub(crate) struct Places {
    keys: Vec<u8>,
    greatest: u8,
}

impl Places {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self { keys: Vec::with_capacity(rows), greatest: 0 }
    }

    #[inline(always)]
    pub(crate) fn extend(&mut self, keys: &[u8]) {
        self.greatest = keys.iter().fold(self.greatest, |greatest, key| greatest.max(*key));
        self.keys.extend_from_slice(keys);
    }

    /// The place of a row; the first of all where there is no such row.
    pub(crate) fn get(&self, row: usize) -> u8 {
        self.keys.get(row).copied().unwrap_or(0)
    }

    /// Changes the place of a row, if there is such a row.
    pub(crate) fn put(&mut self, row: usize, key: u8) {
        if let Some(slot) = self.keys.get_mut(row) {
            *slot = key;
            self.greatest = self.greatest.max(key);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u8> {
        self.keys.iter().copied()
    }

    /// A dictionary of texts with 8-bit keys.
    pub(crate) fn dictionary(self, validity: Option<NullBuffer>, values: &[&str]) -> Bind<ArrayRef> {
        if usize::from(self.greatest) >= values.len().clamp(1, 128) {
            return Err(odd());
        }
        let rows = self.keys.len();
        let keys = ScalarBuffer::<i8>::new(Buffer::from_vec(self.keys), 0, rows);
        let values = Arc::new(StringArray::from_iter_values(values));
        Ok(Arc::new(checked_dictionary(Int8Array::new(keys, validity), values)))
    }
}

impl From<Vec<u8>> for Places {
    fn from(keys: Vec<u8>) -> Self {
        let greatest = keys.iter().fold(0, |greatest: u8, key| greatest.max(*key));
        Self { keys, greatest }
    }
}

/// Bits, one a row.
#[derive(Default)]
pub(crate) struct Flags {
    words: Vec<u64>,
    rows: usize,
}

impl Flags {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self { words: Vec::with_capacity(rows.div_ceil(64)), rows: 0 }
    }

    /// Adds a row for each cell; only the last ones to be added may be no multiple of 64.
    #[inline(always)]
    pub(crate) fn extend_with<T>(&mut self, cells: &[T], is_set: impl Fn(&T) -> bool) {
        for cells in cells.chunks(64) {
            let mut flags = [0_u8; 64];
            for (flag, cell) in flags.iter_mut().zip(cells) {
                *flag = u8::from(is_set(cell));
            }
            self.words.push(word(&flags));
        }
        self.rows += cells.len();
    }

    /// Changes the bit of a row, if there is such a row.
    pub(crate) fn put(&mut self, row: usize, set: bool) {
        if let Some(word) = self.words.get_mut(row / 64) {
            let bit = 1 << (row % 64);
            *word = if set { *word | bit } else { *word & !bit };
        }
    }

    /// The bit of a row.
    pub(crate) fn get(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 != 0)
    }

    /// As validity.
    pub(crate) fn nulls(self) -> NullBuffer {
        NullBuffer::new(self.bits())
    }

    fn bits(self) -> BooleanBuffer {
        BooleanBuffer::new(Buffer::from_vec(self.words), 0, self.rows)
    }

    /// As a column.
    pub(crate) fn booleans(self, validity: Option<NullBuffer>) -> ArrayRef {
        Arc::new(BooleanArray::new(self.bits(), validity))
    }
}

/// 64 bytes, each 0 or 1, as 64 bits, the first byte lowest.
#[inline(always)]
fn word(flags: &[u8; 64]) -> u64 {
    /// Moves the lowest bit of each byte to the highest byte, the first byte's lowest; no two bits meet.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut bytes = [0; 8];
    for (byte, eight) in bytes.iter_mut().zip(flags.as_chunks::<8>().0) {
        [.., *byte] = u64::from_le_bytes(*eight).wrapping_mul(GATHER).to_le_bytes();
    }
    u64::from_le_bytes(bytes)
}

/// A dictionary with other texts in place of its own, in the same order.
pub(crate) fn reworded(codes: &ArrayRef, texts: &[&str]) -> Bind<ArrayRef> {
    let known = codes.as_dictionary_opt::<Int8Type>().filter(|known| known.values().len() <= texts.len());
    let keys = known.ok_or_else(odd)?.keys().clone();
    Ok(Arc::new(checked_dictionary(keys, Arc::new(StringArray::from_iter_values(texts)))))
}

/// The type of such a dictionary.
pub(crate) fn dictionary_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8))
}

/// Days, of which those that are not known are null.
pub(crate) fn dates(days: Vec<i32>, known: Flags, valid_rows: Option<&NullBuffer>) -> ArrayRef {
    let validity = NullBuffer::union(Some(&NullBuffer::new(known.bits())), valid_rows);
    Arc::new(Date32Array::new(days.into(), validity.and_then(some_nulls)))
}

/// Sets of refusals.
pub(crate) fn refusals(bits: Vec<u32>, validity: Option<NullBuffer>) -> ArrayRef {
    Arc::new(UInt32Array::new(bits.into(), validity))
}

/// Which cells are known, unless all are.
pub(super) fn some_nulls(known: impl Into<NullBuffer>) -> Option<NullBuffer> {
    Some(known.into()).filter(|nulls| nulls.null_count() > 0)
}

/// A column of text.
pub(crate) fn texts<T: AsRef<str>>(texts: impl Iterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(texts.collect::<StringArray>())
}

/// How many there are of each: with a sign, so that a difference can be less than nothing.
pub(crate) fn counts(counts: impl IntoIterator<Item = u64>) -> ArrayRef {
    let counts = counts.into_iter().map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    Arc::new(Int64Array::from_iter_values(counts))
}

/// Which rows are good; nothing where all are.
pub(crate) fn good(rows: usize, bad: &Bad) -> Option<NullBuffer> {
    if bad.0.is_empty() {
        return None;
    }
    let mut good = vec![true; rows];
    for (row, _) in &bad.0 {
        put(&mut good, *row, false);
    }
    Some(NullBuffer::from(good))
}

/// The columns `status`, `code` and `field` of any number of batches.
#[derive(Default)]
pub(crate) struct Faults {
    /// Zeros, which all batches without a bad row share.
    zeros: Buffer,
}

impl Faults {
    /// Those of one batch, where columns have these names by their places.
    pub(crate) fn columns(&mut self, names: &[&str], rows: usize, bad: &Bad) -> Bind<[ArrayRef; 3]> {
        if bad.0.is_empty() { self.of_good_rows(names, rows) } else { of_bad_rows(names, rows, bad) }
    }

    fn of_good_rows(&mut self, names: &[&str], rows: usize) -> Bind<[ArrayRef; 3]> {
        if self.zeros.len() < rows {
            self.zeros = Buffer::from_vec(vec![0_u8; rows]);
        }
        let column = |validity: Option<NullBuffer>, values: &[&str]| -> Bind<ArrayRef> {
            let keys = ScalarBuffer::<i8>::new(self.zeros.clone(), 0, rows);
            let values = Arc::new(StringArray::from_iter_values(values));
            if values.is_empty() {
                return Err(odd());
            }
            Ok(Arc::new(checked_dictionary(Int8Array::new(keys, validity), values)))
        };
        let none = NullBuffer::new(BooleanBuffer::new(self.zeros.clone(), 0, rows));
        Ok([column(None, STATUS)?, column(Some(none.clone()), CODES)?, column(Some(none), names)?])
    }
}

fn of_bad_rows(names: &[&str], rows: usize, bad: &Bad) -> Bind<[ArrayRef; 3]> {
    let (mut status, mut code, mut field) = (vec![0; rows], vec![0; rows], vec![0; rows]);
    let mut faulty = vec![false; rows];
    for (row, fault) in &bad.0 {
        let slots = (status.get_mut(*row), code.get_mut(*row), field.get_mut(*row), faulty.get_mut(*row));
        if let (Some(status), Some(code), Some(field), Some(faulty)) = slots {
            *status = 1;
            *code = fault.code_place();
            *field = fault.column().place();
            *faulty = true;
        }
    }
    let validity = Some(NullBuffer::from(faulty));
    Ok([
        Places::from(status).dictionary(None, STATUS)?,
        Places::from(code).dictionary(validity.clone(), CODES)?,
        Places::from(field).dictionary(validity, names)?,
    ])
}

/// The fields of the same columns.
pub(crate) fn fault_fields() -> [Field; 3] {
    [
        Field::new("status", dictionary_type(), false),
        Field::new("code", dictionary_type(), true),
        Field::new("field", dictionary_type(), true),
    ]
}

/// A batch of so many rows.
pub(crate) fn batch(schema: &SchemaRef, columns: Vec<ArrayRef>, rows: usize) -> Bind<RecordBatch> {
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::clone(schema), columns, &options).map_err(|_| odd())
}

/// A schema of these fields.
pub(crate) fn schema(fields: Vec<Field>) -> SchemaRef {
    Arc::new(Schema::new(fields))
}

#[cold]
fn odd() -> BindError {
    BindError::Panic("columns/output.rs".to_owned())
}
