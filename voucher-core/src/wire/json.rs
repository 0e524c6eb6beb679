//! JSON as RFC 8259 has it, with numbers as text and names that stand twice found at any depth.

use alloc::{borrow::Cow, collections::BTreeSet, string::String, vec::Vec};

/// Where values stand that a text does not hold itself: strings with escapes, arrays, objects. They go all at once.
pub(crate) use bumpalo::Bump as Room;
use hifijson::{SliceLexer, num::LexWrite as _, str::LexAlloc as _, token::Lex as _};

use super::CHANGED;
use crate::value::{
    error::{self, ErrorKind},
    text::push_json_text,
};

/// A JSON value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    /// As it was written.
    Number(&'a str),
    Text(&'a str),
    Array(&'a [Value<'a>]),
    Object(Object<'a>),
}

/// Names and values, in the order of the text.
pub(crate) type Object<'a> = &'a [(&'a str, Value<'a>)];

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

impl<'a> Document<'a> {
    /// Reads exactly one value; none where the text is not JSON.
    pub(crate) fn of(text: &'a str, room: &'a Room) -> Option<Self> {
        // All bytes are looked at, many at a time.
        let is_plain = !text.bytes().fold(false, |odd, byte| odd | (byte < b' ') | (byte == b'\\'));
        let (mut reader, mut value) = (Reader { rest: text, is_plain, room, duplicate: None }, Value::Null);
        reader.value(MAX_DEPTH, &mut value)?;
        let is_read = reader.rest.is_empty() || reader.peek().is_none();
        is_read.then_some(Document { value, duplicate: reader.duplicate })
    }
}

/// What goes through a text. Each reader gives none where the text is not JSON, and then nothing is read on.
struct Reader<'a> {
    /// What has not been read.
    rest: &'a str,
    /// Whether the text has neither an escape nor a control character, as most lines: then each string ends at the next quote.
    is_plain: bool,
    room: &'a Room,
    /// The first name met again in its object.
    duplicate: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Reads a value, in which `depth` more levels may be nested, to its place: what is returned is copied, which takes longer
    /// than all the rest of a short value.
    fn value(&mut self, depth: usize, value: &mut Value<'a>) -> Option<()> {
        match self.peek()? {
            b'"' => *value = Value::Text(self.string()?),
            b'0'..=b'9' | b'-' => *value = Value::Number(self.number()?),
            b'[' => {
                let (depth, mut items) = (depth.checked_sub(1)?, Slots::new(Value::Null, self.room));
                self.sequence(b']', |reader| reader.value(depth, items.next()?))?;
                *value = Value::Array(items.used()?);
            }
            b'{' => {
                let (depth, mut names) = (depth.checked_sub(1)?, Names::default());
                let mut object = Slots::new(("", Value::Null), self.room);
                self.sequence(b'}', |reader| reader.field(depth, &mut names, &mut object))?;
                *value = Value::Object(object.used()?);
            }
            _ => *value = self.lexed(SliceLexer::null_or_bool)?.map_or(Value::Null, Value::Bool),
        }
        Some(())
    }

    /// Reads what stands between the bracket that comes next and its end, with commas between.
    #[inline]
    fn sequence(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.next()?;
        if self.peek()? == end {
            return self.next().map(drop);
        }
        loop {
            item(self)?;
            match self.next()? {
                b',' => {}
                byte => return (byte == end).then_some(()),
            }
        }
    }

    /// Reads a field of an object, behind those that stand before it.
    #[inline]
    fn field(
        &mut self,
        depth: usize,
        names: &mut Names<'a>,
        object: &mut Slots<'a, (&'a str, Value<'a>)>,
    ) -> Option<()> {
        let name = self.string()?;
        // Before the names inside the value: this one was met first.
        if names.met_again(object.so_far(), name) {
            self.duplicate.get_or_insert(name);
        }
        if self.next()? != b':' {
            return None;
        }
        let slot = object.next()?;
        slot.0 = name;
        match self.peek()? {
            b'"' => slot.1 = Value::Text(self.string()?),
            b'0'..=b'9' | b'-' => slot.1 = Value::Number(self.number()?),
            _ => self.value(depth, &mut slot.1)?,
        }
        Some(())
    }

    #[inline(always)]
    fn string(&mut self) -> Option<&'a str> {
        let rest = match self.rest.strip_prefix('"') {
            Some(rest) => rest,
            None => self.behind_space().strip_prefix('"')?,
        };
        if !self.is_plain {
            return self.any_string(rest);
        }
        let (string, rest) = rest.split_at_checked(before_quote(rest.as_bytes())?)?;
        self.rest = rest.strip_prefix('"')?;
        Some(string)
    }

    /// Reads the rest of a string of a text that is not plain.
    #[cold]
    fn any_string(&mut self, rest: &'a str) -> Option<&'a str> {
        self.rest = rest;
        match self.lexed(|lexer| lexer.str_string().ok())? {
            Cow::Borrowed(string) => Some(string),
            Cow::Owned(string) => Some(self.room.alloc_str(&string)),
        }
    }

    /// Reads a number. Digits alone, as most are, end where no digit stands; the lexer reads every other form.
    #[inline]
    fn number(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let goes_on = matches!(bytes.get(digits), Some(b'.' | b'e' | b'E'));
        if digits == 0 || goes_on || (digits > 1 && bytes.first() == Some(&b'0')) {
            return self.lexed(|lexer| lexer.num_string().validated().ok()).map(|(number, _)| number);
        }
        let (number, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;
        Some(number)
    }

    /// What the lexer reads next.
    fn lexed<T>(&mut self, read: impl FnOnce(&mut SliceLexer<'a>) -> Option<T>) -> Option<T> {
        let mut lexer = SliceLexer::new(self.rest.as_bytes());
        let read = read(&mut lexer)?;
        self.rest = self.rest.get(self.rest.len() - lexer.as_slice().len()..)?;
        Some(read)
    }

    /// Reads the next byte that is no white space.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        let next = self.peek()?;
        self.rest = self.rest.get(1..)?;
        Some(next)
    }

    /// What that byte is. Most lines have no white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        match self.rest.as_bytes().first() {
            Some(next) if *next > b' ' => Some(*next),
            Some(_) | None => {
                self.rest = self.behind_space();
                self.rest.bytes().next()
            }
        }
    }

    #[cold]
    fn behind_space(&self) -> &'a str {
        self.rest.trim_start_matches([' ', '\t', '\n', '\r'])
    }
}

