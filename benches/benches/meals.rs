//! School meals: time a fact in a ledger of a million pupils, bytes a meal, the registers of a month, and the journal beside
//! `serde_json` that only reads the same lines into a plain struct.
//!
//! `cargo bench -p voucher-benches --bench meals`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::hint::black_box;
use std::time::Duration;

use chrono::NaiveDate;
use memchr::memchr_iter;
use peak_alloc::PeakAlloc;
use serde::Deserialize;
use voucher_benches::{Thousandths, is_test, rounds, timed};
use voucher_core::{
    Iin, Journal, Month, Reference, Region,
    meals::{Answer, Entry, Fact, Grade, Ground, GroundSet, Ledger, Meal, Regulation, Source},
};
use voucher_demo::iins;
use voucher_demo::meals::{Scene, World};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// How many facts are made before they are recorded: few, because what is made between drives the ledger out of the cache.
const CHUNK: usize = 1 << 9;
/// How many bytes are read at a time.
const PIECE: usize = 1 << 16;
/// What the rivals answer to every line.
const ANSWER: &str = "{\"line\":1234567,\"accepted\":true,\"stage\":\"active\"}\n";

/// A line in which every text is copied.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read and thrown away")]
struct Owned {
    regulation: Option<String>,
    change: Option<serde_json::Value>,
    fact: Option<String>,
    iin: Option<String>,
    school: Option<String>,
    region: Option<String>,
    grade: Option<u32>,
    grounds: Option<Vec<String>>,
    answer: Option<String>,
    day: Option<String>,
    first_grade: Option<u32>,
    last_grade: Option<u32>,
    record: Option<String>,
    supplier: Option<String>,
    kind: Option<String>,
    given_on: Option<String>,
    source: Option<String>,
    month: Option<String>,
    on: Option<String>,
    at: Option<String>,
}

/// A line in which every text is borrowed: it could hold no escapes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read and thrown away")]
struct Borrowed<'a> {
    regulation: Option<&'a str>,
    change: Option<serde_json::Value>,
    fact: Option<&'a str>,
    iin: Option<&'a str>,
    school: Option<&'a str>,
    region: Option<&'a str>,
    grade: Option<u32>,
    #[serde(borrow)]
    grounds: Option<Vec<&'a str>>,
    answer: Option<&'a str>,
    day: Option<&'a str>,
    first_grade: Option<u32>,
    last_grade: Option<u32>,
    record: Option<&'a str>,
    supplier: Option<&'a str>,
    kind: Option<&'a str>,
    given_on: Option<&'a str>,
    source: Option<&'a str>,
    month: Option<&'a str>,
    on: Option<&'a str>,
    at: Option<&'a str>,
}

fn main() {
    let is_test = is_test();
    let (schools, pupils) = if is_test { (10, 2000) } else { (3333, 1_000_000) };
    record(&World::new(Scene::April2026, schools, pupils, 2025));
    registers(if is_test { 4 } else { 2000 }, if is_test { 1 } else { 5 });
    let (schools, pupils, times) = if is_test { (5, 500, 1) } else { (100, 30_000, 5) };
    journal(&World::new(Scene::April2026, schools, pupils, 2025).clean_journal(), times);
}

/// A month at full load, some thousand facts at a time: only recording is timed.
fn record(world: &World) {
    let mut ledger = Ledger::new(Regulation::meals_2026_02());
    // All facts; and the chunks that are nearly all meals, as all are once the holders have answered.
    let (mut all, mut meals) = (Timed::default(), Timed::default());
    let mut refused = 0;
    let mut facts = world.facts();
    loop {
        let chunk: Vec<_> = facts.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let time = timed(|| {
            for (on, fact) in &chunk {
                refused += usize::from(!ledger.record(*on, black_box(fact)).is_accepted());
            }
        });
        all.add(chunk.len(), time);
        if of_meals(&chunk) * 10 >= chunk.len() * 9 {
            meals.add(chunk.len(), time);
        }
    }
    assert!(refused < all.facts / 20, "{refused} of {}", all.facts);
    assert!(meals.facts > all.facts / 2, "{} of {}", meals.facts, all.facts);
    println!("record: {} ns a fact over {} facts, {refused} of them refused", all.each(), all.facts);
    println!("record: {} ns a fact over {} of meals", meals.each(), meals.facts);
}

#[derive(Default)]
struct Timed {
    facts: usize,
    time: Duration,
}

impl Timed {
    fn add(&mut self, facts: usize, time: Duration) {
        self.facts += facts;
        self.time += time;
    }

    fn each(&self) -> Thousandths {
        ratio(usize::try_from(self.time.as_nanos()).unwrap_or(usize::MAX), self.facts)
    }
}

fn of_meals(chunk: &[(NaiveDate, Fact)]) -> usize {
    chunk.iter().filter(|(_, fact)| matches!(fact, Fact::MealGiven { .. })).count()
}

