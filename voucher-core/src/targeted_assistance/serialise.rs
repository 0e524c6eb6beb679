//! Values of targeted assistance in serde's data model.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    targeted_assistance::{
        amount::Figures,
        evidence::{Condition, Evidence, ItemState, NextStep},
        fact::{Ruling, Source},
        filing::{Channel, Notice, Signature},
        history::Breach,
        household::{CaresFor, Role, Stated},
        income::IncomeKind,
        kind::AssistanceKind,
        measures::{Contract, Survey},
        quarter::Quarter,
        refusal::Refusal,
        regulation::{
            AbsentMembers, AgeOn, BanParts, ChannelParts, ChannelsParts, EqualToLine, IncomeParts, LineParts,
            OpenPeriod, PerCapitaRounding, RegulationParts, Rounding, TopUpParts, WholeLineParts,
        },
        stage::{Action, Stage},
        status::Status,
    },
    value::serialise::{coded_values, quiet_records},
};

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut quarter = serializer.serialize_struct("Quarter", 2)?;
        quarter.serialize_field("first", &self.first())?;
        quarter.serialize_field("last", &self.last())?;
        quarter.end()
    }
}

coded_values! {
    AbsentMembers, Action, AgeOn, AssistanceKind, Breach, CaresFor, Channel, Condition, Contract, EqualToLine, Evidence,
    IncomeKind, ItemState, NextStep, Notice, PerCapitaRounding, Refusal, Role, Rounding, Ruling, Signature, Source,
    Stage, Stated, Status, Survey,
}

quiet_records! {
    RegulationParts: MalformedRegulation,
    OpenPeriod: MalformedRegulation,
    LineParts: MalformedRegulation,
    IncomeParts: MalformedRegulation,
    WholeLineParts: MalformedRegulation,
    TopUpParts: MalformedRegulation,
    BanParts: MalformedRegulation,
    ChannelsParts: MalformedRegulation,
    ChannelParts: MalformedRegulation,
    Figures: InvalidField,
}
