//! Every vector through the journal, whole and in pieces; and what the vectors cover.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

use std::{collections::BTreeSet, fs};

use serde_json::Value;
use voucher_core::{Error, Journal, family_card, gas, meals, medicines, targeted_assistance};
use voucher_tests::vectors::{self, FOLDER, Vector};

/// Feeds a journal in pieces of these lengths, over and over.
fn answers_to_pieces(journal: &[u8], lengths: &[usize]) -> String {
    let (mut runner, mut answers, mut rest) = (Journal::new(), String::new(), journal);
    for length in lengths.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, after) = rest.split_at((*length).min(rest.len()));
        runner.feed(piece, &mut answers);
        rest = after;
    }
    runner.finish(&mut answers);
    answers
}

fn check(vector: &Vector, how: &str, answers: &str) {
    if let Some(difference) = vector.first_difference(answers) {
        panic!("fed {how}: {difference}");
    }
    assert!(answers.ends_with('\n'), "{}: the last answer ends with its line", vector.name);
    let numbers = answers.lines().map(|answer| {
        let answer: Value = serde_json::from_str(answer).unwrap();
        usize::try_from(answer["line"].as_u64().unwrap()).unwrap()
    });
    let lines = vector.lines().map(|(number, _)| number);
    assert!(numbers.eq(lines), "{}: one answer for each line that is not empty", vector.name);
}

#[test]
fn the_journal_gives_every_answer_of_the_vectors() {
    for vector in &vectors::all().unwrap() {
        let whole = answers_to_pieces(&vector.journal, &[usize::MAX]);
        check(vector, "whole", &whole);
        for (how, lengths) in [
            ("byte by byte", &[1][..]),
            ("by two and three", &[2, 3]),
            ("in odd pieces", &[1, 7, 64, 13, 1021, 3, 65_536, 5]),
        ] {
            assert!(answers_to_pieces(&vector.journal, lengths) == whole, "{}, fed {how}", vector.name);
        }
        let mut journal = Journal::new();
        let lines = vector.journal.split_inclusive(|byte| *byte == b'\n');
        let lines = lines.map(|line| line.strip_suffix(b"\n").unwrap_or(line));
        let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let one_by_one: String =
            lines.filter_map(|line| journal.answer(line)).map(|answer| answer + "\n").collect();
        assert!(one_by_one == whole, "{}, line by line", vector.name);
    }
}

#[test]
fn the_tables_name_the_vectors_that_are_there() {
    let there: BTreeSet<_> = vectors::all().unwrap().into_iter().map(|vector| vector.name).collect();
    let programmes: BTreeSet<_> =
        there.iter().filter_map(|name| name.split_once('/')).map(|(programme, _)| programme).collect();
    let mut told = BTreeSet::new();
    for programme in programmes {
        let page = fs::read_to_string(format!("{FOLDER}/{programme}/README.md")).unwrap();
        let rows = page.lines().filter_map(|row| row.strip_prefix("| `")?.split_once("` |"));
        told.extend(rows.map(|(name, _)| format!("{programme}/{name}")));
    }
    assert_eq!(told, there);
}

