//! The library, and what is written by hand for this one regulation.

use voucher_benches::{Question, Reasons, Verdict, every_reason};
use voucher_core::{Account, gas::{MissingFact, Preview, Regulation, preview}};

use crate::question::{Answer, Failure, Rival, missing_bit};

pub(crate) struct Library<'r> {
    pub(crate) regulation: &'r Regulation,
    pub(crate) account: Account,
}

impl<'r> Rival for Library<'r> {
    type Question = Question;
    type Answer = Preview<'r>;

    fn question(&self, asked: &Question) -> Result<Question, Failure> {
        Ok(*asked)
    }

    fn ask(&mut self, (facts, on): &Question) -> Result<Preview<'r>, Failure> {
        Ok(preview(self.regulation, facts, self.account, *on))
    }

    fn read(&self, answer: Preview<'r>) -> Result<Answer, Failure> {
        Ok(match answer {
            Preview::Yes(_) => Answer::Yes,
            Preview::No { refusals, earliest } => Answer::No { refusals: refusals.bits(), earliest },
            Preview::CannotTell(missing) => {
                let bits = |bits, fact: MissingFact| bits | missing_bit(fact);
                Answer::CannotTell { missing: missing.iter().fold(0, bits) }
            }
        })
    }
}

pub(crate) struct ByHand {
    pub(crate) account: Account,
}

impl Rival for ByHand {
    type Question = Question;
    type Answer = Verdict<Reasons, u32>;

    fn question(&self, asked: &Question) -> Result<Question, Failure> {
        Ok(*asked)
    }

    fn ask(&mut self, (facts, on): &Question) -> Result<Self::Answer, Failure> {
        Ok(every_reason(facts, self.account, *on))
    }

    fn read(&self, answer: Self::Answer) -> Result<Answer, Failure> {
        Ok(match answer {
            Verdict::Yes { .. } => Answer::Yes,
            Verdict::No((refusals, earliest)) => Answer::No { refusals, earliest },
            Verdict::CannotTell(missing) => Answer::CannotTell { missing },
        })
    }
}
