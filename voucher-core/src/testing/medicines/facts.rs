//! Facts with their dates, shown without personal data.

use alloc::{format, vec::Vec};
use core::fmt;

use proptest::{prop_oneof, sample::select, strategy::Strategy};

use super::codes::arb_evidence;
use crate::{
    Iin, Month, Reference,
    medicines::{Fact, Ledger, Regulation},
    testing::{
        amounts::arb_count,
        facts::distinct,
        people::{made_up_people, references},
    },
};

/// The prescription that a fact names, if it names one.
///
/// ```
/// use voucher_core::{Reference, medicines::Fact, testing::medicines::prescription_of};
///
/// let prescription = Reference::parse("RX-1")?;
/// assert_eq!(prescription_of(&Fact::PrescriptionCancelled { prescription }), Some(prescription));
/// assert_eq!(prescription_of(&Fact::DispensingWithdrawn { record: prescription }), None);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[must_use]
pub const fn prescription_of(fact: &Fact) -> Option<Reference> {
    match *fact {
        Fact::Prescribed { prescription, .. }
        | Fact::PrescriptionCancelled { prescription }
        | Fact::Dispensed { prescription, .. } => Some(prescription),
        Fact::Enrolled { .. }
        | Fact::Left { .. }
        | Fact::DispensingWithdrawn { .. }
        | Fact::RegisterSent { .. }
        | Fact::RegisterRecalled { .. } => None,
    }
}

/// The record that a fact names, if it names one.
const fn record_of(fact: &Fact) -> Option<Reference> {
    match *fact {
        Fact::Dispensed { record, .. } | Fact::DispensingWithdrawn { record } => Some(record),
        Fact::Enrolled { .. }
        | Fact::Left { .. }
        | Fact::Prescribed { .. }
        | Fact::PrescriptionCancelled { .. }
        | Fact::RegisterSent { .. }
        | Fact::RegisterRecalled { .. } => None,
    }
}

/// Facts and their dates, in their order of arrival.
///
/// `Debug` numbers prescriptions and records by first appearance, so that a counterexample can be read
/// and shows nobody (N34).
///
/// ```
/// use voucher_core::{Reference, medicines::Fact, parse_date, testing::medicines::Facts};
///
/// let cancelled = Fact::PrescriptionCancelled { prescription: Reference::parse("RX-7")? };
/// let facts = Facts::from_iter([(parse_date("2026-02-10")?, cancelled)]);
/// assert_eq!(format!("{facts:?}"), "[2026-02-10 prescription_cancelled prescription 1]");
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub type Facts = crate::testing::Facts<Fact>;

impl Facts {
    /// The prescriptions, in order of first appearance.
    ///
    /// ```
    /// assert!(voucher_core::testing::medicines::Facts::default().prescriptions().is_empty());
    /// ```
    #[must_use]
    pub fn prescriptions(&self) -> Vec<Reference> {
        distinct(self.iter().filter_map(|(_, fact)| prescription_of(fact)))
    }

    /// The prescriptions that a fact can change: the one that it names, or those whose dispensings have its record.
    pub(crate) fn changed_by(&self, fact: &Fact) -> Vec<Reference> {
        match *fact {
            Fact::DispensingWithdrawn { record } => {
                let of_record = self.iter().filter(|(_, other)| record_of(other) == Some(record));
                distinct(of_record.filter_map(|(_, other)| prescription_of(other)))
            }
            Fact::Enrolled { .. }
            | Fact::Left { .. }
            | Fact::Prescribed { .. }
            | Fact::PrescriptionCancelled { .. }
            | Fact::Dispensed { .. }
            | Fact::RegisterSent { .. }
            | Fact::RegisterRecalled { .. } => prescription_of(fact).into_iter().collect(),
        }
    }

