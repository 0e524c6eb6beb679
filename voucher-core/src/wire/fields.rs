//! The fields of an object, checked in the order of the wire format: missing, unknown, invalid.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

use chrono::NaiveDate;

use super::{
    MAX_LINE_BYTES,
    json::{self, Document, Room, Value},
    writer::Object,
};
use crate::value::{
    calendar::{Month, Period, parse_date, parse_instant},
    count::Count,
    error::{Error, ErrorKind, causes},
    identity::{Account, Iin},
    reference::Reference,
};

causes! {
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
    NotABoolean "not_a_boolean" "must be true or false",
    NotAnObject "not_an_object" "must be an object",
    BelowOne "below_one" "must be at least 1",
    FormTooNew "form_too_new" "the regulation has a form that only a newer version of this library reads",
}

/// Why a line, or a regulation's JSON, does not have its form (*wire*): a code, perhaps a field, perhaps a reason. Never a value.
///
/// The code is that of [`Error::code`](crate::Error::code) for the same fault, and as stable.
///
/// ```
/// use voucher_core::gas::{Fact, Regulation};
///
/// let read = |line: &str| Fact::read_line(line, &Regulation::gas_2025_08());
/// let fault = read(r#"{"fact":"confirmed","iin":"990101600003","on":"2025-09-29"}"#).unwrap_err();
/// assert_eq!((fault.code(), fault.field(), fault.reason()), ("invalid_field", Some("iin"), Some("iin_control_digit")));
/// assert_eq!(fault.to_string(), "iin: a field is not valid (iin_control_digit)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault {
    pub(crate) code: ErrorKind,
    pub(crate) field: Option<FieldName>,
    pub(crate) reason: Option<ErrorKind>,
}

/// Its name in these rooms.
pub(crate) type Fault = FormFault;

/// A name that an error may repeat: one of ours, or one that cannot hold personal data (N34).
pub(crate) type FieldName = Cow<'static, str>;

impl FormFault {
    pub(crate) const fn new(code: ErrorKind) -> Self {
        Self { code, field: None, reason: None }
    }

    /// A fault that names a field of the line, unless the name could hold personal data.
    pub(crate) fn stray(code: ErrorKind, name: &str) -> Self {
        Self { code, field: Some(shown(name)), reason: None }
    }

    const fn missing(name: &'static str) -> Self {
        Self { code: ErrorKind::MissingField, field: Some(Cow::Borrowed(name)), reason: None }
    }

    pub(crate) const fn invalid_regulation(error: Error) -> Self {
        Self { code: ErrorKind::InvalidRegulation, field: None, reason: Some(error.kind()) }
    }

    pub(crate) const fn invalid(name: &'static str, reason: ErrorKind) -> Self {
        Self { code: ErrorKind::InvalidField, field: Some(Cow::Borrowed(name)), reason: Some(reason) }
    }

    /// The same of a field that the regulation names.
    pub(crate) fn invalid_named(name: &str, reason: ErrorKind) -> Self {
        Self { code: ErrorKind::InvalidField, field: Some(shown(name)), reason: Some(reason) }
    }
}

impl FormFault {
    /// The stable code, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code.code()
    }

    /// The name of the field at fault, inside an object that of the object's own; `?` for a name that could hold personal data.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// Why an `invalid_field` is none, as a code.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        self.reason.map(ErrorKind::code)
    }

    /// The fault of a value without a name, as that of a field.
    pub(crate) fn of_field(self, name: &'static str) -> Self {
        if self.field.is_some() { self } else { Self::invalid(name, self.code) }
    }

    /// The one error of a regulation whose form is not the wire's, unless its form is a newer one (N41).
    pub(crate) fn of_regulation(&self) -> Error {
        let too_new = self.code == ErrorKind::FormTooNew;
        Error::new(if too_new { ErrorKind::FormTooNew } else { ErrorKind::MalformedRegulation })
    }

    /// The answer to a line in error.
    pub(crate) fn write(&self, answer: &mut Object<'_>) {
        answer.plain("error", self.code.code());
        if let Some(field) = &self.field {
            answer.plain("field", field);
        }
        if let Some(reason) = self.reason {
            answer.plain("reason", reason.code());
        }
    }
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        f.write_str(self.code.0.text)?;
        self.reason.map_or(Ok(()), |reason| write!(f, " ({})", reason.code()))
    }
}

impl core::error::Error for FormFault {}

