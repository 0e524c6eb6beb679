//! Rows 45-68: IIN, phone, account.

use voucher_core::{Account, Iin, Journal, Month, Phone, Programme, Region, Volume, gas::CommitKey};

use crate::{
    code,
    story::{GAS, NO_CONSENT, iin, story},
};

fn iin_code(text: &str) -> &'static str {
    code(Iin::parse(text))
}

fn account_code(text: &str) -> &'static str {
    code(Account::parse(text))
}

/// The one control digit that the first eleven digits can have, if there is one.
fn control_digit(eleven: &str) -> Option<u32> {
    let fitting: Vec<u32> = (0..10).filter(|digit| Iin::parse(&format!("{eleven}{digit}")).is_ok()).collect();
    assert!(fitting.len() <= 1, "{eleven}");
    fitting.first().copied()
}

/// N31: spaces at the ends are not trimmed either.
#[test]
fn b045_iin_length() {
    for text in ["99010160000", "9901016000020", "", " ", " 990101600002", "990101600002 ", "990101 600002"] {
        assert_eq!(iin_code(text), "iin_length", "{text:?}");
    }
    for text in ["99010160000x", "-90101600002", "+90101600002", "990101 00002", "99010160000 "] {
        assert_eq!(iin_code(text), "iin_not_digits", "{text:?}");
    }
}

#[test]
fn b046_iin_with_a_wrong_control_digit() {
    let codes: Vec<_> = (0..10).map(|digit| iin_code(&format!("99010160000{digit}"))).collect();
    assert_eq!(codes.iter().filter(|code| **code == "iin_control_digit").count(), 9);
    assert_eq!(codes[2], "ok");
}

#[test]
fn b047_iin_by_the_second_weights() {
    assert_eq!(iin_code("990101600302"), "ok");
    assert_eq!(control_digit("99010160030"), Some(2));
}

#[test]
fn b048_iin_that_cannot_exist() {
    assert_eq!(control_digit("99010160034"), None);
    assert_eq!(iin_code("9901016003410"), "iin_length"); // as a generator once made them
}

/// Of twelve equal digits only the zeros pass the control digit.
#[test]
fn b049_iin_of_equal_digits() {
    assert_eq!(iin_code("000000000000"), "iin_repeated_digit");
    for digit in 1..10 {
        assert_eq!(iin_code(&digit.to_string().repeat(12)), "iin_control_digit");
    }
}

/// Two people, never merged.
#[test]
fn b050_iins_that_differ_in_one_digit() {
    assert_ne!(Iin::parse(iin("a")).unwrap(), Iin::parse(iin("b")).unwrap());
    story! { GAS,
        "2025-09-03 listed a" => "ok to_ask",
        "2025-09-03 status b" => "not_listed",
        "2025-09-03 listed b" => "ok to_ask",
        "2025-09-03 due" => "start a, start b",
    }
}

/// N31: the birth date is never decoded.
#[test]
fn b051_iin_with_an_impossible_birth_date() {
    for (eleven, digit) in [("99023016000", 6), ("99133016000", 2), ("99000016000", 5)] {
        assert_eq!(control_digit(eleven), Some(digit), "{eleven}");
    }
}

/// N31: neither is the digit of sex and century. (Month 13, so that no number is a real person's.)
#[test]
fn b052_iin_with_any_seventh_digit() {
    let digits: Vec<_> = (0..10).map(|seventh| control_digit(&format!("991332{seventh}0000"))).collect();
    assert_eq!(digits, [3, 0, 6, 2, 9, 5, 1, 8, 4, 0].map(Some));
}

/// N31: a business number has the same control digit and is not told apart: nothing is decoded.
#[test]
fn b053_a_business_number() {
    assert_eq!(control_digit("99134160000"), Some(0));
}

