//! The journal, JSON line to JSON line on one core, beside `serde_json` that only reads the same lines into a
//! plain struct and prints a fixed answer.
//!
//! `cargo bench -p voucher-benches --bench journal`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::hint::black_box;
use std::time::Duration;

use serde::Deserialize;
use voucher_benches::{is_test, rounds, timed};
use voucher_core::Journal;
use voucher_demo::gas::World;

/// How many bytes are read at a time.
const CHUNK: usize = 1 << 16;

/// What the rivals answer to every line.
const ANSWER: &str = "{\"line\":1234567,\"accepted\":true,\"stage\":\"asked\"}\n";

/// A line in which every text is copied.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read and thrown away")]
struct Owned {
    regulation: Option<String>,
    fact: Option<String>,
    iin: Option<String>,
    region: Option<String>,
    assistance: Option<Vec<String>>,
    kind: Option<String>,
    text: Option<String>,
    answer: Option<String>,
    account: Option<String>,
    channel: Option<String>,
    exists: Option<bool>,
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
    fact: Option<&'a str>,
    iin: Option<&'a str>,
    region: Option<&'a str>,
    #[serde(borrow)]
    assistance: Option<Vec<&'a str>>,
    kind: Option<&'a str>,
    text: Option<&'a str>,
    answer: Option<&'a str>,
    account: Option<&'a str>,
    channel: Option<&'a str>,
    exists: Option<bool>,
    month: Option<&'a str>,
    on: Option<&'a str>,
    at: Option<&'a str>,
}

fn main() {
    let (people, times) = if is_test() { (1000, 1) } else { (300_000, 9) };
    let input = World::new(people, 2025).clean_journal();
    let input = input.as_slice();
    let count = input.iter().filter(|byte| **byte == b'\n').count();
    assert_answers(input, count);

    let mut journal = || play(input, count);
    let mut owned = || read(input, count, |line| parsed::<Owned>(line));
    let mut borrowed = || read(input, count, |line| parsed::<Borrowed<'_>>(line));
    let [journal, owned, borrowed] = rounds(times, count, [&mut journal, &mut owned, &mut borrowed]);

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

/// Every line gets an answer, none an error; the rivals can read every line.
fn assert_answers(input: &[u8], count: usize) {
    let (mut journal, mut answers) = (Journal::new(), String::new());
    journal.feed(input, &mut answers);
    assert_eq!((journal.lines(), answers.lines().count()), (count, count));
    assert!(!answers.contains("\"error\""));
    let accepted = answers.lines().filter(|answer| answer.contains("\"accepted\":true")).count();
    assert!(accepted > count / 20 * 19, "{accepted} of {count}");
    for line in input.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        assert!(parsed::<Owned>(line) && parsed::<Borrowed<'_>>(line));
    }
}

/// Whether a line can be read; what was read is thrown away, but not before it was there.
fn parsed<'a, T: Deserialize<'a>>(line: &'a [u8]) -> bool {
    black_box(serde_json::from_slice::<T>(line)).is_ok()
}

/// The journal over the whole input, fed as a filter feeds it.
fn play(input: &[u8], count: usize) -> Duration {
    let (mut journal, mut answers) = (Journal::new(), String::new());
    let time = timed(|| {
        for chunk in input.chunks(CHUNK) {
            journal.feed(black_box(chunk), &mut answers);
            black_box(&answers);
            answers.clear();
        }
    });
    assert_eq!(journal.lines(), count);
    time
}

/// The same by a rival that knows nothing of people: reads a line, answers the same to each.
fn read(input: &[u8], count: usize, parse: impl Fn(&[u8]) -> bool) -> Duration {
    let mut answers = String::new();
    let (mut rest, mut lines) = (input, 0);
    let time = timed(|| {
        while let Some((line, after)) = memchr::memchr(b'\n', rest).and_then(|end| rest.split_at_checked(end))
        {
            rest = after.get(1..).unwrap_or_default();
            lines += usize::from(parse(black_box(line)));
            answers.push_str(ANSWER);
            if answers.len() > CHUNK {
                black_box(&answers);
                answers.clear();
            }
        }
    });
    assert_eq!(lines, count);
    time
}
