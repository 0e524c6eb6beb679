//! The verdict: is what the database keeps what the clients were told, and what the core's ledger says? Nothing here
//! trusts the service.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use voucher_core::Journal;

use crate::race::evidence::{Claim, Kept};
use crate::race::world::World;
use crate::wallet::{Answer, Decision, Service, Wish};

/// What a client was told at last.
#[derive(Clone)]
pub(crate) struct Told {
    pub(crate) wish: Arc<dyn Wish>,
    pub(crate) answer: Answer,
}

impl Told {
    /// What it asked for: the name, and the key of which a place was to be taken.
    fn asked(&self) -> (String, Option<String>) {
        (self.wish.name(), self.wish.key())
    }
}

/// What must never be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Finding {
    /// More places of a key are taken than its limit, or a name is taken twice (N25).
    OverLimit,
    /// A client was told *accepted*, and the database does not have it under that key.
    AcceptedAndLost,
    /// The database has a name that no client was told of.
    NeverTold,
    /// Two clients were told that they were the first for one name.
    FirstTwice,
    /// A client was refused for a reason that the core has at no moment of the race.
    RefusedWithoutReason,
    /// A client was told that something is taken back, and it is not.
    TakenBackLost,
    /// The ledger does not take a fact as new, in the order of the commits.
    FactNotNew,
    /// The places that are taken are not the rows of the ledger's registers.
    TablesDiffer,
    /// A try has no answer, or two.
    AnswersMissing,
    /// The server's log repeats an IIN, an account or a reference (N34).
    PersonalDataLogged,
    /// What should disturb the race did not happen.
    NotDisturbed,
}

/// What was found, how often, and the registers' rows and digests.
pub(crate) struct Verdict {
    pub(crate) findings: BTreeMap<Finding, usize>,
    pub(crate) held: usize,
    /// Places that were taken again after they had been free again.
    pub(crate) again: usize,
    pub(crate) digests: Vec<String>,
}

pub(crate) struct Case<'c> {
    pub(crate) service: &'c Service,
    pub(crate) world: &'c World,
    pub(crate) told: &'c [Told],
    pub(crate) kept: &'c Kept,
}

/// Reasons that rest on another name's place of the key, and on the name's being known.
const BY_KEY: [&str; 3] = ["account_already_used", "meal_already_given", "already_dispensed"];
const BY_NAME: [&str; 3] = ["voucher_already_activated", "record_differs", "record_withdrawn"];

