//! How the events of a made-up world become the lines of its journal.

use crate::fault::{self, Line};
use crate::table::count_of;
use crate::{Dice, play::CHUNK};

/// How far a journal is written, and what can happen to its lines on their way.
#[derive(Debug)]
pub(crate) struct Pen {
    written: usize,
    faults: Dice,
}

impl Default for Pen {
    /// A pen in the place of one that writes.
    fn default() -> Pen {
        Pen::new(0)
    }
}

impl Pen {
    /// A pen for the journal of a world of this seed; its dice are the first stream, those of nobody.
    pub(crate) fn new(seed: u64) -> Pen {
        Pen { written: 0, faults: Dice::new(seed, 0) }
    }

    /// Adds the lines of the next events, before the first of them the regulation; false at the end.
    pub(crate) fn write<E: Copy, L: Line>(
        &mut self,
        regulation: &[u8],
        events: &[E],
        line: impl Fn(E) -> Option<L>,
        out: &mut Vec<u8>,
    ) -> bool {
        if self.written == 0 {
            out.extend_from_slice(regulation);
        }
        let (start, enough) = (self.written, out.len() + CHUNK);
        while let Some(event) = events.get(self.written).copied().filter(|_| out.len() <= enough) {
            if let Some(line) = line(event) {
                fault::write(&mut self.faults, &line, out);
            }
            self.written += 1;
        }
        self.written > start
    }

    /// How many of the events are written.
    pub(crate) fn progress(&self, events: usize) -> (u64, u64) {
        (count_of(self.written), count_of(events))
    }
}
