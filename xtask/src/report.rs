//! What a run came to, in tables: the months from the ledger, the rest from the answer lines.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use voucher_core::{
    Language, Month, Region,
    gas::{Answer, Ledger, Refusal, Stage},
};

use crate::table::{Table, number, share};
use crate::tally::{Dates, Tally};

/// What is known of a run beside the ledger.
pub(crate) struct Run {
    title: String,
    bytes: u64,
    tally: Tally,
    dates: Dates,
    /// Time inside the journal's own calls.
    pub(crate) journal_time: Duration,
    /// KiB.
    pub(crate) peak_memory: Option<u64>,
}

impl Run {
    pub(crate) fn new(title: String) -> Run {
        let (tally, dates) = (Tally::default(), Dates::default());
        Run { title, bytes: 0, tally, dates, journal_time: Duration::ZERO, peak_memory: None }
    }

    /// Counts some lines and the answers that came while they were fed.
    pub(crate) fn take(&mut self, lines: &[u8], answers: &str) {
        self.bytes += u64::try_from(lines.len()).unwrap_or(0);
        self.dates.read(lines);
        self.tally.read(answers);
    }

    /// Whether a month's register may be shown: the ledger has reached its due date, or the journal has shown
    /// it.
    fn is_register_due(&self, ledger: &Ledger, month: Month) -> bool {
        let due = ledger.regulation().register_due(month);
        let shown = self.tally.registers.contains(&month.to_string());
        shown || ledger.latest().is_some_and(|latest| latest >= due)
    }
}

/// Prints the whole report.
pub(crate) fn print(run: &mut Run, ledger: Option<&Ledger>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", run.title)?;
    match ledger {
        None => writeln!(out, "\nNo line names a regulation, so nothing was decided.")?,
        Some(ledger) => months(run, ledger, out)?,
    }
    due(run, out)?;
    lines(&run.tally, out)?;
    refusals(&run.tally, out)?;
    errors(&run.tally, out)?;
    speed(run, out)
}

/// Each month that has people.
fn months(run: &Run, ledger: &Ledger, out: &mut impl Write) -> io::Result<()> {
    let Some(latest) = ledger.latest() else {
        return writeln!(out, "\nNo fact was accepted.");
    };
    let regulation = ledger.regulation();
    for month in ledger.months() {
        writeln!(out, "\n{month} under {}, as of {latest}\n", regulation.id())?;
        let summary = ledger.summary(month, latest);
        funnel(ledger, month, summary.count(Stage::Registered) > 0, out)?;
        let mut stages = Table::new(["stage", "people"]);
        for (stage, count) in summary.iter().filter(|row| row.1 > 0) {
            stages.row(stage.code(), &[count_of(count)]);
        }
        writeln!(out, "\n{stages}")?;
        let due = regulation.register_due(month);
        match ledger.register(month, due) {
            Ok(register) if run.is_register_due(ledger, month) => {
                writeln!(out, "Register of {month}: count {}", number(count_of(register.count())))?;
                writeln!(out, "  {}", register.digest_text())?;
            }
            Ok(_) | Err(_) => writeln!(out, "Register of {month}: due on {due}, after the last line")?,
        }
    }
    Ok(())
}

/// How many got how far, by the region last listed.
fn funnel(ledger: &Ledger, month: Month, sent: bool, out: &mut impl Write) -> io::Result<()> {
    let mut counts: BTreeMap<Region, [u64; 5]> = BTreeMap::new();
    let regions = ledger.regulation().regions();
    counts.extend(regions.iter().map(|region| (region, [0; 5])));
    for person in ledger.people(month) {
        let activated = person.activated_on.is_some();
        let agreed = person.answer == Some(Answer::Agree);
        let steps = [true, person.asked_on.is_some(), agreed, activated, activated && sent];
        add(counts.entry(person.region).or_default(), steps.map(u64::from));
    }
    let header = ["region", "listed", "asked", "agreed", "activated", "registered", "of listed"];
    let mut table = Table::new(header);
    let mut all = [0; 5];
    for (region, counts) in &counts {
        add(&mut all, *counts);
        table.row_with(region.name(Language::En), counts, reach(counts));
    }
    table.total_with("all", &all, reach(&all));
    write!(out, "{table}")
}

fn add(sums: &mut [u64; 5], counts: [u64; 5]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// The activated among the listed.
fn reach([listed, _, _, activated, _]: &[u64; 5]) -> String {
    share(*activated, *listed)
}

/// What was due on the days asked about.
fn due(run: &mut Run, out: &mut impl Write) -> io::Result<()> {
    const KINDS: [&str; 3] = ["send_start_sms", "send_repeat_sms", "send_register"];
    let [start, repeat, register] = KINDS;
    let mut table = Table::new(["due on", start, repeat, register]);
    for (line, kinds) in &run.tally.due {
        let counts = KINDS.map(|kind| kinds.get(kind).copied().unwrap_or(0));
        table.row(&run.dates.of(*line), &counts);
    }
    table.print(out)
}

fn lines(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(["answers", "lines"]);
    table.row("fact accepted", &[tally.accepted - tally.repeats]);
    table.row("fact accepted as a repeat", &[tally.repeats]);
    table.row("refused", &[tally.refused]);
    table.row("line in error", &[tally.failed]);
    table.row("query answered, regulation taken", &[tally.answered]);
    table.total("all", &[tally.lines]);
    table.print(out)
}

/// The commonest first. A line refused for two reasons counts under both.
fn refusals(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(["refused because", "lines", "norm"]);
    for (code, count) in by_count(&tally.refusals) {
        let norm = Refusal::from_code(code).map_or("", Refusal::norm);
        table.row_with(code, &[count], norm.to_owned());
    }
    table.print(out)
}

fn errors(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(["line in error", "lines"]);
    for (code, count) in by_count(&tally.errors) {
        table.row(code, &[count]);
    }
    table.print(out)
}

fn by_count(counts: &BTreeMap<String, u64>) -> Vec<(&str, u64)> {
    let mut rows: Vec<_> = counts.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    rows
}

fn speed(run: &Run, out: &mut impl Write) -> io::Result<()> {
    let micros = run.journal_time.as_micros().max(1);
    let rate = |count: u64| u64::try_from(u128::from(count) * 1_000_000 / micros).unwrap_or(0);
    let time = format!("{}.{:02} s", run.journal_time.as_secs(), run.journal_time.subsec_millis() / 10);
    writeln!(out, "\nSpeed: {} lines a second", number(rate(run.tally.lines)))?;
    writeln!(out, "  {} lines, {} bytes, in {time}.", number(run.tally.lines), number(run.bytes))?;
    writeln!(out, "  Counted: wall time in Journal::feed and finish (one thread): read, decide, answer.")?;
    writeln!(out, "  Not counted: making up or fetching the journal, files, this report.")?;
    match run.peak_memory {
        Some(kib) => writeln!(out, "Peak memory: {} MiB", number(kib / 1024))?,
        None => writeln!(out, "Peak memory: not known")?,
    }
    writeln!(out, "  Of the whole process, up to this report.")
}

fn count_of(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The registers that are due, as files: name and text.
pub(crate) fn registers(run: &Run, ledger: &Ledger) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for month in ledger.months().filter(|month| run.is_register_due(ledger, *month)) {
        if let Ok(register) = ledger.register(month, ledger.regulation().register_due(month)) {
            files.push((format!("register-{month}.csv"), register.to_csv()));
            files.push((format!("register-{month}.json"), register.to_json() + "\n"));
        }
    }
    files
}
