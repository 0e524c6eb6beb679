//! Gas on a phone: one call a screen, and the steps of an activation.
//!
//! [`gas_screen`] answers a screen; [`gas_enter_account`], [`gas_accept_offer`], [`gas_account_checked`] and
//! [`gas_confirm`] take the steps of an activation; [`gas_preview_activation`] asks before the server does, whose
//! answer wins.

mod activation;
mod facts;
mod form;
mod journal;
mod mirror;
mod preview;
mod receipt;
mod regulation;
mod screen;
mod text;

pub use activation::{
    GasFactAnswer, GasStepAnswer, gas_accept_offer, gas_account_checked, gas_confirm, gas_enter_account,
    gas_record_fact,
};
pub use facts::{GasDatedFact, GasMonthFacts, GasRefusedFact};
pub use form::{GasNormsByRegion, GasRegionNorm, GasRegulationForm};
pub use journal::{GasUnreadLine, gas_facts_from_json, gas_facts_to_json};
pub use preview::{GasPreviewAnswer, GasVoucherKey, gas_preview_activation};
pub use receipt::{GasReceiptAmounts, GasReceiptAnswer, gas_receipt};
pub use regulation::{
    GasMonthCalendar, gas_read_reply, gas_regulation, gas_regulation_digest, gas_regulation_from_json,
    gas_regulation_in_force, gas_regulation_months, gas_regulations,
};
pub use screen::{GasQuestion, GasScreen, gas_screen};
pub use text::{
    GasActionText, GasCatalogue, GasReason, GasSmsText, GasStageText, GasStepText, gas_catalogue,
    gas_sms_texts,
};
