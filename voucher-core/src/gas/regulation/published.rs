//! Every number of the published orders, each with its source or the word *choice*.
//!
//! S0 is the amending order of August 2025, S1 the order that launches the pilot, S2 the report on
//! the Social Wallet of December 2024, P a public page that `docs/norms` names.

use alloc::{string::ToString, vec};

use super::{
    ConsentParts, ConsentScope, DayRule, DiscountParts, Regulation, RegulationParts, Rounding, Window,
};
use crate::{
    gas::assistance::Assistance,
    programme::Programme,
    value::calendar::{MissingDay, Period, named_date},
};

/// A day of month that stands for the last day where it is missing (choice: no source speaks of
/// February).
const fn or_last_day(day: i32) -> DayRule {
    DayRule { day, if_missing: MissingDay::LastDayOfMonth }
}

/// A day of month that stands for the first of the next month where it is missing (choice).
const fn or_next_month(day: i32) -> DayRule {
    DayRule { day, if_missing: MissingDay::FirstDayOfNextMonth }
}

/// The pilot of August 2025 to June 2026.
fn parts_2025_08() -> RegulationParts {
    RegulationParts {
        id: "gas-2025-08".to_string(),
        programme: Programme::Gas,
        // S1.
        period: Period { first: named_date(2025, 8, 28), last: named_date(2026, 6, 30) },
        // S1: fourteen regions and three cities.
        regions: [
            "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "61", "62", "63", "71", "75",
            "79",
        ]
        .map(ToString::to_string)
        .to_vec(),
        // S0: "and (or)", so either is enough.
        assistance: vec![Assistance::TargetedSocial, Assistance::Housing],
        // S1: updated until the 14th.
        list_closes: or_last_day(14),
        consent: Some(ConsentParts {
            // Choice: the sources ask anew each month but do not say that consent ends.
            scope: ConsentScope::Month,
            // S0: after 7 calendar days; that it is once is a choice.
            repeat_after_days: 7,
            // S0: until the 29th; inclusive is a choice (N3).
            last_day: or_last_day(29),
            // S0: "21*1 means: I agree".
            agree_codes: vec!["21*1".to_string()],
            // S0 gives refusal an effect, but no code.
            refuse_codes: vec![],
        }),
        // S0, S1: from the 7th to the 29th; inclusive is a choice (N3).
        window: Window { first: or_last_day(7), last: or_last_day(29) },
        // S1: only one voucher on one account.
        activations_per_account: 1,
        // S0, S1: on the 30th.
        register_due: or_next_month(30),
        // Not published.
        discount: None,
        // S0.
        helpline: Some("5169".to_string()),
        // S0. Google ended the service of page.link on 25 August 2025, before the first day of this order: the link is the order's
        // own and leads nowhere.
        sign_up_link: Some("https://egovmobile.page.link/socwallet".to_string()),
    }
}

/// The first pilot, December 2024 to April 2025, in two regions.
fn parts_2024_12() -> RegulationParts {
    RegulationParts {
        id: "gas-2024-12".to_string(),
        programme: Programme::Gas,
        // S2: since December 2024; P: five months; the exact days are a choice.
        period: Period { first: named_date(2024, 12, 1), last: named_date(2025, 4, 30) },
        // S2: West Kazakhstan and Shymkent.
        regions: ["27", "79"].map(ToString::to_string).to_vec(),
        // S2.
        assistance: vec![Assistance::TargetedSocial, Assistance::Housing],
        // Choice: as in the later pilot.
        list_closes: or_last_day(14),
        // Choice: no consent is described.
        consent: None,
        // Choice: no window is described; the month until the 29th.
        window: Window { first: or_last_day(1), last: or_last_day(29) },
        // Choice: as in the later pilot.
        activations_per_account: 1,
        // Choice: as in the later pilot.
        register_due: or_next_month(30),
        discount: Some(DiscountParts {
            // P: "up to 24 % of the accrued sum".
            rate: "0.24".to_string(),
            // P: m³ a month.
            norms_m3: [("27", "833"), ("79", "631")]
                .map(|(kato, norm)| (kato.to_string(), norm.to_string()))
                .into(),
            // Choice (N29).
            rounding: Rounding::HalfAwayFromZero,
        }),
        // None published.
        helpline: None,
        sign_up_link: None,
    }
}

impl Regulation {
    /// The pilot of 2025-08-28 to 2026-06-30 in 17 regions: consent by SMS, activation from the
    /// 7th to the 29th (S0, S1).
    ///
    /// ```
    /// use voucher_core::{Month, gas::Regulation};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// let september = Month::parse("2025-09")?;
    /// assert_eq!(regulation.window_opens(september).to_string(), "2025-09-07");
    /// assert_eq!(regulation.window_closes(september).to_string(), "2025-09-29");
    /// assert_eq!(regulation.regions().iter().count(), 17);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn gas_2025_08() -> Self {
        Self::well_formed(parts_2025_08())
    }

    /// The first pilot, 2024-12-01 to 2025-04-30 in two regions, with published terms of the
    /// discount (S2, P).
    ///
    /// ```
    /// let regulation = voucher_core::gas::Regulation::gas_2024_12();
    /// assert!(!regulation.needs_consent());
    /// assert_eq!(regulation.regions().iter().count(), 2);
    /// ```
    #[must_use]
    pub fn gas_2024_12() -> Self {
        Self::well_formed(parts_2024_12())
    }

    #[expect(clippy::expect_used, reason = "two literals of this file, which a test builds")]
    fn well_formed(parts: RegulationParts) -> Self {
        Self::new(parts).expect("published regulations are well formed")
    }
}
