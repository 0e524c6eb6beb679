//! The crossing of every programme: objects of Python as lines of a journal, and the fields of its answers.

use std::{
    borrow::Cow,
    fmt::Write,
    sync::{LazyLock, Mutex, PoisonError},
};

use chrono::NaiveDate;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter};
use pyo3::{
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple},
};

use crate::{
    amount::decimal_text,
    argument::kind,
    date,
    error::{Bind, BindError, catch},
};

/// A value as JSON, in the wire form. For a type that JSON has not, `plain` gives the names of its fields, those of text each in
/// a tuple of its own; or what makes such a value plainer; or, as a code, why none is taken.
#[pyfunction]
pub(crate) fn _written(value: &Bound<'_, PyAny>, plain: &Bound<'_, PyAny>) -> Bind<String> {
    catch(|| written(value, plain))
}

fn written(value: &Bound<'_, PyAny>, plain: &Bound<'_, PyAny>) -> Bind<String> {
    let mut writer = Writer { out: String::with_capacity(ENOUGH), plain, field: None };
    writer.value(value, DEPTH)?;
    Ok(writer.out)
}

/// A line of the fields of a value, of which fact or query it is, and of its date.
pub(crate) fn line(
    value: &Bound<'_, PyAny>,
    (kind, name): (&str, &str),
    on: Option<NaiveDate>,
    plain: &Bound<'_, PyAny>,
) -> Bind<String> {
    let mut line = written(value, plain)?;
    if !line.starts_with('{') {
        // No line at all, for the journal to refuse.
        "{".clone_into(&mut line);
    } else if line.pop().is_some() && line.len() > 1 {
        line.push(',');
    }
    for part in ["\"", kind, "\":\"", name, "\""] {
        line.push_str(part);
    }
    if let Some(on) = on {
        let _ = write!(line, ",\"on\":\"{on}\"");
    }
    line.push('}');
    Ok(line)
}

/// Most lines are shorter.
const ENOUGH: usize = 1024;

/// How deep values may be nested; the core takes no deeper ones.
const DEPTH: usize = 128;

struct Writer<'a, 'py> {
    out: String,
    plain: &'a Bound<'py, PyAny>,
    /// The field that is being written, of the last line that has fields of its own.
    field: Option<Bound<'py, PyString>>,
}

/// A value of a type that no line takes there.
#[cold]
fn untaken(code: &'static str, field: Option<&Bound<'_, PyString>>, value: &Bound<'_, PyAny>) -> BindError {
    BindError::wrong_type(code, name_of(field), format!("cannot be told: {} came", kind(value)))
}

fn name_of(field: Option<&Bound<'_, PyString>>) -> Option<Cow<'static, str>> {
    field.and_then(|name| name.to_str().ok()).map(|name| Cow::Owned(name.to_owned()))
}

impl<'py> Writer<'_, 'py> {
    fn value(&mut self, value: &Bound<'py, PyAny>, depth: usize) -> Bind<()> {
        let malformed = || BindError::malformed("malformed_json", None, "is nested too deeply for a line");
        let depth = depth.checked_sub(1).ok_or_else(malformed)?;
        if let Ok(text) = value.cast::<PyString>() {
            self.text(text)?;
        } else if let Ok(yes) = value.cast::<PyBool>() {
            self.out.push_str(if yes.is_true() { "true" } else { "false" });
        } else if value.is_none() {
            self.out.push_str("null");
        } else if let Ok(number) = value.cast::<PyInt>() {
            match number.extract::<i64>() {
                Ok(number) => self.out.push_str(itoa::Buffer::new().format(number)),
                Err(_) => {
                    let too_large =
                        |_| BindError::malformed("too_large", name_of(self.field.as_ref()), "is too large");
                    self.out.push_str(number.str().map_err(too_large)?.to_str()?);
                }
            }
        } else if let Ok(number) = value.cast::<PyFloat>() {
            // No line takes one; the journal says so.
            let _ = write!(self.out, "{:?}", number.extract::<f64>()?);
        } else if let Ok(object) = value.cast::<PyDict>() {
            // Names that are the caller's own are in no error (N34).
            let fields = object.iter().map(|(name, part)| Ok((name.str()?, part, false)));
            self.object(fields, depth)?;
        } else if let Ok(items) = value.cast::<PyTuple>() {
            self.array(items.iter(), depth)?;
        } else if let Ok(items) = value.cast::<PyList>() {
            self.array(items.iter(), depth)?;
        } else if let Some(day) = date::exact(value)? {
            let _ = write!(self.out, "\"{day}\"");
        } else {
            self.other(value, depth)?;
        }
        Ok(())
    }

    /// A value of a type that JSON has not.
    fn other(&mut self, value: &Bound<'py, PyAny>, depth: usize) -> Bind<()> {
        let plain = self.plain.get_item(value.get_type())?;
        if let Ok(names) = plain.cast::<PyTuple>() {
            let field = |name: Bound<'py, PyAny>| {
                // The name of a text stands in a tuple of its own.
                let of_text = name.cast::<PyTuple>().ok().map(|name| name.get_item(0)).transpose()?;
                let is_text = of_text.is_some();
                let name = of_text.unwrap_or(name).cast_into::<PyString>().map_err(PyErr::from)?;
                let part = value.getattr(&name)?;
                if is_text && !part.is_none() && !part.is_instance_of::<PyString>() {
                    return Err(untaken("not_text", Some(&name), &part));
                }
                Ok((!part.is_none()).then_some((name, part, true)))
            };
            return self.object(names.iter().filter_map(|name| field(name).transpose()), depth);
        }
        if let Ok(code) = plain.cast::<PyString>() {
            let code = match code.to_str()? {
                "not_a_date" => "not_a_date",
                "not_an_array" => "not_an_array",
                _ => "unsupported_type",
            };
            return Err(untaken(code, self.field.as_ref(), value));
        }
        if !plain.is(value.py().get_type::<PyString>()) {
            return self.value(&plain.call1((value,))?, depth);
        }
        // An exponent is no part of a decimal's value, nor are zeros beyond those of tiyn.
        let text = value.str()?;
        let text = text.to_str()?;
        self.out.push('"');
        match text.split_once('.') {
            _ if text.contains('E') => match decimal_text(value, "") {
                Ok(written) => self.out.push_str(&written),
                Err(_) => self.out.push_str(text),
            },
            Some((_, decimals)) if decimals.len() > 2 => {
                self.out.push_str(text.trim_end_matches('0').trim_end_matches('.'));
            }
            Some(_) | None => self.out.push_str(text),
        }
        self.out.push('"');
        Ok(())
    }

    fn object(
        &mut self,
        fields: impl Iterator<Item = Bind<(Bound<'py, PyString>, Bound<'py, PyAny>, bool)>>,
        depth: usize,
    ) -> Bind<()> {
        let mut before = '{';
        for field in fields {
            let (name, part, is_own) = field?;
            self.out.push(before);
            self.text(&name)?;
            self.out.push(':');
            if is_own {
                self.field = Some(name);
            }
            self.value(&part, depth)?;
            before = ',';
        }
        self.out.push_str(if before == '{' { "{}" } else { "}" });
        Ok(())
    }

    fn array(&mut self, items: impl Iterator<Item = Bound<'py, PyAny>>, depth: usize) -> Bind<()> {
        let mut before = '[';
        for item in items {
            self.out.push(before);
            self.value(&item, depth)?;
            before = ',';
        }
        self.out.push_str(if before == '[' { "[]" } else { "]" });
        Ok(())
    }

    fn text(&mut self, text: &Bound<'py, PyString>) -> Bind<()> {
        let half = |_| BindError::malformed("malformed_json", None, "holds half a surrogate pair");
        let text = text.to_str().map_err(half)?;
        self.out.push('"');
        // All bytes are looked at, many at a time.
        let is_odd = |byte| (byte == b'"') | (byte == b'\\') | (byte < b' ');
        if !text.bytes().fold(false, |odd, byte| odd | is_odd(byte)) {
            self.out.push_str(text);
        } else {
            for character in text.chars() {
                match character {
                    '"' | '\\' | ..' ' => drop(write!(self.out, "\\u{:04x}", u32::from(character))),
                    _ => self.out.push(character),
                }
            }
        }
        self.out.push('"');
        Ok(())
    }
}

