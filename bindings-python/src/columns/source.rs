//! What comes, batch by batch: of a stream in C, of an iterator of batches in Python, or one batch alone.
#![expect(unsafe_code, reason = "the C structs of the Arrow PyCapsule interface are reached by pointers")]

use std::{
    ffi::{CStr, c_void},
    slice, vec,
};

use arrow_array::{
    NullArray, UInt8Array, downcast_integer_array,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type},
    ffi_stream::FFI_ArrowArrayStream,
    make_array, new_null_array,
    types::UInt8Type,
};
use arrow_buffer::{NullBuffer, bit_chunk_iterator::UnalignedBitChunk};
use arrow_data::ArrayData;
use pyo3::{
    exceptions::{PyException, PyKeyboardInterrupt, PyOSError, PySystemExit},
    intern,
    types::{PyCapsule, PyIterator},
};

use super::{
    cells::{number, wholes},
    prelude::*,
    shape::used,
};

pub(super) const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// Where batches come from.
pub(crate) enum Origin {
    Stream(FFI_ArrowArrayStream),
    /// A reader in Python, which is asked there: what it raises is lost on the way through C.
    Batches(Py<PyIterator>),
    One(Option<FFI_ArrowArray>),
    /// Batches that have come already, of the picked columns.
    Ready(vec::IntoIter<StructArray>),
}

/// The columns that are read, of one batch after another.
pub(crate) struct Source {
    origin: Origin,
    picks: Vec<Pick>,
    /// How many rows have come.
    rows: u64,
    /// It has said that there is no more, or failed: it is not asked again.
    ended: bool,
}

impl Source {
    pub(crate) fn new(origin: Origin, picks: Vec<Pick>) -> Self {
        Self { origin, picks, rows: 0, ended: false }
    }

    /// Every batch to the end, for a question that needs all rows at once. Errors: those of `next`.
    pub(crate) fn gather(mut self) -> Bind<Vec<StructArray>> {
        let mut batches = Vec::new();
        while let Some(batch) = self.next()? {
            batches.push(batch);
            interrupted()?;
        }
        Ok(batches)
    }

    /// Batches that were gathered, once more.
    pub(crate) fn ready(batches: Vec<StructArray>) -> Self {
        Self::new(Origin::Ready(batches.into_iter()), Vec::new())
    }

    /// The picked columns of the next batch that has rows.
    ///
    /// Errors: `stream_failed`, caused by what the source says; `not_a_table` for rows that are null as a whole; what a
    /// reader in Python raises that is no `Exception`, such as `KeyboardInterrupt`.
    pub(crate) fn next(&mut self) -> Bind<Option<StructArray>> {
        while !self.ended {
            // A producer that breaks the format can make the reading of its structs panic.
            let next = catch(|| self.pull());
            match next {
                Err(BindError::Panic(_)) => {
                    self.ended = true;
                    return Err(self.broken());
                }
                Ok(Some(batch)) if batch.is_empty() => {}
                Ok(Some(batch)) => {
                    self.rows += u64::try_from(batch.len()).unwrap_or(0);
                    return Ok(Some(batch));
                }
                end => {
                    self.ended = true;
                    return end;
                }
            }
        }
        Ok(None)
    }

    fn pull(&mut self) -> Bind<Option<StructArray>> {
        let array = match &mut self.origin {
            Origin::Ready(batches) => return Ok(batches.next()),
            Origin::One(array) => array.take(),
            Origin::Stream(stream) => match ask(stream) {
                Ok(array) => Some(array).filter(|array| !array.is_released()),
                Err(said) => return Err(said.error(self.rows)),
            },
            Origin::Batches(batches) => match Python::attach(|py| next_of(batches.bind(py))) {
                Ok(None) => None,
                Ok(Some((shape, array))) => {
                    if !self.picks.iter().all(|pick| shape.has(pick)) {
                        return Err(self.broken());
                    }
                    Some(array)
                }
                Err(BindError::Python(error))
                    if Python::attach(|py| error.is_instance_of::<PyException>(py)) =>
                {
                    return Err(self.failed(Some(error)));
                }
                Err(error) => return Err(error),
            },
        };
        array.map(|array| self.columns(array)).transpose()
    }

