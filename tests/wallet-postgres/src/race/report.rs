//! One race in words, and whether it was a race at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use crate::race::run::Plan;
use crate::race::verdict::{Case, Finding, Told, Verdict};
use crate::race::world::World;
use crate::wallet::Answer;

/// What disturbed the race, by our own count.
#[derive(Clone, Copy, Default)]
pub(crate) struct Disturbance {
    /// Connections that the server was told to end.
    pub(crate) killed: usize,
    pub(crate) restarts: usize,
    pub(crate) cut_before_commit: usize,
    pub(crate) cut_after_commit: usize,
    pub(crate) cut_unheard: usize,
    /// Answers that were lost and asked for again.
    pub(crate) lost: usize,
    /// How often the constraint decided.
    pub(crate) taken: usize,
}

pub(crate) struct Report {
    plan: Plan,
    took: Duration,
    answers: usize,
    /// Tries to take a place that were accepted, repeats counted.
    accepted: usize,
    taken_back: usize,
    /// Names whose first answer reached nobody: it was lost after the commit, and found by asking again.
    found_again: usize,
    disturbance: Disturbance,
    /// The same by the server's log.
    logged: Logged,
    pub(crate) verdict: Verdict,
}

/// The server's own words for being disturbed.
struct Logged {
    killed: usize,
    crashed: usize,
    stopped: usize,
}

impl Logged {
    fn read(log: &str) -> Logged {
        let count = |words: &str| log.matches(words).count();
        Logged {
            killed: count("terminating connection due to administrator command"),
            crashed: count("automatic recovery in progress"),
            stopped: count("received fast shutdown request"),
        }
    }
}

impl Report {
    pub(crate) fn new(
        plan: Plan,
        took: Duration,
        case: &Case<'_>,
        disturbance: Disturbance,
        log: &str,
    ) -> Report {
        let accepted = |takes: bool| {
            let told = case.told.iter().filter(|told| told.wish.key().is_some() == takes);
            told.filter(|told| matches!(told.answer, Answer::Accepted { .. })).count()
        };
        let mut report = Report {
            plan,
            took,
            answers: case.told.len(),
            accepted: accepted(true),
            taken_back: accepted(false),
            found_again: found_again(case.told),
            disturbance,
            logged: Logged::read(log),
            verdict: case.verdict(),
        };
        report.verdict.add_if(report.answers != plan.tries, Finding::AnswersMissing);
        report.verdict.add_if(!report.is_disturbed(), Finding::NotDisturbed);
        report.verdict.add_if(repeats_personal_data(log, case.world), Finding::PersonalDataLogged);
        report
    }

    /// A race in which nothing went wrong proves nothing.
    fn is_disturbed(&self) -> bool {
        let Disturbance { killed, restarts, cut_before_commit, cut_after_commit, cut_unheard, lost, taken } =
            self.disturbance;
        let least = self.plan.tries / 100;
        let few = self.plan.tries / 1000;
        killed >= least
            && lost >= least
            && taken >= least
            && self.taken_back >= least
            && (self.verdict.again >= few || self.plan.keeps_places())
            && restarts == 3
            && [cut_before_commit, cut_after_commit, cut_unheard, self.found_again]
                .into_iter()
                .all(|count| count >= few)
            && self.logged.killed >= least
            && self.logged.crashed == 2
            && self.logged.stopped == 1
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.verdict.findings.is_empty()
    }
}

fn found_again(told: &[Told]) -> usize {
    let mut first_heard: BTreeMap<String, bool> = BTreeMap::new();
    for told in told.iter().filter(|told| told.wish.key().is_some()) {
        if let Answer::Accepted { repeat } = told.answer {
            *first_heard.entry(told.wish.name()).or_default() |= !repeat;
        }
    }
    first_heard.values().filter(|heard| !**heard).count()
}

/// N34: what a database's log repeats is as public as any other log. The last part of a key or a name is an account, an IIN
/// or a reference; of a meal's key it is a kind, which is no word of a log.
pub(crate) fn repeats_personal_data(log: &str, world: &World) -> bool {
    let last = |text: String| text.rsplit([' ', '/']).next().unwrap_or_default().to_owned();
    let wishes = world.tries.iter().map(|row| &row.wish);
    let values: BTreeSet<String> = wishes
        .flat_map(|wish| [Some(wish.iin().expose_text()), wish.key().map(last), Some(last(wish.name()))])
        .flatten()
        .collect();
    log.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .any(|word| values.contains(word))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { programme, limit, seed, .. } = self.plan;
        let Disturbance { killed, restarts, cut_before_commit, cut_after_commit, cut_unheard, lost, taken } =
            self.disturbance;
        let Logged { killed: logged, crashed, stopped } = self.logged;
        let seconds = (self.took.as_secs(), self.took.subsec_millis() / 100);
        writeln!(
            f,
            "race {seed} of {}, limit {limit}: {} tries answered in {}.{} s",
            programme.code(),
            self.answers,
            seconds.0,
            seconds.1
        )?;
        let Report { accepted, taken_back, found_again, .. } = self;
        writeln!(f, "  accepted: {accepted} tries to take a place, {taken_back} to take something back")?;
        writeln!(f, "  places whose first answer was lost, and found by asking again: {found_again}")?;
        writeln!(f, "  the constraint decided {taken} times; {lost} answers were lost and asked for again")?;
        writeln!(
            f,
            "  killed {killed} connections, restarted {restarts} times; cut {cut_before_commit} before the \
            commit was sent, {cut_after_commit} before its answer was read, {cut_unheard} elsewhere"
        )?;
        writeln!(
            f,
            "  by the server's log: {logged} connections ended, {crashed} recoveries, {stopped} fast stop"
        )?;
        write!(f, "{}", self.verdict)
    }
}
