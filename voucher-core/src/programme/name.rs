//! The programmes, by name.

use crate::{
    programme::texts::{Texts, ours as t},
    value::coded::coded,
};

coded! {
    /// A programme of social support. Its code stands in every regulation and commit key.
    ///
    /// Deliberately exhaustive: a new programme must break your build.
    ///
    /// ```
    /// use voucher_core::Programme;
    ///
    /// assert_eq!(Programme::from_code("family_card"), Some(Programme::FamilyCard));
    /// assert_eq!(Programme::from_code("heat"), None);
    /// ```
    Programme {
        /// Gas vouchers (S0, S1).
        Gas "gas",
        /// School meals (S2).
        Meals "meals",
        /// Medicines on prescription (S2).
        Medicines "medicines",
        /// The Digital Family Card (S3).
        FamilyCard "family_card",
        /// Targeted social assistance (S4).
        TargetedAssistance "targeted_assistance",
    }
}

impl Programme {
    /// The name for people, in at most [`Texts::TITLE`] characters (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::Programme;
    ///
    /// assert_eq!(Programme::Meals.title().en(), "School meals");
    /// ```
    #[must_use]
    pub const fn title(self) -> Texts {
        match self {
            Self::Gas => t("Газ ваучері", "Ваучер на газ", "Gas voucher"),
            Self::Meals => t("Мектептегі тамақ", "Школьное питание", "School meals"),
            Self::Medicines => t("Дәрі-дәрмек", "Лекарства", "Medicines"),
            Self::FamilyCard => t("Отбасы картасы", "Карта семьи", "Family card"),
            Self::TargetedAssistance => t("Атаулы көмек", "Адресная помощь", "Targeted assistance"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n36_titles_are_short() {
        Texts::are_short(Programme::ALL.iter().map(|programme| programme.title()), Texts::TITLE);
    }
}
