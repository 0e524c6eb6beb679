//! Valid journals: a world as lines of JSON, with queries between.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use chrono::NaiveDate;
use proptest::{
    bool::ANY as EITHER,
    collection::vec,
    sample::{Index, select},
    strategy::Strategy,
};

use super::{calendar::months_of, facts::Facts, world::arb_facts};
use crate::testing::{
    calendar::shifted,
    people::{made_up_accounts, made_up_people},
};
use crate::{
    gas::{Fact, Regulation, Reply},
    value::text::push_json_text,
};

/// The bytes of a journal about made-up people.
///
/// `Debug` shows a journal line by line, with other bytes than printable ASCII escaped.
///
/// ```
/// use voucher_core::testing::gas::JournalBytes;
///
/// let bytes = JournalBytes::from(b"{}\r\n\xff".to_vec());
/// assert_eq!(format!("{bytes:?}"), r"[{}\r, \xff]");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct JournalBytes(Vec<u8>);

impl JournalBytes {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The lines without LF; a carriage return before it stays. There is none behind the last LF.
    ///
    /// ```
    /// use voucher_core::testing::gas::JournalBytes;
    ///
    /// let two: Vec<Vec<u8>> = JournalBytes::from(b"a\n\nb".to_vec()).lines().map(<[u8]>::to_vec).collect();
    /// assert_eq!(two, [&b"a"[..], b"", b"b"]);
    /// ```
    pub fn lines(&self) -> impl Iterator<Item = &[u8]> {
        self.0.split_inclusive(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\n").unwrap_or(line))
    }
}

impl From<Vec<u8>> for JournalBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for JournalBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        for line in self.lines() {
            // A quote or backslash stays as it is: this is to be read.
            let shown: String = line
                .iter()
                .map(|byte| match byte {
                    b' '..=b'~' => String::from(char::from(*byte)),
                    _ => format!("{}", byte.escape_ascii()),
                })
                .collect();
            list.entry(&format_args!("{shown}"));
        }
        list.finish()
    }
}

/// How a journal is written.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// Instants at the edges of the day in place of dates.
    instants: bool,
    /// Texts in place of answers, where a code says the same.
    texts: bool,
    /// Lines end with CR LF, and empty ones stand between.
    crlf: bool,
}

/// A valid journal: a regulation, then the world of [`arb_facts`] with queries of every kind
/// between. Every line is answered without error.
///
/// ```
/// use voucher_core::{Journal, gas::Regulation, testing::{draws, gas::arb_journal}};
///
/// for bytes in draws(arb_journal(&Regulation::gas_2025_08(), 2)).take(9) {
///     let (mut journal, mut answers) = (Journal::new(), String::new());
///     journal.feed(bytes.as_bytes(), &mut answers);
///     assert!(!answers.contains(r#""error""#));
/// }
/// ```
pub fn arb_journal(regulation: &Regulation, people: usize) -> impl Strategy<Value = JournalBytes> + use<> {
    let regulation = regulation.clone();
    let queries = vec((proptest::arbitrary::any::<Index>(), arb_query(&regulation, people)), 0..8);
    let form = [EITHER, EITHER, EITHER].prop_map(|[instants, texts, crlf]| Form { instants, texts, crlf });
    (arb_facts(&regulation, people), queries, form)
        .prop_map(move |(facts, queries, form)| journal(&regulation, &facts, queries, form))
}

fn journal(
    regulation: &Regulation,
    facts: &Facts,
    queries: Vec<(Index, (NaiveDate, String))>,
    form: Form,
) -> JournalBytes {
    let said = |(on, fact): &(NaiveDate, Fact)| (*on, undated(regulation, fact, form));
    let mut dated: Vec<(NaiveDate, String)> = facts.iter().map(said).collect();
    for (place, query) in queries {
        dated.insert(place.index(dated.len() + 1), query);
    }
    let mut text = format!("{{\"regulation\":{}}}\n", regulation.canonical_json());
    for (number, (on, line)) in dated.into_iter().enumerate() {
        text.push_str(&line);
        push_on(&mut text, on, number, form);
        text.push_str(if form.crlf { "}\r\n\r\n" } else { "}\n" });
    }
    JournalBytes(text.into_bytes())
}

