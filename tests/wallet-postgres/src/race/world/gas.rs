//! Gas: people rush for the same accounts, change their minds, and take consent back.

use std::sync::Arc;

use voucher_core::{
    Account, Iin, Journal, Month, Region,
    gas::{Assistance, AssistanceSet, Channel, ConsentState, Fact, Regulation, Reply, SmsKind},
};
use voucher_demo::{Dice, iins};

use super::{Before, Registers, World, date, of_core, order};
use crate::wallet::gas::{Activate, Withdraw};
use crate::wallet::{Fault, Wish};

const PEOPLE: usize = 2_000;
const ACCOUNTS: usize = 200;

/// All tries are made on the last day on which a voucher can be activated.
const DAY: &str = "2025-09-29";

pub(super) fn world(limit: u32, tries: usize, mut dice: Dice) -> Result<World, Fault> {
    let of_account = i32::try_from(limit).unwrap_or(i32::MAX);
    let regulation = Regulation::gas_2025_08()
        .changed(|parts| parts.activations_per_account = of_account)
        .map_err(of_core)?;
    let people: Vec<Person> = iins().take(PEOPLE).map(|iin| person(iin, &mut dice)).collect();
    let on = date(DAY)?;
    let mut last = None;
    let wish = |account: usize, dice: &mut Dice| -> Result<Arc<dyn Wish>, Fault> {
        // One in five is the person of the try before: a second tap, a second account of one person, or consent
        // that is taken back in the middle of it.
        let again = last.filter(|_| dice.often(200));
        let person =
            again.or_else(|| dice.one_of(&people)).ok_or_else(|| Fault::broken("nobody is there"))?;
        last = Some(person);
        let iin = person.iin;
        if dice.often(if again.is_some() { 200 } else { 20 }) {
            return Ok(Arc::new(Withdraw { iin, on }));
        }
        // One account in a hundred is none that the provider has.
        let exists = !dice.often(10);
        let text = if exists { format!("RACE-{account:04}") } else { format!("UNKNOWN-{account}") };
        let account = Account::parse(&text).map_err(of_core)?;
        let channel = dice.one_of(Channel::ALL).copied().unwrap_or(Channel::EgovMobile);
        Ok(Arc::new(Activate { iin, account, channel, exists, on }))
    };
    let tries = order(ACCOUNTS, tries, &mut dice, wish)?;
    Ok(World {
        regulation: regulation.canonical_json(),
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        numbered: false,
        before: before(&people)?,
        tries,
        registers,
    })
}

/// A potential recipient as the list and the SMS have left him or her.
struct Person {
    iin: Iin,
    on_list: bool,
    consent: ConsentState,
}

/// Nine in ten may activate; the others are refused for one reason each.
fn person(iin: Iin, dice: &mut Dice) -> Person {
    let (on_list, consent) = match dice.below(100) {
        0..3 => (true, ConsentState::Awaiting),
        3..6 => (true, ConsentState::Refused),
        6..9 => (false, ConsentState::Given),
        _ => (true, ConsentState::Given),
    };
    Person { iin, on_list, consent }
}

fn before(people: &[Person]) -> Result<Vec<Before>, Fault> {
    let (listed, answered, delisted) = (date("2025-09-01")?, date("2025-09-03")?, date("2025-09-12")?);
    let assistance = AssistanceSet::from_iter([Assistance::TargetedSocial]);
    let mut before = Vec::new();
    let mut add = |iin, on, fact: Fact| before.push(Before { iin, on, line: fact.expose_line(on) });
    for &Person { iin, .. } in people {
        add(iin, listed, Fact::Listed { iin, region: Region::Astana, assistance });
        add(iin, listed, Fact::SmsSent { iin, kind: SmsKind::Start });
    }
    for &Person { iin, consent, .. } in people {
        let reply = match consent {
            ConsentState::Awaiting => continue,
            ConsentState::Given => Reply::Agree,
            ConsentState::Refused => Reply::Refuse,
        };
        add(iin, answered, Fact::Replied { iin, reply });
    }
    for &Person { iin, .. } in people.iter().filter(|person| !person.on_list) {
        add(iin, delisted, Fact::Delisted { iin });
    }
    Ok(before)
}

fn registers(journal: &Journal) -> Registers {
    let mut registers = Registers::default();
    let (Some(ledger), Ok(day)) = (journal.gas(), date(DAY)) else { return registers };
    let month = Month::of(day);
    let Ok(register) = ledger.register(month, ledger.regulation().register_due(month)) else {
        return registers;
    };
    registers.held.extend(register.rows().iter().map(|row| {
        let account = row.account.expose_text();
        (format!("{month}/{account}"), format!("voucher {month}/{}", row.iin.expose_text()))
    }));
    registers.digests.push(register.digest_text());
    registers
}
