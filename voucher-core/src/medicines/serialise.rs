//! Values of medicines in serde's data model.

use crate::{
    medicines::{
        dispensing::{Evidence, MissingFact},
        query::Action,
        refusal::Refusal,
        register::RegisterField,
        regulation::{DaysOfSupply, Dispensing, RegulationParts, Where},
        stage::Stage,
    },
    value::serialise::{coded_values, quiet_records},
};

coded_values! { Action, Dispensing, Evidence, MissingFact, Refusal, RegisterField, Stage, Where, }

quiet_records! {
    RegulationParts: MalformedRegulation,
    DaysOfSupply: MalformedRegulation,
}
