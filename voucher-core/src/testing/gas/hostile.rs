//! Hostile journals: valid lines cut, doubled, reordered, with bytes changed, and raw lines between.

use alloc::{string::String, vec::Vec};

use proptest::{
    collection::vec,
    num::u8 as any_byte,
    prop_oneof,
    sample::{Index, select},
    strategy::{Just, Strategy},
};

use super::{
    journal::{JournalBytes, arb_journal},
    replies::arb_raw_reply,
    rules::arb_regulation,
};
use crate::testing::raw::{
    arb_raw_account, arb_raw_date, arb_raw_decimal, arb_raw_iin, arb_raw_instant, arb_raw_month, catalogue,
};
use crate::{Journal, value::text::push_json_text};

/// A line, without line end, that no journal can accept: not UTF-8, not JSON, no object, a name
/// twice, wrong kinds, wrong fields, values of the raw strategies, too long. Never empty.
///
/// ```
/// use voucher_core::{Journal, gas::Regulation, testing::{draws, gas::arb_raw_line}};
///
/// let mut journal = Journal::new();
/// journal.answer(br#"{"regulation":"gas-2025-08"}"#);
/// assert!(draws(arb_raw_line()).take(99).all(|line| journal.answer(&line).unwrap().contains(r#""error":""#)));
/// ```
pub fn arb_raw_line() -> impl Strategy<Value = Vec<u8>> {
    // A character of these texts stands for a byte.
    let bytes = |line: String| line.chars().filter_map(|byte| u8::try_from(byte).ok()).collect();
    let lines: Vec<Vec<u8>> = catalogue("line").into_iter().map(bytes).collect();
    prop_oneof![
        12 => select(lines),
        8 => arb_raw_field(),
        2 => vec(any_byte::ANY.prop_filter("an LF ends a line", |byte| *byte != b'\n'), 1..40)
            .prop_filter("a lone CR can belong to a line end", |bytes| !bytes.ends_with(b"\r")),
        1 => (0..4_usize).prop_map(|more| b"x".repeat(Journal::MAX_LINE_BYTES + more)),
        1 => (127..140_usize).prop_map(|levels| b"[".repeat(levels)),
    ]
}

