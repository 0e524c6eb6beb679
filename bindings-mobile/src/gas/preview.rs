//! May this voucher be activated on this account today? The server's answer wins.

use voucher_core::{
    Account, Month, Programme,
    gas::{Answer, ConsentState, MissingFact, Preview, PreviewFacts, Refusal, Regulation, preview},
};

use crate::{error::VoucherError, gas::facts::GasMonthFacts, value::CivilDate};

/// The key of an activation, which no two may share beyond the limit (N25).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasVoucherKey {
    /// The programme.
    pub programme: Programme,
    /// The month of the voucher.
    pub month: Month,
    /// The account.
    pub account: Account,
}

/// The three answers of a preview (N26).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum GasPreviewAnswer {
    /// By all that is known, the activation would be accepted.
    Yes {
        /// Its key.
        key: GasVoucherKey,
    },
    /// It would be refused.
    No {
        /// Every reason, in the order of the norms.
        refusals: Vec<Refusal>,
        /// Where waiting can help: the first date on which the answer could be yes.
        earliest: Option<CivilDate>,
    },
    /// Too little is known.
    CannotTell {
        /// What is missing.
        missing: Vec<MissingFact>,
    },
}

impl From<Preview> for GasPreviewAnswer {
    fn from(preview: Preview) -> Self {
        match preview {
            Preview::Yes(key) => Self::Yes {
                key: GasVoucherKey { programme: key.programme(), month: key.month(), account: key.account() },
            },
            Preview::No { refusals, earliest } => Self::No { refusals: refusals.iter().collect(), earliest },
            Preview::CannotTell(missing) => Self::CannotTell { missing: missing.iter().collect() },
        }
    }
}

/// Asks before the server does (N26).
///
/// What `known` says wins: it is the server's word. Listing, consent and own activation that it leaves open are
/// those of the facts, where the date lies in their month; the account's use by others and its existence only the
/// server knows.
#[uniffi::export]
pub fn gas_preview_activation(
    facts: GasMonthFacts,
    regulation: Regulation,
    account: Account,
    known: PreviewFacts,
    today: CivilDate,
) -> Result<GasPreviewAnswer, VoucherError> {
    let own = facts.known(regulation.clone(), today);
    let known = PreviewFacts {
        on_list: known.on_list.or(own.on_list),
        consent: known.consent.or(own.consent),
        own_activation: known.own_activation.or(own.own_activation),
        others_on_account: known.others_on_account,
        account_exists: known.account_exists,
    };
    Ok(preview(&regulation, &known, account, today).into())
}

impl GasMonthFacts {
    /// What the facts say of the person in the month of the date: of another month than theirs, nothing.
    fn known(&self, regulation: Regulation, today: CivilDate) -> PreviewFacts {
        if self.month != Month::of(today) {
            return PreviewFacts::default();
        }
        let ledger = self.replay(regulation).ledger;
        let person = ledger.people(self.month).into_iter().find(|person| person.iin == self.iin);
        let answer = person.as_ref().and_then(|person| person.answer);
        PreviewFacts {
            on_list: Some(person.as_ref().is_some_and(|person| person.on_list)),
            consent: Some(match answer {
                None => ConsentState::Awaiting,
                Some(Answer::Agree) => ConsentState::Given,
                Some(Answer::Refuse) => ConsentState::Refused,
            }),
            own_activation: Some(person.is_some_and(|person| person.activated_on.is_some())),
            others_on_account: None,
            account_exists: None,
        }
    }
}
