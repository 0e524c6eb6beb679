//! Made-up identification numbers: well formed by N31, and nobody's.
//!
//! They read as people born on days of 2099 (`99`, month, day, then `6` for that century), so none is given
//! to anyone now living. The control digit is computed here, apart from the library that will check it.

/// Weights of the first try, and of the second where the first gives 10.
const WEIGHTS: [[u32; 11]; 2] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]];

/// Twelve ASCII digits.
pub(crate) type Iin = [u8; 12];

/// All of them, about three million, each once; neighbours differ in the day, so the order is not that of the
/// digits.
pub(crate) fn made_up() -> impl Iterator<Item = Iin> {
    (0..10_000).flat_map(|serial| {
        (1..=28).flat_map(move |day| (1..=12).filter_map(move |month| complete(month, day, serial)))
    })
}

fn complete(month: u32, day: u32, serial: u32) -> Option<Iin> {
    let body = format!("99{month:02}{day:02}6{serial:04}");
    let digit = control_digit(body.as_bytes())?;
    let mut iin = [b'0'; 12];
    for (place, byte) in iin.iter_mut().zip(body.into_bytes().into_iter().chain([digit])) {
        *place = byte;
    }
    Some(iin)
}

/// The control digit of eleven digits, in ASCII; none where both tries give 10.
fn control_digit(body: &[u8]) -> Option<u8> {
    WEIGHTS
        .iter()
        .map(|weights| {
            let digits = body.iter().map(|byte| u32::from(byte - b'0'));
            digits.zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
        })
        .find(|&rest| rest < 10)
        .and_then(|rest| u8::try_from(rest).ok())
        .map(|rest| rest + b'0')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// N31 written once more, from its text: a sum over positions, not over tables.
    fn valid(iin: &[u8]) -> bool {
        let digit = |place: usize| usize::from(iin[place] - b'0');
        let first = (0..11).map(|place| digit(place) * (place + 1)).sum::<usize>() % 11;
        let second = (0..11).map(|place| digit(place) * ((place + 2) % 11 + 1)).sum::<usize>() % 11;
        let control = if first == 10 { second } else { first };
        let equal = iin.iter().all(|byte| *byte == iin[0]);
        iin.len() == 12 && iin.iter().all(u8::is_ascii_digit) && control == digit(11) && !equal
    }

    #[test]
    fn the_examples_of_the_norms() {
        assert_eq!(control_digit(b"99010160000"), Some(b'2'));
        assert_eq!(control_digit(b"99010160030"), Some(b'2'));
        assert_eq!(control_digit(b"99010160034"), None);
    }

    #[test]
    fn the_first_half_million_are_valid_and_differ() {
        let made: BTreeSet<Iin> = made_up().take(500_000).collect();
        assert_eq!(made.len(), 500_000);
        assert!(made.iter().all(|iin| valid(iin)));
        assert!(made.iter().all(|iin| iin.starts_with(b"99")));
    }

    #[test]
    fn there_are_three_million() {
        assert!(made_up().nth(2_999_999).is_some());
    }
}
