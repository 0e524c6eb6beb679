//! The closed list of refusals.

use crate::programme::refusals::refusals;

refusals! {
    /// Why the answer is *no*: a value with a stable code and the norm that decides it.
    ///
    /// ```
    /// use voucher_core::gas::Refusal;
    ///
    /// assert_eq!(Refusal::WindowClosed.code(), "window_closed");
    /// assert_eq!(Refusal::from_code("window_closed"), Some(Refusal::WindowClosed));
    /// assert_eq!(Refusal::from_code("window closed"), None);
    /// assert_eq!(Refusal::OutOfOrder.norm(), "N9");
    /// assert_eq!(Refusal::ALL.len(), 28);
    /// ```
    OutOfOrder "out_of_order" "N9" "Dated before the latest accepted fact",
    OutsidePilot "outside_pilot" "N8, N10" "Outside the period, or the month is none of the regulation's",
    ListClosed "list_closed" "N11, N12" "The list may change no more this month",
    NotReceivingAssistance "not_receiving_assistance" "N11" "None of the kinds of assistance that count",
    RegionNotInPilot "region_not_in_pilot" "N11" "The region takes no part",
    NotListed "not_listed" "N12, N13, N14, A" "Not on the list this month",
    ConsentNotNeeded "consent_not_needed" "N13, N14" "The regulation asks for no consent",
    ConsentClosed "consent_closed" "N13, N14" "After the last day to answer",
    AlreadyAnswered "already_answered" "N13" "An answer stands, nobody is asked again",
    AlreadyAsked "already_asked" "N13" "The start SMS was sent this month",
    NotAsked "not_asked" "N13, N14" "Nobody asked this month",
    AlreadyReminded "already_reminded" "N13" "The repeat SMS was sent this month",
    RepeatTooEarly "repeat_too_early" "N13" "Too few days since the start SMS",
    UnrecognisedReply "unrecognised_reply" "N14" "The text is no code of the regulation",
    RefusedThisMonth "refused_this_month" "N14" "Refused this month already",
    AwaitingConsent "awaiting_consent" "A" "No answer yet",
    ConsentRefused "consent_refused" "A" "Consent was refused",
    WindowNotOpen "window_not_open" "A" "Before the activation window",
    WindowClosed "window_closed" "A" "After the activation window",
    VoucherAlreadyActivated "voucher_already_activated" "N14, A" "This person's voucher of the month is activated",
    AccountAlreadyUsed "account_already_used" "A" "Other people's activations on the account have reached the limit",
    AccountUnknown "account_unknown" "N26" "The provider has no such account",
    NoAccountEntered "no_account_entered" "N20, N21, N22" "No activation is begun",
    OfferNotAccepted "offer_not_accepted" "N21, N22" "The offer is not accepted yet",
    AccountMismatch "account_mismatch" "N21" "Another account than the one entered",
    AccountNotChecked "account_not_checked" "N22" "The provider has not confirmed the account yet",
    RegisterNotDue "register_not_due" "N17, N27" "Before the day the register is due",
    DiscountTermsUnknown "discount_terms_unknown" "N29" "Neither the regulation nor the caller gives the terms of the discount",
}

impl Refusal {
    /// The bit of this refusal in [`Refusals::bits`]: its place in [`ALL`](Self::ALL).
    ///
    /// ```
    /// use voucher_core::gas::Refusal;
    ///
    /// assert_eq!(Refusal::OutOfOrder.bit(), 1);
    /// assert_eq!(Refusal::DiscountTermsUnknown.bit(), 1 << 27);
    /// ```
    #[must_use]
    #[expect(clippy::as_conversions, reason = "the discriminant of a `repr(u8)` enum, in a const fn")]
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Every refusal of gas that applies, in the order in which the norms list the checks.
pub type Refusals = crate::programme::Refusals<Refusal>;

impl Refusals {
    /// The refusals as a set, one [`bit`](Refusal::bit) each: the order is lost.
    ///
    /// ```
    /// use voucher_core::gas::{Refusal, Refusals};
    ///
    /// let refusals = Refusals::from_iter([Refusal::WindowClosed]);
    /// assert_eq!(refusals.bits(), Refusal::WindowClosed.bit());
    /// ```
    #[must_use]
    pub fn bits(self) -> u32 {
        self.iter().fold(0, |bits, refusal| bits | refusal.bit())
    }
}

/// What a fact of gas does to one part of a record.
pub(crate) type Transition<T> = crate::programme::Transition<T, Refusal>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_names_in_snake_case() {
        for &refusal in Refusal::ALL {
            assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
            let name: alloc::string::String = alloc::format!("{refusal:?}");
            let plain = refusal.code().replace('_', "");
            assert_eq!(name.to_lowercase(), plain);
        }
    }
}
