//! A fact as a line of a journal.

use alloc::string::String;

use chrono::NaiveDate;

use crate::{
    meals::fact::{Entry, Fact, Ground, Meal, SchoolDay, Sheet},
    wire::writer::{Object, written},
};

impl Fact {
    /// The fact as a line of a journal, without line end: personal data (N34).
    ///
    /// A journal that reads it records the same fact.
    ///
    /// ```
    /// use voucher_core::{Reference, meals::Fact, parse_date};
    ///
    /// let fact = Fact::MealWithdrawn { record: Reference::parse(" T1/0001 ")? };
    /// let line = fact.expose_line(parse_date("2026-03-02")?);
    /// assert_eq!(line, r#"{"fact":"meal_withdrawn","record":"T1/0001","on":"2026-03-02"}"#);
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
            Self::Listed { iin, entry } => {
                let Entry { school, region, grade, grounds } = entry;
                to.iin("iin", *iin)
                    .plain("school", school.expose_text())
                    .plain("region", region.kato())
                    .whole("grade", grade.number())
                    .codes("grounds", grounds.iter().map(Ground::code))
            }
            Self::Delisted { iin } | Self::Notified { iin } | Self::Activated { iin } => to.iin("iin", *iin),
            Self::Replied { iin, answer } => to.iin("iin", *iin).plain("answer", answer.code()),
            Self::DayClosed(scope) | Self::DayReopened(scope) => {
                let SchoolDay { school, day, first_grade, last_grade } = scope;
                to.plain("school", school.expose_text())
                    .date("day", *day)
                    .whole("first_grade", first_grade.number())
                    .whole("last_grade", last_grade.number())
            }
            Self::MealGiven { record, meal } => {
                let Meal { iin, school, supplier, kind, given_on, source } = meal;
                to.plain("record", record.expose_text())
                    .iin("iin", *iin)
                    .plain("school", school.expose_text())
                    .plain("supplier", supplier.expose_text())
                    .plain("kind", kind.expose_text())
                    .date("given_on", *given_on)
                    .plain("source", source.code())
            }
            Self::MealWithdrawn { record } => to.plain("record", record.expose_text()),
            Self::RegisterSent(sheet) | Self::RegisterRecalled(sheet) => {
                let Sheet { month, school, supplier } = sheet;
                to.plain("school", school.expose_text())
                    .plain("supplier", supplier.expose_text())
                    .month("month", *month)
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Iin, Journal, Month, Reference, Region,
        meals::{Answer, Grade, GroundSet, Ledger, Regulation, Source},
        parse_date,
    };

    /// *wire*, M8-M18: a fact of each kind, written as a line and read by a journal, is the same fact.
    #[test]
    #[cfg_attr(miri, ignore = "makes two regulations of two school years")]
    fn a_fact_as_a_line_is_the_same_fact() {
        let reference = |text| Reference::parse(text).unwrap();
        let (iin, school, supplier) =
            (Iin::parse("990101600002").unwrap(), reference("S/1"), reference("F:1"));
        let (day, grade) = (parse_date("2025-09-01").unwrap(), Grade::new(4).unwrap());
        let grounds = GroundSet::from_iter([Ground::Emergency, Ground::PrimaryGrade]);
        let entry = Entry { school, region: Region::Astana, grade, grounds };
        let meal = Meal {
            iin,
            school,
            supplier,
            kind: reference("hot_meal"),
            given_on: day,
            source: Source::ByHand,
        };
        let closed = SchoolDay {
            school,
            day: parse_date("2025-09-02").unwrap(),
            first_grade: grade,
            last_grade: grade,
        };
        let sheet = Sheet { month: Month::parse("2025-08").unwrap(), school, supplier };
        let mut ledger = Ledger::new(Regulation::meals_2024_09());
        let mut journal = Journal::new();
        journal.answer(br#"{"regulation":"meals-2024-09"}"#);
        for fact in [
            Fact::Listed { iin, entry },
            Fact::Notified { iin },
            Fact::Replied { iin, answer: Answer::Agree },
            Fact::Activated { iin },
            Fact::DayClosed(closed),
            Fact::MealGiven { record: reference("T1/0001"), meal },
            Fact::MealGiven { record: reference("T1/0002"), meal: Meal { source: Source::Qr, ..meal } },
            Fact::MealWithdrawn { record: reference("T1/0001") },
            Fact::DayReopened(closed),
            Fact::Delisted { iin },
            Fact::RegisterSent(sheet),
            Fact::RegisterRecalled(sheet),
        ] {
            let accepted = ledger.record(day, &fact).is_accepted();
            let answer = journal.answer(fact.expose_line(day).as_bytes()).unwrap();
            assert!(
                answer.contains(if accepted { "\"accepted\":true" } else { "\"accepted\":false" }),
                "{answer}"
            );
            assert_eq!(journal.meals().map(Ledger::save), Some(ledger.save()));
        }
    }
}
