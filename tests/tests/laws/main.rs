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

mod amounts;
mod assistance;
mod assistance_columns;
mod card_columns;
mod family_card;
mod forms;
mod journal;
mod ledger;
mod ledgers;
mod medicines;
mod preview;
mod regulation;
mod values;
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
