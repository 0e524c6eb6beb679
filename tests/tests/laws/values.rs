//! The laws of values: text and back, errors without values, pseudonyms (N24, N31-N35).

use proptest::{
    prelude::{Strategy, any, prop_oneof},
    prop_assert, prop_assert_eq, prop_assert_ne,
};
use voucher_core::testing::{gas::*, *};
use voucher_core::{gas::*, *};

use crate::law;

/// N34, *serde*: every value is written and read back as itself. 300 values of each type.
#[test]
fn values_survive_serde() {
    macro_rules! survive {
        ($($strategy:expr => $value:ty,)+) => { $(
            law(300, $strategy, |value| {
                let json = serde_json::to_string(&value).unwrap();
                prop_assert_eq!(serde_json::from_str::<$value>(&json).unwrap(), value);
                Ok(())
            });
        )+ };
    }
    survive! {
        arb_iin() => Iin,
        arb_phone() => Phone,
        arb_account() => Account,
        arb_reference() => Reference,
        arb_month() => Month,
        arb_region() => Region,
        arb_volume() => Volume,
        arb_price() => Price,
        arb_rate() => Rate,
        arb_count() => Count,
        arb_answer() => Answer,
        arb_assistance() => Assistance,
        arb_assistance_set() => AssistanceSet,
        arb_channel() => Channel,
        arb_consent_scope() => ConsentScope,
        arb_consent_state() => ConsentState,
        arb_missing_day() => MissingDay,
        arb_missing_fact() => MissingFact,
        arb_refusal() => Refusal,
        arb_register_field() => RegisterField,
        arb_rounding() => Rounding,
        arb_sms_kind() => SmsKind,
        arb_stage() => Stage,
        arb_step() => Step,
        arb_discount_terms() => DiscountTerms,
        arb_preview_facts() => PreviewFacts,
        arb_period() => Period,
        arb_day_rule() => DayRule,
        arb_window().prop_map(|(window, _)| window) => Window,
        arb_consent_parts() => ConsentParts,
        arb_discount_parts() => DiscountParts,
        arb_regulation_parts() => RegulationParts,
        arb_regulation() => Regulation,
    }
}

/// N24, N29, N31-N33, N37: what a value shows as text reads back as the value. 500 values of each type.
#[test]
fn text_reads_back() {
    law(500, (arb_iin(), arb_phone(), arb_account(), arb_month()), |(iin, phone, account, month)| {
        prop_assert_eq!(Iin::parse(&iin.expose_text()), Ok(iin));
        prop_assert_eq!(iin.expose_text().into_bytes(), iin.expose_digits());
        prop_assert_eq!(Phone::parse(&phone.expose_text()), Ok(phone));
        let (local, bare) =
            (phone.expose_text().replacen("+7", "8", 1), phone.expose_text().replacen("+7", "", 1));
        prop_assert_eq!((Phone::parse(&local), Phone::parse(&bare)), (Ok(phone), Ok(phone)));
        let shouted = format!(" \t{}\r\n", account.expose_text().to_lowercase());
        prop_assert_eq!(Account::parse(&shouted), Ok(account));
        prop_assert_eq!(Month::parse(&month.to_string()), Ok(month));
        Ok(())
    });
    law(500, arb_reference(), |reference| {
        prop_assert_eq!(Reference::parse(&format!("\r{}\t", reference.expose_text())), Ok(reference));
        let shown = format!("{reference:?}");
        prop_assert!(reference.expose_text().len() < 13 || !shown.contains(reference.expose_text()));
        Ok(())
    });
    law(500, (arb_volume(), arb_price(), arb_rate(), arb_date()), |(volume, price, rate, date)| {
        prop_assert_eq!(Volume::parse(&volume.to_string()), Ok(volume));
        prop_assert_eq!(Price::parse(&price.to_string()), Ok(price));
        prop_assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
        prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
        Ok(())
    });
}

