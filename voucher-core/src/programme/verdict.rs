//! The answer to a preview (N26).

use chrono::NaiveDate;

use super::Refusals;
use crate::value::set::Set;

/// Whether something may be done on a date (N26): the answer of every programme's preview.
///
/// `K` is the commit key, `R` the programme's refusals, `M` the facts that can be missing. Deliberately exhaustive: there
/// is no fourth answer.
///
/// ```
/// use voucher_core::{Account, gas::{PreviewFacts, Regulation, preview}, parse_date, programme::Verdict};
///
/// let (regulation, account) = (Regulation::gas_2025_08(), Account::parse("1")?);
/// let on = |date| preview(&regulation, &PreviewFacts::default(), account, parse_date(date).unwrap());
/// assert!(matches!(on("2025-09-29"), Verdict::CannotTell(_)));
/// assert!(matches!(on("2025-09-30"), Verdict::No { .. })); // a known refusal beats missing facts
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<K, R: crate::Coded, M: crate::Coded> {
    /// It may be done. The key must be unique across machines (N25).
    Yes(K),
    /// It may not be done, for every one of these reasons.
    No {
        /// Every reason that is known, in the order of the norms.
        refusals: Refusals<R>,
        /// The earliest date on which the answer could be yes, where waiting can help.
        earliest: Option<NaiveDate>,
    },
    /// No known fact refuses it, but these facts are missing.
    CannotTell(Set<M>),
}
