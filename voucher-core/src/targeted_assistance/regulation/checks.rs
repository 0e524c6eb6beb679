//! The checks of a regulation, in the order in which the first fault is named (*wire*).

use alloc::string::String;

use super::{BanParts, Regulation, RegulationParts, Rounding, TopUpParts, canonical};
use crate::{
    programme::{Programme, is_written},
    targeted_assistance::{
        evidence::{Condition, Evidence, Needs},
        income::IncomeKindSet,
    },
    value::{
        calendar::Period,
        error::{Error, ErrorKind, causes, check},
        money::{Multiple, Rate, bounded},
    },
};

causes! {
    ShareOutOfRange "share_out_of_range" "a share is 0 to 1",
    IncomeKindTwice "income_kind_twice" "a kind of income stands once, in one of the two lists",
    AgeOutOfRange "age_out_of_range" "an age is 0 to 150 years",
    AgesReversed "ages_reversed" "the last age comes before the first",
    MultipleOutOfRange "multiple_out_of_range" "a multiple of the index is 0 to 100",
    MonthsOutOfRange "months_out_of_range" "a ban is 0 to 120 months, an assignment 1 to 120",
    NoBanks "no_banks" "a channel asks for an account, and no bank is there",
    IncomeNotAsked "income_not_asked" "evidence of incomes is needed for each member",
}

/// The bounds of ages in years and of lengths in months.
const YEARS: core::ops::RangeInclusive<i32> = 0..=150;
const BAN_MONTHS: core::ops::RangeInclusive<i32> = 0..=120;
const ASSIGNED_MONTHS: core::ops::RangeInclusive<i32> = 1..=120;

/// How the poverty line comes from statistics (T4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) minimum_share: Rate,
    pub(crate) median_share: Option<Rate>,
    pub(crate) rounding: Rounding,
}

/// The top-up for children (T29).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TopUp {
    pub(crate) multiple: Multiple,
    pub(crate) first_age: i32,
    pub(crate) last_age: i32,
    pub(crate) age_on: super::AgeOn,
    pub(crate) rounding: Rounding,
}

impl Regulation {
    /// Checks the parts of a regulation (*wire*).
    ///
    /// # Errors
    ///
    /// The first that holds of `malformed_regulation` (a share or multiple is no decimal of at most four decimals, a year
    /// is outside 1 to 9999, a condition does not go with its kind), `period_reversed`, `share_out_of_range`,
    /// `income_kind_twice`, `age_out_of_range`, `ages_reversed`, `multiple_out_of_range`, `months_out_of_range`,
    /// `no_banks`, `income_not_asked`.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Regulation;
    ///
    /// let code = |years| {
    ///     let mut parts = Regulation::asp_2025_01().parts().clone();
    ///     parts.carer_child_under = years;
    ///     Regulation::new(parts).map_err(|error| error.code())
    /// };
    /// assert!(code(150).is_ok());
    /// assert_eq!(code(151), Err("age_out_of_range"));
    /// ```
    pub fn new(parts: RegulationParts) -> Result<Self, Error> {
        let decimals = Decimals::read(&parts)?;
        let period = period(&parts)?;
        let line = decimals.line(&parts)?;
        let (counted, left_out) = incomes(&parts)?;
        ages(&parts)?;
        let top_up = decimals.top_up(&parts)?;
        months(&parts)?;
        let channels = [&parts.channels.portal, &parts.channels.centre, &parts.channels.akim];
        let account_needed = channels.iter().any(|channel| channel.account_needed);
        check(!account_needed || !parts.banks.is_empty(), ErrorKind::NoBanks)?;
        let income = parts.evidence.get(&Evidence::Income);
        check(income == Some(&Condition::Member), ErrorKind::IncomeNotAsked)?;
        Ok(Self {
            digest: canonical::digest(&parts),
            period,
            line,
            counted,
            left_out,
            top_up,
            needs: Needs::new(parts.evidence.iter().map(|(kind, condition)| (*kind, *condition))),
            parts,
        })
    }
}