/// A stray name as an answer may repeat it, since it can hold personal data (N34).
fn shown(name: &str) -> FieldName {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let harmless = name.len() <= 32
        && name.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && name.bytes().all(plain);
    if harmless { Cow::Owned(String::from(name)) } else { Cow::Borrowed("?") }
}

impl<'a> Document<'a> {
    /// The document that a line is, or why it is none (*wire*).
    pub(crate) fn of_line(line: &'a [u8], room: &'a Room) -> Result<Self, Fault> {
        if line.len() > MAX_LINE_BYTES {
            return Err(Fault::new(ErrorKind::LineTooLong));
        }
        Self::read(core::str::from_utf8(line).map_err(|_| Fault::new(ErrorKind::NotUtf8))?, room)
    }

    /// The document that a text is, or why it is none.
    pub(crate) fn read(text: &'a str, room: &'a Room) -> Result<Self, Fault> {
        Self::of(text, room).ok_or(Fault::new(ErrorKind::MalformedJson))
    }

    /// The fields of the object that it is, or why it is no object of the wire.
    pub(crate) fn fields(&self) -> Result<Fields<'_>, Fault> {
        let fields = Fields::read(&self.value)?;
        match &self.duplicate {
            Some(name) => Err(Fault::stray(ErrorKind::DuplicateField, name)),
            None => Ok(fields),
        }
    }
}

/// A field that an object must or may have.
#[derive(Clone, Copy)]
pub(crate) enum Field {
    Required(&'static str),
    Optional(&'static str),
    /// Exactly one of two names: the first is missing when neither is there, the second unknown
    /// when both are.
    OneOf(&'static str, &'static str),
}

pub(crate) const fn need(name: &'static str) -> Field {
    Field::Required(name)
}

pub(crate) const fn may(name: &'static str) -> Field {
    Field::Optional(name)
}

/// What a fact and a query have in every programme.
pub(crate) const KIND: Field = Field::OneOf("fact", "query");
pub(crate) const DATE: Field = Field::OneOf("on", "at");
pub(crate) const IIN: Field = need("iin");

/// What a regulation may have in every programme.
pub(crate) const FORM: Field = may("form");

/// The fields of an object, in the order of the text; no name stands twice.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'v>(json::Object<'v>);

impl<'v> Fields<'v> {
    /// None where the value is no object.
    pub(crate) fn of(value: &'v Value<'v>) -> Option<Self> {
        match value {
            Value::Object(object) => Some(Self(object)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Array(_) => None,
        }
    }

    /// The fields of a value, or the fault that it is no object.
    pub(crate) fn read(value: &'v Value<'v>) -> Result<Self, Fault> {
        Self::of(value).ok_or(Fault::new(ErrorKind::NotAnObject))
    }

    /// The name of a fact or query.
    pub(crate) fn kind(kind: &'v Value<'v>) -> Result<&'v str, Fault> {
        match kind {
            Value::Text(code) => Ok(code),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(Fault::new(ErrorKind::UnknownKind))
            }
        }
    }

    /// The name of the fact that a line is; a line that is something else, or several things, is none.
    pub(crate) fn fact(self) -> Result<&'v str, Fault> {
        let others = ["regulation", "query"].iter().any(|name| self.has(name));
        let fact = self.get("fact").filter(|_| !others);
        fact.ok_or(Fault::new(ErrorKind::UnknownKind)).and_then(Self::kind)
    }

    #[inline]
    pub(crate) fn get(self, name: &str) -> Option<&'v Value<'v>> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(crate) fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and values.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'v str, &'v Value<'v>)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }

    /// Checks that every field is there that must be, then that every field is known.
    pub(crate) fn check(self, own: &[Field]) -> Result<(), Fault> {
        if self.are_exactly(own) {
            return Ok(());
        }
        self.check_missing(own)?;
        self.check_unknown(own)
    }

    /// Whether every field is there, in this order, and no other: as most lines have them.
    fn are_exactly(self, own: &[Field]) -> bool {
        self.0.len() == own.len()
            && self.0.iter().zip(own).all(|((name, _), own)| match *own {
                Field::Required(own) | Field::Optional(own) => *name == own,
                Field::OneOf(first, second) => *name == first || *name == second,
            })
    }

