//! Values as they cross: numbers, text, sequences and records, checked by the core on entry.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{Datelike, NaiveDate};
use voucher_core::{
    Account, Iin, Month, Phone, Price, Rate, Tiyn, Volume,
    gas::{Assistance, AssistanceSet, Refusal, Refusals, Regulation, RegulationParts, RegulationSet},
    parse_date,
};

use crate::error::VoucherError;

/// A civil date in Kazakhstan.
pub type CivilDate = NaiveDate;

/// Discount norms by the KATO code of the region, as decimal text.
pub type NormsByRegion = BTreeMap<String, String>;

/// Text as a person or a server wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(pub String);

/// The volume up to which the discount is given in a region.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RegionNorm {
    /// The KATO code of the region.
    pub region: String,
    /// Cubic metres a month, as decimal text.
    pub norm_m3: String,
}

/// How a regulation crosses. This library gives both; what is handed in needs one of them, and the text, which is
/// read faster, counts where both are there.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RegulationForm {
    /// The id of a published one, the canonical JSON of another.
    pub source: Option<String>,
    /// Its data.
    pub parts: Option<RegulationParts>,
}

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
    /// Text as a person or a server wrote it.
    Text, String, {
    lower: |text| text.0,
    try_lift: |text| Ok(Text(text)),
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
    /// Kinds of assistance; repeats and order do not count.
    AssistanceSet, Vec<Assistance>, {
    remote,
    lower: |set| set.iter().collect(),
    try_lift: |kinds| Ok(kinds.into_iter().collect()),
});

uniffi::custom_type!(
    /// Reasons of a *no*, in the order of the norms.
    Refusals, Vec<Refusal>, {
    remote,
    lower: |refusals| refusals.iter().collect(),
    try_lift: |refusals| Ok(refusals.into_iter().collect()),
});

uniffi::custom_type!(
    /// The rules of one order, checked whenever they cross.
    Regulation, RegulationForm, {
    remote,
    lower: |regulation| RegulationForm::new(&regulation),
    try_lift: |form| Ok(form.read()?),
});

uniffi::custom_type!(
    /// Discount norms by region.
    NormsByRegion, Vec<RegionNorm>, {
    remote,
    lower: |norms| norms.into_iter().map(|(region, norm_m3)| RegionNorm { region, norm_m3 }).collect(),
    try_lift: |norms| Ok(norms_by_region(norms)?),
});

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

/// The published regulations, which are constants; checking one anew takes longer than answering.
static PUBLISHED: LazyLock<RegulationSet> = LazyLock::new(RegulationSet::published);

impl RegulationForm {
    fn new(regulation: &Regulation) -> Self {
        let is_published = published(regulation.id()) == Some(regulation);
        let source = if is_published { regulation.id().to_owned() } else { regulation.canonical_json() };
        Self { source: Some(source), parts: Some(regulation.parts().clone()) }
    }

    /// The regulation, checked (N7).
    fn read(self) -> Result<Regulation, VoucherError> {
        match self {
            Self { source: Some(source), .. } => match published(&source) {
                Some(regulation) => Ok(regulation.clone()),
                None => Ok(Regulation::from_json(&source)?),
            },
            Self { source: None, parts: Some(parts) } => Ok(Regulation::new(parts)?),
            Self { source: None, parts: None } => Err(VoucherError::new(
                "malformed_regulation",
                Some("regulation"),
                "regulation: neither its text nor its parts are there",
            )),
        }
    }
}

fn published(id: &str) -> Option<&'static Regulation> {
    PUBLISHED.iter().find(|regulation| regulation.id() == id)
}

/// A region named twice is refused: a map would keep one of the two in silence.
fn norms_by_region(norms: Vec<RegionNorm>) -> Result<NormsByRegion, VoucherError> {
    let count = norms.len();
    let map: NormsByRegion = norms.into_iter().map(|norm| (norm.region, norm.norm_m3)).collect();
    if map.len() == count {
        return Ok(map);
    }
    Err(VoucherError::new("duplicate_field", Some("norms_m3"), "norms_m3: a region stands twice"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn norm(region: &str, norm_m3: &str) -> RegionNorm {
        RegionNorm { region: region.to_owned(), norm_m3: norm_m3.to_owned() }
    }

    #[test]
    fn a_regulation_is_read_from_its_text_or_its_parts() {
        let published = Regulation::gas_2025_08();
        let mut parts = published.parts().clone();
        parts.activations_per_account = 2;
        // Another one that calls itself by the same id is not taken for it.
        let regulations = [Regulation::gas_2024_12(), published, Regulation::new(parts).unwrap()];
        for regulation in &regulations {
            let form = RegulationForm::new(regulation);
            assert_eq!(form.clone().read().as_ref(), Ok(regulation));
            assert_eq!(RegulationForm { source: None, ..form.clone() }.read().as_ref(), Ok(regulation));
            assert_eq!(RegulationForm { parts: None, ..form }.read().as_ref(), Ok(regulation));
        }
        let read =
            |source: Option<&str>| RegulationForm { source: source.map(str::to_owned), parts: None }.read();
        assert_eq!(code(read(None)), "malformed_regulation");
        assert_eq!(code(read(Some("{}"))), "malformed_regulation");
        assert_eq!(code(read(Some(""))), "malformed_json");
    }

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

    #[test]
    fn a_region_named_twice_is_refused() {
        let once = norms_by_region(vec![norm("79", "631"), norm("27", "833")]).unwrap();
        assert_eq!(once.len(), 2);
        let VoucherError::Malformed { code, field, .. } =
            norms_by_region(vec![norm("79", "631"), norm("79", "631")]).unwrap_err();
        assert_eq!((code.as_str(), field.as_deref()), ("duplicate_field", Some("norms_m3")));
    }
}
