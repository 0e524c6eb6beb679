//! School meals: terminals and QR readers send the same pupil's meal of a day, send it again, and withdraw it.

use std::sync::Arc;

use voucher_core::{
    Iin, Journal, Month, Region,
    meals::{Answer, Entry, Fact, Grade, Ground, GroundSet, Meal, Regulation, Sheet, Source},
};
use voucher_demo::{Dice, iins};

use super::{Before, Devices, Registers, World, date, of_core, order, reference};
use crate::wallet::meals::{Give, Withdraw};
use crate::wallet::{Fault, Wish};

const PUPILS: usize = 40;

/// A school week, entered on its last day.
const WEEK: [&str; 5] = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"];
const DAY: &str = "2026-03-06";
const LISTED: &str = "2026-03-01";

/// What may record the meal of a pupil and day, each under a record of its own.
const DEVICES: [Source; 6] =
    [Source::Terminal, Source::Terminal, Source::Terminal, Source::Qr, Source::Qr, Source::ByHand];

pub(super) fn world(limit: u32, tries: usize, mut dice: Dice) -> Result<World, Fault> {
    let of_kind = i32::try_from(limit).unwrap_or(i32::MAX);
    let regulation = Regulation::meals_2026_02()
        .changed(|parts| parts.meals_per_day.values_mut().for_each(|meals| *meals = of_kind))
        .map_err(of_core)?;
    let pupils: Vec<Iin> = iins().take(PUPILS).collect();
    let days = WEEK.iter().map(|day| date(day)).collect::<Result<Vec<_>, _>>()?;
    let on = date(DAY)?;
    let (school, supplier, kind) = (reference("S-1")?, reference("F-1")?, reference("hot_meal")?);
    let limits: Vec<_> = pupils.iter().flat_map(|iin| days.iter().map(move |day| (*iin, *day))).collect();
    let mut devices = Devices::new(limits.len(), 6);
    let wish = |which: usize, dice: &mut Dice| -> Result<Arc<dyn Wish>, Fault> {
        let &(iin, given_on) = limits.get(which).ok_or_else(|| Fault::broken("no such meal"))?;
        let (device, withdraws) = devices.next(which, dice);
        let source = usize::try_from(device).ok().and_then(|device| DEVICES.get(device).copied());
        let source = source.unwrap_or(Source::ByHand);
        // One device in fifty counts wrong, and sends the record of the meal before.
        let recorded = if dice.often(20) { which.saturating_sub(1) } else { which };
        let record = reference(&format!("T{device}-{recorded:04}"))?;
        if withdraws {
            return Ok(Arc::new(Withdraw { iin, record, on }));
        }
        Ok(Arc::new(Give { record, meal: Meal { iin, school, supplier, kind, given_on, source }, on }))
    };
    let tries = order(limits.len(), tries, &mut dice, wish)?;
    Ok(World {
        regulation: regulation.canonical_json(),
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        numbered: false,
        before: before(&pupils)?,
        tries,
        registers,
    })
}

/// One pupil in twenty has no consent, another is off the list.
fn before(pupils: &[Iin]) -> Result<Vec<Before>, Fault> {
    let on = date(LISTED)?;
    let entry = Entry {
        school: reference("S-1")?,
        region: Region::Astana,
        grade: Grade::new(2).map_err(of_core)?,
        grounds: GroundSet::from_iter([Ground::PrimaryGrade]),
    };
    let mut before = Vec::new();
    let mut add = |iin, fact: Fact| before.push(Before { iin, on, line: fact.expose_line(on) });
    for (number, &iin) in pupils.iter().enumerate() {
        add(iin, Fact::Listed { iin, entry });
        let answer = if number % 20 == 7 { Answer::Refuse } else { Answer::Agree };
        add(iin, Fact::Replied { iin, answer });
        if number % 20 == 17 {
            add(iin, Fact::Delisted { iin });
        }
    }
    Ok(before)
}

fn registers(journal: &Journal) -> Registers {
    let mut registers = Registers::default();
    let (Some(ledger), Ok(day)) = (journal.meals(), date(DAY)) else { return registers };
    let (Ok(school), Ok(supplier)) = (reference("S-1"), reference("F-1")) else { return registers };
    let sheet = Sheet { month: Month::of(day), school, supplier };
    let due = ledger.regulation().register_due(sheet.month);
    let Some(register) = due.and_then(|due| ledger.register(&sheet, due).ok()) else { return registers };
    registers.held.extend(register.rows().iter().map(|row| {
        let key = format!("{}/{}/{}", row.iin.expose_text(), row.given_on, row.kind.expose_text());
        (key, format!("record {}", row.record.expose_text()))
    }));
    registers.digests.push(register.digest_text());
    registers
}
