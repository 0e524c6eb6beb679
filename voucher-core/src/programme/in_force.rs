//! Regulations by date (N6).

use alloc::vec::Vec;

use chrono::{Datelike, NaiveDate};

use super::Programme;
use crate::value::{
    calendar::Period,
    error::{Error, ErrorKind, causes},
    order,
};

causes! {
    MalformedRegulation "malformed_regulation" "a field of the regulation is missing, unknown or of the wrong kind",
    PeriodReversed "period_reversed" "the period ends before it begins",
    NoRegions "no_regions" "a regulation names at least one region",
    ReplyCodeMalformed "reply_code_malformed" "a code of a reply is not empty and has no white space at its ends",
    RateOutOfRange "rate_out_of_range" "a rate is out of its range",
    RegulationsOverlap "regulations_overlap" "two regulations of one programme are in force on one day",
}

/// A regulation of any programme: in force in a period, in which no other of its kind may be (N6).
///
/// ```
/// use voucher_core::{Programme, gas::Regulation, programme::Edition};
///
/// fn cited(edition: &impl Edition<Kind = Programme>) -> (Programme, String) {
///     (edition.kind(), format!("{} until {}", edition.id(), edition.period().last))
/// }
/// let citation = cited(&Regulation::gas_2024_12());
/// assert_eq!(citation, (Programme::Gas, "gas-2024-12 until 2025-04-30".into()));
/// ```
pub trait Edition {
    /// What tells apart regulations that may be in force on one day: the programme; of the family card, the kind of
    /// regulation.
    type Kind: Ord;

    /// The kind of this regulation.
    fn kind(&self) -> Self::Kind;

    /// The short id that journals and registers cite.
    fn id(&self) -> &str;

    /// SHA-256 over the canonical JSON (RFC 8785) of the regulation's content.
    fn digest(&self) -> [u8; 32];

    /// First and last day in force, both inclusive (N3).
    fn period(&self) -> Period;
}

/// Whether both ends have a year that the wire form can have.
pub(crate) fn is_written(period: Period) -> bool {
    [period.first, period.last].iter().all(|date| (1..=9999).contains(&date.year()))
}

/// Regulations of a programme, at most one of each kind in force on any day (N6).
///
/// ```
/// use voucher_core::{gas::RegulationSet, parse_date};
///
/// let published = RegulationSet::published();
/// let id = |date| published.in_force(parse_date(date).unwrap()).map(|regulation| regulation.id());
/// assert_eq!(id("2025-04-30"), Some("gas-2024-12"));
/// assert_eq!(id("2025-05-01"), None); // between the two
/// assert_eq!(id("2025-08-28"), Some("gas-2025-08"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce<T>(
    /// INVARIANT: no two of one kind share a day.
    Vec<T>,
);

impl<T: Edition> InForce<T> {
    /// Takes regulations in any order and checks that no two of one kind share a day (N6).
    ///
    /// # Errors
    ///
    /// `regulations_overlap` if two do.
    ///
    /// ```
    /// use voucher_core::gas::{Regulation, RegulationSet};
    ///
    /// let twice = vec![Regulation::gas_2025_08(), Regulation::gas_2025_08()];
    /// assert_eq!(RegulationSet::new(twice).unwrap_err().code(), "regulations_overlap");
    /// ```
    pub fn new(mut regulations: Vec<T>) -> Result<Self, Error> {
        order::sort_by_key(&mut regulations, |each| (each.kind(), each.period().first));
        let overlap = |(earlier, later): (&T, &T)| {
            earlier.kind() == later.kind() && later.period().first <= earlier.period().last
        };
        if regulations.iter().zip(regulations.iter().skip(1)).any(overlap) {
            return Err(Error::new(ErrorKind::RegulationsOverlap));
        }
        Ok(Self(regulations))
    }

    /// Regulations of which a test shows that no two of one kind share a day.
    pub(crate) const fn of_published(regulations: Vec<T>) -> Self {
        Self(regulations)
    }

    /// The regulation of a kind in force on a date, or none.
    pub(crate) fn of_kind(&self, kind: &T::Kind, date: NaiveDate) -> Option<&T> {
        self.iter().find(|each| each.kind() == *kind && each.period().contains(date))
    }

    /// The regulation with this id, or none.
    pub(crate) fn with_id(&self, id: &str) -> Option<&T> {
        self.iter().find(|each| each.id() == id)
    }

    /// The regulations, by kind and first day.
    ///
    /// ```
    /// use voucher_core::gas::RegulationSet;
    ///
    /// let published = RegulationSet::published();
    /// assert!(published.iter().map(|each| each.id()).eq(["gas-2024-12", "gas-2025-08"]));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }
}

impl<T: Edition<Kind = Programme>> InForce<T> {
    /// The regulation in force on a date, or none.
    ///
    /// ```
    /// use voucher_core::{meals::RegulationSet, parse_date};
    ///
    /// let id = |date| RegulationSet::published().in_force(parse_date(date).unwrap()).map(|each| each.id().to_owned());
    /// assert_eq!(id("2026-02-20").as_deref(), Some("meals-2024-09"));
    /// assert_eq!(id("2026-02-21").as_deref(), Some("meals-2026-02"));
    /// assert_eq!(id("2026-05-26"), None);
    /// ```
    #[must_use]
    pub fn in_force(&self, date: NaiveDate) -> Option<&T> {
        self.iter().find(|each| each.period().contains(date))
    }
}
