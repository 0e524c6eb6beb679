//! What an application says when it is filed (T14).

use alloc::vec::Vec;
use core::fmt;

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{history::Event, household::Household, status::Status},
    value::{coded::coded, identity::Iin, reference::Reference},
};

coded! {
    /// Where an application is filed (T14).
    ///
    /// Deliberately exhaustive: a new channel must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Channel;
    ///
    /// assert_eq!(Channel::ALL, [Channel::Portal, Channel::Centre, Channel::Akim]);
    /// ```
    Channel {
        /// The portal.
        Portal "portal",
        /// A service centre.
        Centre "centre",
        /// The akim of the village.
        Akim "akim",
    }

    /// How an application is signed (T14).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Signature;
    ///
    /// assert_eq!(Signature::from_code("sms_password"), Some(Signature::SmsPassword));
    /// ```
    Signature {
        /// With an electronic digital signature.
        Eds "eds",
        /// With a password sent by SMS.
        SmsPassword "sms_password",
        /// On paper.
        Paper "paper",
    }

    /// How the applicant is told of the decision (S4).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Notice;
    ///
    /// assert_eq!(Notice::ALL.len(), 3);
    /// ```
    Notice {
        /// In the cabinet of the portal.
        Cabinet "cabinet",
        /// In writing.
        Written "written",
        /// By SMS.
        Sms "sms",
    }
}

/// The contents of an application (T14). What is not known stays not known.
///
/// `Debug` shows nothing of them (N34).
///
/// ```
/// use voucher_core::{Iin, Reference, targeted_assistance::*};
///
/// let members = vec![Member::new(Reference::parse("a")?, Role::Applicant)];
/// let filing = Filing::new(Iin::parse("990101600002")?, Channel::Akim, Signature::Paper, Household::new(members)?);
/// assert_eq!(filing.history, None); // not known, which is not an empty history
/// assert_eq!(format!("{filing:?}"), "Filing(hidden)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Filing {
    /// The applicant.
    pub iin: Iin,
    /// Where it is filed.
    pub channel: Channel,
    /// How it is signed.
    pub signed_by: Signature,
    /// The bank of the account.
    pub bank: Option<Reference>,
    /// Whether the account is the applicant's own.
    pub own_account: Option<bool>,
    /// The applicant's status.
    pub status: Option<Status>,
    /// The day of the service, as the coupon says.
    pub service_on: Option<NaiveDate>,
    /// What the applicant has done before; empty where there is nothing.
    pub history: Option<Vec<Event>>,
    /// The members.
    pub household: Household,
}

impl Filing {
    /// Contents that leave out all that may be left out.
    #[must_use]
    pub const fn new(iin: Iin, channel: Channel, signed_by: Signature, household: Household) -> Self {
        let (bank, own_account, status, service_on, history) = (None, None, None, None, None);
        Self { iin, channel, signed_by, bank, own_account, status, service_on, history, household }
    }
}

impl fmt::Debug for Filing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filing(hidden)")
    }
}
