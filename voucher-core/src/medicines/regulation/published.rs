//! Every number of the published regulation, each with its source or the word *choice*.
//!
//! S2 is the report on the Social Wallet of December 2024, P a public page that `docs/norms/medicines.md` names. No order
//! for medicines in the Wallet was found.

use alloc::string::ToString;

use super::{DayRule, DaysOfSupply, Dispensing, Regulation, RegulationParts, Where};
use crate::{
    programme::Programme,
    value::calendar::{MissingDay, Period, named_date},
};

fn parts_2024_01() -> RegulationParts {
    RegulationParts {
        id: "medicines-2024-01".to_string(),
        programme: Programme::Medicines,
        // S2: since 2024; the last day is a choice.
        period: Period { first: named_date(2024, 1, 1), last: named_date(2026, 12, 31) },
        // Choice; P (mg-3m): one month, later three; the clause in force was not found.
        valid_days: 30,
        // P (biz-3m): up to three months; that these are 92 days is a choice.
        days_of_supply: DaysOfSupply { least: 1, most: 92 },
        // Choice.
        dispensing: Dispensing::Single,
        // Choice; P (zk-copay): points of primary care, not one's own.
        at: Where::AnyPoint,
        // Choice.
        remind_before_days: 5,
        // Choice; every month has a day 1.
        register_due: DayRule { day: 1, if_missing: MissingDay::FirstDayOfNextMonth },
    }
}

impl Regulation {
    /// Medicines on prescription from 2024-01-01 to 2026-12-31: valid for 30 days, handed out once and whole, at any point
    /// (S2, choices).
    ///
    /// ```
    /// use voucher_core::{medicines::Regulation, parse_date};
    ///
    /// let period = Regulation::medicines_2024_01().period();
    /// assert!(!period.contains(parse_date("2023-12-31")?));
    /// assert!(period.contains(parse_date("2024-01-01")?));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    #[expect(clippy::expect_used, reason = "a literal of this file, which a test builds")]
    pub fn medicines_2024_01() -> Self {
        Self::new(parts_2024_01()).expect("the published regulation is well formed")
    }
}
