//! Receipts: what the gas costs, what the voucher takes off, what is left to pay (N29).

use pyo3::prelude::*;
use voucher_core as core;

use crate::{
    amount::{Amount, DecimalOut},
    argument::Whole,
    class::frozen_methods,
    error::{Bind, BindError, catch},
};

/// What a receipt says, in tenge with two decimals (N29).
///
/// `0 <= discount <= gross` and `payable == gross - discount`.
#[pyclass(frozen, eq, hash, module = "voucher_core")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Receipt {
    gross: core::Tiyn,
    discount: core::Tiyn,
    payable: core::Tiyn,
}

impl From<core::gas::Receipt> for Receipt {
    fn from(receipt: core::gas::Receipt) -> Self {
        Self { gross: receipt.gross(), discount: receipt.discount(), payable: receipt.payable() }
    }
}

frozen_methods! {
    Receipt("gross", "discount", "payable"),
    arguments: |receipt| (receipt.gross.tiyn(), receipt.discount.tiyn()),
    by: "_of",
    repr: |receipt| format!(
        "Receipt(gross='{}', discount='{}', payable='{}')", receipt.gross, receipt.discount, receipt.payable
    ),

    /// A receipt from its pickle, in tiyn.
    #[staticmethod]
    fn _of(gross: Whole<'_, u64>, discount: Whole<'_, u64>) -> Bind<Self> {
        let gross = core::Tiyn::new(gross.read("gross")?);
        let discount = core::Tiyn::new(discount.read("discount")?);
        let above = || {
            let text = "a discount above the gross amount";
            BindError::malformed("too_large", "discount", text)
        };
        Ok(Self { gross, discount, payable: gross.checked_sub(discount).ok_or_else(above)? })
    }

    /// The volume at the price.
    #[getter]
    fn gross(&self) -> DecimalOut {
        self.gross.into()
    }

    /// What the voucher takes off.
    #[getter]
    fn discount(&self) -> DecimalOut {
        self.discount.into()
    }

    /// What is left to pay.
    #[getter]
    fn payable(&self) -> DecimalOut {
        self.payable.into()
    }
}

/// The receipt of a volume in m³ at a price in tenge per m³; `rate` and `norm_m3` where a voucher was
/// activated (N29).
///
/// Amounts are text, `Decimal` or `int`, never a float. Each amount of the receipt is rounded once to a
/// whole tiyn, half away from zero. The discount is the rate's share of what the volume, up to the
/// norm, costs.
///
/// Errors: the first that holds of `not_a_decimal`, `too_many_decimals` (above 3 of a volume, 4 of a price
/// or rate), `negative`, `too_large` (10⁸ or more, a rate above 1); `missing_field` where only one of
/// `rate` and `norm_m3` is given.
#[pyfunction]
#[pyo3(signature = (volume_m3, price, *, rate = None, norm_m3 = None))]
pub(crate) fn receipt(
    volume_m3: Amount<'_>,
    price: Amount<'_>,
    rate: Option<Amount<'_>>,
    norm_m3: Option<Amount<'_>>,
) -> Bind<Receipt> {
    let (volume, price) = (volume_m3.volume("volume_m3")?, price.price("price")?);
    let missing = |field: &'static str| {
        let text = "the terms of a discount are both a rate and a norm";
        BindError::malformed("missing_field", field, text)
    };
    let terms = match (rate, norm_m3) {
        (None, None) => None,
        (Some(rate), Some(norm)) => {
            Some(core::gas::DiscountTerms { rate: rate.rate("rate")?, norm: norm.volume("norm_m3")? })
        }
        (None, Some(_)) => return Err(missing("rate")),
        (Some(_), None) => return Err(missing("norm_m3")),
    };
    catch(|| Ok(core::gas::receipt(volume, price, terms).into()))
}
