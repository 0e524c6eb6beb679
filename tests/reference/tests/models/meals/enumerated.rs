//! Every sequence of facts of small worlds: every fact is told once in every state that can be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::thread;

use chrono::NaiveDate;
use serde_json::Value;
use voucher_core::meals::{Refusal, Stage};

use super::{
    Both, PUPILS, SCENES, Scene, about, day, line, listed, meal, month_of, observe, register, replied,
    withdrawn,
};

/// What was met on the way through the states of a world.
#[derive(Default)]
struct Met {
    states: usize,
    told: usize,
    refusals: BTreeSet<String>,
    stages: BTreeSet<String>,
}

impl Met {
    fn note(&mut self, answer: &Value) {
        let refusals = answer["refusals"].as_array().into_iter().flatten();
        self.refusals.extend(refusals.map(|code| code.as_str().unwrap().to_owned()));
        self.stages.extend(answer["stage"].as_str().map(str::to_owned));
    }

    /// Tells every fact on every day in every state that a scene leads to after some first facts.
    fn all(&mut self, scene: Scene, first: &[Value], facts: &[Value]) {
        let mut begin = Both::new(&scene.regulation());
        for fact in first {
            // Before the period there is a list, and no answer: that comes on its first day.
            if begin.says(&line(fact, scene.days[0]))["refusals"][0] == "outside_pilot" {
                begin.says(&line(fact, scene.days[1]));
            }
        }
        let mut known = BTreeMap::from([(seen(scene, &begin), shown(scene, &begin))]);
        let mut states = vec![begin];
        for on in scene.days {
            let mut place = 0;
            while place < states.len() {
                for next in self.told_in(scene, &states[place], on, facts) {
                    // What looks the same to the model answers alike in the library, whatever led to it.
                    let shown = shown(scene, &next);
                    let before = known.insert(seen(scene, &next), shown);
                    assert!(before.is_none_or(|before| before == shown));
                    if before.is_none() {
                        next.must_restore();
                        states.push(next);
                    }
                }
                place += 1;
            }
        }
        self.states += states.len();
    }

    /// Tells every fact of a day in a state; the states they lead to.
    fn told_in(&mut self, scene: Scene, state: &Both, on: &str, facts: &[Value]) -> Vec<Both> {
        let (mut pair, mut states) = (state.clone(), Vec::new());
        let queries = scene.queries(on);
        let before = observe(&mut pair, &queries);
        before.iter().for_each(|answer| self.note(answer));
        for fact in facts {
            let mut next = pair.clone();
            let answer = next.says(&line(fact, on));
            self.note(&answer);
            self.told += 1;
            if answer["accepted"] == true {
                let retried = next.says(&line(fact, on));
                let same = (&retried["accepted"], &retried["repeat"], &retried["stage"]);
                assert_eq!(same, (&answer["accepted"], &true.into(), &answer["stage"]), "a retry of {fact}");
                states.push(next);
            } else {
                pair = next;
            }
        }
        self.note(&pair.clone().says(&line(&facts[0], "2026-03-01")));
        // All that was refused has changed nothing.
        assert_eq!(observe(&mut pair, &queries), before);
        assert_eq!(seen(scene, &pair), seen(scene, state));
        states
    }
}

/// The state as it is seen from the days of a scene.
fn seen(scene: Scene, pair: &Both) -> String {
    let first = scene.days.map(|day| format!("{}-01", month_of(day)));
    let days = first.iter().map(String::as_str).chain(scene.days).chain([scene.rest]);
    let days: Vec<NaiveDate> = days.map(|day| day.parse().unwrap()).collect();
    pair.model.state(&days)
}

/// What the library alone answers on the day of the latest fact, in short.
fn shown(scene: Scene, pair: &Both) -> u64 {
    let mut core = pair.core.clone();
    let mut hasher = DefaultHasher::new();
    let on = pair.model.latest().map_or(scene.days[0].to_owned(), |on| on.to_string());
    for query in scene.queries(&on) {
        let answer = core.answer(query.to_string().as_bytes()).unwrap();
        answer.split_once(',').unwrap().1.hash(&mut hasher); // without its line number
    }
    hasher.finish()
}

/// Two pupils on the list of the first school who have agreed and, where that is needed, activated.
pub(super) fn both_eat() -> Vec<Value> {
    let facts =
        |iin| [listed(iin, "S-1", "71", 5, "emergency"), replied(iin, "agree"), about("activated", iin)];
    PUPILS.into_iter().flat_map(facts).collect()
}

