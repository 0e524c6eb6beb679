//! Whole worlds: prescriptions that mostly go well, merged in date order.

use alloc::vec::Vec;

use chrono::NaiveDate;
use proptest::{
    collection::vec,
    prop_oneof,
    sample::Index,
    strategy::{Just, Strategy},
};

use super::{
    codes::arb_evidence,
    facts::{Facts, arb_fact},
};
use crate::{
    Count, Iin, Month,
    medicines::{Dispensing, Evidence, Fact, Ledger, Regulation},
    testing::{
        calendar::shifted,
        people::{made_up_people, references},
        shrink::FewElements,
    },
};

/// What becomes of a prescription once it is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// All of it is handed out.
    Dispensed,
    /// It is handed out, withdrawn, and handed out again.
    Corrected,
    /// It is cancelled.
    Cancelled,
    /// Nobody comes for it.
    Forgotten,
    /// The patient leaves before coming for it, and is enrolled elsewhere.
    Moves,
}

/// A prescription of one patient, with the days between its steps.
#[derive(Clone, Debug)]
struct Errand {
    course: Course,
    who: Index,
    at: Index,
    issued_after: i64,
    waits: [i64; 3],
    evidence: Evidence,
    sends_register: bool,
}

fn arb_errand(regulation: &Regulation) -> impl Strategy<Value = Errand> + use<> {
    let index = proptest::arbitrary::any::<Index>;
    let days = (regulation.period().last - regulation.period().first).num_days();
    let issued_after = prop_oneof![3 => 0..=days.min(60), 1 => 0..=days];
    let wait = || prop_oneof![4 => 0..=3_i64, 2 => 0..=31_i64, 1 => 0..=100_i64];
    let course = prop_oneof![
        5 => Just(Course::Dispensed),
        2 => Just(Course::Corrected),
        1 => Just(Course::Cancelled),
        1 => Just(Course::Forgotten),
        1 => Just(Course::Moves),
    ];
    let sends_register = proptest::bool::ANY;
    (course, (index(), index()), issued_after, [wait(), wait(), wait()], arb_evidence(), sends_register)
        .prop_map(|(course, (who, at), issued_after, waits, evidence, sends_register)| Errand {
            course,
            who,
            at,
            issued_after,
            waits,
            evidence,
            sends_register,
        })
}

impl Errand {
    /// The facts of the errand with this number.
    fn facts(&self, regulation: &Regulation, patients: &[Iin], number: usize) -> Vec<(NaiveDate, Fact)> {
        let points = references("P", 3);
        let (iin, point) = (*self.who.get(patients), *self.at.get(&points));
        let own = move |kind, each: usize| references(kind, (number + 1) * 4).get(number * 4 + each).copied();
        let (Some(prescription), Some(item)) = (own("RX", 0), own("I", 0)) else { return Vec::new() };
        let days = regulation.parts().days_of_supply.least.unsigned_abs();
        let (quantity, days) = (count(4), count(days));
        let [first, second, third] = self.waits;
        let issued_on = shifted(regulation.period().first, self.issued_after);
        let (then, later) = (shifted(issued_on, first), shifted(issued_on, first + second));
        let mut facts = Vec::from([
            (issued_on, Fact::Enrolled { iin, point }),
            (issued_on, Fact::Prescribed { prescription, iin, item, quantity, days }),
        ]);
        let parts = match regulation.parts().dispensing {
            Dispensing::Single => Vec::from([(4, then)]),
            Dispensing::UntilQuantity => Vec::from([(1, then), (3, later)]),
        };
        let dispensed = |from: usize, on: Option<NaiveDate>| {
            parts.iter().enumerate().filter_map(move |(each, (quantity, day))| {
                let (record, quantity, evidence) = (own("D", from + each)?, count(*quantity), self.evidence);
                let given = Fact::Dispensed { record, prescription, point, quantity, evidence };
                Some((on.unwrap_or(*day), given))
            })
        };
        match self.course {
            Course::Dispensed => facts.extend(dispensed(0, None)),
            Course::Corrected => {
                facts.extend(dispensed(0, None));
                let records = (0..parts.len()).filter_map(|each| own("D", each));
                facts.extend(records.map(|record| (later, Fact::DispensingWithdrawn { record })));
                facts.extend(dispensed(2, Some(later)));
            }
            Course::Cancelled => facts.push((then, Fact::PrescriptionCancelled { prescription })),
            Course::Forgotten => {}
            Course::Moves => {
                facts.push((issued_on, Fact::Left { iin }));
                let elsewhere = points.iter().find(|other| **other != point);
                facts.extend(elsewhere.map(|point| (then, Fact::Enrolled { iin, point: *point })));
                facts.extend(dispensed(0, Some(later)));
            }
        }
        let month = Month::of(then);
        if let Some(due) = regulation.register_due(month).filter(|_| self.sends_register) {
            let sent_on = shifted(due, third);
            facts.push((sent_on, Fact::RegisterSent { point, month }));
        }
        facts
    }
}

