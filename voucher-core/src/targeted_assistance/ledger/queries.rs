//! What a ledger is asked (T13, T23, T24, T31).

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    targeted_assistance::{
        amount::Figures,
        application::Decided,
        decision::{Assessment, Decision},
        evidence::Item,
        filing::Notice,
        refusal::{Refusal, Refusals},
        stage::{Action, Due, Stage},
    },
    value::{identity::Iin, order, reference::Reference},
};

/// Where an application stands (T23). [`Ledger::standing`] has an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The stage.
    pub stage: Stage,
    /// The registration date.
    pub registered_on: NaiveDate,
    /// The day of the service, where it is known.
    pub service_on: Option<NaiveDate>,
    /// The decision that stands.
    pub decided: Option<Decided>,
    /// How the applicant is told of the decision.
    pub notice: &'a [Notice],
}

/// The queries: pure, resting on every fact accepted so far; none moves the clock (N9).
impl Ledger {
    /// The stage of an application (T23).
    ///
    /// ```
    /// use voucher_core::{Reference, targeted_assistance::{Ledger, Regulation, Stage}};
    ///
    /// let ledger = Ledger::new(Regulation::asp_2025_01());
    /// assert_eq!(ledger.stage(&Reference::parse("A-1")?), Stage::NoApplication);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn stage(&self, application: &Reference) -> Stage {
        self.standing(application).map_or(Stage::NoApplication, |standing| standing.stage)
    }

    /// Where an application stands; none where the reference is not known (T23).
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, parse_date, targeted_assistance::*};
    ///
    /// let mut ledger = Ledger::new(Regulation::asp_2025_01());
    /// let members = vec![Member::new(Reference::parse("a")?, Role::Applicant)];
    /// let (iin, household) = (Iin::parse("990101600002")?, Household::new(members)?);
    /// let filing = Filing::new(iin, Channel::Akim, Signature::Paper, household);
    /// let (application, on) = (Reference::parse("A-1")?, parse_date("2026-02-10")?);
    /// assert_eq!(ledger.standing(&application), None);
    /// ledger.record(on, &Fact::Applied { application, filing });
    /// let standing = ledger.standing(&application).unwrap();
    /// assert_eq!((standing.registered_on, standing.service_on), (on, None));
    /// assert_eq!(standing.notice, [Notice::Written, Notice::Sms]);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn standing(&self, application: &Reference) -> Option<Standing<'_>> {
        let (_, application) = self.book.find(application)?;
        Some(Standing {
            stage: self.case(application).stage(),
            registered_on: application.registered_on,
            service_on: application.filed.service_on,
            decided: application.decided,
            notice: self.regulation.notice(application.filed.channel),
        })
    }

    /// Every application, by reference.
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, parse_date, targeted_assistance::*};
    ///
    /// let mut ledger = Ledger::new(Regulation::asp_2025_01());
    /// assert!(ledger.applications().is_empty());
    /// let members = vec![Member::new(Reference::parse("a")?, Role::Applicant)];
    /// let household = Household::new(members)?;
    /// for (reference, iin) in [("B-1", "990101600002"), ("A-1", "990101600012")] {
    ///     let filing = Filing::new(Iin::parse(iin)?, Channel::Akim, Signature::Paper, household.clone());
    ///     let application = Reference::parse(reference)?;
    ///     ledger.record(parse_date("2026-02-10")?, &Fact::Applied { application, filing });
    /// }
    /// assert_eq!(ledger.applications(), [Reference::parse("A-1")?, Reference::parse("B-1")?]);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn applications(&self) -> Vec<Reference> {
        let mut references: Vec<_> = self.book.iter().map(|(_, application)| application.reference).collect();
        order::sort(&mut references);
        references
    }

    /// The items of evidence that an application needs, in the order of T12, each where it stands (T13).
    ///
    /// # Errors
    ///
    /// `no_application`.
    ///
    /// ```
    /// use voucher_core::{Reference, targeted_assistance::{Ledger, Refusal, Regulation}};
    ///
    /// let ledger = Ledger::new(Regulation::asp_2025_01());
    /// let refusals = ledger.checklist(&Reference::parse("A-1")?).unwrap_err();
    /// assert!(refusals.iter().eq([Refusal::NoApplication]));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn checklist(&self, application: &Reference) -> Result<Vec<Item>, Refusals> {
        match self.book.find(application) {
            Some((_, application)) => Ok(self.case(application).people.checklist()),
            None => Err(Refusals::NONE.and(Refusal::NoApplication)),
        }
    }

    /// The decision on an application by all facts so far, also where a decision stands (T24).
    ///
    /// # Errors
    ///
    /// `no_application`.
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, parse_date, targeted_assistance::*};
    ///
    /// let mut ledger = Ledger::new(Regulation::asp_2025_01());
    /// let member = Reference::parse("a")?;
    /// let household = Household::new(vec![Member::new(member, Role::Applicant)])?;
    /// let filing = Filing::new(Iin::parse("990101600002")?, Channel::Akim, Signature::Paper, household);
    /// let application = Reference::parse("A-1")?;
    /// ledger.record(parse_date("2026-02-10")?, &Fact::Applied { application, filing });
    /// let decision = ledger.decision(&application, &Figures::default()).unwrap().decision;
    /// let Decision::CannotTell(missing) = decision else { panic!() };
    /// assert!(missing.contains(&Missing::Evidence { kind: Evidence::Identity, member }));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn decision(&self, application: &Reference, figures: &Figures) -> Result<Assessment, Refusals> {
        match self.book.find(application) {
            Some((_, application)) => Ok(self.case(application).decide(figures)),
            None => Err(Refusals::NONE.and(Refusal::NoApplication)),
        }
    }

    /// The decision that stands, else the one by all facts so far (T22, T24).
    ///
    /// Beside a decision that stands, the amounts are known where the figures lead to it: those that it rests on. What is
    /// recorded after it changes neither (T31).
    ///
    /// # Errors
    ///
    /// `no_application`.
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, parse_date, targeted_assistance::*};
    ///
    /// let mut ledger = Ledger::new(Regulation::asp_2025_01());
    /// let household = Household::new(vec![Member::new(Reference::parse("a")?, Role::Applicant)])?;
    /// let mut filing = Filing::new(Iin::parse("990101600002")?, Channel::Akim, Signature::Paper, household);
    /// filing.status = Some(Status::Other);
    /// let (application, on) = (Reference::parse("A-1")?, parse_date("2026-02-10")?);
    /// let (outcome, figures) = (Ruling::Refused, Figures::default());
    /// ledger.record(on, &Fact::Applied { application, filing });
    /// ledger.record(on, &Fact::Decided { application, outcome, figures });
    /// ledger.record(on, &Fact::BreachRecorded { application, what: Breach::ContractBroken });
    /// let reasons = |assessment: Assessment| match assessment.decision {
    ///     Decision::Refused(reasons) => reasons.len(),
    ///     decision => panic!("{decision:?}"),
    /// };
    /// assert_eq!(reasons(ledger.assessment(&application, &figures).unwrap()), 1);
    /// assert_eq!(reasons(ledger.decision(&application, &figures).unwrap()), 2); // anew
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn assessment(&self, application: &Reference, figures: &Figures) -> Result<Assessment, Refusals> {
        let decided = self.book.find(application).and_then(|(_, application)| {
            let decided = application.decided?;
            // A breach recorded before an assignment did not refuse it.
            Some((decided, application.case(&self.regulation, core::iter::empty()).decide(figures)))
        });
        let Some((decided, mut assessment)) = decided else { return self.decision(application, figures) };
        let stands = Decision::from(decided);
        if assessment.decision != stands {
            assessment.calculation.months = None;
        }
        assessment.decision = stands;
        Ok(assessment)
    }

    /// What is due on a date, by action and then by reference (T23).
    ///
    /// ```
    /// use voucher_core::{parse_date, targeted_assistance::{Ledger, Regulation}};
    ///
    /// assert!(Ledger::new(Regulation::asp_2025_01()).due(parse_date("2026-02-10")?).is_empty());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn due(&self, on: NaiveDate) -> Vec<Due> {
        let mut due = Vec::new();
        for (_, application) in self.book.iter().filter(|(_, each)| each.registered_on <= on) {
            if let Some(action) = self.case(application).stage().action() {
                let application_of = |action| Due { action, application: application.reference };
                due.push(application_of(action));
                if application.filed.service_on.is_some_and(|day| day < on) {
                    due.push(application_of(Action::Overdue));
                }
            }
        }
        order::sort(&mut due);
        due
    }

    /// Who receives assistance on a date, once each, sorted (T31).
    ///
    /// ```
    /// use voucher_core::{parse_date, targeted_assistance::{Ledger, Regulation}};
    ///
    /// assert!(Ledger::new(Regulation::asp_2025_01()).receiving(parse_date("2026-02-10")?).is_empty());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn receiving(&self, on: NaiveDate) -> Vec<Iin> {
        let receives = |decided: Option<Decided>| match decided {
            Some(Decided::Assigned(days)) => days.contains(on),
            Some(Decided::Refused(_)) | None => false,
        };
        let receiving = self.book.iter().filter(|(_, application)| receives(application.decided));
        let mut receiving: Vec<_> = receiving.map(|(_, application)| application.iin).collect();
        order::sort(&mut receiving);
        receiving.dedup();
        receiving
    }
}
