//! What the country and its month of offers came to.

use std::io::{self, Write};

use voucher_core::Language;
use voucher_core::family_card::{Ledger, Refusal, Service, Stage};

use super::country::{Country, Pull};
use crate::report::{self, Run};
use crate::table::{Table, count_of, number, share};

/// Prints the whole report.
pub(crate) fn print(
    run: &mut Run,
    country: Option<&Country>,
    ledger: Option<&Ledger>,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "{}", run.title)?;
    if let Some(country) = country {
        graded(country, out)?;
    }
    match ledger {
        None => writeln!(out, "\nNo line names a proactive regulation, so nothing was offered.")?,
        Some(ledger) => offers(ledger, out)?,
    }
    report::due(run, ["send_offer", "ask_account", "assign"], out)?;
    report::answers(run, |code| Refusal::from_code(code).map_or("", Refusal::norm), out)
}

fn graded(country: &Country, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nUnder {}, which is not official, as of 2026-06-30", country.grading.id())?;
    levels_by_region(country, out)?;
    pulls(country, out)?;
    let mut missing = Table::new(&["no level: not known", "families"]);
    for (fact, count) in report::by_count(&country.missing) {
        missing.row(fact, &[count]);
    }
    missing.print(out)?;
    let micros = country.time.as_micros().max(1);
    let rate = u64::try_from(u128::from(country.families) * 1_000_000 / micros).unwrap_or(0);
    writeln!(out, "\nSpeed: {} families graded a second, each with every indicator", number(rate))?;
    writeln!(
        out,
        "  Counted: wall time in family_card::grade (one thread). Not counted: making up the families."
    )
}

fn levels_by_region(country: &Country, out: &mut impl Write) -> io::Result<()> {
    let header: Vec<_> = ["region", "families"]
        .into_iter()
        .chain(country.level_names())
        .chain(["no level", "lowest two"])
        .collect();
    let mut table = Table::new(&header);
    let mut all = vec![0; header.len() - 2];
    for (region, counts) in &country.levels {
        let row: Vec<u64> = [counts.iter().sum()].into_iter().chain(counts.iter().copied()).collect();
        all.iter_mut().zip(&row).for_each(|(sum, count)| *sum += count);
        table.row_with(region.name(Language::En), &row, lowest(&row));
    }
    table.total_with("all", &all, lowest(&all));
    table.print(out)
}

/// The last two levels among all; the column behind them is that without a level.
fn lowest(row: &[u64]) -> String {
    match row {
        [all, .., last_but_one, last, _] => share(last_but_one + last, *all),
        _ => share(0, 0),
    }
}

/// What took points, the most points first.
fn pulls(country: &Country, out: &mut impl Write) -> io::Result<()> {
    let mut rows: Vec<_> = country.pulls.iter().collect();
    rows.sort_by_key(|(_, pull)| std::cmp::Reverse(pull.points));
    let header = ["pulls down", "families", "points of all", "points each", "most of all", "of families"];
    let mut table = Table::new(&header);
    for (indicator, Pull { families, points, most }) in rows {
        let each = points.checked_div(*families).unwrap_or(0);
        table.row_with(indicator, &[*families, *points, each, *most], share(*most, country.families));
    }
    table.print(out)
}

/// Where the offers of each service stand on the day of the last fact.
fn offers(ledger: &Ledger, out: &mut impl Write) -> io::Result<()> {
    let Some(latest) = ledger.latest() else {
        return writeln!(out, "\nNo fact was accepted.");
    };
    writeln!(out, "\nUnder {}, as of {latest}", ledger.regulation().id())?;
    let stages: Vec<_> = Stage::ALL.iter().filter(|stage| **stage != Stage::NotArisen).collect();
    let codes = stages.iter().map(|stage| stage.code());
    let header: Vec<_> = ["service", "offers"].into_iter().chain(codes).chain(["of offers"]).collect();
    let mut table = Table::new(&header);
    let mut all = vec![0; stages.len() + 1];
    for (service, counts) in ledger.summary(latest).iter() {
        let counts: Vec<_> = stages.iter().map(|stage| count_of(counts.count(**stage))).collect();
        let row: Vec<u64> = [counts.iter().sum()].into_iter().chain(counts).collect();
        all.iter_mut().zip(&row).for_each(|(sum, count)| *sum += count);
        table.row_with(Service::code(service), &row, assigned(&row));
    }
    table.total_with("all", &all, assigned(&all));
    table.print(out)?;
    writeln!(out, "  2025: 276 of 530 thousand, 52.1 %")
}

/// The assigned among the offers; their stage comes first.
fn assigned(row: &[u64]) -> String {
    match row {
        [all, assigned, ..] => share(*assigned, *all),
        _ => share(0, 0),
    }
}

/// The families by region and level, as a file.
pub(crate) fn levels(country: &Country) -> (String, String) {
    let names: Vec<_> = country.level_names().chain(["none"]).collect();
    let mut text = "region,level,families\n".to_owned();
    for (region, counts) in &country.levels {
        for (level, count) in names.iter().zip(counts) {
            text += &format!("{},{level},{count}\n", region.kato());
        }
    }
    ("levels.csv".to_owned(), text)
}
