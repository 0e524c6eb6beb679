//! Rows 1-25: calendar and clock.

use chrono::{DateTime, NaiveDate, Utc};
use voucher_core::{
    Account, Month, civil_date,
    gas::{ConsentState, Preview, PreviewFacts, Regulation, RegulationSet, preview},
    parse_date, parse_instant,
};

use crate::{
    code,
    story::{GAS, NO_CONSENT, story},
};

fn day(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

/// What a preview says on a date when every fact about the person is known and good.
fn may_activate(regulation: &Regulation, on: NaiveDate) -> String {
    let facts = PreviewFacts {
        on_list: Some(true),
        consent: Some(ConsentState::Given),
        own_activation: Some(false),
        others_on_account: Some(0),
        account_exists: Some(true),
    };
    match preview(regulation, &facts, Account::parse("1").unwrap(), on) {
        Preview::Yes(_) => "yes".into(),
        Preview::No { refusals, .. } => refusals.to_string(),
        Preview::CannotTell(_) => "cannot tell".into(),
    }
}

fn may(on: &str) -> String {
    may_activate(&Regulation::gas_2025_08(), day(on))
}

fn instant(text: &str) -> String {
    parse_instant(text).map_or_else(|error| error.code().into(), |date| date.to_string())
}

/// The published regulation, in force for longer.
fn until_2028() -> Regulation {
    Regulation::gas_2025_08().changed(|parts| parts.period.last = day("2028-06-30")).unwrap()
}

/// The pilot's only February has 28 days.
#[test]
fn b001_no_29_february_2026() {
    assert_eq!(code(parse_date("2026-02-29")), "no_such_day");
}

/// A leap day is a date, and outside the pilot.
#[test]
fn b002_29_february_2028() {
    assert_eq!(code(parse_date("2028-02-29")), "ok");
    story(GAS, &[("2028-02-29 listed a", "no outside_pilot list_closed")]);
}

#[test]
fn b003_days_and_months_that_do_not_exist() {
    for text in ["2026-02-30", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32"] {
        assert_eq!(code(parse_date(text)), "no_such_day", "{text}");
    }
}

#[test]
fn b004_leap_years_of_centuries() {
    assert_eq!(code(parse_date("2100-02-29")), "no_such_day");
    assert_eq!(code(parse_date("2000-02-29")), "ok");
}

/// N4: clamped by the rule that the regulation states; the window and its query say the 28th.
#[test]
fn b005_the_window_of_february_2026() {
    assert_eq!(may("2026-02-28"), "yes");
    assert_eq!(may("2026-03-01"), "window_not_open");
    let february = Month::parse("2026-02").unwrap();
    assert_eq!(Regulation::gas_2025_08().window_closes(february), day("2026-02-28"));
}

#[test]
fn b006_the_window_of_february_2028() {
    assert_eq!(may_activate(&until_2028(), day("2028-02-29")), "yes");
    assert_eq!(may_activate(&until_2028(), day("2028-03-01")), "window_not_open");
}

#[test]
fn b007_the_last_day_of_the_month_before() {
    for (month, last) in [("2026-03", "2026-02-28"), ("2028-03", "2028-02-29"), ("2026-01", "2025-12-31")] {
        assert_eq!(Month::parse(month).unwrap().previous().last_day(), day(last));
    }
}

/// N3: both ends are inclusive.
#[test]
fn b008_the_ends_of_the_window_in_every_month() {
    let regulation = Regulation::gas_2025_08();
    let mut months = 0;
    for month in regulation.months() {
        let said = [6, 7, 28, 29, 30].map(|number| {
            let date = NaiveDate::from_ymd_opt(month.year(), month.month_of_year(), number);
            date.map(|date| may_activate(&regulation, date)).unwrap_or_default()
        });
        let want = match month.to_string().as_str() {
            "2025-08" => ["outside_pilot, window_not_open", "outside_pilot", "yes", "yes", "window_closed"],
            "2026-02" => ["window_not_open", "yes", "yes", "", ""],
            _ => ["window_not_open", "yes", "yes", "yes", "window_closed"],
        };
        assert_eq!(said, want, "{month}");
        months += 1;
    }
    assert_eq!(months, 11);
}

#[test]
fn b009_the_first_day_of_the_pilot() {
    assert_eq!((may("2025-08-27").as_str(), may("2025-08-28").as_str()), ("outside_pilot", "yes"));
}

#[test]
fn b010_the_last_day_of_the_pilot() {
    let period = Regulation::gas_2025_08().period();
    assert_eq!(["2026-06-30", "2026-07-01"].map(|on| period.contains(day(on))), [true, false]);
    assert_eq!(may("2026-07-01"), "outside_pilot, window_not_open");
}

/// A window of two days is no error; people are listed before it, outside the period (N10).
#[test]
fn b011_august_2025_has_two_days() {
    let open: Vec<_> = (1..=31)
        .filter_map(|number| NaiveDate::from_ymd_opt(2025, 8, number))
        .filter(|date| may_activate(&Regulation::gas_2025_08(), *date) == "yes")
        .collect();
    assert_eq!(open, [day("2025-08-28"), day("2025-08-29")]);
    story! { NO_CONSENT,
        "2025-08-14 listed a" => "ok issued",
        "2025-08-27 enter a 1" => "no outside_pilot",
        "2025-08-29 activate a 1" => "ok activated done",
        "2025-08-30 register 2025-08" => "1 a 2025-08-29",
    }
}

/// The register's month and the date are two inputs.
#[test]
fn b012_the_register_of_june_in_july() {
    story! { NO_CONSENT,
        "2026-06-14 listed a" => "ok issued",
        "2026-06-29 activate a 1" => "ok activated done",
        "2026-07-15 register 2026-06" => "1 a 2026-06-29",
        "2026-07-15 sent 2026-06" => "ok",
        "2026-07-15 sent 2026-07" => "no outside_pilot register_not_due",
    }
}

/// N13, N16: seven days from 28 December would be 4 January, but each month starts with nobody
/// asked and the last day to answer is the 29th, so no reminder crosses into another month.
#[test]
fn b013_no_reminder_across_the_new_year() {
    story! { GAS,
        "2025-12-14 listed a" => "ok to_ask",
        "2025-12-28 start a" => "ok asked",
        "2025-12-29 repeat a" => "no repeat_too_early",
        "2025-12-31 repeat a" => "no consent_closed repeat_too_early",
        "2026-01-04 repeat a" => "no not_listed",
        "2026-01-04 listed a" => "ok to_ask",
        "2026-01-04 repeat a" => "no not_asked",
        "2026-01-04 start a" => "ok asked",
        "2026-01-11 repeat a" => "ok reminded",
    }
}

#[test]
fn b014_midnight_before_the_pilot() {
    assert_eq!(instant("2025-08-27T18:59:59Z"), "2025-08-27");
    assert_eq!(instant("2025-08-27T19:00:00Z"), "2025-08-28");
}

#[test]
fn b015_midnight_after_the_pilot() {
    assert_eq!(instant("2026-06-30T18:59:59Z"), "2026-06-30");
    assert_eq!(instant("2026-06-30T19:00:00Z"), "2026-07-01");
}

#[test]
fn b016_midnight_after_the_window() {
    story! { NO_CONSENT,
        "2025-09-14 listed a" => "ok issued",
        "2025-09-29T23:59:59.999999999+05:00 preview a 1" => "yes",
        "2025-09-30T00:00:00+05:00 preview a 1" => "no window_closed, from 2025-10-07",
    }
}

/// N2: the offset is fixed, so what a device calls the 30th is still the 29th.
#[test]
fn b017_a_device_with_old_zone_data() {
    assert_eq!(instant("2025-09-30T00:30:00+06:00"), "2025-09-29");
    assert_eq!(instant("2025-09-30T00:59:59+06:00"), "2025-09-29");
    assert_eq!(instant("2025-09-30T01:00:00+06:00"), "2025-09-30");
}

/// N2: before the single zone an instant has no one date.
#[test]
fn b018_the_day_of_25_hours() {
    assert_eq!(instant("2024-02-29T18:00:00Z"), "instant_before_single_zone");
    assert_eq!(instant("2024-02-29T18:59:59.999999999Z"), "instant_before_single_zone");
    assert_eq!(instant("2024-02-29T19:00:00Z"), "2024-03-01");
}

#[test]
fn b019_leap_seconds() {
    assert_eq!(instant("2025-09-29T23:59:60Z"), "not_an_instant");
    assert_eq!(instant("2016-12-31T23:59:60Z"), "not_an_instant");
}

/// No epoch enters as text or number; as instants, seconds read as milliseconds are too early, and
/// milliseconds read as seconds lie after the last year.
#[test]
fn b020_seconds_for_milliseconds() {
    let seconds = 1_756_321_200;
    assert_eq!(civil_date(&DateTime::from_timestamp(seconds, 0).unwrap()), Ok(day("2025-08-28")));
    let as_milliseconds = DateTime::from_timestamp_millis(seconds).unwrap();
    assert_eq!(code(civil_date(&as_milliseconds)), "instant_before_single_zone");
    let as_seconds = DateTime::from_timestamp(seconds * 1000, 0).unwrap();
    assert_eq!(code(civil_date(&as_seconds)), "not_an_instant");
    assert_eq!(instant("1756321200"), "not_an_instant");
    story(GAS, &[(r#"{"query":"due","at":1756321200}"#, "invalid_field at not_text")]);
}

#[test]
fn b021_the_ends_of_time() {
    // F5: the last second that has a civil date of four digits, and the next one.
    let last = 253_402_282_799;
    assert_eq!(civil_date(&DateTime::from_timestamp(last, 999_999_999).unwrap()), Ok(day("9999-12-31")));
    assert_eq!(code(civil_date(&DateTime::from_timestamp(last + 1, 0).unwrap())), "not_an_instant");
    let due = |at| format!(r#"{{"query":"due","at":"{at}"}}"#);
    story! { GAS,
        &due("9999-12-31T18:59:59Z") => "",
        &due("9999-12-31T19:00:00Z") => "invalid_field at not_an_instant",
        &due("0000-12-31T23:59:59Z") => "invalid_field at instant_before_single_zone",
    }
    assert_eq!(code(civil_date(&DateTime::<Utc>::MIN_UTC)), "instant_before_single_zone");
    assert_eq!(code(civil_date(&DateTime::<Utc>::MAX_UTC)), "not_an_instant");
    for number in [i64::MIN, i64::MAX] {
        let line = format!(r#"{{"query":"due","at":{number}}}"#);
        story(GAS, &[(&line, "invalid_field at not_text")]);
    }
}

/// Only a date, or an instant with its offset; never something near.
#[test]
fn b022_what_is_almost_a_date() {
    for (value, said) in [
        (r#""on":"2025-09-07""#, ""),
        (r#""at":"2025-09-07T10:00:00+05:00""#, ""),
        (r#""on":"2025-09-07T00:00:00""#, "invalid_field on not_a_date"),
        (r#""on":"2025-09-07 ""#, "invalid_field on not_a_date"),
        (r#""on":"07.09.2025""#, "invalid_field on not_a_date"),
        (r#""on":"NaT""#, "invalid_field on not_a_date"),
        (r#""on":"""#, "invalid_field on not_a_date"),
        (r#""on":"0000-01-01""#, "invalid_field on no_such_day"),
        (r#""on":null"#, "invalid_field on not_text"),
        (r#""on":20250907"#, "invalid_field on not_text"),
        (r#""on":["2025-09-07"]"#, "invalid_field on not_text"),
        (r#""at":"2025-09-07T10:00:00""#, "invalid_field at not_an_instant"),
        (r#""at":"2025-09-07T10:00Z""#, "invalid_field at not_an_instant"),
        (r#""at":"2025-09-07 10:00:00Z""#, "invalid_field at not_an_instant"),
        (r#""at":"2025-09-07""#, "invalid_field at not_an_instant"),
    ] {
        story(GAS, &[(&format!(r#"{{"query":"due",{value}}}"#), said)]);
    }
}

/// Outside the regulation's life; a refused fact does not move the clock.
#[test]
fn b023_a_device_in_another_time() {
    story! { GAS,
        "2050-01-01 listed a" => "no outside_pilot",
        "1970-01-01 listed a" => "no outside_pilot",
        "2025-09-01 listed a" => "ok to_ask",
    }
}

/// N5: 16 December is a holiday, 1 February a Sunday; neither shifts anything.
#[test]
fn b024_a_reminder_on_a_holiday() {
    for (listed, asked, before, due) in [
        ("2025-12-09", "2025-12-09", "2025-12-15", "2025-12-16"),
        ("2026-02-01", "2026-02-01", "2026-02-07", "2026-02-08"),
    ] {
        story! { GAS,
            &format!("{listed} listed a") => "ok to_ask",
            &format!("{asked} start a") => "ok asked",
            &format!("{before} due") => "",
            &format!("{due} due") => "repeat a",
        }
    }
}

/// N6: an overlap is a fault of the set; a gap is none, and a date in it has no regulation.
#[test]
fn b025_regulations_that_overlap_or_leave_a_gap() {
    let earlier = |last| Regulation::gas_2024_12().changed(|parts| parts.period.last = day(last)).unwrap();
    let set = |last| RegulationSet::new(vec![Regulation::gas_2025_08(), earlier(last)]);
    assert_eq!(code(set("2025-08-28")), "regulations_overlap");
    let with_gap = set("2025-08-26").unwrap();
    let id = |on| with_gap.in_force(day(on)).map(Regulation::id);
    assert_eq!(id("2025-08-26"), Some("gas-2024-12+changed"));
    assert_eq!(id("2025-08-27"), None);
    assert_eq!(id("2025-08-28"), Some("gas-2025-08"));
}
