//! What can be missing beside evidence, as a closed list (T25).

use crate::value::{coded::coded, set::Set};

coded! {
    /// What can be missing beside the kinds of evidence, in the order of T25.
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::{Reference, targeted_assistance::{Missing, MissingFact}};
    ///
    /// let missing = Missing::Born(Reference::parse("a")?);
    /// assert_eq!(MissingFact::from_code(missing.what()), Some(MissingFact::Born));
    /// assert_eq!(MissingFact::from_code("vehicle"), None); // an item of evidence
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    MissingFact {
        /// The poverty line.
        Line "line",
        /// The monthly calculation index.
        Mci "mci",
        /// The applicant's status.
        Status "status",
        /// The applicant's history.
        History "history",
        /// How long a breach refuses.
        Ban "ban",
        /// Whether another application has assistance for these days.
        Overlap "overlap",
        /// Whether a member is in detention or under compulsory treatment.
        Absent "absent",
        /// Whether a member is registered at an address.
        Registered "registered",
        /// The incomes of a member.
        Incomes "incomes",
        /// Whether an income of a member counts.
        IncomeRule "income_rule",
        /// The birth date of a member.
        Born "born",
        /// Whether a member is able-bodied.
        AbleBodied "able_bodied",
        /// Whom a member cares for.
        CaresFor "cares_for",
        /// The survey.
        Survey "survey",
        /// The commission's conclusion.
        Commission "commission",
        /// An answer about the social contract.
        Contract "contract",
    }
}

/// All that is missing beside evidence, a bit each.
pub type MissingFacts = Set<MissingFact>;
