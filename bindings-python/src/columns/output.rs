//! Answers as Arrow arrays.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Int8Array, RecordBatch, RecordBatchOptions, StringArray, UInt32Array,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use multiversion::multiversion;
use voucher_core::columns::ABSENT;

use super::{
    arrow::checked_dictionary,
    fault::{Bad, CODES, Column},
};
use crate::error::{Bind, BindError};

/// The place of `ok` and of `error` in the dictionary of the column `status`.
pub(crate) const STATUS: &[&str] = &["ok", "error"];

/// A dictionary of texts with 8-bit keys.
pub(crate) fn dictionary(keys: Vec<u8>, validity: Option<NullBuffer>, values: &[&str]) -> Bind<ArrayRef> {
    let rows = keys.len();
    if usize::from(greatest(&keys)) >= values.len().clamp(1, 128) {
        return Err(odd());
    }
    let keys = ScalarBuffer::<i8>::new(Buffer::from_vec(keys), 0, rows);
    let values = Arc::new(StringArray::from_iter_values(values));
    Ok(Arc::new(checked_dictionary(Int8Array::new(keys, validity), values)))
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn greatest(keys: &[u8]) -> u8 {
    keys.iter().fold(0, |greatest, key| greatest.max(*key))
}

/// The type of such a dictionary.
pub(crate) fn dictionary_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8))
}

/// Days, *never* as null.
pub(crate) fn dates(days: Vec<i32>, valid_rows: Option<&NullBuffer>) -> ArrayRef {
    let known = NullBuffer::new(bits(days.len(), &words_not(&days, ABSENT)));
    let validity = NullBuffer::union(Some(&known), valid_rows).filter(|nulls| nulls.null_count() > 0);
    Arc::new(Date32Array::new(days.into(), validity))
}

/// Whether each byte is this one.
pub(crate) fn equal(bytes: &[u8], this: u8, validity: Option<NullBuffer>) -> ArrayRef {
    Arc::new(BooleanArray::new(bits(bytes.len(), &words_equal(bytes, this)), validity))
}

/// Sets of refusals.
pub(crate) fn refusals(bits: Vec<u32>, validity: Option<NullBuffer>) -> ArrayRef {
    Arc::new(UInt32Array::new(bits.into(), validity))
}

fn bits(rows: usize, words: &[u64]) -> BooleanBuffer {
    BooleanBuffer::new(Buffer::from_slice_ref(words), 0, rows)
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn words_not(days: &[i32], this: i32) -> Vec<u64> {
    let word = |days: &[i32]| {
        (0..).zip(days).fold(0_u64, |word, (place, day)| word | u64::from(*day != this) << (place & 63))
    };
    days.chunks(64).map(word).collect()
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn words_equal(bytes: &[u8], this: u8) -> Vec<u64> {
    let word = |bytes: &[u8]| {
        (0..).zip(bytes).fold(0_u64, |word, (place, byte)| word | u64::from(*byte == this) << (place & 63))
    };
    bytes.chunks(64).map(word).collect()
}

/// Which rows are good; nothing where all are.
pub(crate) fn good(rows: usize, bad: &Bad) -> Option<NullBuffer> {
    if bad.0.is_empty() {
        return None;
    }
    let mut good = vec![true; rows];
    for (row, _) in &bad.0 {
        if let Some(slot) = good.get_mut(*row) {
            *slot = false;
        }
    }
    Some(NullBuffer::from(good))
}

/// The columns `status`, `code` and `field`.
pub(crate) fn faults(rows: usize, bad: &Bad) -> Bind<[ArrayRef; 3]> {
    let (mut status, mut code, mut field) = (vec![0; rows], vec![0; rows], vec![0; rows]);
    let mut faulty = vec![false; if bad.0.is_empty() { 0 } else { rows }];
    for (row, fault) in &bad.0 {
        let slots = (status.get_mut(*row), code.get_mut(*row), field.get_mut(*row), faulty.get_mut(*row));
        if let (Some(status), Some(code), Some(field), Some(faulty)) = slots {
            *status = 1;
            *code = fault.code_place();
            *field = fault.column().place();
            *faulty = true;
        }
    }
    let validity = if bad.0.is_empty() { NullBuffer::new_null(rows) } else { NullBuffer::from(faulty) };
    Ok([
        dictionary(status, None, STATUS)?,
        dictionary(code, Some(validity.clone()), CODES)?,
        dictionary(field, Some(validity), Column::all())?,
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
