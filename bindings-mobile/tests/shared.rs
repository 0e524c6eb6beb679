//! What every programme shares: identifiers as they are typed, regions, dates.

use voucher_core::{
    Account, Iin, Language, Programme, family_card, gas, meals, medicines, parse_date, targeted_assistance,
};
use voucher_core_mobile::{
    AccountCheck, IinCheck, PhoneCheck, Text, TypedText, VoucherError, check_account, check_iin, check_phone,
    civil_date, date_text, fault_texts, library_version, refusal_text, region_names,
};

fn typed(text: &str) -> TypedText {
    TypedText(text.to_owned())
}

fn text(text: &str) -> Text {
    Text(text.to_owned())
}

#[test]
fn identifiers_as_they_are_typed() {
    assert_eq!(check_iin(typed("990101600002")), IinCheck::Good { iin: Iin::parse("990101600002").unwrap() });
    let bad = IinCheck::Bad { code: "iin_not_digits".to_owned(), position: Some(11) };
    assert_eq!(check_iin(typed("99010160000x")), bad);
    let account = Account::parse("0012345").unwrap();
    assert_eq!(check_account(typed(" 0012345\n")), AccountCheck::Good { account });
    let bad = AccountCheck::Bad { code: "account_character".to_owned(), position: Some(2) };
    assert_eq!(check_account(typed("12 4")), bad);
    assert!(matches!(check_phone(typed("87012345678")), PhoneCheck::Good { .. }));
    assert_eq!(check_phone(typed("870123456")), PhoneCheck::Incomplete { whole: None });
    assert!(matches!(check_phone(typed("7701234567")), PhoneCheck::Incomplete { whole: Some(_) }));
    let bad = PhoneCheck::Bad { code: "phone_length".to_owned(), position: None };
    assert_eq!(check_phone(typed("870123456789")), bad);
    assert_eq!(check_iin(typed("")), IinCheck::Incomplete);
    assert_eq!(check_account(typed("A")), AccountCheck::Incomplete);
}

/// N39: every code that a check answers with has words.
#[test]
fn faults_have_words() {
    let kinds =
        ["990101600003", "99x", "9901016000021", "000000000000"].map(|each| match check_iin(typed(each)) {
            IinCheck::Bad { code, .. } => code,
            other @ (IinCheck::Good { .. } | IinCheck::Incomplete) => panic!("{other:?}"),
        });
    for language in Language::ALL {
        let words = fault_texts(*language);
        assert_eq!(words.len(), 11);
        assert!(
            kinds.iter().all(|code| words.iter().any(|words| words.code == *code && !words.text.is_empty()))
        );
    }
    assert_eq!(date_text(parse_date("2025-09-29").unwrap(), Language::En).unwrap(), "29 September 2025");
}

#[test]
fn regions_and_dates() {
    assert_eq!(region_names(Language::Kk).len(), 20);
    assert_eq!(civil_date(text("2025-08-27T19:00:00Z")).unwrap(), parse_date("2025-08-28").unwrap());
    let VoucherError::Malformed { code, .. } = civil_date(text("2025-08-27")).unwrap_err();
    assert_eq!(code, "not_an_instant");
    assert_eq!(library_version(), env!("CARGO_PKG_VERSION"));
}

/// The words of every refusal of every programme, by its code alone.
#[test]
fn refusals_by_code() {
    let gas = gas::Refusal::ALL.iter().map(|refusal| (refusal.code(), refusal.texts()));
    let meals = meals::Refusal::ALL.iter().map(|refusal| (refusal.code(), refusal.texts()));
    let medicines = medicines::Refusal::ALL.iter().map(|refusal| (refusal.code(), refusal.texts()));
    let card = family_card::Refusal::ALL.iter().map(|refusal| (refusal.code(), refusal.texts()));
    let assistance =
        targeted_assistance::Refusal::ALL.iter().map(|refusal| (refusal.code(), refusal.texts()));
    let all = [
        (Programme::Gas, gas.collect::<Vec<_>>()),
        (Programme::Meals, meals.collect()),
        (Programme::Medicines, medicines.collect()),
        (Programme::FamilyCard, card.collect()),
        (Programme::TargetedAssistance, assistance.collect()),
    ];
    for (programme, refusals) in all {
        for language in Language::ALL {
            let told = |code: &str| refusal_text(programme, typed(code), *language);
            for (code, texts) in &refusals {
                assert_eq!(told(code).as_deref(), Some(texts.in_language(*language)), "{programme:?} {code}");
            }
            assert_eq!(told("of_a_newer_server"), None);
            assert_eq!(told(""), None);
        }
    }
}
