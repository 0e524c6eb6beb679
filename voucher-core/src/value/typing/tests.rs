//! Every beginning of something good is good or incomplete, and every incomplete text can become something good (N39).

use alloc::{format, vec::Vec};

use super::*;

fn code<T: Copy>(typed: Typed<T>) -> (&'static str, Option<usize>) {
    match typed {
        Typed::Bad(error) => (error.code(), error.position()),
        Typed::Good(_) => ("good", None),
        Typed::Incomplete(_) => ("incomplete", None),
    }
}

fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(end, _)| text.get(..end)).chain([text])
}

/// The same text as people, messengers and phone books write it.
fn spellings(groups: &[&str]) -> Vec<String> {
    let separators = ["", " ", "-", "\u{a0}", "\u{2011}", "\u{2013}", "\u{202f}", " \u{2013} "];
    let mut spellings: Vec<String> = separators.iter().map(|between| groups.join(between)).collect();
    let wrapped: Vec<String> = spellings.iter().map(|text| format!(" \u{202a}{text}\u{202c}\n")).collect();
    spellings.extend(wrapped);
    spellings
}

#[test]
#[cfg_attr(miri, ignore = "types many numbers")]
fn every_beginning_of_an_iin_goes_on() {
    let mut tried = 0;
    for serial in (0..1_000_000_u64).step_by(997) {
        let first = format!("99{serial:09}");
        let good = (0..10).filter_map(|digit| Iin::parse(&format!("{first}{digit}")).ok()).next();
        let Some(iin) = good else {
            assert_eq!(code(Iin::typed(&first)).0, "iin_control_digit", "{first}");
            continue;
        };
        let text = iin.expose_text();
        for text in spellings(&<[&str; 2]>::from(text.split_at(6))) {
            let typed: Vec<_> = beginnings(&text).map(Iin::typed).collect();
            assert!(
                typed
                    .iter()
                    .all(|typed| matches!(typed, Typed::Incomplete(None)) || *typed == Typed::Good(iin))
            );
            assert_eq!(typed.last(), Some(&Typed::Good(iin)));
            tried += 1;
        }
    }
    assert!(tried > 15_000, "{tried}");
}

/// The other way round: what is incomplete has an end that makes it good, to the last digit.
#[test]
fn an_incomplete_iin_can_be_completed() {
    for eleven in
        (0..99_999_999_999_u64).step_by(if cfg!(miri) { 9_999_999_967 } else { 99_999_967 }).chain([0])
    {
        let text = format!("{eleven:011}");
        let can = (0..10).any(|digit| Iin::parse(&format!("{text}{digit}")).is_ok());
        assert_eq!(Iin::typed(&text) == Typed::Incomplete(None), can, "{text}");
    }
    assert_eq!(code(Iin::typed("00000000000")).0, "iin_repeated_digit");
    assert_eq!(Iin::typed("0000000000"), Typed::Incomplete(None)); // 000000000019
    assert_eq!(code(Iin::typed("990101600003")).0, "iin_control_digit");
    assert_eq!(code(Iin::typed("9901016000021")), ("iin_length", None));
    assert_eq!(code(Iin::typed(" 99\u{a0}x")), ("iin_not_digits", Some(4)));
}

#[test]
#[cfg_attr(miri, ignore = "types every mobile code")]
fn every_beginning_of_a_phone_goes_on() {
    for code in (0..1000_u64).filter(|code| is_mobile(*code)) {
        let phone = Phone::parse(&format!("+7{code:03}2345678")).unwrap();
        let code = format!("{code:03}");
        let bracketed = format!("({code})");
        for country in ["+7", "8", "7"] {
            for code in [&code, &bracketed] {
                for text in spellings(&[country, code, "234", "56", "78"]) {
                    let typed: Vec<_> = beginnings(&text).map(Phone::typed).collect();
                    assert!(typed.iter().all(|typed| !matches!(typed, Typed::Bad(_))), "{text}");
                    // No other number is ever good on the way, so a field never goes on with it.
                    let other = |typed: &Typed<Phone>| matches!(typed, Typed::Good(other) if *other != phone);
                    assert!(!typed.iter().any(other), "{text}");
                    assert_eq!(typed.last(), Some(&Typed::Good(phone)), "{text}");
                }
            }
        }
        for text in spellings(&[&code, "234", "56", "78"]) {
            assert!(beginnings(&text).all(|text| !matches!(Phone::typed(text), Typed::Bad(_))), "{text}");
            assert_eq!(Phone::typed(&text).done(), Some(phone), "{text}");
        }
    }
}

