//! What can be wrong with a row: a column and a code, as small numbers in order of columns.

use std::collections::BTreeMap;

use super::input::{Kind, Wanted};
use crate::error::{Bind, BindError};

/// Every column of every input table, in the order in which a row's first fault is looked for, and what it holds.
///
/// What a question reads is a range of them ([`until`](Self::until)): a new one that it does not read stands outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column(u8);

macro_rules! columns {
    ($($name:ident $text:literal $kind:ident,)+) => {
        #[expect(non_camel_case_types, reason = "only its discriminants are used")]
        #[expect(clippy::upper_case_acronyms, reason = "only its discriminants are used")]
        enum Places { $($name,)+ }

        impl Column {
            $(
                pub(crate) const $name: Self = Self(Places::$name as u8);
            )+
            const NAMES: &'static [&'static str] = &[$($text,)+];
            const KINDS: &'static [Kind] = &[$(Kind::$kind,)+];
        }
    };
}

columns! {
    MONTH "month" Months,
    REGION "region" Regions,
    TARGETED_SOCIAL "targeted_social" Booleans,
    HOUSING "housing" Booleans,
    ASSISTED_FROM "assisted_from" Dates,
    ASSISTED_UNTIL "assisted_until" Dates,
    LISTED_ON "listed_on" Dates,
    ASKED_ON "asked_on" Dates,
    REMINDED_ON "reminded_on" Dates,
    ANSWERED_ON "answered_on" Dates,
    ANSWER "answer" Answers,
    ENTERED_ON "entered_on" Dates,
    ACCOUNT "account" Accounts,
    ACCOUNT_EXISTS "account_exists" Booleans,
    AS_OF "as_of" Dates,
    IIN "iin" Persons,
    PERSON "person" Persons,
    VOLUME_M3 "volume_m3" Decimals,
    PRICE "price" Decimals,
    ACTIVATED "activated" Booleans,
    RATE "rate" Decimals,
    NORM_M3 "norm_m3" Decimals,
    REGISTERED_ON "registered_on" Dates,
    STATUS "status" Codes,
    OVERLAP "overlap" Booleans,
    SURVEY "survey" Codes,
    NEED "need" Booleans,
    CONTRACT "contract" Codes,
    LINE "line" Decimals,
    MINIMUM "minimum" Decimals,
    MEDIAN "median" Decimals,
    MCI "mci" Decimals,
    HISTORY "history" Lists,
    WHAT "what" Codes,
    ON "on" Dates,
    HOUSEHOLD "household" Codes,
    MEMBERS "members" Lists,
    ROLE "role" Codes,
    BORN "born" Dates,
    ABLE_BODIED "able_bodied" Booleans,
    CARES_FOR "cares_for" Codes,
    REGISTERED "registered" Booleans,
    ABSENT "absent" Booleans,
    INCOMES "incomes" Lists,
    KIND "kind" Codes,
    AMOUNT "amount" Decimals,
    UNREAD "unread" Codes,
    PHONE "phone" Texts,
}

impl Column {
    /// The name of the column.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.get(usize::from(self.0)).copied().unwrap_or("?")
    }

    /// What it may hold.
    pub(crate) fn kind(self) -> Kind {
        Self::KINDS.get(usize::from(self.0)).copied().unwrap_or(Kind::Texts)
    }

    /// The columns from this one to another, both inclusive.
    pub(crate) fn until(self, last: Self) -> impl Iterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }

    /// It as it is read, where it must be there or not.
    pub(super) fn wanted(self, required: bool) -> Wanted {
        (self, self.kind(), required)
    }

    /// The column's place, and every column with its place.
    pub(crate) fn all() -> &'static [&'static str] {
        Self::NAMES
    }

    /// The column of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|each| *each == name)?;
        u8::try_from(place).ok().map(Self)
    }

    /// The column at a place, where names of a table's own stand for those of all tables.
    pub(crate) const fn at(place: u8) -> Self {
        Self(place)
    }

    pub(crate) const fn place(self) -> u8 {
        self.0
    }
}

