//! What the answers add up to, read from the answer lines themselves, apart from the journal's own time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Counts over all answers so far.
#[derive(Default)]
pub(crate) struct Tally {
    /// Answer lines: as many as the journal had lines that are not empty.
    pub(crate) lines: u64,
    pub(crate) accepted: u64,
    /// Of the accepted, those that state what was already so.
    pub(crate) repeats: u64,
    pub(crate) refused: u64,
    pub(crate) failed: u64,
    /// Queries answered, with the regulation's line.
    pub(crate) answered: u64,
    /// Refused facts and queries by code; one with two reasons counts under both.
    pub(crate) refusals: BTreeMap<String, u64>,
    /// Lines in error by code, with field and reason.
    pub(crate) errors: BTreeMap<String, u64>,
    /// Number of the line and actions by kind, for each `due`.
    pub(crate) due: Vec<(u64, BTreeMap<String, u64>)>,
    /// Months whose register the journal has shown.
    pub(crate) registers: BTreeSet<String>,
}

impl Tally {
    /// Reads whole answer lines.
    pub(crate) fn read(&mut self, answers: &str) {
        answers.lines().for_each(|line| self.line(line));
    }

    fn line(&mut self, line: &str) {
        let numbered = line.strip_prefix("{\"line\":").and_then(|rest| rest.split_once(','));
        let Some((number, rest)) = numbered else { return };
        self.lines += 1;
        if let Some(rest) = rest.strip_prefix("\"accepted\":true") {
            self.accepted += 1;
            self.repeats += u64::from(rest.starts_with(",\"repeat\":true"));
        } else if let Some(codes) = refusals(rest) {
            self.refused += 1;
            for code in codes.split(',') {
                add(&mut self.refusals, code.trim_matches('"'));
            }
        } else if let Some(error) = error(rest) {
            self.failed += 1;
            add(&mut self.errors, &error);
        } else {
            self.answered += 1;
            let register = rest.strip_prefix("\"register\":{\"month\":\"");
            if let Some(actions) = rest.strip_prefix("\"due\":[") {
                self.due.push((number.parse().unwrap_or(0), kinds(actions)));
            }
            if let Some((month, _)) = register.and_then(|rest| rest.split_once('"')) {
                self.registers.insert(month.to_owned());
            }
        }
    }
}

/// The codes of a refused fact or query. (A preview that says no is an answer like another.)
fn refusals(answer: &str) -> Option<&str> {
    let answer = answer.strip_prefix("\"accepted\":false,").unwrap_or(answer);
    let (codes, _) = answer.strip_prefix("\"refusals\":[")?.split_once(']')?;
    Some(codes)
}

/// An error's code with its field and reason, where it has them.
fn error(answer: &str) -> Option<String> {
    let (code, more) = answer.strip_prefix("\"error\":\"")?.split_once('"')?;
    let field = value(more, "\"field\":\"");
    let reason = value(more, "\"reason\":\"");
    Some([Some(code), field, reason].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn kinds(actions: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for kind in actions.split("\"action\":\"").skip(1) {
        if let Some((kind, _)) = kind.split_once('"') {
            add(&mut counts, kind);
        }
    }
    counts
}

fn value<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once('"').map(|(value, _)| value)
}

fn add(counts: &mut BTreeMap<String, u64>, key: &str) {
    if let Some(count) = counts.get_mut(key) {
        *count += 1;
    } else {
        counts.insert(key.to_owned(), 1);
    }
}

/// Finds lines of one kind in a journal, and keeps something of each by its number.
pub(crate) struct Lines<T> {
    /// What stands in such a line, and in few others.
    word: &'static [u8],
    keep: fn(&Value) -> Option<T>,
    line: u64,
    /// The beginning of a line whose end has not come yet, or its first [`LONGEST`] bytes.
    part: Vec<u8>,
    found: BTreeMap<u64, T>,
}

/// A longer line is not looked into.
const LONGEST: usize = 400;

impl<T> Lines<T> {
    fn new(word: &'static [u8], keep: fn(&Value) -> Option<T>) -> Lines<T> {
        Lines { word, keep, line: 0, part: Vec::new(), found: BTreeMap::new() }
    }

    /// Reads the next bytes of the journal.
    pub(crate) fn read(&mut self, mut bytes: &[u8]) {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            let (line, rest) = bytes.split_at(end);
            self.begin(line);
            self.end_line();
            bytes = rest.get(1..).unwrap_or_default();
        }
        self.begin(bytes);
    }

    /// What was kept of a line.
    fn of(&mut self, line: u64) -> Option<&T> {
        if !self.part.is_empty() {
            self.end_line();
        }
        self.found.get(&line)
    }

    fn begin(&mut self, bytes: &[u8]) {
        let room = (LONGEST + 1).saturating_sub(self.part.len());
        self.part.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
    }

    fn end_line(&mut self) {
        self.line += 1;
        if self.part.len() <= LONGEST
            && self.part.windows(self.word.len()).any(|window| window == self.word)
            && let Ok(line) = serde_json::from_slice(&self.part)
            && let Some(kept) = (self.keep)(&line)
        {
            self.found.insert(self.line, kept);
        }
        self.part.clear();
    }
}

