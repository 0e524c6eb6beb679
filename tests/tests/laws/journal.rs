//! The laws of the journal (wire format, N34).

use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any},
    prop_assert, prop_assert_eq,
    sample::Index,
};
use serde_json::{Map, Value};
use voucher_core::testing::gas::{
    JournalBytes, arb_hostile_journal, arb_journal, arb_raw_line, arb_regulation,
};
use voucher_core::{
    Journal,
    gas::{Ledger, Outcome},
};

use crate::{law, ledger::unsound_worlds};

/// All answers to these pieces.
fn answers<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let (mut journal, mut answers) = (Journal::new(), String::new());
    for piece in pieces {
        journal.feed(piece, &mut answers);
    }
    journal.finish(&mut answers);
    answers
}

/// The numbers of the lines that are to be answered.
fn numbers(bytes: &JournalBytes) -> Vec<usize> {
    let ended = bytes.as_bytes().ends_with(b"\n");
    let count = bytes.lines().count();
    let empty = |number: usize, line: &[u8]| {
        // A carriage return belongs to the line end only where a line feed follows.
        line.is_empty() || (line == b"\r" && (ended || number < count))
    };
    // A byte order mark at the very start is of no line.
    let bare = |number: usize, line: &'_ [u8]| {
        line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(line).to_vec()
    };
    let lines = bytes.lines().zip(1..).filter(|(line, number)| !empty(*number, &bare(*number, line)));
    lines.map(|(_, number)| number).collect()
}

/// *wire*, N34: a journal of any bytes has one answer for each line that is not empty, in order;
/// each is a JSON object on one line that begins with the line's number. Nothing panics.
/// 500 hostile journals.
#[test]
fn every_line_has_one_answer() {
    law(500, arb_hostile_journal(), |bytes| {
        let answers = answers([bytes.as_bytes()]);
        prop_assert!(answers.is_empty() || answers.ends_with('\n'));
        let mut answered = Vec::new();
        for answer in answers.lines() {
            let object: Map<String, Value> = serde_json::from_str(answer).unwrap();
            let (first, number) = object.iter().next().unwrap();
            prop_assert_eq!(first, "line");
            let number = usize::try_from(number.as_u64().unwrap()).unwrap();
            let start = format!("{{\"line\":{number},");
            prop_assert!(answer.starts_with(&start));
            answered.push(number);
        }
        prop_assert_eq!(answered, numbers(&bytes));
        Ok(())
    });
}

/// *wire*: how the bytes are cut into pieces does not show, not even byte by byte. 300 hostile
/// journals, each in up to nine pieces; every tenth of the bytes one by one as well.
#[test]
fn chunks_do_not_show() {
    law(300, (arb_hostile_journal(), vec(any::<Index>(), 0..8)), |(bytes, cuts)| {
        let whole = answers([bytes.as_bytes()]);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.as_bytes().len() + 1)).collect();
        cuts.sort_unstable();
        let (mut pieces, mut rest) = (Vec::new(), bytes.as_bytes());
        for cut in cuts.into_iter().rev() {
            let (before, after) = rest.split_at(cut.min(rest.len()));
            pieces.push(after);
            rest = before;
        }
        pieces.push(rest);
        prop_assert_eq!(&answers(pieces.into_iter().rev()), &whole);
        if bytes.as_bytes().len() < 8000 {
            prop_assert_eq!(&answers(bytes.as_bytes().chunks(1)), &whole);
        }
        Ok(())
    });
}

/// *wire*: the same around the longest line, whose carriage return is none of its bytes: every length
/// near the limit, every line end, every cut near the end.
#[test]
fn chunks_do_not_show_around_the_longest_line() {
    for length in Journal::MAX_LINE_BYTES - 2..Journal::MAX_LINE_BYTES + 3 {
        for end in ["", "\r", "\n", "\r\n", "\r\r\n"] {
            let bytes = format!("{}{end}", "x".repeat(length)).into_bytes();
            let whole = answers([&*bytes]);
            let body =
                length + end.len() - usize::from(end.ends_with('\n')) - usize::from(end.ends_with("\r\n"));
            assert_eq!(whole.contains("line_too_long"), body > Journal::MAX_LINE_BYTES, "{length} {end:?}");
            for cut in length - 3..=bytes.len() {
                let (before, after) = bytes.split_at(cut);
                assert_eq!(answers([before, after]), whole, "{length} {end:?} {cut}");
                assert_eq!(
                    answers([before, b"", &after[..after.len().min(1)], &after[after.len().min(1)..]]),
                    whole
                );
            }
        }
    }
}

