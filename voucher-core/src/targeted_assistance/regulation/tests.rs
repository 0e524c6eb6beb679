use super::*;
use chrono::{Datelike, NaiveDate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// T3, T7: a birthday is the first day of a new age, for every birthday of four years.
#[test]
fn an_age_begins_on_the_birthday() {
    let regulation = Regulation::asp_2025_01();
    let days = day("2020-01-01").iter_days().take_while(|born| born.year() < 2024);
    for born in days.step_by(if cfg!(miri) { 487 } else { 1 }) {
        for years in 0..8 {
            let birthday = NaiveDate::from_ymd_opt(born.year() + years, born.month(), born.day())
                .unwrap_or_else(|| NaiveDate::from_ymd_opt(born.year() + years, 3, 1).unwrap());
            assert!(!regulation.is_under(born, years, birthday));
            assert!(regulation.is_under(born, years, birthday.pred_opt().unwrap()));
        }
    }
}

/// T2: the published editions follow each other without a gap, and read as they are written.
#[test]
#[cfg_attr(miri, ignore = "makes every published regulation")]
fn published_editions_follow_each_other() {
    let published = RegulationSet::published();
    let again = RegulationSet::new(published.iter().cloned().collect()).unwrap();
    assert_eq!(again, published);
    let periods: Vec<_> = published.iter().map(Regulation::period).collect();
    for (earlier, later) in periods.iter().zip(periods.iter().skip(1)) {
        assert_eq!(earlier.last.succ_opt(), Some(later.first));
    }
    #[cfg(feature = "json")]
    for regulation in published.iter() {
        assert_eq!(Regulation::from_json(&regulation.canonical_json()).as_ref(), Ok(regulation));
    }
}

/// *wire*: only evidence of a status may hang on the status, and only what may be stated on what is stated.
#[test]
#[cfg(feature = "json")]
#[cfg_attr(miri, ignore = "makes many regulations")]
fn a_condition_goes_with_its_kind() {
    let of_status = ["kandas_status", "refugee_status", "foreigner_status", "stateless_status"];
    let stated = ["disability", "guardianship", "adoption", "alimony"];
    for kind in Evidence::ALL.iter().map(|kind| kind.code()) {
        for (condition, kinds) in [("status", of_status), ("stated", stated)] {
            let patch = alloc::format!(r#"{{"evidence":{{"{kind}":"{condition}"}}}}"#);
            let fault = Regulation::asp_2025_01().patched(&patch).err().map(|error| error.code());
            let fits = kinds.contains(&kind);
            assert_eq!(fault, (!fits).then_some("malformed_regulation"), "{kind} {condition}");
        }
    }
}
