//! Registers: sorted rows, a digest that anyone can recompute, and reconciliation with a copy (N27, N28).

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use sha2::{Digest, Sha256};

use super::Edition;
use crate::value::{order, text::push_hex};

/// A row of a register (N27). Its order is the order of rows in the register.
///
/// ```
/// use voucher_core::{gas::RegisterRow, programme::Row};
///
/// assert_eq!(RegisterRow::HEADER, "account,iin,activated_on,channel");
/// ```
pub trait Row: Ord {
    /// What a register covers, such as a month.
    type Scope;
    /// What identifies a row in both copies of a register (N28).
    type Key: Ord;
    /// A field in which two rows of one key can differ.
    type Field;

    /// The first line of the CSV, without its end.
    const HEADER: &'static str;

    /// Appends the row's line of the CSV, without its end. No field can hold a comma, a quote or a line end.
    fn push_csv(&self, csv: &mut String);

    /// What identifies this row.
    fn key(&self) -> Self::Key;

    /// The fields in which another row of the same key differs; none if it is equal.
    fn differences(&self, other: &Self) -> Vec<Self::Field>;
}

/// A register: all that was given in its scope, for whoever pays or bills (N27).
///
/// # The digest
///
/// The digest is SHA-256 over the register's [CSV](Register::to_csv), so that anyone can recompute
/// the digest. The CSV is UTF-8: a line with the names of the fields, then one line a row, sorted, each line
/// ended by LF (0x0A). Nothing is quoted, because no field can hold a comma, a quote or a line end. For one
/// row of gas:
///
/// ```text
/// $ printf 'account,iin,activated_on,channel\n0012345,990101600002,2025-09-10,egov_mobile\n' | sha256sum
/// 0ddd870c0c4848b4286e5b12725a801d689a9778b83ad26fe9fa84b1cbfbe2fc  -
/// ```
///
/// ```
/// use voucher_core::{Account, Iin, Month, gas::{Channel, Register, RegisterRow, Regulation}, parse_date};
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
pub struct Register<R: Row> {
    scope: R::Scope,
    regulation: String,
    regulation_digest: [u8; 32],
    rows: Vec<R>,
    digest: [u8; 32],
}

impl<R: Row> Register<R> {
    /// The register of these rows, which may come in any order: the same rows give the same bytes.
    #[must_use]
    pub fn new(regulation: &impl Edition, scope: R::Scope, mut rows: Vec<R>) -> Self {
        order::sort(&mut rows);
        let digest = Sha256::digest(csv(&rows)).into();
        let (regulation, regulation_digest) = (regulation.id().into(), regulation.digest());
        Self { scope, regulation, regulation_digest, rows, digest }
    }

    /// What the register covers, such as a month.
    pub const fn scope(&self) -> &R::Scope {
        &self.scope
    }

    /// The id of the regulation that the register rests on.
    #[must_use]
    pub fn regulation(&self) -> &str {
        &self.regulation
    }

    /// The digest of the regulation that the register rests on.
    #[must_use]
    pub const fn regulation_digest(&self) -> [u8; 32] {
        self.regulation_digest
    }

    /// The rows, sorted.
    #[must_use]
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// How many rows the register has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// SHA-256 over [`to_csv`](Self::to_csv).
    #[must_use]
    pub const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The digest of the rows as `sha256:` and 64 hexadecimal digits.
    #[must_use]
    pub fn digest_text(&self) -> String {
        let mut text = String::from("sha256:");
        push_hex(&mut text, &self.digest);
        text
    }

    /// The rows as the CSV that the digest covers.
    #[must_use]
    pub fn to_csv(&self) -> String {
        csv(&self.rows)
    }
}

fn csv<R: Row>(rows: &[R]) -> String {
    let mut csv = String::with_capacity((rows.len() + 1) * 64);
    csv.push_str(R::HEADER);
    csv.push('\n');
    for row in rows {
        row.push_csv(&mut csv);
        csv.push('\n');
    }
    csv
}

/// How a key compares in the Wallet's register and in the provider's copy (N28). Every key falls in exactly one class.
/// [`reconcile`] has an example.
///
/// Deliberately exhaustive: a new class must break your build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match<F> {
    /// Once on each side, and the same.
    Equal,
    /// Once in the Wallet's register, not in the provider's copy.
    OnlyInWallet,
    /// Once in the provider's copy, not in the Wallet's register.
    OnlyAtProvider,
    /// Once on each side, with these fields different.
    Differs(Vec<F>),
    /// More than once on a side.
    Duplicated {
        /// How often in the Wallet's register.
        in_wallet: usize,
        /// How often in the provider's copy.
        at_provider: usize,
    },
}

/// Compares the Wallet's register with the provider's copy, key by key (N28).
///
/// The answer is total: it has every key of either side once, sorted. Swapping the sides swaps
/// [`OnlyInWallet`](Match::OnlyInWallet) and [`OnlyAtProvider`](Match::OnlyAtProvider). The key of gas is the iin, because
/// a voucher is one recipient's right in one month: a copy that has the voucher on another account *differs* (choice).
///
/// ```
/// use voucher_core::{Account, Iin, gas::{Channel, Match, RegisterField, RegisterRow, reconcile}, parse_date};
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
pub fn reconcile<R: Row>(wallet: &[R], provider: &[R]) -> BTreeMap<R::Key, Match<R::Field>> {
    let mut sides: BTreeMap<R::Key, [Vec<&R>; 2]> = BTreeMap::new();
    for row in wallet {
        let [ours, _] = sides.entry(row.key()).or_default();
        ours.push(row);
    }
    for row in provider {
        let [_, theirs] = sides.entry(row.key()).or_default();
        theirs.push(row);
    }
    sides.into_iter().map(|(key, [ours, theirs])| (key, compare(&ours, &theirs))).collect()
}

fn compare<R: Row>(ours: &[&R], theirs: &[&R]) -> Match<R::Field> {
    match (ours, theirs) {
        ([ours], [theirs]) if ours == theirs => Match::Equal,
        ([ours], [theirs]) => Match::Differs(ours.differences(theirs)),
        ([_], []) => Match::OnlyInWallet,
        ([], [_]) => Match::OnlyAtProvider,
        (_, _) => Match::Duplicated { in_wallet: ours.len(), at_provider: theirs.len() },
    }
}
