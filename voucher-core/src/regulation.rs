//! Regulations: the rules as checked data (N3-N8), and the set of them by date.

use alloc::{string::String, vec::Vec};

use chrono::{Datelike, NaiveDate};

use crate::{
    calendar::{DayOfMonth, IfMissing, Month},
    error::{Error, ErrorKind},
    money::{Rate, Volume},
    region::{Region, RegionSet},
};

mod canonical;
mod published;

/// The data of a regulation, as its JSON has it: plain, comparable, unchecked until
/// [`Regulation::new`] takes it.
///
/// Whatever the sources leave open is a field here and nowhere a constant in code (N3-N7).
///
/// ```
/// use voucher_core::Regulation;
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
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct RegulationParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: `gas`.
    pub programme: String,
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

/// First and last day, both inclusive (N3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Period {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl Period {
    /// Whether the date lies in the period, ends included (N3).
    ///
    /// ```
    /// use voucher_core::{parse_date, Regulation};
    ///
    /// let period = Regulation::gas_2025_08().period();
    /// assert!(!period.contains(parse_date("2025-08-27")?));
    /// assert!(period.contains(parse_date("2025-08-28")?));
    /// assert!(period.contains(parse_date("2026-06-30")?));
    /// assert!(!period.contains(parse_date("2026-07-01")?));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }
}

/// A day of month with the rule for months that lack it, unchecked (N4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct DayRule {
    /// The number of the day.
    pub day: i32,
    /// What stands for it in months that lack it.
    pub if_missing: IfMissing,
}

/// The activation window, unchecked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Window {
    /// The first day on which a voucher can be activated.
    pub first: DayRule,
    /// The last day on which a voucher can be activated.
    pub last: DayRule,
}

/// The rules of consent, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
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
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct DiscountParts {
    /// The share of the price that is taken off, 0 to 1.
    pub rate: String,
    /// By KATO code: the volume in m³ a month up to which the discount is given.
    pub norms_m3: alloc::collections::BTreeMap<String, String>,
    /// How amounts in tiyn are rounded.
    pub rounding: Rounding,
}

/// A closed list of values with their codes in JSON.
macro_rules! coded {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $code:literal,)+ })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code, in `snake_case`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The value with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    )+ };
}
pub(crate) use coded;

coded! {
    /// A kind of assistance that makes a family a potential recipient.
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::Assistance;
    ///
    /// assert_eq!(Assistance::from_code("housing"), Some(Assistance::Housing));
    /// assert_eq!(Assistance::from_code("meals"), None);
    /// ```
    Assistance {
        /// Targeted social assistance (АСП, АӘК).
        TargetedSocial "targeted_social",
        /// Housing assistance (жилищная помощь, тұрғын үй көмегі).
        Housing "housing",
    }

    /// How long consent holds (N16).
    ///
    /// Deliberately exhaustive: a new scope must break your build.
    ///
    /// ```
    /// use voucher_core::{ConsentScope, Regulation};
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
    /// use voucher_core::Rounding;
    ///
    /// assert_eq!(Rounding::ALL, [Rounding::HalfAwayFromZero]);
    /// ```
    Rounding {
        /// Half a tiyn goes up in size.
        HalfAwayFromZero "half_away_from_zero",
    }
}

/// A set of kinds of assistance.
///
/// ```
/// use voucher_core::{Assistance, AssistanceSet};
///
/// let none = AssistanceSet::default();
/// let housing = AssistanceSet::from_iter([Assistance::Housing, Assistance::Housing]);
/// assert!(housing.meets(AssistanceSet::from_iter(Assistance::ALL.iter().copied())));
/// assert!(!housing.meets(none));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct AssistanceSet(u8);

impl AssistanceSet {
    const fn bit(assistance: Assistance) -> u8 {
        match assistance {
            Assistance::TargetedSocial => 1,
            Assistance::Housing => 2,
        }
    }

    /// Whether the kind is in the set.
    #[must_use]
    pub const fn contains(self, assistance: Assistance) -> bool {
        self.0 & Self::bit(assistance) != 0
    }

    /// Whether the two sets share a kind.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds in the set.
    pub fn iter(self) -> impl Iterator<Item = Assistance> {
        Assistance::ALL.iter().copied().filter(move |assistance| self.contains(*assistance))
    }
}

impl FromIterator<Assistance> for AssistanceSet {
    fn from_iter<I: IntoIterator<Item = Assistance>>(kinds: I) -> Self {
        Self(kinds.into_iter().fold(0, |bits, kind| bits | Self::bit(kind)))
    }
}

