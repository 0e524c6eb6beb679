//! The journal of every programme: one JSON line in, one JSON line out, so that any language can ask.

use alloc::{boxed::Box, string::String, vec::Vec};
use core::{any::Any, fmt, mem};

use crate::{
    family_card::{self, journal::under as under_card},
    gas, meals, medicines,
    programme::{Programme, answers::Lines},
    targeted_assistance,
    value::error::{Error, ErrorKind},
    wire::{
        MAX_LINE_BYTES,
        fields::{Fault, Fields, may},
        json::{Document, Room, Value, value},
        writer::{Object, object},
    },
};

/// A journal: facts and queries as lines of JSON, each answered by one line.
///
/// A line ends with LF or CRLF. Empty lines are counted and get no answer. A byte order mark at the very
/// start of the input belongs to no line. The first line that is not in error chooses a regulation, and the
/// regulation picks the programme. A line in error is answered with its error and changes nothing. Bytes may
/// come in pieces of any size. Memory grows with people, not with lines.
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
    engine: Engine,
    lines: usize,
    /// The bytes of a line whose end has not come yet, at most as many as a line may have.
    begun: Vec<u8>,
    /// The line begun is longer than a line may be, and its bytes are dropped.
    too_long: bool,
    /// How many bytes of a byte order mark the input has begun with; all three once the first line begins.
    mark: usize,
    /// How long the last answer to a single line was, up to a page: the next one may be as long.
    answered: usize,
}

/// The byte order mark of UTF-8, which some programs write at the start of a file.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads the line that chooses a regulation, and answers it.
type Choose = fn(Value<'_>, &mut Object<'_>) -> Result<Box<dyn Lines>, Fault>;

/// The state that the lines have led to.
enum Engine {
    /// None yet. Where every journal goes on with a ledger, nothing names [`choose`], and other programmes are left out.
    Awaited(Choose),
    /// Of the programme that the regulation has picked.
    Chosen(Box<dyn Lines>),
}

impl Default for Engine {
    fn default() -> Self {
        Self::Awaited(choose)
    }
}

impl Clone for Engine {
    fn clone(&self) -> Self {
        match self {
            Self::Awaited(choose) => Self::Awaited(*choose),
            Self::Chosen(lines) => Self::Chosen(lines.copy()),
        }
    }
}

impl Journal {
    /// The most bytes that a line may have before its end (*wire*).
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let code = |length| Journal::new().answer(&vec![b'x'; length]).unwrap();
    /// assert!(code(Journal::MAX_LINE_BYTES).contains("malformed_json"));
    /// assert!(code(Journal::MAX_LINE_BYTES + 1).contains("line_too_long"));
    /// ```
    pub const MAX_LINE_BYTES: usize = MAX_LINE_BYTES;

    /// A journal without lines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the input and appends the answer to each line that ends in them, ended by
    /// LF. A line whose end has not come is kept for the next call.
    pub fn feed(&mut self, bytes: &[u8], answers: &mut String) {
        let (mut rest, mut room) = (self.after_mark(bytes), Room::new());
        while let Some((line, after)) = memchr::memchr(b'\n', rest).and_then(|end| rest.split_at_checked(end))
        {
            rest = after.get(1..).unwrap_or_default();
            if self.begun.is_empty() && !self.too_long {
                self.line(line.strip_suffix(b"\r").unwrap_or(line), answers, &room);
            } else {
                self.begin(line);
                let mut begun = mem::take(&mut self.begun);
                self.line(begun.strip_suffix(b"\r").unwrap_or(&begun), answers, &room);
                begun.clear();
                self.begun = begun;
            }
            room.reset();
        }
        self.begin(rest);
    }

    /// Answers the last line if it has no line end.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let (mut journal, mut answers) = (Journal::new(), String::new());
    /// journal.feed(b"{}\n{}", &mut answers);
    /// assert_eq!(answers.lines().count(), 1); // the second line has no end yet
    /// journal.finish(&mut answers);
    /// assert_eq!(answers.lines().count(), 2);
    /// ```
    pub fn finish(&mut self, answers: &mut String) {
        if self.mark > 0 {
            self.end_of_mark();
        }
        if !self.begun.is_empty() || self.too_long {
            let begun = mem::take(&mut self.begun);
            self.line(&begun, answers, &Room::new());
        }
    }

