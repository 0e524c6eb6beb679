//! The laws of the norms, and both asked the same, in random worlds.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngSeed, TestRunner};
use serde_json::{Value, json};

use super::enumerated::both_eat;
use super::{
    Both, PUPILS, SCENES, Scene, about, day, line, listed, meal, observe, preview, register, replied,
    withdrawn,
};

const RECORDS: [&str; 9] = ["r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9"];
const MONTHS: [&str; 3] = ["2026-03", "2026-04", "2026-07"];
const SCHOOLS: [&str; 2] = ["S-1", "S-2"];
const SUPPLIERS: [&str; 2] = ["F-1", "F-2"];
const KINDS: [&str; 2] = ["hot_meal", "soup"];

/// A fact of a random world; whether its day is a later one than that of the fact before; and how many days of the
/// world a meal lies before the day after that day.
type Step = (Value, bool, usize);

fn days(scene: Scene) -> BTreeSet<&'static str> {
    let others = ["2026-03-16", "2026-03-31", "2026-04-07", "2026-05-04"];
    scene.days.into_iter().chain([scene.rest]).chain(others).collect()
}

fn arb_meal() -> impl Strategy<Value = Value> {
    let place = prop_oneof![
        4 => Just(["S-1", "F-1", "hot_meal"]),
        1 => (select(&SCHOOLS[..]), select(&SUPPLIERS[..]), select(&KINDS[..]))
            .prop_map(|(school, supplier, kind)| [school, supplier, kind]),
    ];
    (select(&RECORDS[..]), select(&PUPILS[..]), place)
        .prop_map(|(record, iin, place)| meal(record, iin, place, "2026-03-17"))
}

fn arb_listed() -> impl Strategy<Value = Value> {
    let grounds = select(vec!["emergency", "primary_grade", "targeted_social"]);
    (select(&PUPILS[..]), select(&SCHOOLS[..]), select(vec!["71", "15"]), select(vec![2, 5]), grounds)
        .prop_map(|(iin, school, region, grade, ground)| listed(iin, school, region, grade, ground))
}

fn arb_day(scene: Scene) -> impl Strategy<Value = Value> {
    let facts = select(vec!["day_closed", "day_reopened"]);
    let days: Vec<&str> = days(scene).into_iter().collect();
    (facts, select(&SCHOOLS[..]), select(days), select(vec![[0, 12], [1, 4], [5, 5]]))
        .prop_map(|(fact, school, on, scope)| day(fact, school, on, scope))
}

fn arb_fact(scene: Scene) -> impl Strategy<Value = Value> {
    let facts = select(vec!["delisted", "notified", "activated"]);
    let answers = select(vec!["agree", "agree", "refuse"]);
    let registers = select(vec!["register_sent", "register_recalled"]);
    prop_oneof![
        3 => arb_listed(),
        2 => (facts, select(&PUPILS[..])).prop_map(|(fact, iin)| about(fact, iin)),
        2 => (select(&PUPILS[..]), answers).prop_map(|(iin, answer)| replied(iin, answer)),
        1 => arb_day(scene),
        9 => arb_meal(),
        2 => select(&RECORDS[..]).prop_map(withdrawn),
        2 => (registers, select(&SCHOOLS[..]), select(&SUPPLIERS[..]), select(vec![MONTHS[0], MONTHS[0], MONTHS[1], MONTHS[2]]))
            .prop_map(|(fact, school, supplier, month)| register(fact, [school, supplier], month)),
    ]
}

fn arb_world() -> impl Strategy<Value = (Scene, Vec<Step>)> {
    let later = (any::<Index>()).prop_map(|index| index.index(7) == 0);
    select(&SCENES[..]).prop_flat_map(move |scene| {
        let before = prop_oneof![1 => Just(0), 5 => Just(1), 3 => Just(2), 1 => Just(3)];
        let step = (arb_fact(scene), later.clone(), before);
        (Just(scene), prop::bool::weighted(0.8), prop::collection::vec(step, 1..70)).prop_map(
            |(scene, eat, steps)| {
                let first = both_eat().into_iter().filter(|_| eat).map(|fact| (fact, false, 1));
                (scene, first.chain(steps).collect())
            },
        )
    })
}

