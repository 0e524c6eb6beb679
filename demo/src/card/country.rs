//! The country, graded: how many families are at which level, by region, and what pulls them down.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use voucher_core::family_card::{Family, Grade, Grading, IndicatorPoints, Score, grade};
use voucher_core::{Region, parse_date};

use super::family;
use crate::Dice;

/// How many families are made up before they are graded, so that only the grading is timed.
const BATCH: u32 = 2000;

/// The streams of the dice of families; those of offers come before them.
const FAMILIES: u64 = 1 << 34;

/// What an indicator did to the families.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pull {
    /// Families of which it took points.
    pub(crate) families: u64,
    /// The points that it took of them, at the most.
    pub(crate) points: u64,
    /// Families of which it took most; of several that took as much, the first.
    pub(crate) most: u64,
}

/// The country as the grading sees it.
#[derive(Debug)]
pub(crate) struct Country {
    pub(crate) grading: Grading,
    pub(crate) families: u64,
    /// By region, the families at each level, best first, and behind them those of which no level can be told.
    pub(crate) levels: BTreeMap<Region, Vec<u64>>,
    pub(crate) pulls: BTreeMap<String, Pull>,
    /// Of the families without a level, how many lack a fact.
    pub(crate) missing: BTreeMap<String, u64>,
    /// Time inside `grade` alone.
    pub(crate) time: Duration,
}

/// Makes up so many families and grades them as of 2026-06-30.
pub(crate) fn graded(families: u32, seed: u64) -> Country {
    let mut country = Country {
        grading: Grading::grading_2026_06(),
        families: 0,
        levels: BTreeMap::new(),
        pulls: BTreeMap::new(),
        missing: BTreeMap::new(),
        time: Duration::ZERO,
    };
    let grading = country.grading.clone();
    for first in (0..families).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let batch: Vec<_> = (first..families.min(first + BATCH))
            .filter_map(|who| family::family(&mut Dice::new(seed, FAMILIES + u64::from(who)), &grading).ok())
            .collect();
        country.take(&batch);
    }
    country
}

impl Country {
    fn take(&mut self, batch: &[(&str, Family<'_>)]) {
        let on = parse_date("2026-06-30").unwrap_or_default();
        let begun = Instant::now();
        let grades: Vec<_> = batch.iter().map(|(_, family)| grade(family, on)).collect();
        self.time += begun.elapsed();
        for ((region, _), grade) in batch.iter().zip(&grades) {
            if let Ok(region) = Region::from_kato(region) {
                self.add(region, grade);
            }
        }
    }

    fn add(&mut self, region: Region, grade: &Grade<'_>) {
        self.families += 1;
        let without = self.grading.levels().len();
        let place = match grade {
            Grade::Graded { level, score, .. } => {
                self.pull(score);
                self.level_names().position(|name| name == *level)
            }
            Grade::CannotTell { score, missing, .. } => {
                self.pull(score);
                for fact in missing {
                    *self.missing.entry((*fact).to_owned()).or_default() += 1;
                }
                Some(without)
            }
            Grade::Refused { .. } => None,
        };
        let counts = self.levels.entry(region).or_insert_with(|| vec![0; without + 1]);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }

    /// The levels, best first.
    pub(crate) fn level_names(&self) -> impl Iterator<Item = &str> {
        self.grading.levels().iter().map(String::as_str)
    }

    /// Where a fact is not known the better points count: nobody is pulled down by what nobody knows.
    fn pull(&mut self, score: &Score<'_>) {
        let lost = |each: &IndicatorPoints<'_>| u64::try_from(-each.points.most).unwrap_or(0);
        let worst = score.indicators.iter().map(lost).max().unwrap_or(0);
        let mut is_first = true;
        for indicator in score.indicators.iter().filter(|each| lost(each) > 0) {
            let pull = self.pulls.entry(indicator.indicator.to_owned()).or_default();
            pull.families += 1;
            pull.points += lost(indicator);
            if is_first && lost(indicator) == worst {
                (pull.most, is_first) = (pull.most + 1, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every family has a level or an open answer; no facts of a made-up family disagree.
    #[test]
    fn everybody_is_graded_the_same_each_time() {
        let (one, other) = (graded(3000, 7), graded(3000, 7));
        assert_eq!(one.levels, other.levels);
        assert_ne!(one.levels, graded(3000, 8).levels);
        let all: u64 = one.levels.values().flatten().sum();
        assert_eq!((all, one.families), (3000, 3000));
        assert_eq!(one.levels.len(), 20);
    }

    #[test]
    fn every_level_is_met_and_some_levels_stay_open() {
        let country = graded(40_000, 2025);
        let mut all = vec![0; 6];
        for counts in country.levels.values() {
            all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        assert!(all.iter().all(|count| *count > 0), "{all:?}");
        assert!(country.pulls.values().map(|pull| pull.most).sum::<u64>() <= country.families);
    }
}
