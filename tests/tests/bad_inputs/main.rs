//! The catalogue of bad inputs, row by row: what people, devices and other programs send, and what
//! comes out. A test is named by its row; where the norms decide otherwise than the row, it says so.
//!
//! Not here: rows 87-103 (columns and notebooks), 108 (bindings of another version than the library)
//! and 109 (devices) are about the packages that carry this library, not about the library.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

/// Tells a journal under a regulation: each step in short, and the answer that it must get.
macro_rules! story {
    ($regulation:expr, $($step:expr => $want:expr,)+) => {
        $crate::story::story($regulation, &[$(($step, $want)),+]);
    };
}

mod applications;
mod calendar;
mod consent;
mod identifiers;
mod offers;
mod programmes;
mod story;
mod vouchers;
mod wire;

/// The code of a fault, or `ok`.
fn code<T>(result: Result<T, voucher_core::Error>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "ok")
}
