//! Where two regulations answer differently: the core's enumeration beside pairs of naive models, which are told the same facts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use proptest::{
    prelude::Rng,
    test_runner::{RngAlgorithm, TestRng},
};
use voucher_core::{
    Month,
    gas::{Regulation, Stage},
};
use voucher_reference::{
    compare::{Cast, naive_iin, naive_month, rules},
    naive::{Code, Due, Fact, Model, Reply},
};

/// A question that is answered differently: the day, both stages, the question.
type Seen = (u32, Option<Code>, Option<Code>, Code);

/// Two models that were told the same.
type Both = [Model; 2];

/// How many random steps are tried for what one person's histories do not show.
const STEPS: usize = 3_000_000;

/// A month in which one person does everything, and others may come to activate on the same account.
struct Play {
    month: Month,
    days: Vec<u32>,
    people: Vec<u64>,
    account: String,
    /// How many lists there are to be put on.
    lists: usize,
    /// What can happen to each person, lists last.
    facts: Vec<Vec<(Code, Fact)>>,
}

impl Play {
    fn new(month: &str, people: usize, days: &[u32], lists: &[(&str, &[&str])]) -> Self {
        let cast = Cast::of(people).unwrap();
        let people: Vec<u64> = cast.people.iter().map(|iin| naive_iin(*iin)).collect();
        let account = cast.accounts.first().unwrap().expose_text().to_owned();
        let facts = people.iter().map(|iin| facts(*iin, &account, lists)).collect();
        Self {
            month: Month::parse(month).unwrap(),
            days: days.to_vec(),
            people,
            account,
            lists: lists.len(),
            facts,
        }
    }

    fn day(&self, day: u32) -> NaiveDate {
        self.month.first_day().with_day(day).unwrap()
    }

    fn key(&self, both: &Both, person: u64) -> [String; 2] {
        let state = |model: &Model, month| model.state_of(person, naive_month(month));
        both.each_ref().map(|model| state(model, self.month.previous()) + &state(model, self.month))
    }

    fn stages(&self, both: &Both, on: NaiveDate) -> [Code; 2] {
        both.each_ref().map(|model| model.stage(self.people[0], naive_month(self.month), on))
    }

    /// Tells every fact on every day in every state.
    fn explore(&self, regulations: [&Regulation; 2]) -> BTreeSet<Seen> {
        let mut seen = BTreeSet::new();
        let first = regulations.map(|regulation| Model::new(rules(regulation)));
        let first_day = self.month.first_day();
        let agreed_before = told(&first, self.month.previous().first_day(), &agrees(self.people[0]));
        let others: Vec<Fact> = self.people[1..].iter().flat_map(|other| agrees(*other)).collect();
        let begun = [first, agreed_before].map(|both| told(&both, first_day, &others));
        let mut states: BTreeMap<_, _> =
            begun.into_iter().map(|both| (self.key(&both, self.people[0]), both)).collect();
        for day in &self.days {
            let mut open: Vec<Both> = states.values().cloned().collect();
            while let Some(both) = open.pop() {
                self.look(&both, *day, &mut seen);
                for next in self.told(&both, *day, &mut seen) {
                    states.entry(self.key(&next, self.people[0])).or_insert_with(|| {
                        open.push(next.clone());
                        next
                    });
                }
            }
        }
        println!("{} and {}: {} states", regulations[0].id(), regulations[1].id(), states.len());
        seen
    }

    /// Tells random facts of all people, who share the account and need not get on it by both, until all that is wanted was seen.
    /// Each step begins in some state that was met, every second one where the others are on different ways.
    fn wander(&self, regulations: [&Regulation; 2], seen: &mut BTreeSet<Seen>, wanted: &BTreeSet<Seen>) {
        let mut dice = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut below =
            |limit: usize| usize::try_from(dice.next_u64() % u64::try_from(limit).unwrap()).unwrap();
        let first = regulations.map(|regulation| Model::new(rules(regulation)));
        let before = self.month.previous().first_day();
        let begun = |person: &u64| (0, told(&first, before, &agrees(*person)));
        let mut states: Vec<(usize, Both)> = self.people.iter().map(begun).collect();
        states.push((0, first.clone()));
        let (mut met, mut apart) = (BTreeSet::new(), Vec::new());
        for _ in 0..STEPS {
            if wanted.is_subset(seen) {
                return;
            }
            let from = if below(2) == 0 || apart.is_empty() { &states } else { &apart };
            let (place, both) = from[below(from.len())].clone();
            let (place, both) = if below(4) == 0 {
                ((place + 1).min(self.days.len() - 1), both)
            } else {
                (place, told(&both, self.day(self.days[place]), &self.step(&mut below)))
            };
            let keys: Vec<[String; 2]> = self.people.iter().map(|person| self.key(&both, *person)).collect();
            let differ = keys.iter().skip(1).any(|[here, there]| here != there);
            if met.insert((place, keys)) {
                self.look(&both, self.days[place], seen);
                self.told(&both, self.days[place], seen);
                if differ {
                    apart.push((place, both.clone()));
                }
                states.push((place, both));
            }
        }
    }

