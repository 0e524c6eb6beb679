//! The months that can be played, as numbers.
//!
//! **From S2**, the report on the Social Wallet of December 2024: of 703 thousand vouchers 51 thousand were activated, and 148
//! thousand meals were recorded, 2.9 a voucher activated. 1 125 schools had terminals and 1 028 the app that reads a QR code; 1 647
//! more were to get terminals, so two schools of five recorded meals. November 2024 is weighed to come to these shares.
//!
//! **From public pages** (P, see `docs/norms`): April 2026 has consent instead of activation and terminals everywhere (profit-200);
//! the price of grades 5 to 9 was computed for Aktobe and not approved (inf-aqt).
//!
//! **Our choice**: every other number.

use chrono::{Days, NaiveDate};
use voucher_core::meals::{Grade, Regulation};

/// A month that can be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Scene {
    /// November 2024 as S2 counts it: two schools of five record meals, one voucher of fourteen is activated
    #[value(name = "2024-11")]
    November2024,
    /// April 2026 at full load: every school records meals, nine holders of ten consent
    #[value(name = "2026-04")]
    April2026,
}

/// What people and systems do in a month, in a thousand.
pub(crate) struct Weights {
    /// Schools that record meals.
    pub(crate) equipped: u32,
    /// Holders who consent.
    pub(crate) agree: u32,
    /// Holders who refuse.
    pub(crate) refuse: u32,
    /// Of those who consent, who activate where that is needed.
    pub(crate) activate: u32,
    /// The longest time between notice and answer, in days, for one holder in two.
    pub(crate) slow: u32,
    /// Pupils of a school day whose meal is recorded.
    pub(crate) come: u32,
}

const NOVEMBER_2024: Weights =
    Weights { equipped: 405, agree: 90, refuse: 12, activate: 818, slow: 18, come: 480 };

const APRIL_2026: Weights =
    Weights { equipped: 1000, agree: 940, refuse: 25, activate: 0, slow: 6, come: 920 };

/// The made-up prices: first and last grade, tenge.
const PRICES: [(u8, u8, &str); 3] = [(0, 4, "655.20"), (5, 9, "760.99"), (10, 12, "812.35")];

/// KATO of the oblast: Aktobe.
pub(crate) const REGION: &str = "15";

impl Scene {
    pub(crate) const fn weights(self) -> &'static Weights {
        match self {
            Scene::November2024 => &NOVEMBER_2024,
            Scene::April2026 => &APRIL_2026,
        }
    }

    /// The month's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Scene::November2024 => "November 2024",
            Scene::April2026 => "April 2026",
        }
    }

    /// The beginning of its dates.
    pub(crate) const fn month_text(self) -> &'static str {
        match self {
            Scene::November2024 => "2024-11-",
            Scene::April2026 => "2026-04-",
        }
    }

    /// Id of the published regulation.
    pub(crate) const fn regulation_id(self) -> &'static str {
        match self {
            Scene::November2024 => "meals-2024-09",
            Scene::April2026 => "meals-2026-02",
        }
    }

    /// The regulation of the month, without prices.
    fn published(self) -> Regulation {
        match self {
            Scene::November2024 => Regulation::meals_2024_09(),
            Scene::April2026 => Regulation::meals_2026_02(),
        }
    }

    /// Whether holders activate.
    pub(crate) const fn activates(self) -> bool {
        match self {
            Scene::November2024 => true,
            Scene::April2026 => false,
        }
    }

    /// The first day of the month, which has 30 days.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let first = match self {
            Scene::November2024 => NaiveDate::from_ymd_opt(2024, 11, 1),
            Scene::April2026 => NaiveDate::from_ymd_opt(2026, 4, 1),
        };
        first.unwrap_or_default()
    }

    /// The date of a day: 1 is the first of the month, 31 the first of the next.
    pub(crate) fn date(self, day: u32) -> NaiveDate {
        let first = self.first_day();
        first.checked_add_days(Days::new(u64::from(day.saturating_sub(1)))).unwrap_or(first)
    }

    /// The days on which all grades have lessons.
    pub(crate) fn school_days(self) -> Vec<u32> {
        let regulation = self.published();
        (1..=LAST_DAY).filter(|day| regulation.is_school_day(self.date(*day), Grade::FIRST)).collect()
    }

    /// The change of the regulation that adds prices for the oblast, in JSON.
    pub(crate) fn prices(self) -> String {
        let period = self.published().period();
        let prices = PRICES.map(|(first, last, price)| {
            format!(
                r#"{{"region":"{REGION}","grades":{{"first":{first},"last":{last}}},"first":"{}","last":"{}","price":"{price}"}}"#,
                period.first, period.last
            )
        });
        format!(r#"{{"prices":[{}]}}"#, prices.join(","))
    }
}

/// The last day of the month.
pub(crate) const LAST_DAY: u32 = 30;
