//! The ledger: facts in, the months of all people, queries out (N9-N23, N30).

use alloc::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::{Activation, PreviewFacts},
        book::{AccountUse, Book, Record},
        consent::Answer,
        decide::{Around, after, next},
        fact::{Fact, Outcome},
        refusal::{Refusal, Refusals, Transition},
        regulation::Regulation,
        today::Today,
    },
    value::{
        calendar::Month,
        identity::{Account, Iin},
    },
};

mod guidance;
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
        let today = self.work_out(on);
        let (outcome, change) = self.judge(&today, fact);
        match change {
            Change::Nothing => {}
            Change::Record(iin, record) => self.months.entry(today.month).or_default().write(iin, record),
            Change::RegisterSent(month) => self.months.entry(month).or_default().register_sent = true,
        }
        if outcome.is_accepted() {
            self.latest = Some(on);
        }
        outcome
    }

    /// What [`record`](Self::record) would answer to a fact dated `on`; the ledger stays as it is.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Fact, Ledger, Regulation}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::gas_2025_08());
    /// let sent = Fact::RegisterSent { month: Month::parse("2025-09")? };
    /// assert!(!ledger.trial(parse_date("2025-09-29")?, &sent).is_accepted());
    /// assert!(ledger.trial(parse_date("2025-09-30")?, &sent).is_accepted());
    /// assert_eq!(ledger.latest(), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn trial(&self, on: NaiveDate, fact: &Fact) -> Outcome {
        self.judge(&Today::new(&self.regulation, on), fact).0
    }

    /// Whether a fact of this date would come before the latest one (N9).
    fn is_late(&self, on: NaiveDate) -> bool {
        self.latest.is_some_and(|latest| on < latest)
    }

    fn work_out(&mut self, on: NaiveDate) -> Today {
        match self.today {
            Some(today) if today.date == on => today,
            Some(_) | None => *self.today.insert(Today::new(&self.regulation, on)),
        }
    }

    /// The answer to a fact, and what the ledger must then keep.
    fn judge(&self, today: &Today, fact: &Fact) -> (Outcome, Change) {
        if self.is_late(today.date) {
            return (Outcome::Refused(Refusals::from_iter([Refusal::OutOfOrder])), Change::Nothing);
        }
        match *fact {
            Fact::Listed { iin, .. }
            | Fact::Delisted { iin }
            | Fact::SmsSent { iin, .. }
            | Fact::Replied { iin, .. }
            | Fact::AccountEntered { iin, .. }
            | Fact::OfferAccepted { iin }
            | Fact::AccountChecked { iin, .. }
            | Fact::Confirmed { iin } => self.change(today, iin, fact),
            Fact::RegisterSent { month } => self.register_sent(today.date, month),
        }
    }

    /// Reads the person's record of the month and decides what it becomes.
    fn change(&self, today: &Today, iin: Iin, fact: &Fact) -> (Outcome, Change) {
        let current = self.record_of(today.month, iin);
        let kept = Kept { ledger: self, month: today.month, iin };
        let (repeat, record, change) = match after(&self.regulation, today, current, fact, &kept) {
            Transition::To(record) => (false, record, Change::Record(iin, record)),
            Transition::Repeat => (true, current, Change::Nothing),
            Transition::Refused(refusals) => return (Outcome::Refused(refusals), Change::Nothing),
        };
        let sent = self.register_is_sent(today.month);
        let stage = Some(record.stage(self.regulation.needs_consent(), sent, today.over));
        (Outcome::Accepted { repeat, stage, next: next(fact, &record) }, change)
    }

    /// The person's record of a month; blank where there is none.
    fn record_of(&self, month: Month, iin: Iin) -> Record {
        self.months.get(&month).and_then(|book| book.record(iin)).unwrap_or(Record::BLANK)
    }

    /// N17.
    fn register_sent(&self, on: NaiveDate, month: Month) -> (Outcome, Change) {
        let refusals = self.regulation.register_refusals(on, month);
        if !refusals.is_empty() {
            return (Outcome::Refused(refusals), Change::Nothing);
        }
        let repeat = self.register_is_sent(month);
        (Outcome::Accepted { repeat, stage: None, next: None }, Change::RegisterSent(month))
    }

    fn register_is_sent(&self, month: Month) -> bool {
        self.months.get(&month).is_some_and(|book| book.register_sent)
    }

    /// All that the ledger knows for a preview; whether the account exists is not kept.
    fn preview_facts(&self, month: Month, record: &Record, account: Account) -> PreviewFacts {
        PreviewFacts {
            others_on_account: Some(self.others_on(month, record, account)),
            ..record.preview_facts()
        }
    }

    /// The activations of other people on an account in a month.
    fn others_on(&self, month: Month, record: &Record, account: Account) -> u32 {
        let used = self.account_use(month, account).map_or(0, |used| used.count);
        let own = match record.activation {
            Activation::Done { account: own, .. } => own == account,
            Activation::None | Activation::Begun { .. } => false,
        };
        used - u32::from(own)
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

/// What a ledger knows beside the record of a person's month.
struct Kept<'a> {
    ledger: &'a Ledger,
    month: Month,
    iin: Iin,
}

impl Around for Kept<'_> {
    fn agreed_before(&self) -> bool {
        let before = self.ledger.record_of(self.month.previous(), self.iin);
        before.person().on_list && before.consent.answer() == Some(Answer::Agree)
    }

    fn others_on(&self, record: &Record, account: Account) -> u32 {
        self.ledger.others_on(self.month, record, account)
    }
}

/// What a ledger must keep of a fact.
enum Change {
    /// It was refused, or is a repeat.
    Nothing,
    /// A person's record of the month of the date.
    Record(Iin, Record),
    /// That the register of this month was sent.
    RegisterSent(Month),
}
