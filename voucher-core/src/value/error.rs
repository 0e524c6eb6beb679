//! Malformed input: a stable code, the field, the place, and never the value (N34).

use core::fmt;

/// Why an input could not become a value.
///
/// It says *what kind* of value it was and *where* it stood, never the value itself (N34). The
/// causes may grow; callers match on [`code`](Error::code), which is stable. A rule that says *no*
/// is not an error: see [`Refusal`](crate::gas::Refusal).
///
/// ```
/// use voucher_core::Iin;
///
/// let error = Iin::parse("990101600003").unwrap_err();
/// assert_eq!(error.code(), "iin_control_digit");
/// assert_eq!(error.field(), Some("iin"));
/// assert!(!error.to_string().contains("990101600003"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Error {
    kind: ErrorKind,
    field: Option<&'static str>,
    position: Option<usize>,
}

impl Error {
    pub(crate) const fn new(kind: ErrorKind) -> Self {
        Self { kind, field: None, position: None }
    }

    pub(crate) const fn of_field(kind: ErrorKind, field: &'static str) -> Self {
        Self { kind, field: Some(field), position: None }
    }

    pub(crate) const fn at(mut self, position: usize) -> Self {
        self.position = Some(position);
        self
    }

    pub(crate) const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable code of the cause, in `snake_case`.
    ///
    /// ```
    /// use voucher_core::Account;
    ///
    /// assert_eq!(Account::parse("").unwrap_err().code(), "account_empty");
    /// assert_eq!(Account::parse(&"1".repeat(33)).unwrap_err().code(), "account_too_long");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The kind of value that was malformed, where one kind is meant.
    ///
    /// ```
    /// use voucher_core::Price;
    ///
    /// assert_eq!(Price::parse("100000000").unwrap_err().field(), Some("price"));
    /// ```
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// Where in the text the fault stands, in characters from 0, where one character is at fault.
    ///
    /// ```
    /// use voucher_core::Account;
    ///
    /// assert_eq!(Account::parse("12_4").unwrap_err().position(), Some(2));
    /// ```
    #[must_use]
    pub const fn position(&self) -> Option<usize> {
        self.position
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{field}: ")?;
        }
        f.write_str(self.kind.0.text)?;
        match self.position {
            Some(position) => write!(f, " (at character {position})"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for Error {}

/// The cause of an error; each module declares its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ErrorKind(pub(crate) &'static Cause);

impl ErrorKind {
    pub(crate) const fn code(self) -> &'static str {
        self.0.code
    }
}

/// A cause: its code and its words.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cause {
    pub(crate) code: &'static str,
    pub(crate) text: &'static str,
}

/// An error unless it holds.
pub(crate) const fn check(holds: bool, fault: ErrorKind) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::new(fault)) }
}

/// Declares the causes of a module, one row each: name, code, text.
macro_rules! causes {
    ($($kind:ident $code:literal $text:literal,)+) => {
        #[expect(non_upper_case_globals, reason = "named as the variants of a list are, which rooms share")]
        impl $crate::value::error::ErrorKind {
            $(
                pub(crate) const $kind: Self =
                    Self(&$crate::value::error::Cause { code: $code, text: $text });
            )+
        }

        /// What can be wrong here.
        pub(crate) const CAUSES: &[$crate::value::error::ErrorKind] =
            &[$($crate::value::error::ErrorKind::$kind,)+];
    };
}

pub(crate) use causes;

causes! {
    NotText "not_text" "must be text",
    NotAnArray "not_an_array" "must be an array",
    TooMany "too_many" "more elements than the array may have",
    InvalidField "invalid_field" "a field is not valid",
    UnknownValue "unknown_value" "not one of the values that are known",
}
