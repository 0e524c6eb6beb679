//! The rules as a text, those in force on a date, and their digest.

use voucher_core::meals::{Regulation as MealRegulation, RegulationSet};

use crate::{error::VoucherError, rules::rules, value::CivilDate};

rules!(MealRegulation, meal_regulation_in_force, meal_regulation_digest);

#[cfg(test)]
crate::rules::tests!(MealRegulation::meals_2026_02, |parts| parts.late_entry_days = 0);
