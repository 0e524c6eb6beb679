//! Values of school meals in serde's data model.

use serde::{Serialize, Serializer};

use crate::{
    meals::{
        fact::{Answer, Ground, Source},
        grade::Grade,
        query::{Action, MissingFact},
        refusal::Refusal,
        register::RegisterField,
        regulation::{
            Activation, BreakParts, GradeRange, PriceParts, Regulation, RegulationParts, SchoolYearParts,
            Weekday,
        },
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

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.number())
    }
}

coded_values! {
    Action, Activation, Answer, Ground, MissingFact, Refusal, RegisterField, Source, Stage, Weekday,
}

quiet_records! {
    RegulationParts: MalformedRegulation,
    GradeRange: MalformedRegulation,
    SchoolYearParts: MalformedRegulation,
    BreakParts: MalformedRegulation,
    PriceParts: MalformedRegulation,
}
