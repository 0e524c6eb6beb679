//! The one error: malformed input, with a code and a field, never the value (N34).

use voucher_core as core;

/// An input that could not be read. A rule that says *no* is no error: it is an answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Error)]
pub enum VoucherError {
    /// Malformed input. The value itself is never repeated.
    Malformed {
        /// The stable code of the cause, in `snake_case`.
        code: String,
        /// The field that was malformed, or the kind of value where a value is read alone.
        field: Option<String>,
        /// What is wrong, in English, for a developer.
        detail: String,
    },
}

impl VoucherError {
    pub(crate) fn new(code: &str, field: Option<&str>, detail: &str) -> Self {
        Self::Malformed { code: code.to_owned(), field: field.map(str::to_owned), detail: detail.to_owned() }
    }
}

impl From<core::Error> for VoucherError {
    fn from(error: core::Error) -> Self {
        Self::new(error.code(), error.field(), &error.to_string())
    }
}

/// A regulation's JSON without its form: the field at fault, where the fault is one of a field.
impl From<core::FormFault> for VoucherError {
    fn from(fault: core::FormFault) -> Self {
        Self::new(fault.code(), fault.field(), &fault.to_string())
    }
}

/// A text without a byte order mark, which some servers write before it, as a journal may have one (*wire*). Not inlined, since
/// the rules of every kind are read through it.
#[inline(never)]
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads a regulation's JSON. Where its form is at fault, the error names the field.
pub(crate) fn regulation_from_json<R>(
    text: &str,
    read: impl FnOnce(&str) -> Result<R, core::Error>,
    fault: impl FnOnce(&str) -> Option<core::FormFault>,
) -> Result<R, VoucherError> {
    let text = without_mark(text);
    read(text).map_err(|error| fault(text).map_or(error.into(), Into::into))
}

impl std::fmt::Display for VoucherError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::Malformed { code, detail, .. } = self;
        write!(f, "{code}: {detail}")
    }
}

impl std::error::Error for VoucherError {}
