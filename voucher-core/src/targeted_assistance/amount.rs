//! Poverty line, base, top-up, months: exact fractions, rounded once (T4, T28, T29, T30).

use alloc::vec::Vec;
use core::fmt;

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{
        case::{Case, Census, People},
        household::{Profile, Role},
        kind::AssistanceKind,
        quarter::Quarter,
        regulation::{AgeOn, Regulation, Rounding, TopUp},
    },
    value::{
        calendar::{Month, Period},
        money::{Amount, Rate, Tiyn, rounded_half_up, rounded_up},
    },
};

/// The figures that an amount rests on, as far as the caller knows them (T4, T29).
///
/// ```
/// use voucher_core::{Amount, Tiyn, targeted_assistance::{Figures, Regulation}};
///
/// let regulation = Regulation::asp_2025_01();
/// let minimum = Some(Amount::parse("50851")?);
/// let figures = Figures { minimum, ..Figures::default() };
/// assert_eq!(figures.line(&regulation), None); // nothing stands in for the median
/// let figures = Figures { median: Some(Amount::parse("100000")?), ..figures };
/// assert_eq!(figures.line(&regulation), Some(Tiyn::new(3_559_600))); // 35,595.7
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct Figures {
    /// The poverty line of the region and quarter, in tenge for a person and month; where it is given, minimum and median
    /// are not looked at (T4).
    #[cfg_attr(feature = "serde", serde(default))]
    pub line: Option<Amount>,
    /// The subsistence minimum of the region and the income quarter, in tenge a month (T4).
    #[cfg_attr(feature = "serde", serde(default))]
    pub minimum: Option<Amount>,
    /// The median income of the region and the income quarter, in tenge a month (T4).
    #[cfg_attr(feature = "serde", serde(default))]
    pub median: Option<Amount>,
    /// The monthly calculation index of the application quarter, in tenge (T29).
    #[cfg_attr(feature = "serde", serde(default))]
    pub mci: Option<Amount>,
}

impl Figures {
    /// The poverty line, given or from the statistics; none where it is not known (T4).
    #[must_use]
    pub fn line(&self, regulation: &Regulation) -> Option<Tiyn> {
        if let Some(line) = self.line {
            return Some(Tiyn::new(line.units()));
        }
        let rule = &regulation.line;
        // In 1/10,000 tiyn.
        let share = |of: Amount, share: Rate| u128::from(of.units()) * u128::from(share.units());
        let of_minimum = share(self.minimum?, rule.minimum_share);
        let line = match rule.median_share {
            Some(of_median) => of_minimum.max(share(self.median?, of_median)),
            None => of_minimum,
        };
        Some(rounded(line, 10_000, rule.rounding))
    }
}

/// A fraction of tiyn, rounded.
#[inline(always)]
pub(crate) fn rounded(numerator: u128, denominator: u128, rounding: Rounding) -> Tiyn {
    let tenge = 100 * denominator;
    Tiyn::new(match rounding {
        Rounding::TengeUp => rounded_up(numerator, tenge).saturating_mul(100),
        Rounding::TengeHalfUp => rounded_half_up(numerator, tenge).saturating_mul(100),
        Rounding::TiynHalfUp => rounded_half_up(numerator, denominator),
    })
}

/// The months of an assignment (T30).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    first: Month,
    last: Month,
}

impl Term {
    /// From the month of registration to the end of the quarter.
    pub(crate) fn to_quarters_end(on: NaiveDate) -> Self {
        Self { first: Month::of(on), last: Quarter::of(on).last() }
    }

    /// So many months from the month of registration, none after the year 9999.
    pub(crate) fn of_months(on: NaiveDate, months: i32) -> Self {
        let first = Month::of(on);
        Self { first, last: first.plus(months - 1).min(Month::LAST) }
    }

    /// The term of a kind; none where it hangs on a kind that is not known.
    pub(crate) fn of(regulation: &Regulation, on: NaiveDate, kind: Option<AssistanceKind>) -> Option<Self> {
        match (regulation.parts().conditional_months, kind) {
            (None, _) | (Some(_), Some(AssistanceKind::Unconditional)) => Some(Self::to_quarters_end(on)),
            (Some(months), Some(AssistanceKind::Conditional)) => Some(Self::of_months(on, months)),
            (Some(_), None) => None,
        }
    }

    pub(crate) fn months(self) -> impl Iterator<Item = Month> {
        core::iter::successors(Some(self.first), move |month| {
            Some(month.next()).filter(|next| *next <= self.last)
        })
    }

    /// The days on which assistance is received (T31).
    pub(crate) fn days(self) -> Period {
        Period { first: self.first.first_day(), last: self.last.last_day() }
    }
}

/// The months for whose gas voucher assistance on these days counts: those whose day before the first lies in these days,
/// none after the year 9999 (T31, N11).
///
/// ```
/// use voucher_core::{Month, parse_date, targeted_assistance::gas_months};
///
/// let (first, last) = (parse_date("2026-02-01")?, parse_date("2026-03-31")?);
/// let months: Vec<Month> = gas_months(first, last).collect();
/// assert_eq!(months, [Month::parse("2026-03")?, Month::parse("2026-04")?]);
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn gas_months(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = Month> {
    let months = core::iter::successors(Some(Month::of(first).next()), |month| Some(month.next()));
    months.take_while(move |month| *month <= Month::LAST && month.previous().last_day() <= last)
}

/// A month of an assignment (T28, T29). `Debug` shows no amount (N34).
///
/// ```
/// use voucher_core::{Month, Tiyn, targeted_assistance::MonthAmount};
///
/// let month = MonthAmount { month: Month::parse("2026-02")?, base: Tiyn::ZERO, top_up: Tiyn::new(648_800) };
/// assert_eq!(month.total(), month.top_up);
/// assert_eq!(format!("{month:?}"), "MonthAmount(hidden)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct MonthAmount {
    /// The month.
    pub month: Month,
    /// What fills the gap to the poverty line (T28).
    pub base: Tiyn,
    /// The top-up for children (T29).
    pub top_up: Tiyn,
}

