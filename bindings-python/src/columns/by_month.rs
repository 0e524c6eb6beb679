//! Several regulations over one table: each row is answered under that of its month.

use voucher_core::gas::{self, RegulationSet};

use super::{
    compare::RegulationsArg,
    prelude::*,
    rows::{Piece, Review, Wants},
};
use crate::hint::hint;

const REGULATION: &str = "regulation";

/// A regulation as an argument, or several of which no two have a month in common, in the order of their periods.
pub(crate) struct ByMonth(Vec<gas::Regulation>);

impl<'py> FromPyObject<'_, 'py> for ByMonth {
    type Error = BindError;

    hint!(INPUT_TYPE = type_hint_union!(RegulationArg::INPUT_TYPE, RegulationsArg::INPUT_TYPE));

    /// Errors: `missing_field` where there is none, `regulations_overlap`.
    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        // Whatever is no list gets the error of a regulation.
        if value.try_iter().is_err() {
            return Ok(Self(vec![value.extract::<RegulationArg<'_>>()?.get().clone()]));
        }
        let all: RegulationsArg<'_> =
            value.extract().map_err(|error: BindError| error.of_field("regulation"))?;
        let all = RegulationSet::new(all.iter().cloned().collect());
        let all = all.map_err(|error| BindError::from(error).of_field("regulation"))?;
        Self::of(all.iter().cloned().collect())
    }
}

impl ByMonth {
    fn of(regulations: Vec<gas::Regulation>) -> Bind<Self> {
        if regulations.is_empty() {
            return Err(BindError::malformed("missing_field", REGULATION, "names no regulation"));
        }
        let shared = |(earlier, later): (&gas::Regulation, &gas::Regulation)| {
            earlier.months().find(|month| later.has_month(*month))
        };
        match regulations.iter().zip(regulations.iter().skip(1)).find_map(shared) {
            None => Ok(Self(regulations)),
            Some(month) => {
                let text = format!("{month} is a month of two of them: ask about it under one");
                Err(BindError::malformed("regulations_overlap", REGULATION, text))
            }
        }
    }

    /// A review under each.
    pub(super) fn reviews(&self, as_of: Option<i32>, facts: Facts, wants: Wants) -> Vec<Review> {
        let wants = Wants { groups: self.0.len() > 1, ..wants };
        self.0.iter().map(|regulation| Review::new(regulation, as_of, facts, wants)).collect()
    }

    /// Of the pieces under each the answers of each row's own regulation; of the first, where its month is none's.
    pub(super) fn choose(&self, reviews: &[Review], pieces: Vec<Vec<Piece>>) -> Vec<Piece> {
        let mut answers = pieces.into_iter();
        let mut chosen = answers.next().unwrap_or_default();
        for ((regulation, review), others) in self.0.iter().zip(reviews).skip(1).zip(answers) {
            for (piece, other) in chosen.iter_mut().zip(others) {
                let month = |place| review.timetable().month_at(place);
                piece.take_months(&other, &|place| regulation.has_month(month(place)));
            }
        }
        chosen
    }
}
