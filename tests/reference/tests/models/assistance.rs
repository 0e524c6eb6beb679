//! The core beside the naive model of targeted assistance: decisions enumerated, small worlds to their last state, random
//! worlds beyond. Both are asked in lines of JSON, and every answer is compared as text, so that order counts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use voucher_demo::Dice;
use voucher_reference::naive_assistance::{EVIDENCE, Model};

use super::both::{self, explore, with};

type Both = both::Both<Model>;

/// Every query about these applications on these dates.
fn asks(both: &mut Both, applications: &[&str], dates: &[&str]) {
    for application in applications {
        for figures in [json!({}), json!({"line": "30000"}), json!({"line": "30000", "mci": "4325"})] {
            both.says(&with(&json!({"query": "decision", "application": application}), &figures));
        }
        for query in ["status", "checklist"] {
            both.says(&json!({"query": query, "application": application}));
        }
    }
    for date in dates {
        both.says(&json!({"query": "due", "on": date}));
        both.says(&json!({"query": "receiving", "on": date}));
    }
}

/// A published regulation that asks for these kinds of evidence alone, otherwise changed so.
fn asking(kinds: &[&str], change: &Value) -> Value {
    let mut line = json!({"regulation": "asp-2025-01", "change": change});
    for kind in EVIDENCE.iter().filter(|kind| !kinds.contains(kind)) {
        line["change"]["evidence"][kind] = Value::Null;
    }
    line
}

/// One choice of each list, by a number.
fn choice<'l>(number: &mut usize, lists: &[(&'l str, &'l [&'l str])]) -> Map<String, Value> {
    let mut chosen = Map::new();
    for (name, values) in lists {
        let value = values[*number % values.len()];
        *number /= values.len();
        if !value.is_empty() {
            chosen.insert((*name).to_owned(), serde_json::from_str(value).unwrap());
        }
    }
    chosen
}

