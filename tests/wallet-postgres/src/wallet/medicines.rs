//! Medicines: a pharmacy hands out what was prescribed, and a record is withdrawn.

use chrono::NaiveDate;
use voucher_core::{
    Count, Iin, Journal, Reference,
    medicines::{Dispensing, Evidence, Fact, Ledger, Preview},
};

use crate::wallet::Fault;
use crate::wallet::service::{Decision, Place, Wish};

fn ledger(known: &Journal) -> Result<&Ledger, Fault> {
    known.medicines().ok_or_else(|| Fault::broken("the regulation is not one of medicines"))
}

/// R8, R9: whoever asks, and however often.
fn decide(ledger: &Ledger, on: NaiveDate, fact: &Fact, place: Place) -> Decision {
    Decision::of(&ledger.clone().record(on, fact), place, on, fact.expose_line(on))
}

/// A quantity is handed out.
#[derive(Clone, Copy)]
pub(crate) struct Dispense {
    pub(crate) record: Reference,
    pub(crate) prescription: Reference,
    /// The patient, whose own sign the evidence is.
    pub(crate) iin: Iin,
    pub(crate) point: Reference,
    pub(crate) quantity: Count,
    pub(crate) evidence: Evidence,
    pub(crate) on: NaiveDate,
}

impl Wish for Dispense {
    fn iin(&self) -> Iin {
        self.iin
    }

    fn key(&self) -> Option<String> {
        Some(self.prescription.expose_text().to_owned())
    }

    fn name(&self) -> String {
        format!("record {}", self.record.expose_text())
    }

    fn decide(&self, known: &Journal) -> Result<Decision, Fault> {
        let Dispense { record, prescription, point, quantity, evidence, on, .. } = *self;
        let ledger = ledger(known)?;
        // Handed out in parts, a prescription's key has the number of the dispensing, which only the ledger knows.
        let place = match ledger.preview(&prescription, &point, Some(quantity), Some(evidence), on) {
            Preview::Yes(key) => Place::Take(match key.number() {
                Some(number) => format!("{}/{number}", key.prescription().expose_text()),
                None => key.prescription().expose_text().to_owned(),
            }),
            // Refused or a repeat, so that nothing is written.
            Preview::No { .. } | Preview::CannotTell(_) => Place::Keep,
        };
        let fact = Fact::Dispensed { record, prescription, point, quantity, evidence };
        Ok(decide(ledger, on, &fact, place))
    }
}

/// A record is withdrawn.
#[derive(Clone, Copy)]
pub(crate) struct Withdraw {
    pub(crate) iin: Iin,
    pub(crate) record: Reference,
    pub(crate) on: NaiveDate,
}

impl Wish for Withdraw {
    fn iin(&self) -> Iin {
        self.iin
    }

    fn name(&self) -> String {
        format!("record {}", self.record.expose_text())
    }

    /// Under `single` the prescription is free again; a number is never given twice (D).
    fn decide(&self, known: &Journal) -> Result<Decision, Fault> {
        let ledger = ledger(known)?;
        let place = match ledger.regulation().parts().dispensing {
            Dispensing::Single => Place::Free,
            Dispensing::UntilQuantity => Place::Keep,
        };
        Ok(decide(ledger, self.on, &Fact::DispensingWithdrawn { record: self.record }, place))
    }
}
