//! Values of the family card in serde's data model.

use crate::{
    family_card::{
        grading::{
            BracketParts, Criterion, FactKind, FactParts, GivesParts, GradingParts, IndicatorParts,
            LevelParts, PlainKind, RuleParts, Unit,
        },
        kind::RegulationKind,
        offers::{Action, Answer, NextStep, Stage},
        proactive::{ProactiveParts, RefusalRule, Rounding},
        refusal::Refusal,
        rights::{Award, Cause, Group, MissingFact},
        service::Service,
        texts::{Level, Sms},
    },
    value::serialise::{coded_values, quiet_records},
};

coded_values! {
    Action, Answer, Award, Cause, Criterion, Group, Level, MissingFact, NextStep, PlainKind, Refusal, RefusalRule,
    RegulationKind, Rounding, Service, Sms, Stage, Unit,
}

quiet_records! {
    GradingParts: MalformedRegulation,
    FactParts: MalformedRegulation,
    FactKind: MalformedRegulation,
    IndicatorParts: MalformedRegulation,
    RuleParts: MalformedRegulation,
    BracketParts: MalformedRegulation,
    GivesParts: MalformedRegulation,
    LevelParts: MalformedRegulation,
    ProactiveParts: MalformedRegulation,
}
