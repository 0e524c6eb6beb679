//! The laws that hold for every world: properties over the strategies of `voucher_core::testing`.
//!
//! Each law says its number of cases, of which `DEPTH` times as many are tried, and the norms that it
//! checks. The draws are the same in every run, so a law that holds today holds tomorrow; to look
//! further, raise `DEPTH`.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

use proptest::{
    strategy::Strategy,
    test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner},
};

#[path = "laws/amounts.rs"]
mod amounts;
#[path = "laws/assistance.rs"]
mod assistance;
#[path = "laws/assistance_columns.rs"]
mod assistance_columns;
#[path = "laws/card_columns.rs"]
mod card_columns;
#[path = "laws/family_card.rs"]
mod family_card;
#[path = "laws/forms.rs"]
mod forms;
#[path = "laws/journal.rs"]
mod journal;
#[path = "laws/ledger.rs"]
mod ledger;
#[path = "laws/medicines.rs"]
mod medicines;
#[path = "laws/preview.rs"]
mod preview;
#[path = "laws/regulation.rs"]
mod regulation;
#[path = "laws/values.rs"]
mod values;
#[path = "laws/worlds.rs"]
mod worlds;

/// How many times the stated number of cases are tried.
const DEPTH: u32 = 4;

/// Tries so many cases of a strategy, the same ones in every run, and shows the smallest that fails.
fn law<S: Strategy>(cases: u32, strategy: S, holds: impl Fn(S::Value) -> TestCaseResult) {
    let config = Config { cases: cases * DEPTH, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    if let Err(broken) = TestRunner::new_with_rng(config, rng).run(&strategy, holds) {
        panic!("{broken}");
    }
}
