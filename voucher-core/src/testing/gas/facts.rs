//! Facts with their dates, shown without personal data.

use alloc::{collections::BTreeMap, vec::Vec};
use core::fmt;

use chrono::NaiveDate;
use proptest::{
    bool::ANY as EITHER,
    prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use super::{
    calendar::months_of,
    codes::{arb_assistance_set, arb_channel, arb_region_in_pilot, arb_reply, arb_sms_kind},
};
use crate::testing::{
    codes::arb_region,
    facts::distinct,
    people::{made_up_accounts, made_up_people},
};
use crate::{
    Account, Iin,
    gas::{Fact, Ledger, Regulation},
};

/// Whom a fact is about; nobody for a register.
///
/// ```
/// use voucher_core::{Month, gas::Fact, testing::gas::iin_of};
///
/// assert_eq!(iin_of(&Fact::RegisterSent { month: Month::parse("2025-09")? }), None);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[must_use]
pub const fn iin_of(fact: &Fact) -> Option<Iin> {
    match *fact {
        Fact::Listed { iin, .. }
        | Fact::Delisted { iin }
        | Fact::SmsSent { iin, .. }
        | Fact::Replied { iin, .. }
        | Fact::AccountEntered { iin, .. }
        | Fact::OfferAccepted { iin }
        | Fact::AccountChecked { iin, .. }
        | Fact::Confirmed { iin } => Some(iin),
        Fact::RegisterSent { .. } => None,
    }
}

/// The account of a fact that has one.
const fn account_of(fact: &Fact) -> Option<Account> {
    match *fact {
        Fact::AccountEntered { account, .. } | Fact::AccountChecked { account, .. } => Some(account),
        Fact::Listed { .. }
        | Fact::Delisted { .. }
        | Fact::SmsSent { .. }
        | Fact::Replied { .. }
        | Fact::OfferAccepted { .. }
        | Fact::Confirmed { .. }
        | Fact::RegisterSent { .. } => None,
    }
}

/// Facts and their dates, in their order of arrival.
///
/// `Debug` numbers people and accounts by first appearance, so that a counterexample can be read
/// and shows nobody (N34).
///
/// ```
/// use voucher_core::{gas::Fact, parse_date, testing::{gas::Facts, made_up_people}};
///
/// let iin = made_up_people().next().unwrap();
/// let facts = Facts::from_iter([(parse_date("2025-09-07")?, Fact::OfferAccepted { iin })]);
/// assert_eq!(format!("{facts:?}"), "[2025-09-07 offer_accepted person 1]");
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub type Facts = crate::testing::Facts<Fact>;

impl Facts {
    /// The people, in order of first appearance.
    ///
    /// ```
    /// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_racing_pair}};
    ///
    /// let race = draws(arb_racing_pair(&Regulation::gas_2025_08())).next().unwrap();
    /// assert_eq!(race.people().len(), 2);
    /// ```
    #[must_use]
    pub fn people(&self) -> Vec<Iin> {
        distinct(self.iter().filter_map(|(_, fact)| iin_of(fact)))
    }

    /// The accounts, in order of first appearance.
    #[must_use]
    pub fn accounts(&self) -> Vec<Account> {
        distinct(self.iter().filter_map(|(_, fact)| account_of(fact)))
    }

    /// The ledger that has taken these facts, one after the other, refused ones too.
    ///
    /// ```
    /// use voucher_core::{gas::{Ledger, Regulation}, testing::gas::Facts};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// assert_eq!(Facts::default().replay(&regulation), Ledger::new(regulation));
    /// ```
    #[must_use]
    pub fn replay(&self, regulation: &Regulation) -> Ledger {
        let mut ledger = Ledger::new(regulation.clone());
        for (on, fact) in self {
            ledger.record(*on, fact);
        }
        ledger
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people = numbers(self.people());
        let accounts = numbers(self.accounts());
        let mut list = f.debug_list();
        for (on, fact) in self {
            let iin = iin_of(fact).and_then(|iin| people.get(&iin)).copied();
            let account = account_of(fact).and_then(|account| accounts.get(&account)).copied();
            list.entry(&Shown { on: *on, fact, iin, account });
        }
        list.finish()
    }
}

fn numbers<T: Ord>(values: Vec<T>) -> BTreeMap<T, usize> {
    values.into_iter().zip(1..).collect()
}

/// A fact with numbers in place of its identifiers.
struct Shown<'a> {
    on: NaiveDate,
    fact: &'a Fact,
    iin: Option<usize>,
    account: Option<usize>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.on, self.fact.code())?;
        if let Some(person) = self.iin {
            write!(f, " person {person}")?;
        }
        if let Some(account) = self.account {
            write!(f, " account {account}")?;
        }
        match self.fact {
            Fact::Listed { region, assistance, .. } => write!(f, " {region:?} {assistance:?}"),
            Fact::SmsSent { kind, .. } => write!(f, " {}", kind.code()),
            Fact::Replied { reply, .. } => write!(f, " {reply:?}"),
            Fact::AccountEntered { channel, .. } => write!(f, " {}", channel.code()),
            Fact::AccountChecked { exists, .. } => f.write_str(if *exists { " exists" } else { " unknown" }),
            Fact::RegisterSent { month } => write!(f, " {month}"),
            Fact::Delisted { .. } | Fact::OfferAccepted { .. } | Fact::Confirmed { .. } => Ok(()),
        }
    }
}

/// Any fact about one of so many people, on half as many accounts.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_fact}};
///
/// let facts = || draws(arb_fact(&Regulation::gas_2025_08(), 3)).take(999);
/// assert!(facts().any(|fact| fact.code() == "register_sent"));
/// ```
pub fn arb_fact(regulation: &Regulation, people: usize) -> impl Strategy<Value = Fact> + use<> {
    let iin = || select(made_up_people().take(people.max(1)).collect::<Vec<_>>());
    let account = || select(made_up_accounts().take(people.div_ceil(2).max(1)).collect::<Vec<_>>());
    let region = prop_oneof![4 => arb_region_in_pilot(regulation), 1 => arb_region()];
    let all = crate::gas::AssistanceSet::from_iter(crate::gas::Assistance::ALL.iter().copied());
    let assistance = prop_oneof![3 => Just(all), 1 => arb_assistance_set()];
    prop_oneof![
        (iin(), region, assistance).prop_map(|(iin, region, assistance)| Fact::Listed {
            iin,
            region,
            assistance
        }),
        iin().prop_map(|iin| Fact::Delisted { iin }),
        (iin(), arb_sms_kind()).prop_map(|(iin, kind)| Fact::SmsSent { iin, kind }),
        (iin(), arb_reply()).prop_map(|(iin, reply)| Fact::Replied { iin, reply }),
        (iin(), account(), arb_channel()).prop_map(|(iin, account, channel)| Fact::AccountEntered {
            iin,
            account,
            channel
        }),
        iin().prop_map(|iin| Fact::OfferAccepted { iin }),
        (iin(), account(), EITHER).prop_map(|(iin, account, exists)| Fact::AccountChecked {
            iin,
            account,
            exists
        }),
        iin().prop_map(|iin| Fact::Confirmed { iin }),
        select(months_of(regulation)).prop_map(|month| Fact::RegisterSent { month }),
    ]
}
