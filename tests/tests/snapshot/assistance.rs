//! Saved ledgers of targeted assistance: what facts could not have made is refused.

use voucher_tests::told;

use super::Saved;

/// One application decided, another of the same person and of another one under way.
pub(super) fn applications() -> Saved {
    const EVIDENCE: [&str; 5] =
        ["identity", "residence_registration", "income", "detention_treatment", "employment"];
    let mut evidence = serde_json::json!({});
    for kind in voucher_core::targeted_assistance::Evidence::ALL {
        if !EVIDENCE.contains(&kind.code()) {
            evidence[kind.code()] = serde_json::Value::Null;
        }
    }
    let regulation = serde_json::json!({"regulation": "asp-2025-01", "change": {"evidence": evidence}});
    Saved(told(&[
        &regulation.to_string(),
        r#"{"fact":"applied","application":"A-1","iin":"990101600002","channel":"portal","signed_by":"eds","bank":"halyk","own_account":true,"status":"citizen","history":[],"household":[{"member":"a","role":"applicant","able_bodied":false},{"member":"b","role":"spouse","able_bodied":false}],"on":"2026-02-10"}"#,
        r#"{"fact":"evidence_answered","application":"A-1","kind":"income","member":"a","source":"paper","on_record":true,"incomes":[{"kind":"wages","amount":"900000"}],"on":"2026-02-10"}"#,
        r#"{"fact":"surveyed","application":"A-1","outcome":"done","on":"2026-02-10"}"#,
        r#"{"fact":"commission_concluded","application":"A-1","need":false,"on":"2026-02-11"}"#,
        r#"{"fact":"decided","application":"A-1","outcome":"refused","line":"37060","on":"2026-02-11"}"#,
        r#"{"fact":"breach_recorded","application":"A-1","what":"contract_broken","on":"2026-02-12"}"#,
        r#"{"fact":"applied","application":"A-2","iin":"990101600002","channel":"akim","signed_by":"paper","household":[{"member":"a","role":"applicant"}],"on":"2026-02-12"}"#,
        r#"{"fact":"evidence_requested","application":"A-2","kind":"income","member":"a","on":"2026-02-13"}"#,
        r#"{"fact":"applied","application":"A-3","iin":"990101600012","channel":"akim","signed_by":"paper","status":"citizen","history":[],"household":[{"member":"a","role":"applicant","able_bodied":false}],"on":"2026-02-13"}"#,
        r#"{"fact":"evidence_answered","application":"A-3","kind":"identity","member":"a","source":"paper","on_record":true,"on":"2026-02-13"}"#,
        r#"{"fact":"evidence_answered","application":"A-3","kind":"residence_registration","member":"a","source":"paper","on_record":true,"on":"2026-02-13"}"#,
        r#"{"fact":"evidence_answered","application":"A-3","kind":"income","member":"a","source":"paper","on_record":false,"on":"2026-02-13"}"#,
        r#"{"fact":"surveyed","application":"A-3","outcome":"done","on":"2026-02-13"}"#,
        r#"{"fact":"commission_concluded","application":"A-3","need":true,"on":"2026-02-13"}"#,
        r#"{"fact":"decided","application":"A-3","outcome":"assigned","line":"37060","on":"2026-02-13"}"#,
    ])
    .save()
    .unwrap())
}

