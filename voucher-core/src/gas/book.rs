//! One month of a ledger: a record a person, and how often each account is used.

use alloc::vec::Vec;
use core::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashTable, hash_table::Entry};

use crate::{
    gas::{
        activation::{Activation, Channel, EntryStep, PreviewFacts},
        consent::{Consent, Person},
        listing::Listing,
        stage::{Stage, Standing},
        today::Passed,
    },
    programme::by_person::ByPerson,
    value::{
        calendar::Day,
        identity::{Account, Iin},
    },
};

/// The month of a person. Days are days of the record's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// What the record alone tells a preview.
    pub(crate) fn preview_facts(&self) -> PreviewFacts {
        PreviewFacts {
            on_list: Some(self.person().on_list),
            consent: Some(self.consent.state()),
            own_activation: Some(self.activation.is_done()),
            ..PreviewFacts::default()
        }
    }

    /// The stage (N18).
    pub(crate) fn stage(&self, needs_consent: bool, register_sent: bool, passed: Passed) -> Stage {
        let consent = needs_consent.then_some(self.consent);
        Standing { listing: self.listing, consent, activation: self.activation, register_sent }.stage(passed)
    }
}

/// A record as it is kept. Its account stands in a slab, because most records have none.
#[derive(Clone, Copy, Debug)]
struct Kept {
    listing: Option<Listing>,
    consent: Consent,
    activation: KeptActivation,
}

#[derive(Clone, Copy, Debug)]
enum KeptActivation {
    None,
    Begun { account: Slot, channel: Channel, step: EntryStep },
    Done { account: Slot, channel: Channel, on: Day },
}

impl Kept {
    /// The slot of the record's account.
    const fn account(&self) -> Option<Slot> {
        match self.activation {
            KeptActivation::None => None,
            KeptActivation::Begun { account, .. } | KeptActivation::Done { account, .. } => Some(account),
        }
    }

    const fn is_done(&self) -> bool {
        matches!(self.activation, KeptActivation::Done { .. })
    }
}

/// A slot of the slab.
type Slot = usize;

/// The accounts of records, one slot each. A free slot is used again, so the slab grows with people and not
/// with the accounts that they enter.
#[derive(Clone, Debug, Default)]
struct Slab {
    accounts: Vec<Account>,
    free: Vec<Slot>,
}

impl Slab {
    fn account(&self, slot: Slot) -> Option<Account> {
        self.accounts.get(slot).copied()
    }

    /// Puts an account in the record's own slot, or else in a free one, or else in a new one.
    fn put(&mut self, account: Account, own: Option<Slot>) -> Slot {
        let slot = own.or_else(|| self.free.pop());
        if let Some((slot, kept)) = slot.and_then(|slot| Some((slot, self.accounts.get_mut(slot)?))) {
            *kept = account;
            return slot;
        }
        self.accounts.push(account);
        self.accounts.len() - 1
    }
}

/// The activations of an account in a month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AccountUse {
    /// Who activated on the account first.
    pub(crate) first: Iin,
    /// The slot of that person's account, which is the key of this entry.
    account: Slot,
    pub(crate) count: u32,
}

/// One month of a ledger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    records: ByPerson<Kept>,
    slab: Slab,
    /// The hash is fixed, as that of a person. Only accounts that the provider confirmed get in, so nobody can choose keys
    /// that collide.
    uses: HashTable<AccountUse>,
    pub(crate) register_sent: bool,
}

impl PartialEq for Book {
    /// The same records, whatever the slots of their accounts, and on each account the same person first.
    fn eq(&self, other: &Self) -> bool {
        let same_use = |each: &AccountUse| {
            let used = self.slab.account(each.account).and_then(|account| other.account_use(account));
            used.is_some_and(|used| (used.first, used.count) == (each.first, each.count))
        };
        self.register_sent == other.register_sent
            && self.records.len() == other.records.len()
            && self.records().all(|(iin, record)| other.record(iin) == Some(record))
            && self.uses.iter().all(same_use)
    }
}

impl Eq for Book {}

