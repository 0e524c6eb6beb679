//! What an application keeps of its members, in as few places of memory as can be.

use alloc::{boxed::Box, vec::Vec};

use crate::{
    targeted_assistance::{
        answer::Answer,
        evidence::{Evidence, EvidenceSet, ItemState},
        household::{Profile, Role},
        income::Income,
    },
    value::order,
};

/// A member, and the evidence of the member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) profile: Profile,
    /// Written requests that were ever made.
    pub(crate) requested: EvidenceSet,
    pub(crate) answered: EvidenceSet,
    /// Of the answers, those with something on record.
    pub(crate) on_record: EvidenceSet,
    /// The answer about digital documents that stands.
    pub(crate) consent: Option<bool>,
}

impl Kept {
    pub(crate) fn new(profile: Profile) -> Self {
        let none = EvidenceSet::default();
        Self { profile, requested: none, answered: none, on_record: none, consent: None }
    }

    /// Whether evidence of this member stands for a member filed later (T14).
    pub(crate) fn is_still(&self, profile: &Profile) -> bool {
        self.profile.role == profile.role
            && (self.profile.born.is_none() || self.profile.born == profile.born)
    }

    /// Puts an answer in the place of the one before.
    pub(crate) fn put(&mut self, answer: &Answer) {
        let kind = answer.kind();
        self.answered.insert_if(true, kind);
        self.on_record = self.on_record.without([kind].into_iter().collect());
        self.on_record.insert_if(answer.is_on_record(), kind);
    }

    /// Whether the member is absent, as far as evidence says; nobody asks where the kind is not needed (T24).
    pub(crate) fn absent(&self, needed: EvidenceSet) -> Option<bool> {
        let kind = Evidence::DetentionTreatment;
        match (needed.contains(kind), self.answered.contains(kind)) {
            (false, _) => Some(false),
            (true, true) => Some(self.on_record.contains(kind)),
            (true, false) => None,
        }
    }

    /// Where an item stands (T13).
    pub(crate) fn state(&self, kind: Evidence) -> ItemState {
        if self.answered.contains(kind) {
            ItemState::Answered
        } else if self.requested.contains(kind) {
            ItemState::Requested
        } else {
            ItemState::Missing
        }
    }
}

/// How many members stand in the application itself: most households have no more.
const FEW: usize = 5;

/// The members of an application. Those of most stand beside the rest of the application, because each other place of
/// memory costs more than all rules together.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Members {
    /// So many, and blanks behind them.
    Few(usize, [Kept; FEW]),
    Many(Box<[Kept]>),
}

impl Members {
    pub(crate) fn all(&self) -> &[Kept] {
        match self {
            Self::Few(many, kept) => kept.get(..*many).unwrap_or(kept),
            Self::Many(kept) => kept,
        }
    }

    pub(crate) fn get_mut(&mut self, place: usize) -> Option<&mut Kept> {
        match self {
            Self::Few(many, kept) => kept.get_mut(..*many)?.get_mut(place),
            Self::Many(kept) => kept.get_mut(place),
        }
    }
}

impl FromIterator<Kept> for Members {
    fn from_iter<I: IntoIterator<Item = Kept>>(members: I) -> Self {
        const NOBODY: Profile =
            Profile { role: Role::Other, born: None, able_bodied: None, cares_for: None, stated: None };
        let (mut few, mut many) = ([Kept::new(NOBODY); FEW], 0);
        let mut members = members.into_iter();
        for (slot, kept) in few.iter_mut().zip(&mut members) {
            (*slot, many) = (kept, many + 1);
        }
        match members.next() {
            None => Self::Few(many, few),
            Some(next) => Self::Many(few.into_iter().chain([next]).chain(members).collect()),
        }
    }
}

/// An income of the member at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Earned {
    place: usize,
    pub(crate) income: Income,
}

/// The incomes of all members, by member and then by kind of evidence, as they were answered.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Earnings(Box<[Earned]>);

impl Earnings {
    /// The incomes of members, by place.
    pub(crate) fn new(incomes: impl IntoIterator<Item = (usize, Income)>) -> Self {
        let incomes = incomes.into_iter().map(|(place, income)| Earned { place, income });
        let mut earned: Vec<_> = incomes.collect();
        order::sort_by_key(&mut earned, |earned| (earned.place, earned.income.kind.evidence()));
        Self(earned.into())
    }

    /// The incomes of the member at a place, in the order of [`Evidence::OF_INCOMES`].
    pub(crate) fn of(&self, place: usize) -> &[Earned] {
        let begin = self.0.partition_point(|earned| earned.place < place);
        let end = self.0.partition_point(|earned| earned.place <= place);
        self.0.get(begin..end).unwrap_or_default()
    }

    fn iter(&self) -> impl Iterator<Item = (usize, Income)> {
        self.0.iter().map(|earned| (earned.place, earned.income))
    }

    /// Whether the member's incomes of an answer's kind are those of the answer.
    pub(crate) fn are(&self, place: usize, answer: &Answer) -> bool {
        let of_kind = self.of(place).iter().filter(|earned| earned.income.kind.evidence() == answer.kind());
        of_kind.map(|earned| &earned.income).eq(answer.incomes())
    }

    /// Puts the incomes of an answer in the place of those before.
    pub(crate) fn put(&mut self, place: usize, answer: &Answer) {
        let replaced = |of, income: Income| of == place && income.kind.evidence() == answer.kind();
        let kept = self.iter().filter(|(of, income)| !replaced(*of, *income));
        *self = Self::new(kept.chain(answer.incomes().iter().map(|income| (place, *income))));
    }

    /// The incomes of the members that stay, by their new places.
    pub(crate) fn moved(&self, place: impl Fn(usize) -> Option<usize>) -> Self {
        Self::new(self.iter().filter_map(|(old, income)| Some((place(old)?, income))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an application of up to five members costs.
    #[test]
    fn members_stay_small() {
        assert_eq!(size_of::<Kept>(), 28);
        assert_eq!(size_of::<Members>(), 152);
    }

    #[test]
    fn members_stand_in_their_order_however_many_they_are() {
        let kept = |place: usize| {
            let role = Role::ALL[place % Role::ALL.len()];
            Kept::new(Profile { role, born: None, able_bodied: None, cares_for: None, stated: None })
        };
        for many in 1..=2 * FEW {
            let mut members: Members = (0..many).map(kept).collect();
            assert!(members.all().iter().copied().eq((0..many).map(kept)));
            assert!(members.get_mut(many - 1).is_some() && members.get_mut(many).is_none());
        }
    }
}
