//! The border of Arrow: PyCapsules in, PyCapsules out. The only room with unsafe code of this crate's own.
//!
//! The protocol is the Arrow PyCapsule interface: a capsule named `arrow_schema`, `arrow_array` or `arrow_array_stream` holds
//! the C struct of that name, and whoever moves the struct out leaves an empty (released) one in its place, so a capsule
//! that is used twice is seen to be empty.
#![expect(unsafe_code, reason = "the C structs of the Arrow PyCapsule interface are reached by pointers")]

use std::ffi::CStr;

use arrow_array::{
    ArrayReader, ArrayRef, DictionaryArray, Int8Array, RecordBatchReader, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi},
    ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream},
    make_array,
    types::Int8Type,
};
use arrow_schema::{ArrowError, Field, FieldRef};
#[cfg(feature = "inspect")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier};
use pyo3::{intern, prelude::*, types::PyCapsule};

use crate::{
    argument::kind,
    error::{Bind, BindError},
};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// What came through a capsule: the type of its arrays, and the arrays one by one.
pub(crate) struct Arrays {
    pub(crate) field: FieldRef,
    pub(crate) arrays: Box<dyn Iterator<Item = Result<ArrayRef, ArrowError>> + Send>,
}

/// Any object with `__arrow_c_stream__` or `__arrow_c_array__`: tables, batches, series, arrays.
pub(crate) struct AnyArrow<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for AnyArrow<'py> {
    type Error = PyErr;

    #[cfg(feature = "inspect")]
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("voucher_core._arrow", "ArrowLike");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(value.to_owned()))
    }
}

impl AnyArrow<'_> {
    /// Opens it. Errors: `not_arrow` for an object without the protocol, `stream_failed` for one whose capsule is
    /// empty or foreign.
    pub(crate) fn open(&self) -> Bind<Arrays> {
        let (value, py) = (&self.0, self.0.py());
        if let Ok(method) = value.getattr(intern!(py, "__arrow_c_stream__")) {
            return stream(&method.call0()?);
        }
        if let Ok(method) = value.getattr(intern!(py, "__arrow_c_array__")) {
            let capsules = method.call0()?.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>();
            let (schema, array) = capsules.map_err(|_| foreign())?;
            return single(&schema, &array);
        }
        let text = format!(
            "must be an Arrow table (polars, pandas, pyarrow, a DuckDB result: anything with __arrow_c_stream__); {} came{}",
            kind(value),
            if kind(value) == "LazyFrame" { ": collect() it" } else { "" }
        );
        Err(BindError::wrong_type("not_arrow", None, text))
    }
}

fn stream(capsule: &Bound<'_, PyAny>) -> Bind<Arrays> {
    let pointer = capsule
        .cast::<PyCapsule>()
        .map_err(|_| foreign())?
        .pointer_checked(Some(STREAM))
        .map_err(|_| foreign())?;
    // SAFETY: by the protocol a capsule of this name points to a stream that nobody else uses while we hold the
    // interpreter; `from_raw` moves it out and leaves an empty one, which `try_new` refuses.
    let reader = unsafe { ArrayStreamReader::from_raw(pointer.as_ptr().cast()) }.map_err(|_| used())?;
    Ok(Arrays { field: reader.field().clone(), arrays: Box::new(reader) })
}

fn single(schema: &Bound<'_, PyAny>, array: &Bound<'_, PyAny>) -> Bind<Arrays> {
    let schema = schema
        .cast::<PyCapsule>()
        .map_err(|_| foreign())?
        .pointer_checked(Some(SCHEMA))
        .map_err(|_| foreign())?;
    let array = array
        .cast::<PyCapsule>()
        .map_err(|_| foreign())?
        .pointer_checked(Some(ARRAY))
        .map_err(|_| foreign())?;
    // SAFETY: by the protocol capsules of these names point to structs that nobody else uses while we hold the
    // interpreter; each is moved out once and an empty one left.
    let (schema, array) = unsafe {
        (FFI_ArrowSchema::from_raw(schema.as_ptr().cast()), FFI_ArrowArray::from_raw(array.as_ptr().cast()))
    };
    if array.is_released() {
        return Err(used());
    }
    let field = Field::try_from(&schema).map_err(|_| used())?;
    // SAFETY: producer and consumer share the C data interface, and the schema came with the array.
    let data = unsafe { from_ffi(array, &schema) }.map_err(|_| used())?;
    Ok(Arrays { field: field.into(), arrays: Box::new(std::iter::once(Ok(make_array(data)))) })
}

#[cold]
fn foreign() -> BindError {
    BindError::malformed("stream_failed", None, "what came is no Arrow capsule")
}

#[cold]
fn used() -> BindError {
    BindError::malformed("stream_failed", None, "the Arrow stream is used up or broken: read it anew")
}

/// A stream that stopped half-way. The producer's own words are left out: they can repeat a value (N34).
#[cold]
pub(crate) fn broken(rows: u64) -> BindError {
    BindError::malformed("stream_failed", None, format!("the Arrow stream failed after {rows} rows"))
}

/// The rows of a table's array: a struct, one child a column.
pub(crate) fn rows_of(array: &ArrayRef) -> Option<&StructArray> {
    array.as_any().downcast_ref()
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

/// A dictionary whose keys are known to be places in its values: checking them again, one by one, would cost as much as
/// deciding the rows.
pub(crate) fn checked_dictionary(keys: Int8Array, values: ArrayRef) -> DictionaryArray<Int8Type> {
    // SAFETY: the one caller has made sure that every key is at least 0 and less than the number of values.
    unsafe { DictionaryArray::new_unchecked(keys, values) }
}
