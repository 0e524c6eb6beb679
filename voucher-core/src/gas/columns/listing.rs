//! Who can be put on the list of a month (N11).

use super::{
    day::{ABSENT, day_from},
    rows::RowFlags,
    rules::listing_no,
    timetable::{MonthPlace, Timetable},
};
use crate::gas::refusal::Refusal;

impl Timetable {
    /// Whether a day lies in the month at a place; [`ABSENT`] lies in every one.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Regulation, columns::{ABSENT, Timetable, day_number}}, parse_date};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let september = timetable.month(Month::parse("2025-09")?).unwrap();
    /// assert!(timetable.has_day(september, day_number(parse_date("2025-09-30")?)));
    /// assert!(!timetable.has_day(september, day_number(parse_date("2025-10-01")?)));
    /// assert!(timetable.has_day(september, ABSENT));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn has_day(&self, month: MonthPlace, day: i32) -> bool {
        let days = 1..=self.number_of_days(month);
        day == ABSENT || days.contains(&day_from(self.first_day(month), day))
    }

    /// Why a row's person cannot be put on the list of the month on a day of it, as the bits of
    /// [`Refusals::bits`](crate::gas::Refusals::bits) (N11); none for a potential recipient.
    ///
    /// A person who was never listed, [`ABSENT`], is `not_listed` and nothing else.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Refusal, Regulation, columns::*}, parse_date};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let september = timetable.month(Month::parse("2025-09")?).unwrap();
    /// let refusals = |day| {
    ///     let listed = day_number(parse_date(day).unwrap());
    ///     timetable.listing_refusals(september, listed, RowFlags::default())
    /// };
    /// assert_eq!(refusals("2025-09-14"), 0);
    /// assert_eq!(refusals("2025-09-15"), Refusal::ListClosed.bit()); // the list closed on the 14th
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn listing_refusals(&self, month: MonthPlace, listed: i32, flags: RowFlags) -> u32 {
        if listed == ABSENT {
            Refusal::NotListed.bit()
        } else {
            let listed = day_from(self.first_day(month), listed);
            u32::from(listing_no(&self.days(month), listed, flags))
        }
    }
}
