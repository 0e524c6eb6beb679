//! Where an application stands, and what is due (T23).

use crate::value::{coded::coded, reference::Reference};

coded! {
    /// Where an application stands: the first that holds, in the order of T23.
    ///
    /// Deliberately exhaustive: a new stage must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Stage;
    ///
    /// assert_eq!(Stage::ALL.first(), Some(&Stage::NoApplication));
    /// assert_eq!(Stage::from_code("to_survey"), Some(Stage::ToSurvey));
    /// ```
    Stage {
        /// The reference is not known.
        NoApplication "no_application",
        /// Decided: assistance is assigned.
        Assigned "assigned",
        /// Decided: assistance is refused.
        Refused "refused",
        /// An item of evidence is not answered.
        Collecting "collecting",
        /// The application left out something that decides.
        ToComplete "to_complete",
        /// The commission has not surveyed.
        ToSurvey "to_survey",
        /// The commission has not concluded.
        ToConclude "to_conclude",
        /// No answer about the social contract.
        ToSign "to_sign",
        /// Nothing more is needed: a reason holds already, or all is known.
        ToDecide "to_decide",
    }

    /// What is due for an application (T23), in the order of lists.
    ///
    /// Deliberately exhaustive: a new duty must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{Action, Stage};
    ///
    /// assert_eq!(Stage::Collecting.action(), Some(Action::CollectEvidence));
    /// assert_eq!(Stage::Refused.action(), None);
    /// ```
    Action {
        /// Collect evidence.
        CollectEvidence "collect_evidence",
        /// Have the application completed.
        CompleteApplication "complete_application",
        /// Survey the family.
        Survey "survey",
        /// Conclude on the family's need.
        Conclude "conclude",
        /// Offer the social contract.
        OfferContract "offer_contract",
        /// Decide.
        Decide "decide",
        /// Catch up: the day of the service has passed.
        Overdue "overdue",
    }
}

impl Stage {
    /// What is due at this stage (T23).
    #[must_use]
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::NoApplication | Self::Assigned | Self::Refused => None,
            Self::Collecting => Some(Action::CollectEvidence),
            Self::ToComplete => Some(Action::CompleteApplication),
            Self::ToSurvey => Some(Action::Survey),
            Self::ToConclude => Some(Action::Conclude),
            Self::ToSign => Some(Action::OfferContract),
            Self::ToDecide => Some(Action::Decide),
        }
    }
}

/// Something that is due for an application (T23). Orders by action, then by reference, byte by byte.
///
/// ```
/// use voucher_core::{Reference, targeted_assistance::{Action, Due}};
///
/// let due = |action, text| Due { action, application: Reference::parse(text).unwrap() };
/// assert!(due(Action::Decide, "B") < due(Action::Overdue, "A"));
/// assert!(due(Action::Decide, "A-2") < due(Action::Decide, "A-3"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Due {
    /// What is due.
    pub action: Action,
    /// The application.
    pub application: Reference,
}