/// Registers of 500 meals a school: what a meal weighs, and how long all registers of the month take.
fn registers(schools: u32, times: usize) {
    let mut ledger = Ledger::new(Regulation::meals_2026_02());
    let month = Month::of(Scene::April2026.first_day());
    let pupils = enrolled(&mut ledger, schools);
    let before = HEAP.current_usage();
    let meals = fed(&mut ledger, &pupils);
    let heap = HEAP.current_usage() - before;
    // As the index has it: a power of two of places of 8 bytes, three quarters of them filled at most.
    let index = (meals * 4 / 3).next_power_of_two() * 8;
    println!("meals: {meals} of {schools} schools, records of 24 characters");
    println!("heap: {} bytes a meal, with all spare room, of which", ratio(heap, meals));
    println!("  the index of records: {}", ratio(index, meals));
    println!("  all else: {}", ratio(heap.saturating_sub(index), meals));

    let due = ledger.regulation().register_due(month).unwrap_or_else(|| month.last_day());
    let mut all = || {
        let mut rows = 0;
        let time = timed(|| {
            for sheet in ledger.sheets(month) {
                if let Ok(register) = black_box(ledger.register(&sheet, due)) {
                    rows += register.count();
                }
            }
        });
        assert_eq!(rows, meals);
        time
    };
    let [samples] = rounds(times, meals, [&mut all]);
    let (least, most) = samples.extremes();
    println!("registers: {} ns a meal (median of {times}; {least} to {most})", samples.median());
    println!("registers: {} thousand meals a second", samples.thousands_a_second());
}

/// Twenty-five pupils of each school, on the list and agreed.
fn enrolled(ledger: &mut Ledger, schools: u32) -> Vec<(Iin, Reference)> {
    let on = Scene::April2026.first_day();
    let Ok(grade) = Grade::new(2) else { return Vec::new() };
    let schools = (0..schools).flat_map(|number| [number; 25]);
    let schools = schools.filter_map(|number| Reference::parse(&format!("S-{number:04}")).ok());
    let pupils: Vec<_> = iins().zip(schools).collect();
    for (iin, school) in &pupils {
        let (iin, grounds) = (*iin, GroundSet::from_iter([Ground::PrimaryGrade]));
        let entry = Entry { school: *school, region: Region::Aktobe, grade, grounds };
        assert!(ledger.record(on, &Fact::Listed { iin, entry }).is_accepted());
        assert!(ledger.record(on, &Fact::Replied { iin, answer: Answer::Agree }).is_accepted());
    }
    pupils
}

/// Everybody eats on the first twenty school days; how many meals that are.
fn fed(ledger: &mut Ledger, pupils: &[(Iin, Reference)]) -> usize {
    let (Ok(grade), Ok(supplier), Ok(kind)) =
        (Grade::new(2), Reference::parse("F-1"), Reference::parse("hot_meal"))
    else {
        return 0;
    };
    let first = Scene::April2026.first_day();
    let regulation = ledger.regulation().clone();
    let days = first.iter_days().filter(|day| regulation.is_school_day(*day, grade)).take(20);
    let mut meals = 0;
    for given_on in days {
        for (iin, school) in pupils {
            let Ok(record) = Reference::parse(&format!("T0001/20260401/{meals:07}-0")) else { continue };
            assert_eq!(record.expose_text().len(), 24);
            let meal =
                Meal { iin: *iin, school: *school, supplier, kind, given_on, source: Source::Terminal };
            assert!(ledger.record(given_on, &Fact::MealGiven { record, meal }).is_accepted());
            meals += 1;
        }
    }
    meals
}

/// The journal of a month, beside `serde_json`.
fn journal(input: &[u8], times: usize) {
    let count = memchr_iter(b'\n', input).count();
    let (mut first, mut answers) = (Journal::new(), String::new());
    first.feed(input, &mut answers);
    assert!(answers.lines().count() == count && !answers.contains("\"error\""));
    drop((first, answers));
    let mut played = || play(input, count);
    let mut owned = || read(input, count, |line| parsed::<Owned>(line));
    let mut borrowed = || read(input, count, |line| parsed::<Borrowed<'_>>(line));
    let [journal, owned, borrowed] = rounds(times, count, [&mut played, &mut owned, &mut borrowed]);
    println!("lines: {count}, {} bytes each on average", input.len() / count.max(1));
    for (name, samples) in
        [("journal", &journal), ("serde_json, &str", &borrowed), ("serde_json, String", &owned)]
    {
        let (least, most) = samples.extremes();
        println!("{name:<18} {:>7} ns a line (median of {times}; {least} to {most})", samples.median());
    }
    println!("journal: {} thousand lines a second", journal.thousands_a_second());
    println!("journal / serde_json, &str:   {:.2}", journal.ratio_to(&borrowed));
    println!("journal / serde_json, String: {:.2}", journal.ratio_to(&owned));
}

/// Whether a line can be read; what was read is thrown away, but not before it was there.
fn parsed<'a, T: Deserialize<'a>>(line: &'a [u8]) -> bool {
    black_box(serde_json::from_slice::<T>(line)).is_ok()
}

/// The journal over the whole input, fed as a filter feeds it.
fn play(input: &[u8], count: usize) -> Duration {
    let (mut journal, mut answers) = (Journal::new(), String::new());
    let time = timed(|| {
        for piece in input.chunks(PIECE) {
            journal.feed(black_box(piece), &mut answers);
            answers.clear();
        }
    });
    assert_eq!(journal.lines(), count);
    time
}

/// The same by a rival that knows nothing of pupils: reads a line, answers the same to each.
fn read(input: &[u8], count: usize, parse: impl Fn(&[u8]) -> bool) -> Duration {
    let mut answers = String::new();
    let (mut begin, mut lines) = (0, 0);
    let time = timed(|| {
        for end in memchr_iter(b'\n', input) {
            let line = input.get(begin..end).unwrap_or_default();
            lines += usize::from(parse(black_box(line)));
            begin = end + 1;
            answers.push_str(ANSWER);
            if answers.len() > PIECE {
                black_box(&answers);
                answers.clear();
            }
        }
    });
    assert_eq!(lines, count);
    time
}

fn ratio(of: usize, by: usize) -> Thousandths {
    let number = |number: usize| number.try_into().unwrap_or(u64::MAX);
    Thousandths::ratio(number(of), number(by))
}
