//! voucher-core for the eGov Mobile app: Kotlin and Swift through UniFFI, one call a screen.
//!
//! **The contract.** Records, enums and free functions only; what is asked comes as values and goes as values.
//! Every function returns `Result` with the one [`VoucherError`], which also tells of an argument that could
//! not be read. No rule stands here: each answer is the core's, of facts that are fed to a ledger anew with
//! every call. Nothing is kept between calls but constants, so any thread may call at any time.
//!
//! **Names.** Kotlin and Swift have one flat namespace. Values and their checks are plain, as `Iin` and
//! `check_iin`; what belongs to a programme has its name in front, as `GasScreen` and `gas_screen`. A programme is
//! one module here, and no two know each other.

mod calendar;
mod check;
mod error;
#[cfg(feature = "family_card")]
pub mod family_card;
#[cfg(feature = "gas")]
pub mod gas;
mod journal;
#[cfg(any(
    feature = "meals",
    feature = "medicines",
    feature = "family_card",
    feature = "targeted_assistance"
))]
mod lines;
#[cfg(feature = "meals")]
pub mod meals;
#[cfg(feature = "medicines")]
pub mod medicines;
mod mirror;
mod region;
#[cfg(any(
    feature = "meals",
    feature = "medicines",
    feature = "family_card",
    feature = "targeted_assistance"
))]
mod rules;
#[cfg(feature = "targeted_assistance")]
pub mod targeted_assistance;
mod value;
#[cfg(any(
    feature = "gas",
    feature = "meals",
    feature = "medicines",
    feature = "family_card",
    feature = "targeted_assistance"
))]
mod words;

pub use calendar::{MonthPhase, civil_date};
pub use check::{AccountCheck, IinCheck, PhoneCheck, check_account, check_iin, check_phone};
pub use error::VoucherError;
pub use journal::answer_journal;
#[cfg(any(
    feature = "meals",
    feature = "medicines",
    feature = "family_card",
    feature = "targeted_assistance"
))]
pub use lines::{FactLine, RefusedLine};
pub use region::{RegionName, regions};
pub use value::{CivilDate, Text};

uniffi::setup_scaffolding!();

/// The version of this library.
#[uniffi::export]
pub fn version() -> Result<String, VoucherError> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}
