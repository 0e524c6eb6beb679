//! Regulations: the rules as checked data (N3-N8), and the set of them by date.

use alloc::{string::String, vec::Vec};

use chrono::NaiveDate;

use crate::{
    gas::assistance::{Assistance, AssistanceSet},
    programme::{DayRule, Programme, regulation::regulation},
    value::{
        calendar::{Month, Period},
        coded::coded,
        money::{Rate, Volume},
        region::{Region, RegionSet},
    },
};
pub(crate) use checks::{CAUSES, ConsentRules};
use checks::{Days, Discount};
pub use set::RegulationSet;

mod canonical;
mod checks;
#[cfg(feature = "json")]
mod json;
mod published;
mod set;
#[cfg(feature = "json")]
mod sources;

/// The data of a regulation, as its JSON has it: plain, comparable, unchecked until
/// [`Regulation::new`] takes it.
///
/// Whatever the sources leave open is a field here and nowhere a constant in code (N3-N7).
///
/// ```
/// use voucher_core::gas::Regulation;
///
/// let published = Regulation::gas_2025_08();
/// let mut parts = published.parts().clone();
/// parts.id = "wider-window".into();
/// parts.window.first.day = 1;
/// let wider = Regulation::new(parts)?;
/// assert_ne!(wider.digest(), published.digest());
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct RegulationParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: gas.
    pub programme: Programme,
    /// First and last day in force, both inclusive (N3).
    pub period: Period,
    /// KATO codes of the regions that take part.
    pub regions: Vec<String>,
    /// The kinds of assistance that count; any one is enough.
    pub assistance: Vec<Assistance>,
    /// The last day of month on which the list may change.
    pub list_closes: DayRule,
    /// The rules of consent, or none where no consent is needed.
    #[cfg_attr(feature = "serde", serde(default))]
    pub consent: Option<ConsentParts>,
    /// First and last day of month of the activation window, both inclusive (N3).
    pub window: Window,
    /// How many activations an account can have in a month.
    pub activations_per_account: i32,
    /// The day of month on which the register is due.
    pub register_due: DayRule,
    /// The terms of the discount, or none where none are published.
    #[cfg_attr(feature = "serde", serde(default))]
    pub discount: Option<DiscountParts>,
    /// The telephone number for questions.
    #[cfg_attr(feature = "serde", serde(default))]
    pub helpline: Option<String>,
    /// The link that the confirmation SMS carries.
    #[cfg_attr(feature = "serde", serde(default))]
    pub sign_up_link: Option<String>,
}

/// The activation window, unchecked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct Window {
    /// The first day on which a voucher can be activated.
    pub first: DayRule,
    /// The last day on which a voucher can be activated.
    pub last: DayRule,
}

/// The rules of consent, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct ConsentParts {
    /// How long consent holds (N16).
    pub scope: ConsentScope,
    /// Calendar days without an answer after which the repeat SMS is due (N5).
    pub repeat_after_days: i32,
    /// The last day of month to answer.
    pub last_day: DayRule,
    /// Texts that mean "agree".
    pub agree_codes: Vec<String>,
    /// Texts that mean "refuse".
    pub refuse_codes: Vec<String>,
}

/// The terms of the discount as decimal text, unchecked (N29).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct DiscountParts {
    /// The share of the price that is taken off, 0 to 1.
    pub rate: String,
    /// By KATO code: the volume in m³ a month up to which the discount is given.
    pub norms_m3: alloc::collections::BTreeMap<String, String>,
    /// How amounts in tiyn are rounded.
    pub rounding: Rounding,
}

coded! {
    /// How long consent holds (N16).
    ///
    /// Deliberately exhaustive: a new scope must break your build.
    ///
    /// ```
    /// use voucher_core::gas::{ConsentScope, Regulation};
    ///
    /// let consent = Regulation::gas_2025_08().parts().consent.clone().unwrap();
    /// assert_eq!(consent.scope, ConsentScope::Month);
    /// ```
    ConsentScope {
        /// Each month starts with nobody asked.
        Month "month",
        /// Consent carries over while the person stays on the list, until a refusal.
        UntilWithdrawn "until_withdrawn",
    }

    /// How an amount between two tiyn is rounded (N29).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::gas::Rounding;
    ///
    /// assert_eq!(Rounding::ALL, [Rounding::HalfAwayFromZero]);
    /// ```
    Rounding {
        /// Half a tiyn goes up in size.
        HalfAwayFromZero "half_away_from_zero",
    }
}

/// A checked regulation: one order's rules, with a digest of their content.
///
/// ```
/// use voucher_core::{Month, gas::Regulation};
///
/// let regulation = Regulation::gas_2025_08();
/// let february = Month::parse("2026-02")?;
/// assert_eq!(regulation.window_opens(february).to_string(), "2026-02-07");
/// assert_eq!(regulation.window_closes(february).to_string(), "2026-02-28");
/// assert_eq!(regulation.register_due(february).to_string(), "2026-03-01");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "RegulationParts", into = "RegulationParts"))]
pub struct Regulation {
    parts: RegulationParts,
    digest: [u8; 32],
    regions: RegionSet,
    assistance: AssistanceSet,
    pub(crate) days: Days,
    pub(crate) consent: Option<ConsentRules>,
    pub(crate) activations_per_account: u32,
    discount: Option<Discount>,
}

