//! The ledger: facts in, the applications of all people, queries out (T14-T23, N9).

use core::fmt;

use chrono::NaiveDate;

use crate::{
    programme::Transition,
    targeted_assistance::{
        application::{Application, ByEvidence},
        book::{Book, Place},
        case::Case,
        fact::{Fact, Outcome},
        filing::Filing,
        history::Event,
        quarter::Quarter,
        refusal::{Refusal, Refusals},
        regulation::Regulation,
    },
    value::reference::Reference,
};
use steps::{Change, Step};

mod queries;
mod steps;

pub use queries::Standing;

/// The applications of all people under one regulation: facts go in, in date order, and queries come out.
///
/// Nothing but an accepted fact changes a ledger; no clock is read. The same facts give the same ledger. `Debug` shows no
/// application (N34).
///
/// ```
/// use voucher_core::{Iin, Reference, parse_date, targeted_assistance::*};
///
/// let mut ledger = Ledger::new(Regulation::asp_2025_01());
/// let members = vec![Member::new(Reference::parse("a")?, Role::Applicant)];
/// let (iin, household) = (Iin::parse("990101600002")?, Household::new(members)?);
/// let applied = |reference| Fact::Applied {
///     application: Reference::parse(reference).unwrap(),
///     filing: Filing::new(iin, Channel::Centre, Signature::Paper, household.clone()),
/// };
/// let (last_day, next_quarter) = (parse_date("2026-03-31")?, parse_date("2026-04-01")?);
/// assert!(ledger.record(last_day, &applied("A-1")).is_accepted());
/// let again = Outcome::Refused([Refusal::AlreadyApplied].into_iter().collect());
/// assert_eq!(ledger.record(last_day, &applied("A-2")), again);
/// assert!(ledger.record(next_quarter, &applied("A-2")).is_accepted());
/// assert_eq!(ledger.stage(&Reference::parse("A-1")?), Stage::Collecting);
/// assert_eq!(format!("{ledger:?}"), "Ledger(asp-2025-01, 2 applications)"); // and nothing of them
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Ledger {
    regulation: Regulation,
    /// The date of the latest accepted fact (N9).
    latest: Option<NaiveDate>,
    book: Book,
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ledger({}, {} applications)", self.regulation.id(), self.book.iter().count())
    }
}

impl Ledger {
    /// A ledger without facts.
    #[must_use]
    pub fn new(regulation: Regulation) -> Self {
        Self { regulation, latest: None, book: Book::default() }
    }

    /// The regulation that decides.
    #[must_use]
    pub const fn regulation(&self) -> &Regulation {
        &self.regulation
    }

