//! Gas: a voucher is activated on an account, and consent is taken back.

use chrono::NaiveDate;
use voucher_core::{
    Account, Iin, Journal, Month,
    gas::{Channel, Fact, Ledger, Outcome, Preview, Reply},
};

use crate::wallet::Fault;
use crate::wallet::service::{Answer, Decision, Deed, Place, Wish};

/// What the core knows, as a ledger of gas.
fn ledger(known: &Journal) -> Result<&Ledger, Fault> {
    known.gas().ok_or_else(|| Fault::broken("the regulation is not one of gas"))
}

/// N22: a person has one voucher a month.
fn voucher(iin: Iin, on: NaiveDate) -> String {
    format!("voucher {}/{}", Month::of(on), iin.expose_text())
}

/// A person confirms an activation.
#[derive(Clone, Copy)]
pub(crate) struct Activate {
    pub(crate) iin: Iin,
    pub(crate) account: Account,
    pub(crate) channel: Channel,
    /// What the provider said of the account.
    pub(crate) exists: bool,
    pub(crate) on: NaiveDate,
}

impl Wish for Activate {
    fn iin(&self) -> Iin {
        self.iin
    }

    fn key(&self) -> Option<String> {
        Some(format!("{}/{}", Month::of(self.on), self.account.expose_text()))
    }

    fn name(&self) -> String {
        voucher(self.iin, self.on)
    }

    /// N26, and N23 for a retry after a lost answer.
    fn decide(&self, known: &Journal) -> Result<Decision, Fault> {
        let Activate { iin, account, channel, exists, on } = *self;
        let ledger = ledger(known)?;
        let own = ledger.commit_key(iin, Month::of(on));
        if own.is_some_and(|own| own.account() == account) && ledger.regulation().period().contains(on) {
            return Ok(Decision::Answered(Answer::Accepted { repeat: true }));
        }
        match ledger.preview(iin, account, Some(exists), on) {
            Preview::Yes(key) => {
                let facts = [
                    Fact::AccountEntered { iin, account, channel },
                    Fact::OfferAccepted { iin },
                    Fact::AccountChecked { iin, account, exists },
                    Fact::Confirmed { iin },
                ];
                let key = format!("{}/{}", key.month(), key.account().expose_text());
                let lines = facts.iter().map(|fact| fact.expose_line(on)).collect();
                Ok(Decision::Write(Deed { place: Place::Take(key), on, lines }))
            }
            Preview::No { refusals, .. } => Ok(Decision::refused(refusals)),
            Preview::CannotTell(missing) => Err(Fault::Broken(format!("nobody tells {missing:?}"))),
        }
    }
}

/// A person takes consent back.
#[derive(Clone, Copy)]
pub(crate) struct Withdraw {
    pub(crate) iin: Iin,
    pub(crate) on: NaiveDate,
}

impl Wish for Withdraw {
    fn iin(&self) -> Iin {
        self.iin
    }

    fn name(&self) -> String {
        voucher(self.iin, self.on)
    }

    /// N14.
    fn decide(&self, known: &Journal) -> Result<Decision, Fault> {
        let fact = Fact::Replied { iin: self.iin, reply: Reply::Refuse };
        match ledger(known)?.clone().record(self.on, &fact) {
            Outcome::Refused(refusals) => Ok(Decision::refused(refusals)),
            Outcome::Accepted { repeat: true, .. } => {
                Ok(Decision::Answered(Answer::Accepted { repeat: true }))
            }
            Outcome::Accepted { repeat: false, .. } => {
                let lines = vec![fact.expose_line(self.on)];
                Ok(Decision::Write(Deed { place: Place::Keep, on: self.on, lines }))
            }
        }
    }
}
