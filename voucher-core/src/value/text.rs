//! How values are written as text, one way for digests and answers alike.

use alloc::string::String;
use core::fmt::Write;

use chrono::{Datelike, NaiveDate};

#[cfg(feature = "json")]
use crate::value::calendar::Month;

/// Appends a JSON string: short escapes where JSON has them, `\u00xx` for other control
/// characters, everything else as it is.
pub(crate) fn push_json_text(out: &mut String, value: &str) {
    out.push('"');
    for character in value.chars() {
        let escape = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\u{c}' => "\\f",
            '\r' => "\\r",
            '\0'..='\u{1f}' => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
                continue;
            }
            _ => {
                out.push(character);
                continue;
            }
        };
        out.push_str(escape);
    }
    out.push('"');
}

/// Appends lower-case hexadecimal digits.
pub(crate) fn push_hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
}

/// Appends `YYYY-MM-DD`.
pub(crate) fn push_date(out: &mut String, date: NaiveDate) {
    push_year(out, date.year());
    out.push('-');
    push_two_digits(out, date.month());
    out.push('-');
    push_two_digits(out, date.day());
}

/// Appends `YYYY-MM`.
#[cfg(feature = "json")]
pub(crate) fn push_month(out: &mut String, month: Month) {
    push_year(out, month.year());
    out.push('-');
    push_two_digits(out, month.month_of_year());
}

fn push_year(out: &mut String, year: i32) {
    match u32::try_from(year) {
        Ok(year @ 0..=9999) => {
            push_two_digits(out, year / 100);
            push_two_digits(out, year % 100);
        }
        // No regulation has such years; writing to a `String` cannot fail.
        Ok(_) | Err(_) => drop(write!(out, "{year:04}")),
    }
}

/// Appends a whole number.
#[cfg(feature = "json")]
pub(crate) fn push_number(out: &mut String, number: u64) {
    if number > 99 {
        push_number(out, number / 100);
    } else if number < 10 {
        return out.push(ascii_digit(number));
    }
    push_two_digits(out, u32::try_from(number % 100).unwrap_or(0));
}

/// Appends ASCII bytes.
pub(crate) fn push_ascii(out: &mut String, bytes: &[u8]) {
    out.push_str(core::str::from_utf8(bytes).unwrap_or_default());
}

fn push_two_digits(out: &mut String, number: u32) {
    for digit in [number / 10 % 10, number % 10] {
        out.push(ascii_digit(digit));
    }
}

fn ascii_digit(digit: impl TryInto<u8>) -> char {
    char::from(b'0' + digit.try_into().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "json")]
    fn numbers_have_no_leading_zeros() {
        for number in [0, 1, 9, 10, 11, 99, 100, 65_536, u64::MAX] {
            let mut out = String::from("#");
            push_number(&mut out, number);
            assert_eq!(out, alloc::format!("#{number}"));
        }
    }

    /// RFC 8785, 3.2.2.2.
    #[test]
    fn every_control_character_is_escaped() {
        for code in 0..0x20_u8 {
            let mut out = String::new();
            push_json_text(&mut out, core::str::from_utf8(&[code]).unwrap());
            let escaped = match code {
                8 => "\\b".into(),
                9 => "\\t".into(),
                10 => "\\n".into(),
                12 => "\\f".into(),
                13 => "\\r".into(),
                _ => alloc::format!("\\u{code:04x}"),
            };
            assert_eq!(out, alloc::format!("\"{escaped}\""));
        }
        let mut out = String::new();
        push_json_text(&mut out, "\"\\/\u{7f}\u{2028}ә😀");
        assert_eq!(out, "\"\\\"\\\\/\u{7f}\u{2028}ә😀\"");
    }
}
