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
            Activation, BreakParts, GradeRange, PriceParts, RegulationParts, SchoolYearParts, Weekday,
        },
        stage::Stage,
    },
    value::serialise::{coded_values, quiet_records},
};

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
