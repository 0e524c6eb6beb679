//! Columns of identifiers checked: what is wrong with each cell, and which stand more than once.

use std::{borrow::Cow, sync::Arc};

use arrow_array::{Array, ArrayRef, BooleanArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, Field};
use foldhash::fast::FixedState;
use hashbrown::{HashMap, hash_map::Entry};
use pyo3::prelude::*;
use voucher_core::{Account, Error, Iin, Phone, programme::Fault};

use super::{
    arrow::AnyArrow,
    batches::interrupted,
    beside::{Beside, Names},
    cells::Texts,
    output::{self, Places, dictionary_type},
    shape::{Odd, Pick, Shape, missing_of, name_of},
    table::Table,
};
use crate::{
    argument::Text,
    error::{Bind, BindError, catch},
};

/// Checks columns of IINs, phones and accounts: what is wrong with each cell, and whether its value stands more than once (N24,
/// N31, N32).
///
/// `iin`, `phone` and `account` name columns of text of `table`. For each the answer has two, of which neither holds a value:
/// `iin_code` (dictionary of codes, such as `iin_control_digit`; null where nothing is wrong) and `iin_repeated` (boolean:
/// another row has the same value, however it is written; null where there is no good value). A null has neither, and empty text
/// is as wrong as other text.
/// `keep` and `prefix` are those of `review`; `print` of the answer counts by code.
///
/// Errors: `missing_field` where no column is named, `not_arrow`, `missing_column`, `duplicate_column`, `not_text`,
/// `unsupported_type`, `stream_failed`.
#[pyfunction]
#[pyo3(signature = (table, *, iin=None, phone=None, account=None, keep=None, prefix=None))]
pub(crate) fn check(
    py: Python<'_>,
    table: AnyArrow<'_>,
    iin: Option<Text<'_>>,
    phone: Option<Text<'_>>,
    account: Option<Text<'_>>,
    keep: Option<Names>,
    prefix: Option<Text<'_>>,
) -> Bind<Table> {
    catch(|| {
        let arrays = table.open()?;
        let (mut picks, mut columns) = (Vec::new(), Vec::new());
        for (kind, named) in KINDS.iter().zip([iin, phone, account]) {
            if let Some(named) = named {
                picks.push(pick(&arrays.shape, named.read(kind.name)?)?);
                columns.push(Checked::new(kind));
            }
        }
        if columns.is_empty() {
            let text = "name a column: iin=\"...\", phone=\"...\" or account=\"...\"";
            return Err(BindError::malformed("missing_field", None, text));
        }
        let beside = Beside::new(&arrays.shape, &mut picks, keep, prefix.as_ref())?;
        let schema = beside.schema(columns.iter().flat_map(|column| column.kind.fields()).collect())?;
        let mut source = arrays.read(picks);
        py.detach(|| {
            catch(|| {
                let mut kept = Vec::new();
                while let Some(rows) = source.next()? {
                    for (column, cells) in columns.iter_mut().zip(rows.columns()) {
                        column.read(cells);
                    }
                    kept.push((rows.len(), beside.kept(&rows).to_vec()));
                    interrupted()?;
                }
                let mut batches = Vec::new();
                let mut start = 0;
                for (rows, mut arrays) in kept {
                    for column in &columns {
                        arrays.extend(column.answers(start, rows)?);
                    }
                    batches.push(output::batch(&schema, arrays, rows)?);
                    start += rows;
                }
                Ok(Table::new(schema, batches).keeping(beside.len()))
            })
        })
    })
}

/// A kind of identifier: its name, and how it is read into its normal form.
struct Kind {
    name: &'static str,
    read: fn(&str) -> Result<Normal, Error>,
}

const KINDS: [Kind; 3] = [
    Kind { name: "iin", read: |text| Iin::parse(text).map(|iin| normal(&iin.expose_text())) },
    Kind { name: "phone", read: |text| Phone::parse(text).map(|phone| normal(&phone.expose_text())) },
    Kind { name: "account", read: |text| Account::parse(text).map(|account| normal(account.expose_text())) },
];