/// *wire*, N9: a line in error changes nothing, whatever it holds, before a regulation is taken and
/// after; a valid journal goes on as if it were not there. 300 journals with raw lines between.
#[test]
fn a_line_in_error_changes_nothing() {
    let journals = arb_regulation().prop_flat_map(|regulation| arb_journal(&regulation, 3));
    law(300, (journals, vec((any::<Index>(), arb_raw_line()), 1..6)), |(bytes, raw)| {
        let sound: Vec<&[u8]> = bytes.lines().map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
        let (mut alone, mut mixed) = (Journal::new(), Journal::new());
        for (place, line) in sound.iter().enumerate() {
            for (_, raw) in raw.iter().filter(|(at, _)| at.index(sound.len()) == place) {
                let before = mixed.gas().cloned();
                let answer = mixed.answer(raw).unwrap();
                prop_assert!(answer.contains(r#","error":""#), "{}", answer);
                prop_assert_eq!(mixed.gas(), before.as_ref());
            }
            let (one, other) = (alone.answer(line), mixed.answer(line));
            let unnumbered =
                |answer: Option<String>| answer.map(|text| text.split_once(',').unwrap().1.to_owned());
            let (one, other) = (unnumbered(one), unnumbered(other));
            prop_assert_eq!(&one, &other);
            prop_assert!(one.is_none_or(|answer| !answer.starts_with(r#""error""#)));
        }
        prop_assert_eq!(alone.gas(), mixed.gas());
        Ok(())
    });
}

/// The answer of the wire format to a fact.
fn answer_to(number: usize, outcome: &Outcome) -> String {
    let mut answer = Map::new();
    answer.insert("line".into(), number.into());
    answer.insert("accepted".into(), outcome.is_accepted().into());
    match outcome {
        Outcome::Accepted { repeat, stage, next } => {
            if *repeat {
                answer.insert("repeat".into(), true.into());
            }
            answer.extend(stage.map(|stage| ("stage".into(), stage.code().into())));
            answer.extend(next.map(|next| ("next".into(), next.code().into())));
        }
        Outcome::Refused(refusals) => {
            let codes = refusals.iter().map(|refusal| Value::from(refusal.code()));
            answer.insert("refusals".into(), codes.collect());
        }
    }
    Value::Object(answer).to_string()
}

/// *wire*, N9-N23: a fact written as a line and read by a journal is the same fact: the journal
/// answers what the ledger says, and ends with the same ledger. 500 worlds, unsound facts included.
#[test]
fn a_fact_as_a_line_is_the_same_fact() {
    law(500, unsound_worlds(4), |(regulation, facts)| {
        let mut journal = Journal::new();
        let taken = journal.answer(format!("{{\"regulation\":{}}}", regulation.canonical_json()).as_bytes());
        prop_assert!(taken.unwrap().contains(r#""digest""#));
        let mut ledger = Ledger::new(regulation);
        let years = chrono::NaiveDate::from_ymd_opt(1, 1, 1).unwrap()
            ..=chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
        for (on, fact) in facts.iter().filter(|(on, _)| years.contains(on)) {
            let outcome = ledger.record(*on, fact);
            let answer = journal.answer(fact.expose_line(*on).as_bytes()).unwrap();
            prop_assert_eq!(answer, answer_to(journal.lines(), &outcome));
        }
        prop_assert_eq!(journal.gas(), Some(&ledger));
        Ok(())
    });
}

/// *wire*: a valid journal has no line in error, and a second run gives the same bytes. 300 journals.
#[test]
fn a_valid_journal_has_no_error_and_one_answer() {
    let journals =
        arb_regulation().prop_flat_map(|regulation| (Just(regulation.clone()), arb_journal(&regulation, 4)));
    law(300, journals, |(regulation, bytes)| {
        let first = answers([bytes.as_bytes()]);
        prop_assert!(!first.contains(r#","error":""#), "{}", first);
        prop_assert_eq!(&answers([bytes.as_bytes()]), &first);
        let taken = first.lines().next().unwrap_or_default();
        let taken: Value = serde_json::from_str(taken).unwrap();
        prop_assert_eq!(taken.get("regulation").and_then(Value::as_str), Some(regulation.id()));
        Ok(())
    });
}
