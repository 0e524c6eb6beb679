//! Members, incomes, families, figures.

use alloc::{format, vec::Vec};

use chrono::NaiveDate;
use proptest::{
    bool::ANY as EITHER,
    collection::vec,
    option, prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use crate::{
    Amount, QuarterTenge, Reference,
    targeted_assistance::{
        Breach, CaresFor, Contract, Event, Evidence, Family, Figures, Household, Income, IncomeKind, Member,
        Refusal, Regulation, RegulationSet, Role, Stage, Stated, Status, Survey, Told,
    },
    testing::{codes::closed_lists, read},
};

closed_lists! { "targeted_assistance::",
    arb_evidence: Evidence,
    arb_income_kind: IncomeKind,
    arb_refusal: Refusal,
    arb_role: Role,
    arb_stage: Stage,
    arb_status: Status,
}

/// A published regulation.
///
/// ```
/// use voucher_core::testing::{draws, targeted_assistance::arb_published_regulation};
///
/// assert!(draws(arb_published_regulation()).take(99).any(|regulation| regulation.id() == "asp-2018-01"));
/// ```
pub fn arb_published_regulation() -> impl Strategy<Value = Regulation> {
    select(RegulationSet::published().iter().cloned().collect::<Vec<_>>())
}

/// Mostly known, sometimes not.
fn known<T: core::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    option::weighted(0.875, value)
}

/// An amount of tenge up to so many tiyn.
fn tenge(most: u64) -> impl Strategy<Value = Amount> {
    read(0..=most, |tiyn| Amount::parse(&format!("{}.{:02}", tiyn / 100, tiyn % 100)).ok())
}

/// A day of birth of somebody up to 70 years old in 2026, or not born yet.
fn arb_born() -> impl Strategy<Value = NaiveDate> {
    read((1956..=2026_i32, 1..=366_u32), |(year, day)| NaiveDate::from_yo_opt(year, day))
}

/// An income of a quarter.
///
/// ```
/// use voucher_core::{targeted_assistance::IncomeKind, testing::{draws, targeted_assistance::arb_income}};
///
/// assert!(draws(arb_income()).take(99).any(|income| income.kind == IncomeKind::Credit));
/// ```
pub fn arb_income() -> impl Strategy<Value = Income> {
    let amount = prop_oneof![4 => 0..=40_000_000_u64, 1 => Just(0), 1 => 0..1_000_000_000_000_u64];
    let kind = prop_oneof![4 => Just(IncomeKind::Wages), 1 => arb_income_kind()];
    read((kind, amount), |(kind, tiyn)| {
        let amount = QuarterTenge::parse(&format!("{}.{:02}", tiyn / 100, tiyn % 100)).ok()?;
        Some(Income { kind, amount })
    })
}

/// Something of an applicant's history.
///
/// ```
/// use voucher_core::{targeted_assistance::Breach, testing::{draws, targeted_assistance::arb_event}};
///
/// assert!(draws(arb_event()).take(99).any(|event| event.what == Breach::FalseInformation));
/// ```
pub fn arb_event() -> impl Strategy<Value = Event> {
    (select(Breach::ALL), arb_born()).prop_map(|(what, on)| Event { what, on })
}

/// A member of a role, of whom something may not be known.
fn arb_member(name: &'static str, role: Role) -> impl Strategy<Value = Member> {
    let able = if role == Role::Child { Just(false).boxed() } else { EITHER.boxed() };
    let cares_for = prop_oneof![2 => Just(CaresFor::Nobody), 1 => select(CaresFor::ALL)];
    let stated = vec(select(Stated::ALL), 0..=2);
    read((known(arb_born()), known(able), known(cares_for), known(stated)), move |parts| {
        let (born, able_bodied, cares_for, stated) = parts;
        let stated = stated.map(|stated| stated.into_iter().collect());
        Some(Member { member: Reference::parse(name).ok()?, role, born, able_bodied, cares_for, stated })
    })
}

