//! Checks of identifiers as they are typed.

use voucher_core::{Account, Error, Iin, Phone};

use crate::{error::VoucherError, value::Text};

/// Whether a text is an IIN (N31).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum IinCheck {
    /// It is.
    Good {
        /// The IIN.
        iin: Iin,
    },
    /// It is not, or not yet.
    Bad {
        /// The stable code of the first fault: `iin_length`, `iin_not_digits`, `iin_control_digit` or
        /// `iin_repeated_digit`.
        code: String,
        /// The place of the character at fault, from 0, in Unicode scalars (code points), where one is.
        position: Option<u32>,
    },
}

/// Whether a text is a personal account (N24). Only the provider knows whether there is such an account.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AccountCheck {
    /// It is.
    Good {
        /// In its normal form: trimmed, letters in upper case, leading zeros kept.
        account: Account,
    },
    /// It is not, or not yet.
    Bad {
        /// The stable code of the first fault: `account_empty`, `account_too_long`, `account_character` or
        /// `account_no_digit`.
        code: String,
        /// The place of the character at fault, from 0, in Unicode scalars (code points), where one is.
        position: Option<u32>,
    },
}

/// Whether a text is a mobile number of Kazakhstan (N32).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PhoneCheck {
    /// It is.
    Good {
        /// In its normal form: `+7` and ten digits.
        phone: Phone,
    },
    /// It is not, or not yet.
    Bad {
        /// The stable code of the first fault: `phone_character`, `phone_length` or `phone_not_mobile`.
        code: String,
        /// The place of the character at fault, from 0, in Unicode scalars (code points), where one is.
        position: Option<u32>,
    },
}

/// Is it an IIN?
#[uniffi::export]
pub fn check_iin(text: Text) -> Result<IinCheck, VoucherError> {
    Ok(match Iin::parse(&text.0) {
        Ok(iin) => IinCheck::Good { iin },
        Err(error) => IinCheck::Bad { code: error.code().to_owned(), position: position(&error) },
    })
}

/// Is it a personal account?
#[uniffi::export]
pub fn check_account(text: Text) -> Result<AccountCheck, VoucherError> {
    Ok(match Account::parse(&text.0) {
        Ok(account) => AccountCheck::Good { account },
        Err(error) => AccountCheck::Bad { code: error.code().to_owned(), position: position(&error) },
    })
}

/// Is it a mobile number of Kazakhstan?
#[uniffi::export]
pub fn check_phone(text: Text) -> Result<PhoneCheck, VoucherError> {
    Ok(match Phone::parse(&text.0) {
        Ok(phone) => PhoneCheck::Good { phone },
        Err(error) => PhoneCheck::Bad { code: error.code().to_owned(), position: position(&error) },
    })
}

fn position(error: &Error) -> Option<u32> {
    error.position().and_then(|position| u32::try_from(position).ok())
}
