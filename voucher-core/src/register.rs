//! The register of a month, its digest, and its reconciliation with the provider's copy (N27, N28).

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::{
    activation::{Channel, CommitKey},
    calendar::Month,
    coded::coded,
    identity::{Account, Iin},
    regulation::Regulation,
};

/// An activated voucher in a register (N27).
///
/// Rows order by account, byte by byte, then by iin.
///
/// ```
/// use voucher_core::{parse_date, Account, Channel, Iin, RegisterRow};
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
///
/// # The digest
///
/// The digest is SHA-256 over the register's [CSV](Register::to_csv), so that anyone can recompute
/// it. The CSV is UTF-8: the line `account,iin,activated_on,channel`, then one line a row, sorted
/// by account (byte by byte) and iin, each line ended by LF (0x0A). Nothing is quoted: no field can
/// hold a comma, a quote or a line end. For one row:
///
/// ```text
/// $ printf 'account,iin,activated_on,channel\n0012345,990101600002,2025-09-10,egov_mobile\n' | sha256sum
/// 0ddd870c0c4848b4286e5b12725a801d689a9778b83ad26fe9fa84b1cbfbe2fc  -
/// ```
///
/// ```
/// use voucher_core::{parse_date, Account, Channel, Iin, Month, Register, RegisterRow, Regulation};
///
/// let row = RegisterRow {
///     account: Account::parse("0012345")?,
///     iin: Iin::parse("990101600002")?,
///     activated_on: parse_date("2025-09-10")?,
///     channel: Channel::EgovMobile,
/// };
/// let register = Register::new(&Regulation::gas_2025_08(), Month::parse("2025-09")?, vec![row]);
/// assert_eq!(register.to_csv(), "account,iin,activated_on,channel\n0012345,990101600002,2025-09-10,egov_mobile\n");
/// assert_eq!(register.digest_text(), "sha256:0ddd870c0c4848b4286e5b12725a801d689a9778b83ad26fe9fa84b1cbfbe2fc");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    month: Month,
    regulation: String,
    regulation_digest: [u8; 32],
    rows: Vec<RegisterRow>,
    digest: [u8; 32],
}

impl Register {
    const HEADER: &str = "account,iin,activated_on,channel\n";

    /// The register of these rows, which may come in any order.
    #[must_use]
    pub fn new(regulation: &Regulation, month: Month, mut rows: Vec<RegisterRow>) -> Self {
        rows.sort_unstable();
        let digest = Sha256::digest(csv(&rows)).into();
        let (regulation, regulation_digest) = (regulation.id().into(), regulation.digest());
        Self { month, regulation, regulation_digest, rows, digest }
    }

    /// The month.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// The id of the regulation it rests on.
    #[must_use]
    pub fn regulation(&self) -> &str {
        &self.regulation
    }

    /// The digest of the regulation it rests on.
    ///
    /// ```
    /// use voucher_core::{Month, Register, Regulation};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// let register = Register::new(&regulation, Month::parse("2025-09")?, Vec::new());
    /// assert_eq!(register.regulation_digest(), regulation.digest());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn regulation_digest(&self) -> [u8; 32] {
        self.regulation_digest
    }

    /// The rows, by account and iin.
    #[must_use]
    pub fn rows(&self) -> &[RegisterRow] {
        &self.rows
    }

    /// How many vouchers there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The digest of the rows.
    #[must_use]
    pub const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The digest of the rows as `sha256:` and 64 hexadecimal digits.
    #[must_use]
    pub fn digest_text(&self) -> String {
        let mut text = String::from("sha256:");
        crate::text::push_hex(&mut text, &self.digest);
        text
    }

    /// The rows as the CSV that the digest covers.
    #[must_use]
    pub fn to_csv(&self) -> String {
        csv(&self.rows)
    }

    /// The commit keys of the register (N25).
    pub fn commit_keys<'r>(&self, regulation: &'r Regulation) -> impl Iterator<Item = CommitKey<'r>> {
        self.rows.iter().map(move |row| CommitKey::new(regulation, self.month, row.account))
    }
}

