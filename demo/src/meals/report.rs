//! What a month of school meals came to: from the ledger where the meals went by district, the stages and the registers.

use std::collections::BTreeMap;
use std::io::{self, Write};

use voucher_core::{
    Month, Reference, Tiyn,
    meals::{Ledger, Planned, Refusal, Register, Sheet, Stage},
};

use crate::report::{self, Run};
use crate::table::{Table, count_of, number, share};

/// Prints the whole report.
pub(crate) fn print(run: &mut Run, ledger: Option<&Ledger>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", run.title)?;
    match ledger {
        None => writeln!(out, "\nNo line names a regulation of school meals, so nothing was decided.")?,
        Some(ledger) => months(ledger, out)?,
    }
    report::due(run, ["notify", "remind_to_activate", "send_register"], out)?;
    report::answers(run, |code| Refusal::from_code(code).map_or("", Refusal::norm), out)
}

/// Each month that has pupils or meals.
fn months(ledger: &Ledger, out: &mut impl Write) -> io::Result<()> {
    let Some(latest) = ledger.latest() else {
        return writeln!(out, "\nNo fact was accepted.");
    };
    for month in ledger.months() {
        writeln!(out, "\n{month} under {}, as of {latest}\n", ledger.regulation().id())?;
        districts(ledger, month, out)?;
        stages(ledger, month, out)?;
        sheets(ledger, month, out)?;
    }
    Ok(())
}

/// Where the meals of each district went. The district is what stands before the first `/` of a school's reference.
fn districts(ledger: &Ledger, month: Month, out: &mut impl Write) -> io::Result<()> {
    let Some(latest) = ledger.latest() else { return Ok(()) };
    let kinds = ledger.regulation().parts().meals_per_day.keys();
    let kinds: Vec<_> = kinds.filter_map(|kind| Reference::parse(kind).ok()).collect();
    let mut counts: BTreeMap<String, [u64; 8]> = BTreeMap::new();
    for school in ledger.schools(month) {
        let district = school.expose_text().split('/').next().unwrap_or_default().to_owned();
        let sum = counts.entry(district).or_default();
        add(sum, [1, 0, 0, 0, 0, 0, 0, 0]);
        for kind in &kinds {
            if let Ok(planned) = ledger.planned(&school, month, kind, latest) {
                add(sum, columns(&planned));
            }
        }
    }
    let header = ["district", "schools", "planned", "given", "absent", "ahead", "closed", "not consented"];
    let header: Vec<_> = header.into_iter().chain(["given beside", "of planned"]).collect();
    let mut table = Table::new(&header);
    let mut all = [0; 8];
    for (district, counts) in &counts {
        add(&mut all, *counts);
        table.row_with(district, counts, reach(counts));
    }
    table.total_with("all", &all, reach(&all));
    write!(out, "{table}")?;
    writeln!(
        out,
        "  given beside: on days that were closed afterwards, or at a school that the pupil has left"
    )
}

fn columns(planned: &Planned) -> [u64; 8] {
    let Planned { given, closed, no_consent, absent, ahead, over } = *planned;
    [0, planned.planned(), given, absent, ahead, closed, no_consent, over]
}

