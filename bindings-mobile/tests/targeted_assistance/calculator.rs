//! The calculator: a published example, every reason, everything missing, and what printing does not show.

use std::collections::BTreeSet;

use voucher_core::{
    QuarterTenge, Reference, Tiyn,
    targeted_assistance::{
        AssistanceKind, Breach, Contract, Event, Family, Figures, Household, Income, IncomeKind, Member,
        MissingFact, Refusal, Regulation, Role, Status, Survey, Told,
    },
};
use voucher_core_mobile::targeted_assistance::{
    AssistanceAnswer, AssistanceAssessment, AssistanceMonth, assistance_calculator,
};

use super::{missing, of_line, reasons, refusals};
use crate::{LANGUAGES, day, month, reference, tenge};

fn ask(family: &Family, rules: Regulation, figures: Figures, on: &str) -> AssistanceAssessment {
    let [.., language] = LANGUAGES;
    assistance_calculator(family.clone(), rules, figures, day(on), language).unwrap()
}

/// A member who is registered, present, able-bodied or not, with an income of the whole quarter or none.
fn told(name: &str, role: Role, able_bodied: bool, income: Option<(IncomeKind, &str)>) -> Told {
    let income = income.map(|(kind, amount)| Income { kind, amount: QuarterTenge::parse(amount).unwrap() });
    let mut told = Told::new(Member::new(reference(name), role));
    (told.member.able_bodied, told.member.stated) = (Some(able_bodied), Some([].into_iter().collect()));
    (told.registered, told.absent) = (Some(true), Some(false));
    told.incomes = Some(income.into_iter().collect());
    told
}

fn child(name: &str, born: &str) -> Told {
    let mut child = told(name, Role::Child, false, None);
    child.member.born = Some(day(born));
    child
}

/// A family of citizens of whom the commission has found need, and who have signed what is to be signed.
fn family(members: Vec<Told>) -> Family {
    Family {
        status: Some(Status::Citizen),
        overlap: Some(false),
        survey: Some(Survey::Done),
        need: Some(true),
        contract: Some(Contract::Signed),
        history: Some(vec![]),
        ..Family::new(Household::new(members).unwrap())
    }
}

/// Six people, of whom one earns.
fn of_six(wages: &str) -> Family {
    let earns = told("a", Role::Applicant, true, Some((IncomeKind::Wages, wages)));
    let children = ["c1", "c2", "c3", "c4"].map(|name| child(name, "2010-05-05"));
    family([earns, told("b", Role::Spouse, true, None)].into_iter().chain(children).collect())
}

/// E3 (T8, T28, T30): 122 tenge a month were really assigned, 244 for the two months that were left of the quarter.
#[test]
fn e3_122_tenge_a_month() {
    let answer = ask(&of_six("484323"), Regulation::asp_2020_01(), of_line("26927", None), "2021-11-10");
    let calculation = answer.calculation.unwrap();
    let of = |text| AssistanceMonth {
        month: month(text),
        base: tenge(122),
        top_up: Tiyn::ZERO,
        total: tenge(122),
    };
    assert_eq!(calculation.months, Some(["2021-11", "2021-12"].map(of).to_vec()));
    assert_eq!((calculation.members, calculation.kind), (Some(6), Some(AssistanceKind::Conditional)));
    assert_eq!((calculation.line, calculation.per_capita), (Some(tenge(26_927)), Some(Tiyn::new(2_690_683))));
    assert_eq!((calculation.income_from, calculation.income_to), (month("2021-07"), month("2021-09")));
    let Some(AssistanceAnswer::Assigned { receives, gas_months }) = answer.answer else { panic!() };
    assert_eq!((receives.first, receives.last), (day("2021-11-01"), day("2021-12-31")));
    assert_eq!(gas_months, ["2021-12", "2022-01"].map(month));
}

/// E9 (T29): the top-up is 1.5 MCI, 5,538 tenge in 2024; without the MCI nobody can tell.
#[test]
fn e9_a_top_up_needs_the_mci() {
    let family = family(vec![told("a", Role::Applicant, false, None), child("c", "2020-05-05")]);
    let ask = |mci| ask(&family, Regulation::asp_2023_01(), of_line("30000", mci), "2024-02-10");
    let months = ask(Some("3692")).calculation.unwrap().months.unwrap();
    let AssistanceMonth { base, top_up, total, .. } = months[0];
    assert_eq!((base, top_up, total), (tenge(60_000), tenge(5_538), tenge(65_538)));
    let without = ask(None);
    assert_eq!(missing(without.answer.as_ref()), [("mci", None)]);
    assert_eq!(without.calculation.unwrap().months, None);
}