/// N24, N37: accounts and references order as their text does. 1000 pairs of each.
#[test]
fn accounts_and_references_order_as_text() {
    law(1000, (arb_account(), arb_account()), |(one, other)| {
        prop_assert_eq!(one.cmp(&other), one.expose_text().cmp(other.expose_text()));
        Ok(())
    });
    law(1000, (arb_reference(), arb_reference()), |(one, other)| {
        prop_assert_eq!(one.cmp(&other), one.expose_text().cmp(other.expose_text()));
        Ok(())
    });
}

/// N2: an instant at any edge of a civil date reads as that date. 1000 instants since 2024-03-01.
#[test]
fn instants_read_as_their_civil_date() {
    let since = parse_date("2024-03-01").unwrap();
    let instants = arb_date()
        .prop_map(move |date| date.max(since))
        .prop_flat_map(|date| (proptest::strategy::Just(date), arb_instant_on(date)));
    law(1000, instants, |(date, instant)| {
        prop_assert_eq!(parse_instant(&instant), Ok(date));
        Ok(())
    });
}

/// Whether an error gives away a text that stood in the input.
fn gives_away(error: &str, planted: &str) -> bool {
    planted.trim().chars().count() >= 4 && error.contains(planted.trim())
}

/// N34: raw text is refused with a known code, and neither `Display` nor `Debug` of the error repeats
/// it. 700 texts of each kind.
#[test]
fn errors_have_codes_and_no_values() {
    macro_rules! refused {
        ($($strategy:expr => $read:expr,)+) => { $(
            law(700, $strategy, |raw| {
                let error = $read(&raw).unwrap_err();
                prop_assert!(Error::codes().any(|code| code == error.code()));
                for shown in [format!("{error}"), format!("{error:?}"), format!("{error:#?}")] {
                    prop_assert!(!gives_away(&shown, &raw), "{}", shown);
                }
                prop_assert!(error.position().is_none_or(|place| place < raw.chars().count()));
                Ok(())
            });
        )+ };
    }
    refused! {
        arb_raw_iin() => Iin::parse,
        arb_raw_phone() => Phone::parse,
        arb_raw_account() => Account::parse,
        arb_raw_reference() => Reference::parse,
        arb_raw_date() => parse_date,
        arb_raw_instant() => parse_instant,
        arb_raw_month() => Month::parse,
        arb_raw_decimal() => Volume::parse,
        arb_raw_region() => Region::from_kato,
    }
}

/// Checks that no error of reading one of these types repeats the planted value.
macro_rules! silent {
    ($planted:expr; $($value:ty,)+) => { $(
        for json in places($planted) {
            if let Err(error) = serde_json::from_str::<$value>(&json) {
                prop_assert!(!gives_away(&error.to_string(), $planted), "{}: {}", stringify!($value), error);
            }
        }
    )+ };
}

/// N34, *serde*: no error of a value repeats what was planted where the value was expected: as a
/// text, as a number, in an array, as a name. 60 planted values of three kinds in 14 places.
#[test]
fn serde_errors_of_values_give_nothing_away() {
    let planted = prop_oneof![
        arb_iin().prop_map(Iin::expose_text),
        arb_phone().prop_map(Phone::expose_text),
        arb_account().prop_map(|account| account.expose_text().to_owned()),
        arb_reference().prop_map(|reference| reference.expose_text().to_owned()),
    ];
    law(60, planted, |planted| {
        silent! {
            &planted; Iin, Phone, Account, Reference, Month, Region, Volume, Price, Rate, Answer, Assistance, AssistanceSet,
            Channel, ConsentScope, ConsentState, MissingDay, MissingFact, Refusal, RegisterField, Rounding, SmsKind,
            Stage, Step,
        }
        Ok(())
    });
}

/// N34, *serde*: the same of what is made of values. 60 planted numbers in 14 places.
#[test]
fn serde_errors_of_records_give_nothing_away() {
    law(60, arb_iin().prop_map(Iin::expose_text), |planted| {
        silent! {
            &planted; PreviewFacts, DiscountTerms, Regulation, RegulationParts, Period, DayRule, Window,
            ConsentParts, DiscountParts,
        }
        Ok(())
    });
}