/// The line of a fact up to its date.
fn undated(regulation: &Regulation, fact: &Fact, form: Form) -> String {
    let line = fact.expose_line(crate::testing::calendar::pilot_begins());
    let line = line.rsplit_once(r#","on":"#).map_or(line.clone(), |(undated, _)| undated.into());
    let (code, answer) = match fact {
        Fact::Replied { reply: Reply::Agree, .. } => {
            (code_of(regulation, Reply::Agree), r#""answer":"agree""#)
        }
        Fact::Replied { reply: Reply::Refuse, .. } => {
            (code_of(regulation, Reply::Refuse), r#""answer":"refuse""#)
        }
        Fact::Replied { reply: Reply::Unrecognised, .. }
        | Fact::Listed { .. }
        | Fact::Delisted { .. }
        | Fact::SmsSent { .. }
        | Fact::AccountEntered { .. }
        | Fact::OfferAccepted { .. }
        | Fact::AccountChecked { .. }
        | Fact::Confirmed { .. }
        | Fact::RegisterSent { .. } => (None, ""),
    };
    match code {
        Some(code) if form.texts => {
            let mut text = String::from(r#""text":"#);
            push_json_text(&mut text, &format!("\t{code} \r\n"));
            line.replace(answer, &text)
        }
        Some(_) | None => line,
    }
}

/// A text that means this reply.
fn code_of(regulation: &Regulation, reply: Reply) -> Option<&str> {
    let consent = regulation.parts().consent.as_ref()?;
    let codes = consent.agree_codes.iter().chain(&consent.refuse_codes);
    codes.map(String::as_str).find(|code| regulation.read_reply(code) == reply)
}

/// The date, or an instant at one of its edges.
fn push_on(text: &mut String, on: NaiveDate, number: usize, form: Form) {
    if !text.ends_with(NO_DATE) {
        let single_zone = NaiveDate::from_ymd_opt(2024, 3, 1).is_some_and(|first| on >= first);
        text.push_str(&match (form.instants && single_zone, number % 3) {
            (true, 0) => format!(r#","at":"{}T19:00:00Z""#, shifted(on, -1)),
            (true, 1) => format!(r#","at":"{on}T23:59:59.999999999+05:00""#),
            (true | false, _) => format!(r#","on":"{on}""#),
        });
    }
}

/// How a line ends that takes no date.
const NO_DATE: &str = r#""terms":{"rate":"0.24","norm_m3":"631"}"#;

/// A query of any kind up to its date, and the date.
fn arb_query(regulation: &Regulation, people: usize) -> impl Strategy<Value = (NaiveDate, String)> + use<> {
    let iins = made_up_people().take(people.max(1)).map(crate::Iin::expose_text).collect::<Vec<_>>();
    let accounts: Vec<String> =
        made_up_accounts().take(people.max(1)).map(|account| account.expose_text().into()).collect();
    let on = super::calendar::arb_edge_date(regulation);
    (on, 0..8_u8, select(iins), select(accounts), select(months_of(regulation))).prop_map(
        |(on, kind, iin, account, month)| {
            let query = match kind {
                0 => String::from(r#""due""#),
                1 => format!(r#""status","iin":"{iin}""#),
                2 => format!(r#""status","iin":"{iin}","month":"{month}""#),
                3 => format!(r#""preview","iin":"{iin}","account":"{account}","exists":true"#),
                4 => format!(r#""preview","iin":"{iin}","account":"{account}""#),
                5 => format!(r#""register","month":"{month}""#),
                6 => format!(r#""summary","month":"{month}""#),
                _ => format!(
                    r#""receipt","month":"{month}","account":"{account}","volume_m3":"700.5","price":"26.2132",{NO_DATE}"#
                ),
            };
            (on, format!(r#"{{"query":{query}"#))
        },
    )
}
