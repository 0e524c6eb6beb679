//! The naive model answers every vector as the vectors say, so that it may judge the library.

use std::fs;
use std::path::Path;

use serde_json::Value;
use voucher_reference::family_card::{Model, changed};

use super::published;

/// The model of a line that chooses a regulation.
fn chosen(line: &Value) -> Model {
    let regulation = &line["regulation"];
    let regulation = regulation.as_str().map_or_else(|| regulation.clone(), published);
    Model::new(line.get("change").map_or(regulation.clone(), |change| changed(&regulation, change)))
}

#[test]
fn the_model_gives_every_answer_that_is_no_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../bindings-python/python/voucher_core/testing/data/vectors/family_card");
    let mut compared = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".in.jsonl") else { continue };
        let journal = fs::read_to_string(&path).unwrap();
        let answers = fs::read_to_string(format!("{stem}.out.jsonl")).unwrap();
        let mut model = None;
        for (line, answer) in journal.lines().zip(answers.lines()) {
            let mut answer: Value = serde_json::from_str(answer).unwrap();
            if answer.get("error").is_some() {
                continue;
            }
            let line: Value = serde_json::from_str(line).unwrap();
            if line.get("regulation").is_some() {
                model = Some(chosen(&line));
                continue;
            }
            answer.as_object_mut().unwrap().shift_remove("line");
            if let Some(text) = answer.get_mut("text") {
                *text = "*".into();
            }
            let given = model.as_mut().unwrap().answer(&line).unwrap();
            assert_eq!(given.to_string(), answer.to_string(), "{name}: {line}");
            compared += 1;
        }
    }
    assert!(compared > 350, "only {compared} answers compared");
}