    /// Takes the picked columns out of a batch: nobody else asks for them.
    fn columns(&self, mut array: FFI_ArrowArray) -> Bind<StructArray> {
        let head = ArrayHead::of(&array);
        let (length, offset) = head.rows().ok_or_else(|| self.broken())?;
        if length == 0 {
            // Whatever buffers an empty batch has or lacks.
            return Ok(StructArray::new_empty_fields(0, None));
        }
        if head.has_null_rows(length, offset) && self.picks.iter().any(|pick| pick.place.is_some()) {
            let text = "rows that are null as a whole came: give a table, not an array of structs";
            return Err(BindError::wrong_type("not_a_table", None, text));
        }
        // As they came, and as they are read.
        let (mut came, mut columns): (Vec<ArrayRef>, Vec<ArrayRef>) = (Vec::new(), Vec::new());
        for (number, pick) in self.picks.iter().enumerate() {
            let Some(place) = pick.place else {
                let whole = std::mem::replace(&mut array, FFI_ArrowArray::empty());
                let whole = import(whole, pick.field.data_type()).ok_or_else(|| self.broken())?;
                came.push(Arc::clone(&whole));
                columns.push(whole);
                continue;
            };
            // A child can be moved out once, and a column that is read may be handed on too.
            let taken = self.picks.iter().take(number).position(|other| other.place == pick.place);
            let column = match taken.and_then(|taken| came.get(taken)) {
                Some(column) => Arc::clone(column),
                None => {
                    let column = head.child(place).and_then(|column| import(column, pick.field.data_type()));
                    let column = column.filter(|column| column.len() >= offset + length);
                    column.ok_or_else(|| self.broken())?.slice(offset, length)
                }
            };
            came.push(Arc::clone(&column));
            let column = if pick.as_kato { kato_numbers(column) } else { column };
            columns.push(pick.hand_on(column));
        }
        let field = |(pick, column): (&Pick, &ArrayRef)| {
            pick.field.clone().with_data_type(column.data_type().clone())
        };
        let fields: Vec<Field> = self.picks.iter().zip(&columns).map(field).collect();
        StructArray::try_new_with_length(fields.into(), columns, None, length).map_err(|_| self.broken())
    }

    fn failed(&self, cause: Option<PyErr>) -> BindError {
        BindError::Failed { rows: self.rows, cause }
    }

    /// The producer breaks the format.
    fn broken(&self) -> BindError {
        self.failed(None)
    }
}

impl Pick {
    /// The column as it is read or, of one that is handed on, in the type that all batches have.
    fn hand_on(&self, column: ArrayRef) -> ArrayRef {
        let data_type = self.field.data_type();
        let strange = self.carried && column.data_type() != data_type;
        if strange { new_null_array(data_type, column.len()) } else { column }
    }
}

/// What a stream says when it fails.
pub(super) struct Said {
    code: i32,
    words: String,
}

impl Said {
    pub(super) fn of(stream: &mut FFI_ArrowArrayStream, code: i32) -> Self {
        let words = stream.get_last_error().map_or(std::ptr::null(), |get| {
            // SAFETY: the stream is ours and not released, and it has just failed.
            unsafe { get(stream) }
        });
        // SAFETY: what a stream says is null, or a C string that stands until it is asked again.
        let words = if words.is_null() { None } else { Some(unsafe { CStr::from_ptr(words) }) };
        Self { code, words: words.map(|words| words.to_string_lossy().into_owned()).unwrap_or_default() }
    }

    /// The error of a stream of which so many rows had come: caused by its own words, unless these are those of an
    /// exception by which a process is to be stopped.
    pub(super) fn error(self, rows: u64) -> BindError {
        self.unstoppable().unwrap_or_else(|| {
            let cause = Some(PyOSError::new_err((self.code, self.words)));
            BindError::Failed { rows, cause }
        })
    }

    /// The exception by which a process is to be stopped, where the words of the stream end with one: a reader in Python
    /// behind a stream in C cannot hand it over itself.
    fn unstoppable(&self) -> Option<BindError> {
        let last = self.words.trim_end().lines().next_back()?;
        let (name, text) = last.split_once(": ").unwrap_or((last, ""));
        let error = match name {
            "KeyboardInterrupt" if text.is_empty() => PyKeyboardInterrupt::new_err(()),
            "KeyboardInterrupt" => PyKeyboardInterrupt::new_err(text.to_owned()),
            "SystemExit" => match text.parse::<i64>() {
                Ok(status) => PySystemExit::new_err(status),
                Err(_) => PySystemExit::new_err(text.to_owned()),
            },
            _ => return None,
        };
        Some(BindError::Python(error))
    }
}

