//! What can be wrong with a row: a column and a code, as small numbers in order of columns.

use std::collections::BTreeMap;

/// Every column of every input table, in the order in which a row's first fault is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column(u8);

macro_rules! columns {
    ($($name:ident $text:literal,)+) => {
        #[expect(non_camel_case_types, reason = "only its discriminants are used")]
        #[expect(clippy::upper_case_acronyms, reason = "only its discriminants are used")]
        enum Places { $($name,)+ }

        impl Column {
            $(
                pub(crate) const $name: Self = Self(Places::$name as u8);
            )+
            const NAMES: &'static [&'static str] = &[$($text,)+];
        }
    };
}

columns! {
    MONTH "month",
    REGION "region",
    TARGETED_SOCIAL "targeted_social",
    HOUSING "housing",
    ASSISTED_FROM "assisted_from",
    ASSISTED_UNTIL "assisted_until",
    LISTED_ON "listed_on",
    ASKED_ON "asked_on",
    REMINDED_ON "reminded_on",
    ANSWERED_ON "answered_on",
    ANSWER "answer",
    ENTERED_ON "entered_on",
    ACCOUNT "account",
    ACCOUNT_EXISTS "account_exists",
    AS_OF "as_of",
    IIN "iin",
    PERSON "person",
    VOLUME_M3 "volume_m3",
    PRICE "price",
    ACTIVATED "activated",
    RATE "rate",
    NORM_M3 "norm_m3",
    REGISTERED_ON "registered_on",
    STATUS "status",
    OVERLAP "overlap",
    SURVEY "survey",
    NEED "need",
    CONTRACT "contract",
    LINE "line",
    MINIMUM "minimum",
    MEDIAN "median",
    MCI "mci",
    HISTORY "history",
    WHAT "what",
    ON "on",
    HOUSEHOLD "household",
    MEMBERS "members",
    ROLE "role",
    BORN "born",
    ABLE_BODIED "able_bodied",
    CARES_FOR "cares_for",
    REGISTERED "registered",
    ABSENT "absent",
    INCOMES "incomes",
    KIND "kind",
    AMOUNT "amount",
    UNREAD "unread",
    PHONE "phone",
}

impl Column {
    /// The name of the column.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.get(usize::from(self.0)).copied().unwrap_or("?")
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

    pub(crate) fn column(self) -> Column {
        Column(self.0.to_be_bytes()[0])
    }

    /// Its place in [`CODES`].
    pub(crate) fn code_place(self) -> u8 {
        self.0.to_be_bytes()[1]
    }

    pub(crate) fn code(self) -> &'static str {
        CODES.get(usize::from(self.code_place())).copied().unwrap_or("?")
    }
}

/// The bad rows of a piece of a table: each row's number within the piece, in order, and its first fault.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bad(pub(crate) Vec<(usize, Fault)>);

/// How many rows had which code in which column, and the first ten of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) first: Vec<(u64, Fault)>,
    /// How many rows of each first fault.
    counts: BTreeMap<Fault, u64>,
    pub(crate) total: u64,
}

impl Tally {
    /// The most rows that are named one by one.
    const NAMED: usize = 10;

    /// Counts the bad rows of a piece that begins at this row; pieces come in order.
    pub(crate) fn add(&mut self, first_row: u64, bad: &Bad) {
        for &(row, fault) in &bad.0 {
            if self.first.len() < Self::NAMED {
                self.first.push((first_row + u64::try_from(row).unwrap_or(0), fault));
            }
            *self.counts.entry(fault).or_default() += 1;
            self.total += 1;
        }
    }
}

impl Tally {
    /// What `strict` raises, where columns have these names by their places.
    pub(crate) fn error(&self, names: &[&str]) -> crate::error::BindError {
        let name = |fault: &Fault| names.get(usize::from(fault.column().place())).copied().unwrap_or("?");
        let rows = self.first.iter();
        let rows = rows.map(|(row, fault)| (*row, name(fault).to_owned(), fault.code())).collect();
        let counts = self.counts.iter().map(|(fault, count)| (name(fault).to_owned(), fault.code(), *count));
        crate::error::BindError::Rows { rows, counts: counts.collect(), total: self.total }
    }
}
