//! What a text of a file says: dates, months, yes and no, as people and spreadsheets write them. What may mean two things has
//! a code of its own, and nothing is guessed.

use chrono::{Datelike, NaiveDate};
use voucher_core::{gas::columns::day_number, parse_instant};

use super::super::{amounts::Cell, row_cells::kato};

const NOT_A_DATE: &str = "not_a_date";
const AMBIGUOUS_DATE: &str = "ambiguous_date";
const NOT_A_MONTH: &str = "not_a_month";

const YES: [&str; 7] = ["да", "иә", "yes", "true", "истина", "ақиқат", "1"];
const NO: [&str; 7] = ["нет", "жоқ", "no", "false", "ложь", "жалған", "0"];
const AGREE: [&str; 5] = ["agree", "согласен", "согласна", "согласие", "келісемін"];
const REFUSE: [&str; 6] = ["refuse", "отказ", "отказался", "отказалась", "не согласен", "не согласна"];

/// Each month in Russian, in the genitive, and in Kazakh.
const MONTHS: [[&str; 3]; 12] = [
    ["январь", "января", "қаңтар"],
    ["февраль", "февраля", "ақпан"],
    ["март", "марта", "наурыз"],
    ["апрель", "апреля", "сәуір"],
    ["май", "мая", "мамыр"],
    ["июнь", "июня", "маусым"],
    ["июль", "июля", "шілде"],
    ["август", "августа", "тамыз"],
    ["сентябрь", "сентября", "қыркүйек"],
    ["октябрь", "октября", "қазан"],
    ["ноябрь", "ноября", "қараша"],
    ["декабрь", "декабря", "желтоқсан"],
];

/// Yes or no.
pub(super) fn flag(text: &str) -> Cell<bool> {
    among(text, &YES, &NO).map_or(Cell::Bad("not_a_boolean"), Cell::Is)
}

/// Whether a reply agrees. A number may be a code of a reply, and which one says yes is the regulation's.
pub(super) fn answer(text: &str) -> Cell<bool> {
    let is_number = text.bytes().any(|byte| byte.is_ascii_digit());
    let plain = || among(text, &YES, &NO).filter(|_| !is_number);
    among(text, &AGREE, &REFUSE).or_else(plain).map_or(Cell::Bad("unknown_value"), Cell::Is)
}

fn among(text: &str, yes: &[&str], no: &[&str]) -> Option<bool> {
    let text = text.to_lowercase();
    let is = |words: &[&str]| words.contains(&text.as_str());
    if is(yes) { Some(true) } else { is(no).then_some(false) }
}

/// The KATO number of a region.
pub(super) fn region(text: &str) -> Cell<u8> {
    let region = Cell::of(voucher_core::Region::parse(text));
    region.and_then(|region| kato(region.kato()).map_or(Cell::Null, Cell::Is))
}

/// A date as the number of its day. `day_first` says whether the day or the month comes first where a text leaves it open.
pub(super) fn date(text: &str, day_first: Option<bool>) -> Cell<i32> {
    if let Ok(date) = parse_instant(text) {
        return Cell::Is(day_number(date));
    }
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00"));
    if !is_time(time.trim()) {
        return Cell::Bad(NOT_A_DATE);
    }
    match parts(day).and_then(|parts| parts.date(day_first)) {
        Ok(date) => Cell::Is(day_number(date)),
        Err(code) => Cell::Bad(code),
    }
}

/// A month, or a date in it, as the number of its first day.
pub(super) fn month(text: &str, day_first: Option<bool>) -> Cell<i32> {
    if let Some((month, year)) = numbered_month(text).or_else(|| named_month(text)) {
        let first = NaiveDate::from_ymd_opt(year, month, 1);
        return first.map_or(Cell::Bad(NOT_A_MONTH), |first| Cell::Is(day_number(first)));
    }
    match date(text, day_first) {
        Cell::Is(day) => first_of_month(day),
        Cell::Bad(AMBIGUOUS_DATE) => Cell::Bad(AMBIGUOUS_DATE),
        Cell::Bad(_) | Cell::Null => Cell::Bad(NOT_A_MONTH),
    }
}

/// The first day of the month of a day.
pub(super) fn first_of_month(day: i32) -> Cell<i32> {
    let first = NaiveDate::from_epoch_days(day).and_then(|date| date.with_day(1));
    first.map_or(Cell::Bad(NOT_A_MONTH), |first| Cell::Is(day_number(first)))
}

