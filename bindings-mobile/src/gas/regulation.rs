//! The rules as data, and the calendar of a month.

use voucher_core::{
    Month,
    gas::{Regulation, RegulationSet, Reply},
};

use crate::{
    error::{VoucherError, regulation_from_json},
    value::{CivilDate, Text, digest_text},
};

/// The dates of one month under a regulation.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasMonthCalendar {
    /// The last day on which the list may change.
    pub list_closes: CivilDate,
    /// The last day to answer, or none where no consent is needed.
    pub last_day_to_answer: Option<CivilDate>,
    /// The first day of the activation window that lies in the period of the rules.
    pub opens: CivilDate,
    /// The last day of the activation window that lies in the period of the rules.
    pub closes: CivilDate,
    /// The day from which the register is due.
    pub register_due: CivilDate,
}

impl GasMonthCalendar {
    /// None where the month is none of the regulation's (N8).
    pub(crate) fn new(regulation: &Regulation, month: Month) -> Option<Self> {
        let open = regulation.open_days(month)?;
        Some(Self {
            list_closes: regulation.list_closes(month),
            last_day_to_answer: regulation.last_day_to_answer(month),
            opens: open.first,
            closes: open.last,
            register_due: regulation.register_due(month),
        })
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
#[must_use]
pub fn gas_regulations() -> Vec<Regulation> {
    RegulationSet::published().iter().cloned().collect()
}

/// The regulation that is in force on a date, if there is one (N6): of all that a server sends, or of the published ones. No two
/// of them may share a day.
#[uniffi::export(default(all = None))]
pub fn gas_regulation_in_force(
    today: CivilDate,
    all: Option<Vec<Regulation>>,
) -> Result<Option<Regulation>, VoucherError> {
    let set = all.map_or_else(|| Ok(RegulationSet::published()), RegulationSet::new)?;
    Ok(set.in_force(today).cloned())
}

/// A regulation from its JSON, such as a server sends when the order has changed (N7). `form_too_new` says that only a newer
/// version reads it (N41).
#[uniffi::export]
pub fn gas_regulation_from_json(json: Text) -> Result<Regulation, VoucherError> {
    regulation_from_json(&json.0, Regulation::from_json, Regulation::form_fault)
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