    /// The date of the latest accepted fact, before which no fact is taken (N9).
    #[must_use]
    pub const fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// Takes a fact dated `on`, or refuses it with every reason that applies (N9, T14-T22).
    ///
    /// A refused fact changes nothing.
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, parse_date, targeted_assistance::*};
    ///
    /// let mut ledger = Ledger::new(Regulation::asp_2025_01());
    /// let members = vec![Member::new(Reference::parse("a")?, Role::Applicant)];
    /// let (iin, household) = (Iin::parse("990101600002")?, Household::new(members)?);
    /// let filing = Filing::new(iin, Channel::Centre, Signature::Paper, household);
    /// let fact = Fact::Applied { application: Reference::parse("A-1")?, filing };
    /// let early = Outcome::Refused([Refusal::OutsidePilot].into_iter().collect());
    /// assert_eq!(ledger.record(parse_date("2024-12-31")?, &fact), early);
    /// let accepted = Outcome::Accepted { repeat: false, stage: Some(Stage::Collecting) };
    /// assert_eq!(ledger.record(parse_date("2025-01-01")?, &fact), accepted);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        if self.latest.is_some_and(|latest| on < latest) {
            return Outcome::Refused(Refusals::NONE.and(Refusal::OutOfOrder));
        }
        let outcome = self.decide(on, fact);
        if outcome.is_accepted() {
            self.latest = Some(on);
        }
        outcome
    }

    fn decide(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        match fact {
            Fact::Applied { application, filing } => self.applied(on, application, filing),
            Fact::EvidenceRequested { application, kind, member } => {
                self.happened(application, |ledger, _, application| {
                    steps::requested(&ledger.case(application), application, *kind, member)
                })
            }
            Fact::EvidenceAnswered { application, member, source, answer } => {
                self.happened(application, |ledger, _, application| {
                    steps::answered(&ledger.case(application), application, member, *source, answer)
                })
            }
            Fact::DigitalDocumentConsented { application, member, consent } => self
                .happened(application, |_, _, application| steps::consented(application, member, *consent)),
            Fact::Surveyed { application, outcome } => self
                .happened(application, |ledger, _, application| {
                    steps::surveyed(&ledger.regulation, application, *outcome)
                }),
            Fact::CommissionConcluded { application, need } => self
                .happened(application, |ledger, _, application| {
                    steps::concluded(&ledger.regulation, application, *need)
                }),
            Fact::ContractAnswered { application, answer } => {
                self.happened(application, |ledger, _, application| {
                    steps::contract_answered(&ledger.case(application), application, *answer)
                })
            }
            Fact::BreachRecorded { application, what } => {
                let event = Event { what: *what, on };
                self.happened(application, |ledger, place, _| {
                    let already = ledger.book.breaches_on(place).any(|known| known == event);
                    Transition::unless(Refusals::NONE, already, Change::Breach(event))
                })
            }
            Fact::Decided { application, outcome, figures } => {
                self.happened(application, |ledger, _, application| {
                    steps::decided(&ledger.case(application), application, *outcome, figures)
                })
            }
        }
    }

    /// T14.
    fn applied(&mut self, on: NaiveDate, reference: &Reference, filing: &Filing) -> Outcome {
        let known = self.book.find(reference);
        if let Some((place, application)) = known {
            let decided = application.decided.is_some();
            let in_time = !decided || Quarter::of(on) == Quarter::of(application.registered_on);
            if in_time && application.has_contents(&self.regulation, filing) {
                return self.accepted(place, true);
            }
            if decided {
                return Outcome::Refused(Refusals::NONE.and(Refusal::AlreadyDecided));
            }
        }
        let refusals = self.filing_refusals(on, known.map(|(_, application)| application), filing);
        if !refusals.is_empty() {
            return Outcome::Refused(refusals);
        }
        let place = match known {
            Some((place, _)) => {
                if let Some(application) = self.book.get_mut(place) {
                    application.replace(&self.regulation, filing);
                }
                place
            }
            None => self.book.insert(Application::new(&self.regulation, *reference, on, filing)),
        };
        self.accepted(place, false)
    }

    /// Why an application cannot be filed (T14).
    fn filing_refusals(&self, on: NaiveDate, known: Option<&Application>, filing: &Filing) -> Refusals {
        let channel = self.regulation.channel(filing.channel);
        let signed = channel.signatures.contains(&filing.signed_by);
        let stranger = filing.bank.is_some_and(|bank| self.regulation.bank(&bank).is_none());
        let unknown = filing.bank.is_none() || filing.own_account.is_none();
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.regulation.period().contains(on), Refusal::OutsidePilot);
        refusals.push_if(!signed, Refusal::SignatureNotAccepted);
        refusals.push_if(stranger, Refusal::BankNotAccepted);
        refusals.push_if(filing.own_account == Some(false), Refusal::AccountNotOwn);
        refusals.push_if(channel.account_needed && unknown, Refusal::AccountNeeded);
        match known {
            Some(known) => refusals.push_if(known.iin != filing.iin, Refusal::AnotherApplicant),
            None => {
                let stands = self.book.of(filing.iin).any(|other| other.stands_in(Quarter::of(on)));
                refusals.push_if(stands, Refusal::AlreadyApplied);
            }
        }
        refusals
    }

    /// A fact of an application that was filed: `step` decides on it.
    fn happened<'f>(
        &mut self,
        reference: &Reference,
        step: impl FnOnce(&Self, Place, &Application) -> Step<'f>,
    ) -> Outcome {
        let Some((place, application)) = self.book.find(reference) else {
            return Outcome::Refused(Refusals::NONE.and(Refusal::NoApplication));
        };
        match step(self, place, application) {
            Transition::To(change) => {
                self.take(place, change);
                self.accepted(place, false)
            }
            Transition::Repeat => self.accepted(place, true),
            Transition::Refused(refusals) => Outcome::Refused(refusals),
        }
    }

    fn take(&mut self, place: Place, change: Change<'_>) {
        if let Change::Breach(event) = change {
            self.book.add_breach(place, event);
        } else if let Some(application) = self.book.get_mut(place) {
            change.apply(application);
        }
    }

    fn accepted(&self, place: Place, repeat: bool) -> Outcome {
        let stage = self.book.get(place).map(|application| self.case(application).stage());
        Outcome::Accepted { repeat, stage }
    }

    /// All that is known of an application.
    pub(crate) fn case<'a>(&'a self, application: &'a Application) -> Case<'a, ByEvidence<'a>> {
        application.case(&self.regulation, self.book.breaches_of(application.iin))
    }
}

/// What the saved form reads and restores.
#[cfg(feature = "json")]
impl Ledger {
    pub(crate) const fn book(&self) -> &Book {
        &self.book
    }

    pub(crate) const fn from_book(regulation: Regulation, latest: Option<NaiveDate>, book: Book) -> Self {
        Self { regulation, latest, book }
    }
}