regulation!(Regulation of RegulationParts, "gas::Regulation", "gas_2025_08");

impl Regulation {
    /// First and last day in force.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// The regions that take part.
    #[must_use]
    pub const fn regions(&self) -> RegionSet {
        self.regions
    }

    /// The kinds of assistance that count.
    #[must_use]
    pub const fn assistance(&self) -> AssistanceSet {
        self.assistance
    }

    /// Whether a recipient must consent before a voucher is issued.
    #[must_use]
    pub const fn needs_consent(&self) -> bool {
        self.consent.is_some()
    }

    /// The last day on which the list of the month may change (N11).
    ///
    /// ```
    /// use voucher_core::{Month, gas::Regulation};
    ///
    /// let october = Month::parse("2025-10")?;
    /// assert_eq!(Regulation::gas_2025_08().list_closes(october).to_string(), "2025-10-14");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn list_closes(&self, month: Month) -> NaiveDate {
        self.days.list_closes.in_month(month)
    }

    /// The last day to answer in the month, or none where no consent is needed.
    ///
    /// ```
    /// use voucher_core::{Month, gas::Regulation};
    ///
    /// let (regulation, february) = (Regulation::gas_2025_08(), Month::parse("2026-02")?);
    /// assert_eq!(regulation.last_day_to_answer(february).unwrap().to_string(), "2026-02-28");
    /// assert_eq!(Regulation::gas_2024_12().last_day_to_answer(february), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn last_day_to_answer(&self, month: Month) -> Option<NaiveDate> {
        self.consent.map(|consent| consent.last_day.in_month(month))
    }

    /// The first day of the activation window of the month.
    #[must_use]
    pub fn window_opens(&self, month: Month) -> NaiveDate {
        self.days.window_first.in_month(month)
    }

    /// The last day of the activation window of the month.
    #[must_use]
    pub fn window_closes(&self, month: Month) -> NaiveDate {
        self.days.window_last.in_month(month)
    }

    /// The day from which the register of the month is due.
    #[must_use]
    pub fn register_due(&self, month: Month) -> NaiveDate {
        self.days.register_due.in_month(month)
    }

    /// How many activations an account can have in a month (N25).
    ///
    /// ```
    /// use voucher_core::gas::Regulation;
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// assert_eq!(regulation.activations_per_account(), 1);
    /// assert_eq!(regulation.patched(r#"{"activations_per_account":2}"#)?.activations_per_account(), 2);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn activations_per_account(&self) -> u32 {
        self.activations_per_account
    }

    /// Whether the month is one of the regulation's: its activation window meets the period (N8).
    ///
    /// ```
    /// use voucher_core::{Month, gas::Regulation};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// assert!(!regulation.has_month(Month::parse("2025-07")?));
    /// assert!(regulation.has_month(Month::parse("2025-08")?)); // 28 and 29 August
    /// assert!(regulation.has_month(Month::parse("2026-06")?));
    /// assert!(!regulation.has_month(Month::parse("2026-07")?));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn has_month(&self, month: Month) -> bool {
        self.window_opens(month) <= self.period().last && self.window_closes(month) >= self.period().first
    }

    /// The months of the regulation, in order (N8).
    ///
    /// ```
    /// assert_eq!(voucher_core::gas::Regulation::gas_2025_08().months().count(), 11);
    /// assert_eq!(voucher_core::gas::Regulation::gas_2024_12().months().count(), 5);
    /// ```
    pub fn months(&self) -> impl Iterator<Item = Month> {
        let (first, last) = (self.days.first.0, self.days.last.0);
        core::iter::successors(Some(first), move |month| Some(month.next()).filter(|next| *next <= last))
            .filter(|month| self.has_month(*month))
    }

    /// The terms of the discount for a region, where they are published.
    #[must_use]
    pub fn discount_terms(&self, region: Region) -> Option<DiscountTerms> {
        let discount = self.discount.as_ref()?;
        let (_, norm) = discount.norms.iter().find(|(of, _)| *of == region)?;
        Some(DiscountTerms { rate: discount.rate, norm: *norm })
    }
}

/// A rate, and the norm up to which it is given (N29).
///
/// ```
/// use voucher_core::{Region, gas::Regulation};
///
/// let terms = Regulation::gas_2024_12().discount_terms(Region::Shymkent).unwrap();
/// assert_eq!((terms.rate.to_string(), terms.norm.to_string()), ("0.2400".into(), "631.000".into()));
/// assert_eq!(Regulation::gas_2024_12().discount_terms(Region::Astana), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct DiscountTerms {
    /// The share of the price that is taken off.
    pub rate: Rate,
    /// The volume in m³ a month up to which it is taken off.
    pub norm: Volume,
}

#[cfg(test)]
mod tests;