/// The date that a line names, as it stands there.
fn date(line: &Value) -> Option<String> {
    line.get("on").or(line.get("at")).and_then(Value::as_str).map(str::to_owned)
}

/// The application that a line is about, and its date.
fn application_and_date(line: &Value) -> Option<(String, String)> {
    Some((line.get("application")?.as_str()?.to_owned(), date(line)?))
}

/// The `due` queries, each with the date that it asks about.
pub(crate) struct Dates(Lines<String>);

impl Default for Dates {
    fn default() -> Dates {
        Dates(Lines::new(b"\"due\"", date))
    }
}

impl Dates {
    /// Reads the next bytes of the journal.
    pub(crate) fn read(&mut self, bytes: &[u8]) {
        self.0.read(bytes);
    }

    /// The date that the `due` query of this line asks about.
    pub(crate) fn of(&mut self, line: u64) -> String {
        self.0.of(line).cloned().unwrap_or_else(|| format!("line {line}"))
    }
}

/// The decisions on applications that were accepted, each with its date.
pub(crate) struct Decisions {
    lines: Lines<(String, String)>,
    /// The application and the date.
    pub(crate) taken: Vec<(String, String)>,
}

impl Default for Decisions {
    fn default() -> Decisions {
        Decisions { lines: Lines::new(b"\"decided\"", application_and_date), taken: Vec::new() }
    }
}

impl Decisions {
    /// Reads the next bytes of the journal, then the answers to the lines that end in them.
    pub(crate) fn read(&mut self, bytes: &[u8], answers: &str) {
        self.lines.read(bytes);
        for answer in answers.lines() {
            let numbered = answer.strip_prefix("{\"line\":").and_then(|rest| rest.split_once(','));
            let Some((number, rest)) = numbered else { continue };
            if let Some(decided) = number.parse().ok().and_then(|number| self.lines.found.remove(&number))
                && rest.starts_with("\"accepted\":true,\"stage\"")
            {
                self.taken.push(decided);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_what_they_say() {
        let mut tally = Tally::default();
        tally.read(
            r#"{"line":1,"regulation":"gas-2025-08","digest":"sha256:00"}
{"line":2,"accepted":true,"stage":"to_ask"}
{"line":3,"accepted":true,"repeat":true,"stage":"to_ask"}
{"line":4,"accepted":false,"refusals":["not_listed","window_closed"]}
{"line":5,"error":"invalid_field","field":"iin","reason":"iin_control_digit"}
{"line":6,"error":"not_utf8"}
{"line":7,"due":[{"action":"send_start_sms","iin":"1"},{"action":"send_start_sms","iin":"2"},{"action":"send_register","month":"2025-09"}]}
{"line":8,"refusals":["register_not_due"]}
{"line":9,"preview":"no","refusals":["window_closed"]}
"#,
        );
        assert_eq!((tally.lines, tally.accepted, tally.repeats), (9, 2, 1));
        assert_eq!((tally.refused, tally.failed, tally.answered), (2, 2, 3));
        let keys = |counts: &BTreeMap<String, u64>| counts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&tally.refusals), ["not_listed", "register_not_due", "window_closed"]);
        assert_eq!(keys(&tally.errors), ["invalid_field iin iin_control_digit", "not_utf8"]);
        assert_eq!(tally.due.len(), 1);
        assert_eq!(tally.due[0].1["send_start_sms"], 2);
        assert_eq!(tally.due[0].1["send_register"], 1);
    }

    #[test]
    fn dates_are_found_however_the_journal_is_cut() {
        let journal = b"{\"regulation\":\"gas-2025-08\"}\r\n\n{\"query\":\"due\",\"on\":\"2025-09-08\"}\n{\"at\":\"2025-09-08T19:00:00Z\",\"query\":\"due\"}";
        for size in 1..journal.len() {
            let mut dates = Dates::default();
            journal.chunks(size).for_each(|chunk| dates.read(chunk));
            assert_eq!(dates.of(3), "2025-09-08");
            assert_eq!(dates.of(4), "2025-09-08T19:00:00Z");
            assert_eq!(dates.of(1), "line 1");
        }
    }

    #[test]
    fn only_decisions_that_were_accepted_anew_are_kept() {
        let mut decisions = Decisions::default();
        let decided = |date| format!("{{\"fact\":\"decided\",\"application\":\"A-1\",\"on\":\"{date}\"}}\n");
        let refused = "{\"line\":1,\"accepted\":false,\"refusals\":[\"evidence_missing\"]}\n";
        decisions.read(decided("2026-02-01").as_bytes(), refused);
        decisions.read(
            decided("2026-02-02").as_bytes(),
            "{\"line\":2,\"accepted\":true,\"stage\":\"assigned\"}\n",
        );
        let repeat = "{\"line\":3,\"accepted\":true,\"repeat\":true,\"stage\":\"assigned\"}\n";
        decisions.read(decided("2026-02-03").as_bytes(), repeat);
        assert_eq!(decisions.taken, [("A-1".to_owned(), "2026-02-02".to_owned())]);
    }
}
