//! Every code that an input error can have, module by module.

use crate::{
    family_card, gas, meals, medicines, programme, targeted_assistance, value, value::error::Error, wire,
};

impl Error {
    /// Every code that [`code`](Error::code) can give, each once.
    ///
    /// ```
    /// assert!(voucher_core::Error::codes().any(|code| code == "window_reversed"));
    /// ```
    pub fn codes() -> impl Iterator<Item = &'static str> {
        [
            value::CAUSES,
            wire::CAUSES,
            programme::CAUSES,
            gas::CAUSES,
            meals::CAUSES,
            medicines::CAUSES,
            family_card::CAUSES,
            targeted_assistance::CAUSES,
        ]
        .into_iter()
        .flatten()
        .copied()
        .flatten()
        .map(|kind| kind.code())
    }
}
