//! The configurations: how many people and accounts, which days, which network, which regulation.

use chrono::NaiveDate;
use voucher_core::{ConsentScope, Error, Regulation};

use crate::{
    cast::Cast,
    model::MonthModel,
    rules::{Rules, date},
    seen::Seen,
    systems::Accounts,
};

/// How what is said reaches the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Network {
    /// Anyone says anything on any day, and it is heard at once: every journal there is. With old dates,
    /// everything is also said with the date of the day before.
    None { old_dates: bool },
    /// The systems say what they should, and at most so many messages are on their way, which may be lost,
    /// repeated, late and out of order. They carry the date on which they were sent, or get one when they
    /// arrive.
    Places { places: usize, dated_when_sent: bool },
}

/// What must come about somewhere in a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    Activates,
    ActivatesInBoth,
    TwoRows,
    TwoOnOneAccount,
    Expires,
    Lapses,
    TakenOff,
    Carried,
    ReachesProvider,
}

/// One configuration.
#[derive(Clone, Debug)]
pub(crate) struct Configuration {
    pub(crate) name: &'static str,
    pub(crate) regulation: Regulation,
    pub(crate) rules: Rules,
    pub(crate) days: Vec<NaiveDate>,
    pub(crate) people: usize,
    pub(crate) accounts: usize,
    pub(crate) channels: usize,
    pub(crate) accounts_exist: Accounts,
    pub(crate) network: Network,
    /// No symmetry: names count.
    pub(crate) by_name: bool,
    /// Part of the quick set.
    pub(crate) quick: bool,
    pub(crate) goals: &'static [Goal],
}

impl Configuration {
    /// The model of it.
    pub(crate) fn model(self) -> Result<MonthModel, Error> {
        let Self { people, accounts, channels, .. } = self;
        let cast = Cast::new(people, accounts, channels, &self.rules, &self.days)?;
        Ok(MonthModel { configuration: self, cast, seen: Seen::default() })
    }
}

/// Every configuration, from small to large.
pub(crate) fn all() -> Result<Vec<Configuration>, Error> {
    let published = Regulation::gas_2025_08();
    let base = Configuration {
        name: "",
        regulation: published.clone(),
        rules: Rules::AUTUMN,
        days: Vec::new(),
        people: 1,
        accounts: 1,
        channels: 1,
        accounts_exist: Accounts::AllExist,
        network: Network::None { old_dates: false },
        by_name: false,
        quick: false,
        goals: &[Goal::Activates],
    };
    Ok(vec![
        Configuration {
            name: "one-month",
            days: days(&Rules::AUTUMN, &[1, 6, 7, 8, 14, 15, 28, 29, 30], &[1]),
            accounts: 2,
            channels: 2,
            accounts_exist: Accounts::SomeDoNot,
            network: Network::None { old_dates: true },
            quick: true,
            goals: &[Goal::Activates, Goal::Expires, Goal::Lapses, Goal::TakenOff],
            ..base.clone()
        },
        Configuration {
            name: "two-months",
            days: days(&Rules::AUTUMN, &[1, 7, 8, 29, 30], &[1, 7, 29, 30]),
            quick: true,
            goals: &[Goal::ActivatesInBoth],
            ..base.clone()
        },
        Configuration {
            name: "two-people",
            days: days(&Rules::AUTUMN, &[1, 7, 29, 30], &[1]),
            people: 2,
            quick: true,
            goals: &[Goal::Activates],
            ..base.clone()
        },
        Configuration {
            name: "three-people",
            days: days(&Rules::AUTUMN, &[7, 29, 30], &[]),
            people: 3,
            accounts: 2,
            goals: &[Goal::TwoRows],
            ..base.clone()
        },
        Configuration {
            name: "network-two-people",
            days: days(&Rules::AUTUMN, &[1, 7, 30], &[]),
            people: 2,
            network: Network::Places { places: 2, dated_when_sent: false },
            goals: &[Goal::ReachesProvider],
            ..base.clone()
        },
        Configuration {
            name: "network-one-person",
            days: days(&Rules::AUTUMN, &[1, 7, 8, 14, 29, 30], &[]),
            network: Network::Places { places: 3, dated_when_sent: true },
            goals: &[Goal::ReachesProvider],
            ..base.clone()
        },
    ])
}

/// Days of the two months.
fn days(rules: &Rules, first: &[u32], second: &[u32]) -> Vec<NaiveDate> {
    let [one, two] = rules.months;
    let of = |month: crate::rules::MonthRules| move |day: &u32| date(month.year, month.month, *day);
    first.iter().map(of(one)).chain(second.iter().map(of(two))).collect()
}
