//! Whole worlds of school meals.

use alloc::{format, vec::Vec};

use chrono::NaiveDate;
use proptest::{
    bool::weighted,
    collection::vec as vec_of,
    prop_oneof,
    sample::{Index, select},
    strategy::{Just, Strategy},
};

use super::facts::{Facts, arb_fact, arb_grade, days};
use crate::{
    Iin, Month, Reference,
    meals::{Answer, Entry, Fact, Grade, GroundSet, Meal, Regulation, Sheet, Source},
    testing::{
        calendar::shifted,
        people::{made_up_people, references},
    },
};

/// A pupil's part of a world: on the list from the first day, consented, and meals, some of them told late.
#[derive(Clone, Debug)]
struct Course {
    school: Reference,
    grade: Grade,
    agrees: bool,
    activates: bool,
    meals: Vec<(Index, i64, Source)>,
    leaves: bool,
}

fn arb_course() -> impl Strategy<Value = Course> {
    let meal = (proptest::arbitrary::any::<Index>(), prop_oneof![6 => Just(0), 3 => 0..=7_i64, 1 => Just(8)]);
    let meal = (meal, select(Source::ALL)).prop_map(|((day, late), source)| (day, late, source));
    let most = (weighted(0.9), weighted(0.9), weighted(0.1));
    (select(references("S", 2)), arb_grade(), most, vec_of(meal, 0..9)).prop_map(
        |(school, grade, (agrees, activates, leaves), meals)| Course {
            school,
            grade,
            agrees,
            activates,
            meals,
            leaves,
        },
    )
}

impl Course {
    fn facts(&self, regulation: &Regulation, iin: Iin, number: usize) -> Vec<(NaiveDate, Fact)> {
        let days = days(regulation);
        let region = crate::Region::from_kato(regulation.parts().regions.first().map_or("", |kato| kato));
        let kind =
            regulation.parts().meals_per_day.keys().next().and_then(|kind| Reference::parse(kind).ok());
        let (Some(&first), Ok(region), Some(kind)) = (days.first(), region, kind) else { return Vec::new() };
        let grounds = GroundSet::from_iter(regulation.parts().grounds.iter().copied());
        let entry = Entry { school: self.school, region, grade: self.grade, grounds };
        let answer = if self.agrees { Answer::Agree } else { Answer::Refuse };
        let mut facts = Vec::from([
            (first, Fact::Listed { iin, entry }),
            (first, Fact::Notified { iin }),
            (first, Fact::Replied { iin, answer }),
        ]);
        if self.activates {
            facts.push((first, Fact::Activated { iin }));
        }
        let supplier = references("F", 1).first().copied().unwrap_or(self.school);
        for (each, (day, late, source)) in self.meals.iter().enumerate() {
            let given_on = *day.get(&days);
            let meal = Meal { iin, school: self.school, supplier, kind, given_on, source: *source };
            if let Ok(record) = Reference::parse(&format!("T{number}/{each}")) {
                facts.push((shifted(given_on, *late), Fact::MealGiven { record, meal }));
            }
        }
        if self.leaves {
            facts.extend(days.last().map(|last| (*last, Fact::Delisted { iin })));
        }
        facts
    }
}

/// A world of so many pupils in date order: lists, consent, meals that mostly count, and a register that is sent.
///
/// ```
/// use voucher_core::{meals::{Ledger, Regulation}, testing::{draws, meals::arb_facts}};
///
/// let regulation = Regulation::meals_2026_02();
/// let (mut accepted, mut all) = (0, 0);
/// for facts in draws(arb_facts(&regulation, 3)).take(50) {
///     let mut ledger = Ledger::new(regulation.clone());
///     accepted += facts.iter().filter(|(on, fact)| ledger.record(*on, fact).is_accepted()).count();
///     all += facts.as_slice().len();
/// }
/// assert!(accepted > all / 4 && accepted < all);
/// ```
pub fn arb_facts(regulation: &Regulation, pupils: usize) -> impl Strategy<Value = Facts> + use<> {
    arb_dated(regulation, pupils).prop_map(Facts::from_iter)
}

fn arb_dated(
    regulation: &Regulation,
    pupils: usize,
) -> impl Strategy<Value = Vec<(NaiveDate, Fact)>> + use<> {
    let regulation = regulation.clone();
    vec_of(arb_course(), 0..=pupils.max(1)).prop_map(move |courses| {
        let mut facts: Vec<_> = courses
            .iter()
            .zip(made_up_people())
            .enumerate()
            .flat_map(|(number, (course, iin))| course.facts(&regulation, iin, number))
            .collect();
        if let (Some(day), [school, ..], [supplier, ..]) =
            (days(&regulation).first(), references("S", 1).as_slice(), references("F", 1).as_slice())
        {
            let sheet = Sheet { month: Month::of(*day), school: *school, supplier: *supplier };
            let due = regulation.register_due(sheet.month);
            facts.extend(due.map(|due| (due, Fact::RegisterSent(sheet))));
        }
        facts.sort_by_key(|(on, _)| *on);
        facts
    })
}

/// A world with everything wrong in it: facts of [`arb_facts`], and others at any place.
///
/// ```
/// use voucher_core::{meals::Regulation, testing::{draws, meals::arb_unsound_facts}};
///
/// let mut worlds = draws(arb_unsound_facts(&Regulation::meals_2026_02(), 2)).take(50);
/// assert!(worlds.any(|facts| facts.iter().any(|(_, fact)| fact.code() == "day_reopened")));
/// ```
pub fn arb_unsound_facts(regulation: &Regulation, pupils: usize) -> impl Strategy<Value = Facts> + use<> {
    let stray = (proptest::arbitrary::any::<Index>(), arb_fact(regulation, pupils));
    let first = regulation.period().first;
    (arb_dated(regulation, pupils), vec_of(stray, 0..20)).prop_map(move |(mut facts, strays)| {
        for (place, fact) in strays {
            let place = place.index(facts.len().saturating_add(1));
            let on = facts.get(place.saturating_sub(1)).map_or(first, |(on, _)| *on);
            facts.insert(place, (on, fact));
        }
        Facts::from_iter(facts)
    })
}
