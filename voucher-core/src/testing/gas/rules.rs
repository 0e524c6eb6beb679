//! Regulations: published, changed in one field, and new in every field. All pass the checks of N7.

use alloc::{format, string::String, vec::Vec};

use proptest::{
    collection::{btree_map, vec},
    option, prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use super::codes::{arb_assistance, arb_consent_scope, arb_rounding};
use crate::testing::{
    calendar::{arb_day_rule, arb_period},
    codes::{arb_missing_day, arb_region},
    read,
};
use crate::{
    MissingDay, Programme,
    gas::{ConsentParts, DayRule, DiscountParts, Regulation, RegulationParts, RegulationSet, Window},
};

/// A window and a register day that fit each other in months of every length (N7).
///
/// ```
/// use voucher_core::{gas::{Regulation, RegulationParts}, testing::{draws, gas::arb_window}};
///
/// assert!(draws(arb_window()).take(99).all(|(window, register_due)| {
///     let fits = |parts: &mut RegulationParts| (parts.window, parts.register_due) = (window, register_due);
///     Regulation::gas_2025_08().changed(fits).is_ok()
/// }));
/// ```
pub fn arb_window() -> impl Strategy<Value = (Window, DayRule)> {
    let rules = [arb_missing_day(), arb_missing_day(), arb_missing_day()];
    (1..=31_i32, 1..=30_i32, 2..=31_i32, rules).prop_map(|(first, last, due, [of_first, of_last, of_due])| {
        // A month of 28 days decides: only the register may move to the next month by its rule.
        let in_month = |day, rule| if day > 28 { MissingDay::LastDayOfMonth } else { rule };
        let (first, due) = (last.min(first), due.max(last + 1));
        let of_due = if last > 27 { MissingDay::FirstDayOfNextMonth } else { of_due };
        let first = DayRule { day: first, if_missing: in_month(first, of_first) };
        let last = DayRule { day: last, if_missing: in_month(last, of_last) };
        (Window { first, last }, DayRule { day: due, if_missing: of_due })
    })
}

/// Texts that a code of a reply can be; never empty, never with white space at the ends.
fn arb_code() -> impl Strategy<Value = String> {
    select(["21*1", "21*2", "1", "0", "да", "иә", "\"", "a b", "YES", "👍"].map(String::from).to_vec())
}

/// Rules of consent.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_consent_parts};
///
/// assert!(draws(arb_consent_parts()).take(99).any(|consent| consent.agree_codes.is_empty()));
/// ```
pub fn arb_consent_parts() -> impl Strategy<Value = ConsentParts> {
    let days = prop_oneof![4 => 1..=10, 1 => 1..=40, 1 => Just(i32::MAX)];
    (arb_consent_scope(), days, arb_day_rule(), vec(arb_code(), 0..3), vec(arb_code(), 0..3)).prop_map(
        |(scope, repeat_after_days, last_day, agree_codes, refuse_codes)| ConsentParts {
            scope,
            repeat_after_days,
            last_day,
            agree_codes,
            refuse_codes,
        },
    )
}

/// Terms of a discount for some regions.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_discount_parts};
///
/// assert!(draws(arb_discount_parts()).take(99).any(|discount| discount.rate == "0.24"));
/// ```
pub fn arb_discount_parts() -> impl Strategy<Value = DiscountParts> {
    let rate = select(["0", "0.24", "1", "0.5", "-0", "0.0001", "1.0000", "00.1"].map(String::from).to_vec());
    let norm = prop_oneof![
        4 => (0..2000_u32).prop_map(|norm| format!("{norm}")),
        1 => select(["0.001", "-0.000", "99999999.999", "0000631.5"].map(String::from).to_vec()),
    ];
    let kato = arb_region().prop_map(|region| String::from(region.kato()));
    (rate, btree_map(kato, norm, 0..5), arb_rounding()).prop_map(|(rate, norms_m3, rounding)| DiscountParts {
        rate,
        norms_m3,
        rounding,
    })
}

/// Texts with everything that JSON escapes or does not.
fn arb_text() -> impl Strategy<Value = String> {
    let strange =
        ["", "\"\\/", "\u{0}\u{1f}\t\n", "\u{2028}ә😀\u{7f}", "５１６９"].map(String::from).to_vec();
    prop_oneof![3 => select(["5169", "1414"].map(String::from).to_vec()), 1 => select(strange)]
}

fn arb_link() -> impl Strategy<Value = String> {
    select(["https://egov.kz/a?b=c#d", "https://\"\\", "https://ә😀"].map(String::from).to_vec())
}

/// The parts of a regulation, new in every field, that pass the checks of N7.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_regulation_parts}};
///
/// assert!(draws(arb_regulation_parts()).take(99).all(|parts| Regulation::new(parts).is_ok()));
/// ```
pub fn arb_regulation_parts() -> impl Strategy<Value = RegulationParts> {
    let regions = vec(arb_region().prop_map(|region| String::from(region.kato())), 1..8);
    let assistance = vec(arb_assistance(), 1..=2);
    let limit = prop_oneof![5 => 1..=3, 1 => Just(i32::MAX)];
    let optional = (option::of(arb_consent_parts()), option::of(arb_discount_parts()));
    let texts = (option::of(arb_text()), option::of(arb_link()));
    let days = (arb_period(), arb_day_rule(), arb_window());
    (arb_name(), days, regions, assistance, limit, optional, texts).prop_map(
        |(id, (period, list_closes, (window, register_due)), regions, assistance, limit, optional, texts)| {
            RegulationParts {
                id,
                programme: Programme::Gas,
                period,
                regions,
                assistance,
                list_closes,
                consent: optional.0,
                window,
                activations_per_account: limit,
                register_due,
                discount: optional.1,
                helpline: texts.0,
                sign_up_link: texts.1,
            }
        },
    )
}

fn arb_name() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(["own-2027", "next-year", "meals"].map(String::from).to_vec()), 1 => arb_text()]
}

