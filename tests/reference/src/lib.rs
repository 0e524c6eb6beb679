//! What voucher-core is measured against: a naive model written from the norms alone, and both asked the same.

pub mod compare;
pub mod meals;
pub mod naive;
pub mod naive_journal;
pub mod table;
