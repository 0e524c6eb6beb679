//! Tables on their way out: any library that speaks Arrow takes them.

use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::SchemaRef;
use pyo3::types::PyCapsule;
use voucher_core::gas::Refusal;

use super::{
    arrow::{schema_capsule, stream_capsule},
    look::{self, Look, Sets},
    prelude::*,
};

/// An Arrow table: `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`, `pyarrow.table(table)`
/// and DuckDB take it.
///
/// It holds batches, in the order of the input's rows. Nothing is copied when it is exported, as often as one
/// likes.
#[pyclass(frozen, module = "voucher_core")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    /// How many columns, the first ones, are the caller's own.
    kept: usize,
    facts_later: Option<u64>,
    columns_read: Vec<String>,
    /// What its columns of sets are sets of.
    sets: Sets,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self {
            schema,
            batches,
            kept: 0,
            facts_later: None,
            columns_read: Vec::new(),
            sets: look::refusals::<Refusal>,
        }
    }

    /// Columns of so many rows, any of whose cells may be null.
    pub(crate) fn of<N: Into<String>>(
        columns: impl IntoIterator<Item = (N, ArrayRef)>,
        rows: usize,
    ) -> Bind<Self> {
        Self::of_full(&[], columns, rows)
    }

    /// The same, but that no cell of these columns may be null.
    pub(crate) fn of_full<N: Into<String>>(
        full: &[&str],
        columns: impl IntoIterator<Item = (N, ArrayRef)>,
        rows: usize,
    ) -> Bind<Self> {
        let field = |(name, array): (N, ArrayRef)| {
            let name = name.into();
            let nullable = !full.contains(&name.as_str());
            (Field::new(name, array.data_type().clone(), nullable), array)
        };
        let (fields, arrays) = columns.into_iter().map(field).unzip();
        let schema = output::schema(fields);
        let batch = output::batch(&schema, arrays, rows)?;
        Ok(Self::new(schema, vec![batch]))
    }

    /// The same, of which so many columns, the first ones, are the caller's own.
    pub(crate) fn keeping(self, kept: usize) -> Self {
        Self { kept, ..self }
    }

    /// The same, of a question before whose day were all facts but so many.
    pub(crate) fn seen_with(self, facts_later: u64) -> Self {
        Self { facts_later: Some(facts_later), ..self }
    }

    /// The same, which rests on these columns of a table.
    pub(crate) fn reading(self, names: &[&str]) -> Self {
        Self { columns_read: names.iter().map(|name| (*name).to_owned()).collect(), ..self }
    }

    /// The same, whose columns of sets are of these lists.
    pub(crate) fn of_sets(self, sets: Sets) -> Self {
        Self { sets, ..self }
    }

    fn look(&self) -> Look<'_> {
        let Self { schema, batches, kept, facts_later, sets, .. } = self;
        Look { schema, batches, kept: *kept, facts_later: *facts_later, sets: *sets }
    }

    fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

#[pymethods]
impl Table {
    /// The Arrow PyCapsule stream of the batches. `requested_schema` is ignored, as the protocol allows.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> Bind<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        stream_capsule(py, Box::new(RecordBatchIterator::new(batches, Arc::clone(&self.schema))))
    }

    /// The Arrow PyCapsule of the schema.
    #[pyo3(signature = () -> "object")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> Bind<Bound<'py, PyCapsule>> {
        schema_capsule(py, &Field::new_struct("", self.schema.fields().clone(), false))
    }

    /// How many rows it has.
    fn __len__(&self) -> usize {
        self.rows()
    }

    fn __repr__(&self) -> String {
        let columns = self.schema.fields().len();
        format!("<voucher_core.Table: {} rows, {columns} columns>", self.rows())
    }

    /// What its columns hold, a line each: how many rows of each code, how many are true, from when to when, how much in all.
    /// Accounts, IINs, phones and columns of `keep` are not shown (N34).
    fn __str__(&self) -> Bind<String> {
        catch(|| self.look().text())
    }

    /// The first ten rows and, of a longer table, what its columns hold; accounts, IINs, phones and columns of
    /// `keep` are not shown (N34).
    fn _repr_html_(&self) -> Bind<String> {
        catch(|| self.look().html())
    }

    /// The names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// How many facts of the table that was asked are later than the day of the question; none of an answer that has
    /// no such day. Bad rows have no facts.
    #[getter]
    fn facts_later(&self) -> Option<u64> {
        self.facts_later
    }

    /// Which columns of the table that was asked about this answer rests on; others stood there unread.
    #[getter]
    fn columns_read(&self) -> Vec<String> {
        self.columns_read.clone()
    }

    /// How many columns it has.
    #[getter]
    fn num_columns(&self) -> usize {
        self.schema.fields().len()
    }
}
