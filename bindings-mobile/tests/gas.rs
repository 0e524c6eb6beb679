//! Gas: each call, and a screen on whichever day it is looked at.

mod calls;
mod contradictions;
mod journal;
mod months;

use voucher_core::{
    Account, Iin, Language, Month, Region,
    gas::{Assistance, Channel, Fact, Refusal, Regulation, Reply, SmsKind},
};
use voucher_core_mobile::{
    CivilDate,
    gas::{GasDatedFact, GasMonthFacts, GasQuestion, GasReason, GasScreen, gas_screen},
};

use crate::{day, iin, month};

fn account() -> Account {
    Account::parse("0012345").unwrap()
}

fn on(date: &str, fact: Fact) -> GasDatedFact {
    GasDatedFact { on: day(date), fact }
}

fn listed(iin: Iin) -> Fact {
    Fact::Listed { iin, region: Region::Astana, assistance: [Assistance::Housing].into_iter().collect() }
}

/// A person's way from the list to the confirmation.
fn way(iin: Iin) -> [Fact; 7] {
    let account = account();
    [
        listed(iin),
        Fact::SmsSent { iin, kind: SmsKind::Start },
        Fact::Replied { iin, reply: Reply::Agree },
        Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
        Fact::OfferAccepted { iin },
        Fact::AccountChecked { iin, account, exists: true },
        Fact::Confirmed { iin },
    ]
}

fn another() -> Iin {
    Iin::parse("990101600302").unwrap()
}

/// The way of another person to the same account, on one day.
fn theirs(date: &str) -> Vec<GasDatedFact> {
    way(another()).map(|fact| on(date, fact)).to_vec()
}

/// The facts of a person's month up to a step: from the list to the register.
fn walk(shown: &str, steps: usize) -> Vec<GasDatedFact> {
    let sent = Fact::RegisterSent { month: month(shown) };
    let dates = ["03", "03", "05", "09", "09", "09", "09", "30"];
    let dated = dates.into_iter().zip(way(iin()).into_iter().chain([sent]));
    dated.take(steps).map(|(date, fact)| on(&format!("{shown}-{date}"), fact)).collect()
}

/// Facts of the person, seen as those of a month.
fn of(month: Month, facts: &[GasDatedFact]) -> GasMonthFacts {
    GasMonthFacts { iin: iin(), month, facts: facts.to_vec(), unread: vec![] }
}

/// A month's facts up to a step.
pub(crate) fn facts(shown: &str, steps: usize) -> GasMonthFacts {
    of(month(shown), &walk(shown, steps))
}

fn september(steps: usize) -> GasMonthFacts {
    facts("2025-09", steps)
}

fn screen(facts: &GasMonthFacts, regulation: &Regulation, today: CivilDate) -> GasScreen {
    let (facts, regulation) = (facts.clone(), regulation.clone());
    gas_screen(GasQuestion { facts, regulation, today, language: Language::En }).unwrap()
}

fn refusals(reasons: &[GasReason]) -> Vec<Refusal> {
    reasons.iter().map(|reason| reason.refusal).collect()
}