impl Book {
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    #[cfg(feature = "json")]
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// The most activations that any account has.
    #[cfg(feature = "json")]
    pub(crate) fn most_on_an_account(&self) -> u32 {
        self.uses.iter().map(|used| used.count).max().unwrap_or(0)
    }

    pub(crate) fn record(&self, iin: Iin) -> Option<Record> {
        self.records.get(iin).map(|kept| self.whole(kept))
    }

    /// In no particular order.
    pub(crate) fn records(&self) -> impl Iterator<Item = (Iin, Record)> {
        self.records.iter().map(|(iin, kept)| (iin, self.whole(kept)))
    }

    fn whole(&self, kept: &Kept) -> Record {
        let account = kept.account().and_then(|slot| self.slab.account(slot));
        let activation = match (kept.activation, account) {
            (KeptActivation::Begun { channel, step, .. }, Some(account)) => {
                Activation::Begun { account, channel, step }
            }
            (KeptActivation::Done { channel, on, .. }, Some(account)) => {
                Activation::Done { account, channel, on }
            }
            (KeptActivation::None, _) | (_, None) => Activation::None,
        };
        Record { listing: kept.listing, consent: kept.consent, activation }
    }

    /// Keeps a record in place of the person's last, and counts its activation if that is new.
    pub(crate) fn write(&mut self, iin: Iin, record: Record) {
        let Self { records, slab, uses, .. } = self;
        let Record { listing, consent, activation } = record;
        let before = records.get(iin).map(|kept| (kept.account(), kept.is_done()));
        let (own, was_done) = before.unwrap_or((None, false));
        let activation = match activation {
            Activation::None => {
                slab.free.extend(own);
                KeptActivation::None
            }
            Activation::Begun { account, channel, step } => {
                KeptActivation::Begun { account: slab.put(account, own), channel, step }
            }
            Activation::Done { account, channel, on } => {
                let slot = slab.put(account, own);
                if !was_done {
                    count(uses, slab, iin, slot, account);
                }
                KeptActivation::Done { account: slot, channel, on }
            }
        };
        records.insert(iin, Kept { listing, consent, activation });
    }

    /// The activations of an account, if there are any.
    pub(crate) fn account_use(&self, account: Account) -> Option<&AccountUse> {
        self.uses.find(hash(Some(account)), |each| self.slab.account(each.account) == Some(account))
    }
}

/// Counts an activation on an account.
fn count(uses: &mut HashTable<AccountUse>, slab: &Slab, iin: Iin, slot: Slot, account: Account) {
    let same = |each: &AccountUse| slab.account(each.account) == Some(account);
    match uses.entry(hash(Some(account)), same, |each| hash(slab.account(each.account))) {
        Entry::Occupied(mut used) => used.get_mut().count += 1,
        Entry::Vacant(unused) => {
            unused.insert(AccountUse { first: iin, account: slot, count: 1 });
        }
    }
}

fn hash(account: Option<Account>) -> u64 {
    FixedState::default().hash_one(account)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a person-month costs: an entry of the map, an account if there is one, an entry of the
    /// index for the first activation on an account.
    #[test]
    fn entries_stay_small() {
        assert_eq!(size_of::<Option<(Iin, Kept)>>(), 32);
        assert_eq!(size_of::<Account>(), 33);
        assert_eq!(size_of::<AccountUse>(), 24);
    }

    /// A person who enters many accounts still occupies one slot.
    #[test]
    fn slots_are_used_again() {
        let people = ["990101600002", "990101600012"].map(|iin| Iin::parse(iin).unwrap());
        let account = |number: u32| Account::parse(&alloc::format!("{number}")).unwrap();
        let begun = |number| Record {
            activation: Activation::Begun {
                account: account(number),
                channel: Channel::EgovMobile,
                step: EntryStep::AcceptOffer,
            },
            ..Record::BLANK
        };
        let mut book = Book::default();
        for number in 0..100 {
            for iin in people {
                book.write(iin, begun(number));
                assert_eq!(book.record(iin), Some(begun(number)));
                if number % 3 == 0 {
                    book.write(iin, Record::BLANK);
                    assert_eq!(book.record(iin), Some(Record::BLANK));
                }
            }
        }
        assert!(book.slab.accounts.len() <= people.len());
    }
}
