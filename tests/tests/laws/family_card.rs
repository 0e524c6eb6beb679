//! The laws of the family card: regulations as data, grades, rights, and the ledger of offers (K1 to K31, N9).

use std::collections::BTreeSet;

use proptest::{
    prelude::{Just, Strategy},
    prop_assert, prop_assert_eq,
};
use serde_json::Value;
use voucher_core::family_card::{Entitlement, Grade, Grading, Proactive, entitled, grade};
use voucher_core::testing::{
    arb_date,
    family_card::{Facts, arb_facts, arb_family, arb_grading, arb_proactive, arb_right_facts},
};

use crate::law;

/// *wire*: serde takes a regulation that lacks a field just where the wire does: a proactive one never.
#[test]
fn a_field_may_be_absent_only_where_the_wire_says_so() {
    for regulation in [Proactive::proactive_2022_09(), Proactive::proactive_2025_09()] {
        each_without_a_field(&regulation.canonical_json(), |json| {
            assert!(Proactive::from_json(json).is_err(), "{json}");
            assert!(serde_json::from_str::<Proactive>(json).is_err(), "{json}");
        });
    }
    each_without_a_field(&Grading::grading_2026_06().canonical_json(), |json| {
        assert_eq!(serde_json::from_str::<Grading>(json).ok(), Grading::from_json(json).ok(), "{json}");
    });
}

/// The JSON without a field of an object, once for each field of each object.
fn each_without_a_field(json: &str, mut see: impl FnMut(&str)) {
    fn fields(value: &Value, at: &str) -> Vec<(String, String)> {
        match value {
            Value::Object(object) => {
                let own = object.keys().map(|name| (at.to_owned(), name.clone()));
                let inner = object.iter().flat_map(|(name, value)| fields(value, &format!("{at}/{name}")));
                own.chain(inner).collect()
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items.flat_map(|(place, item)| fields(item, &format!("{at}/{place}"))).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        }
    }
    let whole: Value = serde_json::from_str(json).unwrap();
    for (at, name) in fields(&whole, "") {
        let mut without = whole.clone();
        let object = without.pointer_mut(&at).and_then(Value::as_object_mut);
        assert!(object.and_then(|object| object.shift_remove(&name)).is_some(), "{at} {name}");
        see(&without.to_string());
    }
}

/// K6-K8: sums are those of the indicators, least is never above most, and what is asked for is not known. 400 families.
#[test]
fn a_grade_adds_up() {
    law(100, arb_grading(), |grading| {
        for family in voucher_core::testing::draws(arb_family(&grading)).take(4) {
            let (score, open) = match grade(&family, grading.period().first) {
                Grade::Refused { refusals, facts } => {
                    prop_assert_eq!((refusals.len(), facts.len() >= 2), (1, true));
                    continue;
                }
                Grade::Graded { level, score, immaterial } => {
                    prop_assert_eq!(grading.level_of(score.total.least), level);
                    prop_assert_eq!(grading.level_of(score.total.most), level);
                    (score, immaterial)
                }
                Grade::CannotTell { levels, score, missing } => {
                    prop_assert_eq!(
                        Some(grading.level_of(score.total.most)),
                        levels.first().map(String::as_str)
                    );
                    prop_assert_eq!(
                        Some(grading.level_of(score.total.least)),
                        levels.last().map(String::as_str)
                    );
                    prop_assert!(levels.len() > 1 && !missing.is_empty());
                    (score, missing)
                }
            };
            let indicators = || score.indicators.iter().map(|each| each.points);
            prop_assert!(indicators().all(|points| points.least <= points.most));
            prop_assert_eq!(indicators().map(|points| points.least).sum::<i64>(), score.total.least);
            prop_assert_eq!(score.criteria.iter().map(|points| points.most).sum::<i64>(), score.total.most);
            prop_assert!(indicators().is_sorted());
            prop_assert_eq!(open.is_empty(), score.total.least == score.total.most);
            let distinct: BTreeSet<_> = open.iter().collect();
            prop_assert_eq!(distinct.len(), open.len());
        }
        Ok(())
    });
}

/// K10, K12: a question about a right has one answer whatever the period and the dialogue of the regulation; a right has
/// begun and has not ended. 2000 questions.
#[test]
fn a_right_is_of_its_date_alone() {
    let question = arb_date().prop_flat_map(|on| (Just(on), arb_right_facts(on)));
    law(500, (arb_proactive(), question), |(regulation, (on, facts))| {
        let answer = entitled(&regulation, &facts, on);
        let other = regulation.changed(|parts| {
            parts.period = Proactive::proactive_2022_09().period();
            parts.services.truncate(1);
        });
        prop_assert_eq!(entitled(&other.unwrap(), &facts, on), answer);
        if let Entitlement::Yes { first, last, .. } = answer {
            prop_assert!(first.is_none_or(|first| first <= on) && last.is_none_or(|last| on <= last));
        }
        Ok(())
    });
}

/// K19: what happens to one offer does not hang on the others. 300 worlds.
#[test]
fn offers_stand_alone() {
    law(
        75,
        arb_proactive().prop_flat_map(|regulation| (Just(regulation.clone()), arb_facts(&regulation, 3))),
        |(regulation, facts)| {
            let whole = facts.replay(&regulation);
            for key in facts.keys() {
                let own: Facts = facts.iter().filter(|(_, fact)| *fact.key() == key).copied().collect();
                let alone = own.replay(&regulation);
                for on in facts.iter().map(|(on, _)| *on) {
                    prop_assert_eq!(alone.stage(&key, on), whole.stage(&key, on));
                }
            }
            Ok(())
        },
    );
}
