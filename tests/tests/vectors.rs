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

/// The errors of a line, as the wire format lists them.
const LINE_ERRORS: [&str; 13] = [
    "line_too_long",
    "not_utf8",
    "malformed_json",
    "not_an_object",
    "duplicate_field",
    "no_regulation",
    "regulation_already_chosen",
    "unknown_regulation",
    "invalid_regulation",
    "unknown_kind",
    "missing_field",
    "unknown_field",
    "invalid_field",
];

/// What the wire page of a programme lists, and the closed lists of its module.
struct Page {
    programme: &'static str,
    /// The reasons of `invalid_field`; of a programme after gas, those that are new there.
    field_reasons: &'static [&'static str],
    /// The reasons of `invalid_regulation`, all of them.
    regulation_reasons: &'static [&'static str],
    refusals: Vec<&'static str>,
    stages: Vec<&'static str>,
}

fn pages() -> Vec<Page> {
    vec![page_of_gas(), page_of_meals(), page_of_medicines(), page_of_family_card(), page_of_assistance()]
}

fn page_of_gas() -> Page {
    Page {
        programme: "gas",
        field_reasons: &[
            "not_text",
            "not_a_boolean",
            "not_an_array",
            "not_an_object",
            "iin_length",
            "iin_not_digits",
            "iin_control_digit",
            "iin_repeated_digit",
            "no_such_day",
            "not_a_date",
            "not_an_instant",
            "instant_before_single_zone",
            "not_a_month",
            "unknown_region",
            "unknown_value",
            "account_empty",
            "account_too_long",
            "account_character",
            "account_no_digit",
            "not_a_decimal",
            "too_many_decimals",
            "negative",
            "too_large",
        ],
        regulation_reasons: &[
            "period_reversed",
            "no_regions",
            "unknown_region",
            "no_assistance",
            "day_out_of_range",
            "window_reversed",
            "register_before_window_ends",
            "limit_below_one",
            "repeat_below_one_day",
            "reply_code_malformed",
            "rate_out_of_range",
            "form_too_new",
            "link_not_https",
            "norm_negative",
            "malformed_regulation",
        ],
        refusals: gas::Refusal::ALL.iter().map(|refusal| refusal.code()).collect(),
        stages: gas::Stage::ALL.iter().map(|stage| stage.code()).collect(),
    }
}

fn page_of_meals() -> Page {
    Page {
        programme: "meals",
        field_reasons: &[
            "reference_empty",
            "reference_too_long",
            "reference_character",
            "not_a_count",
            "too_large",
            "too_many",
        ],
        regulation_reasons: &[
            "malformed_regulation",
            "period_reversed",
            "no_regions",
            "unknown_region",
            "no_grounds",
            "no_school_years",
            "year_reversed",
            "years_overlap",
            "no_weekdays",
            "break_reversed",
            "break_outside_year",
            "grade_out_of_range",
            "grades_reversed",
            "day_out_of_range",
            "late_entry_negative",
            "no_kinds",
            "limit_below_one",
            "price_negative",
            "price_reversed",
            "price_overlap",
        ],
        refusals: meals::Refusal::ALL.iter().map(|refusal| refusal.code()).collect(),
        stages: meals::Stage::ALL.iter().map(|stage| stage.code()).collect(),
    }
}

fn page_of_medicines() -> Page {
    Page {
        programme: "medicines",
        field_reasons: &["reference_empty", "reference_too_long", "reference_character", "not_a_count"],
        regulation_reasons: &[
            "malformed_regulation",
            "period_reversed",
            "valid_below_one_day",
            "days_below_one",
            "days_reversed",
            "reminder_negative",
            "day_out_of_range",
        ],
        refusals: medicines::Refusal::ALL.iter().map(|refusal| refusal.code()).collect(),
        stages: medicines::Stage::ALL.iter().map(|stage| stage.code()).collect(),
    }
}

fn page_of_family_card() -> Page {
    Page {
        programme: "family_card",
        field_reasons: &[
            "not_a_count",
            "below_one",
            "too_many",
            "reference_empty",
            "reference_too_long",
            "reference_character",
        ],
        regulation_reasons: &[
            "malformed_regulation",
            "period_reversed",
            // Of a grading.
            "subsistence_not_positive",
            "duplicate_fact",
            "unknown_fact",
            "wrong_kind_of_fact",
            "no_indicators",
            "duplicate_indicator",
            "brackets_not_rising",
            "values_incomplete",
            "levels_not_falling",
            "duplicate_level",
            // Of a proactive regulation.
            "no_services",
            "duplicate_service",
            "sender_malformed",
            "reply_code_malformed",
            "code_twice",
            "answer_below_one_day",
            "base_not_rising",
            "base_negative",
            "rules_not_rising",
            "rate_out_of_range",
            "count_below_one",
        ],
        refusals: family_card::Refusal::ALL.iter().map(|refusal| refusal.code()).collect(),
        stages: family_card::Stage::ALL.iter().map(|stage| stage.code()).collect(),
    }
}

fn page_of_assistance() -> Page {
    Page {
        programme: "targeted_assistance",
        field_reasons: &[
            "reference_empty",
            "reference_too_long",
            "reference_character",
            "too_many",
            "applicant_not_one",
            "member_repeated",
        ],
        regulation_reasons: &[
            "period_reversed",
            "share_out_of_range",
            "income_kind_twice",
            "age_out_of_range",
            "ages_reversed",
            "multiple_out_of_range",
            "months_out_of_range",
            "no_banks",
            "income_not_asked",
            "malformed_regulation",
        ],
        refusals: targeted_assistance::Refusal::ALL.iter().map(|refusal| refusal.code()).collect(),
        stages: targeted_assistance::Stage::ALL.iter().map(|stage| stage.code()).collect(),
    }
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
    assert_eq!(said("gas", "error", |_| true), codes(&LINE_ERRORS));
    let known: BTreeSet<_> = pages().iter().flat_map(|page| codes(page.field_reasons)).collect();
    for page in pages() {
        let programme = page.programme;
        let reasons = said(programme, "reason", of_error("invalid_field"));
        assert!(reasons.is_superset(&codes(page.field_reasons)), "{programme}");
        assert!(reasons.is_subset(&known), "{programme}");
        let reasons = said(programme, "reason", of_error("invalid_regulation"));
        assert_eq!(reasons, codes(page.regulation_reasons), "{programme}");
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
    let mut listed = codes(&[&LINE_ERRORS[..], &NOT_OF_A_JOURNAL].concat());
    for page in pages() {
        listed.extend(codes(page.field_reasons));
        listed.extend(codes(page.regulation_reasons));
    }
    let known: Vec<_> = Error::codes().collect();
    assert_eq!(codes(&known), listed);
    assert_eq!(known.len(), listed.len());
}
