//! The checks of a regulation, in the order in which the first fault is named (N7).

use alloc::vec::Vec;

use chrono::Datelike;

use super::{ConsentScope, Regulation, RegulationParts, canonical};
use crate::{
    programme::{Programme, is_written},
    value::{
        calendar::{DayOfMonth, Month},
        error::{Error, ErrorKind, causes, check},
        money::{Rate, Volume, bounded},
        region::{Region, RegionSet},
    },
};

causes! {
    NoAssistance "no_assistance" "a regulation names at least one kind of assistance",
    WindowReversed "window_reversed" "the activation window closes before it opens in some month",
    RegisterBeforeWindowEnds "register_before_window_ends" "the register is due before the window has closed in some month",
    LimitBelowOne "limit_below_one" "at least one activation per account and month",
    RepeatBelowOneDay "repeat_below_one_day" "the repeat SMS comes at least one day after the first",
    NormNegative "norm_negative" "a norm is not negative",
    LinkNotHttps "link_not_https" "a link begins with https:// and has no white space",
}

impl Regulation {
    /// Checks the parts of a regulation (N7).
    ///
    /// # Errors
    ///
    /// The first that holds of `malformed_regulation` (an amount is no decimal, or a year is outside
    /// 1 to 9999), `period_reversed`, `no_regions`, `unknown_region`, `no_assistance`,
    /// `day_out_of_range`, `window_reversed`, `register_before_window_ends`, `limit_below_one`,
    /// `repeat_below_one_day`, `reply_code_malformed`, `rate_out_of_range`, `norm_negative`, `link_not_https`.
    ///
    /// ```
    /// use voucher_core::gas::Regulation;
    ///
    /// let mut parts = Regulation::gas_2025_08().parts().clone();
    /// parts.register_due.day = 29; // the window closes on the 29th
    /// assert_eq!(Regulation::new(parts).unwrap_err().code(), "register_before_window_ends");
    /// ```
    pub fn new(parts: RegulationParts) -> Result<Self, Error> {
        let amounts = Amounts::read(&parts)?;
        check(parts.period.first <= parts.period.last, ErrorKind::PeriodReversed)?;
        check(!parts.regions.is_empty(), ErrorKind::NoRegions)?;
        let regions = parts.regions.iter().map(|kato| region(kato)).collect::<Result<RegionSet, _>>()?;
        let norm_regions = amounts.regions()?;
        check(!parts.assistance.is_empty(), ErrorKind::NoAssistance)?;
        let days = Days::read(&parts)?;
        let activations_per_account = u32::try_from(parts.activations_per_account).unwrap_or(0);
        check(activations_per_account >= 1, ErrorKind::LimitBelowOne)?;
        let consent = ConsentRules::read(&parts, &days)?;
        let discount = amounts.in_range(norm_regions)?;
        check(parts.sign_up_link.as_deref().is_none_or(is_https), ErrorKind::LinkNotHttps)?;
        Ok(Self {
            digest: canonical::digest(&parts),
            regions,
            assistance: parts.assistance.iter().copied().collect(),
            days,
            consent,
            activations_per_account,
            discount,
            parts,
        })
    }
}

/// Whether a link can only be opened as a page that is fetched through TLS.
fn is_https(link: &str) -> bool {
    let strange = |letter: char| letter.is_whitespace() || letter.is_control();
    link.strip_prefix("https://").is_some_and(|page| !page.is_empty() && !page.contains(strange))
}

fn region(kato: &str) -> Result<Region, Error> {
    Region::from_kato(kato).map_err(|error| Error::new(error.kind()))
}

/// The days of month of a regulation, checked against each other in months of every length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) list_closes: DayOfMonth,
    pub(crate) window_first: DayOfMonth,
    pub(crate) window_last: DayOfMonth,
    pub(crate) register_due: DayOfMonth,
    /// The period's ends as months and days of them.
    pub(crate) first: (Month, u32),
    pub(crate) last: (Month, u32),
    last_answer: Option<DayOfMonth>,
}

