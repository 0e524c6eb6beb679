//! The journal of the library beside a naive model: told the same lines, every answer compared as text, so that order counts.

use std::collections::BTreeSet;

use serde_json::Value;
use voucher_core::Journal;
use voucher_reference::wire::{Naive, shown};
use voucher_tests::hold_the_same;

/// The library and a model, told the same.
#[derive(Clone, Default)]
pub(crate) struct Both<M> {
    pub(crate) core: Journal,
    pub(crate) model: M,
}

impl<M: Naive> Both<M> {
    /// Both, under the regulation of a line.
    pub(crate) fn new(regulation: &Value) -> Self {
        let mut both = Self::default();
        let taken = both.says(regulation);
        assert!(taken.get("digest").is_some(), "{regulation}: {taken}");
        both
    }

    /// The answer of both, which must be one, without the number of its line.
    #[track_caller]
    pub(crate) fn says(&mut self, line: &Value) -> Value {
        let core = self.core.answer(line.to_string().as_bytes()).unwrap();
        let model = self.model.answer(line).unwrap_or_else(|| panic!("the model has no answer to {line}"));
        let (core, text) = (format!("{{{}", core.split_once(',').unwrap().1), model.to_string());
        if core != text {
            let [core, want] = shown(&serde_json::from_str(&core).unwrap(), &model);
            assert_eq!(core, want, "{line}");
        }
        model
    }

    /// The whole state as text.
    pub(crate) fn saved(&self) -> String {
        self.core.save().unwrap()
    }

    /// The text is read back as the same ledger.
    pub(crate) fn must_restore(&self) {
        let restored = Journal::restore(&self.saved());
        assert!(restored.is_ok_and(|restored| hold_the_same(&restored, &self.core)), "{}", self.saved());
    }
}

/// Tells every fact in every state that facts lead to, looks at each state once and at each step; how many states there are.
pub(crate) fn explore<M: Naive>(
    first: Both<M>,
    facts: &[Value],
    mut look: impl FnMut(&mut Both<M>),
    mut step: impl FnMut(&Both<M>, &Both<M>),
) -> usize {
    let mut known = BTreeSet::from([first.saved()]);
    let mut open = vec![first];
    while let Some(state) = open.pop() {
        state.must_restore();
        look(&mut state.clone());
        let before = state.saved();
        for fact in facts {
            let mut next = state.clone();
            let answer = next.says(fact);
            step(&state, &next);
            let after = next.saved();
            if answer["accepted"] == false {
                assert_eq!(after, before, "what is refused changes nothing");
            } else if known.insert(after) {
                open.push(next);
            }
        }
    }
    known.len()
}

/// The line with more fields.
pub(crate) fn with(line: &Value, more: &Value) -> Value {
    let mut line = line.clone();
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    line
}
