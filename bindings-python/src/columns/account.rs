//! Accounts as numbers: equal numbers mean equal accounts in their normal form (N24).
//!
//! Nothing is hashed, so two accounts can never be taken for one. The highest four bits tell the form:
//!
//! - 0 to 10: up to 16 digits, four bits each, a digit's value and one more; nothing where there is no digit.
//! - 14: up to eleven letters, digits, `-` and `/`, as a number of base 39.
//! - 15: the place of a longer account in a list of those met so far.

use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use voucher_core::Account;

/// What is wrong with the text of an account, if anything is.
#[inline]
pub(crate) fn fault(text: &str) -> Option<&'static str> {
    if digits(text.as_bytes()).is_some() {
        None
    } else {
        Account::parse(text).err().map(|error| error.code())
    }
}

const SHORT: u64 = 0xE << 60;
const LISTED: u64 = 0xF << 60;

/// The accounts that are too long for a number, shared by all threads of a call.
#[derive(Default)]
pub(crate) struct LongAccounts(Mutex<HashMap<Account, u64, FixedState>>);

impl LongAccounts {
    /// The number of an account, or the code of what is wrong with it.
    #[inline]
    pub(crate) fn number(&self, text: &str) -> Result<u64, &'static str> {
        match digits(text.as_bytes()) {
            Some(number) => Ok(number),
            None => self.any(text),
        }
    }

    #[cold]
    #[inline(never)]
    fn any(&self, text: &str) -> Result<u64, &'static str> {
        let account = Account::parse(text).map_err(|error| error.code())?;
        let text = account.expose_text().as_bytes();
        // Digits with white space at their ends come by here.
        if let Some(number) = digits(text) {
            return Ok(number);
        }
        if text.len() <= 11 {
            // 39¹¹ is less than 2⁶⁰.
            let number = text.iter().fold(0, |number: u64, byte| number * 39 + u64::from(symbol(*byte)));
            return Ok(SHORT | number);
        }
        // A panic while the lock is held leaves the list whole: each account is put in at once.
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = u64::try_from(listed.len()).unwrap_or(u64::MAX);
        Ok(LISTED | *listed.entry(account).or_insert(next))
    }
}

/// A character of an account as 1 to 38.
const fn symbol(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0' + 1,
        b'A'..=b'Z' => byte - b'A' + 11,
        b'-' => 37,
        _ => 38,
    }
}

/// Up to 16 digits and nothing else, as a number.
#[inline(always)]
fn digits(text: &[u8]) -> Option<u64> {
    let length = text.len();
    // Two reads that overlap in the middle cover any length between one and two of their size.
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let (first, last) = (pack(u64::from_be_bytes(*first))?, pack(u64::from_be_bytes(*last))?);
        let beyond = 4 * 16_usize.checked_sub(length)?;
        return Some((first >> beyond) << 32 | last);
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let [first, last] = [first, last].map(|half| u64::from(u32::from_be_bytes(*half)));
        let both = pack(first << 32 | last)?;
        let beyond = 4 * (8 - length);
        return Some(((both >> 16) >> beyond) << 16 | both & 0xFFFF);
    }
    let digit =
        |number: u64, byte: &u8| byte.is_ascii_digit().then(|| number << 4 | u64::from(symbol(*byte)));
    if text.is_empty() { None } else { text.iter().try_fold(0, digit) }
}

/// Eight digits as eight times four bits, each a digit's value and one more.
#[inline(always)]
const fn pack(digits: u64) -> Option<u64> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let high = digits & (EACH * 0xF0);
    let high_of_six_more = digits.wrapping_add(EACH * 6) & (EACH * 0xF0);
    if high != EACH * 0x30 || high_of_six_more != EACH * 0x30 {
        return None;
    }
    let mut packed = (digits & (EACH * 0x0F)) + EACH;
    packed = (packed | packed >> 4) & 0x00FF_00FF_00FF_00FF;
    packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF;
    Some((packed | packed >> 16) & 0xFFFF_FFFF)
}