impl core::fmt::Debug for AssistanceSet {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A checked regulation: one order's rules, with a digest of their content.
///
/// ```
/// use voucher_core::{Month, Regulation};
///
/// let regulation = Regulation::gas_2025_08();
/// let february = Month::parse("2026-02")?;
/// assert_eq!(regulation.window_opens(february).to_string(), "2026-02-07");
/// assert_eq!(regulation.window_closes(february).to_string(), "2026-02-28");
/// assert_eq!(regulation.register_due(february).to_string(), "2026-03-01");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regulation {
    parts: RegulationParts,
    digest: [u8; 32],
    regions: RegionSet,
    assistance: AssistanceSet,
    pub(crate) list_closes: DayOfMonth,
    pub(crate) consent: Option<ConsentRules>,
    pub(crate) window_first: DayOfMonth,
    pub(crate) window_last: DayOfMonth,
    register_due: DayOfMonth,
    pub(crate) activations_per_account: u32,
    discount: Option<(Rate, Vec<(Region, Volume)>)>,
}

/// What the decisions need of [`ConsentParts`], checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ConsentRules {
    pub(crate) scope: ConsentScope,
    pub(crate) repeat_after_days: i32,
    pub(crate) last_day: DayOfMonth,
}

impl Regulation {
    /// Checks the parts of a regulation (N7).
    ///
    /// # Errors
    ///
    /// The first that holds of `malformed_regulation` (an amount is no decimal, or a year is outside
    /// 1 to 9999), `period_reversed`, `no_regions`, `unknown_region`, `no_assistance`,
    /// `day_out_of_range`, `window_reversed`, `register_before_window_ends`, `limit_below_one`,
    /// `repeat_below_one_day`, `rate_out_of_range`, `norm_negative`.
    ///
    /// ```
    /// use voucher_core::Regulation;
    ///
    /// let mut parts = Regulation::gas_2025_08().parts().clone();
    /// parts.register_due.day = 29; // the window closes on the 29th
    /// assert_eq!(Regulation::new(parts).unwrap_err().code(), "register_before_window_ends");
    /// ```
    pub fn new(parts: RegulationParts) -> Result<Self, Error> {
        let fail = |kind| Err(Error::new(kind));
        let amounts = Amounts::read(&parts)?;
        if parts.period.first > parts.period.last {
            return fail(ErrorKind::PeriodReversed);
        }
        if parts.regions.is_empty() {
            return fail(ErrorKind::NoRegions);
        }
        let regions = parts.regions.iter().map(|code| Region::from_kato(code)).collect::<Result<_, _>>();
        let regions = regions.map_err(|error| Error::new(error.kind()))?;
        let discount = amounts.by_region()?;
        if parts.assistance.is_empty() {
            return fail(ErrorKind::NoAssistance);
        }
        let day = |rule: DayRule| DayOfMonth::new(rule.day, rule.if_missing);
        let list_closes = day(parts.list_closes)?;
        let last_answer = parts.consent.as_ref().map(|consent| day(consent.last_day)).transpose()?;
        let (window_first, window_last) = (day(parts.window.first)?, day(parts.window.last)?);
        let register_due = day(parts.register_due)?;
        for days in 28..=31 {
            if window_first.place_in(days) > window_last.place_in(days) {
                return fail(ErrorKind::WindowReversed);
            }
        }
        for days in 28..=31 {
            if register_due.place_in(days) <= window_last.place_in(days) {
                return fail(ErrorKind::RegisterBeforeWindowEnds);
            }
        }
        let Some(activations_per_account @ 1..) = u32::try_from(parts.activations_per_account).ok() else {
            return fail(ErrorKind::LimitBelowOne);
        };
        let consent = parts.consent.as_ref().zip(last_answer).map(|(consent, last_day)| ConsentRules {
            scope: consent.scope,
            repeat_after_days: consent.repeat_after_days,
            last_day,
        });
        if consent.is_some_and(|consent| consent.repeat_after_days < 1) {
            return fail(ErrorKind::RepeatBelowOneDay);
        }
        let discount = amounts.in_range(discount)?;
        Ok(Self {
            digest: canonical::digest(&parts),
            regions,
            assistance: parts.assistance.iter().copied().collect(),
            list_closes,
            consent,
            window_first,
            window_last,
            register_due,
            activations_per_account,
            discount,
            parts,
        })
    }

