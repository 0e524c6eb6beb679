//! What every programme shares: identifiers as they are typed, regions, dates.

use voucher_core::{Account, Iin, Language, parse_date};
use voucher_core_mobile::{
    AccountCheck, IinCheck, PhoneCheck, Text, VoucherError, check_account, check_iin, check_phone,
    civil_date, regions, version,
};

fn text(text: &str) -> Text {
    Text(text.to_owned())
}

#[test]
fn identifiers_as_they_are_typed() {
    assert_eq!(
        check_iin(text("990101600002")).unwrap(),
        IinCheck::Good { iin: Iin::parse("990101600002").unwrap() }
    );
    let bad = IinCheck::Bad { code: "iin_not_digits".to_owned(), position: Some(11) };
    assert_eq!(check_iin(text("99010160000x")).unwrap(), bad);
    let account = Account::parse("0012345").unwrap();
    assert_eq!(check_account(text(" 0012345\n")).unwrap(), AccountCheck::Good { account });
    let bad = AccountCheck::Bad { code: "account_character".to_owned(), position: Some(2) };
    assert_eq!(check_account(text("12 4")).unwrap(), bad);
    assert!(matches!(check_phone(text("87012345678")).unwrap(), PhoneCheck::Good { .. }));
    let bad = PhoneCheck::Bad { code: "phone_length".to_owned(), position: None };
    assert_eq!(check_phone(text("870123456")).unwrap(), bad);
}

#[test]
fn regions_and_dates() {
    assert_eq!(regions(Language::Kk).unwrap().len(), 20);
    assert_eq!(civil_date(text("2025-08-27T19:00:00Z")).unwrap(), parse_date("2025-08-28").unwrap());
    let VoucherError::Malformed { code, .. } = civil_date(text("2025-08-27")).unwrap_err();
    assert_eq!(code, "not_an_instant");
    assert_eq!(version().unwrap(), env!("CARGO_PKG_VERSION"));
}
