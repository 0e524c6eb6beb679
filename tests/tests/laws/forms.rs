//! The form of a regulation's JSON, in every programme: its number (N41), and the field at fault by name.

use serde_json::{Value, json};
use voucher_core::{Error, FormFault, Programme, family_card, gas, meals, medicines, targeted_assistance};

/// A regulation's JSON, read, and what is wrong with its form.
struct Read {
    json: String,
    from_json: fn(&str) -> Result<String, Error>,
    fault: fn(&str) -> Option<FormFault>,
}

/// One published regulation of every form there is.
fn forms() -> Vec<Read> {
    macro_rules! read {
        ($($regulation:ty: $published:ident,)+) => {
            vec![$(Read {
                json: <$regulation>::$published().canonical_json(),
                from_json: |text| <$regulation>::from_json(text).map(|regulation| regulation.canonical_json()),
                fault: <$regulation>::form_fault,
            },)+]
        };
    }
    read! {
        gas::Regulation: gas_2025_08,
        meals::Regulation: meals_2026_02,
        medicines::Regulation: medicines_2024_01,
        family_card::Grading: grading_2026_06,
        family_card::Proactive: proactive_2025_09,
        targeted_assistance::Regulation: asp_2025_01,
    }
}

impl Read {
    fn value(&self) -> Value {
        serde_json::from_str(&self.json).unwrap()
    }

    /// The JSON with a field set, or taken away by null.
    fn with(&self, field: &str, value: &Value) -> String {
        let mut changed = self.value();
        changed[field] = value.clone();
        changed.to_string()
    }

    /// Code and field of the fault; the error says no more than that the form is not the wire's.
    fn told(&self, text: &str) -> (&'static str, Option<String>) {
        assert_eq!((self.from_json)(text).unwrap_err().code(), "malformed_regulation", "{text}");
        let fault = (self.fault)(text).unwrap();
        (fault.code(), fault.field().map(str::to_owned))
    }
}

/// N41: absent means 1, and 1 is no content.
#[test]
fn the_first_form_may_be_named() {
    for read in forms() {
        assert_eq!((read.fault)(&read.json), None);
        let named = read.with("form", &json!(1));
        assert_eq!((read.from_json)(&named), Ok(read.json.clone()));
        assert_eq!((read.fault)(&named), None);
    }
}

/// N41: a newer form is told before whatever else is strange in it.
#[test]
fn a_newer_form_is_too_new() {
    for read in forms() {
        for form in [2, 2_147_483_647] {
            let newer = read.with("form", &json!(form));
            let stranger = json!({"form": form, "programme": "water", "windov": 1}).to_string();
            for text in [newer, stranger] {
                assert_eq!((read.from_json)(&text).unwrap_err().code(), "form_too_new", "{text}");
                assert_eq!((read.fault)(&text).unwrap().code(), "form_too_new");
            }
        }
        let no_forms = [json!(0), json!(-1), json!(1.0), json!("1"), json!(null), json!([1])];
        for form in no_forms {
            assert_eq!(read.told(&read.with("form", &form)), ("invalid_field", Some("form".to_owned())));
        }
    }
}

/// A field that is missing, unknown or of the wrong kind has its name.
#[test]
fn a_fault_names_its_field() {
    let not_missed =
        ["consent", "discount", "helpline", "sign_up_link", "whole_line", "top_up", "conditional_months"];
    for read in forms() {
        assert_eq!(read.told(&read.with("windov", &json!({}))), ("unknown_field", Some("windov".to_owned())));
        assert_eq!(read.told(&read.with("Window 7", &json!({}))), ("unknown_field", Some("?".to_owned())));
        for field in read.value().as_object().unwrap().keys() {
            let mut fewer = read.value();
            fewer.as_object_mut().unwrap().remove(field);
            if !not_missed.contains(&field.as_str()) {
                assert_eq!(read.told(&fewer.to_string()), ("missing_field", Some(field.clone())));
            }
            for strange in [json!({"x": 1}), json!([{}]), json!([[7]]), json!(true), json!(0.5)] {
                let is = &read.value()[field];
                let fits = field == "meals_per_day" && strange.is_object()
                    || is.is_boolean() && strange.is_boolean();
                if !fits {
                    let text = read.with(field, &strange);
                    let (code, named) = read.told(&text);
                    assert!(code.ends_with("_field") && named.is_some(), "{field} {strange} {code}");
                }
            }
        }
    }
}

/// Another's regulation is told by what it says of itself, not by the fields that it has or lacks.
#[test]
fn a_regulation_of_another_programme_is_told_as_one() {
    for (place, read) in forms().iter().enumerate() {
        for other in forms().iter().enumerate().filter(|(at, _)| *at != place).map(|(_, other)| other) {
            let same = read.value()["programme"] == other.value()["programme"];
            let named = if same { "kind" } else { "programme" };
            assert_eq!(read.told(&other.json), ("invalid_field", Some(named.to_owned())), "{}", other.json);
            // Also where all other fields are there.
            let dressed = read.with(named, &other.value()[named]);
            assert_eq!(read.told(&dressed), ("invalid_field", Some(named.to_owned())));
        }
    }
}

/// What stands deep inside has its name too, and whatever a tree's leaf becomes, something is named.
#[test]
fn a_fault_inside_is_named() {
    for read in forms() {
        let mut paths = Vec::new();
        leaves(&read.value(), String::new(), &mut paths);
        assert!(paths.len() > 9);
        for path in paths {
            let mut changed = read.value();
            *changed.pointer_mut(&path).unwrap() = json!({"x": []});
            let (code, named) = read.told(&changed.to_string());
            assert!(code.ends_with("_field") && named.is_some(), "{path} {code}");
        }
    }
}

fn leaves(value: &Value, path: String, to: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| leaves(value, format!("{path}/{name}"), to));
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(place, value)| leaves(value, format!("{path}/{place}"), to));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => to.push(path),
    }
}

/// A text that is no object, or is no JSON, is told as a journal tells of such a line.
#[test]
fn a_text_that_is_no_object() {
    for read in forms() {
        let code = |text| (read.fault)(text).unwrap();
        assert_eq!(code("[]").code(), "not_an_object");
        assert_eq!(code("{").code(), "malformed_json");
        let twice = code(r#"{"id":"a","id":"b"}"#);
        assert_eq!((twice.code(), twice.field()), ("duplicate_field", Some("id")));
    }
}

/// N41: a journal says so of whichever programme, one that it does not know too.
#[test]
fn a_journal_says_that_a_form_is_too_new() {
    let programmes = Programme::ALL.iter().map(|programme| programme.code()).chain(["water"]);
    for programme in programmes {
        let line = json!({"regulation": {"programme": programme, "form": 2}}).to_string();
        let answer = voucher_core::Journal::new().answer(line.as_bytes()).unwrap();
        assert_eq!(
            answer, r#"{"line":1,"error":"invalid_regulation","reason":"form_too_new"}"#,
            "{programme}"
        );
    }
}
