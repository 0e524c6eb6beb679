//! Incomes of a quarter, by kind (T9).

use core::fmt;

use crate::{
    targeted_assistance::evidence::Evidence,
    value::{coded::coded, money::QuarterTenge, set::Set},
};

coded! {
    /// A kind of income (T9).
    ///
    /// Deliberately exhaustive: a new kind must break your build, because a regulation has to say whether it counts.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::IncomeKind;
    ///
    /// assert_eq!(IncomeKind::ALL.len(), 15);
    /// assert_eq!(IncomeKind::from_code("credit"), Some(IncomeKind::Credit));
    /// ```
    IncomeKind {
        /// Wages (S4).
        Wages "wages",
        /// Social payments (S4).
        SocialPayments "social_payments",
        /// Income of a business (S4).
        Business "business",
        /// Rent of property (S4).
        Rent "rent",
        /// Sale of property (S4).
        Sale "sale",
        /// Alimony; 0 where it is owed and not paid for the three months (choice).
        Alimony "alimony",
        /// Income of a personal subsidiary plot (S4).
        SubsidiaryPlot "subsidiary_plot",
        /// Targeted social assistance.
        TargetedAssistance "targeted_assistance",
        /// Housing assistance.
        HousingAssistance "housing_assistance",
        /// A burial payment.
        BurialPayment "burial_payment",
        /// The allowance of a child with a disability.
        ChildDisabilityAllowance "child_disability_allowance",
        /// The allowance of a large family.
        LargeFamilyAllowance "large_family_allowance",
        /// A scholarship.
        Scholarship "scholarship",
        /// A credit, of which it is disputed whether it counts.
        Credit "credit",
        /// Anything else.
        Other "other",
    }
}

/// Kinds of income.
pub type IncomeKindSet = Set<IncomeKind>;

impl IncomeKind {
    /// The kind of evidence that an income of this kind stands in (*wire*).
    ///
    /// ```
    /// use voucher_core::targeted_assistance::{Evidence, IncomeKind};
    ///
    /// assert_eq!(IncomeKind::Alimony.evidence(), Evidence::Alimony);
    /// assert_eq!(IncomeKind::Wages.evidence(), Evidence::Income);
    /// ```
    #[must_use]
    pub const fn evidence(self) -> Evidence {
        match self {
            Self::Alimony => Evidence::Alimony,
            Self::SubsidiaryPlot => Evidence::SubsidiaryPlot,
            Self::Wages
            | Self::SocialPayments
            | Self::Business
            | Self::Rent
            | Self::Sale
            | Self::TargetedAssistance
            | Self::HousingAssistance
            | Self::BurialPayment
            | Self::ChildDisabilityAllowance
            | Self::LargeFamilyAllowance
            | Self::Scholarship
            | Self::Credit
            | Self::Other => Evidence::Income,
        }
    }
}

/// An income of the whole income quarter (T9). `Debug` shows nothing of it (N34).
///
/// ```
/// use voucher_core::{QuarterTenge, targeted_assistance::{Income, IncomeKind}};
///
/// let income = Income { kind: IncomeKind::Wages, amount: QuarterTenge::parse("60000")? };
/// assert_eq!(format!("{income:?}"), "Income(hidden)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Income {
    /// The kind.
    pub kind: IncomeKind,
    /// The amount of the whole quarter, in tenge.
    pub amount: QuarterTenge,
}

impl fmt::Debug for Income {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Income(hidden)")
    }
}
