//! What a quarter of targeted assistance came to: from the ledger the decisions by reason and kind, the money, what is
//! missing, and from the lines the days that a decision took.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::NaiveDate;
use voucher_core::targeted_assistance::{
    AssistanceKind, Calculation, Decided, Decision, Figures, Ledger, Refusal, Stage, Standing,
};
use voucher_core::{Month, Reference, parse_date};

use crate::report::{self, Run};
use crate::table::{Table, count_of, number, share};

const ACTIONS: [&str; 7] =
    ["collect_evidence", "complete_application", "survey", "conclude", "offer_contract", "decide", "overdue"];

/// Prints the whole report.
pub(crate) fn print(
    run: &mut Run,
    ledger: Option<&Ledger>,
    figures: &Figures,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "{}", run.title)?;
    match ledger {
        None => {
            writeln!(out, "\nNo line names a regulation of targeted assistance, so nothing was decided.")?;
        }
        Some(ledger) => whole(ledger, figures, run.decisions(), out)?,
    }
    report::due(run, ACTIONS, out)?;
    report::answers(run, |code| Refusal::from_code(code).map_or("", Refusal::norm), out)
}

fn whole(
    ledger: &Ledger,
    figures: &Figures,
    decisions: &[(String, String)],
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(latest) = ledger.latest() else {
        return writeln!(out, "\nNo fact was accepted.");
    };
    writeln!(out, "\nUnder {}, as of {latest}", ledger.regulation().id())?;
    let mut sums = Sums::default();
    for application in ledger.applications() {
        if let Some(standing) = ledger.standing(&application) {
            sums.add(ledger, figures, &application, &standing);
        }
    }
    sums.print(out)?;
    days(ledger, decisions, out)
}

/// What all applications add up to.
#[derive(Default)]
struct Sums {
    stages: BTreeMap<Stage, u64>,
    reasons: BTreeMap<&'static str, u64>,
    /// Of the assigned, by kind: families, members.
    kinds: BTreeMap<AssistanceKind, [u64; 2]>,
    /// By month: families, base and top-up in whole tenge.
    months: BTreeMap<Month, [u64; 3]>,
    /// Of the undecided, how many miss something of a kind.
    missing: BTreeMap<&'static str, u64>,
}

impl Sums {
    fn add(&mut self, ledger: &Ledger, figures: &Figures, application: &Reference, standing: &Standing<'_>) {
        *self.stages.entry(standing.stage).or_default() += 1;
        let assessment = ledger.decision(application, figures).ok();
        match (standing.decided, assessment) {
            (Some(Decided::Refused(reasons)), _) => {
                for reason in reasons.iter() {
                    *self.reasons.entry(reason.code()).or_default() += 1;
                }
            }
            (Some(Decided::Assigned(_)), Some(assessment)) => self.assigned(&assessment.calculation),
            (None, Some(assessment)) => self.open(&assessment.decision),
            (Some(Decided::Assigned(_)) | None, None) => {}
        }
    }

    fn assigned(&mut self, calculation: &Calculation) {
        let members = count_of(calculation.members.unwrap_or(0));
        if let Some(kind) = calculation.kind {
            add(self.kinds.entry(kind).or_default(), [1, members]);
        }
        for month in calculation.months.iter().flatten() {
            let tenge = [1, month.base.tiyn() / 100, month.top_up.tiyn() / 100];
            add(self.months.entry(month.month).or_default(), tenge);
        }
    }

