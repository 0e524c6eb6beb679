//! One month of a ledger: a record a person, and how often each account is used.

use core::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable, hash_table::Entry};

use crate::{
    activation::Activation,
    consent::{Consent, Person},
    identity::{Account, Iin},
    listing::Listing,
    stage::{Stage, Standing},
    today::Over,
};

/// The month of a person. Days are days of the record's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// None only in [`BLANK`](Self::BLANK).
    pub(crate) listing: Option<Listing>,
    pub(crate) consent: Consent,
    pub(crate) activation: Activation,
}

impl Record {
    /// What is known of a person before the month's first `listed`. It is never kept.
    pub(crate) const BLANK: Self =
        Self { listing: None, consent: Consent::NotAsked, activation: Activation::None };

    pub(crate) fn person(&self) -> Person {
        Person { on_list: self.listing.is_some_and(Listing::is_on), activated: self.activation.is_done() }
    }

    /// The stage (N18).
    pub(crate) fn stage(&self, needs_consent: bool, register_sent: bool, over: Over) -> Stage {
        let consent = needs_consent.then_some(self.consent);
        Standing { listing: self.listing, consent, activation: self.activation, register_sent }.stage(over)
    }
}

/// The activations of an account in a month. Its key, the account, is that of the first one's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AccountUse {
    /// Who activated on it first.
    pub(crate) first: Iin,
    pub(crate) count: u32,
}

/// One month of a ledger.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    /// The hash is fixed, so that a ledger is the same on every machine. Only people of the list and
    /// accounts that the provider confirmed get in, so nobody can choose keys that collide.
    records: HashMap<Iin, Record, FixedState>,
    accounts: HashTable<AccountUse>,
    pub(crate) register_sent: bool,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            records: HashMap::with_hasher(FixedState::default()),
            accounts: HashTable::new(),
            register_sent: false,
        }
    }
}

impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        let same_use = |each: &AccountUse| {
            let account = self.account_of(each.first);
            account.is_some_and(|account| other.account_use(account) == Some(each))
        };
        self.register_sent == other.register_sent
            && self.records == other.records
            && self.accounts.len() == other.accounts.len()
            && self.accounts.iter().all(same_use)
    }
}

impl Eq for Book {}

impl Book {
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub(crate) fn record(&self, iin: Iin) -> Option<&Record> {
        self.records.get(&iin)
    }

    /// In no particular order.
    pub(crate) fn records(&self) -> impl Iterator<Item = (Iin, &Record)> {
        self.records.iter().map(|(iin, record)| (*iin, record))
    }

    /// Keeps a record in place of the person's last; counts its activation if it is new.
    pub(crate) fn write(&mut self, iin: Iin, record: Record) {
        let before = self.records.insert(iin, record);
        let was_done = before.is_some_and(|before| before.activation.is_done());
        if let Activation::Done { account, .. } = record.activation
            && !was_done
        {
            self.count_activation(iin, account);
        }
    }

    fn count_activation(&mut self, iin: Iin, account: Account) {
        let Self { records, accounts, .. } = self;
        let same = |each: &AccountUse| account_in(records, each.first) == Some(account);
        let rehash = |each: &AccountUse| hash(account_in(records, each.first));
        match accounts.entry(hash(Some(account)), same, rehash) {
            Entry::Occupied(mut used) => used.get_mut().count += 1,
            Entry::Vacant(unused) => {
                unused.insert(AccountUse { first: iin, count: 1 });
            }
        }
    }

    /// The activations of an account, if there are any.
    pub(crate) fn account_use(&self, account: Account) -> Option<&AccountUse> {
        let same = |each: &AccountUse| self.account_of(each.first) == Some(account);
        self.accounts.find(hash(Some(account)), same)
    }

    fn account_of(&self, iin: Iin) -> Option<Account> {
        account_in(&self.records, iin)
    }
}

fn account_in(records: &HashMap<Iin, Record, FixedState>, iin: Iin) -> Option<Account> {
    match records.get(&iin)?.activation {
        Activation::Done { account, .. } => Some(account),
        Activation::None | Activation::Begun { .. } => None,
    }
}

fn hash(account: Option<Account>) -> u64 {
    FixedState::default().hash_one(account)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a person-month costs: an entry of the map, and an entry of the index an activation.
    #[test]
    fn entries_stay_small() {
        assert_eq!(size_of::<(Iin, Record)>(), 56);
        assert_eq!(size_of::<AccountUse>(), 16);
    }
}
