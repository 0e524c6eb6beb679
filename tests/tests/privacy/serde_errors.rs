//! What serde says of values that do not fit.

use serde_json::Value;
use voucher_core::{gas::*, *};

use crate::{IINS, canaries, faulty, watch::Watch};

/// JSON values with a canary in them, of every type.
fn json_values() -> Vec<String> {
    let mut values = Vec::new();
    for text in faulty() {
        let text = Value::from(text).to_string();
        values.extend([format!("[{text}]"), format!("{{{text}:{text}}}"), text]);
    }
    for iin in IINS {
        values.extend([
            iin.to_owned(),
            format!("-{iin}"),
            format!("{iin}.5"),
            format!("{iin}e3"),
            format!("[{iin}]"),
        ]);
        values.push(iin.repeat(4));
    }
    values
}

/// How many ways of reading this JSON as this type fail; what they say is looked at.
macro_rules! serde_errors {
    ($watch:expr, $value:ty, $place:expr, $json:expr) => {{
        let what = format!("{} {}", stringify!($value), $place);
        let from_text = serde_json::from_str::<$value>($json).err();
        let value = serde_json::from_str::<Value>($json).ok();
        let from_value = value.and_then(|value| serde_json::from_value::<$value>(value).err());
        let errors = from_text.into_iter().chain(from_value);
        errors.map(|error| $watch.look(&what, &format!("{error}\n{error:?}"))).count()
    }};
}

#[test]
fn serde_errors_of_values_show_no_identifier() {
    let mut watch = Watch::on(&canaries());
    let mut errors = 0;
    for json in json_values() {
        macro_rules! look_at {
            ($($value:ty)+) => { $(errors += serde_errors!(watch, $value, "", &json);)+ };
        }
        look_at! {
            Iin Phone Account Reference Month Region Volume Price Rate Answer Assistance AssistanceSet Channel
            ConsentScope ConsentState MissingDay MissingFact Refusal RegisterField Rounding SmsKind Stage Step
            Amount Factor family_card::Service family_card::Refusal family_card::MissingFact family_card::Award
            family_card::GradingParts family_card::RuleParts family_card::BracketParts family_card::FactKind
            family_card::ProactiveParts family_card::Grading family_card::Proactive
        }
    }
    watch.saw_nothing(errors..=errors);
    assert!(errors > 10_000, "{errors}");
}

/// Where each field of a regulation, of terms or of a preview's facts holds a canary, and where a
/// field is called by one.
#[test]
fn serde_errors_of_records_show_no_identifier() {
    let mut watch = Watch::on(&canaries());
    let mut errors = 0;
    let regulation = serde_json::to_value(Regulation::gas_2024_12().parts()).unwrap();
    for json in json_values().iter().step_by(7) {
        let canary: Value = serde_json::from_str(json).unwrap_or(Value::Null);
        for pointer in [
            "/period",
            "/period/first",
            "/list_closes/day",
            "/list_closes/if_missing",
            "/window",
            "/regions",
            "/regions/0",
            "/assistance/0",
            "/activations_per_account",
            "/consent",
            "/discount/rate",
            "/discount/norms_m3",
            "/discount/rounding",
            "/helpline",
        ] {
            let mut changed = regulation.clone();
            *changed.pointer_mut(pointer).unwrap() = canary.clone();
            errors += serde_errors!(watch, RegulationParts, pointer, &changed.to_string());
            errors += serde_errors!(watch, Regulation, pointer, &changed.to_string());
        }
        if let Some(name) = canary.as_str() {
            let mut changed = regulation.clone();
            changed[name] = Value::Null;
            errors += serde_errors!(watch, Regulation, "a name", &changed.to_string());
        }
        errors += serde_errors!(watch, DiscountTerms, "rate", &format!(r#"{{"rate":{json},"norm":"1"}}"#));
        for name in ["on_list", "consent", "own_activation", "others_on_account", "account_exists"] {
            errors += serde_errors!(watch, PreviewFacts, name, &format!(r#"{{"{name}":{json}}}"#));
        }
    }
    watch.saw_nothing(errors..=errors);
    assert!(errors > 1000, "{errors}");
}
