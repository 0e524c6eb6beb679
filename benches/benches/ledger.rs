//! Recording facts: time a fact, in total and by kind, and what a ledger of a million people weighs.
//!
//! `cargo bench -p voucher-benches --bench ledger`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use peak_alloc::PeakAlloc;
use voucher_benches::{Thousandths, is_test, rounds, timed};
use voucher_core::{
    Month,
    gas::{Fact, Ledger, Regulation, Stage},
    parse_date,
};
use voucher_demo::gas::World;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

type Facts = [(NaiveDate, Fact)];

fn main() {
    let (people, times) = if is_test() { (2000, 1) } else { (1_000_000, 5) };
    let facts: Vec<_> = World::new(people, 2025).facts().collect();
    let activated = weigh(&facts, usize::try_from(people).unwrap_or(0));

    let mut record = || {
        let mut ledger = Ledger::new(Regulation::gas_2025_08());
        let time = timed(|| {
            for (on, fact) in &facts {
                black_box(ledger.record(*on, black_box(fact)));
            }
        });
        assert_eq!(activations(&ledger), activated);
        time
    };
    let [samples] = rounds(times, facts.len(), [&mut record]);
    let (least, most) = samples.extremes();
    println!(
        "record: {} ns a fact over {} facts (median of {times}; {least} to {most})",
        samples.median(),
        facts.len()
    );
    by_kind(&facts);
}

fn activations(ledger: &Ledger) -> usize {
    let (Ok(september), Ok(last)) = (Month::parse("2025-09"), parse_date("2025-09-30")) else { return 0 };
    // Their register has been sent.
    ledger.summary(september, last).count(Stage::Registered)
}

/// What the heap holds for a ledger; how many people activated.
fn weigh(facts: &Facts, people: usize) -> usize {
    // Of who enters no account nothing but the record is kept.
    let enters = |fact: &Fact| matches!(fact, Fact::AccountEntered { .. });
    let empty = HEAP.current_usage();
    let asked = fed(facts.iter().filter(|(_, fact)| !enters(fact)));
    let records = HEAP.current_usage() - empty;
    drop(asked);
    HEAP.reset_peak_usage();
    let (ledger, refused) = fed(facts.iter());
    let (heap, peak) = (HEAP.current_usage() - empty, HEAP.peak_usage() - empty);
    let activated = activations(&ledger);
    // About a third activates, and nearly every fact counts.
    assert!(activated > people / 4 && activated < people / 2, "{activated} of {people}");
    assert!(refused < facts.len() / 20, "{refused} of {}", facts.len());

    // A power of two of places, seven eighths of them filled at most.
    let places = (people * 8 / 7).next_power_of_two();
    let record = records / places;
    let each = |bytes| Thousandths::ratio(count(bytes), count(people));
    println!("people: {people}, facts refused: {refused}, activated: {activated}");
    println!(
        "heap: {} bytes a person-month ({} at the peak, while it grows), of which",
        each(heap),
        each(peak)
    );
    println!("  a record with its key: {record}");
    println!("  accounts, with all their spare room: {}", each(heap - records));
    println!("  empty places: {}", each(records.saturating_sub(people * record)));
    activated
}

/// The ledger of these facts, and how many it refused.
fn fed<'a>(facts: impl Iterator<Item = &'a (NaiveDate, Fact)>) -> (Ledger, usize) {
    let mut ledger = Ledger::new(Regulation::gas_2025_08());
    let refused = facts.filter(|(on, fact)| !ledger.record(*on, fact).is_accepted()).count();
    (ledger, refused)
}

fn count(number: usize) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}

/// Every call timed by itself, less the cost of asking the clock. Calls that are timed one by one cannot
/// overlap, so a mean over the kinds is above the mean without the clock. Left out is what no call costs: to
/// lose the core to others, and to let a map grow, which the total has.
fn by_kind(facts: &Facts) {
    const INTERRUPTED: Duration = Duration::from_micros(20);
    let mut clock: Vec<_> = facts.iter().take(10_000).map(|_| Instant::now().elapsed()).collect();
    clock.sort_unstable();
    let clock = clock.get(clock.len() / 2).copied().unwrap_or_default();
    let mut ledger = Ledger::new(Regulation::gas_2025_08());
    let mut kinds: BTreeMap<&str, (u64, Duration)> = BTreeMap::new();
    for (on, fact) in facts {
        let start = Instant::now();
        black_box(ledger.record(*on, black_box(fact)));
        let time = start.elapsed().saturating_sub(clock);
        if time < INTERRUPTED {
            let (count, sum) = kinds.entry(fact.code()).or_default();
            *count += 1;
            *sum += time;
        }
    }
    println!("by kind, each call timed by itself:");
    for (kind, (count, sum)) in kinds {
        let nanoseconds = u64::try_from(sum.as_nanos()).unwrap_or(u64::MAX);
        println!("  {kind:<16} {count:>8} facts {:>7} ns a fact", Thousandths::ratio(nanoseconds, count));
    }
}
