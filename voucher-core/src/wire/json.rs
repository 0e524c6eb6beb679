//! JSON as RFC 8259 has it, with numbers as text and names that stand twice found at any depth.

use alloc::{borrow::Cow, collections::BTreeSet, string::String, vec::Vec};

use hifijson::{Error, Expect, SliceLexer, num::LexWrite as _, str::LexAlloc as _, token::Lex as _};
use memchr::memchr;

use super::CHANGED;
use crate::value::{
    error::{self, ErrorKind},
    text::push_json_text,
};

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    /// As it was written.
    Number(&'a str),
    Text(&'a str),
    Array(Vec<Value<'a>>),
    Object(Object<'a>),
}

/// Names and values, in the order of the text.
pub(crate) type Object<'a> = Vec<(&'a str, Value<'a>)>;

/// A text that may be JSON.
pub(crate) struct Source<'t> {
    text: &'t str,
    /// Whether it has neither an escape nor a control character, as most lines: then each string ends at the next quote.
    is_plain: bool,
    /// Its strings with escapes, decoded, in their order: so a value borrows whatever it holds.
    decoded: Vec<String>,
}

/// A JSON text, read to its end.
pub(crate) struct Document<'a> {
    pub(crate) value: Value<'a>,
    /// The first name met again in its object.
    pub(crate) duplicate: Option<&'a str>,
}

/// How many fields most lines have at most.
const MOST_FIELDS: usize = 10;

/// How deep arrays and objects may be nested.
const MAX_DEPTH: usize = 127;

impl<'t> Source<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        // All bytes are looked at, many at a time.
        let is_plain = !text.bytes().fold(false, |odd, byte| odd | (byte < b' ') | (byte == b'\\'));
        let mut decoded = Vec::new();
        if !is_plain {
            let mut lexer = SliceLexer::new(text.as_bytes());
            // Behind one string, a quote begins the next.
            while let Some((_, rest)) =
                memchr(b'"', lexer.as_slice()).and_then(|quote| lexer.as_slice().split_at_checked(quote + 1))
            {
                lexer = SliceLexer::new(rest);
                match lexer.str_string() {
                    Ok(Cow::Owned(string)) => decoded.push(string),
                    Ok(Cow::Borrowed(_)) => {}
                    // No reader comes further.
                    Err(_) => break,
                }
            }
        }
        Self { text, is_plain, decoded }
    }

    /// Reads exactly one value; none where the text is not JSON.
    pub(crate) fn document<'a>(&'a self) -> Option<Document<'a>> {
        let mut reader = Reader { source: self, decoded: self.decoded.iter(), duplicate: None };
        let (mut lexer, mut value) = (SliceLexer::new(self.text.as_bytes()), Value::Null);
        let read = |next, lexer: &mut SliceLexer<'a>| reader.value(lexer, next, MAX_DEPTH, &mut value);
        lexer.exactly_one(SliceLexer::ws_peek, read).ok()?;
        Some(Document { value, duplicate: reader.duplicate })
    }

    /// Reads one value, without a name that stands twice.
    pub(crate) fn value(&self) -> Result<Value<'_>, error::Error> {
        let document = self.document().ok_or(error::Error::new(ErrorKind::MalformedJson))?;
        match document.duplicate {
            Some(_) => Err(error::Error::new(ErrorKind::DuplicateField)),
            None => Ok(document.value),
        }
    }
}

