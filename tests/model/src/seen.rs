//! What the ledger has answered, in all states together: how much of it a configuration shows.

use std::sync::atomic::{AtomicU64, Ordering};

use voucher_core::gas::{Outcome, Refusal};

use crate::cast::{Say, What};

/// The kinds of facts, as the norms name them.
pub(crate) const KINDS: [&str; 9] = [
    "listed",
    "delisted",
    "sms_sent",
    "replied",
    "account_entered",
    "offer_accepted",
    "account_checked",
    "confirmed",
    "register_sent",
];

/// Refusals have their own bits, below these.
const ACCEPTED: u64 = 1 << 40;
const REPEATED: u64 = 1 << 41;

/// What was answered to each kind of fact, and how many facts there were.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    answers: [AtomicU64; KINDS.len()],
    facts: AtomicU64,
}

impl Seen {
    pub(crate) fn see(&self, say: Say, outcome: &Outcome) {
        let bits = match *outcome {
            Outcome::Accepted { repeat: false, .. } => ACCEPTED,
            Outcome::Accepted { repeat: true, .. } => REPEATED,
            Outcome::Refused(refusals) => u64::from(refusals.bits()),
        };
        self.facts.fetch_add(1, Ordering::Relaxed);
        let answers = &self.answers[kind(say)];
        if answers.load(Ordering::Relaxed) & bits != bits {
            answers.fetch_or(bits, Ordering::Relaxed);
        }
    }

    /// How many facts were put to the ledger.
    pub(crate) fn facts(&self) -> u64 {
        self.facts.load(Ordering::Relaxed)
    }

    /// The answers to each kind: `accepted`, `repeat`, and codes of refusals.
    pub(crate) fn answers(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        let words = |answers: &AtomicU64| {
            let bits = answers.load(Ordering::Relaxed);
            let taken = [(ACCEPTED, "accepted"), (REPEATED, "repeat")];
            let refused = Refusal::ALL.iter().map(|refusal| (u64::from(refusal.bit()), refusal.code()));
            let has = |(bit, word)| (bits & bit != 0).then_some(word);
            taken.into_iter().chain(refused).filter_map(has).collect()
        };
        KINDS.into_iter().zip(&self.answers).map(|(kind, answers)| (kind, words(answers))).collect()
    }
}

/// The place of a fact's kind in `KINDS`.
const fn kind(say: Say) -> usize {
    match say {
        Say::RegisterSent(_) => 8,
        Say::Of(_, what) => match what {
            What::Listed => 0,
            What::Delisted => 1,
            What::StartSms | What::RepeatSms => 2,
            What::Agree | What::Refuse | What::Gibberish => 3,
            What::AccountEntered { .. } => 4,
            What::OfferAccepted => 5,
            What::AccountChecked { .. } => 6,
            What::Confirmed => 7,
        },
    }
}