/// Values of an array or fields of an object that are read one by one, each to its place: pushed to a vector, it would be made
/// elsewhere and copied, and the processor waits for what it writes in pieces and reads as one.
struct Slots<'a, T> {
    slots: &'a mut [T],
    used: usize,
    empty: T,
    room: &'a Room,
}

impl<'a, T: Copy> Slots<'a, T> {
    fn new(empty: T, room: &'a Room) -> Self {
        Self { slots: &mut [], used: 0, empty, room }
    }

    /// The next place; never none.
    #[inline]
    fn next(&mut self) -> Option<&mut T> {
        if self.used == self.slots.len() {
            self.grow();
        }
        self.used += 1;
        self.slots.get_mut(self.used - 1)
    }

    #[cold]
    fn grow(&mut self) {
        let grown = self.room.alloc_slice_fill_copy((self.used * 2).max(MOST_FIELDS), self.empty);
        grown.iter_mut().zip(&*self.slots).for_each(|(to, from)| *to = *from);
        self.slots = grown;
    }

    fn so_far(&self) -> &[T] {
        self.slots.get(..self.used).unwrap_or_default()
    }

    fn used(self) -> Option<&'a [T]> {
        let slots: &'a [T] = self.slots;
        slots.get(..self.used)
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

    /// The value as text, without white space.
    pub(crate) fn to_json(self) -> String {
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

    /// A regulation changed by a merge patch. Its id gets `+changed` behind it, unless the patch gives another id (*wire*).
    pub(crate) fn changed(self, patch: Self, room: &'a Room) -> Self {
        let id = |value: &Self| match value.get("id") {
            Some(Self::Text(id)) => Some(*id),
            Some(_) | None => None,
        };
        let changed = self.merged(patch, room);
        match id(&self).filter(|before| id(&changed) == Some(before)) {
            Some(before) => {
                let id = room.alloc_str(&[before, CHANGED].concat());
                let fields = [("id", Self::Text(id))];
                changed.merged(Self::Object(room.alloc(fields)), room)
            }
            None => changed,
        }
    }

    /// RFC 7396: what a merge patch makes of this value.
    fn merged(self, patch: Self, room: &'a Room) -> Self {
        let Self::Object(patch) = patch else { return patch };
        let own: Object<'_> = match self {
            Self::Object(own) => own,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Array(_) => &[],
        };
        let mut object = Vec::from(own);
        for (name, patch) in patch {
            let place = object.iter().position(|(known, _)| known == name);
            let old = place.map_or(Self::Null, |place| object.remove(place).1);
            if !matches!(patch, Self::Null) {
                object.push((*name, old.merged(*patch, room)));
            }
        }
        Self::Object(room.alloc_slice_copy(&object))
    }
}

/// One value, without a name that stands twice.
pub(crate) fn value<'a>(text: &'a str, room: &'a Room) -> Result<Value<'a>, error::Error> {
    let document = Document::of(text, room).ok_or(error::Error::new(ErrorKind::MalformedJson))?;
    match document.duplicate {
        Some(_) => Err(error::Error::new(ErrorKind::DuplicateField)),
        None => Ok(document.value),
    }
}

/// The text of a regulation that a merge patch changes, both given as text.
pub(crate) fn patched(whole: &str, patch: &str) -> Result<String, error::Error> {
    let room = Room::new();
    Ok(value(whole, &room)?.changed(value(patch, &room)?, &room).to_json())
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
        Document::of(text, &Room::new()).is_some()
    }

    fn duplicate(text: &str) -> Option<String> {
        Document::of(text, &Room::new()).unwrap().duplicate.map(String::from)
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
        assert_eq!(
            value(text, &Room::new()).unwrap().to_json(),
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
            let room = Room::new();
            let [whole, change, expected] = [target, patch, result].map(|text| value(text, &room).unwrap());
            let merged = whole.merged(change, &room);
            assert_eq!(alloc::format!("{merged:?}"), alloc::format!("{expected:?}"), "{target} {patch}");
        }
    }
}