/// One of the two published regulations; shrinks toward `gas-2025-08`.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_published_regulation};
///
/// assert!(draws(arb_published_regulation()).take(99).any(|regulation| regulation.id() == "gas-2024-12"));
/// ```
pub fn arb_published_regulation() -> impl Strategy<Value = Regulation> {
    select(Vec::from([Regulation::gas_2025_08(), Regulation::gas_2024_12()]))
}

/// A published regulation with one field taken from new parts; the id may stay.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_changed_regulation};
///
/// assert!(draws(arb_changed_regulation()).take(99).any(|regulation| regulation.id() == "gas-2025-08+changed"));
/// ```
pub fn arb_changed_regulation() -> impl Strategy<Value = Regulation> {
    read((arb_published_regulation(), arb_regulation_parts(), 0..12_u8), |(published, new, field)| {
        let one_field = |parts: &mut RegulationParts| match field {
            0 => parts.activations_per_account = new.activations_per_account,
            1 => parts.consent = new.consent,
            2 => (parts.window, parts.register_due) = (new.window, new.register_due),
            3 => parts.list_closes = new.list_closes,
            4 => parts.period = new.period,
            5 => parts.regions = new.regions,
            6 => parts.assistance = new.assistance,
            7 => parts.discount = new.discount,
            8 => parts.id = new.id,
            10 => parts.helpline = new.helpline,
            _ => parts.sign_up_link = new.sign_up_link,
        };
        published.changed(one_field).ok()
    })
}

/// A regulation: published, changed in one field, or new in every field.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_regulation};
///
/// assert!(draws(arb_regulation()).take(99).any(|regulation| !regulation.needs_consent()));
/// ```
pub fn arb_regulation() -> impl Strategy<Value = Regulation> {
    let new = read(arb_regulation_parts(), |parts| Regulation::new(parts).ok());
    prop_oneof![2 => arb_published_regulation(), 2 => arb_changed_regulation(), 2 => new]
}

/// A set of regulations without overlap (N6).
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_regulation_set};
///
/// assert!(draws(arb_regulation_set()).take(99).any(|set| set.iter().count() > 1));
/// ```
pub fn arb_regulation_set() -> impl Strategy<Value = RegulationSet> {
    read(vec(arb_regulation(), 0..4), |regulations| {
        let mut kept = Vec::new();
        for regulation in regulations {
            let with = kept.iter().cloned().chain([regulation.clone()]).collect();
            if RegulationSet::new(with).is_ok() {
                kept.push(regulation);
            }
        }
        RegulationSet::new(kept).ok()
    })
}
