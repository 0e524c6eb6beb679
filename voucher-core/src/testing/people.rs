//! Made-up people: born in 2099, so nobody is meant. Their phones and accounts; references of things.

use alloc::{format, string::String, vec::Vec};

use proptest::{
    collection::vec,
    prop_oneof,
    sample::{Index, select},
    strategy::{Just, Strategy},
};

use super::read;
use crate::{Account, Iin, Phone, Reference};

/// How many numbers a day has, with and without a control digit.
const SERIALS: u32 = 10_000;

/// The person with this number among those of a day in 2099, if the number has a control digit.
fn person(month: u32, day: u32, serial: u32) -> Option<Iin> {
    (0..10).find_map(|control| Iin::parse(&format!("99{month:02}{day:02}6{serial:04}{control}")).ok())
}

/// Made-up people, each once: 990101600002, 990101600012, and so on, some ten thousand.
///
/// ```
/// use voucher_core::testing::made_up_people;
///
/// let first: Vec<String> = made_up_people().take(2).map(|iin| iin.expose_text()).collect();
/// assert_eq!(first, ["990101600002", "990101600012"]);
/// ```
pub fn made_up_people() -> impl Iterator<Item = Iin> {
    (0..SERIALS).filter_map(|serial| person(1, 1, serial))
}

/// Made-up accounts, each once: 0000001, 0000002, and so on.
///
/// ```
/// use voucher_core::testing::made_up_accounts;
///
/// assert_eq!(made_up_accounts().nth(1).unwrap().expose_text(), "0000002");
/// ```
pub fn made_up_accounts() -> impl Iterator<Item = Account> {
    (1..=9_999_999).filter_map(|number| Account::parse(&format!("{number:07}")).ok())
}

/// The IIN of a made-up person, born in 2099; first and second weights both come up.
///
/// ```
/// use voucher_core::testing::{arb_iin, draws};
///
/// let born_in_2099 = |iin: voucher_core::Iin| iin.expose_text().starts_with("99") && iin.expose_digits()[6] == b'6';
/// assert!(draws(arb_iin()).take(99).all(born_in_2099));
/// ```
pub fn arb_iin() -> impl Strategy<Value = Iin> {
    read((1..=12_u32, 1..=28_u32, 0..SERIALS), |(month, day, serial)| {
        (0..SERIALS).find_map(|next| person(month, day, (serial + next) % SERIALS))
    })
}

/// A mobile phone whose last seven digits begin with 000, which no operator gives out.
///
/// ```
/// use voucher_core::testing::{arb_phone, draws};
///
/// assert!(draws(arb_phone()).take(9).all(|phone| &phone.expose_text()[5..8] == "000"));
/// ```
pub fn arb_phone() -> impl Strategy<Value = Phone> {
    let codes = prop_oneof![4 => 700..=709_u32, 1 => Just(747), 1 => 760..=764_u32, 4 => 770..=779_u32, 1 => Just(785)];
    read((codes, 0..10_000_u32), |(code, number)| Phone::parse(&format!("+7{code}000{number:04}")).ok())
}

/// An account: mostly a number of seven digits, sometimes anything that an account can be.
///
/// ```
/// use voucher_core::testing::{arb_account, draws};
///
/// assert!(draws(arb_account()).take(999).any(|account| account.expose_text().len() == 32));
/// ```
pub fn arb_account() -> impl Strategy<Value = Account> {
    const CHARACTERS: &[char] = &['0', '1', '9', 'A', 'a', 'B', 'Z', 'z', '-', '/'];
    let number = (1..=9_999_999_u32).prop_map(|number| format!("{number:07}"));
    // One of its characters becomes a digit.
    let strange = |length| {
        let place = proptest::arbitrary::any::<Index>();
        (vec(select(CHARACTERS), length), place, select(&['0', '1', '9'])).prop_map(
            |(mut text, place, digit)| {
                let place = place.index(text.len());
                text.splice(place..=place, [digit]);
                String::from_iter(text)
            },
        )
    };
    read(prop_oneof![6 => number, 3 => strange(1..=32), 1 => strange(32..=32)], |text| {
        Account::parse(&text).ok()
    })
}

/// A reference: mostly a word and a number, sometimes anything that a reference can be.
///
/// ```
/// use voucher_core::testing::{arb_reference, draws};
///
/// assert!(draws(arb_reference()).take(999).any(|reference| reference.expose_text().len() == 64));
/// ```
pub fn arb_reference() -> impl Strategy<Value = Reference> {
    const CHARACTERS: &[char] = &['0', '9', 'A', 'Z', 'a', 'z', '-', '_', '.', '/', ':'];
    let things = select(&["school-", "RX/", "urn:item:", "member."]);
    let number = (things, 1..=9999_u32).prop_map(|(thing, number)| format!("{thing}{number:04}"));
    let strange = |length| vec(select(CHARACTERS), length).prop_map(String::from_iter);
    read(prop_oneof![6 => number, 3 => strange(1..=64), 1 => strange(64..=64)], |text| {
        Reference::parse(&text).ok()
    })
}

/// Some made-up references of a kind: `RX-1`, `RX-2` and so on.
pub(super) fn references(kind: &str, so_many: usize) -> Vec<Reference> {
    (1..=so_many.max(1)).filter_map(|number| Reference::parse(&format!("{kind}-{number}")).ok()).collect()
}