/// The source, its strings with escapes that were not met yet, and the first duplicate name, while the lexer goes through the
/// text.
struct Reader<'a> {
    source: &'a Source<'a>,
    decoded: core::slice::Iter<'a, String>,
    duplicate: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Reads the value that begins with the byte `next`, in which `depth` more levels may be nested, to its place: what is
    /// returned is copied, which takes longer than all the rest of a short value.
    fn value(
        &mut self,
        lexer: &mut SliceLexer<'a>,
        next: u8,
        depth: usize,
        value: &mut Value<'a>,
    ) -> Result<(), Error> {
        match next {
            b'"' => *value = Value::Text(self.string(lexer.discarded())?),
            b'0'..=b'9' | b'-' => *value = Value::Number(lexer.num_string().validated()?.0),
            b'a'..=b'z' => match lexer.null_or_bool() {
                Some(Some(bool)) => *value = Value::Bool(bool),
                Some(None) => *value = Value::Null,
                None => return Err(Expect::Value.into()),
            },
            b'[' => {
                let depth = depth.checked_sub(1).ok_or(Error::Depth)?;
                let mut items = Vec::new();
                lexer.discarded().seq(b']', SliceLexer::ws_peek, |next, lexer| {
                    items.push(Value::Null);
                    items.last_mut().map_or(Ok(()), |item| self.value(lexer, next, depth, item))
                })?;
                *value = Value::Array(items);
            }
            b'{' => {
                let depth = depth.checked_sub(1).ok_or(Error::Depth)?;
                let (mut names, mut object) = (Names::default(), Vec::with_capacity(MOST_FIELDS));
                lexer
                    .discarded()
                    .seq(b'}', peek, |next, lexer| self.field(lexer, next, depth, &mut names, &mut object))?;
                *value = Value::Object(object);
            }
            _ => return Err(Expect::Value.into()),
        }
        Ok(())
    }

    /// Reads a field of an object, behind those that stand before it.
    #[inline]
    fn field(
        &mut self,
        lexer: &mut SliceLexer<'a>,
        next: u8,
        depth: usize,
        names: &mut Names<'a>,
        object: &mut Object<'a>,
    ) -> Result<(), Error> {
        lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
        if let Some((name, text)) = self.plain_field(lexer) {
            if names.met_again(object, name) {
                self.duplicate.get_or_insert(name);
            }
            push_text(object, name, text);
            return Ok(());
        }
        let name = self.string(lexer)?;
        // Before the names inside the value: this one was met first.
        if names.met_again(object, name) {
            self.duplicate.get_or_insert(name);
        }
        object.push((name, Value::Null));
        lexer.expect(peek, b':').ok_or(Expect::Colon)?;
        let next = peek(lexer).ok_or(Expect::Value)?;
        object.last_mut().map_or(Ok(()), |(_, value)| self.value(lexer, next, depth, value))
    }

    /// The rest of a field whose name and value are strings without escapes, and no white space between them, as most are.
    /// None for every other field, of which nothing is read then.
    #[inline]
    fn plain_field(&self, lexer: &mut SliceLexer<'a>) -> Option<(&'a str, &'a str)> {
        let (name, rest) = self.plain(lexer.as_slice())?;
        let (text, rest) = self.plain(rest.strip_prefix(b":\"")?)?;
        *lexer = SliceLexer::new(rest);
        Some((name, text))
    }

    /// Reads the rest of a string.
    #[inline]
    fn string(&mut self, lexer: &mut SliceLexer<'a>) -> Result<&'a str, Error> {
        if let Some((plain, rest)) = self.plain(lexer.as_slice()) {
            *lexer = SliceLexer::new(rest);
            return Ok(plain);
        }
        match lexer.str_string()? {
            Cow::Borrowed(string) => Ok(string),
            Cow::Owned(_) => self.decoded.next().map(String::as_str).ok_or(Expect::String.into()),
        }
    }

    /// What remains of a string of a plain text, as a piece of it, which is UTF-8 already; and what comes behind. None for every
    /// other string: the lexer reads those and names every fault.
    #[inline(always)]
    fn plain(&self, rest: &'a [u8]) -> Option<(&'a str, &'a [u8])> {
        if !self.source.is_plain {
            return None;
        }
        let text = self.source.text;
        let (first, length) = (text.len() - rest.len(), before_quote(rest)?);
        Some((text.get(first..first + length)?, rest.get(length + 1..)?))
    }
}

