//! What voucher-core is measured against: naive models written from the norms alone, and both asked the same.

pub mod compare;
pub mod family_card;
pub mod meals;
pub mod medicines;
pub mod naive;
pub mod naive_assistance;
pub mod naive_journal;
pub mod table;
pub mod wire;
