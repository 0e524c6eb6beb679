//! What a ledger keeps: patients, prescriptions, dispensings, and the registers of points.

use alloc::vec::Vec;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::{
    medicines::{
        dispensing::{Given, HandedOut},
        prescription::{Content, Prescription},
    },
    programme::{
        by_reference::ByReference,
        index::{Free, Index, Number, half_hash},
    },
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
    index: Index,
}

impl Patients {
    pub(crate) fn find(&self, iin: Iin) -> Option<Number> {
        self.search(iin).ok()
    }

    fn search(&self, iin: Iin) -> Result<Number, Free> {
        self.index.find(half_hash(iin), |number| (self.get(number)?.iin == iin).then_some(number))
    }

    pub(crate) fn get(&self, number: Number) -> Option<&Patient> {
        self.kept.get(number.place())
    }

    /// Where a patient is enrolled; none for who is enrolled nowhere now.
    pub(crate) fn point(&self, patient: Number) -> Option<Number> {
        self.get(patient)?.point
    }

    /// Keeps where a patient is enrolled.
    pub(crate) fn enrol(&mut self, iin: Iin, point: Option<Number>) {
        match self.search(iin) {
            Ok(number) => self.kept.get_mut(number.place()).into_iter().for_each(|known| known.point = point),
            Err(free) => {
                self.index.add(free, Number::next(self.kept.len()));
                self.kept.push(Patient { iin, point });
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    /// In the order of arrival.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Patient> {
        self.kept.iter()
    }
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

impl PartialEq for Book {
    /// The same patients, prescriptions, dispensings and registers sent, whatever their numbers.
    fn eq(&self, other: &Self) -> bool {
        let same_patient = |patient: &Patient| {
            let twin = other.patients.find(patient.iin).and_then(|number| other.patients.get(number));
            twin.is_some_and(|twin| self.point(patient) == other.point(twin))
        };
        let same_prescription = |(number, _): (Number, &Prescription)| {
            let twin = self.prescriptions.reference(number).and_then(|own| other.prescriptions.find(&own));
            twin.is_some_and(|twin| self.prescription(number) == other.prescription(twin))
        };
        let same_dispensing = |(number, _): (Number, &Given)| {
            let twin = self.dispensings.reference(number).and_then(|own| other.dispensings.find(&own));
            twin.is_some_and(|twin| self.dispensing(number) == other.dispensing(twin))
        };
        let same_register = |(month, point): (Month, Number)| {
            let twin = self.points.reference(point).and_then(|own| other.points.find(&own));
            twin.is_some_and(|twin| other.register_is_sent((month, twin)))
        };
        self.patients.len() == other.patients.len()
            && self.prescriptions.len() == other.prescriptions.len()
            && self.dispensings.len() == other.dispensings.len()
            && self.sent().count() == other.sent().count()
            && self.patients.iter().all(same_patient)
            && self.prescriptions.iter().all(same_prescription)
            && self.dispensings.iter().all(same_dispensing)
            && self.sent().all(same_register)
    }
}

impl Eq for Book {}

/// Records without numbers of other records, to be compared with those of another book.
impl Book {
    fn point(&self, patient: &Patient) -> Option<&str> {
        patient.point.map(|point| self.points.text(point))
    }

    fn prescription(&self, number: Number) -> Option<(Iin, &str, Prescription)> {
        let prescription = self.prescriptions.get(number)?;
        let Content { patient, item, .. } = prescription.content;
        let content = Content { patient: Number::default(), item: Number::default(), ..prescription.content };
        let iin = self.patients.get(patient)?.iin;
        Some((iin, self.items.text(item), Prescription { content, ..*prescription }))
    }

    fn dispensing(&self, number: Number) -> Option<(&str, &str, Given)> {
        let given = self.dispensings.get(number)?;
        let HandedOut { prescription, point, .. } = given.what;
        let what = HandedOut { prescription: Number::default(), point: Number::default(), ..given.what };
        let (prescription, point) = (self.prescriptions.text(prescription), self.points.text(point));
        Some((prescription, point, Given { what, ..*given }))
    }
}

impl Book {
    /// The registers that are sent, in no particular order.
    pub(crate) fn sent(&self) -> impl Iterator<Item = (Month, Number)> {
        self.registers.iter().filter(|(_, register)| register.sent).map(|(register, _)| *register)
    }

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
    pub(crate) fn hand_out(&mut self, (record, free): (&Reference, Free), given: Given) -> Number {
        let number = self.dispensings.add(free, record, given);
        self.registers.entry(given.register()).or_default().dispensings.push(number);
        if let Some(prescription) = self.prescriptions.get_mut(given.what.prescription) {
            *prescription = prescription.hand_out(given.what.quantity);
        }
        number
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a prescription and a dispensing cost beside the characters of their references and their entries of the index.
    #[test]
    fn records_stay_small() {
        assert_eq!(size_of::<Patient>(), 16);
        assert!(size_of::<(usize, Prescription)>() <= 40);
        assert!(size_of::<(usize, Given)>() <= 32);
    }
}