/// Adds a field of a plain text. Not inlined, so that the field is written where it belongs and not copied there.
#[inline(never)]
fn push_text<'a>(object: &mut Object<'a>, name: &'a str, text: &'a str) {
    object.push((name, Value::Text(text)));
}

/// The next byte that is no white space, of which most lines have none.
#[inline]
fn peek(lexer: &mut SliceLexer<'_>) -> Option<u8> {
    match lexer.as_slice().first() {
        Some(next) if *next > b' ' => Some(*next),
        Some(_) | None => lexer.ws_peek(),
    }
}

/// How many bytes stand before the first quote; none where there is none.
#[inline]
fn before_quote(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        let quotes = quotes(u64::from_le_bytes(*word));
        if quotes != 0 {
            return Some(place * 8 + usize::try_from(quotes.trailing_zeros() / 8).unwrap_or(0));
        }
    }
    Some(words.len() * 8 + rest.iter().position(|byte| *byte == b'"')?)
}

/// The highest bit of each of eight bytes that is a quote. Bits above the lowest say nothing, since a subtraction borrows from
/// the next byte.
#[inline]
fn quotes(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let word = word ^ (ONES * u64::from(b'"'));
    word.wrapping_sub(ONES) & !word & (ONES * 0x80)
}

/// Finds names that stand twice: by looking through a small object, by a set in a large one, so
/// that a hostile line costs no more than its length.
#[derive(Default)]
struct Names<'a> {
    /// A bit for the length and the ends of each name of a small object: most names have one of their own.
    met: u64,
    set: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    const SMALL: usize = 32;

    /// Whether a name is known.
    #[inline]
    fn met_again(&mut self, known: &[(&'a str, Value<'a>)], name: &'a str) -> bool {
        if known.len() >= Self::SMALL {
            return self.met_in_set(known, name);
        }
        let bit = Self::bit(name);
        let may_be_known = self.met & bit != 0;
        self.met |= bit;
        may_be_known && known.iter().any(|(known, _)| *known == name)
    }

    #[cold]
    fn met_in_set(&mut self, known: &[(&'a str, Value<'a>)], name: &'a str) -> bool {
        if self.set.is_empty() {
            self.set.extend(known.iter().map(|(known, _)| known));
        }
        !self.set.insert(name)
    }

    fn bit(name: &str) -> u64 {
        let (first, last) = (name.bytes().next().unwrap_or(0), name.bytes().next_back().unwrap_or(0));
        let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
        1 << ((length.wrapping_mul(11) ^ first.wrapping_mul(5) ^ last) % 64)
    }
}

impl<'a> Value<'a> {
    /// What stands under a name; none where this is no object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(object) = self else { return None };
        object.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Takes out what stands under a name.
    pub(crate) fn take(&mut self, name: &str) -> Option<Self> {
        let Self::Object(object) = self else { return None };
        let place = object.iter().position(|(known, _)| *known == name)?;
        Some(object.remove(place).1)
    }

    /// The value as text, without white space.
    pub(crate) fn to_json(&self) -> String {
        let mut json = String::new();
        self.write(&mut json);
        json
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(number),
            Self::Text(text) => push_json_text(out, text),
            Self::Array(items) => within(out, ['[', ']'], items, |out, item| item.write(out)),
            Self::Object(fields) => within(out, ['{', '}'], fields, |out, (name, value)| {
                push_json_text(out, name);
                out.push(':');
                value.write(out);
            }),
        }
    }

    /// A regulation changed by a merge patch. Its id gets `+changed` behind it, unless the patch gives another id (*wire*); there
    /// is `room` for it.
    pub(crate) fn changed(self, patch: Self, room: &'a mut String) -> Self {
        let id = |value: &Self| match value.get("id") {
            Some(Self::Text(id)) => Some(*id),
            Some(_) | None => None,
        };
        let before = id(&self);
        let mut changed = self.merged(patch);
        let same = before.filter(|before| id(&changed) == Some(before));
        if let (Some(id), Self::Object(object)) = (same, &mut changed) {
            *room = [id, CHANGED].concat();
            object.retain(|(name, _)| *name != "id");
            object.push(("id", Self::Text(room)));
        }
        changed
    }

    /// RFC 7396: what a merge patch makes of this value.
    fn merged(self, patch: Self) -> Self {
        let Self::Object(patch) = patch else { return patch };
        let mut object = match self {
            Self::Object(object) => object,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Array(_) => Vec::new(),
        };
        for (name, patch) in patch {
            let place = object.iter().position(|(known, _)| *known == name);
            let old = place.map_or(Self::Null, |place| object.remove(place).1);
            if !matches!(patch, Self::Null) {
                object.push((name, old.merged(patch)));
            }
        }
        Self::Object(object)
    }
}

