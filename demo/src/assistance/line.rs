//! An event as the line of what it says: a fact or a query.

use std::fmt::Write as _;

use chrono::NaiveDate;
use voucher_core::targeted_assistance::{Channel, Evidence, Figures, Source, Status};

use super::event::{Event, Form, OnRecord, What};
use super::home::{Home, Person};
use crate::days::{DAY, date};
use crate::fault::Line;

/// Whom and what an event is about.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) event: Event,
    pub(crate) home: &'a Home,
    pub(crate) figures: &'a Figures,
}

/// How the reference of an application begins; its number follows.
pub(crate) const PREFIX: &str = "AKT-2026/";

/// The coupon names a day so many days after the filing: our choice, as no deadline in force was found.
const SERVICE_DAYS: u32 = 20;

impl About<'_> {
    fn date(&self) -> NaiveDate {
        date(1, self.event.at / DAY)
    }

    /// What stands between the brackets of the line; nothing where the event is no line of its own.
    fn said(&self) -> String {
        let application = format!(r#""application":"{PREFIX}{:06}""#, self.event.who);
        let fact = |name: &str, more: String| format!(r#""fact":"{name}",{application}{more}"#);
        let member = |place: u8| format!(r#","member":"m{place}""#);
        match self.event.what {
            What::Applied(form) => self.applied(form),
            What::Requested(kind, place) => {
                fact("evidence_requested", format!(r#","kind":"{}"{}"#, kind.code(), member(place)))
            }
            What::Answered(kind, place, source, says) => {
                fact("evidence_answered", self.answered(kind, place, source, says))
            }
            What::Consented(place) => {
                fact("digital_document_consented", format!(r#"{},"consent":true"#, member(place)))
            }
            What::Surveyed(done) => {
                fact("surveyed", format!(r#","outcome":"{}""#, if done { "done" } else { "refused" }))
            }
            What::Concluded(need) => fact("commission_concluded", format!(r#","need":{need}"#)),
            What::Contract(signed) => fact(
                "contract_answered",
                format!(r#","answer":"{}""#, if signed { "signed" } else { "refused" }),
            ),
            What::Breach => fact("breach_recorded", r#","what":"contract_broken""#.to_owned()),
            What::Decided(ruling) => {
                fact("decided", format!(r#","outcome":"{}"{}"#, ruling.code(), self.known_figures()))
            }
            What::Status => format!(r#""query":"status",{application}"#),
            What::Checklist => format!(r#""query":"checklist",{application}"#),
            What::Decision | What::Decide => {
                format!(r#""query":"decision",{application}{}"#, self.known_figures())
            }
            What::Due => r#""query":"due""#.to_owned(),
            What::Receiving => r#""query":"receiving""#.to_owned(),
        }
    }

    /// Whether the line has a date: facts and the queries of nobody have one.
    fn is_dated(&self) -> bool {
        self.event.what.is_fact() || matches!(self.event.what, What::Due | What::Receiving)
    }

    fn known_figures(&self) -> String {
        let figures = [("line", self.figures.line), ("mci", self.figures.mci)];
        let known = figures.into_iter().filter_map(|(name, amount)| Some((name, amount?)));
        known.map(|(name, amount)| format!(r#","{name}":"{amount}""#)).collect()
    }

    fn answered(&self, kind: Evidence, place: u8, source: Source, says: OnRecord) -> String {
        let (kind_code, source, on_record) = (kind.code(), source.code(), says != OnRecord::Nothing);
        let mut text = format!(
            r#","kind":"{kind_code}","member":"m{place}","source":"{source}","on_record":{on_record}"#
        );
        let person = self.home.people.get(usize::from(place));
        if let (OnRecord::Incomes, Some(Person { kind, earned, .. })) = (says, person) {
            let _ = write!(text, r#","incomes":[{{"kind":"{}","amount":"{earned}"}}]"#, kind.code());
        }
        text
    }

    fn applied(&self, form: Form) -> String {
        let Home { iin, channel, status, refused_measures, people } = self.home;
        let portal = *channel == Channel::Portal;
        let second = if form == Form::Second { "-2" } else { "" };
        let electronic = portal != (form == Form::OtherSignature);
        let mut text = format!(
            r#""fact":"applied","application":"{PREFIX}{:06}{second}","iin":"{}","channel":"{}","signed_by":"{}""#,
            self.event.who,
            iin.expose_text(),
            channel.code(),
            if electronic { "eds" } else { "paper" }
        );
        let account = match form {
            Form::OtherBank => Some(("other", true)),
            Form::NotOwn => Some(("halyk", false)),
            Form::NoAccount => None,
            Form::AsMeant | Form::Incomplete | Form::OtherSignature | Form::Second => {
                portal.then_some((if self.event.who.is_multiple_of(3) { "kazpost" } else { "halyk" }, true))
            }
        };
        if let Some((bank, own)) = account {
            let _ = write!(text, r#","bank":"{bank}","own_account":{own}"#);
        }
        let _ = write!(text, r#","service_on":"{}""#, date(1, self.event.at / DAY + SERVICE_DAYS));
        let complete = form != Form::Incomplete;
        if complete {
            text += &status_and_history(*status, *refused_measures);
        }
        let members: Vec<_> = (0_u8..)
            .zip(people)
            .map(|(place, person)| member(place, person, complete || place > 0))
            .collect();
        let _ = write!(text, r#","household":[{}]"#, members.join(","));
        text
    }
}

fn status_and_history(status: Status, refused_measures: bool) -> String {
    let history = if refused_measures { r#"{"what":"measures_refused","on":"2025-09-15"}"# } else { "" };
    format!(r#","status":"{}","history":[{history}]"#, status.code())
}

fn member(place: u8, person: &Person, complete: bool) -> String {
    let Person { role, born, able_bodied, cares_for, stated, .. } = person;
    let flags = if complete {
        format!(r#","able_bodied":{able_bodied},"cares_for":"{}""#, cares_for.code())
    } else {
        String::new()
    };
    let stated: Vec<_> = stated.iter().map(|stated| format!(r#""{}""#, stated.code())).collect();
    format!(
        r#"{{"member":"m{place}","role":"{}","born":"{born}"{flags},"stated":[{}]}}"#,
        role.code(),
        stated.join(",")
    )
}

impl Line for About<'_> {
    fn put(&self, out: &mut Vec<u8>) {
        let on = if self.is_dated() { format!(r#","on":"{}""#, self.date()) } else { String::new() };
        out.extend_from_slice(format!("{{{}{on}}}\n", self.said()).as_bytes());
    }

    fn earlier(&self, days: u32) -> Option<Self> {
        let at = self.event.at.saturating_sub(days * DAY).max(DAY);
        self.event.what.is_fact().then_some(About { event: Event { at, ..self.event }, ..*self })
    }

    fn iin(&self) -> String {
        self.home.iin.expose_text()
    }

    /// The month without a 31st.
    fn month(&self) -> &'static str {
        "2026-02-"
    }
}
