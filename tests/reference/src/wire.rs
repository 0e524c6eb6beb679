//! What the naive models share: lines of JSON read as the wire page says, dates, checks, and the form of answers.
//!
//! Nothing here knows a rule of a programme.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde_json::{Map, Value, json};

use crate::naive::{Code, Day, Month};

/// Stands for a digest or a text, which a model does not make.
pub const OPEN: &str = "*";

pub(crate) type Object = Map<String, Value>;

/// A naive model behind a journal.
pub trait Naive: Clone + Default {
    /// The answer to a line that is an object, without its number; nothing if the line is none of the model's business.
    fn answer(&mut self, line: &Value) -> Option<Value>;
}

/// Two answers as texts, so that the order of fields counts; what one leaves open is open in the other.
#[must_use]
pub fn shown(given: &Value, want: &Value) -> [String; 2] {
    let mut both = [given.clone(), want.clone()];
    for path in ["/digest", "/register/digest", "/text"] {
        if both.iter().any(|answer| answer.pointer(path).is_some_and(|value| value == OPEN)) {
            both.iter_mut()
                .filter_map(|answer| answer.pointer_mut(path))
                .for_each(|open| *open = OPEN.into());
        }
    }
    both.map(|answer| answer.to_string())
}

/// A line as an object without duplicate fields, if it is one.
#[must_use]
pub fn read(line: &[u8]) -> Option<Value> {
    if line.len() > 65_536 {
        return None;
    }
    let value: Value = serde_json::from_slice(line).ok()?;
    let is_filled = value.as_object().is_some_and(|line| !line.is_empty());
    (is_filled && members(&value) == colons(line)).then_some(value)
}

/// A reader keeps one of two equal names: fewer members than colons outside of texts tell.
fn members(value: &Value) -> usize {
    let of_array: usize = value.as_array().into_iter().flatten().map(members).sum();
    let of_object: usize = value.as_object().into_iter().flatten().map(|(_, value)| 1 + members(value)).sum();
    of_array + of_object
}

fn colons(line: &[u8]) -> usize {
    let (mut count, mut in_text, mut escaped) = (0, false, false);
    for byte in line {
        if escaped {
            escaped = false;
        } else if *byte == b'"' {
            in_text = !in_text;
        } else if *byte == b'\\' {
            escaped = true;
        } else if *byte == b':' && !in_text {
            count += 1;
        }
    }
    count
}

/// The members of an object; none of any other value.
fn fields(value: Value) -> Object {
    if let Value::Object(fields) = value { fields } else { Map::new() }
}

/// All the required names are there, and no others than these and the optional ones.
pub(crate) fn shaped(object: &Object, required: &[&str], optional: &[&str]) -> Option<()> {
    let known = |name: &String| required.contains(&name.as_str()) || optional.contains(&name.as_str());
    (required.iter().all(|name| object.contains_key(*name)) && object.keys().all(known)).then_some(())
}

/// The same for a dated line of a fact or query.
pub(crate) fn dated(line: &Object, required: &[&str], optional: &[&str]) -> Option<()> {
    let name = if line.contains_key("on") { "on" } else { "at" };
    let kind = if line.contains_key("fact") { "fact" } else { "query" };
    shaped(line, &[required, &[name, kind]].concat(), optional)
}

pub(crate) fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

/// The code itself, if the field is one of these.
pub(crate) fn one_of(value: Option<&Value>, codes: &[Code]) -> Option<Code> {
    let text = value?.as_str()?;
    codes.iter().find(|code| **code == text).copied()
}

pub(crate) fn texts(value: Option<&Value>) -> Option<Vec<String>> {
    value?.as_array()?.iter().map(|text| Some(text.as_str()?.to_owned())).collect()
}

/// ASCII digits and nothing else, as many as the range says.
pub(crate) fn number<N: std::str::FromStr>(text: Option<&str>, length: usize) -> Option<N> {
    let text = text.filter(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()));
    text?.parse().ok()
}

/// `2025-09`, from the year 1.
pub(crate) fn month(text: Option<&str>) -> Option<Month> {
    let (year, month) = text?.split_once('-')?;
    let month = (number(Some(year), 4)?, number(Some(month), 2)?);
    (month.0 >= 1 && (1..=12).contains(&month.1)).then_some(month)
}