fn period(parts: &RegulationParts) -> Result<Period, Error> {
    let end = chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(parts.period.first);
    let period = Period { first: parts.period.first, last: parts.period.last.unwrap_or(end) };
    check(is_written(period), ErrorKind::MalformedRegulation)?;
    check(period.first <= period.last, ErrorKind::PeriodReversed)?;
    Ok(period)
}

/// The decimals of a regulation on their way through the checks: read first, bounded later. None where one is out of
/// range.
struct Decimals {
    minimum_share: Option<Rate>,
    median_share: Option<Option<Rate>>,
    multiple: Option<Option<Multiple>>,
}

impl Decimals {
    /// Reads the decimals. A text that is none, another programme, and a condition that does not go with its kind are
    /// malformed.
    fn read(parts: &RegulationParts) -> Result<Self, Error> {
        let mut conditions = parts.evidence.iter();
        let fit = conditions.all(|(kind, condition)| kind.may_have(*condition));
        let ours = parts.programme == Programme::TargetedAssistance;
        check(fit && ours, ErrorKind::MalformedRegulation)?;
        let range = [ErrorKind::Negative, ErrorKind::TooLarge];
        let share = |text: &String| bounded(Rate::parse(text), &range);
        Ok(Self {
            minimum_share: share(&parts.line.minimum_share)?,
            median_share: parts.line.median_share.as_ref().map(share).transpose()?,
            multiple: parts
                .top_up
                .as_ref()
                .map(|top_up| bounded(Multiple::parse(&top_up.mci), &range))
                .transpose()?,
        })
    }

    fn line(&self, parts: &RegulationParts) -> Result<Line, Error> {
        let fault = Error::new(ErrorKind::ShareOutOfRange);
        let minimum_share = self.minimum_share.ok_or(fault)?;
        let median_share = self.median_share.map(|share| share.ok_or(fault)).transpose()?;
        Ok(Line { minimum_share, median_share, rounding: parts.line.rounding })
    }

    fn top_up(&self, parts: &RegulationParts) -> Result<Option<TopUp>, Error> {
        let Some((multiple, top_up)) = self.multiple.zip(parts.top_up.as_ref()) else { return Ok(None) };
        let TopUpParts { mci: _, first_age, last_age, age_on, rounding } = *top_up;
        check(first_age <= last_age, ErrorKind::AgesReversed)?;
        let multiple = multiple.ok_or(Error::new(ErrorKind::MultipleOutOfRange))?;
        Ok(Some(TopUp { multiple, first_age, last_age, age_on, rounding }))
    }
}

fn incomes(parts: &RegulationParts) -> Result<(IncomeKindSet, IncomeKindSet), Error> {
    let mut known = IncomeKindSet::default();
    for kind in parts.income.counted.iter().chain(&parts.income.left_out) {
        check(!known.contains(*kind), ErrorKind::IncomeKindTwice)?;
        known.insert_if(true, *kind);
    }
    let set = |kinds: &[_]| kinds.iter().copied().collect();
    Ok((set(&parts.income.counted), set(&parts.income.left_out)))
}

fn ages(parts: &RegulationParts) -> Result<(), Error> {
    let top_up = parts.top_up.iter().flat_map(|top_up| [top_up.first_age, top_up.last_age]);
    let whole = parts.whole_line.iter().flat_map(|whole| [whole.child_under, whole.student_under]);
    let mut ages = top_up.chain(whole).chain([parts.carer_child_under]);
    check(ages.all(|age| YEARS.contains(&age)), ErrorKind::AgeOutOfRange)
}

fn months(parts: &RegulationParts) -> Result<(), Error> {
    let BanParts { measures_refused, contract_broken, false_information } = parts.bans;
    let mut bans = [measures_refused, contract_broken, false_information].into_iter().flatten();
    let bans = bans.all(|months| BAN_MONTHS.contains(&months));
    let assigned = parts.conditional_months.is_none_or(|months| ASSIGNED_MONTHS.contains(&months));
    check(bans && assigned, ErrorKind::MonthsOutOfRange)
}