/// The fields of an answer. An array and an object stay JSON, to be read when they are asked for.
pub(crate) fn parts<'py>(py: Python<'py>, answer: &str) -> Bind<Bound<'py, PyAny>> {
    if memchr(b'\\', answer.as_bytes()).is_some() {
        return Ok(py.import("json")?.call_method1("loads", (answer,))?);
    }
    let (fields, mut rest) = (PyDict::new(py), answer);
    while let Some((name, after)) = rest.get(2..).and_then(|rest| rest.split_once('"')) {
        let after = after.strip_prefix(':').unwrap_or_default();
        let Some((value, next)) = after.split_at_checked(length(after.as_bytes())) else { break };
        rest = next;
        if name == "line" {
            // Which line it was says nothing to who asks in types.
            continue;
        }
        let name = known(py, name);
        match value {
            "true" => fields.set_item(name, true)?,
            "false" => fields.set_item(name, false)?,
            "null" => fields.set_item(name, py.None())?,
            _ => match (value.parse::<i64>(), value.parse::<u64>()) {
                (Ok(number), _) => fields.set_item(name, number)?,
                (Err(_), Ok(number)) => fields.set_item(name, number)?,
                (Err(_), Err(_)) => fields.set_item(name, value.trim_matches('"'))?,
            },
        }
    }
    Ok(fields.into_any())
}

/// The name of a field, made once: there are as many as the journal's answers have.
fn known<'py>(py: Python<'py>, name: &str) -> Bound<'py, PyString> {
    static NAMES: LazyLock<Mutex<HashMap<String, Py<PyString>, FixedState>>> = LazyLock::new(Mutex::default);
    let names = || NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names().get(name) {
        return known.bind(py).clone();
    }
    let made = PyString::intern(py, name);
    names().insert(name.to_owned(), made.clone().unbind());
    made
}

/// How many bytes the first value has, without escapes.
fn length(json: &[u8]) -> usize {
    let close = match json.first() {
        Some(b'{') => b'}',
        Some(b'[') => b']',
        Some(b'"') => {
            return json.get(1..).and_then(|rest| memchr(b'"', rest)).map_or(json.len(), |end| end + 2);
        }
        Some(_) | None => return memchr2(b',', b'}', json).unwrap_or(json.len()),
    };
    // Brackets and braces are 2 apart. What stands behind an odd number of quotes is text.
    let (mut depth, mut quotes, mut from) = (0_usize, 0_usize, 0_usize);
    for place in memchr2_iter(close - 2, close, json) {
        quotes += memchr_iter(b'"', json.get(from..place).unwrap_or_default()).count();
        from = place;
        match json.get(place) {
            _ if !quotes.is_multiple_of(2) => {}
            Some(byte) if *byte != close => depth += 1,
            Some(_) | None if depth > 1 => depth -= 1,
            Some(_) | None => return place + 1,
        }
    }
    json.len()
}
