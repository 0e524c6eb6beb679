//! The family card: the screen of an offer, and the rights of a family.

pub(crate) mod offers;
mod rights;
