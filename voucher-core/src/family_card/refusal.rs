//! The closed list of refusals.

use crate::programme::refusals::refusals;

refusals! {
    /// Why the answer is *no*: a value with a stable code and the norm that decides it.
    ///
    /// ```
    /// use voucher_core::family_card::Refusal;
    ///
    /// assert_eq!(Refusal::FactsDisagree.code(), "facts_disagree");
    /// assert_eq!(Refusal::from_code("sender_not_1414"), Some(Refusal::SenderNot1414));
    /// assert_eq!(Refusal::NoLonger.norm(), "K13, K14");
    /// assert_eq!(Refusal::ALL.len(), 32);
    /// ```
    OutOfOrder "out_of_order" "N9" "Dated before the latest accepted fact",
    OutsidePilot "outside_pilot" "K8, K21, K22" "Outside the period of the regulation",
    FactsDisagree "facts_disagree" "K5" "A known fact is above one that it is at most",
    NotInsured "not_insured" "K14" "Not insured",
    NoSickList "no_sick_list" "K14" "There is no sick list",
    TooFewMonths "too_few_months" "K14" "Too few months of participation",
    NotRegisteredUnemployed "not_registered_unemployed" "K14" "Not registered as unemployed",
    NoLoss "no_loss" "K14" "No breadwinner was lost",
    NoDependant "no_dependant" "K14" "Nobody depended on the breadwinner",
    NotCarer "not_carer" "K14" "Neither parent nor adopter nor guardian",
    NoDisability "no_disability" "K14" "No disability is established",
    TooFewChildren "too_few_children" "K17" "Too few children count",
    NoAward "no_award" "K14" "No award",
    IncomeNotBelowLine "income_not_below_line" "K14" "The income is not below the poverty line",
    NotYet "not_yet" "K13, K14" "Before the first day of the right",
    NoLonger "no_longer" "K13, K14" "After the last day of the right",
    ServiceNotProactive "service_not_proactive" "K21" "The regulation does not offer this service",
    ChildNeeded "child_needed" "K21" "The right is of each child, and no child is named",
    ChildNotNeeded "child_not_needed" "K21" "The right is of no single child, and a child is named",
    NoRight "no_right" "K22, K24, K25, K26" "No right has arisen under this key",
    RefusedBefore "refused_before" "K22, K23" "Refused before",
    AlreadyAnswered "already_answered" "K22" "An agreement stands, nobody is asked again",
    AlreadyOffered "already_offered" "K22" "The offer went out on another day",
    NotOffered "not_offered" "K23" "No offer went out",
    SenderNot1414 "sender_not_1414" "K23" "The message answered did not come from the regulation's sender",
    UnrecognisedReply "unrecognised_reply" "K23" "The text is no code of the regulation",
    AnswerTooLate "answer_too_late" "K23" "After the last day to answer",
    AlreadyAssigned "already_assigned" "K23" "The benefit is assigned",
    AccountNotNeeded "account_not_needed" "K24, K25" "The regulation has no account step",
    AwaitingConsent "awaiting_consent" "K25, K26" "No answer yet",
    ConsentRefused "consent_refused" "K25, K26" "Consent was refused",
    AwaitingAccount "awaiting_account" "K26" "No account is known",
}

/// Every refusal of the family card that applies, in the order in which the norms list the checks.
pub type Refusals = crate::programme::Refusals<Refusal>;
