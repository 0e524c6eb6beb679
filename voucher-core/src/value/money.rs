//! Amounts as integers, read from decimal text at the border (N29). No floating point anywhere.

use core::fmt;

use crate::value::error::{Error, ErrorKind, causes};

causes! {
    NotADecimal "not_a_decimal" "a decimal is digits with at most one point between them",
    TooManyDecimals "too_many_decimals" "more decimals than this amount may have",
    Negative "negative" "must not be negative",
    TooLarge "too_large" "too large for this amount",
}

/// An amount of money in tiyn, 1/100 tenge. `Display` gives tenge with two decimals.
///
/// ```
/// use voucher_core::Tiyn;
///
/// assert_eq!(Tiyn::new(1_836_210).to_string(), "18362.10");
/// assert_eq!(Tiyn::new(5).to_string(), "0.05");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tiyn(u64);

impl Tiyn {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads tenge as decimal text, up to 2 decimals, below 10⁸.
    ///
    /// # Errors
    ///
    /// The first that holds of `not_a_decimal`, `too_many_decimals`, `negative`, `too_large`.
    ///
    /// ```
    /// use voucher_core::Tiyn;
    ///
    /// assert_eq!(Tiyn::parse("760.99")?, Tiyn::new(76_099));
    /// assert_eq!(Tiyn::parse("760.999").unwrap_err().code(), "too_many_decimals");
    /// assert_eq!(Tiyn::parse("100000000").unwrap_err().code(), "too_large");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        decimal(text, "tenge", 2, 10_000_000_000).map(Self)
    }

    /// So many tiyn.
    #[must_use]
    pub const fn new(tiyn: u64) -> Self {
        Self(tiyn)
    }

    /// The number of tiyn.
    #[must_use]
    pub const fn tiyn(self) -> u64 {
        self.0
    }

    /// The difference, or none if it would be negative.
    ///
    /// ```
    /// use voucher_core::Tiyn;
    ///
    /// assert_eq!(Tiyn::new(5).checked_sub(Tiyn::new(5)), Some(Tiyn::ZERO));
    /// assert_eq!(Tiyn::new(5).checked_sub(Tiyn::new(6)), None);
    /// ```
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(tiyn) => Some(Self(tiyn)),
            None => None,
        }
    }
}

impl fmt::Display for Tiyn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// One row an amount: type, field, decimals, the first value that is too large, doc.
macro_rules! amounts {
    ($($(#[$doc:meta])* $amount:ident $field:literal $decimals:literal $limit:literal,)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $amount(
            /// INVARIANT: in units of the last decimal, below the limit.
            u64,
        );

        impl $amount {
            /// How many decimals it can have.
            pub const DECIMALS: u32 = $decimals;

            /// The first value, in units of the last decimal, that is too large.
            const LIMIT: u64 = $limit;

            /// Reads decimal text: digits, with at most one `.` between them; `-0` is zero.
            ///
            /// # Errors
            ///
            /// The first that holds of `not_a_decimal`, `too_many_decimals`, `negative`, `too_large`.
            pub fn parse(text: &str) -> Result<Self, Error> {
                decimal(text, $field, Self::DECIMALS, Self::LIMIT).map(Self)
            }

            /// Reads a decimal that is held as an integer in units of 10 to the power of minus `scale`; zeros
            /// behind the last decimal that counts are no decimals.
            ///
            /// # Errors
            ///
            /// The first that holds of `too_many_decimals`, `negative`, `too_large`.
            #[inline]
            pub fn from_scaled(value: i128, scale: u32) -> Result<Self, Error> {
                scaled(value, scale, Self::DECIMALS)
                    .and_then(|units| if units < Self::LIMIT { Ok(Self(units)) } else { Err(ErrorKind::TooLarge) })
                    .map_err(|kind| Error::of_field(kind, $field))
            }

            /// The amount in units of its last decimal.
            pub(crate) const fn units(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $amount {
            /// Every decimal it can have.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let one = 10_u64.pow(Self::DECIMALS);
                write!(f, "{}.{:0width$}", self.0 / one, self.0 % one, width = $decimals)
            }
        }

        impl core::str::FromStr for $amount {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                Self::parse(text)
            }
        }
    )+ };
}