    /// The points and months whose registers have a dispensing, or are sent or recalled.
    pub(crate) fn registers(&self) -> Vec<(Reference, Month)> {
        distinct(self.iter().filter_map(|(on, fact)| match fact {
            Fact::RegisterSent { point, month } | Fact::RegisterRecalled { point, month } => {
                Some((*point, *month))
            }
            Fact::Dispensed { point, .. } => Some((*point, Month::of(*on))),
            Fact::Enrolled { .. }
            | Fact::Left { .. }
            | Fact::Prescribed { .. }
            | Fact::PrescriptionCancelled { .. }
            | Fact::DispensingWithdrawn { .. } => None,
        }))
    }

    /// The ledger that has taken these facts, one after the other, refused ones too.
    ///
    /// ```
    /// use voucher_core::{medicines::{Ledger, Regulation}, testing::medicines::Facts};
    ///
    /// let regulation = Regulation::medicines_2024_01();
    /// assert_eq!(Facts::default().replay(&regulation), Ledger::new(regulation));
    /// ```
    #[must_use]
    pub fn replay(&self, regulation: &Regulation) -> Ledger {
        let mut ledger = Ledger::new(regulation.clone());
        for (on, fact) in self {
            ledger.record(*on, fact);
        }
        ledger
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records = distinct(self.iter().filter_map(|(_, fact)| record_of(fact)));
        let prescriptions = self.prescriptions();
        let place = |all: &[Reference], of: Option<Reference>| {
            of.and_then(|of| all.iter().position(|each| *each == of)).map(|place| place.saturating_add(1))
        };
        let mut list = f.debug_list();
        for (on, fact) in self {
            let mut shown = format!("{on} {}", fact.code());
            if let Some(record) = place(&records, record_of(fact)) {
                shown += &format!(" record {record}");
            }
            if let Some(prescription) = place(&prescriptions, prescription_of(fact)) {
                shown += &format!(" prescription {prescription}");
            }
            if let Fact::Prescribed { quantity, .. } | Fact::Dispensed { quantity, .. } = fact {
                shown += &format!(" of {}", quantity.number());
            }
            list.entry(&format_args!("{shown}"));
        }
        list.finish()
    }
}

/// Any fact about one of so many patients, with twice as many prescriptions and three times as many records, at three points.
///
/// ```
/// use voucher_core::{medicines::Regulation, testing::{draws, medicines::arb_fact}};
///
/// let facts = || draws(arb_fact(&Regulation::medicines_2024_01(), 2)).take(999);
/// assert!(facts().any(|fact| fact.code() == "register_recalled"));
/// ```
pub fn arb_fact(regulation: &Regulation, patients: usize) -> impl Strategy<Value = Fact> + use<> {
    let period = regulation.period();
    let months = [Month::of(period.first).previous(), Month::of(period.first), Month::of(period.last)];
    let patients: Vec<Iin> = made_up_people().take(patients.max(1)).collect();
    let prescription = || select(references("RX", patients.len() * 2));
    let record = || select(references("D", patients.len() * 3));
    let (iin, point) = (|| select(patients.clone()), || select(references("P", 3)));
    let item = select(references("I", 2));
    prop_oneof![
        (iin(), point()).prop_map(|(iin, point)| Fact::Enrolled { iin, point }),
        iin().prop_map(|iin| Fact::Left { iin }),
        (prescription(), iin(), item, arb_count(), arb_count()).prop_map(
            |(prescription, iin, item, quantity, days)| Fact::Prescribed {
                prescription,
                iin,
                item,
                quantity,
                days
            }
        ),
        prescription().prop_map(|prescription| Fact::PrescriptionCancelled { prescription }),
        (record(), prescription(), point(), arb_count(), arb_evidence()).prop_map(
            |(record, prescription, point, quantity, evidence)| Fact::Dispensed {
                record,
                prescription,
                point,
                quantity,
                evidence
            }
        ),
        record().prop_map(|record| Fact::DispensingWithdrawn { record }),
        (point(), select(months.to_vec())).prop_map(|(point, month)| Fact::RegisterSent { point, month }),
        (point(), select(months.to_vec())).prop_map(|(point, month)| Fact::RegisterRecalled { point, month }),
    ]
}
