//! Rules in the form in which they are worked out: whole numbers only (K4).

use alloc::vec::Vec;

/// How points follow from the fact at a place. Amounts are in hundredths; *no* is 0 and *yes* is 1; a listed value is its
/// place in the list. So brackets and values are alike: what is given from one number on, until the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) fact: usize,
    /// By their first number, the first of which is 0.
    pub(crate) steps: Vec<Step>,
}

/// What is given from a number on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) from: u64,
    pub(crate) gives: Gives,
}

/// What a step gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    Points(i32),
    /// A rule whose steps give points.
    Rule(Rule),
}

impl Rule {
    /// What the last step that a value reaches gives.
    #[inline]
    pub(crate) fn gives(&self, value: u64) -> Option<&Gives> {
        self.steps.iter().rev().find(|step| step.from <= value).map(|step| &step.gives)
    }
}
