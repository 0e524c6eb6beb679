//! The journal: one JSON line in, one JSON line out. The library's language-neutral face, of any programme.

use alloc::{string::String, vec::Vec};
use core::{fmt, mem};

use crate::{
    gas,
    programme::Programme,
    value::error::{Error, ErrorKind},
    wire::{
        fields::{Fault, Fields},
        json::{Document, Value},
        writer::{Object, object},
    },
};

/// A journal: facts and queries as lines of JSON, each answered by one line.
///
/// Lines end with LF or CRLF; empty lines are counted and skipped; a byte order mark at the very start
/// belongs to no line. The first line that is not in error takes a regulation, which picks the
/// programme. Nothing stops a journal: a line in error gets its error and changes nothing. Bytes may
/// be fed in pieces of any size; memory grows with people, not with lines.
///
/// ```
/// use voucher_core::Journal;
///
/// let mut journal = Journal::new();
/// let mut answers = String::new();
/// journal.feed(b"{\"regulation\":\"gas-2025-08\"}\n{\"query\":\"due\",", &mut answers);
/// journal.feed(b"\"on\":\"2025-09-31\"}\r\n", &mut answers);
/// journal.finish(&mut answers);
/// let answers: Vec<&str> = answers.lines().collect();
/// assert!(answers[0].starts_with(r#"{"line":1,"regulation":"gas-2025-08","digest":"sha256:98b920e1"#));
/// assert_eq!(answers[1], r#"{"line":2,"error":"invalid_field","field":"on","reason":"no_such_day"}"#);
/// ```
#[derive(Clone, Default)]
pub struct Journal {
    engine: Option<Engine>,
    lines: usize,
    /// The beginning of a line whose end has not come yet; no longer than a line may be.
    begun: Vec<u8>,
    /// The line begun is longer than a line may be; its bytes are gone.
    too_long: bool,
    /// How many bytes of a mark have come before all others; all of them once the first line begins.
    mark: usize,
}

/// The byte order mark of UTF-8, which some programs write at the start of a file.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What answers the lines of the programme that the regulation has picked.
#[derive(Clone, Debug)]
enum Engine {
    Gas(gas::Ledger),
}

impl Journal {
    /// The most bytes that a line may have before its end.
    pub const MAX_LINE_BYTES: usize = 65_536;

    /// A journal without lines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes any number of bytes and appends the answers, each ended by LF, of the lines that end
    /// in them. A line without its end waits for the next bytes.
    pub fn feed(&mut self, bytes: &[u8], answers: &mut String) {
        let mut rest = self.after_mark(bytes);
        while let Some((line, after)) = memchr::memchr(b'\n', rest).and_then(|end| rest.split_at_checked(end))
        {
            rest = after.get(1..).unwrap_or_default();
            if self.begun.is_empty() && !self.too_long {
                self.line(line.strip_suffix(b"\r").unwrap_or(line), answers);
            } else {
                self.begin(line);
                let mut begun = mem::take(&mut self.begun);
                self.line(begun.strip_suffix(b"\r").unwrap_or(&begun), answers);
                begun.clear();
                self.begun = begun;
            }
        }
        self.begin(rest);
    }

    /// Answers a last line that has no line end.
    pub fn finish(&mut self, answers: &mut String) {
        if self.mark > 0 {
            self.end_of_mark();
        }
        if !self.begun.is_empty() || self.too_long {
            let begun = mem::take(&mut self.begun);
            self.line(&begun, answers);
        }
    }

    /// The answer to one line without its line end, without LF; none if the line is empty.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// assert_eq!(journal.answer(b""), None);
    /// assert_eq!(journal.answer(b"{}").as_deref(), Some(r#"{"line":2,"error":"unknown_kind"}"#));
    /// ```
    pub fn answer(&mut self, line: &[u8]) -> Option<String> {
        let mut answer = String::new();
        let line = if self.mark == 0 { line.strip_prefix(MARK).unwrap_or(line) } else { line };
        self.end_of_mark();
        self.line(line, &mut answer);
        answer.pop().map(|_| answer)
    }

    /// The programme that the regulation has picked; none before one is taken.
    ///
    /// ```
    /// use voucher_core::{Journal, Programme};
    ///
    /// let mut journal = Journal::new();
    /// assert_eq!(journal.programme(), None);
    /// journal.answer(br#"{"regulation":"gas-2025-08"}"#);
    /// assert_eq!(journal.programme(), Some(Programme::Gas));
    /// ```
    #[must_use]
    pub const fn programme(&self) -> Option<Programme> {
        match self.engine {
            Some(Engine::Gas(_)) => Some(Programme::Gas),
            None => None,
        }
    }

