//! Values of gas in serde's data model.

use crate::{
    gas::{
        activation::{Channel, MissingFact, PreviewFacts, Step},
        assistance::Assistance,
        consent::{Answer, ConsentState, SmsKind},
        refusal::Refusal,
        register::RegisterField,
        regulation::{
            ConsentParts, ConsentScope, DiscountParts, DiscountTerms, RegulationParts, Rounding, Window,
        },
        stage::Stage,
    },
    value::serialise::{coded_values, quiet_records},
};

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