/// The text of a regulation that a merge patch changes, both given as text.
pub(crate) fn patched(whole: &str, patch: &str) -> Result<String, error::Error> {
    let (whole, patch, mut room) = (Source::new(whole), Source::new(patch), String::new());
    Ok(whole.value()?.changed(patch.value()?, &mut room).to_json())
}

/// Values between two brackets, with commas between them.
fn within<T>(out: &mut String, [open, close]: [char; 2], values: &[T], write: impl Fn(&mut String, &T)) {
    out.push(open);
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(out, value);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_json(text: &str) -> bool {
        Source::new(text).document().is_some()
    }

    fn duplicate(text: &str) -> Option<String> {
        Source::new(text).document().unwrap().duplicate.map(String::from)
    }

    /// *wire*: RFC 8259, at its corners.
    #[test]
    fn json_is_strict() {
        for good in [
            "0",
            "-0",
            "1e999",
            "-0.0E+5",
            "10.50",
            "\"\"",
            "\"\\u0000\\/\"",
            "\"\\ud83d\\ude00\"",
            "null",
            " [ ] ",
            "{}",
            "\t\r\n1\n",
            "\"\u{7f}\u{2028}\"",
            "123456789012345678901234567890",
            "[1,{\"a\":[]}]",
        ] {
            assert!(is_json(good), "{good}");
        }
        for bad in [
            "",
            " ",
            "01",
            "-",
            "-01",
            "1.",
            ".5",
            "1e",
            "1e+",
            "+1",
            "0x1",
            "NaN",
            "Infinity",
            "nul",
            "nulll",
            "True",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{\"a\" 1}",
            "{a:1}",
            "{1:1}",
            "{",
            "[",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u123g\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\n\"",
            "\"\\ud800\\ud800\"",
            "\"a\nb\"",
            "\"a\tb\"",
            "\"\u{0}\"",
            "1 2",
            "{} {}",
            "\u{feff}{}",
            "\u{a0}1",
            "\u{b}1",
            "\u{c}1",
            "'a'",
            "[1]]",
            "//x",
            "1 //x",
        ] {
            assert!(!is_json(bad), "{bad}");
        }
    }

    /// RFC 8259, 7: every byte at every place of a text, beside what stands before and after.
    #[test]
    #[cfg_attr(miri, ignore = "tries thousands of texts")]
    fn the_first_quote_is_found() {
        for (before, after) in
            [(b'a', b'"'), (b'!', b'#'), (b' ', 0), (0xff, b'"'), (b'#', b'x'), (0x80, b'!')]
        {
            for place in 0..20 {
                for byte in 0..=u8::MAX {
                    let bytes: Vec<_> =
                        core::iter::repeat_n(before, place).chain([byte, after, after]).collect();
                    let is_quote = |byte: &u8| *byte == b'"';
                    assert_eq!(before_quote(&bytes), bytes.iter().position(is_quote), "{bytes:?}");
                }
            }
        }
    }

    /// *wire*: 127 levels are fine, 128 are malformed.
    #[test]
    fn depth_is_bounded() {
        let deep = if cfg!(miri) { 300 } else { 30_000 };
        for (levels, fine) in [(127, true), (128, false), (deep, false)] {
            assert_eq!(is_json(&("[".repeat(levels) + &"]".repeat(levels))), fine);
            assert_eq!(is_json(&("{\"a\":".repeat(levels) + "1" + &"}".repeat(levels))), fine);
        }
    }

    /// *wire*: the first name met again in its object, at any depth, in small and large objects.
    #[test]
    fn the_first_duplicate_is_found() {
        assert_eq!(duplicate(r#"{"a":1,"b":{"c":1,"c":2},"a":3}"#).as_deref(), Some("c"));
        assert_eq!(duplicate(r#"{"a":1,"a":2,"b":{"c":1,"c":2}}"#).as_deref(), Some("a"));
        assert_eq!(duplicate(r#"{"a":1,"a":{"c":1,"c":2}}"#).as_deref(), Some("a"));
        assert_eq!(duplicate(r#"{"a":{"c":1,"c":2},"a":1}"#).as_deref(), Some("c"));
        assert_eq!(duplicate(r#"{"a":{"a":1},"b":[{"a":1},{"a":1}]}"#), None);
        assert_eq!(duplicate(r#"{"b":[{"\u0061":1,"a":1}]}"#).as_deref(), Some("a"));
        let sizes: &[usize] = if cfg!(miri) { &[32, 33] } else { &[31, 32, 33, 34, 5000] };
        for many in sizes.iter().copied() {
            let names: String = (0..many).map(|name| alloc::format!("\"n{name}\":0,")).collect();
            assert_eq!(duplicate(&alloc::format!("{{{names}\"x\":0}}")), None);
            for again in [0, many - 1] {
                let text = alloc::format!("{{{names}\"n{again}\":0}}");
                assert_eq!(duplicate(&text), Some(alloc::format!("n{again}")));
            }
        }
    }

    /// RFC 8259, 7: strings with escapes, wherever they stand among others.
    #[test]
    fn each_string_is_decoded_at_its_place() {
        let text =
            r#"{"\u0061":"\"","b":"c","\\":["\n","d\\\"",["\ud83d\ude00e"]],"f\/":{"g":"\u0000","":"h"}}"#;
        let source = Source::new(text);
        assert_eq!(
            source.value().unwrap().to_json(),
            r#"{"a":"\"","b":"c","\\":["\n","d\\\"",["😀e"]],"f/":{"g":"\u0000","":"h"}}"#
        );
        for (text, name) in
            [(r#"{"a":"\n","\u0061":1}"#, "a"), (r#"{"\u0061b":[{"\n":0,"\u000a":0}]}"#, "\n")]
        {
            assert_eq!(duplicate(text).as_deref(), Some(name));
        }
        for bad in [r#"{"\n":"\x"}"#, r#"["\n" "\n"]"#, r#"["\n"#, r#"\"#, r#"["\n",\"]"#] {
            assert!(!is_json(bad), "{bad}");
        }
    }

    /// RFC 7396, appendix A.
    #[test]
    fn merge_patches_follow_the_appendix() {
        for (target, patch, result) in [
            (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"a":null}"#, "{}"),
            (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
            (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
            (r#"{"a":{"b":"c"}}"#, r#"{"a":{"b":"d","c":null}}"#, r#"{"a":{"b":"d"}}"#),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"["a","b"]"#, r#"["c","d"]"#, r#"["c","d"]"#),
            (r#"{"a":"b"}"#, r#"["c"]"#, r#"["c"]"#),
            (r#"{"a":"foo"}"#, "null", "null"),
            (r#"{"a":"foo"}"#, r#""bar""#, r#""bar""#),
            (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
            ("[1,2]", r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
            ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
        ] {
            let [target, patch, result] = [target, patch, result].map(Source::new);
            let merged = target.value().unwrap().merged(patch.value().unwrap());
            let result = result.value().unwrap();
            assert_eq!(
                alloc::format!("{merged:?}"),
                alloc::format!("{result:?}"),
                "{} {}",
                target.text,
                patch.text
            );
        }
    }
}