    /// What one of the people does next.
    fn step(&self, below: &mut impl FnMut(usize) -> usize) -> Vec<Fact> {
        let person = below(self.people.len());
        let (iin, facts) = (self.people[person], &self.facts[person]);
        let (_, any) = &facts[below(facts.len())];
        let (_, list) = &facts[facts.len() - 1 - below(self.lists)];
        let [_, asked, agreed] = agrees(iin);
        let entered = || entry(iin, &self.account).map(|(_, fact)| fact);
        match below(12) {
            0 => vec![list.clone(), asked],
            1 => vec![list.clone(), asked, agreed],
            2 => vec![agreed],
            3 => vec![Fact::Replied { iin, reply: Reply::Refuse }],
            4 => vec![Fact::Delisted { iin }],
            5 => vec![Fact::RegisterSent { month: naive_month(self.month) }],
            6 => entered()[..3].to_vec(),
            7 | 8 => entered().to_vec(),
            _ => vec![any.clone()],
        }
    }

    fn look(&self, both: &Both, day: u32, seen: &mut BTreeSet<Seen>) {
        let (on, iin) = (self.day(day), self.people[0]);
        let [here, there] = self.stages(both, on);
        if here != there {
            seen.insert((day, Some(here), Some(there), "stage"));
            return;
        }
        let mut note = |question, differ| {
            if differ {
                seen.insert((day, Some(here), Some(there), question));
            }
        };
        let due = both.each_ref().map(|model| {
            let mut due = model.due(on);
            due.retain(|due| matches!(due, Due::StartSms(of) | Due::RepeatSms(of) if *of == iin));
            due
        });
        note("due", due[0] != due[1]);
        for exists in [true, false] {
            let answers = both.each_ref().map(|model| model.preview(iin, &self.account, Some(exists), on));
            note("preview", answers[0] != answers[1]);
        }
        let month = naive_month(self.month);
        if both.iter().all(|model| model.holder(&self.account, month) == Some(iin)) {
            let receipts =
                both.each_ref().map(|model| model.receipt(month, &self.account, 10_000, 10_000, None));
            note("receipt", receipts[0] != receipts[1]);
        }
    }

    fn told(&self, both: &Both, day: u32, seen: &mut BTreeSet<Seen>) -> Vec<Both> {
        let on = self.day(day);
        let [here, there] = self.stages(both, on);
        let mut reached = Vec::new();
        for (question, fact) in &self.facts[0] {
            let mut next = both.clone();
            let answers = next.each_mut().map(|model| model.record(on, fact));
            if here == there && answers[0] != answers[1] {
                seen.insert((day, Some(here), Some(there), question));
            }
            reached.push(next);
        }
        let (year, month) = naive_month(self.month);
        for month in [month, month - 1] {
            let mut next = both.clone();
            let sent = Fact::RegisterSent { month: (year, month) };
            let answers = next.each_mut().map(|model| model.record(on, &sent).refusals);
            if answers[0] != answers[1] {
                seen.insert((day, None, None, "register_sent"));
            }
            if month == self.month.month_of_year() {
                reached.push(next);
            }
        }
        let others = self.people[1..].iter().map(|other| entry(*other, &self.account).map(|(_, fact)| fact));
        reached.extend(others.map(|entry| told(both, on, &entry)));
        reached
    }
}

/// What can happen to one person.
fn facts(iin: u64, account: &str, lists: &[(&str, &[&str])]) -> Vec<(Code, Fact)> {
    let mut facts = entry(iin, account).to_vec();
    facts.push(("account_checked", Fact::AccountChecked { iin, account: account.to_owned(), exists: false }));
    facts.push(("delisted", Fact::Delisted { iin }));
    facts.extend([false, true].map(|repeat| ("sms_sent", Fact::SmsSent { iin, repeat })));
    let texts = ["21*1", "21*2", "?"].map(|text| Reply::Text(text.to_owned()));
    let replies = texts.into_iter().chain([Reply::Agree, Reply::Refuse]);
    facts.extend(replies.map(|reply| ("replied", Fact::Replied { iin, reply })));
    facts.extend(lists.iter().map(|(region, kinds)| ("listed", listed(iin, region, kinds))));
    facts
}

