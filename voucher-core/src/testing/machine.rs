//! What the reference machines of all programmes are made of: a ledger beside a system of yours.

use core::fmt;

/// The first difference between a ledger and a system, of which `S` is what one side said.
///
/// Either side may look the same where only identifiers differ: they are not shown (N34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference<S> {
    /// The number of the fact, from 1, after which they differ.
    pub step: usize,
    /// The code of its kind.
    pub fact: &'static str,
    /// What the ledger said.
    pub ledger: S,
    /// What the system said.
    pub system: S,
}

impl<S: fmt::Debug> fmt::Display for Difference<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, fact, ledger, system } = self;
        write!(f, "after fact {step} ({fact}) the ledger says {ledger:?} and the system {system:?}")
    }
}

impl<S: fmt::Debug> core::error::Error for Difference<S> {}

/// A ledger and a system at one place of the facts.
pub(super) struct Pair<'s, L, S> {
    pub(super) ledger: L,
    pub(super) system: &'s mut S,
    step: usize,
    fact: &'static str,
}

impl<'s, L, S> Pair<'s, L, S> {
    /// Both, before the first fact.
    pub(super) const fn new(ledger: L, system: &'s mut S) -> Self {
        Self { ledger, system, step: 0, fact: "none" }
    }

    /// The next fact, by the code of its kind.
    pub(super) const fn tell(&mut self, fact: &'static str) {
        (self.step, self.fact) = (self.step.saturating_add(1), fact);
    }

    /// Whether both gave the same answer; where they did not, what each has `said`.
    pub(super) fn same<T: PartialEq, D>(
        &self,
        (ours, theirs): (T, T),
        said: impl Fn(T) -> D,
    ) -> Result<(), Difference<D>> {
        if ours == theirs {
            return Ok(());
        }
        let Self { step, fact, .. } = *self;
        Err(Difference { step, fact, ledger: said(ours), system: said(theirs) })
    }
}
