//! Who lives in a made-up household, and what it earned in the quarter before. Every weight here is our choice.

use chrono::NaiveDate;
use voucher_core::targeted_assistance::{
    CaresFor, Channel, Household, IncomeKind, Member, Role, Stated, StatedSet, Status,
};
use voucher_core::{Error, Iin, Reference};

use crate::Dice;

/// One member.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) role: Role,
    pub(crate) born: NaiveDate,
    pub(crate) able_bodied: bool,
    pub(crate) cares_for: CaresFor,
    pub(crate) stated: StatedSet,
    /// Tenge of the income quarter, of this kind.
    pub(crate) earned: u32,
    pub(crate) kind: IncomeKind,
}

/// One household and what its application says beside it.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    pub(crate) iin: Iin,
    pub(crate) channel: Channel,
    pub(crate) status: Status,
    /// Measures were refused some months ago.
    pub(crate) refused_measures: bool,
    pub(crate) people: Vec<Person>,
}

const CHILDREN: [(u32, u32); 7] = [(60, 0), (160, 1), (230, 2), (240, 3), (180, 4), (90, 5), (40, 6)];

const CHANNELS: [(u32, Channel); 2] = [(250, Channel::Portal), (150, Channel::Akim)];

const STATUSES: [(u32, Status); 5] = [
    (40, Status::Kandas),
    (2, Status::Refugee),
    (4, Status::Foreigner),
    (1, Status::Stateless),
    (4, Status::Other),
];

impl Home {
    pub(crate) fn new(dice: &mut Dice, iin: Iin) -> Home {
        let channel = dice.pick(&CHANNELS, Channel::Centre);
        let status = dice.pick(&STATUSES, Status::Citizen);
        let refused_measures = dice.often(12);
        let mut people = vec![adult(dice, Role::Applicant)];
        if dice.often(720) {
            people.push(adult(dice, Role::Spouse));
        }
        for _ in 0..dice.pick(&CHILDREN, 2) {
            people.push(minor(dice));
        }
        if dice.often(50) {
            people.push(student(dice));
        }
        if dice.often(90) {
            people.push(old(dice));
        }
        let mut home = Home { iin, channel, status, refused_measures, people };
        home.care(dice);
        home.allowance();
        home
    }

    /// With a small child at home one adult mostly cares for it.
    fn care(&mut self, dice: &mut Dice) {
        let small = self.people.iter().any(|person| person.role == Role::Child && age(person.born) < 3);
        let cares = small && dice.often(650);
        if let Some(applicant) = self.people.first_mut().filter(|_| cares) {
            (applicant.cares_for, applicant.earned) = (CaresFor::YoungChild, 0);
        }
    }

    /// A family of four children has the allowance of a large family; it counts as income.
    fn allowance(&mut self) {
        let children = self.people.iter().filter(|person| person.role == Role::Child).count();
        let rate = [0, 0, 0, 0, 1603, 2004, 2405].get(children).copied().unwrap_or(0);
        if let Some(applicant) = self.people.first_mut().filter(|_| rate > 0) {
            (applicant.kind, applicant.earned) =
                (IncomeKind::LargeFamilyAllowance, applicant.earned + rate * 43 * 3);
        }
    }

    /// The household as the library takes it.
    pub(crate) fn household(&self) -> Result<Household, Error> {
        let member = |(place, person): (u8, &Person)| {
            Ok(Member {
                born: Some(person.born),
                able_bodied: Some(person.able_bodied),
                cares_for: Some(person.cares_for),
                stated: Some(person.stated),
                ..Member::new(name(place)?, person.role)
            })
        };
        Household::new((0..).zip(&self.people).map(member).collect::<Result<_, Error>>()?)
    }
}

/// The reference of a member: `m0` applies.
fn name(place: u8) -> Result<Reference, Error> {
    Reference::parse(&format!("m{place}"))
}

/// In full years at the beginning of 2026, or one less.
fn age(born: NaiveDate) -> i32 {
    2025 - chrono::Datelike::year(&born)
}

fn born(dice: &mut Dice, first: u32, last: u32) -> NaiveDate {
    let year = i32::try_from(dice.within(first, last)).unwrap_or(2000);
    NaiveDate::from_ymd_opt(year, dice.within(1, 12), dice.within(1, 28)).unwrap_or_default()
}

fn adult(dice: &mut Dice, role: Role) -> Person {
    let able_bodied = dice.often(900);
    let earned = if able_bodied && dice.often(680) { dice.within(100, 520) * 1000 } else { 0 };
    let stated = [(!able_bodied).then_some(Stated::Disability), dice.often(50).then_some(Stated::Alimony)];
    let kind = if dice.often(120) { IncomeKind::Business } else { IncomeKind::Wages };
    Person {
        role,
        born: born(dice, 1966, 2004),
        able_bodied,
        cares_for: CaresFor::Nobody,
        stated: stated.into_iter().flatten().collect(),
        earned,
        kind,
    }
}

fn minor(dice: &mut Dice) -> Person {
    let stated = [
        dice.often(25).then_some(Stated::Disability),
        dice.often(12).then_some(Stated::Guardianship),
        dice.often(4).then_some(Stated::Adoption),
    ];
    Person {
        role: Role::Child,
        born: born(dice, 2009, 2025),
        able_bodied: false,
        cares_for: CaresFor::Nobody,
        stated: stated.into_iter().flatten().collect(),
        earned: 0,
        kind: IncomeKind::SocialPayments,
    }
}

/// Some have a scholarship, of which no source says whether it counts (T9).
fn student(dice: &mut Dice) -> Person {
    let earned = if dice.often(300) { 123_000 } else { 0 };
    Person {
        role: Role::Student,
        born: born(dice, 2004, 2007),
        earned,
        kind: IncomeKind::Scholarship,
        ..quiet(dice)
    }
}

fn old(dice: &mut Dice) -> Person {
    let earned = dice.within(150, 360) * 1000;
    Person { role: Role::Other, born: born(dice, 1940, 1960), earned, ..quiet(dice) }
}

/// Somebody of whom there is little to say.
fn quiet(dice: &mut Dice) -> Person {
    Person {
        role: Role::Other,
        born: born(dice, 1940, 1960),
        able_bodied: false,
        cares_for: CaresFor::Nobody,
        stated: StatedSet::default(),
        earned: 0,
        kind: IncomeKind::SocialPayments,
    }
}
