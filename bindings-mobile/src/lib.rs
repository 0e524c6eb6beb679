//! voucher-core for the eGov Mobile app: Kotlin and Swift through UniFFI, one call a screen.
//!
//! **The contract.** Records, enums and free functions only; what is asked comes as values and goes as values.
//! Every function returns `Result` with the one [`VoucherError`], which also tells of an argument that could
//! not be read. No rule stands here: each answer is the core's, of facts that are fed to a ledger anew with
//! every call. Nothing is kept between calls but constants, so any thread may call at any time.
//!
//! [`wallet_screen`] answers a screen; [`enter_account`], [`accept_offer`], [`account_checked`] and [`confirm`]
//! take the steps of an activation; [`preview_activation`] asks before the server does, whose answer wins.

mod activation;
mod check;
mod error;
mod facts;
mod journal;
mod mirror;
mod preview;
mod receipt;
mod regulation;
mod screen;
mod text;
mod value;

pub use activation::{
    FactAnswer, StepAnswer, accept_offer, account_checked, confirm, enter_account, record_fact,
};
pub use check::{AccountCheck, IinCheck, PhoneCheck, check_account, check_iin, check_phone};
pub use error::VoucherError;
pub use facts::{DatedFact, MonthFacts, MonthPhase, RefusedFact};
pub use journal::answer_journal;
pub use preview::{PreviewAnswer, VoucherKey, preview_activation};
pub use receipt::{ReceiptAmounts, ReceiptAnswer, receipt};
pub use regulation::{
    MonthCalendar, RegionName, civil_date, read_reply, regions, regulation, regulation_digest,
    regulation_from_json, regulation_in_force, regulation_months, regulations,
};
pub use screen::{WalletQuestion, WalletScreen, wallet_screen};
pub use text::{Catalogue, Reason, SmsText, StageText, StepText, catalogue, version};
pub use value::{CivilDate, NormsByRegion, RegionNorm, RegulationForm, Text};

uniffi::setup_scaffolding!();