/// A normal form, with zeros behind it: no identifier is longer.
type Normal = [u8; 32];

fn normal(text: &str) -> Normal {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte);
    bytes
}

impl Kind {
    fn fields(&self) -> [Field; 2] {
        [
            Field::new(format!("{}_code", self.name), dictionary_type(), true),
            Field::new(format!("{}_repeated", self.name), DataType::Boolean, true),
        ]
    }
}

/// What was found in a column so far.
struct Checked<'a> {
    kind: &'a Kind,
    /// The place of each row's fault; of a row without one, any.
    faults: Vec<u8>,
    is_faulty: Vec<bool>,
    is_value: Vec<bool>,
    is_repeated: Vec<bool>,
    /// The first row of each value.
    first: HashMap<Normal, usize, FixedState>,
}

impl<'a> Checked<'a> {
    fn new(kind: &'a Kind) -> Self {
        let (faults, first) = (Vec::new(), HashMap::default());
        let [is_faulty, is_value, is_repeated] = [const { Vec::new() }; 3];
        Self { kind, faults, is_faulty, is_value, is_repeated, first }
    }

    /// Reads the cells of a batch.
    fn read(&mut self, cells: &ArrayRef) {
        let texts = Texts::new(cells);
        for row in 0..cells.len() {
            match texts.as_ref().and_then(|texts| texts.get(row)).map(self.kind.read) {
                None => self.push(None, None),
                Some(Err(error)) => self.push(Fault::of(&error), None),
                Some(Ok(value)) => self.push(None, Some(value)),
            }
        }
    }

    fn push(&mut self, fault: Option<Fault>, value: Option<Normal>) {
        let place = fault.and_then(|fault| Fault::ALL.iter().position(|each| *each == fault));
        self.faults.push(place.and_then(|place| u8::try_from(place).ok()).unwrap_or(0));
        self.is_faulty.push(fault.is_some());
        self.is_value.push(value.is_some());
        let again = value.is_some_and(|value| self.is_again(value));
        self.is_repeated.push(again);
    }

    /// Whether a value stood before; the first row with it is then repeated too.
    fn is_again(&mut self, value: Normal) -> bool {
        let row = self.is_repeated.len();
        match self.first.entry(value) {
            Entry::Occupied(first) => {
                if let Some(slot) = self.is_repeated.get_mut(*first.get()) {
                    *slot = true;
                }
                true
            }
            Entry::Vacant(free) => {
                free.insert(row);
                false
            }
        }
    }

    /// The answers to so many rows from here on.
    fn answers(&self, start: usize, rows: usize) -> Bind<[ArrayRef; 2]> {
        let part =
            |flags: &[bool]| -> BooleanBuffer { flags.iter().skip(start).take(rows).copied().collect() };
        let codes: Vec<&str> = Fault::ALL.iter().map(|fault| fault.code()).collect();
        let faults: Vec<u8> = self.faults.iter().skip(start).take(rows).copied().collect();
        let faults = Places::from(faults).dictionary(Some(NullBuffer::new(part(&self.is_faulty))), &codes)?;
        let known = NullBuffer::new(part(&self.is_value));
        Ok([faults, Arc::new(BooleanArray::new(part(&self.is_repeated), Some(known)))])
    }
}

/// A column of text. Errors: `missing_column`, `duplicate_column`, `not_text`, `unsupported_type`.
fn pick(shape: &Shape, name: &str) -> Bind<Pick> {
    let field = || Cow::Owned(name.to_owned());
    let place =
        shape.find(name)?.ok_or_else(|| missing_of(name.to_owned(), "the table has no such column"))?;
    match shape.pick(Some(place), name) {
        Ok(pick) if Texts::takes(pick.field.data_type()) => Ok(pick),
        Ok(pick) => {
            let came = name_of(pick.field.data_type());
            let text = format!("came as {came}: a number has lost its leading zeros: read it as text");
            Err(BindError::wrong_type("not_text", field(), text))
        }
        Err(Odd::Extension(words) | Odd::Unknown(words)) => {
            Err(BindError::wrong_type("unsupported_type", field(), format!("came as {words}: give text")))
        }
    }
}
