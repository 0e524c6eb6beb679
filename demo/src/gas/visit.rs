//! A visit to the Wallet to activate a voucher, as draws. The weights of a thousand here are our choice (see
//! `world.rs`).

use super::event::{DAY, Life, Typed, Visit, WINDOW, What};

/// How a person goes about activating.
#[derive(Clone, Copy)]
enum Manner {
    Straight,
    /// Types a wrong account first.
    TwoAccounts,
    /// Sends the last step again, having lost the answer.
    Retry,
    /// Stops at the offer.
    Abandons,
    /// Stops at the offer and begins anew an hour later.
    ComesBack,
    /// Presses on before the provider has answered.
    Hasty,
    /// Does not press "continue".
    SkipsOffer,
    /// The provider answers on another account.
    Mismatch,
}

const MANNERS: [(u32, Manner); 7] = [
    (60, Manner::TwoAccounts),
    (25, Manner::Retry),
    (25, Manner::Abandons),
    (20, Manner::ComesBack),
    (5, Manner::Hasty),
    (5, Manner::SkipsOffer),
    (5, Manner::Mismatch),
];

impl Life<'_> {
    /// The visit itself; the minute of the activation, if it comes to one.
    pub(crate) fn activate(&mut self, visit: &Visit, taken: Option<u32>) -> Option<u32> {
        let at = visit.at;
        if self.dice.often(50) {
            self.push(at - 1, What::Status);
        }
        if visit.alone || taken.is_some_and(|taken| taken <= at) {
            self.push(at, What::Entered(Typed::Right));
            if self.dice.often(200) {
                self.push(at + 7, What::Entered(Typed::Right));
            }
            return None;
        }
        let begun = self.begin(at)?;
        let confirmed = self.finish(begun);
        self.bill(confirmed);
        (confirmed / DAY <= WINDOW.1).then_some(confirmed)
    }

    /// What goes wrong first, if anything; then when the right account is entered.
    fn begin(&mut self, at: u32) -> Option<u32> {
        match self.dice.pick(&MANNERS, Manner::Straight) {
            Manner::Straight => return Some(at),
            Manner::TwoAccounts => {
                self.push(at, What::Entered(Typed::Short));
                self.push(at + 1, What::OfferAccepted);
                self.push(at + 1, What::Checked(Typed::Short, false));
            }
            Manner::Retry => {
                self.push(at + 4, What::Confirmed);
                return Some(at);
            }
            Manner::Abandons => {
                self.push(at, What::Entered(Typed::Right));
                self.push(at + 1, What::OfferAccepted);
                return None;
            }
            Manner::ComesBack => {
                self.push(at, What::Entered(Typed::Right));
                self.push(at + 1, What::OfferAccepted);
                return Some(at + 60);
            }
            Manner::Hasty => {
                self.push(at, What::Entered(Typed::Right));
                self.push(at + 1, What::OfferAccepted);
                self.push(at + 1, What::Confirmed);
            }
            Manner::SkipsOffer => {
                self.push(at, What::Entered(Typed::Right));
                self.push(at + 1, What::Checked(Typed::Right, true));
            }
            Manner::Mismatch => {
                self.push(at, What::Entered(Typed::Right));
                self.push(at + 1, What::OfferAccepted);
                self.push(at + 1, What::Checked(Typed::Short, true));
            }
        }
        Some(at + 3)
    }

    /// The steps as they should be. A few on the last evening confirm after midnight.
    fn finish(&mut self, at: u32) -> u32 {
        let typed = self.dice.pick(&[(30, Typed::Spaced), (30, Typed::Small)], Typed::Right);
        self.push(at, What::Entered(typed));
        self.push(at + 1, What::OfferAccepted);
        self.push(at + 2, What::Checked(Typed::Right, true));
        if self.dice.often(20) {
            self.push(at + 2, What::Preview);
        }
        let late = at / DAY == WINDOW.1 && self.dice.often(20);
        let confirmed = if late { (WINDOW.1 + 1) * DAY + 1 } else { at + 3 };
        self.push(confirmed, What::Confirmed);
        confirmed
    }

    /// For one in two hundred the provider's bill is asked for, now and then without terms.
    fn bill(&mut self, confirmed: u32) {
        if self.dice.often(5) {
            let at = (30 * DAY + 660 + self.dice.below(300)).max(confirmed);
            let terms = self.dice.often(900);
            self.push(at, What::Receipt(terms));
        }
    }
}
