//! Strategies for school meals: facts, whole worlds, and the reference machine.

use alloc::{format, vec, vec::Vec};

use chrono::NaiveDate;
use proptest::{
    bool::weighted,
    collection::vec as vec_of,
    prop_oneof,
    sample::{Index, select},
    strategy::{Just, Strategy},
};

use super::{
    calendar::shifted,
    codes::arb_region,
    people::{made_up_people, references},
};
use crate::{
    Iin, Month, Reference,
    meals::{
        Answer, Due, Entry, Fact, Grade, Ground, GroundSet, Ledger, Meal, Outcome, Refusals, RegisterRow,
        Regulation, SchoolDay, Sheet, Source,
    },
};

/// Facts and their dates, in their order of arrival. `Debug` of a fact shows nobody (N34).
pub type Facts = Vec<(NaiveDate, Fact)>;

/// The stable code of a fact's kind, as a journal has it.
///
/// ```
/// use voucher_core::{meals::Fact, testing::{made_up_people, meals::fact_code}};
///
/// assert_eq!(fact_code(&Fact::Notified { iin: made_up_people().next().unwrap() }), "notified");
/// ```
#[must_use]
pub const fn fact_code(fact: &Fact) -> &'static str {
    match fact {
        Fact::Listed { .. } => "listed",
        Fact::Delisted { .. } => "delisted",
        Fact::Notified { .. } => "notified",
        Fact::Replied { .. } => "replied",
        Fact::Activated { .. } => "activated",
        Fact::DayClosed(_) => "day_closed",
        Fact::DayReopened(_) => "day_reopened",
        Fact::MealGiven { .. } => "meal_given",
        Fact::MealWithdrawn { .. } => "meal_withdrawn",
        Fact::RegisterSent(_) => "register_sent",
        Fact::RegisterRecalled(_) => "register_recalled",
    }
}

