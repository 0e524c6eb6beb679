//! The ledger: facts in, the dialogues of all families, queries out (K19 to K31).

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{
    Outcome,
    book::Book,
    dialogue::{self, Transition},
    fact::Fact,
    key::OfferKey,
    query::{Action, Due, Offer, Summary},
    stage::Stage,
};
use crate::{
    family_card::{
        proactive::{Proactive, RefusalRule},
        refusal::{Refusal, Refusals},
        service::Service,
    },
    programme::{Counts, Texts},
    value::{coded::Coded as _, order},
};

/// The offers of all families under one regulation: facts go in, in date order, and queries come out.
///
/// Nothing but an accepted fact changes a ledger; no clock is read. Silence is no fact: an offer lapses by itself (K28).
///
/// ```
/// use voucher_core::{family_card::*, *};
///
/// let mut ledger = Ledger::new(Proactive::proactive_2025_09());
/// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("birth/1")?);
/// let key = OfferKey { service: Service::LargeFamily, iin, event, child: None };
/// for (on, fact) in [
///     ("2026-02-10", Fact::RightArose { key }),
///     ("2026-02-10", Fact::Offered { key }),
///     ("2026-02-13", Fact::Replied { key, reply: Reply::Agree }),
///     ("2026-02-20", Fact::AccountConfirmed { key }),
/// ] {
///     assert!(ledger.record(parse_date(on)?, &fact).is_accepted());
/// }
/// let on = parse_date("2026-02-20")?;
/// assert_eq!(ledger.stage(&key, on), Stage::Agreed);
/// assert_eq!(ledger.due(on), [Due { action: Action::Assign, key }]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    regulation: Proactive,
    /// The date of the latest accepted fact (N9).
    latest: Option<NaiveDate>,
    book: Book,
}

impl Ledger {
    /// A ledger without facts.
    #[must_use]
    pub fn new(regulation: Proactive) -> Self {
        Self { regulation, latest: None, book: Book::default() }
    }

    /// The regulation that decides.
    #[must_use]
    pub const fn regulation(&self) -> &Proactive {
        &self.regulation
    }

