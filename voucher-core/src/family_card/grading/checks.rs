//! The checks of a grading, in the order in which the first fault is named (*wire*).

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use super::{
    BracketParts, FactKind, FactParts, GivesParts, Grading, GradingParts, PlainKind, RuleParts, Unit,
    canonical,
    rule::{Gives, Rule, Step},
};
use crate::{
    family_card::kind::RegulationKind,
    programme::{Programme, is_written},
    value::{
        error::{Error, ErrorKind, causes, check},
        money::{Amount, Factor, bounded},
        order,
    },
};

causes! {
    SubsistenceNotPositive "subsistence_not_positive" "the subsistence minimum is above 0",
    DuplicateFact "duplicate_fact" "a fact, or a value of a fact, stands twice",
    UnknownFact "unknown_fact" "the grading has no fact of this name",
    WrongKindOfFact "wrong_kind_of_fact" "the fact is of another kind",
    NoIndicators "no_indicators" "a grading has at least one indicator",
    DuplicateIndicator "duplicate_indicator" "an indicator stands twice",
    BracketsNotRising "brackets_not_rising" "brackets begin with 0, and each bound is above the one before",
    ValuesIncomplete "values_incomplete" "a rule by values names each value of its fact and no other",
    LevelsNotFalling "levels_not_falling" "the least total of a level is below that of the level before",
    DuplicateLevel "duplicate_level" "a level stands twice",
}

impl Grading {
    /// Checks the parts of a grading.
    ///
    /// # Errors
    ///
    /// The first that holds of `malformed_regulation`, `period_reversed`, `subsistence_not_positive`, `duplicate_fact`,
    /// `unknown_fact`, `wrong_kind_of_fact`, `no_indicators`, `duplicate_indicator`, `brackets_not_rising`,
    /// `values_incomplete`, `levels_not_falling`, `duplicate_level`.
    ///
    /// ```
    /// use voucher_core::family_card::Grading;
    ///
    /// let mut parts = Grading::grading_2026_06().parts().clone();
    /// parts.levels[1].least = 1800; // as much as the level before
    /// assert_eq!(Grading::new(parts).unwrap_err().code(), "levels_not_falling");
    /// ```
    pub fn new(parts: GradingParts) -> Result<Self, Error> {
        let read = Read::of(&parts)?;
        check(parts.period.first <= parts.period.last, ErrorKind::PeriodReversed)?;
        let subsistence = read.subsistence.filter(|amount| amount.units() > 0);
        let subsistence = subsistence.ok_or(Error::new(ErrorKind::SubsistenceNotPositive))?;
        let places = places(&parts)?;
        let at_most = read.facts_are_known(&parts, &places)?;
        read.kinds_fit(&parts, &places, &at_most)?;
        check(!parts.indicators.is_empty(), ErrorKind::NoIndicators)?;
        let ids = parts.indicators.iter().map(|each| &each.id);
        check(order::is_each_once(ids), ErrorKind::DuplicateIndicator)?;
        check(read.rules.iter().all(ReadRule::rises), ErrorKind::BracketsNotRising)?;
        let complete = |rule: &ReadRule<'_>| rule.is_complete(&parts, &places);
        check(read.rules.iter().all(complete), ErrorKind::ValuesIncomplete)?;
        let falling = |pair: (&super::LevelParts, &super::LevelParts)| pair.1.least < pair.0.least;
        let pairs = parts.levels.iter().zip(parts.levels.iter().skip(1));
        check(pairs.into_iter().all(falling), ErrorKind::LevelsNotFalling)?;
        let levels: Vec<String> = names_of_levels(&parts).cloned().collect();
        check(order::is_each_once(&levels), ErrorKind::DuplicateLevel)?;
        let compile = |indicator: &super::IndicatorParts| {
            Compiler { parts: &parts, places: &places, subsistence }.rule(&indicator.rule)
        };
        let rules = parts.indicators.iter().map(compile).collect::<Result<_, _>>()?;
        Ok(Self { digest: canonical::digest(&parts), places, at_most, rules, levels, parts })
    }
}

fn names_of_levels(parts: &GradingParts) -> impl Iterator<Item = &String> {
    parts.levels.iter().map(|level| &level.level).chain([&parts.lowest])
}

/// The place of each fact, if no name and no value stands twice.
fn places(parts: &GradingParts) -> Result<BTreeMap<String, usize>, Error> {
    let named = |(place, fact): (usize, &FactParts)| Ok::<_, Error>((fact.name.clone(), place));
    let places = order::map(parts.facts.iter().enumerate().map(named))?;
    let once = |kind: &FactKind| match kind {
        FactKind::Plain(_) => true,
        FactKind::OneOf(values) => order::is_each_once(values),
    };
    let fine = places.len() == parts.facts.len() && parts.facts.iter().all(|fact| once(&fact.kind));
    check(fine, ErrorKind::DuplicateFact)?;
    Ok(places)
}

