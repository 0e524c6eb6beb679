//! The rights of a family in one call.

use std::fmt;

use voucher_core::{
    Language, Tiyn,
    family_card::{
        Entitlement, MissingFact, MissingFacts, Proactive, RightFacts as Known, Service, Worth, entitled,
    },
};

use crate::{
    error::VoucherError,
    family_card::{
        facts::RightFacts,
        text::{CardReason, CardServiceText, RightMissing},
    },
    value::CivilDate,
};

/// All that the screen of a family's rights shows.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RightsScreen {
    /// Each of the nine services, in the order of the norms; one of which several questions were asked stands so many times.
    pub rights: Vec<RightShown>,
}

/// What is answered of one right. Rights that stand together are each answered alone (K18).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RightShown {
    /// The service.
    pub service: CardServiceText,
    /// The place of its facts among those that were handed in, from 0; none where nothing was said of the service.
    pub place: Option<u32>,
    /// The answer.
    pub answer: RightAnswer,
    /// The answer in words.
    pub text: String,
}

/// The answer to a question about one right (K10). `Debug` shows nothing of it (N34).
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum RightAnswer {
    /// By all that is known, there is a right.
    Yes {
        /// How much, in whole tenge; none where it cannot be told.
        amount: Option<Tiyn>,
        /// Why the amount cannot be told (K11); empty where it is there.
        amount_unknown: Vec<RightMissing>,
        /// The first day of the right, where it has one.
        first: Option<CivilDate>,
        /// The last day of the right, where it has one and it is known.
        last: Option<CivilDate>,
    },
    /// There may be a right: an office decides after a survey.
    Potential,
    /// There is no right on the date.
    No {
        /// Every reason, in the order of the norms; at least one.
        reasons: Vec<CardReason>,
    },
    /// Nothing that is known refuses it, but too little is known.
    CannotTell {
        /// What is missing.
        missing: Vec<RightMissing>,
    },
}

impl fmt::Debug for RightAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RightAnswer(hidden)")
    }
}

/// Which of the nine services may stand on a date for what is known of a family, how much, until when, and in which words.
///
/// Facts are those of one right each: of a service that is one of each child, once for each child.
#[uniffi::export]
pub fn rights_screen(
    facts: Vec<RightFacts>,
    regulation: Proactive,
    today: CivilDate,
    language: Language,
) -> Result<RightsScreen, VoucherError> {
    let facts = facts.into_iter().map(RightFacts::read).collect::<Result<Vec<_>, _>>()?;
    let shown = |place, facts: &Known| shown(place, facts, &entitled(&regulation, facts, today), language);
    let mut rights = Vec::new();
    for unknown in Service::ALL.iter().filter_map(|service| Known::unknown(*service)) {
        let own = facts.iter().zip(0..).filter(|(facts, _)| facts.service() == unknown.service());
        let asked = rights.len();
        rights.extend(own.map(|(facts, place)| shown(Some(place), facts)));
        if rights.len() == asked {
            rights.push(shown(None, &unknown));
        }
    }
    Ok(RightsScreen { rights })
}

fn shown(place: Option<u32>, facts: &Known, answer: &Entitlement, language: Language) -> RightShown {
    let service = facts.service();
    RightShown {
        service: CardServiceText::new(service, service.texts(), language),
        place,
        text: answer.texts().in_language(language).to_owned(),
        answer: RightAnswer::new(answer, language),
    }
}

impl RightAnswer {
    fn new(answer: &Entitlement, language: Language) -> Self {
        match *answer {
            Entitlement::Yes { worth, first, last } => {
                let (amount, unknown) = match worth {
                    Worth::Amount(amount) => (Some(amount), MissingFacts::default()),
                    Worth::Unknown(unknown) => (None, unknown),
                };
                Self::Yes { amount, amount_unknown: missing(unknown, language), first, last }
            }
            Entitlement::Potential => Self::Potential,
            Entitlement::No { refusals } => Self::No { reasons: CardReason::all(refusals.iter(), language) },
            Entitlement::CannotTell { missing: facts } => {
                Self::CannotTell { missing: missing(facts, language) }
            }
        }
    }
}

fn missing(facts: MissingFacts, language: Language) -> Vec<RightMissing> {
    facts.iter().map(|fact: MissingFact| RightMissing::new(fact, fact.texts(), language)).collect()
}
