//! JSON in and out: a strict reader, the fields of an object, one writer.

#[cfg(feature = "json")]
pub(crate) mod fields;
#[cfg(feature = "json")]
pub(crate) mod json;
pub(crate) mod writer;

/// What is put behind the id of a changed regulation that the change gives no other id.
pub(crate) const CHANGED: &str = "+changed";

/// The most bytes that a line may have before its end.
#[cfg(feature = "json")]
pub(crate) const MAX_LINE_BYTES: usize = 65_536;

/// What can be wrong with a line.
pub(crate) const CAUSES: &[&[crate::value::error::ErrorKind]] = &[
    #[cfg(feature = "json")]
    fields::CAUSES,
];
