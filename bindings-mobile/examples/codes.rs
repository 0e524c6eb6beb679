//! The codes of the core's closed lists, which UniFFI does not know: a line for each value, the list as it is called on a phone,
//! the value as Rust calls it, its code.

use std::io::{self, Write};

use voucher_core::{
    Language, MissingDay, Programme, Region, family_card, gas, meals, medicines,
    programme::{PersonAction, ReminderKind, Urgency},
    targeted_assistance,
};

/// Writes the lines of these lists.
macro_rules! write_codes {
    ($out:ident, $($name:ident: $List:ty,)+) => { $(
        for value in <$List>::ALL {
            writeln!($out, concat!(stringify!($name), " {:?} {}"), value, value.code())?;
        }
    )+ };
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    write_codes! { out,
        Language: Language,
        MissingDay: MissingDay,
        PersonAction: PersonAction,
        Programme: Programme,
        ReminderKind: ReminderKind,
        Urgency: Urgency,
        GasAction: gas::Action,
        GasAssistance: gas::Assistance,
        GasChannel: gas::Channel,
        GasConsentScope: gas::ConsentScope,
        GasConsentState: gas::ConsentState,
        GasMissingFact: gas::MissingFact,
        GasRefusal: gas::Refusal,
        GasReply: gas::Reply,
        GasRounding: gas::Rounding,
        GasSmsKind: gas::SmsKind,
        GasStage: gas::Stage,
        GasStep: gas::Step,
        MealAnswer: meals::Answer,
        MealMissingFact: meals::MissingFact,
        MealRefusal: meals::Refusal,
        MealStage: meals::Stage,
        PrescriptionEvidence: medicines::Evidence,
        PrescriptionMissingFact: medicines::MissingFact,
        PrescriptionRefusal: medicines::Refusal,
        PrescriptionStage: medicines::Stage,
        CardRefusal: family_card::Refusal,
        CardService: family_card::Service,
        OfferStage: family_card::Stage,
        OfferStep: family_card::NextStep,
        RightCause: family_card::Cause,
        RightGroup: family_card::Group,
        RightMissingFact: family_card::MissingFact,
        AssistanceBreach: targeted_assistance::Breach,
        AssistanceCaresFor: targeted_assistance::CaresFor,
        AssistanceContract: targeted_assistance::Contract,
        AssistanceEvidence: targeted_assistance::Evidence,
        AssistanceIncomeKind: targeted_assistance::IncomeKind,
        AssistanceItemState: targeted_assistance::ItemState,
        AssistanceKind: targeted_assistance::AssistanceKind,
        AssistanceMissingFact: targeted_assistance::MissingFact,
        AssistanceParty: targeted_assistance::Party,
        AssistanceRefusal: targeted_assistance::Refusal,
        AssistanceRole: targeted_assistance::Role,
        AssistanceStage: targeted_assistance::Stage,
        AssistanceStated: targeted_assistance::Stated,
        AssistanceStatus: targeted_assistance::Status,
        AssistanceSurvey: targeted_assistance::Survey,
    }
    Region::ALL.iter().try_for_each(|region| writeln!(out, "Region {region:?} {}", region.kato()))
}
