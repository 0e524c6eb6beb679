//! The register of a month, its digest, and its reconciliation with the provider's copy (N27, N28).

use alloc::{string::String, vec::Vec};

use chrono::NaiveDate;

use crate::{
    gas::activation::{Channel, CommitKey},
    programme::{self, Row},
    value::{
        calendar::Month,
        coded::coded,
        identity::{Account, Iin},
        text::{push_ascii, push_date},
    },
};

/// An activated voucher in a register (N27).
///
/// Rows order by account, byte by byte, then by iin.
///
/// ```
/// use voucher_core::{Account, Iin, gas::{Channel, RegisterRow}, parse_date};
///
/// let row = |account, iin| RegisterRow {
///     account: Account::parse(account).unwrap(),
///     iin: Iin::parse(iin).unwrap(),
///     activated_on: parse_date("2025-09-07").unwrap(),
///     channel: Channel::EgovMobile,
/// };
/// assert!(row("10", "990101600012") < row("9", "990101600002"));
/// assert!(row("9", "990101600002") < row("9", "990101600012"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RegisterRow {
    /// The personal account.
    pub account: Account,
    /// The recipient.
    pub iin: Iin,
    /// The day of activation.
    pub activated_on: NaiveDate,
    /// Where it was activated.
    pub channel: Channel,
}

/// The list of a month's activated vouchers that the Wallet sends to the provider (N27).
pub type Register = programme::Register<RegisterRow>;

/// How a recipient's voucher compares in the two registers (N28).
pub type Match = programme::Match<RegisterField>;

impl Row for RegisterRow {
    type Scope = Month;
    type Key = Iin;
    type Field = RegisterField;

    const HEADER: &'static str = "account,iin,activated_on,channel";

    fn push_csv(&self, csv: &mut String) {
        csv.push_str(self.account.expose_text());
        csv.push(',');
        push_ascii(csv, &self.iin.expose_digits());
        csv.push(',');
        push_date(csv, self.activated_on);
        csv.push(',');
        csv.push_str(self.channel.code());
    }

    fn key(&self) -> Iin {
        self.iin
    }

    fn differences(&self, other: &Self) -> Vec<RegisterField> {
        [
            (self.account != other.account, RegisterField::Account),
            (self.activated_on != other.activated_on, RegisterField::ActivatedOn),
            (self.channel != other.channel, RegisterField::Channel),
        ]
        .into_iter()
        .filter_map(|(differs, field)| differs.then_some(field))
        .collect()
    }
}

impl Register {
    /// The month.
    #[must_use]
    pub const fn month(&self) -> Month {
        *self.scope()
    }

    /// The commit keys of the register (N25).
    pub fn commit_keys(&self) -> impl Iterator<Item = CommitKey> {
        self.rows().iter().map(|row| CommitKey::new(self.month(), row.account))
    }
}

coded! {
    /// A field in which two rows of one recipient can differ (N28).
    ///
    /// Deliberately exhaustive: a new field must break your build.
    ///
    /// ```
    /// use voucher_core::gas::RegisterField;
    ///
    /// assert_eq!(RegisterField::ALL.len(), 3); // the iin is the key
    /// assert_eq!(RegisterField::from_code("account"), Some(RegisterField::Account));
    /// ```
    RegisterField {
        /// The personal account.
        Account "account",
        /// The day of activation.
        ActivatedOn "activated_on",
        /// The channel.
        Channel "channel",
    }
}
