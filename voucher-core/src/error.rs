//! Malformed input: a stable code, the field, the place, and never the value (N34).

use core::fmt;

/// Why an input could not become a value.
///
/// It says *what kind* of value it was and *where* it stood, never the value itself (N34). The
/// causes may grow; callers match on [`code`](Error::code), which is stable. A rule that says *no*
/// is not an error: see [`Refusal`](crate::Refusal).
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

    /// Every code that [`code`](Error::code) can give, each once.
    ///
    /// ```
    /// assert!(voucher_core::Error::codes().any(|code| code == "window_reversed"));
    /// ```
    pub fn codes() -> impl Iterator<Item = &'static str> {
        ErrorKind::ALL.iter().map(|kind| kind.code())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{field}: ")?;
        }
        f.write_str(self.kind.text())?;
        match self.position {
            Some(position) => write!(f, " (at character {position})"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for Error {}

/// One row a cause: variant, code, text.
macro_rules! error_kinds {
    ($($kind:ident $code:literal $text:literal,)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum ErrorKind { $($kind,)+ }

        impl ErrorKind {
            const ALL: &[Self] = &[$(Self::$kind,)+];

            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)+ }
            }

            const fn text(self) -> &'static str {
                match self { $(Self::$kind => $text,)+ }
            }
        }
    };
}

// Errors of a journal's line, in the order in which they are looked for; the reasons of
// `invalid_field`, in the order in which the first is named where several hold; the codes of N7.
error_kinds! {
    LineTooLong "line_too_long" "a line has at most 65 536 bytes",
    NotUtf8 "not_utf8" "not UTF-8",
    MalformedJson "malformed_json" "not JSON as RFC 8259 has it",
    DuplicateField "duplicate_field" "a name stands twice in one object",
    NoRegulation "no_regulation" "a regulation comes before every fact and query",
    RegulationAlreadyChosen "regulation_already_chosen" "the journal has its regulation",
    UnknownRegulation "unknown_regulation" "no published regulation has this id",
    InvalidRegulation "invalid_regulation" "the regulation does not pass its checks",
    UnknownKind "unknown_kind" "a line has exactly one known regulation, fact or query",
    MissingField "missing_field" "a field is missing",
    UnknownField "unknown_field" "a field is not known here",
    InvalidField "invalid_field" "a field is not valid",
    NotText "not_text" "must be text",
    NotABoolean "not_a_boolean" "must be true or false",
    NotAnArray "not_an_array" "must be an array",
    NotAnObject "not_an_object" "must be an object",
    IinLength "iin_length" "an IIN has 12 digits",
    IinNotDigits "iin_not_digits" "an IIN has ASCII digits only",
    IinControlDigit "iin_control_digit" "the control digit does not fit",
    IinRepeatedDigit "iin_repeated_digit" "twelve equal digits are no IIN",
    PhoneCharacter "phone_character" "a phone has digits, spaces, dashes and brackets, with + in front only",
    PhoneLength "phone_length" "a phone is +7 or 8 and ten digits, or ten digits",
    PhoneNotMobile "phone_not_mobile" "not a mobile number of Kazakhstan",
    NoSuchDay "no_such_day" "no such day in the calendar",
    NotADate "not_a_date" "a date is written YYYY-MM-DD",
    NotAnInstant "not_an_instant" "an instant is written as in RFC 3339, and its day is one of the years 1 to 9999",
    InstantBeforeSingleZone "instant_before_single_zone" "before 2024-02-29T19:00:00Z the country had two zones",
    NotAMonth "not_a_month" "a month is written YYYY-MM",
    UnknownRegion "unknown_region" "no region of Kazakhstan has this code or name",
    UnknownValue "unknown_value" "not one of the values that are known",
    AccountEmpty "account_empty" "an account has at least one character",
    AccountTooLong "account_too_long" "an account has at most 32 characters",
    AccountCharacter "account_character" "an account has ASCII letters, digits, - and / only",
    AccountNoDigit "account_no_digit" "an account has at least one digit",
    ReferenceEmpty "reference_empty" "a reference has at least one character",
    ReferenceTooLong "reference_too_long" "a reference has at most 64 characters",
    ReferenceCharacter "reference_character" "a reference has ASCII letters, digits, -, _, ., / and : only",
    NotADecimal "not_a_decimal" "a decimal is digits with at most one point between them",
    TooManyDecimals "too_many_decimals" "more decimals than this amount may have",
    Negative "negative" "must not be negative",
    TooLarge "too_large" "too large for this amount",
    MalformedRegulation "malformed_regulation" "a field of the regulation is missing, unknown or of the wrong kind",
    PeriodReversed "period_reversed" "the period ends before it begins",
    NoRegions "no_regions" "a regulation names at least one region",
    NoAssistance "no_assistance" "a regulation names at least one kind of assistance",
    DayOutOfRange "day_out_of_range" "a day of month is 1 to 31",
    WindowReversed "window_reversed" "the activation window closes before it opens in some month",
    RegisterBeforeWindowEnds "register_before_window_ends" "the register is due before the window has closed in some month",
    LimitBelowOne "limit_below_one" "at least one activation per account and month",
    RepeatBelowOneDay "repeat_below_one_day" "the repeat SMS comes at least one day after the first",
    ReplyCodeMalformed "reply_code_malformed" "a code of a reply is not empty and has no white space at its ends",
    RateOutOfRange "rate_out_of_range" "a rate is 0 to 1",
    NormNegative "norm_negative" "a norm is not negative",
    RegulationsOverlap "regulations_overlap" "two regulations of one programme are in force on one day",
    SnapshotForeign "snapshot_foreign" "not what a ledger has saved",
    SnapshotVersion "snapshot_version" "saved in a form that this version does not know",
    SnapshotDamaged "snapshot_damaged" "not as it was saved: the digest does not fit",
    SnapshotInconsistent "snapshot_inconsistent" "no ledger can hold this",
    PseudonymKeyTooShort "pseudonym_key_too_short" "a pseudonym key has at least 32 bytes",
}
