//! The journal: one JSON line in, one JSON line out. The library's language-neutral face.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{calendar::Month, error::ErrorKind, ledger::Ledger, register::Register};
use answer::Answer;
use line::{Line, LineError, Query};

mod answer;
mod fact;
mod line;
mod regulation;
mod snapshot;
mod value;

/// A journal: facts and queries as lines of JSON, each answered by one line.
///
/// Lines end with LF or CRLF; empty lines are counted and skipped. The first line that is not in
/// error takes a regulation. Nothing stops a journal: a line in error gets its error and changes
/// nothing. Bytes may be fed in pieces of any size; memory grows with people, not with lines.
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
    ledger: Option<Ledger>,
    lines: usize,
    /// The beginning of a line whose end has not come yet; no longer than a line may be.
    begun: Vec<u8>,
    /// The line begun is longer than a line may be; its bytes are gone.
    too_long: bool,
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
        let mut rest = bytes;
        while let Some((line, after)) = memchr::memchr(b'\n', rest).and_then(|end| rest.split_at_checked(end))
        {
            rest = after.get(1..).unwrap_or_default();
            if self.begun.is_empty() && !self.too_long {
                self.line(line.strip_suffix(b"\r").unwrap_or(line), answers);
            } else {
                self.begin(line);
                let mut begun = core::mem::take(&mut self.begun);
                self.line(begun.strip_suffix(b"\r").unwrap_or(&begun), answers);
                begun.clear();
                self.begun = begun;
            }
        }
        self.begin(rest);
    }

    /// Answers a last line that has no line end.
    pub fn finish(&mut self, answers: &mut String) {
        if !self.begun.is_empty() || self.too_long {
            let begun = core::mem::take(&mut self.begun);
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
        self.line(line, &mut answer);
        answer.pop().map(|_| answer)
    }

    /// The ledger behind the journal; none before a regulation is taken.
    #[must_use]
    pub const fn ledger(&self) -> Option<&Ledger> {
        self.ledger.as_ref()
    }

    /// How many lines have come, empty ones counted.
    #[must_use]
    pub const fn lines(&self) -> usize {
        self.lines
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
        let too_long = core::mem::take(&mut self.too_long) || line.len() > Self::MAX_LINE_BYTES;
        if line.is_empty() && !too_long {
            return;
        }
        let answer = Answer::new(answers, self.lines);
        if too_long {
            return answer.error(&LineError::new(ErrorKind::LineTooLong));
        }
        match (Line::read(line, self.ledger.as_ref().map(Ledger::regulation)), &mut self.ledger) {
            (Ok(Line::Regulation(regulation)), ledger) => {
                answer.regulation(&regulation);
                *ledger = Some(Ledger::new(*regulation));
            }
            (Ok(Line::Fact(on, fact)), Some(ledger)) => answer.outcome(&ledger.record(on, &fact)),
            (Ok(Line::Query(query)), Some(ledger)) => query.answer(ledger, answer),
            (Ok(Line::Fact(..) | Line::Query(_)), None) => {
                answer.error(&LineError::new(ErrorKind::NoRegulation));
            }
            (Err(error), _) => answer.error(&error),
        }
    }
}

impl fmt::Debug for Journal {
    /// The line begun holds personal data, so only its length is shown (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("ledger", &self.ledger)
            .field("lines", &self.lines)
            .field("begun", &format_args!("{} bytes", self.begun.len()))
            .field("too_long", &self.too_long)
            .finish()
    }
}

impl Query {
    fn answer(self, ledger: &Ledger, answer: Answer<'_>) {
        match self {
            Self::Due { on } => answer.due(&ledger.due(on)),
            Self::Status { iin, month, on } => {
                let month = month.unwrap_or(Month::of(on));
                let stage = ledger.stage(iin, month, on);
                answer.status(stage, ledger.until(stage, month));
            }
            Self::Preview { iin, account, exists, on } => {
                answer.preview(&ledger.preview(iin, account, exists, on));
            }
            Self::Register { month, on } => match ledger.register(month, on) {
                Ok(register) => answer.register(&register),
                Err(refusals) => answer.refusals(refusals),
            },
            Self::Receipt { month, account, volume, price, terms } => {
                match ledger.receipt(month, account, volume, price, terms) {
                    Ok(receipt) => answer.receipt(&receipt),
                    Err(refusals) => answer.refusals(refusals),
                }
            }
            Self::Summary { month, on } => answer.summary(&ledger.summary(month, on)),
        }
    }
}

impl Register {
    /// The register as JSON, as a journal answers it.
    ///
    /// ```
    /// use voucher_core::{Month, Register, Regulation};
    ///
    /// let empty = Register::new(&Regulation::gas_2025_08(), Month::parse("2025-09")?, vec![]);
    /// let json = empty.to_json();
    /// assert!(json.starts_with(r#"{"month":"2025-09","regulation":"gas-2025-08","count":0,"rows":[],"digest":"#));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        answer::push_register(&mut json, self);
        json
    }
}
