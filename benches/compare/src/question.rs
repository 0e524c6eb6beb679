//! What every rival is asked, and the one form in which their answers are compared.

use std::error::Error;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use voucher_benches::Question;
use voucher_core::{gas::{ConsentState, MissingFact, PreviewFacts, Refusal}, parse_date};

pub(crate) type Failure = Box<dyn Error>;

/// Whoever answers *may this voucher be activated on this date*.
pub(crate) trait Rival {
    /// A question in its own form.
    type Question;
    /// An answer in its own form.
    type Answer;
    /// Whether it can say from which date on the answer could be yes.
    const GIVES_EARLIEST: bool = true;

    fn question(&self, asked: &Question) -> Result<Self::Question, Failure>;
    fn ask(&mut self, question: &Self::Question) -> Result<Self::Answer, Failure>;
    fn read(&self, answer: Self::Answer) -> Result<Answer, Failure>;
}

/// The answer as plain data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    /// Every reason as a bit, and the earliest date on which it could be yes.
    No {
        refusals: u32,
        earliest: Option<NaiveDate>,
    },
    /// Every missing fact as a bit, by its place in [`MissingFact::ALL`].
    CannotTell {
        missing: u32,
    },
}

impl Answer {
    /// The answer of whoever names reasons and missing facts: a known reason goes before what is missing (N26).
    pub(crate) fn new(refusals: u32, missing: u32, earliest: Option<NaiveDate>) -> Self {
        match (refusals, missing) {
            (0, 0) => Self::Yes,
            (0, missing) => Self::CannotTell { missing },
            (refusals, _) => Self::No { refusals, earliest },
        }
    }

    pub(crate) fn without_earliest(self) -> Self {
        match self {
            Self::No { refusals, .. } => Self::No { refusals, earliest: None },
            Self::Yes | Self::CannotTell { .. } => self,
        }
    }
}

/// An answer as it is told in codes.
#[derive(Default)]
pub(crate) struct Codes {
    refusals: u32,
    missing: u32,
}

impl Codes {
    pub(crate) fn add(&mut self, code: &str) -> Result<(), Failure> {
        if let Some(refusal) = Refusal::from_code(code) {
            self.refusals |= refusal.bit();
        } else if let Some(fact) = MissingFact::from_code(code) {
            self.missing |= missing_bit(fact);
        } else {
            return Err(format!("{code} is neither a refusal nor a missing fact").into());
        }
        Ok(())
    }

    /// With the earliest date as a number, such as 20250907.
    pub(crate) fn answer(self, earliest: Option<u32>) -> Result<Answer, Failure> {
        let date = |number: u32| {
            let date =
                NaiveDate::from_ymd_opt(i32::try_from(number / 10_000)?, number / 100 % 100, number % 100);
            date.ok_or_else(|| Failure::from("no such date"))
        };
        Ok(Answer::new(self.refusals, self.missing, earliest.map(date).transpose()?))
    }
}

pub(crate) fn missing_bit(fact: MissingFact) -> u32 {
    MissingFact::ALL.iter().position(|known| *known == fact).map_or(0, |place| 1 << place)
}

/// The facts as flat JSON, unknown ones as null; the date as a number, such as 20250907, and its parts beside it.
pub(crate) fn as_json((facts, on): &Question) -> Value {
    json!({
        "date": number(*on),
        "year": on.year(),
        "month": on.month(),
        "day": on.day(),
        "on_list": facts.on_list,
        "consent": facts.consent.map(consent),
        "own_activation": facts.own_activation,
        "others_on_account": facts.others_on_account,
        "account_exists": facts.account_exists,
    })
}

pub(crate) fn number(on: NaiveDate) -> i64 {
    i64::from(on.year()) * 10_000 + i64::from(on.month()) * 100 + i64::from(on.day())
}

pub(crate) fn consent(state: ConsentState) -> &'static str {
    match state {
        ConsentState::Awaiting => "awaiting",
        ConsentState::Given => "given",
        ConsentState::Refused => "refused",
    }
}

/// Every combination of facts.
pub(crate) fn every_fact() -> Vec<PreviewFacts> {
    let flags = [None, Some(false), Some(true)];
    let states = [None, Some(ConsentState::Awaiting), Some(ConsentState::Given), Some(ConsentState::Refused)];
    let mut facts = Vec::new();
    for on_list in flags {
        for consent in states {
            for own_activation in flags {
                for others_on_account in [None, Some(0), Some(1), Some(3)] {
                    facts.extend(flags.map(|account_exists| PreviewFacts {
                        on_list,
                        consent,
                        own_activation,
                        others_on_account,
                        account_exists,
                    }));
                }
            }
        }
    }
    facts
}

/// The dates at which something changes.
const EDGES: &str = "2024-02-29 2025-07-31 2025-08-01 2025-08-06 2025-08-07 2025-08-27 2025-08-28 2025-08-29 \
    2025-08-30 2025-08-31 2025-09-01 2025-09-06 2025-09-07 2025-09-29 2025-09-30 2025-12-06 2025-12-07 2025-12-29 \
    2025-12-30 2025-12-31 2026-01-01 2026-01-07 2026-02-06 2026-02-07 2026-02-28 2026-03-01 2026-03-07 2026-05-30 \
    2026-06-06 2026-06-07 2026-06-29 2026-06-30 2026-07-01 2026-07-07 2026-07-30 2027-12-31 2028-02-29";

/// These dates, and unless they are enough every day from July 2025 to August 2026.
pub(crate) fn dates(edges_are_enough: bool) -> Result<Vec<NaiveDate>, Failure> {
    let mut dates = EDGES.split_whitespace().map(parse_date).collect::<Result<Vec<_>, _>>()?;
    if !edges_are_enough {
        dates.extend(parse_date("2025-07-01")?.iter_days().take(427));
        dates.sort_unstable();
        dates.dedup();
    }
    Ok(dates)
}