    pub(crate) fn check_missing(self, own: &[Field]) -> Result<(), Fault> {
        let missing = own.iter().find_map(|field| match *field {
            Field::Required(name) => (!self.has(name)).then_some(name),
            Field::Optional(_) => None,
            Field::OneOf(first, second) => (!self.has(first) && !self.has(second)).then_some(first),
        });
        missing.map_or(Ok(()), |name| Err(Fault::missing(name)))
    }

    pub(crate) fn check_unknown(self, own: &[Field]) -> Result<(), Fault> {
        let known = |name: &str| {
            own.iter().any(|field| match *field {
                Field::Required(own) | Field::Optional(own) => own == name,
                Field::OneOf(first, second) => first == name || second == name && !self.has(first),
            })
        };
        match self.0.iter().find(|(name, _)| !known(name)) {
            Some((name, _)) => Err(Fault::stray(ErrorKind::UnknownField, name)),
            None => Ok(()),
        }
    }

    pub(crate) fn require(self, name: &'static str) -> Result<&'v Value<'v>, Fault> {
        self.get(name).ok_or(Fault::missing(name))
    }

    /// Checks that a regulation has a form that this version reads (N41): before everything else, since a newer form may have
    /// other fields.
    pub(crate) fn check_form(self) -> Result<(), Fault> {
        match self.optional("form", |fields| fields.count("form"))? {
            None | Some(1) => Ok(()),
            Some(0) => Err(Fault::invalid("form", ErrorKind::BelowOne)),
            Some(_) => Err(Fault::new(ErrorKind::FormTooNew)),
        }
    }

    /// Checks that a field that says of which kind a regulation is names this kind, if it is a text: before the other fields, which
    /// those of another kind lack.
    pub(crate) fn check_is(self, name: &'static str, code: &str) -> Result<(), Fault> {
        match self.get(name) {
            Some(Value::Text(text)) if *text != code => Err(Fault::invalid(name, ErrorKind::UnknownValue)),
            _ => Ok(()),
        }
    }

    /// The error of what is no regulation of a kind that this version knows.
    pub(crate) fn no_regulation(value: &'v Value<'v>) -> Error {
        let form = Self::read(value).and_then(Self::check_form);
        form.err().unwrap_or(Fault::new(ErrorKind::MalformedRegulation)).of_regulation()
    }

    /// A field that may be left out.
    pub(crate) fn optional<T>(
        self,
        name: &str,
        read: impl FnOnce(Self) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.has(name).then(|| read(self)).transpose()
    }

    pub(crate) fn optional_boolean(self, name: &'static str) -> Result<Option<bool>, Fault> {
        self.optional(name, |fields| fields.boolean(name))
    }

    pub(crate) fn optional_day(self, name: &'static str) -> Result<Option<NaiveDate>, Fault> {
        self.optional(name, |fields| fields.day(name))
    }

    pub(crate) fn optional_coded<T>(
        self,
        name: &'static str,
        from_code: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        self.optional(name, |fields| fields.coded(name, from_code))
    }

