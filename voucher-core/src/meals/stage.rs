//! Where a pupil stands in a month, seen on a date (M7).

use crate::value::coded::coded;

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
    /// Whether the stage has a last day: that of the school year or of the period (M25).
    pub(crate) const fn has_until(self) -> bool {
        match self {
            Self::ToNotify | Self::Notified | Self::ToActivate | Self::Active => true,
            Self::NotListed | Self::Delisted | Self::Ended | Self::Refused => false,
        }
    }
}
