//! The canonical JSON (RFC 8785) of a regulation, and its digest.

use alloc::string::String;

use sha2::{Digest, Sha256};

use super::{ConsentParts, DiscountParts, RegulationParts};
use crate::{
    value::text::push_json_text,
    wire::writer::{Object, written},
};

pub(super) fn digest(parts: &RegulationParts) -> [u8; 32] {
    Sha256::digest(json(parts)).into()
}

/// Fields in the order of their names, no white space, arrays and amounts as they were read.
pub(super) fn json(parts: &RegulationParts) -> String {
    written(|to| {
        to.whole("activations_per_account", parts.activations_per_account)
            .codes("assistance", parts.assistance.iter().map(|kind| kind.code()))
            .nullable("consent", parts.consent.as_ref(), |to, name, parts| {
                to.object(name, |to| consent(to, parts));
            })
            .nullable("discount", parts.discount.as_ref(), |to, name, parts| {
                to.object(name, |to| discount(to, parts));
            })
            .nullable("helpline", parts.helpline.as_ref(), |to, name, text| {
                to.text(name, text);
            })
            .text("id", &parts.id)
            .object("list_closes", |to| parts.list_closes.write(to))
            .period("period", parts.period)
            .plain("programme", parts.programme.code())
            .list("regions", &parts.regions, |out, region| push_json_text(out, region))
            .object("register_due", |to| parts.register_due.write(to))
            .nullable("sign_up_link", parts.sign_up_link.as_ref(), |to, name, text| {
                to.text(name, text);
            })
            .object("window", |to| {
                to.object("first", |to| parts.window.first.write(to));
                to.object("last", |to| parts.window.last.write(to));
            });
    })
}

fn consent(to: &mut Object<'_>, parts: &ConsentParts) {
    to.list("agree_codes", &parts.agree_codes, |out, code| push_json_text(out, code))
        .object("last_day", |to| parts.last_day.write(to))
        .list("refuse_codes", &parts.refuse_codes, |out, code| push_json_text(out, code))
        .whole("repeat_after_days", parts.repeat_after_days)
        .plain("scope", parts.scope.code());
}

fn discount(to: &mut Object<'_>, parts: &DiscountParts) {
    to.object("norms_m3", |to| {
        // Names are sorted by UTF-16 code units (RFC 8785, 3.2.3). They are KATO codes once checked;
        // of ASCII text the order of bytes, which the map has, is the same.
        for (kato, norm) in &parts.norms_m3 {
            to.any(kato, norm);
        }
    })
    .text("rate", &parts.rate)
    .plain("rounding", parts.rounding.code());
}
