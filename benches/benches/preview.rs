//! One question, *may this voucher be activated*, to the library and to two rivals written by hand for one
//! regulation: an `if` chain that stops at the first reason, and one that gives all that `preview` gives.
//!
//! `cargo bench -p voucher-benches --bench preview`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::hint::black_box;
use std::time::Duration;

use chrono::NaiveDate;
use voucher_benches::{
    Case, Question, Samples, Verdict, cases, every_reason, first_reason, is_test, mix, rounds, timed,
};
use voucher_core::{
    Account, Error, Month,
    gas::{CommitKey, Preview, PreviewFacts, Regulation, preview},
};

/// All three give the answer of the table.
fn assert_answers(regulation: &Regulation, cases: &[Case], account: Account) {
    for Case { name, facts, on, refusals, earliest, missing, .. } in cases {
        let key = CommitKey::new(Month::of(*on), account);
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
                    (key.programme().code(), key.month().first_day(), key.account())
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
                    (key.programme().code(), key.month().first_day(), key.account())
                );
            }
            Verdict::No((bits, day)) => {
                let right = refusals.iter().fold(0, |bits, refusal| bits | refusal.bit());
                assert_eq!((bits, day), (right, *earliest), "{name}");
            }
            Verdict::CannotTell(bits) => assert_eq!(u32::try_from(*missing), Ok(bits.count_ones()), "{name}"),
        }
    }
}

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
