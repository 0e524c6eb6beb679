//! The type of what comes: columns by name, of which only those that are asked for are read. What stands beside them may
//! be of any type, and no metadata is read but the name of an extension.
#![expect(unsafe_code, reason = "the C struct of a schema is reached by pointers")]

use std::{
    borrow::Cow,
    ffi::{CStr, c_char},
    slice,
};

use arrow_schema::{TimeUnit, ffi::FFI_ArrowSchema};

use super::prelude::*;
use crate::error::Named;

/// The beginning of the C struct of a schema.
#[repr(C)]
struct Head {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *mut *mut FFI_ArrowSchema,
}

/// The type of a table, or of one array.
pub(crate) struct Shape(FFI_ArrowSchema);

/// A column that is read: its place in the table, or none where one array comes by itself.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Pick {
    pub(super) place: Option<usize>,
    pub(super) field: Field,
    /// It is handed on as it is, whatever its type, and nobody reads it.
    pub(super) carried: bool,
    /// Whether whole numbers of any width are read as KATO numbers of eight bits.
    pub(super) as_kato: bool,
}

/// Why a column cannot be picked.
pub(crate) enum Odd {
    /// It has this extension type.
    Extension(String),
    /// No library in Rust knows its type, whose words these are.
    Unknown(String),
}

impl Shape {
    /// Errors: `stream_failed` for a schema that is released or has no format.
    pub(crate) fn new(schema: FFI_ArrowSchema) -> Bind<Self> {
        if schema.release().is_none() || head(&schema).format.is_null() {
            Err(used())
        } else {
            Ok(Self(schema))
        }
    }

    /// Whether it is a table: a struct, one child a column.
    pub(crate) fn is_table(&self) -> bool {
        format(&self.0) == "+s"
    }

    /// Errors: `not_a_table`.
    pub(crate) fn demand_table(&self) -> Bind<()> {
        if self.is_table() {
            return Ok(());
        }
        let text = format!("must be a table with columns; one array of {} came", self.words());
        Err(BindError::wrong_type("not_a_table", None, text))
    }

    /// The names of the columns of a table.
    pub(crate) fn names(&self) -> Vec<String> {
        let count = usize::try_from(head(&self.0).n_children).unwrap_or(0);
        let name = |column| text(head(column).name).map_or(Cow::Borrowed(""), CStr::to_string_lossy);
        (0..count).filter_map(|place| self.column(place)).map(|column| name(column).into_owned()).collect()
    }

    /// The place of the column of this name. Errors: `duplicate_column`.
    pub(crate) fn find(&self, name: &str) -> Bind<Option<usize>> {
        let count = usize::try_from(head(&self.0).n_children).unwrap_or(0);
        let mut places =
            (0..count).filter(|place| self.column(*place).is_some_and(|column| named(column, name)));
        let place = places.next();
        if places.next().is_some() {
            let text = "the table has two columns of this name";
            return Err(BindError::malformed("duplicate_column", name.to_owned(), text));
        }
        Ok(place)
    }

    /// The column of this name. Errors: `missing_column`, `duplicate_column`.
    pub(crate) fn demand(&self, name: &'static str) -> Bind<usize> {
        self.find(name)?.ok_or_else(|| missing_of(name, "the table has no such column"))
    }

    /// The column at a place, or the array by itself.
    pub(crate) fn pick(&self, place: Option<usize>, name: &str) -> Result<Pick, Odd> {
        let schema = place.map_or(Some(&self.0), |place| self.column(place));
        let Some(schema) = schema else { return Err(Odd::Unknown("nothing".to_owned())) };
        if let Some(extension) = extension(schema) {
            return Err(Odd::Extension(extension));
        }
        // Of a type that it does not know, the reader may panic.
        let data_type = catch(|| Ok(DataType::try_from(schema))).ok().and_then(Result::ok);
        let data_type = data_type.ok_or_else(|| Odd::Unknown(format(schema).into_owned()))?;
        Ok(Pick { place, field: Field::new(name, data_type, true), carried: false, as_kato: false })
    }

    /// The column at a place, to be handed on with its metadata. Errors: `unsupported_type` where no library in Rust knows its
    /// type.
    pub(crate) fn carry(&self, place: usize, name: &str) -> Bind<Pick> {
        let schema = self.column(place);
        // Of a type that it does not know, the reader may panic; metadata may be no text.
        let field = schema.and_then(|schema| {
            let whole = catch(|| Ok(Field::try_from(schema))).ok().and_then(Result::ok);
            let plain = || catch(|| Ok(DataType::try_from(schema))).ok().and_then(Result::ok);
            whole.or_else(|| plain().map(|data_type| Field::new(name, data_type, true)))
        });
        let words = || schema.map(format).unwrap_or_default().into_owned();
        let field = field.ok_or_else(|| {
            let text = format!("came as a type that is not known here ({}): keep a plain one", words());
            BindError::wrong_type("unsupported_type", name.to_owned(), text)
        })?;
        Ok(Pick { place: Some(place), field: field.with_nullable(true), carried: true, as_kato: false })
    }

