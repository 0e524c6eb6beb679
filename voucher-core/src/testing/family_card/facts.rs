//! Facts with their dates, shown without personal data.

use alloc::{format, vec::Vec};
use core::fmt;

use proptest::{
    option, prop_oneof,
    sample::{Index, select},
    strategy::Strategy,
};

use super::codes::{arb_reply, arb_service};
use crate::{
    Iin, Reference,
    family_card::{Fact, Ledger, OfferKey, Proactive, Service},
    testing::{facts::distinct, people::made_up_people},
};

/// Facts and their dates, in their order of arrival.
///
/// `Debug` numbers offers by first appearance, so that a counterexample can be read and shows nobody (N34).
pub type Facts = crate::testing::Facts<Fact>;

impl Facts {
    /// The keys of the offers, in order of first appearance.
    ///
    /// ```
    /// assert!(voucher_core::testing::family_card::Facts::default().keys().is_empty());
    /// ```
    #[must_use]
    pub fn keys(&self) -> Vec<OfferKey> {
        distinct(self.iter().map(|(_, fact)| *fact.key()))
    }

    /// The ledger that has taken these facts, one after the other, refused ones too.
    ///
    /// ```
    /// use voucher_core::{family_card::{Ledger, Proactive}, testing::family_card::Facts};
    ///
    /// let regulation = Proactive::proactive_2025_09();
    /// assert_eq!(Facts::default().replay(&regulation), Ledger::new(regulation));
    /// ```
    #[must_use]
    pub fn replay(&self, regulation: &Proactive) -> Ledger {
        let mut ledger = Ledger::new(regulation.clone());
        for (on, fact) in self {
            ledger.record(*on, fact);
        }
        ledger
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.keys();
        let mut list = f.debug_list();
        for (on, fact) in self {
            let offer =
                keys.iter().position(|key| key == fact.key()).map_or(0, |place| place.saturating_add(1));
            let mut shown = format!("{on} {} offer {offer}", fact.code());
            if let Fact::Replied { reply, .. } = fact {
                shown += &format!(" {reply:?}");
            }
            list.entry(&format_args!("{shown}"));
        }
        list.finish()
    }
}

/// A key about one of so many people, mostly one under which a right can arise.
///
/// ```
/// use voucher_core::{family_card::Proactive, testing::{draws, family_card::arb_offer_key}};
///
/// assert!(draws(arb_offer_key(&Proactive::proactive_2025_09(), 2)).take(99).any(|key| key.child.is_some()));
/// ```
pub fn arb_offer_key(regulation: &Proactive, people: usize) -> impl Strategy<Value = OfferKey> + use<> {
    let offered: Vec<Service> = regulation.services().iter().take(3).collect();
    let per_child: Vec<Service> = regulation.parts().per_child.clone();
    let people: Vec<Iin> = made_up_people().take(people.max(1)).collect();
    let events: Vec<Reference> =
        ["e-1", "e-2", "e-10"].iter().filter_map(|event| Reference::parse(event).ok()).collect();
    let service = prop_oneof![8 => select(offered), 1 => arb_service()];
    let wrong = proptest::bool::weighted(0.05);
    (service, select(people), select(events.clone()), option::weighted(0.5, select(events)), wrong).prop_map(
        move |(service, iin, event, child, wrong)| {
            let needed = per_child.contains(&service) != wrong;
            let child = if needed { child.or(Some(event)) } else { None };
            OfferKey { service, iin, event, child }
        },
    )
}

/// Any fact about one of so many people.
///
/// ```
/// use voucher_core::{family_card::Proactive, testing::{draws, family_card::arb_fact}};
///
/// let facts = || draws(arb_fact(&Proactive::proactive_2025_09(), 2)).take(99);
/// assert!(facts().any(|fact| fact.code() == "account_known"));
/// ```
pub fn arb_fact(regulation: &Proactive, people: usize) -> impl Strategy<Value = Fact> + use<> {
    let kind = proptest::arbitrary::any::<Index>();
    (arb_offer_key(regulation, people), kind, arb_reply()).prop_map(|(key, kind, reply)| {
        *kind.get(&[
            Fact::RightArose { key },
            Fact::Offered { key },
            Fact::Replied { key, reply },
            Fact::AccountKnown { key },
            Fact::AccountConfirmed { key },
            Fact::Assigned { key },
        ])
    })
}