amounts! {
    /// A volume of gas in m³, up to 3 decimals, below 10⁸ (N29).
    ///
    /// ```
    /// use voucher_core::Volume;
    ///
    /// assert_eq!(Volume::parse("99999999.999")?.to_string(), "99999999.999");
    /// assert_eq!(Volume::parse("100000000").unwrap_err().code(), "too_large");
    /// assert_eq!(Volume::parse("1.0000").unwrap_err().code(), "too_many_decimals");
    /// assert_eq!(Volume::parse("-0.001").unwrap_err().code(), "negative");
    /// assert_eq!(Volume::parse("-0")?, Volume::parse("0")?);
    /// assert_eq!(Volume::from_scaled(15_000, 4)?, Volume::parse("1.5")?);
    /// assert_eq!(Volume::from_scaled(15_001, 4).unwrap_err().code(), "too_many_decimals");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    Volume "volume_m3" 3 100_000_000_000,
    /// A price in tenge per m³, up to 4 decimals, below 10⁸ (N29).
    ///
    /// ```
    /// use voucher_core::Price;
    ///
    /// assert!(Price::parse("26.2132").is_ok());
    /// assert_eq!(Price::parse("26.21320").unwrap_err().code(), "too_many_decimals");
    /// assert_eq!(Price::parse("1e3").unwrap_err().code(), "not_a_decimal");
    /// assert_eq!(Price::from_scaled(26_213_200, 6), Price::parse("26.2132"));
    /// ```
    Price "price" 4 1_000_000_000_000,
    /// A rate of discount, 0 to 1, up to 4 decimals (N29).
    ///
    /// ```
    /// use voucher_core::Rate;
    ///
    /// assert!(Rate::parse("1").is_ok());
    /// assert_eq!(Rate::parse("1.0001").unwrap_err().code(), "too_large");
    /// assert_eq!(Rate::from_scaled(24, 2), Rate::parse("0.24"));
    /// ```
    Rate "rate" 4 10_001,
    /// An amount, up to 2 decimals, below 10⁸: an income or a poverty line in tenge, an area in m² (K5, T4).
    ///
    /// ```
    /// use voucher_core::Amount;
    ///
    /// assert_eq!(Amount::parse("99999999.99")?.to_string(), "99999999.99");
    /// assert_eq!(Amount::parse("100000000").unwrap_err().code(), "too_large");
    /// assert_eq!(Amount::parse("1.001").unwrap_err().code(), "too_many_decimals");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    Amount "amount" 2 10_000_000_000,
    /// A factor of an amount, up to 4 decimals, below 10⁸: a rate of a benefit, a bound in subsistence minimums (K4, K15).
    ///
    /// ```
    /// use voucher_core::Factor;
    ///
    /// assert_eq!(Factor::parse("16.03")?.to_string(), "16.0300");
    /// assert_eq!(Factor::parse("0.00001").unwrap_err().code(), "too_many_decimals");
    /// assert_eq!(Factor::parse("-1").unwrap_err().code(), "negative");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    Factor "factor" 4 1_000_000_000_000,
    /// An income of a whole quarter in tenge, up to 2 decimals, below 10¹⁰ (T9).
    ///
    /// ```
    /// use voucher_core::QuarterTenge;
    ///
    /// assert!(QuarterTenge::parse("9999999999.99").is_ok());
    /// assert_eq!(QuarterTenge::parse("10000000000").unwrap_err().code(), "too_large");
    /// ```
    QuarterTenge "amount" 2 1_000_000_000_000,
    /// How many times an index is taken, 0 to 100, up to 4 decimals (T29).
    ///
    /// ```
    /// use voucher_core::Multiple;
    ///
    /// assert!(Multiple::parse("100").is_ok());
    /// assert_eq!(Multiple::parse("100.0001").unwrap_err().code(), "too_large");
    /// ```
    Multiple "multiple" 4 1_000_001,
}