/// The next array of a stream, a released one at its end.
fn ask(stream: &mut FFI_ArrowArrayStream) -> Result<FFI_ArrowArray, Said> {
    let mut array = FFI_ArrowArray::empty();
    let get_next = stream.get_next().ok_or(Said { code: 0, words: String::new() })?;
    // SAFETY: the stream was not released when it came and is ours since; so is the array.
    let code = unsafe { get_next(stream, &raw mut array) };
    if code == 0 { Ok(array) } else { Err(Said::of(stream, code)) }
}

/// The next batch of a reader in Python, and its type.
fn next_of(batches: &Bound<'_, PyIterator>) -> Bind<Option<(Shape, FFI_ArrowArray)>> {
    let Some(batch) = batches.clone().next().transpose()? else { return Ok(None) };
    let (schema, array) = capsules(&batch.call_method0(intern!(batch.py(), "__arrow_c_array__"))?)?;
    Ok(Some((Shape::new(schema)?, array)))
}

/// A schema and its array, each moved out of its capsule.
pub(super) fn capsules(both: &Bound<'_, PyAny>) -> Bind<(FFI_ArrowSchema, FFI_ArrowArray)> {
    let (schema, array) = both.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>().map_err(|_| foreign())?;
    let array = array.cast::<PyCapsule>().map_err(|_| foreign())?;
    let array = array.pointer_checked(Some(ARRAY)).map_err(|_| foreign())?;
    let schema = schema_of(&schema)?;
    // SAFETY: by the protocol a capsule of this name points to an array that nobody else uses while we hold the
    // interpreter; it is moved out once and an empty one left.
    let array = unsafe { FFI_ArrowArray::from_raw(array.as_ptr().cast()) };
    if array.is_released() { Err(used()) } else { Ok((schema, array)) }
}

pub(super) fn schema_of(capsule: &Bound<'_, PyAny>) -> Bind<FFI_ArrowSchema> {
    let schema = capsule.cast::<PyCapsule>().map_err(|_| foreign())?;
    let schema = schema.pointer_checked(Some(SCHEMA)).map_err(|_| foreign())?;
    // SAFETY: by the protocol a capsule of this name points to a schema that nobody else uses while we hold the
    // interpreter; it is moved out once and an empty one left.
    Ok(unsafe { FFI_ArrowSchema::from_raw(schema.as_ptr().cast()) })
}

#[cold]
pub(super) fn foreign() -> BindError {
    BindError::malformed("stream_failed", None, "what came is no Arrow capsule")
}

/// Takes an array over, as one of type null if all of it is; none if its producer breaks the format.
fn import(array: FFI_ArrowArray, data_type: &DataType) -> Option<ArrayRef> {
    let head = ArrayHead::of(&array);
    if array.is_released() {
        return None;
    }
    let (length, _) = head.rows()?;
    if *data_type == DataType::Null || head.null_count == head.length || head.has_empty_dictionary() {
        // Whatever buffers it has or lacks.
        return Some(Arc::new(NullArray::new(length)));
    }
    // SAFETY: the array came from a producer of this protocol together with its type and is not released.
    let data = unsafe { from_ffi_and_data_type(array, data_type.clone()) };
    let array = data.ok().map(make_array)?;
    if !array.data_type().is_nested() {
        return Some(array);
    }
    Some(with_nulls_told(&array.to_data()).map_or(array, make_array))
}

/// The same where each field of a null object is null, whatever a producer left there; nothing where that is so already.
fn with_nulls_told(data: &ArrayData) -> Option<ArrayData> {
    let hidden = data.nulls().filter(|nulls| nulls.null_count() > 0);
    let hidden = hidden.filter(|_| matches!(data.data_type(), DataType::Struct(_)));
    let mut is_changed = hidden.is_some();
    let mut tell = |child: &ArrayData| {
        let told = with_nulls_told(child);
        is_changed |= told.is_some();
        let told = told.unwrap_or_else(|| child.clone());
        if let Some(hidden) = hidden { hide(&told, hidden) } else { told }
    };
    let children = data.child_data().iter().map(&mut tell).collect();
    // SAFETY: of the children, each is as good and as long as it came.
    is_changed.then(|| unsafe { data.clone().into_builder().child_data(children).build_unchecked() })
}

