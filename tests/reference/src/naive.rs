//! The norms N8-N30 as a slow model that is right at a glance: maps, lists and loops.
//!
//! It is written from the norms alone and shares no code with the library, so that a mistake must be
//! made twice to stay unseen. Codes of refusals, stages and steps are the words of the norms.

mod queries;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

pub use queries::{Due, Known, Preview, Receipt};
use rules::previous_month;
pub use rules::{ConsentRules, Day, Month, Rules, month_of};

use crate::wire::{refused_by, trimmed};

/// A code of the norms.
pub type Code = &'static str;

/// A reply, as it came (N14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The text of an SMS.
    Text(String),
    /// Consent, said otherwise.
    Agree,
    /// Refusal, said otherwise.
    Refuse,
}

impl Reply {
    /// Whether it means "agree"; nothing if it is no code of the regulation (N14).
    fn meaning(&self, consent: &ConsentRules) -> Option<bool> {
        match self {
            Self::Agree => Some(true),
            Self::Refuse => Some(false),
            Self::Text(text) => {
                let text = trimmed(text);
                if consent.agree_codes.iter().any(|code| code == text) {
                    Some(true)
                } else if consent.refuse_codes.iter().any(|code| code == text) {
                    Some(false)
                } else {
                    None
                }
            }
        }
    }
}

/// What happened (section 4). An account is as N24 leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the norms, under the same names")]
pub enum Fact {
    /// N11.
    Listed { iin: u64, region: String, assistance: BTreeSet<String> },
    /// N12.
    Delisted { iin: u64 },
    /// N13: the repeat SMS, or else the start SMS.
    SmsSent { iin: u64, repeat: bool },
    /// N14.
    Replied { iin: u64, reply: Reply },
    /// N19.
    AccountEntered { iin: u64, account: String, channel: Code },
    /// N20.
    OfferAccepted { iin: u64 },
    /// N21.
    AccountChecked { iin: u64, account: String, exists: bool },
    /// N22.
    Confirmed { iin: u64 },
    /// N17.
    RegisterSent { month: Month },
}

/// What comes of a fact (section 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Accepted, also as a repeat.
    pub accepted: bool,
    /// Accepted as a repeat: no change.
    pub repeat: bool,
    /// Every reason against it, in the order of the norms.
    pub refusals: Vec<Code>,
    /// The person's stage on the fact's date (N15).
    pub stage: Option<Code>,
    /// The step where the entry then stands (section 5).
    pub next: Option<Code>,
}

/// A voucher activated (N22), and a row of a register (N27); the order of the norm is the order here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The account.
    pub account: String,
    /// The person.
    pub iin: u64,
    /// The date of activation.
    pub on: NaiveDate,
    /// The channel.
    pub channel: Code,
}

/// The month of a person (section 4).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    on_list: bool,
    region: String,
    assistance: BTreeSet<String>,
    start_sms: Option<NaiveDate>,
    repeat_sms: Option<NaiveDate>,
    agreed: Option<bool>,
    entry: Option<Entry>,
}

/// An activation begun (section 5).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    step: Code,
    account: String,
    channel: Code,
}

/// Everything accepted so far, under one regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    rules: Arc<Rules>,
    latest: Option<NaiveDate>,
    records: BTreeMap<(u64, Month), Record>,
    activated: Vec<Row>,
    registers_sent: BTreeSet<Month>,
}

/// Accepted, with whether it is a repeat and the next step; or every refusal.
type Outcome = Result<(bool, Option<Code>), Vec<Code>>;

impl Model {
    /// Nothing has happened yet.
    #[must_use]
    pub fn new(rules: impl Into<Arc<Rules>>) -> Self {
        Self {
            rules: rules.into(),
            latest: None,
            records: BTreeMap::new(),
            activated: Vec::new(),
            registers_sent: BTreeSet::new(),
        }
    }

    /// The regulation.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// All that later answers about a person's month can depend on, as a text: the record, how many activations each account
    /// has, and whether the register was sent. Of an activation the day matters to registers alone.
    #[must_use]
    pub fn state_of(&self, iin: u64, month: Month) -> String {
        let mut used: Vec<_> = self.activated.iter().map(|row| (&row.account, row.iin == iin)).collect();
        used.sort_unstable();
        format!("{:?} {used:?} {:?}", self.records.get(&(iin, month)), self.registers_sent)
    }

