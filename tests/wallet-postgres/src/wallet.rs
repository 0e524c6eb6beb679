//! The wallet: what a real service can start from.

mod fault;
mod link;
mod service;

pub(crate) use fault::Fault;
pub(crate) use link::{Link, client};
pub(crate) use service::{Answer, Begun, Request, Service, Wish, Written};

/// The tables, and the constraint that everything rests on.
pub(crate) const SCHEMA: &str = include_str!("wallet/schema.sql");
