//! Facts of school meals (M8-M18).

use crate::{
    meals::grade::Grade,
    value::{calendar::Month, coded::coded, identity::Iin, reference::Reference, region::Region, set::Set},
};
use chrono::NaiveDate;

coded! {
    /// A ground on which a pupil is on the list (M8).
    ///
    /// Deliberately exhaustive: a new ground must break your build.
    ///
    /// ```
    /// use voucher_core::meals::Ground;
    ///
    /// assert_eq!(Ground::ALL.len(), 6);
    /// assert_eq!(Ground::from_code("primary_grade"), Some(Ground::PrimaryGrade));
    /// ```
    Ground {
        /// In a primary grade; counts in the regulation's grades only.
        PrimaryGrade "primary_grade",
        /// A family on targeted social assistance.
        TargetedSocial "targeted_social",
        /// A family with an income below the subsistence minimum.
        BelowSubsistence "below_subsistence",
        /// Orphans and children without parental care.
        NoParentalCare "no_parental_care",
        /// A family in an emergency.
        Emergency "emergency",
        /// By decision of the school's body.
        SchoolDecision "school_decision",
    }

    /// The answer of the holder (M11).
    ///
    /// Deliberately exhaustive: a new answer must break your build.
    ///
    /// ```
    /// use voucher_core::meals::Answer;
    ///
    /// assert_eq!(Answer::from_code("refuse"), Some(Answer::Refuse));
    /// ```
    Answer {
        /// The holder consents.
        Agree "agree",
        /// The holder refuses.
        Refuse "refuse",
    }

    /// How a meal was recorded (M15).
    ///
    /// Deliberately exhaustive: a new source must break your build.
    ///
    /// ```
    /// use voucher_core::meals::Source;
    ///
    /// assert_eq!(Source::ALL.last(), Some(&Source::ByHand));
    /// ```
    Source {
        /// By a terminal.
        Terminal "terminal",
        /// By a QR code.
        Qr "qr",
        /// By hand.
        ByHand "by_hand",
    }
}

/// Some grounds.
///
/// ```
/// use voucher_core::meals::{Ground, GroundSet};
///
/// let grounds = GroundSet::from_iter([Ground::Emergency, Ground::PrimaryGrade]);
/// assert_eq!(grounds.iter().next(), Some(Ground::PrimaryGrade)); // by the order of the list
/// ```
pub type GroundSet = Set<Ground, u8>;

/// What the list says of a pupil (M8).
///
/// ```
/// use voucher_core::{Iin, Reference, Region, meals::*, parse_date};
///
/// let entry = |grade| Entry {
///     school: Reference::parse("S-1").unwrap(),
///     region: Region::Astana,
///     grade: Grade::new(grade).unwrap(),
///     grounds: GroundSet::from_iter([Ground::PrimaryGrade]),
/// };
/// let (mut ledger, iin) = (Ledger::new(Regulation::meals_2026_02()), Iin::parse("990101600002")?);
/// let mut listed = |grade| ledger.record(parse_date("2026-03-02").unwrap(), &Fact::Listed { iin, entry: entry(grade) });
/// assert!(listed(4).is_accepted() && !listed(5).is_accepted()); // grade 5 is no primary grade
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Entry {
    /// The school.
    pub school: Reference,
    /// The region of the school.
    pub region: Region,
    /// The pupil's grade.
    pub grade: Grade,
    /// The grounds on which the pupil is on the list.
    pub grounds: GroundSet,
}

/// A meal as its recording device tells it (M15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Meal {
    /// The pupil.
    pub iin: Iin,
    /// The school.
    pub school: Reference,
    /// Who cooked and is paid.
    pub supplier: Reference,
    /// The kind of meal.
    pub kind: Reference,
    /// The day of the meal.
    pub given_on: NaiveDate,
    /// How it was recorded.
    pub source: Source,
}

/// Whose register: the meals of a school and supplier in a month (M17).
///
/// ```
/// use voucher_core::{Month, Reference, meals::Sheet};
///
/// let sheet = |supplier: &str| Sheet {
///     school: Reference::parse("S-1").unwrap(),
///     supplier: Reference::parse(supplier).unwrap(),
///     month: Month::parse("2026-03").unwrap(),
/// };
/// assert!(sheet("F-1") < sheet("F-2")); // by month, school, supplier
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Sheet {
    /// The month.
    pub month: Month,
    /// The school.
    pub school: Reference,
    /// The supplier.
    pub supplier: Reference,
}

