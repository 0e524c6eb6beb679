//! Values that cannot be wrong once built, and how they are written as text.

pub(crate) mod calendar;
pub(crate) mod characters;
pub(crate) mod coded;
pub(crate) mod count;
pub(crate) mod error;
pub(crate) mod identity;
pub(crate) mod language;
pub(crate) mod money;
pub(crate) mod order;
#[cfg(feature = "pseudonym")]
pub(crate) mod pseudonym;
pub(crate) mod reference;
pub(crate) mod region;
#[cfg(feature = "serde")]
pub(crate) mod serialise;
pub(crate) mod set;
pub(crate) mod text;
pub(crate) mod typing;

/// What can be wrong with a value.
pub(crate) const CAUSES: &[&[error::ErrorKind]] = &[
    error::CAUSES,
    calendar::CAUSES,
    count::CAUSES,
    identity::CAUSES,
    reference::CAUSES,
    money::CAUSES,
    region::CAUSES,
    #[cfg(feature = "pseudonym")]
    pseudonym::CAUSES,
];
