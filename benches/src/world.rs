//! A small made-up September 2025 of the pilot `gas-2025-08`, the same on every machine: the mix of facts
//! that the demo has, without its faults on the way.
//!
//! Per thousand people: 1000 listed and asked, 100 of them listed twice, 10 taken off; 450 agree before the
//! repeat SMS, 20 refuse, 30 send something else; about 500 are reminded, 130 of whom then agree; 350 activate,
//! a tenth of them on an account that they share with another person, a seventh after a first account that the
//! provider does not know, and a seventh send their confirmation twice.

use std::fmt::Write;

use chrono::NaiveDate;
use voucher_core::{
    Account, Error, Iin, Region,
    gas::{Assistance, AssistanceSet, Channel, Fact, Regulation, Reply, SmsKind},
};

const DAY: u32 = 86_400;

/// A fact at a second of September; the first of September begins at `DAY`.
type Event = (u32, Fact);

/// A month of facts, in the order in which they happen.
#[derive(Debug)]
pub struct World {
    /// The facts, each with its date.
    pub facts: Vec<(NaiveDate, Fact)>,
    seconds: Vec<u32>,
}

impl World {
    /// The month of so many people, at most three million.
    #[must_use]
    pub fn new(people: usize) -> Self {
        let regions: Vec<Region> = Regulation::gas_2025_08().regions().iter().collect();
        let mut events: Vec<Event> = Vec::new();
        for (number, iin) in (0_u64..).zip(iins().take(people)) {
            let mut dice = Dice(number);
            if let (Some(region), Ok(account)) = (dice.one_of(&regions), account(number)) {
                person(&mut dice, iin, region, account, &mut events);
            }
        }
        events.sort_by_key(|(second, _)| *second);
        let date = |second| NaiveDate::from_ymd_opt(2025, 9, second / DAY).unwrap_or_default();
        Self {
            facts: events.iter().map(|(second, fact)| (date(*second), *fact)).collect(),
            seconds: events.into_iter().map(|(second, _)| second).collect(),
        }
    }
}

