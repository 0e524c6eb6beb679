//! Columns of identifiers checked: what is wrong with each cell, and which stand more than once.

use arrow_array::BooleanArray;
use arrow_buffer::NullBuffer;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use voucher_core::{Account, Coded, Error, Iin, Phone, programme::Fault};

use super::{
    cells::{Texts, put},
    output::{Places, dictionary_type},
    prelude::*,
    shape::{Odd, missing_of, name_of},
};
use crate::coded::codes;

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
        detached(py, || {
            let mut kept = Vec::new();
            while let Some(rows) = source.next()? {
                for (column, cells) in columns.iter_mut().zip(rows.columns()) {
                    column.read(cells);
                }
                kept.push((rows.len(), beside.kept(&rows).to_vec()));
                interrupted()?;
            }
            let (mut batches, mut start) = (Vec::new(), 0);
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
    /// The place of each row's fault.
    faults: Vec<Option<u8>>,
    /// Whether each row's value stands more than once; none of a row without a good one.
    repeated: Vec<Option<bool>>,
    /// The first row of each value.
    first: HashMap<Normal, usize, FixedState>,
}

impl<'a> Checked<'a> {
    fn new(kind: &'a Kind) -> Self {
        Self { kind, faults: Vec::new(), repeated: Vec::new(), first: HashMap::default() }
    }

    /// Reads the cells of a batch.
    fn read(&mut self, cells: &ArrayRef) {
        let texts = Texts::new(cells);
        for row in 0..cells.len() {
            let read = texts.as_ref().and_then(|texts| texts.get(row)).map(self.kind.read);
            let fault = read.as_ref().and_then(|read| Fault::of(read.as_ref().err()?));
            self.faults.push(fault.and_then(|fault| u8::try_from(fault.place()).ok()));
            let repeated = read.and_then(Result::ok).map(|value| self.is_again(value));
            self.repeated.push(repeated);
        }
    }

    /// Whether a value of the next row stood before; the first row with it is then repeated too.
    fn is_again(&mut self, value: Normal) -> bool {
        let row = self.repeated.len();
        let first = *self.first.entry(value).or_insert(row);
        put(&mut self.repeated, first, Some(true));
        first != row
    }

    /// The answers to so many rows from here on.
    fn answers(&self, start: usize, rows: usize) -> Bind<[ArrayRef; 2]> {
        let faults = self.faults.iter().skip(start).take(rows);
        let known: NullBuffer = faults.clone().map(Option::is_some).collect();
        let places: Vec<u8> = faults.map(|fault| fault.unwrap_or(0)).collect();
        let repeated: BooleanArray = self.repeated.iter().skip(start).take(rows).copied().collect();
        Ok([Places::from(places).dictionary(Some(known), &codes::<Fault>())?, Arc::new(repeated)])
    }
}

/// A column of text. Errors: `missing_column`, `duplicate_column`, `not_text`, `unsupported_type`.
fn pick(shape: &Shape, name: &str) -> Bind<Pick> {
    let place =
        shape.find(name)?.ok_or_else(|| missing_of(name.to_owned(), "the table has no such column"))?;
    match shape.pick(Some(place), name) {
        Ok(pick) if Texts::takes(pick.field.data_type()) => Ok(pick),
        Ok(pick) => {
            let came = name_of(pick.field.data_type());
            let text = format!("came as {came}: a number has lost its leading zeros: read it as text");
            Err(BindError::wrong_type("not_text", name.to_owned(), text))
        }
        Err(Odd::Extension(words) | Odd::Unknown(words)) => Err(BindError::wrong_type(
            "unsupported_type",
            name.to_owned(),
            format!("came as {words}: give text"),
        )),
    }
}
