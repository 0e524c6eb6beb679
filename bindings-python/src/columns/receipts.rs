//! Receipts: what the gas of an account and month costs, and what a voucher takes off (N29).

use arrow_array::{BooleanArray, Decimal128Array, UInt8Array};
use arrow_buffer::NullBuffer;
use voucher_core::{
    self as core, Price, Rate, Region, Volume,
    gas::{DiscountTerms, Refusal},
};

use super::{
    amounts::{Amounts, Cell},
    batches::{self, Answered},
    cells::{BLOCK, head_mut, put},
    dictionary::{Dictionary, Read},
    input::missing,
    prelude::*,
    row_cells::kato,
};
use crate::argument::Texts;

/// The columns that every table of receipts has.
const REQUIRED: [Column; 3] = [Column::VOLUME_M3, Column::PRICE, Column::ACTIVATED];

/// Tenge with two decimals, wide enough for every amount.
pub(super) const PRECISION: u8 = 20;
pub(super) const SCALE: i8 = 2;

/// The receipt of each row, which is an account in a month (N29).
///
/// Columns of `table`: `volume_m3` in m³ and `price` in tenge per m³ (text, decimal128 with up to 9
/// decimals, or whole numbers), `activated` (boolean: whether a voucher was), `region` of the holder (text or dictionary: KATO
/// or a name; or uint8), and, where the caller has terms of a discount of his own, `rate` and `norm_m3`; a
/// row has both or neither, and they go before the regulation's. `region` may be left out where those two are
/// not.
///
/// The answer has `gross`, `discount` and `payable` in tenge (decimal128(20, 2), each rounded once, half away
/// from zero), `refusals` (`discount_terms_unknown` or nothing), `status`, `code` and `field`. A refused row has `gross`
/// alone: volume times price needs no terms. A bad row stops nothing; `strict=True` raises `RowErrors` instead.
///
/// Errors: `not_arrow`, `not_a_table`, `missing_column`, `duplicate_column`, `unsupported_type`,
/// `float_for_int`, `stream_failed`; with `strict`, `bad_rows`. Codes of rows: `missing_field`,
/// `unknown_region`, `not_a_decimal`, `too_many_decimals`, `negative`, `too_large`.
#[pyfunction]
#[pyo3(signature = (table, *, regulation, strict=false, keep=None, prefix=None, require=None))]
pub(crate) fn receipts(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: RegulationArg<'_>,
    strict: bool,
    keep: Option<Names>,
    prefix: Option<Text<'_>>,
    require: Option<Texts<'_>>,
) -> Bind<Table> {
    catch(|| {
        let arrays = table.open()?;
        let columns = [Column::REGION].into_iter().chain(Column::VOLUME_M3.until(Column::NORM_M3));
        let wanted = columns.map(|column| column.wanted(REQUIRED.contains(&column)));
        let mut layout = Layout::new(&arrays.shape, &wanted.collect::<Vec<_>>())?;
        layout.demand(Column::RATE, Column::NORM_M3)?;
        layout.demand(Column::NORM_M3, Column::RATE)?;
        if !layout.has(Column::REGION) && !layout.has(Column::RATE) {
            return Err(missing(Column::REGION, "is needed where the table has no rate and norm_m3"));
        }
        let wishes = Wishes { strict, require, keep, prefix, facts: Facts::All };
        let (source, beside) = wishes.open(py, arrays, &mut layout)?;
        let terms = Terms::of(regulation.get());
        let amount = |name| Field::new(name, DataType::Decimal128(PRECISION, SCALE), true);
        let mut fields = ["gross", "discount", "payable"].map(amount).to_vec();
        fields.push(Field::new("refusals", DataType::UInt32, true));
        let known = Known::default();
        let answered = detached(py, || {
            batches::answer(source, fields, strict, &beside, Column::all(), |_, rows| {
                answer(&layout, &terms, &known, rows)
            })
        })?;
        Ok(answered.reading(&layout.names()))
    })
}

/// What a regulation publishes for each region, by KATO number.
struct Terms([Option<DiscountTerms>; 100]);

