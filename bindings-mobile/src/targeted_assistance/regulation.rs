//! The rules as a text, those in force on a date, and their digest.

use voucher_core::targeted_assistance::{Regulation as AssistanceRegulation, RegulationSet};

use crate::{error::VoucherError, rules::rules, value::CivilDate};

rules!(AssistanceRegulation, assistance_regulation_in_force, assistance_regulation_digest);

#[cfg(test)]
crate::rules::tests!(AssistanceRegulation::asp_2025_01, |parts| parts.carer_child_under = 7);