/// A column of which these cells are null too, if its type has room for that.
fn hide(data: &ArrayData, hidden: &NullBuffer) -> ArrayData {
    if matches!(data.data_type(), DataType::Null | DataType::Union(..) | DataType::RunEndEncoded(..)) {
        return data.clone();
    }
    let nulls = NullBuffer::union(data.nulls(), Some(hidden));
    // SAFETY: the array is as good as it came, and of its nulls there are as many as it has cells.
    unsafe { data.clone().into_builder().nulls(nulls).build_unchecked() }
}

/// Whole numbers of any width as KATO numbers: those of two digits, and those of nine by their first two. Any other becomes 0,
/// which no region has.
fn kato_numbers(column: ArrayRef) -> ArrayRef {
    if column.data_type() == &DataType::UInt8 {
        return column;
    }
    let array = &column;
    downcast_integer_array!(array => {
        let short = array.unary::<_, UInt8Type>(|kato| number(kato).unwrap_or(0));
        Arc::new(if short.values().contains(&0) { with_nine_digits(short, &column) } else { short })
    } _ => column)
}

#[cold]
fn with_nine_digits(short: UInt8Array, column: &ArrayRef) -> UInt8Array {
    let (_, kato, nulls) = short.into_parts();
    let mut kato = kato.to_vec();
    for (slot, number) in kato.iter_mut().zip(wholes(column).unwrap_or_default()) {
        if let Some(number @ 100_000_000..=999_999_999) = number {
            *slot = u8::try_from(number / 10_000_000).unwrap_or(0);
        }
    }
    UInt8Array::new(kato.into(), nulls)
}

/// The beginning of the C struct of an array.
#[repr(C)]
#[derive(Clone, Copy)]
struct ArrayHead {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *const *const c_void,
    children: *const *mut FFI_ArrowArray,
    dictionary: *const FFI_ArrowArray,
}

impl ArrayHead {
    fn of(array: &FFI_ArrowArray) -> Self {
        // SAFETY: every array begins with this head.
        unsafe { *std::ptr::from_ref(array).cast() }
    }

    /// How many rows there are, and how many of the buffers' stand before them.
    fn rows(&self) -> Option<(usize, usize)> {
        let (length, offset) = (usize::try_from(self.length).ok()?, usize::try_from(self.offset).ok()?);
        length.checked_add(offset).map(|_| (length, offset))
    }

    /// Whether any row of a struct is null as a whole.
    fn has_null_rows(&self, length: usize, offset: usize) -> bool {
        if self.null_count == 0 || self.n_buffers < 1 || self.buffers.is_null() {
            return false;
        }
        // SAFETY: there is at least one buffer; the first of a struct is its validity, or null.
        let bits = unsafe { (*self.buffers).cast::<u8>() };
        if bits.is_null() {
            return false;
        }
        // SAFETY: it has a bit a row.
        let bits = unsafe { slice::from_raw_parts(bits, (offset + length).div_ceil(8)) };
        UnalignedBitChunk::new(bits, offset, length).count_ones() < length
    }

    /// Moves a child out, as the format allows.
    fn child(&self, place: usize) -> Option<FFI_ArrowArray> {
        if self.children.is_null() || place >= usize::try_from(self.n_children).ok()? {
            return None;
        }
        // SAFETY: an array has as many children as it says, each null or an array that lives as long as it does, and
        // nobody else uses them while it is ours.
        unsafe {
            let child = *self.children.add(place);
            if child.is_null() { None } else { Some(FFI_ArrowArray::from_raw(child)) }
        }
    }

    /// Whether there is a dictionary without values: all keys are null then.
    fn has_empty_dictionary(&self) -> bool {
        // SAFETY: a dictionary is null, or an array that lives as long as this one.
        unsafe { self.dictionary.as_ref() }.is_some_and(FFI_ArrowArray::is_empty)
    }
}
