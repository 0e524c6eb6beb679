//! The wallet: what a real service can start from.

mod fault;
pub(crate) mod gas;
mod link;
pub(crate) mod meals;
pub(crate) mod medicines;
mod service;

pub(crate) use fault::Fault;
pub(crate) use link::{Link, client};
#[cfg(test)]
pub(crate) use service::Place;
pub(crate) use service::{Answer, Begun, Decision, Service, Wish, Written};

/// The tables, and the constraint that everything rests on.
pub(crate) const SCHEMA: &str = include_str!("wallet/schema.sql");
