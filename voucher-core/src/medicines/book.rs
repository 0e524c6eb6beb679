//! What a ledger keeps: patients, prescriptions, dispensings, and the registers of points.

use alloc::vec::Vec;
use core::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable};

use crate::{
    medicines::{dispensing::Given, prescription::Prescription},
    programme::by_reference::{ByReference, Number},
    value::{calendar::Month, identity::Iin, reference::Reference},
};

/// A patient, who was enrolled at least once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patient {
    pub(crate) iin: Iin,
    /// The point where the patient is enrolled; none once they left.
    pub(crate) point: Option<Number>,
}

/// The patients, numbered in the order of arrival.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patients {
    kept: Vec<Patient>,
    index: HashTable<Number>,
}

impl Patients {
    pub(crate) fn find(&self, iin: Iin) -> Option<Number> {
        let same = |number: &Number| self.get(*number).is_some_and(|patient| patient.iin == iin);
        self.index.find(hash(iin), same).copied()
    }

    pub(crate) fn get(&self, number: Number) -> Option<&Patient> {
        self.kept.get(number.place())
    }

    /// Keeps where a patient is enrolled.
    pub(crate) fn enrol(&mut self, iin: Iin, point: Option<Number>) {
        if let Some(patient) = self.find(iin).and_then(|number| self.kept.get_mut(number.place())) {
            patient.point = point;
            return;
        }
        let Self { kept, index } = self;
        let number = Number::next(kept.len());
        kept.push(Patient { iin, point });
        let of = |number: &Number| kept.get(number.place()).map_or(0, |patient| hash(patient.iin));
        index.insert_unique(hash(iin), number, of);
    }

    /// In the order of arrival.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Patient> {
        self.kept.iter()
    }
}

fn hash(iin: Iin) -> u64 {
    FixedState::default().hash_one(iin)
}

/// The register of a point and month.
#[derive(Clone, Debug, Default)]
pub(crate) struct PointRegister {
    pub(crate) sent: bool,
    /// The dispensings there and then, withdrawn ones included, in the order of arrival.
    pub(crate) dispensings: Vec<Number>,
}

/// Everything that facts have made.
///
/// Prescriptions and dispensings stand in the order of their dates, because facts come in date order.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) points: ByReference<()>,
    pub(crate) items: ByReference<()>,
    pub(crate) patients: Patients,
    pub(crate) prescriptions: ByReference<Prescription>,
    pub(crate) dispensings: ByReference<Given>,
    pub(crate) registers: HashMap<(Month, Number), PointRegister, FixedState>,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            points: ByReference::default(),
            items: ByReference::default(),
            patients: Patients::default(),
            prescriptions: ByReference::default(),
            dispensings: ByReference::default(),
            registers: HashMap::with_hasher(FixedState::default()),
        }
    }
}

impl Book {
    pub(crate) fn register_is_sent(&self, register: (Month, Number)) -> bool {
        self.registers.get(&register).is_some_and(|register| register.sent)
    }

    /// Sends a register, or recalls it.
    pub(crate) fn mark(&mut self, register: (Month, Number), sent: bool) {
        self.registers.entry(register).or_default().sent = sent;
    }

    /// Replaces a prescription by what became of it.
    pub(crate) fn update(&mut self, number: Number, prescription: Prescription) {
        if let Some(kept) = self.prescriptions.get_mut(number) {
            *kept = prescription;
        }
    }

    /// Hands out a quantity of a prescription, under a record that is not known.
    pub(crate) fn hand_out(&mut self, record: &Reference, given: Given) {
        let number = self.dispensings.add(record, given);
        self.registers.entry(given.register()).or_default().dispensings.push(number);
        if let Some(prescription) = self.prescriptions.get_mut(given.what.prescription) {
            *prescription = prescription.hand_out(given.what.quantity);
        }
    }

    /// Withdraws a dispensing that is not withdrawn.
    pub(crate) fn withdraw(&mut self, number: Number, given: Given) {
        if let Some(kept) = self.dispensings.get_mut(number) {
            *kept = given;
        }
        if let Some(prescription) = self.prescriptions.get_mut(given.what.prescription) {
            *prescription = prescription.take_back(given.what.quantity);
        }
    }

    /// The dispensings of a register that are not withdrawn, in the order of arrival.
    pub(crate) fn standing<'a>(
        &'a self,
        register: &'a PointRegister,
    ) -> impl Iterator<Item = (Number, &'a Given)> {
        let given = |number: &Number| self.dispensings.get(*number).map(|given| (*number, given));
        register.dispensings.iter().filter_map(given).filter(|(_, given)| !given.withdrawn)
    }
}