/// The month as a journal: the regulation, then a line a fact. What people do has an instant, what systems
/// send a date; replies come as text.
#[must_use]
pub fn lines(world: &World) -> String {
    let mut journal = String::from("{\"regulation\":\"gas-2025-08\"}\n");
    for ((on, fact), second) in world.facts.iter().zip(&world.seconds) {
        let line = fact.expose_line(*on).replace(r#""answer":"agree""#, r#""text":"21*1""#);
        let by_system = matches!(fact, Fact::Listed { .. } | Fact::Delisted { .. } | Fact::SmsSent { .. });
        match line.rsplit_once(r#","on":"#) {
            Some((head, _)) if !by_system => {
                let (hour, minute) = (second / 3600 % 24, second / 60 % 60);
                // Writing to a `String` cannot fail.
                let _ = writeln!(
                    journal,
                    r#"{head},"at":"{on}T{hour:02}:{minute:02}:{:02}+05:00"}}"#,
                    second % 60
                );
            }
            Some(_) | None => {
                journal.push_str(&line);
                journal.push('\n');
            }
        }
    }
    journal
}

/// What happens to one person.
fn person(dice: &mut Dice, iin: Iin, region: Region, account: Account, events: &mut Vec<Event>) {
    let mut at = |second, fact| events.push((second, fact));
    let assistance = AssistanceSet::from_iter(dice.one_of(Assistance::ALL));
    let listed = dice.between(DAY, 3 * DAY);
    at(listed, Fact::Listed { iin, region, assistance });
    if dice.often(100) {
        at(listed + DAY, Fact::Listed { iin, region, assistance });
    }
    let asked = dice.between(4 * DAY, 6 * DAY);
    at(asked, Fact::SmsSent { iin, kind: SmsKind::Start });
    if dice.often(10) {
        at(asked + DAY, Fact::Delisted { iin });
    }
    let (reply, reminded) = (dice.below(1000), asked + 7 * DAY);
    let agreed = match reply {
        0..450 => dice.between(asked, reminded),
        450..470 => return at(asked + DAY, Fact::Replied { iin, reply: Reply::Refuse }),
        _ => {
            if reply < 500 {
                at(asked + DAY, Fact::Replied { iin, reply: Reply::Unrecognised });
            }
            at(reminded, Fact::SmsSent { iin, kind: SmsKind::Repeat });
            if !dice.often(260) {
                return;
            }
            dice.between(reminded, 27 * DAY)
        }
    };
    at(agreed, Fact::Replied { iin, reply: Reply::Agree });
    if dice.often(100) {
        at(agreed + 40, Fact::Replied { iin, reply: Reply::Agree });
    }
    if dice.often(600) {
        visit(dice, iin, account, agreed, &mut at);
    }
}

/// A person who agreed goes to the Wallet.
fn visit(dice: &mut Dice, iin: Iin, account: Account, agreed: u32, mut at: impl FnMut(u32, Fact)) {
    let channel = if dice.often(100) { Channel::ServiceCentre } else { Channel::EgovMobile };
    let mut second = dice.between(agreed.max(6 * DAY) + DAY / 2, 29 * DAY);
    let mut enter = |account, exists| {
        at(second, Fact::AccountEntered { iin, account, channel });
        at(second + 20, Fact::OfferAccepted { iin });
        at(second + 60, Fact::AccountChecked { iin, account, exists });
        second += 120;
    };
    if dice.often(140)
        && let Ok(mistyped) = Account::parse(&format!("{}/0", account.expose_text()))
    {
        enter(mistyped, false);
    }
    enter(account, true);
    at(second, Fact::Confirmed { iin });
    if dice.often(140) {
        at(second + 15, Fact::Confirmed { iin });
    }
}

/// The account of a person: every twentieth shares that of the person before, so that a tenth share one.
fn account(number: u64) -> Result<Account, Error> {
    let household = if number % 20 == 19 { number - 1 } else { number };
    Account::parse(&format!("{:02}{household:08}", 10 + household % 70))
}

/// Made-up numbers of people born on days of 2099.
fn iins() -> impl Iterator<Item = Iin> {
    let complete = |month, day, serial| {
        let mut text = format!("99{month:02}{day:02}6{serial:04}");
        (b'0'..=b'9').find_map(|digit| {
            text.push(char::from(digit));
            let iin = Iin::parse(&text).ok();
            text.pop();
            iin
        })
    };
    (0..10_000).flat_map(move |serial| {
        (1..=28).flat_map(move |day| (1..=12).filter_map(move |month| complete(month, day, serial)))
    })
}

/// SplitMix64: the same numbers on every machine, today and in ten years.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound.max(1))).unwrap_or(0)
    }

    fn between(&mut self, from: u32, until: u32) -> u32 {
        from + self.below(until.saturating_sub(from))
    }

    /// Whether something holds that holds so many times in a thousand.
    fn often(&mut self, of_a_thousand: u32) -> bool {
        self.below(1000) < of_a_thousand
    }

    fn one_of<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        values.get(usize::try_from(self.next()).unwrap_or(0) % values.len().max(1)).copied()
    }
}

#[cfg(test)]
mod tests {
    use voucher_core::{Journal, gas::Ledger};

    use super::*;

    /// Half of the facts are refused in a world gone wrong; here nearly all count.
    #[test]
    fn the_mix_is_what_it_says() {
        let people = 20_000;
        let world = World::new(people);
        let near = |got: usize, of_a_thousand: usize| {
            let want = people * of_a_thousand / 1000;
            assert!(got.abs_diff(want) <= want / 10 + 20, "{got} for {want}");
        };
        let count = |is: fn(&Fact) -> bool| world.facts.iter().filter(|(_, fact)| is(fact)).count();
        assert!(world.facts.is_sorted_by_key(|(on, _)| *on));
        near(world.facts.len(), 5000);
        near(count(|fact| matches!(fact, Fact::Listed { .. })), 1100);
        near(count(|fact| matches!(fact, Fact::SmsSent { kind: SmsKind::Repeat, .. })), 530);
        near(count(|fact| matches!(fact, Fact::Replied { .. })), 700);
        near(count(|fact| matches!(fact, Fact::AccountEntered { .. })), 400);
        let mut ledger = Ledger::new(Regulation::gas_2025_08());
        let accepted = world.facts.iter().filter(|(on, fact)| ledger.record(*on, fact).is_accepted()).count();
        near(accepted, 4900);
    }

    #[test]
    fn the_journal_records_the_same_facts() {
        let world = World::new(500);
        let mut ledger = Ledger::new(Regulation::gas_2025_08());
        for (on, fact) in &world.facts {
            ledger.record(*on, fact);
        }
        let (mut journal, mut answers) = (Journal::new(), String::new());
        journal.feed(lines(&world).as_bytes(), &mut answers);
        assert!(!answers.contains("error"));
        assert!(journal.gas() == Some(&ledger));
    }
}
