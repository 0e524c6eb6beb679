//! Order among items, with little code for each type of item.
//!
//! A sort of the standard library is compiled anew for every type and key: some 4 KiB each, also where a map or set is
//! collected. Here places are sorted, of which there is one type, and the items follow. What resolves a million claims
//! at once sorts them itself (`programme::claims`).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::{cmp::Ordering, mem};

/// Sorts items.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts items by a key; those of one key keep their order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = sorted_places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        (None | Some(_), _) => Ordering::Equal,
    });
    arrange(places, &mut |one, other| items.swap(one, other));
}

/// The places from 0 on, in the order of what stands there.
fn sorted_places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Brings to each place what stands at the place given for it, by swaps along each circle of places.
fn arrange(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        while let Some(from) = places.get_mut(at).map(|from| mem::replace(from, at)) {
            if from == start || from == at {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

/// Whether no item stands twice.
pub(crate) fn is_each_once<T: Ord>(items: impl IntoIterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    items.into_iter().all(|item| seen.insert(item))
}

/// A map of pairs, of which the last of one key stands, or the first fault.
pub(crate) fn map<K: Ord, V, E>(
    pairs: impl IntoIterator<Item = Result<(K, V), E>>,
) -> Result<BTreeMap<K, V>, E> {
    let mut map = BTreeMap::new();
    for pair in pairs {
        let (key, value) = pair?;
        map.insert(key, value);
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every list of up to six of four keys, each item with the place where it came.
    #[test]
    fn sorts_as_the_standard_library() {
        for len in 0..=if cfg!(miri) { 2 } else { 6_u32 } {
            for code in 0..4_u32.pow(len) {
                let items: Vec<_> = (0..len).map(|place| (code >> (2 * place) & 3, place)).collect();
                let (mut ours, mut theirs) = (items.clone(), items.clone());
                sort_by_key(&mut ours, |item| item.0);
                theirs.sort_by_key(|item| item.0);
                assert_eq!(ours, theirs);
                let (mut ours, mut theirs) = (items.clone(), items);
                sort(&mut ours);
                theirs.sort();
                assert_eq!(ours, theirs);
            }
        }
    }

    #[test]
    fn each_once() {
        assert!(is_each_once::<u8>([]));
        assert!(is_each_once([2, 1, 3]));
        assert!(!is_each_once([2, 1, 2]));
    }

    #[test]
    fn the_last_of_a_key_or_the_first_fault() {
        assert_eq!(map([Ok::<_, u8>((1, 'a')), Ok((1, 'b'))]), Ok([(1, 'b')].into()));
        assert_eq!(map([Ok((1, 'a')), Err(7), Err(8)]), Err(7));
    }
}
