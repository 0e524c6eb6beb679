//! Sequences of facts about three people and two accounts: the ledger beside the naive model, which was written from the norms
//! alone (N9 to N30).
#![no_main]

use std::sync::LazyLock;

use arbitrary::Arbitrary;
use chrono::Days;
use libfuzzer_sys::fuzz_target;
use voucher_core::{gas::{Assistance, AssistanceSet, Channel, Fact, Ledger, Regulation, Reply, SmsKind}, Month, Region, parse_date};
use voucher_reference::compare::{Cast, Pair, Said, changes};

/// What happens, to whom, how many days after the fact before.
#[derive(Arbitrary, Debug)]
struct Event {
    days_later: u8,
    person: u8,
    what: What,
}

#[derive(Arbitrary, Debug)]
enum What {
    Listed { region: u8, assistance: u8 },
    Delisted,
    Asked,
    Reminded,
    Agrees,
    Refuses,
    Unrecognised,
    Entered { account: bool, centre: bool },
    Accepted,
    Checked { account: bool, exists: bool },
    Confirmed,
    RegisterSent { months_ago: u8 },
}

/// Made once: their digests take longer than what happens under them.
static REGULATIONS: LazyLock<Vec<Regulation>> = LazyLock::new(|| {
    let published = [Regulation::gas_2025_08(), Regulation::gas_2024_12()];
    published.into_iter().chain(changes().expect("changed regulations")).collect()
});

fuzz_target!(|world: (u8, u8, Vec<Event>)| {
    let (regulation, start, events) = world;
    let regulation = &REGULATIONS[usize::from(regulation) % REGULATIONS.len()];
    let cast = Cast::of(3).expect("a cast");
    let mut on = regulation.period().first + Days::new(u64::from(start));
    let mut pair = Pair::new(regulation);
    for Event { days_later, person, what } in events.iter().take(60) {
        // Mostly the same day or the next ones.
        let later = if days_later % 4 == 0 { days_later / 4 } else { 0 };
        on = on + Days::new(u64::from(later));
        let iin = cast.people[usize::from(*person) % cast.people.len()];
        let account = |second: bool| cast.accounts[usize::from(second)];
        let fact = match *what {
            What::Listed { region, assistance } => Fact::Listed {
                iin,
                region: Region::ALL[usize::from(region) % Region::ALL.len()],
                assistance: AssistanceSet::from_iter(
                    Assistance::ALL
                        .iter()
                        .copied()
                        .enumerate()
                        .filter(|(bit, _)| assistance >> bit & 1 != 0)
                        .map(|(_, kind)| kind),
                ),
            },
            What::Delisted => Fact::Delisted { iin },
            What::Asked => Fact::SmsSent { iin, kind: SmsKind::Start },
            What::Reminded => Fact::SmsSent { iin, kind: SmsKind::Repeat },
            What::Agrees => Fact::Replied { iin, reply: Reply::Agree },
            What::Refuses => Fact::Replied { iin, reply: Reply::Refuse },
            What::Unrecognised => Fact::Replied { iin, reply: Reply::Unrecognised },
            What::Entered { account: second, centre } => Fact::AccountEntered {
                iin,
                account: account(second),
                channel: if centre { Channel::ServiceCentre } else { Channel::EgovMobile },
            },
            What::Accepted => Fact::OfferAccepted { iin },
            What::Checked { account: second, exists } => {
                Fact::AccountChecked { iin, account: account(second), exists }
            }
            What::Confirmed => Fact::Confirmed { iin },
            What::RegisterSent { months_ago } => {
                let month = (0..months_ago % 3).fold(Month::of(on), |month, _| month.previous());
                Fact::RegisterSent { month }
            }
        };
        if let Err(difference) = pair.record(on, &Said::from(fact)) {
            panic!("{difference}");
        }
    }
    if let Err(difference) = pair.observe(on, &cast) {
        panic!("{difference}");
    }
    assert_eq!(Ledger::restore(&pair.ledger().save()).as_ref(), Ok(pair.ledger()));
    assert!(parse_date(&on.to_string()).is_ok());
});
