//! The canonical JSON (RFC 8785) of a regulation, and its digest.

use alloc::{format, string::String};

use chrono::Datelike;
use sha2::{Digest, Sha256};

use super::{DayRule, RegulationParts};

pub(super) fn digest(parts: &RegulationParts) -> [u8; 32] {
    Sha256::digest(json(parts)).into()
}

/// Fields in the order of their names, no white space, arrays and amounts as they were read.
pub(super) fn json(parts: &RegulationParts) -> String {
    let consent = parts.consent.as_ref().map(|consent| {
        format!(
            r#"{{"agree_codes":{},"last_day":{},"refuse_codes":{},"repeat_after_days":{},"scope":"{}"}}"#,
            texts(&consent.agree_codes),
            day(consent.last_day),
            texts(&consent.refuse_codes),
            consent.repeat_after_days,
            consent.scope.code(),
        )
    });
    let discount = parts.discount.as_ref().map(|discount| {
        // Keys are sorted by UTF-16 code units (RFC 8785, 3.2.3). They are KATO codes once checked;
        // of ASCII text the order of bytes, which the map has, is the same.
        let norms = discount.norms_m3.iter().map(|(kato, norm)| format!("{}:{}", text(kato), text(norm)));
        format!(
            r#"{{"norms_m3":{{{}}},"rate":{},"rounding":"{}"}}"#,
            join(norms),
            text(&discount.rate),
            discount.rounding.code(),
        )
    });
    let optional_text = |value: &Option<String>| value.as_deref().map(text);
    join(
        [
            format!(r#"{{"activations_per_account":{}"#, parts.activations_per_account),
            format!(
                r#""assistance":[{}]"#,
                join(parts.assistance.iter().map(|kind| format!(r#""{}""#, kind.code())))
            ),
            format!(r#""consent":{}"#, or_null(consent)),
            format!(r#""discount":{}"#, or_null(discount)),
            format!(r#""helpline":{}"#, or_null(optional_text(&parts.helpline))),
            format!(r#""id":{}"#, text(&parts.id)),
            format!(r#""list_closes":{}"#, day(parts.list_closes)),
            format!(
                r#""period":{{"first":"{}","last":"{}"}}"#,
                date(parts.period.first),
                date(parts.period.last)
            ),
            format!(r#""programme":{}"#, text(&parts.programme)),
            format!(r#""regions":{}"#, texts(&parts.regions)),
            format!(r#""register_due":{}"#, day(parts.register_due)),
            format!(r#""sign_up_link":{}"#, or_null(optional_text(&parts.sign_up_link))),
            format!(
                r#""window":{{"first":{},"last":{}}}}}"#,
                day(parts.window.first),
                day(parts.window.last)
            ),
        ]
        .into_iter(),
    )
}

fn date(date: chrono::NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn day(rule: DayRule) -> String {
    format!(r#"{{"day":{},"if_missing":"{}"}}"#, rule.day, rule.if_missing.code())
}

fn texts(values: &[String]) -> String {
    format!("[{}]", join(values.iter().map(|value| text(value))))
}

fn or_null(value: Option<String>) -> String {
    value.unwrap_or_else(|| "null".into())
}

fn join(values: impl Iterator<Item = String>) -> String {
    let mut joined = String::new();
    for value in values {
        if !joined.is_empty() {
            joined.push(',');
        }
        joined.push_str(&value);
    }
    joined
}

/// A JSON string as RFC 8785 (3.2.2.2) writes it.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    crate::text::push_json_text(&mut out, value);
    out
}