/// M5-M12: a pupil comes, goes, changes school and mind, and eats.
fn lists_and_answers([d0, d1, _]: [&str; 3]) -> Vec<Value> {
    let iin = PUPILS[0];
    vec![
        listed(iin, "S-1", "71", 2, "primary_grade"),
        listed(iin, "S-2", "15", 5, "targeted_social"),
        about("delisted", iin),
        about("notified", iin),
        replied(iin, "agree"),
        replied(iin, "refuse"),
        about("activated", iin),
        meal("r1", iin, ["S-1", "F-1", "hot_meal"], d0),
        meal("r2", iin, ["S-2", "F-1", "soup"], d1),
    ]
}

/// M7, M24, M25: two pupils at every stage.
fn two_pupils() -> Vec<Value> {
    let [one, other] = PUPILS;
    vec![
        listed(one, "S-1", "71", 5, "emergency"),
        listed(other, "S-1", "71", 5, "emergency"),
        about("delisted", one),
        about("notified", other),
        replied(one, "agree"),
        replied(other, "refuse"),
        about("activated", one),
    ]
}

/// G, M15-M19: meals, records that meet, and the register.
fn meals_and_registers(scene: Scene) -> Vec<Value> {
    let ([one, other], [d0, d1, d2]) = (PUPILS, scene.days);
    vec![
        meal("r1", one, ["S-1", "F-1", "hot_meal"], d0),
        meal("r1", other, ["S-1", "F-1", "hot_meal"], d0),
        meal("r2", one, ["S-1", "F-1", "hot_meal"], d1),
        meal("r3", one, ["S-1", "F-2", "hot_meal"], d1),
        meal("r4", other, ["S-2", "F-1", "soup"], d2),
        withdrawn("r1"),
        withdrawn("r2"),
        register("register_sent", ["S-1", "F-1"], scene.month()),
        register("register_recalled", ["S-1", "F-1"], scene.month()),
        register("register_sent", ["S-1", "F-1"], "2026-07"),
        replied(one, "refuse"),
    ]
}

/// M13, M14, M20: days closed and opened in part, before and after a meal.
fn closed_days(scene: Scene) -> Vec<Value> {
    let (iin, [d0, d1, _]) = (PUPILS[0], scene.days);
    vec![
        day("day_closed", "S-1", d1, [0, 12]),
        day("day_closed", "S-1", d1, [1, 5]),
        day("day_reopened", "S-1", d1, [5, 5]),
        day("day_reopened", "S-1", d1, [0, 12]),
        day("day_closed", "S-1", d0, [5, 6]),
        day("day_closed", "S-1", d1, [6, 5]),
        day("day_closed", "S-1", scene.rest, [0, 12]),
        meal("r1", iin, ["S-1", "F-1", "hot_meal"], d1),
        meal("r2", PUPILS[1], ["S-1", "F-2", "hot_meal"], d0),
        listed(iin, "S-1", "71", 6, "emergency"),
        register("register_sent", ["S-1", "F-2"], scene.month()),
        register("register_recalled", ["S-1", "F-2"], scene.month()),
        register("register_sent", ["S-2", "F-1"], scene.month()),
    ]
}

fn worlds_of(scene: Scene) -> Met {
    let mut met = Met::default();
    for (first, facts) in [
        (Vec::new(), lists_and_answers(scene.days)),
        (Vec::new(), two_pupils()),
        (both_eat(), meals_and_registers(scene)),
        (both_eat(), closed_days(scene)),
    ] {
        met.all(scene, &first, &facts);
    }
    met
}

/// M1-M25 under every regulation: each world to its last state.
#[test]
fn every_sequence_of_small_worlds() {
    let mut met = Met::default();
    for of_scene in thread::scope(|scope| {
        let worlds = SCENES.map(|scene| scope.spawn(move || worlds_of(scene)));
        worlds.map(|worlds| worlds.join().unwrap())
    }) {
        met.states += of_scene.states;
        met.told += of_scene.told;
        met.refusals.extend(of_scene.refusals);
        met.stages.extend(of_scene.stages);
    }
    println!("{} states, {} facts told, {:?}", met.states, met.told, met.stages);
    let codes = |codes: Vec<&'static str>| codes.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(met.refusals, codes(Refusal::ALL.iter().map(|refusal| refusal.code()).collect()));
    assert_eq!(met.stages, codes(Stage::ALL.iter().map(|stage| stage.code()).collect()));
}
