//! The tables of base values and rates (K12 to K17).
//!
//! `A` is an amount and `F` a factor: decimal text in the parts of a regulation, numbers once it is checked. A factor
//! that is none is not published.

use alloc::{string::String, vec::Vec};

use chrono::NaiveDate;

use super::form::{coded_forms, tables, unchecked};
use crate::value::{
    calendar::MissingDay,
    coded::coded,
    money::{Amount, Factor},
};

coded! {
    /// How an amount is rounded to a whole tenge (K13).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Rounding;
    ///
    /// assert_eq!(Rounding::ALL, [Rounding::Up, Rounding::HalfAwayFromZero]);
    /// ```
    Rounding {
        /// A part of a tenge counts as a whole one.
        Up "up",
        /// Half a tenge goes up in size.
        HalfAwayFromZero "half_away_from_zero",
    }
}

coded_forms! { Rounding, }
unchecked! { Rounding, }

/// The tables as the JSON has them.
///
/// ```
/// use voucher_core::family_card::{BenefitsParts, Proactive};
///
/// let tables: BenefitsParts = Proactive::proactive_2025_09().parts().benefits.clone();
/// assert_eq!(tables.base[0].mci, "3063");
/// assert_eq!(tables.disability[0].young, None); // not published before 2023-07-01
/// ```
pub type BenefitsParts = Benefits<String, String>;

tables! {
    /// Base values and the rules of each service, each row from its first day on (K12).
    Benefits<A: Amount, F: Factor> {
        /// The allowance to mothers who hold an award.
        awarded_mother: Vec<AwardedMotherRow<F>>,
        /// The base values.
        base: Vec<BaseRow<A>>,
        /// The allowance for the loss of the breadwinner.
        breadwinner: Vec<BreadwinnerRow<F>>,
        /// The payment for the care of a child.
        child_care: Vec<ChildCareRow<F>>,
        /// The allowance to the carer of a child with disability.
        child_disability_carer: Vec<ChildDisabilityCarerRow<F>>,
        /// The allowance for disability.
        disability: Vec<DisabilityRow<F>>,
        /// What stands for a day that the last month of a term lacks (K13).
        if_missing: MissingDay,
        /// The payment for the loss of work.
        job_loss: Vec<JobLossRow<F>>,
        /// The allowance to families with many children.
        large_family: Vec<LargeFamilyRow<F>>,
        /// The payment for pregnancy and birth.
        maternity: Vec<MaternityRow<F>>,
        /// How amounts are rounded (K13).
        rounding: Rounding,
    }

    /// Base values in tenge, first and last day inclusive (K12).
    BaseRow<A: Amount> {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
        /// The monthly calculation index (MCI).
        mci: A,
        /// The minimum wage a month.
        minimum_wage: A,
        /// The subsistence minimum a month.
        subsistence: A,
    }

    /// Rules of the payment for pregnancy and birth (K14, K15).
    MaternityRow<F: Factor> {
        /// How many days of a sick list a month of income stands for.
        days_per_month: i32,
        /// The first day of the row.
        from: NaiveDate,
        /// The most income that counts, in minimum wages.
        income_cap: Option<F>,
        /// How many months the right lasts.
        term_months: i32,
        /// The part that is taken off, 0 to 1.
        withheld: F,
    }

    /// Rules of the payment for the care of a child (K14, K15).
    ChildCareRow<F: Factor> {
        /// The least amount, in MCI, for the first child, the second and so on; the last also for more.
        floors: Vec<Option<F>>,
        /// The first day of the row.
        from: NaiveDate,
        /// The most income that counts, in minimum wages.
        income_cap: Option<F>,
        /// The part of the income that is paid.
        rate: Option<F>,
        /// How many months the right lasts.
        term_months: i32,
    }

    /// Rules of the payment for the loss of work (K14, K15).
    JobLossRow<F: Factor> {
        /// By months of participation: the last line whose months are reached.
        by_months: Vec<MonthsRow<F>>,
        /// The first day of the row.
        from: NaiveDate,
        /// The most income that counts, in minimum wages.
        income_cap: Option<F>,
        /// The least months of participation.
        least_months: i32,
        /// The part of the income that is paid.
        rate: Option<F>,
    }

    /// What a length of participation gives (K15).
    MonthsRow<F: Factor> {
        /// The coefficient of the amount.
        coefficient: Option<F>,
        /// The months of participation that reach the line.
        months: i32,
        /// How many months the right lasts.
        paid_months: i32,
    }

    /// Rules of the allowance for the loss of the breadwinner, in subsistence minimums (K14, K15).
    BreadwinnerRow<F: Factor> {
        /// Where both parents are lost, for each child.
        both_parents_per_child: Option<F>,
        /// For one dependant, two and so on; the last also for more.
        by_dependants: Vec<Option<F>>,
        /// The first day of the row.
        from: NaiveDate,
    }

    /// Rules of the allowance to the carer of a child with disability, in subsistence minimums (K14, K15).
    ChildDisabilityCarerRow<F: Factor> {
        /// The age under which the child is a child, in full years.
        child_under: i32,
        /// The first day of the row.
        from: NaiveDate,
        /// The rate.
        rate: Option<F>,
    }

    /// Rules of the allowance for disability, in subsistence minimums (K16).
    DisabilityRow<F: Factor> {
        /// For the first, second and third group.
        adult: [Option<F>; 3],
        /// The age from which a person is an adult, in full years.
        adult_from: i32,
        /// The same of whoever is no adult or disabled since childhood.
        childhood: [Option<F>; 3],
        /// The first day of the row.
        from: NaiveDate,
        /// For whoever is under `young_under`.
        young: Option<F>,
        /// The age under which the group does not count, in full years.
        young_under: i32,
    }

    /// Rules of the allowance to families with many children, in MCI (K17).
    LargeFamilyRow<F: Factor> {
        /// For `least_children`, one more and so on.
        by_children: Vec<Option<F>>,
        /// The age under which a child counts, in full years.
        child_under: i32,
        /// The first day of the row.
        from: NaiveDate,
        /// The least number of children.
        least_children: i32,
        /// For each child, where `by_children` has no entry.
        per_child: Option<F>,
        /// The age under which a full-time student counts, in full years.
        student_under: i32,
    }

    /// Rules of the allowance to mothers who hold an award, in MCI (K14, K15).
    AwardedMotherRow<F: Factor> {
        /// The first day of the row.
        from: NaiveDate,
        /// By award.
        rates: AwardRates<F>,
    }

    /// A rate for each award, in MCI (K15).
    AwardRates<F: Factor> {
        /// «Алтын алқа».
        altyn_alqa: Option<F>,
        /// «Күміс алқа».
        kumis_alqa: Option<F>,
        /// The order «Maternal Glory».
        maternal_glory: Option<F>,
        /// The title «Mother Heroine».
        mother_heroine: Option<F>,
    }
}