    /// Counts each thing that is missing once an application, for however many members.
    fn open(&mut self, decision: &Decision) {
        if let Decision::CannotTell(missing) = decision {
            let mut kinds: Vec<_> =
                missing.iter().map(voucher_core::targeted_assistance::Missing::what).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds.into_iter().for_each(|what| *self.missing.entry(what).or_default() += 1);
        }
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let all: u64 = self.stages.values().sum();
        let mut stages = Table::new(&["stage", "applications", "of all"]);
        for (stage, count) in &self.stages {
            stages.row_with(stage.code(), &[*count], share(*count, all));
        }
        stages.total_with("all", &[all], share(all, all));
        stages.print(out)?;
        let refused = self.stages.get(&Stage::Refused).copied().unwrap_or(0);
        let mut reasons = Table::new(&["decided: refused because", "applications", "of refused", "norm"]);
        for (code, count) in report::by_count(&self.reasons) {
            let norm = Refusal::from_code(code).map_or("", Refusal::norm).to_owned();
            reasons.cells(vec![code.to_owned(), number(count), share(count, refused), norm]);
        }
        reasons.print(out)?;
        self.money(out)?;
        let open = all - refused - self.stages.get(&Stage::Assigned).copied().unwrap_or(0);
        let mut missing = Table::new(&["not decided: missing", "applications", "of these"]);
        for (what, count) in report::by_count(&self.missing) {
            missing.row_with(what, &[count], share(count, open));
        }
        missing.print(out)
    }

    fn money(&self, out: &mut impl Write) -> io::Result<()> {
        let mut kinds = Table::new(&["decided: assigned", "families", "members"]);
        for (kind, counts) in &self.kinds {
            kinds.row(kind.code(), counts);
        }
        kinds.print(out)?;
        let mut months = Table::new(&["month", "families", "base, tenge", "top-up, tenge", "a family"]);
        let mut all = [0; 3];
        for (month, counts) in &self.months {
            add(&mut all, *counts);
            months.row_with(&month.to_string(), counts, mean(counts));
        }
        months.total_with("all", &all, mean(&all));
        months.print(out)?;
        writeln!(
            out,
            "  Reckoned anew from all facts: without families whose breach came after the decision."
        )
    }
}

fn add<const LENGTH: usize>(sums: &mut [u64; LENGTH], counts: [u64; LENGTH]) {
    sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}

/// Tenge a family and month.
fn mean([families, base, top_up]: &[u64; 3]) -> String {
    (base + top_up).checked_div(*families).map_or_else(|| "-".to_owned(), number)
}

/// How long the decisions took, from the registration on.
fn days(ledger: &Ledger, decisions: &[(String, String)], out: &mut impl Write) -> io::Result<()> {
    let mut took: Vec<u64> = decisions.iter().filter_map(|decided| days_of(ledger, decided)).collect();
    took.sort_unstable();
    let at = |hundredth: usize| took.get((took.len() * hundredth / 100).min(took.len().saturating_sub(1)));
    let mut table = Table::new(&["decisions by the", "days after the registration"]);
    for (name, hundredth) in
        [("fastest", 0), ("half", 50), ("nine of ten", 90), ("99 of 100", 99), ("slowest", 100)]
    {
        if let Some(days) = at(hundredth) {
            table.row(name, &[*days]);
        }
    }
    table.print(out)
}

fn days_of(ledger: &Ledger, (application, on): &(String, String)) -> Option<u64> {
    let standing = ledger.standing(&Reference::parse(application).ok()?)?;
    let on: NaiveDate = parse_date(on).ok()?;
    u64::try_from((on - standing.registered_on).num_days()).ok()
}

/// The lists of those who receive, by the day before the first of each month that they count for in gas (T31, N11).
pub(crate) fn lists(ledger: &Ledger) -> Vec<(String, String)> {
    let Some(latest) = ledger.latest() else { return Vec::new() };
    let months =
        std::iter::successors(Some(Month::of(latest)), |month| month.first_day().pred_opt().map(Month::of));
    let list = |month: Month| {
        let receiving = ledger.receiving(month.last_day());
        let lines: String = receiving.iter().map(|iin| iin.expose_text() + "\n").collect();
        (format!("receiving-{}.csv", month.last_day()), format!("iin\n{lines}"))
    };
    let mut files: Vec<_> = months.take(6).map(list).filter(|(_, text)| text.len() > 4).collect();
    files.reverse();
    files
}
