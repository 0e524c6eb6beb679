//! One made-up family: where it lives, what it has, and what is known of it.
//!
//! **Published**: 19.5 million people in 6.3 million families (S3), so 3.1 people a family; the subsistence minimum of 2026, in
//! which incomes are drawn (K9). **Our choice**: every other weight. No page of ours counts families by region, settlement,
//! income, dwelling or illness.

use voucher_core::family_card::{FactValue, Family, Grading};
use voucher_core::{Amount, Count, Error};

use crate::Dice;

/// The regions by KATO code, of a thousand families; the others live in Almaty.
pub(crate) const REGIONS: [(u32, &str); 19] = [
    (30, "10"),
    (39, "11"),
    (47, "15"),
    (77, "19"),
    (36, "23"),
    (35, "27"),
    (61, "31"),
    (35, "33"),
    (56, "35"),
    (41, "39"),
    (42, "43"),
    (39, "47"),
    (37, "55"),
    (26, "59"),
    (107, "61"),
    (11, "62"),
    (36, "63"),
    (72, "71"),
    (60, "79"),
];

/// Where those live whom no row of [`REGIONS`] draws.
pub(crate) const ALMATY: &str = "75";

/// The three cities that are regions.
const CITIES: [&str; 3] = ["71", ALMATY, "79"];

const SETTLEMENTS: [(u32, &str); 4] =
    [(220, "district"), (150, "rural_okrug"), (140, "village"), (15, "not_registered")];

const CHILDREN: [(u32, u32); 6] = [(440, 0), (220, 1), (180, 2), (90, 3), (45, 4), (17, 5)];

const ADULTS: [(u32, u32); 3] = [(240, 1), (620, 2), (110, 3)];

/// Income a head, in hundredths of the subsistence minimum.
const INCOMES: [(u32, (u32, u32)); 6] =
    [(15, (0, 0)), (45, (1, 24)), (240, (25, 99)), (370, (100, 199)), (200, (200, 299)), (70, (300, 399))];

/// Tenge; of 2026.
const SUBSISTENCE: u32 = 50_851;

/// In a thousand: how often a fact that offices do not always have is not known.
const NOT_KNOWN: u32 = 20;

/// The people of a family.
#[derive(Clone, Copy, Debug)]
pub(crate) struct People {
    pub(crate) adults: u32,
    pub(crate) children: u32,
}

impl People {
    pub(crate) fn new(dice: &mut Dice) -> People {
        People { adults: dice.pick(&ADULTS, 4), children: dice.pick(&CHILDREN, 6) }
    }
}

/// The region of a family, and all that is known of it.
pub(crate) fn family<'g>(dice: &mut Dice, grading: &'g Grading) -> Result<(&'static str, Family<'g>), Error> {
    let region = dice.pick(&REGIONS, ALMATY);
    let people = People::new(dice);
    let mut facts = Facts { family: Family::new(grading), dice };
    facts.place(region)?;
    facts.work(people)?;
    facts.property()?;
    facts.health(people)?;
    facts.children(people)?;
    Ok((region, facts.family))
}

/// A family in the making.
struct Facts<'g, 'd> {
    family: Family<'g>,
    dice: &'d mut Dice,
}

impl Facts<'_, '_> {
    fn yes(&mut self, fact: &str, per_mille: u32) -> Result<(), Error> {
        let yes = self.dice.often(per_mille);
        self.family.know(fact, FactValue::Boolean(yes))
    }

    fn count(&mut self, fact: &str, rows: &[(u32, u32)], others: u32) -> Result<(), Error> {
        let count = self.dice.pick(rows, others);
        self.family.know(fact, FactValue::Count(Count::new(count)?))
    }

    fn value(&mut self, fact: &str, rows: &[(u32, &str)], others: &str) -> Result<(), Error> {
        let mut drawn = self.dice.below(1000);
        for (weight, value) in rows {
            match drawn.checked_sub(*weight) {
                None => return self.family.know(fact, FactValue::Value(value)),
                Some(left) => drawn = left,
            }
        }
        self.family.know(fact, FactValue::Value(others))
    }

    fn amount(&mut self, fact: &str, hundredths: u32) -> Result<(), Error> {
        self.family.know(fact, FactValue::Amount(Amount::from_scaled(i128::from(hundredths), 2)?))
    }