impl MonthAmount {
    /// Base and top-up.
    #[must_use]
    pub const fn total(&self) -> Tiyn {
        Tiyn::new(self.base.tiyn().saturating_add(self.top_up.tiyn()))
    }
}

impl fmt::Debug for MonthAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MonthAmount(hidden)")
    }
}

impl TopUp {
    /// The day on which the age is seen for a month.
    pub(crate) fn day_of(&self, month: Month, on: NaiveDate) -> NaiveDate {
        match self.age_on {
            AgeOn::FirstDay => month.first_day(),
            AgeOn::LastDay => month.last_day(),
            AgeOn::Registration => on,
        }
    }

    /// What each child of the ages gets.
    pub(crate) fn amount(&self, mci: Amount) -> Tiyn {
        rounded(u128::from(self.multiple.units()) * u128::from(mci.units()), 10_000, self.rounding)
    }
}

impl Census {
    /// T28: the whole line for some, what is below the line for the others.
    #[inline(always)]
    pub(crate) fn base(&self, regulation: &Regulation, line: Tiyn, whole: u64) -> Tiyn {
        let shares = self.shares();
        // Everything in tiyn for each share, so that the sum is rounded once. An income that 64 bits cannot hold is above any line.
        let line = line.tiyn().saturating_mul(shares);
        let per_capita = match regulation.parts().per_capita_rounding.rounding() {
            Some(rounding) => rounded(self.counted, shares.into(), rounding).tiyn().saturating_mul(shares),
            None => u64::try_from(self.counted).unwrap_or(u64::MAX),
        };
        let others = self.heads().saturating_sub(whole);
        let below = line.saturating_sub(per_capita);
        let sum = whole.saturating_mul(line).saturating_add(others.saturating_mul(below));
        rounded(sum.into(), shares.into(), regulation.parts().amount_rounding)
    }
}

impl<P: People> Case<'_, P> {
    /// Whether a child is of the ages of the top-up in a month (T29).
    fn is_of_the_ages(&self, top_up: &TopUp, born: NaiveDate, month: Month) -> bool {
        let day = top_up.day_of(month, self.on);
        !self.regulation.is_under(born, top_up.first_age, day)
            && self.regulation.is_under(born, top_up.last_age + 1, day)
    }

    fn children(&self) -> impl Iterator<Item = Option<NaiveDate>> {
        self.members().filter(|person| person.profile.role == Role::Child).map(|person| person.profile.born)
    }

    /// Whether an MCI is asked for (T25).
    pub(crate) fn asks_mci(&self, term: Option<Term>) -> bool {
        let Some(top_up) = self.regulation.top_up else { return false };
        let term = term.unwrap_or_else(|| Term::to_quarters_end(self.on));
        let of_the_ages = |born| term.months().any(|month| self.is_of_the_ages(&top_up, born, month));
        self.children().any(|born| born.is_none_or(of_the_ages))
    }

    /// The amounts of a term, where everything that they hang on is known (T28, T29, T32).
    pub(crate) fn months(
        &self,
        line: Tiyn,
        census: &Census,
        mci: Option<Amount>,
        term: Term,
    ) -> Option<Vec<MonthAmount>> {
        if !census.knows_per_capita() {
            return None;
        }
        let base = census.base(self.regulation, line, self.whole_lines()?);
        let top_ups = |month| match self.regulation.top_up {
            Some(top_up) => self.top_ups(&top_up, mci, month),
            None => Some(Tiyn::ZERO),
        };
        term.months().map(|month| Some(MonthAmount { month, base, top_up: top_ups(month)? })).collect()
    }

    /// How many members get the whole line; none where a birth date is not known that it hangs on.
    fn whole_lines(&self) -> Option<u64> {
        let Some(rule) = self.regulation.parts().whole_line else { return Some(0) };
        let under = |profile: &Profile| match profile.role {
            Role::Child => Some(rule.child_under),
            Role::Student => Some(rule.student_under),
            Role::Applicant | Role::Spouse | Role::Other => None,
        };
        self.members().try_fold(0, |whole, person| match under(&person.profile) {
            Some(years) => {
                Some(whole + u64::from(self.regulation.is_under(person.profile.born?, years, self.on)))
            }
            None => Some(whole),
        })
    }

    /// The top-ups of a month; none where a birth date or the MCI is not known that they hang on.
    fn top_ups(&self, top_up: &TopUp, mci: Option<Amount>, month: Month) -> Option<Tiyn> {
        let mut sum = 0_u64;
        for born in self.children() {
            if self.is_of_the_ages(top_up, born?, month) {
                sum = sum.saturating_add(top_up.amount(mci?).tiyn());
            }
        }
        Some(Tiyn::new(sum))
    }
}
