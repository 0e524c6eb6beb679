//! Strategies for every type of this crate, whole worlds, and a reference machine (feature `proptest`).
//!
//! | family | gives |
//! | --- | --- |
//! | `arb_*` | valid values only; named sub-ranges where an answer hangs on them |
//! | `arb_raw_*` | text that is never valid: what people, files and machines really send |
//! | [`arb_facts`], [`arb_racing_pair`], `arb_journal` | whole worlds that go deep, in date order |
//! | [`arb_unsound_facts`], `arb_hostile_journal` | worlds with everything wrong in them |
//! | [`check`] | drives a [`Ledger`](crate::Ledger) beside a system of yours and names the first difference |
//!
//! They are functions and not `Arbitrary`, so that a type can have several. All people are made up:
//! born in 2099. Values shrink to something readable: dates toward 2025-08-28 or the first day of
//! the regulation, people toward 990101600002, worlds toward few facts. The strategies of journals
//! need the feature `json`.
//!
//! A value of another type of this crate is what one of its functions makes of these: a
//! [`CommitKey`](crate::CommitKey) of a regulation, month and account, a
//! [`Preview`](crate::Preview) of [`arb_preview_facts`], a [`Summary`](crate::Summary) of
//! [`arb_ledger`].
//!
//! ```
//! use proptest::{prelude::*, test_runner::TestRunner};
//! use voucher_core::{Regulation, testing::{arb_facts, check}};
//!
//! let regulation = Regulation::gas_2025_08();
//! let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20) });
//! let of_three_people = arb_facts(&regulation, 3);
//! runner.run(&of_three_people, |facts| {
//!     let mut my_system = voucher_core::Ledger::new(regulation.clone()); // stands for a service
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
#[cfg(feature = "json")]
mod hostile;
#[cfg(feature = "json")]
mod journal;
mod machine;
mod outcomes;
mod people;
mod raw;
mod rules;
mod shrink;
mod world;

pub use amounts::{arb_discount_terms, arb_price, arb_rate, arb_receipt, arb_tiyn, arb_volume};
pub use calendar::{
    arb_any_date, arb_date, arb_day_in_period, arb_day_in_window, arb_day_of_month, arb_day_outside_window,
    arb_edge_date, arb_instant_on, arb_month, arb_month_of,
};
pub use codes::{
    arb_answer, arb_assistance, arb_assistance_set, arb_channel, arb_consent_scope, arb_consent_state,
    arb_if_missing, arb_language, arb_missing_fact, arb_refusal, arb_refusals, arb_region,
    arb_region_in_pilot, arb_region_set, arb_register_field, arb_reply, arb_rounding, arb_sms, arb_sms_kind,
    arb_stage, arb_step,
};
pub use facts::{Facts, arb_fact, fact_code, iin_of};
#[cfg(feature = "json")]
pub use hostile::{arb_hostile_journal, arb_raw_line};
#[cfg(feature = "json")]
pub use journal::{JournalBytes, arb_journal};
pub use machine::{Difference, Said, SystemUnderTest, check};
pub use outcomes::{
    arb_due, arb_match, arb_outcome, arb_preview_facts, arb_register, arb_register_copies, arb_register_row,
};
pub use people::{arb_account, arb_iin, arb_phone, arb_reference, made_up_accounts, made_up_people};
pub use raw::{
    arb_raw_account, arb_raw_date, arb_raw_decimal, arb_raw_iin, arb_raw_instant, arb_raw_month,
    arb_raw_phone, arb_raw_reference, arb_raw_region, arb_raw_reply,
};
pub use rules::{
    arb_changed_regulation, arb_consent_parts, arb_day_rule, arb_discount_parts, arb_period,
    arb_published_regulation, arb_regulation, arb_regulation_parts, arb_regulation_set, arb_window,
};
pub use world::{arb_facts, arb_ledger, arb_racing_pair, arb_unsound_facts};

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

/// What always reads: the parts are made so that nothing is ever thrown away.
fn read<T, U: core::fmt::Debug>(
    parts: impl Strategy<Value = T>,
    read: impl Fn(T) -> Option<U>,
) -> impl Strategy<Value = U> {
    parts.prop_filter_map("parts are made to read", read)
}
