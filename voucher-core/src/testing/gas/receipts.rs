//! Terms of a discount, and receipts.

use proptest::{option, strategy::Strategy};

use crate::{
    gas::{DiscountTerms, Receipt, receipt},
    testing::amounts::{arb_price, arb_rate, arb_volume},
};

/// Terms of a discount.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_discount_terms};
///
/// assert!(draws(arb_discount_terms()).take(9).any(|terms| terms.norm > voucher_core::Volume::default()));
/// ```
pub fn arb_discount_terms() -> impl Strategy<Value = DiscountTerms> {
    (arb_rate(), arb_volume()).prop_map(|(rate, norm)| DiscountTerms { rate, norm })
}

/// A receipt, with and without a voucher.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_receipt};
///
/// assert!(draws(arb_receipt()).take(99).all(|receipt| receipt.discount() <= receipt.gross()));
/// ```
pub fn arb_receipt() -> impl Strategy<Value = Receipt> {
    (arb_volume(), arb_price(), option::of(arb_discount_terms()))
        .prop_map(|(volume, price, terms)| receipt(volume, price, terms))
}
