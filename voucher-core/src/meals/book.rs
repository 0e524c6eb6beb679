//! What a ledger keeps: the months of pupils, their vouchers of a school year, meals, closed days.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::cmp::Ordering;

use chrono::NaiveDate;
use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::{
    meals::{
        fact::{Answer, GroundSet, Source},
        grade::{Grade, GradeSet},
    },
    programme::{by_person::ByPerson, by_reference::ByReference, index::Number},
    value::{
        calendar::{Day, Month},
        identity::Iin,
        region::Region,
    },
};

/// A map whose hash is fixed, so that a ledger is the same on every machine.
pub(crate) type Map<K, V> = HashMap<K, V, FixedState>;

/// The number of a school or a supplier among the names of a ledger.
pub(crate) type Name = Number;

/// What the list says of a pupil, with the school as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) school: Name,
    pub(crate) region: Region,
    pub(crate) grade: Grade,
    pub(crate) grounds: GroundSet,
}

/// A pupil in the list of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Enrolment {
    /// The month's first entry, which holds from the month's first day (M5).
    pub(crate) first: Place,
    /// The day on which it came.
    pub(crate) first_day: Day,
    /// What came later: nothing for most pupils.
    changes: Option<Box<Changes>>,
    /// From this day to the end of the month the voucher can be used, whatever is told of other months; where none, the
    /// voucher says it day by day. A meal of most days so finds all it needs of a pupil in one place.
    pub(crate) usable_from: Option<Day>,
    /// A bit for each day of which a meal was ever recorded, whatever its kind.
    pub(crate) days_with_meals: u32,
    /// The last meal that is not withdrawn, from which each leads to the one before it.
    pub(crate) last_meal: Option<Number>,
    /// Who supplied the last meal, as is likely of the next.
    pub(crate) supplier: Option<Name>,
}

/// What the list said of a pupil after the first entry, at most once a day; none for off the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Changes(Vec<(Day, Option<Place>)>);

/// A date beside a month: what is seen of the month on the date.
#[derive(Clone, Copy)]
pub(crate) enum Seen {
    /// The date lies before the month.
    Before,
    /// The date is this day of the month.
    On(Day),
    /// The date lies after the month.
    After,
}

impl Seen {
    pub(crate) fn new(month: Month, date: NaiveDate) -> Self {
        match Month::of(date).cmp(&month) {
            Ordering::Less => Self::Before,
            Ordering::Equal => Self::On(Day::of(date)),
            Ordering::Greater => Self::After,
        }
    }

    fn has_come(self, day: Day) -> bool {
        match self {
            Self::Before => false,
            Self::On(today) => day <= today,
            Self::After => true,
        }
    }
}

impl Enrolment {
    pub(crate) const fn new(first_day: Day, first: Place) -> Self {
        Self {
            first,
            first_day,
            changes: None,
            usable_from: None,
            days_with_meals: 0,
            last_meal: None,
            supplier: None,
        }
    }

    /// M5: the entry, none where the pupil is off the list.
    pub(crate) fn seen(&self, seen: Seen) -> Option<&Place> {
        let last = self.later().iter().rev().find(|(day, _)| seen.has_come(*day));
        last.map_or(Some(&self.first), |(_, place)| place.as_ref())
    }

    /// The last entry to arrive; none where the pupil is off the list.
    pub(crate) fn now(&self) -> Option<&Place> {
        self.seen(Seen::After)
    }

    /// What the list said at the end of each day on which it changed, and at first.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        let later = self.later().iter().filter_map(|(_, place)| place.as_ref());
        core::iter::once(&self.first).chain(later)
    }

    /// What the list says from a day on, which is no earlier than any before. Of one day the last counts.
    pub(crate) fn change(&mut self, day: Day, place: Option<Place>) {
        let Changes(later) = &mut **self.changes.get_or_insert_default();
        later.pop_if(|(last, _)| *last == day);
        later.push((day, place));
    }

    /// What came after the first entry, at most once a day; none for off the list.
    pub(crate) fn later(&self) -> &[(Day, Option<Place>)] {
        self.changes.as_ref().map_or(&[], |changes| changes.0.as_slice())
    }

    /// Whether the voucher can be used on a day, as far as is noted here.
    pub(crate) fn is_usable(&self, day: Day) -> bool {
        self.usable_from.is_some_and(|from| from <= day)
    }

    pub(crate) fn bit(day: Day) -> u32 {
        1 << (day.number() - 1)
    }
}

/// What the holder did about a pupil in a school year (M6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Voucher {
    pub(crate) notified: Option<NaiveDate>,
    pub(crate) activated: Option<NaiveDate>,
    /// The last answer.
    pub(crate) answer: Option<(NaiveDate, Answer)>,
    /// The answers before it, at most one a day.
    pub(crate) earlier: Vec<(NaiveDate, Answer)>,
}

impl Voucher {
    /// What is known of a pupil about whom the holder did nothing.
    pub(crate) const BLANK: &Self =
        &Self { notified: None, activated: None, answer: None, earlier: Vec::new() };

    /// M6: the answer that stands on a date.
    pub(crate) fn answer_on(&self, date: NaiveDate) -> Option<Answer> {
        self.dated_answer(date).map(|(_, answer)| answer)
    }

