//! Where an offer stands, and what the person does next (K28).

use crate::value::coded::coded;

coded! {
    /// Where an offer stands, seen on a date (K28): the first that holds, in this order.
    ///
    /// Deliberately exhaustive: a new stage must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::{NextStep, Stage};
    ///
    /// assert_eq!(Stage::ALL.first(), Some(&Stage::NotArisen));
    /// assert_eq!(Stage::Asked.next(), Some(NextStep::Answer));
    /// assert_eq!(Stage::Lapsed.next(), Some(NextStep::Apply)); // the ordinary application stays open
    /// ```
    Stage {
        /// No right has arisen.
        NotArisen "not_arisen",
        /// The benefit is assigned.
        Assigned "assigned",
        /// The person refused.
        Refused "refused",
        /// The person agreed, and no account is known yet.
        AwaitingAccount "awaiting_account",
        /// The person agreed, and the benefit can be assigned.
        Agreed "agreed",
        /// There was no answer by the last day.
        Lapsed "lapsed",
        /// The offer went out; no answer.
        Asked "asked",
        /// No offer went out, and the period is over.
        Expired "expired",
        /// No offer went out yet.
        ToAsk "to_ask",
    }

    /// What the person does next (K28).
    ///
    /// Deliberately exhaustive: a new step must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::NextStep;
    ///
    /// assert_eq!(NextStep::from_code("confirm_account"), Some(NextStep::ConfirmAccount));
    /// ```
    NextStep {
        /// Answer the offer.
        Answer "answer",
        /// Confirm an account.
        ConfirmAccount "confirm_account",
        /// Apply in the ordinary way.
        Apply "apply",
    }
}

impl Stage {
    /// What the person does next; none where nothing is asked of them.
    #[must_use]
    pub const fn next(self) -> Option<NextStep> {
        match self {
            Self::Refused | Self::Lapsed | Self::Expired => Some(NextStep::Apply),
            Self::AwaitingAccount => Some(NextStep::ConfirmAccount),
            Self::Asked => Some(NextStep::Answer),
            Self::NotArisen | Self::Assigned | Self::Agreed | Self::ToAsk => None,
        }
    }
}