/// What a programme's wire page lists, and the closed lists of its module.
struct Page {
    programme: &'static str,
    /// The page, with where its reasons of `invalid_field` stand and where those of `invalid_regulation`: after the first text
    /// of a pair, before the second.
    page: &'static str,
    of_fields: [&'static str; 2],
    of_regulations: [&'static str; 2],
    refusals: Vec<&'static str>,
    stages: Vec<&'static str>,
}

macro_rules! pages {
    ($($programme:ident: $page:literal, $fields:expr, $regulations:expr;)+) => {
        [$(Page {
            programme: stringify!($programme),
            page: include_str!(concat!("../../docs/wire/", $page, ".md")),
            of_fields: $fields,
            of_regulations: $regulations,
            refusals: $programme::Refusal::ALL.iter().map(|refusal| refusal.code()).collect(),
            stages: $programme::Stage::ALL.iter().map(|stage| stage.code()).collect(),
        }),+]
    };
}

fn pages() -> [Page; 5] {
    const NEW: &str = "New reasons of `invalid_field`";
    const CODES: [&str; 2] = ["**Codes** (reason of `invalid_regulation`)", "\n\n"];
    pages! {
        gas: "README", ["Reasons of `invalid_field`:", " (a rate over 1"], ["Codes of N7 (reason of `invalid_regulation`)", "Checked in this order"];
        meals: "meals", [NEW, "| `day`, `given_on`"], CODES;
        medicines: "medicines", [NEW, "## The regulation"], CODES;
        family_card: "family_card", [NEW, "Of\nseveral"], ["**Checks, first that fails.**", "Amounts of a regulation"];
        targeted_assistance: "targeted_assistance", [NEW, "An amount"], ["Reasons of `invalid_regulation`, after", "is not `member`"];
    }
}

/// The errors of a line, as the page of the journal lists them.
fn line_errors() -> BTreeSet<String> {
    let page = include_str!("../../docs/wire/README.md");
    listed(page, ["## Errors of a line, first match", "Reasons of `invalid_field`"])
}

/// The codes that stand between backticks in this part of a page; `iin_*` stands for all that begin so.
fn listed(page: &str, [begin, end]: [&str; 2]) -> BTreeSet<String> {
    let part = page.split_once(begin).unwrap().1.split_once(end).unwrap().0;
    let words: Vec<_> = part.split('`').skip(1).step_by(2).collect();
    let stands = |code: &&str| {
        words.iter().any(|word| word.strip_suffix('*').map_or(word == code, |start| code.starts_with(start)))
    };
    Error::codes().filter(stands).map(str::to_owned).collect()
}

/// Errors that no line of a journal can cause: it has no names of regions, phones, sets of regulations, saved ledgers or pseudonyms.
const NOT_OF_A_JOURNAL: [&str; 10] = [
    "phone_character",
    "phone_length",
    "phone_not_mobile",
    "regulations_overlap",
    "snapshot_foreign",
    "snapshot_version",
    "snapshot_damaged",
    "snapshot_inconsistent",
    "ambiguous_region",
    "pseudonym_key_too_short",
];

/// The texts that stand in a field of this name in the expected answers of a programme that `chosen` picks.
fn said(programme: &str, field: &str, chosen: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    let of_programme = |vector: &Vector| vector.name.starts_with(programme);
    for vector in vectors::all().unwrap().into_iter().filter(of_programme) {
        for answer in vector.answers.lines() {
            let answer: Value = serde_json::from_str(answer).unwrap();
            if chosen(&answer) {
                let value = &answer[field];
                let codes = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                said.extend(codes.iter().filter_map(Value::as_str).map(str::to_owned));
            }
        }
    }
    said
}

fn codes(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// The same sets on both sides: the vectors show every code, and no code that the wire format lacks.
#[test]
fn the_vectors_show_every_code() {
    let of_error = |code: &'static str| move |answer: &Value| answer["error"] == code;
    assert_eq!(said("gas", "error", |_| true), line_errors());
    let known: BTreeSet<_> = pages().iter().flat_map(|page| listed(page.page, page.of_fields)).collect();
    for page in pages() {
        let programme = page.programme;
        let reasons = said(programme, "reason", of_error("invalid_field"));
        assert!(reasons.is_superset(&listed(page.page, page.of_fields)), "{programme}");
        assert!(reasons.is_subset(&known), "{programme}");
        let reasons = said(programme, "reason", of_error("invalid_regulation"));
        assert_eq!(reasons, listed(page.page, page.of_regulations), "{programme}");
        assert_eq!(said(programme, "refusals", |_| true), codes(&page.refusals), "{programme}");
        let stages = said(programme, "stage", |_| true);
        assert_eq!(stages, codes(&page.stages), "{programme}");
    }
    let steps: Vec<_> = gas::Step::ALL.iter().map(|step| step.code()).collect();
    assert_eq!(said("gas", "next", |_| true), codes(&steps));
}

/// The library has the errors of the wire format and no others, each once.
#[test]
fn the_library_has_the_errors_of_the_wire_format() {
    let mut told = line_errors();
    told.extend(codes(&NOT_OF_A_JOURNAL));
    for Page { page, of_fields, of_regulations, .. } in pages() {
        told.extend(listed(page, of_fields));
        told.extend(listed(page, of_regulations));
    }
    let known: Vec<_> = Error::codes().collect();
    assert_eq!(codes(&known), told);
    assert_eq!(known.len(), told.len());
}
