//! The regions of Kazakhstan and their names.

use voucher_core::{Language, Region};

/// A region and its name.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RegionName {
    /// The region.
    pub region: Region,
    /// The KATO code, two digits.
    pub kato: String,
    /// The ISO 3166-2 code.
    pub iso_3166_2: String,
    /// The name in the language asked for.
    pub name: String,
}

/// The 20 regions of Kazakhstan by KATO code, named in a language (N33).
#[uniffi::export]
#[must_use]
pub fn region_names(language: Language) -> Vec<RegionName> {
    let named = |region: &Region| RegionName {
        region: *region,
        kato: region.kato().to_owned(),
        iso_3166_2: region.iso_3166_2().to_owned(),
        name: region.name(language).to_owned(),
    };
    Region::ALL.iter().map(named).collect()
}
