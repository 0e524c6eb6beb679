//! Checks of voucher-core from outside.

pub mod naive;
pub mod naive_journal;
