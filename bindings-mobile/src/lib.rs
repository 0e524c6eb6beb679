//! voucher-core for the eGov Mobile app: Kotlin and Swift through UniFFI, one call a screen.
//!
//! **The contract.** Records, enums and free functions only; what is asked comes as values and goes as values.
//! Every function that takes what can be malformed returns `Result` with the one [`VoucherError`], which also tells of an
//! argument that could not be read; the others cannot fail. No rule stands here: each answer is the core's, of facts that are fed to a ledger anew with
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
#[cfg(feature = "journal")]
mod journal;
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
mod replay;
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
#[cfg(all(
    feature = "gas",
    feature = "meals",
    feature = "medicines",
    feature = "family_card",
    feature = "targeted_assistance"
))]
pub mod wallet;
mod words;

pub use calendar::{DaysLeft, MonthPhase, civil_date, date_text};
pub use check::{AccountCheck, IinCheck, PhoneCheck, check_account, check_iin, check_phone};
pub use error::VoucherError;
#[cfg(feature = "journal")]
pub use journal::answer_journal;
pub use lines::{FactLine, fact_lines_from_json, fact_lines_to_json};
pub use region::{RegionName, region_names};
#[cfg(any(
    feature = "meals",
    feature = "medicines",
    feature = "family_card",
    feature = "targeted_assistance"
))]
pub use replay::RefusedLine;
pub use value::{CivilDate, Text, TypedText};
pub use words::{FaultText, fault_texts, refusal_text};

uniffi::setup_scaffolding!();

/// The version of this library.
#[uniffi::export]
#[must_use]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
