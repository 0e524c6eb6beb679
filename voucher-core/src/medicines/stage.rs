//! Where a prescription stands (R3).

use crate::value::coded::coded;

coded! {
    /// Where a prescription stands, seen on a date (R3): the first that holds, in this order.
    ///
    /// Deliberately exhaustive: a new stage must break your build.
    ///
    /// ```
    /// use voucher_core::medicines::Stage;
    ///
    /// assert_eq!(Stage::ALL.first(), Some(&Stage::Cancelled));
    /// assert_eq!(Stage::from_code("partly_dispensed"), Some(Stage::PartlyDispensed));
    /// ```
    Stage {
        /// Cancelled for good; what was handed out stands.
        Cancelled "cancelled",
        /// Nothing is left that may be handed out.
        Dispensed "dispensed",
        /// The last valid day has passed.
        Expired "expired",
        /// A part was handed out, and the rest may be.
        PartlyDispensed "partly_dispensed",
        /// Nothing was handed out yet.
        Open "open",
    }
}

impl Stage {
    /// Whether it is `open` or `partly_dispensed`.
    ///
    /// ```
    /// use voucher_core::medicines::Stage;
    ///
    /// assert!(Stage::PartlyDispensed.is_open());
    /// assert!(!Stage::Expired.is_open());
    /// ```
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::PartlyDispensed | Self::Open => true,
            Self::Cancelled | Self::Dispensed | Self::Expired => false,
        }
    }
}
