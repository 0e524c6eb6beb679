//! F1: columns equal the ledger in every month of a period of any length, and a day never counts in another month than its own.

use voucher_core::gas::columns::{ABSENT, DATE_COLUMNS, Row, RowFlags, Timetable, day_number};
use voucher_core::{Account, Month, gas::Regulation, parse_date};
use voucher_reference::table::{TableRow, answers, by_columns, date};

const BEGIN: [&str; 6] = ["0001-01-01", "1583-01-01", "1700-01-01", "1900-01-01", "1960-01-01", "2025-08-28"];
const END: [&str; 3] = ["2026-06-30", "2099-12-31", "9999-12-31"];

/// What files write for "never" and "always".
const SENTINELS: [&str; 6] =
    ["0001-01-01", "1899-12-30", "1900-01-01", "1970-01-01", "2200-01-01", "9999-12-31"];

/// The published regulation in force from each beginning to each end.
fn regulations(limit: u32) -> impl Iterator<Item = Regulation> {
    let periods = BEGIN.into_iter().flat_map(|first| END.map(|last| (first, last)));
    periods.map(move |(first, last)| {
        let period = format!(r#""period":{{"first":"{first}","last":"{last}"}}"#);
        let id = format!(r#""id":"{first}..{last}""#);
        let change = format!(r#"{{{id},{period},"activations_per_account":{limit}}}"#);
        Regulation::gas_2025_08().patched(&change).unwrap()
    })
}

/// Months of the regulation: its ends, and those whose numbers differ in one high bit, counted from its first month or from
/// that of its timetable.
fn months(regulation: &Regulation) -> Vec<Month> {
    let all: Vec<Month> = regulation.months().collect();
    let high_bits = (0..=1).chain((7..17).map(|bit| 1 << bit));
    let mut places: Vec<usize> = [0, 1, 5, 1 << 12]
        .into_iter()
        .flat_map(|low| high_bits.clone().map(move |high| low + high))
        .collect();
    places.extend([all.len() - 2, all.len() - 1]);
    places.sort_unstable();
    places.dedup();
    places.into_iter().filter_map(|place| all.get(place).copied()).collect()
}

/// In each month so many people on one account, who enter it on the 12th, the 10th, the 11th.
fn table(months: &[Month], people: usize) -> Vec<TableRow> {
    let account = Some(Account::parse("1").unwrap());
    let flags = RowFlags { agrees: true, account_exists: Some(true), ..RowFlags::default() };
    let row = |month: &Month, entered: i32| {
        let first = day_number(month.first_day());
        let entered = day_number(month.last_day()) - entered;
        let row = Row {
            listed: first,
            asked: first + 1,
            answered: first + 2,
            entered,
            as_of: entered,
            flags,
            ..Row::default()
        };
        TableRow { month: *month, row, account }
    };
    months
        .iter()
        .flat_map(|month| [2, 4, 3].into_iter().take(people).map(move |entered| row(month, entered)))
        .collect()
}

/// F1, N22, N25, A: two and three people an account in months near and far, limits 1 and 2, settled by 1, 2 and 8 workers.
#[test]
fn accounts_are_shared_in_no_month_but_their_own() {
    for limit in [1, 2] {
        for regulation in regulations(limit) {
            let months = months(&regulation);
            for people in [2, 3] {
                let rows = table(&months, people);
                let want = answers(&regulation, &rows);
                for (parts, runs) in [(1, 1), (1, 2), (4, 8), (256, 2)] {
                    let got = by_columns(&regulation, &rows, parts, runs);
                    for (place, row) in rows.iter().enumerate() {
                        assert_eq!(got[place], want[place], "{} {people} people, {row:?}", regulation.id());
                    }
                }
            }
        }
    }
}

/// F1: every day of the years 1 to 9999, and a year beyond, is in its own month or in none.
#[test]
fn every_day_is_in_its_month() {
    let (first, last) = (parse_date("0001-01-01").unwrap(), parse_date("9999-12-31").unwrap());
    for regulation in regulations(1) {
        let timetable = Timetable::new(&regulation);
        let mut month = Month::of(first);
        let mut there = 0;
        while month <= Month::of(last) {
            let place = timetable.month(month);
            there += u32::from(place.is_some());
            let first_day = day_number(month.first_day());
            for day in (first_day..).take(usize::try_from(month.number_of_days()).unwrap()) {
                assert_eq!(timetable.month_of_day(day), place, "{} {month}, day {day}", regulation.id());
            }
            if let Some(place) = place {
                assert_eq!(timetable.month_at(place), month);
            }
            month = month.next();
        }
        assert!(regulation.months().all(|month| timetable.month(month).is_some()), "{}", regulation.id());
        assert!(there >= 60 * 12, "{there}");
        let (first, last) = (day_number(first), day_number(last));
        for day in (first - 400..first).chain(last + 1..last + 400).chain([
            i32::MIN,
            i32::MIN + 1,
            ABSENT - 1,
            ABSENT,
        ]) {
            assert_eq!(timetable.month_of_day(day), None, "{}, day {day}", regulation.id());
        }
    }
}

/// F1: a sentinel is outside the month, in any of the columns, wherever it is not the right month.
#[test]
fn a_sentinel_is_outside_every_other_month() {
    for regulation in regulations(1) {
        let timetable = Timetable::new(&regulation);
        for month in months(&regulation) {
            let place = timetable.month(month).unwrap();
            for day in SENTINELS.map(|day| day_number(parse_date(day).unwrap())) {
                let own = Month::of(date(day)) == month;
                assert_eq!(timetable.has_day(place, day), own);
                let never = Row::default();
                let rows = [
                    Row { listed: day, ..never },
                    Row { asked: day, ..never },
                    Row { reminded: day, ..never },
                    Row { answered: day, ..never },
                    Row { entered: day, ..never },
                ];
                for (row, column) in rows.iter().zip(DATE_COLUMNS) {
                    let outside = timetable.decide_row(place, row).outside_month;
                    assert_eq!(outside, (!own).then_some(column), "{} {month} {row:?}", regulation.id());
                }
            }
        }
    }
}
