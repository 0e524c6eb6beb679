//! Keyed pseudonyms of identifiers for exports (N35).

use alloc::string::String;
use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::value::{
    error::{Error, ErrorKind, causes},
    identity::{Account, Iin, Phone},
};

causes! {
    PseudonymKeyTooShort "pseudonym_key_too_short" "a pseudonym key has at least 32 bytes",
}

/// Gives pseudonyms: HMAC-SHA-256 under a key that the host gives, for one purpose.
///
/// The same identifier has the same pseudonym under one key and purpose, and unlinkable ones under
/// others. There is no default key: an unkeyed hash of an IIN can be reversed by trying them all.
/// `Debug` shows no key.
///
/// ```
/// use voucher_core::{Iin, Pseudonymiser};
///
/// let iin = Iin::parse("990101600002")?;
/// let survey = Pseudonymiser::new(&[7; 32], "survey-2026")?;
/// assert_eq!(survey.of_iin(iin), survey.of_iin(iin));
/// assert_ne!(survey.of_iin(iin), Pseudonymiser::new(&[7; 32], "audit-2026")?.of_iin(iin));
/// assert_eq!(Pseudonymiser::new(&[7; 31], "survey").unwrap_err().code(), "pseudonym_key_too_short");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Pseudonymiser(Hmac<Sha256>);

impl Pseudonymiser {
    /// The fewest bytes that a key can have: as many as the hash.
    pub const MIN_KEY_BYTES: usize = 32;

    /// Pseudonyms under a key for a purpose. Give each export a purpose of its own.
    ///
    /// # Errors
    ///
    /// `pseudonym_key_too_short` for a key of fewer than 32 bytes.
    pub fn new(key: &[u8], purpose: &str) -> Result<Self, Error> {
        let too_short = Error::new(ErrorKind::PseudonymKeyTooShort);
        if key.len() < Self::MIN_KEY_BYTES {
            return Err(too_short);
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|_| too_short)?;
        mac.update(purpose.as_bytes());
        Ok(Self(mac))
    }

    /// The pseudonym of a person: 64 hexadecimal digits.
    #[must_use]
    pub fn of_iin(&self, iin: Iin) -> String {
        self.of("iin", &iin.expose_digits())
    }

    /// The pseudonym of a phone: 64 hexadecimal digits.
    #[must_use]
    pub fn of_phone(&self, phone: Phone) -> String {
        self.of("phone", phone.expose_text().as_bytes())
    }

    /// The pseudonym of a personal account: 64 hexadecimal digits.
    #[must_use]
    pub fn of_account(&self, account: &Account) -> String {
        self.of("account", account.expose_text().as_bytes())
    }

    /// HMAC over purpose, 0x00, kind, 0x00, value. No kind or value holds a zero byte, so no two of these run together.
    fn of(&self, kind: &str, value: &[u8]) -> String {
        let mut mac = self.0.clone();
        for part in [b"\0", kind.as_bytes(), b"\0", value] {
            mac.update(part);
        }
        let mut text = String::new();
        crate::value::text::push_hex(&mut text, &mac.finalize().into_bytes());
        text
    }
}

impl fmt::Debug for Pseudonymiser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonymiser(key hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// N35: what `printf 'test\0iin\0990101600002' | openssl dgst -sha256 -mac HMAC -macopt hexkey:…`
    /// prints for a key of 32 bytes 07.
    #[test]
    fn anyone_with_the_key_can_recompute_it() {
        let pseudonym =
            Pseudonymiser::new(&[7; 32], "test").unwrap().of_iin(Iin::parse("990101600002").unwrap());
        assert_eq!(pseudonym, "df5cb9242d9be18e2ee85339ccaddacc32ceb6c746e95640c9d60f2925ac2ddf");
    }
}
