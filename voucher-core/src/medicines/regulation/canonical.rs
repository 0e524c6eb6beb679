//! The canonical JSON (RFC 8785) of a regulation, and its digest.

use alloc::string::String;

use sha2::{Digest, Sha256};

use super::RegulationParts;
use crate::wire::writer::written;

pub(super) fn digest(parts: &RegulationParts) -> [u8; 32] {
    Sha256::digest(json(parts)).into()
}

/// Fields in the order of their names, no white space.
pub(super) fn json(parts: &RegulationParts) -> String {
    written(|to| {
        to.object("days_of_supply", |to| {
            to.whole("least", parts.days_of_supply.least).whole("most", parts.days_of_supply.most);
        })
        .plain("dispensing", parts.dispensing.code())
        .text("id", &parts.id)
        .period("period", parts.period)
        .plain("programme", parts.programme.code())
        .object("register_due", |to| parts.register_due.write(to))
        .whole("remind_before_days", parts.remind_before_days)
        .whole("valid_days", parts.valid_days)
        .plain("where", parts.at.code());
    })
}
