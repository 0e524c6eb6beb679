//! The core beside the naive models: every programme, its columns, and where two regulations differ.
//!
//! One program, so that what they share is compiled once: `cargo test -p voucher-reference meals` runs those of a room.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of a test fail and tell as the test does"
)]

mod assistance;
mod both;
mod columns;
mod columns_due;
mod columns_long_periods;
mod difference;
mod exhaustive;
mod exhaustive_preview;
mod exhaustive_sequences;
mod family_card;
mod meals;
mod medicines;
mod vectors;

/// The naive models are copied at every step, and most of the time goes into making room for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
