//! Columns equal the ledger: every combination of edge days of single rows, and random tables that share accounts.

use proptest::prelude::*;
use voucher_core::gas::columns::{
    ABSENT, AccountRole, Months, NEVER, Row, RowFlags, Rows, Timetable, day_number,
};
use voucher_core::programme::{Claims, Conflict, Resolver};
use voucher_core::{
    Account, Month,
    gas::{Regulation, Stage},
};
use voucher_reference::table::{TableAnswer, TableRow, answers, by_columns, date};

/// Regulations that differ in every field that columns read.
fn regulations() -> Vec<Regulation> {
    changed(&[
        r#"{"window":{"first":{"day":1}}}"#,
        r#"{"consent":{"repeat_after_days":1},"activations_per_account":2}"#,
        r#"{"consent":{"scope":"until_withdrawn"},"activations_per_account":3}"#,
        r#"{"list_closes":{"day":31,"if_missing":"first_day_of_next_month"},"period":{"first":"2025-09-09","last":"2026-02-20"}}"#,
        r#"{"consent":{"last_day":{"day":31,"if_missing":"first_day_of_next_month"},"repeat_after_days":3}}"#,
        r#"{"consent":null}"#,
    ])
}

/// The published regulations, and changes of the last.
pub(super) fn changed(changes: &[&str]) -> Vec<Regulation> {
    let published = Regulation::gas_2025_08();
    let changed = changes.iter().map(|change| published.patched(change).unwrap());
    [published.clone(), Regulation::gas_2024_12()].into_iter().chain(changed).collect()
}

pub(super) fn months() -> Vec<Month> {
    let months = ["2024-12", "2025-07", "2025-08", "2025-09", "2026-02", "2026-06", "2026-07"];
    months.iter().map(|month| Month::parse(month).unwrap()).collect()
}

/// A day of the month, or never.
pub(super) fn day(month: Month, day: u32) -> i32 {
    if (1..=month.number_of_days()).contains(&day) {
        day_number(month.first_day()) + i32::try_from(day).unwrap() - 1
    } else {
        ABSENT
    }
}

/// A row whose facts come on these days of its month: listed, asked, reminded, answered, entered.
pub(super) fn row_of(month: Month, days: [u32; 5], as_of: i32, flags: RowFlags) -> Row {
    let [listed, asked, reminded, answered, entered] = days.map(|number| day(month, number));
    Row { listed, asked, reminded, answered, entered, as_of, flags }
}

fn flags(bits: u8) -> RowFlags {
    RowFlags::from_bits(bits)
}

/// One row by the columns, as the reference gives it.
fn decide(timetable: &Timetable, month: Month, row: &Row) -> TableAnswer {
    let answer = timetable.decide_row(timetable.month(month).unwrap(), row);
    assert_eq!(answer.outside_month, None);
    TableAnswer {
        stage: answer.stage,
        refusals: answer.refusals,
        earliest: (answer.earliest != ABSENT).then(|| date(answer.earliest)),
        next: answer.next,
    }
}

/// N10-N26: one row, every combination of edge days for its facts, against a ledger that is fed them.
#[test]
fn every_combination_of_edge_days_equals_the_ledger() {
    let facts = [0, 1, 6, 7, 8, 14, 15, 28, 29, 30];
    let mut rows = 0;
    for regulation in regulations() {
        let timetable = Timetable::new(&regulation);
        for month in months() {
            for listed in [0, 1, 7, 14, 15, 31] {
                for (asked, reminded, answered) in triples(&[0, 1, 7, 14, 29, 30]) {
                    for entered in facts {
                        // What a table of rows shows of flags and of the day of the question, turn by turn.
                        rows += 1;
                        let bits = [1, 3, 5, 2, 0, 4, 11, 19, 27][rows % 9];
                        let as_of =
                            [day(month, 1), day(month, 7), day(month, 28), day_number(month.last_day()) + 1];
                        let days = [listed, asked, reminded, answered, entered];
                        let row = row_of(month, days, as_of[(rows / 9) % 4], flags(bits));
                        let table = [TableRow { month, row, account: None }];
                        let want = answers(&regulation, &table)[0];
                        assert_eq!(
                            decide(&timetable, month, &row),
                            want,
                            "{} {month} {row:?}",
                            regulation.id()
                        );
                    }
                }
            }
        }
    }
    assert!(rows > 600_000, "{rows}");
}

fn triples(days: &'static [u32]) -> impl Iterator<Item = (u32, u32, u32)> {
    let pairs = move |first: u32| {
        days.iter().flat_map(move |second| days.iter().map(move |third| (first, *second, *third)))
    };
    days.iter().flat_map(move |first| pairs(*first))
}

