//! The claims of rows on their accounts (N22, N25, A).

use super::{
    answers::AccountRole,
    rows::{Months, RowFlags, Rows},
    timetable::MonthPlace,
};
use crate::programme::{Claimants, Claims};

// Each month of the years 1 to 9999, more than any timetable has, is a period of claims.
const _: () = assert!(9999 * 12 <= Claims::PERIODS);
const _: () = assert!(AccountRole::ACTIVATES == Claims::TAKES && AccountRole::TRIED == Claims::TRIED);

impl Rows<'_> {
    /// Claims the accounts of the rows that name one ([`RowFlags::SHARES_ACCOUNT`]). `role` is
    /// [`Answers::role`](super::Answers::role), `accounts` has one number for each account, and `first_row` is the number of the
    /// first row.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Regulation, columns::*}, programme::{Claims, Resolver}};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let september = timetable.month(Month::parse("2025-09")?).unwrap();
    /// let (never, flags) = ([NEVER; 2], [RowFlags::SHARES_ACCOUNT; 2]);
    /// let rows = Rows {
    ///     months: Months::One(september),
    ///     listed: &never,
    ///     asked: &never,
    ///     reminded: &never,
    ///     answered: &never,
    ///     entered: &[10, 7],
    ///     as_of: &never,
    ///     flags: &flags,
    /// };
    /// let activates = AccountRole { activates: true, tried: true, ..AccountRole::default() };
    /// let mut claims = Claims::new(1);
    /// rows.claim(&mut claims, &[activates.bits(); 2], &[77, 77], 0);
    /// let claims = claims.partitioned().unwrap();
    /// assert_eq!(Resolver::default().resolve(1, &[&claims], 0)[0].row(), 0); // row 1 was three days earlier
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[inline(always)]
    pub fn claim(&self, claims: &mut Claims, role: &[u8], accounts: &[u64], first_row: u64) {
        let rows = Claimants {
            things: accounts,
            days: self.entered,
            tags: role,
            claims: (self.flags, RowFlags::SHARES_ACCOUNT),
        };
        let periods = |start: usize, periods: &mut [u32; 64]| match self.months {
            Months::One(month) => periods.fill(month.number()),
            Months::Each(each) => {
                for (period, month) in periods.iter_mut().zip(each.get(start..).unwrap_or_default()) {
                    *period = MonthPlace::number(*month);
                }
            }
        };
        claims.take(&rows, periods, first_row);
    }
}