    /// M6: the same, with the date on which the holder gave it.
    fn dated_answer(&self, date: NaiveDate) -> Option<(NaiveDate, Answer)> {
        let answers = self.answer.iter().chain(self.earlier.iter().rev());
        answers.into_iter().find(|(day, _)| *day <= date).copied()
    }

    /// G 10 and 11: the day of a month from which consent and, where the holder activates, activation stand to its end.
    pub(crate) fn usable_from(&self, month: Month, is_automatic: bool) -> Option<Day> {
        let (agreed_on, Answer::Agree) = self.dated_answer(month.last_day())? else { return None };
        let from = if is_automatic { agreed_on } else { agreed_on.max(self.activated?) };
        match Month::of(from).cmp(&month) {
            Ordering::Less => Some(Day::of(month.first_day())),
            Ordering::Equal => Some(Day::of(from)),
            Ordering::Greater => None,
        }
    }

    /// Every answer, the earliest first.
    #[cfg(feature = "json")]
    pub(crate) fn answers(&self) -> impl Iterator<Item = (NaiveDate, Answer)> {
        self.earlier.iter().chain(&self.answer).copied()
    }

    pub(crate) fn is_notified(&self, date: NaiveDate) -> bool {
        self.notified.is_some_and(|day| day <= date)
    }

    pub(crate) fn is_activated(&self, date: NaiveDate) -> bool {
        self.activated.is_some_and(|day| day <= date)
    }

    /// Another answer, on a date no earlier than any before. Of one date the last counts.
    pub(crate) fn reply(&mut self, date: NaiveDate, answer: Answer) {
        self.earlier.extend(self.answer.replace((date, answer)).filter(|(day, _)| *day < date));
    }
}

/// A meal as it is kept, with the school, region and grade that it was accepted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Served {
    pub(crate) iin: Iin,
    /// The pupil's meal of the month that was recorded before and is not withdrawn.
    pub(crate) previous: Option<Number>,
    /// The meal of the register that was recorded before.
    pub(crate) previous_of_register: Option<Number>,
    pub(crate) given_on: NaiveDate,
    pub(crate) school: Name,
    pub(crate) supplier: Name,
    pub(crate) kind: Number,
    pub(crate) source: Source,
    pub(crate) region: Region,
    pub(crate) grade: Grade,
    pub(crate) withdrawn: bool,
}

/// A month of a ledger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    pub(crate) pupils: ByPerson<Enrolment>,
    /// Of a school and supplier the last meal recorded, withdrawn or not, from which each leads to the one before it: a list of
    /// a register's own would grow at a place that no other meal of the day touches.
    pub(crate) registers: Map<(Name, Name), Option<Number>>,
    /// The schools and suppliers whose registers are sent: none while most meals come.
    pub(crate) sent: BTreeSet<(Name, Name)>,
}

impl Book {
    /// Whether a register of the school is sent, for any supplier (M13).
    pub(crate) fn is_any_sent(&self, school: Name) -> bool {
        self.sent.range((school, Name::default())..).next().is_some_and(|(of, _)| *of == school)
    }
}

/// All that facts have led to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Books {
    /// Schools and suppliers.
    pub(crate) names: ByReference<()>,
    pub(crate) months: BTreeMap<Month, Book>,
    /// By school year and pupil.
    pub(crate) vouchers: Vec<Map<Iin, Voucher>>,
    pub(crate) meals: ByReference<Served>,
    /// The grades that are closed at a school on a day; none of them stands here empty.
    pub(crate) closed: Map<(NaiveDate, Name), GradeSet>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a meal costs beside the characters of its record and the entry of the index; what a pupil of a month costs.
    #[test]
    fn records_stay_small() {
        assert!(size_of::<(u32, Served)>() <= 48);
        assert_eq!(size_of::<Option<(Iin, Enrolment)>>(), 40);
    }

    /// G 10, 11: what is noted with an entry is what the voucher says of every later day of the month, whatever was answered.
    #[test]
    #[cfg_attr(miri, ignore = "tries 1458 vouchers")]
    fn what_is_noted_is_what_the_voucher_says() {
        let april = Month::parse("2026-04").unwrap();
        let dates = ["2026-03-31", "2026-04-01", "2026-04-02", "2026-04-30", "2026-05-01"];
        let dates = dates.map(|date| date.parse::<NaiveDate>().unwrap());
        for choice in 0..3_usize.pow(5) * 6 {
            let mut voucher = Voucher { activated: dates.get(choice % 6).copied(), ..Voucher::default() };
            for (place, date) in (0..).zip(dates) {
                let answer =
                    [Answer::Agree, Answer::Refuse].get(choice / 6 / 3_usize.pow(place) % 3).copied();
                answer.into_iter().for_each(|answer| voucher.reply(date, answer));
            }
            for is_automatic in [true, false] {
                let from = voucher.usable_from(april, is_automatic);
                let is_usable = |date| {
                    voucher.answer_on(date) == Some(Answer::Agree)
                        && (is_automatic || voucher.is_activated(date))
                };
                let days = april.first_day().iter_days().take(30);
                for date in days.filter(|date| from.is_some_and(|from| from <= Day::of(*date))) {
                    assert!(is_usable(date), "{voucher:?} {date}");
                }
                assert_eq!(from.is_some(), is_usable(april.last_day()), "{voucher:?}");
            }
        }
    }
}
