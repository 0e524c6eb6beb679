//! What tells two regulations apart: their fields, and the answers that they can give differently.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array};
use pyo3::prelude::*;
use voucher_core::{
    self as core,
    gas::{AnswerDifference, Stage, columns::day_number},
    programme::FieldDifference,
};

use super::words;
use crate::{
    columns::{Table, texts},
    error::Bind,
    html,
    listen::answer,
    value::MonthArg,
};

/// What tells a regulation from another: the fields in which they differ, and the days and stages on which their answers can.
///
/// It is true where a field differs.
#[pyclass(frozen, module = "voucher_core")]
pub(crate) struct RegulationDifference {
    here: core::gas::Regulation,
    there: core::gas::Regulation,
}

impl RegulationDifference {
    pub(crate) fn new(here: &core::gas::Regulation, there: &core::gas::Regulation) -> Self {
        Self { here: here.clone(), there: there.clone() }
    }

    /// Takes seconds where they differ in who is listed. Errors: what a signal raises.
    fn answers_in(&self, py: Python<'_>, month: core::Month) -> Bind<Vec<AnswerDifference>> {
        let (here, there) = (self.here.clone(), self.there.clone());
        answer(py, usize::MAX, move || Ok(here.answers_that_differ(&there, month)))
    }
}

#[pymethods]
impl RegulationDifference {
    /// The fields that differ, as a table: `field`, its path in the wire form; `here` and `there`, both values as
    /// canonical JSON; `norms` that speak of it; `source_here` and `source_there`, where each value comes from: `choice` where no source
    /// settles it, null where it was changed since.
    #[getter]
    fn fields(&self) -> Bind<Table> {
        let fields = self.here.diff(&self.there);
        let norms = fields.iter().map(|each| core::gas::Regulation::norms_of(&each.field));
        let source = |of: &core::gas::Regulation| texts(fields.iter().map(|each| of.source_of(&each.field)));
        let own = [
            ("norms", texts(norms)),
            ("source_here", source(&self.here)),
            ("source_there", source(&self.there)),
        ];
        Table::of(columns(&fields).into_iter().chain(own), fields.len())
    }

    /// On which days of a month, and at which stages, an answer can differ, as a table: `question`, what is told or asked;
    /// `here` and `there`, the stages of whom it is (null of a register, which is nobody's); `first` and `last` day, both inclusive.
    ///
    /// Every history of one person is played to its end under both, with others on the account, so nothing is left out. Where the stages themselves differ, this
    /// alone is told, since nearly every answer then does.
    fn answers(&self, py: Python<'_>, month: MonthArg) -> Bind<Table> {
        let answers = self.answers_in(py, month.0)?;
        let each = || answers.iter();
        let first = each().map(|each| day_number(each.first));
        let last = each().map(|each| day_number(each.last));
        let columns: [(&str, ArrayRef); 5] = [
            ("question", texts(each().map(|each| Some(each.question.code())))),
            ("here", texts(each().map(|each| each.here.map(Stage::code)))),
            ("there", texts(each().map(|each| each.there.map(Stage::code)))),
            ("first", Arc::new(Date32Array::from_iter_values(first))),
            ("last", Arc::new(Date32Array::from_iter_values(last))),
        ];
        Table::of(columns, answers.len())
    }

    fn __bool__(&self) -> bool {
        self.here != self.there
    }

    fn __repr__(&self) -> String {
        let fields = self.here.diff(&self.there).len();
        format!("<RegulationDifference: {:?}, {:?}, {fields} fields>", self.here.id(), self.there.id())
    }

    fn _repr_html_(&self, py: Python<'_>) -> Bind<String> {
        let (here, there) = (&self.here, &self.there);
        let names = ["field", "norms", here.id(), "source", there.id(), "source"];
        let mut fields = html::Table::new("What differs", &names);
        for each in here.diff(there) {
            let source = |of: &core::gas::Regulation| of.source_of(&each.field).unwrap_or("changed");
            let norms = core::gas::Regulation::norms_of(&each.field).unwrap_or_default();
            fields.row([&each.field, norms, &each.here, source(here), &each.there, source(there)]);
        }
        let shared = here.months().find(|month| there.months().any(|other| other == *month));
        let answers = match shared {
            Some(month) => {
                let caption = format!("Whose answers can differ, in {month}");
                answers_html(&caption, [here.id(), there.id()], &self.answers_in(py, month)?)
            }
            None => "<p>They have no month in common.</p>".to_owned(),
        };
        Ok(format!("{}{answers}", fields.end()))
    }
}

fn answers_html(caption: &str, [here, there]: [&str; 2], answers: &[AnswerDifference]) -> String {
    let mut table = html::Table::new(caption, &["what", here, there, "first day", "last day"]);
    for each in answers {
        let stage = |stage: Option<Stage>| words(stage.map_or("–", Stage::code));
        let (first, last) = (each.first.to_string(), each.last.to_string());
        table.row([words(each.question.code()), stage(each.here), stage(each.there), first, last]);
    }
    table.end()
}

/// Fields as columns: their paths, and both values.
fn columns(fields: &[FieldDifference]) -> [(&'static str, ArrayRef); 3] {
    [
        ("field", texts(fields.iter().map(|each| Some(&each.field)))),
        ("here", texts(fields.iter().map(|each| Some(&each.here)))),
        ("there", texts(fields.iter().map(|each| Some(&each.there)))),
    ]
}

/// The fields in which two regulations of the crossing differ, as a table: `field`, `here`, `there`.
pub(crate) fn table(fields: &[FieldDifference]) -> Bind<Table> {
    Table::of(columns(fields), fields.len())
}