impl Case<'_> {
    pub(crate) fn verdict(&self) -> Verdict {
        let mut found = Found::default();
        found.add(Finding::OverLimit, self.over_limit());
        self.compare_answers(&mut found);
        let (journal, not_new) = self.fed_journal();
        found.add(Finding::FactNotNew, not_new);
        let registers = (self.world.registers)(&journal);
        found.add(Finding::TablesDiffer, registers.held.symmetric_difference(&self.held()).count());
        let groundless = self.told.iter().filter(|told| self.is_groundless(told)).count();
        found.add(Finding::RefusedWithoutReason, groundless);
        let back = self.told.iter().filter(|told| told.wish.key().is_none() && is_accepted(told));
        found.add(Finding::TakenBackLost, back.filter(|told| !self.is_so(told)).count());
        Verdict {
            findings: found.0,
            held: registers.held.len(),
            again: self.taken_again(),
            digests: registers.digests,
        }
    }

    fn over_limit(&self) -> usize {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &self.kept.claims {
            *uses.entry(&claim.key).or_default() += 1;
        }
        let limit = |key: &str| if key.contains(' ') { 1 } else { self.world.limit };
        uses.into_iter().filter(|(key, used)| *used > limit(key)).count()
    }

    /// Names beyond the limit of the key that they were given for.
    fn taken_again(&self) -> usize {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in self.kept.claims.iter().filter(|claim| claim.is_name()) {
            *names.entry(&claim.held_by).or_default() += 1;
        }
        names.into_values().map(|count| count.saturating_sub(self.world.limit)).sum()
    }

    /// What the clients were told is what the database has: no less, no more.
    fn compare_answers(&self, found: &mut Found) {
        let mut accepted: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
        for told in self.told.iter().filter(|told| is_accepted(told)) {
            let first = told.answer == Answer::Accepted { repeat: false };
            *accepted.entry(told.asked()).or_default() += usize::from(first);
        }
        found.add(Finding::FirstTwice, accepted.values().filter(|firsts| **firsts > 1).count());
        let names = self.kept.claims.iter().filter(|claim| claim.is_name());
        let kept: BTreeSet<_> =
            names.map(|claim| (claim.key.clone(), self.limit_of(&claim.held_by).to_owned())).collect();
        let own = |asked: &(String, Option<String>)| Some((asked.0.clone(), asked.1.clone()?));
        let told: BTreeSet<_> = accepted.keys().filter_map(own).collect();
        found.add(Finding::AcceptedAndLost, told.difference(&kept).count());
        // Whoever asks again after another has withdrawn it is told that.
        let heard = self.told.iter().filter(|told| told.answer == Answer::Refused(vec!["record_withdrawn"]));
        let told = heard.filter_map(|heard| own(&heard.asked())).chain(told.clone()).collect();
        found.add(Finding::NeverTold, kept.difference(&told).count());
    }

    /// A key without the number of a dispensing.
    fn limit_of<'k>(&self, key: &'k str) -> &'k str {
        let numbered = if self.world.numbered { key.rsplit_once('/') } else { None };
        numbered.map_or(key, |(limit, _)| limit)
    }

    /// The places that are taken, by the table. A number stays taken when its dispensing is withdrawn.
    fn held(&self) -> BTreeSet<(String, String)> {
        let withdrawn: BTreeSet<&str> = self.kept.lines.iter().filter_map(|line| withdrawn(line)).collect();
        let stands = |claim: &&Claim| {
            let record = claim.held_by.trim_start_matches("record ");
            !(claim.is_name() || self.world.numbered && withdrawn.contains(record))
        };
        let held = self.kept.claims.iter().filter(stands);
        held.map(|claim| (self.limit_of(&claim.key).to_owned(), claim.held_by.clone())).collect()
    }

    /// The core's own journal after all lines, and how many of them were not new to it.
    fn fed_journal(&self) -> (Journal, usize) {
        let mut journal = self.service.journal([""; 0]);
        let mut not_new = 0;
        for line in &self.kept.lines {
            let answer = journal.answer(line.as_bytes()).unwrap_or_default();
            let new = answer.contains(r#""accepted":true"#) && !answer.contains(r#""repeat":true"#);
            not_new += usize::from(!new);
        }
        (journal, not_new)
    }

    /// What the core says of a wish at each moment: after each line of the person and of whoever holds a place of the key or
    /// the name.
    fn moments<'s>(&'s self, wish: &'s dyn Wish) -> impl Iterator<Item = Decision> + 's {
        let (key, name) = (wish.key(), wish.name());
        let holds = |claim: &&Claim| claim.key == name || Some(self.limit_of(&claim.key)) == key.as_deref();
        let holders = self.kept.claims.iter().filter(holds).map(|claim| claim.iin.clone());
        let whose: BTreeSet<String> = holders.chain([wish.iin().expose_text()]).collect();
        let lines = whose.iter().filter_map(|iin| self.kept.of_person.get(iin)).flatten().copied();
        let lines: BTreeSet<usize> = lines.collect();
        let mut journal = self.service.journal([""; 0]);
        let lines = lines.into_iter().filter_map(|line| self.kept.lines.get(line));
        [""].into_iter().chain(lines.map(String::as_str)).filter_map(move |line| {
            journal.answer(line.as_bytes());
            wish.decide(&journal).ok()
        })
    }

    /// Whether a refusal names a reason that holds at no moment. By the tables, too, where it is about places. Together they
    /// need not hold at one: commits that do not wait for each other are seen in any order.
    fn is_groundless(&self, told: &Told) -> bool {
        let Answer::Refused(reasons) = &told.answer else { return false };
        let (key, name) = (told.wish.key(), told.wish.name());
        let names = || self.kept.claims.iter().filter(|claim| claim.is_name());
        let by_tables = reasons.iter().all(|reason| {
            let by_key = || {
                names()
                    .any(|claim| claim.key != name && Some(self.limit_of(&claim.held_by)) == key.as_deref())
            };
            let by_name = || names().any(|claim| claim.key == name);
            (by_key() || !BY_KEY.contains(reason)) && (by_name() || !BY_NAME.contains(reason))
        });
        let mut hold = BTreeSet::new();
        for decision in self.moments(&*told.wish) {
            if let Decision::Answered(Answer::Refused(reasons)) = decision {
                hold.extend(reasons);
            }
        }
        reasons.is_empty() || !by_tables || !reasons.iter().all(|reason| hold.contains(reason))
    }

    /// Whether what was taken back is so when all is over.
    fn is_so(&self, told: &Told) -> bool {
        let repeat = Decision::Answered(Answer::Accepted { repeat: true });
        self.moments(&*told.wish).last().is_some_and(|decision| decision == repeat)
    }
}

