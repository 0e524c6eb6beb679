//! Amounts and counts: mostly everyday ones, and the edges.

use alloc::{format, string::String};

use proptest::{
    num::u64 as any_u64,
    prop_oneof,
    strategy::{Just, Strategy},
};

use super::read;
use crate::{Amount, Count, Factor, Multiple, Price, QuarterTenge, Rate, Tiyn, Volume};

/// Units of the last decimal: everyday amounts, any amount, and the largest ones.
fn units(everyday: u64, limit: u64) -> impl Strategy<Value = u64> {
    prop_oneof![6 => 0..=everyday, 2 => 0..limit, 1 => limit.saturating_sub(3)..limit, 1 => Just(0)]
}

/// Units of the last of so many decimals, as text.
fn decimal(units: u64, decimals: u32) -> String {
    let one = 10_u64.pow(decimals);
    format!("{}.{:0width$}", units / one, units % one, width = usize::try_from(decimals).unwrap_or(0))
}

/// A volume: mostly up to 2000 m³, sometimes any up to the largest.
///
/// ```
/// use voucher_core::{Volume, testing::{arb_volume, draws}};
///
/// assert!(draws(arb_volume()).take(999).any(|volume| volume == Volume::parse("99999999.999").unwrap()));
/// ```
pub fn arb_volume() -> impl Strategy<Value = Volume> {
    read(units(2_000_000, 100_000_000_000), |units| Volume::parse(&decimal(units, Volume::DECIMALS)).ok())
}

/// An amount: mostly up to a million, sometimes any up to the largest.
///
/// ```
/// use voucher_core::{Amount, testing::{arb_amount, draws}};
///
/// assert!(draws(arb_amount()).take(999).any(|amount| amount == Amount::parse("99999999.99").unwrap()));
/// ```
pub fn arb_amount() -> impl Strategy<Value = Amount> {
    read(units(100_000_000, 10_000_000_000), |units| Amount::parse(&decimal(units, Amount::DECIMALS)).ok())
}

/// A factor: mostly up to 100, sometimes any up to the largest.
///
/// ```
/// use voucher_core::{Factor, testing::{arb_factor, draws}};
///
/// assert!(draws(arb_factor()).take(999).any(|factor| factor == Factor::parse("99999999.9999").unwrap()));
/// ```
pub fn arb_factor() -> impl Strategy<Value = Factor> {
    read(units(1_000_000, 1_000_000_000_000), |units| Factor::parse(&decimal(units, Factor::DECIMALS)).ok())
}

/// A price: mostly up to 100 tenge, sometimes any up to the largest.
///
/// ```
/// use voucher_core::{Price, testing::{arb_price, draws}};
///
/// assert!(draws(arb_price()).take(99).any(|price| price > Price::parse("100").unwrap()));
/// ```
pub fn arb_price() -> impl Strategy<Value = Price> {
    read(units(1_000_000, 1_000_000_000_000), |units| Price::parse(&decimal(units, Price::DECIMALS)).ok())
}

/// A rate, 0 and 1 included.
///
/// ```
/// use voucher_core::{Rate, testing::{arb_rate, draws}};
///
/// assert!(draws(arb_rate()).take(999).any(|rate| rate == Rate::parse("1").unwrap()));
/// ```
pub fn arb_rate() -> impl Strategy<Value = Rate> {
    read(units(3_000, 10_001), |units| Rate::parse(&decimal(units, Rate::DECIMALS)).ok())
}

/// An income of a quarter: mostly up to a million, sometimes any up to the largest.
///
/// ```
/// use voucher_core::{QuarterTenge, testing::{arb_quarter_tenge, draws}};
///
/// assert!(draws(arb_quarter_tenge()).take(999).any(|amount| amount == QuarterTenge::parse("0").unwrap()));
/// ```
pub fn arb_quarter_tenge() -> impl Strategy<Value = QuarterTenge> {
    read(units(100_000_000, 1_000_000_000_000), |units| {
        QuarterTenge::parse(&decimal(units, QuarterTenge::DECIMALS)).ok()
    })
}

/// A multiple of an index, 0 and 100 included.
///
/// ```
/// use voucher_core::{Multiple, testing::{arb_multiple, draws}};
///
/// assert!(draws(arb_multiple()).take(999).any(|multiple| multiple == Multiple::parse("100").unwrap()));
/// ```
pub fn arb_multiple() -> impl Strategy<Value = Multiple> {
    read(units(30_000, 1_000_001), |units| Multiple::parse(&decimal(units, Multiple::DECIMALS)).ok())
}

/// Any amount of money.
///
/// ```
/// use voucher_core::{Tiyn, testing::{arb_tiyn, draws}};
///
/// assert!(draws(arb_tiyn()).take(9).any(|amount| amount > Tiyn::ZERO));
/// ```
pub fn arb_tiyn() -> impl Strategy<Value = Tiyn> {
    prop_oneof![4 => 0..=10_000_000_u64, 1 => any_u64::ANY].prop_map(Tiyn::new)
}

/// A count: mostly small, sometimes none or as many as there can be.
///
/// ```
/// use voucher_core::{Count, testing::{arb_count, draws}};
///
/// let comes_up = |count| draws(arb_count()).take(99).any(|drawn| drawn == count);
/// assert!(comes_up(Count::ZERO) && comes_up(Count::MAX));
/// ```
pub fn arb_count() -> impl Strategy<Value = Count> {
    let small = read(1..=90_u32, |number| Count::new(number).ok());
    prop_oneof![6 => small, 1 => Just(Count::ZERO), 1 => Just(Count::MAX)]
}
