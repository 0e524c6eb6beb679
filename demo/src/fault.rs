//! What can happen to a line of a made-up journal on its way.

use crate::Dice;

/// Longer than a line may be.
const TOO_LONG: usize = 65_600;

/// A line in the making.
pub(crate) trait Line: Sized {
    /// Appends it as it should be said.
    fn put(&self, out: &mut Vec<u8>);

    /// The same, dated so many days before; none where the line is no fact about a person.
    fn earlier(&self, days: u32) -> Option<Self>;

    /// The number of the person whom it names.
    fn iin(&self) -> String;

    /// The month of its date, with the hyphen behind it: `2025-09-`. It has 30 days or fewer.
    fn month(&self) -> &str;
}

/// What can happen to a line; the good line follows behind it.
#[derive(Clone, Copy)]
enum Fault {
    Cut,
    ControlDigit,
    IinAsNumber,
    UnknownField,
    DuplicateField,
    NoSuchDay,
    NotUtf8,
    TooLong,
}

const FAULTS: [(u32, Fault); 7] = [
    (200, Fault::ControlDigit),
    (150, Fault::IinAsNumber),
    (150, Fault::UnknownField),
    (100, Fault::DuplicateField),
    (100, Fault::NoSuchDay),
    (80, Fault::NotUtf8),
    (20, Fault::TooLong),
];

/// Writes the line; before one in 2000 a spoilt copy, after one in 4000 a copy dated days back.
pub(crate) fn write(dice: &mut Dice, line: &impl Line, out: &mut Vec<u8>) {
    let drawn = dice.below(4000);
    let start = out.len();
    line.put(out);
    match drawn {
        0 | 1 => {
            let good = out.split_off(start);
            let fault = dice.pick(&FAULTS, Fault::Cut);
            spoil(fault, &good, line, out);
            out.extend_from_slice(&good);
        }
        2 => {
            let days = dice.within(1, 3);
            if let Some(earlier) = line.earlier(days) {
                earlier.put(out);
            }
        }
        3 => replace(out, start, b"\n", b"\r\n"),
        4 => out.push(b'\n'),
        5.. => {}
    }
}

/// Adds the spoilt line. Where the line has not what the fault needs, it is cut short.
fn spoil(fault: Fault, good: &[u8], line: &impl Line, out: &mut Vec<u8>) {
    let start = out.len();
    let iin = line.iin();
    out.extend_from_slice(good);
    match fault {
        Fault::Cut => {}
        Fault::ControlDigit => replace(out, start, iin.as_bytes(), next_digit(&iin).as_bytes()),
        Fault::IinAsNumber => replace(out, start, format!("\"{iin}\"").as_bytes(), iin.as_bytes()),
        Fault::UnknownField => replace(out, start, b"}\n", b",\"operator\":\"7\"}\n"),
        Fault::DuplicateField => replace(out, start, b"{\"fact\"", b"{\"fact\":\"listed\",\"fact\""),
        Fault::NoSuchDay => {
            let month = format!("\"on\":\"{}", line.month());
            if let Some(day) = after(good, month.as_bytes()) {
                let date = [month.as_bytes(), day].concat();
                replace(out, start, &date, format!("{month}31").as_bytes());
            }
        }
        Fault::NotUtf8 => replace(out, start, b"\":\"", b"\":\"\xff"),
        Fault::TooLong => {
            let note = format!(",\"note\":\"{}\"}}\n", "x".repeat(TOO_LONG));
            replace(out, start, b"}\n", note.as_bytes());
        }
    }
    if out.get(start..) == Some(good) {
        out.truncate(start + good.len() / 2);
        out.push(b'\n');
    }
}

/// The number with its control digit raised by one, so that it is wrong.
fn next_digit(iin: &str) -> String {
    let (first, last) = iin.split_at_checked(11).unwrap_or_default();
    format!("{first}{}", last.parse::<u8>().map_or(0, |digit| (digit + 1) % 10))
}

/// The two bytes behind `before`.
fn after<'a>(line: &'a [u8], before: &[u8]) -> Option<&'a [u8]> {
    let place = find(line, before)? + before.len();
    line.get(place..place + 2)
}

/// Replaces the last `from` behind `start`, if there is one.
fn replace(out: &mut Vec<u8>, start: usize, from: &[u8], to: &[u8]) {
    let place = out.get(start..).and_then(|line| line.windows(from.len()).rposition(|window| window == from));
    if let Some(place) = place {
        let first = start + place;
        out.splice(first..first + from.len(), to.iter().copied());
    }
}

fn find(line: &[u8], part: &[u8]) -> Option<usize> {
    line.windows(part.len()).position(|window| window == part)
}