    /// The ledger behind a journal of gas.
    #[must_use]
    pub const fn gas(&self) -> Option<&gas::Ledger> {
        match &self.engine {
            Some(Engine::Gas(ledger)) => Some(ledger),
            None => None,
        }
    }

    /// How many lines have come, empty ones counted.
    #[must_use]
    pub const fn lines(&self) -> usize {
        self.lines
    }

    /// The bytes without a mark, or a piece of one, at the very start of the input.
    fn after_mark<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        while let (Some(next), Some((first, after))) = (MARK.get(self.mark), rest.split_first()) {
            if first == next {
                self.mark += 1;
                rest = after;
            } else {
                self.end_of_mark();
            }
        }
        rest
    }

    /// The first line begins: with what came of a mark that is none.
    fn end_of_mark(&mut self) {
        if self.mark < MARK.len() {
            let begun = MARK.get(..self.mark).unwrap_or_default();
            self.mark = MARK.len();
            self.begin(begun);
        }
    }

    /// Keeps a piece of a line whose end has not come yet. A carriage return may still belong to
    /// the line end.
    fn begin(&mut self, piece: &[u8]) {
        self.too_long |= self.begun.len() + piece.len() > Self::MAX_LINE_BYTES + "\r".len();
        if self.too_long {
            self.begun = Vec::new();
        } else {
            self.begun.extend_from_slice(piece);
        }
    }

    /// Answers a line without its line end.
    fn line(&mut self, line: &[u8], answers: &mut String) {
        self.lines += 1;
        let too_long = mem::take(&mut self.too_long) || line.len() > Self::MAX_LINE_BYTES;
        if line.is_empty() && !too_long {
            return;
        }
        object(answers, |answer| {
            answer.count("line", self.lines);
            let taken =
                if too_long { Err(Fault::new(ErrorKind::LineTooLong)) } else { self.take(line, answer) };
            if let Err(fault) = taken {
                fault.write(answer);
            }
        });
        answers.push('\n');
    }

    /// Takes a line, and writes its answer if it is not in error.
    fn take(&mut self, line: &[u8], answer: &mut Object<'_>) -> Result<(), Fault> {
        let fail = |code| Err(Fault::new(code));
        let Ok(text) = core::str::from_utf8(line) else { return fail(ErrorKind::NotUtf8) };
        let Some(document) = Document::read(text) else { return fail(ErrorKind::MalformedJson) };
        let Some(fields) = Fields::of(&document.value) else { return fail(ErrorKind::NotAnObject) };
        if let Some(name) = document.duplicate {
            return Err(Fault::stray(ErrorKind::DuplicateField, &name));
        }
        let (regulation, fact, query) = (fields.has("regulation"), fields.get("fact"), fields.get("query"));
        match (regulation, fact, query, &mut self.engine) {
            (false, Some(kind), None, Some(engine)) => engine.fact(code(kind)?, fields, answer),
            (false, None, Some(kind), Some(engine)) => engine.query(code(kind)?, fields, answer),
            (false, Some(_), None, None) | (false, None, Some(_), None) => fail(ErrorKind::NoRegulation),
            (true, None, None, Some(_)) => fail(ErrorKind::RegulationAlreadyChosen),
            (true, None, None, None) => {
                self.engine = Some(Engine::choose(document.value, answer)?);
                Ok(())
            }
            (_, _, _, _) => fail(ErrorKind::UnknownKind),
        }
    }
}

/// The name of a fact or query.
fn code<'v>(kind: &'v Value<'v>) -> Result<&'v str, Fault> {
    match kind {
        Value::Text(code) => Ok(code),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(Fault::new(ErrorKind::UnknownKind))
        }
    }
}

impl Engine {
    /// Reads the line of a regulation; a published one may be changed, as one of the line's own may.
    fn choose(mut line: Value<'_>, answer: &mut Object<'_>) -> Result<Self, Fault> {
        let unknown = Fault::new(ErrorKind::UnknownRegulation);
        let read = match (line.take("regulation"), line.take("change")) {
            (Some(Value::Text(id)), change) => {
                let published = Self::published(&id).ok_or(unknown)?;
                match change {
                    Some(change) => Value::read(&published.canonical_json())
                        .and_then(|published| Self::of_value(&published.changed(change))),
                    None => Ok(published),
                }
            }
            (Some(own @ Value::Object(_)), Some(change)) => Self::of_value(&own.changed(change)),
            (Some(own @ Value::Object(_)), None) => Self::of_value(&own),
            (Some(_) | None, _) => return Err(unknown),
        };
        let engine = read.map_err(Fault::invalid_regulation)?;
        Fields::of(&line).map_or(Ok(()), |rest| rest.check_unknown(&[]))?;
        engine.write_regulation(answer);
        Ok(engine)
    }

