//! The facts of a month as a journal, for a saved state or a server, and back.

use voucher_core::{
    FormFault, Iin, Month,
    gas::{Fact, Regulation},
};

use crate::{
    error::VoucherError,
    gas::facts::{GasDatedFact, GasMonthFacts},
    lines::{FactLine, journal, lines},
    value::Text,
};

/// A line that this version cannot read: it says nothing here, and is kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasUnreadLine {
    /// Its place among the lines, from 0.
    pub place: u32,
    /// The line.
    pub line: FactLine,
    /// The stable code of what a journal answers to it: `unknown_kind` of a fact that only a newer version knows.
    pub code: String,
    /// The field at fault, where one is.
    pub field: Option<String>,
    /// Why it is no such field, as a code.
    pub reason: Option<String>,
}

impl GasUnreadLine {
    pub(crate) fn new(place: u32, line: &str, fault: &FormFault) -> Self {
        Self {
            place,
            line: FactLine(line.to_owned()),
            code: fault.code().to_owned(),
            field: fault.field().map(str::to_owned),
            reason: fault.reason().map(str::to_owned),
        }
    }
}

/// The facts of a journal (`docs/wire`), such as a server or a saved state has them. A line that this version cannot read is
/// kept in `unread`. What a reply says by its text is what the rules say of it (N14).
#[uniffi::export]
pub fn gas_facts_from_json(
    iin: Iin,
    month: Month,
    regulation: Regulation,
    text: Text,
) -> Result<GasMonthFacts, VoucherError> {
    let mut read = GasMonthFacts { iin, month, facts: Vec::new(), unread: Vec::new() };
    for (line, place) in lines(&text.0).zip(0..) {
        match Fact::read_line(line, &regulation) {
            Ok((on, fact)) => read.facts.push(GasDatedFact { on, fact }),
            Err(fault) => read.unread.push(GasUnreadLine::new(place, line, &fault)),
        }
    }
    Ok(read)
}

/// The facts as a journal, one line each, for a saved state or a server, with `unread` where it stood: personal data.
#[uniffi::export]
pub fn gas_facts_to_json(facts: GasMonthFacts) -> Result<String, VoucherError> {
    let written = facts.facts.iter().map(|dated| dated.fact.expose_line(dated.on));
    Ok(journal(with_unread(written, facts.unread).into_iter()))
}

/// Lines that were written, with those that were not read at the places where they stood.
pub(crate) fn with_unread(written: impl Iterator<Item = String>, unread: Vec<GasUnreadLine>) -> Vec<String> {
    let mut unread = unread.into_iter().peekable();
    let mut all: Vec<String> = Vec::new();
    for line in written {
        while let Some(kept) =
            unread.next_if(|kept| usize::try_from(kept.place).is_ok_and(|place| place <= all.len()))
        {
            all.push(kept.line.0);
        }
        all.push(line);
    }
    all.extend(unread.map(|kept| kept.line.0));
    all
}
