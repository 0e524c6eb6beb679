//! The Digital Family Card on a phone: an offer from 1414 in one call, and the rights of a family in another.
//!
//! [`offer_screen`] answers a screen of one offer; [`rights_screen`] tells which of the nine services may stand. A person
//! answers the SMS and not the app, so there are no steps; and no screen asks for a code.

mod facts;
mod mirror;
mod regulation;
mod rights;
mod screen;
mod text;

pub use facts::{OfferFacts, RightAward, RightChild, RightDay, RightFacts};
pub use regulation::{card_regulation_digest, card_regulation_in_force};
pub use rights::{RightAnswer, RightShown, RightsScreen, rights_screen};
pub use screen::{OfferButton, OfferScreen, offer_screen};
pub use text::{CardReason, CardServiceText, OfferStageText, OfferStepText, RightMissing};