/// A line with one raw value.
fn arb_raw_field() -> impl Strategy<Value = Vec<u8>> {
    let with = |before: &'static str, raw: String, after: &'static str| {
        let mut line = String::from(before);
        push_json_text(&mut line, &raw);
        line.push_str(after);
        line.into_bytes()
    };
    prop_oneof![
        arb_raw_iin().prop_map(move |raw| with(
            r#"{"fact":"confirmed","iin":"#,
            raw,
            r#","on":"2025-09-10"}"#
        )),
        arb_raw_account().prop_map(move |raw| {
            with(r#"{"query":"preview","iin":"990101600002","account":"#, raw, r#","on":"2025-09-10"}"#)
        }),
        arb_raw_date().prop_map(move |raw| with(r#"{"query":"due","on":"#, raw, "}")),
        arb_raw_instant().prop_map(move |raw| with(r#"{"query":"due","at":"#, raw, "}")),
        arb_raw_month().prop_map(move |raw| with(
            r#"{"query":"summary","month":"#,
            raw,
            r#","on":"2025-09-10"}"#
        )),
        arb_raw_decimal().prop_map(move |raw| {
            with(
                r#"{"query":"receipt","month":"2025-09","account":"1","volume_m3":"#,
                raw,
                r#","price":"1"}"#,
            )
        }),
        arb_raw_reply().prop_map(move |raw| {
            with(r#"{"fact":"replied","iin":"990101600002","answer":"#, raw, r#","on":"2025-09-10"}"#)
        }),
    ]
}

/// What is done to a journal; places are any.
#[derive(Clone, Debug)]
enum Harm {
    Cut(Index, Index),
    Change(Index, Index, u8),
    Double(Index),
    Swap(Index, Index),
    Lose(Index),
    Insert(Index, Vec<u8>),
    Splice(Index, Index, Vec<u8>),
    Join(Index),
}

const PIECES: &[&[u8]] = &[b"\"", b"\\", b"{", b",", b"\0", b"\xff", b"\\u0000", b"null", b"\r"];

fn arb_harm() -> impl Strategy<Value = Harm> {
    let at = proptest::arbitrary::any::<Index>;
    let piece = select(PIECES);
    prop_oneof![
        2 => (at(), at()).prop_map(|(line, byte)| Harm::Cut(line, byte)),
        2 => (at(), at(), any_byte::ANY).prop_map(|(line, byte, new)| Harm::Change(line, byte, new)),
        2 => at().prop_map(Harm::Double),
        2 => (at(), at()).prop_map(|(one, other)| Harm::Swap(one, other)),
        1 => at().prop_map(Harm::Lose),
        4 => (at(), arb_raw_line()).prop_map(|(line, raw)| Harm::Insert(line, raw)),
        2 => (at(), at(), piece).prop_map(|(line, byte, piece)| Harm::Splice(line, byte, piece.to_vec())),
        1 => at().prop_map(Harm::Join),
    ]
}

impl Harm {
    fn befall(self, lines: &mut Vec<Vec<u8>>) {
        let count = lines.len().max(1);
        match self {
            Self::Cut(line, byte) => {
                if let Some(line) = lines.get_mut(line.index(count)) {
                    line.truncate(byte.index(line.len() + 1));
                }
            }
            Self::Change(line, byte, new) => {
                let Some(line) = lines.get_mut(line.index(count)) else { return };
                let place = byte.index(line.len().max(1));
                if let Some(old) = line.get_mut(place) {
                    *old = new;
                }
            }
            Self::Double(line) => {
                let place = line.index(count);
                if let Some(line) = lines.get(place).cloned() {
                    lines.insert(place, line);
                }
            }
            Self::Swap(one, other) if !lines.is_empty() => lines.swap(one.index(count), other.index(count)),
            Self::Lose(line) if !lines.is_empty() => drop(lines.remove(line.index(count))),
            Self::Join(line) if lines.len() > 1 => {
                let next = lines.remove(line.index(count));
                if let Some(line) = lines.first_mut() {
                    line.extend(next);
                }
            }
            Self::Insert(line, raw) => lines.insert(line.index(lines.len() + 1), raw),
            Self::Splice(line, byte, piece) => {
                if let Some(line) = lines.get_mut(line.index(count)) {
                    let at = byte.index(line.len() + 1);
                    line.splice(at..at, piece);
                }
            }
            Self::Swap(..) | Self::Lose(_) | Self::Join(_) => {}
        }
    }
}

/// A journal of a world with harm done to it, of any bytes; the last line may have no end.
///
/// ```
/// use voucher_core::{Journal, testing::{draws, gas::arb_hostile_journal}};
///
/// let errors = draws(arb_hostile_journal()).take(50).filter(|bytes| {
///     let (mut journal, mut answers) = (Journal::new(), String::new());
///     journal.feed(bytes.as_bytes(), &mut answers);
///     answers.contains(r#""error""#)
/// });
/// assert!(errors.count() > 25);
/// ```
pub fn arb_hostile_journal() -> impl Strategy<Value = JournalBytes> {
    let sound = arb_regulation().prop_flat_map(|regulation| arb_journal(&regulation, 3));
    let harm = vec(arb_harm(), 0..8);
    let ends = prop_oneof![4 => Just("\n"), 1 => Just("\r\n"), 1 => Just("")];
    (sound, harm, ends).prop_map(|(sound, harm, last)| {
        let mut lines: Vec<Vec<u8>> = sound.lines().map(<[u8]>::to_vec).collect();
        for harm in harm {
            harm.befall(&mut lines);
        }
        let mut bytes = lines.join(&b"\n"[..]);
        bytes.extend_from_slice(last.as_bytes());
        JournalBytes::from(bytes)
    })
}