impl Days {
    fn read(parts: &RegulationParts) -> Result<Self, Error> {
        let days = Self {
            list_closes: parts.list_closes.checked()?,
            window_first: parts.window.first.checked()?,
            window_last: parts.window.last.checked()?,
            register_due: parts.register_due.checked()?,
            first: (Month::of(parts.period.first), parts.period.first.day()),
            last: (Month::of(parts.period.last), parts.period.last.day()),
            last_answer: parts.consent.as_ref().map(|consent| consent.last_day.checked()).transpose()?,
        };
        let in_every_month = |earlier: DayOfMonth, later: DayOfMonth, gap| {
            (28..=31).all(|length| earlier.place_in(length) + gap <= later.place_in(length))
        };
        check(in_every_month(days.window_first, days.window_last, 0), ErrorKind::WindowReversed)?;
        check(in_every_month(days.window_last, days.register_due, 1), ErrorKind::RegisterBeforeWindowEnds)?;
        Ok(days)
    }
}

/// What the decisions need of the rules of consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ConsentRules {
    pub(crate) scope: ConsentScope,
    pub(crate) repeat_after_days: i32,
    pub(crate) last_day: DayOfMonth,
}

impl ConsentRules {
    fn read(parts: &RegulationParts, days: &Days) -> Result<Option<Self>, Error> {
        let Some((consent, last_day)) = parts.consent.as_ref().zip(days.last_answer) else { return Ok(None) };
        let (scope, repeat_after_days) = (consent.scope, consent.repeat_after_days);
        check(repeat_after_days >= 1, ErrorKind::RepeatBelowOneDay)?;
        let mut codes = consent.agree_codes.iter().chain(&consent.refuse_codes);
        // A reply is trimmed before it is compared (N14): no SMS could match a code with white space at an end, and every
        // blank SMS would match an empty code.
        check(
            codes.all(|code| !code.is_empty() && code.trim_ascii() == code),
            ErrorKind::ReplyCodeMalformed,
        )?;
        Ok(Some(Self { scope, repeat_after_days, last_day }))
    }
}

/// The terms of the discount by region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discount {
    pub(crate) rate: Rate,
    pub(crate) norms: Vec<(Region, Volume)>,
}

/// The amounts of a regulation on their way through the checks: read first, bounded last.
struct Amounts<'a> {
    /// None where no terms are published; in it, none where the rate is out of range.
    rate: Option<Option<Rate>>,
    /// By KATO code; none where the norm is negative.
    norms: Vec<(&'a str, Option<Volume>)>,
}

impl<'a> Amounts<'a> {
    /// Reads the amounts. A text that is no amount, a year that the wire form cannot have and another programme are
    /// malformed.
    fn read(parts: &'a RegulationParts) -> Result<Self, Error> {
        check(is_written(parts.period) && parts.programme == Programme::Gas, ErrorKind::MalformedRegulation)?;
        let Some(discount) = &parts.discount else { return Ok(Self { rate: None, norms: Vec::new() }) };
        let rate = bounded(Rate::parse(&discount.rate), &[ErrorKind::Negative, ErrorKind::TooLarge])?;
        let norm = |(kato, norm): (&'a alloc::string::String, &alloc::string::String)| {
            Ok((kato.as_str(), bounded(Volume::parse(norm), &[ErrorKind::Negative])?))
        };
        let norms = discount.norms_m3.iter().map(norm).collect::<Result<_, Error>>()?;
        Ok(Self { rate: Some(rate), norms })
    }

    fn regions(&self) -> Result<Vec<Region>, Error> {
        self.norms.iter().map(|(kato, _)| region(kato)).collect()
    }

    fn in_range(self, regions: Vec<Region>) -> Result<Option<Discount>, Error> {
        let Some(rate) = self.rate else { return Ok(None) };
        let rate = rate.ok_or(Error::new(ErrorKind::RateOutOfRange))?;
        let norms = self.norms.into_iter().map(|(_, norm)| norm).collect::<Option<Vec<_>>>();
        let norms = norms.ok_or(Error::new(ErrorKind::NormNegative))?;
        Ok(Some(Discount { rate, norms: regions.into_iter().zip(norms).collect() }))
    }
}
