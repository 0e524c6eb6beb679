//! The rules of each service (K14 to K17), one function a service, in the order of the norms.

use alloc::vec::Vec;
use core::num::NonZeroU16;

use chrono::NaiveDate;

use super::{
    Award, AwardedMotherFacts, BreadwinnerFacts, Cause, Child, ChildCareFacts, ChildDisabilityCarerFacts,
    DayOrNone, DisabilityFacts, Entitlement, Group, JobLossFacts, LargeFamilyFacts, MaternityFacts,
    MissingFact, MissingFacts, TargetedAssistanceFacts, Worth,
    case::{At, Case, Days, day, no_rules, unknown},
    exact::Exact,
};
use crate::{
    family_card::{
        proactive::{AwardRates, BaseRow, DisabilityRow, LargeFamilyRow, in_force},
        refusal::Refusal,
    },
    value::{
        money::{Amount, Factor, Tiyn},
        order,
    },
};

/// Income counts up to so many minimum wages.
fn capped(income: Option<Amount>, base: &BaseRow<Amount>, cap: Factor) -> Exact {
    Exact::of(income.unwrap_or_default()).min(Exact::of(base.minimum_wage).times(cap))
}

pub(crate) fn maternity(at: &At<'_>, facts: &MaternityFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.maternity, at.on) else { return no_rules() };
    let first = day(facts.sick_list_from);
    let days = Days { first, last: first.map(|first| at.last_of(first, row.term_months)) };
    let mut case = Case::default();
    case.needs(facts.insured.as_ref(), MissingFact::Insured);
    case.needs(facts.sick_list_from.as_ref(), MissingFact::SickListFrom);
    case.refuse_if(facts.insured == Some(false), Refusal::NotInsured);
    case.refuse_if(facts.sick_list_from == Some(DayOrNone::None), Refusal::NoSickList);
    case.within(at.on, days);
    case.answer_within(days, || {
        let unknown = unknown([
            (facts.sick_list_days.is_none(), MissingFact::SickListDays),
            (facts.income_12_months.is_none(), MissingFact::IncomeTwelveMonths),
        ]);
        at.worth(unknown, row.income_cap, |base, cap| {
            let days = u128::from(facts.sick_list_days.map_or(0, NonZeroU16::get));
            let days_per_month = u128::from(row.days_per_month.unsigned_abs());
            capped(facts.income_12_months, base, cap)
                .times_of(days, days_per_month)
                .less(row.withheld)
                .rounded(at.rounding())
        })
    })
}

pub(crate) fn child_care(at: &At<'_>, facts: &ChildCareFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.child_care, at.on) else { return no_rules() };
    let first = facts.born;
    let days = Days { first, last: first.map(|first| at.last_of(first, row.term_months)) };
    let mut case = Case::default();
    case.needs(facts.insured.as_ref(), MissingFact::Insured);
    case.needs(facts.born.as_ref(), MissingFact::Born);
    case.refuse_if(facts.insured == Some(false), Refusal::NotInsured);
    case.within(at.on, days);
    case.answer_within(days, || {
        let unknown = unknown([
            (facts.order.is_none(), MissingFact::Order),
            (facts.income_24_months.is_none(), MissingFact::IncomeTwentyFourMonths),
        ]);
        let floor = nth_or_last(&row.floors, facts.order.map_or(1, NonZeroU16::get));
        let rates = row.income_cap.zip(row.rate).zip(floor);
        at.worth(unknown, rates, |base, ((cap, rate), floor)| {
            let part = capped(facts.income_24_months, base, cap).times(rate);
            part.max(Exact::of(base.mci).times(floor)).rounded(at.rounding())
        })
    })
}

pub(crate) fn job_loss(at: &At<'_>, facts: &JobLossFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.job_loss, at.on) else { return no_rules() };
    let months = facts.months_of_participation.map(i32::from);
    let reached = |months: i32| row.by_months.iter().rev().find(|line| line.months <= months);
    let line = months.and_then(reached);
    let first = day(facts.registered_on);
    let last = first.zip(line).map(|(first, line)| at.last_of(first, line.paid_months));
    let days = Days { first, last };
    let mut case = Case::default();
    case.needs(months.as_ref(), MissingFact::MonthsOfParticipation);
    case.needs(facts.registered_on.as_ref(), MissingFact::RegisteredOn);
    case.refuse_if(months.is_some_and(|months| months < row.least_months), Refusal::TooFewMonths);
    case.refuse_if(facts.registered_on == Some(DayOrNone::None), Refusal::NotRegisteredUnemployed);
    case.within(at.on, days);
    case.answer_within(days, || {
        let unknown = unknown([(facts.income_24_months.is_none(), MissingFact::IncomeTwentyFourMonths)]);
        let rates = row.income_cap.zip(row.rate).zip(line.and_then(|line| line.coefficient));
        at.worth(unknown, rates, |base, ((cap, rate), coefficient)| {
            capped(facts.income_24_months, base, cap).times(rate).times(coefficient).rounded(at.rounding())
        })
    })
}

