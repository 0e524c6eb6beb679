//! N3-N8: the published numbers, the checks, the digest.

use alloc::{format, string::String, vec, vec::Vec};

use super::*;
use crate::{gas::consent::Reply, value::calendar::MissingDay};

type Fault = (&'static str, fn(&mut RegulationParts));

fn code_of(change: impl FnOnce(&mut RegulationParts)) -> &'static str {
    match Regulation::gas_2025_08().changed(change) {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

fn terms(rate: &str, kato: &str, norm: &str) -> Option<DiscountParts> {
    let norms_m3 = [(String::from(kato), String::from(norm))].into();
    Some(DiscountParts { rate: rate.into(), norms_m3, rounding: Rounding::HalfAwayFromZero })
}

fn agree_codes(parts: &mut RegulationParts, codes: &[&str]) {
    parts.consent.as_mut().unwrap().agree_codes = codes.iter().copied().map(String::from).collect();
}

/// The digests of the published regulations are those of the conformance vectors.
#[test]
fn digests_are_those_of_the_vectors() {
    let hex = |regulation: &Regulation| {
        let mut text = String::new();
        crate::value::text::push_hex(&mut text, &regulation.digest());
        text
    };
    assert_eq!(
        hex(&Regulation::gas_2025_08()),
        "98b920e18bd6df5d8578ca16ac91222ed2087d714b8ae3f873dc9c564e9c1a64"
    );
    assert_eq!(
        hex(&Regulation::gas_2024_12()),
        "f83951a165d8097099f0cf0bf7111930f127fedac2043c20004b8fa656e18c24"
    );
}

/// N7: each fault alone has its own code.
#[test]
#[cfg_attr(miri, ignore = "makes thirty regulations")]
fn each_fault_has_its_code() {
    let faults: Vec<Fault> = vec![
        ("ok", |_| {}),
        ("period_reversed", |parts| parts.period.last = parts.period.first.pred_opt().unwrap()),
        ("ok", |parts| parts.period.last = parts.period.first),
        ("no_regions", |parts| parts.regions.clear()),
        ("unknown_region", |parts| parts.regions.push("12".into())),
        ("unknown_region", |parts| parts.discount = terms("0.1", "00", "1")),
        ("no_assistance", |parts| parts.assistance.clear()),
        ("day_out_of_range", |parts| parts.list_closes.day = 0),
        ("day_out_of_range", |parts| parts.list_closes.day = 32),
        ("day_out_of_range", |parts| parts.window.first.day = -1),
        ("day_out_of_range", |parts| parts.window.last.day = i32::MAX),
        ("day_out_of_range", |parts| parts.register_due.day = i32::MIN),
        ("day_out_of_range", |parts| parts.consent.as_mut().unwrap().last_day.day = 32),
        ("ok", |parts| parts.window.first.day = 28),
        ("ok", |parts| parts.window.first.day = 29), // 28 February on both sides
        ("window_reversed", |parts| parts.window.first.day = 30),
        ("window_reversed", |parts| {
            parts.window.first = DayRule { day: 29, if_missing: MissingDay::FirstDayOfNextMonth }
        }),
        ("register_before_window_ends", |parts| parts.register_due.day = 29),
        ("register_before_window_ends", |parts| parts.register_due.if_missing = MissingDay::LastDayOfMonth),
        ("register_before_window_ends", |parts| {
            parts.window.last = DayRule { day: 31, if_missing: MissingDay::FirstDayOfNextMonth }
        }),
        ("limit_below_one", |parts| parts.activations_per_account = 0),
        ("limit_below_one", |parts| parts.activations_per_account = -1),
        ("repeat_below_one_day", |parts| parts.consent.as_mut().unwrap().repeat_after_days = 0),
        ("ok", |parts| parts.consent.as_mut().unwrap().repeat_after_days = 1),
        ("reply_code_malformed", |parts| agree_codes(parts, &["21*1", ""])),
        ("reply_code_malformed", |parts| agree_codes(parts, &["21*1 "])),
        ("reply_code_malformed", |parts| agree_codes(parts, &["\u{c}"])),
        ("reply_code_malformed", |parts| {
            parts.consent.as_mut().unwrap().refuse_codes = vec!["\t21*2".into()];
        }),
        ("ok", |parts| agree_codes(parts, &[])),
        ("ok", |parts| agree_codes(parts, &["ИӘ 1", "\u{a0}", "\u{b}1\0"])), // no white space of N14
        ("rate_out_of_range", |parts| parts.discount = terms("1.0001", "27", "1")),
        ("rate_out_of_range", |parts| parts.discount = terms("-0.0001", "27", "1")),
        ("ok", |parts| parts.discount = terms("-0", "27", "-0.000")),
        ("ok", |parts| parts.discount = terms("1", "27", "99999999.999")),
        ("norm_negative", |parts| parts.discount = terms("1", "27", "-0.001")),
        ("ok", |parts| parts.sign_up_link = Some("https://егов.қаз/?a=1#b".into())),
        ("link_not_https", |parts| parts.sign_up_link = Some("javascript:alert(1)".into())),
        ("link_not_https", |parts| parts.sign_up_link = Some("http://egov.kz".into())),
        ("link_not_https", |parts| parts.sign_up_link = Some(" https://egov.kz".into())),
        ("link_not_https", |parts| parts.sign_up_link = Some("https://egov.kz\u{a0}x".into())),
        ("link_not_https", |parts| parts.sign_up_link = Some("https://egov.kz\0".into())),
        ("link_not_https", |parts| parts.sign_up_link = Some("https://".into())),
        ("malformed_regulation", |parts| parts.discount = terms("0.00001", "27", "1")),
        ("malformed_regulation", |parts| parts.discount = terms("1", "27", "1.0001")),
        ("malformed_regulation", |parts| parts.discount = terms("1", "27", "100000000")),
        ("malformed_regulation", |parts| parts.discount = terms("24 %", "27", "1")),
        ("malformed_regulation", |parts| parts.period.last = NaiveDate::MAX),
    ];
    for (number, (code, fault)) in faults.into_iter().enumerate() {
        assert_eq!(code_of(fault), code, "fault {number}");
    }
}

/// N7: of two faults the first in the order of the norm is named, for every pair.
#[test]
#[cfg_attr(miri, ignore = "makes eighty regulations")]
fn the_first_fault_is_named() {
    let faults: [Fault; 14] = [
        ("malformed_regulation", |parts| {
            let terms = parts.discount.get_or_insert_with(|| terms("1", "27", "1").unwrap());
            terms.norms_m3.insert("79".into(), "x".into());
        }),
        ("period_reversed", |parts| parts.period.last = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap()),
        ("no_regions", |parts| parts.regions.clear()),
        ("unknown_region", |parts| {
            let terms = parts.discount.get_or_insert_with(|| terms("1", "27", "1").unwrap());
            terms.norms_m3.insert("00".into(), "1".into());
        }),
        ("no_assistance", |parts| parts.assistance.clear()),
        ("day_out_of_range", |parts| parts.list_closes.day = 0),
        ("window_reversed", |parts| parts.window.first.day = 30),
        ("register_before_window_ends", |parts| parts.register_due.day = 5),
        ("limit_below_one", |parts| parts.activations_per_account = 0),
        ("repeat_below_one_day", |parts| parts.consent.as_mut().unwrap().repeat_after_days = 0),
        ("reply_code_malformed", |parts| parts.consent.as_mut().unwrap().refuse_codes.push(" ".into())),
        ("rate_out_of_range", |parts| {
            parts.discount.get_or_insert_with(|| terms("1", "27", "1").unwrap()).rate = "2".into();
        }),
        ("norm_negative", |parts| {
            let terms = parts.discount.get_or_insert_with(|| terms("1", "27", "1").unwrap());
            terms.norms_m3.insert("75".into(), "-1".into());
        }),
        ("link_not_https", |parts| parts.sign_up_link = Some(String::new())),
    ];
    for (place, (code, first)) in faults.iter().enumerate() {
        for (_, second) in &faults[place..] {
            let both = |parts: &mut RegulationParts| {
                first(parts);
                second(parts);
            };
            assert_eq!(code_of(both), *code);
        }
    }
}

/// N8: the months of both regulations.
#[test]
fn months_are_those_whose_window_meets_the_period() {
    let months =
        |regulation: &Regulation| regulation.months().map(|month| format!("{month}")).collect::<Vec<_>>();
    let pilot = months(&Regulation::gas_2025_08());
    assert_eq!((pilot.len(), &*pilot[0], &*pilot[10]), (11, "2025-08", "2026-06"));
    let first = months(&Regulation::gas_2024_12());
    assert_eq!(first, ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04"]);
}

/// N8: `has_month` and `months` are the same answer.
#[test]
fn has_month_agrees_with_months() {
    for regulation in [Regulation::gas_2024_12(), Regulation::gas_2025_08()] {
        let months: Vec<_> = regulation.months().collect();
        let mut month = Month::new(2024, 1).unwrap();
        while month.year() < 2027 {
            assert_eq!(regulation.has_month(month), months.contains(&month), "{month}");
            month = month.next();
        }
    }
}

/// N7: a window that reached into the next month would close on the day the register is due.
#[test]
#[cfg_attr(miri, ignore = "makes four thousand regulations")]
fn no_window_leaves_its_month() {
    let rules = [MissingDay::LastDayOfMonth, MissingDay::FirstDayOfNextMonth];
    let days = || (1..=31).flat_map(|day| rules.map(|if_missing| DayRule { day, if_missing }));
    for (last, due) in days().flat_map(|last| days().map(move |due| (last, due))) {
        let taken =
            Regulation::gas_2025_08().changed(|parts| (parts.window.last, parts.register_due) = (last, due));
        if let Ok(regulation) = taken {
            for month in regulation.months() {
                assert!(regulation.window_closes(month) <= month.last_day(), "{last:?} {due:?} {month}");
            }
        }
    }
}

/// *wire*, Programmes: no other programme has this form.
#[test]
#[cfg_attr(miri, ignore = "makes several regulations")]
fn a_regulation_of_gas_is_of_gas() {
    for programme in Programme::ALL {
        let code = if *programme == Programme::Gas { "ok" } else { "malformed_regulation" };
        assert_eq!(code_of(|parts| parts.programme = *programme), code);
    }
}

/// N6: no two on one day.
#[test]
#[cfg_attr(miri, ignore = "makes several regulations")]
fn sets_refuse_overlaps() {
    let on_the_day = Regulation::gas_2025_08()
        .changed(|parts| {
            parts.period.first = parts.period.last;
            parts.period.last = NaiveDate::from_ymd_opt(2027, 6, 30).unwrap();
        })
        .unwrap();
    let after =
        on_the_day.changed(|parts| parts.period.first = parts.period.first.succ_opt().unwrap()).unwrap();
    let pair = |next| RegulationSet::new(vec![next, Regulation::gas_2025_08()]);
    assert_eq!(pair(on_the_day).unwrap_err().code(), "regulations_overlap");
    assert!(pair(after).is_ok());
    let published = RegulationSet::published();
    assert_eq!(RegulationSet::new(published.iter().cloned().collect()), Ok(published));
}

/// N7, N14: whatever white space a code that is taken is sent with, it is read, and no blank SMS is an answer.
#[test]
#[cfg_attr(miri, ignore = "makes a hundred regulations")]
fn every_code_can_be_sent_and_no_blank_is_one() {
    let white = [
        "", " ", "\t", "\n", "\u{c}", "\r", "\r\n", "\u{b}", "\u{a0}", "\u{85}", "\u{2003}", "\u{feff}", "x",
    ];
    for (before, after) in white.iter().flat_map(|before| white.map(|after| (before, after))) {
        for code in [format!("{before}{after}"), format!("{before}1{after}")] {
            let taken = Regulation::gas_2025_08().changed(|parts| agree_codes(parts, &[&code]));
            let trimmed = code.trim_matches([' ', '\t', '\n', '\u{c}', '\r']);
            assert_eq!(taken.is_ok(), trimmed == code && !code.is_empty(), "{code:?}");
            let Ok(regulation) = taken else { continue };
            assert_eq!(regulation.read_reply(&format!(" {code}\r\n")), Reply::Agree, "{code:?}");
            for blank in ["", " ", "\t\n\u{c}\r"] {
                assert_eq!(regulation.read_reply(blank), Reply::Unrecognised, "{code:?}");
            }
        }
    }
}

/// N14: the code itself and nothing else; a text that means both is a refusal (choice).
#[test]
fn replies_are_compared_byte_for_byte() {
    let regulation = Regulation::gas_2025_08();
    for agree in ["21*1", " 21*1", "21*1 ", "\t\n\u{c}\r 21*1 \r\n"] {
        assert_eq!(regulation.read_reply(agree), Reply::Agree, "{agree:?}");
    }
    for other in
        ["", "21 * 1", "\u{a0}21*1", "\u{b}21*1", "21*1\0", "21*2", "２１*１", "21*1 21*1", "да", "иә"]
    {
        assert_eq!(regulation.read_reply(other), Reply::Unrecognised, "{other:?}");
    }
    let both = regulation
        .changed(|parts| {
            let consent = parts.consent.as_mut().unwrap();
            consent.refuse_codes = vec!["21*2".into(), "0".into()];
            consent.agree_codes.push("0".into());
        })
        .unwrap();
    assert_eq!(both.read_reply("21*2"), Reply::Refuse);
    assert_eq!(both.read_reply("0"), Reply::Refuse);
    assert_eq!(Regulation::gas_2024_12().read_reply("21*1"), Reply::Unrecognised);
}
