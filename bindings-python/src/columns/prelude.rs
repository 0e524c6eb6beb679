//! What nearly every room of columns speaks of.

pub(super) use std::sync::Arc;

pub(super) use arrow_array::{Array, ArrayRef, StructArray, cast::AsArray};
pub(super) use arrow_schema::{DataType, Field};
pub(super) use pyo3::prelude::*;

pub(super) use super::{
    arrow::AnyArrow,
    batches::interrupted,
    beside::{Beside, Names, Wishes},
    facts::Facts,
    fault::{Bad, Column, Fault},
    input::Layout,
    output,
    shape::{Pick, Shape},
    source::Source,
    table::Table,
};
pub(super) use crate::{
    argument::Text,
    date::ExactDate,
    error::{Bind, BindError, catch, detached},
    regulation::RegulationArg,
};