    /// What it is, in Arrow's usual words.
    pub(crate) fn words(&self) -> String {
        match self.pick(None, "") {
            Ok(pick) => name_of(pick.field.data_type()),
            Err(Odd::Extension(words) | Odd::Unknown(words)) => words,
        }
    }

    /// Whether this column is picked from here too: of one type, at one place, by one name.
    pub(crate) fn has(&self, pick: &Pick) -> bool {
        let name = pick.field.name();
        let called = |place| self.column(place).is_some_and(|column| named(column, name));
        let again = match pick.place {
            Some(place) if pick.carried => self.carry(place, name).ok(),
            place => self.pick(place, name).ok(),
        };
        let same = |other: Pick| other.field == pick.field && other.carried == pick.carried;
        pick.place.is_none_or(called) && again.is_some_and(same)
    }

    fn column(&self, place: usize) -> Option<&FFI_ArrowSchema> {
        let Head { n_children, children, .. } = head(&self.0);
        if children.is_null() || place >= usize::try_from(*n_children).ok()? {
            return None;
        }
        // SAFETY: a schema has as many children as it says, each null or a schema that lives as long as it does.
        unsafe { (*children.add(place)).as_ref() }
    }
}

fn head(schema: &FFI_ArrowSchema) -> &Head {
    // SAFETY: every schema begins with this head.
    unsafe { &*std::ptr::from_ref(schema).cast() }
}

/// The format of a schema that has one.
fn format(schema: &FFI_ArrowSchema) -> Cow<'_, str> {
    // SAFETY: a format that is not null is a C string that lives as long as its schema.
    text(head(schema).format).map_or(Cow::Borrowed(""), CStr::to_string_lossy)
}

fn named(schema: &FFI_ArrowSchema, name: &str) -> bool {
    text(head(schema).name).is_some_and(|text| text.to_bytes() == name.as_bytes())
}

fn text<'a>(text: *const c_char) -> Option<&'a CStr> {
    // SAFETY: whoever calls gives null or a C string of a schema that is alive.
    if text.is_null() { None } else { Some(unsafe { CStr::from_ptr(text) }) }
}

/// The name of a schema's extension type, from its metadata: how many pairs, then each key and value behind its length.
fn extension(schema: &FFI_ArrowSchema) -> Option<String> {
    let mut rest = Metadata(head(schema).metadata.cast());
    if rest.0.is_null() {
        return None;
    }
    let mut pairs = (0..rest.number()).map(|_| (rest.bytes(), rest.bytes()));
    let (_, name) = pairs.find(|(key, _)| *key == b"ARROW:extension:name")?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// Metadata from here on.
struct Metadata(*const u8);

impl Metadata {
    fn take<'a>(&mut self, length: usize) -> &'a [u8] {
        let from = self.0;
        // SAFETY: metadata is as long as its own lengths say, and nobody goes further.
        unsafe {
            self.0 = from.add(length);
            slice::from_raw_parts(from, length)
        }
    }

    fn number(&mut self) -> usize {
        let bytes = self.take(size_of::<i32>());
        usize::try_from(i32::from_ne_bytes(bytes.try_into().unwrap_or_default())).unwrap_or(0)
    }

    fn bytes<'a>(&mut self) -> &'a [u8] {
        let length = self.number();
        self.take(length)
    }
}

#[cold]
pub(super) fn used() -> BindError {
    BindError::malformed("stream_failed", None, "the Arrow stream is used up or broken: read it anew")
}

#[cold]
pub(super) fn missing_of(name: impl Into<Named>, text: &str) -> BindError {
    BindError::malformed("missing_column", name, text)
}

/// A type, in Arrow's usual words.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other type is called what its variant is called")]
pub(crate) fn name_of(data_type: &DataType) -> String {
    let unit = |unit: &TimeUnit| match unit {
        TimeUnit::Second => "s",
        TimeUnit::Millisecond => "ms",
        TimeUnit::Microsecond => "us",
        TimeUnit::Nanosecond => "ns",
    };
    match data_type {
        DataType::Timestamp(of, None) => format!("timestamp[{}]", unit(of)),
        DataType::Timestamp(of, Some(_)) => format!("timestamp[{}] with a zone", unit(of)),
        DataType::Float16 => "halffloat".to_owned(),
        DataType::Float32 => "float".to_owned(),
        DataType::Float64 => "double".to_owned(),
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(_, _) => "list".to_owned(),
        DataType::Struct(_) => "struct".to_owned(),
        DataType::Union(_, _) => "union".to_owned(),
        DataType::Map(_, _) => "map".to_owned(),
        DataType::RunEndEncoded(_, _) => "run-end encoded".to_owned(),
        DataType::Dictionary(_, values) => format!("dictionary of {}", name_of(values)),
        other => format!("{other:?}").to_lowercase(),
    }
}
