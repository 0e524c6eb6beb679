//! Dictionaries of texts, read once for all batches that share one.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{Array, ArrayRef, cast::AsArray};

use super::cells::Texts;

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

/// A column of texts, each turned into a small value: once for each text of a dictionary, once for each run of equal
/// texts otherwise.
pub(crate) struct Read<'a, T> {
    texts: Texts<'a>,
    /// What each text of a dictionary is.
    known: Option<Arc<[T]>>,
    null: T,
    read: fn(&str) -> T,
}

impl<'a, T: Copy> Read<'a, T> {
    /// Reads so many rows of a column, if it is one of text.
    pub(crate) fn new(
        array: &'a ArrayRef,
        rows: usize,
        null: T,
        read: fn(&str) -> T,
        dictionary: &Dictionary<T>,
    ) -> Option<Self> {
        let texts = Texts::new(array)?;
        let known = dictionary.known(array, rows, |text| text.map_or(null, read));
        Some(Self { texts, known, null, read })
    }

    /// What each row from here on is.
    #[inline]
    pub(crate) fn each(&self, start: usize, rows: usize, mut then: impl FnMut(usize, T)) {
        if let Some(known) = &self.known {
            self.texts.each_key(start, rows, |place, key| {
                then(place, key.and_then(|key| known.get(key)).copied().unwrap_or(self.null));
            });
            return;
        }
        let mut last: Option<(&str, T)> = None;
        for place in 0..rows {
            let value = match (self.texts.get(start + place), last) {
                (None, _) => self.null,
                (Some(text), Some((same, value))) if same == text => value,
                (Some(text), _) => {
                    let value = (self.read)(text);
                    last = Some((text, value));
                    value
                }
            };
            then(place, value);
        }
    }
}