/// Text only, and never padded.
#[test]
fn b054_iin_as_a_number() {
    for (value, said) in [
        ("990101600002", "invalid_field iin not_text"),
        ("9.90101600002E11", "invalid_field iin not_text"),
        ("\"9.90101600002E11\"", "invalid_field iin iin_length"),
        ("\"10160000210\"", "invalid_field iin iin_length"),
    ] {
        let line = format!(r#"{{"fact":"delisted","iin":{value},"on":"2025-09-03"}}"#);
        story(GAS, &[(&line, said)]);
    }
}

#[test]
fn b055_foreign_digits() {
    for zero in ['\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}', '\u{1d7ce}'] {
        let text: String = iin("a")
            .bytes()
            .map(|byte| char::from_u32(u32::from(zero) + u32::from(byte - b'0')).unwrap())
            .collect();
        assert!(text.chars().all(char::is_numeric));
        assert_eq!(iin_code(&text), "iin_not_digits");
        assert_eq!(account_code(&text), "account_character");
        assert_eq!(code(Phone::parse(&text)), "phone_character");
    }
}

/// What Rust's own reading of integers would take.
#[test]
fn b056_a_sign_before_digits() {
    assert_eq!("+5".parse::<u64>(), Ok(5));
    assert_eq!(iin_code("+90101600002"), "iin_not_digits");
    assert_eq!(account_code("+5"), "account_character");
    assert_eq!(code(Volume::parse("+5")), "not_a_decimal");
    assert_eq!(code(Month::parse("+025-09")), "not_a_month");
}

/// N24: ASCII white space is trimmed at the ends of an account; nothing else, and nothing inside.
#[test]
fn b057_invisible_characters() {
    for stray in ['\u{200b}', '\u{a0}', '\u{feff}', '\u{ad}', '\u{85}', '\u{b}'] {
        for text in [format!("{stray}12"), format!("1{stray}2"), format!("12{stray}")] {
            assert_eq!(account_code(&text), "account_character", "{text:?}");
        }
    }
    for white in [" ", "\t", "\n", "\r\n", "\u{c}"] {
        assert_eq!(account_code(&format!("{white}12{white}")), "ok");
        assert_eq!(account_code(&format!("1{white}2")), "account_character");
        assert_eq!(iin_code(&format!("{}{white}", iin("a"))), "iin_length");
    }
}

#[test]
fn b058_bytes_that_are_no_text() {
    assert_eq!(
        (iin_code("99010160\u{0}002"), account_code("1\u{0}2")),
        ("iin_not_digits", "account_character")
    );
    let mut journal = Journal::new();
    for (line, error) in [
        (&b"{\"fact\":\"delisted\",\"iin\":\"\\ud800\"}"[..], "malformed_json"),
        (b"{\"fact\":\"delisted\",\"iin\":\"\xff\"}", "not_utf8"),
        (b"{\"fact\":\"delisted\",\"iin\":\"\xed\xa0\x80\"}", "not_utf8"),
        (b"{\"fact\":\"delisted\",\"iin\":\"\0\"}", "malformed_json"),
    ] {
        let answer = journal.answer(line).unwrap();
        assert!(answer.ends_with(&format!(r#","error":"{error}"}}"#)), "{answer}");
    }
}

#[test]
fn b059_very_long_text() {
    for length in [1 << 20, 10 << 20] {
        let long = "9".repeat(length);
        assert_eq!((iin_code(&long), account_code(&long)), ("iin_length", "account_too_long"));
        assert_eq!(code(Phone::parse(&long)), "phone_length");
        assert_eq!(code(Volume::parse(&long)), "too_large");
        assert_eq!(
            Journal::new().answer(long.as_bytes()).as_deref(),
            Some(r#"{"line":1,"error":"line_too_long"}"#)
        );
    }
}

/// N32: one form for every way of writing; which codes are mobile is in the type's own page.
#[test]
fn b060_phones() {
    for text in [
        "8 701 234 56 78",
        "+7 (701) 234-56-78",
        "+77012345678",
        "87012345678",
        "7012345678",
        "8(701)234-5678",
        "701-234-56-78",
        "(701) 234-56-78",
        " 87012345678\r\n",
    ] {
        assert_eq!(Phone::parse(text).map(Phone::expose_text).as_deref(), Ok("+77012345678"), "{text}");
    }
    for (text, fault) in [
        ("77012345678", "phone_length"),
        ("0077012345678", "phone_length"),
        ("+87012345678", "phone_length"),
        ("+996 555 123456", "phone_length"),
        ("701234567", "phone_length"),
        ("8701234567812345", "phone_length"),
        ("", "phone_length"),
        ("+77850000000", "ok"),
        ("8 760 000 00 00", "ok"),
        ("7640000000", "ok"),
        ("+77590000000", "phone_not_mobile"),
        ("+77650000000", "phone_not_mobile"),
        ("+77840000000", "phone_not_mobile"),
        ("+77860000000", "phone_not_mobile"),
        ("+7 (7172) 70-12-34", "phone_not_mobile"),
        ("87272701234", "phone_not_mobile"),
        ("7+7012345678", "phone_character"),
        ("++77012345678", "phone_character"),
        ("-87012345678", "phone_character"),
        ("87012345678-", "phone_character"),
        ("87012345678(", "phone_character"),
        ("(87012345678)", "phone_character"),
        ("8701234567x", "phone_character"),
        ("8.701.234.56.78", "phone_character"),
        ("８7012345678", "phone_character"),
    ] {
        assert_eq!(code(Phone::parse(text)), fault, "{text}");
    }
}

/// N24: leading zeros count.
#[test]
fn b061_accounts_with_leading_zeros() {
    assert_ne!(Account::parse("0012345"), Account::parse("12345"));
}

#[test]
fn b062_account_as_a_number() {
    for (value, said) in [
        ("12345", "invalid_field account not_text"),
        ("12345.0", "invalid_field account not_text"),
        ("\"12345.0\"", "invalid_field account account_character"),
    ] {
        let line =
            format!(r#"{{"query":"preview","iin":"{}","account":{value},"on":"2025-09-07"}}"#, iin("a"));
        story(GAS, &[(&line, said)]);
    }
}

/// N24: no table of look-alikes; a Cyrillic letter is refused, never taken for a Latin one.
#[test]
fn b063_account_in_cyrillic_letters() {
    for letter in "АВЕКМНОРСТХавекмнорстхІіЁ".chars() {
        assert_eq!(account_code(&format!("{letter}1")), "account_character", "{letter}");
    }
}

/// N24: spaces inside are refused; the normal form of a normal form is itself.
#[test]
fn b064_account_with_marks_and_cases() {
    for (text, normal) in [("12-34/5", "12-34/5"), (" ab/c-1\t", "AB/C-1"), ("aB0", "AB0"), ("-0-", "-0-")] {
        let account = Account::parse(text).unwrap();
        assert_eq!(account.expose_text(), normal);
        assert_eq!(Account::parse(normal), Ok(account));
    }
    assert_eq!(account_code("12 34 5"), "account_character");
}

/// N24, F4: what tables, notebooks and databases write where there is no account, in any case and with white space; a
/// foreign digit is no digit.
#[test]
fn what_a_table_writes_for_nothing_is_no_account() {
    for nothing in [
        "nan", "NaN", "None", "NULL", "null", "N/A", "n/a", "NA", "NaT", "-", "--", "/", "-/-", "inf", "nil",
        "x",
    ] {
        for text in [nothing.to_owned(), format!(" {nothing}\r\n"), nothing.to_uppercase()] {
            assert_eq!(account_code(&text), "account_no_digit", "{text:?}");
        }
    }
    for (text, fault) in [
        ("#N/A", "account_character"),
        ("<NA>", "account_character"),
        ("pd.NA", "account_character"),
        ("\u{661}", "account_character"),
        ("", "account_empty"),
    ] {
        assert_eq!(account_code(text), fault, "{text:?}");
    }
    assert_eq!(account_code(&"x".repeat(33)), "account_too_long");
    let enter = |account| format!("2025-09-07 enter a {account}");
    story(
        NO_CONSENT,
        &[("2025-09-03 listed a", "ok issued"), (&enter("nan"), "invalid_field account account_no_digit")],
    );
}

/// `account_already_used`; the same person again has `voucher_already_activated` (row 70).
#[test]
fn b065_two_spellings_of_one_account() {
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-03 listed b" => "ok issued",
        "2025-09-07 activate a x-1" => "ok activated done",
        "2025-09-07 enter b \tX-1 " => "no account_already_used",
    }
}

/// N25: the key is (programme, month, account), so that the same account of another programme has another key.
#[test]
fn b066_one_spelling_in_two_programmes() {
    let key = |month, account| CommitKey::new(Month::parse(month).unwrap(), Account::parse(account).unwrap());
    assert_eq!(key("2025-09", "x-1"), key("2025-09", " X-1"));
    assert_eq!(key("2025-09", "x-1").programme(), Programme::Gas);
    assert_ne!(key("2025-09", "x-1"), key("2025-10", "x-1"));
    assert_ne!(key("2025-09", "x-1"), key("2025-09", "x1"));
}

/// N24: no formula is an account, so none reaches a register; a reply keeps no text at all.
#[test]
fn b067_formulas() {
    for text in ["=cmd()", "@SUM", "+1", "=1", "1,2", "1\"2", "1;2"] {
        assert_eq!(account_code(text), "account_character", "{text}");
    }
    assert_eq!(account_code("-1"), "ok"); // a dash may stand first: whoever shows it escapes it
}

/// No name of a person is kept; a region is one of twenty, and markup is none of their names.
#[test]
fn b068_markup() {
    assert_eq!(code(Region::from_name("<script>")), "unknown_region");
    assert_eq!(code(Region::from_kato("<script>")), "unknown_region");
    assert_eq!(account_code("<script>"), "account_character");
    let everything = Region::ALL.iter().map(|region| region.iso_3166_2()).collect::<String>();
    assert!(!everything.contains(['<', '>', '&', '"']));
}
