//! What is printed.

use std::error::Error;
use std::io::{self, Write};
use std::thread::available_parallelism;
use std::time::Duration;

use stateright::{Expectation, Model};

use crate::{
    configuration::Configuration,
    run::{Failure, Report, run},
    seen::KINDS,
};

/// Plays each configuration and prints a table, what was answered, and every failure. Says whether there
/// was none.
pub(crate) fn table(configurations: impl IntoIterator<Item = Configuration>) -> Result<bool, Box<dyn Error>> {
    let mut reports = Vec::new();
    row(["configuration", "unique", "generated", "facts", "depth", "time"])?;
    for configuration in configurations {
        let report = run(configuration, threads(), None)?;
        figures(&report)?;
        report.failures.iter().try_for_each(failure)?;
        reports.push(report);
    }
    let sum = Report {
        name: "all of these",
        unique: reports.iter().map(|report| report.unique).sum(),
        generated: reports.iter().map(|report| report.generated).sum(),
        facts: reports.iter().map(|report| report.facts).sum(),
        depth: reports.iter().map(|report| report.depth).max().unwrap_or_default(),
        time: reports.iter().map(|report| report.time).sum::<Duration>(),
        answers: Vec::new(),
        failures: Vec::new(),
    };
    figures(&sum)?;
    answers(&reports)?;
    let failed = reports.iter().filter(|report| !report.failures.is_empty()).count();
    let played = reports.len();
    if failed == 0 && played > 0 {
        say(&format!("\nAll properties hold in {played} configurations."))?;
    } else {
        say(&format!("\n{failed} of {played} configurations fail."))?;
    }
    Ok(failed == 0 && played > 0)
}

/// Looks for the failure of one property, and says whether it was found.
pub(crate) fn catches(all: Vec<Configuration>, name: &str, property: &str) -> Result<bool, Box<dyn Error>> {
    let Some(configuration) = all.into_iter().find(|each| each.name == name) else { return Ok(false) };
    let report = run(configuration, threads(), Some(property))?;
    let found = report.failures.into_iter().find(|failure| failure.property == property);
    if let Some(found) = &found {
        failure(found)?;
    }
    Ok(found.is_some_and(|found| !found.way.is_empty()))
}

/// The configurations and the properties.
pub(crate) fn list(all: &[Configuration]) -> Result<bool, Box<dyn Error>> {
    let mut names: Vec<&str> = Vec::new();
    for configuration in all {
        let quick = if configuration.quick { "quick" } else { "" };
        say(&format!(
            "{:26} {quick:6} {} people, {} accounts, {} days",
            configuration.name,
            configuration.people,
            configuration.accounts,
            configuration.days.len()
        ))?;
        for property in configuration.clone().model()?.properties() {
            if property.expectation == Expectation::Always && !names.contains(&property.name) {
                names.push(property.name);
            }
        }
    }
    say("")?;
    names.into_iter().try_for_each(|name| say(&format!("- {name}")))?;
    Ok(true)
}

fn threads() -> usize {
    available_parallelism().map_or(1, Into::into)
}

fn figures(report: &Report) -> io::Result<()> {
    let Report { name, unique, generated, facts, depth, time, .. } = report;
    let seconds = format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100);
    row([name, &unique.to_string(), &generated.to_string(), &facts.to_string(), &depth.to_string(), &seconds])
}

fn row([name, unique, generated, facts, depth, time]: [&str; 6]) -> io::Result<()> {
    say(&format!("{name:26} {unique:>10} {generated:>11} {facts:>11} {depth:>6} {time:>9}"))
}

/// Every answer that was given to a kind of fact in any of the reports.
fn answers(reports: &[Report]) -> io::Result<()> {
    say("\nAnswers of the ledger")?;
    for (place, kind) in KINDS.iter().enumerate() {
        let mut words: Vec<&str> = Vec::new();
        for word in reports.iter().flat_map(|report| report.answers[place].1.iter().copied()) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        say(&format!("{kind:16} {}", words.join(", ")))?;
    }
    Ok(())
}

fn failure(failure: &Failure) -> io::Result<()> {
    if failure.way.is_empty() {
        return say(&format!("  never: {}", failure.property));
    }
    say(&format!("  broken: {}", failure.property))?;
    failure.way.iter().try_for_each(|step| say(&format!("    {step}")))
}

/// One line.
pub(crate) fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}