fn add(sums: &mut [u64; 8], counts: [u64; 8]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// The given among the planned.
fn reach([_, planned, given, ..]: &[u64; 8]) -> String {
    share(*given, *planned)
}

/// How many pupils stand where, and how many meals there are for each who may eat.
fn stages(ledger: &Ledger, month: Month, out: &mut impl Write) -> io::Result<()> {
    let Some(latest) = ledger.latest() else { return Ok(()) };
    let summary = ledger.summary(month, latest);
    let mut stages = Table::new(&["stage", "pupils"]);
    for (stage, count) in summary.iter().filter(|row| row.1 > 0) {
        stages.row(stage.code(), &[count_of(count)]);
    }
    stages.print(out)?;
    let (listed, active) = (summary.iter().map(|row| row.1).sum(), summary.count(Stage::Active));
    let due = ledger.regulation().register_due(month);
    let sheets = ledger.sheets(month).into_iter();
    let registers = sheets.filter_map(|sheet| ledger.register(&sheet, due?).ok());
    let meals: u64 = registers.map(|register| count_of(register.count())).sum();
    let (listed, active) = (count_of(listed), count_of(active));
    writeln!(
        out,
        "\nVouchers: {} pupils listed, {} active ({})",
        number(listed),
        number(active),
        share(active, listed)
    )?;
    let tenths = (meals * 10 + active / 2).checked_div(active).unwrap_or(0);
    writeln!(out, "Meals that count: {}, {}.{} an active voucher", number(meals), tenths / 10, tenths % 10)?;
    writeln!(
        out,
        "  S2, December 2024: 703 thousand vouchers, 51 thousand active (7.3 %), 148 thousand meals, 2.9 each"
    )
}

/// The registers, if they are due; of very many, the first.
fn sheets(ledger: &Ledger, month: Month, out: &mut impl Write) -> io::Result<()> {
    let due = ledger.regulation().register_due(month);
    let mut table = Table::new(&["school", "supplier", "meals", "by hand", "amount, tenge", "digest"]);
    let (mut meals, mut by_hand, mut total, mut priced) = (0, 0, 0_u64, true);
    for sheet in sheets_due(ledger, month) {
        meals += sheet.register.count();
        by_hand += sheet.register.by_hand();
        total = total.saturating_add(sheet.amount.map_or(0, Tiyn::tiyn));
        priced &= sheet.amount.is_some();
        table.cells(sheet.cells());
    }
    if table.is_empty() {
        let due = due.map_or_else(|| "never".to_owned(), |due| format!("on {due}"));
        return writeln!(out, "\nRegisters of {month}: due {due}; none until the last line");
    }
    let total = if priced { Tiyn::new(total).to_string() } else { NO_PRICE.to_owned() };
    let all = [count_of(meals), count_of(by_hand)].map(number);
    let [meals, by_hand] = all;
    table.total_cells(vec!["all".to_owned(), String::new(), meals, by_hand, total, String::new()]);
    table.print(out)
}

/// In place of an amount, where a meal has no price.
const NO_PRICE: &str = "price_unknown";

/// A register with what it costs, if each of its meals has a price.
struct Priced {
    register: Register,
    amount: Option<Tiyn>,
}

impl Priced {
    fn cells(&self) -> Vec<String> {
        let Sheet { school, supplier, .. } = self.register.scope();
        vec![
            school.expose_text().to_owned(),
            supplier.expose_text().to_owned(),
            number(count_of(self.register.count())),
            number(count_of(self.register.by_hand())),
            self.amount_text(),
            self.register.digest_text(),
        ]
    }

    fn amount_text(&self) -> String {
        self.amount.map_or_else(|| NO_PRICE.to_owned(), |amount| amount.to_string())
    }
}

/// The registers of a month that the ledger has reached the due date of.
fn sheets_due(ledger: &Ledger, month: Month) -> impl Iterator<Item = Priced> {
    let due = ledger.regulation().register_due(month);
    let reached = due.filter(|due| ledger.latest() >= Some(*due));
    ledger.sheets(month).into_iter().filter_map(move |sheet| {
        let due = reached?;
        let register = ledger.register(&sheet, due).ok()?;
        Some(Priced { register, amount: ledger.amount(&sheet, due).ok().map(|amount| amount.total()) })
    })
}

/// The registers that are due, as files: name and text; before them a list of them all.
pub(crate) fn registers(ledger: &Ledger) -> Vec<(String, String)> {
    let mut list = "month,school,supplier,count,by_hand,amount,digest\n".to_owned();
    let mut files = Vec::new();
    for month in ledger.months() {
        for sheet in sheets_due(ledger, month) {
            let Sheet { school, supplier, .. } = sheet.register.scope();
            let (school, supplier) = (school.expose_text(), supplier.expose_text());
            let (count, by_hand) = (sheet.register.count(), sheet.register.by_hand());
            let (amount, digest) = (sheet.amount_text(), sheet.register.digest_text());
            list += &format!("{month},{school},{supplier},{count},{by_hand},{amount},{digest}\n");
            let name = format!("register-{month}-{school}-{supplier}").replace(['/', ':'], "_");
            files.push((format!("{name}.csv"), sheet.register.to_csv()));
            files.push((format!("{name}.json"), sheet.register.to_json() + "\n"));
        }
    }
    files.insert(0, ("registers.csv".to_owned(), list));
    files
}
