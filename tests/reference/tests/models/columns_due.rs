//! Columns equal the ledger: who can be put on the list (N11), and which SMS is due to whom (N30).

use proptest::prelude::*;
use voucher_core::gas::columns::{ABSENT, Row, RowFlags, Timetable, day_number};
use voucher_core::{
    Account, Region,
    gas::{Assistance, AssistanceSet, Fact, Ledger, Outcome, Refusal, Regulation, SmsKind},
};
use voucher_reference::table::{TableRow, date, due, person};

use super::columns::{changed, day, months, row_of};

/// Regulations that differ in every field that these columns read.
fn regulations() -> Vec<Regulation> {
    changed(&[
        r#"{"consent":{"repeat_after_days":1},"assistance":["housing"],"regions":["71"]}"#,
        r#"{"consent":{"scope":"until_withdrawn","last_day":{"day":20,"if_missing":"last_day_of_month"}}}"#,
        r#"{"list_closes":{"day":31,"if_missing":"first_day_of_next_month"},"period":{"first":"2025-09-09","last":"2026-02-20"}}"#,
        r#"{"consent":null}"#,
    ])
}

/// N11: every day of every month, every region and set of assistance, against a ledger that is told of the listing.
#[test]
fn every_listing_equals_the_ledger() {
    let kinds = [Assistance::TargetedSocial, Assistance::Housing];
    let sets = [&[][..], &kinds[..1], &kinds[1..], &kinds[..]];
    let mut listings = 0;
    for regulation in regulations() {
        let timetable = Timetable::new(&regulation);
        for month in months() {
            for number in 1..=month.number_of_days() {
                for region in [Region::Astana, Region::Abai, Region::Shymkent] {
                    for set in sets {
                        let assistance = AssistanceSet::from_iter(set.iter().copied());
                        let listed = day(month, number);
                        let mut ledger = Ledger::new(regulation.clone());
                        let fact = Fact::Listed { iin: person(0), region, assistance };
                        let want = match ledger.record(date(listed), &fact) {
                            Outcome::Refused(refusals) => refusals.bits(),
                            Outcome::Accepted { .. } => 0,
                        };
                        let flags = RowFlags {
                            no_assistance: !regulation.assistance().meets(assistance),
                            region_not_in_pilot: !regulation.regions().contains(region),
                            ..RowFlags::default()
                        };
                        let place = timetable.month(month).unwrap();
                        let got = timetable.listing_refusals(place, listed, flags);
                        assert_eq!(
                            got,
                            want,
                            "{} {} {region:?} {assistance:?}",
                            regulation.id(),
                            date(listed)
                        );
                        assert!(timetable.has_day(place, listed));
                        listings += 1;
                    }
                }
            }
        }
    }
    assert!(listings > 10_000, "{listings}");
}

/// N11: who was never listed is on no list.
#[test]
fn who_was_never_listed_is_not_listed() {
    let timetable = Timetable::new(&Regulation::gas_2025_08());
    for month in months() {
        let place = timetable.month(month).unwrap();
        let all = RowFlags { no_assistance: true, region_not_in_pilot: true, ..RowFlags::default() };
        for flags in [RowFlags::default(), all] {
            assert_eq!(timetable.listing_refusals(place, ABSENT, flags), Refusal::NotListed.bit());
        }
        assert!(!timetable.has_day(place, day_number(month.first_day()) - 1));
        assert!(!timetable.has_day(place, day_number(month.last_day()) + 1));
    }
}

/// N30: one row, every combination of edge days for its facts and for the day of the question.
#[test]
fn every_sms_that_is_due_equals_the_ledger() {
    let days = [0, 1, 2, 7, 8, 9, 14, 20, 21, 29, 30];
    let (mut rows, mut found) = (0_usize, [0, 0, 0]);
    for regulation in regulations() {
        let timetable = Timetable::new(&regulation);
        for month in months() {
            let place = timetable.month(month).unwrap();
            for listed in [0, 1, 2, 9, 15] {
                for asked in days {
                    for reminded in [0, 1, 8, 9, 16, 29] {
                        for answered in [0, 2, 9, 30] {
                            let questions = [-1, 0, 1, 6, 7, 8, 14, 19, 20, 27, 28, 29, 30, 31];
                            let on = day_number(month.first_day()) + questions[rows % questions.len()];
                            let bits = [0, RowFlags::AGREES, RowFlags::AGREES, RowFlags::NO_ASSISTANCE];
                            let flags = RowFlags::from_bits(bits[rows / 3 % bits.len()]);
                            let row = row_of(month, [listed, asked, reminded, answered, 0], on, flags);
                            let want =
                                due(&regulation, &[TableRow { month, row, account: None }], date(on))[0];
                            let got = timetable.sms_due(place, &row);
                            assert_eq!(got, want, "{} {month} {row:?}", regulation.id());
                            found[match want {
                                None => 0,
                                Some(SmsKind::Start) => 1,
                                Some(SmsKind::Repeat) => 2,
                            }] += 1;
                            rows += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(rows > 50_000 && found.iter().all(|count| *count > 100), "{rows} {found:?}");
}

/// A row that mostly goes well until some day.
fn arb_row() -> impl Strategy<Value = TableRow> {
    let days = (
        prop_oneof![4 => 1..=3_u32, 1 => 0..=31_u32],
        prop_oneof![2 => 1..=9_u32, 1 => 0..=31_u32],
        prop_oneof![1 => 8..=16_u32, 2 => Just(0), 1 => 0..=31_u32],
        prop_oneof![1 => 5..=20_u32, 3 => Just(0)],
        prop_oneof![1 => 7..=29_u32, 3 => Just(0)],
    );
    let others = (prop::sample::select(months()), 0..32_u8, prop::option::of(1..=3_u8));
    (days, others).prop_map(|((listed, asked, reminded, answered, entered), (month, bits, account))| {
        TableRow {
            month,
            row: row_of(month, [listed, asked, reminded, answered, entered], 0, RowFlags::from_bits(bits)),
            account: account.map(|account| Account::parse(&account.to_string()).unwrap()),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(800) })]

    /// N30: many people in one ledger, who activate and share accounts, on any day.
    #[test]
    fn tables_equal_one_ledger(
        rows in prop::collection::vec(arb_row(), 1..40),
        regulation in prop::sample::select(regulations()),
        month in prop::sample::select(months()),
        after in -2..33_i32,
    ) {
        let on = day_number(month.first_day()) + after;
        let timetable = Timetable::new(&regulation);
        let want = due(&regulation, &rows, date(on));
        for (row, want) in rows.iter().zip(want) {
            let place = timetable.month(row.month).unwrap();
            prop_assert_eq!(timetable.sms_due(place, &Row { as_of: on, ..row.row }), want, "{:?}", row);
        }
    }
}