/// The registers of the schools, suppliers and months, when all are due.
fn sheets(pair: &mut Both) -> BTreeMap<String, Value> {
    let mut sheets = BTreeMap::new();
    for (school, supplier) in
        SCHOOLS.into_iter().flat_map(|school| SUPPLIERS.map(|supplier| (school, supplier)))
    {
        for month in MONTHS {
            let query = json!({
                "query": "register", "school": school, "supplier": supplier, "month": month, "on": "9999-12-31"
            });
            sheets.insert(format!("{school} {supplier} {month}"), pair.says(&query));
        }
    }
    sheets
}

/// Never more meals of a pupil, day and kind than the limit.
fn limit_holds(scene: Scene, sheets: &BTreeMap<String, Value>) {
    let regulation = scene.regulation();
    let limits = &regulation["change"]["meals_per_day"];
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for row in sheets.values().flat_map(|sheet| sheet["register"]["rows"].as_array().into_iter().flatten()) {
        let kind = row["kind"].as_str().unwrap();
        let count = counts.entry(format!("{}{}{kind}", row["iin"], row["given_on"])).or_default();
        *count += 1;
        assert!(*count <= limits[kind].as_u64().unwrap_or(1), "{kind}");
    }
}

/// What was planned is the sum of its parts.
fn parts_are_the_whole(answers: &[Value]) {
    for planned in answers.iter().filter_map(|answer| answer.get("planned")) {
        let parts = ["given", "closed", "no_consent", "absent", "ahead"];
        let sum: u64 = parts.iter().map(|part| planned[part].as_u64().unwrap()).sum();
        assert_eq!(planned["planned"], sum);
    }
}

/// *Yes* exactly when the meal, recorded on that day, is then accepted; else for the same reasons.
fn preview_keeps_its_word(pair: &Both, on: &str) -> usize {
    let mut yes = 0;
    for (iin, school) in PUPILS.into_iter().flat_map(|iin| SCHOOLS.map(|school| (iin, school))) {
        for kind in KINDS {
            let mut pair = pair.clone();
            let place = [school, "F-1", kind];
            let previewed = pair.says(&preview(iin, place, Some(true), on));
            let told = pair.says(&line(&meal("fresh", iin, place, on), on));
            assert_eq!(previewed["preview"] == "yes", told["accepted"] == true);
            assert_eq!(previewed.get("refusals"), told.get("refusals"));
            yes += usize::from(told["accepted"] == true);
        }
    }
    yes
}