    /// Takes a fact of a date, or refuses it and changes nothing (section 4).
    pub fn record(&mut self, on: NaiveDate, fact: &Fact) -> Answer {
        if self.latest.is_some_and(|latest| on < latest) {
            return Answer { refusals: vec!["out_of_order"], ..Answer::default() }; // N9
        }
        let (person, outcome) = match fact {
            Fact::Listed { iin, region, assistance } => {
                (Some(*iin), self.listed(on, *iin, region, assistance))
            }
            Fact::Delisted { iin } => (Some(*iin), self.delisted(on, *iin)),
            Fact::SmsSent { iin, repeat: false } => (Some(*iin), self.start_sms(on, *iin)),
            Fact::SmsSent { iin, repeat: true } => (Some(*iin), self.repeat_sms(on, *iin)),
            Fact::Replied { iin, reply } => (Some(*iin), self.replied(on, *iin, reply)),
            Fact::AccountEntered { iin, account, channel } => {
                (Some(*iin), self.entered(on, *iin, account, channel))
            }
            Fact::OfferAccepted { iin } => (Some(*iin), self.offer_accepted(on, *iin)),
            Fact::AccountChecked { iin, account, exists } => {
                (Some(*iin), self.checked(on, *iin, account, *exists))
            }
            Fact::Confirmed { iin } => (Some(*iin), self.confirmed(on, *iin)),
            Fact::RegisterSent { month } => (None, self.register_sent(on, *month)),
        };
        match outcome {
            Err(refusals) => Answer { refusals, ..Answer::default() },
            Ok((repeat, next)) => {
                self.latest = Some(on); // N9: repeats counted
                let stage = person.map(|iin| self.stage(iin, month_of(on), on)); // N15
                Answer { accepted: true, repeat, refusals: Vec::new(), stage, next }
            }
        }
    }

    /// The record of a person who is on the list in the month (section 4).
    fn on_list(&self, iin: u64, month: Month) -> Option<&Record> {
        self.records.get(&(iin, month)).filter(|record| record.on_list)
    }

    fn activation(&self, iin: u64, month: Month) -> Option<&Row> {
        self.activated.iter().find(|row| row.iin == iin && month_of(row.on) == month)
    }

    fn change(&mut self, iin: u64, on: NaiveDate, change: impl FnOnce(&mut Record)) {
        self.records.entry((iin, month_of(on))).and_modify(change);
    }

    /// N11, and N16 for a new record.
    fn listed(&mut self, on: NaiveDate, iin: u64, region: &str, assistance: &BTreeSet<String>) -> Outcome {
        let (rules, month) = (&self.rules, month_of(on));
        refused_by(&[
            (!rules.has_month(month), "outside_pilot"), // N10
            (on > rules.list_closes.of(month), "list_closed"),
            (rules.assistance.is_disjoint(assistance), "not_receiving_assistance"),
            (!rules.regions.contains(region), "region_not_in_pilot"),
        ])?;
        let same =
            self.on_list(iin, month).is_some_and(|old| old.region == region && old.assistance == *assistance);
        let carries = rules.consent.as_ref().is_some_and(|consent| consent.until_withdrawn);
        let before = self.on_list(iin, previous_month(month)).and_then(|record| record.agreed);
        let agreed = before.filter(|agreed| *agreed && carries);
        let record = self.records.entry((iin, month)).or_insert(Record {
            on_list: true,
            region: String::new(),
            assistance: BTreeSet::new(),
            start_sms: None,
            repeat_sms: None,
            agreed,
            entry: None,
        });
        record.on_list = true;
        region.clone_into(&mut record.region);
        assistance.clone_into(&mut record.assistance);
        Ok((same, None))
    }

