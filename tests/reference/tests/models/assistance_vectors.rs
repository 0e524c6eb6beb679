//! The naive model of targeted assistance answers every vector as the vectors say, so that it may judge the library.
#![expect(clippy::unwrap_used, reason = "helpers of a test fail as the test does")]

use std::{fs, path::Path};

use serde_json::Value;
use voucher_reference::naive_assistance::{Model, OPEN};

/// As text, so that the order of fields counts; digests and texts are left open.
fn shown(mut answer: Value) -> String {
    for name in ["digest", "text"] {
        if let Some(open) = answer.get_mut(name) {
            *open = OPEN.into();
        }
    }
    answer.as_object_mut().unwrap().shift_remove("line");
    answer.to_string()
}

#[test]
fn the_model_gives_every_answer_that_is_no_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../bindings-python/python/voucher_core/testing/data/vectors/targeted_assistance");
    let mut compared = 0;
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let Some(name) = path.to_str().unwrap().strip_suffix(".in.jsonl").map(str::to_owned) else {
            continue;
        };
        let read = |end| String::from_utf8_lossy(&fs::read(format!("{name}{end}")).unwrap()).into_owned();
        let (lines, answers) = (read(".in.jsonl"), read(".out.jsonl"));
        let mut model = Model::default();
        for (line, want) in lines.lines().filter(|line| !line.is_empty()).zip(answers.lines()) {
            let want: Value = serde_json::from_str(want).unwrap();
            if want.get("error").is_none() {
                let given = model.answer(&serde_json::from_str(line).unwrap());
                assert_eq!(shown(given), shown(want), "{name}: {line}");
                compared += 1;
            }
        }
    }
    assert!(compared > 400, "only {compared} answers compared");
}
