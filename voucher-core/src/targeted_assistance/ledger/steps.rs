//! What each fact of an application that was filed does to it (T15-T22).
//!
//! A fact that states what is already so is a repeat, and nothing else is looked at. Then a decision refuses it, then its
//! own checks.

use crate::{
    programme::Transition,
    targeted_assistance::{
        amount::Figures,
        answer::Answer,
        application::{Application, ByEvidence, Decided},
        case::Case,
        decision::Decision,
        evidence::Evidence,
        fact::{Ruling, Source},
        history::Event,
        kept::Kept,
        kind::AssistanceKind,
        measures::{Contract, Survey},
        refusal::{Refusal, Refusals},
        regulation::Regulation,
    },
    value::reference::Reference,
};

/// What a fact changes.
pub(super) enum Change<'f> {
    /// A written request of the member at a place.
    Request(usize, Evidence),
    Answer(usize, &'f Answer),
    Consent(usize, bool),
    Survey(Survey),
    Need(bool),
    Contract(Contract),
    Decide(Decided),
    /// Of the applicant, and not of the application alone.
    Breach(Event),
}

pub(super) type Step<'f> = Transition<Change<'f>, Refusal>;

impl Change<'_> {
    pub(super) fn apply(self, application: &mut Application) {
        match self {
            Self::Request(place, kind) => {
                application.change(place, |kept| kept.requested.insert_if(true, kind));
            }
            Self::Answer(place, answer) => application.put(place, answer),
            Self::Consent(place, consent) => application.change(place, |kept| kept.consent = Some(consent)),
            Self::Survey(outcome) => application.survey = Some(outcome),
            Self::Need(need) => application.need = Some(need),
            Self::Contract(answer) => application.contract = Some(answer),
            Self::Decide(decided) => application.decided = Some(decided),
            Self::Breach(_) => {}
        }
    }
}

/// A step, unless what it states is already so or the application is decided.
fn unless<'f>(
    application: &Application,
    already_so: bool,
    check: impl FnOnce() -> Result<Change<'f>, Refusals>,
) -> Step<'f> {
    if already_so {
        return Transition::Repeat;
    }
    if application.decided.is_some() {
        return Transition::Refused(Refusals::NONE.and(Refusal::AlreadyDecided));
    }
    match check() {
        Ok(change) => Transition::To(change),
        Err(refusals) => Transition::Refused(refusals),
    }
}

const fn only(refusal: Refusal) -> impl FnOnce() -> Refusals {
    move || Refusals::NONE.and(refusal)
}

fn refuse_if(refused: bool, refusal: Refusal) -> Result<(), Refusals> {
    if refused { Err(Refusals::NONE.and(refusal)) } else { Ok(()) }
}

/// The place of a member for whom a kind of evidence is needed.
fn item(
    case: &Case<'_, ByEvidence<'_>>,
    kind: Evidence,
    known: Option<(usize, &Kept)>,
) -> Result<usize, Refusals> {
    let (place, kept) = known.ok_or_else(only(Refusal::NotAMember))?;
    refuse_if(!case.people.needed(kept).contains(kind), Refusal::EvidenceNotNeeded)?;
    Ok(place)
}

/// T15.
pub(super) fn requested<'f>(
    case: &Case<'_, ByEvidence<'_>>,
    application: &Application,
    kind: Evidence,
    member: &Reference,
) -> Step<'f> {
    let known = application.member(member);
    let answered = known.is_some_and(|(_, kept)| kept.answered.contains(kind));
    let out = known.is_some_and(|(_, kept)| kept.requested.contains(kind));
    unless(application, out && !answered, || {
        let place = item(case, kind, known)?;
        refuse_if(answered, Refusal::AlreadyAnswered)?;
        Ok(Change::Request(place, kind))
    })
}

/// T16.
pub(super) fn answered<'f>(
    case: &Case<'_, ByEvidence<'_>>,
    application: &Application,
    member: &Reference,
    source: Source,
    answer: &'f Answer,
) -> Step<'f> {
    let known = application.member(member);
    let kept = known.map(|(_, kept)| kept);
    let already = known.is_some_and(|(place, kept)| application.has_answer(place, kept, answer));
    unless(application, already, || {
        let item = item(case, answer.kind(), known);
        let mut refusals = item.err().unwrap_or_default();
        match source {
            Source::System | Source::Paper => {}
            Source::DigitalDocument => {
                let consents = kept.is_some_and(|kept| kept.consent == Some(true));
                refusals.push_if(!consents, Refusal::DigitalConsentMissing);
            }
            Source::Reply => {
                let requested = kept.is_some_and(|kept| kept.requested.contains(answer.kind()));
                refusals.push_if(!requested, Refusal::NotRequested);
            }
        }
        if refusals.is_empty() { Ok(Change::Answer(item?, answer)) } else { Err(refusals) }
    })
}

/// T17.
pub(super) fn consented<'f>(application: &Application, member: &Reference, consent: bool) -> Step<'f> {
    let known = application.member(member);
    let already = known.is_some_and(|(_, kept)| kept.consent == Some(consent));
    unless(application, already, || {
        let (place, _) = known.ok_or_else(only(Refusal::NotAMember))?;
        Ok(Change::Consent(place, consent))
    })
}

/// T18.
pub(super) fn surveyed<'f>(regulation: &Regulation, application: &Application, outcome: Survey) -> Step<'f> {
    unless(application, application.survey == Some(outcome), || {
        refuse_if(!regulation.parts().commission, Refusal::CommissionNotNeeded)?;
        refuse_if(application.survey == Some(Survey::Done), Refusal::AlreadySurveyed)?;
        Ok(Change::Survey(outcome))
    })
}

/// T19.
pub(super) fn concluded<'f>(regulation: &Regulation, application: &Application, need: bool) -> Step<'f> {
    unless(application, application.need == Some(need), || {
        refuse_if(!regulation.parts().commission, Refusal::CommissionNotNeeded)?;
        refuse_if(application.survey != Some(Survey::Done), Refusal::SurveyNotDone)?;
        Ok(Change::Need(need))
    })
}

/// T20.
pub(super) fn contract_answered<'f>(
    case: &Case<'_, ByEvidence<'_>>,
    application: &Application,
    answer: Contract,
) -> Step<'f> {
    unless(application, application.contract == Some(answer), || {
        let kind = case.kind(case.finding());
        refuse_if(kind == Some(AssistanceKind::Unconditional), Refusal::ContractNotNeeded)?;
        Ok(Change::Contract(answer))
    })
}

/// T22.
pub(super) fn decided<'f>(
    case: &Case<'_, ByEvidence<'_>>,
    application: &Application,
    outcome: Ruling,
    figures: &Figures,
) -> Step<'f> {
    unless(application, application.decided.map(Decided::ruling) == Some(outcome), || {
        match (case.decide(figures).decision, outcome) {
            (Decision::Assigned { receives }, Ruling::Assigned) => {
                Ok(Change::Decide(Decided::Assigned(receives)))
            }
            (Decision::Refused(reasons), Ruling::Refused) => Ok(Change::Decide(Decided::Refused(reasons))),
            (Decision::Assigned { .. }, Ruling::Refused) | (Decision::Refused(_), Ruling::Assigned) => {
                Err(Refusals::NONE.and(Refusal::DecisionDiffers))
            }
            (Decision::CannotTell(_), Ruling::Assigned | Ruling::Refused) => {
                Err(Refusals::NONE.and(Refusal::EvidenceMissing))
            }
        }
    })
}
