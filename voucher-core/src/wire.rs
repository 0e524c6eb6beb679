//! JSON in and out: a strict reader, the fields of an object, one writer.

#[cfg(feature = "json")]
pub(crate) mod fields;
#[cfg(feature = "json")]
pub(crate) mod json;
pub(crate) mod writer;

/// What stands behind the id of a changed regulation.
pub(crate) const CHANGED: &str = "+changed";
