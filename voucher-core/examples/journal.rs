//! The journal as a filter: reads lines on standard input, answers them on standard output.
//!
//! ```sh
//! cargo run --release --example journal < in.jsonl > out.jsonl
//! ```
//!
//! Answers are flushed whenever the input pauses; memory grows with people, not with lines.

use std::io::{self, BufRead, Write};

use voucher_core::Journal;

fn main() -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(1 << 18, io::stdin().lock());
    let mut output = io::stdout().lock();
    let mut journal = Journal::new();
    let mut answers = String::new();
    loop {
        let bytes = input.fill_buf()?;
        let (read, ended) = (bytes.len(), bytes.is_empty());
        journal.feed(bytes, &mut answers);
        input.consume(read);
        if ended {
            journal.finish(&mut answers);
        }
        output.write_all(answers.as_bytes())?;
        output.flush()?;
        answers.clear();
        if ended {
            return Ok(());
        }
    }
}