    /// A copy with some parts changed, called by its old id with `+changed` behind it unless the
    /// change gives it another id.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    ///
    /// ```
    /// use voucher_core::Regulation;
    ///
    /// let two = Regulation::gas_2025_08().changed(|parts| parts.activations_per_account = 2)?;
    /// assert_eq!(two.id(), "gas-2025-08+changed");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn changed(&self, change: impl FnOnce(&mut RegulationParts)) -> Result<Self, Error> {
        let mut parts = self.parts.clone();
        change(&mut parts);
        if parts.id == self.parts.id {
            parts.id.push_str(CHANGED);
        }
        Self::new(parts)
    }

    /// The data it was built from.
    #[must_use]
    pub const fn parts(&self) -> &RegulationParts {
        &self.parts
    }

    /// The short id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.parts.id
    }

    /// The programme.
    #[must_use]
    pub fn programme(&self) -> &str {
        &self.parts.programme
    }

    /// SHA-256 over the canonical JSON (RFC 8785) of its content, so that any language can
    /// recompute it.
    #[must_use]
    pub const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The canonical JSON (RFC 8785) of its content.
    ///
    /// ```
    /// let json = voucher_core::Regulation::gas_2025_08().canonical_json();
    /// assert!(json.starts_with(r#"{"activations_per_account":1,"assistance":["targeted_social","housing"],"#));
    /// ```
    #[must_use]
    pub fn canonical_json(&self) -> String {
        canonical::json(&self.parts)
    }

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

    /// The last day on which the list of the month may change.
    #[must_use]
    pub fn list_closes(&self, month: Month) -> NaiveDate {
        self.list_closes.in_month(month)
    }

    /// The last day to answer in the month, or none where no consent is needed.
    ///
    /// ```
    /// use voucher_core::{Month, Regulation};
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
        self.window_first.in_month(month)
    }

    /// The last day of the activation window of the month.
    #[must_use]
    pub fn window_closes(&self, month: Month) -> NaiveDate {
        self.window_last.in_month(month)
    }

    /// The day from which the register of the month is due.
    #[must_use]
    pub fn register_due(&self, month: Month) -> NaiveDate {
        self.register_due.in_month(month)
    }

    /// How many activations an account can have in a month.
    #[must_use]
    pub const fn activations_per_account(&self) -> u32 {
        self.activations_per_account
    }

    /// Whether the month is one of the regulation's: its activation window meets the period (N8).
    ///
    /// ```
    /// use voucher_core::{Month, Regulation};
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
    /// assert_eq!(voucher_core::Regulation::gas_2025_08().months().count(), 11);
    /// assert_eq!(voucher_core::Regulation::gas_2024_12().months().count(), 5);
    /// ```
    pub fn months(&self) -> impl Iterator<Item = Month> {
        let last = Month::of(self.period().last);
        // The window of the month before can reach into the first day of the period's first month.
        let first = Month::of(self.period().first).previous();
        core::iter::successors(Some(first), move |month| Some(month.next()).filter(|next| *next <= last))
            .filter(|month| self.has_month(*month))
    }

    /// The terms of the discount for a region, where they are published.
    #[must_use]
    pub fn discount_terms(&self, region: Region) -> Option<DiscountTerms> {
        let (rate, norms) = self.discount.as_ref()?;
        let (_, norm) = norms.iter().find(|(of, _)| *of == region)?;
        Some(DiscountTerms { rate: *rate, norm: *norm })
    }

    /// What a reply by SMS means: a code of the regulation, compared byte for byte after trimming
    /// ASCII white space at both ends (N14). Anything else is never consent.
    ///
    /// ```
    /// use voucher_core::{Regulation, Reply};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// assert_eq!(regulation.read_reply(" 21*1\r\n"), Reply::Agree);
    /// assert_eq!(regulation.read_reply("21*1."), Reply::Unrecognised);
    /// assert_eq!(regulation.read_reply("иә"), Reply::Unrecognised);
    /// ```
    #[must_use]
    pub fn read_reply(&self, text: &str) -> Reply {
        let Some(consent) = &self.parts.consent else { return Reply::Unrecognised };
        let text = text.trim_ascii();
        // A text that means both is the safer of the two (choice).
        if consent.refuse_codes.iter().any(|code| code == text) {
            Reply::Refuse
        } else if consent.agree_codes.iter().any(|code| code == text) {
            Reply::Agree
        } else {
            Reply::Unrecognised
        }
    }
}

/// What stands behind the id of a changed regulation.
pub(crate) const CHANGED: &str = "+changed";

/// What a person answered (N14).
///
/// Deliberately exhaustive: a new answer must break your build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Reply {
    /// Consent.
    Agree,
    /// Refusal.
    Refuse,
    /// A text that is no code of the regulation: never consent, never refusal.
    Unrecognised,
}

/// A rate, and the norm up to which it is given (N29).
///
/// ```
/// use voucher_core::{Region, Regulation};
///
/// let terms = Regulation::gas_2024_12().discount_terms(Region::Shymkent).unwrap();
/// assert_eq!((terms.rate.to_string(), terms.norm.to_string()), ("0.2400".into(), "631.000".into()));
/// assert_eq!(Regulation::gas_2024_12().discount_terms(Region::Astana), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DiscountTerms {
    /// The share of the price that is taken off.
    pub rate: Rate,
    /// The volume in m³ a month up to which it is taken off.
    pub norm: Volume,
}

