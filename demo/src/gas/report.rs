//! What a month of gas vouchers came to: from the ledger the funnel, the stages and the register.

use std::collections::BTreeMap;
use std::io::{self, Write};

use voucher_core::{
    Language, Month, Region,
    gas::{Answer, Ledger, Refusal, Stage},
};

use crate::report::{self, Run};
use crate::table::{Table, count_of, number, share};

/// Prints the whole report.
pub(crate) fn print(run: &mut Run, ledger: Option<&Ledger>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", run.title)?;
    match ledger {
        None => writeln!(out, "\nNo line names a regulation of gas, so nothing was decided.")?,
        Some(ledger) => months(run, ledger, out)?,
    }
    report::due(run, ["send_start_sms", "send_repeat_sms", "send_register"], out)?;
    report::answers(run, |code| Refusal::from_code(code).map_or("", Refusal::norm), out)
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
        let mut stages = Table::new(&["stage", "people"]);
        for (stage, count) in summary.iter().filter(|row| row.1 > 0) {
            stages.row(stage.code(), &[count_of(count)]);
        }
        writeln!(out, "\n{stages}")?;
        let due = regulation.register_due(month);
        match ledger.register(month, due) {
            Ok(register) if is_register_due(run, ledger, month) => {
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
    let header = &["region", "listed", "asked", "agreed", "activated", "registered", "of listed"];
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

/// Whether a month's register may be shown: the ledger has reached its due date, or the journal has shown it.
fn is_register_due(run: &Run, ledger: &Ledger, month: Month) -> bool {
    let due = ledger.regulation().register_due(month);
    run.has_shown(&month.to_string()) || ledger.latest().is_some_and(|latest| latest >= due)
}

/// The registers that are due, as files: name and text.
pub(crate) fn registers(run: &Run, ledger: &Ledger) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for month in ledger.months().filter(|month| is_register_due(run, ledger, *month)) {
        if let Ok(register) = ledger.register(month, ledger.regulation().register_due(month)) {
            files.push((format!("register-{month}.csv"), register.to_csv()));
            files.push((format!("register-{month}.json"), register.to_json() + "\n"));
        }
    }
    files
}