/// An amount of a regulation; none where it is only out of these bounds, malformed where it is no amount.
pub(crate) fn bounded<T>(amount: Result<T, Error>, bounds: &[ErrorKind]) -> Result<Option<T>, Error> {
    match amount {
        Ok(amount) => Ok(Some(amount)),
        Err(error) if bounds.contains(&error.kind()) => Ok(None),
        Err(_) => Err(Error::new(ErrorKind::MalformedRegulation)),
    }
}

/// A fraction made whole: a part counts as a whole one.
#[inline]
pub(crate) fn rounded_up(numerator: u128, denominator: u128) -> u64 {
    // Dividing numbers of 128 bits takes several times as long.
    if let (Ok(numerator), Ok(denominator)) = (u64::try_from(numerator), u64::try_from(denominator)) {
        return numerator.div_ceil(denominator);
    }
    u64::try_from(numerator.div_ceil(denominator)).unwrap_or(u64::MAX)
}

/// A fraction made whole: half a one counts as a whole one. That is half away from zero, because nothing here is negative.
#[inline]
pub(crate) fn rounded_half_up(numerator: u128, denominator: u128) -> u64 {
    let above = numerator.saturating_add(denominator / 2);
    if let (Ok(above), Ok(denominator)) = (u64::try_from(above), u64::try_from(denominator)) {
        return above / denominator;
    }
    u64::try_from(above / denominator).unwrap_or(u64::MAX)
}

/// An integer in units of 10 to the power of minus `scale`, in units of the last allowed decimal instead; saturates far
/// above every limit of this file.
#[inline]
fn scaled(value: i128, scale: u32, decimals: u32) -> Result<u64, ErrorKind> {
    let magnitude = value.unsigned_abs();
    let units = match scale.checked_sub(decimals) {
        // What a column of amounts has; dividing numbers of 128 bits, if only by 1, would take longer than all the rest.
        Some(0) => magnitude,
        Some(beyond) => {
            // A power beyond 128 bits divides nothing but zero.
            let beyond = 10_u128.checked_pow(beyond).unwrap_or(u128::MAX);
            if !magnitude.is_multiple_of(beyond) {
                return Err(ErrorKind::TooManyDecimals);
            }
            magnitude / beyond
        }
        None => magnitude.saturating_mul(10_u128.saturating_pow(decimals - scale)),
    };
    if value < 0 { Err(ErrorKind::Negative) } else { Ok(u64::try_from(units).unwrap_or(u64::MAX)) }
}

/// Reads decimal text in units of the last of so many decimals, which must be below the limit.
fn decimal(text: &str, field: &'static str, decimals: u32, limit: u64) -> Result<u64, Error> {
    let error = |kind| Error::of_field(kind, field);
    let decimal = Decimal::parse(text, decimals).map_err(error)?;
    if decimal.negative {
        return Err(error(ErrorKind::Negative));
    }
    if decimal.units >= limit {
        return Err(error(ErrorKind::TooLarge));
    }
    Ok(decimal.units)
}

/// A signed decimal in units of its last allowed decimal.
pub(crate) struct Decimal {
    /// Saturates far above every limit of this file.
    units: u64,
    negative: bool,
}

