//! Values of gas in serde's data model.

use crate::{
    gas::{
        activation::{Channel, MissingFact, PreviewFacts, Step},
        assistance::Assistance,
        consent::{Answer, ConsentState, SmsKind},
        refusal::Refusal,
        register::RegisterField,
        regulation::{
            ConsentParts, ConsentScope, DiscountParts, DiscountTerms, Regulation, RegulationParts, Rounding,
            Window,
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

coded_values! {
    Answer, Assistance, Channel, ConsentScope, ConsentState, MissingFact, Refusal, RegisterField, Rounding, SmsKind,
    Stage, Step,
}

quiet_records! {
    RegulationParts: MalformedRegulation,
    Window: MalformedRegulation,
    ConsentParts: MalformedRegulation,
    DiscountParts: MalformedRegulation,
    DiscountTerms: InvalidField,
    PreviewFacts: InvalidField,
}