/// A grading of which every text has been read.
struct Read<'p> {
    /// None where it is negative.
    subsistence: Option<Amount>,
    /// Every rule, the inner ones too.
    rules: Vec<ReadRule<'p>>,
}

/// A rule of which every bound has been read.
struct ReadRule<'p> {
    fact: &'p str,
    /// The bounds of brackets in 1/10 000, and whether what is above is meant; a bound is none where it is negative.
    /// None of a rule by values.
    bounds: Option<Vec<(Option<u64>, bool)>>,
    values: Option<&'p BTreeMap<String, GivesParts>>,
}

impl<'p> Read<'p> {
    /// Reads every text. A name or an amount in another form than the wire's, a rule within a rule within a rule, a year
    /// that the wire form cannot have and another programme or kind are malformed.
    fn of(parts: &'p GradingParts) -> Result<Self, Error> {
        let of_here = parts.programme == Programme::FamilyCard && parts.kind == RegulationKind::Grading;
        let named = parts.facts.iter().all(|fact| is_name(&fact.name) && values_are_names(&fact.kind))
            && parts.indicators.iter().all(|indicator| is_name(&indicator.id))
            && names_of_levels(parts).all(|level| is_level(level));
        check(of_here && is_written(parts.period) && named, ErrorKind::MalformedRegulation)?;
        let subsistence = bounded(Amount::parse(&parts.subsistence), &[ErrorKind::Negative])?;
        let mut rules = Vec::new();
        for indicator in &parts.indicators {
            read_rule(&indicator.rule, MOST_LEVELS, &mut rules)?;
        }
        Ok(Self { subsistence, rules })
    }

    /// The pairs by places, if every fact that is named is there.
    fn facts_are_known(
        &self,
        parts: &GradingParts,
        places: &BTreeMap<String, usize>,
    ) -> Result<Vec<(usize, usize)>, Error> {
        let unknown = Error::new(ErrorKind::UnknownFact);
        check(self.rules.iter().all(|rule| places.contains_key(rule.fact)), ErrorKind::UnknownFact)?;
        let place = |name: &String| places.get(name).copied().ok_or(unknown);
        parts.at_most.iter().map(|(first, second)| Ok((place(first)?, place(second)?))).collect()
    }

    /// Brackets on amounts and counts, values on the others, pairs of two amounts or two counts.
    fn kinds_fit(
        &self,
        parts: &GradingParts,
        places: &BTreeMap<String, usize>,
        at_most: &[(usize, usize)],
    ) -> Result<(), Error> {
        let kind = |place: &usize| parts.facts.get(*place).and_then(|fact| measured(&fact.kind));
        let fits =
            |rule: &ReadRule<'_>| places.get(rule.fact).and_then(kind).is_some() == rule.bounds.is_some();
        let alike = |(first, second): &(usize, usize)| kind(first).is_some() && kind(first) == kind(second);
        check(self.rules.iter().all(fits) && at_most.iter().all(alike), ErrorKind::WrongKindOfFact)
    }
}

/// How many rules may stand within each other.
const MOST_LEVELS: u32 = 2;

/// Reads a rule and those within it.
fn read_rule<'p>(parts: &'p RuleParts, levels: u32, rules: &mut Vec<ReadRule<'p>>) -> Result<(), Error> {
    let levels = levels.checked_sub(1).ok_or(Error::new(ErrorKind::MalformedRegulation))?;
    let inner = |gives: &'p GivesParts, rules: &mut Vec<ReadRule<'p>>| match gives {
        GivesParts::Points(_) => Ok(()),
        GivesParts::Rule(rule) => read_rule(rule, levels, rules),
    };
    match parts {
        RuleParts::Brackets { fact, brackets, .. } => {
            let bounds = brackets.iter().map(bound).collect::<Result<_, _>>()?;
            rules.push(ReadRule { fact, bounds: Some(bounds), values: None });
            brackets.iter().try_for_each(|bracket| inner(gives(bracket), rules))
        }
        RuleParts::Values { fact, values } => {
            rules.push(ReadRule { fact, bounds: None, values: Some(values) });
            values.values().try_for_each(|gives| inner(gives, rules))
        }
    }
}

/// A bound in 1/10 000, and whether what is above is meant.
fn bound(bracket: &BracketParts) -> Result<(Option<u64>, bool), Error> {
    let (text, above) = match bracket {
        BracketParts::Least { least, .. } => (least, false),
        BracketParts::Above { above, .. } => (above, true),
    };
    Ok((bounded(Factor::parse(text), &[ErrorKind::Negative])?.map(Factor::units), above))
}