impl Decimal {
    /// Reads decimal text: ASCII digits, one `-` before them if any, one `.` and digits behind if any.
    fn parse(text: &str, decimals: u32) -> Result<Self, ErrorKind> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !fraction.is_none_or(all_digits) {
            return Err(ErrorKind::NotADecimal);
        }
        let fraction = fraction.unwrap_or("");
        let missing = usize::try_from(decimals).unwrap_or(0).checked_sub(fraction.len());
        let missing = missing.ok_or(ErrorKind::TooManyDecimals)?;
        let units = whole
            .bytes()
            .chain(fraction.bytes())
            .chain(core::iter::repeat_n(b'0', missing))
            .fold(0_u64, |units, byte| units.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
        Ok(Self { units, negative: text.starts_with('-') && units > 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T4, K13, N29: a fraction on either side of a whole and of a half one, whether the denominator has a half or not.
    #[test]
    fn fractions_round_as_said() {
        for (numerator, denominator, up, half) in [
            (0, 4, 0, 0),
            (1, 4, 1, 0),
            (2, 4, 1, 1),
            (4, 4, 1, 1),
            (5, 4, 2, 1),
            (1, 3, 1, 0),
            (2, 3, 1, 1),
            (4, 3, 2, 1),
            (7, 1, 7, 7),
            (u128::MAX, 2, u64::MAX, u64::MAX),
        ] {
            assert_eq!(rounded_up(numerator, denominator), up, "{numerator}/{denominator}");
            assert_eq!(rounded_half_up(numerator, denominator), half, "{numerator}/{denominator}");
        }
    }

    /// *wire*: what is a decimal, and which fault is named first.
    #[test]
    fn decimals_name_the_first_fault() {
        for (text, code) in [
            ("", "not_a_decimal"),
            ("-", "not_a_decimal"),
            (".", "not_a_decimal"),
            (".5", "not_a_decimal"),
            ("5.", "not_a_decimal"),
            ("+1", "not_a_decimal"),
            ("--1", "not_a_decimal"),
            ("1-", "not_a_decimal"),
            ("1.2.3", "not_a_decimal"),
            (" 1", "not_a_decimal"),
            ("1,5", "not_a_decimal"),
            ("\u{661}", "not_a_decimal"),
            ("NaN", "not_a_decimal"),
            ("-1.0000", "too_many_decimals"),
            ("1.2345", "too_many_decimals"),
            ("-100000000", "negative"),
            ("100000000", "too_large"),
            ("99999999999999999999999999999999999999", "too_large"),
        ] {
            assert_eq!(Volume::parse(text).unwrap_err().code(), code, "{text}");
        }
        for text in ["0", "-0", "-0.000", "007.5", "0000000000000000000000001", "99999999.999"] {
            assert!(Volume::parse(text).is_ok(), "{text}");
        }
    }

    /// N29: an amount held as an integer reads as its text does, whatever the scale.
    #[test]
    #[cfg_attr(miri, ignore = "reads two thousand amounts")]
    fn scaled_amounts_read_as_their_text() {
        let edges = [0, 1, 9, 10, 99, 100, 12_345, 10_000, 10_001, 100_000_000, 99_999_999_999, i128::MAX];
        for value in edges.into_iter().flat_map(|value| [value, -value, value.saturating_mul(1000)]) {
            for scale in 0..=9_usize {
                let digits = alloc::format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
                let (whole, decimals) = digits.split_at(digits.len() - scale);
                let sign = if value < 0 { "-" } else { "" };
                let text = alloc::format!("{sign}{whole}.{decimals}");
                let text = text.trim_end_matches('0').trim_end_matches('.');
                let scale = u32::try_from(scale).unwrap();
                assert_eq!(Volume::from_scaled(value, scale), Volume::parse(text), "{text}");
                assert_eq!(Price::from_scaled(value, scale), Price::parse(text), "{text}");
                assert_eq!(Rate::from_scaled(value, scale), Rate::parse(text), "{text}");
            }
        }
        assert_eq!(Volume::from_scaled(0, u32::MAX), Volume::parse("0"));
        assert_eq!(Volume::from_scaled(i128::MIN, u32::MAX).unwrap_err().code(), "too_many_decimals");
        assert_eq!(Volume::from_scaled(i128::MIN, 0).unwrap_err().code(), "negative");
    }

    /// N29: what is shown reads back as the same amount, at every edge.
    #[test]
    fn amounts_survive_their_text() {
        for units in [0, 1, 999, 1000, 99_999_999_999] {
            let volume = Volume(units);
            assert_eq!(Volume::parse(&alloc::format!("{volume}")), Ok(volume));
        }
        for units in [0, 1, 9_999, 10_000] {
            let rate = Rate(units);
            assert_eq!(Rate::parse(&alloc::format!("{rate}")), Ok(rate));
        }
    }
}