    fn is_known(&mut self) -> bool {
        !self.dice.often(NOT_KNOWN)
    }

    fn place(&mut self, region: &str) -> Result<(), Error> {
        if CITIES.contains(&region) {
            return self.value("settlement", &[(20, "not_registered")], "republican_city");
        }
        self.value("settlement", &SETTLEMENTS, "oblast_city")
    }

    fn work(&mut self, people: People) -> Result<(), Error> {
        let able_bodied = self.dice.below(people.adults + 1).max(u32::from(self.dice.often(800)));
        let working = (0..able_bodied).filter(|_| self.dice.often(760)).count();
        let working = u32::try_from(working).unwrap_or(0);
        self.family.know("able_bodied", FactValue::Count(Count::new(able_bodied)?))?;
        self.family.know("working", FactValue::Count(Count::new(working)?))?;
        if self.is_known() {
            let (least, most) = self.dice.pick(&INCOMES, (400, 1200));
            let hundredths = self.dice.within(least, most) * SUBSISTENCE;
            self.amount("income_per_head", hundredths)?;
        }
        self.value("business", &[(110, "sole_proprietor"), (15, "company_founder"), (5, "both")], "none")?;
        self.yes("credit", 560)?;
        if self.is_known() {
            self.value("arrears", &[(90, "some_adults"), (35, "all_adults")], "none")?;
        }
        Ok(())
    }

    fn property(&mut self) -> Result<(), Error> {
        self.count("cars", &[(410, 0), (440, 1), (120, 2)], 3)?;
        self.yes("commercial_transport", 15)?;
        self.yes("land_plot", 130)?;
        self.count("machinery_kinds", &[(970, 0), (25, 1)], 2)?;
        if self.is_known() {
            let value = self
                .dice
                .pick(&[(780, (0, 0)), (120, (1, 499)), (60, (500, 999)), (30, (1000, 1999))], (2000, 9000));
            let thousands = self.dice.within(value.0, value.1);
            self.amount("smallholding_value", thousands * 100_000)?;
        }
        let dwellings = self.dice.pick(&[(120, 0), (720, 1), (130, 2), (20, 3), (8, 5)], 8);
        self.family.know("dwellings", FactValue::Count(Count::new(dwellings)?))?;
        if self.is_known() {
            let area = self.dice.within(600, 5000);
            self.amount("area_per_head", area)?;
        }
        self.yes("commercial_property", 30)
    }

    fn health(&mut self, people: People) -> Result<(), Error> {
        self.yes("all_attached_to_clinic", 930)?;
        self.yes("all_health_insured", 820)?;
        if self.is_known() {
            self.yes("chronic_illness", 190)?;
        }
        self.yes("dispensary", 260)?;
        self.count("adults_disability_1_2", &[(950, 0), (45, 1)], 2)?;
        self.count("adults_disability_3", &[(965, 0), (33, 1)], 2)?;
        let childhood = if people.children > 0 { 25 } else { 6 };
        self.yes("disability_since_childhood", childhood)
    }

    /// None of the children without a place is beside the children that there are (K9).
    fn children(&mut self, People { children, .. }: People) -> Result<(), Error> {
        self.family.know("children_and_students", FactValue::Count(Count::new(children)?))?;
        for (fact, per_mille) in [("children_without_preschool", 90), ("children_without_school", 12)] {
            let without = u32::from(children > 0 && self.dice.often(per_mille));
            self.family.know(fact, FactValue::Count(Count::new(without)?))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// S3: 19.5 million people in 6.3 million families.
    #[test]
    fn a_family_has_three_and_a_tenth_people() {
        let people = |who| People::new(&mut Dice::new(2025, who));
        let all: u32 = (0..100_000).map(people).map(|people| people.adults + people.children).sum();
        assert!(all.abs_diff(309_500) < 6000, "{all}");
    }

    #[test]
    fn the_regions_are_the_twenty_of_the_table() {
        let mut codes: Vec<_> = REGIONS.iter().map(|row| row.1).chain([ALMATY]).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 20);
        assert!(codes.iter().all(|code| voucher_core::Region::from_kato(code).is_ok()));
        assert!(REGIONS.iter().map(|row| row.0).sum::<u32>() < 1000);
    }
}
