//! Mirrors of the core's closed lists and records that every programme shares: the shape once more, for the
//! generator alone. A value that crosses is the core's own, and a shape that differs from the core's does not compile.

use voucher_core::{Language, MissingDay, Period, Programme, Region, programme::DayRule};

use crate::value::CivilDate;

/// A language of texts and names (N36).
#[uniffi::remote(Enum)]
pub enum Language {
    /// Kazakh, in Cyrillic script.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// A programme of support in kind.
#[uniffi::remote(Enum)]
pub enum Programme {
    /// Gas vouchers.
    Gas,
    /// School meals.
    Meals,
    /// Medicines on prescription.
    Medicines,
    /// The Digital Family Card.
    FamilyCard,
    /// Targeted social assistance.
    TargetedAssistance,
}

/// A region of Kazakhstan (N33).
#[uniffi::remote(Enum)]
pub enum Region {
    /// Abai Region, KATO 10.
    Abai,
    /// Akmola Region, KATO 11.
    Akmola,
    /// Aktobe Region, KATO 15.
    Aktobe,
    /// Almaty Region, KATO 19.
    AlmatyRegion,
    /// Atyrau Region, KATO 23.
    Atyrau,
    /// West Kazakhstan Region, KATO 27.
    WestKazakhstan,
    /// Zhambyl Region, KATO 31.
    Zhambyl,
    /// Zhetisu Region, KATO 33.
    Zhetisu,
    /// Karaganda Region, KATO 35.
    Karaganda,
    /// Kostanay Region, KATO 39.
    Kostanay,
    /// Kyzylorda Region, KATO 43.
    Kyzylorda,
    /// Mangystau Region, KATO 47.
    Mangystau,
    /// Pavlodar Region, KATO 55.
    Pavlodar,
    /// North Kazakhstan Region, KATO 59.
    NorthKazakhstan,
    /// Turkistan Region, KATO 61.
    Turkistan,
    /// Ulytau Region, KATO 62.
    Ulytau,
    /// East Kazakhstan Region, KATO 63.
    EastKazakhstan,
    /// Astana, KATO 71.
    Astana,
    /// Almaty, KATO 75.
    Almaty,
    /// Shymkent, KATO 79.
    Shymkent,
}

/// What stands for a day of month in months that lack it (N4).
#[uniffi::remote(Enum)]
pub enum MissingDay {
    /// The last day of the month.
    LastDayOfMonth,
    /// The first day of the next month.
    FirstDayOfNextMonth,
}

/// First and last day, both inclusive (N3).
#[uniffi::remote(Record)]
pub struct Period {
    /// The first day.
    pub first: CivilDate,
    /// The last day.
    pub last: CivilDate,
}

/// A day of month with the rule for months that lack it (N4).
#[uniffi::remote(Record)]
pub struct DayRule {
    /// The number of the day.
    pub day: i32,
    /// What stands for it in months that lack it.
    pub if_missing: MissingDay,
}
