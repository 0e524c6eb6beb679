//! Regulations: the rules as checked data (T2-T12, T27-T30), and the set of them by date.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use chrono::NaiveDate;

use crate::{
    programme::{Programme, regulation::regulation},
    targeted_assistance::{
        evidence::{Condition, Evidence, Needs},
        filing::{Channel, Notice, Signature},
        history::{Breach, Event},
        income::{IncomeKind, IncomeKindSet},
    },
    value::{
        calendar::{MissingDay, Period, months_after},
        coded::coded,
        reference::Reference,
    },
};
pub(crate) use checks::{CAUSES, Line, TopUp};
pub use set::RegulationSet;

mod canonical;
mod checks;
#[cfg(feature = "json")]
mod json;
mod published;
mod set;

/// The data of a regulation, as its JSON has it: plain, comparable, unchecked until [`Regulation::new`] takes it.
///
/// Whatever the sources leave open is a field here and nowhere a constant in code.
///
/// ```
/// use voucher_core::targeted_assistance::Regulation;
///
/// let published = Regulation::asp_2025_01();
/// let mut parts = published.parts().clone();
/// parts.id = "young-until-7".into();
/// parts.carer_child_under = 7;
/// assert_ne!(Regulation::new(parts)?.digest(), published.digest());
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct RegulationParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: targeted assistance.
    pub programme: Programme,
    /// First and last day in force.
    pub period: OpenPeriod,
    /// How the poverty line comes from statistics (T4).
    pub line: LineParts,
    /// What an income equal to the line means (T26).
    pub equal_to_line: EqualToLine,
    /// Which kinds of income count (T9).
    pub income: IncomeParts,
    /// What becomes of members in detention or under compulsory treatment (T6).
    pub absent_members: AbsentMembers,
    /// How the per-capita income is rounded before the amount is taken (T28).
    pub per_capita_rounding: PerCapitaRounding,
    /// How the base of a month is rounded (T28).
    pub amount_rounding: Rounding,
    /// Who gets the whole line; none where nobody does (T28).
    #[cfg_attr(feature = "serde", serde(default))]
    pub whole_line: Option<WholeLineParts>,
    /// The top-up for children; none where there is none (T29).
    #[cfg_attr(feature = "serde", serde(default))]
    pub top_up: Option<TopUpParts>,
    /// A child is young below so many full years, for whoever cares for it (T10).
    pub carer_child_under: i32,
    /// For how many months the conditional kind is assigned; none for the end of the quarter (T30).
    #[cfg_attr(feature = "serde", serde(default))]
    pub conditional_months: Option<i32>,
    /// For how long a breach refuses (T27).
    pub bans: BanParts,
    /// Which day stands for one that a month lacks (T3).
    pub if_missing: MissingDay,
    /// Whether survey and conclusion of the district commission are asked for (T18, T19).
    pub commission: bool,
    /// What each channel takes (T14).
    pub channels: ChannelsParts,
    /// The banks whose accounts are taken (T14).
    pub banks: Vec<String>,
    /// The kinds of evidence that are asked for, and of whom (T11, T12).
    pub evidence: BTreeMap<Evidence, Condition>,
}

/// First and last day in force, both inclusive (N3); without a last day, until the year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct OpenPeriod {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    #[cfg_attr(feature = "serde", serde(default))]
    pub last: Option<NaiveDate>,
}

/// How the poverty line comes from statistics, as decimal text, unchecked (T4).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct LineParts {
    /// The share of the subsistence minimum, 0 to 1.
    pub minimum_share: String,
    /// The share of the median income, 0 to 1; none where the median does not count.
    #[cfg_attr(feature = "serde", serde(default))]
    pub median_share: Option<String>,
    /// How the line is rounded.
    pub rounding: Rounding,
}

/// Which kinds of income count; a kind in neither list is undecided (T9).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct IncomeParts {
    /// Kinds that count.
    pub counted: Vec<IncomeKind>,
    /// Kinds that do not.
    pub left_out: Vec<IncomeKind>,
}

/// Who gets the whole line, unchecked (T28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct WholeLineParts {
    /// Children below so many full years (T7).
    pub child_under: i32,
    /// Students below so many full years (T7).
    pub student_under: i32,
}

/// The top-up for children, unchecked (T29).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct TopUpParts {
    /// How many monthly calculation indexes, as decimal text.
    pub mci: String,
    /// The first age, in full years (T7).
    pub first_age: i32,
    /// The last age, in full years, inclusive (T7).
    pub last_age: i32,
    /// The day on which the age is seen.
    pub age_on: AgeOn,
    /// How the top-up of a child is rounded.
    pub rounding: Rounding,
}

/// For how many months a breach refuses; none where it is not known (T27).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct BanParts {
    /// After measures refused.
    #[cfg_attr(feature = "serde", serde(default))]
    pub measures_refused: Option<i32>,
    /// After a contract broken.
    #[cfg_attr(feature = "serde", serde(default))]
    pub contract_broken: Option<i32>,
    /// After false information.
    #[cfg_attr(feature = "serde", serde(default))]
    pub false_information: Option<i32>,
}

impl BanParts {
    /// The length of the ban after a breach.
    const fn months(&self, breach: Breach) -> Option<i32> {
        match breach {
            Breach::MeasuresRefused => self.measures_refused,
            Breach::ContractBroken => self.contract_broken,
            Breach::FalseInformation => self.false_information,
        }
    }
}

/// What each channel takes (T14).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct ChannelsParts {
    /// The portal.
    pub portal: ChannelParts,
    /// A service centre.
    pub centre: ChannelParts,
    /// The akim of the village.
    pub akim: ChannelParts,
}

