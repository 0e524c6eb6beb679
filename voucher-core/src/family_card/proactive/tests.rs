//! K1, K12, K15: the published regulations, the checks and their order.

use alloc::{string::String, vec::Vec};

use super::*;
use crate::value::{calendar::named_date, text::push_hex};

type Fault = (&'static str, fn(&mut ProactiveParts));

fn code_of(change: impl FnOnce(&mut ProactiveParts)) -> &'static str {
    match Proactive::proactive_2025_09().changed(change) {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

/// The digests of the published regulations are those of the wire page.
#[test]
#[cfg_attr(miri, ignore = "makes every published regulation")]
fn digests_are_those_of_the_page() {
    for (regulation, digest) in [
        (Proactive::proactive_2022_09(), "53b2a8dbf6fad2b90e6c740e140854993c394a07ca1309441a9da3a837e32b83"),
        (Proactive::proactive_2023_01(), "bb1c594b592a695cb08958cf472457eb13802625ce7cba00d7d0ee554cf3814f"),
        (Proactive::proactive_2025_09(), "287ad77dfb688535c73e8dcb127857646c6c27cc7968b8c42892c369065b2f0c"),
    ] {
        let mut hex = String::new();
        push_hex(&mut hex, &regulation.digest());
        assert_eq!(hex, digest, "{}", regulation.id());
    }
}

/// *wire*: each fault alone has its own code, at its edge.
#[test]
#[cfg_attr(miri, ignore = "makes fifty regulations")]
fn each_fault_has_its_code() {
    let faults: Vec<Fault> = alloc::vec![
        ("ok", |_| {}),
        ("malformed_regulation", |parts| parts.programme = Programme::Gas),
        ("malformed_regulation", |parts| parts.kind = RegulationKind::Grading),
        ("malformed_regulation", |parts| parts.period.last = named_date(10_000, 1, 1)),
        ("malformed_regulation", |parts| parts.benefits.base[0].first = named_date(0, 1, 1)),
        ("malformed_regulation", |parts| parts.benefits.maternity[0].from = named_date(-1, 1, 1)),
        ("malformed_regulation", |parts| parts.benefits.base[0].mci = "3063.001".into()),
        ("malformed_regulation", |parts| parts.benefits.base[0].mci = "100000000".into()),
        ("malformed_regulation", |parts| parts.benefits.maternity[0].withheld = "0.00001".into()),
        ("malformed_regulation", |parts| parts.benefits.large_family[0].per_child = Some("four".into())),
        ("period_reversed", |parts| parts.period.last = parts.period.first.pred_opt().unwrap()),
        ("ok", |parts| parts.period.last = parts.period.first),
        ("no_services", |parts| parts.services.clear()),
        ("ok", |parts| parts.per_child.clear()),
        ("duplicate_service", |parts| parts.services.push(Service::Birth)),
        ("duplicate_service", |parts| parts.per_child.push(Service::ChildCare)),
        ("sender_malformed", |parts| parts.sender.clear()),
        ("sender_malformed", |parts| parts.sender.push('\t')),
        ("ok", |parts| parts.sender = "14 14".into()),
        ("reply_code_malformed", |parts| parts.agree_codes.push(String::new())),
        ("reply_code_malformed", |parts| parts.refuse_codes.push(" 2".into())),
        ("code_twice", |parts| parts.agree_codes = ["1".into(), "1".into()].into()),
        ("code_twice", |parts| {
            parts.agree_codes.push("1".into());
            parts.refuse_codes.push("1".into());
        }),
        ("answer_below_one_day", |parts| parts.answer_within_days = 0),
        ("answer_below_one_day", |parts| parts.answer_within_days = i32::MIN),
        ("ok", |parts| parts.answer_within_days = 1),
        ("ok", |parts| parts.answer_within_days = i32::MAX),
        ("base_not_rising", |parts| parts.benefits.base[5].last = named_date(2025, 12, 31)),
        ("ok", |parts| parts.benefits.base[5].last = named_date(2026, 1, 1)),
        ("base_not_rising", |parts| parts.benefits.base[5].first = named_date(2025, 12, 31)),
        ("ok", |parts| parts.benefits.base[5].first = named_date(2026, 1, 2)),
        ("ok", |parts| parts.benefits.base.clear()),
        ("base_negative", |parts| parts.benefits.base[5].minimum_wage = "-0.01".into()),
        ("base_negative", |parts| parts.benefits.base[5].mci = "-999999999999".into()),
        ("ok", |parts| parts.benefits.base[5].subsistence = "-0".into()),
        ("rules_not_rising", |parts| parts.benefits.child_care[1].from = parts.benefits.child_care[0].from),
        ("rules_not_rising", |parts| parts.benefits.disability.reverse()),
        ("rules_not_rising", |parts| parts.benefits.job_loss[2].by_months[1].months = 6),
        ("ok", |parts| parts.benefits.job_loss[2].by_months[1].months = 7),
        ("ok", |parts| parts.benefits.awarded_mother.clear()),
        ("rate_out_of_range", |parts| parts.benefits.large_family[0].per_child = Some("100.0001".into())),
        ("ok", |parts| parts.benefits.large_family[0].per_child = Some("100".into())),
        ("ok", |parts| parts.benefits.large_family[0].per_child = None),
        ("rate_out_of_range", |parts| parts.benefits.disability[0].childhood[2] = Some("-0.0001".into())),
        ("rate_out_of_range", |parts| parts.benefits.awarded_mother[0].rates.altyn_alqa = Some("-1".into())),
        ("rate_out_of_range", |parts| parts.benefits.maternity[0].withheld = "1.0001".into()),
        ("ok", |parts| parts.benefits.maternity[0].withheld = "1".into()),
        ("count_below_one", |parts| parts.benefits.maternity[0].days_per_month = 0),
        ("count_below_one", |parts| parts.benefits.large_family[0].least_children = -1),
        ("count_below_one", |parts| parts.benefits.job_loss[2].by_months[0].paid_months = 0),
        ("ok", |parts| parts.benefits.job_loss[2].by_months[0].months = 1),
    ];
    for (number, (code, fault)) in faults.into_iter().enumerate() {
        assert_eq!(code_of(fault), code, "fault {number}");
    }
}

/// *wire*: of two faults the first in the order of the page is named, for every pair.
#[test]
#[cfg_attr(miri, ignore = "makes ninety regulations")]
fn the_first_fault_is_named() {
    let faults: [Fault; 13] = [
        ("malformed_regulation", |parts| parts.benefits.maternity[0].income_cap = Some("x".into())),
        ("period_reversed", |parts| parts.period.last = named_date(2025, 1, 1)),
        ("no_services", |parts| parts.services.clear()),
        ("duplicate_service", |parts| parts.per_child.push(Service::ChildCare)),
        ("sender_malformed", |parts| parts.sender.clear()),
        ("reply_code_malformed", |parts| parts.refuse_codes.push(" ".into())),
        ("code_twice", |parts| parts.agree_codes.extend(["1".into(), "1".into()])),
        ("answer_below_one_day", |parts| parts.answer_within_days = 0),
        ("base_not_rising", |parts| parts.benefits.base[5].first = named_date(2025, 12, 31)),
        ("base_negative", |parts| parts.benefits.base[0].mci = "-1".into()),
        ("rules_not_rising", |parts| parts.benefits.child_care[1].from = named_date(2022, 1, 1)),
        ("rate_out_of_range", |parts| parts.benefits.large_family[0].per_child = Some("101".into())),
        ("count_below_one", |parts| parts.benefits.large_family[0].student_under = 0),
    ];
    for (place, (code, first)) in faults.iter().enumerate() {
        for (_, second) in &faults[place..] {
            let both = |parts: &mut ProactiveParts| {
                first(parts);
                second(parts);
            };
            assert_eq!(code_of(both), *code);
        }
    }
}

/// N6: the published regulations of a kind share no day, and the set refuses those that do.
#[test]
#[cfg_attr(miri, ignore = "makes several regulations")]
fn sets_refuse_overlaps() {
    use crate::family_card::regulation::{Regulation, RegulationSet};
    let published: Vec<_> = RegulationSet::published().iter().cloned().collect();
    assert_eq!(published.len(), 4);
    assert!(RegulationSet::new(published.clone()).is_ok());
    for each in &published {
        let twice: Vec<Regulation> = published.iter().chain([each]).cloned().collect();
        assert_eq!(RegulationSet::new(twice).unwrap_err().code(), "regulations_overlap");
    }
}
