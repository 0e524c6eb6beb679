//! Tables of rows that share accounts: the columns beside a ledger that is told the same facts (N10 to N26).
#![no_main]

use std::sync::LazyLock;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use voucher_core::gas::columns::{ABSENT, Marks, Row, day_number};
use voucher_core::{Account, Month, gas::Regulation};
use voucher_reference::compare::changes;
use voucher_reference::table::{TableRow, answers, by_columns};

#[derive(Arbitrary, Debug)]
struct RawRow {
    month: u8,
    days: [u8; 5],
    as_of: u8,
    marks: u8,
    account: u8,
}

/// Made once: their digests take longer than a table.
static REGULATIONS: LazyLock<Vec<Regulation>> = LazyLock::new(|| {
    let published = [Regulation::gas_2025_08(), Regulation::gas_2024_12()];
    published.into_iter().chain(changes().expect("changed regulations")).collect()
});

fuzz_target!(|input: (u8, u8, u8, Vec<RawRow>)| {
    let (regulation, parts, runs, rows) = input;
    let regulation = &REGULATIONS[usize::from(regulation) % REGULATIONS.len()];
    let first = Month::of(regulation.period().first).previous();
    let rows: Vec<TableRow> = rows.iter().take(80).map(|row| read(first, row)).collect();
    if rows.is_empty() {
        return;
    }
    let want = answers(regulation, &rows);
    let got = by_columns(regulation, &rows, usize::from(parts % 9) + 1, usize::from(runs % 4) + 1);
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(got[place], want[place], "row {place} {:?}", row.row);
    }
});

fn read(first: Month, raw: &RawRow) -> TableRow {
    let month = (0..raw.month % 14).fold(first, |month, _| month.next());
    let day = |day: u8| {
        let day = u32::from(day % 32);
        let there = (1..=month.number_of_days()).contains(&day);
        if there { day_number(month.first_day()) + day as i32 - 1 } else { ABSENT }
    };
    let [listed, asked, reminded, answered, entered] = raw.days.map(day);
    let as_of = day_number(month.first_day()) + i32::from(raw.as_of % 44) - 6;
    let row =
        Row { listed, asked, reminded, answered, entered, as_of, marks: Marks::from_bits(raw.marks & 31) };
    let account =
        (raw.account % 5 > 0).then(|| Account::parse(&(raw.account % 5).to_string()).expect("an account"));
    TableRow { month, row, account }
}
