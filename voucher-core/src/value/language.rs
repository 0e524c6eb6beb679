//! The languages in which people are spoken to (N36).

use alloc::{format, string::String};

use chrono::{Datelike, NaiveDate};

use crate::value::coded::coded;

coded! {
    /// A language of texts and names (N36). The codes are those of ISO 639-1.
    ///
    /// Deliberately exhaustive: a new language must break your build.
    ///
    /// ```
    /// use voucher_core::Language;
    ///
    /// assert_eq!(Language::Kk.code(), "kk"); // the language, not the country: that would be "kz"
    /// assert_eq!(Language::ALL, [Language::Kk, Language::Ru, Language::En]);
    /// ```
    Language {
        /// Kazakh, in Cyrillic script.
        Kk "kk",
        /// Russian.
        Ru "ru",
        /// English.
        En "en",
    }
}

/// The names of the months behind the number of a day, from January.
const MONTHS: [[&str; 3]; 12] = [
    ["қаңтар", "января", "January"],
    ["ақпан", "февраля", "February"],
    ["наурыз", "марта", "March"],
    ["сәуір", "апреля", "April"],
    ["мамыр", "мая", "May"],
    ["маусым", "июня", "June"],
    ["шілде", "июля", "July"],
    ["тамыз", "августа", "August"],
    ["қыркүйек", "сентября", "September"],
    ["қазан", "октября", "October"],
    ["қараша", "ноября", "November"],
    ["желтоқсан", "декабря", "December"],
];

/// Days in words, as people write them (N36). Ours, not official.
impl Language {
    /// A day of a year that is known: its number and its month.
    ///
    /// ```
    /// use voucher_core::{Language, parse_date};
    ///
    /// let day = parse_date("2025-09-01")?;
    /// assert_eq!(Language::Kk.day(day), "1 қыркүйек");
    /// assert_eq!(Language::Ru.day(day), "1 сентября");
    /// assert_eq!(Language::En.day(day), "1 September");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn day(self, date: NaiveDate) -> String {
        let month = usize::try_from(date.month0()).ok().and_then(|month| MONTHS.get(month));
        let [kk, ru, en] = month.copied().unwrap_or_default();
        let month = match self {
            Self::Kk => kk,
            Self::Ru => ru,
            Self::En => en,
        };
        format!("{} {month}", date.day())
    }

    /// A date: day, month and year.
    ///
    /// ```
    /// use voucher_core::{Language, parse_date};
    ///
    /// let date = parse_date("2025-09-29")?;
    /// assert_eq!(Language::Kk.date(date), "2025 жылғы 29 қыркүйек");
    /// assert_eq!(Language::Ru.date(date), "29 сентября 2025 года");
    /// assert_eq!(Language::En.date(date), "29 September 2025");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn date(self, date: NaiveDate) -> String {
        let (year, day) = (date.year(), self.day(date));
        match self {
            Self::Kk => format!("{year} жылғы {day}"),
            Self::Ru => format!("{day} {year} года"),
            Self::En => format!("{day} {year}"),
        }
    }

    /// A date in a list of dates: in numbers, in English as [`date`](Self::date).
    ///
    /// ```
    /// use voucher_core::{Language, parse_date};
    ///
    /// let date = parse_date("2025-09-04")?;
    /// assert_eq!([Language::Kk, Language::Ru].map(|language| language.short_date(date)), ["04.09.2025"; 2]);
    /// assert_eq!(Language::En.short_date(date), "4 September 2025");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn short_date(self, date: NaiveDate) -> String {
        match self {
            Self::Kk | Self::Ru => format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year()),
            Self::En => self.date(date),
        }
    }

    /// How long something can still be done: `days` follow today, and the last of them counts (N3).
    ///
    /// ```
    /// use voucher_core::Language;
    ///
    /// assert_eq!(Language::En.days_left(0), "Today is the last day");
    /// assert_eq!(Language::Ru.days_left(1), "Остался 1 день");
    /// assert_eq!(Language::Ru.days_left(3), "Осталось 3 дня");
    /// assert_eq!(Language::Ru.days_left(11), "Осталось 11 дней");
    /// assert_eq!(Language::Kk.days_left(3), "3 күн қалды");
    /// ```
    #[must_use]
    pub fn days_left(self, days: u32) -> String {
        match (self, days) {
            (Self::Kk, 0) => "Бүгін соңғы күн".into(),
            (Self::Ru, 0) => "Сегодня последний день".into(),
            (Self::En, 0) => "Today is the last day".into(),
            (Self::Kk, _) => format!("{days} күн қалды"),
            (Self::En, 1) => "1 day left".into(),
            (Self::En, _) => format!("{days} days left"),
            (Self::Ru, _) => match (days % 100, days % 10) {
                (11..=14, _) => format!("Осталось {days} дней"),
                (_, 1) => format!("Остался {days} день"),
                (_, 2..=4) => format!("Осталось {days} дня"),
                _ => format!("Осталось {days} дней"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules of CLDR for Russian: one, few, many.
    #[test]
    #[cfg_attr(miri, ignore = "counts four hundred days")]
    fn russian_counts_days_as_russians_do() {
        let form = |days: u32| String::from(Language::Ru.days_left(days).rsplit(' ').next().unwrap());
        for days in 1..=400 {
            let (tens, ones) = (days / 10 % 10, days % 10);
            let right = match ones {
                1 if tens != 1 => "день",
                2..=4 if tens != 1 => "дня",
                _ => "дней",
            };
            assert_eq!(form(days), right, "{days}");
            assert!(
                Language::ALL.iter().all(|language| language.days_left(days).contains(&format!("{days} ")))
            );
        }
    }

    #[test]
    fn every_month_has_its_name_in_every_language() {
        let mut seen = alloc::vec::Vec::new();
        for month in 1..=12 {
            let date = NaiveDate::from_ymd_opt(2025, month, 2).unwrap();
            for language in Language::ALL {
                let text = language.day(date);
                assert!(text.starts_with("2 ") && text.len() > 4 && !seen.contains(&text), "{text}");
                assert_eq!(text.is_ascii(), *language == Language::En, "{text}");
                seen.push(text);
            }
        }
    }
}
