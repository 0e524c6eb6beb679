//! Where a pupil stands in a month, seen on a date (M7).

use crate::{meals::refusal::Refusal, value::coded::coded};

coded! {
    /// Where a pupil stands in a month, seen on a date. The first of the list that fits (M7).
    ///
    /// Deliberately exhaustive: a new stage must break your build.
    ///
    /// ```
    /// use voucher_core::meals::Stage;
    ///
    /// assert_eq!(Stage::ALL.last(), Some(&Stage::Active));
    /// assert_eq!(Stage::from_code("to_notify"), Some(Stage::ToNotify));
    /// ```
    Stage {
        /// Never on the month's list.
        NotListed "not_listed",
        /// Off the list.
        Delisted "delisted",
        /// After the last day of the school year or of the period.
        Ended "ended",
        /// Consent was refused.
        Refused "refused",
        /// No answer; the holder was not notified.
        ToNotify "to_notify",
        /// No answer; the holder was notified.
        Notified "notified",
        /// The holder has consented and has not activated.
        ToActivate "to_activate",
        /// The pupil may eat.
        Active "active",
    }
}

impl Stage {
    /// Whether a refusal tells a holder at this stage nothing that the stage does not say, so that nobody reads it twice (N36).
    ///
    /// ```
    /// use voucher_core::meals::{Refusal, Stage};
    ///
    /// assert!(Stage::NotListed.says(Refusal::NotListed) && Stage::Ended.says(Refusal::OutsidePilot));
    /// assert!(Stage::Notified.says(Refusal::AwaitingConsent) && Stage::Refused.says(Refusal::ConsentRefused));
    /// assert!(Stage::ToActivate.says(Refusal::VoucherNotActive));
    /// let said = |stage: &Stage| Refusal::ALL.iter().filter(|refusal| stage.says(**refusal)).count();
    /// assert!(Stage::ALL.iter().all(|stage| said(stage) == usize::from(*stage != Stage::Active)));
    /// ```
    #[must_use]
    pub fn says(self, refusal: Refusal) -> bool {
        match self {
            Self::NotListed | Self::Delisted => refusal == Refusal::NotListed,
            Self::Ended => refusal == Refusal::OutsidePilot,
            Self::Refused => refusal == Refusal::ConsentRefused,
            Self::ToNotify | Self::Notified => refusal == Refusal::AwaitingConsent,
            Self::ToActivate => refusal == Refusal::VoucherNotActive,
            Self::Active => false,
        }
    }

    /// Whether the stage has a last day: that of the school year or of the period (M25).
    pub(crate) const fn has_until(self) -> bool {
        match self {
            Self::ToNotify | Self::Notified | Self::ToActivate | Self::Active => true,
            Self::NotListed | Self::Delisted | Self::Ended | Self::Refused => false,
        }
    }
}
