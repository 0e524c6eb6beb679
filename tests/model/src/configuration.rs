//! The configurations: how many people and accounts, which days, which network, which regulation.

use chrono::NaiveDate;
use voucher_core::{
    Error,
    gas::{ConsentScope, Regulation},
};

use crate::{
    cast::{Cast, What},
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
    /// What is told of each person on the first day, before anything else.
    pub(crate) opening: &'static [What],
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

/// Everybody is listed, asked and has agreed on the first day.
const AGREED: &[What] = &[What::Listed, What::StartSms, What::Agree];

/// Every configuration: the quick ones, then the large ones.
pub(crate) fn all() -> Result<Vec<Configuration>, Error> {
    let published = Regulation::gas_2025_08();
    let mut carried = published.parts().consent.clone();
    carried.iter_mut().for_each(|consent| consent.scope = ConsentScope::UntilWithdrawn);
    let carried = published.changed(|parts| parts.consent = carried)?;
    let ending = published.changed(|parts| parts.period.last = Rules::LAST_MONTH.period.1)?;
    let of_two = published.changed(|parts| parts.activations_per_account = 2)?;
    let base = Configuration {
        name: "",
        regulation: published,
        rules: Rules::AUTUMN,
        days: Vec::new(),
        opening: &[],
        people: 1,
        accounts: 1,
        channels: 1,
        accounts_exist: Accounts::AllExist,
        network: Network::None { old_dates: false },
        by_name: false,
        quick: false,
        goals: &[Goal::Activates],
    };
    let quick = Configuration { quick: true, ..base.clone() };
    let one_month = Configuration {
        name: "one-month",
        days: days(&Rules::AUTUMN, &[1, 6, 7, 8, 14, 15, 28, 29, 30], &[1]),
        accounts: 2,
        channels: 2,
        accounts_exist: Accounts::SomeDoNot,
        network: Network::None { old_dates: true },
        goals: &[Goal::Activates, Goal::Expires, Goal::Lapses, Goal::TakenOff],
        ..quick.clone()
    };
    let two_months = Configuration {
        name: "two-months",
        days: days(&Rules::AUTUMN, &[1, 7, 8, 29, 30], &[1, 7, 29, 30]),
        goals: &[Goal::ActivatesInBoth],
        ..quick.clone()
    };
    let quick = [
        one_month.clone(),
        Configuration { name: "one-month-by-name", by_name: true, ..one_month.clone() },
        two_months.clone(),
        Configuration {
            name: "two-months-carried",
            regulation: carried.clone(),
            rules: Rules { consent_carries: true, ..Rules::AUTUMN },
            days: days(&Rules::AUTUMN, &[1, 7, 8, 30], &[1, 7, 29, 30]),
            goals: &[Goal::ActivatesInBoth, Goal::Carried],
            ..quick.clone()
        },
        Configuration {
            name: "february",
            rules: Rules::WINTER,
            days: days(&Rules::WINTER, &[1, 7, 8, 27, 28], &[1, 7, 8]),
            ..quick.clone()
        },
        Configuration {
            name: "first-month",
            rules: Rules::FIRST_MONTH,
            days: days(&Rules::FIRST_MONTH, &[14, 15, 27, 28, 29, 30], &[1, 7]),
            goals: &[],
            ..quick.clone()
        },
        Configuration {
            name: "last-month",
            regulation: ending,
            rules: Rules::LAST_MONTH,
            days: days(&Rules::LAST_MONTH, &[1, 7, 8, 10, 11, 29, 30], &[1, 7]),
            ..quick.clone()
        },
        Configuration {
            name: "without-consent",
            regulation: Regulation::gas_2024_12(),
            rules: Rules::WITHOUT_CONSENT,
            days: days(&Rules::WITHOUT_CONSENT, &[1, 14, 15, 29, 30], &[1, 29, 30]),
            accounts: 2,
            goals: &[Goal::ActivatesInBoth],
            ..quick.clone()
        },
        Configuration {
            name: "activation-race",
            days: days(&Rules::AUTUMN, &[1, 7, 29, 30], &[]),
            opening: AGREED,
            people: 2,
            accounts: 2,
            goals: &[Goal::TwoRows],
            ..quick.clone()
        },
        Configuration {
            name: "limit-of-two",
            regulation: of_two.clone(),
            rules: Rules { limit: 2, ..Rules::AUTUMN },
            days: days(&Rules::AUTUMN, &[1, 7, 30], &[]),
            opening: AGREED,
            people: 3,
            goals: &[Goal::TwoOnOneAccount, Goal::TwoRows],
            ..quick.clone()
        },
        Configuration {
            name: "network",
            days: days(&Rules::AUTUMN, &[1, 7, 8, 29, 30], &[]),
            network: Network::Places { places: 2, dated_when_sent: true },
            goals: &[Goal::Activates, Goal::ReachesProvider],
            ..quick.clone()
        },
    ];
    let large = [
        Configuration {
            name: "every-day",
            days: days(&Rules::AUTUMN, &(1..=30).collect::<Vec<_>>(), &[1]),
            accounts: 2,
            goals: one_month.goals,
            ..base.clone()
        },
        Configuration {
            name: "two-months-deep",
            days: days(&Rules::AUTUMN, &[1, 6, 7, 8, 14, 29, 30], &[1, 7, 8, 14, 29, 30]),
            goals: two_months.goals,
            ..base.clone()
        },
        Configuration {
            name: "two-people",
            days: days(&Rules::AUTUMN, &[1, 6, 7, 8, 14, 15, 28, 29, 30], &[]),
            people: 2,
            ..base.clone()
        },
        Configuration {
            name: "two-people-two-accounts",
            days: days(&Rules::AUTUMN, &[1, 7, 8, 14, 29, 30], &[]),
            people: 2,
            accounts: 2,
            goals: &[Goal::TwoRows],
            ..base.clone()
        },
        Configuration {
            name: "three-people",
            days: days(&Rules::AUTUMN, &[1, 7, 8, 29, 30], &[]),
            opening: AGREED,
            people: 3,
            accounts: 2,
            goals: &[Goal::TwoRows],
            ..base.clone()
        },
        Configuration {
            name: "network-one-person",
            days: days(&Rules::AUTUMN, &[1, 6, 7, 8, 14, 15, 29, 30], &[1]),
            accounts: 2,
            accounts_exist: Accounts::SomeDoNot,
            network: Network::Places { places: 2, dated_when_sent: false },
            goals: &[Goal::Activates, Goal::ReachesProvider],
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
            name: "network-three-people",
            days: days(&Rules::AUTUMN, &[7, 30], &[]),
            opening: AGREED,
            people: 3,
            network: Network::Places { places: 2, dated_when_sent: true },
            goals: &[Goal::ReachesProvider],
            ..base
        },
    ];
    Ok(quick.into_iter().chain(large).collect())
}

/// Days of the two months.
fn days(rules: &Rules, first: &[u32], second: &[u32]) -> Vec<NaiveDate> {
    let [one, two] = rules.months;
    let of = |month: crate::rules::MonthRules| move |day: &u32| date(month.year, month.month, *day);
    first.iter().map(of(one)).chain(second.iter().map(of(two))).collect()
}
