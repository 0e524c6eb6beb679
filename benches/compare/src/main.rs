//! One question, *may this voucher be activated on this account on this date*, with every reason against it, put to the
//! library, to Rust written by hand and to three rule engines, each with the rules in its own language (`rules/`).
//!
//! Before anything is timed, all answer every combination of facts on every day as the library does. Then they take
//! turns, round by round, and what counts is how long the thread held a core.
//!
//! `cargo run --release`, or with `-- --test` the dates at the edges and one short round: seconds.

mod by_cedar;
mod by_regorus;
mod by_us;
mod by_zen;
mod question;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use voucher_benches::{Question, Samples, cases, is_test, mix, rounds, timed};
use voucher_core::{Account, gas::Regulation};

use by_cedar::Cedar;
use by_regorus::{Compiled, Interpreted};
use by_us::{ByHand, Library};
use by_zen::Zen;
use question::{Answer, Failure, Rival, dates, every_fact};

/// What each is called, and the package whose version is told.
const NAMES: [(&str, &str); 6] = [
    ("voucher_core::gas::preview", "voucher-core"),
    ("by hand, if by if", ""),
    ("cedar-policy", "cedar-policy"),
    ("regorus, compiled", "regorus"),
    ("regorus, interpreted", "regorus"),
    ("zen-engine", "zen-engine"),
];

fn main() -> Result<(), Failure> {
    let account = Account::parse("6100012345K")?;
    let regulation = Regulation::gas_2025_08();
    let library = RefCell::new(Library { regulation: &regulation, account });
    let by_hand = RefCell::new(ByHand { account });
    let cedar = RefCell::new(Cedar::new()?);
    let compiled = RefCell::new(Compiled::new()?);
    let interpreted = RefCell::new(Interpreted::new()?);
    let zen = RefCell::new(Zen::new()?);

    let asked = every_question()?;
    let right = answers(&mut *library.borrow_mut(), &asked)?;
    let agreed = [
        agreeing("by hand", &mut *by_hand.borrow_mut(), &asked, &right)?,
        agreeing("cedar-policy", &mut *cedar.borrow_mut(), &asked, &right)?,
        agreeing("regorus, compiled", &mut *compiled.borrow_mut(), &asked, &right)?,
        agreeing("regorus, interpreted", &mut *interpreted.borrow_mut(), &asked, &right)?,
        agreeing("zen-engine", &mut *zen.borrow_mut(), &asked, &right)?,
    ];
    println!("{} combinations of facts and dates; equal answers of each rival: {agreed:?}", asked.len());

    let mut questions = mix(&cases()?);
    questions.truncate(if is_test() { 256 } else { 2048 });
    let mut timers = [
        timers(&library, &questions)?,
        timers(&by_hand, &questions)?,
        timers(&cedar, &questions)?,
        timers(&compiled, &questions)?,
        timers(&interpreted, &questions)?,
        timers(&zen, &questions)?,
    ];
    let [a, b, c, d, e, f] = &mut timers;
    let turns: [&mut dyn FnMut() -> Duration; 12] = [
        &mut a.0, &mut b.0, &mut c.0, &mut d.0, &mut e.0, &mut f.0, //
        &mut a.1, &mut b.1, &mut c.1, &mut d.1, &mut e.1, &mut f.1,
    ];
    let times = if is_test() { 1 } else { 31 };
    let samples = rounds(times, questions.len(), turns);
    let (ready, whole) = samples.split_at(NAMES.len());
    println!("\nns a question, of a core; {times} rounds of {} questions", questions.len());
    table("question ready in its own form, answer left in it", ready);
    table("from facts to reasons", whole);
    Ok(())
}

/// Every combination of facts on every day, or with `--test` on the days on which something changes.
fn every_question() -> Result<Vec<Question>, Failure> {
    let facts = every_fact();
    let dates = dates(is_test())?.into_iter();
    Ok(dates.flat_map(|on| facts.iter().map(move |facts| (*facts, on))).collect())
}

fn answers<R: Rival>(rival: &mut R, asked: &[Question]) -> Result<Vec<Answer>, Failure> {
    asked.iter().map(|question| answer(rival, question)).collect()
}

fn answer<R: Rival>(rival: &mut R, asked: &Question) -> Result<Answer, Failure> {
    let question = rival.question(asked)?;
    let answer = rival.ask(&question)?;
    rival.read(answer)
}

/// How many answers are the right ones: all, or it fails. Each is asked twice in one form, as when it is timed.
fn agreeing<R: Rival>(
    name: &str,
    rival: &mut R,
    asked: &[Question],
    right: &[Answer],
) -> Result<usize, Failure> {
    for (asked, right) in asked.iter().zip(right) {
        let right = if R::GIVES_EARLIEST { *right } else { right.without_earliest() };
        let question = rival.question(asked)?;
        for _ in 0..2 {
            let given = rival.ask(&question)?;
            let given = rival.read(given)?;
            if given != right {
                return Err(format!("{name}: {asked:?}: {given:?}, and not {right:?}").into());
            }
        }
    }
    Ok(asked.len())
}

/// One pass over all questions, and how long it held a core.
type Timer<'r> = Box<dyn FnMut() -> Duration + 'r>;

/// With questions made before the clock starts, and from facts to reasons.
fn timers<'r, R: Rival>(
    rival: &'r RefCell<R>,
    asked: &'r [Question],
) -> Result<(Timer<'r>, Timer<'r>), Failure>
where
    R::Question: 'r,
{
    let made = asked.iter().map(|asked| rival.borrow().question(asked));
    let made = made.collect::<Result<Vec<_>, _>>()?;
    let ready = move || {
        let mut rival = rival.borrow_mut();
        passes(|| {
            for question in &made {
                let _ = black_box(rival.ask(black_box(question)));
            }
        })
    };
    let whole = move || {
        let mut rival = rival.borrow_mut();
        passes(|| {
            for asked in asked {
                let _ = black_box(answer(&mut *rival, black_box(asked)));
            }
        })
    };
    Ok((Box::new(ready), Box::new(whole)))
}

/// How long the work holds a core, over and over until it is long enough for the clock, which is a call to the kernel.
fn passes(mut work: impl FnMut()) -> Duration {
    const ENOUGH: Duration = Duration::from_millis(5);
    let (mut times, mut taken) = (1, timed(&mut work));
    while taken < ENOUGH && !is_test() {
        taken += timed(|| (0..times).for_each(|_| work()));
        times *= 2;
    }
    taken / times
}

fn table(what: &str, samples: &[Samples]) {
    let Some((ours, _)) = samples.split_first() else { return };
    let versions = versions();
    println!("\n{what:<52} {:>10} {:>10} {:>10} {:>9}", "version", "median", "fastest", "x ours");
    for ((name, package), sample) in NAMES.iter().zip(samples) {
        let version = versions.get(package).copied().unwrap_or_default();
        let (fastest, _) = sample.extremes();
        println!(
            "{name:<52} {version:>10} {:>10} {fastest:>10} {:>9.2}",
            sample.median(),
            sample.ratio_to(ours)
        );
    }
}

/// Versions by package, from the lock file with which this was built.
fn versions() -> BTreeMap<&'static str, &'static str> {
    let value =
        |line: &'static str, key: &str| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"');
    let lines: Vec<&'static str> = include_str!("../Cargo.lock").lines().collect();
    lines
        .windows(2)
        .filter_map(|pair| match pair {
            [name, version] => Some((value(name, "name")?, value(version, "version")?)),
            _ => None,
        })
        .collect()
}
