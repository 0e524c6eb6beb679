//! A change of a regulation as Python writes it, on its way to a JSON merge patch (RFC 7396).

use std::borrow::Cow;

use pyo3::{
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyList, PyString, PyTuple},
};

use crate::{
    amount::{decimal_text, is_decimal},
    argument::{kind, whole},
    date::{ExactDate, is_date},
    error::{Bind, BindError},
};

/// The fields of the wire form.
const FIELDS: [&str; 13] = [
    "id",
    "programme",
    "period",
    "regions",
    "assistance",
    "list_closes",
    "consent",
    "window",
    "activations_per_account",
    "register_due",
    "discount",
    "helpline",
    "sign_up_link",
];

/// Short forms of fields of `consent`: as an argument, in the wire form.
const OF_CONSENT: [(&str, &str); 3] = [
    ("last_day_to_answer", "last_day"),
    ("repeat_after_days", "repeat_after_days"),
    ("consent_scope", "scope"),
];

/// A JSON value.
enum Json {
    Null,
    Bool(bool),
    Whole(i64),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(Cow<'static, str>, Json)>),
}

/// The changes of a call, as a JSON object.
pub(crate) struct Changes(Json);

impl Changes {
    pub(crate) fn read(changes: Option<&Bound<'_, PyDict>>) -> Bind<Self> {
        let (mut fields, mut consent) = (Vec::new(), Vec::new());
        for (name, value) in changes.into_iter().flatten() {
            let name = name.cast::<PyString>().map_err(PyErr::from)?.to_string_lossy();
            if let Some(field) = FIELDS.into_iter().find(|field| *field == name) {
                fields.push((field, Json::read(&value, field, 0)?.in_full(field)));
            } else if let Some((field, of_consent)) = OF_CONSENT.into_iter().find(|(short, _)| *short == name)
            {
                consent.push((of_consent, Json::read(&value, field, 0)?.in_full(of_consent)));
            } else {
                let text = format!("no field of a regulation; the fields are {}", FIELDS.join(", "));
                return Err(BindError::malformed("unknown_field", Some(shown(&name)), text));
            }
        }
        if !consent.is_empty() {
            if fields.iter().any(|(field, _)| *field == "consent") {
                let text = "given as a whole and in parts: say which";
                return Err(BindError::malformed("duplicate_field", Cow::Borrowed("consent"), text));
            }
            fields.push(("consent", Json::object(consent)));
        }
        Ok(Self(Json::object(fields)))
    }

    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.0.push(&mut out);
        out
    }
}

/// A name that an error may repeat: one that cannot hold personal data (N34).
fn shown(name: &str) -> Cow<'static, str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let harmless = name.len() <= 32 && name.bytes().all(plain);
    if harmless { Cow::Owned(name.to_owned()) } else { Cow::Borrowed("?") }
}

impl Json {
    /// As deep as the core reads.
    const DEPTH: usize = 127;

    fn object(fields: Vec<(&'static str, Self)>) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
    }

    fn read(value: &Bound<'_, PyAny>, field: &'static str, depth: usize) -> Bind<Self> {
        if depth > Self::DEPTH {
            return Err(BindError::malformed(
                "malformed_regulation",
                Cow::Borrowed(field),
                "nested too deep",
            ));
        }
        let read_all = |items: Vec<Bound<'_, PyAny>>| -> Bind<Self> {
            let items = items.iter().map(|item| Self::read(item, field, depth + 1));
            Ok(Self::Array(items.collect::<Bind<_>>()?))
        };
        if value.is_none() {
            Ok(Self::Null)
        } else if let Ok(flag) = value.cast::<PyBool>() {
            Ok(Self::Bool(flag.is_true()))
        } else if value.is_instance_of::<PyString>() {
            crate::argument::text(value, field, "must be text").map(|text| Self::Text(text.to_owned()))
        } else if is_date(value)? {
            ExactDate::extract(value.as_borrowed())?.read(field).map(|date| Self::Text(date.to_string()))
        } else if is_decimal(value)? {
            decimal_text(value, field).map(|text| Self::Text(text.into_owned()))
        } else if let Ok(object) = value.cast::<PyDict>() {
            let fields = object.iter().map(|(name, value)| {
                let name = crate::argument::text(&name, field, "its names must be text")?.to_owned();
                Ok((Cow::Owned(name), Self::read(&value, field, depth + 1)?))
            });
            Ok(Self::Object(fields.collect::<Bind<_>>()?))
        } else if let Ok(items) = value.cast::<PyList>() {
            read_all(items.iter().collect())
        } else if let Ok(items) = value.cast::<PyTuple>() {
            read_all(items.iter().collect())
        } else {
            Self::number(value, field)
        }
    }

    fn number(value: &Bound<'_, PyAny>, field: &'static str) -> Bind<Self> {
        let wrong = || {
            let hint = if value.is_instance_of::<PyFloat>() { ": a float is not exact" } else { "" };
            let text = format!(
                "takes dict, list, tuple, text, int, Decimal, date or None; {} came{hint}",
                kind(value)
            );
            BindError::wrong_type("unsupported_type", Cow::Borrowed(field), text)
        };
        let (number, negative) = whole(value, field).map_err(|_| wrong())?;
        number.map(Self::Whole).ok_or_else(|| {
            let code = if negative { "negative" } else { "too_large" };
            BindError::malformed(code, Cow::Borrowed(field), "a whole number of 32 bits")
        })
    }

    /// A short form as the wire form has it; everything else as it is.
    fn in_full(self, field: &str) -> Self {
        match (field, self) {
            ("window", Self::Array(ends)) => Self::first_and_last(ends, Self::day),
            ("period", Self::Array(ends)) => Self::first_and_last(ends, |date| date),
            ("list_closes" | "register_due" | "last_day", day) => day.day(),
            (_, value) => value,
        }
    }

    /// A number as the day of a day of month, whose rule for months that lack it then stays.
    fn day(self) -> Self {
        match self {
            day @ Self::Whole(_) => Self::object(vec![("day", day)]),
            rule @ (Self::Null | Self::Bool(_) | Self::Text(_) | Self::Array(_) | Self::Object(_)) => rule,
        }
    }

    fn first_and_last(ends: Vec<Self>, end: fn(Self) -> Self) -> Self {
        match <[Self; 2]>::try_from(ends) {
            Ok([first, last]) => Self::object(vec![("first", end(first)), ("last", end(last))]),
            Err(ends) => Self::Array(ends),
        }
    }

    fn push(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Whole(number) => out.push_str(&number.to_string()),
            Self::Text(text) => push_text(out, text),
            Self::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    out.push(if place == 0 { '[' } else { ',' });
                    item.push(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(fields) => {
                for (place, (name, value)) in fields.iter().enumerate() {
                    out.push(if place == 0 { '{' } else { ',' });
                    push_text(out, name);
                    out.push(':');
                    value.push(out);
                }
                out.push_str(if fields.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
}
