//! The rules as a text, those in force on a date, and their digest.

use voucher_core::medicines::{Regulation as PrescriptionRegulation, RegulationSet};

use crate::{error::VoucherError, rules::rules, value::CivilDate};

rules!(PrescriptionRegulation, prescription_regulation_in_force, prescription_regulation_digest);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regulation_is_an_id_or_json() {
        let published = PrescriptionRegulation::medicines_2024_01();
        let changed = published.changed(|parts| parts.valid_days = 60).unwrap();
        // Another one that calls itself by the same id is not taken for it.
        let mut parts = changed.parts().clone();
        parts.id = published.id().to_owned();
        let impostor = PrescriptionRegulation::new(parts).unwrap();
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
