//! The numbers of the norms, written down once more: the judge never asks the regulation.

use chrono::NaiveDate;

/// Two neighbouring months.
pub(crate) const MONTHS: usize = 2;

/// What the norms say of one programme, in the two months that a configuration plays.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// First and last day in force (N10).
    pub(crate) period: (NaiveDate, NaiveDate),
    /// No answer, no voucher (N14, N22).
    pub(crate) consent_needed: bool,
    /// Consent of one month holds in the next (N16).
    pub(crate) consent_carries: bool,
    /// Calendar days from the start SMS to the repeat SMS (N13).
    pub(crate) repeat_after: i64,
    /// Activations on an account in a month (N22).
    pub(crate) limit: usize,
    pub(crate) months: [MonthRules; MONTHS],
}

/// The dates of one month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MonthRules {
    pub(crate) year: i32,
    pub(crate) month: u32,
    /// The month is one of the regulation's (N8).
    pub(crate) in_pilot: bool,
    /// The last day on which the list may change (N11).
    pub(crate) list_until: NaiveDate,
    /// The last day to answer (N14).
    pub(crate) answer_until: NaiveDate,
    /// First and last day of activation (N22).
    pub(crate) window: (NaiveDate, NaiveDate),
    /// The first day on which the register can be sent (N17).
    pub(crate) register_on: NaiveDate,
}

impl MonthRules {
    /// A month that has a 29th and a 30th, under `gas-2025-08`.
    const fn long(year: i32, month: u32) -> Self {
        Self {
            year,
            month,
            in_pilot: true,
            list_until: date(year, month, 14),
            answer_until: date(year, month, 29),
            window: (date(year, month, 7), date(year, month, 29)),
            register_on: date(year, month, 30),
        }
    }

    /// A February without a 29th, under `gas-2025-08`.
    const fn february(year: i32) -> Self {
        Self {
            year,
            month: 2,
            in_pilot: true,
            list_until: date(year, 2, 14),
            answer_until: date(year, 2, 28),
            window: (date(year, 2, 7), date(year, 2, 28)),
            register_on: date(year, 3, 1),
        }
    }
}

/// `gas-2025-08`, as section 3 has it.
const GAS_2025_08: Rules = Rules {
    period: (date(2025, 8, 28), date(2026, 6, 30)),
    consent_needed: true,
    consent_carries: false,
    repeat_after: 7,
    limit: 1,
    months: [MonthRules::long(2025, 9), MonthRules::long(2025, 10)],
};

impl Rules {
    /// September and October 2025.
    pub(crate) const AUTUMN: Self = GAS_2025_08;

    /// February, which has no 29th, and March 2026.
    pub(crate) const WINTER: Self =
        Self { months: [MonthRules::february(2026), MonthRules::long(2026, 3)], ..GAS_2025_08 };

    /// June 2026, the last month, and July, where the order ends on the 10th of June.
    pub(crate) const LAST_MONTH: Self = Self {
        period: (GAS_2025_08.period.0, date(2026, 6, 10)),
        months: [MonthRules::long(2026, 6), MonthRules { in_pilot: false, ..MonthRules::long(2026, 7) }],
        ..GAS_2025_08
    };

    /// August 2025, of which the 28th and the 29th are in force, and September.
    pub(crate) const FIRST_MONTH: Self =
        Self { months: [MonthRules::long(2025, 8), MonthRules::long(2025, 9)], ..GAS_2025_08 };

    /// `gas-2024-12` in December 2024 and January 2025: no consent, a window from the 1st.
    pub(crate) const WITHOUT_CONSENT: Self = Self {
        period: (date(2024, 12, 1), date(2025, 4, 30)),
        consent_needed: false,
        months: [
            MonthRules { window: (date(2024, 12, 1), date(2024, 12, 29)), ..MonthRules::long(2024, 12) },
            MonthRules { window: (date(2025, 1, 1), date(2025, 1, 29)), ..MonthRules::long(2025, 1) },
        ],
        ..GAS_2025_08
    };

    /// Whether the date is in force (N10).
    pub(crate) fn in_force(&self, on: NaiveDate) -> bool {
        self.period.0 <= on && on <= self.period.1
    }
}

/// A date that exists; the first day of all where it does not, which no rule can miss.
pub(crate) const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}
