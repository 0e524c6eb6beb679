//! Every number of the published editions, each with its source or the word *choice*.
//!
//! S4 is the service card, P a public page that `docs/norms` names.

use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::{
    AbsentMembers, AgeOn, BanParts, ChannelParts, ChannelsParts, EqualToLine, IncomeParts, LineParts,
    OpenPeriod, PerCapitaRounding, Regulation, RegulationParts, Rounding, TopUpParts, WholeLineParts,
};
use crate::{
    programme::Programme,
    targeted_assistance::{
        evidence::{Condition, Evidence},
        filing::{Notice, Signature},
        income::IncomeKind,
    },
    value::calendar::{MissingDay, named_date},
};

/// Kinds that every edition counts (T9; S4, P: finance).
const COUNTED: [IncomeKind; 7] = [
    IncomeKind::Wages,
    IncomeKind::SocialPayments,
    IncomeKind::Business,
    IncomeKind::Rent,
    IncomeKind::Sale,
    IncomeKind::Alimony,
    IncomeKind::SubsidiaryPlot,
];

/// Kinds that every edition leaves out (T9; P: finance).
const LEFT_OUT: [IncomeKind; 4] = [
    IncomeKind::TargetedAssistance,
    IncomeKind::HousingAssistance,
    IncomeKind::BurialPayment,
    IncomeKind::ChildDisabilityAllowance,
];

/// The kinds of S4 in its order, each with whom it is needed for (T11).
const EVIDENCE: [(Evidence, Condition); 24] = [
    // S4.
    (Evidence::Identity, Condition::Applicant),
    // Choice: of the status that the applicant names.
    (Evidence::KandasStatus, Condition::Status),
    (Evidence::RefugeeStatus, Condition::Status),
    (Evidence::ForeignerStatus, Condition::Status),
    (Evidence::StatelessStatus, Condition::Status),
    // S4: of each member.
    (Evidence::ResidenceRegistration, Condition::Member),
    // S4.
    (Evidence::BankDetails, Condition::Applicant),
    // Choice: where the family states it.
    (Evidence::Disability, Condition::Stated),
    // S4: of all children.
    (Evidence::ChildBirthDeath, Condition::Child),
    // Choice: where the family states it.
    (Evidence::Guardianship, Condition::Stated),
    (Evidence::Adoption, Condition::Stated),
    // Choice.
    (Evidence::MarriageDivorce, Condition::Couple),
    // S4: dependants in full-time study.
    (Evidence::FullTimeStudy, Condition::Student),
    // S4.
    (Evidence::Income, Condition::Member),
    // Choice: of everybody but children.
    (Evidence::SoleProprietor, Condition::Adult),
    // S4: of the applicant and the members.
    (Evidence::AssistanceOverlap, Condition::Member),
    // Choice: one plot a family.
    (Evidence::SubsidiaryPlot, Condition::Applicant),
    // S4: of able-bodied members.
    (Evidence::Employment, Condition::AbleBodied),
    (Evidence::Qualification, Condition::AbleBodied),
    // Choice: where the family states it.
    (Evidence::Alimony, Condition::Stated),
    // Choice: who applies is present.
    (Evidence::DetentionTreatment, Condition::Others),
    // Choice: of each member.
    (Evidence::HousingOwned, Condition::Member),
    (Evidence::BuildingPlot, Condition::Member),
    (Evidence::Vehicle, Condition::Member),
];

/// The edition since 2025, from which the others differ in a few fields.
fn parts_2025_01() -> RegulationParts {
    RegulationParts {
        id: "asp-2025-01".to_string(),
        programme: Programme::TargetedAssistance,
        period: OpenPeriod { first: named_date(2025, 1, 1), last: None },
        line: LineParts {
            // P: order160.
            minimum_share: "0.7".to_string(),
            // P: order160.
            median_share: Some("0.35".to_string()),
            // P: ten published pairs.
            rounding: Rounding::TengeHalfUp,
        },
        // P: zakonpravo/128.
        equal_to_line: EqualToLine::Entitled,
        // Choice: the large-family allowance counts, as from 2020 on.
        income: incomes(&[IncomeKind::LargeFamilyAllowance], &[]),
        // S4 asks; the effect is a choice.
        absent_members: AbsentMembers::LeftOut,
        // Choice: of four pairs the only one that gives the 122 tenge of P: mgorod/122.
        per_capita_rounding: PerCapitaRounding::TiynHalfUp,
        amount_rounding: Rounding::TengeUp,
        whole_line: None,
        top_up: Some(TopUpParts {
            // P: zakon/6030011.
            mci: "1.5".to_string(),
            first_age: 1,
            last_age: 6,
            // Choice.
            age_on: AgeOn::FirstDay,
            // Choice.
            rounding: Rounding::TengeHalfUp,
        }),
        // P: egov/2023.
        carer_child_under: 3,
        // Choice: to the end of the quarter.
        conditional_months: None,
        // P: zakonpravo/128; of false information no length is known.
        bans: BanParts { measures_refused: Some(6), contract_broken: Some(6), false_information: None },
        // Choice (T3).
        if_missing: MissingDay::FirstDayOfNextMonth,
        // P: zakonpravo/128; before 2023 a choice.
        commission: true,
        channels: ChannelsParts {
            // S4.
            portal: ChannelParts {
                signatures: vec![Signature::Eds, Signature::SmsPassword],
                account_needed: true,
                notice: vec![Notice::Cabinet],
            },
            centre: on_paper(),
            akim: on_paper(),
        },
        // S4.
        banks: ["kazpost", "halyk"].map(String::from).to_vec(),
        evidence: EVIDENCE.into(),
    }
}

