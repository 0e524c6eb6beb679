//! The register of a point and month, and its reconciliation with the point's copy (R13, R14).

use alloc::{string::String, vec::Vec};
use core::fmt::Write;

use chrono::NaiveDate;

use crate::{
    medicines::dispensing::Evidence,
    programme::{self, Row},
    value::{calendar::Month, coded::coded, count::Count, reference::Reference, text::push_date},
};

/// A dispensing in a register (R13). No IIN stands in it: the prescription is enough.
///
/// Rows order by date, prescription and record, byte by byte.
///
/// ```
/// use voucher_core::{Count, Reference, medicines::{Evidence, RegisterField, RegisterRow}, parse_date, programme::Row};
///
/// let row = |on, prescription, record| RegisterRow {
///     dispensed_on: parse_date(on).unwrap(),
///     prescription: Reference::parse(prescription).unwrap(),
///     record: Reference::parse(record).unwrap(),
///     item: Reference::parse("A10BA02").unwrap(),
///     quantity: Count::new(60).unwrap(),
///     evidence: Evidence::Qr,
/// };
/// assert!(row("2026-02-10", "RX-9", "D-9") < row("2026-02-11", "RX-1", "D-1"));
/// assert!(row("2026-02-10", "RX-10", "D-9") < row("2026-02-10", "RX-9", "D-1"));
/// assert!(row("2026-02-10", "RX-9", "D-1") < row("2026-02-10", "RX-9", "D-2"));
/// let (whole, half) = (row("2026-02-10", "RX-9", "D-1"), Count::new(30).unwrap());
/// assert_eq!(whole.differences(&RegisterRow { quantity: half, ..whole }), [RegisterField::Quantity]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RegisterRow {
    /// The day on which it was handed out.
    pub dispensed_on: NaiveDate,
    /// The prescription.
    pub prescription: Reference,
    /// The record of the dispensing.
    pub record: Reference,
    /// The item.
    pub item: Reference,
    /// The quantity, in the item's smallest units.
    pub quantity: Count,
    /// The patient's own sign.
    pub evidence: Evidence,
}

/// What a register covers: a point and a month (R13).
///
/// ```
/// use voucher_core::{Month, Reference, medicines::{Ledger, PointMonth, Regulation}, parse_date};
///
/// let (point, month) = (Reference::parse("P-1")?, Month::parse("2026-02")?);
/// let register = Ledger::new(Regulation::medicines_2024_01()).register(&point, month, parse_date("2026-03-01")?);
/// assert_eq!(register.unwrap().scope(), &PointMonth { point, month });
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointMonth {
    /// The point.
    pub point: Reference,
    /// The month.
    pub month: Month,
}

/// The dispensings of a point and month that are not withdrawn, for which the point is paid (R13).
///
/// ```
/// use voucher_core::{Month, Reference, medicines::{PointMonth, Register, Regulation}};
///
/// let scope = PointMonth { point: Reference::parse("P-1")?, month: Month::parse("2026-02")? };
/// let empty = Register::new(&Regulation::medicines_2024_01(), scope, vec![]);
/// assert_eq!(empty.to_csv(), "dispensed_on,prescription,item,quantity,evidence,record\n");
/// assert!(empty.digest_text().starts_with("sha256:53d3ac76bcc0a9c2"));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub type Register = programme::Register<RegisterRow>;

/// How a record compares in the two registers (R14).
pub type Match = programme::Match<RegisterField>;

impl Row for RegisterRow {
    type Scope = PointMonth;
    type Key = Reference;
    type Field = RegisterField;

    const HEADER: &'static str = "dispensed_on,prescription,item,quantity,evidence,record";

    fn push_csv(&self, csv: &mut String) {
        push_date(csv, self.dispensed_on);
        // Writing to a `String` cannot fail.
        let _ = write!(
            csv,
            ",{},{},{},{},{}",
            self.prescription.expose_text(),
            self.item.expose_text(),
            self.quantity.number(),
            self.evidence.code(),
            self.record.expose_text(),
        );
    }

    fn key(&self) -> Reference {
        self.record
    }

    fn differences(&self, other: &Self) -> Vec<RegisterField> {
        [
            (self.dispensed_on != other.dispensed_on, RegisterField::DispensedOn),
            (self.prescription != other.prescription, RegisterField::Prescription),
            (self.item != other.item, RegisterField::Item),
            (self.quantity != other.quantity, RegisterField::Quantity),
            (self.evidence != other.evidence, RegisterField::Evidence),
        ]
        .into_iter()
        .filter_map(|(differs, field)| differs.then_some(field))
        .collect()
    }
}

coded! {
    /// A field in which two rows of one record can differ (R14).
    ///
    /// Deliberately exhaustive: a new field must break your build.
    ///
    /// ```
    /// use voucher_core::medicines::RegisterField;
    ///
    /// assert_eq!(RegisterField::ALL.len(), 5); // the record is the key
    /// assert_eq!(RegisterField::from_code("item"), Some(RegisterField::Item));
    /// ```
    RegisterField {
        /// The day on which it was handed out.
        DispensedOn "dispensed_on",
        /// The prescription.
        Prescription "prescription",
        /// The item.
        Item "item",
        /// The quantity.
        Quantity "quantity",
        /// The patient's own sign.
        Evidence "evidence",
    }
}