/// Members `a` to `e`: the applicant first, up to four others behind.
fn arb_members() -> impl Strategy<Value = Vec<Member>> {
    let others = vec(select(&[Role::Spouse, Role::Child, Role::Student, Role::Other]), 0..=4);
    others.prop_flat_map(|others| {
        let roles = core::iter::once(Role::Applicant).chain(others);
        let names = ["a", "b", "c", "d", "e"].into_iter();
        names.zip(roles).map(|(name, role)| arb_member(name, role)).collect::<Vec<_>>()
    })
}

/// A household of one to five.
///
/// ```
/// use voucher_core::testing::{draws, targeted_assistance::arb_household};
///
/// assert!(draws(arb_household()).take(99).any(|household| household.members().len() == 1));
/// ```
pub fn arb_household() -> impl Strategy<Value = Household> {
    read(arb_members(), |members| Household::new(members).ok())
}

/// A family of which much is told, but not always all.
///
/// ```
/// use voucher_core::testing::{draws, targeted_assistance::arb_family};
///
/// assert!(draws(arb_family()).take(99).any(|family| family.status.is_none()));
/// ```
pub fn arb_family() -> impl Strategy<Value = Family> {
    let told = arb_members().prop_flat_map(|members| {
        let told = |member: Member| {
            let parts = (known(EITHER), known(EITHER), known(vec(arb_income(), 0..=3)));
            parts.prop_map(move |(registered, absent, incomes)| Told { member, registered, absent, incomes })
        };
        members.into_iter().map(told).collect::<Vec<_>>()
    });
    let word = (
        known(arb_status()),
        known(EITHER),
        known(select(Survey::ALL)),
        known(EITHER),
        known(select(Contract::ALL)),
        known(vec(arb_event(), 0..=2)),
    );
    read((told, word), |(told, (status, overlap, survey, need, contract, history))| {
        let household = Household::new(told).ok()?;
        Some(Family { status, overlap, survey, need, contract, history, household })
    })
}

/// A family of which all is told, and nothing refuses but perhaps its incomes.
///
/// ```
/// use voucher_core::testing::{draws, targeted_assistance::arb_known_family};
///
/// assert!(draws(arb_known_family()).take(99).all(|family| family.history == Some(vec![])));
/// ```
pub fn arb_known_family() -> impl Strategy<Value = Family> {
    read(arb_family(), |family| {
        let known = |told: &Told| {
            let member = told.member;
            let counts = |income: &Income| income.kind == IncomeKind::Wages;
            let incomes = told.incomes.iter().flatten().copied().filter(counts).collect();
            Told {
                member: Member {
                    born: member.born.or(NaiveDate::from_ymd_opt(2020, 2, 29)),
                    able_bodied: Some(member.able_bodied == Some(true)),
                    cares_for: member.cares_for.or(Some(CaresFor::Nobody)),
                    ..member
                },
                registered: Some(true),
                absent: Some(told.absent == Some(true)),
                incomes: Some(incomes),
            }
        };
        Some(Family {
            status: Some(Status::Citizen),
            overlap: Some(false),
            survey: Some(Survey::Done),
            need: Some(true),
            contract: Some(Contract::Signed),
            history: Some(Vec::new()),
            household: Household::new(family.household.members().iter().map(known).collect()).ok()?,
        })
    })
}

/// Figures, of which some may not be known.
///
/// ```
/// use voucher_core::testing::{draws, targeted_assistance::arb_figures};
///
/// assert!(draws(arb_figures()).take(99).any(|figures| figures.line.is_none() && figures.median.is_some()));
/// ```
pub fn arb_figures() -> impl Strategy<Value = Figures> {
    let amount = || known(tenge(9_000_000));
    (amount(), amount(), amount(), amount()).prop_map(|(line, minimum, median, mci)| Figures {
        line,
        minimum,
        median,
        mci,
    })
}