    /// The date of the latest accepted fact, before which no fact is taken (N9).
    ///
    /// ```
    /// use voucher_core::family_card::{Ledger, Proactive};
    ///
    /// assert_eq!(Ledger::new(Proactive::proactive_2025_09()).latest(), None);
    /// ```
    #[must_use]
    pub const fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// Takes a fact dated `on`, or refuses it with every reason that applies (N9, K21 to K26).
    ///
    /// A refused fact changes nothing.
    ///
    /// ```
    /// use voucher_core::{family_card::*, *};
    ///
    /// let mut ledger = Ledger::new(Proactive::proactive_2025_09());
    /// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("birth/1")?);
    /// let key = OfferKey { service: Service::ChildCare, iin, event, child: None };
    /// let Outcome::Refused(refusals) = ledger.record(parse_date("2025-09-04")?, &Fact::RightArose { key })
    ///     else { panic!() };
    /// assert!(refusals.iter().eq([Refusal::OutsidePilot, Refusal::ChildNeeded]));
    /// let key = OfferKey { child: Some(Reference::parse("c-1")?), ..key };
    /// assert!(ledger.record(parse_date("2025-09-05")?, &Fact::RightArose { key }).is_accepted());
    /// # Ok::<(), Error>(())
    /// ```
    pub fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        if self.latest.is_some_and(|latest| on < latest) {
            return Outcome::Refused(Refusals::from_iter([Refusal::OutOfOrder]));
        }
        let key = fact.key();
        let current = self.book.get(key);
        let (repeat, dialogue) = match decide(&self.regulation, fact, current, on) {
            Transition::To(dialogue) => {
                self.book.write(key, dialogue);
                (false, Some(dialogue))
            }
            Transition::Repeat => (true, current),
            Transition::Refused(refusals) => return Outcome::Refused(refusals),
        };
        self.latest = Some(on);
        Outcome::Accepted { repeat, stage: Some(dialogue::stage(&self.regulation, dialogue, on)) }
    }

    /// The stage of an offer, seen on a date (K28).
    ///
    /// ```
    /// use voucher_core::{family_card::*, *};
    ///
    /// let ledger = Ledger::new(Proactive::proactive_2025_09());
    /// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("birth/1")?);
    /// let key = OfferKey { service: Service::Birth, iin, event, child: None };
    /// assert_eq!(ledger.stage(&key, parse_date("2025-09-05")?), Stage::NotArisen);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn stage(&self, key: &OfferKey, on: NaiveDate) -> Stage {
        dialogue::stage(&self.regulation, self.book.get(key), on)
    }

    /// The last day to answer an offer that is asked on a date; none at any other stage (K30).
    ///
    /// ```
    /// use voucher_core::{family_card::*, *};
    ///
    /// let mut ledger = Ledger::new(Proactive::proactive_2025_09());
    /// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("birth/1")?);
    /// let key = OfferKey { service: Service::Birth, iin, event, child: None };
    /// let day = parse_date("2026-02-10")?;
    /// ledger.record(day, &Fact::RightArose { key });
    /// ledger.record(day, &Fact::Offered { key });
    /// let last = parse_date("2026-02-13")?;
    /// assert_eq!(ledger.until(&key, last), Some(last));
    /// assert_eq!(ledger.until(&key, last.succ_opt().unwrap()), None); // it has lapsed
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn until(&self, key: &OfferKey, on: NaiveDate) -> Option<NaiveDate> {
        match self.stage(key, on) {
            Stage::Asked => Some(self.regulation.last_day_to_answer(self.book.get(key)?.offer?.on)),
            Stage::NotArisen
            | Stage::Assigned
            | Stage::Refused
            | Stage::AwaitingAccount
            | Stage::Agreed
            | Stage::Lapsed
            | Stage::Expired
            | Stage::ToAsk => None,
        }
    }

    /// The words of an offer's stage, seen on a date (K28, K32): that a refusal can be changed is said as long as it can be.
    ///
    /// ```
    /// use voucher_core::{family_card::*, *};
    ///
    /// let rules = Proactive::proactive_2025_09().changed(|parts| parts.refusal = RefusalRule::Reversible)?;
    /// let mut ledger = Ledger::new(rules);
    /// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("birth/1")?);
    /// let key = OfferKey { service: Service::Birth, iin, event, child: None };
    /// let day = parse_date("2026-02-10")?;
    /// for fact in [Fact::RightArose { key }, Fact::Offered { key }, Fact::Replied { key, reply: Reply::Refuse }] {
    ///     ledger.record(day, &fact);
    /// }
    /// let changes = |on| ledger.texts(&key, parse_date(on).unwrap()).en().contains("you can change it");
    /// assert!(changes("2026-02-13") && !changes("2026-02-14"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn texts(&self, key: &OfferKey, on: NaiveDate) -> Texts {
        let offer = self.book.get(key).and_then(|dialogue| dialogue.offer);
        let in_time = offer.is_some_and(|offer| on <= self.regulation.last_day_to_answer(offer.on));
        let refusal = if in_time { self.regulation.parts().refusal } else { RefusalRule::Final };
        self.stage(key, on).texts(refusal)
    }

    /// What a system must do on a date: by action, then by key (K29).
    #[must_use]
    pub fn due(&self, on: NaiveDate) -> Vec<Due> {
        let in_period = self.regulation.period().contains(on);
        let action = |dialogue| match dialogue::stage(&self.regulation, Some(dialogue), on) {
            Stage::ToAsk => in_period.then_some(Action::SendOffer),
            Stage::AwaitingAccount => Some(Action::AskAccount),
            Stage::Agreed => Some(Action::Assign),
            Stage::NotArisen
            | Stage::Assigned
            | Stage::Refused
            | Stage::Lapsed
            | Stage::Asked
            | Stage::Expired => None,
        };
        let mut due: Vec<_> = self.book.chosen(action).map(|(key, action)| Due { action, key }).collect();
        order::sort(&mut due);
        due
    }

    /// How many offers stand at each stage, seen on a date, for each service of the regulation (K30).
    ///
    /// ```
    /// use voucher_core::{family_card::*, parse_date};
    ///
    /// let ledger = Ledger::new(Proactive::proactive_2022_09());
    /// let summary = ledger.summary(parse_date("2022-09-01")?);
    /// assert_eq!(summary.iter().count(), 9);
    /// assert_eq!(summary.count(Service::Maternity, Stage::ToAsk), 0);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn summary(&self, on: NaiveDate) -> Summary {
        let mut all = [Counts::default(); Service::ALL.len()];
        for (service, dialogue) in self.book.dialogues() {
            if let Some(counts) = all.get_mut(service.place()) {
                counts.add(dialogue::stage(&self.regulation, Some(dialogue), on));
            }
        }
        let offered = |(service, _): &(Service, Counts<Stage>)| self.regulation.offers(*service);
        Summary(Service::ALL.iter().copied().zip(all).filter(offered).collect())
    }

    /// Every offer, by key.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let mut offers: Vec<_> =
            self.book.chosen(Some).map(|(key, dialogue)| Offer::new(key, dialogue)).collect();
        order::sort_by_key(&mut offers, |offer| offer.key);
        offers
    }

    /// How many offers there are.
    ///
    /// ```
    /// use voucher_core::family_card::{Ledger, Proactive};
    ///
    /// assert_eq!(Ledger::new(Proactive::proactive_2025_09()).count(), 0);
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        self.book.len()
    }
}

fn decide(
    regulation: &Proactive,
    fact: &Fact,
    current: Option<dialogue::Dialogue>,
    on: NaiveDate,
) -> Transition {
    match fact {
        Fact::RightArose { key } => dialogue::right_arose(regulation, key, current, on),
        Fact::Offered { .. } => dialogue::offered(regulation, current, on),
        Fact::Replied { reply, .. } => dialogue::replied(regulation, current, *reply, on),
        Fact::AccountKnown { .. } => dialogue::account_known(regulation, current),
        Fact::AccountConfirmed { .. } => dialogue::account_confirmed(regulation, current),
        Fact::Assigned { .. } => dialogue::assigned(regulation, current),
    }
}

/// What the saved form reads and restores.
#[cfg(feature = "json")]
impl Ledger {
    pub(crate) const fn from_book(regulation: Proactive, latest: Option<NaiveDate>, book: Book) -> Self {
        Self { regulation, latest, book }
    }
}