    /// N12.
    fn delisted(&mut self, on: NaiveDate, iin: u64) -> Outcome {
        let (rules, month) = (&self.rules, month_of(on));
        let record = self.records.get(&(iin, month));
        refused_by(&[
            (!rules.has_month(month), "outside_pilot"), // N10
            (on > rules.list_closes.of(month), "list_closed"),
            (record.is_none(), "not_listed"),
        ])?;
        let off_already = record.is_some_and(|record| !record.on_list);
        self.change(iin, on, |record| record.on_list = false);
        Ok((off_already, None))
    }

    /// N13, `start`.
    fn start_sms(&mut self, on: NaiveDate, iin: u64) -> Outcome {
        let (rules, record) = (&self.rules, self.on_list(iin, month_of(on)));
        let today = record.is_some_and(|record| record.start_sms == Some(on));
        let made = record.filter(|_| rules.consent.is_some() && !today);
        let answered = made.is_some_and(|record| record.agreed.is_some());
        let asked = made.is_some_and(|record| record.start_sms.is_some());
        refused_by(&[
            (!rules.in_period(on), "outside_pilot"),
            (rules.consent.is_none(), "consent_not_needed"),
            (record.is_none(), "not_listed"),
            (rules.answers_closed(on), "consent_closed"),
            (answered, "already_answered"),
            (!answered && asked, "already_asked"),
        ])?;
        self.change(iin, on, |record| record.start_sms = Some(on));
        Ok((today, None))
    }

    /// N13, `repeat`.
    fn repeat_sms(&mut self, on: NaiveDate, iin: u64) -> Outcome {
        let (rules, record) = (&self.rules, self.on_list(iin, month_of(on)));
        let today = record.is_some_and(|record| record.repeat_sms == Some(on));
        let first_that_holds =
            record.zip(rules.consent.as_ref()).filter(|_| !today).and_then(|(record, consent)| {
                match (record.agreed, record.start_sms, record.repeat_sms) {
                    (Some(_), _, _) => Some("already_answered"),
                    (None, None, _) => Some("not_asked"),
                    (None, Some(_), Some(_)) => Some("already_reminded"),
                    (None, Some(start), None) => {
                        ((on - start).num_days() < consent.repeat_after_days).then_some("repeat_too_early")
                    }
                }
            });
        refused_by(&[
            (!rules.in_period(on), "outside_pilot"),
            (rules.consent.is_none(), "consent_not_needed"),
            (record.is_none(), "not_listed"),
            (rules.answers_closed(on), "consent_closed"),
            (first_that_holds.is_some(), first_that_holds.unwrap_or_default()),
        ])?;
        self.change(iin, on, |record| record.repeat_sms = Some(on));
        Ok((today, None))
    }

    /// N14.
    fn replied(&mut self, on: NaiveDate, iin: u64, reply: &Reply) -> Outcome {
        let (rules, record) = (&self.rules, self.on_list(iin, month_of(on)));
        let activated = self.activation(iin, month_of(on)).is_some();
        let agrees = rules.consent.as_ref().and_then(|consent| reply.meaning(consent));
        let (needed, answer) = (rules.consent.is_some(), record.and_then(|record| record.agreed));
        let asked = record.is_some_and(|record| record.start_sms.is_some());
        let checked = needed && record.is_some();
        refused_by(&[
            (!rules.in_period(on), "outside_pilot"),
            (!needed, "consent_not_needed"),
            (record.is_none(), "not_listed"),
            (needed && agrees.is_none(), "unrecognised_reply"),
            (checked && !asked && answer.is_none(), "not_asked"),
            (rules.answers_closed(on), "consent_closed"),
            (checked && agrees == Some(true) && answer == Some(false), "refused_this_month"),
            (checked && agrees == Some(false) && activated, "voucher_already_activated"),
        ])?;
        let same = answer == agrees;
        self.change(iin, on, |record| record.agreed = agrees);
        Ok((same, None))
    }

    /// N17.
    fn register_sent(&mut self, on: NaiveDate, month: Month) -> Outcome {
        self.register_refused(month, on)?;
        Ok((!self.registers_sent.insert(month), None))
    }

    /// N17, and N27 for the register itself.
    fn register_refused(&self, month: Month, on: NaiveDate) -> Result<(), Vec<Code>> {
        refused_by(&[
            (!self.rules.has_month(month), "outside_pilot"), // N10
            (on < self.rules.register_due.of(month), "register_not_due"),
        ])
    }

