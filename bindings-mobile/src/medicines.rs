//! Medicines on a phone: a patient's screen in one call, and the question of a pharmacy point.
//!
//! [`prescription_screen`] answers a screen; [`prescription_preview`] asks for a point before the server does, whose
//! answer wins. A patient does nothing in the app that the rules know of, so there are no steps.

mod facts;
mod mirror;
mod preview;
mod regulation;
mod screen;
mod text;

pub use facts::PrescriptionFacts;
pub use preview::{PrescriptionAsked, PrescriptionKey, PrescriptionPreviewAnswer, prescription_preview};
pub use regulation::{prescription_regulation_digest, prescription_regulation_in_force};
pub use screen::{PrescriptionDispensed, PrescriptionScreen, PrescriptionShown, prescription_screen};
pub use text::{PrescriptionReason, PrescriptionStageText};
