//! **The contract.** Pure and total: no function reads a clock, a file, the network, the environment, a
//! locale or a random number; none panics; the same input gives the same answer, byte for byte. A
//! rule that says *no* is a value with every reason ([`Refusals`]); malformed input is an [`Error`]
//! with a code and a place, never the value. Dates are civil dates in Kazakhstan, given by the
//! caller. Norms are cited as `N12`, the activation conditions as A, sources as S0 to S4 and P.
//!
//! Where to begin: [`preview`] for one question, [`Ledger`] for the months of many people,
//! `Journal` (feature `json`) for the same as lines of JSON, [`Regulation`] for the rules as data.
#![cfg_attr(feature = "json", doc = "\n")]
#![cfg_attr(feature = "json", doc = include_str!("../README.md"))]
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod codes;
pub mod gas;
#[cfg(feature = "json")]
mod journal;
pub mod programme;
#[cfg(feature = "proptest")]
pub mod testing;
mod value;
mod wire;

#[cfg(feature = "json")]
pub use journal::Journal;
pub use programme::Programme;
#[cfg(feature = "pseudonym")]
pub use value::pseudonym::Pseudonymiser;
pub use value::{
    calendar::{DayOfMonth, MissingDay, Month, Period, civil_date, parse_date, parse_instant},
    coded::Coded,
    error::Error,
    identity::{Account, Iin, Phone},
    language::Language,
    money::{Price, Rate, Tiyn, Volume},
    reference::Reference,
    region::{Region, RegionSet},
    set::{Bits, Set},
};
