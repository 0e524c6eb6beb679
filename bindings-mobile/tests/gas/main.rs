//! Gas from Rust: each call, and a screen on whichever day it is looked at.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod calls;
mod contradictions;
mod journal;
mod months;

use voucher_core::{
    Account, Iin, Language, Month, Region,
    gas::{Assistance, Channel, Fact, Regulation, Reply, SmsKind},
    parse_date,
};
use voucher_core_mobile::{
    CivilDate,
    gas::{GasDatedFact, GasMonthFacts, GasQuestion, GasScreen, gas_screen},
};

fn iin() -> Iin {
    Iin::parse("990101600002").unwrap()
}

fn account() -> Account {
    Account::parse("0012345").unwrap()
}

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// The facts of a person's month up to a step: from the list to the register.
fn walk(month: &str, steps: usize) -> Vec<GasDatedFact> {
    let (iin, account) = (iin(), account());
    let assistance = [Assistance::Housing].into_iter().collect();
    let facts = [
        ("03", Fact::Listed { iin, region: Region::Astana, assistance }),
        ("03", Fact::SmsSent { iin, kind: SmsKind::Start }),
        ("05", Fact::Replied { iin, reply: Reply::Agree }),
        ("09", Fact::AccountEntered { iin, account, channel: Channel::EgovMobile }),
        ("09", Fact::OfferAccepted { iin }),
        ("09", Fact::AccountChecked { iin, account, exists: true }),
        ("09", Fact::Confirmed { iin }),
        ("30", Fact::RegisterSent { month: Month::parse(month).unwrap() }),
    ];
    let dated = |(on, fact)| GasDatedFact { on: day(&format!("{month}-{on}")), fact };
    facts.into_iter().take(steps).map(dated).collect()
}

/// September's facts up to a step.
fn september(steps: usize) -> GasMonthFacts {
    GasMonthFacts { iin: iin(), month: month("2025-09"), facts: walk("2025-09", steps), unread: vec![] }
}

fn screen(facts: &GasMonthFacts, regulation: &Regulation, today: CivilDate) -> GasScreen {
    let (facts, regulation) = (facts.clone(), regulation.clone());
    gas_screen(GasQuestion { facts, regulation, today, language: Language::En }).unwrap()
}
