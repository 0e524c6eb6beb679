//! Proactive regulations: published, changed, and new in every field of the dialogue.

use alloc::{string::String, vec::Vec};

use proptest::{
    prop_oneof,
    sample::{select, subsequence},
    strategy::{Just, Strategy},
};

use super::codes::{arb_refusal_rule, arb_rounding};
use crate::{
    Programme,
    family_card::{Proactive, ProactiveParts, RegulationKind, Service},
    testing::{calendar::arb_period, codes::arb_missing_day, read},
};

/// The parts of a regulation, new in every field of the dialogue, that pass all checks. The tables are those published.
///
/// ```
/// use voucher_core::{family_card::Proactive, testing::{draws, family_card::arb_proactive_parts}};
///
/// assert!(draws(arb_proactive_parts()).take(99).all(|parts| Proactive::new(parts).is_ok()));
/// ```
pub fn arb_proactive_parts() -> impl Strategy<Value = ProactiveParts> {
    let texts = |texts: &[&str]| texts.iter().copied().map(String::from).collect::<Vec<_>>();
    let id = select(texts(&["own-2027", "next-year", "отбасы-2027"]));
    let sender = select(texts(&["1414", "1415", "+77001234567"]));
    let codes = || (subsequence(texts(&["1", "иә"]), 0..=2), subsequence(texts(&["2", "жоқ"]), 0..=2));
    let services = || subsequence(Service::ALL.to_vec(), 1..=Service::ALL.len());
    let days = prop_oneof![4 => 1..=10_i32, 1 => Just(1), 1 => Just(i32::MAX)];
    let dialogue = (sender, days, codes(), arb_refusal_rule(), proptest::bool::ANY);
    let tables = (arb_rounding(), arb_missing_day());
    (id, arb_period(), services(), services(), dialogue, tables).prop_map(
        |(id, period, services, per_child, dialogue, (rounding, if_missing))| {
            let (sender, answer_within_days, (agree_codes, refuse_codes), refusal, account_step) = dialogue;
            let mut benefits = Proactive::proactive_2025_09().parts().benefits.clone();
            (benefits.rounding, benefits.if_missing) = (rounding, if_missing);
            ProactiveParts {
                id,
                programme: Programme::FamilyCard,
                kind: RegulationKind::Proactive,
                period,
                services,
                per_child,
                sender,
                answer_within_days,
                agree_codes,
                refuse_codes,
                refusal,
                account_step,
                benefits,
            }
        },
    )
}

/// A proactive regulation: published, or new in every field of the dialogue; shrinks toward `proactive-2025-09`.
///
/// ```
/// use voucher_core::testing::{draws, family_card::arb_proactive};
///
/// assert!(draws(arb_proactive()).take(99).any(|regulation| regulation.id() == "proactive-2022-09"));
/// ```
pub fn arb_proactive() -> impl Strategy<Value = Proactive> {
    let published = select(Vec::from([
        Proactive::proactive_2025_09(),
        Proactive::proactive_2023_01(),
        Proactive::proactive_2022_09(),
    ]));
    prop_oneof![1 => published, 2 => read(arb_proactive_parts(), |parts| Proactive::new(parts).ok())]
}
