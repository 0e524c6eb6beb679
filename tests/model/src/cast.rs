//! Who and what there is: people, accounts, and what is said of them.

use chrono::NaiveDate;
use voucher_core::{
    Account, Error, Iin, Month, Region,
    gas::{Assistance, AssistanceSet, Channel, Fact, Ledger, Register, Reply, SmsKind},
};

use crate::rules::{MONTHS, Rules};

/// The most people that a configuration has.
pub(crate) const PEOPLE: usize = 3;

/// A person, an account, a channel, a month, a day: each by its place in its list.
pub(crate) type Place = u8;

/// What is said to the ledger. Its date stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Say {
    /// Something about a person.
    Of(Place, What),
    /// N17: the register of this month was sent.
    RegisterSent(Place),
}

/// What is said of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum What {
    Listed,
    Delisted,
    StartSms,
    RepeatSms,
    Agree,
    Refuse,
    /// An SMS that is no code.
    Gibberish,
    AccountEntered {
        account: Place,
        channel: Place,
    },
    OfferAccepted,
    AccountChecked {
        account: Place,
        exists: bool,
    },
    Confirmed,
}

/// An activation as the register has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row {
    pub(crate) account: Place,
    pub(crate) person: Place,
    pub(crate) on: Place,
    pub(crate) channel: Place,
}

/// The people, accounts and months in the library's own types, in the order of their places.
#[derive(Clone, Debug)]
pub(crate) struct Cast {
    pub(crate) people: Vec<Iin>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) months: [Month; MONTHS],
    /// The days that matter, in order.
    pub(crate) days: Vec<NaiveDate>,
}

impl Cast {
    pub(crate) fn new(
        people: usize,
        accounts: usize,
        channels: usize,
        rules: &Rules,
        days: &[NaiveDate],
    ) -> Result<Self, Error> {
        let iins = ["990101600002", "990101600012", "990101600302"].map(Iin::parse);
        let texts = ["0012345", "A-7/B"].map(Account::parse);
        let [first, second] = rules.months.map(|rules| Month::new(rules.year, rules.month));
        Ok(Self {
            people: iins.into_iter().take(people.min(PEOPLE)).collect::<Result<_, _>>()?,
            accounts: texts.into_iter().take(accounts).collect::<Result<_, _>>()?,
            channels: Channel::ALL.iter().copied().take(channels).collect(),
            months: [first?, second?],
            days: days.to_vec(),
        })
    }

    /// The month in which a day lies.
    pub(crate) fn month_of(&self, day: Place) -> usize {
        usize::from(Month::of(self.days[usize::from(day)]) != self.months[0])
    }

    /// What is said, as the ledger takes it.
    pub(crate) fn fact(&self, say: Say) -> Fact {
        let (person, what) = match say {
            Say::RegisterSent(month) => return Fact::RegisterSent { month: self.months[usize::from(month)] },
            Say::Of(person, what) => (person, what),
        };
        let iin = self.people[usize::from(person)];
        match what {
            What::Listed => {
                let assistance = AssistanceSet::from_iter([Assistance::Housing]);
                Fact::Listed { iin, region: Region::Shymkent, assistance }
            }
            What::Delisted => Fact::Delisted { iin },
            What::StartSms => Fact::SmsSent { iin, kind: SmsKind::Start },
            What::RepeatSms => Fact::SmsSent { iin, kind: SmsKind::Repeat },
            What::Agree => Fact::Replied { iin, reply: Reply::Agree },
            What::Refuse => Fact::Replied { iin, reply: Reply::Refuse },
            What::Gibberish => Fact::Replied { iin, reply: Reply::Unrecognised },
            What::AccountEntered { account, channel } => Fact::AccountEntered {
                iin,
                account: self.accounts[usize::from(account)],
                channel: self.channels[usize::from(channel)],
            },
            What::OfferAccepted => Fact::OfferAccepted { iin },
            What::AccountChecked { account, exists } => {
                Fact::AccountChecked { iin, account: self.accounts[usize::from(account)], exists }
            }
            What::Confirmed => Fact::Confirmed { iin },
        }
    }

    /// The rows of a register, in its order. A row of a stranger is a row of nobody's.
    pub(crate) fn rows(&self, register: &Register) -> Vec<Row> {
        let row = |row: &voucher_core::gas::RegisterRow| Row {
            account: place(&self.accounts, &row.account),
            person: place(&self.people, &row.iin),
            on: place(&self.days, &row.activated_on),
            channel: place(&self.channels, &row.channel),
        };
        register.rows().iter().map(row).collect()
    }

    /// The register that the ledger would form of a month, once it is due.
    pub(crate) fn register(&self, ledger: &Ledger, rules: &Rules, month: usize) -> Option<Vec<Row>> {
        let formed = ledger.register(self.months[month], rules.months[month].register_on);
        formed.ok().map(|register| self.rows(&register))
    }
}

/// The place of a value in its list; one that no list has, where it is not there.
pub(crate) fn place<T: PartialEq>(list: &[T], value: &T) -> Place {
    let found = list.iter().position(|each| each == value);
    found.and_then(|place| Place::try_from(place).ok()).unwrap_or(Place::MAX)
}

/// The places of a list.
pub(crate) fn places<T>(list: &[T]) -> impl Iterator<Item = Place> + use<T> {
    let length = Place::try_from(list.len()).unwrap_or(Place::MAX);
    0..length
}
