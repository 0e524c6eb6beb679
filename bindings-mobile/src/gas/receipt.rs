//! The receipt preview: what the gas costs, what the voucher takes off, what is left to pay.

use voucher_core::{
    Account, Price, Tiyn, Volume,
    gas::{DiscountTerms, Refusal, Regulation},
};

use crate::{error::VoucherError, gas::facts::GasMonthFacts};

/// The amounts of a receipt, in whole tiyn (N29).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasReceiptAmounts {
    /// The volume at the price.
    pub gross: Tiyn,
    /// What the voucher takes off.
    pub discount: Tiyn,
    /// What is left to pay.
    pub payable: Tiyn,
}

/// A receipt, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum GasReceiptAnswer {
    /// The amounts.
    Amounts {
        /// In whole tiyn.
        amounts: GasReceiptAmounts,
    },
    /// A voucher was activated, and nobody gives the terms of its discount.
    Refused {
        /// `discount_terms_unknown`.
        refusals: Vec<Refusal>,
    },
}

/// The receipt of an account for the month of the facts (N29). `terms` stand in for the regulation's.
#[uniffi::export(default(terms = None))]
pub fn gas_receipt(
    facts: GasMonthFacts,
    regulation: Regulation,
    account: Account,
    volume_m3: Volume,
    price: Price,
    terms: Option<DiscountTerms>,
) -> Result<GasReceiptAnswer, VoucherError> {
    let ledger = facts.replay(regulation).ledger;
    Ok(match ledger.receipt(facts.month, account, volume_m3, price, terms) {
        Ok(receipt) => GasReceiptAnswer::Amounts {
            amounts: GasReceiptAmounts {
                gross: receipt.gross(),
                discount: receipt.discount(),
                payable: receipt.payable(),
            },
        },
        Err(refusals) => GasReceiptAnswer::Refused { refusals: refusals.iter().collect() },
    })
}
