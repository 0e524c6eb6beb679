//! Lines of a journal, told to a ledger.

use voucher_core::Journal;

use crate::lines::FactLine;

/// A line that is no fact that the rules take: it changed nothing, and is kept.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RefusedLine {
    /// Its place among the lines, from 0.
    pub place: u32,
    /// What the journal answers to it: refusals or an error, by code, and never a value of the line.
    pub answer: String,
}

/// Feeds an empty ledger with lines: the ledger after them, and the lines that it did not take. An empty line says nothing.
pub(crate) fn replay<L: Clone>(
    empty: L,
    ledger_of: fn(&Journal) -> Option<&L>,
    lines: &[FactLine],
) -> (L, Vec<RefusedLine>)
where
    Journal: From<L>,
{
    let mut journal = Journal::from(empty.clone());
    let refused = feed(&mut journal, lines);
    (ledger_of(&journal).cloned().unwrap_or(empty), refused)
}

fn feed(journal: &mut Journal, lines: &[FactLine]) -> Vec<RefusedLine> {
    let answers = lines.iter().zip(0..).map(|(line, place)| (place, journal.answer(line.0.as_bytes())));
    let refused =
        answers.filter_map(|(place, answer)| Some(RefusedLine { place, answer: refusal(answer?)? }));
    refused.collect()
}

/// What an answer says of a line that was not taken. A query is no fact: what it asks for is not said, since it may name people.
fn refusal(answer: String) -> Option<String> {
    let (line, rest) = answer.split_once(',')?;
    if rest.starts_with(r#""accepted":true"#) {
        return None;
    }
    let tells_of_a_fact = [r#""accepted":false"#, r#""error":"#].iter().any(|begin| rest.starts_with(begin));
    Some(if tells_of_a_fact { answer } else { format!(r#"{line},"error":"unknown_kind"}}"#) })
}
