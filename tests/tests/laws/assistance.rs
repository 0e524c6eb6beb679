//! Section 10 of the norms of targeted assistance.

use proptest::{prop_assert, prop_assert_eq, strategy::Strategy};
use voucher_core::{
    QuarterTenge, Reference,
    targeted_assistance::{
        Assessment, Decision, Family, Figures, Household, Income, IncomeKind, Member, Regulation, Role, Told,
        assess, gas_months,
    },
    testing::targeted_assistance::{arb_family, arb_figures, arb_known_family, arb_published_regulation},
};

use super::law;

/// A decision in the second month of the regulation's first quarter.
fn asked(regulation: &Regulation, family: &Family, figures: &Figures) -> Assessment {
    let on = regulation.period().first.checked_add_days(chrono::Days::new(40)).unwrap();
    assess(regulation, family, figures, on).unwrap()
}

fn with_members(family: &Family, change: impl FnOnce(&mut Vec<Told>)) -> Family {
    let mut members = family.household.members().to_vec();
    change(&mut members);
    Family { household: Household::new(members).unwrap(), ..family.clone() }
}

/// The months' totals, where they are known and the family is not refused.
fn totals(assessment: &Assessment) -> Option<Vec<u64>> {
    let months = assessment.calculation.months.as_ref()?;
    Some(months.iter().map(|month| month.total().tiyn()).collect())
}

fn known_questions() -> impl Strategy<Value = (Regulation, Family, Figures)> {
    (arb_published_regulation(), arb_known_family(), arb_figures())
}

/// T8, T28: more income never raises a month's total.
#[test]
fn more_income_never_raises_a_total() {
    law(
        500,
        (known_questions(), 0..64_usize, 0..5_000_000_u64),
        |((regulation, family, figures), place, tiyn)| {
            let richer = with_members(&family, |members| {
                let amount = QuarterTenge::parse(&format!("{}.{:02}", tiyn / 100, tiyn % 100)).unwrap();
                let place = place % members.len();
                members[place]
                    .incomes
                    .get_or_insert_default()
                    .push(Income { kind: IncomeKind::Wages, amount });
            });
            let [before, after] = [&family, &richer].map(|family| asked(&regulation, family, &figures));
            match (totals(&before), totals(&after)) {
                (Some(before), Some(after)) => {
                    prop_assert!(before.iter().zip(&after).all(|(before, after)| after <= before));
                }
                (None, Some(_)) => prop_assert!(false, "more income made an amount known or refused no more"),
                (_, None) => {}
            }
            Ok(())
        },
    );
}

/// T28: without the whole line, one more member without income, no child, never lowers a month's total.
#[test]
fn one_more_member_never_lowers_a_total() {
    law(500, known_questions(), |(regulation, family, figures)| {
        let larger = with_members(&family, |members| {
            let mut member = Member::new(Reference::parse("z").unwrap(), Role::Other);
            member.able_bodied = Some(false);
            let told = Told::new(member);
            members.push(Told { registered: Some(true), absent: Some(false), incomes: Some(vec![]), ..told });
        });
        let [before, after] = [&family, &larger].map(|family| asked(&regulation, family, &figures));
        if let (None, Some(before)) = (regulation.parts().whole_line, totals(&before)) {
            let after = totals(&after).unwrap();
            prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
        }
        Ok(())
    });
}

/// T24: a refusal has a reason, *cannot tell* something missing.
#[test]
fn every_answer_has_its_grounds() {
    law(1000, (arb_published_regulation(), arb_family(), arb_figures()), |(regulation, family, figures)| {
        match asked(&regulation, &family, &figures).decision {
            Decision::Refused(reasons) => prop_assert!(!reasons.is_empty()),
            Decision::CannotTell(missing) => {
                prop_assert!(!missing.is_empty());
                let once = missing.iter().enumerate().all(|(place, each)| !missing[..place].contains(each));
                prop_assert!(once, "each once (T25)");
            }
            Decision::Assigned { receives } => {
                prop_assert_eq!(gas_months(receives.first, receives.last).count(), 2);
            }
        }
        Ok(())
    });
}

/// All that can be known of a family, each taken away.
fn forgotten(family: &Family, figures: &Figures) -> Vec<(Family, Figures)> {
    let of_family: [fn(&mut Family); 6] = [
        |family| family.status = None,
        |family| family.overlap = None,
        |family| family.survey = None,
        |family| family.need = None,
        |family| family.contract = None,
        |family| family.history = None,
    ];
    let of_member: [fn(&mut Told); 7] = [
        |told| told.registered = None,
        |told| told.absent = None,
        |told| told.incomes = None,
        |told| told.member.born = None,
        |told| told.member.able_bodied = None,
        |told| told.member.cares_for = None,
        |told| told.member.stated = None,
    ];
    let of_figures: [fn(&mut Figures); 4] = [
        |figures| figures.line = None,
        |figures| figures.minimum = None,
        |figures| figures.median = None,
        |figures| figures.mci = None,
    ];
    let mut without = Vec::new();
    for forget in of_family {
        let mut family = family.clone();
        forget(&mut family);
        without.push((family, *figures));
    }
    for place in 0..family.household.members().len() {
        for forget in of_member {
            without.push((with_members(family, |members| forget(&mut members[place])), *figures));
        }
    }
    for forget in of_figures {
        let mut figures = *figures;
        forget(&mut figures);
        without.push((family.clone(), figures));
    }
    without
}

/// Section 10, 3: something known taken away never turns a refusal into an assignment, nor the other way round. A line that
/// is taken away lets the statistics speak, which are another word on the same thing, so they are not given beside it.
#[test]
fn what_is_forgotten_never_turns_an_answer_round() {
    let families = || proptest::prop_oneof![arb_family(), arb_known_family()];
    law(300, (arb_published_regulation(), families(), arb_figures()), |(regulation, family, figures)| {
        let figures = match figures.line {
            Some(_) => Figures { minimum: None, median: None, ..figures },
            None => figures,
        };
        let before = asked(&regulation, &family, &figures).decision;
        for (family, figures) in forgotten(&family, &figures) {
            let after = asked(&regulation, &family, &figures).decision;
            let turned = matches!(
                (&before, &after),
                (Decision::Refused(_), Decision::Assigned { .. })
                    | (Decision::Assigned { .. }, Decision::Refused(_))
            );
            prop_assert!(!turned, "{before:?} {after:?}");
        }
        Ok(())
    });
}

/// Section 10, 4, T30: months lie in one quarter, unless the regulation gives a number.
#[test]
fn months_lie_in_one_quarter() {
    let months = 1..=120_i32;
    law(200, (known_questions(), months), |((regulation, family, figures), months)| {
        let long = regulation.changed(|parts| parts.conditional_months = Some(months)).unwrap();
        let conditional = voucher_core::targeted_assistance::AssistanceKind::Conditional;
        for regulation in [&regulation, &long] {
            let assessment = asked(regulation, &family, &figures);
            let many = match (regulation.parts().conditional_months, assessment.calculation.kind) {
                (Some(months), Some(kind)) if kind == conditional => usize::try_from(months).unwrap(),
                (_, _) => 2,
            };
            if let Some(totals) = totals(&assessment) {
                prop_assert_eq!(totals.len(), many);
            }
        }
        Ok(())
    });
}