    /// What there is to know of an activation.
    fn known(&self, on: NaiveDate, iin: u64, account: &str, account_exists: Option<bool>) -> Known {
        let (month, record) = (month_of(on), self.on_list(iin, month_of(on)));
        let used = |row: &&Row| row.account == account && row.iin != iin && month_of(row.on) == month;
        Known {
            on_list: Some(record.is_some()),
            agreed: Some(record.and_then(|record| record.agreed)),
            own_activation: Some(self.activation(iin, month).is_some()),
            others_on_account: Some(self.activated.iter().filter(used).count()),
            account_exists,
        }
    }

    /// **A**, the activation conditions (section 5).
    fn activation_refused(&self, on: NaiveDate, iin: u64, account: &str) -> Result<(), Vec<Code>> {
        let refusals = self.rules.activation_refused(on, &self.known(on, iin, account, None));
        if refusals.is_empty() { Ok(()) } else { Err(refusals) }
    }

    fn entry(&self, on: NaiveDate, iin: u64) -> Option<&Entry> {
        self.records.get(&(iin, month_of(on))).and_then(|record| record.entry.as_ref())
    }

    /// N19. Never a repeat: an unfinished entry is replaced even by the same account.
    fn entered(&mut self, on: NaiveDate, iin: u64, account: &str, channel: Code) -> Outcome {
        self.activation_refused(on, iin, account)?;
        let entry = Entry { step: "accept_offer", account: account.to_owned(), channel };
        self.change(iin, on, |record| record.entry = Some(entry));
        Ok((false, Some("accept_offer")))
    }

    /// The entry goes to a step; that it stands there already is a repeat.
    fn step(&mut self, on: NaiveDate, iin: u64, step: Code) -> Outcome {
        let there = self.entry(on, iin).is_some_and(|entry| entry.step == step);
        self.change(iin, on, |record| {
            record.entry.iter_mut().for_each(|entry| entry.step = step);
        });
        Ok((there, Some(step)))
    }

    /// N20.
    fn offer_accepted(&mut self, on: NaiveDate, iin: u64) -> Outcome {
        let entry = self.entry(on, iin);
        refused_by(&[(!self.rules.in_period(on), "outside_pilot"), (entry.is_none(), "no_account_entered")])?;
        let at_confirm = entry.is_some_and(|entry| entry.step == "confirm");
        self.step(on, iin, if at_confirm { "confirm" } else { "check_account" })
    }

    /// N21.
    fn checked(&mut self, on: NaiveDate, iin: u64, account: &str, exists: bool) -> Outcome {
        let entry = self.entry(on, iin);
        refused_by(&[
            (!self.rules.in_period(on), "outside_pilot"),
            (entry.is_none(), "no_account_entered"),
            (entry.is_some_and(|entry| entry.step == "accept_offer"), "offer_not_accepted"),
            (entry.is_some_and(|entry| entry.account != account), "account_mismatch"),
        ])?;
        if exists {
            return self.step(on, iin, "confirm");
        }
        self.change(iin, on, |record| record.entry = None);
        Ok((false, Some("enter_account")))
    }

    /// N22, and N23 for a retry.
    fn confirmed(&mut self, on: NaiveDate, iin: u64) -> Outcome {
        let outside = !self.rules.in_period(on);
        let Some(Entry { step, account, channel }) = self.entry(on, iin).cloned() else {
            let retried = !outside && self.activation(iin, month_of(on)).is_some();
            refused_by(&[(outside, "outside_pilot"), (!retried, "no_account_entered")])?;
            return Ok((true, Some("done")));
        };
        match step {
            "accept_offer" => refused_by(&[(outside, "outside_pilot"), (true, "offer_not_accepted")])?,
            "check_account" => refused_by(&[(outside, "outside_pilot"), (true, "account_not_checked")])?,
            _ => self.activation_refused(on, iin, &account)?,
        }
        self.activated.push(Row { account, iin, on, channel });
        self.change(iin, on, |record| record.entry = None);
        Ok((false, Some("done")))
    }
}