impl Terms {
    fn of(regulation: &core::gas::Regulation) -> Self {
        let region = |number: usize| Region::ALL.iter().find(|region| region.kato().parse() == Ok(number));
        Self(std::array::from_fn(|number| regulation.discount_terms(*region(number)?)))
    }

    fn get(&self, kato: u8) -> Option<DiscountTerms> {
        self.0.get(usize::from(kato)).copied().flatten()
    }
}

/// A column of regions.
pub(super) enum Regions<'a> {
    None,
    Kato(&'a UInt8Array),
    Texts(Read<'a, Cell<u8>>),
}

impl<'a> Regions<'a> {
    pub(super) fn new(array: Option<&'a ArrayRef>, dictionary: &Dictionary<Cell<u8>>) -> Self {
        let Some(array) = array else { return Self::None };
        if let Some(numbers) = array.as_primitive_opt() {
            return Self::Kato(numbers);
        }
        let read = |text: &str| kato(text).map_or(Cell::Bad("unknown_region"), Cell::Is);
        Read::new(array, array.len(), Cell::Null, read, dictionary).map_or(Self::None, Self::Texts)
    }

    pub(super) fn fill(&self, start: usize, out: &mut [Cell<u8>]) {
        match self {
            // No region publishes terms under this number.
            Self::None => out.fill(Cell::Is(0)),
            Self::Kato(numbers) => {
                for (row, slot) in (start..numbers.len()).zip(out) {
                    let known = |number: &u8| kato(&format!("{number:02}")).is_some();
                    let number = (!numbers.is_null(row)).then(|| numbers.value(row));
                    *slot = number.map_or(Cell::Null, |number| {
                        if known(&number) { Cell::Is(number) } else { Cell::Bad("unknown_region") }
                    });
                }
            }
            Self::Texts(read) => read.each(start, out.len(), |row, cell| put(out, row, cell)),
        }
    }
}

/// What a row says.
struct Row {
    region: Cell<u8>,
    volume: Cell<Volume>,
    price: Cell<Price>,
    activated: Cell<bool>,
    rate: Cell<Rate>,
    norm: Cell<Volume>,
}

/// What comes of a row.
enum Said {
    Receipt(core::gas::Receipt),
    /// The terms of the discount are not known; what is there before it is.
    Undiscounted(core::gas::Receipt),
    Bad(Fault),
}

impl Row {
    fn answer(self, terms: &Terms) -> Said {
        let mut fault = Fault::NONE;
        let region = self.region.demand(Column::REGION, &mut fault);
        let volume = self.volume.demand(Column::VOLUME_M3, &mut fault);
        let price = self.price.demand(Column::PRICE, &mut fault);
        let activated = self.activated.demand(Column::ACTIVATED, &mut fault);
        let own = if self.rate.is_null() && self.norm.is_null() {
            None
        } else {
            let rate = self.rate.demand(Column::RATE, &mut fault);
            let norm = self.norm.demand(Column::NORM_M3, &mut fault);
            rate.zip(norm).map(|(rate, norm)| DiscountTerms { rate, norm })
        };
        match (region, volume, price, activated) {
            (Some(region), Some(volume), Some(price), Some(activated)) if fault == Fault::NONE => {
                let terms = own.or_else(|| terms.get(region)).filter(|_| activated);
                let receipt = core::gas::receipt(volume, price, terms);
                if activated && terms.is_none() {
                    Said::Undiscounted(receipt)
                } else {
                    Said::Receipt(receipt)
                }
            }
            _ => Said::Bad(fault),
        }
    }
}

/// The columns of the answer.
#[derive(Default)]
struct Answers {
    amounts: [Vec<i128>; 3],
    discounted: Vec<bool>,
    refusals: Vec<u32>,
    bad: Bad,
}

impl Answers {
    fn push(&mut self, row: usize, said: Said) {
        let (receipt, refusals) = match said {
            Said::Receipt(receipt) => (Some(receipt), 0),
            Said::Undiscounted(receipt) => (Some(receipt), Refusal::DiscountTermsUnknown.bit()),
            Said::Bad(fault) => {
                self.bad.0.push((row, fault));
                (None, 0)
            }
        };
        self.discounted.push(receipt.is_some() && refusals == 0);
        self.refusals.push(refusals);
        let amounts = receipt.map(|receipt| [receipt.gross(), receipt.discount(), receipt.payable()]);
        let amounts = amounts.map(|amounts| amounts.map(core::Tiyn::tiyn));
        for (column, amount) in self.amounts.iter_mut().zip(amounts.unwrap_or_default()) {
            column.push(i128::from(amount));
        }
    }

    fn end(self) -> Bind<Answered> {
        let good = output::good(self.refusals.len(), &self.bad);
        let discounted = output::some_nulls(self.discounted);
        let [gross, discount, payable] = self.amounts;
        let columns = vec![
            tenge(gross, good.clone())?,
            tenge(discount, discounted.clone())?,
            tenge(payable, discounted)?,
            output::refusals(self.refusals, good),
        ];
        Ok((columns, self.bad))
    }
}

/// Tiyn as tenge with two decimals.
pub(super) fn tenge(tiyn: Vec<i128>, known: Option<NullBuffer>) -> Bind<ArrayRef> {
    let amounts = Decimal128Array::new(tiyn.into(), known).with_precision_and_scale(PRECISION, SCALE);
    let odd = |_| BindError::Panic("columns/receipts.rs".to_owned());
    Ok(Arc::new(amounts.map_err(odd)?))
}

/// What is known of the texts of each column.
#[derive(Default)]
struct Known {
    regions: Dictionary<Cell<u8>>,
    volumes: Dictionary<Cell<Volume>>,
    prices: Dictionary<Cell<Price>>,
    rates: Dictionary<Cell<Rate>>,
    norms: Dictionary<Cell<Volume>>,
}

fn answer(layout: &Layout, terms: &Terms, known: &Known, rows: &StructArray) -> Bind<Answered> {
    let column = |column| layout.array(rows, column);
    let regions = Regions::new(column(Column::REGION), &known.regions);
    let volumes = Amounts::<Volume>::new(column(Column::VOLUME_M3), &known.volumes);
    let prices = Amounts::<Price>::new(column(Column::PRICE), &known.prices);
    let rates = Amounts::<Rate>::new(column(Column::RATE), &known.rates);
    let norms = Amounts::<Volume>::new(column(Column::NORM_M3), &known.norms);
    let activated = column(Column::ACTIVATED).and_then(|array| array.as_boolean_opt());
    let (mut region, mut volume, mut price) = ([Cell::Null; BLOCK], [Cell::Null; BLOCK], [Cell::Null; BLOCK]);
    let (mut rate, mut norm) = ([Cell::Null; BLOCK], [Cell::Null; BLOCK]);
    let mut answers = Answers::default();
    for start in (0..rows.len()).step_by(BLOCK) {
        let count = BLOCK.min(rows.len() - start);
        regions.fill(start, head_mut(&mut region, count));
        volumes.fill(start, head_mut(&mut volume, count));
        prices.fill(start, head_mut(&mut price, count));
        rates.fill(start, head_mut(&mut rate, count));
        norms.fill(start, head_mut(&mut norm, count));
        let amounts = volume.iter().zip(&price).zip(rate.iter().zip(&norm));
        for (place, (region, ((volume, price), (rate, norm)))) in
            region.iter().zip(amounts).take(count).enumerate()
        {
            let row = Row {
                region: *region,
                volume: *volume,
                price: *price,
                activated: flag(activated, start + place),
                rate: *rate,
                norm: *norm,
            };
            answers.push(start + place, row.answer(terms));
        }
    }
    answers.end()
}

pub(super) fn flag(flags: Option<&BooleanArray>, row: usize) -> Cell<bool> {
    match flags {
        Some(flags) if flags.is_valid(row) => Cell::Is(flags.value(row)),
        Some(_) | None => Cell::Null,
    }
}
