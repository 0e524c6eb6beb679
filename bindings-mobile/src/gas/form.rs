//! How a regulation crosses: a published one as its id, another as its canonical JSON or its data.

use std::{collections::BTreeMap, sync::LazyLock};

use voucher_core::gas::{Regulation as GasRegulation, RegulationParts, RegulationSet};

use crate::error::{VoucherError, regulation_from_json};

/// Discount norms by the KATO code of the region, as decimal text.
pub type GasNormsByRegion = BTreeMap<String, String>;

/// The volume up to which the discount is given in a region.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasRegionNorm {
    /// The KATO code of the region.
    pub region: String,
    /// Cubic metres a month, as decimal text.
    pub norm_m3: String,
}

/// How a regulation crosses. This library gives both; what is handed in needs one of them, and the text, which is
/// read faster, counts where both are there.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasRegulationForm {
    /// The id of a published one, the canonical JSON of another.
    pub source: Option<String>,
    /// Its data.
    pub parts: Option<RegulationParts>,
}

uniffi::custom_type!(
    /// The rules of one order, checked whenever they cross.
    GasRegulation, GasRegulationForm, {
    remote,
    lower: |regulation| GasRegulationForm::new(&regulation),
    try_lift: |form| Ok(form.read()?),
});

uniffi::custom_type!(
    /// Discount norms by region.
    GasNormsByRegion, Vec<GasRegionNorm>, {
    remote,
    lower: |norms| norms.into_iter().map(|(region, norm_m3)| GasRegionNorm { region, norm_m3 }).collect(),
    try_lift: |norms| Ok(norms_by_region(norms)?),
});

/// The published regulations, which are constants; checking one anew takes longer than answering.
static PUBLISHED: LazyLock<RegulationSet> = LazyLock::new(RegulationSet::published);

impl GasRegulationForm {
    fn new(regulation: &GasRegulation) -> Self {
        let is_published = published(regulation.id()) == Some(regulation);
        let source = if is_published { regulation.id().to_owned() } else { regulation.canonical_json() };
        Self { source: Some(source), parts: Some(regulation.parts().clone()) }
    }

    /// The regulation, checked (N7).
    fn read(self) -> Result<GasRegulation, VoucherError> {
        match self {
            Self { source: Some(source), .. } => match published(&source) {
                Some(regulation) => Ok(regulation.clone()),
                None => regulation_from_json(&source, GasRegulation::from_json, GasRegulation::form_fault),
            },
            Self { source: None, parts: Some(parts) } => Ok(GasRegulation::new(parts)?),
            Self { source: None, parts: None } => Err(VoucherError::new(
                "malformed_regulation",
                Some("regulation"),
                "regulation: neither its text nor its parts are there",
            )),
        }
    }
}

fn published(id: &str) -> Option<&'static GasRegulation> {
    PUBLISHED.iter().find(|regulation| regulation.id() == id)
}

/// A region named twice is refused: a map would keep one of the two in silence.
fn norms_by_region(norms: Vec<GasRegionNorm>) -> Result<GasNormsByRegion, VoucherError> {
    let count = norms.len();
    let mut map = GasNormsByRegion::new();
    map.extend(norms.into_iter().map(|norm| (norm.region, norm.norm_m3)));
    if map.len() == count {
        return Ok(map);
    }
    Err(VoucherError::new("duplicate_field", Some("norms_m3"), "norms_m3: a region stands twice"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regulation_is_read_from_its_text_or_its_parts() {
        let published = GasRegulation::gas_2025_08();
        let mut parts = published.parts().clone();
        parts.activations_per_account = 2;
        // Another one that calls itself by the same id is not taken for it.
        let regulations = [GasRegulation::gas_2024_12(), published, GasRegulation::new(parts).unwrap()];
        for regulation in &regulations {
            let form = GasRegulationForm::new(regulation);
            assert_eq!(form.clone().read().as_ref(), Ok(regulation));
            assert_eq!(GasRegulationForm { source: None, ..form.clone() }.read().as_ref(), Ok(regulation));
            assert_eq!(GasRegulationForm { parts: None, ..form }.read().as_ref(), Ok(regulation));
        }
        let read = |source: Option<&str>| {
            GasRegulationForm { source: source.map(str::to_owned), parts: None }.read()
        };
        assert_eq!(code(read(None)), "malformed_regulation");
        assert_eq!(code(read(Some("{}"))), "missing_field");
        assert_eq!(code(read(Some(""))), "malformed_json");
    }

    fn norm(region: &str, norm_m3: &str) -> GasRegionNorm {
        GasRegionNorm { region: region.to_owned(), norm_m3: norm_m3.to_owned() }
    }

    fn code(answer: Result<GasRegulation, VoucherError>) -> String {
        let VoucherError::Malformed { code, .. } = answer.unwrap_err();
        code
    }

    #[test]
    fn a_region_named_twice_is_refused() {
        let once = norms_by_region(vec![norm("79", "631"), norm("27", "833")]).unwrap();
        assert_eq!(once.len(), 2);
        let twice = norms_by_region(vec![norm("79", "631"), norm("79", "631")]);
        let VoucherError::Malformed { code, field, .. } = twice.unwrap_err();
        assert_eq!((code.as_str(), field.as_deref()), ("duplicate_field", Some("norms_m3")));
    }
}
