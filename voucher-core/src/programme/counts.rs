//! How many stand at each stage.

use core::marker::PhantomData;

use crate::value::coded::Coded;

/// How many people or things stand at each stage of a programme.
///
/// ```
/// use voucher_core::{meals::Stage, programme::Counts};
///
/// let counts = Counts::<Stage>::default();
/// assert_eq!((counts.iter().count(), counts.count(Stage::Active)), (Stage::ALL.len(), 0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts<S>([usize; ROOM], PhantomData<S>);

/// The most stages that a programme can have.
const ROOM: usize = 16;

impl<S: Coded> Counts<S> {
    const FITS: () = assert!(S::ALL.len() <= ROOM, "a place a stage");

    pub(crate) fn add(&mut self, stage: S) {
        const { Self::FITS };
        if let Some(count) = self.0.get_mut(stage.place()) {
            *count += 1;
        }
    }

    /// How many stand at this stage.
    #[must_use]
    pub fn count(&self, stage: S) -> usize {
        self.0.get(stage.place()).copied().unwrap_or(0)
    }

    /// Every stage with its count, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = (S, usize)> {
        S::ALL.iter().copied().zip(self.0)
    }
}

impl<S> Default for Counts<S> {
    fn default() -> Self {
        Self([0; ROOM], PhantomData)
    }
}
