//! Dictionaries of texts, read once for all batches that share one.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{Array, ArrayRef, cast::AsArray};
use voucher_core::{Month, gas::Answer};

use super::{account::LongAccounts, cells::Texts, row_cells::Cell};

/// What each text of the last dictionary of a column is, as long as batches come with the same one.
///
/// A dictionary is read when as many rows have come with it as it has texts; before that, each row's own text is read.
/// So no text is read more often than there are rows, however many batches share a dictionary that is larger than they
/// are, and however many have one of their own.
pub(crate) struct Dictionary<T>(Mutex<Last<T>>);

struct Last<T> {
    /// Kept alive, so that no other dictionary can stand at the same place in memory.
    values: Option<ArrayRef>,
    rows: usize,
    known: Option<Arc<[T]>>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self(Mutex::new(Last { values: None, rows: 0, known: None }))
    }
}

impl<T> Dictionary<T> {
    /// What each text of an array's dictionary is, if so many rows more are enough to read it; an array without one has
    /// none.
    pub(crate) fn known(
        &self,
        array: &ArrayRef,
        rows: usize,
        read: impl Fn(Option<&str>) -> T,
    ) -> Option<Arc<[T]>> {
        let values = array.as_any_dictionary_opt()?.values();
        // A panic while the lock is held leaves what is known whole: it is put in at once.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !last.values.as_ref().is_some_and(|known| known.to_data().ptr_eq(&values.to_data())) {
            *last = Last { values: Some(Arc::clone(values)), rows: 0, known: None };
        }
        last.rows = last.rows.saturating_add(rows);
        if last.known.is_none() && last.rows >= values.len() {
            let texts = Texts::new(values)?;
            last.known = Some((0..values.len()).map(|place| read(texts.get(place))).collect());
        }
        last.known.clone()
    }
}

/// What is known of the texts of a review's columns, shared by all threads of a call.
#[derive(Default)]
pub(crate) struct Known {
    pub(super) months: Dictionary<Cell<Month>>,
    pub(super) regions: Dictionary<Cell<u8>>,
    pub(super) answers: Dictionary<Cell<Answer>>,
    pub(super) accounts: Dictionary<Result<u64, &'static str>>,
    pub(super) long: LongAccounts,
}