    /// The published regulation with this id, of whichever programme.
    fn published(id: &str) -> Option<Self> {
        gas::Regulation::published(id).map(|regulation| Self::Gas(gas::Ledger::new(regulation)))
    }

    /// A regulation by the form of its programme (*wire*, Programmes).
    fn of_value(value: &Value<'_>) -> Result<Self, Error> {
        let programme = match value.get("programme") {
            Some(Value::Text(code)) => Programme::from_code(code),
            Some(_) | None => None,
        };
        match programme {
            Some(Programme::Gas) => Ok(Self::Gas(gas::Ledger::new(gas::Regulation::from_value(value)?))),
            // Their forms are not written yet, so no regulation of theirs is well formed.
            Some(
                Programme::Meals
                | Programme::Medicines
                | Programme::FamilyCard
                | Programme::TargetedAssistance,
            )
            | None => Err(Error::new(ErrorKind::MalformedRegulation)),
        }
    }

    fn canonical_json(&self) -> String {
        match self {
            Self::Gas(ledger) => ledger.regulation().canonical_json(),
        }
    }

    fn write_regulation(&self, answer: &mut Object<'_>) {
        let (id, digest) = match self {
            Self::Gas(ledger) => (ledger.regulation().id(), ledger.regulation().digest()),
        };
        answer.text("regulation", id).digest("digest", &digest);
    }

    fn fact(&mut self, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
        match self {
            Self::Gas(ledger) => gas::journal::fact(ledger, kind, fields, answer),
        }
    }

    fn query(&self, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
        match self {
            Self::Gas(ledger) => gas::journal::query(ledger, kind, fields, answer),
        }
    }
}

impl fmt::Debug for Journal {
    /// The line begun holds personal data, so only its length is shown (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("engine", &self.engine)
            .field("lines", &self.lines)
            .field("begun", &format_args!("{} bytes", self.begun.len()))
            .field("too_long", &self.too_long)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All answers to these pieces.
    fn answers(pieces: &[&[u8]]) -> String {
        let (mut journal, mut answers) = (Journal::new(), String::new());
        pieces.iter().for_each(|piece| journal.feed(piece, &mut answers));
        journal.finish(&mut answers);
        answers
    }

    /// F14, *wire*: a byte order mark at the very start, however the bytes come, belongs to no line; a piece of one, a second
    /// one and one further on do.
    #[test]
    fn a_byte_order_mark_at_the_start_is_skipped() {
        let error = |line, code| alloc::format!("{{\"line\":{line},\"error\":\"{code}\"}}\n");
        let cases: [(&[u8], String); 9] = [
            (b"\xef\xbb\xbf{}", error(1, "unknown_kind")),
            (b"\xef\xbb\xbf\n{}", error(2, "unknown_kind")),
            (b"\xef\xbb\xbf\r\n{}", error(2, "unknown_kind")),
            (b"\xef\xbb\xbf", String::new()),
            (b"\xef\xbb", error(1, "not_utf8")),
            (b"\xef\xbb{}", error(1, "not_utf8")),
            (b"\xef\xef\xbb\xbf{}", error(1, "not_utf8")),
            (b"\xef\xbb\xbf\xef\xbb\xbf{}", error(1, "malformed_json")),
            (b"{}\n\xef\xbb\xbf{}", error(1, "unknown_kind") + &error(2, "malformed_json")),
        ];
        for (bytes, expected) in cases {
            assert_eq!(answers(&[bytes]), expected, "{bytes:?}");
            for first in 0..=bytes.len() {
                for second in first..=bytes.len() {
                    let pieces = [&bytes[..first], &bytes[first..second], &bytes[second..]];
                    assert_eq!(answers(&pieces), expected, "{pieces:?}");
                }
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(answers(&single), expected, "{bytes:?}");
        }
        // Line by line as well.
        let mut journal = Journal::new();
        assert_eq!(journal.answer(b"\xef\xbb\xbf"), None);
        assert!(journal.answer(b"\xef\xbb\xbf{}").unwrap().contains("malformed_json"));
        assert_eq!(journal.lines(), 2);
    }

    /// *wire*: no byte of the mark counts among those of the first line.
    #[test]
    #[cfg_attr(miri, ignore = "reads the longest line there is")]
    fn a_mark_does_not_lengthen_the_first_line() {
        for (length, code) in
            [(Journal::MAX_LINE_BYTES, "malformed_json"), (Journal::MAX_LINE_BYTES + 1, "line_too_long")]
        {
            let bytes = [MARK, &b"x".repeat(length), b"\r\n"].concat();
            assert!(answers(&[&bytes]).contains(code), "{length}");
        }
    }
}
