//! Tables of rows that share accounts: the columns beside a ledger that is told the same facts (N10 to N26).
#![no_main]

use std::sync::LazyLock;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use voucher_core::gas::columns::{ABSENT, RowFlags, Row, day_number};
use voucher_core::{Account, Month, gas::Regulation};
use voucher_reference::compare::changes;
use voucher_reference::table::{TableRow, answers, by_columns};

#[derive(Arbitrary, Debug)]
struct RawRow {
    month: u8,
    days: [u8; 5],
    as_of: u8,
    flags: u8,
    account: u8,
}

/// Made once: their digests take longer than a table. The last has as many months as there are.
static REGULATIONS: LazyLock<Vec<Regulation>> = LazyLock::new(|| {
    let published = [Regulation::gas_2025_08(), Regulation::gas_2024_12()];
    let all_years = r#"{"id":"all-years","period":{"first":"0001-01-01","last":"9999-12-31"}}"#;
    let all_years = published[0].patched(all_years).expect("a changed regulation");
    published.into_iter().chain(changes().expect("changed regulations")).chain([all_years]).collect()
});

fuzz_target!(|input: (u8, u8, u8, Vec<RawRow>)| {
    let (regulation, parts, runs, rows) = input;
    let regulation = &REGULATIONS[usize::from(regulation) % REGULATIONS.len()];
    let rows: Vec<TableRow> = rows.iter().take(80).map(|row| read(regulation, row)).collect();
    if rows.is_empty() {
        return;
    }
    let want = answers(regulation, &rows);
    let got = by_columns(regulation, &rows, usize::from(parts % 9) + 1, usize::from(runs % 4) + 1);
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(got[place], want[place], "row {place} {:?}", row.row);
    }
});

fn read(regulation: &Regulation, raw: &RawRow) -> TableRow {
    let month = month(regulation, raw.month);
    let day = |day: u8| {
        let day = u32::from(day % 32);
        let there = (1..=month.number_of_days()).contains(&day);
        if there { day_number(month.first_day()) + day as i32 - 1 } else { ABSENT }
    };
    let [listed, asked, reminded, answered, entered] = raw.days.map(day);
    let as_of = day_number(month.first_day()) + i32::from(raw.as_of % 44) - 6;
    let row =
        Row { listed, asked, reminded, answered, entered, as_of, flags: RowFlags::from_bits(raw.flags & 31) };
    let account =
        (raw.account % 5 > 0).then(|| Account::parse(&(raw.account % 5).to_string()).expect("an account"));
    TableRow { month, row, account }
}

/// From the month before the period on; of a period of all years, seven months at either end.
fn month(regulation: &Regulation, raw: u8) -> Month {
    let period = regulation.period();
    let after = |first: Month, months: u8| (0..months).fold(first, |month, _| month.next());
    match (regulation.id(), raw % 14) {
        ("all-years", months @ 0..7) => after(Month::of(period.first), months),
        ("all-years", months) => (7..months).fold(Month::of(period.last), |month, _| month.previous()),
        (_, months) => after(Month::of(period.first).previous(), months),
    }
}
