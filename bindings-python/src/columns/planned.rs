//! Planned against given, as a tidy table by school and day (M20).

use arrow_array::Date32Array;
use chrono::NaiveDate;
use voucher_core::{
    Month, Reference,
    gas::columns::day_number,
    meals::{Ledger, Planned, Refusals},
};

use super::prelude::*;

/// A column of counts: its name, and what it counts.
type Count = (&'static str, fn(&Planned) -> u64);

const COUNTS: [Count; 7] = [
    ("planned", Planned::planned),
    ("given", |planned| planned.given),
    ("closed", |planned| planned.closed),
    ("no_consent", |planned| planned.no_consent),
    ("absent", |planned| planned.absent),
    ("ahead", |planned| planned.ahead),
    ("over", |planned| planned.over),
];

/// A row for each school and day that has pupils to eat or a meal, or why there is none.
pub(crate) fn planned(
    ledger: &Ledger,
    month: Month,
    kind: &Reference,
    on: NaiveDate,
) -> Result<Bind<Table>, Refusals> {
    let rows = ledger.planned_by_day(month, kind, on)?;
    let schools = output::texts(rows.keys().map(|(school, _)| Some(school.expose_text())));
    let days: Date32Array = rows.keys().map(|(_, day)| Some(day_number(*day))).collect();
    let keys: [(&str, ArrayRef); 2] = [("school", schools), ("day", Arc::new(days))];
    let counts = COUNTS.map(|(name, count)| (name, output::counts(rows.values().map(count))));
    Ok(Table::of(keys.into_iter().chain(counts), rows.len()))
}