/// `2025-09-07`, from the year 1.
pub(crate) fn civil(text: &str) -> Option<NaiveDate> {
    let (year, month) = month(text.get(..7))?;
    let day = number(text.get(7..)?.strip_prefix('-'), 2)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `on`, or `at` in the one zone (N2).
pub(crate) fn date(line: &Value) -> Option<NaiveDate> {
    match line.get("on") {
        Some(on) => civil(on.as_str()?),
        None => instant(line.get("at")?.as_str()?),
    }
}

/// RFC 3339, from the hour of the one zone on (N2).
pub(crate) fn instant(text: &str) -> Option<NaiveDate> {
    let day = civil(text.get(..10)?)?;
    let clock = text.get(10..)?.strip_prefix(['T', 't'])?;
    let (hour, minute, second) =
        (clock.get(..3)?.strip_suffix(':'), clock.get(3..6)?.strip_suffix(':'), clock.get(6..8));
    let time = NaiveTime::from_hms_opt(number(hour, 2)?, number(minute, 2)?, number(second, 2)?)?;
    let mut rest = clock.get(8..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
        if rest.len() == fraction.len() {
            return None;
        }
    }
    let universal = NaiveDateTime::new(day, time).checked_sub_signed(offset(rest)?)?;
    let single_zone = NaiveDate::from_ymd_opt(2024, 2, 29)?.and_hms_opt(19, 0, 0)?;
    let here = universal.checked_add_signed(TimeDelta::hours(5))?.date();
    (universal >= single_zone && here <= NaiveDate::from_ymd_opt(9999, 12, 31)?).then_some(here)
}

fn offset(text: &str) -> Option<TimeDelta> {
    if text == "Z" || text == "z" {
        return Some(TimeDelta::zero());
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (number(Some(hours), 2)?, number(Some(minutes), 2)?);
    (hours < 24 && minutes < 60).then(|| TimeDelta::minutes(sign * (60 * hours + minutes)))
}

/// Without ASCII white space at the ends (N14).
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\u{c}', '\r'])
}

/// One of the 20 regions (N33).
pub(crate) fn is_region(text: &str) -> bool {
    let all = "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79";
    all.split(' ').any(|region| region == text)
}

/// The fields, and those of the others that are there.
pub(crate) fn with<const N: usize>(value: Value, others: [(&str, Option<Value>); N]) -> Value {
    let mut all = fields(value);
    all.extend(others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    Value::Object(all)
}

pub(crate) fn month_text((year, month): Month) -> String {
    format!("{year:04}-{month:02}")
}

/// RFC 7396.
pub(crate) fn merged(target: Value, patch: &Value) -> Value {
    let Some(patch) = patch.as_object() else {
        return patch.clone();
    };
    let mut target = fields(target);
    for (name, value) in patch {
        let old = target.remove(name).unwrap_or_default();
        if !value.is_null() {
            target.insert(name.clone(), merged(old, value));
        }
    }
    Value::Object(target)
}

/// The regulation that a line chooses: a published one or a whole one, changed where the line says so.
pub(crate) fn chosen(line: &Value, published: impl Fn(&str) -> Option<Value>) -> Option<Value> {
    let named = line.get("regulation")?;
    let base = named.as_str().map_or_else(|| Some(named.clone()), published)?;
    let Some(change) = line.get("change") else { return Some(base) };
    let id = base.get("id").cloned()?;
    let mut changed = merged(base, change);
    let own = changed.get_mut("id")?;
    if *own == id {
        *own = json!(format!("{}+changed", id.as_str()?));
    }
    Some(changed)
}

/// The answer to a regulation that was taken.
pub(crate) fn taken(id: &Value) -> Value {
    json!({"regulation": id, "digest": OPEN})
}

/// A whole number of 32 bits with sign.
pub(crate) fn whole(value: &Value) -> Option<i32> {
    i32::try_from(value.as_i64()?).ok()
}

pub(crate) fn day(value: &Value) -> Option<Day> {
    let value = value.as_object()?;
    shaped(value, &["day", "if_missing"], &[])?;
    let if_missing = one_of(value.get("if_missing"), &["last_day_of_month", "first_day_of_next_month"])?;
    // Below zero is as far out of range as zero.
    let day = u32::try_from(whole(value.get("day")?)?).unwrap_or(0);
    Some(Day { day, next_month: if_missing == "first_day_of_next_month" })
}

/// The codes whose check holds, in their order.
pub(crate) fn reasons(checks: &[(bool, Code)]) -> Vec<Code> {
    checks.iter().filter(|check| check.0).map(|check| check.1).collect()
}

/// An error if a check holds.
pub(crate) fn refused_by(checks: &[(bool, Code)]) -> Result<(), Vec<Code>> {
    let reasons = reasons(checks);
    if reasons.is_empty() { Ok(()) } else { Err(reasons) }
}

/// What is made of a fact: whether it is a repeat, the stage and the next step; or every refusal.
pub(crate) type Outcome = Result<(bool, Option<Code>, Option<Code>), Vec<Code>>;

/// The answer to a fact.
pub(crate) fn told(outcome: Outcome) -> Value {
    match outcome {
        Err(refusals) => json!({"accepted": false, "refusals": refusals}),
        Ok((repeat, stage, next)) => {
            let repeat = repeat.then(|| json!(true));
            let rest =
                [("repeat", repeat), ("stage", stage.map(Value::from)), ("next", next.map(Value::from))];
            with(json!({"accepted": true}), rest)
        }
    }
}
