//! What a quarter of medicines came to: from the ledger the prescriptions by month, the dispensings by point, the registers.

use std::collections::BTreeMap;
use std::io::{self, Write};

use voucher_core::{
    Reference,
    medicines::{Evidence, Ledger, PointMonth, Refusal, Register, Stage},
};

use crate::report::{self, Run};
use crate::table::{Table, count_of, number, share};

/// Prints the whole report.
pub(crate) fn print(run: &mut Run, ledger: Option<&Ledger>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", run.title)?;
    match ledger {
        None => writeln!(out, "\nNo line names a regulation of medicines, so nothing was decided.")?,
        Some(ledger) => whole(ledger, out)?,
    }
    report::due(run, ["remind_patient", "send_register"], out)?;
    report::answers(run, |code| Refusal::from_code(code).map_or("", Refusal::norm), out)
}

fn whole(ledger: &Ledger, out: &mut impl Write) -> io::Result<()> {
    let Some(latest) = ledger.latest() else {
        return writeln!(out, "\nNo fact was accepted.");
    };
    writeln!(out, "\nUnder {}, as of {latest}", ledger.regulation().id())?;
    prescriptions(ledger, out)?;
    let registers: Vec<_> = due(ledger).collect();
    points(&registers, out)?;
    writeln!(
        out,
        "  S2, December 2024: 1.4 million prescriptions at 731 points since the beginning of the year, 1 915 a point"
    )?;
    sheets(&registers, out)
}

/// Where the prescriptions of each month stand.
fn prescriptions(ledger: &Ledger, out: &mut impl Write) -> io::Result<()> {
    let Some(latest) = ledger.latest() else { return Ok(()) };
    let stages = Stage::ALL.iter().map(|stage| stage.code());
    let header: Vec<_> = ["issued in", "prescriptions"].into_iter().chain(stages).collect();
    let header: Vec<_> = header.into_iter().chain(["handed out"]).collect();
    let mut table = Table::new(&header);
    let mut all = vec![0; Stage::ALL.len() + 1];
    for month in ledger.months() {
        let counts: Vec<_> = ledger.summary(month, latest).iter().map(|row| count_of(row.1)).collect();
        let row: Vec<_> = [counts.iter().sum()].into_iter().chain(counts).collect();
        all.iter_mut().zip(&row).for_each(|(sum, count)| *sum += count);
        table.row_with(&month.to_string(), &row, reach(&row));
    }
    table.total_with("all", &all, reach(&all));
    table.print(out)
}

/// The dispensed and the partly dispensed among all.
fn reach(row: &[u64]) -> String {
    match row {
        [all, _, dispensed, _, partly, ..] => share(dispensed + partly, *all),
        _ => share(0, 0),
    }
}

/// The registers that the ledger has reached the due date of, by month and point.
fn due(ledger: &Ledger) -> impl Iterator<Item = Register> {
    let is_due = |scope: &PointMonth| {
        let due = ledger.regulation().register_due(scope.month);
        due.filter(|due| ledger.latest().is_some_and(|latest| latest >= *due))
    };
    ledger
        .registers()
        .into_iter()
        .filter_map(move |scope| ledger.register(&scope.point, scope.month, is_due(&scope)?).ok())
}

/// What each point has handed out, by the patient's sign.
fn points(registers: &[Register], out: &mut impl Write) -> io::Result<()> {
    let mut counts: BTreeMap<Reference, [u64; 4]> = BTreeMap::new();
    let mut all = [0; 4];
    for register in registers {
        let row = signs(register);
        let sum = counts.entry(register.scope().point).or_default();
        for (sums, row) in [sum, &mut all].into_iter().zip([row, row]) {
            sums.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
        }
    }
    let mut table = Table::new(&["point", "handed out", "by qr", "by face", "by document"]);
    for (point, counts) in &counts {
        table.row(point.expose_text(), counts);
    }
    table.total("all", &all);
    table.print(out)
}

/// How many rows there are, and how many of them with which sign.
fn signs(register: &Register) -> [u64; 4] {
    let count = |sign| count_of(register.rows().iter().filter(|row| row.evidence == sign).count());
    [count_of(register.count()), count(Evidence::Qr), count(Evidence::Face), count(Evidence::Document)]
}

/// The registers; of very many, the first.
fn sheets(registers: &[Register], out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(&["register of", "point", "handed out", "digest"]);
    for register in registers {
        let PointMonth { point, month } = register.scope();
        table.cells(vec![
            month.to_string(),
            point.expose_text().to_owned(),
            number(count_of(register.count())),
            register.digest_text(),
        ]);
    }
    let all = registers.iter().map(|register| count_of(register.count())).sum();
    table.total_cells(vec!["all".to_owned(), String::new(), number(all), String::new()]);
    table.print(out)
}

/// The registers that are due, as files: name and text; before them a list of them all.
pub(crate) fn registers(ledger: &Ledger) -> Vec<(String, String)> {
    let mut list = "month,point,count,digest\n".to_owned();
    let mut files = Vec::new();
    for register in due(ledger) {
        let PointMonth { point, month } = register.scope();
        let point = point.expose_text();
        list += &format!("{month},{point},{},{}\n", register.count(), register.digest_text());
        let name = format!("register-{month}-{point}").replace(['/', ':'], "_");
        files.push((format!("{name}.csv"), register.to_csv()));
        files.push((format!("{name}.json"), register.to_json() + "\n"));
    }
    files.insert(0, ("registers.csv".to_owned(), list));
    files
}
