//! The columns of a batch of person-months, as they can be read.

use arrow_array::types::{UInt8Type, UInt32Type, UInt64Type};
use voucher_core::{Month, Region, gas::Answer};

use super::{
    account::LongAccounts,
    block::DAYS,
    cells::{Bits, Dates, Numbers, Texts},
    dictionary::{Dictionary, Read},
    fault::MISSING,
    input::missing,
    persons::Twice,
    prelude::*,
};

/// What is known of the texts of a review's columns, shared by all threads of a call.
#[derive(Default)]
pub(crate) struct Known {
    pub(super) months: Dictionary<Cell<Month>>,
    pub(super) regions: Dictionary<Cell<u8>>,
    pub(super) answers: Dictionary<Cell<Answer>>,
    pub(super) accounts: Dictionary<Result<u64, &'static str>>,
    pub(super) unread: Dictionary<Fault>,
    pub(super) long: LongAccounts,
    /// Whose rows are bad because they stand twice.
    pub(super) twice: Twice,
}

impl Known {
    /// What is known of a source's rows before any of them is read by itself.
    pub(super) fn of(layout: &Layout, source: Source) -> Bind<(Source, Self)> {
        let (source, twice) = Twice::find(layout, source)?;
        Ok((source, Self { twice, ..Self::default() }))
    }
}

/// The columns of a batch, ready to be read.
pub(crate) struct Cells<'a> {
    pub(super) months: MonthCells<'a>,
    pub(super) regions: Regions<'a>,
    pub(super) assistance: Assisted<'a>,
    pub(super) days: [Dates<'a>; DAYS.len()],
    /// Without a column everybody is listed on the first day.
    pub(super) listed_on_the_first: bool,
    pub(super) answers: Replies<'a>,
    pub(super) accounts: Accounts<'a>,
    pub(super) exists: Option<Flags<'a>>,
    pub(super) as_of: Option<Dates<'a>>,
    /// The fault of each row that could not be read before.
    pub(super) unread: Option<Read<'a, Fault>>,
}

