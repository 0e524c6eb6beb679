//! The receipt: what the gas costs, what the voucher takes off, what is left to pay (N29).

use crate::{
    gas::regulation::DiscountTerms,
    value::money::{Price, Rate, Tiyn, Volume, rounded_half_up},
};

/// What a receipt says, in whole tiyn (N29).
///
/// `0 <= discount <= gross` and `payable = gross - discount`.
///
/// ```
/// use voucher_core::{Price, Rate, Volume, gas::{DiscountTerms, receipt}};
///
/// let terms = DiscountTerms { rate: Rate::parse("0.24")?, norm: Volume::parse("631")? };
/// let above_the_norm = receipt(Volume::parse("700.5")?, Price::parse("26.2132")?, Some(terms));
/// assert_eq!(above_the_norm.gross().to_string(), "18362.35");
/// assert_eq!(above_the_norm.discount().to_string(), "3969.73");
/// assert_eq!(above_the_norm.payable().to_string(), "14392.62");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Receipt {
    gross: Tiyn,
    discount: Tiyn,
    payable: Tiyn,
}

impl Receipt {
    /// The volume at the price.
    #[must_use]
    pub const fn gross(&self) -> Tiyn {
        self.gross
    }

    /// What the voucher takes off.
    #[must_use]
    pub const fn discount(&self) -> Tiyn {
        self.discount
    }

    /// What is left to pay.
    #[must_use]
    pub const fn payable(&self) -> Tiyn {
        self.payable
    }
}

/// The receipt of a volume at a price; `terms` where a voucher was activated (N29).
///
/// Each amount is rounded once, half away from zero. More volume never lowers gross or discount.
///
/// ```
/// use voucher_core::{Price, Tiyn, Volume, gas::receipt};
///
/// let price = Price::parse("0.01")?; // one tiyn
/// let gross = |volume| receipt(Volume::parse(volume).unwrap(), price, None).gross();
/// assert_eq!(gross("0.499"), Tiyn::ZERO);
/// assert_eq!(gross("0.5"), Tiyn::new(1));
/// assert_eq!(gross("2.5"), Tiyn::new(3));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[must_use]
pub fn receipt(volume: Volume, price: Price, terms: Option<DiscountTerms>) -> Receipt {
    let gross = tiyn(volume, price, ONE);
    let discount = terms.map_or(0, |terms| tiyn(volume.min(terms.norm), price, terms.rate.units()));
    // The discounted volume is at most the volume and the rate at most one, so this cannot saturate.
    let payable = gross.saturating_sub(discount);
    Receipt { gross: Tiyn::new(gross), discount: Tiyn::new(discount), payable: Tiyn::new(payable) }
}

/// A rate of one, in units of a rate's last decimal.
const ONE: u64 = 10_u64.pow(Rate::DECIMALS);

/// Volume by price by rate, in tiyn, half rounded up: amounts are never negative.
fn tiyn(volume: Volume, price: Price, rate: u64) -> u64 {
    // Below 10¹¹ · 10¹² · 10⁴: far within 128 bits.
    let product = u128::from(volume.units()) * u128::from(price.units()) * u128::from(rate);
    let unit = 10_u128.pow(Volume::DECIMALS + Price::DECIMALS + Rate::DECIMALS) / 100;
    rounded_half_up(product, unit)
}
