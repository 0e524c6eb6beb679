//! The norms of school meals (M1-M25) as a slow model that is right at a glance: a list of facts, and loops over it.
//!
//! It is written from the norms alone and shares no rule with the library, so that a mistake must be made twice to
//! stay unseen. Nothing is kept but the facts that were accepted and changed something: each answer is found anew
//! from all of them.

mod journal;
mod published;
mod queries;
mod rules;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

pub use journal::Journal;
pub use published::published;
use rules::{ALL_GRADES, Grades, Rules};

use crate::naive::{Code, Month, month_of};
use crate::wire::refused_by;

/// What a list says of a pupil (M5).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    school: String,
    region: String,
    grade: i32,
    grounds: BTreeSet<String>,
}

/// A meal (M15). The order of the fields is that of a register's rows (M21).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Meal {
    given_on: NaiveDate,
    iin: String,
    kind: String,
    record: String,
    school: String,
    supplier: String,
    source: String,
}

/// What a register is of. The order of the fields is that of what is due (M24).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sheet {
    month: Month,
    school: String,
    supplier: String,
}

impl Meal {
    fn sheet(&self) -> Sheet {
        let (school, supplier) = (self.school.clone(), self.supplier.clone());
        Sheet { month: month_of(self.given_on), school, supplier }
    }
}

/// What happened (section 4).
#[derive(Clone, Debug)]
enum Fact {
    /// M8, or M9 without an entry.
    List { iin: String, entry: Option<Entry> },
    /// M10.
    Notified { iin: String },
    /// M11.
    Replied { iin: String, agree: bool },
    /// M12.
    Activated { iin: String },
    /// M13, or M14 where `closed` is false.
    Day { school: String, day: NaiveDate, grades: Grades, closed: bool },
    /// M15.
    Given(Meal),
    /// M16.
    Withdrawn { record: String },
    /// M17, or M18 where `sent` is false.
    Register { sheet: Sheet, sent: bool },
}

/// An accepted fact that changed something.
#[derive(Clone, Debug)]
struct Told {
    on: NaiveDate,
    fact: Fact,
    /// The entry on which a meal was accepted.
    entry: Option<Entry>,
}

/// A fact is a repeat or not, and names a stage (N15); or every reason against it.
type Answer = Result<(bool, Option<Code>), Vec<Code>>;

/// All the facts so far, under a regulation.
#[derive(Clone, Debug)]
struct Model {
    rules: Arc<Rules>,
    told: Vec<Told>,
    /// The date of the latest accepted fact, repeats counted (N9).
    latest: Option<NaiveDate>,
}

/// What is seen on a day (section 3).
impl Model {
    /// The listings of a pupil in a month, in order of arrival; without an entry the pupil was taken off.
    fn listings(&self, iin: &str, month: Month) -> Vec<(NaiveDate, Option<&Entry>)> {
        let mut listings = Vec::new();
        for told in &self.told {
            if let Fact::List { iin: of, entry } = &told.fact
                && of == iin
                && month_of(told.on) == month
            {
                listings.push((told.on, entry.as_ref()));
            }
        }
        listings
    }

    /// M5: the entry of a pupil in the list of a month, seen on a day. The first listing is a `listed`.
    fn entry_in(&self, month: Month, iin: &str, day: NaiveDate) -> Option<&Entry> {
        let listings = self.listings(iin, month);
        listings.iter().rfind(|listing| listing.0 <= day).or(listings.first())?.1
    }

    /// M5: the entry in the list of the day's own month.
    fn entry(&self, iin: &str, day: NaiveDate) -> Option<&Entry> {
        self.entry_in(month_of(day), iin, day)
    }

    /// M6: the facts dated on or before a day in the school year of a month.
    fn seen(&self, month: Month, day: NaiveDate) -> impl DoubleEndedIterator<Item = &Fact> {
        let year = self.rules.year_of(month);
        let seen = move |told: &&Told| told.on <= day && self.rules.year_of(month_of(told.on)) == year;
        self.told.iter().filter(seen).map(|told| &told.fact)
    }

    /// M6: whether the answer is "agree", if one stands.
    fn answer(&self, month: Month, iin: &str, day: NaiveDate) -> Option<bool> {
        let mut answers = self.seen(month, day).rev();
        answers.find_map(|fact| {
            let Fact::Replied { iin: of, agree } = fact else { return None };
            (of == iin).then_some(*agree)
        })
    }