fn is_accepted(told: &Told) -> bool {
    matches!(told.answer, Answer::Accepted { .. })
}

/// The record that a line withdraws.
fn withdrawn(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once(r#"_withdrawn","record":""#)?;
    rest.split('"').next()
}

#[derive(Default)]
struct Found(BTreeMap<Finding, usize>);

impl Found {
    fn add(&mut self, finding: Finding, count: usize) {
        if count > 0 {
            *self.0.entry(finding).or_default() += count;
        }
    }
}

impl Verdict {
    /// Adds what the tables cannot tell.
    pub(crate) fn add_if(&mut self, found: bool, finding: Finding) {
        if found {
            *self.findings.entry(finding).or_default() += 1;
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (finding, count) in &self.findings {
            writeln!(f, "  FOUND {finding:?}: {count}")?;
        }
        let words =
            if self.findings.is_empty() { "nothing lost, nothing twice" } else { "NOT what it should be" };
        write!(
            f,
            "  registers: {} rows, {} places taken again, {}; {words}",
            self.held,
            self.again,
            self.digests.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::race::world::tests::worlds;
    use crate::wallet::Answer::{Accepted, Refused};
    use crate::wallet::Place;

    #[derive(Clone)]
    struct Played {
        of: Arc<(Service, World)>,
        told: Vec<Told>,
        kept: Kept,
    }

    impl Played {
        /// A race without a database: one try after the other.
        fn new(world: World) -> Played {
            let service = Service::new(&world.regulation).unwrap();
            let mut kept = Kept::default();
            for row in &world.before {
                kept.note(row.iin.expose_text(), row.line.clone());
            }
            let mut told = Vec::new();
            for row in &world.tries {
                let case = Case { service: &service, world: &world, told: &told, kept: &kept };
                let answer = match case.moments(&*row.wish).last().unwrap() {
                    Decision::Answered(answer) => answer,
                    Decision::Write(deed) => {
                        write(&mut kept, &*row.wish, deed.place);
                        for line in deed.lines {
                            kept.note(row.wish.iin().expose_text(), line);
                        }
                        Accepted { repeat: false }
                    }
                };
                told.push(Told { wish: Arc::clone(&row.wish), answer });
            }
            Played { of: Arc::new((service, world)), told, kept }
        }

        fn case(&self) -> Case<'_> {
            Case { service: &self.of.0, world: &self.of.1, told: &self.told, kept: &self.kept }
        }

        fn findings(&self) -> Vec<Finding> {
            self.case().verdict().findings.into_keys().collect()
        }

        /// The first that was told so, of those that take a place or of those that take back.
        fn first(&mut self, takes: bool, is: impl Fn(&Answer) -> bool) -> &mut Told {
            let is = |told: &&mut Told| told.wish.key().is_some() == takes && is(&told.answer);
            self.told.iter_mut().find(is).unwrap()
        }
    }

    fn write(kept: &mut Kept, wish: &dyn Wish, place: Place) {
        let (iin, name) = (wish.iin().expose_text(), wish.name());
        match place {
            Place::Take(key) => {
                let taken = kept.claims.iter().filter(|claim| claim.key == key).count();
                let place = i32::try_from(taken + 1).unwrap();
                let claim = Claim { key: key.clone(), place, iin: iin.clone(), held_by: name.clone() };
                kept.claims.extend([claim, Claim { key: name, place: 1, iin, held_by: key }]);
            }
            Place::Free => kept.claims.retain(|claim| claim.is_name() || claim.held_by != name),
            Place::Keep => {}
        }
    }

    /// What is found in a race of each programme after something was changed.
    fn found(change: impl Fn(&mut Played)) -> Vec<Vec<Finding>> {
        static PLAYED: LazyLock<Vec<Played>> = LazyLock::new(|| worlds(600).map(Played::new).collect());
        let changed = PLAYED.iter().map(|honest| {
            let mut played = honest.clone();
            change(&mut played);
            played.findings()
        });
        changed.collect()
    }

    const REPEAT: Answer = Accepted { repeat: true };
    const NEW: Answer = Accepted { repeat: false };

    #[test]
    fn an_honest_race_passes() {
        assert_eq!(found(|_| {}), vec![vec![]; 6]);
    }

    /// N25: each way to lose or double a place is found.
    #[test]
    fn what_is_lost_or_twice_is_found() {
        let lost = found(|played| {
            let taken = played.kept.claims.iter().rposition(|claim| !claim.is_name()).unwrap();
            let name = played.kept.claims.remove(taken).held_by;
            played.kept.claims.retain(|claim| claim.key != name);
        });
        assert!(lost.iter().all(|found| found.contains(&Finding::AcceptedAndLost)), "{lost:?}");
        assert!(lost.iter().all(|found| found.contains(&Finding::TablesDiffer)), "{lost:?}");
        let doubled = found(|played| {
            let claim = played.kept.claims.iter().find(|claim| !claim.is_name()).unwrap().clone();
            for place in 2..=4 {
                played.kept.claims.push(Claim { place, held_by: format!("record {place}"), ..claim.clone() });
            }
        });
        assert_eq!(doubled, vec![vec![Finding::OverLimit, Finding::TablesDiffer]; 6]);
        let twice = found(|played| {
            let name = played.kept.claims.iter().find(|claim| claim.is_name()).unwrap().clone();
            played.kept.claims.push(Claim { held_by: "elsewhere/1".to_owned(), ..name });
        });
        assert_eq!(twice, vec![vec![Finding::OverLimit, Finding::NeverTold]; 6]);
        let moved = found(|played| {
            let name = played.kept.claims.iter_mut().find(|claim| claim.is_name()).unwrap();
            name.held_by = "elsewhere/1".to_owned();
        });
        let both = [Finding::AcceptedAndLost, Finding::NeverTold];
        assert!(moved.iter().all(|found| found.starts_with(&both)), "{moved:?}");
    }

    /// N26: answers that were not so.
    #[test]
    fn wrong_answers_are_found() {
        let refused = |answer: &Answer| matches!(answer, Refused(_));
        let accepted = found(|played| {
            let names: BTreeSet<_> = played.kept.claims.iter().map(|claim| claim.key.clone()).collect();
            let mut told = played.told.iter_mut().filter(|told| !names.contains(&told.wish.name()));
            let told = told.find(|told| told.wish.key().is_some() && refused(&told.answer));
            told.unwrap().answer = NEW;
        });
        assert_eq!(accepted, vec![vec![Finding::AcceptedAndLost]; 6]);
        let twice = found(|played| played.first(true, |answer| *answer == REPEAT).answer = NEW);
        assert_eq!(twice, vec![vec![Finding::FirstTwice]; 6]);
        for reason in ["out_of_order", "meal_already_given", "record_differs", "already_dispensed"] {
            let found =
                found(|played| played.first(true, |answer| *answer == REPEAT).answer = Refused(vec![reason]));
            assert!(
                found.iter().all(|found| found == &[Finding::RefusedWithoutReason]),
                "{reason}: {found:?}"
            );
        }
    }

    /// N14, M16, R9: what was taken back stays so.
    #[test]
    fn what_is_not_taken_back_is_found() {
        let lost = found(|played| played.first(false, |answer| matches!(answer, Refused(_))).answer = NEW);
        assert_eq!(lost, vec![vec![Finding::TakenBackLost]; 6]);
        let forgotten = found(|played| {
            let wish = Arc::clone(&played.first(false, |answer| *answer == NEW).wish);
            let back: Vec<usize> = played.kept.of_person[&wish.iin().expose_text()].clone();
            let back =
                back.into_iter().rev().find(|line| played.kept.lines[*line].contains(taking_back(&*wish)));
            played.kept.lines[back.unwrap()] = String::new();
        });
        assert!(forgotten.iter().all(|found| found.contains(&Finding::TakenBackLost)), "{forgotten:?}");
    }

    fn taking_back(wish: &dyn Wish) -> &'static str {
        if wish.name().starts_with("voucher") { "refuse" } else { "withdrawn" }
    }

    /// N9: the journal's lines must follow each other.
    #[test]
    fn facts_that_do_not_follow_are_found() {
        let twice = found(|played| played.kept.lines.push(played.kept.lines[0].clone()));
        let torn = found(|played| played.kept.lines.push("{".to_owned()));
        for found in [twice, torn] {
            assert_eq!(found, vec![vec![Finding::FactNotNew]; 6]);
        }
        let missing = found(|played| {
            let (_, name) = played.case().held().pop_first().unwrap();
            let held_by = name.rsplit([' ', '/']).next().unwrap();
            let given = |line: &&mut String| {
                let kinds = [r#""confirmed""#, r#""meal_given""#, r#""dispensed""#];
                line.contains(held_by) && kinds.iter().any(|kind| line.contains(kind))
            };
            *played.kept.lines.iter_mut().find(given).unwrap() = String::new();
        });
        let both = [Finding::FactNotNew, Finding::TablesDiffer];
        assert!(missing.iter().all(|found| both.iter().all(|each| found.contains(each))), "{missing:?}");
    }
}