/// N9, T14-T22.
#[test]
fn no_ledger_of_applications_can_hold_this() {
    applications().is_never(&[
        // The clock.
        (r#""latest":"2026-02-13","#, ""),
        (r#""latest":"2026-02-13""#, r#""latest":"2026-02-12""#),
        (r#""applications":3"#, r#""applications":2"#),
        (r#""applications":3"#, r#""applications":4"#),
        // Filing (T14).
        (r#""registered_on":"2026-02-10""#, r#""registered_on":"2024-12-31""#),
        (r#""signed_by":"eds""#, r#""signed_by":"paper""#),
        (r#""bank":1"#, r#""bank":2"#),
        (r#""bank":1,"#, ""),
        (r#""own_account":true"#, r#""own_account":false"#),
        (r#""member":"b","role":"spouse""#, r#""member":"a","role":"spouse""#),
        (r#""member":"b","role":"spouse""#, r#""member":"b","role":"applicant""#),
        (r#""application":"A-2""#, r#""application":"A-1""#),
        // Another application of the person stands (T14).
        (r#""refused":["income_above_line","no_need_found"]"#, r#""x":0"#),
        (r#","refused":["income_above_line","no_need_found"]"#, ""),
        (r#""registered_on":"2026-02-12""#, r#""registered_on":"2026-02-09""#),
        // Evidence (T15, T16).
        (r#""requested":["income"]"#, r#""requested":["vehicle"]"#),
        (r#""requested":["income"]"#, r#""requested":["detention_treatment"]"#),
        (r#""on_record":["income"]"#, r#""nothing":["income"]"#),
        (
            r#""on_record":["identity","residence_registration"],"nothing":["income"]"#,
            r#""on_record":["identity","residence_registration"],"nothing":["identity","income"]"#,
        ),
        (r#""kind":"wages""#, r#""kind":"alimony""#),
        // The commission (T19), breaches (T21).
        (r#""survey":"done","need":false"#, r#""survey":"refused","need":false"#),
        (
            r#""breaches":[{"what":"contract_broken","on":"2026-02-12"}]"#,
            r#""breaches":[{"what":"contract_broken","on":"2026-02-14"}]"#,
        ),
        (
            r#""breaches":[{"what":"contract_broken","on":"2026-02-12"}]"#,
            r#""breaches":[{"what":"contract_broken","on":"2026-02-09"}]"#,
        ),
        (
            r#""breaches":[{"what":"contract_broken","on":"2026-02-12"}]"#,
            r#""breaches":[{"what":"contract_broken","on":"2026-02-12"},{"what":"contract_broken","on":"2026-02-12"}]"#,
        ),
        // Decisions that the facts do not give (T22, T31).
        (r#""refused":["income_above_line","no_need_found"]"#, r#""refused":["income_above_line"]"#),
        (r#""refused":["income_above_line","no_need_found"]"#, r#""refused":[]"#),
        (
            r#""refused":["income_above_line","no_need_found"]"#,
            r#""refused":["no_need_found","not_registered"]"#,
        ),
        (r#""amount":"900000.00""#, r#""amount":"0.00""#),
        (r#""last":"2026-03-31"}}"#, r#""last":"2026-04-30"}}"#),
        (r#""survey":"done","need":true,"#, ""),
    ]);
}

/// The text with another piece in the line of one application, and a digest that fits.
fn edited(saved: &Saved, application: &str, before: &str, after: &str) -> Saved {
    let line = saved.line(&format!(r#""application":"{application}""#));
    assert_eq!(line.matches(before).count(), 1, "{line}: {before}");
    saved.edited(line, &line.replace(before, after))
}

/// T26, T27: what the applicant had done before the decision is looked at; what came later may be anything.
#[test]
fn a_decision_knows_what_came_before_it() {
    const SINCE: &str = r#""registered_on":"2026-02-12""#;
    let saved = applications();
    let history = |application, what: &str, on: &str| {
        let after = format!(r#""history":[{{"what":"{what}","on":"{on}"}}]"#);
        edited(&saved, application, r#""history":[]"#, &after)
    };
    // Of an assignment: six months from the day, and an unknown length.
    assert_eq!(history("A-3", "contract_broken", "2025-08-13").code(), "ok");
    for (what, on) in [("contract_broken", "2025-08-14"), ("false_information", "2025-01-01")] {
        assert_eq!(history("A-3", what, on).code(), "snapshot_inconsistent", "{what}");
    }
    // Of a refusal: among the reasons, or no reason yet.
    assert_eq!(history("A-1", "contract_broken", "2025-08-10").code(), "ok");
    assert_eq!(history("A-1", "false_information", "2025-01-01").code(), "ok");
    let broken = history("A-1", "contract_broken", "2025-08-11");
    assert_eq!(broken.code(), "snapshot_inconsistent");
    let named = edited(&broken, "A-1", r#""no_need_found"]"#, r#""no_need_found","contract_broken"]"#);
    assert_eq!(named.code(), "ok");
    // The contract broken on the 12th: before an application of the 13th, perhaps after the decision on one of the 12th.
    let refused = |since: &str, reasons: &str| {
        let since = edited(&saved, "A-2", SINCE, &format!(r#""registered_on":"{since}""#));
        let after = format!(r#"["income"]}}],"survey":"refused","refused":[{reasons}]}}"#);
        edited(&since, "A-2", r#"["income"]}]}"#, &after).code()
    };
    assert_eq!(refused("2026-02-12", r#""survey_refused""#), "ok");
    assert_eq!(refused("2026-02-13", r#""survey_refused""#), "snapshot_inconsistent");
    assert_eq!(refused("2026-02-13", r#""survey_refused","contract_broken""#), "ok");
}

/// The position of a fault is that of its line, also of what hangs on the other lines.
#[test]
fn the_place_is_the_line() {
    let saved = applications();
    for (application, before, after) in [
        ("A-1", r#""signed_by":"eds""#, r#""signed_by":"paper""#),
        ("A-1", r#""on":"2026-02-12""#, r#""on":"2026-02-14""#),
        ("A-2", r#""registered_on":"2026-02-12""#, r#""registered_on":"2026-02-14""#),
        ("A-2", r#""application":"A-2""#, r#""application":"A-1""#),
        ("A-3", r#""registered_on":"2026-02-13""#, r#""registered_on":"2026-02-14""#),
    ] {
        let error = edited(&saved, application, before, after).fault().unwrap();
        let line = saved.0.find(&format!(r#"{{"application":"{application}""#)).unwrap();
        assert_eq!((error.code(), error.position()), ("snapshot_inconsistent", Some(line)), "{after}");
    }
}