    /// M6.
    fn notified(&self, month: Month, iin: &str, day: NaiveDate) -> bool {
        self.seen(month, day).any(|fact| matches!(fact, Fact::Notified { iin: of } if of == iin))
    }

    /// M6.
    fn activated(&self, month: Month, iin: &str, day: NaiveDate) -> bool {
        self.seen(month, day).any(|fact| matches!(fact, Fact::Activated { iin: of } if of == iin))
    }

    /// M7: the stage in a month, seen on a day.
    fn stage(&self, month: Month, iin: &str, day: NaiveDate) -> Code {
        let answer = self.answer(month, iin, day);
        let stages = [
            (self.listings(iin, month).is_empty(), "not_listed"),
            (self.entry_in(month, iin, day).is_none(), "delisted"),
            (self.rules.end(month).is_none_or(|end| day > end), "ended"),
            (answer == Some(false), "refused"),
            (answer.is_none() && !self.notified(month, iin, day), "to_notify"),
            (answer.is_none(), "notified"),
            (self.rules.by_holder && !self.activated(month, iin, day), "to_activate"),
        ];
        stages.iter().find(|stage| stage.0).map_or("active", |stage| stage.1)
    }

    /// M13, M14: what was last said of the grade.
    fn closed(&self, school: &str, day: NaiveDate, grade: i32) -> bool {
        let said = self.told.iter().rev().find_map(|told| {
            let Fact::Day { school: of, day: on, grades, closed } = &told.fact else { return None };
            (of == school && *on == day && grades.has(grade)).then_some(*closed)
        });
        said == Some(true)
    }

    /// Rule 6 of G: no school day of the listed grade; not on the list, of no grade at all.
    fn no_school_day(&self, day: NaiveDate, listed: Option<i32>) -> bool {
        grades(listed).all(|grade| !self.rules.school_day(day, grade))
    }

    /// Rule 7 of G: closed for the listed grade; not on the list, for every grade.
    fn day_closed(&self, school: &str, day: NaiveDate, listed: Option<i32>) -> bool {
        grades(listed).all(|grade| self.closed(school, day, grade))
    }

    /// M17, M18: what was last said of the register.
    fn sent(&self, sheet: &Sheet) -> bool {
        let said = self.told.iter().rev().find_map(|told| {
            let Fact::Register { sheet: of, sent } = &told.fact else { return None };
            (of == sheet).then_some(*sent)
        });
        said == Some(true)
    }

    /// The meal of a record, withdrawn or not (M15).
    fn recorded(&self, record: &str) -> Option<&Meal> {
        self.given_meals().map(|given| given.0).find(|meal| meal.record == record)
    }

    fn withdrawn(&self, record: &str) -> bool {
        let withdrawn = |told: &Told| matches!(&told.fact, Fact::Withdrawn { record: of } if of == record);
        self.told.iter().any(withdrawn)
    }

    /// The meals accepted, withdrawn or not, each with the entry it was accepted on.
    fn given_meals(&self) -> impl Iterator<Item = (&Meal, Option<&Entry>)> {
        self.told.iter().filter_map(|told| {
            let Fact::Given(meal) = &told.fact else { return None };
            Some((meal, told.entry.as_ref()))
        })
    }

    /// The meals that count, each with the entry it was accepted on.
    fn meals(&self) -> impl Iterator<Item = (&Meal, Option<&Entry>)> {
        self.given_meals().filter(|(meal, _)| !self.withdrawn(&meal.record))
    }

    /// Rule 12 of G, where the kind is known.
    fn already_given(&self, iin: &str, kind: &str, day: NaiveDate) -> bool {
        let same = |meal: &Meal| meal.iin == iin && meal.kind == kind && meal.given_on == day;
        let count = self.meals().filter(|(meal, _)| same(meal)).map(|_| 1).sum::<i64>();
        self.rules.kinds.get(kind).is_some_and(|limit| count >= *limit)
    }
}

/// The listed grade alone, or every grade.
fn grades(listed: Option<i32>) -> impl Iterator<Item = i32> {
    let all = ALL_GRADES.first..=ALL_GRADES.last;
    all.filter(move |grade| listed.is_none_or(|listed| listed == *grade))
}