/// The grounds of all reasons but the members' own: known so, known not so, or not known (the empty text).
const GROUNDS: [(&str, &[&str]); 7] = [
    ("line", &["", r#""37060""#, r#""40000.01""#]),
    ("survey", &["", r#""done""#, r#""refused""#]),
    ("need", &["", "true", "false"]),
    ("status", &["", r#""citizen""#, r#""other""#]),
    ("overlap", &["", "false", "true"]),
    ("contract", &["", r#""signed""#, r#""refused""#]),
    (
        "history",
        &[
            "",
            "[]",
            r#"[{"what":"measures_refused","on":"2025-08-10"}]"#,
            r#"[{"what":"measures_refused","on":"2025-08-11"}]"#,
            r#"[{"what":"contract_broken","on":"2025-12-01"}]"#,
            r#"[{"what":"false_information","on":"2026-02-10"}]"#,
            r#"[{"what":"false_information","on":"2026-02-09"}]"#,
            r#"[{"what":"false_information","on":"2026-02-10"},{"what":"contract_broken","on":"2026-01-01"},{"what":"measures_refused","on":"2026-01-01"}]"#,
        ],
    ),
];

/// The same of a member.
const OF_MEMBERS: [(&str, &[&str]); 3] = [
    ("registered", &["", "true", "false"]),
    ("able_bodied", &["", "true", "false"]),
    ("incomes", &["", "[]", r#"[{"kind":"wages","amount":"240000.06"}]"#]),
];

fn product(lists: &[(&str, &[&str])]) -> usize {
    lists.iter().map(|(_, values)| values.len()).product()
}

fn member(name: &str, role: &str, said: Map<String, Value>) -> Value {
    let mut member = json!({"member": name, "role": role});
    member.as_object_mut().unwrap().extend(said);
    member
}

/// T24-T27: one member, every combination of what is known, not known, so and not so.
#[test]
fn decisions_on_one_member() {
    let mut both = Both::new(&json!({"regulation": "asp-2025-01"}));
    let mut answers = BTreeMap::<String, usize>::new();
    for mut number in 0..product(&GROUNDS) * product(&OF_MEMBERS) {
        let mut line = choice(&mut number, &GROUNDS);
        line.insert("household".into(), json!([member("a", "applicant", choice(&mut number, &OF_MEMBERS))]));
        line.insert("query".into(), "assess".into());
        line.insert("on".into(), "2026-02-10".into());
        let answer = both.says(&Value::Object(line));
        *answers.entry(answer["answer"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(answers.len(), 3, "{answers:?}");
}

/// The same of two: the second a child or not, there or not; every 307th combination.
#[test]
fn decisions_on_two_members() {
    let mut both = Both::new(&json!({"regulation": "asp-2025-01"}));
    let second = [
        OF_MEMBERS[0],
        OF_MEMBERS[1],
        OF_MEMBERS[2],
        ("absent", &["", "true", "false"][..]),
        ("role", &[r#""child""#, r#""other""#][..]),
    ];
    let all = product(&GROUNDS) * product(&OF_MEMBERS) * product(&second);
    for mut number in (0..all).step_by(307) {
        let mut line = choice(&mut number, &GROUNDS);
        let first = member("a", "applicant", choice(&mut number, &OF_MEMBERS));
        let mut second = choice(&mut number, &second);
        let role = second.shift_remove("role").unwrap();
        let second = member("b", role.as_str().unwrap(), second);
        line.insert("household".into(), json!([first, second]));
        line.insert("query".into(), "assess".into());
        line.insert("on".into(), "2026-02-10".into());
        both.says(&Value::Object(line));
    }
}

fn applied(application: &str, iin: &str, on: &str, household: &Value) -> Value {
    json!({
        "fact": "applied", "application": application, "iin": iin, "channel": "centre", "signed_by": "paper",
        "status": "citizen", "history": [], "household": household, "on": on,
    })
}

const AINUR: &str = "990101600002";
const BERIK: &str = "990101600012";

/// T14-T24: one application, from its filing to every last state, with a member who may be absent, go and come back.
#[test]
fn one_application_to_its_last_state() {
    let regulation = asking(&["income", "detention_treatment"], &json!({"top_up": null}));
    let of =
        |fact: &str, rest: Value| with(&json!({"fact": fact, "application": "A", "on": "2026-02-10"}), &rest);
    let answered = |kind, member, rest: Value| {
        with(&of("evidence_answered", json!({"kind": kind, "member": member, "source": "system"})), &rest)
    };
    let a = json!({"member": "a", "role": "applicant", "able_bodied": true, "cares_for": "nobody"});
    let b = json!({"member": "b", "role": "other", "able_bodied": true});
    let facts = [
        applied("A", AINUR, "2026-02-10", &json!([a])),
        applied("A", AINUR, "2026-02-10", &json!([a, b])),
        of("evidence_requested", json!({"kind": "income", "member": "a"})),
        answered("income", "a", json!({"on_record": false})),
        answered(
            "income",
            "a",
            json!({"on_record": true, "incomes": [{"kind": "wages", "amount": "200000"}]}),
        ),
        answered("income", "b", json!({"on_record": false})),
        answered("detention_treatment", "b", json!({"on_record": false})),
        answered("detention_treatment", "b", json!({"on_record": true})),
        answered("vehicle", "b", json!({"on_record": true})),
        of("surveyed", json!({"outcome": "done"})),
        of("surveyed", json!({"outcome": "refused"})),
        of("commission_concluded", json!({"need": true})),
        of("commission_concluded", json!({"need": false})),
        of("contract_answered", json!({"answer": "signed"})),
        of("contract_answered", json!({"answer": "refused"})),
        of("decided", json!({"outcome": "assigned", "line": "37060"})),
        of("decided", json!({"outcome": "refused", "line": "37060"})),
    ];
    let look = |state: &mut Both| asks(state, &["A"], &["2026-02-10", "2026-03-31"]);
    let states = explore(Both::new(&regulation), &facts, look, |_, _| {});
    assert!(states > 1000, "{states} states");
}

/// T14, T21, T22, T27, T31: two people and two applications over a quarter's end, with breaches and decisions.
#[test]
fn two_applications_to_their_last_state() {
    let regulation = asking(&["income"], &json!({"commission": false, "top_up": null}));
    let household = json!([{"member": "a", "role": "applicant", "able_bodied": false}]);
    let mut facts = Vec::new();
    for on in ["2026-03-31", "2026-04-01"] {
        for (application, iin) in [("A", AINUR), ("B", AINUR), ("B", BERIK)] {
            facts.push(applied(application, iin, on, &household));
        }
        for application in ["A", "B"] {
            facts.push(json!({"fact": "evidence_answered", "application": application, "kind": "income", "member": "a",
                "source": "paper", "on_record": false, "on": on}));
            for outcome in ["assigned", "refused"] {
                facts.push(json!({"fact": "decided", "application": application, "outcome": outcome, "line": "30000", "on": on}));
            }
        }
        facts.push(
            json!({"fact": "breach_recorded", "application": "A", "what": "contract_broken", "on": on}),
        );
    }
    let dates = ["2026-03-31", "2026-04-01", "2026-07-01"];
    let look = |state: &mut Both| asks(state, &["A", "B", "C"], &dates);
    let states = explore(Both::new(&regulation), &facts, look, |_, _| {});
    assert!(states > 200, "{states} states");
}

fn one<'t>(dice: &mut Dice, of: &[&'t str]) -> &'t str {
    dice.one_of(of).unwrap()
}

/// A field with one of these values, or, once in a while, without it.
fn maybe(dice: &mut Dice, line: &mut Value, name: &str, values: &[&str]) {
    if dice.below(8) > 0 {
        line[name] = serde_json::from_str(one(dice, values)).unwrap();
    }
}

const BOOLEANS: [&str; 2] = ["true", "false"];
const STATUSES: [&str; 8] = [
    r#""citizen""#,
    r#""citizen""#,
    r#""citizen""#,
    r#""kandas""#,
    r#""refugee""#,
    r#""foreigner""#,
    r#""stateless""#,
    r#""other""#,
];
const HISTORIES: [&str; 5] = [
    "[]",
    "[]",
    "[]",
    r#"[{"what":"contract_broken","on":"2025-08-31"}]"#,
    r#"[{"what":"false_information","on":"2024-02-29"},{"what":"measures_refused","on":"2020-01-01"}]"#,
];
const KINDS: [&str; 15] = [
    "wages",
    "social_payments",
    "business",
    "rent",
    "sale",
    "alimony",
    "subsidiary_plot",
    "targeted_assistance",
    "housing_assistance",
    "burial_payment",
    "child_disability_allowance",
    "large_family_allowance",
    "scholarship",
    "credit",
    "other",
];
const BIRTHS: [&str; 6] = [
    r#""2024-02-29""#,
    r#""2025-02-01""#,
    r#""2019-03-31""#,
    r#""2008-02-10""#,
    r#""2003-02-11""#,
    r#""2026-05-01""#,
];

fn draw_incomes(dice: &mut Dice, of: fn(&str) -> bool) -> Value {
    let fitting: Vec<_> = KINDS.into_iter().filter(|kind| of(kind)).collect();
    let amounts = ["0", "0.00", "1", "100.01", "60000", "60000.0", "33333.33", "999999.99"];
    let many = dice.below(4);
    json!(
        (0..many)
            .map(|_| json!({"kind": one(dice, &fitting), "amount": one(dice, &amounts)}))
            .collect::<Vec<_>>()
    )
}

fn draw_household(dice: &mut Dice, told: bool) -> Value {
    let others = *dice.one_of(&[0, 1, 2, 3]).unwrap();
    let mut draw = |place: usize| {
        let role = if place == 0 {
            "applicant"
        } else {
            one(dice, &["spouse", "child", "child", "student", "other"])
        };
        let name = ["a", "b", "c", "d"][place];
        let mut member = json!({"member": name, "role": role});
        maybe(dice, &mut member, "born", &BIRTHS);
        maybe(dice, &mut member, "able_bodied", if role == "child" { &BOOLEANS[1..] } else { &BOOLEANS });
        maybe(
            dice,
            &mut member,
            "cares_for",
            &[r#""nobody""#, r#""young_child""#, r#""young_child""#, r#""needs_care""#],
        );
        maybe(
            dice,
            &mut member,
            "stated",
            &["[]", "[]", r#"["alimony"]"#, r#"["disability","adoption","disability"]"#],
        );
        if told {
            maybe(dice, &mut member, "registered", &["true", "true", "true", "false"]);
            maybe(dice, &mut member, "absent", &["false", "false", "true"]);
            if dice.below(8) > 0 {
                member["incomes"] = draw_incomes(dice, |_| true);
            }
        }
        member
    };
    json!((0..=others).map(&mut draw).collect::<Vec<_>>())
}

fn draw_figures(dice: &mut Dice, line: &mut Value) {
    if dice.below(3) > 0 {
        maybe(dice, line, "line", &[r#""37060""#, r#""40000""#, r#""20000.05""#]);
    } else {
        maybe(dice, line, "minimum", &[r#""50851""#, r#""46228.5""#]);
        maybe(dice, line, "median", &[r#""105891""#, r#""0""#]);
    }
    maybe(dice, line, "mci", &[r#""4325""#, r#""3932.33""#]);
}

/// Changes of the published regulations, in every field that a decision reads.
fn draw_regulation(dice: &mut Dice) -> Value {
    let ids = ["asp-2025-01", "asp-2025-01", "asp-2023-01", "asp-2020-01", "asp-2019-04", "asp-2018-01"];
    let mut line = json!({"regulation": one(dice, &ids)});
    // One period for all, so that every edition decides on the dates drawn here.
    line["change"] = json!({"period": {"first": "2018-01-01", "last": null}});
    for (name, value) in [
        ("equal_to_line", r#""refused""#),
        ("absent_members", r#""kept""#),
        ("per_capita_rounding", r#""exact""#),
        ("per_capita_rounding", r#""tenge_up""#),
        ("amount_rounding", r#""tiyn_half_up""#),
        ("amount_rounding", r#""tenge_half_up""#),
        ("conditional_months", "7"),
        ("conditional_months", "1"),
        ("if_missing", r#""last_day_of_month""#),
        ("commission", "false"),
        ("bans", r#"{"false_information":24,"measures_refused":0}"#),
        ("whole_line", r#"{"child_under":2,"student_under":18}"#),
        (
            "top_up",
            r#"{"mci":"0.3333","first_age":0,"last_age":17,"age_on":"last_day","rounding":"tenge_up"}"#,
        ),
        (
            "top_up",
            r#"{"mci":"2","first_age":1,"last_age":1,"age_on":"registration","rounding":"tiyn_half_up"}"#,
        ),
        ("carer_child_under", "0"),
        ("income", r#"{"counted":["credit","wages"],"left_out":["sale"]}"#),
        ("line", r#"{"rounding":"tenge_up","median_share":"0.35"}"#),
        (
            "evidence",
            r#"{"identity":"adult","subsidiary_plot":"couple","detention_treatment":"able_bodied","vehicle":null}"#,
        ),
        (
            "evidence",
            r#"{"residence_registration":"applicant","alimony":"member","assistance_overlap":null}"#,
        ),
    ] {
        if dice.below(8) == 0 {
            line["change"][name] = serde_json::from_str(value).unwrap();
        }
    }
    line
}

/// T4-T10, T24-T32: random families under random regulations.
#[test]
fn random_families() {
    let mut dice = Dice::new(1, 0);
    for _ in 0..400 {
        let mut both = Both::new(&draw_regulation(&mut dice));
        for _ in 0..25 {
            let mut line = json!({"query": "assess", "household": draw_household(&mut dice, true)});
            maybe(&mut dice, &mut line, "status", &STATUSES);
            maybe(&mut dice, &mut line, "overlap", &["false", "false", "false", "true"]);
            maybe(&mut dice, &mut line, "survey", &[r#""done""#, r#""done""#, r#""refused""#]);
            maybe(&mut dice, &mut line, "need", &["true", "true", "true", "false"]);
            maybe(&mut dice, &mut line, "contract", &[r#""signed""#, r#""signed""#, r#""refused""#]);
            maybe(&mut dice, &mut line, "history", &HISTORIES);
            draw_figures(&mut dice, &mut line);
            line["on"] =
                one(&mut dice, &["2026-02-10", "2026-03-31", "2026-01-01", "2024-02-29", "2026-12-31"])
                    .into();
            both.says(&line);
        }
    }
}

/// A fact or query of a random world.
fn draw_line(dice: &mut Dice, on: &str) -> Value {
    let application = one(dice, &["A", "B", "C"]);
    let named = ["a", "b", "c", "d", "z"];
    let mut line = match dice.below(20) {
        0..3 => {
            let mut line = json!({"fact": "applied", "application": application, "iin": one(dice, &[AINUR, AINUR, BERIK])});
            line["channel"] = one(dice, &["portal", "centre", "centre", "akim"]).into();
            line["signed_by"] = one(dice, &["eds", "paper", "paper", "paper"]).into();
            maybe(dice, &mut line, "bank", &[r#""kazpost""#, r#""halyk""#, r#"" halyk ""#, r#""forte""#]);
            maybe(
                dice,
                &mut line,
                "own_account",
                &["true", "true", "true", "true", "true", "true", "true", "false"],
            );
            maybe(dice, &mut line, "status", &STATUSES);
            maybe(dice, &mut line, "service_on", &[r#""2026-02-20""#, r#""2026-04-20""#]);
            maybe(dice, &mut line, "history", &HISTORIES);
            line["household"] = draw_household(dice, false);
            line
        }
        3 => json!({"fact": "evidence_requested", "kind": one(dice, &EVIDENCE), "member": one(dice, &named)}),
        4..12 => {
            let kind = one(dice, &EVIDENCE);
            let mut line = json!({"fact": "evidence_answered", "kind": kind, "member": one(dice, &named)});
            line["source"] = one(dice, &["system", "system", "paper", "reply", "digital_document"]).into();
            let usual = !["assistance_overlap", "detention_treatment"].contains(&kind);
            let on_record = if dice.below(8) == 0 { !usual } else { usual };
            line["on_record"] = on_record.into();
            match kind {
                "income" if on_record => {
                    line["incomes"] =
                        draw_incomes(dice, |kind| kind != "alimony" && kind != "subsidiary_plot");
                }
                "alimony" if on_record => line["incomes"] = draw_incomes(dice, |kind| kind == "alimony"),
                "subsidiary_plot" if on_record => {
                    line["incomes"] = draw_incomes(dice, |kind| kind == "subsidiary_plot");
                }
                _ => {}
            }
            line
        }
        12 => {
            json!({"fact": "digital_document_consented", "member": one(dice, &named), "consent": dice.below(4) > 0})
        }
        13 => json!({"fact": "surveyed", "outcome": one(dice, &["done", "done", "refused"])}),
        14 => json!({"fact": "commission_concluded", "need": dice.below(6) > 0}),
        15 => json!({"fact": "contract_answered", "answer": one(dice, &["signed", "signed", "refused"])}),
        16 => {
            json!({"fact": "breach_recorded", "what": one(dice, &["measures_refused", "contract_broken", "false_information"])})
        }
        17 | 18 => {
            let mut line = json!({"fact": "decided", "outcome": one(dice, &["assigned", "refused"])});
            draw_figures(dice, &mut line);
            line
        }
        _ => {
            let mut line = json!({"query": "decision"});
            draw_figures(dice, &mut line);
            line
        }
    };
    line["application"] = application.into();
    if line.get("fact").is_some() {
        line["on"] = on.into();
    }
    line
}

/// Answers to all that an application still needs, and perhaps a good word of the commission, so that random worlds go deep.
fn complete(dice: &mut Dice, both: &mut Both, application: &str, on: &str) {
    let checklist = both.says(&json!({"query": "checklist", "application": application}));
    for item in checklist["checklist"].as_array().into_iter().flatten() {
        if item["state"] != "answered" {
            let mut line = json!({"fact": "evidence_answered", "application": application, "source": "system", "on": on,
                "kind": item["kind"], "member": item["member"], "on_record": false});
            if ["identity", "residence_registration"].contains(&item["kind"].as_str().unwrap()) {
                line["on_record"] = true.into();
            }
            both.says(&line);
        }
    }
    if dice.below(4) > 0 {
        both.says(&json!({"fact": "surveyed", "application": application, "outcome": "done", "on": on}));
    }
    if dice.below(4) > 0 {
        both.says(
            &json!({"fact": "commission_concluded", "application": application, "need": true, "on": on}),
        );
    }
}

/// T14-T31: random worlds of three applications under random regulations.
#[test]
fn random_worlds() {
    let mut dice = Dice::new(1, 0);
    let mut stages = BTreeMap::<String, usize>::new();
    for _ in 0..200 {
        let mut both = Both::new(&draw_regulation(&mut dice));
        let dates = ["2026-02-10", "2026-02-21", "2026-03-31", "2026-04-01"];
        for on in dates {
            for _ in 0..20 {
                both.says(&draw_line(&mut dice, on));
                let application = one(&mut dice, &["A", "B", "C"]);
                if dice.below(12) == 0 {
                    complete(&mut dice, &mut both, application, on);
                }
                let status = both.says(&json!({"query": "status", "application": application}));
                *stages.entry(status["stage"].as_str().unwrap().to_owned()).or_default() += 1;
            }
            both.must_restore();
        }
        asks(&mut both, &["A", "B", "C", "D"], &dates);
    }
    assert_eq!(stages.len(), 9, "{stages:?}");
}
