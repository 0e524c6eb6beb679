//! What one fact makes of one person's month (N11-N16, N19-N23), whoever keeps it.

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::{Activation, EntryStep, PreviewFacts, Step, conditions},
        book::Record,
        consent::{self, Consent, SmsKind},
        fact::Fact,
        listing,
        refusal::{Refusal, Refusals, Transition},
        regulation::{ConsentScope, Regulation},
        today::Today,
    },
    value::{calendar::Month, identity::Account},
};

/// What decides beside the record of the month.
pub(crate) trait Around {
    /// The person was on the list of the month before, and had agreed in it.
    fn agreed_before(&self) -> bool;

    /// The activations of other people on an account in the month.
    fn others_on(&self, record: &Record, account: Account) -> u32;
}

/// What a fact of a person makes of the record of the month in which today lies.
pub(crate) fn after(
    regulation: &Regulation,
    today: &Today,
    record: Record,
    fact: &Fact,
    around: &impl Around,
) -> Transition<Record> {
    let activated = |activation| Record { activation, ..record };
    let allowed = |account| {
        let others_on_account = Some(around.others_on(&record, account));
        conditions(regulation, today, &PreviewFacts { others_on_account, ..record.preview_facts() })
    };
    match *fact {
        Fact::Listed { region, assistance, .. } => {
            let consent = match record.listing {
                Some(_) => record.consent,
                None => first_consent(regulation, around),
            };
            listing::listed(regulation, today, record.listing, region, assistance).map(|listing| Record {
                listing: Some(listing),
                consent,
                ..record
            })
        }
        Fact::Delisted { .. } => listing::delisted(regulation, today, record.listing)
            .map(|listing| Record { listing: Some(listing), ..record }),
        Fact::SmsSent { kind, .. } => {
            consent::sms_sent(regulation.consent, today, record.person(), record.consent, kind)
                .map(|consent| Record { consent, ..record })
        }
        Fact::Replied { reply, .. } => {
            consent::replied(regulation.consent, today, record.person(), record.consent, reply)
                .map(|consent| Record { consent, ..record })
        }
        Fact::AccountEntered { account, channel, .. } => {
            let entry = Activation::Begun { account, channel, step: EntryStep::AcceptOffer };
            Transition::unless(allowed(account), false, activated(entry))
        }
        Fact::OfferAccepted { .. } => record.activation.offer_accepted(today).map(activated),
        Fact::AccountChecked { account, exists, .. } => {
            record.activation.account_checked(today, account, exists).map(activated)
        }
        Fact::Confirmed { .. } => record.activation.confirmed(today, allowed).map(activated),
        // It is about a month and changes no record.
        Fact::RegisterSent { .. } => Transition::Repeat,
    }
}

/// The step that an accepted fact of an entry shows (N15).
pub(crate) const fn next(fact: &Fact, record: &Record) -> Option<Step> {
    match fact {
        Fact::AccountEntered { .. }
        | Fact::OfferAccepted { .. }
        | Fact::AccountChecked { .. }
        | Fact::Confirmed { .. } => Some(record.activation.step()),
        Fact::Listed { .. }
        | Fact::Delisted { .. }
        | Fact::SmsSent { .. }
        | Fact::Replied { .. }
        | Fact::RegisterSent { .. } => None,
    }
}

/// N16: where consent stands when the record of a month is made.
fn first_consent(regulation: &Regulation, around: &impl Around) -> Consent {
    let scope = regulation.consent.map(|rules| rules.scope);
    if scope == Some(ConsentScope::UntilWithdrawn) && around.agreed_before() {
        Consent::CARRIED_OVER
    } else {
        Consent::NotAsked
    }
}

impl Regulation {
    /// N17, N27: why the register of a month cannot be formed or sent on a date.
    pub(crate) fn register_refusals(&self, on: NaiveDate, month: Month) -> Refusals {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.has_month(month), Refusal::OutsidePilot);
        refusals.push_if(on < self.register_due(month), Refusal::RegisterNotDue);
        refusals
    }

    /// N30: the SMS that is due today to the person of a record of the month.
    pub(crate) fn sms_due(&self, today: &Today, record: &Record) -> Option<SmsKind> {
        let rules = self.consent.filter(|_| today.in_period && !today.over.answering)?;
        let kind = record.consent.sms_due(today.day, rules.repeat_after_days)?;
        record.person().on_list.then_some(kind)
    }
}
