//! What a run came to, in tables that any programme's journal fills: answers, refusals, errors, speed.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use crate::table::{Table, number};
use crate::tally::{Dates, Decisions, Tally};

/// What is known of a run beside the ledger.
pub(crate) struct Run {
    pub(crate) title: String,
    bytes: u64,
    tally: Tally,
    dates: Dates,
    decisions: Decisions,
    /// Time inside the journal's own calls.
    pub(crate) journal_time: Duration,
    /// KiB.
    pub(crate) peak_memory: Option<u64>,
}

impl Run {
    pub(crate) fn new(title: String) -> Run {
        let (tally, dates, decisions) = (Tally::default(), Dates::default(), Decisions::default());
        Run { title, bytes: 0, tally, dates, decisions, journal_time: Duration::ZERO, peak_memory: None }
    }

    /// Counts some lines and the answers that came while they were fed.
    pub(crate) fn take(&mut self, lines: &[u8], answers: &str) {
        self.bytes += u64::try_from(lines.len()).unwrap_or(0);
        self.dates.read(lines);
        self.decisions.read(lines, answers);
        self.tally.read(answers);
    }

    /// The decisions on applications that were accepted: application and date.
    pub(crate) fn decisions(&self) -> &[(String, String)] {
        &self.decisions.taken
    }

    /// Whether the journal has shown the register of this month.
    pub(crate) fn has_shown(&self, month: &str) -> bool {
        self.tally.registers.contains(month)
    }
}

/// What was due on the days asked about, of these kinds.
pub(crate) fn due<const KINDS: usize>(
    run: &mut Run,
    kinds: [&str; KINDS],
    out: &mut impl Write,
) -> io::Result<()> {
    let header: Vec<&str> = ["due on"].into_iter().chain(kinds).collect();
    let mut table = Table::new(&header);
    for (line, found) in &run.tally.due {
        table.row(&run.dates.of(*line), &kinds.map(|kind| found.get(kind).copied().unwrap_or(0)));
    }
    table.print(out)
}

/// Answers, reasons and errors, the commonest first; then how fast it went. `norm` names the norm of a refusal's code.
pub(crate) fn answers(run: &Run, norm: fn(&str) -> &str, out: &mut impl Write) -> io::Result<()> {
    lines(&run.tally, out)?;
    refusals(&run.tally, norm, out)?;
    errors(&run.tally, out)?;
    speed(run, out)
}

fn lines(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(&["answers", "lines"]);
    table.row("fact accepted", &[tally.accepted - tally.repeats]);
    table.row("fact accepted as a repeat", &[tally.repeats]);
    table.row("refused", &[tally.refused]);
    table.row("line in error", &[tally.failed]);
    table.row("query answered, regulation taken", &[tally.answered]);
    table.total("all", &[tally.lines]);
    table.print(out)
}

/// A line refused for two reasons counts under both.
fn refusals(tally: &Tally, norm: fn(&str) -> &str, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(&["refused because", "lines", "norm"]);
    for (code, count) in by_count(&tally.refusals) {
        table.row_with(code, &[count], norm(code).to_owned());
    }
    table.print(out)
}

fn errors(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(&["line in error", "lines"]);
    for (code, count) in by_count(&tally.errors) {
        table.row(code, &[count]);
    }
    table.print(out)
}

/// The commonest first.
pub(crate) fn by_count<K: AsRef<str>>(counts: &BTreeMap<K, u64>) -> Vec<(&str, u64)> {
    let mut rows: Vec<_> = counts.iter().map(|(code, count)| (code.as_ref(), *count)).collect();
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
