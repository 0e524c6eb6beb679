//! The rules as a text, those in force on a date, and their digest.

use std::sync::LazyLock;

use voucher_core::medicines::{Regulation as PrescriptionRegulation, RegulationSet};

use crate::{
    error::VoucherError,
    rules,
    value::{CivilDate, digest_text},
};

uniffi::custom_type!(
    /// The rules of one order: the id of a published one, or the JSON of another, checked whenever it crosses (N7).
    PrescriptionRegulation, String, {
    remote,
    lower: |regulation| write(&regulation),
    try_lift: |text| Ok(read(&text)?),
});

/// The published regulations, which are constants.
static PUBLISHED: LazyLock<RegulationSet> = LazyLock::new(RegulationSet::published);

fn read(text: &str) -> Result<PrescriptionRegulation, VoucherError> {
    let published = PUBLISHED.iter().find(|published| published.id() == text);
    rules::read(text, published, PrescriptionRegulation::from_json)
}

fn write(regulation: &PrescriptionRegulation) -> String {
    let is_published = PUBLISHED.iter().any(|published| published == regulation);
    if is_published { regulation.id().to_owned() } else { regulation.canonical_json() }
}

/// The published regulation that is in force on a date, if there is one (N6).
#[uniffi::export]
pub fn prescription_regulation_in_force(
    today: CivilDate,
) -> Result<Option<PrescriptionRegulation>, VoucherError> {
    Ok(PUBLISHED.in_force(today).cloned())
}

/// `sha256:` and the digest of a regulation's canonical JSON, for a server to compare.
#[uniffi::export]
pub fn prescription_regulation_digest(regulation: PrescriptionRegulation) -> Result<String, VoucherError> {
    Ok(digest_text(regulation.digest()))
}

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
        assert_eq!(code("{}"), "malformed_regulation");
    }
}
