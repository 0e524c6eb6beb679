//! The canonical JSON (RFC 8785) of a proactive regulation, and its digest.

use alloc::string::String;

use sha2::{Digest, Sha256};

use super::{ProactiveParts, form::field};
use crate::wire::writer::written;

pub(super) fn digest(parts: &ProactiveParts) -> [u8; 32] {
    Sha256::digest(json(parts)).into()
}

/// Fields in the order of their names, no white space, arrays and amounts as they were read.
pub(super) fn json(parts: &ProactiveParts) -> String {
    written(|to| {
        to.boolean("account_step", parts.account_step);
        field(to, "agree_codes", &parts.agree_codes);
        field(to, "answer_within_days", &parts.answer_within_days);
        field(to, "benefits", &parts.benefits);
        to.text("id", &parts.id)
            .plain("kind", parts.kind.code())
            .codes("per_child", parts.per_child.iter().map(|service| service.code()))
            .period("period", parts.period)
            .plain("programme", parts.programme.code())
            .plain("refusal", parts.refusal.code());
        field(to, "refuse_codes", &parts.refuse_codes);
        to.text("sender", &parts.sender)
            .codes("services", parts.services.iter().map(|service| service.code()));
    })
}