/// The first days of the period that lie in a school year: where a world is played.
fn days(regulation: &Regulation) -> Vec<NaiveDate> {
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

fn arb_grade() -> impl Strategy<Value = Grade> {
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
/// use voucher_core::{meals::Regulation, testing::{draws, meals::{arb_fact, fact_code}}};
///
/// let facts = || draws(arb_fact(&Regulation::meals_2026_02(), 2)).take(999);
/// assert!(facts().any(|fact| fact_code(&fact) == "register_recalled"));
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
    fn facts(&self, regulation: &Regulation, iin: Iin, number: usize) -> Facts {
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
///     all += facts.len();
/// }
/// assert!(accepted > all / 4 && accepted < all);
/// ```
pub fn arb_facts(regulation: &Regulation, pupils: usize) -> impl Strategy<Value = Facts> + use<> {
    let regulation = regulation.clone();
    vec_of(arb_course(), 0..=pupils.max(1)).prop_map(move |courses| {
        let mut facts: Facts = courses
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
/// use voucher_core::{meals::Regulation, testing::{draws, meals::{arb_unsound_facts, fact_code}}};
///
/// let worlds = draws(arb_unsound_facts(&Regulation::meals_2026_02(), 2)).take(50);
/// assert!(worlds.flatten().any(|(_, fact)| fact_code(&fact) == "day_reopened"));
/// ```
pub fn arb_unsound_facts(regulation: &Regulation, pupils: usize) -> impl Strategy<Value = Facts> + use<> {
    let stray = (proptest::arbitrary::any::<Index>(), arb_fact(regulation, pupils));
    let first = regulation.period().first;
    (arb_facts(regulation, pupils), vec_of(stray, 0..20)).prop_map(move |(mut facts, strays)| {
        for (place, fact) in strays {
            let place = place.index(facts.len().saturating_add(1));
            let on = facts.get(place.saturating_sub(1)).map_or(first, |(on, _)| *on);
            facts.insert(place, (on, fact));
        }
        facts
    })
}

/// A system that keeps the rules: a service with a database, a port to another language. It begins without facts.
pub trait SystemUnderTest {
    /// Takes a fact or refuses it (M8-M18).
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome;

    /// What is due on a date, in the order of M24.
    fn due(&mut self, on: NaiveDate) -> Vec<Due>;

    /// The rows of a register, formed on a date (M21).
    ///
    /// # Errors
    ///
    /// Why it cannot be formed.
    fn register(&mut self, sheet: &Sheet, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals>;
}

impl SystemUnderTest for Ledger {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        Self::record(self, on, fact)
    }

    fn due(&mut self, on: NaiveDate) -> Vec<Due> {
        Self::due(self, on)
    }

    fn register(&mut self, sheet: &Sheet, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals> {
        Self::register(self, sheet, on).map(|register| register.rows().to_vec())
    }
}

/// What one side said, without personal data (N34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// To the fact.
    Outcome(Outcome),
    /// How much is due, by count.
    Due(usize),
    /// Of a register: its count of rows, or why it cannot be formed.
    Register(Result<usize, Refusals>),
}

/// The first difference between a ledger and a system.
pub type Difference = super::Difference<Said>;

/// Drives a ledger beside a system and compares every answer: to each fact, then all that is due, then the register that
/// the fact belongs to.
///
/// Sound facts and unsound ones can be mixed: a refused fact must change neither.
///
/// # Errors
///
/// The first difference.
///
/// ```
/// use chrono::NaiveDate;
/// use voucher_core::{meals::*, testing::{draws, meals::{SystemUnderTest, arb_facts, check}}};
///
/// /// A system that takes a meal twice (G).
/// struct Generous(Ledger);
///
/// impl SystemUnderTest for Generous {
///     fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
///         match self.0.record(on, fact) {
///             Outcome::Refused(refusals) if refusals.iter().eq([Refusal::MealAlreadyGiven]) => {
///                 Outcome::Accepted { repeat: false, stage: Some(Stage::Active) }
///             }
///             outcome => outcome,
///         }
///     }
///     fn due(&mut self, on: NaiveDate) -> Vec<Due> { self.0.due(on) }
///     fn register(&mut self, sheet: &Sheet, on: NaiveDate) -> Result<Vec<RegisterRow>, Refusals> {
///         self.0.register(sheet, on).map(|register| register.rows().to_vec())
///     }
/// }
///
/// let regulation = Regulation::meals_2026_02();
/// let new = || Ledger::new(regulation.clone());
/// let worlds: Vec<_> = draws(arb_facts(&regulation, 3)).take(200).collect();
/// assert!(worlds.iter().all(|facts| check(&regulation, &mut new(), facts).is_ok()));
/// let caught = worlds.iter().find_map(|facts| check(&regulation, &mut Generous(new()), facts).err()).unwrap();
/// assert_eq!(caught.fact, "meal_given");
/// ```
pub fn check(
    regulation: &Regulation,
    system: &mut impl SystemUnderTest,
    facts: &[(NaiveDate, Fact)],
) -> Result<(), Difference> {
    let mut ledger = Ledger::new(regulation.clone());
    for (place, (on, fact)) in facts.iter().enumerate() {
        let same = |ours: Said, theirs: Said, same: bool| {
            let (step, fact) = (place.saturating_add(1), fact_code(fact));
            if same { Ok(()) } else { Err(Difference { step, fact, ledger: ours, system: theirs }) }
        };
        let (ours, theirs) = (ledger.record(*on, fact), system.record(*on, fact));
        same(Said::Outcome(ours), Said::Outcome(theirs), ours == theirs)?;
        let (ours, theirs) = (ledger.due(*on), system.due(*on));
        same(Said::Due(ours.len()), Said::Due(theirs.len()), ours == theirs)?;
        if let Some(sheet) = sheet_of(fact) {
            let due = regulation.register_due(sheet.month).map_or(*on, |due| due.max(*on));
            let (ours, theirs) =
                (SystemUnderTest::register(&mut ledger, &sheet, due), system.register(&sheet, due));
            let said = |side: &Result<Vec<RegisterRow>, Refusals>| {
                Said::Register(side.as_ref().map(Vec::len).map_err(|refusals| *refusals))
            };
            same(said(&ours), said(&theirs), ours == theirs)?;
        }
    }
    Ok(())
}

/// The register that a fact belongs to, if it names one.
fn sheet_of(fact: &Fact) -> Option<Sheet> {
    match *fact {
        Fact::RegisterSent(sheet) | Fact::RegisterRecalled(sheet) => Some(sheet),
        Fact::MealGiven { meal: Meal { school, supplier, given_on, .. }, .. } => {
            Some(Sheet { month: Month::of(given_on), school, supplier })
        }
        Fact::Listed { .. }
        | Fact::Delisted { .. }
        | Fact::Notified { .. }
        | Fact::Replied { .. }
        | Fact::Activated { .. }
        | Fact::DayClosed(_)
        | Fact::DayReopened(_)
        | Fact::MealWithdrawn { .. } => None,
    }
}
