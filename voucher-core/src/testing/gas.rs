//! Strategies for gas: regulations, facts, whole worlds, and the reference machine.

mod calendar;
mod codes;
mod facts;
#[cfg(feature = "json")]
mod hostile;
#[cfg(feature = "json")]
mod journal;
mod machine;
mod outcomes;
mod receipts;
mod replies;
mod rules;
mod world;

pub use calendar::{
    arb_day_in_period, arb_day_in_window, arb_day_outside_window, arb_edge_date, arb_month_of,
};
pub use codes::{
    arb_answer, arb_assistance, arb_assistance_set, arb_channel, arb_consent_scope, arb_consent_state,
    arb_missing_fact, arb_refusal, arb_refusals, arb_region_in_pilot, arb_register_field, arb_reply,
    arb_rounding, arb_sms, arb_sms_kind, arb_stage, arb_step,
};
pub use facts::{Facts, arb_fact, iin_of};
#[cfg(feature = "json")]
pub use hostile::{arb_hostile_journal, arb_raw_line};
#[cfg(feature = "json")]
pub use journal::{JournalBytes, arb_journal};
pub use machine::{Difference, Said, SystemUnderTest, check};
pub use outcomes::{
    arb_due, arb_match, arb_outcome, arb_preview_facts, arb_register, arb_register_copies, arb_register_row,
};
pub use receipts::{arb_discount_terms, arb_receipt};
pub use replies::arb_raw_reply;
pub use rules::{
    arb_changed_regulation, arb_consent_parts, arb_discount_parts, arb_published_regulation, arb_regulation,
    arb_regulation_parts, arb_regulation_set, arb_window,
};
pub use world::{arb_facts, arb_ledger, arb_racing_pair, arb_unsound_facts};
