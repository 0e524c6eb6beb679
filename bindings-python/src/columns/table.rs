//! Tables on their way out: any library that speaks Arrow takes them.

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::{Field, SchemaRef};
use pyo3::{prelude::*, types::PyCapsule};

use super::{
    arrow::{schema_capsule, stream_capsule},
    look,
};
use crate::error::{Bind, catch};

/// An Arrow table: `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`, `pyarrow.table(table)`
/// and DuckDB take it.
///
/// It holds batches, in the order of the input's rows. Nothing is copied when it is exported, as often as one
/// likes.
#[pyclass(frozen, module = "voucher_core")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }

    fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

#[pymethods]
impl Table {
    /// The Arrow PyCapsule stream of the batches. `requested_schema` is ignored, as the protocol allows.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
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

    /// The first ten rows and, of a longer table, what its columns hold; accounts, IINs and phones are not
    /// shown (N34).
    fn _repr_html_(&self) -> Bind<String> {
        catch(|| look::html(&self.schema, &self.batches))
    }

    /// The names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// How many columns it has.
    #[getter]
    fn num_columns(&self) -> usize {
        self.schema.fields().len()
    }
}
