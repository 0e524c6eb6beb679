//! The ledger: facts in, the months of all people, queries out (N9-N23, N30).

use alloc::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::{Activation, EntryStep, PreviewFacts, conditions},
        book::{AccountUse, Book, Record},
        consent::{self, Answer, Consent},
        fact::{Fact, Outcome},
        listing,
        refusal::{Refusal, Refusals, Transition},
        regulation::{ConsentScope, Regulation},
        today::Today,
    },
    value::{
        calendar::Month,
        identity::{Account, Iin},
    },
};

mod queries;

/// The months of all people under one regulation: facts go in, in date order, and queries come out.
///
/// Nothing but an accepted fact changes a ledger; no clock is read. The state is a fold over the facts:
/// the same facts give the same ledger.
///
/// ```
/// use voucher_core::{gas::*, *};
///
/// let mut ledger = Ledger::new(Regulation::gas_2025_08());
/// let (iin, account) = (Iin::parse("990101600002")?, Account::parse("0012345")?);
/// let assistance = AssistanceSet::from_iter([Assistance::TargetedSocial]);
/// let channel = Channel::EgovMobile;
/// for (on, fact) in [
///     ("2025-09-03", Fact::Listed { iin, region: Region::Astana, assistance }),
///     ("2025-09-03", Fact::SmsSent { iin, kind: SmsKind::Start }),
///     ("2025-09-05", Fact::Replied { iin, reply: Reply::Agree }),
///     ("2025-09-29", Fact::AccountEntered { iin, account, channel }),
///     ("2025-09-29", Fact::OfferAccepted { iin }),
///     ("2025-09-29", Fact::AccountChecked { iin, account, exists: true }),
///     ("2025-09-29", Fact::Confirmed { iin }),
/// ] {
///     assert!(ledger.record(parse_date(on)?, &fact).is_accepted());
/// }
/// let september = Month::parse("2025-09")?;
/// assert_eq!(ledger.stage(iin, september, parse_date("2025-09-30")?), Stage::Activated);
/// assert_eq!(ledger.register(september, parse_date("2025-09-30")?).unwrap().count(), 1);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ledger {
    regulation: Regulation,
    /// The date of the latest accepted fact (N9).
    latest: Option<NaiveDate>,
    /// What the regulation says of the last fact's date, kept because most facts have the date of the fact before.
    today: Option<Today>,
    months: BTreeMap<Month, Book>,
}

impl PartialEq for Ledger {
    /// The same regulation, clock and records.
    fn eq(&self, other: &Self) -> bool {
        self.regulation == other.regulation && self.latest == other.latest && self.months == other.months
    }
}

impl Eq for Ledger {}

impl Ledger {
    /// A ledger without facts.
    #[must_use]
    pub const fn new(regulation: Regulation) -> Self {
        Self { regulation, latest: None, today: None, months: BTreeMap::new() }
    }

    /// The regulation that decides.
    #[must_use]
    pub const fn regulation(&self) -> &Regulation {
        &self.regulation
    }

