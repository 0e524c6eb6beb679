//! What an offer is called by (K19, K31).

use crate::{
    family_card::service::Service,
    programme::Programme,
    value::{identity::Iin, reference::Reference},
};

/// The key of an offer, which a database makes unique, so that two machines never send two offers (K19, K31).
///
/// Orders as lists of what is due do (K29).
///
/// ```
/// use voucher_core::{Iin, Reference, family_card::{OfferKey, Service}};
///
/// let iin = Iin::parse("990101600002")?;
/// let key = |event| Ok::<_, voucher_core::Error>(OfferKey {
///     service: Service::LargeFamily, iin, event: Reference::parse(event)?, child: None,
/// });
/// assert!(key("e-10")? < key("e-2")?); // byte for byte
/// let twin = OfferKey { child: Some(Reference::parse("c-1")?), ..key("e-2")? };
/// assert!(key("e-2")? < twin);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct OfferKey {
    /// The service.
    pub service: Service,
    /// The person.
    pub iin: Iin,
    /// What the right arose from: a birth, a registration.
    pub event: Reference,
    /// The child, where the right is one of each child.
    pub child: Option<Reference>,
}

impl OfferKey {
    /// The programme: the family card.
    #[must_use]
    pub const fn programme(&self) -> Programme {
        Programme::FamilyCard
    }
}
