//! The laws of regulations (N4, N6-N8, wire format).

use chrono::Datelike;
use proptest::{prelude::Strategy, prop_assert, prop_assert_eq, sample::select};
use serde_json::Value;
use voucher_core::testing::{
    arb_day_of_month, arb_month,
    gas::{arb_regulation, arb_regulation_parts, arb_regulation_set},
};
use voucher_core::{
    MissingDay, Month,
    gas::{Regulation, RegulationParts},
};

use crate::law;

/// The same value with the names of every object sorted by UTF-16 code units (RFC 8785, 3.2.3).
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut fields: Vec<(String, Value)> =
                object.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            fields.sort_by_cached_key(|(name, _)| name.encode_utf16().collect::<Vec<u16>>());
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// *wire*, N7: the canonical JSON and serde's form of a regulation read back as the same regulation with the same digest, and the
/// canonical one is as another library writes it. White space and the order of fields do not show.
macro_rules! read_back {
    ($($programme:ident: $cases:literal, $strategy:expr => $regulation:ty;)+) => { $(
        #[test]
        fn $programme() {
            law($cases, $strategy, |regulation| {
                let (json, spread) = (regulation.canonical_json(), serde_json::to_string_pretty(&regulation).unwrap());
                for text in [&json, &spread] {
                    let again = <$regulation>::from_json(text).unwrap();
                    prop_assert_eq!(&again, &regulation);
                    prop_assert_eq!(again.digest(), regulation.digest());
                    prop_assert_eq!(&serde_json::from_str::<$regulation>(text).unwrap(), &regulation);
                    prop_assert_eq!(&sorted(serde_json::from_str(text).unwrap()).to_string(), &json);
                }
                Ok(())
            });
        }
    )+ };
}

mod regulations_read_back {
    use voucher_core::{family_card, meals, medicines, targeted_assistance, testing};

    use super::*;

    read_back! {
        gas: 1500, arb_regulation() => Regulation;
        meals: 2, select(vec![meals::Regulation::meals_2024_09(), meals::Regulation::meals_2026_02()]) => meals::Regulation;
        medicines: 150, testing::medicines::arb_regulation() => medicines::Regulation;
        gradings: 150, testing::family_card::arb_grading() => family_card::Grading;
        proactive: 150, testing::family_card::arb_proactive() => family_card::Proactive;
        targeted_assistance: 5, testing::targeted_assistance::arb_published_regulation() => targeted_assistance::Regulation;
    }
}

/// *wire*: a digest is of the content. 700 pairs of regulations.
#[test]
fn other_content_has_another_digest() {
    law(700, (arb_regulation(), arb_regulation()), |(regulation, other)| {
        let same = other.parts() == regulation.parts();
        prop_assert_eq!(other.digest() == regulation.digest(), same);
        Ok(())
    });
}

/// *wire*: a merge patch with every field of another regulation gives that one's content; an empty
/// one changes nothing but the id. 700 pairs of regulations.
#[test]
fn a_merge_patch_can_change_every_field() {
    law(700, (arb_regulation(), arb_regulation_parts()), |(regulation, parts)| {
        let kept = regulation.patched("{}").unwrap();
        let renamed = regulation.changed(|_| {}).unwrap();
        prop_assert_eq!(&kept, &renamed);
        prop_assert_eq!(kept.id(), format!("{}+changed", regulation.id()));
        // The norms of regions are merged too; everything else is replaced.
        let target = Regulation::new(parts).unwrap();
        let without = regulation.changed(|parts| parts.discount = None).unwrap();
        if without.id() != target.id() {
            let patched = without.patched(&serde_json::to_string(&target).unwrap()).unwrap();
            prop_assert_eq!(patched, target);
        }
        Ok(())
    });
}

/// N4: a day of month stands for itself where the month has it, else for the last day or the first
/// of the next month, and never for anything else. 2000 days in any month.
#[test]
fn a_missing_day_follows_its_rule() {
    law(2000, (arb_day_of_month(), arb_month()), |(day, month)| {
        let date = day.in_month(month);
        if day.day() <= month.number_of_days() {
            prop_assert_eq!((Month::of(date), date.day()), (month, day.day()));
        } else {
            match day.if_missing() {
                MissingDay::LastDayOfMonth => prop_assert_eq!(date, month.last_day()),
                MissingDay::FirstDayOfNextMonth => prop_assert_eq!(Some(date), month.last_day().succ_opt()),
            }
        }
        Ok(())
    });
}

/// N8: the months of a regulation are those that it has, in order and without a gap. 700 regulations.
#[test]
fn months_are_those_it_has() {
    law(700, arb_regulation(), |regulation| {
        let months: Vec<Month> = regulation.months().collect();
        prop_assert!(months.is_sorted());
        let mut month = Month::of(regulation.period().first).previous().previous();
        while month.first_day() <= regulation.period().last {
            prop_assert_eq!(months.contains(&month), regulation.has_month(month));
            month = month.next();
        }
        prop_assert!(!regulation.has_month(month.next()));
        Ok(())
    });
}

/// N6: on any day at most one regulation of a programme is in force, and the set finds it.
/// 500 sets, each day of a month around each first and last day.
#[test]
fn at_most_one_is_in_force() {
    law(500, arb_regulation_set(), |set| {
        let edges = set.iter().flat_map(|each| [each.period().first, each.period().last]).collect::<Vec<_>>();
        for day in edges.into_iter().flat_map(|edge| edge.iter_days().take(31)) {
            let mut in_force = set.iter().filter(|each| each.period().contains(day));
            let (one, another) = (in_force.next(), in_force.next());
            prop_assert_eq!(another, None);
            prop_assert_eq!(set.in_force(day), one);
        }
        Ok(())
    });
}

/// A field, and whether it differs.
type Field = (&'static str, fn(&RegulationParts, &RegulationParts) -> bool);

/// The strategies: every field takes values that no published regulation has. 300 regulations.
#[test]
fn every_field_comes_up_changed() {
    let published = Regulation::gas_2025_08();
    let differs: [Field; 12] = [
        ("id", |new, old| new.id != old.id),
        ("period", |new, old| new.period != old.period),
        ("regions", |new, old| new.regions != old.regions),
        ("assistance", |new, old| new.assistance != old.assistance),
        ("list_closes", |new, old| new.list_closes != old.list_closes),
        ("consent", |new, old| new.consent.is_some() && new.consent != old.consent),
        ("window", |new, old| new.window != old.window),
        ("limit", |new, old| new.activations_per_account != old.activations_per_account),
        ("register_due", |new, old| new.register_due != old.register_due),
        ("discount", |new, old| new.discount != old.discount),
        ("helpline", |new, old| new.helpline != old.helpline),
        ("sign_up_link", |new, old| new.sign_up_link != old.sign_up_link),
    ];
    let drawn: Vec<Regulation> = voucher_core::testing::draws(arb_regulation().boxed()).take(300).collect();
    for (field, differs) in differs {
        let count = drawn.iter().filter(|each| differs(each.parts(), published.parts())).count();
        assert!(count > 20, "{field}: {count}");
    }
}