/// The codes of faulty cells, in the order of the dictionary of the column `code`.
pub(crate) const CODES: &[&str] = &[
    "missing_field",
    "not_a_month",
    "unknown_region",
    "outside_month",
    "unknown_value",
    "account_empty",
    "account_too_long",
    "account_character",
    "account_no_digit",
    "period_reversed",
    "not_a_decimal",
    "too_many_decimals",
    "negative",
    "too_large",
    "not_a_count",
    "not_a_date",
    "too_many",
    "applicant_not_one",
    "duplicate_person",
    "no_such_day",
    "ambiguous_date",
    "ambiguous_region",
    "not_a_boolean",
    "unsupported_type",
    "not_text",
    "float_for_int",
];

/// The code of a cell that has to be there.
pub(crate) const MISSING: &str = "missing_field";

/// A column and a code: the smaller number is the earlier column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault(u16);

impl Fault {
    /// Larger than every fault.
    pub(crate) const NONE: Self = Self(u16::MAX);

    /// A fault of this column; `code` is one of [`CODES`].
    pub(crate) fn new(column: Column, code: &str) -> Self {
        let place = CODES.iter().position(|each| *each == code).and_then(|place| u16::try_from(place).ok());
        Self(u16::from(column.0) * 256 + place.unwrap_or(255))
    }

    /// The fault that a cell of the column `unread` names, such as `asked_on: not_a_date`.
    pub(crate) fn of_text(text: &str) -> Self {
        let said = text.split_once(": ").and_then(|(column, code)| {
            let known = CODES.contains(&code);
            Some(Self::new(Column::named(column)?, code)).filter(|_| known)
        });
        said.unwrap_or_else(|| Self::new(Column::UNREAD, "unknown_value"))
    }

    /// Notes it of a row, of whose faults the first by column stays.
    pub(crate) fn note(self, faults: &mut [Self], row: usize) {
        if let Some(fault) = faults.get_mut(row) {
            *fault = (*fault).min(self);
        }
    }

    pub(crate) fn column(self) -> Column {
        Column(self.0.to_be_bytes()[0])
    }

    /// Its place in [`CODES`].
    pub(crate) fn code_place(self) -> u8 {
        self.0.to_be_bytes()[1]
    }

    /// What it says: a column, where columns have these names by their places, and a code.
    pub(crate) fn said<'a>(self, names: &[&'a str]) -> (&'a str, &'static str) {
        (names.get(usize::from(self.column().place())).copied().unwrap_or("?"), self.code())
    }

    pub(crate) fn code(self) -> &'static str {
        CODES.get(usize::from(self.code_place())).copied().unwrap_or("?")
    }
}

/// The bad rows of a piece of a table: each row's number within the piece, in order, and its first fault.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bad(pub(crate) Vec<(usize, Fault)>);

/// How many rows had which fault, and the first ten of them.
#[derive(Clone, Debug)]
pub(crate) struct Tally<F = Fault> {
    first: Vec<(u64, F)>,
    counts: BTreeMap<F, u64>,
    pub(crate) total: u64,
}

impl<F> Default for Tally<F> {
    fn default() -> Self {
        Self { first: Vec::new(), counts: BTreeMap::new(), total: 0 }
    }
}

impl<F: Copy + Ord> Tally<F> {
    /// The most rows that are named one by one.
    const NAMED: usize = 10;

    /// Counts a bad row; rows come in order.
    pub(crate) fn note(&mut self, row: u64, fault: F) {
        if self.first.len() < Self::NAMED {
            self.first.push((row, fault));
        }
        *self.counts.entry(fault).or_default() += 1;
        self.total += 1;
    }

    /// Raises for bad rows, if there are any; what a fault says is a column and a code.
    pub(crate) fn refuse<'a>(&self, said: impl Fn(F) -> (&'a str, &'static str)) -> Bind<()> {
        if self.total == 0 {
            return Ok(());
        }
        let named = |number: u64, fault: F| {
            let (column, code) = said(fault);
            (number, column.to_owned(), code)
        };
        let rows = self.first.iter().map(|(row, fault)| named(*row, *fault)).collect();
        let counts = self.counts.iter().map(|(fault, count)| {
            let (count, column, code) = named(*count, *fault);
            (column, code, count)
        });
        Err(BindError::Rows { rows, counts: counts.collect(), total: self.total })
    }
}

impl Tally {
    /// Counts the bad rows of a piece that begins at this row; pieces come in order.
    pub(crate) fn add(&mut self, first_row: u64, bad: &Bad) {
        for &(row, fault) in &bad.0 {
            self.note(first_row + u64::try_from(row).unwrap_or(0), fault);
        }
    }
}
