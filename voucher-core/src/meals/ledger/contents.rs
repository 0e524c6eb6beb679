//! All that a ledger keeps, in an order of its own: what makes two ledgers equal, and what is saved.

use alloc::{string::String, vec::Vec};

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    meals::{
        book::{Enrolment, Served, Voucher},
        fact::{Entry, Meal, Sheet},
        grade::Grade,
    },
    value::{
        calendar::{Day, Month},
        identity::Iin,
        order,
        reference::Reference,
    },
};

/// A pupil in the list of a month, day by day; none for off the list.
pub(crate) type History = (Month, Iin, Vec<(Day, Option<Entry>)>);

/// Everything, sorted, with references in place of names.
pub(crate) struct Contents<'a> {
    pub(crate) pupils: Vec<History>,
    /// By the first day of the school year.
    pub(crate) vouchers: Vec<(NaiveDate, Iin, &'a Voucher)>,
    /// By record.
    pub(crate) meals: Vec<(&'a str, Meal, &'a Served)>,
    /// A grade that is closed at a school on a day.
    pub(crate) closed: Vec<(NaiveDate, Reference, Grade)>,
    pub(crate) sent: Vec<Sheet>,
}

impl PartialEq for Contents<'_> {
    fn eq(&self, other: &Self) -> bool {
        let kept = |(record, meal, served): &(&str, Meal, &Served)| {
            (*meal, served.region, served.grade, served.withdrawn, String::from(*record))
        };
        self.pupils == other.pupils
            && self.vouchers == other.vouchers
            && self.meals.iter().map(kept).eq(other.meals.iter().map(kept))
            && self.closed == other.closed
            && self.sent == other.sent
    }
}

impl Ledger {
    pub(crate) fn contents(&self) -> Contents<'_> {
        let mut contents = Contents {
            pupils: self.all_pupils(),
            vouchers: self.all_vouchers(),
            meals: self.all_meals(),
            closed: self.all_closed(),
            sent: self.all_sent(),
        };
        order::sort_by_key(&mut contents.pupils, |(month, iin, _)| (*month, *iin));
        order::sort_by_key(&mut contents.vouchers, |(year, iin, _)| (*year, *iin));
        order::sort_by_key(&mut contents.meals, |(record, ..)| *record);
        order::sort(&mut contents.closed);
        order::sort(&mut contents.sent);
        contents
    }

    fn all_pupils(&self) -> Vec<History> {
        let history = |enrolment: &Enrolment| {
            let first = [(enrolment.first_day, self.entry_of(&enrolment.first))];
            let later = enrolment.later().iter();
            let later =
                later.map(|(day, place)| (*day, place.as_ref().and_then(|place| self.entry_of(place))));
            first.into_iter().chain(later).collect()
        };
        let pupils = self.books.months.iter().flat_map(|(month, book)| {
            book.pupils.iter().map(move |(iin, enrolment)| (*month, iin, enrolment))
        });
        pupils.map(|(month, iin, enrolment)| (month, iin, history(enrolment))).collect()
    }

    fn all_vouchers(&self) -> Vec<(NaiveDate, Iin, &Voucher)> {
        let years = self.regulation.years().zip(&self.books.vouchers);
        let vouchers = years.flat_map(|(year, vouchers)| {
            vouchers.iter().map(move |(iin, voucher)| (year.days.first, *iin, voucher))
        });
        vouchers.collect()
    }

    fn all_meals(&self) -> Vec<(&str, Meal, &Served)> {
        let meals = self.books.meals.iter();
        let meals = meals.map(|(number, served)| (self.books.meals.text(number), served));
        meals.filter_map(|(record, served)| Some((record, self.meal_of(served)?, served))).collect()
    }

    fn all_closed(&self) -> Vec<(NaiveDate, Reference, Grade)> {
        let days = self.books.closed.iter();
        let days = days
            .filter_map(|((day, name), grades)| Some((*day, self.books.names.reference(*name)?, *grades)));
        days.flat_map(|(day, school, grades)| grades.iter().map(move |grade| (day, school, grade))).collect()
    }

    fn all_sent(&self) -> Vec<Sheet> {
        let months = self.books.months.iter();
        let sent = months.flat_map(|(month, book)| book.sent.iter().map(|register| (*month, *register)));
        sent.filter_map(|(month, register)| self.sheet_of(month, register)).collect()
    }
}