/// The amounts of a regulation on their way through the checks, whose order is fixed (N7).
struct Amounts<'a> {
    rate: Option<Result<Rate, ErrorKind>>,
    norms: Vec<(&'a str, Result<Volume, ErrorKind>)>,
}

impl<'a> Amounts<'a> {
    /// Reads all amounts and the years; what is no amount at all is malformed, before anything else.
    fn read(parts: &'a RegulationParts) -> Result<Self, Error> {
        let malformed = Err(Error::new(ErrorKind::MalformedRegulation));
        let years = [parts.period.first, parts.period.last].map(|date| date.year());
        if years.iter().any(|year| !(1..=9999).contains(year)) {
            return malformed;
        }
        let discount = parts.discount.as_ref();
        let rate = discount.map(|terms| Rate::parse(&terms.rate).map_err(|error| error.kind()));
        let norms: Vec<_> = discount
            .iter()
            .flat_map(|terms| &terms.norms_m3)
            .map(|(code, norm)| (code.as_str(), Volume::parse(norm).map_err(|error| error.kind())))
            .collect();
        if matches!(rate, Some(Err(ErrorKind::NotADecimal | ErrorKind::TooManyDecimals))) {
            return malformed;
        }
        if norms.iter().any(|(_, norm)| norm.is_err_and(|kind| kind != ErrorKind::Negative)) {
            return malformed;
        }
        Ok(Self { rate, norms })
    }

    fn by_region(&self) -> Result<Vec<(Region, Result<Volume, ErrorKind>)>, Error> {
        let pair = |(code, norm): &(&str, _)| Region::from_kato(code).map(|region| (region, *norm));
        self.norms.iter().map(pair).collect::<Result<_, _>>().map_err(|error| Error::new(error.kind()))
    }

    fn in_range(
        &self,
        norms: Vec<(Region, Result<Volume, ErrorKind>)>,
    ) -> Result<Option<(Rate, Vec<(Region, Volume)>)>, Error> {
        let Some(rate) = self.rate else { return Ok(None) };
        let rate = rate.map_err(|_| Error::new(ErrorKind::RateOutOfRange))?;
        let norms = norms.into_iter().map(|(region, norm)| norm.map(|norm| (region, norm)));
        let norms = norms.collect::<Result<_, _>>().map_err(|_| Error::new(ErrorKind::NormNegative))?;
        Ok(Some((rate, norms)))
    }
}

/// Regulations of one or more programmes, at most one of each in force on any day (N6).
///
/// ```
/// use voucher_core::{parse_date, RegulationSet};
///
/// let published = RegulationSet::published();
/// let id = |date| published.in_force("gas", parse_date(date).unwrap()).map(|regulation| regulation.id());
/// assert_eq!(id("2025-04-30"), Some("gas-2024-12"));
/// assert_eq!(id("2025-05-01"), None); // between the two
/// assert_eq!(id("2025-08-28"), Some("gas-2025-08"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegulationSet(
    /// INVARIANT: no two of one programme share a day.
    Vec<Regulation>,
);

impl RegulationSet {
    /// Checks that no two regulations of one programme share a day.
    ///
    /// # Errors
    ///
    /// `regulations_overlap` if two do.
    ///
    /// ```
    /// use voucher_core::{Regulation, RegulationSet};
    ///
    /// let twice = vec![Regulation::gas_2025_08(), Regulation::gas_2025_08()];
    /// assert_eq!(RegulationSet::new(twice).unwrap_err().code(), "regulations_overlap");
    /// ```
    pub fn new(mut regulations: Vec<Regulation>) -> Result<Self, Error> {
        regulations.sort_by(|a, b| (a.programme(), a.period().first).cmp(&(b.programme(), b.period().first)));
        for pair in regulations.windows(2) {
            if let [earlier, later] = pair
                && earlier.programme() == later.programme()
                && later.period().first <= earlier.period().last
            {
                return Err(Error::new(ErrorKind::RegulationsOverlap));
            }
        }
        Ok(Self(regulations))
    }

    /// The two published regulations of the gas pilot.
    #[must_use]
    pub fn published() -> Self {
        Self(alloc::vec![Regulation::gas_2024_12(), Regulation::gas_2025_08()])
    }

    /// The regulation of a programme in force on a date, or none.
    #[must_use]
    pub fn in_force(&self, programme: &str, date: NaiveDate) -> Option<&Regulation> {
        self.iter().find(|each| each.programme() == programme && each.period().contains(date))
    }

    /// The regulations, by programme and first day.
    pub fn iter(&self) -> impl Iterator<Item = &Regulation> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests;
