//! May this child get this meal today? The server's answer wins.

use voucher_core::{
    Iin, Language, Month, Programme, Reference,
    meals::{MissingFact, Preview, Regulation},
};

use crate::{
    error::VoucherError,
    meals::{facts::MealMonthFacts, text::MealReason},
    value::CivilDate,
};

/// A meal that somebody is about to hand out.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealAsked {
    /// The school where it is handed out.
    pub school: Reference,
    /// Who cooked it.
    pub supplier: Reference,
    /// The kind of meal: `hot_meal`.
    pub kind: Reference,
    /// Whether the school is open today; none where that is not known. Silence is not an open school.
    #[uniffi(default = None)]
    pub open: Option<bool>,
}

/// The key of a meal, which no two may share beyond the limit (N25).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealKey {
    /// The programme.
    pub programme: Programme,
    /// The child.
    pub iin: Iin,
    /// The day of the meal.
    pub given_on: CivilDate,
    /// The kind of meal.
    pub kind: Reference,
}

/// The answers of a preview (N26).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MealPreviewAnswer {
    /// By all that is known, the meal would be accepted.
    Yes {
        /// Its key.
        key: MealKey,
    },
    /// It would be refused.
    No {
        /// Every reason, in the order of the norms; at least one.
        reasons: Vec<MealReason>,
        /// Where waiting can help: the first later date on which the answer could be yes.
        earliest: Option<CivilDate>,
    },
    /// Too little is known.
    CannotTell {
        /// What is missing.
        missing: Vec<MissingFact>,
    },
    /// The date lies in another month than that of the facts: the rules were not asked.
    OtherMonth {
        /// The month of the date.
        month: Month,
    },
}

/// Asks before the server does (N26): whether the child of these facts may get a meal today.
#[uniffi::export]
pub fn meal_preview(
    facts: MealMonthFacts,
    regulation: Regulation,
    meal: MealAsked,
    today: CivilDate,
    language: Language,
) -> Result<MealPreviewAnswer, VoucherError> {
    let month = Month::of(today);
    if month != facts.month {
        return Ok(MealPreviewAnswer::OtherMonth { month });
    }
    let (ledger, _) = facts.replay(regulation);
    let MealAsked { school, supplier, kind, open } = meal;
    Ok(match ledger.preview(facts.iin, &school, &supplier, &kind, open, today) {
        Preview::Yes(key) => MealPreviewAnswer::Yes {
            key: MealKey {
                programme: key.programme(),
                iin: key.iin(),
                given_on: key.given_on(),
                kind: key.kind(),
            },
        },
        Preview::No { refusals, earliest } => {
            MealPreviewAnswer::No { reasons: MealReason::all(refusals.iter(), language), earliest }
        }
        Preview::CannotTell(missing) => MealPreviewAnswer::CannotTell { missing: missing.iter().collect() },
    })
}