    /// Answers one line, given without its line end. The answer has no LF; an empty line gets none.
    ///
    /// Not while [`feed`](Self::feed) holds a line whose end has not come: that line stays begun.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// assert_eq!(journal.answer(b""), None);
    /// assert_eq!(journal.answer(b"{}").as_deref(), Some(r#"{"line":2,"error":"unknown_kind"}"#));
    /// ```
    pub fn answer(&mut self, line: &[u8]) -> Option<String> {
        let mut answer = String::with_capacity(self.answered + 128);
        let line = if self.mark == 0 { line.strip_prefix(MARK).unwrap_or(line) } else { line };
        self.end_of_mark();
        self.line(line, &mut answer, &Room::new());
        self.answered = answer.len().min(4096);
        answer.pop().map(|_| answer)
    }

    /// The programme that the regulation has picked; none before a regulation is chosen.
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
    pub fn programme(&self) -> Option<Programme> {
        Some(self.engine.lines()?.programme())
    }

    /// The ledger of a journal of gas; none of another programme.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// assert!(journal.gas().is_none());
    /// journal.answer(br#"{"regulation":"gas-2025-08"}"#);
    /// assert_eq!(journal.gas().unwrap().regulation().id(), "gas-2025-08");
    /// ```
    #[must_use]
    pub fn gas(&self) -> Option<&gas::Ledger> {
        self.engine.of()
    }

    /// The ledger of a journal of school meals; none of another programme.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// journal.answer(br#"{"regulation":"meals-2026-02"}"#);
    /// assert!(journal.gas().is_none());
    /// assert_eq!(journal.meals().unwrap().regulation().id(), "meals-2026-02");
    /// ```
    #[must_use]
    pub fn meals(&self) -> Option<&meals::Ledger> {
        self.engine.of()
    }

    /// The ledger of a journal of medicines; none of another programme.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// journal.answer(br#"{"regulation":"medicines-2024-01"}"#);
    /// assert_eq!(journal.medicines().unwrap().regulation().id(), "medicines-2024-01");
    /// ```
    #[must_use]
    pub fn medicines(&self) -> Option<&medicines::Ledger> {
        self.engine.of()
    }

    /// The ledger of offers of a journal of the family card; none of a grading, and none of another programme.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let ledger_of = |id: &str| {
    ///     let mut journal = Journal::new();
    ///     journal.answer(format!(r#"{{"regulation":"{id}"}}"#).as_bytes());
    ///     journal.family_card().map(|ledger| ledger.regulation().id().to_owned())
    /// };
    /// assert_eq!(ledger_of("proactive-2025-09").as_deref(), Some("proactive-2025-09"));
    /// assert_eq!(ledger_of("grading-2026-06"), None);
    /// ```
    #[must_use]
    pub fn family_card(&self) -> Option<&family_card::Ledger> {
        self.engine.of()
    }

    /// The ledger of a journal of targeted assistance; none of another programme.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// assert!(journal.targeted_assistance().is_none());
    /// journal.answer(br#"{"regulation":"asp-2025-01"}"#);
    /// assert_eq!(journal.targeted_assistance().unwrap().regulation().id(), "asp-2025-01");
    /// ```
    #[must_use]
    pub fn targeted_assistance(&self) -> Option<&targeted_assistance::Ledger> {
        self.engine.of()
    }

    /// The canonical JSON (RFC 8785) of the regulation, which its digest covers; none before one is chosen.
    ///
    /// ```
    /// use voucher_core::{Journal, meals::Regulation};
    ///
    /// let mut journal = Journal::new();
    /// assert_eq!(journal.regulation_json(), None);
    /// journal.answer(br#"{"regulation":"meals-2026-02"}"#);
    /// assert_eq!(journal.regulation_json(), Some(Regulation::meals_2026_02().canonical_json()));
    /// ```
    #[must_use]
    pub fn regulation_json(&self) -> Option<String> {
        Some(self.engine.lines()?.canonical_json())
    }

