//! The rules as a text, those in force on a date, and their digest.

use voucher_core::targeted_assistance::{Regulation as AssistanceRegulation, RegulationSet};

use crate::{error::VoucherError, rules::rules, value::CivilDate};

rules!(AssistanceRegulation, assistance_regulation_in_force, assistance_regulation_digest);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regulation_is_an_id_or_json() {
        let published = AssistanceRegulation::asp_2025_01();
        let changed = published.changed(|parts| parts.carer_child_under = 7).unwrap();
        // Another one that calls itself by the same id is not taken for it.
        let mut parts = changed.parts().clone();
        parts.id = published.id().to_owned();
        let impostor = AssistanceRegulation::new(parts).unwrap();
        for regulation in [published, changed, impostor] {
            assert_eq!(read(&write(&regulation)), Ok(regulation));
        }
        let code = |text| {
            let VoucherError::Malformed { code, .. } = read(text).unwrap_err();
            code
        };
        assert_eq!(code("gas-2025-08"), "unknown_regulation");
        assert_eq!(code(" {"), "malformed_json");
        assert_eq!(code("{}"), "missing_field");
    }
}
