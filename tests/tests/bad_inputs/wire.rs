//! Rows 104-107 and 110: the wire.

use voucher_core::{Account, Journal, Language, Price, gas::Regulation};

use crate::{code, story::GAS};

/// What a journal says to a change of the published regulation.
fn change(change: &str) -> String {
    let line = format!(r#"{{"regulation":"gas-2025-08","change":{change}}}"#);
    Journal::new().answer(line.as_bytes()).unwrap()
}

fn malformed_regulation() -> &'static str {
    r#"{"line":1,"error":"invalid_regulation","reason":"malformed_regulation"}"#
}

/// Everywhere, however it is spelled.
#[test]
fn b104_names_that_stand_twice() {
    story! { GAS,
        r#"{"query":"due","on":"2025-09-03","on":"2025-09-03"}"# => "duplicate_field on",
        r#"{"query":"due","on":"2025-09-03","\u006fn":"2025-09-04"}"# => "duplicate_field on",
        r#"{"query":"due","note":{"x":1,"x":1},"on":"2025-09-03"}"# => "duplicate_field x",
        r#"{"query":"due","note":[{"x":1},{"x":1}],"on":"2025-09-03"}"# => "unknown_field note",
    }
    let json = Regulation::gas_2025_08().canonical_json();
    let twice = json.replacen('{', r#"{"id":"other","#, 1);
    assert_eq!(code(Regulation::from_json(&twice)), "duplicate_field");
    assert_eq!(change(r#"{"a":{"b":1,"b":2}}"#), r#"{"line":1,"error":"duplicate_field","field":"b"}"#);
}

/// A whole number has no fraction and no exponent, and fits 32 bits.
#[test]
fn b105_numbers_that_are_not_whole() {
    for number in ["1e3", "1.0", "9007199254740993", "2147483648", "\"1\"", "true", "[1]"] {
        assert_eq!(change(&format!(r#"{{"activations_per_account":{number}}}"#)), malformed_regulation());
    }
    for number in ["NaN", "Infinity", "01", "+1", "1."] {
        let answer = change(&format!(r#"{{"activations_per_account":{number}}}"#));
        assert_eq!(answer, r#"{"line":1,"error":"malformed_json"}"#, "{number}");
    }
    let largest = change(r#"{"activations_per_account":2147483647}"#);
    assert!(largest.starts_with(r#"{"line":1,"regulation":"gas-2025-08+changed","#), "{largest}");
}

#[test]
fn b106_fields_that_do_not_fit() {
    let deep = format!(r#"{{"query":"due","on":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    story! { GAS,
        r#"{"query":"due","on":"2025-09-03","colour":"green"}"# => "unknown_field colour",
        r#"{"query":"due"}"# => "missing_field on",
        r#"{"query":"due","on":null}"# => "invalid_field on not_text",
        r#"{"fact":"delisted","iin":null,"on":"2025-09-03"}"# => "invalid_field iin not_text",
        &deep => "malformed_json",
    }
    assert_eq!(change(r#"{"colour":"green"}"#), malformed_regulation());
    assert_eq!(change(r#"{"window":null}"#), malformed_regulation());
}

/// Never the nearest.
#[test]
fn b107_a_regulation_that_is_not_here() {
    for id in ["gas-2026-09", "gas-2025-8", "GAS-2025-08", " gas-2025-08", "gas-2025-08+changed", ""] {
        let line = format!(r#"{{"regulation":"{id}"}}"#);
        let answer = Journal::new().answer(line.as_bytes());
        assert_eq!(answer.as_deref(), Some(r#"{"line":1,"error":"unknown_regulation"}"#), "{id}");
        assert_eq!(Regulation::published(id), None);
    }
}

/// Nothing can be asked of a locale: letters grow by ASCII, decimals have a point, texts are asked
/// for by language.
#[test]
fn b110_locales() {
    assert_eq!(Account::parse("i1").unwrap().expose_text(), "I1");
    for text in ["ı1", "İ1", "і1"] {
        assert_eq!(code(Account::parse(text)), "account_character", "{text}");
    }
    assert_eq!(code(Price::parse("26,2132")), "not_a_decimal");
    assert_eq!(Price::parse("26.2132").unwrap().to_string(), "26.2132");
    assert_eq!(Language::ALL.len(), 3);
}