pub(super) enum MonthCells<'a> {
    Days(Dates<'a>),
    Texts(Read<'a, Cell<Month>>),
}

pub(super) enum Regions<'a> {
    Any,
    Kato(Numbers<'a, u8>),
    Texts(Read<'a, Cell<u8>>),
}

pub(super) enum Assisted<'a> {
    /// Every row has assistance that counts.
    Always,
    Kinds(Option<Flags<'a>>, Option<Flags<'a>>),
    Period(Dates<'a>, Dates<'a>),
}

pub(super) enum Replies<'a> {
    None,
    Flags(Flags<'a>),
    Texts(Read<'a, Cell<Answer>>),
}

pub(super) enum Accounts<'a> {
    /// Every row has an account of its own.
    Own,
    Long(Numbers<'a, u64>),
    Short(Numbers<'a, u32>),
    Texts(Texts<'a>),
    /// The number of each text of a dictionary, or what is wrong with it.
    Dictionary(Texts<'a>, Arc<[Result<u64, &'static str>]>),
}

/// A cell that was read.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Cell<T> {
    Null,
    Strange,
    Is(T),
}

impl<T> Cell<T> {
    fn of(value: Option<T>) -> Self {
        value.map_or(Self::Strange, Self::Is)
    }
}

/// A column of booleans; a column of type null has neither values nor valid cells.
pub(super) struct Flags<'a> {
    values: Option<Bits<'a>>,
    validity: Option<Bits<'a>>,
}

impl<'a> Flags<'a> {
    fn new(array: &'a dyn Array) -> Self {
        let flags = array.as_boolean_opt();
        Self { values: flags.map(Bits::values), validity: flags.and_then(|flags| Bits::validity(flags)) }
    }

    /// The rows that are true, as words; none where the column is null throughout.
    #[inline(always)]
    pub(super) fn mark_true(&self, start: usize, mark: u8, marks: &mut [u8]) {
        match (self.values, self.validity) {
            (None, _) => {}
            (Some(values), None) => values.mark(start, mark, marks),
            (Some(values), Some(valid)) => {
                let rows = marks.len();
                let words = values.words(start, rows).zip(valid.words(start, rows));
                Bits::mark_words(words.map(|(value, valid)| value & valid), mark, marks);
            }
        }
    }

    /// The rows that are null.
    #[inline(always)]
    pub(super) fn mark_null(&self, start: usize, mark: u8, marks: &mut [u8]) {
        match (self.values, self.validity) {
            (None, _) => marks.iter_mut().for_each(|row| *row |= mark),
            (Some(_), None) => {}
            (Some(_), Some(valid)) => {
                Bits::mark_words(valid.words(start, marks.len()).map(|word| !word), mark, marks);
            }
        }
    }

    /// Whether any row can be null.
    pub(super) fn may_be_null(&self) -> bool {
        self.values.is_none() || self.validity.is_some()
    }
}

impl<'a> Cells<'a> {
    /// Those of a batch of which so many rows are read.
    pub(crate) fn new(layout: &Layout, batch: &'a StructArray, rows: usize, known: &Known) -> Bind<Self> {
        let column = |column| layout.array(batch, column);
        let dates = |of| Dates::new(column(of));
        let flags = |of| column(of).map(|array| Flags::new(array));
        Ok(Self {
            months: match column(Column::MONTH) {
                Some(array) => {
                    let read = |text: &str| Cell::of(Month::parse(text).ok());
                    match Read::new(array, rows, Cell::Null, read, &known.months) {
                        Some(read) => MonthCells::Texts(read),
                        None => MonthCells::Days(Dates::new(Some(array))),
                    }
                }
                None => return Err(missing(Column::MONTH, "the table has no such column")),
            },
            regions: match column(Column::REGION) {
                None => Regions::Any,
                Some(array) => {
                    let texts =
                        || Read::new(array, rows, Cell::Null, |text| Cell::of(kato(text)), &known.regions);
                    match Numbers::new::<UInt8Type>(array) {
                        Some(numbers) => Regions::Kato(numbers),
                        None => texts().map(Regions::Texts).ok_or_else(|| strange(Column::REGION))?,
                    }
                }
            },
            assistance: if layout.has(Column::ASSISTED_FROM) || layout.has(Column::ASSISTED_UNTIL) {
                Assisted::Period(dates(Column::ASSISTED_FROM), dates(Column::ASSISTED_UNTIL))
            } else if layout.has(Column::TARGETED_SOCIAL) || layout.has(Column::HOUSING) {
                Assisted::Kinds(flags(Column::TARGETED_SOCIAL), flags(Column::HOUSING))
            } else {
                Assisted::Always
            },
            days: DAYS.map(dates),
            listed_on_the_first: !layout.has(Column::LISTED_ON),
            answers: match column(Column::ANSWER) {
                None => Replies::None,
                Some(array) if array.as_boolean_opt().is_some() => Replies::Flags(Flags::new(array)),
                Some(array) => {
                    let read = |text: &str| Cell::of(Answer::from_code(text));
                    let texts = Read::new(array, rows, Cell::Null, read, &known.answers);
                    texts.map(Replies::Texts).ok_or_else(|| strange(Column::ANSWER))?
                }
            },
            accounts: match column(Column::ACCOUNT) {
                None => Accounts::Own,
                Some(array) => {
                    let number =
                        |text: Option<&str>| text.map_or(Err(MISSING), |text| known.long.number(text));
                    match (
                        Numbers::new::<UInt64Type>(array),
                        Numbers::new::<UInt32Type>(array),
                        Texts::new(array),
                    ) {
                        (Some(numbers), _, _) => Accounts::Long(numbers),
                        (None, Some(numbers), _) => Accounts::Short(numbers),
                        (None, None, Some(texts)) => match known.accounts.known(array, rows, number) {
                            Some(known) => Accounts::Dictionary(texts, known),
                            None => Accounts::Texts(texts),
                        },
                        (None, None, None) => return Err(strange(Column::ACCOUNT)),
                    }
                }
            },
            exists: flags(Column::ACCOUNT_EXISTS),
            unread: column(Column::UNREAD)
                .and_then(|array| Read::new(array, rows, Fault::NONE, Fault::of_text, &known.unread)),
            as_of: layout.has(Column::AS_OF).then(|| dates(Column::AS_OF)),
        })
    }

    /// Adds the KATO number of each row's region; 0 stands for none.
    pub(super) fn kato(&self, start: usize, rows: usize, kato: &mut Vec<u8>) {
        match &self.regions {
            Regions::Any => kato.resize(kato.len() + rows, 0),
            Regions::Kato(numbers) => kato.extend(numbers.values(start).iter().take(rows)),
            Regions::Texts(read) => read.each(start, rows, |_, cell| {
                kato.push(if let Cell::Is(number) = cell { number } else { 0 });
            }),
        }
    }

    /// Whether rows may share accounts.
    pub(super) fn shares_accounts(&self) -> bool {
        !matches!(self.accounts, Accounts::Own)
    }
}

/// The KATO number of a region by its codes, or by a name as people write it.
pub(crate) fn kato(text: &str) -> Option<u8> {
    Region::parse(text).ok()?.kato().parse().ok()
}

#[cold]
fn strange(column: Column) -> BindError {
    BindError::wrong_type("unsupported_type", column.name(), "a type that is not read")
}
