//! Medicines: time a fact and bytes a record in a ledger of a million people, and the journal beside `serde_json` that only
//! reads the same lines into a plain struct.
//!
//! `cargo bench -p voucher-benches --bench medicines`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::hint::black_box;
use std::time::Duration;

use chrono::{Days, NaiveDate};
use peak_alloc::PeakAlloc;
use serde::Deserialize;
use voucher_benches::{Thousandths, is_test, rounds, timed};
use voucher_core::{
    Count, Iin, Journal, Reference,
    medicines::{Evidence, Fact, Ledger, Regulation},
};
use voucher_demo::iins;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// How many facts are made before they are recorded.
const CHUNK: usize = 1 << 13;
/// Days between two prescriptions of a patient.
const EVERY: u64 = 120;
/// How many days are played.
const YEAR: u64 = 360;
/// How many points and items there are.
const POINTS: u64 = 731;
const ITEMS: u64 = 1200;

/// A line in which every text is copied.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read and thrown away")]
struct Owned {
    fact: Option<String>,
    iin: Option<String>,
    point: Option<String>,
    prescription: Option<String>,
    item: Option<String>,
    quantity: Option<u32>,
    days: Option<u32>,
    record: Option<String>,
    evidence: Option<String>,
    on: Option<String>,
}

fn main() {
    let (people, times) = if is_test() { (2000, 1) } else { (1_000_000, 3) };
    let people: Vec<Iin> = iins().take(people).collect();
    let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    let empty = HEAP.current_usage();
    let (mut facts, mut time) = (0, Duration::ZERO);
    in_chunks(&people, |chunk| {
        facts += chunk.len();
        time += timed(|| {
            for (on, fact) in chunk {
                assert!(ledger.record(*on, black_box(fact)).is_accepted());
            }
        });
    });
    let heap = HEAP.current_usage() - empty;
    println!("people: {}, facts: {facts}, all accepted", people.len());
    println!("record: {} ns a fact", ratio(nanoseconds(time), facts));
    println!("heap: {} bytes a fact, with all spare room", ratio(heap, facts));
    drop(ledger);
    journal(&people, times);
}

/// The journal of the first of these people, beside `serde_json`.
fn journal(people: &[Iin], times: usize) {
    let mut input = String::new();
    in_chunks(people.get(..people.len() / 10).unwrap_or_default(), |chunk| {
        chunk.iter().for_each(|(on, fact)| input.push_str(&(fact.expose_line(*on) + "\n")));
    });
    let count = input.lines().count();
    let mut played = || {
        let (mut journal, mut answers) = (Journal::new(), String::new());
        journal.feed(b"{\"regulation\":\"medicines-2024-01\"}\n", &mut answers);
        let time = timed(|| {
            for piece in input.as_bytes().chunks(1 << 16) {
                answers.clear();
                journal.feed(black_box(piece), &mut answers);
            }
        });
        assert!(journal.lines() == count + 1 && !answers.contains("false") && !answers.contains("error"));
        time
    };
    let mut read = || {
        timed(|| {
            for line in input.lines() {
                assert!(black_box(serde_json::from_str::<Owned>(line)).is_ok());
            }
        })
    };
    let [played, read] = rounds(times, count, [&mut played, &mut read]);
    println!("journal: {} ns a line over {count} lines", played.median());
    println!("journal / serde_json, String: {:.2}", played.ratio_to(&read));
}

/// What happens to these people in a year, in date order, some thousand facts at a time: each is enrolled on the first day,
/// and gets a prescription every so many days, which is dispensed within three weeks.
fn in_chunks(people: &[Iin], mut take: impl FnMut(&[(NaiveDate, Fact)])) {
    let first = Regulation::medicines_2024_01().period().first;
    let mut chunk = Vec::with_capacity(CHUNK);
    for day in 0..YEAR {
        let Some(on) = first.checked_add_days(Days::new(day)) else { return };
        for person in scattered(people.len()) {
            let Some(iin) = usize::try_from(person).ok().and_then(|place| people.get(place)) else {
                continue;
            };
            let lag = person % 21;
            let enrols = (day == 0).then_some(Kind::Enrolled);
            let is_prescribed = (person * 7 + day) % EVERY == 0;
            let was_prescribed = day >= lag && (person * 7 + day - lag) % EVERY == 0;
            let prescribed = is_prescribed.then_some(Kind::Prescribed(day));
            let dispensed = was_prescribed.then(|| Kind::Dispensed(day - lag));
            for kind in enrols.into_iter().chain(prescribed).chain(dispensed) {
                chunk.extend(kind.fact(*iin, person).map(|fact| (on, fact)));
            }
            if chunk.len() >= CHUNK {
                take(&chunk);
                chunk.clear();
            }
        }
    }
    take(&chunk);
}

/// All places below this one, far from their neighbours.
fn scattered(below: usize) -> impl Iterator<Item = u64> {
    let below = u64::try_from(below).unwrap_or(1);
    // A prime.
    (0..below).map(move |place| place * 7_368_787 % below)
}

/// A fact of a person, of the day of its prescription.
#[derive(Clone, Copy)]
enum Kind {
    Enrolled,
    Prescribed(u64),
    Dispensed(u64),
}

impl Kind {
    fn fact(self, iin: Iin, person: u64) -> Option<Fact> {
        let reference = |kind: &str, number: u64| Reference::parse(&format!("{kind}-{number:09}")).ok();
        let point = reference("P", person % POINTS)?;
        let (quantity, days) = (Count::new(60).ok()?, Count::new(30).ok()?);
        Some(match self {
            Self::Enrolled => Fact::Enrolled { iin, point },
            Self::Prescribed(day) => Fact::Prescribed {
                prescription: reference("RX", person * YEAR + day)?,
                iin,
                item: reference("I", person % ITEMS)?,
                quantity,
                days,
            },
            Self::Dispensed(day) => Fact::Dispensed {
                record: reference("D", person * YEAR + day)?,
                prescription: reference("RX", person * YEAR + day)?,
                point,
                quantity,
                evidence: Evidence::Qr,
            },
        })
    }
}

fn nanoseconds(time: Duration) -> usize {
    usize::try_from(time.as_nanos()).unwrap_or(usize::MAX)
}

fn ratio(of: usize, by: usize) -> Thousandths {
    let number = |number: usize| number.try_into().unwrap_or(u64::MAX);
    Thousandths::ratio(number(of), number(by))
}
