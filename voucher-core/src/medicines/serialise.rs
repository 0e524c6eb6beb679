//! Values of medicines in serde's data model.

use crate::{
    medicines::{
        dispensing::{Evidence, MissingFact},
        query::Action,
        refusal::Refusal,
        register::RegisterField,
        regulation::{DaysOfSupply, Dispensing, Regulation, RegulationParts, Where},
        stage::Stage,
    },
    value::{
        error::Error,
        serialise::{coded_values, quiet_records},
    },
};

impl TryFrom<RegulationParts> for Regulation {
    type Error = Error;

    fn try_from(parts: RegulationParts) -> Result<Self, Error> {
        Self::new(parts)
    }
}

impl From<Regulation> for RegulationParts {
    fn from(regulation: Regulation) -> Self {
        regulation.parts().clone()
    }
}

coded_values! { Action, Dispensing, Evidence, MissingFact, Refusal, RegisterField, Stage, Where, }

quiet_records! {
    RegulationParts: MalformedRegulation,
    DaysOfSupply: MalformedRegulation,
}
