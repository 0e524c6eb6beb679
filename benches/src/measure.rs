//! Rounds: every rival once a round, so that whatever else the machine does falls on all of them alike.

use std::fmt;
use std::time::Duration;

use cpu_time::ThreadTime;

/// Whether the benches were asked for one quick pass: `cargo bench -- --test`.
#[must_use]
pub fn is_test() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

/// How long the work held a core; waiting for one is not counted.
pub fn timed(work: impl FnOnce()) -> Duration {
    let start = ThreadTime::now();
    work();
    start.elapsed()
}

/// The times of one rival, round by round, in picoseconds a call.
#[derive(Debug, Default)]
pub struct Samples(Vec<u64>);

/// A number with three decimals, without a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thousandths(u64);

impl Thousandths {
    /// `of / by`; nothing is told apart from a divisor of 0 and one of 1.
    #[must_use]
    pub fn ratio(of: u64, by: u64) -> Self {
        let thousandths = u128::from(of) * 1000 / u128::from(by.max(1));
        Self(u64::try_from(thousandths).unwrap_or(u64::MAX))
    }
}

impl fmt::Display for Thousandths {
    /// As many decimals as asked for, one if none are: cut, not rounded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(1).min(3);
        let digits = format!("{}.{:03}", self.0 / 1000, self.0 % 1000);
        f.pad_integral(true, "", digits.get(..digits.len() - 3 + decimals).unwrap_or(&digits))
    }
}

impl Samples {
    /// The median, in nanoseconds a call.
    #[must_use]
    pub fn median(&self) -> Thousandths {
        Thousandths(median(self.0.clone()))
    }

    /// How many thousand calls fit in a second, by the median.
    #[must_use]
    pub fn thousands_a_second(&self) -> u64 {
        1_000_000_000 / self.median().0.max(1)
    }

    /// The smallest and the largest, in nanoseconds a call.
    #[must_use]
    pub fn extremes(&self) -> (Thousandths, Thousandths) {
        let least = self.0.iter().min().copied().unwrap_or_default();
        (Thousandths(least), Thousandths(self.0.iter().max().copied().unwrap_or_default()))
    }

    /// The median over the rounds of this rival's time divided by the other's in the same round.
    #[must_use]
    pub fn ratio_to(&self, other: &Self) -> Thousandths {
        let ratios = self.0.iter().zip(&other.0).map(|(own, other)| Thousandths::ratio(*own, *other).0);
        Thousandths(median(ratios.collect()))
    }
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// So many rounds, in each of which every rival makes `calls` calls and says how long they took.
pub fn rounds<const RIVALS: usize>(
    rounds: usize,
    calls: usize,
    mut rivals: [&mut dyn FnMut() -> Duration; RIVALS],
) -> [Samples; RIVALS] {
    let mut samples = std::array::from_fn(|_| Samples::default());
    for _ in 0..rounds {
        for (rival, samples) in rivals.iter_mut().zip(&mut samples) {
            let picoseconds = rival().as_nanos() * 1000 / u128::try_from(calls.max(1)).unwrap_or(1);
            samples.0.push(u64::try_from(picoseconds).unwrap_or(u64::MAX));
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_ratios_are_by_round() {
        let (mut slow, mut fast) = ([30, 900, 40].into_iter(), [10, 300, 20].into_iter());
        let mut next_slow = || Duration::from_nanos(slow.next().unwrap());
        let mut next_fast = || Duration::from_nanos(fast.next().unwrap());
        let [slow, fast] = rounds(3, 10, [&mut next_slow, &mut next_fast]);
        assert_eq!((slow.median().to_string(), fast.median().to_string()), ("4.0".into(), "2.0".into()));
        assert_eq!(format!("{:6.2}", slow.ratio_to(&fast)), "  3.00");
    }
}
