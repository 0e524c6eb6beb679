//! A ledger as text: the first line also has the latest date and the number of offers, and the offers follow by key.

use chrono::NaiveDate;

use super::{
    book::Book,
    dialogue::{Answer, Dialogue, Sent, Standing},
    key::OfferKey,
    ledger::Ledger,
    query::Offer,
};
use crate::{
    family_card::{proactive::Proactive, service::Service},
    programme::snapshot::{Reader, Saved, Writer, read_latest, saved, write_latest},
    value::error::Error,
    wire::{fields::Fields, writer::Object},
};

saved!(Ledger, "family_card", "Proactive", "proactive_2025_09");

impl Saved for Ledger {
    fn write(&self, to: &mut Writer<'_>) {
        to.head(&self.regulation().canonical_json(), |to| {
            write_latest(self.latest(), to);
            to.count("offers", self.count());
        });
        for offer in self.offers() {
            to.line(|to| write_offer(&offer, to));
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
        let (regulation, latest) = from
            .line(|fields| Some((Proactive::from_value(fields.get("regulation")?), read_latest(fields)?)))?;
        let regulation = regulation?;
        let (mut book, mut touched) = (Book::default(), false);
        while !from.at_end() {
            let (key, dialogue) = from.line(|fields| {
                offer(fields).filter(|(key, dialogue)| can_be(&regulation, latest, key, *dialogue))
            })?;
            touched |= dialogue.account || answer_of(dialogue).is_some();
            book.write(&key, dialogue);
        }
        if !clock_can_be(&regulation, latest, book.len(), touched) {
            return Err(from.inconsistent());
        }
        Ok(Self::from_book(regulation, latest, book))
    }
}

fn write_offer(offer: &Offer, to: &mut Object<'_>) {
    let key = &offer.key;
    to.iin("iin", key.iin).plain("service", key.service.code()).plain("event", key.event.expose_text());
    if let Some(child) = &key.child {
        to.plain("child", child.expose_text());
    }
    if let Some(on) = offer.offered_on {
        to.date("offered_on", on);
    }
    if let Some(answer) = offer.answer {
        to.plain("answer", answer.code());
    }
    to.boolean("account", offer.account).boolean("assigned", offer.assigned);
}

/// Whether facts under this regulation can have led to a dialogue (K21 to K26).
fn can_be(regulation: &Proactive, latest: Option<NaiveDate>, key: &OfferKey, dialogue: Dialogue) -> bool {
    let arisen =
        regulation.offers(key.service) && regulation.is_per_child(key.service) == key.child.is_some();
    let account_step = regulation.parts().account_step;
    let account = account_step || !dialogue.account;
    let offer = dialogue.offer.is_none_or(|sent| {
        let assigned = sent.standing != Standing::Assigned || !account_step || dialogue.account;
        regulation.period().contains(sent.on) && Some(sent.on) <= latest && assigned
    });
    arisen && account && offer
}

/// Whether facts can have led to the latest date: none without an offer, none before the period, and after the period
/// only where there is an account or an answer (`touched`), since offers arise and go out within it.
fn clock_can_be(regulation: &Proactive, latest: Option<NaiveDate>, offers: usize, touched: bool) -> bool {
    let period = regulation.period();
    match latest {
        None => offers == 0,
        Some(latest) => offers > 0 && period.first <= latest && (touched || latest <= period.last),
    }
}

fn answer_of(dialogue: Dialogue) -> Option<Answer> {
    dialogue.offer.and_then(|sent| sent.standing.answer())
}

// Nobody checks here that a field stands once: written again, the text would be another.

fn offer(fields: Fields<'_>) -> Option<(OfferKey, Dialogue)> {
    let key = OfferKey {
        service: fields.coded("service", Service::from_code).ok()?,
        iin: fields.iin().ok()?,
        event: fields.reference("event").ok()?,
        child: fields.optional("child", |fields| fields.reference("child")).ok()?,
    };
    let on = fields.optional_day("offered_on").ok()?;
    let answer = fields.optional_coded("answer", Answer::from_code).ok()?;
    let standing = match (answer, fields.boolean("assigned").ok()?) {
        (None, false) => Standing::Open,
        (Some(Answer::Agree), false) => Standing::Agreed,
        (Some(Answer::Agree), true) => Standing::Assigned,
        (Some(Answer::Refuse), false) => Standing::Refused,
        (None | Some(Answer::Refuse), true) => return None,
    };
    let offer = match (on, standing) {
        (Some(on), standing) => Some(Sent { on, standing }),
        (None, Standing::Open) => None,
        (None, Standing::Agreed | Standing::Refused | Standing::Assigned) => return None,
    };
    Some((key, Dialogue { offer, account: fields.boolean("account").ok()? }))
}
