//! What every programme shares: identifiers as they are typed, regions, dates.

use voucher_core::{
    Account, Phone, Programme, family_card, gas, meals, medicines, parse_date, targeted_assistance,
};
use voucher_core_mobile::{
    AccountCheck, IinCheck, PhoneCheck, TypedText, answer_journal, check_account, check_iin, check_phone,
    civil_date, date_text, family_card as card_face, fault_texts, gas as gas_face, library_version,
    meals as meals_face, medicines as medicines_face, refusal_text, region_names,
    targeted_assistance as assistance_face,
};

use crate::{LANGUAGES, day, fault, iin, text};

fn typed(text: &str) -> TypedText {
    TypedText(text.to_owned())
}

#[test]
fn identifiers_as_they_are_typed() {
    let (account, phone) = (Account::parse("0012345").unwrap(), |text| Phone::parse(text).unwrap());
    let code = |code: &str| code.to_owned();
    for (text, check) in [
        ("990101600002", IinCheck::Good { iin: iin() }),
        ("", IinCheck::Incomplete),
        ("99010160000x", IinCheck::Bad { code: code("iin_not_digits"), position: Some(11) }),
    ] {
        assert_eq!(check_iin(typed(text)), check);
    }
    for (text, check) in [
        (" 0012345\n", AccountCheck::Good { account }),
        ("A", AccountCheck::Incomplete),
        ("12 4", AccountCheck::Bad { code: code("account_character"), position: Some(2) }),
    ] {
        assert_eq!(check_account(typed(text)), check);
    }
    for (text, check) in [
        ("87012345678", PhoneCheck::Good { phone: phone("+77012345678") }),
        ("870123456", PhoneCheck::Incomplete { whole: None }),
        ("7701234567", PhoneCheck::Incomplete { whole: Some(phone("+77701234567")) }),
        ("870123456789", PhoneCheck::Bad { code: code("phone_length"), position: None }),
    ] {
        assert_eq!(check_phone(typed(text)), check);
    }
}

/// N39: every code that a check answers with has words.
#[test]
fn faults_have_words() {
    let kinds =
        ["990101600003", "99x", "9901016000021", "000000000000"].map(|each| match check_iin(typed(each)) {
            IinCheck::Bad { code, .. } => code,
            other @ (IinCheck::Good { .. } | IinCheck::Incomplete) => panic!("{other:?}"),
        });
    let [kk, ru, en] = LANGUAGES.map(fault_texts);
    assert_eq!((kk.len(), ru.len(), en.len()), (11, 11, 11));
    for ((kk, ru), en) in kk.iter().zip(&ru).zip(&en) {
        assert!(kk.code == ru.code && ru.code == en.code);
        assert!(kk.text != ru.text && ru.text != en.text && en.text != kk.text);
    }
    assert!(kinds.iter().all(|code| en.iter().any(|words| words.code == *code)));
}

#[test]
fn regions_and_dates() {
    let [kk, ru, en] = LANGUAGES.map(region_names);
    assert_eq!((kk.len(), ru.len(), en.len()), (20, 20, 20));
    for (named, language) in [(kk, LANGUAGES[0]), (ru, LANGUAGES[1]), (en, LANGUAGES[2])] {
        for each in named {
            assert_eq!(
                (each.kato.as_str(), each.name.as_str()),
                (each.region.kato(), each.region.name(language))
            );
            assert_eq!(each.iso_3166_2, each.region.iso_3166_2());
        }
    }
    let written = LANGUAGES.map(|language| date_text(day("2025-09-29"), language).unwrap());
    assert_eq!(written, ["2025 жылғы 29 қыркүйек", "29 сентября 2025 года", "29 September 2025"]);
    assert_eq!(civil_date(text("2025-08-27T19:00:00Z")).unwrap(), parse_date("2025-08-28").unwrap());
    assert_eq!(fault(civil_date(text("2025-08-27"))), ("not_an_instant".to_owned(), String::new()));
    assert_eq!(library_version(), env!("CARGO_PKG_VERSION"));
}