    /// The ledger as text, from which [`restore`](Self::restore) makes a journal that answers alike; none before a
    /// regulation is chosen, and none where a programme keeps nothing. Personal data (N34).
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// assert_eq!(journal.save(), None);
    /// journal.answer(br#"{"regulation":"meals-2026-02"}"#);
    /// let restored = Journal::restore(&journal.save().unwrap())?;
    /// assert_eq!((restored.meals(), restored.lines()), (journal.meals(), 0));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn save(&self) -> Option<String> {
        self.engine.lines()?.save()
    }

    /// A journal without lines over the ledger that a text holds, of whichever programme.
    ///
    /// # Errors
    ///
    /// Those of the ledger's own `restore`.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// assert_eq!(Journal::restore("{}").unwrap_err().code(), "snapshot_foreign");
    /// ```
    pub fn restore(text: &str) -> Result<Self, Error> {
        restore(text).map(Self::over)
    }

    /// How many lines have been read to their end, empty ones counted.
    ///
    /// ```
    /// use voucher_core::Journal;
    ///
    /// let mut journal = Journal::new();
    /// journal.feed(b"\n\r\n{}", &mut String::new());
    /// assert_eq!(journal.lines(), 2); // the third has no end yet
    /// ```
    #[must_use]
    pub const fn lines(&self) -> usize {
        self.lines
    }

    /// A journal without lines.
    fn over(lines: Box<dyn Lines>) -> Self {
        let engine = Engine::Chosen(lines);
        Self { engine, lines: 0, begun: Vec::new(), too_long: false, mark: 0, answered: 0 }
    }

    /// Takes a byte order mark, or a piece of one, off the very start of the input.
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

    /// Begins the first line. Bytes of a mark that was not completed belong to the line.
    fn end_of_mark(&mut self) {
        if self.mark < MARK.len() {
            let begun = MARK.get(..self.mark).unwrap_or_default();
            self.mark = MARK.len();
            self.begin(begun);
        }
    }

    /// Keeps a piece of a line whose end has not come yet. One byte more than a line may have is kept,
    /// because it may be the carriage return of the line end.
    fn begin(&mut self, piece: &[u8]) {
        self.too_long |= self.begun.len() + piece.len() > Self::MAX_LINE_BYTES + "\r".len();
        if self.too_long {
            self.begun = Vec::new();
        } else {
            self.begun.extend_from_slice(piece);
        }
    }

    /// Answers a line without its line end.
    fn line(&mut self, line: &[u8], answers: &mut String, room: &Room) {
        self.lines += 1;
        let too_long = mem::take(&mut self.too_long);
        if line.is_empty() && !too_long {
            return;
        }
        object(answers, |answer| {
            answer.count("line", self.lines);
            let fault = Fault::new(ErrorKind::LineTooLong);
            let taken = if too_long { Err(fault) } else { self.take(line, answer, room) };
            if let Err(fault) = taken {
                fault.write(answer);
            }
        });
        answers.push('\n');
    }

    /// Takes a line and writes its answer, unless the line is in error.
    fn take(&mut self, line: &[u8], answer: &mut Object<'_>, room: &Room) -> Result<(), Fault> {
        let fail = |code| Err(Fault::new(code));
        let document = Document::of_line(line, room)?;
        let fields = document.fields()?;
        let (regulation, fact, query) = (fields.has("regulation"), fields.get("fact"), fields.get("query"));
        match (regulation, fact, query, &mut self.engine) {
            (false, Some(kind), None, Engine::Chosen(lines)) => {
                lines.fact(Fields::kind(kind)?, fields, answer)
            }
            (false, None, Some(kind), Engine::Chosen(lines)) => {
                lines.query(Fields::kind(kind)?, fields, answer)
            }
            (false, Some(_), None, Engine::Awaited(_)) | (false, None, Some(_), Engine::Awaited(_)) => {
                fail(ErrorKind::NoRegulation)
            }
            (true, None, None, Engine::Chosen(_)) => fail(ErrorKind::RegulationAlreadyChosen),
            (true, None, None, Engine::Awaited(choose)) => {
                self.engine = Engine::Chosen(choose(document.value, answer)?);
                Ok(())
            }
            (_, _, _, _) => fail(ErrorKind::UnknownKind),
        }
    }
}

/// The programme that a regulation names.
fn programme(regulation: &Value<'_>) -> Option<Programme> {
    match regulation.get("programme") {
        Some(Value::Text(code)) => Programme::from_code(code),
        Some(_) | None => None,
    }
}

impl Engine {
    fn lines(&self) -> Option<&dyn Lines> {
        match self {
            Self::Awaited(_) => None,
            Self::Chosen(lines) => Some(&**lines),
        }
    }

    /// What is of this programme.
    fn of<L: Lines>(&self) -> Option<&L> {
        let lines: &dyn Any = self.lines()?;
        lines.downcast_ref()
    }
}

fn boxed(lines: impl Lines) -> Box<dyn Lines> {
    Box::new(lines)
}