/// Both, told some facts of a day, accepted or not.
fn told(both: &Both, on: NaiveDate, facts: &[Fact]) -> Both {
    both.clone().map(|mut model| {
        for fact in facts {
            model.record(on, fact);
        }
        model
    })
}

/// The facts that lead to consent.
fn agrees(iin: u64) -> [Fact; 3] {
    [
        listed(iin, "79", &["housing"]),
        Fact::SmsSent { iin, repeat: false },
        Fact::Replied { iin, reply: Reply::Agree },
    ]
}

fn listed(iin: u64, region: &str, kinds: &[&str]) -> Fact {
    let assistance = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    Fact::Listed { iin, region: region.to_owned(), assistance }
}

/// The four steps of an activation.
fn entry(iin: u64, account: &str) -> [(Code, Fact); 4] {
    let account = account.to_owned();
    [
        ("account_entered", Fact::AccountEntered { iin, account: account.clone(), channel: "egov_mobile" }),
        ("offer_accepted", Fact::OfferAccepted { iin }),
        ("account_checked", Fact::AccountChecked { iin, account, exists: true }),
        ("confirmed", Fact::Confirmed { iin }),
    ]
}

/// What the core says, on some days.
fn by_core(here: &Regulation, there: &Regulation, play: &Play) -> BTreeSet<Seen> {
    let mut seen = BTreeSet::new();
    for each in here.answers_that_differ(there, play.month) {
        let stages = [each.here, each.there].map(|stage| stage.map(Stage::code));
        let days = play.days.iter().filter(|day| (each.first.day()..=each.last.day()).contains(day));
        seen.extend(days.map(|day| (*day, stages[0], stages[1], each.question.code())));
    }
    seen
}

/// The core beside all of one play, and random steps of another, of the same days.
fn agree(here: &Regulation, there: &Regulation, whole: &Play, together: &Play) {
    let (core, mut naive) = (by_core(here, there, whole), whole.explore([here, there]));
    together.wander([here, there], &mut naive, &core);
    let more: Vec<_> = core.difference(&naive).collect();
    let less: Vec<_> = naive.difference(&core).collect();
    assert!(
        more.is_empty() && less.is_empty(),
        "{}: only the core {more:?}\nonly the naive {less:?}",
        there.id()
    );
}

/// N11-N30: changes of a published regulation, one at a time, over days on which ranges begin and end, and which lie as far from
/// each other as a repeat SMS must wait.
#[test]
fn the_core_and_two_naive_models_find_the_same() {
    let published = Regulation::gas_2025_08();
    let changes: [(&[u32], &str); 9] = [
        (&[1, 8, 30], r#"{"id":"no consent","consent":null}"#),
        (&[1, 8, 15, 30], r#"{"id":"until withdrawn","consent":{"scope":"until_withdrawn"}}"#),
        (&[1, 8, 30], r#"{"id":"two an account","activations_per_account":2}"#),
        (&[1, 2, 8, 9, 15, 16], r#"{"id":"longer wait","consent":{"repeat_after_days":8}}"#),
        (&[8, 15, 16], r#"{"id":"shorter to answer","consent":{"last_day":{"day":15}}}"#),
        (&[1, 8], r#"{"id":"another code","consent":{"refuse_codes":["21*2"]}}"#),
        (&[1, 2, 8, 9, 15, 16], r#"{"id":"shorter window","window":{"first":{"day":9},"last":{"day":15}}}"#),
        (&[1, 8, 30], r#"{"id":"earlier list","list_closes":{"day":7},"register_due":{"day":31}}"#),
        (&[1, 8, 15, 16], r#"{"id":"ends within","period":{"last":"2025-10-15"}}"#),
    ];
    for (days, patch) in changes {
        let october = Play::new("2025-10", 3, days, &[("79", &["housing"])]);
        agree(&published, &published.patched(patch).unwrap(), &october, &october);
    }
}

/// N11, N29: who is listed, and what a receipt takes off; on a day on which everything can happen.
#[test]
fn lists_and_terms_are_told_apart() {
    let lists: [(&str, &[&str]); 4] =
        [("79", &["housing"]), ("79", &["targeted_social"]), ("27", &["housing"]), ("10", &["housing"])];
    let [alone, together] = [1, 2].map(|people| Play::new("2025-10", people, &[1], &lists));
    let open = Regulation::gas_2025_08().patched(r#"{"id":"open","window":{"first":{"day":1}}}"#).unwrap();
    let terms =
        r#"{"id":"terms","discount":{"rate":"0.5","norms_m3":{"27":"9"},"rounding":"half_away_from_zero"}}"#;
    for patch in [terms, r#"{"id":"housing","assistance":["housing"],"regions":["27","79"]}"#] {
        agree(&open, &open.patched(patch).unwrap(), &alone, &together);
    }
}
