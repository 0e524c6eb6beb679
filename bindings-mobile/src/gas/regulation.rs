//! The rules as data, and the calendar of a month.

use voucher_core::{
    Month,
    gas::{Regulation, RegulationSet, Reply},
};

use crate::{
    error::VoucherError,
    value::{CivilDate, Text, digest_text},
};

/// The dates of one month under a regulation.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasMonthCalendar {
    /// The last day on which the list may change.
    pub list_closes: CivilDate,
    /// The last day to answer, or none where no consent is needed.
    pub last_day_to_answer: Option<CivilDate>,
    /// The first day of the activation window.
    pub opens: CivilDate,
    /// The last day of the activation window.
    pub closes: CivilDate,
    /// The day from which the register is due.
    pub register_due: CivilDate,
}

impl GasMonthCalendar {
    pub(crate) fn new(regulation: &Regulation, month: Month) -> Self {
        Self {
            list_closes: regulation.list_closes(month),
            last_day_to_answer: regulation.last_day_to_answer(month),
            opens: regulation.window_opens(month),
            closes: regulation.window_closes(month),
            register_due: regulation.register_due(month),
        }
    }
}

/// The published regulation with this id; `unknown_regulation` for another.
#[uniffi::export]
pub fn gas_regulation(id: Text) -> Result<Regulation, VoucherError> {
    Regulation::published(&id.0).ok_or_else(|| {
        VoucherError::new("unknown_regulation", Some("regulation"), "no published regulation has this id")
    })
}

/// The published regulations, in order of their first days.
#[uniffi::export]
pub fn gas_regulations() -> Result<Vec<Regulation>, VoucherError> {
    Ok(RegulationSet::published().iter().cloned().collect())
}

/// The published regulation that is in force on a date, if there is one (N6).
#[uniffi::export]
pub fn gas_regulation_in_force(today: CivilDate) -> Result<Option<Regulation>, VoucherError> {
    Ok(RegulationSet::published().in_force(today).cloned())
}

/// A regulation from its JSON, such as a server sends when the order has changed (N7).
#[uniffi::export]
pub fn gas_regulation_from_json(json: Text) -> Result<Regulation, VoucherError> {
    Ok(Regulation::from_json(&json.0)?)
}

/// `sha256:` and the digest of a regulation's canonical JSON, for a server to compare.
#[uniffi::export]
pub fn gas_regulation_digest(regulation: Regulation) -> Result<String, VoucherError> {
    Ok(digest_text(regulation.digest()))
}

/// The months of a regulation, in order (N8).
#[uniffi::export]
pub fn gas_regulation_months(regulation: Regulation) -> Result<Vec<Month>, VoucherError> {
    Ok(regulation.months().collect())
}

/// What a reply by SMS means under a regulation (N14).
#[uniffi::export]
pub fn gas_read_reply(regulation: Regulation, text: Text) -> Result<Reply, VoucherError> {
    Ok(regulation.read_reply(&text.0))
}
