//! One question, *may this voucher be activated*, to the library and to two rivals written by hand for one
//! regulation: an `if` chain that stops at the first reason, and one that gives all that `preview` gives.
//!
//! `cargo bench -p voucher-benches --bench preview`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::hint::black_box;
use std::time::Duration;

use chrono::{Datelike, Months, NaiveDate};
use voucher_benches::{Samples, is_test, rounds, timed};
use voucher_core::{
    Account, CommitKey, ConsentState, Error, MissingFact, Month, Preview, PreviewFacts, Refusal, Regulation,
    parse_date, preview,
};

/// A question, its share of the mix, and the right answer.
struct Case {
    name: &'static str,
    of_a_hundred: usize,
    facts: PreviewFacts,
    on: NaiveDate,
    refusals: &'static [Refusal],
    earliest: Option<NaiveDate>,
    missing: usize,
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

/// The questions of the mix; a share is out of a hundred.
fn cases() -> Result<Vec<Case>, Error> {
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

/// The answer of a rival; `R` is what it says of reasons, `M` of missing facts.
enum Verdict<R, M> {
    Yes { programme: &'static str, month: NaiveDate, account: Account },
    No(R),
    CannotTell(M),
}

const fn civil(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MAX,
    }
}

const PERIOD_FIRST: NaiveDate = civil(2025, 8, 28);
const PERIOD_LAST: NaiveDate = civil(2026, 6, 30);

/// By hand, until the first reason against it.
fn first_reason(facts: &PreviewFacts, account: Account, on: NaiveDate) -> Verdict<Refusal, MissingFact> {
    if on < PERIOD_FIRST || on > PERIOD_LAST {
        return Verdict::No(Refusal::OutsidePilot);
    }
    if facts.on_list == Some(false) {
        return Verdict::No(Refusal::NotListed);
    }
    if facts.on_list == Some(true) {
        if facts.consent == Some(ConsentState::Awaiting) {
            return Verdict::No(Refusal::AwaitingConsent);
        }
        if facts.consent == Some(ConsentState::Refused) {
            return Verdict::No(Refusal::ConsentRefused);
        }
    }
    let day = on.day();
    if day < 7 {
        return Verdict::No(Refusal::WindowNotOpen);
    }
    if day > 29 {
        return Verdict::No(Refusal::WindowClosed);
    }
    if facts.own_activation == Some(true) {
        return Verdict::No(Refusal::VoucherAlreadyActivated);
    }
    if facts.others_on_account.is_some_and(|others| others >= 1) {
        return Verdict::No(Refusal::AccountAlreadyUsed);
    }
    if facts.account_exists == Some(false) {
        return Verdict::No(Refusal::AccountUnknown);
    }
    if facts.on_list.is_none() {
        return Verdict::CannotTell(MissingFact::Listing);
    }
    if facts.consent.is_none() {
        return Verdict::CannotTell(MissingFact::Consent);
    }
    if facts.own_activation.is_none() {
        return Verdict::CannotTell(MissingFact::OwnActivation);
    }
    if facts.others_on_account.is_none() {
        return Verdict::CannotTell(MissingFact::AccountUse);
    }
    if facts.account_exists.is_none() {
        return Verdict::CannotTell(MissingFact::AccountExists);
    }
    Verdict::Yes { programme: "gas", month: on.with_day(1).unwrap_or(on), account }
}

/// Every reason as a bit, and the earliest day on which it could be yes.
type Reasons = (u32, Option<NaiveDate>);

/// By hand, all that the library gives: every reason, the earliest date, how many facts are missing.
fn every_reason(facts: &PreviewFacts, account: Account, on: NaiveDate) -> Verdict<Reasons, u32> {
    let day = on.day();
    let mut reasons = 0;
    let mut earliest = None;
    if on < PERIOD_FIRST || on > PERIOD_LAST {
        reasons |= Refusal::OutsidePilot.bit();
    }
    if facts.on_list == Some(false) {
        reasons |= Refusal::NotListed.bit();
    }
    if facts.on_list == Some(true) {
        if facts.consent == Some(ConsentState::Awaiting) {
            reasons |= Refusal::AwaitingConsent.bit();
        }
        if facts.consent == Some(ConsentState::Refused) {
            reasons |= Refusal::ConsentRefused.bit();
        }
    }
    if day < 7 {
        reasons |= Refusal::WindowNotOpen.bit();
    }
    if day > 29 {
        reasons |= Refusal::WindowClosed.bit();
    }
    if facts.own_activation == Some(true) {
        reasons |= Refusal::VoucherAlreadyActivated.bit();
    }
    if facts.others_on_account.is_some_and(|others| others >= 1) {
        reasons |= Refusal::AccountAlreadyUsed.bit();
    }
    if facts.account_exists == Some(false) {
        reasons |= Refusal::AccountUnknown.bit();
    }
    if reasons != 0 {
        let month_bound = Refusal::ConsentRefused.bit()
            | Refusal::WindowClosed.bit()
            | Refusal::VoucherAlreadyActivated.bit()
            | Refusal::AccountAlreadyUsed.bit();
        if reasons & month_bound != 0 {
            let next = on.with_day(7).and_then(|seventh| seventh.checked_add_months(Months::new(1)));
            earliest = next.map(|seventh| seventh.max(PERIOD_FIRST)).filter(|day| *day <= PERIOD_LAST);
        } else if on < PERIOD_FIRST {
            earliest = Some(PERIOD_FIRST);
        } else if day < 7 {
            earliest = on.with_day(7).filter(|seventh| *seventh <= PERIOD_LAST);
        }
        return Verdict::No((reasons, earliest));
    }
    let missing = u32::from(facts.on_list.is_none())
        + u32::from(facts.consent.is_none())
        + u32::from(facts.own_activation.is_none())
        + u32::from(facts.others_on_account.is_none())
        + u32::from(facts.account_exists.is_none());
    if missing != 0 {
        return Verdict::CannotTell(missing);
    }
    Verdict::Yes { programme: "gas", month: on.with_day(1).unwrap_or(on), account }
}

/// All three give the answer of the table.
fn assert_answers(regulation: &Regulation, cases: &[Case], account: Account) {
    for Case { name, facts, on, refusals, earliest, missing, .. } in cases {
        let key = CommitKey::new(regulation, Month::of(*on), account);
        match preview(regulation, facts, account, *on) {
            Preview::Yes(given) => assert_eq!((given, refusals.len(), *missing), (key, 0, 0), "{name}"),
            Preview::No { refusals: given, earliest: day } => {
                assert!(given.iter().eq(refusals.iter().copied()), "{name}: {given:?}");
                assert_eq!(day, *earliest, "{name}");
            }
            Preview::CannotTell(given) => assert_eq!(given.iter().count(), *missing, "{name}"),
        }
        match first_reason(facts, account, *on) {
            Verdict::Yes { programme, month, account } => {
                assert_eq!((refusals.len(), *missing), (0, 0), "{name}");
                assert_eq!(
                    (programme, month, account),
                    (key.programme(), key.month().first_day(), key.account())
                );
            }
            Verdict::No(reason) => assert_eq!(Some(&reason), refusals.first(), "{name}"),
            Verdict::CannotTell(first) => {
                assert!(*missing > 0, "{name}: {first:?}");
            }
        }
        match every_reason(facts, account, *on) {
            Verdict::Yes { programme, month, account } => {
                assert_eq!((refusals.len(), *missing), (0, 0), "{name}");
                assert_eq!(
                    (programme, month, account),
                    (key.programme(), key.month().first_day(), key.account())
                );
            }
            Verdict::No((bits, day)) => {
                let right = refusals.iter().fold(0, |bits, refusal| bits | refusal.bit());
                assert_eq!((bits, day), (right, *earliest), "{name}");
            }
            Verdict::CannotTell(count) => assert_eq!(u32::try_from(*missing), Ok(count), "{name}"),
        }
    }
}

/// The mix in an order that a branch predictor cannot learn: by a linear congruence of full period.
fn mix(cases: &[Case]) -> Vec<Question> {
    const QUESTIONS: usize = 1 << 14;
    let hundred: Vec<_> =
        cases.iter().flat_map(|case| std::iter::repeat_n((case.facts, case.on), case.of_a_hundred)).collect();
    assert_eq!(hundred.len(), 100);
    let next = |state: &u64| {
        Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    };
    std::iter::successors(Some(1), next)
        .filter_map(|state| hundred.get(usize::try_from(state >> 33).unwrap_or(0) % 100).copied())
        .take(QUESTIONS)
        .collect()
}

/// What a question is asked about.
type Question = (PreviewFacts, NaiveDate);

/// Asks all three the same questions; the library first, then by hand the first reason and every reason.
fn compare(regulation: &Regulation, account: Account, questions: &[Question], times: usize) -> [Samples; 3] {
    // Long enough for the clock, which is a call to the kernel.
    const CALLS: usize = 1 << 18;
    let passes = if is_test() { 1 } else { CALLS.div_ceil(questions.len().max(1)) };
    let mut library = || {
        time(questions, passes, |facts, on| {
            black_box(preview(regulation, facts, black_box(account), on));
        })
    };
    let mut first = || {
        time(questions, passes, |facts, on| {
            black_box(first_reason(facts, black_box(account), on));
        })
    };
    let mut every = || {
        time(questions, passes, |facts, on| {
            black_box(every_reason(facts, black_box(account), on));
        })
    };
    rounds(times, questions.len() * passes, [&mut library, &mut first, &mut every])
}

fn time(questions: &[Question], passes: usize, mut ask: impl FnMut(&PreviewFacts, NaiveDate)) -> Duration {
    timed(|| {
        for _ in 0..passes {
            for (facts, on) in questions {
                ask(black_box(facts), black_box(*on));
            }
        }
    })
}

fn main() -> Result<(), Error> {
    let (regulation, account) = (Regulation::gas_2025_08(), Account::parse("6100012345K")?);
    let cases = cases()?;
    assert_answers(&regulation, &cases, account);
    let times = if is_test() { 1 } else { 31 };
    let report = |name: &str, questions: &[Question]| {
        let [library, first, every] = compare(&regulation, account, questions, times);
        println!(
            "{name:<28} {:>8} {:>8} {:>8} {:>8.2} {:>8.2}",
            library.median(),
            first.median(),
            every.median(),
            library.ratio_to(&first),
            library.ratio_to(&every)
        );
    };
    println!("ns a call, medians of {times} rounds     preview    first    every  / first  / every");
    for case in &cases {
        report(case.name, &[(case.facts, case.on); 64]);
    }
    report("the mix", &mix(&cases));
    Ok(())
}