/// N6: the published rules of a date, and those of a server's set, no two of which may share a day; the digest is that of a journal.
macro_rules! rules_in_force {
    ($test:ident, $published:expr, $in_force:path, $digest:path, $dates:expr) => {
        #[test]
        fn $test() {
            let (published, next) = ($published, day("2030-01-01"));
            let id = |date, all| $in_force(day(date), all).unwrap().map(|found| found.id().to_owned());
            for (date, expected) in $dates {
                assert_eq!(id(date, None).as_deref(), expected, "{date}");
            }
            let own = published.changed(|parts| {
                parts.id = "next".to_owned();
                (parts.period.first, parts.period.last) = (next, day("2030-12-31").into());
            });
            let own = own.unwrap();
            let all = || Some(vec![own.clone(), published.clone()]);
            let of_set = ["2029-12-31", "2030-01-01", "2030-12-31", "2031-01-01"].map(|date| id(date, all()));
            let next_id = Some("next".to_owned());
            assert_eq!(of_set, [None, next_id.clone(), next_id, None]);
            let first = $in_force(published.parts().period.first, all());
            assert_eq!(first, Ok(Some(published.clone())));
            assert_eq!($in_force(next, Some(vec![])), Ok(None));
            let overlap = $in_force(next, Some(vec![own.clone(), own.clone()]));
            assert_eq!(fault(overlap).0, "regulations_overlap");
            let line = format!(r#"{{"regulation":"{}"}}"#, published.id());
            let digest = $digest(published).unwrap();
            assert!(digest.len() == 71 && answer_journal(line.into_bytes()).unwrap().contains(&digest));
        }
    };
}

rules_in_force!(
    rules_of_gas,
    gas::Regulation::gas_2025_08(),
    gas_face::gas_regulation_in_force,
    gas_face::gas_regulation_digest,
    [("2025-08-27", None), ("2025-08-28", Some("gas-2025-08")), ("2026-07-01", None)]
);

rules_in_force!(
    rules_of_meals,
    meals::Regulation::meals_2026_02(),
    meals_face::meal_regulation_in_force,
    meals_face::meal_regulation_digest,
    [("2026-02-20", Some("meals-2024-09")), ("2026-02-21", Some("meals-2026-02")), ("2026-05-26", None)]
);

rules_in_force!(
    rules_of_medicines,
    medicines::Regulation::medicines_2024_01(),
    medicines_face::prescription_regulation_in_force,
    medicines_face::prescription_regulation_digest,
    [("2023-12-31", None), ("2026-12-31", Some("medicines-2024-01"))]
);

rules_in_force!(
    rules_of_the_family_card,
    family_card::Proactive::proactive_2025_09(),
    card_face::card_regulation_in_force,
    card_face::card_regulation_digest,
    [
        ("2022-08-31", None),
        ("2025-09-04", Some("proactive-2023-01")),
        ("2026-06-17", Some("proactive-2025-09"))
    ]
);

rules_in_force!(
    rules_of_assistance,
    targeted_assistance::Regulation::asp_2023_01(),
    assistance_face::assistance_regulation_in_force,
    assistance_face::assistance_regulation_digest,
    [("2017-12-31", None), ("2019-03-31", Some("asp-2018-01")), ("2026-02-10", Some("asp-2025-01"))]
);

/// The words of every refusal of every programme, by its code alone.
#[test]
fn refusals_by_code() {
    macro_rules! refusals {
        ($programme:ident) => {
            $programme::Refusal::ALL
                .iter()
                .map(|refusal| (refusal.code(), refusal.texts()))
                .collect::<Vec<_>>()
        };
    }
    let all = [
        (Programme::Gas, refusals!(gas)),
        (Programme::Meals, refusals!(meals)),
        (Programme::Medicines, refusals!(medicines)),
        (Programme::FamilyCard, refusals!(family_card)),
        (Programme::TargetedAssistance, refusals!(targeted_assistance)),
    ];
    for (programme, refusals) in all {
        for language in LANGUAGES {
            let told = |code: &str| refusal_text(programme, typed(code), language);
            for (code, texts) in &refusals {
                assert_eq!(told(code).as_deref(), Some(texts.in_language(language)), "{programme:?} {code}");
            }
            assert_eq!(told("of_a_newer_server"), None);
            assert_eq!(told(""), None);
        }
    }
}
