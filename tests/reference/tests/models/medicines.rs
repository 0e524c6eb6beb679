//! Medicines beside the naive model: a small world to its last state, and many steps at random.

use proptest::prelude::*;
use serde_json::{Value, json};
use voucher_core::{
    Month, Reference,
    medicines::{Ledger, Stage},
    parse_date,
};
use voucher_reference::medicines::Model;

use super::both::{self, explore, with};

type Both = both::Both<Model>;

fn ledger(both: &Both) -> &Ledger {
    both.core.medicines().unwrap()
}

/// The line of the published regulation with a change.
fn regulation(change: &Value) -> Value {
    json!({"regulation": "medicines-2024-01", "change": change})
}

/// Asks both all that can be asked of this world on these days.
fn ask_everything(both: &mut Both, world: &World) {
    for on in world.days {
        both.says(&json!({"query": "due", "on": on}));
        for month in world.months {
            both.says(&json!({"query": "summary", "month": month, "on": on}));
            for point in world.points {
                both.says(&json!({"query": "register", "point": point, "month": month, "on": on}));
            }
        }
        for prescription in world.prescriptions {
            both.says(&json!({"query": "status", "prescription": prescription, "on": on}));
            let ask = json!({"query": "preview", "prescription": prescription, "on": on});
            for point in world.points {
                for quantity in world.quantities {
                    let known = json!({"point": point, "quantity": quantity, "evidence": "qr"});
                    both.says(&with(&ask, &known));
                }
                both.says(&with(&ask, &json!({"point": point})));
            }
        }
    }
}

/// What there is in a world.
struct World {
    days: &'static [&'static str],
    months: &'static [&'static str],
    iins: &'static [&'static str],
    points: &'static [&'static str],
    prescriptions: &'static [&'static str],
    records: &'static [&'static str],
    quantities: &'static [u32],
}

impl World {
    /// Every fact of this world, without its date.
    fn facts(&self) -> Vec<Value> {
        let mut facts = Vec::new();
        for iin in self.iins {
            facts.push(json!({"fact": "left", "iin": iin}));
            for point in self.points {
                facts.push(json!({"fact": "enrolled", "iin": iin, "point": point}));
            }
        }
        for (place, prescription) in self.prescriptions.iter().enumerate() {
            let iin = self.iins[place % self.iins.len()];
            let of = json!({"prescription": prescription});
            facts.push(with(&json!({"fact": "prescription_cancelled"}), &of));
            let content = json!({"fact": "prescribed", "iin": iin, "item": "I", "quantity": 2, "days": 30});
            facts.push(with(&content, &of));
            facts.push(with(&with(&content, &json!({"days": 93})), &of));
            for record in self.records {
                for point in self.points {
                    for quantity in self.quantities {
                        let given = json!({
                            "fact": "dispensed", "record": record, "point": point, "quantity": quantity,
                            "evidence": "face",
                        });
                        facts.push(with(&given, &of));
                    }
                }
            }
        }
        let withdrawn =
            self.records.iter().map(|record| json!({"fact": "dispensing_withdrawn", "record": record}));
        facts.extend(withdrawn);
        for point in self.points {
            for month in self.months {
                let register = json!({"point": point, "month": month});
                facts.push(with(&json!({"fact": "register_sent"}), &register));
                facts.push(with(&json!({"fact": "register_recalled"}), &register));
            }
        }
        facts
    }
}

/// One patient, one prescription of two units that is valid for a day, two records, two points; the last days of a month and of
/// the period, and the first of the month after, on which the register is due.
const SMALL: World = World {
    days: &["2026-12-30", "2026-12-31", "2027-01-01"],
    months: &["2026-12"],
    iins: &["990101600002"],
    points: &["P-1", "P-2"],
    prescriptions: &["RX-1"],
    records: &["D-1", "D-2"],
    quantities: &[1, 2, 3],
};

#[test]
fn a_small_world_to_its_last_state() {
    let mut states = 0;
    for change in [
        json!({"valid_days": 1}),
        json!({"valid_days": 1, "dispensing": "until_quantity", "where": "own_point", "remind_before_days": 0}),
    ] {
        let facts = SMALL.facts();
        let dated =
            facts.iter().flat_map(|fact| SMALL.days.iter().map(move |on| with(fact, &json!({"on": on}))));
        let look = |state: &mut Both| {
            laws_of_a_state(&SMALL, state);
            ask_everything(state, &SMALL);
        };
        let step = |before: &Both, after: &Both| laws_of_a_step(&SMALL, before, after);
        states += explore(Both::new(&regulation(&change)), &dated.collect::<Vec<_>>(), look, step);
    }
    println!("{states} states");
    assert!(states > 1000, "{states}");
}