const fn gives(bracket: &BracketParts) -> &GivesParts {
    match bracket {
        BracketParts::Least { gives, .. } | BracketParts::Above { gives, .. } => gives,
    }
}

impl ReadRule<'_> {
    /// The first bound is `least` 0, and each is above the one before.
    fn rises(&self) -> bool {
        let Some(bounds) = &self.bounds else { return true };
        // None, which is a negative bound, is below all others.
        bounds.first() == Some(&(Some(0), false))
            && bounds.iter().zip(bounds.iter().skip(1)).all(|(before, next)| before < next)
    }

    /// The names are those of the fact's values, and there are some.
    fn is_complete(&self, parts: &GradingParts, places: &BTreeMap<String, usize>) -> bool {
        let Some(values) = self.values else { return true };
        let fact = places.get(self.fact).and_then(|place| parts.facts.get(*place));
        let names: Vec<&str> = fact.map(|fact| names_of_values(&fact.kind)).unwrap_or_default();
        !names.is_empty()
            && names.len() == values.len()
            && names.iter().all(|name| values.contains_key(*name))
    }
}

/// The kind of a fact that has brackets.
const fn measured(kind: &FactKind) -> Option<PlainKind> {
    match kind {
        FactKind::Plain(kind @ (PlainKind::Amount | PlainKind::Count)) => Some(*kind),
        FactKind::Plain(PlainKind::Boolean) | FactKind::OneOf(_) => None,
    }
}

/// The names that a rule by values has, in the order of their numbers.
fn names_of_values(kind: &FactKind) -> Vec<&str> {
    match kind {
        FactKind::Plain(PlainKind::Boolean) => ["no", "yes"].into(),
        FactKind::Plain(PlainKind::Amount | PlainKind::Count) => Vec::new(),
        FactKind::OneOf(values) => values.iter().map(String::as_str).collect(),
    }
}

fn values_are_names(kind: &FactKind) -> bool {
    match kind {
        FactKind::Plain(_) => true,
        FactKind::OneOf(values) => values.iter().all(|value| is_name(value)),
    }
}

/// Whether a text has the form of a name of a fact, a value or an indicator.
fn is_name(text: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.len() <= 32
        && text.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && text.bytes().all(inside)
}

/// Whether a text has the form of the name of a level.
fn is_level(text: &str) -> bool {
    (1..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Makes rules of whole numbers, once all checks are passed.
struct Compiler<'p> {
    parts: &'p GradingParts,
    places: &'p BTreeMap<String, usize>,
    subsistence: Amount,
}

impl Compiler<'_> {
    fn rule(&self, parts: &RuleParts) -> Result<Rule, Error> {
        let (RuleParts::Brackets { fact, .. } | RuleParts::Values { fact, .. }) = parts;
        let place = self.places.get(fact).copied().unwrap_or_default();
        let kind = self.parts.facts.get(place).map(|fact| &fact.kind);
        let steps = match parts {
            RuleParts::Brackets { unit, brackets, .. } => {
                let step = |bracket: &BracketParts| {
                    let from = self.from(bound(bracket)?, *unit, kind.and_then(measured));
                    Ok(Step { from, gives: self.gives(gives(bracket))? })
                };
                brackets.iter().map(step).collect::<Result<_, Error>>()?
            }
            RuleParts::Values { values, .. } => {
                let names = kind.map(names_of_values).unwrap_or_default();
                let given = names.iter().filter_map(|name| values.get(*name));
                let step = |(gives, from)| Ok(Step { from, gives: self.gives(gives)? });
                given.zip(0..).map(step).collect::<Result<_, Error>>()?
            }
        };
        Ok(Rule { fact: place, steps })
    }

    fn gives(&self, parts: &GivesParts) -> Result<Gives, Error> {
        Ok(match parts {
            GivesParts::Points(points) => Gives::Points(*points),
            GivesParts::Rule(rule) => Gives::Rule(self.rule(rule)?),
        })
    }

    /// The first number of the fact that reaches a bound: of hundredths for an amount, of ones for a count.
    fn from(&self, (bound, above): (Option<u64>, bool), unit: Unit, kind: Option<PlainKind>) -> u64 {
        let scale = match kind {
            Some(PlainKind::Amount) => 100,
            Some(PlainKind::Count | PlainKind::Boolean) | None => 1,
        };
        // In 1/1 000 000 of the fact's number: four decimals of the bound, two of the subsistence minimum.
        let unit = match unit {
            Unit::One => 100,
            Unit::Subsistence => u128::from(self.subsistence.units()),
        };
        let exact = u128::from(bound.unwrap_or(0)) * unit * scale;
        let from = if above { exact / MILLION + 1 } else { exact.div_ceil(MILLION) };
        u64::try_from(from).unwrap_or(u64::MAX)
    }
}

const MILLION: u128 = 1_000_000;
