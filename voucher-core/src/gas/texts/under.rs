//! Whether a fixed text says what a regulation says.

use super::Sms;
use crate::{
    gas::regulation::{Regulation, RegulationParts},
    programme::Texts,
};

impl Sms {
    /// The text under a regulation; none where the regulation says something else than the text, because such a text would
    /// mislead (N36).
    ///
    /// ```
    /// use voucher_core::gas::{Regulation, Sms};
    ///
    /// assert_eq!(Sms::Start.texts_under(&Regulation::gas_2025_08()), Some(Sms::Start.texts()));
    /// assert_eq!(Sms::Start.texts_under(&Regulation::gas_2024_12()), None); // it asks for no consent
    /// ```
    #[must_use]
    pub fn texts_under(self, regulation: &Regulation) -> Option<Texts> {
        let order = Regulation::gas_2025_08();
        let (said, own) = (order.parts(), regulation.parts());
        let how = |parts: &RegulationParts| {
            let consent = parts.consent.as_ref();
            consent.map(|consent| (consent.last_day, consent.agree_codes.clone()))
        };
        let fits = match self {
            Self::Start => how(said) == how(own) && said.helpline == own.helpline,
            Self::Confirmation => own.consent.is_some() && said.sign_up_link == own.sign_up_link,
        };
        fits.then(|| self.texts())
    }
}