    /// A field that may be left out, which means the same as `null`.
    pub(crate) fn nullable<T>(
        self,
        name: &str,
        read: impl FnOnce(Self) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        match self.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => read(self).map(Some),
        }
    }

    pub(crate) fn text<T>(
        self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<T, Fault> {
        text(self.require(name)?, parse).map_err(|reason| Fault::invalid(name, reason))
    }

    pub(crate) fn string(self, name: &'static str) -> Result<String, Fault> {
        self.text(name, |text| Ok(text.into()))
    }

    pub(crate) fn coded<T>(
        self,
        name: &'static str,
        from_code: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        self.text(name, |text| from_code(text).ok_or(Error::new(ErrorKind::UnknownValue)))
    }

    pub(crate) fn boolean(self, name: &'static str) -> Result<bool, Fault> {
        boolean(self.require(name)?).map_err(|reason| Fault::invalid(name, reason))
    }

    /// A whole number without fraction or exponent.
    pub(crate) fn number<T: core::str::FromStr>(self, name: &'static str) -> Result<T, Fault> {
        let number = match self.require(name)? {
            Value::Number(number) => number.parse().ok(),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::Array(_) | Value::Object(_) => None,
        };
        number.ok_or(Fault::invalid(name, ErrorKind::InvalidField))
    }

    /// A count: a whole number from 0 without sign, fraction or exponent, of 31 bits.
    pub(crate) fn counted(self, name: &'static str) -> Result<Count, Fault> {
        count(self.require(name)?).map_err(|reason| Fault::invalid(name, reason))
    }

    /// The number of a count.
    pub(crate) fn count(self, name: &'static str) -> Result<u32, Fault> {
        self.counted(name).map(Count::number)
    }

    pub(crate) fn object(self, name: &'static str) -> Result<Self, Fault> {
        Self::of(self.require(name)?).ok_or(Fault::invalid(name, ErrorKind::NotAnObject))
    }

    pub(crate) fn array(self, name: &'static str) -> Result<&'v [Value<'v>], Fault> {
        match self.require(name)? {
            Value::Array(items) => Ok(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Object(_) => {
                Err(Fault::invalid(name, ErrorKind::NotAnArray))
            }
        }
    }

    /// The same fields, once an array of theirs has at most so many elements.
    pub(crate) fn few(self, name: &'static str, most: usize) -> Result<Self, Fault> {
        if self.array(name)?.len() > most { Err(Fault::invalid(name, ErrorKind::TooMany)) } else { Ok(self) }
    }

    /// An array of objects.
    pub(crate) fn objects(
        self,
        name: &'static str,
    ) -> Result<impl Iterator<Item = Result<Self, Fault>>, Fault> {
        let object = move |item| Self::of(item).ok_or(Fault::invalid(name, ErrorKind::NotAnObject));
        Ok(self.array(name)?.iter().map(object))
    }

    /// An array of texts, read element by element.
    pub(crate) fn texts<T, C: FromIterator<T>>(
        self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, Error>,
    ) -> Result<C, Fault> {
        let invalid = |reason| Fault::invalid(name, reason);
        self.array(name)?.iter().map(|item| text(item, &parse).map_err(invalid)).collect()
    }

    pub(crate) fn strings(self, name: &'static str) -> Result<Vec<String>, Fault> {
        self.texts(name, |text| Ok(text.into()))
    }

    /// An array of codes.
    pub(crate) fn codes<T, C: FromIterator<T>>(
        self,
        name: &'static str,
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Result<C, Fault> {
        self.texts(name, |text| from_code(text).ok_or(Error::new(ErrorKind::UnknownValue)))
    }

    pub(crate) fn iin(self) -> Result<Iin, Fault> {
        self.text("iin", Iin::parse)
    }

    pub(crate) fn account(self) -> Result<Account, Fault> {
        self.text("account", Account::parse)
    }

    pub(crate) fn reference(self, name: &'static str) -> Result<Reference, Fault> {
        self.text(name, Reference::parse)
    }

    /// A civil date under another name than a fact's.
    pub(crate) fn day(self, name: &'static str) -> Result<NaiveDate, Fault> {
        self.text(name, parse_date)
    }

    /// An object of a first and a last day.
    pub(crate) fn period(self, name: &'static str) -> Result<Period, Fault> {
        let fields = self.object(name)?;
        fields.check(&[need("first"), need("last")])?;
        Ok(Period { first: fields.day("first")?, last: fields.day("last")? })
    }

    pub(crate) fn month(self) -> Result<Month, Fault> {
        self.text("month", Month::parse)
    }

    /// The date of a fact or query: civil, or an instant (N2).
    pub(crate) fn date(self) -> Result<NaiveDate, Fault> {
        if self.has("on") { self.text("on", parse_date) } else { self.text("at", parse_instant) }
    }
}

/// A boolean, or the reason why it is none.
pub(crate) const fn boolean(value: &Value<'_>) -> Result<bool, ErrorKind> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::Null | Value::Number(_) | Value::Text(_) | Value::Array(_) | Value::Object(_) => {
            Err(ErrorKind::NotABoolean)
        }
    }
}

/// A count, or the reason why it is none.
pub(crate) fn count(value: &Value<'_>) -> Result<Count, ErrorKind> {
    let count = match value {
        Value::Number(number) => number.parse().ok().and_then(|number| Count::new(number).ok()),
        Value::Null | Value::Bool(_) | Value::Text(_) | Value::Array(_) | Value::Object(_) => None,
    };
    count.ok_or(ErrorKind::NotACount)
}

/// A text, or the reason why it is none.
pub(crate) fn text<T>(
    value: &Value<'_>,
    parse: impl FnOnce(&str) -> Result<T, Error>,
) -> Result<T, ErrorKind> {
    match value {
        Value::Text(text) => parse(text).map_err(|error| error.kind()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(ErrorKind::NotText)
        }
    }
}
