//! An event as a line of the journal.

use std::io::Write;

use super::event::{Entry, Event, Typed, What};
use super::person::Person;
use crate::fault::Line;

/// Replies by SMS, as they stand between the quotes of a JSON text: the code, then the code with white space.
const CODES: [&str; 6] = ["21*1", " 21*1", "21*1 ", "21*1\\n", "\\t21*1", "  21*1\\r\\n"];
/// Replies that are no code.
const ODD: [&str; 8] = ["1", "да", "иә", "21", "21*2", "ok", "21 * 1", "Согласен"];

/// An event of a person, as a line.
pub(super) struct Said<'a> {
    pub(super) event: Event,
    pub(super) person: &'a Person,
}

impl Line for Said<'_> {
    fn put(&self, out: &mut Vec<u8>) {
        put(self.event, self.person, out);
    }

    fn earlier(&self, days: u32) -> Option<Self> {
        let Said { event, person } = *self;
        let at = u32::from(event.at).saturating_sub(days * 1440).max(1440);
        let at = u16::try_from(at).ok().filter(|_| names_a_person(event.what))?;
        Some(Said { event: Event { at, ..event }, person })
    }

    fn iin(&self) -> String {
        self.person.iin.expose_text()
    }

    fn month(&self) -> &'static str {
        "2025-09-"
    }
}

/// Whether the line is a fact of a person, dated by `on` or `at`.
fn names_a_person(what: What) -> bool {
    match what {
        What::Status | What::Preview | What::Due | What::Summary => false,
        What::Register | What::RegisterSent | What::Receipt(_) => false,
        What::Listed(_) | What::Delisted | What::StartSms | What::RepeatSms | What::Said(_) => true,
        What::Agreed | What::Refused | What::Entered(_) | What::OfferAccepted => true,
        What::Checked(_, _) | What::Confirmed => true,
    }
}

/// The event as it should be said.
pub(super) fn put(event: Event, person: &Person, out: &mut Vec<u8>) {
    let channel = if person.centre { "service_centre" } else { "egov_mobile" };
    let month = r#""month":"2025-09""#;
    let fields = |kind: &str| format!(r#"{{{kind},"iin":"{}""#, person.iin.expose_text());
    let fact = |name: &str| fields(&format!(r#""fact":"{name}""#));
    let query = |name: &str| fields(&format!(r#""query":"{name}""#));
    let account = |typed| account(person, typed);
    let text = match event.what {
        What::Listed(entry) => {
            let (region, kinds) = listing(person, entry);
            let kinds = assistance(kinds);
            format!(r#"{},"region":"{region}","assistance":[{kinds}]"#, fact("listed"))
        }
        What::Delisted => fact("delisted"),
        What::StartSms => fact("sms_sent") + r#","kind":"start""#,
        What::RepeatSms => fact("sms_sent") + r#","kind":"repeat""#,
        What::Said(text) => format!(r#"{},"text":"{}""#, fact("replied"), said(text)),
        What::Agreed => fact("replied") + r#","answer":"agree""#,
        What::Refused => fact("replied") + r#","answer":"refuse""#,
        What::Entered(typed) => {
            format!(r#"{},"account":"{}","channel":"{channel}""#, fact("account_entered"), account(typed))
        }
        What::OfferAccepted => fact("offer_accepted"),
        What::Checked(typed, exists) => {
            format!(r#"{},"account":"{}","exists":{exists}"#, fact("account_checked"), account(typed))
        }
        What::Confirmed => fact("confirmed"),
        What::Status => query("status"),
        What::Preview => {
            format!(r#"{},"account":"{}","exists":true"#, query("preview"), account(Typed::Right))
        }
        What::Due => r#"{"query":"due""#.to_owned(),
        What::Summary => format!(r#"{{"query":"summary",{month}"#),
        What::Register => format!(r#"{{"query":"register",{month}"#),
        What::RegisterSent => format!(r#"{{"fact":"register_sent",{month}"#),
        What::Receipt(terms) => format!(r#"{{"query":"receipt",{month},{}"#, receipt(person, terms)),
    };
    out.extend_from_slice(text.as_bytes());
    date(event, out);
    out.extend_from_slice(b"}\n");
}

/// The date in the form in which that system writes: the SMS gateway in local time, the portal in UTC, the
/// others plain.
fn date(event: Event, out: &mut Vec<u8>) {
    let at = u32::from(event.at);
    // Writing to memory does not fail.
    let _ = match event.what {
        What::Receipt(_) => Ok(()),
        What::Said(_) | What::Agreed | What::Refused => {
            write!(out, r#","at":"{}:00+05:00""#, moment(at))
        }
        What::Confirmed => write!(out, r#","at":"{}:00Z""#, moment(at.saturating_sub(300).max(1440))),
        What::Listed(_) | What::Delisted | What::StartSms | What::RepeatSms | What::Entered(_) => on(at, out),
        What::OfferAccepted | What::Checked(_, _) | What::Status | What::Preview => on(at, out),
        What::Due | What::Summary | What::Register | What::RegisterSent => on(at, out),
    };
}

fn on(at: u32, out: &mut Vec<u8>) -> std::io::Result<()> {
    write!(out, r#","on":"2025-09-{:02}""#, at / 1440)
}

fn moment(at: u32) -> String {
    let minute = at % 1440;
    format!("2025-09-{:02}T{:02}:{:02}", at / 1440, minute / 60, minute % 60)
}

fn said(place: u8) -> &'static str {
    CODES.iter().chain(&ODD).nth(usize::from(place)).copied().unwrap_or("21*1")
}

/// KATO of the region and kinds of assistance (as [`Person::kinds`]) that the list names.
pub(super) fn listing(person: &Person, entry: Entry) -> (&'static str, u8) {
    match entry {
        Entry::Own => (person.region(false), person.kinds),
        Entry::Moved => (person.region(true), person.kinds),
        Entry::OtherAssistance => (person.region(false), person.kinds % 3 + 1),
        Entry::NoAssistance => (person.region(false), 0),
        Entry::OutsidePilot => (person.outside(), person.kinds),
    }
}

fn assistance(kinds: u8) -> &'static str {
    match kinds {
        0 => "",
        1 => r#""targeted_social""#,
        2 => r#""housing""#,
        3.. => r#""targeted_social","housing""#,
    }
}

/// A household's account: region, eight digits scattered over all, and a letter for one in eight. Its real
/// form is not public.
pub(super) fn account(person: &Person, typed: Typed) -> String {
    let number = u64::from(person.household) * 61_803_399 % 100_000_000;
    let letter = if person.household.is_multiple_of(8) { "/A" } else { "" };
    let region = person.region(false);
    match typed {
        Typed::Right => format!("{region}{number:08}{letter}"),
        Typed::Spaced => format!(" {region}{number:08}{letter}\\t"),
        Typed::Small => format!("{region}{number:08}{}", letter.to_ascii_lowercase()),
        Typed::Short => format!("{region}{:07}", number / 10),
    }
}

fn receipt(person: &Person, terms: bool) -> String {
    let volume = format!("{}.{:03}", person.household % 900, person.household % 1000);
    let price = if person.region(false) == "35" { "36.4" } else { "29.1" };
    let terms = if terms { r#","terms":{"rate":"0.24","norm_m3":"631"}"# } else { "" };
    let account = account(person, Typed::Right);
    format!(r#""account":"{account}","volume_m3":"{volume}","price":"{price}"{terms}"#)
}
