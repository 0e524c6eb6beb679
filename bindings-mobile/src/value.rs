//! Values as they cross: numbers and text, checked by the core on entry.

use chrono::{Datelike, NaiveDate};
use voucher_core::{
    Account, Amount, Count, Iin, Month, Phone, Price, QuarterTenge, Rate, Reference, Tiyn, Volume, parse_date,
};

use crate::error::VoucherError;

/// A civil date in Kazakhstan.
pub type CivilDate = NaiveDate;

/// Text as a person or a server wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(pub String);

/// Text in the field of a form, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedText(pub String);

uniffi::custom_type!(
    /// A civil date in Kazakhstan; it crosses as the days since 1970-01-01.
    CivilDate, i32, {
    remote,
    lower: |date| date.to_epoch_days(),
    try_lift: |days| Ok(civil_date(days)?),
});

uniffi::custom_type!(
    /// A calendar month; it crosses as the months since January of the year 0.
    Month, i32, {
    remote,
    lower: |month| month.year() * 12 + month.month_of_year().cast_signed() - 1,
    try_lift: |months| Ok(month(months)?),
});

uniffi::custom_type!(
    /// An individual identification number; never shown by printing it.
    Iin, String, {
    remote,
    lower: |iin| iin.expose_text(),
    try_lift: |text| Ok(Iin::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// A personal account at the provider; never shown by printing it.
    Account, String, {
    remote,
    lower: |account| account.expose_text().to_owned(),
    try_lift: |text| Ok(Account::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// A mobile number of Kazakhstan; never shown by printing it.
    Phone, String, {
    remote,
    lower: |phone| phone.expose_text(),
    try_lift: |text| Ok(Phone::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// An identifier that the host gives (N37); never shown by printing it.
    Reference, String, {
    remote,
    lower: |reference| reference.expose_text().to_owned(),
    try_lift: |text| Ok(Reference::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// A count of things, 0 to 2147483647.
    Count, u32, {
    remote,
    lower: |count| count.number(),
    try_lift: |number| Ok(Count::new(number).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// Text as a person or a server wrote it.
    Text, String, {
    lower: |text| text.0,
    try_lift: |text| Ok(Text(text)),
});

uniffi::custom_type!(
    /// Text in the field of a form. Half a surrogate pair, which has no form in UTF-8, crosses as U+FFFD.
    TypedText, String, {
    lower: |text| text.0,
    try_lift: |text| Ok(TypedText(text)),
});

uniffi::custom_type!(
    /// An amount of money; it crosses in tiyn, 1/100 tenge.
    Tiyn, u64, {
    remote,
    lower: |amount| amount.tiyn(),
    try_lift: |tiyn| Ok(Tiyn::new(tiyn)),
});

uniffi::custom_type!(
    /// A volume of gas in cubic metres, up to 3 decimals.
    Volume, String, {
    remote,
    lower: |volume| volume.to_string(),
    try_lift: |text| Ok(Volume::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// A price in tenge per cubic metre, up to 4 decimals.
    Price, String, {
    remote,
    lower: |price| price.to_string(),
    try_lift: |text| Ok(Price::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// A rate of discount from 0 to 1, up to 4 decimals.
    Rate, String, {
    remote,
    lower: |rate| rate.to_string(),
    try_lift: |text| Ok(Rate::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// An amount of statistics in tenge, up to 2 decimals, below 100 million.
    Amount, String, {
    remote,
    lower: |amount| amount.to_string(),
    try_lift: |text| Ok(Amount::parse(&text).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// An income of a whole quarter in tenge, up to 2 decimals, below 10 billion.
    QuarterTenge, String, {
    remote,
    lower: |amount| amount.to_string(),
    try_lift: |text| Ok(QuarterTenge::parse(&text).map_err(VoucherError::from)?),
});

/// A digest as journals write it: `sha256:` and its digits.
pub(crate) fn digest_text(digest: [u8; 32]) -> String {
    digest.iter().fold("sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

/// The date so many days after 1970-01-01, which counts from the year 1 to 9999 like a written one.
fn civil_date(days: i32) -> Result<CivilDate, VoucherError> {
    match NaiveDate::from_epoch_days(days) {
        Some(date) if Month::new(date.year(), date.month()).is_ok() => Ok(date),
        // Refused by the core, as it is written or, beyond what can be written, as no date.
        date => Ok(parse_date(&date.map(|date| date.to_string()).unwrap_or_default())?),
    }
}

/// The month so many months after January of the year 0.
fn month(months: i32) -> Result<Month, VoucherError> {
    Ok(Month::new(months.div_euclid(12), months.rem_euclid(12).unsigned_abs() + 1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T: std::fmt::Debug>(answer: Result<T, VoucherError>) -> String {
        let VoucherError::Malformed { code, .. } = answer.unwrap_err();
        code
    }

    /// What a text says is what its number says, at the ends of the years that count and beyond them.
    #[test]
    fn a_date_is_refused_as_its_text_is() {
        let days = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap().to_epoch_days();
        for (year, month, day) in [(1, 1, 1), (1970, 1, 1), (2025, 9, 29), (2028, 2, 29), (9999, 12, 31)] {
            let date = parse_date(&format!("{year:04}-{month:02}-{day:02}")).unwrap();
            assert_eq!(civil_date(days(year, month, day)), Ok(date));
        }
        assert_eq!(civil_date(0).unwrap().to_string(), "1970-01-01");
        assert_eq!(code(civil_date(days(0, 1, 1))), "no_such_day");
        assert_eq!(code(civil_date(days(0, 12, 31))), "no_such_day");
        for days in [days(-1, 12, 31), days(10_000, 1, 1), i32::MIN, i32::MAX] {
            assert_eq!(code(civil_date(days)), "not_a_date");
        }
    }

    #[test]
    fn a_month_is_refused_as_its_text_is() {
        for text in ["0001-01", "2025-09", "2025-12", "9999-12"] {
            let (year, number) = text.split_once('-').unwrap();
            let months = year.parse::<i32>().unwrap() * 12 + number.parse::<i32>().unwrap() - 1;
            assert_eq!(month(months).unwrap().to_string(), text);
        }
        for months in [11, 120_000, -1, i32::MIN, i32::MAX] {
            assert_eq!(code(month(months)), "not_a_month");
        }
    }
}
