//! The closed list of refusals, and a short ordered list of them.

use core::fmt;

/// One row a refusal: variant, code, norm, meaning.
macro_rules! refusals {
    ($($refusal:ident $code:literal $norm:literal $meaning:literal,)+) => {
        /// Why the answer is *no*: a value with a stable code and the norm that decides it.
        ///
        /// Deliberately exhaustive: a new refusal must break your build, because somebody has to
        /// be told about it.
        ///
        /// ```
        /// use voucher_core::Refusal;
        ///
        /// assert_eq!(Refusal::WindowClosed.code(), "window_closed");
        /// assert_eq!(Refusal::from_code("window_closed"), Some(Refusal::WindowClosed));
        /// assert_eq!(Refusal::from_code("window closed"), None);
        /// assert_eq!(Refusal::ALL.len(), 28);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Refusal {
            $(#[doc = concat!($meaning, " (", $norm, ").")] $refusal,)+
        }

        impl Refusal {
            /// Every refusal, in the order of the norms.
            pub const ALL: &[Self] = &[$(Self::$refusal,)+];

            /// The stable code, in `snake_case`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$refusal => $code,)+ }
            }

            /// The norms that decide it.
            ///
            /// ```
            /// assert_eq!(voucher_core::Refusal::OutOfOrder.norm(), "N9");
            /// ```
            #[must_use]
            pub const fn norm(self) -> &'static str {
                match self { $(Self::$refusal => $norm,)+ }
            }
        }
    };
}

refusals! {
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
    /// The refusal with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|refusal| refusal.code() == code)
    }

    /// The bit of this refusal in [`Refusals::bits`]: its place in [`ALL`](Self::ALL).
    ///
    /// ```
    /// use voucher_core::Refusal;
    ///
    /// assert_eq!(Refusal::OutOfOrder.bit(), 1);
    /// assert_eq!(Refusal::DiscountTermsUnknown.bit(), 1 << 27);
    /// ```
    #[must_use]
    pub const fn bit(self) -> u32 {
        1 << self.index()
    }

    #[expect(clippy::as_conversions, reason = "the discriminant of a `repr(u8)` enum, in a const fn")]
    const fn index(self) -> u32 {
        self as u32
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Every refusal that applies, in the order in which the norms list the checks.
///
/// It fits a machine word: five bits a refusal, the first one lowest, and a count on top. The order is the order of
/// the checks, which differs between facts (N13 and N14 name `not_asked` and `consent_closed` the
/// other way round), so this is a list and not a set. No check of the norms can fail more than
/// seven times; there is room for twelve.
///
/// ```
/// use voucher_core::{Refusal, Refusals};
///
/// let refusals: Refusals = [Refusal::NotListed, Refusal::WindowClosed].into_iter().collect();
/// assert_eq!(refusals.len(), 2);
/// assert!(refusals.contains(Refusal::WindowClosed));
/// assert!(!refusals.contains(Refusal::WindowNotOpen));
/// assert_eq!(refusals.iter().next(), Some(Refusal::NotListed));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Refusals(u64);

impl Refusals {
    const BITS: u32 = 5;
    const ROOM: u32 = 12;
    /// Above the list stands how many there are.
    const COUNT: u32 = Self::BITS * Self::ROOM;
    const LIST: u64 = (1 << Self::COUNT) - 1;

    /// No refusal.
    pub const NONE: Self = Self(0);

    /// Adds a refusal at the end.
    pub(crate) fn push(&mut self, refusal: Refusal) {
        debug_assert!(self.count() < Self::ROOM, "no check fails more than seven times");
        self.0 |= u64::from(refusal.index() + 1) << (Self::BITS * self.count());
        self.0 += 1 << Self::COUNT;
    }

    /// Adds a refusal at the end if it applies.
    pub(crate) fn push_if(&mut self, applies: bool, refusal: Refusal) {
        if applies {
            self.push(refusal);
        }
    }

    fn count(self) -> u32 {
        u32::try_from(self.0 >> Self::COUNT).unwrap_or(Self::ROOM)
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Whether nothing stands against it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this refusal is among them.
    #[must_use]
    pub fn contains(self, refusal: Refusal) -> bool {
        self.iter().any(|each| each == refusal)
    }

    /// Whether any of them has its [`bit`](Refusal::bit) in this set.
    pub(crate) const fn meet(self, bits: u32) -> bool {
        let mut rest = self.0 & Self::LIST;
        while rest != 0 {
            // A code of five bits is never 0 before the end.
            if (bits << 1 >> (rest & 0b1_1111)) & 1 != 0 {
                return true;
            }
            rest >>= Self::BITS;
        }
        false
    }

    /// The refusals, in order.
    pub fn iter(self) -> impl Iterator<Item = Refusal> {
        let mut rest = self.0 & Self::LIST;
        core::iter::from_fn(move || {
            let place = usize::try_from(rest & 0b1_1111).ok()?.checked_sub(1)?;
            rest >>= Self::BITS;
            Refusal::ALL.get(place).copied()
        })
    }

    /// The refusals as a set, one [`bit`](Refusal::bit) each: the order is lost.
    ///
    /// ```
    /// use voucher_core::{Refusal, Refusals};
    ///
    /// let refusals = Refusals::from_iter([Refusal::WindowClosed]);
    /// assert_eq!(refusals.bits(), Refusal::WindowClosed.bit());
    /// ```
    #[must_use]
    pub fn bits(self) -> u32 {
        self.iter().fold(0, |bits, refusal| bits | refusal.bit())
    }
}

impl FromIterator<Refusal> for Refusals {
    /// Keeps the order and the first of each.
    fn from_iter<I: IntoIterator<Item = Refusal>>(refusals: I) -> Self {
        let mut list = Self::NONE;
        for refusal in refusals {
            list.push_if(list.count() < Self::ROOM && !list.contains(refusal), refusal);
        }
        list
    }
}

impl fmt::Debug for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Display for Refusals {
    /// The codes, with commas between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, refusal) in self.iter().enumerate() {
            if place > 0 {
                f.write_str(", ")?;
            }
            f.write_str(refusal.code())?;
        }
        Ok(())
    }
}

/// What a fact does to one part of a record.
pub(crate) enum Change<T> {
    /// The part becomes this.
    To(T),
    /// It states what is already so.
    Repeat,
    /// Nothing changes, for these reasons.
    Refused(Refusals),
}

impl<T> Change<T> {
    /// A change to a new value, unless something stands against it or it is so already.
    pub(crate) fn unless(refusals: Refusals, already_so: bool, new: T) -> Self {
        if !refusals.is_empty() {
            Self::Refused(refusals)
        } else if already_so {
            Self::Repeat
        } else {
            Self::To(new)
        }
    }

    /// The same change of a whole.
    pub(crate) fn map<U>(self, whole: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::To(new) => Change::To(whole(new)),
            Self::Repeat => Change::Repeat,
            Self::Refused(refusals) => Change::Refused(refusals),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_survives_the_word_alone_and_with_every_other() {
        for &first in Refusal::ALL {
            for &second in Refusal::ALL {
                let list = Refusals::from_iter([first, second]);
                let want: &[Refusal] = if first == second { &[first] } else { &[first, second] };
                assert!(list.iter().eq(want.iter().copied()));
                assert_eq!(list.bits(), first.bit() | second.bit());
            }
        }
    }

    #[test]
    fn twelve_fit() {
        let twelve = Refusals::from_iter(Refusal::ALL.iter().copied().rev());
        assert!(twelve.iter().eq(Refusal::ALL.iter().copied().rev().take(12)));
    }

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
