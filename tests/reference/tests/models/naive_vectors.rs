//! The naive model answers every vector as the vectors say, so that it may judge the library.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of a test fail as the test does")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use voucher_reference::meals;
use voucher_reference::naive::Rules;
use voucher_reference::naive_journal::{GAS_2024_12, GAS_2025_08, Journal, OPEN, regulation, without_mark};

#[test]
fn the_model_gives_every_answer_that_is_no_error() {
    let (mut compared, mut silent) = (0, 0);
    for path in journals("gas") {
        let name = path.display();
        let answers = expected(&path);
        let journal = fs::read(&path).unwrap();
        let mut model = Journal::default();
        let mut lines = 0;
        let lines_of = without_mark(&journal).split(|byte| *byte == b'\n');
        for (index, line) in lines_of.enumerate() {
            let (number, line) = (index + 1, line.strip_suffix(b"\r").unwrap_or(line));
            if line.is_empty() {
                continue;
            }
            let want = &answers[&number];
            let given = model.answer(number, line);
            lines += 1;
            if want.get("error").is_some() {
                assert!(given.is_none(), "{name}, line {number}: an error is none of the model's business");
                silent += 1;
            } else {
                let given = given.unwrap_or_else(|| panic!("{name}, line {number}: no answer"));
                assert_eq!(as_text(&given), as_text(want), "{name}, line {number}");
                compared += 1;
            }
        }
        assert_eq!(lines, answers.len(), "{name}: one answer a line");
    }
    println!("{compared} answers compared, {silent} lines in error left alone");
    assert!(compared >= 800, "only {compared} answers compared");
}

#[test]
fn the_regulations_are_the_same_in_json_and_in_rust() {
    for (json, rules) in [(GAS_2025_08, Rules::gas_2025_08()), (GAS_2024_12, Rules::gas_2024_12())] {
        let json: Value = serde_json::from_str(json).unwrap();
        assert_eq!(regulation(json.as_object().unwrap()).unwrap().rules, rules);
    }
}

/// The model of meals answers lines in error too, and makes its digests itself.
#[test]
fn the_model_of_meals_gives_every_answer() {
    let (mut compared, mut silent) = (0, 0);
    for path in journals("meals") {
        let (name, answers) = (path.display(), expected(&path));
        let mut model = meals::Journal::default();
        for (index, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let want = &answers[&(index + 1)];
            let Some(mut given) = model.answer(index + 1, line.as_bytes()) else {
                assert!(want.get("error").is_some(), "{name}, line {}: no answer", index + 1);
                silent += 1;
                continue;
            };
            if want.get("digest").is_some_and(|digest| digest == OPEN) {
                given["digest"] = Value::from(OPEN);
            }
            let mut want = want.clone();
            if want.get("text").is_some() {
                want["text"] = Value::from(OPEN);
            }
            assert_eq!(given.to_string(), want.to_string(), "{name}, line {}", index + 1);
            compared += 1;
        }
    }
    println!("{compared} answers compared, {silent} lines in error left alone");
    assert!(compared >= 370 && silent <= 2, "{compared} answers compared, {silent} left alone");
}

fn journals(programme: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../bindings-python/python/voucher_core/testing/data/vectors")
        .join(programme);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".in.jsonl"));
    paths.sort();
    paths
}

/// The expected answers, by line.
fn expected(journal: &Path) -> BTreeMap<usize, Value> {
    let path = journal.to_string_lossy().replace(".in.jsonl", ".out.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let answers = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    answers.map(|answer| (usize::try_from(answer["line"].as_u64().unwrap()).unwrap(), answer)).collect()
}

/// As text, so that the order of fields counts; digests and texts are left open.
fn as_text(answer: &Value) -> String {
    let mut answer = answer.clone();
    for path in ["/digest", "/register/digest", "/text"] {
        if let Some(open) = answer.pointer_mut(path) {
            *open = Value::from(OPEN);
        }
    }
    answer.to_string()
}
