//! The ten reasons that refuse (T26).

use crate::{
    targeted_assistance::{
        bans::Ban,
        case::{Case, Census, People},
        history::Breach,
        kind::{AssistanceKind, Finding},
        measures::{Contract, Survey},
        refusal::{Refusal, Refusals},
        regulation::{EqualToLine, Regulation},
        status::Status,
    },
    value::money::Tiyn,
};

impl<P: People> Case<'_, P> {
    /// Every reason that holds, in the order of T26. The line is none where it is not known.
    pub(crate) fn reasons(&self, line: Option<Tiyn>, census: &Census, finding: Finding) -> Refusals {
        let mut reasons = Refusals::NONE;
        let above = line.is_some_and(|line| census.is_above(self.regulation, line));
        reasons.push_if(above, Refusal::IncomeAboveLine);
        self.reasons_but_income(finding, reasons)
    }

    /// These reasons, and behind them every reason that hangs on no income.
    pub(crate) fn reasons_but_income(&self, finding: Finding, mut reasons: Refusals) -> Refusals {
        let asked = self.regulation.parts().commission;
        reasons.push_if(asked && self.survey == Some(Survey::Refused), Refusal::SurveyRefused);
        reasons.push_if(asked && self.need == Some(false), Refusal::NoNeedFound);
        for (breach, ban) in self.bans.iter() {
            reasons.push_if(ban == Ban::Refuses, refusal_of(breach));
        }
        let not_entitled = self.status == Some(Status::Other) || self.not_on_record;
        reasons.push_if(not_entitled, Refusal::StatusNotEntitled);
        let overlap = self.overlap == Some(true) || self.kept().any(|person| person.overlap);
        reasons.push_if(overlap, Refusal::AlreadyAssigned);
        let not_registered = self.kept().any(|person| person.registered == Some(false));
        reasons.push_if(not_registered, Refusal::NotRegistered);
        let refused = self.contract == Some(Contract::Refused);
        let conditional = refused && self.kind(finding) == Some(AssistanceKind::Conditional);
        reasons.push_if(conditional, Refusal::ContractRefused);
        reasons
    }
}

impl Census {
    /// T26(1), by the exact fraction.
    #[inline]
    pub(crate) fn is_above(&self, regulation: &Regulation, line: Tiyn) -> bool {
        let line = u128::from(line.tiyn()) * u128::from(self.shares());
        match regulation.parts().equal_to_line {
            EqualToLine::Entitled => self.counted > line,
            EqualToLine::Refused => self.counted >= line,
        }
    }
}

/// The reason that a breach gives while it refuses.
pub(crate) const fn refusal_of(breach: Breach) -> Refusal {
    match breach {
        Breach::MeasuresRefused => Refusal::WorkMeasuresRefused,
        Breach::ContractBroken => Refusal::ContractBroken,
        Breach::FalseInformation => Refusal::FalseInformation,
    }
}