/// What a channel takes where an application is filed in person (S4).
fn on_paper() -> ChannelParts {
    ChannelParts {
        signatures: vec![Signature::Paper],
        account_needed: false,
        notice: vec![Notice::Written, Notice::Sms],
    }
}

/// The kinds of every edition and these behind them.
fn incomes(counted: &[IncomeKind], left_out: &[IncomeKind]) -> IncomeParts {
    let with = |all: &[IncomeKind], more: &[IncomeKind]| -> Vec<_> { [all, more].concat() };
    IncomeParts { counted: with(&COUNTED, counted), left_out: with(&LEFT_OUT, left_out) }
}

/// The edition of 2023 and 2024: no share of the median.
fn parts_2023_01() -> RegulationParts {
    let later = parts_2025_01();
    RegulationParts {
        id: "asp-2023-01".to_string(),
        period: OpenPeriod { first: named_date(2023, 1, 1), last: Some(named_date(2024, 12, 31)) },
        line: LineParts { median_share: None, ..later.line },
        ..later
    }
}

/// The edition of 2020 to 2022: no top-up (in kind), no known length of a ban.
fn parts_2020_01() -> RegulationParts {
    RegulationParts {
        id: "asp-2020-01".to_string(),
        period: OpenPeriod { first: named_date(2020, 1, 1), last: Some(named_date(2022, 12, 31)) },
        // P: mgorod/122.
        income: incomes(&[IncomeKind::LargeFamilyAllowance], &[]),
        top_up: None,
        bans: BanParts::default(),
        // P: egov/2021; the date is a choice.
        carer_child_under: 3,
        ..parts_2023_01()
    }
}

/// The edition of April to December 2019: the whole line for children and students.
fn parts_2019_04() -> RegulationParts {
    RegulationParts {
        id: "asp-2019-04".to_string(),
        period: OpenPeriod { first: named_date(2019, 4, 1), last: Some(named_date(2019, 12, 31)) },
        // P: mgorod/0305.
        income: incomes(&[], &[IncomeKind::LargeFamilyAllowance, IncomeKind::Scholarship]),
        // P: mgorod/0327.
        whole_line: Some(WholeLineParts { child_under: 18, student_under: 23 }),
        // Choice: as before.
        carer_child_under: 7,
        ..parts_2020_01()
    }
}

/// The edition of 2018 to March 2019: half of the minimum.
fn parts_2018_01() -> RegulationParts {
    let later = parts_2019_04();
    RegulationParts {
        id: "asp-2018-01".to_string(),
        period: OpenPeriod { first: named_date(2018, 1, 1), last: Some(named_date(2019, 3, 31)) },
        // P: balkhash/838.
        line: LineParts { minimum_share: "0.5".to_string(), ..later.line },
        income: incomes(&[], &[]),
        whole_line: None,
        // P: kontrast/357878.
        carer_child_under: 7,
        ..later
    }
}

/// One row an edition: name, parts, doc.
macro_rules! editions {
    ($($(#[$doc:meta])* $name:ident $parts:ident,)+) => {
        impl Regulation { $(
            $(#[$doc])*
            #[must_use]
            pub fn $name() -> Self {
                Self::well_formed($parts())
            }
        )+ }
    };
}

editions! {
    /// The edition of 2018-01-01 to 2019-03-31: half of the subsistence minimum.
    ///
    /// ```
    /// let regulation = voucher_core::targeted_assistance::Regulation::asp_2018_01();
    /// assert_eq!(regulation.parts().line.minimum_share, "0.5");
    /// ```
    asp_2018_01 parts_2018_01,
    /// The edition of 2019-04-01 to 2019-12-31: the whole line for children and students.
    ///
    /// ```
    /// let regulation = voucher_core::targeted_assistance::Regulation::asp_2019_04();
    /// assert_eq!(regulation.parts().whole_line.unwrap().student_under, 23);
    /// ```
    asp_2019_04 parts_2019_04,
    /// The edition of 2020-01-01 to 2022-12-31: a child is young below 3 years.
    ///
    /// ```
    /// let regulation = voucher_core::targeted_assistance::Regulation::asp_2020_01();
    /// assert_eq!((regulation.parts().carer_child_under, regulation.parts().top_up.is_some()), (3, false));
    /// ```
    asp_2020_01 parts_2020_01,
    /// The edition of 2023-01-01 to 2024-12-31: a top-up for children of 1 to 6 years.
    ///
    /// ```
    /// let regulation = voucher_core::targeted_assistance::Regulation::asp_2023_01();
    /// assert_eq!(regulation.parts().line.median_share, None);
    /// ```
    asp_2023_01 parts_2023_01,
    /// The edition since 2025-01-01: the greater of two shares.
    ///
    /// ```
    /// let regulation = voucher_core::targeted_assistance::Regulation::asp_2025_01();
    /// assert_eq!(regulation.parts().line.median_share.as_deref(), Some("0.35"));
    /// ```
    asp_2025_01 parts_2025_01,
}

impl Regulation {
    #[expect(clippy::expect_used, reason = "the literals of this file, which a test builds")]
    fn well_formed(parts: RegulationParts) -> Self {
        Self::new(parts).expect("published regulations are well formed")
    }
}
