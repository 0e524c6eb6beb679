//! The questions that the rivals of `preview` are asked.

use chrono::NaiveDate;
use voucher_core::{
    Error,
    gas::{ConsentState, PreviewFacts, Refusal},
    parse_date,
};

/// What a question is asked about.
pub type Question = (PreviewFacts, NaiveDate);

/// A question, its share of the mix, and the right answer.
#[derive(Debug)]
pub struct Case {
    /// What is asked.
    pub name: &'static str,
    /// How many of a hundred questions of the mix are this one.
    pub of_a_hundred: usize,
    /// What is known.
    pub facts: PreviewFacts,
    /// The date asked about.
    pub on: NaiveDate,
    /// Every reason against it, in order.
    pub refusals: &'static [Refusal],
    /// The earliest date on which it could be yes.
    pub earliest: Option<NaiveDate>,
    /// How many facts are missing.
    pub missing: usize,
}

/// What is known of a person who may activate.
const READY: PreviewFacts = PreviewFacts {
    on_list: Some(true),
    consent: Some(ConsentState::Given),
    own_activation: Some(false),
    others_on_account: Some(0),
    account_exists: Some(true),
};

const AWAITING: PreviewFacts =
    PreviewFacts { consent: Some(ConsentState::Awaiting), account_exists: Some(false), ..READY };

const HOPELESS: PreviewFacts = PreviewFacts {
    on_list: Some(true),
    consent: Some(ConsentState::Refused),
    own_activation: Some(true),
    others_on_account: Some(1),
    account_exists: Some(false),
};

/// The questions of the mix.
///
/// # Errors
///
/// None: every date is well-formed.
pub fn cases() -> Result<Vec<Case>, Error> {
    use Refusal::{
        AccountAlreadyUsed, AccountUnknown, AwaitingConsent, ConsentRefused, NotListed, OutsidePilot,
        VoucherAlreadyActivated, WindowClosed, WindowNotOpen,
    };
    let used = PreviewFacts { others_on_account: Some(1), ..READY };
    let not_listed = PreviewFacts { on_list: Some(false), ..READY };
    let unchecked = PreviewFacts { account_exists: None, ..READY };
    let nothing = PreviewFacts::default();
    let case = |name, of_a_hundred, facts, on, refusals, earliest: Option<&str>, missing| {
        let earliest = earliest.map(parse_date).transpose()?;
        Ok(Case { name, of_a_hundred, facts, on: parse_date(on)?, refusals, earliest, missing })
    };
    [
        case("yes, first day", 15, READY, "2025-09-07", &[], None, 0),
        case("yes, mid month", 20, READY, "2025-11-18", &[], None, 0),
        case("yes, last day", 10, READY, "2025-09-29", &[], None, 0),
        case("yes, end of February", 5, READY, "2026-02-28", &[], None, 0),
        case("no, not listed", 5, not_listed, "2025-09-15", &[NotListed], None, 0),
        case("no, account used", 10, used, "2025-10-20", &[AccountAlreadyUsed], Some("2025-11-07"), 0),
        case("no, window closed", 5, READY, "2025-12-30", &[WindowClosed], Some("2026-01-07"), 0),
        case(
            "no, 3 reasons",
            5,
            AWAITING,
            "2025-09-06",
            &[AwaitingConsent, WindowNotOpen, AccountUnknown],
            Some("2025-09-07"),
            0,
        ),
        case(
            "no, 6 reasons",
            3,
            HOPELESS,
            "2025-08-05",
            &[
                OutsidePilot,
                ConsentRefused,
                WindowNotOpen,
                VoucherAlreadyActivated,
                AccountAlreadyUsed,
                AccountUnknown,
            ],
            Some("2025-09-07"),
            0,
        ),
        case("no, after the pilot", 2, READY, "2026-07-10", &[OutsidePilot], None, 0),
        case("cannot tell, 1 fact missing", 15, unchecked, "2025-09-21", &[], None, 1),
        case("cannot tell, all missing", 5, nothing, "2025-09-21", &[], None, 5),
    ]
    .into_iter()
    .collect()
}

/// The mix in an order that a branch predictor cannot learn: by a linear congruence of full period.
#[must_use]
pub fn mix(cases: &[Case]) -> Vec<Question> {
    const QUESTIONS: usize = 1 << 14;
    let hundred: Vec<_> =
        cases.iter().flat_map(|case| std::iter::repeat_n((case.facts, case.on), case.of_a_hundred)).collect();
    let next = |state: &u64| {
        Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    };
    std::iter::successors(Some(1), next)
        .filter_map(|state| hundred.get(usize::try_from(state >> 33).unwrap_or(0) % 100).copied())
        .take(QUESTIONS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_a_hundred() {
        assert_eq!(cases().unwrap().iter().map(|case| case.of_a_hundred).sum::<usize>(), 100);
    }
}