/// `2025-09`, `09.2025`.
fn numbered_month(text: &str) -> Option<(u32, i32)> {
    let (one, other) = text.split_once(['-', '.', '/'])?;
    let (month, year) = if one.len() == 4 { (other, one) } else { (one, other) };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = matches!(month.len(), 1 | 2) && year.len() == 4 && digits(month) && digits(year);
    if shaped { Some((month.parse().ok()?, year.parse().ok()?)) } else { None }
}

/// `сентябрь 2025 г.`
fn named_month(text: &str) -> Option<(u32, i32)> {
    let text = text.to_lowercase();
    let mut words = text.split([' ', '.', '\u{a0}']).filter(|word| !word.is_empty());
    let (one, other) = (words.next()?, words.next()?);
    if !words.all(|word| matches!(word, "г" | "года" | "год" | "ж" | "жыл" | "жылы")) {
        return None;
    }
    let (name, year) =
        if one.starts_with(|letter: char| letter.is_ascii_digit()) { (other, one) } else { (one, other) };
    let month = (1..).zip(MONTHS).find(|(_, names)| names.contains(&name))?.0;
    if year.len() == 4 { Some((month, year.parse().ok()?)) } else { None }
}

/// `14:30`, `14:30:00`, `14:30:00.000`.
fn is_time(text: &str) -> bool {
    let mut parts = text.split([':', '.']);
    let mut below = |most: u8, may_lack: bool| match parts.next() {
        Some(part) => matches!(part.len(), 1 | 2) && part.parse().is_ok_and(|part: u8| part < most),
        None => may_lack,
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.');
    digits && below(24, false) && below(60, false) && below(60, true) && text.len() <= 18
}

/// The three numbers of a date, and what stands between them.
struct Parts<'a> {
    numbers: [&'a str; 3],
    between: char,
}

/// Errors: `not_a_date` unless a text is three numbers with one character between them, twice the same.
fn parts(text: &str) -> Result<Parts<'_>, &'static str> {
    let between = text.chars().find(|letter| matches!(letter, '.' | '-' | '/')).ok_or(NOT_A_DATE)?;
    let mut numbers = text.split(between);
    let mut next = || {
        let number = numbers.next().filter(|number| matches!(number.len(), 1..=4));
        number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())).ok_or(NOT_A_DATE)
    };
    let numbers_of = [next()?, next()?, next()?];
    if numbers.next().is_none() { Ok(Parts { numbers: numbers_of, between }) } else { Err(NOT_A_DATE) }
}

impl Parts<'_> {
    /// Errors: `not_a_date`, `no_such_day`, `ambiguous_date`.
    fn date(&self, day_first: Option<bool>) -> Result<NaiveDate, &'static str> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| NOT_A_DATE);
        let [a, b, c] = self.numbers;
        let (one, two, three) = (number(a)?, number(b)?, number(c)?);
        let (year, month, day) = match [a.len(), b.len(), c.len()] {
            [4, 1 | 2, 1 | 2] => (one, two, three),
            [1 | 2, 1 | 2, 4] => {
                let (day, month) = self.day_and_month(one, two, day_first)?;
                (three, month, day)
            }
            // Of two digits the year may be either end.
            [1 | 2, 1 | 2, 2] => match day_first {
                Some(true) => (2000 + three, two, one),
                Some(false) => (2000 + three, one, two),
                None => return Err(AMBIGUOUS_DATE),
            },
            _ => return Err(NOT_A_DATE),
        };
        let year = i32::try_from(year).map_err(|_| NOT_A_DATE)?;
        NaiveDate::from_ymd_opt(year, month, day).filter(|date| date.year() >= 1).ok_or("no_such_day")
    }

    /// With dots the day comes first, as everybody in Kazakhstan writes; otherwise it has to be said, or to be plain.
    fn day_and_month(&self, one: u32, two: u32, day_first: Option<bool>) -> Result<(u32, u32), &'static str> {
        match day_first {
            Some(true) => Ok((one, two)),
            Some(false) => Ok((two, one)),
            None if self.between == '.' || one == two || one > 12 => Ok((one, two)),
            None if two > 12 => Ok((two, one)),
            None => Err(AMBIGUOUS_DATE),
        }
    }
}
