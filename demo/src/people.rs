//! Made-up identification numbers: well formed by N31, and nobody's.
//!
//! They read as people born on days of 2099 (`99`, month, day, then `6` for that century), so none is given
//! to anyone now living. The control digit is computed here, apart from the library that will check it.

use voucher_core::Iin;

/// Weights of the first try, and of the second where the first gives 10.
const WEIGHTS: [[u32; 11]; 2] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]];

/// How many people there are at the most.
pub const MOST_PEOPLE: u32 = 3_000_000;

/// All of them, about three million, each once; neighbours differ in the day, so the order is not that of the
/// digits.
pub fn iins() -> impl Iterator<Item = Iin> {
    (0..10_000).flat_map(|serial| {
        (1..=28).flat_map(move |day| (1..=12).filter_map(move |month| complete(month, day, serial)))
    })
}

fn complete(month: u32, day: u32, serial: u32) -> Option<Iin> {
    let mut text = format!("99{month:02}{day:02}6{serial:04}");
    text.push(control_digit(text.as_bytes())?);
    Iin::parse(&text).ok()
}

/// The control digit of eleven digits; none where both tries give 10.
fn control_digit(body: &[u8]) -> Option<char> {
    WEIGHTS
        .iter()
        .map(|weights| {
            let digits = body.iter().map(|byte| u32::from(byte - b'0'));
            digits.zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
        })
        .find(|&rest| rest < 10)
        .and_then(|rest| char::from_digit(rest, 10))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_examples_of_the_norms() {
        assert_eq!(control_digit(b"99010160000"), Some('2'));
        assert_eq!(control_digit(b"99010160030"), Some('2'));
        assert_eq!(control_digit(b"99010160034"), None);
    }

    #[test]
    fn there_are_three_million_and_the_first_of_them_differ() {
        let most = usize::try_from(MOST_PEOPLE).unwrap();
        assert_eq!(iins().take(most).count(), most);
        assert_eq!(iins().take(100_000).collect::<BTreeSet<Iin>>().len(), 100_000);
    }

    /// The library refuses a number that has no control digit, and only such a one is left out.
    #[test]
    fn who_is_left_out_has_no_control_digit() {
        let valid = |body: &str| (0..10).any(|digit| Iin::parse(&format!("{body}{digit}")).is_ok());
        for serial in 0..2000 {
            assert_eq!(complete(1, 1, serial).is_some(), valid(&format!("9901016{serial:04}")), "{serial}");
        }
    }
}
