//! Medicines: two pharmacies hand out the same prescription, send it again, and withdraw it.

use std::sync::Arc;

use voucher_core::{
    Count, Iin, Journal, Month,
    medicines::{Dispensing, Evidence, Fact, Regulation},
};
use voucher_demo::{Dice, iins};

use super::{Before, Devices, Registers, World, date, of_core, order, reference};
use crate::wallet::medicines::{Dispense, Withdraw};
use crate::wallet::{Fault, Wish};

const PATIENTS: usize = 100;
const PRESCRIPTIONS: usize = 200;
const POINTS: [&str; 2] = ["P-1", "P-2"];
const DAY: &str = "2026-02-20";

/// A part of a prescription; as many as the limit are the whole.
const PART: u32 = 30;

pub(super) fn world(limit: u32, tries: usize, mut dice: Dice) -> Result<World, Fault> {
    let dispensing = if limit == 1 { Dispensing::Single } else { Dispensing::UntilQuantity };
    let regulation =
        Regulation::medicines_2024_01().changed(|parts| parts.dispensing = dispensing).map_err(of_core)?;
    let patients: Vec<Iin> = iins().take(PATIENTS).collect();
    let whose: Vec<Iin> = patients.iter().copied().cycle().take(PRESCRIPTIONS).collect();
    let on = date(DAY)?;
    let mut desks = Devices::new(PRESCRIPTIONS, 8);
    let wish = |which: usize, dice: &mut Dice| -> Result<Arc<dyn Wish>, Fault> {
        let &iin = whose.get(which).ok_or_else(|| Fault::broken("no such prescription"))?;
        // Each desk writes a record of its own: six hand out a part, one less than a part, one more than there is.
        let (desk, withdraws) = desks.next(which, dice);
        let quantity = match desk {
            0..6 => PART,
            6 => PART / 3,
            _ => PART * limit + 1,
        };
        let point = POINTS.get(usize::from(desk % 2 == 1)).copied().unwrap_or_default();
        let record = reference(&format!("D{desk}-{which:04}"))?;
        if withdraws {
            return Ok(Arc::new(Withdraw { iin, record, on }));
        }
        let (prescription, point) = (reference(&format!("RX-{which:04}"))?, reference(point)?);
        let quantity = Count::new(quantity).map_err(of_core)?;
        Ok(Arc::new(Dispense { record, prescription, iin, point, quantity, evidence: Evidence::Qr, on }))
    };
    let tries = order(PRESCRIPTIONS, tries, &mut dice, wish)?;
    Ok(World {
        regulation: regulation.canonical_json(),
        // Of a number, which is part of the key; how much may be handed out the ledger says.
        limit: 1,
        numbered: dispensing == Dispensing::UntilQuantity,
        before: before(&patients, &whose, limit)?,
        tries,
        registers,
    })
}

/// One patient in twenty has left, and one prescription in twenty is cancelled.
fn before(patients: &[Iin], whose: &[Iin], limit: u32) -> Result<Vec<Before>, Fault> {
    let (enrolled, prescribed, ended) = (date("2026-02-01")?, date("2026-02-02")?, date("2026-02-03")?);
    let (point, item) = (reference("P-1")?, reference("A10BA02")?);
    let (quantity, days) = (Count::new(PART * limit).map_err(of_core)?, Count::new(30).map_err(of_core)?);
    let mut before = Vec::new();
    let mut add = |iin, on, fact: Fact| before.push(Before { iin, on, line: fact.expose_line(on) });
    for &iin in patients {
        add(iin, enrolled, Fact::Enrolled { iin, point });
    }
    for (number, &iin) in whose.iter().enumerate() {
        let prescription = reference(&format!("RX-{number:04}"))?;
        add(iin, prescribed, Fact::Prescribed { prescription, iin, item, quantity, days });
    }
    for (number, &iin) in whose.iter().enumerate() {
        if number % 20 == 7 {
            let prescription = reference(&format!("RX-{number:04}"))?;
            add(iin, ended, Fact::PrescriptionCancelled { prescription });
        }
    }
    for &iin in patients.iter().skip(17).step_by(20) {
        add(iin, ended, Fact::Left { iin });
    }
    Ok(before)
}

fn registers(journal: &Journal) -> Registers {
    let mut registers = Registers::default();
    let (Some(ledger), Ok(day)) = (journal.medicines(), date(DAY)) else { return registers };
    let month = Month::of(day);
    let Some(due) = ledger.regulation().register_due(month) else { return registers };
    for point in POINTS.iter().filter_map(|point| reference(point).ok()) {
        let Ok(register) = ledger.register(&point, month, due) else { continue };
        registers.held.extend(register.rows().iter().map(|row| {
            let name = format!("record {}", row.record.expose_text());
            (row.prescription.expose_text().to_owned(), name)
        }));
        registers.digests.push(register.digest_text());
    }
    registers
}
