//! The register: the meals of a school and supplier in a month (M21, M23).

use alloc::{string::String, vec::Vec};

use chrono::NaiveDate;

use crate::{
    meals::fact::{Sheet, Source},
    programme::{self, Row},
    value::{
        coded::coded,
        identity::Iin,
        reference::Reference,
        text::{push_ascii, push_date},
    },
};

/// A meal in a register (M21). Orders by day, pupil, kind and record.
///
/// ```
/// use voucher_core::{meals::{RegisterField, RegisterRow, Source}, programme::Row, *};
///
/// assert_eq!(RegisterRow::HEADER, "given_on,iin,kind,source,record");
/// let (iin, given_on) = (Iin::parse("990101600002")?, parse_date("2026-03-02")?);
/// let (kind, record) = (Reference::parse("hot_meal")?, Reference::parse("T1/0001")?);
/// let row = RegisterRow { given_on, iin, kind, record, source: Source::Terminal };
/// let by_hand = RegisterRow { source: Source::ByHand, ..row };
/// assert_eq!(row.differences(&by_hand), [RegisterField::Source]);
/// assert_eq!(row.differences(&RegisterRow { record: kind, ..row }), [RegisterField::Record]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RegisterRow {
    /// The day of the meal.
    pub given_on: NaiveDate,
    /// The pupil.
    pub iin: Iin,
    /// The kind of meal.
    pub kind: Reference,
    /// The record that the device gave to the meal.
    pub record: Reference,
    /// How it was recorded.
    pub source: Source,
}

/// The register of a school, supplier and month, for whoever pays the supplier (M21).
pub type Register = programme::Register<RegisterRow>;

/// How a pupil's meal compares in the two registers (M23).
pub type Match = programme::Match<RegisterField>;

impl Row for RegisterRow {
    type Scope = Sheet;
    type Key = (NaiveDate, Iin, Reference);
    type Field = RegisterField;

    const HEADER: &'static str = "given_on,iin,kind,source,record";

    fn push_csv(&self, csv: &mut String) {
        push_date(csv, self.given_on);
        csv.push(',');
        push_ascii(csv, &self.iin.expose_digits());
        for text in [self.kind.expose_text(), self.source.code(), self.record.expose_text()] {
            csv.push(',');
            csv.push_str(text);
        }
    }

    fn key(&self) -> Self::Key {
        (self.given_on, self.iin, self.kind)
    }

    fn differences(&self, other: &Self) -> Vec<RegisterField> {
        [
            (self.source != other.source, RegisterField::Source),
            (self.record != other.record, RegisterField::Record),
        ]
        .into_iter()
        .filter_map(|(differs, field)| differs.then_some(field))
        .collect()
    }
}

impl Register {
    /// How many meals were recorded by hand (M21).
    ///
    /// ```
    /// use voucher_core::{Month, Reference, meals::{Ledger, Regulation, Sheet}, parse_date};
    ///
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let sheet = Sheet { month: Month::parse("2026-02")?, school, supplier };
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// assert_eq!(ledger.register(&sheet, parse_date("2026-03-01")?).unwrap().by_hand(), 0);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn by_hand(&self) -> usize {
        self.rows().iter().filter(|row| row.source == Source::ByHand).count()
    }
}

coded! {
    /// A field in which two rows of one meal can differ (M23).
    ///
    /// Deliberately exhaustive: a new field must break your build.
    ///
    /// ```
    /// use voucher_core::meals::RegisterField;
    ///
    /// assert_eq!(RegisterField::ALL, [RegisterField::Source, RegisterField::Record]);
    /// ```
    RegisterField {
        /// How it was recorded.
        Source "source",
        /// The record.
        Record "record",
    }
}
