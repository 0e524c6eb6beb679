//! The rules as a text, those in force on a date, and their digest.

use voucher_core::medicines::{Regulation as PrescriptionRegulation, RegulationSet};

use crate::{error::VoucherError, rules::rules, value::CivilDate};

rules!(PrescriptionRegulation, prescription_regulation_in_force, prescription_regulation_digest);

#[cfg(test)]
crate::rules::tests!(PrescriptionRegulation::medicines_2024_01, |parts| parts.valid_days = 60);