/// T26: all ten reasons, in their order, each with its norm and words of its own in each language.
#[test]
fn every_reason_has_words() {
    let mut family = of_six("9999999");
    let members = family.household.members().iter().cloned();
    family.household =
        Household::new(members.map(|told| Told { registered: Some(false), ..told }).collect()).unwrap();
    let on = day("2026-02-10");
    family.history = Some(Breach::ALL.iter().map(|what| Event { what: *what, on }).collect());
    (family.status, family.overlap) = (Some(Status::Other), Some(true));
    (family.survey, family.need) = (Some(Survey::Refused), Some(false));
    family.contract = Some(Contract::Refused);
    for language in LANGUAGES {
        let (rules, figures) = (Regulation::asp_2025_01(), of_line("37060", Some("4325")));
        let answer = assistance_calculator(family.clone(), rules, figures, on, language).unwrap().answer;
        let refusals = reasons(answer.as_ref());
        assert_eq!(
            (refusals.len(), refusals[0], refusals[9]),
            (10, Refusal::IncomeAboveLine, Refusal::ContractRefused)
        );
        let Some(AssistanceAnswer::Refused { reasons }) = answer else { panic!() };
        for reason in reasons {
            let told = (reason.code.as_str(), reason.norm.as_str(), reason.text.as_str());
            let texts = reason.refusal.texts();
            assert_eq!(told, (reason.refusal.code(), reason.refusal.norm(), texts.in_language(language)));
        }
    }
}

/// T9, T25: of a family of whom nothing is known everything is missing, and nothing is read as no or zero; a credit is of an undecided
/// kind, which is named.
#[test]
fn nothing_told_is_nothing_known() {
    let stranger = |name, role| Told::new(Member::new(reference(name), role));
    let members = vec![stranger("a", Role::Applicant), stranger("c", Role::Child)];
    let nobody = Family::new(Household::new(members).unwrap());
    let answer = ask(&nobody, Regulation::asp_2025_01(), Figures::default(), "2026-02-10");
    let of = |member: Option<&str>, codes: &[&'static str]| -> Vec<(&str, Option<Reference>)> {
        codes.iter().map(|code| (*code, member.map(reference))).collect()
    };
    let expected = [
        of(None, &["line", "mci", "status", "history", "overlap"]),
        of(Some("a"), &["registered", "incomes", "able_bodied"]),
        of(Some("c"), &["absent", "registered", "incomes", "born", "able_bodied"]),
        of(None, &["survey", "commission"]),
    ];
    assert_eq!(missing(answer.answer.as_ref()), expected.concat());
    let calculation = answer.calculation.unwrap();
    assert_eq!((calculation.members, calculation.per_capita, calculation.line), (None, None, None));
    let Some(AssistanceAnswer::CannotTell { missing }) = answer.answer else { panic!() };
    assert_eq!((missing[0].fact, missing[0].evidence), (Some(MissingFact::Line), None));
    assert_eq!(missing[11].text, "the member's date of birth");
    let once: BTreeSet<_> = missing
        .iter()
        .map(|each| (&each.text, each.member.map(|member| member.expose_text().to_owned())))
        .collect();
    assert_eq!(once.len(), missing.len());

    let debtor = told("a", Role::Applicant, false, Some((IncomeKind::Credit, "1")));
    let answer = ask(&family(vec![debtor]), Regulation::asp_2025_01(), of_line("37060", None), "2026-02-10");
    let Some(AssistanceAnswer::CannotTell { missing }) = answer.answer else { panic!() };
    let [rule] = &missing[..] else { panic!() };
    assert_eq!((rule.code.as_str(), rule.kind.as_deref()), ("income_rule", Some("credit")));
    assert_eq!(rule.member, Some(reference("a")));
}

/// T2: outside the period of the rules nothing is answered, and the reason is said.
#[test]
fn rules_that_are_not_in_force_answer_nothing() {
    let asked = |on| ask(&of_six("0"), Regulation::asp_2023_01(), of_line("37060", None), on);
    assert!(asked("2024-12-31").blocked.is_empty());
    let after = asked("2025-01-01");
    assert_eq!(refusals(&after.blocked), [Refusal::OutsidePilot]);
    assert_eq!((after.answer, after.calculation), (None, None));
}

/// N34: nothing of a family, its incomes or its amounts is printed.
#[test]
fn no_family_is_printed() {
    let asked = of_six("484323");
    let answer = ask(&asked, Regulation::asp_2020_01(), of_line("26927", None), "2021-11-10");
    let printed = format!("{asked:?} {answer:?} {:?}", asked.household.members()[0]);
    let printed = format!("{printed} {:?}", answer.calculation.unwrap().months.unwrap());
    for secret in ["484323", "26906", "122", "2010", "c1"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
