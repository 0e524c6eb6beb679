//! Facts with their dates.

use alloc::{vec, vec::Vec};
use core::fmt;

use chrono::NaiveDate;
use proptest::{collection::vec as vec_of, prop_oneof, sample::select, strategy::Strategy};

use crate::{
    Iin, Month, Reference,
    meals::{Answer, Entry, Fact, Grade, Ground, GroundSet, Meal, Regulation, SchoolDay, Sheet, Source},
    testing::{
        codes::arb_region,
        people::{made_up_people, references},
    },
};

/// Facts and their dates, in their order of arrival.
///
/// `Debug` shows the facts, of which none shows anybody (N34).
pub type Facts = crate::testing::Facts<Fact>;

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

/// The first days of the period that lie in a school year: where a world is played.
pub(super) fn days(regulation: &Regulation) -> Vec<NaiveDate> {
    let first = regulation.period().first;
    let days: Vec<_> = regulation.days_after(first.pred_opt().unwrap_or(first)).take(20).collect();
    if days.is_empty() { vec![first] } else { days }
}

/// A kind that the regulation has, or seldom one that it has not.
fn arb_kind(regulation: &Regulation) -> impl Strategy<Value = Reference> + use<> {
    let kinds = regulation.parts().meals_per_day.keys();
    let kinds: Vec<_> = kinds.filter_map(|kind| Reference::parse(kind).ok()).collect();
    prop_oneof![9 => select(kinds), 1 => select(references("KIND", 1))]
}

pub(super) fn arb_grade() -> impl Strategy<Value = Grade> {
    (0..=12_u32).prop_map(|number| Grade::new(number).unwrap_or(Grade::LAST))
}

fn arb_entry() -> impl Strategy<Value = Entry> {
    let grounds = vec_of(select(Ground::ALL), 0..3).prop_map(GroundSet::from_iter);
    let school = select(references("S", 2));
    (school, arb_region(), arb_grade(), grounds).prop_map(|(school, region, grade, grounds)| Entry {
        school,
        region,
        grade,
        grounds,
    })
}

/// Any fact about one of so many pupils, at two schools and suppliers, on one of the first days of the regulation.
///
/// ```
/// use voucher_core::{meals::Regulation, testing::{draws, meals::arb_fact}};
///
/// let facts = || draws(arb_fact(&Regulation::meals_2026_02(), 2)).take(999);
/// assert!(facts().any(|fact| fact.code() == "register_recalled"));
/// ```
pub fn arb_fact(regulation: &Regulation, pupils: usize) -> impl Strategy<Value = Fact> + use<> {
    let pupils: Vec<Iin> = made_up_people().take(pupils.max(1)).collect();
    let (days, records) = (days(regulation), references("R", pupils.len() * 8));
    let iin = || select(pupils.clone());
    let (school, supplier) = (|| select(references("S", 2)), || select(references("F", 2)));
    let record = || select(records.clone());
    let day = || select(days.clone());
    let school_day = || {
        (school(), day(), arb_grade(), arb_grade()).prop_map(|(school, day, first_grade, last_grade)| {
            SchoolDay { school, day, first_grade, last_grade }
        })
    };
    let sheet = || {
        (day(), school(), supplier()).prop_map(|(day, school, supplier)| Sheet {
            month: Month::of(day),
            school,
            supplier,
        })
    };
    let meal = (iin(), school(), supplier(), arb_kind(regulation), day(), select(Source::ALL)).prop_map(
        |(iin, school, supplier, kind, given_on, source)| Meal {
            iin,
            school,
            supplier,
            kind,
            given_on,
            source,
        },
    );
    prop_oneof![
        3 => (iin(), arb_entry()).prop_map(|(iin, entry)| Fact::Listed { iin, entry }),
        1 => iin().prop_map(|iin| Fact::Delisted { iin }),
        1 => iin().prop_map(|iin| Fact::Notified { iin }),
        3 => (iin(), select(Answer::ALL)).prop_map(|(iin, answer)| Fact::Replied { iin, answer }),
        2 => iin().prop_map(|iin| Fact::Activated { iin }),
        1 => school_day().prop_map(Fact::DayClosed),
        1 => school_day().prop_map(Fact::DayReopened),
        6 => (record(), meal).prop_map(|(record, meal)| Fact::MealGiven { record, meal }),
        2 => record().prop_map(|record| Fact::MealWithdrawn { record }),
        1 => sheet().prop_map(Fact::RegisterSent),
        1 => sheet().prop_map(Fact::RegisterRecalled),
    ]
}
