//! Strategies for every type of this crate, whole worlds, and a reference machine (feature `proptest`).
//!
//! | family | gives |
//! | --- | --- |
//! | `arb_*` | valid values only; named sub-ranges where an answer hangs on them |
//! | `arb_raw_*` | text that is never valid: what people, files and machines really send |
//! | [`gas::arb_facts`], [`gas::arb_racing_pair`], `gas::arb_journal` | whole worlds that go deep, in date order |
//! | [`gas::arb_unsound_facts`], `gas::arb_hostile_journal` | worlds with everything wrong in them |
//! | [`meals::arb_facts`], [`meals::arb_unsound_facts`], [`medicines::arb_facts`], [`medicines::arb_unsound_facts`] | the same for school meals and medicines |
//! | [`family_card::arb_facts`], [`family_card::arb_family`], [`family_card::arb_right_facts`] | worlds of offers, families, facts about rights |
//! | [`targeted_assistance::arb_facts`], [`targeted_assistance::arb_family`], [`targeted_assistance::arb_household`] | worlds of applications, families with all that is said of them, households |
//! | [`gas::check`], [`meals::check`], [`medicines::check`], [`family_card::check`], [`targeted_assistance::check`] | drives a [`Ledger`](crate::gas::Ledger) beside a system of yours and names the first difference |
//!
//! Strategies are functions and not `Arbitrary`, so that a type can have several. All people are made up:
//! born in 2099. Values shrink to something readable: dates toward 2025-08-28 or the first day of
//! the regulation, people toward 990101600002, worlds toward few facts. The strategies of journals
//! need the feature `json`.
//!
//! Types without a strategy are made from types with one: a [`CommitKey`](crate::gas::CommitKey) from a
//! month and an account, a [`Preview`](crate::gas::Preview) from [`gas::arb_preview_facts`], a
//! [`Summary`](crate::gas::Summary) from [`gas::arb_ledger`].
//!
//! ```
//! use proptest::{prelude::*, test_runner::TestRunner};
//! use voucher_core::{gas::{Ledger, Regulation}, testing::gas::{arb_facts, check}};
//!
//! let regulation = Regulation::gas_2025_08();
//! let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20) });
//! let of_three_people = arb_facts(&regulation, 3);
//! runner.run(&of_three_people, |facts| {
//!     let mut my_system = Ledger::new(regulation.clone()); // stands for a service
//!     prop_assert_eq!(check(&regulation, &mut my_system, &facts), Ok(()));
//!     Ok(())
//! }).unwrap();
//! ```

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

mod amounts;
mod calendar;
mod codes;
mod facts;
pub mod family_card;
pub mod gas;
mod machine;
pub mod meals;
pub mod medicines;
mod people;
mod raw;
mod shrink;
pub mod targeted_assistance;

pub use amounts::{
    arb_amount, arb_count, arb_factor, arb_multiple, arb_price, arb_quarter_tenge, arb_rate, arb_tiyn,
    arb_volume,
};
pub use calendar::{
    arb_any_date, arb_date, arb_day_of_month, arb_day_rule, arb_instant_on, arb_month, arb_period,
};
pub use codes::{arb_language, arb_missing_day, arb_region, arb_region_set};
pub use facts::Facts;
pub use machine::Difference;
pub use people::{arb_account, arb_iin, arb_phone, arb_reference, made_up_accounts, made_up_people};
pub use raw::{
    arb_raw_account, arb_raw_date, arb_raw_decimal, arb_raw_iin, arb_raw_instant, arb_raw_month,
    arb_raw_phone, arb_raw_reference, arb_raw_region,
};

/// Values of a strategy, one after the other, the same in every run: for examples and plain tests.
///
/// ```
/// use voucher_core::testing::{arb_iin, draws};
///
/// let (first, again) = (draws(arb_iin()).take(3), draws(arb_iin()).take(3));
/// assert!(first.eq(again));
/// ```
pub fn draws<S: Strategy>(strategy: S) -> impl Iterator<Item = S::Value> {
    let mut runner = TestRunner::deterministic();
    core::iter::from_fn(move || strategy.new_tree(&mut runner).ok().map(|tree| tree.current()))
}

/// Values read from inputs that are made to be well formed, so that none is rejected.
fn read<T, U: core::fmt::Debug>(
    parts: impl Strategy<Value = T>,
    read: impl Fn(T) -> Option<U>,
) -> impl Strategy<Value = U> {
    parts.prop_filter_map("parts are made to read", read)
}