pub(crate) fn breadwinner(at: &At<'_>, facts: &BreadwinnerFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.breadwinner, at.on) else { return no_rules() };
    let days = Days { first: day(facts.lost_on), last: None };
    let mut case = Case::default();
    case.needs(facts.lost_on.as_ref(), MissingFact::LostOn);
    case.needs(facts.dependants.as_ref(), MissingFact::Dependants);
    case.refuse_if(facts.lost_on == Some(DayOrNone::None), Refusal::NoLoss);
    case.refuse_if(facts.dependants == Some(0), Refusal::NoDependant);
    case.within(at.on, days);
    case.answer_within(days, || {
        let insured = facts.insured == Some(true);
        let unknown = unknown([
            (facts.insured.is_none(), MissingFact::Insured),
            (facts.both_parents_lost.is_none() && !insured, MissingFact::BothParentsLost),
        ]);
        let dependants = facts.dependants.unwrap_or(0);
        let of_subsistence = |base: &BaseRow<Amount>| base.subsistence;
        if insured {
            // The insurance coefficients are not published.
            at.share(unknown, None, of_subsistence)
        } else if facts.both_parents_lost == Some(true) {
            at.worth(unknown, row.both_parents_per_child, |base, rate| {
                each(Exact::of(base.subsistence).times(rate).rounded(at.rounding()), dependants)
            })
        } else {
            at.share(unknown, nth_or_last(&row.by_dependants, dependants), of_subsistence)
        }
    })
}

pub(crate) fn child_disability_carer(at: &At<'_>, facts: &ChildDisabilityCarerFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.child_disability_carer, at.on) else { return no_rules() };
    let grown = facts.born.map(|born| at.last_under(born, row.child_under));
    // The earlier one, as far as known.
    let last = grown.into_iter().chain(day(facts.until)).min();
    let days = Days { first: day(facts.established_on), last };
    let mut case = Case::default();
    case.needs(facts.carer.as_ref(), MissingFact::Carer);
    case.needs(facts.born.as_ref(), MissingFact::Born);
    case.needs(facts.established_on.as_ref(), MissingFact::EstablishedOn);
    case.needs(facts.until.as_ref(), MissingFact::Until);
    case.refuse_if(facts.carer == Some(false), Refusal::NotCarer);
    case.refuse_if(facts.established_on == Some(DayOrNone::None), Refusal::NoDisability);
    case.within(at.on, days);
    case.answer_within(days, || at.share(MissingFacts::default(), row.rate, |base| base.subsistence))
}

pub(crate) fn disability(at: &At<'_>, facts: &DisabilityFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.disability, at.on) else { return no_rules() };
    let days = Days { first: day(facts.established_on), last: day(facts.until) };
    let mut case = Case::default();
    case.needs(facts.established_on.as_ref(), MissingFact::EstablishedOn);
    case.needs(facts.until.as_ref(), MissingFact::Until);
    case.refuse_if(facts.established_on == Some(DayOrNone::None), Refusal::NoDisability);
    case.within(at.on, days);
    case.answer_within(days, || worth_of_disability(at, row, facts))
}

/// K16.
fn worth_of_disability(at: &At<'_>, row: &DisabilityRow<Factor>, facts: &DisabilityFacts) -> Worth {
    let young = facts.born.is_some_and(|born| at.is_under(born, row.young_under));
    let minor = facts.born.is_some_and(|born| at.is_under(born, row.adult_from));
    let childhood = minor || facts.since_childhood == Some(true);
    let unknown = unknown([
        (facts.born.is_none(), MissingFact::Born),
        (facts.group.is_none() && !young, MissingFact::Group),
        (facts.since_childhood.is_none() && !minor, MissingFact::SinceChildhood),
        (facts.cause.is_none() && !childhood, MissingFact::Cause),
    ]);
    let rate = if young {
        row.young
    } else if childhood {
        of_group(row.childhood, facts.group)
    } else if facts.cause == Some(Cause::General) {
        of_group(row.adult, facts.group)
    } else {
        None
    };
    at.share(unknown, rate, |base| base.subsistence)
}

fn of_group([first, second, third]: [Option<Factor>; 3], group: Option<Group>) -> Option<Factor> {
    match group? {
        Group::First => first,
        Group::Second => second,
        Group::Third => third,
    }
}