/// A row that mostly goes well, on one of a few accounts.
fn arb_row() -> impl Strategy<Value = TableRow> {
    let days = (
        prop_oneof![4 => 1..=3_u32, 1 => 0..=31_u32],
        prop_oneof![4 => 3..=5_u32, 1 => 0..=31_u32],
        prop_oneof![2 => Just(0), 1 => 0..=31_u32],
        prop_oneof![4 => 5..=12_u32, 1 => 0..=31_u32],
        prop_oneof![4 => 7..=29_u32, 1 => 0..=31_u32],
    );
    let others = (
        prop::sample::select(months()),
        prop_oneof![6 => Just(3_u8), 1 => Just(5), 2 => 0..32_u8],
        0..=40_i32,
        prop_oneof![5 => (1..=4_u8).prop_map(Some), 1 => Just(None)],
    );
    (days, others).prop_map(
        |((listed, asked, reminded, answered, entered), (month, bits, as_of, account))| TableRow {
            month,
            row: row_of(
                month,
                [listed, asked, reminded, answered, entered],
                day_number(month.first_day()) + as_of - 3,
                flags(bits),
            ),
            account: account.map(|account| Account::parse(&account.to_string()).unwrap()),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    /// N22, N25, A: first by day, then by row, over any number of parts and runs, for limits 1, 2 and 3.
    #[test]
    fn tables_that_share_accounts_equal_one_ledger(
        rows in prop::collection::vec(arb_row(), 1..60),
        regulation in prop::sample::select(regulations()),
        parts in 1..9_usize,
        runs in 1..4_usize,
    ) {
        let want = answers(&regulation, &rows);
        let got = by_columns(&regulation, &rows, parts, runs);
        for (place, row) in rows.iter().enumerate() {
            prop_assert_eq!(got[place], want[place], "row {} {:?}", place, row);
        }
    }
}

/// Longer than a block: the same row again and again gets the same answer at every place.
#[test]
fn a_row_is_answered_alike_at_every_place() {
    let regulation = Regulation::gas_2025_08();
    let month = Month::parse("2025-09").unwrap();
    let days = |entered| Row {
        listed: day(month, 1),
        asked: day(month, 2),
        answered: day(month, 3),
        entered,
        as_of: day(month, 30),
        flags: flags(3),
        ..Row::default()
    };
    for count in [1, 1023, 1024, 1025, 5000] {
        let rows = vec![TableRow { month, row: days(day(month, 29)), account: None }; count];
        let answers = by_columns(&regulation, &rows, 1, 1);
        assert_eq!(answers.len(), count);
        assert!(answers.iter().all(|answer| answer.stage == Stage::Activated), "{count}");
    }
}

/// The rows that meet an account in use, in order, where every row activates in September on the 7th.
fn losers(accounts: &[u64], partitions: usize) -> Vec<u64> {
    let timetable = Timetable::new(&Regulation::gas_2025_08());
    let september = timetable.month(Month::parse("2025-09").unwrap()).unwrap();
    let n = accounts.len();
    let (never, entered, flags) = (vec![NEVER; n], vec![7; n], vec![RowFlags::SHARES_ACCOUNT; n]);
    let rows = Rows {
        months: Months::One(september),
        listed: &never,
        asked: &never,
        reminded: &never,
        answered: &never,
        entered: &entered,
        as_of: &never,
        flags: &flags,
    };
    let activates = AccountRole { activates: true, tried: true, ..AccountRole::default() };
    let mut claims = Claims::new(partitions);
    rows.claim(&mut claims, &vec![activates.bits(); n], accounts, 0);
    let claims = claims.partitioned().unwrap();
    let mut resolver = Resolver::default();
    let mut losers = Vec::new();
    for partition in 0..claims.partitions() {
        losers.extend(resolver.resolve(1, &[&claims], partition).iter().map(Conflict::row));
    }
    losers.sort_unstable();
    losers.dedup();
    losers
}

/// N22, A: more claims than are scattered at once, over many partitions; of two on an account the earlier row wins.
#[test]
fn a_long_table_is_settled_as_a_short_one() {
    let n = 300_000;
    let accounts: Vec<u64> = (0..n).map(|row| row % (n / 2)).collect();
    assert_eq!(losers(&accounts, 64), (n / 2..n).collect::<Vec<_>>());
}

/// N22, A: accounts that all fall on one place of the table are settled by sorting, with the same answer.
#[test]
fn accounts_that_meet_in_the_table_are_settled_too() {
    let timetable = Timetable::new(&Regulation::gas_2025_08());
    let september = timetable.month(Month::parse("2025-09").unwrap()).unwrap();
    // The hash undone: keys that differ only in bits that choose no place.
    let inverse = 0xF1DE_83E1_9937_733D_u64;
    let month = (u64::from(september.number()) << 4).rotate_left(44);
    let account = |place: u64| {
        let mixed = (place << 40).wrapping_mul(inverse);
        (mixed ^ (mixed >> 32)).wrapping_mul(inverse) ^ month
    };
    let accounts: Vec<u64> = (0..4000).map(|row| account(row / 2)).collect();
    assert_eq!(losers(&accounts, 1), (0..2000).map(|pair| pair * 2 + 1).collect::<Vec<_>>());
}