    /// The date of the latest accepted fact, before which no fact is taken (N9).
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Fact, Ledger, Regulation}, parse_date};
    ///
    /// let (mut ledger, due) = (Ledger::new(Regulation::gas_2025_08()), parse_date("2025-09-30")?);
    /// let sent = Fact::RegisterSent { month: Month::parse("2025-09")? };
    /// assert!(!ledger.record(parse_date("2025-09-29")?, &sent).is_accepted());
    /// assert_eq!(ledger.latest(), None); // what is refused changes nothing
    /// assert!(ledger.record(due, &sent).is_accepted());
    /// assert_eq!(ledger.latest(), Some(due));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// Takes a fact dated `on`, or refuses it with every reason that applies (N9-N23).
    ///
    /// A refused fact changes nothing.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Fact, Ledger, Outcome, Refusal, Refusals, Regulation}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::gas_2025_08());
    /// let sent = Fact::RegisterSent { month: Month::parse("2025-09")? };
    /// let too_early = Refusals::from_iter([Refusal::RegisterNotDue]);
    /// assert_eq!(ledger.record(parse_date("2025-09-29")?, &sent), Outcome::Refused(too_early));
    /// assert!(ledger.record(parse_date("2025-09-30")?, &sent).is_accepted());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        if self.latest.is_some_and(|latest| on < latest) {
            return Outcome::Refused(Refusals::from_iter([Refusal::OutOfOrder]));
        }
        let today = self.work_out(on);
        let outcome = self.decide(&today, fact);
        if outcome.is_accepted() {
            self.latest = Some(on);
        }
        outcome
    }

    fn work_out(&mut self, on: NaiveDate) -> Today {
        match self.today {
            Some(today) if today.date == on => today,
            Some(_) | None => *self.today.insert(Today::new(&self.regulation, on)),
        }
    }

    fn decide(&mut self, today: &Today, fact: &Fact) -> Outcome {
        match *fact {
            Fact::Listed { iin, region, assistance } => {
                self.change(today, iin, Shows::Stage, |ledger, record| {
                    let consent =
                        record.listing.map_or_else(|| ledger.first_consent(today, iin), |_| record.consent);
                    listing::listed(&ledger.regulation, today, record.listing, region, assistance)
                        .map(|listing| Record { listing: Some(listing), consent, ..record })
                })
            }
            Fact::Delisted { iin } => self.change(today, iin, Shows::Stage, |ledger, record| {
                listing::delisted(&ledger.regulation, today, record.listing)
                    .map(|listing| Record { listing: Some(listing), ..record })
            }),
            Fact::SmsSent { iin, kind } => self.change(today, iin, Shows::Stage, |ledger, record| {
                consent::sms_sent(ledger.regulation.consent, today, record.person(), record.consent, kind)
                    .map(|consent| Record { consent, ..record })
            }),
            Fact::Replied { iin, reply } => self.change(today, iin, Shows::Stage, |ledger, record| {
                consent::replied(ledger.regulation.consent, today, record.person(), record.consent, reply)
                    .map(|consent| Record { consent, ..record })
            }),
            Fact::AccountEntered { iin, account, channel } => self.activate(today, iin, |conditions, _| {
                let entry = Activation::Begun { account, channel, step: EntryStep::AcceptOffer };
                Transition::unless(conditions(account), false, entry)
            }),
            Fact::OfferAccepted { iin } => {
                self.activate(today, iin, |_, activation| activation.offer_accepted(today))
            }
            Fact::AccountChecked { iin, account, exists } => {
                self.activate(today, iin, |_, activation| activation.account_checked(today, account, exists))
            }
            Fact::Confirmed { iin } => {
                self.activate(today, iin, |conditions, activation| activation.confirmed(today, conditions))
            }
            Fact::RegisterSent { month } => self.register_sent(today.date, month),
        }
    }

    /// A fact of an activation: `step` is given the conditions A by account.
    fn activate(
        &mut self,
        today: &Today,
        iin: Iin,
        step: impl FnOnce(&dyn Fn(Account) -> Refusals, Activation) -> Transition<Activation>,
    ) -> Outcome {
        self.change(today, iin, Shows::StageAndStep, |ledger, record| {
            let known = |account| ledger.preview_facts(today.month, &record, account);
            let of_account = |account| conditions(&ledger.regulation, today, &known(account));
            step(&of_account, record.activation).map(|activation| Record { activation, ..record })
        })
    }

    /// Reads the person's record of the month, decides, and writes it back if it changed.
    fn change(
        &mut self,
        today: &Today,
        iin: Iin,
        shows: Shows,
        decide: impl FnOnce(&Self, Record) -> Transition<Record>,
    ) -> Outcome {
        let current = self.record_of(today.month, iin);
        let (repeat, record, sent) = match decide(self, current) {
            Transition::To(record) => {
                let book = self.months.entry(today.month).or_default();
                book.write(iin, record);
                (false, record, book.register_sent)
            }
            Transition::Repeat => (true, current, self.register_is_sent(today.month)),
            Transition::Refused(refusals) => return Outcome::Refused(refusals),
        };
        let stage = Some(record.stage(self.regulation.needs_consent(), sent, today.over));
        let next = match shows {
            Shows::Stage => None,
            Shows::StageAndStep => Some(record.activation.step()),
        };
        Outcome::Accepted { repeat, stage, next }
    }

    /// The person's record of a month; blank where there is none.
    fn record_of(&self, month: Month, iin: Iin) -> Record {
        self.months.get(&month).and_then(|book| book.record(iin)).unwrap_or(Record::BLANK)
    }

    /// N16: where consent stands when the record of a month is made.
    fn first_consent(&self, today: &Today, iin: Iin) -> Consent {
        let scope = self.regulation.consent.map(|rules| rules.scope);
        if scope == Some(ConsentScope::UntilWithdrawn) {
            let before = self.record_of(today.month.previous(), iin);
            if before.person().on_list && before.consent.answer() == Some(Answer::Agree) {
                return Consent::CARRIED_OVER;
            }
        }
        Consent::NotAsked
    }

    /// N17.
    fn register_sent(&mut self, on: NaiveDate, month: Month) -> Outcome {
        let refusals = self.register_refusals(on, month);
        if !refusals.is_empty() {
            return Outcome::Refused(refusals);
        }
        let sent = &mut self.months.entry(month).or_default().register_sent;
        let repeat = core::mem::replace(sent, true);
        Outcome::Accepted { repeat, stage: None, next: None }
    }

    fn register_is_sent(&self, month: Month) -> bool {
        self.months.get(&month).is_some_and(|book| book.register_sent)
    }

    /// N17, N27: why the register of a month cannot be formed or sent on a date.
    fn register_refusals(&self, on: NaiveDate, month: Month) -> Refusals {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.regulation.has_month(month), Refusal::OutsidePilot);
        refusals.push_if(on < self.regulation.register_due(month), Refusal::RegisterNotDue);
        refusals
    }

    /// All that the ledger knows for a preview; whether the account exists is not kept.
    fn preview_facts(&self, month: Month, record: &Record, account: Account) -> PreviewFacts {
        let used = self.account_use(month, account).map_or(0, |used| used.count);
        let own = match record.activation {
            Activation::Done { account: own, .. } => own == account,
            Activation::None | Activation::Begun { .. } => false,
        };
        PreviewFacts { others_on_account: Some(used - u32::from(own)), ..record.preview_facts() }
    }

    fn account_use(&self, month: Month, account: Account) -> Option<&AccountUse> {
        self.months.get(&month)?.account_use(account)
    }
}

/// What the saved form reads and restores.
#[cfg(feature = "json")]
impl Ledger {
    pub(crate) const fn books(&self) -> &BTreeMap<Month, Book> {
        &self.months
    }

    pub(crate) const fn from_books(
        regulation: Regulation,
        latest: Option<NaiveDate>,
        months: BTreeMap<Month, Book>,
    ) -> Self {
        Self { regulation, latest, today: None, months }
    }
}

/// What an accepted fact shows (N15).
#[derive(Clone, Copy)]
enum Shows {
    Stage,
    StageAndStep,
}
