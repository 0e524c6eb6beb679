//! The rules of offers and rights as a text, those in force on a date, and their digest.

use voucher_core::{
    Error,
    family_card::{self, Proactive as CardRegulation, Regulation},
};

use crate::{error::VoucherError, rules::rules, value::CivilDate};

rules!(CardRegulation, card_regulation_in_force, card_regulation_digest);

/// Of the published regulations the proactive ones: a grading decides no offer and no right (K1, K2).
struct RegulationSet(family_card::RegulationSet);

impl RegulationSet {
    fn published() -> Self {
        Self(family_card::RegulationSet::published())
    }

    fn new(all: Vec<CardRegulation>) -> Result<Self, Error> {
        family_card::RegulationSet::new(all.into_iter().map(Regulation::Proactive).collect()).map(Self)
    }

    fn iter(&self) -> impl Iterator<Item = &CardRegulation> {
        self.0.iter().filter_map(|regulation| match regulation {
            Regulation::Proactive(proactive) => Some(proactive),
            Regulation::Grading(_) => None,
        })
    }

    fn in_force(&self, today: CivilDate) -> Option<&CardRegulation> {
        self.0.proactive_in_force(today)
    }
}

// K1: a grading is none of these rules.
#[cfg(test)]
crate::rules::tests!(
    CardRegulation::proactive_2025_09, |parts| parts.answer_within_days = 5,
    "grading-2026-06" => "unknown_regulation",
    family_card::Grading::grading_2026_06().canonical_json().as_str() => "invalid_field"
);