/// A world told: the lines that changed something, and what stands then.
struct Told {
    pair: Both,
    lines: Vec<(Value, &'static str)>,
    /// How often a preview said *yes*, and a sent register was looked at again.
    yes: usize,
    kept: usize,
}

fn told(scene: Scene, steps: &[Step]) -> Told {
    let mut told = Told { pair: Both::new(&scene.regulation()), lines: Vec::new(), yes: 0, kept: 0 };
    let days: Vec<&str> = days(scene).into_iter().collect();
    let (mut place, mut sent) = (0, BTreeMap::new());
    for (fact, later, before) in steps {
        place = (place + usize::from(*later)).min(days.len() - 1);
        let (on, mut fact) = (days[place], fact.clone());
        if let Some(given_on) = fact.get_mut("given_on") {
            *given_on = Value::from(days[(place + 1).saturating_sub(*before).min(days.len() - 1)]);
        }
        let answer = told.pair.says(&line(&fact, on));
        // Told again, a fact that was accepted is a repeat, and one that was refused is so for the same reasons.
        let again = told.pair.says(&line(&fact, on));
        assert_eq!((&again["accepted"], &again["refusals"]), (&answer["accepted"], &answer["refusals"]));
        assert_eq!(again["stage"], answer["stage"]);
        assert_eq!(again.get("repeat").is_some(), again["accepted"] == true);
        if answer["accepted"] == false {
            continue;
        }
        parts_are_the_whole(&observe(&mut told.pair, &scene.queries(on)));
        told.yes += preview_keeps_its_word(&told.pair, on);
        let sheets = sheets(&mut told.pair);
        limit_holds(scene, &sheets);
        told.kept += sent.len();
        assert!(sent.iter().all(|(key, sheet)| sheets[key] == *sheet), "a register that is sent has changed");
        if fact["fact"] == "register_sent" || fact["fact"] == "register_recalled" {
            let text = |name: &str| fact[name].as_str().unwrap();
            let key = format!("{} {} {}", text("school"), text("supplier"), text("month"));
            match fact["fact"] == "register_sent" {
                true => sent.insert(key.clone(), sheets[&key].clone()),
                false => sent.remove(&key),
            };
        }
        if answer.get("repeat").is_none() {
            told.lines.push((fact.clone(), on));
        }
    }
    told
}

/// All recalled and withdrawn, the world is as if no meal had been told of.
fn withdrawing_restores(scene: Scene, told: &Told) {
    let Some((_, on)) = told.lines.last() else { return };
    let (mut pair, mut without) = (told.pair.clone(), Both::new(&scene.regulation()));
    // A repeat may have come later than the last change.
    let on = pair.model.latest().unwrap_or_else(|| on.parse().unwrap()).to_string();
    for (fact, _) in told.lines.iter().filter(|(fact, _)| fact["fact"] == "register_sent") {
        let mut recalled = fact.clone();
        recalled["fact"] = Value::from("register_recalled");
        assert_eq!(pair.says(&line(&recalled, &on))["accepted"], true);
    }
    for record in RECORDS {
        let answer = pair.says(&line(&withdrawn(record), &on));
        assert!(answer["accepted"] == true || answer["refusals"] == json!(["no_such_record"]));
    }
    for (fact, on) in &told.lines {
        let name = fact["fact"].as_str().unwrap();
        if !name.starts_with("meal") && !name.starts_with("register") {
            assert_eq!(without.says(&line(fact, on))["accepted"], true);
        }
    }
    for on in scene.days {
        assert_eq!(observe(&mut pair, &scene.queries(on)), observe(&mut without, &scene.queries(on)));
    }
}

/// Two neighbours of one day change places: if nothing is refused then, the registers are the same.
fn order_does_not_matter(scene: Scene, told: &Told) -> usize {
    let registers = sheets(&mut told.pair.clone());
    let mut swapped = 0;
    for place in 1..told.lines.len() {
        let mut lines = told.lines.clone();
        if lines[place - 1].1 != lines[place].1 {
            continue;
        }
        lines.swap(place - 1, place);
        let mut pair = Both::new(&scene.regulation());
        if lines.iter().all(|(fact, on)| pair.says(&line(fact, on))["accepted"] == true) {
            assert_eq!(sheets(&mut pair), registers);
            swapped += 1;
        }
    }
    swapped
}

/// N9, G, M15-M21, N26: every law of the norms, and the library beside the model.
#[test]
fn the_laws_hold_in_random_worlds() {
    let config = ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::with_cases(400)
    };
    let [yes, kept, swapped, meals] = [const { Cell::new(0) }; 4];
    let add = |count: &Cell<usize>, more| count.set(count.get() + more);
    let ran = TestRunner::new(config).run(&arb_world(), |(scene, steps)| {
        let told = told(scene, &steps);
        withdrawing_restores(scene, &told);
        add(&swapped, order_does_not_matter(scene, &told));
        add(&yes, told.yes);
        add(&kept, told.kept);
        add(&meals, told.lines.iter().filter(|(fact, _)| fact["fact"] == "meal_given").count());
        Ok(())
    });
    let counts = [&meals, &yes, &kept, &swapped].map(Cell::get);
    println!("meals, previews that say yes, sent registers looked at, neighbours swapped: {counts:?}");
    ran.unwrap();
    assert!(counts.iter().all(|count| *count >= 100), "{counts:?}");
}
