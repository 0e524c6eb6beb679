//! Closed lists, and sets of their values.

use proptest::{collection::vec, sample::select, strategy::Strategy};

use crate::{Language, MissingDay, Region, RegionSet};

/// One row a closed list: the function and the type, behind the module of both. Each value comes up; the first is the
/// simplest.
macro_rules! closed_lists {
    ($module:literal, $($strategy:ident: $list:ident,)+) => { $(
        #[doc = concat!("Every [`", stringify!($list), "`], shrinking toward the first.")]
        ///
        /// ```
        #[doc = concat!("use voucher_core::{", $module, stringify!($list), ", testing::{", $module, stringify!($strategy), ", draws}};")]
        ///
        #[doc = concat!("let comes_up = |value| draws(", stringify!($strategy), "()).take(999).any(|drawn| drawn == value);")]
        #[doc = concat!("assert!(", stringify!($list), "::ALL.iter().copied().all(comes_up));")]
        /// ```
        pub fn $strategy() -> impl Strategy<Value = $list> {
            select($list::ALL)
        }
    )+ };
}

pub(super) use closed_lists;

closed_lists! { "",
    arb_language: Language,
    arb_missing_day: MissingDay,
    arb_region: Region,
}

/// A set of regions, the empty one too.
///
/// ```
/// use voucher_core::testing::{arb_region_set, draws};
///
/// assert!(draws(arb_region_set()).take(99).any(|regions| regions.iter().count() > 3));
/// ```
pub fn arb_region_set() -> impl Strategy<Value = RegionSet> {
    vec(arb_region(), 0..=20).prop_map(RegionSet::from_iter)
}
