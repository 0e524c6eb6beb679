//! The family card from Rust: the screen of an offer on every day, and the rights of a family.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod offers;
mod rights;

use voucher_core::parse_date;
use voucher_core_mobile::CivilDate;

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}