/// Once all dispensings are withdrawn, nothing is handed out.
fn laws_of_a_state(world: &World, state: &Both) {
    let mut undone = state.clone();
    let on = world.days.last().unwrap();
    for register in world.facts().iter().filter(|fact| fact["fact"] == "register_recalled") {
        undone.says(&with(register, &json!({"on": on})));
    }
    for record in world.records {
        undone.says(&json!({"fact": "dispensing_withdrawn", "record": record, "on": on}));
    }
    for prescription in world.prescriptions {
        let prescription = Reference::parse(prescription).unwrap();
        for on in world.days.iter().map(|on| parse_date(on).unwrap()) {
            if let Ok(status) = ledger(&undone).status(&prescription, on) {
                assert_eq!(status.rest.number(), 2);
                assert!(![Stage::Dispensed, Stage::PartlyDispensed].contains(&status.stage));
            }
        }
    }
}

/// A step leaves every register as it was that was sent and still is.
fn laws_of_a_step(world: &World, before: &Both, after: &Both) {
    let long_after = parse_date("2027-06-01").unwrap();
    let digest = |both: &Both, point: &Reference, month| {
        let due = ledger(both).register(point, month, long_after).unwrap();
        due.digest()
    };
    for point in world.points.iter().map(|point| Reference::parse(point).unwrap()) {
        for month in world.months.iter().map(|month| Month::parse(month).unwrap()) {
            if ledger(before).is_sent(&point, month) && ledger(after).is_sent(&point, month) {
                assert_eq!(digest(before, &point, month), digest(after, &point, month));
            }
        }
    }
}

/// More of everything, with days at the edges of months, of a validity of 30 days and of the period.
const LARGE: World = World {
    days: &[
        "2023-12-31",
        "2024-01-01",
        "2024-01-31",
        "2024-02-29",
        "2024-03-01",
        "2024-03-02",
        "2024-03-30",
        "2024-04-30",
        "2024-05-01",
        "2026-12-31",
        "2027-01-01",
        "2027-01-30",
        "2027-01-31",
    ],
    months: &["2023-12", "2024-01", "2024-02", "2024-03", "2026-12", "2027-01"],
    iins: &["990101600002", "990101600012"],
    points: &["P-1", "P-10", "P-2"],
    prescriptions: &["RX-1", "RX-10", "RX-2", "RX-3"],
    records: &["D-1", "D-10", "D-2", "D-3", "D-4"],
    quantities: &[0, 1, 2, 3],
};

fn arb_change() -> impl Strategy<Value = Value> {
    let due = (
        prop_oneof![Just(1), Just(29), Just(31)],
        prop_oneof![Just("last_day_of_month"), Just("first_day_of_next_month")],
    );
    let codes = (
        prop_oneof![Just("single"), Just("until_quantity")],
        prop_oneof![Just("any_point"), Just("own_point")],
    );
    let days =
        (prop_oneof![Just(1), Just(30), Just(i32::MAX)], prop_oneof![Just(0), Just(5), Just(i32::MAX)]);
    (due, codes, days).prop_map(|((day, missing), (dispensing, at), (valid, remind))| {
        json!({
            "dispensing": dispensing, "where": at, "valid_days": valid, "remind_before_days": remind,
            "register_due": {"day": day, "if_missing": missing},
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn steps_at_random(
        change in arb_change(),
        steps in proptest::collection::vec((any::<prop::sample::Index>(), 0..4_usize), 1..120),
    ) {
        let facts = LARGE.facts();
        let (mut both, mut day) = (Both::new(&regulation(&change)), 0);
        for iin in LARGE.iins {
            both.says(&json!({"fact": "enrolled", "iin": iin, "point": "P-1", "on": "2024-01-01"}));
        }
        for (fact, step) in steps {
            // Mostly on the same day, sometimes later, now and then out of order.
            day = if step == 3 { (day + 1).min(LARGE.days.len() - 1) } else { day };
            let on = LARGE.days[day.saturating_sub(usize::from(step == 2 && fact.index(5) == 0))];
            both.says(&with(fact.get(&facts), &json!({"on": on})));
        }
        ask_everything(&mut both, &LARGE);
        both.must_restore();
    }
}
