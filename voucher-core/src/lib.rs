//! **The contract.** Every function is pure and total: it reads no clock, file, network, environment,
//! locale or random number, and it never panics. The same input gives the same answer, byte for byte. A
//! rule that says *no* answers with every reason ([`Refusals`](programme::Refusals)). Malformed input is an
//! [`Error`] with a code and a place, never with the value. Dates are civil dates in Kazakhstan, given by
//! the caller. Norms are cited as `N12`, the activation conditions as A, sources as S0 to S4 and P.
//!
//! **Public paths.** Values stand at the root (`voucher_core::Iin`). Everything of a programme stands in its
//! module (`voucher_core::gas::Ledger`). What every programme is made of stands in [`programme`].
//!
//! **Where to begin.** [`gas::preview`] answers one question. [`gas::Ledger`] holds the months of many
//! people. `Journal` (feature `json`) answers lines of JSON. [`gas::Regulation`] is the rules as data.
#![cfg_attr(feature = "json", doc = "\n")]
#![cfg_attr(feature = "json", doc = include_str!("../README.md"))]
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod codes;
pub mod family_card;
pub mod gas;
#[cfg(feature = "json")]
mod journal;
pub mod meals;
pub mod medicines;
pub mod programme;
pub mod targeted_assistance;
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
    count::Count,
    error::Error,
    identity::{Account, Iin, Phone},
    language::Language,
    money::{Amount, Factor, Multiple, Price, QuarterTenge, Rate, Tiyn, Volume},
    reference::Reference,
    region::{Region, RegionSet},
    set::{Bits, Set},
    typing::Typed,
};
#[cfg(feature = "json")]
pub use wire::fields::FormFault;
