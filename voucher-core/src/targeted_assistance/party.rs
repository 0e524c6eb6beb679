//! Whom an application waits for (T13, T23).

use crate::{
    targeted_assistance::{evidence::NextStep, stage::Action},
    value::coded::coded,
};

coded! {
    /// Somebody whom an application waits for (T13, T23).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{Action, Party, Stage};
    ///
    /// assert_eq!(Stage::ToSign.action().map(Action::awaits), Some(Party::Applicant));
    /// ```
    Party {
        /// Who applied: completes the application, answers about the social contract (T14, T20).
        Applicant "applicant",
        /// The authority that collects evidence and decides (T15, T22).
        Authority "authority",
        /// The district commission, which surveys and concludes (T18, T19).
        Commission "commission",
        /// The state body that was asked in writing (T15).
        StateBody "state_body",
    }
}

impl Action {
    /// Who has to act before the application goes on (T23): who answers about the contract, not who offers it.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{Action, Party};
    ///
    /// assert_eq!(Action::CompleteApplication.awaits(), Party::Applicant);
    /// ```
    #[must_use]
    pub const fn awaits(self) -> Party {
        match self {
            Self::CompleteApplication | Self::OfferContract => Party::Applicant,
            Self::CollectEvidence | Self::Decide | Self::Overdue => Party::Authority,
            Self::Survey | Self::Conclude => Party::Commission,
        }
    }
}

impl NextStep {
    /// Who has to act before the item is answered; nobody where it is (T13). The applicant may always bring paper.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{NextStep, Party};
    ///
    /// assert_eq!(NextStep::AwaitReply.awaits(), Some(Party::StateBody));
    /// assert_eq!(NextStep::None.awaits(), None);
    /// ```
    #[must_use]
    pub const fn awaits(self) -> Option<Party> {
        match self {
            Self::None => None,
            Self::AwaitReply => Some(Party::StateBody),
            Self::QuerySystem => Some(Party::Authority),
        }
    }
}
