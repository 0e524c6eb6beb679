//! Checks of voucher-core from outside.

pub mod compare;
pub mod naive;
pub mod naive_journal;
pub mod table;
pub mod vectors;