/// JSON with a value planted in places where it does not belong.
fn places(planted: &str) -> Vec<String> {
    let text = serde_json::to_string(planted).unwrap();
    let fields = ["on_list", "rate", "norm", "id", "period", "first", "day", "scope", "norms_m3"];
    let in_fields = fields.iter().map(|field| format!("{{\"{field}\":{text}}}"));
    let whole = [format!("[{text}]"), format!("{{{text}:1}}"), format!("{{\"a\":{text}}}"), text.clone()];
    // As a number it loses what is no digit; an IIN is one as it stands.
    let number = planted.bytes().all(|byte| byte.is_ascii_digit()) && !planted.starts_with('0');
    in_fields.chain(whole).chain(number.then(|| planted.to_owned())).collect()
}

/// N35: a pseudonym is 64 lower-case hexadecimal digits, the same for the same key, purpose and
/// value, and another for another key, purpose, kind or value. 1000 pairs.
#[test]
fn pseudonyms_differ_by_key_purpose_kind_and_value() {
    let keys = (any::<[u8; 32]>(), any::<[u8; 32]>());
    law(1000, (keys, arb_iin(), arb_account(), arb_phone()), |((key, other_key), iin, account, phone)| {
        let give = |key: &[u8], purpose| Pseudonymiser::new(key, purpose).unwrap();
        let (audit, survey) = (give(&key, "audit"), give(&key, "survey"));
        let alike = Account::parse(&iin.expose_text()).unwrap();
        let mut given = vec![
            audit.of_iin(iin),
            audit.of_account(&alike),
            survey.of_iin(iin),
            survey.of_account(&alike),
            audit.of_phone(phone),
            audit.of_account(&account),
        ];
        if key != other_key {
            given.push(give(&other_key, "audit").of_iin(iin));
        }
        prop_assert_eq!(give(&key, "audit").of_iin(iin), audit.of_iin(iin));
        for pseudonym in &given {
            prop_assert_eq!(pseudonym.len(), 64);
            prop_assert!(pseudonym.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
        }
        let count = given.len();
        given.sort_unstable();
        given.dedup();
        prop_assert_eq!(given.len(), count);
        Ok(())
    });
}

/// N35: two purposes cannot be made to run together with a kind. 200 purposes.
#[test]
fn a_purpose_cannot_pose_as_a_kind() {
    law(200, (any::<String>(), arb_iin()), |(purpose, iin)| {
        let give = |purpose: &str| Pseudonymiser::new(&[7; 32], purpose).unwrap();
        let alike = Account::parse(&iin.expose_text()).unwrap();
        prop_assert_ne!(give(&format!("{purpose}\0iin")).of_iin(iin), give(&purpose).of_iin(iin));
        prop_assert_ne!(give(&format!("{purpose}\0iin")).of_account(&alike), give(&purpose).of_iin(iin));
        Ok(())
    });
}

/// N34: `Debug` of identifiers and of whatever holds them shows none. 500 of each.
#[test]
fn debug_shows_nobody() {
    let regulation = Regulation::gas_2025_08();
    let worlds = (arb_facts(&regulation, 3), arb_register(&regulation), arb_due(), arb_phone());
    law(500, worlds, move |(facts, register, due, phone)| {
        let shown = format!("{facts:?}{:?}{register:?}{due:?}{phone:?}", facts.as_slice());
        for iin in facts.people().into_iter().chain(register.rows().iter().map(|row| row.iin)) {
            prop_assert!(!shown.contains(&iin.expose_text()));
        }
        for account in facts.accounts().iter().chain(register.rows().iter().map(|row| &row.account)) {
            // A short account can be part of a date or a digest by chance.
            let text = account.expose_text();
            prop_assert!(text.len() < 6 || !shown.contains(text));
        }
        prop_assert!(!shown.contains(&phone.expose_text()));
        Ok(())
    });
}
