//! The border of Arrow: PyCapsules in, PyCapsules out. The only room with unsafe code of this crate's own.
//!
//! The protocol is the Arrow PyCapsule interface: a capsule named `arrow_schema`, `arrow_array` or `arrow_array_stream` holds
//! the C struct of that name, and whoever moves the struct out leaves an empty (released) one in its place, so a capsule
//! that is used twice is seen to be empty.
#![expect(unsafe_code, reason = "the C structs of the Arrow PyCapsule interface are reached by pointers")]

use std::ffi::{CStr, c_void};

use arrow_array::{
    ArrayRef, DictionaryArray, Int8Array, RecordBatchReader, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type},
    ffi_stream::FFI_ArrowArrayStream,
    make_array,
    types::Int8Type,
};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, FieldRef};
#[cfg(feature = "inspect")]
use pyo3::{inspect::PyStaticExpr, type_hint_identifier};
use pyo3::{intern, prelude::*, types::PyCapsule};

use crate::{
    argument::kind,
    error::{Bind, BindError, catch},
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
    let pointer = capsule.cast::<PyCapsule>().map_err(|_| foreign())?;
    let pointer = pointer.pointer_checked(Some(STREAM)).map_err(|_| foreign())?;
    // SAFETY: by the protocol a capsule of this name points to a stream that nobody else uses while we hold the
    // interpreter; `from_raw` moves it out and leaves an empty one.
    let mut stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr().cast()) };
    let mut schema = FFI_ArrowSchema::empty();
    let get_schema = stream.get_schema().ok_or_else(used)?;
    // SAFETY: the stream is not released, since it still has its functions, and both structs are ours.
    if unsafe { get_schema(&raw mut stream, &raw mut schema) } != 0 {
        return Err(used());
    }
    let field: FieldRef = Field::try_from(&schema).map_err(|_| used())?.into();
    Ok(Arrays { field: field.clone(), arrays: Box::new(Stream { stream, field }) })
}

/// The arrays of a stream, of any type.
struct Stream {
    stream: FFI_ArrowArrayStream,
    field: FieldRef,
}

impl Iterator for Stream {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let failed = || ArrowError::CDataInterface("the stream failed".to_owned());
        let mut array = FFI_ArrowArray::empty();
        let Some(get_next) = self.stream.get_next() else { return Some(Err(failed())) };
        // SAFETY: the stream is not released, since it still has its functions, and both structs are ours.
        if unsafe { get_next(&raw mut self.stream, &raw mut array) } != 0 {
            return Some(Err(failed()));
        }
        if array.is_released() {
            return None;
        }
        Some(import(array, self.field.data_type()).map(make_array))
    }
}

/// Takes an array over.
fn import(mut array: FFI_ArrowArray, data_type: &DataType) -> Result<ArrayData, ArrowError> {
    // SAFETY: the array came from a producer of this protocol together with its type and is not released.
    unsafe {
        drop_buffers_of_nulls(&raw mut array, data_type);
        from_ffi_and_data_type(array, data_type.clone())
    }
}

/// The beginning of the C struct of an array.
#[repr(C)]
struct ArrayHead {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *const *const c_void,
    children: *const *mut FFI_ArrowArray,
    dictionary: *mut FFI_ArrowArray,
}

/// Some producers give a column of nulls an empty buffer of validity, where the specification has no buffer and the
/// reader refuses one: it is left out. The producer frees what it gave, however many buffers are read.
///
/// # Safety
///
/// `array` points to an array of this type that is not released.
unsafe fn drop_buffers_of_nulls(array: *mut FFI_ArrowArray, data_type: &DataType) {
    let head = array.cast::<ArrayHead>();
    if *data_type == DataType::Null {
        // SAFETY: every array begins with this head.
        unsafe { (*head).n_buffers = 0 };
    }
    if let DataType::Struct(fields) = data_type {
        // SAFETY: every array begins with this head, and a struct has as many children as it says.
        let children = unsafe { (*head).children };
        let count = usize::try_from(unsafe { (*head).n_children }).unwrap_or(0);
        for (place, field) in fields.iter().enumerate().take(count) {
            // SAFETY: `place` is below the number of children, each of which is an array of its field's type.
            unsafe { drop_buffers_of_nulls(*children.add(place), field.data_type()) };
        }
    }
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
    let array = catch(|| {
        // A producer that breaks the format can make this panic.
        Ok(make_array(import(array, field.data_type()).map_err(|_| used())?))
    });
    let array = array.map_err(|_| used())?;
    Ok(Arrays { field: field.into(), arrays: Box::new(std::iter::once(Ok(array))) })
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
