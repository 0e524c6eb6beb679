//! The closed list of refusals: of facts, and the ten reasons of a decision.

use crate::programme::refusals::refusals;

refusals! {
    /// Why the answer is *no*: a value with a stable code and the norm that decides it.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Refusal;
    ///
    /// assert_eq!(Refusal::IncomeAboveLine.code(), "income_above_line");
    /// assert_eq!(Refusal::from_code("not_registered"), Some(Refusal::NotRegistered));
    /// assert_eq!(Refusal::OutOfOrder.norm(), "N9");
    /// assert_eq!(Refusal::ALL.len(), 31);
    /// ```
    OutOfOrder "out_of_order" "N9" "Dated before the latest accepted fact",
    NoApplication "no_application" "T13, T15, T16, T17, T18, T19, T20, T21, T22, T24" "No application has the reference",
    AlreadyDecided "already_decided" "T14, T15, T16, T17, T18, T19, T20, T22" "The application is decided",
    OutsidePilot "outside_pilot" "T2" "Dated outside the period of the regulation",
    SignatureNotAccepted "signature_not_accepted" "T14" "The channel does not take such a signature",
    BankNotAccepted "bank_not_accepted" "T14" "Accounts of the bank are not taken",
    AccountNotOwn "account_not_own" "T14" "The account is not the applicant's own",
    AccountNeeded "account_needed" "T14" "The channel asks for the account, and bank or owner is not known",
    AnotherApplicant "another_applicant" "T14" "The reference is that of another person's application",
    AlreadyApplied "already_applied" "T14" "Another application of the person stands in the quarter",
    NotAMember "not_a_member" "T15, T16, T17" "The household has no such member",
    EvidenceNotNeeded "evidence_not_needed" "T15, T16" "The kind of evidence is not needed for the member",
    AlreadyAnswered "already_answered" "T15" "There is an answer already",
    DigitalConsentMissing "digital_consent_missing" "T16" "The owner's consent to a digital document does not stand",
    NotRequested "not_requested" "T16" "Nobody has asked in writing",
    CommissionNotNeeded "commission_not_needed" "T18, T19" "The regulation asks for no commission",
    AlreadySurveyed "already_surveyed" "T18" "The survey was done",
    SurveyNotDone "survey_not_done" "T19" "No survey was done",
    ContractNotNeeded "contract_not_needed" "T20" "The assistance is unconditional",
    EvidenceMissing "evidence_missing" "T22" "Something is missing without which nobody can decide",
    DecisionDiffers "decision_differs" "T22" "By what is known the decision is the other one",
    IncomeAboveLine "income_above_line" "T26" "The per-capita income is above the poverty line, or at it where the regulation says so",
    SurveyRefused "survey_refused" "T26" "The applicant refused the survey",
    NoNeedFound "no_need_found" "T26" "The commission found no need",
    WorkMeasuresRefused "work_measures_refused" "T26, T27" "Measures that promote employment were refused",
    ContractBroken "contract_broken" "T26, T27" "A social contract was broken",
    FalseInformation "false_information" "T26, T27" "False information was given",
    StatusNotEntitled "status_not_entitled" "T26" "The status gives no right, or is not on record",
    AlreadyAssigned "already_assigned" "T26" "Another application has assistance for these days",
    NotRegistered "not_registered" "T26" "A member is not registered at an address",
    ContractRefused "contract_refused" "T26" "The social contract was refused",
}

/// Every refusal of targeted assistance that applies, in the order in which the norms list the checks.
pub type Refusals = crate::programme::Refusals<Refusal>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_names_in_snake_case() {
        for &refusal in Refusal::ALL {
            assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
            let name: alloc::string::String = alloc::format!("{refusal:?}");
            assert_eq!(name.to_lowercase(), refusal.code().replace('_', ""));
        }
    }
}
