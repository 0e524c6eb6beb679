//! A fact as a line of a journal.

use alloc::string::String;

use chrono::NaiveDate;

use crate::{
    medicines::fact::Fact,
    wire::writer::{Object, written},
};

impl Fact {
    /// The fact as a line of a journal, without line end: personal data (N34).
    ///
    /// A journal that reads it records the same fact.
    ///
    /// ```
    /// use voucher_core::{Reference, medicines::Fact, parse_date};
    ///
    /// let fact = Fact::DispensingWithdrawn { record: Reference::parse(" D-1 ")? };
    /// let line = fact.expose_line(parse_date("2026-03-12")?);
    /// assert_eq!(line, r#"{"fact":"dispensing_withdrawn","record":"D-1","on":"2026-03-12"}"#);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn expose_line(&self, on: NaiveDate) -> String {
        written(|to| {
            self.write(to);
            to.date("on", on);
        })
    }

    /// Its kind and its fields. No value of a fact needs an escape.
    fn write(&self, to: &mut Object<'_>) {
        to.plain("fact", self.code());
        match self {
            Self::Enrolled { iin, point } => to.iin("iin", *iin).plain("point", point.expose_text()),
            Self::Left { iin } => to.iin("iin", *iin),
            Self::Prescribed { prescription, iin, item, quantity, days } => to
                .plain("prescription", prescription.expose_text())
                .iin("iin", *iin)
                .plain("item", item.expose_text())
                .whole("quantity", quantity.number())
                .whole("days", days.number()),
            Self::PrescriptionCancelled { prescription } => {
                to.plain("prescription", prescription.expose_text())
            }
            Self::Dispensed { record, prescription, point, quantity, evidence } => to
                .plain("record", record.expose_text())
                .plain("prescription", prescription.expose_text())
                .plain("point", point.expose_text())
                .whole("quantity", quantity.number())
                .plain("evidence", evidence.code()),
            Self::DispensingWithdrawn { record } => to.plain("record", record.expose_text()),
            Self::RegisterSent { point, month } | Self::RegisterRecalled { point, month } => {
                to.plain("point", point.expose_text()).month("month", *month)
            }
        };
    }
}
