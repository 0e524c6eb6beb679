//! The lines of a journal of the family card (*wire*): facts and queries read, their answers written.

use alloc::{boxed::Box, string::String};

use crate::{
    family_card::{
        grading::Grading,
        kind::RegulationKind,
        offers::{Answer, Due, Fact, Ledger, OfferKey, Said, Stage, Summary},
        proactive::Proactive,
        regulation::Regulation,
        service::Service,
    },
    programme::{
        Programme,
        answers::{Lines, lines, write_outcome, write_texts},
    },
    value::error::{Error, ErrorKind},
    wire::{
        fields::{DATE, Fault, Field, Fields, IIN, KIND, may, need},
        json::{Room, Value, value},
        writer::Object,
    },
};

mod entitled;
mod grade;

lines!(Ledger, FamilyCard);

/// What the kind of the regulation makes of a journal (K1).
pub(crate) fn under(regulation: Regulation) -> Box<dyn Lines> {
    match regulation {
        Regulation::Grading(grading) => Box::new(grading),
        Regulation::Proactive(proactive) => Box::new(Ledger::new(proactive)),
    }
}

/// Nothing happens under a grading, so nothing is kept.
impl Lines for Grading {
    fn programme(&self) -> Programme {
        Programme::FamilyCard
    }

    fn copy(&self) -> Box<dyn Lines> {
        Box::new(self.clone())
    }

    fn canonical_json(&self) -> String {
        self.canonical_json()
    }

    fn citation(&self) -> (&str, [u8; 32]) {
        (self.id(), self.digest())
    }

    fn save(&self) -> Option<String> {
        None
    }

    fn fact(&mut self, _: &str, _: Fields<'_>, _: &mut Object<'_>) -> Result<(), Fault> {
        Err(Fault::new(ErrorKind::UnknownKind))
    }

    fn query(&self, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
        match kind {
            "grade" => grade::query(self, fields, answer),
            _ => Err(Fault::new(ErrorKind::UnknownKind)),
        }
    }
}

impl Regulation {
    /// Reads a regulation of either kind from JSON.
    ///
    /// # Errors
    ///
    /// `malformed_json` and `duplicate_field` for the text, then as [`Grading::new`] or [`Proactive::new`];
    /// `malformed_regulation` also for fields that are missing, unknown or of the wrong kind.
    ///
    /// ```
    /// use voucher_core::{family_card::{Proactive, Regulation, RegulationKind}, programme::Edition};
    ///
    /// let json = Proactive::proactive_2022_09().canonical_json();
    /// assert_eq!(Regulation::from_json(&json)?.kind(), RegulationKind::Proactive);
    /// let other = json.replace(r#""kind":"proactive""#, r#""kind":"scoring""#);
    /// assert_eq!(Regulation::from_json(&other).unwrap_err().code(), "malformed_regulation");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::from_value(&value(text, &Room::new())?)
    }

    pub(crate) fn from_value(value: &Value<'_>) -> Result<Self, Error> {
        let kind = match value.get("kind") {
            Some(Value::Text(code)) => RegulationKind::from_code(code),
            Some(_) | None => None,
        };
        match kind {
            Some(RegulationKind::Grading) => Grading::from_value(value).map(Self::Grading),
            Some(RegulationKind::Proactive) => Proactive::from_value(value).map(Self::Proactive),
            None => Err(Fields::no_regulation(value)),
        }
    }
}

const SERVICE: Field = need("service");
const EVENT: Field = need("event");
const CHILD: Field = may("child");

fn fact(ledger: &mut Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    let only_key = || fields.check(&[KIND, IIN, SERVICE, EVENT, CHILD, DATE]).and_then(|()| key(fields));
    let fact = match kind {
        "right_arose" => Fact::RightArose { key: only_key()? },
        "offered" => Fact::Offered { key: only_key()? },
        "replied" => {
            let said = Field::OneOf("text", "answer");
            fields.check(&[KIND, IIN, SERVICE, EVENT, CHILD, need("sender"), said, DATE])?;
            replied(ledger, fields)?
        }
        "account_known" => Fact::AccountKnown { key: only_key()? },
        "account_confirmed" => Fact::AccountConfirmed { key: only_key()? },
        "assigned" => Fact::Assigned { key: only_key()? },
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    };
    let outcome = ledger.record(fields.date()?, &fact);
    write_outcome(outcome, answer);
    if let crate::family_card::offers::Outcome::Accepted { stage: Some(stage), .. } = outcome {
        write_next(stage, answer);
    }
    Ok(())
}

fn key(fields: Fields<'_>) -> Result<OfferKey, Fault> {
    let iin = fields.iin()?;
    let service = fields.coded("service", Service::from_code)?;
    let event = fields.reference("event")?;
    let child = fields.optional("child", |fields| fields.reference("child"))?;
    Ok(OfferKey { service, iin, event, child })
}

fn replied(ledger: &Ledger, fields: Fields<'_>) -> Result<Fact, Fault> {
    let (key, regulation) = (key(fields)?, ledger.regulation());
    let sender = fields.string("sender")?;
    let reply = if fields.has("text") {
        fields.text("text", |text| Ok(regulation.read_reply(&sender, Said::Text(text))))?
    } else {
        let answer = fields.coded("answer", Answer::from_code)?;
        regulation.read_reply(&sender, Said::Answer(answer))
    };
    Ok(Fact::Replied { key, reply })
}

fn query(ledger: &Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    match kind {
        "entitled" => entitled::query(ledger.regulation(), fields, answer)?,
        "status" => {
            fields.check(&[KIND, IIN, SERVICE, EVENT, CHILD, DATE])?;
            let (key, on) = (key(fields)?, fields.date()?);
            let stage = ledger.stage(&key, on);
            answer.plain("stage", stage.code());
            if let Some(until) = ledger.until(&key, on) {
                answer.date("until", until);
            }
            write_next(stage, answer);
            write_texts(ledger.texts(&key, on), answer);
        }
        "due" => {
            fields.check(&[KIND, DATE])?;
            answer.objects("due", ledger.due(fields.date()?), |to, due| write_due(&due, to));
        }
        "summary" => {
            fields.check(&[KIND, DATE])?;
            write_summary(&ledger.summary(fields.date()?), answer);
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    }
    Ok(())
}

fn write_next(stage: Stage, answer: &mut Object<'_>) {
    if let Some(next) = stage.next() {
        answer.plain("next", next.code());
    }
}

fn write_due(due: &Due, to: &mut Object<'_>) {
    let key = &due.key;
    to.plain("action", due.action.code())
        .iin("iin", key.iin)
        .plain("service", key.service.code())
        .plain("event", key.event.expose_text());
    if let Some(child) = &key.child {
        to.plain("child", child.expose_text());
    }
}

fn write_summary(summary: &Summary, answer: &mut Object<'_>) {
    answer.objects("summary", summary.iter(), |to, (service, counts)| {
        to.plain("service", service.code());
        for (stage, count) in counts.iter().filter(|(stage, _)| *stage != Stage::NotArisen) {
            to.count(stage.code(), count);
        }
    });
}
