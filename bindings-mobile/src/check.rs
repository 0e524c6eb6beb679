//! Checks of identifiers as they are typed or pasted (N39).

use voucher_core::{Account, Error, Iin, Phone, Typed};

use crate::value::TypedText;

/// Whether a text is an IIN (N31), while it is typed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum IinCheck {
    /// It is.
    Good {
        /// The IIN.
        iin: Iin,
    },
    /// Not yet: digits are missing.
    Incomplete,
    /// It is not, whatever follows.
    Bad {
        /// The stable code of the first fault: `iin_length` of a digit too many, `iin_not_digits`, `iin_control_digit` or
        /// `iin_repeated_digit`.
        code: String,
        /// The place of the character at fault, from 0, in Unicode scalars (code points), where one is.
        position: Option<u32>,
    },
}

/// Whether a text is a personal account (N24), while it is typed. Only the provider knows whether there is such an account.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AccountCheck {
    /// It is.
    Good {
        /// In its normal form: trimmed, letters in upper case, leading zeros kept.
        account: Account,
    },
    /// Not yet: it has no digit.
    Incomplete,
    /// It is not, whatever follows.
    Bad {
        /// The stable code of the first fault: `account_too_long`, `account_character` or `account_no_digit`.
        code: String,
        /// The place of the character at fault, from 0, in Unicode scalars (code points), where one is.
        position: Option<u32>,
    },
}

/// Whether a text is a mobile number of Kazakhstan (N32), while it is typed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PhoneCheck {
    /// It is, and nothing can follow.
    Good {
        /// In its normal form: `+7` and ten digits.
        phone: Phone,
    },
    /// Not yet: digits are missing or may follow.
    Incomplete {
        /// What the number is if the person has finished: of ten digits that may be the first of eleven. None where digits are
        /// missing.
        whole: Option<Phone>,
    },
    /// It is not, whatever follows.
    Bad {
        /// The stable code of the first fault: `phone_character`, `phone_length` of a digit too many or `phone_not_mobile`.
        code: String,
        /// The place of the character at fault, from 0, in Unicode scalars (code points), where one is.
        position: Option<u32>,
    },
}

/// Is it an IIN, or can it become one?
#[uniffi::export]
#[must_use]
pub fn check_iin(text: TypedText) -> IinCheck {
    match Iin::typed(&text.0) {
        Typed::Good(iin) => IinCheck::Good { iin },
        Typed::Incomplete(_) => IinCheck::Incomplete,
        Typed::Bad(error) => IinCheck::Bad { code: error.code().to_owned(), position: position(&error) },
    }
}

/// Is it a personal account, or can it become one?
#[uniffi::export]
#[must_use]
pub fn check_account(text: TypedText) -> AccountCheck {
    match Account::typed(&text.0) {
        Typed::Good(account) => AccountCheck::Good { account },
        Typed::Incomplete(_) => AccountCheck::Incomplete,
        Typed::Bad(error) => AccountCheck::Bad { code: error.code().to_owned(), position: position(&error) },
    }
}

/// Is it a mobile number of Kazakhstan, or can it become one?
#[uniffi::export]
#[must_use]
pub fn check_phone(text: TypedText) -> PhoneCheck {
    match Phone::typed(&text.0) {
        Typed::Good(phone) => PhoneCheck::Good { phone },
        Typed::Incomplete(whole) => PhoneCheck::Incomplete { whole },
        Typed::Bad(error) => PhoneCheck::Bad { code: error.code().to_owned(), position: position(&error) },
    }
}

fn position(error: &Error) -> Option<u32> {
    error.position().and_then(|position| u32::try_from(position).ok())
}