/// A published regulation by id or one written out, either with a `change`.
fn choose(line: Value<'_>, answer: &mut Object<'_>) -> Result<Box<dyn Lines>, Fault> {
    let (unknown, room) = (Fault::new(ErrorKind::UnknownRegulation), Room::new());
    let read = match (line.get("regulation"), line.get("change")) {
        (Some(Value::Text(id)), change) => {
            let published = published(id).ok_or(unknown)?;
            match change {
                Some(change) => value(&published.canonical_json(), &room)
                    .and_then(|published| of_value(&published.changed(*change, &room))),
                None => Ok(published),
            }
        }
        (Some(own @ Value::Object(_)), Some(change)) => of_value(&own.changed(*change, &room)),
        (Some(own @ Value::Object(_)), None) => of_value(own),
        (Some(_) | None, _) => return Err(unknown),
    };
    let lines = read.map_err(Fault::invalid_regulation)?;
    let known = [may("regulation"), may("change")];
    Fields::of(&line).map_or(Ok(()), |fields| fields.check_unknown(&known))?;
    let (id, digest) = lines.citation();
    answer.text("regulation", id).digest("digest", &digest);
    Ok(lines)
}

/// The published regulation with this id, of whichever programme.
fn published(id: &str) -> Option<Box<dyn Lines>> {
    let gas = || Some(boxed(gas::Ledger::new(gas::Regulation::published(id)?)));
    let meals = || Some(boxed(meals::Ledger::new(meals::Regulation::published(id)?)));
    let medicines = || Some(boxed(medicines::Ledger::new(medicines::Regulation::published(id)?)));
    let family_card = || family_card::Regulation::published(id).map(under_card);
    let assistance = || {
        let regulation = targeted_assistance::Regulation::published(id)?;
        Some(boxed(targeted_assistance::Ledger::new(regulation)))
    };
    gas().or_else(meals).or_else(medicines).or_else(family_card).or_else(assistance)
}

/// A regulation by the form of its programme (*wire*, Programmes).
fn of_value(value: &Value<'_>) -> Result<Box<dyn Lines>, Error> {
    match programme(value) {
        Some(Programme::Gas) => Ok(boxed(gas::Ledger::new(gas::Regulation::from_value(value)?))),
        Some(Programme::Meals) => Ok(boxed(meals::Ledger::new(meals::Regulation::from_value(value)?))),
        Some(Programme::Medicines) => {
            Ok(boxed(medicines::Ledger::new(medicines::Regulation::from_value(value)?)))
        }
        Some(Programme::FamilyCard) => family_card::Regulation::from_value(value).map(under_card),
        Some(Programme::TargetedAssistance) => {
            let regulation = targeted_assistance::Regulation::from_value(value)?;
            Ok(boxed(targeted_assistance::Ledger::new(regulation)))
        }
        None => Err(Fields::no_regulation(value)),
    }
}

/// The ledger of a text. Its first line names the programme; what names none is no text of gas either, which says why.
fn restore(text: &str) -> Result<Box<dyn Lines>, Error> {
    let room = Room::new();
    let head = text.split('\n').next().and_then(|line| Document::of(line, &room));
    let regulation = head.as_ref().and_then(|head| head.value.get("regulation"));
    match regulation.and_then(programme) {
        Some(Programme::Meals) => meals::Ledger::restore(text).map(boxed),
        Some(Programme::Medicines) => medicines::Ledger::restore(text).map(boxed),
        Some(Programme::FamilyCard) => family_card::Ledger::restore(text).map(boxed),
        Some(Programme::TargetedAssistance) => targeted_assistance::Ledger::restore(text).map(boxed),
        Some(Programme::Gas) | None => gas::Ledger::restore(text).map(boxed),
    }
}

/// A journal that goes on with a ledger, as if its regulation had been chosen and its facts read.
///
/// ```
/// use voucher_core::{Journal, meals::{Ledger, Regulation}};
///
/// let mut journal = Journal::from(Ledger::new(Regulation::meals_2026_02()));
/// assert_eq!(journal.answer(br#"{"query":"due","on":"2026-03-02"}"#).as_deref(), Some(r#"{"line":1,"due":[]}"#));
/// ```
impl From<meals::Ledger> for Journal {
    fn from(ledger: meals::Ledger) -> Self {
        Self::over(Box::new(ledger))
    }
}

/// As of school meals.
impl From<medicines::Ledger> for Journal {
    fn from(ledger: medicines::Ledger) -> Self {
        Self::over(Box::new(ledger))
    }
}

/// As of school meals.
impl From<family_card::Ledger> for Journal {
    fn from(ledger: family_card::Ledger) -> Self {
        Self::over(Box::new(ledger))
    }
}

/// As of school meals.
impl From<targeted_assistance::Ledger> for Journal {
    fn from(ledger: targeted_assistance::Ledger) -> Self {
        Self::over(Box::new(ledger))
    }
}

impl fmt::Debug for Journal {
    /// Shows no ledger, and only the length of the line begun, because the line can hold personal data (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("programme", &self.programme())
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
    #[cfg_attr(miri, ignore = "tries every cut of its cases")]
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