pub(crate) fn large_family(at: &At<'_>, facts: &LargeFamilyFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.large_family, at.on) else { return no_rules() };
    let Some(children) = facts.children.as_deref() else {
        return Entitlement::CannotTell { missing: MissingFacts::from_iter([MissingFact::Children]) };
    };
    let least = usize::try_from(row.least_children).unwrap_or(usize::MAX);
    let mut counted = Counted::of(at, row, children);
    let mut case = Case::default();
    let sure = counted.lasts.len();
    case.refuse_if(sure.saturating_add(counted.open) < least, Refusal::TooFewChildren);
    if sure < least {
        return case.answer(|| Entitlement::CannotTell { missing: counted.lacking });
    }
    let last = if counted.open > 0 { None } else { counted.latest(least) };
    case.answer_within(Days { first: None, last }, || {
        let entry = row.by_children.get(sure.saturating_sub(least));
        match entry {
            Some(rate) => at.share(counted.lacking, *rate, |base| base.mci),
            None => at.worth(counted.lacking, row.per_child, |base, rate| {
                let children = u16::try_from(sure).unwrap_or(u16::MAX);
                each(Exact::of(base.mci).times(rate).rounded(at.rounding()), children)
            }),
        }
    })
}

/// The children of a family who count, or may count (K17).
struct Counted {
    /// The last day of each child who counts.
    lasts: Vec<NaiveDate>,
    /// How many may count.
    open: usize,
    /// What those lack.
    lacking: MissingFacts,
}

impl Counted {
    fn of(at: &At<'_>, row: &LargeFamilyRow<Factor>, children: &[Child]) -> Self {
        let lasts = Vec::with_capacity(children.len());
        let mut counted = Self { lasts, open: 0, lacking: MissingFacts::default() };
        for child in children {
            counted.add(at, row, child);
        }
        counted
    }

    fn add(&mut self, at: &At<'_>, row: &LargeFamilyRow<Factor>, child: &Child) {
        let Some(born) = child.born else {
            self.lacking.insert_if(true, MissingFact::Born);
            self.lacking.insert_if(child.student.is_none(), MissingFact::Student);
            self.open += 1;
            return;
        };
        let (grown, graduated) =
            (at.last_under(born, row.child_under), at.last_under(born, row.student_under));
        if born > at.on {
            return;
        }
        if at.on <= grown {
            self.lasts.push(grown);
        } else if at.on <= graduated {
            match child.student {
                Some(true) => self.lasts.push(graduated),
                Some(false) => {}
                None => {
                    self.lacking.insert_if(true, MissingFact::Student);
                    self.open += 1;
                }
            }
        }
    }

    /// The day on which the number of children falls below `least`: the last day of the right.
    fn latest(&mut self, least: usize) -> Option<NaiveDate> {
        order::sort(&mut self.lasts);
        self.lasts.iter().rev().nth(least.checked_sub(1)?).copied()
    }
}

pub(crate) fn awarded_mother(at: &At<'_>, facts: &AwardedMotherFacts) -> Entitlement {
    let Some(row) = in_force(&at.benefits.awarded_mother, at.on) else { return no_rules() };
    let days = Days { first: facts.awarded_on, last: None };
    let mut case = Case::default();
    case.needs(facts.award.as_ref(), MissingFact::Award);
    case.needs(facts.awarded_on.as_ref(), MissingFact::AwardedOn);
    case.refuse_if(facts.award == Some(Award::None), Refusal::NoAward);
    case.within(at.on, days);
    case.answer_within(days, || {
        let rate = facts.award.and_then(|award| of_award(&row.rates, award));
        at.share(MissingFacts::default(), rate, |base| base.mci)
    })
}

const fn of_award(rates: &AwardRates<Factor>, award: Award) -> Option<Factor> {
    match award {
        Award::None => None,
        Award::KumisAlqa => rates.kumis_alqa,
        Award::AltynAlqa => rates.altyn_alqa,
        Award::MotherHeroine => rates.mother_heroine,
        Award::MaternalGlory => rates.maternal_glory,
    }
}

/// Never yes: survey and commission stand between (S4).
pub(crate) fn targeted_assistance(facts: &TargetedAssistanceFacts) -> Entitlement {
    let below = facts.income_per_head.zip(facts.poverty_line).map(|(income, line)| income < line);
    let mut case = Case::default();
    case.needs(facts.income_per_head.as_ref(), MissingFact::IncomePerHead);
    case.needs(facts.poverty_line.as_ref(), MissingFact::PovertyLine);
    case.refuse_if(below == Some(false), Refusal::IncomeNotBelowLine);
    case.answer(|| Entitlement::Potential)
}

/// The entry of a number from 1; the last also for more; none where the list is empty.
fn nth_or_last(list: &[Option<Factor>], number: u16) -> Option<Factor> {
    list.get(usize::from(number).saturating_sub(1)).or(list.last()).copied().flatten()
}

/// A sum for each of so many, rounded before (K13).
fn each(sum: Tiyn, many: u16) -> Tiyn {
    Tiyn::new(sum.tiyn().saturating_mul(u64::from(many)))
}