fn count(number: u32) -> Count {
    Count::new(number).unwrap_or(Count::MAX)
}

/// The days and facts of errands, in date order.
fn arb_dated(
    regulation: &Regulation,
    patients: usize,
) -> impl Strategy<Value = Vec<(NaiveDate, Fact)>> + use<> {
    let (regulation, errands) = (regulation.clone(), vec(arb_errand(regulation), 0..=patients.max(1) * 2));
    let patients: Vec<Iin> = made_up_people().take(patients.max(1)).collect();
    FewElements(errands.prop_map(move |errands| {
        let numbered = errands.iter().enumerate();
        let mut facts: Vec<_> =
            numbered.flat_map(|(number, errand)| errand.facts(&regulation, &patients, number)).collect();
        facts.sort_by_key(|(on, _)| *on);
        facts
    }))
}

/// A world of so many patients: prescriptions that mostly are handed out, in date order, and registers that are sent.
///
/// ```
/// use voucher_core::{medicines::{Outcome, Regulation}, testing::{draws, medicines::arb_facts}};
///
/// let regulation = Regulation::medicines_2024_01();
/// let (mut accepted, mut all) = (0, 0);
/// for facts in draws(arb_facts(&regulation, 3)).take(50) {
///     let mut ledger = voucher_core::medicines::Ledger::new(regulation.clone());
///     accepted += facts.iter().filter(|(on, fact)| ledger.record(*on, fact).is_accepted()).count();
///     all += facts.iter().count();
/// }
/// assert!(accepted > all / 2 && accepted < all);
/// ```
pub fn arb_facts(regulation: &Regulation, patients: usize) -> impl Strategy<Value = Facts> + use<> {
    arb_dated(regulation, patients).prop_map(Facts::from_iter)
}

/// A world with everything wrong in it: facts of [`arb_facts`], and others at any place.
///
/// ```
/// use voucher_core::{medicines::Regulation, testing::{draws, medicines::arb_unsound_facts}};
///
/// let worlds = draws(arb_unsound_facts(&Regulation::medicines_2024_01(), 2)).take(50);
/// assert!(worlds.flat_map(|facts| facts.iter().copied().collect::<Vec<_>>()).any(|(_, fact)| fact.code() == "left"));
/// ```
pub fn arb_unsound_facts(regulation: &Regulation, patients: usize) -> impl Strategy<Value = Facts> + use<> {
    let stray = (proptest::arbitrary::any::<Index>(), arb_fact(regulation, patients));
    let first = regulation.period().first;
    (arb_dated(regulation, patients), vec(stray, 0..20)).prop_map(move |(mut facts, strays)| {
        for (place, fact) in strays {
            let place = place.index(facts.len().saturating_add(1));
            let on = facts.get(place.saturating_sub(1)).map_or(first, |(on, _)| *on);
            facts.insert(place, (on, fact));
        }
        Facts::from_iter(facts)
    })
}

/// The ledger of a world of [`arb_facts`].
///
/// ```
/// use voucher_core::{medicines::Regulation, testing::{draws, medicines::arb_ledger}};
///
/// assert!(draws(arb_ledger(&Regulation::medicines_2024_01(), 2)).take(9).any(|ledger| ledger.latest().is_some()));
/// ```
pub fn arb_ledger(regulation: &Regulation, patients: usize) -> impl Strategy<Value = Ledger> + use<> {
    let regulation = regulation.clone();
    arb_facts(&regulation, patients).prop_map(move |facts| facts.replay(&regulation))
}
