//! Values of the family card in serde's data model.

use crate::{
    family_card::{
        grading::{
            BracketParts, Criterion, FactKind, FactParts, GivesParts, Grading, GradingParts, IndicatorParts,
            LevelParts, PlainKind, RuleParts, Unit,
        },
        kind::RegulationKind,
        offers::{Action, Answer, NextStep, Stage},
        proactive::{Proactive, ProactiveParts, RefusalRule, Rounding},
        refusal::Refusal,
        rights::{Award, Cause, Group, MissingFact},
        service::Service,
        texts::{Level, Sms},
    },
    value::{
        error::Error,
        serialise::{coded_values, quiet_records},
    },
};

macro_rules! checked {
    ($($regulation:ident of $parts:ident,)+) => { $(
        impl TryFrom<$parts> for $regulation {
            type Error = Error;

            fn try_from(parts: $parts) -> Result<Self, Error> {
                Self::new(parts)
            }
        }

        impl From<$regulation> for $parts {
            fn from(regulation: $regulation) -> Self {
                regulation.parts().clone()
            }
        }
    )+ };
}

checked! { Grading of GradingParts, Proactive of ProactiveParts, }

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
