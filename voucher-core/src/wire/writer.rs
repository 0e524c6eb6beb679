//! The one writer of JSON: answers, facts, saved forms and canonical regulations go through it.

use alloc::string::String;
use core::fmt::{Display, Write};

use chrono::NaiveDate;

#[cfg(feature = "json")]
use crate::value::{
    calendar::Month,
    identity::Iin,
    text::{push_ascii, push_hex, push_month, push_number},
};
use crate::value::{
    calendar::Period,
    text::{push_date, push_json_text},
};

/// An object that is being written. Names and plain values are this library's own and need no escape.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Opens an object.
    pub(crate) fn open(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    /// Closes the object.
    pub(crate) fn close(&mut self) {
        self.out.push('}');
    }

    fn name(&mut self, name: &str) -> &mut String {
        if !core::mem::replace(&mut self.empty, false) {
            self.out.push(',');
        }
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        self.out
    }

    /// A value that is JSON already.
    pub(crate) fn json(&mut self, name: &str, json: &str) -> &mut Self {
        self.name(name).push_str(json);
        self
    }

    /// A value that `write` appends.
    pub(crate) fn value(&mut self, name: &str, write: impl FnOnce(&mut String)) -> &mut Self {
        write(self.name(name));
        self
    }

    fn quoted(&mut self, name: &str, write: impl FnOnce(&mut String)) -> &mut Self {
        let out = self.name(name);
        out.push('"');
        write(out);
        out.push('"');
        self
    }

    /// A text that needs no escape: a code, an identifier.
    pub(crate) fn plain(&mut self, name: &str, text: &str) -> &mut Self {
        self.quoted(name, |out| out.push_str(text))
    }

    /// Any text.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> &mut Self {
        push_json_text(self.name(name), text);
        self
    }

    /// Any name.
    fn any_name(&mut self, name: &str) -> &mut String {
        if !core::mem::replace(&mut self.empty, false) {
            self.out.push(',');
        }
        push_json_text(self.out, name);
        self.out.push(':');
        self.out
    }

    /// Any text under any name.
    pub(crate) fn any(&mut self, name: &str, text: &str) -> &mut Self {
        push_json_text(self.any_name(name), text);
        self
    }

    /// A whole number of any type under any name.
    pub(crate) fn any_whole(&mut self, name: &str, number: impl Display) -> &mut Self {
        let out = self.any_name(name);
        let _ = write!(out, "{number}");
        self
    }

    /// A value as its `Display` has it, in quotes.
    #[cfg(feature = "json")]
    pub(crate) fn display(&mut self, name: &str, value: impl Display) -> &mut Self {
        self.quoted(name, |out| {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{value}");
        })
    }

    /// A whole number of any type.
    pub(crate) fn whole(&mut self, name: &str, number: impl Display) -> &mut Self {
        let out = self.name(name);
        let _ = write!(out, "{number}");
        self
    }

    /// A count.
    #[cfg(feature = "json")]
    pub(crate) fn count(&mut self, name: &str, count: usize) -> &mut Self {
        push_number(self.name(name), u64::try_from(count).unwrap_or(u64::MAX));
        self
    }

    /// A whole number that may be below zero.
    #[cfg(feature = "json")]
    pub(crate) fn signed(&mut self, name: &str, number: i64) -> &mut Self {
        let out = self.name(name);
        if number < 0 {
            out.push('-');
        }
        push_number(out, number.unsigned_abs());
        self
    }

    pub(crate) fn boolean(&mut self, name: &str, value: bool) -> &mut Self {
        self.json(name, if value { "true" } else { "false" })
    }

    pub(crate) fn date(&mut self, name: &str, date: NaiveDate) -> &mut Self {
        self.quoted(name, |out| push_date(out, date))
    }

    /// First and last day under a name.
    pub(crate) fn period(&mut self, name: &str, period: Period) -> &mut Self {
        self.object(name, |to| {
            to.date("first", period.first).date("last", period.last);
        })
    }

    #[cfg(feature = "json")]
    pub(crate) fn month(&mut self, name: &str, month: Month) -> &mut Self {
        self.quoted(name, |out| push_month(out, month))
    }

    #[cfg(feature = "json")]
    pub(crate) fn iin(&mut self, name: &str, iin: Iin) -> &mut Self {
        self.quoted(name, |out| push_ascii(out, &iin.expose_digits()))
    }

    #[cfg(feature = "json")]
    pub(crate) fn digest(&mut self, name: &str, digest: &[u8]) -> &mut Self {
        self.quoted(name, |out| {
            out.push_str("sha256:");
            push_hex(out, digest);
        })
    }

    /// An object under a name.
    pub(crate) fn object(&mut self, name: &str, write: impl FnOnce(&mut Object<'_>)) -> &mut Self {
        object(self.name(name), write);
        self
    }

    /// An array under a name.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut String, T),
    ) -> &mut Self {
        let out = self.name(name);
        out.push('[');
        for (place, item) in items.into_iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            write(out, item);
        }
        out.push(']');
        self
    }

    /// An array of objects.
    #[cfg(feature = "json")]
    pub(crate) fn objects<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Object<'_>, T),
    ) -> &mut Self {
        self.list(name, items, |out, item| object(out, |object| write(object, item)))
    }

    /// An array of codes.
    pub(crate) fn codes<'c>(&mut self, name: &str, codes: impl Iterator<Item = &'c str>) -> &mut Self {
        self.list(name, codes, |out, code| {
            for part in ["\"", code, "\""] {
                out.push_str(part);
            }
        })
    }

    /// What `write` makes of a value, or `null`.
    pub(crate) fn nullable<T>(
        &mut self,
        name: &str,
        value: Option<T>,
        write: impl FnOnce(&mut Self, &str, T),
    ) -> &mut Self {
        match value {
            Some(value) => write(self, name, value),
            None => {
                self.json(name, "null");
            }
        }
        self
    }
}

/// A text that is a whole object.
pub(crate) fn written(write: impl FnOnce(&mut Object<'_>)) -> String {
    let mut text = String::new();
    object(&mut text, write);
    text
}

/// A whole object.
pub(crate) fn object(out: &mut String, write: impl FnOnce(&mut Object<'_>)) {
    let mut object = Object::open(out);
    write(&mut object);
    object.close();
}