/// All texts of up to five digits, with + and without: incomplete exactly where some number begins so.
#[test]
#[cfg_attr(miri, ignore = "types every beginning")]
fn a_phone_is_incomplete_where_a_number_begins_so() {
    let numbers: Vec<String> = (0..1000_u64)
        .filter(|code| is_mobile(*code))
        .flat_map(|code| ["+7", "8", "7", ""].map(|country| format!("{country}{code:03}")))
        .collect();
    for count in 0..=5_u32 {
        for number in 0..10_u64.pow(count) {
            let digits = if count == 0 {
                String::new()
            } else {
                format!("{number:0width$}", width = usize::try_from(count).unwrap())
            };
            for text in [digits.clone(), format!("+{digits}")] {
                let begins = numbers
                    .iter()
                    .any(|number| number.starts_with(&text) || text.starts_with(number.as_str()));
                assert_eq!(Phone::typed(&text) == Typed::Incomplete(None), begins, "{text}");
            }
        }
    }
}

/// Ten digits are the whole of one number and may be the beginning of another: then they are incomplete, and say what they are.
#[test]
#[cfg_attr(miri, ignore = "types a thousand numbers")]
fn ten_digits_that_can_go_on_are_incomplete() {
    for code in 0..1000_u64 {
        let text = format!("77{code:03}12345");
        let whole = Phone::parse(&text).ok();
        let longer = Phone::parse(&format!("+{text}0")).is_ok();
        match (Phone::typed(&text), longer, whole) {
            (typed, true, whole) => assert_eq!(typed, Typed::Incomplete(whole), "{text}"),
            (typed, false, Some(phone)) => assert_eq!(typed, Typed::Good(phone), "{text}"),
            (typed, false, None) => assert!(matches!(typed, Typed::Bad(_)), "{text}"),
        }
    }
    let other = Phone::parse("+77701234567").unwrap();
    assert_eq!(Phone::typed("7701234567"), Typed::Incomplete(Some(other)));
    assert_eq!(Phone::typed("77012345678").done(), Phone::parse("+77012345678").ok());
}

#[test]
fn a_phone_that_cannot_become_good_says_why() {
    assert_eq!(code(Phone::typed("+77172")), ("phone_not_mobile", None)); // a landline, as soon as it is one
    assert_eq!(code(Phone::typed("9")), ("phone_not_mobile", None));
    assert_eq!(code(Phone::typed("+8")), ("phone_length", None));
    assert_eq!(code(Phone::typed("870123456789")), ("phone_length", None));
    assert_eq!(code(Phone::typed("\u{202a}+7 7o")), ("phone_character", Some(5)));
    assert_eq!(code(Phone::typed("8+7")), ("phone_character", Some(1)));
    assert_eq!(code(Phone::typed("++7")), ("phone_character", Some(1)));
}

/// What a journal takes, a field takes, and as the same value.
#[test]
fn typing_takes_all_that_the_norms_take() {
    for text in ["+77012345678", "8 (701) 234-56-78", "(701) 234-56-78", "7472345678", " 87852345678\r\n"] {
        assert_eq!(Phone::typed(text).done(), Phone::parse(text).ok(), "{text}");
    }
    for text in ["0012345", "\t x-1/2 \r\n", "a", "-", "12 4", "Ж1"] {
        assert_eq!(Account::typed(text).done(), Account::parse(text).ok(), "{text}");
    }
    assert_eq!(Iin::typed("990101600302").done(), Iin::parse("990101600302").ok());
}

#[test]
fn every_beginning_of_an_account_goes_on() {
    for good in ["1", "A1", "-/-/9", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDE1", " \u{a0}x-1/2\u{202c}"] {
        for text in beginnings(good) {
            assert!(!matches!(Account::typed(text), Typed::Bad(_)), "{text}");
        }
        assert!(matches!(Account::typed(good), Typed::Good(_)), "{good}");
    }
    assert_eq!(Account::typed(""), Typed::Incomplete(None));
    assert_eq!(code(Account::typed(&"A".repeat(32))).0, "account_no_digit");
    assert_eq!(Account::typed(&"A".repeat(31)), Typed::Incomplete(None));
    assert_eq!(code(Account::typed(&"1".repeat(33))).0, "account_too_long");
    assert_eq!(code(Account::typed("\u{200e}\u{a0}12\u{200e} 4")), ("account_character", Some(5)));
}
