//! What a person is told of a month: each answer is that of a fact that was tried, or of a query (N38).

use core::cmp::Ordering;

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    gas::{
        activation::{Activation, Preview, Step},
        book::Record,
        consent::{Consent, Reply},
        fact::{Fact, Outcome},
        guidance::{Action, Actions, Guidance},
        refusal::{Refusal, Refusals},
        stage::Stage,
        today::Passed,
    },
    value::{calendar::Month, identity::Iin},
};

/// Reasons against an activation, and the first date on which waiting alone could help.
type Against = (Refusals, Option<NaiveDate>);

impl Ledger {
    /// What a person is told of a month, seen on a date: what they can do, what stands against it, until when (N38).
    ///
    /// `account_exists` is what the provider said last of the account that the person entered last, if it did: the ledger
    /// keeps no check of an account that is dropped.
    ///
    /// ```
    /// use voucher_core::{gas::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::gas_2024_12()); // which needs no consent
    /// let (iin, on) = (Iin::parse("990101600002")?, parse_date("2024-12-14")?);
    /// let assistance = AssistanceSet::from_iter([Assistance::Housing]);
    /// ledger.record(on, &Fact::Listed { iin, region: Region::Shymkent, assistance });
    /// let told = |known, on| ledger.guidance(iin, Month::of(on), known, on);
    /// assert!(told(None, on).actions.iter().eq([Action::EnterAccount]));
    /// assert!(told(None, on).cannot_confirm.iter().eq([Refusal::NoAccountEntered])); // which the next step says
    /// assert!(told(Some(false), on).blocked.iter().eq([Refusal::AccountUnknown]));
    /// let closed = told(None, parse_date("2024-12-30")?);
    /// assert_eq!((closed.stage, closed.next, closed.actions), (Stage::Expired, None, Actions::default()));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn guidance(&self, iin: Iin, month: Month, account_exists: Option<bool>, on: NaiveDate) -> Guidance {
        let stage = self.stage(iin, month, on);
        let quiet = Guidance::without_actions(stage, self.deadline(stage, month, on));
        if stage.is_success() {
            return quiet;
        }
        match month.cmp(&Month::of(on)) {
            Ordering::Less => quiet,
            Ordering::Equal => self.guidance_today(quiet, iin, account_exists, on),
            Ordering::Greater => Guidance { earliest: self.opens(iin, month, account_exists), ..quiet },
        }
    }

    /// Of a voucher that is not activated, in its own month.
    fn guidance_today(
        &self,
        quiet: Guidance,
        iin: Iin,
        account_exists: Option<bool>,
        on: NaiveDate,
    ) -> Guidance {
        if self.is_late(on) {
            return quiet.against(Refusals::from_iter([Refusal::OutOfOrder]));
        }
        let record = self.record_of(Month::of(on), iin);
        let changes = |fact| matches!(self.trial(on, &fact), Outcome::Accepted { repeat: false, .. });
        let mut actions = Actions::default();
        actions.insert_if(changes(Fact::Replied { iin, reply: Reply::Agree }), Action::Agree);
        actions.insert_if(changes(Fact::Replied { iin, reply: Reply::Refuse }), Action::Refuse);
        let (refusals, earliest) = self.obstacles(iin, on);
        if !refusals.is_empty() {
            let is_asked = refusals.contains(Refusal::AwaitingConsent);
            let earliest = earliest.filter(|day| !is_asked || Month::of(*day) != Month::of(on));
            let refusals = self.closer(refusals, record.consent, on);
            return Guidance { actions, earliest, ..quiet }.against(refusals);
        }
        actions.insert_if(true, Action::EnterAccount);
        let (refusals, earliest) = self.against_account(iin, &record, account_exists, on);
        if !refusals.is_empty() {
            let next = Some(Step::EnterAccount);
            return Guidance { actions, next, earliest, ..quiet }.against(refusals);
        }
        let next = record.activation.step();
        actions.insert_if(next == Step::AcceptOffer, Action::AcceptOffer);
        actions.insert_if(next == Step::Confirm, Action::Confirm);
        let lacking = match self.trial(on, &Fact::Confirmed { iin }) {
            Outcome::Accepted { .. } => Refusals::NONE,
            Outcome::Refused(refusals) => refusals,
        };
        Guidance { actions, next: Some(next), ..quiet }.against(lacking)
    }

    /// The last day for what a stage asks of the person, inside the period and the month, and not before the date: what is
    /// recorded later is of the next month (N14).
    fn deadline(&self, stage: Stage, month: Month, on: NaiveDate) -> Option<NaiveDate> {
        if stage == Stage::ToAsk {
            return None;
        }
        let last = self.until(stage, month)?.min(self.regulation.period().last).min(month.last_day());
        (on <= last).then_some(last)
    }

    /// The same reasons, said more closely: outside the period nothing else matters, and *awaiting consent* is that nobody asked
    /// or that it can no more be given, where it is.
    fn closer(&self, refusals: Refusals, consent: Consent, on: NaiveDate) -> Refusals {
        if refusals.contains(Refusal::OutsidePilot) {
            return Refusals::from_iter([Refusal::OutsidePilot]);
        }
        let closed = Passed::new(&self.regulation, Month::of(on), on).answering;
        let awaiting = match consent {
            _ if closed => Refusal::ConsentClosed,
            Consent::NotAsked => Refusal::NotAsked,
            Consent::Asked { .. } | Consent::Reminded { .. } | Consent::Answered { .. } => {
                Refusal::AwaitingConsent
            }
        };
        let closer = |refusal| if refusal == Refusal::AwaitingConsent { awaiting } else { refusal };
        refusals.iter().map(closer).collect()
    }

    /// What stands against the account that was entered last, where a free one could be activated.
    fn against_account(
        &self,
        iin: Iin,
        record: &Record,
        account_exists: Option<bool>,
        on: NaiveDate,
    ) -> Against {
        let exists = account_exists != Some(false);
        match record.activation {
            Activation::Begun { account, .. } => match self.preview(iin, account, Some(exists), on) {
                Preview::No { refusals, earliest } => (refusals, earliest),
                Preview::Yes(_) | Preview::CannotTell(_) => (Refusals::NONE, None),
            },
            Activation::None if !exists => (Refusals::from_iter([Refusal::AccountUnknown]), None),
            Activation::None | Activation::Done { .. } => (Refusals::NONE, None),
        }
    }

    /// The first day of a month ahead on which its voucher can be activated, unless only a later month's can help.
    fn opens(&self, iin: Iin, month: Month, account_exists: Option<bool>) -> Option<NaiveDate> {
        let first = self.regulation.open_days(month)?.first;
        let (_, later) = match self.obstacles(iin, first) {
            (refusals, _) if refusals.is_empty() => {
                self.against_account(iin, &self.record_of(month, iin), account_exists, first)
            }
            against => against,
        };
        later.is_none().then_some(first)
    }
}
