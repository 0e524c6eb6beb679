//! The border of Arrow: PyCapsules in, PyCapsules out.
//!
//! The protocol is the Arrow PyCapsule interface: a capsule named `arrow_schema`, `arrow_array` or `arrow_array_stream` holds
//! the C struct of that name, and whoever moves the struct out leaves a released one in its place, so a capsule that is
//! used twice is seen to be empty.
#![expect(unsafe_code, reason = "the C structs of the Arrow PyCapsule interface are reached by pointers")]

use std::ffi::CStr;

use arrow_array::{
    DictionaryArray, Int8Array, RecordBatchReader, ffi::FFI_ArrowSchema, ffi_stream::FFI_ArrowArrayStream,
    make_array, types::Int8Type,
};
use arrow_buffer::NullBuffer;
use pyo3::{
    intern,
    types::{PyCapsule, PyIterator},
};

use super::{
    prelude::*,
    shape::used,
    source::{Origin, SCHEMA, Said, capsules, foreign, schema_of},
};
use crate::{argument::kind, hint::kept_arguments};

const STREAM: &CStr = c"arrow_array_stream";

/// What came: its type, and where its batches come from.
pub(crate) struct Arrays {
    pub(crate) shape: Shape,
    origin: Origin,
}

impl Arrays {
    /// These columns of each batch.
    pub(crate) fn read(self, picks: Vec<Pick>) -> Source {
        Source::new(self.origin, picks)
    }
}

kept_arguments! {
    /// Any object with `__arrow_c_stream__` or `__arrow_c_array__`: tables, batches, series, arrays.
    AnyArrow = type_hint_identifier!("voucher_core._arrow", "ArrowLike");
}

impl AnyArrow<'_> {
    /// Opens it. Errors: `not_arrow` for an object without the protocol, `stream_failed` for one whose capsule is
    /// empty or foreign.
    pub(crate) fn open(&self) -> Bind<Arrays> {
        let (value, py) = (&self.0, self.0.py());
        if let Ok(method) = value.getattr(intern!(py, "__arrow_c_stream__")) {
            return match reader(value) {
                Some((schema, batches)) => {
                    Ok(Arrays { shape: Shape::new(schema)?, origin: Origin::Batches(batches.unbind()) })
                }
                None => stream(&method.call0()?),
            };
        }
        if let Ok(method) = value.getattr(intern!(py, "__arrow_c_array__")) {
            let (schema, array) = capsules(&method.call0()?)?;
            return Ok(Arrays { shape: Shape::new(schema)?, origin: Origin::One(Some(array)) });
        }
        let text = format!(
            "must be an Arrow table (polars, pandas, pyarrow, a DuckDB result: anything with __arrow_c_stream__); {} came{}",
            kind(value),
            match kind(value).as_str() {
                "LazyFrame" => ": collect() it",
                "DuckDBPyConnection" => ": use con.sql(query) in place of con.execute(query)",
                _ => "",
            }
        );
        Err(BindError::wrong_type("not_arrow", None, text))
    }
}

/// A stream that is an iterator of batches and tells its schema, such as a `RecordBatchReader`.
fn reader<'py>(value: &Bound<'py, PyAny>) -> Option<(FFI_ArrowSchema, Bound<'py, PyIterator>)> {
    let (py, batches) = (value.py(), value.cast::<PyIterator>().ok()?);
    let schema = value.getattr(intern!(py, "schema")).ok()?;
    let schema = schema.call_method0(intern!(py, "__arrow_c_schema__")).ok()?;
    Some((schema_of(&schema).ok()?, batches.clone()))
}

fn stream(capsule: &Bound<'_, PyAny>) -> Bind<Arrays> {
    let pointer = capsule.cast::<PyCapsule>().map_err(|_| foreign())?;
    let pointer = pointer.pointer_checked(Some(STREAM)).map_err(|_| foreign())?;
    // SAFETY: by the protocol a capsule of this name points to a stream that nobody else uses while we hold the
    // interpreter; `from_raw` moves it out and leaves an empty one.
    let mut stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr().cast()) };
    // Whoever moved it out before may have left everything but `release` in its place.
    stream.release().ok_or_else(used)?;
    let mut schema = FFI_ArrowSchema::empty();
    let get_schema = stream.get_schema().ok_or_else(used)?;
    // SAFETY: the stream is not released, and both structs are ours.
    let code = unsafe { get_schema(&raw mut stream, &raw mut schema) };
    if code != 0 {
        return Err(Said::of(&mut stream, code).error(0));
    }
    Ok(Arrays { shape: Shape::new(schema)?, origin: Origin::Stream(stream) })
}

/// A schema in a capsule.
pub(crate) fn schema_capsule<'py>(py: Python<'py>, field: &Field) -> Bind<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(field).map_err(|_| foreign())?;
    Ok(PyCapsule::new_with_value(py, schema, SCHEMA)?)
}

/// A table in a capsule.
pub(crate) fn stream_capsule(
    py: Python<'_>,
    batches: Box<dyn RecordBatchReader + Send>,
) -> Bind<Bound<'_, PyCapsule>> {
    Ok(PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(batches), STREAM)?)
}

/// The cells that a buffer says are there, of those that are.
pub(crate) fn with_nulls(column: &ArrayRef, there: Option<&NullBuffer>) -> ArrayRef {
    let there = there.filter(|there| there.null_count() > 0 && there.len() == column.len());
    if *column.data_type() == DataType::Null || there.is_none() {
        return Arc::clone(column);
    }
    let data = column.to_data().into_builder().nulls(NullBuffer::union(column.nulls(), there));
    // SAFETY: the data is that of an array, and all that changes is a buffer of nulls of the same length, which hides cells
    // and shows none that was hidden.
    make_array(unsafe { data.build_unchecked() })
}

/// A dictionary whose keys are known to be places in its values: checking them again, one by one, would cost as much as
/// deciding the rows.
pub(crate) fn checked_dictionary(keys: Int8Array, values: ArrayRef) -> DictionaryArray<Int8Type> {
    // SAFETY: the one caller has made sure that every key is at least 0 and less than the number of values.
    unsafe { DictionaryArray::new_unchecked(keys, values) }
}