/// What a channel takes (T14).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct ChannelParts {
    /// How an application can be signed.
    pub signatures: Vec<Signature>,
    /// Whether bank and account must be known.
    pub account_needed: bool,
    /// How the applicant is told of the decision.
    pub notice: Vec<Notice>,
}

coded! {
    /// What an income equal to the line means (T26).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{EqualToLine, Regulation};
    ///
    /// assert_eq!(Regulation::asp_2025_01().parts().equal_to_line, EqualToLine::Entitled);
    /// ```
    EqualToLine {
        /// The family is entitled.
        Entitled "entitled",
        /// The family is refused.
        Refused "refused",
    }

    /// What becomes of members in detention or under compulsory treatment (T6).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{AbsentMembers, Regulation};
    ///
    /// assert_eq!(Regulation::asp_2025_01().parts().absent_members, AbsentMembers::LeftOut);
    /// ```
    AbsentMembers {
        /// They are left out of everything.
        LeftOut "left_out",
        /// They are members like others.
        Kept "kept",
    }

    /// The day on which a child's age is seen for the top-up (T29).
    ///
    /// Deliberately exhaustive: a new day must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::AgeOn;
    ///
    /// assert_eq!(AgeOn::ALL.len(), 3);
    /// ```
    AgeOn {
        /// The first day of each month.
        FirstDay "first_day",
        /// The last day of each month.
        LastDay "last_day",
        /// The registration date, for every month.
        Registration "registration",
    }

    /// How an amount is rounded (T28).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{Regulation, Rounding};
    ///
    /// assert_eq!(Regulation::asp_2025_01().parts().amount_rounding, Rounding::TengeUp);
    /// ```
    Rounding {
        /// Up to whole tenge.
        TengeUp "tenge_up",
        /// To whole tenge, a half up.
        TengeHalfUp "tenge_half_up",
        /// To 0.01 tenge, a half up.
        TiynHalfUp "tiyn_half_up",
    }

    /// How the per-capita income is rounded before the amount is taken (T28).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{PerCapitaRounding, Rounding};
    ///
    /// assert_eq!(PerCapitaRounding::TiynHalfUp.rounding(), Some(Rounding::TiynHalfUp));
    /// assert_eq!(PerCapitaRounding::Exact.rounding(), None);
    /// ```
    PerCapitaRounding {
        /// Up to whole tenge.
        TengeUp "tenge_up",
        /// To whole tenge, a half up.
        TengeHalfUp "tenge_half_up",
        /// To 0.01 tenge, a half up.
        TiynHalfUp "tiyn_half_up",
        /// Not at all: the fraction stays.
        Exact "exact",
    }
}

impl PerCapitaRounding {
    /// The rounding; none where the fraction stays.
    #[must_use]
    pub const fn rounding(self) -> Option<Rounding> {
        match self {
            Self::TengeUp => Some(Rounding::TengeUp),
            Self::TengeHalfUp => Some(Rounding::TengeHalfUp),
            Self::TiynHalfUp => Some(Rounding::TiynHalfUp),
            Self::Exact => None,
        }
    }
}

/// A checked regulation: one edition of the rules, with a digest of their content.
///
/// ```
/// use voucher_core::{parse_date, targeted_assistance::Regulation};
///
/// let regulation = Regulation::asp_2023_01();
/// assert!(regulation.period().contains(parse_date("2024-12-31")?));
/// assert!(!regulation.period().contains(parse_date("2025-01-01")?));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "RegulationParts", into = "RegulationParts"))]
pub struct Regulation {
    parts: RegulationParts,
    digest: [u8; 32],
    period: Period,
    pub(crate) line: Line,
    pub(crate) counted: IncomeKindSet,
    pub(crate) left_out: IncomeKindSet,
    pub(crate) top_up: Option<TopUp>,
    pub(crate) needs: Needs,
}

regulation!(Regulation of RegulationParts, "targeted_assistance::Regulation", "asp_2025_01");

impl Regulation {
    /// First and last day in force; without a last day, until 9999-12-31.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// How the applicant is told of the decision, by channel (S4).
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{Channel, Notice, Regulation};
    ///
    /// assert_eq!(Regulation::asp_2025_01().notice(Channel::Portal), [Notice::Cabinet]);
    /// ```
    #[must_use]
    pub fn notice(&self, channel: Channel) -> &[Notice] {
        &self.channel(channel).notice
    }

    pub(crate) const fn channel(&self, channel: Channel) -> &ChannelParts {
        match channel {
            Channel::Portal => &self.parts.channels.portal,
            Channel::Centre => &self.parts.channels.centre,
            Channel::Akim => &self.parts.channels.akim,
        }
    }

    /// The place of a bank among those whose accounts are taken (T14).
    pub(crate) fn bank(&self, bank: &Reference) -> Option<usize> {
        self.parts.banks.iter().position(|each| each == bank.expose_text())
    }

    /// The day so many months after a day (T3).
    pub(crate) fn months_after(&self, day: NaiveDate, months: i32) -> NaiveDate {
        months_after(day, months, self.parts.if_missing)
    }

    /// Whether who was born on a day is below so many full years on a date (T7).
    pub(crate) fn is_under(&self, born: NaiveDate, years: i32, on: NaiveDate) -> bool {
        on < self.months_after(born, years.saturating_mul(12))
    }

    /// The first day on which an event refuses no more; none where it is not known (T27).
    pub(crate) fn free_after(&self, event: Event) -> Option<NaiveDate> {
        self.parts.bans.months(event.what).map(|months| self.months_after(event.on, months))
    }
}

#[cfg(test)]
mod tests;
