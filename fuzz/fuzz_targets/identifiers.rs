//! Any text as every value that is text: read and written alike, or refused by a code that does not repeat it (N2, N24, N31 to
//! N34, N37).
#![no_main]

use libfuzzer_sys::fuzz_target;
use voucher_core::{Account, Error, Iin, Month, Phone, Price, Rate, Reference, Region, Volume, parse_date, parse_instant};

fuzz_target!(|text: &str| {
    check(text, Iin::parse(text), |iin| Iin::parse(&iin.expose_text()) == Ok(*iin));
    check(text, Phone::parse(text), |phone| Phone::parse(&phone.expose_text()) == Ok(*phone));
    check(text, Account::parse(text), |account| Account::parse(account.expose_text()) == Ok(*account));
    check(text, Reference::parse(text), |reference| {
        Reference::parse(reference.expose_text()) == Ok(*reference)
    });
    check(text, Month::parse(text), |month| month.to_string() == text);
    check(text, Region::from_kato(text), |region| region.kato() == text);
    check(text, Volume::parse(text), |volume| Volume::parse(&volume.to_string()) == Ok(*volume));
    check(text, Price::parse(text), |price| Price::parse(&price.to_string()) == Ok(*price));
    check(text, Rate::parse(text), |rate| Rate::parse(&rate.to_string()) == Ok(*rate));
    check(text, parse_date(text), |date| date.to_string() == text);
    check(text, parse_instant(text), |_| true);
});

fn check<T>(text: &str, read: Result<T, Error>, holds: impl Fn(&T) -> bool) {
    match read {
        Ok(value) => assert!(holds(&value)),
        Err(error) => {
            assert!(Error::codes().any(|code| code == error.code()));
            let place = error.position().unwrap_or(0);
            assert!(place <= text.chars().count());
            let long = text.chars().filter(|character| character.is_ascii_digit()).count() >= 6;
            assert!(!long || !error.to_string().contains(text.trim()));
        }
    }
}
