//! What is known for a question about a right.

use core::num::NonZeroU16;

use chrono::{Days, NaiveDate};
use proptest::{
    collection::vec,
    option::weighted,
    prop_oneof,
    strategy::{Just, Strategy, Union},
};

use super::codes::{arb_award, arb_cause, arb_group};
use crate::{
    family_card::{
        AwardedMotherFacts, BreadwinnerFacts, Child, ChildCareFacts, ChildDisabilityCarerFacts, DayOrNone,
        DisabilityFacts, JobLossFacts, LargeFamilyFacts, MaternityFacts, RightFacts, TargetedAssistanceFacts,
    },
    testing::{amounts::arb_amount, read},
};

/// A day up to 25 years before a date, or a few days after it.
fn arb_day_near(on: NaiveDate) -> impl Strategy<Value = NaiveDate> + Clone {
    let before = prop_oneof![2 => 0..=3_u64, 2 => 0..=600_u64, 2 => 0..=9200_u64];
    let day = move |days: Option<NaiveDate>| days.unwrap_or(on);
    prop_oneof![
        6 => before.prop_map(move |days| day(on.checked_sub_days(Days::new(days)))),
        1 => (1..=3_u64).prop_map(move |days| day(on.checked_add_days(Days::new(days)))),
    ]
}

/// A day near a date, or none.
///
/// ```
/// use voucher_core::{family_card::DayOrNone, parse_date, testing::{draws, family_card::arb_day_or_none}};
///
/// let on = parse_date("2026-02-10")?;
/// assert!(draws(arb_day_or_none(on)).take(99).any(|day| day == DayOrNone::None));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn arb_day_or_none(on: NaiveDate) -> impl Strategy<Value = DayOrNone> + Clone {
    prop_oneof![4 => arb_day_near(on).prop_map(DayOrNone::On), 1 => Just(DayOrNone::None)]
}

/// A child who lives with a family on a date, of whom all, something or nothing is known.
///
/// ```
/// use voucher_core::{parse_date, testing::{draws, family_card::arb_child}};
///
/// let on = parse_date("2026-02-10")?;
/// assert!(draws(arb_child(on)).take(99).any(|child| child.born.is_none()));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn arb_child(on: NaiveDate) -> impl Strategy<Value = Child> {
    (weighted(0.9, arb_day_near(on)), weighted(0.7, proptest::bool::ANY))
        .prop_map(|(born, student)| Child { born, student })
}

/// The facts of a question about any right on a date, most of them known.
///
/// ```
/// use voucher_core::{family_card::*, parse_date, testing::{draws, family_card::arb_right_facts}};
///
/// let (regulation, on) = (Proactive::proactive_2025_09(), parse_date("2026-02-10")?);
/// let answers: Vec<_> = draws(arb_right_facts(on)).take(99).map(|facts| entitled(&regulation, &facts, on)).collect();
/// assert!(answers.iter().any(|answer| matches!(answer, Entitlement::Yes { worth: Worth::Amount(_), .. })));
/// assert!(answers.iter().any(|answer| matches!(answer, Entitlement::CannotTell { .. })));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn arb_right_facts(on: NaiveDate) -> impl Strategy<Value = RightFacts> {
    let yes_no = || weighted(0.9, proptest::bool::weighted(0.8));
    let amount = || weighted(0.8, arb_amount());
    let (day, or_none) = (|| weighted(0.9, arb_day_near(on)), || weighted(0.9, arb_day_or_none(on)));
    let from_one = |most| weighted(0.8, read(1..=most, NonZeroU16::new));
    // Boxed, because nine strategies by value are more than the stack of a test has room for.
    Union::new([
        (yes_no(), or_none(), from_one(4096_u16), amount())
            .prop_map(|(insured, sick_list_from, sick_list_days, income_12_months)| {
                RightFacts::Maternity(MaternityFacts {
                    insured,
                    sick_list_from,
                    sick_list_days,
                    income_12_months,
                })
            })
            .boxed(),
        (yes_no(), day(), from_one(6), amount())
            .prop_map(|(insured, born, order, income_24_months)| {
                RightFacts::ChildCare(ChildCareFacts { insured, born, order, income_24_months })
            })
            .boxed(),
        (weighted(0.9, 0..=300_u16), or_none(), amount())
            .prop_map(|(months_of_participation, registered_on, income_24_months)| {
                RightFacts::JobLoss(JobLossFacts { months_of_participation, registered_on, income_24_months })
            })
            .boxed(),
        (or_none(), weighted(0.9, 0..=8_u16), yes_no(), yes_no())
            .prop_map(|(lost_on, dependants, insured, both_parents_lost)| {
                RightFacts::Breadwinner(BreadwinnerFacts { lost_on, dependants, insured, both_parents_lost })
            })
            .boxed(),
        (yes_no(), day(), or_none(), or_none())
            .prop_map(|(carer, born, established_on, until)| {
                RightFacts::ChildDisabilityCarer(ChildDisabilityCarerFacts {
                    carer,
                    born,
                    established_on,
                    until,
                })
            })
            .boxed(),
        (or_none(), or_none(), day(), weighted(0.8, arb_group()), yes_no(), weighted(0.8, arb_cause()))
            .prop_map(|(established_on, until, born, group, since_childhood, cause)| {
                let facts = DisabilityFacts { established_on, until, born, group, since_childhood, cause };
                RightFacts::Disability(facts)
            })
            .boxed(),
        weighted(0.9, vec(arb_child(on), 0..=10))
            .prop_map(|children| RightFacts::LargeFamily(LargeFamilyFacts { children }))
            .boxed(),
        (weighted(0.9, arb_award()), day())
            .prop_map(|(award, awarded_on)| {
                RightFacts::AwardedMother(AwardedMotherFacts { award, awarded_on })
            })
            .boxed(),
        (amount(), amount())
            .prop_map(|(income_per_head, poverty_line)| {
                RightFacts::TargetedAssistance(TargetedAssistanceFacts { income_per_head, poverty_line })
            })
            .boxed(),
    ])
}
