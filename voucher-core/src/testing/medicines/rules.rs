//! Regulations: published, changed, and new in every field.

use alloc::string::String;

use proptest::{
    prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use super::codes::{arb_dispensing, arb_where};
use crate::{
    Programme,
    medicines::{DaysOfSupply, Regulation, RegulationParts},
    testing::{
        calendar::{arb_day_rule, arb_period},
        read,
    },
};

/// The parts of a regulation, new in every field, that pass all checks.
///
/// ```
/// use voucher_core::{medicines::Regulation, testing::{draws, medicines::arb_regulation_parts}};
///
/// assert!(draws(arb_regulation_parts()).take(99).all(|parts| Regulation::new(parts).is_ok()));
/// ```
pub fn arb_regulation_parts() -> impl Strategy<Value = RegulationParts> {
    let id = select(["own-2027", "next-year", "дәрі-2027"].map(String::from).to_vec());
    let valid_days = prop_oneof![4 => 1..=90_i32, 1 => Just(1), 1 => Just(i32::MAX)];
    let remind = prop_oneof![4 => 0..=10_i32, 1 => Just(i32::MAX)];
    let days_of_supply = (1..=30_i32, 0..=62_i32)
        .prop_map(|(least, more)| DaysOfSupply { least, most: least.saturating_add(more) });
    let days = (arb_period(), valid_days, days_of_supply, remind, arb_day_rule());
    (id, days, arb_dispensing(), arb_where()).prop_map(
        |(id, (period, valid_days, days_of_supply, remind_before_days, register_due), dispensing, at)| {
            RegulationParts {
                id,
                programme: Programme::Medicines,
                period,
                valid_days,
                days_of_supply,
                dispensing,
                at,
                remind_before_days,
                register_due,
            }
        },
    )
}

/// A regulation: published, handed out otherwise, or new in every field; shrinks toward `medicines-2024-01`.
///
/// ```
/// use voucher_core::testing::{draws, medicines::arb_regulation};
///
/// assert!(draws(arb_regulation()).take(99).any(|regulation| regulation.id() == "medicines-2024-01+changed"));
/// ```
pub fn arb_regulation() -> impl Strategy<Value = Regulation> {
    let published = Regulation::medicines_2024_01();
    let changed = read((Just(published.clone()), arb_dispensing(), arb_where()), |(published, how, at)| {
        published.changed(|parts| (parts.dispensing, parts.at) = (how, at)).ok()
    });
    let new = read(arb_regulation_parts(), |parts| Regulation::new(parts).ok());
    prop_oneof![1 => Just(published), 3 => changed, 2 => new]
}
