//! Lists that shrink to few elements, whatever made them.

use alloc::{vec, vec::Vec};
use core::fmt::Debug;

use proptest::{
    strategy::{NewTree, Strategy, ValueTree},
    test_runner::TestRunner,
};

/// The lists of a strategy, which shrink as it shrinks them, and then element by element.
#[derive(Clone, Debug)]
pub(super) struct FewElements<S>(pub(super) S);

impl<T: Clone + Debug, S: Strategy<Value = Vec<T>>> Strategy for FewElements<S> {
    type Tree = FewTree<S::Tree>;
    type Value = Vec<T>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        Ok(FewTree { whole: self.0.new_tree(runner)?, dropped: None, next: 0 })
    }
}

/// A list on its way to few elements.
#[derive(Clone, Debug)]
pub(super) struct FewTree<W> {
    whole: W,
    /// Which elements are left out; none while the strategy itself still shrinks the list.
    dropped: Option<Vec<bool>>,
    /// The next element to leave out.
    next: usize,
}

impl<T: Clone + Debug, W: ValueTree<Value = Vec<T>>> ValueTree for FewTree<W> {
    type Value = Vec<T>;

    fn current(&self) -> Vec<T> {
        let whole = self.whole.current();
        match &self.dropped {
            None => whole,
            Some(dropped) => whole
                .into_iter()
                .zip(dropped)
                .filter_map(|(each, dropped)| (!dropped).then_some(each))
                .collect(),
        }
    }

    fn simplify(&mut self) -> bool {
        if self.dropped.is_none() && self.whole.simplify() {
            return true;
        }
        let dropped = self.dropped.get_or_insert_with(|| vec![false; self.whole.current().len()]);
        match dropped.get_mut(self.next) {
            Some(element) => {
                *element = true;
                self.next += 1;
                true
            }
            None => false,
        }
    }

    fn complicate(&mut self) -> bool {
        let Some(dropped) = &mut self.dropped else { return self.whole.complicate() };
        let last = self.next.checked_sub(1).and_then(|last| dropped.get_mut(last));
        // Only the last one left out can come back, and only once.
        last.is_some_and(|element| core::mem::replace(element, false))
    }
}
