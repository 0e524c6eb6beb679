//! Raw text that is never valid: the catalogue of what people, files and machines really send.

use alloc::{string::String, vec::Vec};

use proptest::{
    char as any_char,
    collection::vec,
    prop_oneof,
    sample::{Index, select},
    strategy::{Just, Strategy},
};

use super::people::{arb_account, arb_iin, arb_phone, arb_reference};
use crate::{Account, Iin, Month, Phone, Reference, Region, Volume, parse_date, parse_instant};

/// The texts of `hostile.txt` that are none of this kind. A line is a kind and a JSON string; a copy of the file goes with
/// the testing kit of Python.
pub(super) fn catalogue(kind: &str) -> Vec<String> {
    let lines = include_str!("hostile.txt").lines().filter_map(|line| line.split_once(' '));
    lines.filter(|(of, _)| *of == kind).map(|(_, text)| unescaped(text)).collect()
}

/// What a JSON string says whose escapes are `\"`, `\\` and `\u` alone.
fn unescaped(text: &str) -> String {
    let (mut read, mut rest) = (String::new(), text.chars());
    while let Some(character) = rest.next() {
        match (character, if character == '\\' { rest.next() } else { None }) {
            ('"', _) => {}
            (_, Some('u')) => {
                let digits: String = rest.by_ref().take(4).collect();
                read.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            (_, Some(escaped)) => read.push(escaped),
            (plain, None) => read.push(plain),
        }
    }
    read
}

/// Catalogued text, a valid text with an intruder inside, anything at all, or far too much: of these
/// what is not valid.
pub(super) fn raw(
    catalogued: Vec<String>,
    good: impl Strategy<Value = String> + 'static,
    is_valid: fn(&str) -> bool,
) -> impl Strategy<Value = String> {
    let place = proptest::arbitrary::any::<Index>();
    // They look like nothing, like white space, or like a digit that they are not.
    let intruders: Vec<char> = catalogue("intruder").concat().chars().collect();
    let intruded = (good, select(intruders), place).prop_map(|(good, intruder, place)| {
        let mut characters: Vec<char> = good.chars().collect();
        characters.insert(place.index(characters.len() + 1), intruder);
        String::from_iter(characters)
    });
    let anything = vec(any_char::any(), 0..20).prop_map(String::from_iter);
    let far_too_much = select(["9", "А", "0."].as_slice()).prop_map(|piece| piece.repeat(70_000));
    prop_oneof![
        20 => select(catalogued),
        8 => intruded,
        4 => anything,
        1 => far_too_much,
    ]
    .prop_filter("a valid text is not raw", move |text| !is_valid(text))
}

/// Text that is no IIN: too short, too long, wrong or impossible control digit, foreign digits,
/// what a spreadsheet makes of it.
///
/// ```
/// use voucher_core::{Iin, testing::{arb_raw_iin, draws}};
///
/// assert!(draws(arb_raw_iin()).take(99).all(|text| Iin::parse(&text).is_err()));
/// ```
pub fn arb_raw_iin() -> impl Strategy<Value = String> {
    raw(catalogue("iin"), arb_iin().prop_map(Iin::expose_text), |text| Iin::parse(text).is_ok())
}

/// Text that is no phone of N32.
///
/// ```
/// use voucher_core::{Phone, testing::{arb_raw_phone, draws}};
///
/// assert!(draws(arb_raw_phone()).take(99).all(|text| Phone::parse(&text).is_err()));
/// ```
pub fn arb_raw_phone() -> impl Strategy<Value = String> {
    raw(catalogue("phone"), arb_phone().prop_map(Phone::expose_text), |text| Phone::parse(text).is_ok())
}

/// Text that is no account: empty, too long, with a character that no account has.
///
/// ```
/// use voucher_core::{Account, testing::{arb_raw_account, draws}};
///
/// assert!(draws(arb_raw_account()).take(99).all(|text| Account::parse(&text).is_err()));
/// ```
pub fn arb_raw_account() -> impl Strategy<Value = String> {
    raw(catalogue("account"), arb_account().prop_map(|account| account.expose_text().into()), |text| {
        Account::parse(text).is_ok()
    })
}

/// Text that is no reference: empty, too long, with a character that no reference has.
///
/// ```
/// use voucher_core::{Reference, testing::{arb_raw_reference, draws}};
///
/// assert!(draws(arb_raw_reference()).take(99).all(|text| Reference::parse(&text).is_err()));
/// ```
pub fn arb_raw_reference() -> impl Strategy<Value = String> {
    raw(
        catalogue("reference"),
        arb_reference().prop_map(|reference| reference.expose_text().into()),
        |text| Reference::parse(text).is_ok(),
    )
}

/// Text that is no date: days that no calendar has, other ways to write one, instants.
///
/// ```
/// use voucher_core::{parse_date, testing::{arb_raw_date, draws}};
///
/// assert!(draws(arb_raw_date()).take(99).all(|text| parse_date(&text).is_err()));
/// assert!(draws(arb_raw_date()).take(999).any(|text| text == "2026-02-29"));
/// ```
pub fn arb_raw_date() -> impl Strategy<Value = String> {
    raw(catalogue("date"), Just("2025-09-07".into()), |text| parse_date(text).is_ok())
}

/// Text that is no instant of N2, or one before the single zone.
///
/// ```
/// use voucher_core::{parse_instant, testing::{arb_raw_instant, draws}};
///
/// assert!(draws(arb_raw_instant()).take(99).all(|text| parse_instant(&text).is_err()));
/// ```
pub fn arb_raw_instant() -> impl Strategy<Value = String> {
    raw(catalogue("instant"), Just("2025-09-06T19:00:00.0+00:00".into()), |text| parse_instant(text).is_ok())
}

/// Text that is no month.
///
/// ```
/// use voucher_core::{Month, testing::{arb_raw_month, draws}};
///
/// assert!(draws(arb_raw_month()).take(99).all(|text| Month::parse(&text).is_err()));
/// ```
pub fn arb_raw_month() -> impl Strategy<Value = String> {
    raw(catalogue("month"), Just("2025-09".into()), |text| Month::parse(text).is_ok())
}

/// Text that is no decimal of N29 for a volume: no number, too many decimals, negative, too large.
///
/// ```
/// use voucher_core::{Volume, testing::{arb_raw_decimal, draws}};
///
/// assert!(draws(arb_raw_decimal()).take(99).all(|text| Volume::parse(&text).is_err()));
/// ```
pub fn arb_raw_decimal() -> impl Strategy<Value = String> {
    raw(catalogue("decimal"), Just("631.5".into()), |text| Volume::parse(text).is_ok())
}

/// Text that names no region by KATO code.
///
/// ```
/// use voucher_core::{Region, testing::{arb_raw_region, draws}};
///
/// assert!(draws(arb_raw_region()).take(99).all(|text| Region::from_kato(&text).is_err()));
/// ```
pub fn arb_raw_region() -> impl Strategy<Value = String> {
    raw([catalogue("region"), catalogue("kato")].concat(), Just("71".into()), |text| {
        Region::from_kato(text).is_ok()
    })
}
