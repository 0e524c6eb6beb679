//! A change of a regulation as Python writes it, on its way to a JSON merge patch (RFC 7396).

use std::borrow::Cow;

use pyo3::{
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyList, PyString, PyTuple},
};

use crate::{
    amount::{decimal_text, is_decimal},
    argument::{self, kind, whole},
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

/// The changes of a call, as a JSON object.
pub(crate) fn patch(changes: Option<&Bound<'_, PyDict>>) -> Bind<String> {
    let (mut fields, mut consent) = (Vec::new(), Vec::new());
    for (name, value) in changes.into_iter().flatten() {
        let name = name.cast::<PyString>().map_err(PyErr::from)?.to_string_lossy();
        if let Some(field) = FIELDS.into_iter().find(|field| *field == name) {
            fields.push((field, in_full(&value, field, field)?));
        } else if let Some((field, of_consent)) = OF_CONSENT.into_iter().find(|(short, _)| *short == name) {
            consent.push((of_consent, in_full(&value, field, of_consent)?));
        } else {
            let text = format!("no field of a regulation; the fields are {}", FIELDS.join(", "));
            return Err(BindError::malformed("unknown_field", Some(shown(&name)), text));
        }
    }
    if !consent.is_empty() {
        if fields.iter().any(|(field, _)| *field == "consent") {
            let text = "given as a whole and in parts: say which";
            return Err(BindError::malformed("duplicate_field", "consent", text));
        }
        fields.push(("consent", object(consent)));
    }
    Ok(object(fields))
}

/// A name that an error may repeat: one that cannot hold personal data (N34).
fn shown(name: &str) -> Cow<'static, str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let harmless = name.len() <= 32 && name.bytes().all(plain);
    if harmless { Cow::Owned(name.to_owned()) } else { Cow::Borrowed("?") }
}

/// As deep as the core reads.
const DEPTH: usize = 127;

/// A field in the wire form, also where it came in a short one; an error names the argument.
fn in_full(value: &Bound<'_, PyAny>, argument: &'static str, field: &str) -> Bind<String> {
    let ends = items(value).filter(|ends| ends.len() == 2 && matches!(field, "window" | "period"));
    if let Some(ends) = ends {
        let end = |(name, end)| {
            let end = json(end, argument, 1)?;
            Ok((name, if field == "window" { day(end) } else { end }))
        };
        let ends = ["first", "last"].into_iter().zip(&ends).map(end).collect::<Bind<Vec<_>>>()?;
        return Ok(object(ends));
    }
    let whole = json(value, argument, 0)?;
    Ok(if matches!(field, "list_closes" | "register_due" | "last_day") { day(whole) } else { whole })
}

/// A number as the day of a day of month, whose rule for months that lack it then stays.
fn day(json: String) -> String {
    if json.parse::<i64>().is_ok() { object([("day", json)]) } else { json }
}

/// The items of a list or a tuple.
fn items<'py>(value: &Bound<'py, PyAny>) -> Option<Vec<Bound<'py, PyAny>>> {
    let list = value.cast::<PyList>().map(|items| items.iter().collect());
    list.or_else(|_| value.cast::<PyTuple>().map(|items| items.iter().collect())).ok()
}

/// A value as JSON.
fn json(value: &Bound<'_, PyAny>, field: &'static str, depth: usize) -> Bind<String> {
    if depth > DEPTH {
        return Err(BindError::malformed("malformed_regulation", field, "nested too deep"));
    }
    if value.is_none() {
        Ok("null".to_owned())
    } else if let Ok(flag) = value.cast::<PyBool>() {
        Ok(flag.is_true().to_string())
    } else if value.is_instance_of::<PyString>() {
        argument::text(value, field, "must be text").map(quoted)
    } else if is_date(value)? {
        ExactDate::extract(value.as_borrowed())?.read(field).map(|date| quoted(&date.to_string()))
    } else if is_decimal(value)? {
        decimal_text(value, field).map(|text| quoted(&text))
    } else if let Ok(fields) = value.cast::<PyDict>() {
        let fields = fields.iter().map(|(name, value)| {
            let name = argument::text(&name, field, "its names must be text")?.to_owned();
            Ok((name, json(&value, field, depth + 1)?))
        });
        fields.collect::<Bind<Vec<_>>>().map(object)
    } else if let Some(items) = items(value) {
        let items = items.iter().map(|item| json(item, field, depth + 1)).collect::<Bind<Vec<_>>>()?;
        Ok(format!("[{}]", items.join(",")))
    } else {
        number(value, field)
    }
}

fn number(value: &Bound<'_, PyAny>, field: &'static str) -> Bind<String> {
    let wrong = || {
        let hint = if value.is_instance_of::<PyFloat>() { ": a float is not exact" } else { "" };
        let text =
            format!("takes dict, list, tuple, text, int, Decimal, date or None; {} came{hint}", kind(value));
        BindError::wrong_type("unsupported_type", field, text)
    };
    let (number, negative) = whole(value, field).map_err(|_| wrong())?;
    number.map(|number| number.to_string()).ok_or_else(|| {
        let code = if negative { "negative" } else { "too_large" };
        BindError::malformed(code, field, "a whole number of 32 bits")
    })
}

/// A JSON object of these fields.
fn object<N: AsRef<str>>(fields: impl IntoIterator<Item = (N, String)>) -> String {
    let fields = fields.into_iter().map(|(name, json)| format!("{}:{json}", quoted(name.as_ref())));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
