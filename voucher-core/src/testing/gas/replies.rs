//! Replies by SMS that are no code.

use alloc::string::String;

use proptest::strategy::{Just, Strategy};

use crate::{
    gas::{Regulation, Reply},
    testing::raw::{catalogue, raw},
};

/// A reply by SMS that is no code of a published regulation, however like consent it looks.
///
/// ```
/// use voucher_core::{gas::{Regulation, Reply}, testing::{draws, gas::arb_raw_reply}};
///
/// let regulation = Regulation::gas_2025_08();
/// assert!(draws(arb_raw_reply()).take(99).all(|text| regulation.read_reply(&text) == Reply::Unrecognised));
/// ```
pub fn arb_raw_reply() -> impl Strategy<Value = String> {
    raw(catalogue("reply"), Just("21*1".into()), |text| {
        Regulation::gas_2025_08().read_reply(text) != Reply::Unrecognised
    })
}
