//! What a fact does to one part of a record.

use super::Refusals;
use crate::value::coded::Coded;

/// What a fact does to one part of a record.
pub(crate) enum Transition<T, R> {
    /// The part becomes this.
    To(T),
    /// The fact states what is already so.
    Repeat,
    /// Nothing changes, for these reasons.
    Refused(Refusals<R>),
}

impl<T, R: Coded> Transition<T, R> {
    /// A transition to a new value, unless there are refusals or the value is so already.
    pub(crate) fn unless(refusals: Refusals<R>, already_so: bool, new: T) -> Self {
        if !refusals.is_empty() {
            Self::Refused(refusals)
        } else if already_so {
            Self::Repeat
        } else {
            Self::To(new)
        }
    }

    /// The same transition of the whole that the part belongs to.
    pub(crate) fn map<U>(self, whole: impl FnOnce(T) -> U) -> Transition<U, R> {
        match self {
            Self::To(new) => Transition::To(whole(new)),
            Self::Repeat => Transition::Repeat,
            Self::Refused(refusals) => Transition::Refused(refusals),
        }
    }
}