/// Some grades of a school on a day (M13).
///
/// ```
/// use voucher_core::{Reference, meals::*, parse_date};
///
/// let (school, day) = (Reference::parse("S-1")?, parse_date("2026-02-09")?); // grade 1 has a week of its own
/// let of = |first_grade, last_grade| Fact::DayClosed(SchoolDay { school, day, first_grade, last_grade });
/// let [first, second] = [Grade::new(1)?, Grade::new(2)?];
/// let published = Regulation::meals_2024_09();
/// let mut ledger = Ledger::new(published);
/// assert!(!ledger.record(day, &of(first, first)).is_accepted());
/// assert!(ledger.record(day, &of(first, second)).is_accepted());
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SchoolDay {
    /// The school.
    pub school: Reference,
    /// The day.
    pub day: NaiveDate,
    /// The first grade meant.
    pub first_grade: Grade,
    /// The last grade meant; below the first for no grade at all (M13, M14).
    pub last_grade: Grade,
}

/// Something that happened, on a date given beside it. Nothing else changes a ledger.
///
/// Deliberately exhaustive: a new fact must break your build.
///
/// ```
/// use voucher_core::{Iin, Reference, meals::{Fact, Ledger, Outcome, Refusal, Regulation}, parse_date};
///
/// let mut ledger = Ledger::new(Regulation::meals_2026_02());
/// let withdrawn = Fact::MealWithdrawn { record: Reference::parse("T1/0001")? };
/// let Outcome::Refused(refusals) = ledger.record(parse_date("2026-03-02")?, &withdrawn) else { panic!() };
/// assert!(refusals.iter().eq([Refusal::NoSuchRecord]));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// An entry of the list of the date's month (M8).
    Listed {
        /// The pupil.
        iin: Iin,
        /// What the list says.
        entry: Entry,
    },
    /// Taken off the list (M9).
    Delisted {
        /// The pupil.
        iin: Iin,
    },
    /// The holder was notified (M10).
    Notified {
        /// The pupil.
        iin: Iin,
    },
    /// The holder answered (M11).
    Replied {
        /// The pupil.
        iin: Iin,
        /// The answer.
        answer: Answer,
    },
    /// The holder activated the voucher (M12).
    Activated {
        /// The pupil.
        iin: Iin,
    },
    /// Some grades have no meals on a day (M13).
    DayClosed(SchoolDay),
    /// The grades have meals again (M14).
    DayReopened(SchoolDay),
    /// A meal was given (M15).
    MealGiven {
        /// The reference that the recording device gave to the meal.
        record: Reference,
        /// The meal.
        meal: Meal,
    },
    /// A meal no longer counts (M16).
    MealWithdrawn {
        /// The record of the meal.
        record: Reference,
    },
    /// A register was sent (M17).
    RegisterSent(Sheet),
    /// A register is to be sent anew (M18).
    RegisterRecalled(Sheet),
}

impl Fact {
    /// The stable code of its kind, as a journal has it.
    ///
    /// ```
    /// use voucher_core::{Reference, meals::Fact};
    ///
    /// let record = Reference::parse("T1/0001")?;
    /// assert_eq!(Fact::MealWithdrawn { record }.code(), "meal_withdrawn");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Listed { .. } => "listed",
            Self::Delisted { .. } => "delisted",
            Self::Notified { .. } => "notified",
            Self::Replied { .. } => "replied",
            Self::Activated { .. } => "activated",
            Self::DayClosed(_) => "day_closed",
            Self::DayReopened(_) => "day_reopened",
            Self::MealGiven { .. } => "meal_given",
            Self::MealWithdrawn { .. } => "meal_withdrawn",
            Self::RegisterSent(_) => "register_sent",
            Self::RegisterRecalled(_) => "register_recalled",
        }
    }
}

/// The answer of a ledger of school meals to a fact. The stage is that of the pupil whom the fact is about, in the month of
/// the fact's date.
///
/// ```
/// use voucher_core::{Region, meals::*, *};
///
/// let mut ledger = Ledger::new(Regulation::meals_2026_02());
/// let iin = Iin::parse("990101600002")?;
/// let grounds = GroundSet::from_iter([Ground::PrimaryGrade]);
/// let entry = |grade| Entry {
///     school: Reference::parse("S-1").unwrap(),
///     region: Region::Astana,
///     grade: Grade::new(grade).unwrap(),
///     grounds,
/// };
/// let on = parse_date("2026-03-02")?;
/// let outcome = ledger.record(on, &Fact::Listed { iin, entry: entry(4) });
/// assert_eq!(outcome, Outcome::Accepted { repeat: false, stage: Some(Stage::ToNotify) });
/// // A primary grade counts up to the fourth:
/// assert!(!ledger.record(on, &Fact::Listed { iin, entry: entry(5) }).is_accepted());
/// # Ok::<(), Error>(())
/// ```
pub type Outcome = crate::programme::Outcome<super::stage::Stage, super::refusal::Refusal>;
