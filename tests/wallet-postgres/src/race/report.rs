//! One race in words, and whether it was a race at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use voucher_core::{Account, Iin};

use crate::race::run::Plan;
use crate::race::verdict::{Case, Finding, Told, Verdict};
use crate::race::world::World;
use crate::wallet::{Answer, Wish};

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
    /// Tries to activate that were accepted, repeats counted.
    accepted: usize,
    withdrawn: usize,
    /// Vouchers whose first answer reached nobody: it was lost after the commit, and found by asking again.
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
        world: &World,
    ) -> Report {
        let accepted = |told: &&Told| matches!(told.answer, Answer::Accepted { .. });
        let activates = |told: &&Told| told.wish.activates().is_some();
        let mut report = Report {
            plan,
            took,
            answers: case.told.len(),
            accepted: case.told.iter().filter(accepted).filter(activates).count(),
            withdrawn: case.told.iter().filter(accepted).filter(|told| !activates(told)).count(),
            found_again: found_again(case.told),
            disturbance,
            logged: Logged::read(log),
            verdict: case.verdict(),
        };
        report.verdict.add_if(report.answers != plan.tries, Finding::AnswersMissing);
        report.verdict.add_if(!report.is_disturbed(), Finding::NotDisturbed);
        report.verdict.add_if(repeats_personal_data(log, world), Finding::PersonalDataLogged);
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
    let mut first_heard: BTreeMap<(Iin, Account), bool> = BTreeMap::new();
    for told in told {
        if let (Wish::Activate(request), Answer::Accepted { repeat }) = (told.wish, told.answer) {
            *first_heard.entry((request.iin, request.account)).or_default() |= !repeat;
        }
    }
    first_heard.values().filter(|heard| !**heard).count()
}

/// N34: what a database's log repeats is as public as any other log.
pub(crate) fn repeats_personal_data(log: &str, world: &World) -> bool {
    let iins = world.people.iter().map(|person| person.iin.expose_text());
    let accounts = world.tries.iter().filter_map(|row| row.wish.activates());
    let accounts = accounts.map(|request| request.account.expose_text().to_owned());
    let values: BTreeSet<String> = iins.chain(accounts).collect();
    log.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .any(|word| values.contains(word))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { seed, limit, .. } = self.plan;
        let Disturbance { killed, restarts, cut_before_commit, cut_after_commit, cut_unheard, lost, taken } =
            self.disturbance;
        let Logged { killed: logged, crashed, stopped } = self.logged;
        let seconds = (self.took.as_secs(), self.took.subsec_millis() / 100);
        writeln!(
            f,
            "race {seed}, limit {limit}: {} tries answered in {}.{} s",
            self.answers, seconds.0, seconds.1
        )?;
        let Report { accepted, withdrawn, found_again, .. } = self;
        writeln!(f, "  accepted: {accepted} tries to activate, {withdrawn} to take consent back")?;
        writeln!(f, "  vouchers whose first answer was lost, and found by asking again: {found_again}")?;
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