fn csv(rows: &[RegisterRow]) -> String {
    const LONGEST_LINE: usize = Account::MAX_CHARACTERS + ",990101600002,2025-09-10,service_centre\n".len();
    let mut csv = String::with_capacity(Register::HEADER.len() + rows.len() * LONGEST_LINE);
    csv.push_str(Register::HEADER);
    for row in rows {
        csv.push_str(row.account.expose_text());
        csv.push(',');
        crate::text::push_ascii(&mut csv, &row.iin.expose_digits());
        csv.push(',');
        crate::text::push_date(&mut csv, row.activated_on);
        csv.push(',');
        csv.push_str(row.channel.code());
        csv.push('\n');
    }
    csv
}

coded! {
    /// A field in which two rows of one recipient can differ (N28).
    ///
    /// Deliberately exhaustive: a new field must break your build.
    ///
    /// ```
    /// use voucher_core::RegisterField;
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

/// How a recipient's voucher compares in the two registers (N28). Every key falls in exactly one class.
///
/// Deliberately exhaustive: a new class must break your build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// Once on each side, and the same.
    Equal,
    /// Once in the Wallet's register, not in the provider's copy.
    OnlyInWallet,
    /// Once in the provider's copy, not in the Wallet's register.
    OnlyAtProvider,
    /// Once on each side, with these fields different.
    Differs(Vec<RegisterField>),
    /// More than once on a side.
    Duplicated {
        /// How often in the Wallet's register.
        in_wallet: usize,
        /// How often in the provider's copy.
        at_provider: usize,
    },
}

/// Compares the Wallet's register with the provider's copy, by recipient (N28).
///
/// The key is the iin: a voucher is one recipient's right in one month, so a copy that carries it
/// on another account *differs* and is not two strangers (choice). Total: every iin of either side is
/// in the answer once, sorted; swapping the sides swaps [`OnlyInWallet`](Match::OnlyInWallet) and
/// [`OnlyAtProvider`](Match::OnlyAtProvider).
///
/// ```
/// use voucher_core::{parse_date, reconcile, Account, Channel, Iin, Match, RegisterField, RegisterRow};
///
/// let row = |account, iin| RegisterRow {
///     account: Account::parse(account).unwrap(),
///     iin: Iin::parse(iin).unwrap(),
///     activated_on: parse_date("2025-09-29").unwrap(),
///     channel: Channel::EgovMobile,
/// };
/// let wallet = [row("1", "990101600002"), row("2", "990101600012")];
/// let provider = [row("1", "990101600002"), row("3", "990101600012")];
/// let classes: Vec<Match> = reconcile(&wallet, &provider).into_values().collect();
/// assert_eq!(classes, [Match::Equal, Match::Differs(vec![RegisterField::Account])]);
/// ```
#[must_use]
pub fn reconcile(wallet: &[RegisterRow], provider: &[RegisterRow]) -> BTreeMap<Iin, Match> {
    let mut sides: BTreeMap<Iin, [Vec<&RegisterRow>; 2]> = BTreeMap::new();
    for row in wallet {
        let [ours, _] = sides.entry(row.iin).or_default();
        ours.push(row);
    }
    for row in provider {
        let [_, theirs] = sides.entry(row.iin).or_default();
        theirs.push(row);
    }
    sides.into_iter().map(|(iin, [ours, theirs])| (iin, compare(&ours, &theirs))).collect()
}

fn compare(ours: &[&RegisterRow], theirs: &[&RegisterRow]) -> Match {
    match (ours, theirs) {
        ([ours], [theirs]) if ours == theirs => Match::Equal,
        ([ours], [theirs]) => Match::Differs(
            [
                (ours.account != theirs.account, RegisterField::Account),
                (ours.activated_on != theirs.activated_on, RegisterField::ActivatedOn),
                (ours.channel != theirs.channel, RegisterField::Channel),
            ]
            .into_iter()
            .filter_map(|(differs, field)| differs.then_some(field))
            .collect(),
        ),
        ([_], []) => Match::OnlyInWallet,
        ([], [_]) => Match::OnlyAtProvider,
        (_, _) => Match::Duplicated { in_wallet: ours.len(), at_provider: theirs.len() },
    }
}
