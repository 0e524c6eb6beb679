//! A parent's screen in one call.

use voucher_core::{
    Iin, Language, Month, Reference,
    meals::{Answer, Fact, Ledger, Outcome, Refusal, Refusals, Regulation, Stage},
};

use crate::{
    calendar::{DaysLeft, MonthPhase},
    error::VoucherError,
    meals::{
        facts::MealMonthFacts,
        text::{MealReason, MealStageText},
    },
    replay::RefusedLine,
    value::CivilDate,
};

/// All that a parent's screen shows of a month. Nothing here is about another month, whenever it is looked at, but the next
/// school day where the month has none left.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealScreen {
    /// The month.
    pub month: Month,
    /// Where it lies, seen from the date.
    pub phase: MonthPhase,
    /// Where the child stands on the date (M7), with its words.
    pub stage: MealStageText,
    /// The last day on which the stage can last while the child is on the list of each month: of the school year or of the rules;
    /// none in a month that is over.
    pub until: Option<CivilDate>,
    /// How long that is, in words.
    pub days_left: Option<DaysLeft>,
    /// The school that the month's list names; none off the list.
    pub school: Option<Reference>,
    /// The grade that the month's list names, 0 to 12; none off the list.
    pub grade: Option<u32>,
    /// The parent's answer that stands in the school year on the date; it outlives leaving the list.
    pub consent: Option<Answer>,
    /// Every day of the month.
    pub days: Vec<MealDay>,
    /// The first school day after the date; of a month ahead its first one; none of a month that is over.
    pub next_school_day: Option<CivilDate>,
    /// What holds on the date alone; none in another month, and where the voucher has ended: `phase` or `stage` is the reason.
    pub today: Option<MealToday>,
    /// The lines that the rules did not take; they changed nothing.
    pub refused: Vec<RefusedLine>,
}

/// A day of the month that is shown.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealDay {
    /// The day.
    pub day: CivilDate,
    /// Whether meals are given on it: the rules are in force, the grade has lessons, the school is not closed. Off the list, any
    /// grade of any school.
    pub is_school_day: bool,
    /// The kinds of the meals that the child got.
    pub given: Vec<Reference>,
    /// Why the child can get no meal, or no further one, by what stood on the day; empty where one can be given.
    pub blocked: Vec<MealReason>,
}

/// What holds on the date.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealToday {
    /// The date among the days of the month.
    pub day: MealDay,
    /// Those reasons of the day that the stage does not say: what to show beside it.
    pub blocked: Vec<MealReason>,
    /// The button for the parent's consent.
    pub agree: MealButton,
    /// The button for the parent's refusal.
    pub refuse: MealButton,
    /// The button that activates the voucher.
    pub activate: MealButton,
}

/// A button. A dark one always tells why.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MealButton {
    /// To press it changes something.
    Lit,
    /// It is so already.
    Done,
    /// The rules would refuse it.
    Dark {
        /// Every reason, in the order of the norms; at least one.
        reasons: Vec<MealReason>,
    },
}

/// Where a child stands in a month, what it got on which day, what a parent can do, until when and in which words.
#[uniffi::export]
pub fn meal_screen(
    facts: MealMonthFacts,
    regulation: Regulation,
    today: CivilDate,
    language: Language,
) -> Result<MealScreen, VoucherError> {
    let (ledger, refused) = facts.replay(regulation);
    let MealMonthFacts { iin, month, .. } = facts;
    let stage = ledger.stage(iin, month, today);
    let entry = ledger.entry(iin, month, today);
    let days = days(&ledger, iin, month, language);
    let phase = MonthPhase::of(month, today);
    let day = days.iter().find(|day| day.day == today && stage != Stage::Ended).cloned();
    let until = ledger.until(stage, month).filter(|_| phase != MonthPhase::Over);
    let button = |fact| button(&ledger, today, &fact, language);
    Ok(MealScreen {
        month,
        phase,
        stage: MealStageText::in_month(stage, phase, language),
        until,
        days_left: until.and_then(|until| DaysLeft::new(until, today, language)),
        school: entry.map(|entry| entry.school),
        grade: entry.map(|entry| entry.grade.number()),
        consent: ledger.answer(iin, month, today),
        next_school_day: next_school_day(&ledger, iin, phase, &days, today),
        today: day.map(|day| MealToday {
            blocked: day.blocked.iter().filter(|reason| !stage.says(reason.refusal)).cloned().collect(),
            day,
            agree: button(Fact::Replied { iin, answer: Answer::Agree }),
            refuse: button(Fact::Replied { iin, answer: Answer::Refuse }),
            activate: button(Fact::Activated { iin }),
        }),
        days,
        refused,
    })
}

/// The days of a month, each by what is seen on it.
fn days(ledger: &Ledger, iin: Iin, month: Month, language: Language) -> Vec<MealDay> {
    let meals = ledger.meals(iin, month);
    let on = |day| {
        let blocked = ledger.obstacles(iin, day);
        MealDay {
            day,
            is_school_day: is_school_day(blocked),
            given: meals.iter().filter(|meal| meal.given_on == day).map(|meal| meal.kind).collect(),
            blocked: MealReason::all(blocked.iter(), language),
        }
    };
    month.first_day().iter_days().take_while(|day| Month::of(*day) == month).map(on).collect()
}

fn is_school_day(blocked: Refusals) -> bool {
    let without_meals = [Refusal::OutsidePilot, Refusal::NotASchoolDay, Refusal::DayClosed];
    !without_meals.into_iter().any(|refusal| blocked.contains(refusal))
}

fn next_school_day(
    ledger: &Ledger,
    iin: Iin,
    phase: MonthPhase,
    days: &[MealDay],
    today: CivilDate,
) -> Option<CivilDate> {
    let of_month = days.iter().find(|day| day.day > today && day.is_school_day).map(|day| day.day);
    let after = || days.last().and_then(|last| ledger.next_meal_day(iin, last.day));
    match phase {
        MonthPhase::Ahead => of_month,
        MonthPhase::Current => of_month.or_else(after),
        MonthPhase::Over => None,
    }
}

/// Asks by doing, in a ledger that is thrown away.
fn button(ledger: &Ledger, today: CivilDate, fact: &Fact, language: Language) -> MealButton {
    match ledger.clone().record(today, fact) {
        Outcome::Accepted { repeat: false, .. } => MealButton::Lit,
        Outcome::Accepted { repeat: true, .. } => MealButton::Done,
        Outcome::Refused(refusals) => {
            MealButton::Dark { reasons: MealReason::all(refusals.iter(), language) }
        }
    }
}