/// What is accepted (section 4).
impl Model {
    fn tell(&mut self, on: NaiveDate, fact: &Fact) -> Answer {
        refused_by(&[(self.latest.is_some_and(|latest| on < latest), "out_of_order")])?; // N9
        let repeat = self.decide(on, fact)?;
        let iin = self.pupil(fact).map(str::to_owned);
        let entry =
            if let Fact::Given(meal) = fact { self.entry(&meal.iin, meal.given_on).cloned() } else { None };
        if !repeat {
            self.told.push(Told { on, fact: fact.clone(), entry });
        }
        self.latest = Some(on);
        Ok((repeat, iin.map(|iin| self.stage(month_of(on), &iin, on)))) // N15
    }

    /// Whom a fact is about.
    fn pupil<'a>(&'a self, fact: &'a Fact) -> Option<&'a str> {
        match fact {
            Fact::List { iin, .. }
            | Fact::Notified { iin }
            | Fact::Replied { iin, .. }
            | Fact::Activated { iin } => Some(iin),
            Fact::Given(meal) => Some(&meal.iin),
            Fact::Withdrawn { record } => self.recorded(record).map(|meal| meal.iin.as_str()),
            Fact::Day { .. } | Fact::Register { .. } => None,
        }
    }

    /// Whether a fact is a repeat; or every reason against it.
    fn decide(&self, on: NaiveDate, fact: &Fact) -> Result<bool, Vec<Code>> {
        match fact {
            Fact::List { iin, entry: Some(entry) } => self.listed(on, iin, entry),
            Fact::List { iin, entry: None } => self.delisted(on, iin),
            Fact::Notified { iin } => self.notice(on, iin),
            Fact::Replied { iin, agree } => self.replied(on, iin, *agree),
            Fact::Activated { iin } => self.activation(on, iin),
            Fact::Day { school, day, grades, closed } => self.day_said(school, *day, *grades, *closed),
            Fact::Given(meal) => self.given(on, meal),
            Fact::Withdrawn { record } => self.withdrawal(record),
            Fact::Register { sheet, sent } => self.register_said(on, sheet, *sent),
        }
    }

    fn outside(&self, day: NaiveDate) -> bool {
        !self.rules.period.has(day)
    }

    /// M8.
    fn listed(&self, on: NaiveDate, iin: &str, entry: &Entry) -> Result<bool, Vec<Code>> {
        let (rules, month) = (&self.rules, month_of(on));
        let counts = |ground: &String| {
            rules.grounds.contains(ground)
                && (ground != "primary_grade" || rules.primary_grades.has(entry.grade))
        };
        refused_by(&[
            (!rules.has_month(month), "outside_pilot"),
            (on > rules.list_closes.of(month), "list_closed"),
            (!rules.regions.contains(&entry.region), "region_not_in_pilot"),
            (!entry.grounds.iter().any(counts), "no_ground"),
        ])?;
        Ok(self.entry(iin, on) == Some(entry))
    }

    /// M9.
    fn delisted(&self, on: NaiveDate, iin: &str) -> Result<bool, Vec<Code>> {
        let month = month_of(on);
        refused_by(&[
            (!self.rules.has_month(month), "outside_pilot"),
            (on > self.rules.list_closes.of(month), "list_closed"),
            (self.listings(iin, month).is_empty(), "not_listed"),
        ])?;
        Ok(self.entry(iin, on).is_none())
    }

    /// M10.
    fn notice(&self, on: NaiveDate, iin: &str) -> Result<bool, Vec<Code>> {
        let on_list = self.entry(iin, on).is_some();
        let answered = self.answer(month_of(on), iin, on).is_some();
        refused_by(&[
            (self.outside(on), "outside_pilot"),
            (!on_list, "not_listed"),
            (on_list && answered, "already_answered"),
        ])?;
        Ok(self.notified(month_of(on), iin, on))
    }

    /// M11.
    fn replied(&self, on: NaiveDate, iin: &str, agree: bool) -> Result<bool, Vec<Code>> {
        let off = self.entry(iin, on).is_none();
        refused_by(&[(self.outside(on), "outside_pilot"), (off, "not_listed")])?;
        Ok(self.answer(month_of(on), iin, on) == Some(agree))
    }

