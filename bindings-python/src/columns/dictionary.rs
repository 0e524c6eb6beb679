//! Dictionaries of texts, read once for all batches that share one.

use std::{
    cell::RefCell,
    sync::{Mutex, PoisonError},
};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{
    cells::{Bits, Keys, Texts},
    prelude::*,
};

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

/// What texts are, each read once: a short one has one of two slots, a long one stands by itself.
pub(crate) struct Cache<T> {
    short: Vec<[Slot<T>; 2]>,
    long: HashMap<Box<str>, T, FixedState>,
}

#[derive(Clone, Copy)]
struct Slot<T> {
    text: Short,
    value: T,
}

/// A text of at most 16 bytes, the first lowest, zeros behind them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Short {
    bytes: u128,
    length: u32,
}

impl Short {
    /// As no text is.
    const NONE: Self = Self { bytes: 0, length: u32::MAX };

    /// Two reads that overlap in the middle cover any length between one and two of their size.
    #[inline(always)]
    fn of(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        let length = u32::try_from(text.len()).ok().filter(|length| *length <= 16)?;
        let bytes = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
            (Some(first), Some(last)) => {
                u128::from(u64::from_le_bytes(*first))
                    | u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8))
            }
            _ => match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
                (Some(first), Some(last)) => {
                    let last = u128::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
                    u128::from(u32::from_le_bytes(*first)) | last
                }
                _ => text.iter().rev().fold(0, |all, byte| all << 8 | u128::from(*byte)),
            },
        };
        Some(Self { bytes, length })
    }

    /// A text that stands whole in a view: behind its length of 32 bits there is room for 12 bytes, zeros behind them.
    #[inline(always)]
    fn of_view(view: u128) -> Option<Self> {
        let [a, b, c, d, ..] = view.to_le_bytes();
        let length = u32::from_le_bytes([a, b, c, d]);
        (length <= 12).then_some(Self { bytes: view >> 32, length })
    }

    /// Less than [`Cache::SHORT`].
    #[inline(always)]
    fn place(self) -> usize {
        let [low, high] = [self.bytes, self.bytes >> 64]
            .map(|half| u64::try_from(half & u128::from(u64::MAX)).unwrap_or(0));
        let [first, second, ..] =
            (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
        usize::from(u16::from_be_bytes([first, second]) >> 7)
    }
}

impl<T: Copy> Cache<T> {
    /// How many places short texts have.
    const SHORT: usize = 1 << 9;
    /// How many long texts are kept at most.
    const LONG: usize = 1 << 12;

    /// An empty one, whose slots hold this for the time being.
    pub(crate) fn new(value: T) -> Self {
        let short = vec![[Slot { text: Short::NONE, value }; 2]; Self::SHORT];
        Self { short, long: HashMap::with_hasher(FixedState::default()) }
    }

    /// What a text is.
    #[inline(always)]
    pub(crate) fn get(&mut self, text: &str, read: impl FnOnce(&str) -> T) -> T {
        match Short::of(text) {
            Some(short) => self.short(short, || read(text)),
            None => self.long(text, read),
        }
    }

    /// What the text of a view is.
    #[inline(always)]
    pub(crate) fn get_view<'a>(
        &mut self,
        view: u128,
        text: impl FnOnce() -> &'a str,
        read: impl FnOnce(&str) -> T,
    ) -> T {
        match Short::of_view(view) {
            Some(short) => self.short(short, || read(text())),
            None => self.get(text(), read),
        }
    }

    #[inline(always)]
    fn short(&mut self, text: Short, read: impl FnOnce() -> T) -> T {
        let Some(slots) = self.short.get_mut(text.place()) else { return read() };
        let [first, second] = slots;
        if first.text == text {
            return first.value;
        }
        if second.text == text {
            return second.value;
        }
        let slot = Slot { text, value: read() };
        *slots = [slot, *first];
        slot.value
    }

    fn long(&mut self, text: &str, read: impl FnOnce(&str) -> T) -> T {
        if let Some(value) = self.long.get(text) {
            return *value;
        }
        let value = read(text);
        if self.long.len() < Self::LONG {
            self.long.insert(text.into(), value);
        }
        value
    }
}

/// A column of texts, each turned into a small value: once for each text of a dictionary, otherwise not at all in a run of
/// equal texts, and through a [`Cache`] between them.
pub(crate) struct Read<'a, T> {
    texts: Texts<'a>,
    /// What each text of a dictionary is.
    known: Option<Arc<[T]>>,
    null: T,
    read: fn(&str) -> T,
    /// Made when it is needed: of many small batches most have one text.
    cache: RefCell<Option<Cache<T>>>,
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
        Some(Self { texts, known, null, read, cache: RefCell::new(None) })
    }

    /// The keys of a dictionary that was read, which of them are not null, and what its texts are.
    pub(crate) fn keys(&self) -> Option<(Keys<'a>, Option<Bits<'a>>, &[T])> {
        match (&self.texts, &self.known) {
            (Texts::Dictionary(keys, validity, _), Some(known)) => Some((*keys, *validity, known)),
            (Texts::Dictionary(_, _, _), None) => None,
            (Texts::Utf8(_) | Texts::Large(_) | Texts::View(_) | Texts::Null, _) => None,
        }
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
                    let value = self.remembered(text, last.is_some());
                    last = Some((text, value));
                    value
                }
            };
            then(place, value);
        }
    }

    /// What a text is, which another one may have stood before.
    fn remembered(&self, text: &str, another: bool) -> T {
        match self.cache.try_borrow_mut() {
            Ok(mut cache) if another || cache.is_some() => {
                cache.get_or_insert_with(|| Cache::new(self.null)).get(text, self.read)
            }
            Ok(_) | Err(_) => (self.read)(text),
        }
    }
}