/// A row of rules that holds from a day on.
pub(crate) trait Dated {
    fn first_day(&self) -> NaiveDate;
}

macro_rules! rows {
    ($($row:ident,)+) => { $(
        impl<F> Dated for $row<F> {
            fn first_day(&self) -> NaiveDate {
                self.from
            }
        }
    )+ };
}

rows! {
    MaternityRow, ChildCareRow, JobLossRow, BreadwinnerRow, ChildDisabilityCarerRow, DisabilityRow, LargeFamilyRow,
    AwardedMotherRow,
}

/// The row that holds on a date: the last whose first day is not after it (K12).
pub(crate) fn in_force<R: Dated>(rows: &[R], on: NaiveDate) -> Option<&R> {
    rows.iter().rev().find(|row| row.first_day() <= on)
}

impl<F> Benefits<Amount, F> {
    /// The base values of a date (K12).
    pub(crate) fn base_on(&self, on: NaiveDate) -> Option<&BaseRow<Amount>> {
        self.base.iter().rev().find(|row| row.first <= on && on <= row.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// K12: the last row whose first day is not after the date.
    #[test]
    fn rows_hold_from_their_first_day() {
        let day = |day| crate::value::calendar::named_date(2023, 7, day);
        let row = |day| MonthsFrom(day);
        let rows = [row(day(2)), row(day(4))];
        for (on, held) in [(1, None), (2, Some(0)), (3, Some(0)), (4, Some(1)), (5, Some(1))] {
            let found = in_force(&rows, day(on)).map(|row| row.0);
            assert_eq!(found, held.map(|place: usize| rows[place].0), "{on}");
        }
    }

    struct MonthsFrom(NaiveDate);

    impl Dated for MonthsFrom {
        fn first_day(&self) -> NaiveDate {
            self.0
        }
    }
}