    /// M12.
    fn activation(&self, on: NaiveDate, iin: &str) -> Result<bool, Vec<Code>> {
        let on_list = self.entry(iin, on).is_some();
        let answer = self.answer(month_of(on), iin, on);
        refused_by(&[
            (self.outside(on), "outside_pilot"),
            (!self.rules.by_holder, "activation_not_needed"),
            (!on_list, "not_listed"),
            (on_list && answer.is_none(), "awaiting_consent"),
            (on_list && answer == Some(false), "consent_refused"),
        ])?;
        Ok(self.activated(month_of(on), iin, on))
    }

    /// M13, M14.
    fn day_said(&self, school: &str, day: NaiveDate, scope: Grades, closed: bool) -> Result<bool, Vec<Code>> {
        let of_month = |sheet: &Sheet| sheet.school == school && sheet.month == month_of(day);
        let sent = self.sheets().iter().any(|sheet| of_month(sheet) && self.sent(sheet));
        let scope = || scope.first..=scope.last;
        refused_by(&[
            (self.outside(day), "outside_pilot"),
            (!scope().any(|grade| self.rules.school_day(day, grade)), "not_a_school_day"),
            (sent, "register_already_sent"),
        ])?;
        Ok(scope().all(|grade| self.closed(school, day, grade) == closed))
    }

    /// The registers that were ever sent.
    fn sheets(&self) -> BTreeSet<&Sheet> {
        let sheets = self.told.iter().filter_map(|told| {
            let Fact::Register { sheet, .. } = &told.fact else { return None };
            Some(sheet)
        });
        sheets.collect()
    }

    /// M15: the record is known, or G.
    fn given(&self, on: NaiveDate, meal: &Meal) -> Result<bool, Vec<Code>> {
        match self.recorded(&meal.record) {
            Some(_) if self.withdrawn(&meal.record) => Err(vec!["record_withdrawn"]),
            Some(known) if known == meal => Ok(true),
            Some(_) => Err(vec!["record_differs"]),
            None => refused_by(&self.conditions(on, meal, false)).map(|()| false),
        }
    }

    /// **G**, the conditions of a meal; the caller may say that the school is shut (section 5).
    fn conditions(&self, on: NaiveDate, meal: &Meal, shut: bool) -> [(bool, Code); 13] {
        let (day, month) = (meal.given_on, month_of(meal.given_on));
        let entry = self.entry(&meal.iin, day);
        let listed = entry.map(|entry| entry.grade);
        let answer = entry.map(|_| self.answer(month, &meal.iin, day));
        let active = !self.rules.by_holder || self.activated(month, &meal.iin, day);
        [
            (self.outside(day), "outside_pilot"),
            (day > on, "given_in_future"),
            ((on - day).num_days() > self.rules.late_entry_days, "entry_too_late"),
            (self.sent(&meal.sheet()), "register_already_sent"),
            (!self.rules.kinds.contains_key(&meal.kind), "kind_not_in_pilot"),
            (self.no_school_day(day, listed), "not_a_school_day"),
            (shut || self.day_closed(&meal.school, day, listed), "day_closed"),
            (entry.is_none(), "not_listed"),
            (entry.is_some_and(|entry| entry.school != meal.school), "other_school"),
            (answer == Some(None), "awaiting_consent"),
            (answer == Some(Some(false)), "consent_refused"),
            (answer == Some(Some(true)) && !active, "voucher_not_active"),
            (self.already_given(&meal.iin, &meal.kind, day), "meal_already_given"),
        ]
    }

    /// M16.
    fn withdrawal(&self, record: &str) -> Result<bool, Vec<Code>> {
        let Some(meal) = self.recorded(record) else { return Err(vec!["no_such_record"]) };
        if self.withdrawn(record) {
            return Ok(true);
        }
        refused_by(&[(self.sent(&meal.sheet()), "register_already_sent")]).map(|()| false)
    }

    /// M17, and M21 for the register itself.
    fn register_refused(&self, on: NaiveDate, month: Month) -> Result<(), Vec<Code>> {
        refused_by(&[
            (!self.rules.has_month(month), "outside_pilot"),
            (on < self.rules.register_due(month), "register_not_due"),
        ])
    }

    /// M17, M18.
    fn register_said(&self, on: NaiveDate, sheet: &Sheet, sent: bool) -> Result<bool, Vec<Code>> {
        if sent {
            self.register_refused(on, sheet.month)?;
        } else {
            refused_by(&[(!self.rules.has_month(sheet.month), "outside_pilot")])?;
        }
        Ok(self.sent(sheet) == sent)
    }
}
