//! An event as a line of the journal.

use std::io::Write;

use voucher_core::meals::{Fact, Sheet};

use super::event::{DAY, Event, What};
use super::fact::{About, KIND};
use crate::fault::Line;

impl Line for About<'_> {
    fn put(&self, out: &mut Vec<u8>) {
        let said = self.fact().map(|fact| self.undated(&fact)).or_else(|| self.question());
        out.extend_from_slice(said.unwrap_or_default().as_bytes());
        self.put_date(out);
        out.extend_from_slice(b"}\n");
    }

    fn earlier(&self, days: u32) -> Option<Self> {
        let at = u32::from(self.event.at).saturating_sub(days * DAY).max(DAY);
        let at = u16::try_from(at).ok().filter(|_| self.event.what.is_fact_of_a_pupil())?;
        Some(About { event: Event { at, ..self.event }, ..*self })
    }

    fn iin(&self) -> String {
        self.pupil.iin.expose_text()
    }

    fn month(&self) -> &'static str {
        self.scene.month_text()
    }
}

fn say_sheet(Sheet { month, school, supplier }: &Sheet) -> String {
    let (school, supplier) = (school.expose_text(), supplier.expose_text());
    format!(r#""school":"{school}","supplier":"{supplier}","month":"{month}""#)
}

impl About<'_> {
    /// A fact, without its date and the end of its line.
    fn undated(&self, fact: &Fact) -> String {
        let mut line = fact.expose_line(self.date());
        line.truncate(line.len().saturating_sub(r#","on":"2026-04-01"}"#.len()));
        line
    }

    /// A query, without its date and the end of its line.
    fn question(&self) -> Option<String> {
        let iin = self.pupil.iin.expose_text();
        let (school, month) = (self.school.reference.expose_text(), self.month());
        Some(match self.event.what {
            What::Status => format!(r#"{{"query":"status","iin":"{iin}""#),
            What::Preview => {
                let supplier = self.school.supplier(self.school.contract(u32::from(self.event.at) / DAY));
                let supplier = supplier.expose_text();
                format!(
                    r#"{{"query":"preview","iin":"{iin}","school":"{school}","supplier":"{supplier}","kind":"{KIND}","open":true"#
                )
            }
            What::Planned => {
                format!(r#"{{"query":"planned","school":"{school}","month":"{month}","kind":"{KIND}""#)
            }
            What::Register(contract) => {
                format!(r#"{{"query":"register",{}"#, say_sheet(&self.sheet(contract)))
            }
            What::Amount(contract) => format!(r#"{{"query":"amount",{}"#, say_sheet(&self.sheet(contract))),
            What::Due => r#"{"query":"due""#.to_owned(),
            What::Summary => format!(r#"{{"query":"summary","month":"{month}""#),
            What::Listed(_) | What::Delisted | What::Notified | What::Agreed | What::Refused => return None,
            What::Activated | What::Given(_) | What::Withdrawn(_) | What::Closed(..) => return None,
            What::Reopened(..) | What::Sent(_) | What::Recalled(_) => return None,
        })
    }

    /// The date in the form in which that system writes: devices in local time, the Wallet in UTC, the others plain.
    fn put_date(&self, out: &mut Vec<u8>) {
        let at = u32::from(self.event.at);
        let moment = |at: u32| format!("{}T{:02}:{:02}", self.scene.date(at / DAY), at % DAY / 60, at % 60);
        // Writing to memory does not fail.
        let _ = match self.event.what {
            What::Given(_) | What::Withdrawn(_) => write!(out, r#","at":"{}:00+05:00""#, moment(at)),
            What::Agreed | What::Refused | What::Activated if at >= DAY + 300 => {
                write!(out, r#","at":"{}:00Z""#, moment(at - 300))
            }
            What::Agreed | What::Refused | What::Activated | What::Listed(_) | What::Delisted => self.on(out),
            What::Notified | What::Status | What::Preview | What::Closed(..) | What::Reopened(..) => {
                self.on(out)
            }
            What::Planned | What::Register(_) | What::Amount(_) | What::Sent(_) | What::Recalled(_) => {
                self.on(out)
            }
            What::Due | What::Summary => self.on(out),
        };
    }

    fn on(&self, out: &mut Vec<u8>) -> std::io::Result<()> {
        write!(out, r#","on":"{}""#, self.date())
    }
}
