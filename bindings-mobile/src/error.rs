//! The one error: malformed input, with a code and a field, never the value (N34).

use voucher_core as core;

/// An input that could not be read. A rule that says *no* is no error: it is an answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Error)]
#[uniffi::export(Display)]
pub enum VoucherError {
    /// Malformed input. The value itself is never repeated.
    Malformed {
        /// The stable code of the cause, in `snake_case`.
        code: String,
        /// The kind of value that was malformed, where one kind is meant.
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

impl std::fmt::Display for VoucherError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::Malformed { code, detail, .. } = self;
        write!(f, "{code}: {detail}")
    }
}

impl std::error::Error for VoucherError {}
