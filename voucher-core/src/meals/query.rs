//! What a ledger's queries answer with.

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::{
    meals::{fact::Sheet, refusal::Refusal, stage::Stage},
    programme::{Counts, Programme, Verdict},
    value::{coded::coded, identity::Iin, money::Tiyn, reference::Reference, set::Set},
};

coded! {
    /// A fact without which a preview cannot tell (N26).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::meals::MissingFact;
    ///
    /// assert_eq!(MissingFact::ALL, [MissingFact::DayOpen]);
    /// ```
    MissingFact {
        /// Whether the school is open on the day.
        DayOpen "day_open",
    }

    /// Something that must be done (M24).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::meals::Action;
    ///
    /// assert_eq!(Action::ALL.first(), Some(&Action::Notify));
    /// ```
    Action {
        /// Notify the holder.
        Notify "notify",
        /// Remind the holder to activate.
        RemindToActivate "remind_to_activate",
        /// Send a register.
        SendRegister "send_register",
    }
}

/// Facts that are missing.
pub type MissingFacts = Set<MissingFact>;

/// The answer to *may this pupil get this meal on this date?* (N26)
pub type Preview = Verdict<CommitKey, Refusal, MissingFact>;

/// What must be unique across machines: a pupil's meal of a kind and day (N25).
///
/// With a limit of 1, one unique constraint at the host on all its fields. A palm reader and a QR code on one day are one key.
///
/// ```
/// use voucher_core::{Iin, Programme, Reference, meals::CommitKey, parse_date};
///
/// let key = CommitKey::new(Iin::parse("990101600002")?, parse_date("2026-03-18")?, Reference::parse("hot_meal")?);
/// assert_eq!((key.programme(), key.given_on().to_string().as_str()), (Programme::Meals, "2026-03-18"));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitKey {
    iin: Iin,
    given_on: NaiveDate,
    kind: Reference,
}

impl CommitKey {
    /// The key of a pupil's meal.
    #[must_use]
    pub const fn new(iin: Iin, given_on: NaiveDate, kind: Reference) -> Self {
        Self { iin, given_on, kind }
    }

    /// The programme: meals.
    #[must_use]
    pub const fn programme(&self) -> Programme {
        Programme::Meals
    }

    /// The pupil.
    #[must_use]
    pub const fn iin(&self) -> Iin {
        self.iin
    }

    /// The day of the meal.
    #[must_use]
    pub const fn given_on(&self) -> NaiveDate {
        self.given_on
    }

    /// The kind of meal.
    #[must_use]
    pub const fn kind(&self) -> Reference {
        self.kind
    }
}

/// Something that a system must do (M24). Orders by action, then by iin or by month, school and supplier.
///
/// Deliberately exhaustive: a new duty must break your build.
///
/// ```
/// use voucher_core::{Iin, meals::{Action, Due}};
///
/// let iin = Iin::parse("990101600002")?;
/// assert!(Due::Notify { iin } < Due::RemindToActivate { iin });
/// assert_eq!(Due::Notify { iin }.action(), Action::Notify);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// Notify the holder about this pupil.
    Notify {
        /// The pupil.
        iin: Iin,
    },
    /// Remind the holder to activate this pupil's voucher.
    RemindToActivate {
        /// The pupil.
        iin: Iin,
    },
    /// Send this register.
    SendRegister(Sheet),
}

impl Due {
    /// What is to be done.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::Notify { .. } => Action::Notify,
            Self::RemindToActivate { .. } => Action::RemindToActivate,
            Self::SendRegister(_) => Action::SendRegister,
        }
    }
}

/// How many pupils with a `listed` in a month stand at each stage (M25).
pub type Summary = Counts<Stage>;

/// Where the meals of a school, month and kind went (M20).
///
/// ```
/// use voucher_core::{Month, Reference, meals::*, parse_date};
///
/// let ledger = Ledger::new(Regulation::meals_2026_02());
/// let (school, kind) = (Reference::parse("S-1")?, Reference::parse("hot_meal")?);
/// let planned = ledger.planned(&school, Month::parse("2026-03")?, &kind, parse_date("2026-03-31")?).unwrap();
/// assert_eq!((planned.planned(), planned.given), (0, 0)); // nobody is on the list
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Planned {
    /// Meals given.
    pub given: u64,
    /// Meals of days on which the grade was closed.
    pub closed: u64,
    /// Meals that consent or activation was missing for.
    pub no_consent: u64,
    /// Meals of days up to the date that were not given.
    pub absent: u64,
    /// Meals of days after the date.
    pub ahead: u64,
    /// Meals given beside these, such as those given before the day was closed.
    pub over: u64,
}

impl Planned {
    /// All meals of pupils' school days: given, closed, without consent, absent and ahead.
    #[must_use]
    pub const fn planned(&self) -> u64 {
        self.given + self.closed + self.no_consent + self.absent + self.ahead
    }

    /// The sum, part by part.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            given: self.given + other.given,
            closed: self.closed + other.closed,
            no_consent: self.no_consent + other.no_consent,
            absent: self.absent + other.absent,
            ahead: self.ahead + other.ahead,
            over: self.over + other.over,
        }
    }
}

/// What a register costs (M22).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Amount {
    /// By price, the lowest first.
    pub parts: Vec<AmountPart>,
}

/// The meals of one price (M22).
///
/// ```
/// use voucher_core::{Tiyn, meals::AmountPart};
///
/// let part = AmountPart { price: Tiyn::new(76_099), count: 21 };
/// assert_eq!(part.sum().to_string(), "15980.79");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct AmountPart {
    /// The price.
    pub price: Tiyn,
    /// How many meals.
    pub count: u64,
}

impl AmountPart {
    /// What these meals cost, exactly.
    ///
    /// ```
    /// use voucher_core::{Tiyn, meals::AmountPart};
    ///
    /// assert_eq!(AmountPart { price: Tiyn::new(1), count: 0 }.sum(), Tiyn::ZERO);
    /// ```
    #[must_use]
    pub const fn sum(&self) -> Tiyn {
        Tiyn::new(self.price.tiyn().saturating_mul(self.count))
    }
}

impl Amount {
    /// How many meals there are.
    ///
    /// ```
    /// use voucher_core::meals::Amount;
    ///
    /// assert_eq!(Amount::default().count(), 0);
    /// ```
    #[must_use]
    pub fn count(&self) -> u64 {
        self.parts.iter().map(|part| part.count).sum()
    }

    /// What all of them cost, exactly.
    ///
    /// ```
    /// use voucher_core::{Tiyn, meals::{Amount, AmountPart}};
    ///
    /// let part = |price, count| AmountPart { price: Tiyn::new(price), count };
    /// assert_eq!(Amount { parts: vec![part(76_099, 21), part(100_000, 1)] }.total().to_string(), "16980.79");
    /// ```
    #[must_use]
    pub fn total(&self) -> Tiyn {
        Tiyn::new(self.parts.iter().fold(0, |total: u64, part| total.saturating_add(part.sum().tiyn())))
    }
}
