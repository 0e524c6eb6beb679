//! An event as what it says: a fact or a query, and the line of either.

use voucher_core::medicines::{Evidence, Fact};
use voucher_core::{Count, Iin, Month, Reference};

use super::event::{Event, Form, How, Place, What};
use crate::days::{DAY, date};
use crate::fault::Line;

/// Six districts of a city; a point's number says in which it stands.
const DISTRICTS: [&str; 6] = ["almaty", "baikonyr", "esil", "nura", "saraishyk", "saryarka"];

/// How many items are prescribed in the city (choice).
const ITEMS: u32 = 900;

/// Whom and what an event is about.
#[derive(Clone, Copy)]
pub(crate) struct About {
    pub(crate) event: Event,
    pub(crate) iin: Iin,
    /// The point, or the patient's, counted from 0.
    pub(crate) point: u32,
    pub(crate) points: u32,
}

impl About {
    pub(crate) fn date(&self) -> chrono::NaiveDate {
        date(1, self.event.at / DAY)
    }

    /// The fact; none where the event is a query.
    pub(crate) fn fact(&self) -> Option<Fact> {
        let iin = self.iin;
        Some(match self.event.what {
            What::Enrolled(Place::Own) => Fact::Enrolled { iin, point: self.own_point()? },
            What::Enrolled(Place::Next) => Fact::Enrolled { iin, point: self.next_point()? },
            What::Left => Fact::Left { iin },
            What::Prescribed(number, form) => self.prescribed(number, form)?,
            What::Cancelled(number) => {
                Fact::PrescriptionCancelled { prescription: self.prescription(number)? }
            }
            What::Dispensed(number, record, how) => self.dispensed(number, record, how)?,
            What::Withdrawn(number, record) => {
                Fact::DispensingWithdrawn { record: self.record(number, record)? }
            }
            What::Sent(month) => Fact::RegisterSent { point: self.own_point()?, month: month_at(month)? },
            What::Recalled(month) => {
                Fact::RegisterRecalled { point: self.own_point()?, month: month_at(month)? }
            }
            What::Status(_) | What::Preview(_) | What::Register(_) => return None,
            What::Due | What::Summary(_) => return None,
        })
    }

    fn own_point(&self) -> Option<Reference> {
        point(self.point)
    }

    fn next_point(&self) -> Option<Reference> {
        point((self.point + 1) % self.points.max(1))
    }

    fn prescription(&self, number: u8) -> Option<Reference> {
        Reference::parse(&format!("RX-{:07}-{number:02}", self.event.who)).ok()
    }

    fn record(&self, number: u8, record: u8) -> Option<Reference> {
        Reference::parse(&format!("D-{:07}-{number:02}-{record}", self.event.who)).ok()
    }

    /// For one month, two or three, and one to three units a day.
    fn supply(&self, number: u8) -> (u32, u32) {
        let drawn = self.event.who.wrapping_mul(7) + u32::from(number) * 3;
        let days = match drawn % 10 {
            0..7 => 30,
            7 => 60,
            _ => 90,
        };
        (days, days * (1 + drawn / 10 % 3))
    }

    fn prescribed(&self, number: u8, form: Form) -> Option<Fact> {
        let (days, quantity) = self.supply(number);
        let (days, quantity) = match form {
            Form::AsMeant => (days, quantity),
            Form::Other => (days, quantity + 10),
            Form::Nothing => (days, 0),
            Form::TooLong => (180, quantity),
        };
        let item = (self.event.who.wrapping_mul(31) + u32::from(number) * 17) % ITEMS;
        Some(Fact::Prescribed {
            prescription: self.prescription(number)?,
            iin: self.iin,
            item: Reference::parse(&format!("I-{item:04}")).ok()?,
            quantity: Count::new(quantity).ok()?,
            days: Count::new(days).ok()?,
        })
    }

    fn dispensed(&self, number: u8, record: u8, how: How) -> Option<Fact> {
        let (_, quantity) = self.supply(number);
        let quantity = match how {
            How::Whole | How::Elsewhere | How::OtherEvidence => quantity,
            How::Half => quantity / 2,
            How::Double => quantity * 2,
            How::Nothing => 0,
        };
        let place = if how == How::Elsewhere { self.next_point()? } else { self.own_point()? };
        let evidence = match self.event.who % 20 {
            _ if how == How::OtherEvidence => Evidence::Face,
            0..12 => Evidence::Qr,
            12..14 => Evidence::Face,
            14.. => Evidence::Document,
        };
        Some(Fact::Dispensed {
            record: self.record(number, record)?,
            prescription: self.prescription(number)?,
            point: place,
            quantity: Count::new(quantity).ok()?,
            evidence,
        })
    }

    /// A query, as its line.
    fn question(&self) -> Option<String> {
        let own = self.own_point()?;
        let own = own.expose_text();
        let asked = match self.event.what {
            What::Status(number) => {
                format!(r#""status","prescription":"{}""#, self.prescription(number)?.expose_text())
            }
            What::Preview(number) => {
                let (_, quantity) = self.supply(number);
                let prescription = self.prescription(number)?;
                let prescription = prescription.expose_text();
                format!(
                    r#""preview","prescription":"{prescription}","point":"{own}","quantity":{quantity},"evidence":"qr""#
                )
            }
            What::Register(month) => format!(r#""register","point":"{own}","month":"{}""#, month_at(month)?),
            What::Due => r#""due""#.to_owned(),
            What::Summary(month) => format!(r#""summary","month":"{}""#, month_at(month)?),
            What::Enrolled(_) | What::Left | What::Prescribed(..) | What::Cancelled(_) => return None,
            What::Dispensed(..) | What::Withdrawn(..) | What::Sent(_) | What::Recalled(_) => return None,
        };
        Some(format!(r#"{{"query":{asked},"on":"{}"}}"#, self.date()))
    }
}

/// A point, such as `esil/P-003`.
fn point(place: u32) -> Option<Reference> {
    let district = DISTRICTS.iter().cycle().nth(usize::try_from(place).ok()? % DISTRICTS.len())?;
    Reference::parse(&format!("{district}/P-{:03}", place + 1)).ok()
}

/// A month of the quarter, counted from 0.
fn month_at(month: u8) -> Option<Month> {
    Month::new(2026, u32::from(month) + 1).ok()
}

impl Line for About {
    fn put(&self, out: &mut Vec<u8>) {
        let fact = self.fact().map(|fact| fact.expose_line(self.date()));
        out.extend_from_slice(fact.or_else(|| self.question()).unwrap_or_default().as_bytes());
        out.push(b'\n');
    }

    fn earlier(&self, days: u32) -> Option<Self> {
        let at = self.event.at.saturating_sub(days * DAY).max(DAY);
        let fact = self.event.what.is_fact_of_a_patient();
        fact.then_some(About { event: Event { at, ..self.event }, ..*self })
    }

    fn iin(&self) -> String {
        self.iin.expose_text()
    }

    /// The month without a 31st.
    fn month(&self) -> &'static str {
        "2026-02-"
    }
}
