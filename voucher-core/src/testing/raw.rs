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

/// Characters that look like nothing, like white space, or like a digit that they are not.
const INTRUDERS: &[char] = &[
    '\0', ' ', '\t', '\n', '\r', '\u{b}', '\u{a0}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{feff}', '\u{661}',
    '１', '²', '٫', 'О', 'о', 'А', 'Ж', 'ә', '.', ',', '+', '=', '\'', '"', '\\', '<', '_', 'e', '\u{301}',
    '😀',
];

/// Catalogued text, a valid text with an intruder inside, anything at all, or far too much: of these
/// what is not valid.
pub(super) fn raw(
    catalogue: &'static [&'static str],
    good: impl Strategy<Value = String> + 'static,
    is_valid: fn(&str) -> bool,
) -> impl Strategy<Value = String> {
    let place = proptest::arbitrary::any::<Index>();
    let intruded = (good, select(INTRUDERS), place).prop_map(|(good, intruder, place)| {
        let mut characters: Vec<char> = good.chars().collect();
        characters.insert(place.index(characters.len() + 1), intruder);
        String::from_iter(characters)
    });
    let anything = vec(any_char::any(), 0..20).prop_map(String::from_iter);
    let far_too_much = select(["9", "А", "0."].as_slice()).prop_map(|piece| piece.repeat(70_000));
    prop_oneof![
        20 => select(catalogue).prop_map(String::from),
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
    const CATALOGUE: &[&str] = &[
        "",
        "99010160000",
        "9901016000022",
        "990101600003",
        "990101600340",
        "990101600349",
        "000000000000",
        "111111111111",
        "999999999999",
        " 990101600002",
        "990101600002 ",
        "99010160000\u{662}",
        "９９０１０１６００００２",
        "+90101600002",
        "-90101600002",
        "9.90101600002E11",
        "990101600002.0",
        "990101 600002",
        "99010160000x",
        "990101600002\0",
        "\u{feff}990101600002",
        "99010160000О",
        "nan",
        "null",
        "=cmd()",
        "<script>",
        "\u{661}\u{661}\u{661}\u{661}\u{661}\u{661}",
    ];
    raw(CATALOGUE, arb_iin().prop_map(Iin::expose_text), |text| Iin::parse(text).is_ok())
}

/// Text that is no phone of N32.
///
/// ```
/// use voucher_core::{Phone, testing::{arb_raw_phone, draws}};
///
/// assert!(draws(arb_raw_phone()).take(99).all(|text| Phone::parse(&text).is_err()));
/// ```
pub fn arb_raw_phone() -> impl Strategy<Value = String> {
    const CATALOGUE: &[&str] = &[
        "",
        "77000001234",
        "0077000001234",
        "700000123",
        "70000012345",
        "+87000001234",
        "87172000123",
        "+996700000123",
        "++77000001234",
        "+7 700 000 12 3",
        "(700) 000-12-34 ",
        "７０００００１２３４",
        "+",
        "8",
        "+7(700)000_1234",
        "7000001234e0",
        "tel:+77000001234",
    ];
    raw(CATALOGUE, arb_phone().prop_map(Phone::expose_text), |text| Phone::parse(text).is_ok())
}

/// Text that is no account: empty, too long, with a character that no account has.
///
/// ```
/// use voucher_core::{Account, testing::{arb_raw_account, draws}};
///
/// assert!(draws(arb_raw_account()).take(99).all(|text| Account::parse(&text).is_err()));
/// ```
pub fn arb_raw_account() -> impl Strategy<Value = String> {
    const CATALOGUE: &[&str] = &[
        "",
        " ",
        "\t\r\n",
        "12345.0",
        "12 34 5",
        "1_2",
        "=cmd()",
        "@SUM",
        "<script>",
        "А123",
        "12\u{a0}",
        "\u{b}1",
        "12\0",
        "№12",
        "１２",
        "1,2",
        "nan ?",
        "nan",
        "NONE",
        "N/A",
        "NULL",
        "-",
        "/",
        "--",
        "000000000000000000000000000000000",
        "ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ",
        "12\u{301}",
        "\u{feff}12",
    ];
    raw(CATALOGUE, arb_account().prop_map(|account| account.expose_text().into()), |text| {
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
    const CATALOGUE: &[&str] = &[
        "",
        " ",
        "\t\r\n",
        "a b",
        "a+b",
        "a,b",
        "#1",
        "=cmd()",
        "<script>",
        "школа-12",
        "№12",
        "１２",
        "a\\b",
        "a\u{a0}",
        "\u{b}1",
        "a\0",
        "\u{feff}a",
        "a\u{301}",
        "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr",
    ];
    raw(CATALOGUE, arb_reference().prop_map(|reference| reference.expose_text().into()), |text| {
        Reference::parse(text).is_ok()
    })
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
    const CATALOGUE: &[&str] = &[
        "2026-02-29",
        "2026-02-30",
        "2100-02-29",
        "2026-04-31",
        "2025-11-31",
        "2026-00-10",
        "2026-13-01",
        "2025-09-00",
        "2025-09-32",
        "0000-01-01",
        "-0001-01-01",
        "10000-01-01",
        "",
        "2025-9-7",
        "07.09.2025",
        "2025/09/07",
        "20250907",
        "2025-09-07 ",
        "2025-09-07T00:00:00Z",
        "２０２５-09-07",
        "2025-09-0\u{667}",
        "1757203200",
        "NaT",
        "today",
        "2025-W36-7",
        "2025-250",
        "+2025-09-07",
        "2025‑09‑07",
    ];
    raw(CATALOGUE, Just("2025-09-07".into()), |text| parse_date(text).is_ok())
}

/// Text that is no instant of N2, or one before the single zone.
///
/// ```
/// use voucher_core::{parse_instant, testing::{arb_raw_instant, draws}};
///
/// assert!(draws(arb_raw_instant()).take(99).all(|text| parse_instant(&text).is_err()));
/// ```
pub fn arb_raw_instant() -> impl Strategy<Value = String> {
    const CATALOGUE: &[&str] = &[
        "",
        "2025-09-07",
        "2025-09-06T19:00:60Z",
        "2025-09-06T23:59:60Z",
        "2025-09-06T24:00:00Z",
        "2025-09-06T19:00Z",
        "2025-09-06T19:00:00",
        "2025-09-06 19:00:00Z",
        "2025-09-06T19:00:00.Z",
        "2025-09-06T19:00:00,5Z",
        "2025-09-06T19:00:00+0500",
        "2025-09-06T19:00:00+24:00",
        "2025-09-06T19:00:00+05:60",
        "2025-09-06T19:00:00 +05:00",
        "2024-02-29T18:59:59Z",
        "2024-02-29T18:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T19:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "2025-09-06T1\u{669}:00:00Z",
        "2025-09-06T19:00:00Z\n",
        "20250906T190000Z",
    ];
    raw(CATALOGUE, Just("2025-09-06T19:00:00.0+00:00".into()), |text| parse_instant(text).is_ok())
}

/// Text that is no month.
///
/// ```
/// use voucher_core::{Month, testing::{arb_raw_month, draws}};
///
/// assert!(draws(arb_raw_month()).take(99).all(|text| Month::parse(&text).is_err()));
/// ```
pub fn arb_raw_month() -> impl Strategy<Value = String> {
    const CATALOGUE: &[&str] = &[
        "",
        "2025-00",
        "2025-13",
        "2025-9",
        "0000-01",
        "10000-01",
        "2025-09-01",
        "09-2025",
        "202509",
        "2025 09",
        "2025-0９",
        "сентябрь",
        "-025-09",
        "2025-09\n",
    ];
    raw(CATALOGUE, Just("2025-09".into()), |text| Month::parse(text).is_ok())
}

/// Text that is no decimal of N29 for a volume: no number, too many decimals, negative, too large.
///
/// ```
/// use voucher_core::{Volume, testing::{arb_raw_decimal, draws}};
///
/// assert!(draws(arb_raw_decimal()).take(99).all(|text| Volume::parse(&text).is_err()));
/// ```
pub fn arb_raw_decimal() -> impl Strategy<Value = String> {
    const CATALOGUE: &[&str] = &[
        "",
        "-",
        ".",
        ".5",
        "5.",
        "+1",
        "--1",
        "1-",
        "1.2.3",
        " 1",
        "1 ",
        "1,5",
        "1 000",
        "1_000",
        "1e3",
        "NaN",
        "inf",
        "-0.001",
        "-1",
        "100000000",
        "99999999999999999999999999999999999999",
        "1.0000",
        "0.00000",
        "١",
        "１",
        "½",
        "0x10",
        "1/2",
        "631 м³",
        "−1",
        "18446744073709551616",
        "-0.0000",
        "1.\u{660}",
    ];
    raw(CATALOGUE, Just("631.5".into()), |text| Volume::parse(text).is_ok())
}

/// Text that names no region by KATO code.
///
/// ```
/// use voucher_core::{Region, testing::{arb_raw_region, draws}};
///
/// assert!(draws(arb_raw_region()).take(99).all(|text| Region::from_kato(&text).is_err()));
/// ```
pub fn arb_raw_region() -> impl Strategy<Value = String> {
    const CATALOGUE: &[&str] = &[
        "",
        "00",
        "12",
        "7",
        "071",
        "71 ",
        "KZ-71",
        "Astana",
        "город Астана",
        "７１",
        "710000000",
        "99",
        "null",
    ];
    raw(CATALOGUE, Just("71".into()), |text| Region::from_kato(text).is_ok())
}
