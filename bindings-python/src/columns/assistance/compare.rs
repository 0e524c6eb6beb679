//! What becomes of many households under each of several regulations.

use std::collections::BTreeMap;

use voucher_core::{
    Coded,
    targeted_assistance::{
        MonthAmount, Refusal,
        columns::{AnswerKind, Assessor, RowAnswer},
    },
};

use crate::columns::{prelude::*, receipts::tenge};

/// How many households, and what the first months of those that are assigned cost in tiyn.
#[derive(Clone, Copy, Default)]
struct Counted {
    households: u64,
    cost: i128,
}

/// What became of households: by region, then by answer and reason. A row without an answer is bad, or outside the period,
/// which its reason says.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<Group, Counted>);

/// The place of a region, an answer and a reason.
type Group = (Option<usize>, Option<AnswerKind>, Option<Refusal>);

impl Tally {
    pub(super) fn add(&mut self, region: Option<usize>, said: Option<RowAnswer>, months: &[MonthAmount]) {
        let answer = said.and_then(|said| said.answer);
        let cost = match (answer, months.first()) {
            (Some(AnswerKind::Assigned), Some(month)) => i128::from(month.total().tiyn()),
            (_, _) => 0,
        };
        let mut count = |reason, cost| {
            let counted = self.0.entry((region, answer, reason)).or_default();
            counted.households += 1;
            counted.cost += cost;
        };
        count(None, cost);
        said.iter().flat_map(|said| said.refusals.iter()).for_each(|reason| count(Some(reason), 0));
    }
}

/// A row for each regulation, region, answer and reason that occur: in the order of the regulations as given, of regions by
/// name, nulls first, of answers and of reasons.
pub(super) fn tidy(tallies: &[(String, Assessor, Tally)], regions: &[String]) -> Bind<Table> {
    let mut rows = Vec::new();
    for (id, _, tally) in tallies {
        let name = |region: &Option<usize>| region.and_then(|place| regions.get(place)).map(String::as_str);
        let mut of_tally: Vec<_> = tally
            .0
            .iter()
            .map(|((region, answer, reason), counted)| (name(region), *answer, *reason, *counted))
            .collect();
        of_tally.sort_by_key(|(region, answer, reason, _)| (*region, *answer, *reason));
        rows.extend(of_tally.into_iter().map(|row| (id.as_str(), row)));
    }
    let groups = || rows.iter().map(|(_, group)| group);
    let costs = groups().map(|(.., counted)| counted.cost).collect();
    let assigned: Vec<bool> = groups().map(|(_, answer, ..)| *answer == Some(AnswerKind::Assigned)).collect();
    let columns = [
        ("regulation", output::texts(rows.iter().map(|(id, _)| Some(*id)))),
        ("region", output::texts(groups().map(|(region, ..)| *region))),
        ("answer", output::texts(groups().map(|(_, answer, ..)| answer.map(Coded::code)))),
        ("reason", output::texts(groups().map(|(_, _, reason, _)| reason.map(Coded::code)))),
        ("households", output::counts(groups().map(|(.., counted)| counted.households))),
        ("cost", tenge(costs, Some(assigned.into()))?),
    ];
    Table::of_full(&["regulation", "households"], columns, rows.len())
}
