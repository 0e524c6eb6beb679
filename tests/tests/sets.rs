//! Sets that are small enough to enumerate: of kinds of assistance.

use voucher_core::gas::{Assistance, AssistanceSet};

/// Every way to take some of these.
fn subsets<T: Copy>(all: &[T]) -> Vec<Vec<T>> {
    let every = 0..1_u32 << all.len();
    let chosen = |bits: u32| all.iter().enumerate().filter(move |(place, _)| bits >> place & 1 == 1);
    every.map(|bits| chosen(bits).map(|(_, each)| *each).collect()).collect()
}

/// N10: a set has the kinds that were put into it, and meets another where they share one.
#[test]
fn sets_of_assistance() {
    for kinds in subsets(Assistance::ALL) {
        let set = AssistanceSet::from_iter(kinds.iter().copied());
        assert!(set.iter().eq(kinds.iter().copied()));
        for kind in Assistance::ALL.iter().copied() {
            assert_eq!(set.contains(kind), kinds.contains(&kind));
        }
        for others in subsets(Assistance::ALL) {
            let other = AssistanceSet::from_iter(others.iter().copied());
            assert_eq!(set.meets(other), kinds.iter().any(|kind| others.contains(kind)));
            assert_eq!(set == other, kinds == others);
        }
        let shown = format!("{set:?}");
        for kind in Assistance::ALL {
            assert_eq!(shown.contains(&format!("{kind:?}")), kinds.contains(kind), "{shown}");
        }
    }
}
