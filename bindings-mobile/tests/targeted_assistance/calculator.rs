//! The calculator: published examples, every reason, everything missing, and what printing does not show.

use voucher_core::{
    Amount, Language, Month, QuarterTenge, Tiyn,
    targeted_assistance::{
        AssistanceKind, Breach, Contract, Event, Evidence, Family, Figures, Household, Income, IncomeKind,
        Member, MissingFact, Refusal, Regulation, Role, Status, Survey, Told,
    },
};
use voucher_core_mobile::targeted_assistance::{
    AssistanceAnswer, AssistanceAssessment, AssistanceMonth, assistance_calculator,
    assistance_regulation_digest, assistance_regulation_in_force,
};

use crate::{day, family, missing, of_line, reasons, reference, refusals, told};

fn ask(family: &Family, rules: Regulation, figures: Figures, on: &str) -> AssistanceAssessment {
    assistance_calculator(family.clone(), rules, figures, day(on), Language::En).unwrap()
}

fn months(assessment: &AssistanceAssessment) -> Vec<(String, Tiyn, Tiyn, Tiyn)> {
    let months = assessment.calculation.as_ref().and_then(|it| it.months.as_ref()).unwrap();
    let shown = |AssistanceMonth { month, base, top_up, total }: &_| {
        (Month::to_string(month), *base, *top_up, *total)
    };
    months.iter().map(shown).collect()
}

fn tenge(tenge: u64) -> Tiyn {
    Tiyn::new(100 * tenge)
}

/// Six people, of whom one earns.
fn of_six(wages: &str) -> Family {
    let child = |name| {
        let mut child = told(name, Role::Child, false, None);
        child.member.born = Some(day("2010-05-05"));
        child
    };
    let mut members =
        vec![told("a", Role::Applicant, true, Some(wages)), told("b", Role::Spouse, true, None)];
    members.extend(["c1", "c2", "c3", "c4"].map(child));
    family(members)
}

/// E3 (T8, T28, T30): 122 tenge a month were really assigned, 244 for the two months that were left of the quarter.
#[test]
fn e3_122_tenge_a_month() {
    let answer = ask(&of_six("484323"), Regulation::asp_2020_01(), of_line("26927", None), "2021-11-10");
    let month = |month: &str| (month.to_owned(), tenge(122), Tiyn::ZERO, tenge(122));
    assert_eq!(months(&answer), [month("2021-11"), month("2021-12")]);
    let calculation = answer.calculation.unwrap();
    assert_eq!((calculation.members, calculation.kind), (Some(6), Some(AssistanceKind::Conditional)));
    assert_eq!((calculation.line, calculation.per_capita), (Some(tenge(26_927)), Some(Tiyn::new(2_690_683))));
    assert_eq!(
        [calculation.income_from, calculation.income_to].map(|it| it.to_string()),
        ["2021-07", "2021-09"]
    );
    let Some(AssistanceAnswer::Assigned { receives, gas_months }) = answer.answer else { panic!() };
    assert_eq!((receives.first, receives.last), (day("2021-11-01"), day("2021-12-31")));
    assert_eq!(gas_months.iter().map(Month::to_string).collect::<Vec<_>>(), ["2021-12", "2022-01"]);
}

/// E9 (T29): the top-up is 1.5 MCI, 5,538 tenge in 2024; without the MCI nobody can tell.
#[test]
fn e9_a_top_up_needs_the_mci() {
    let mut child = told("c", Role::Child, false, None);
    child.member.born = Some(day("2020-05-05"));
    let family = family(vec![told("a", Role::Applicant, false, None), child]);
    let with_mci = ask(&family, Regulation::asp_2023_01(), of_line("30000", Some("3692")), "2024-02-10");
    assert_eq!(months(&with_mci)[0], ("2024-02".to_owned(), tenge(60_000), tenge(5_538), tenge(65_538)));
    let without = ask(&family, Regulation::asp_2023_01(), of_line("30000", None), "2024-02-10");
    assert_eq!(missing(without.answer.as_ref()), [("mci", None)]);
    assert_eq!(without.calculation.unwrap().months, None);
}

/// T8, T26(1): equal to the line is entitled, one tiyn more is not; the fraction decides.
#[test]
fn a_tiyn_above_the_line() {
    let alone = |wages| family(vec![told("a", Role::Applicant, false, Some(wages))]);
    let of = |wages| ask(&alone(wages), Regulation::asp_2025_01(), of_line("37060", None), "2026-02-10");
    assert!(matches!(of("111180").answer, Some(AssistanceAnswer::Assigned { .. })));
    let above = of("111180.01");
    assert_eq!(reasons(above.answer.as_ref()), ["income_above_line"]);
    let calculation = above.calculation.unwrap();
    assert_eq!((calculation.per_capita, calculation.months), (Some(tenge(37_060)), None));
}

/// T26: all ten reasons, in their order, each with its norm and words of its own in each language.
#[test]
fn every_reason_has_words() {
    let mut family = of_six("9999999");
    family.household = Household::new(
        family
            .household
            .members()
            .iter()
            .cloned()
            .map(|told| Told { registered: Some(false), ..told })
            .collect(),
    )
    .unwrap();
    let on = day("2026-02-10");
    family.history = Some(Breach::ALL.iter().map(|what| Event { what: *what, on }).collect());
    (family.status, family.overlap) = (Some(Status::Other), Some(true));
    (family.survey, family.need) = (Some(Survey::Refused), Some(false));
    family.contract = Some(Contract::Refused);
    let answers = [Language::Kk, Language::Ru, Language::En].map(|language| {
        let figures = of_line("37060", Some("4325"));
        assistance_calculator(family.clone(), Regulation::asp_2025_01(), figures, on, language).unwrap()
    });
    let texts = answers.map(|answer| match answer.answer {
        Some(AssistanceAnswer::Refused { reasons }) => {
            assert!(reasons.len() == 10 && reasons.iter().all(|reason| reason.norm.contains("T26")));
            assert_eq!(
                (reasons[0].code.as_str(), reasons[9].code.as_str()),
                ("income_above_line", "contract_refused")
            );
            reasons.into_iter().map(|reason| reason.text).collect::<Vec<_>>()
        }
        answer => panic!("{answer:?}"),
    });
    let [kk, ru, en] = &texts;
    assert!(kk.iter().zip(ru).zip(en).all(|((kk, ru), en)| kk != ru && ru != en));
    assert_eq!(en[0], "The per-capita income of the family is not below the poverty line.");
}

/// T25: of a family of whom nothing is known everything is missing, and nothing is read as no or zero.
#[test]
fn nothing_told_is_nothing_known() {
    let stranger = |name, role| Told::new(Member::new(reference(name), role));
    let members = vec![stranger("a", Role::Applicant), stranger("c", Role::Child)];
    let nobody = Family::new(Household::new(members).unwrap());
    let answer = ask(&nobody, Regulation::asp_2025_01(), Figures::default(), "2026-02-10");
    let (a, c) = (Some(reference("a")), Some(reference("c")));
    assert_eq!(
        missing(answer.answer.as_ref()),
        [
            ("line", None),
            ("mci", None),
            ("status", None),
            ("history", None),
            ("overlap", None),
            ("registered", a),
            ("incomes", a),
            ("able_bodied", a),
            ("absent", c),
            ("registered", c),
            ("incomes", c),
            ("born", c),
            ("able_bodied", c),
            ("survey", None),
            ("commission", None),
        ]
    );
    let calculation = answer.calculation.unwrap();
    assert_eq!((calculation.members, calculation.per_capita, calculation.line), (None, None, None));
    let Some(AssistanceAnswer::CannotTell { missing }) = answer.answer else { panic!() };
    assert_eq!((missing[0].fact, missing[0].evidence), (Some(MissingFact::Line), None::<Evidence>));
    assert_eq!(missing[11].text, "the member's date of birth");
}

/// T9, T25: a credit is of an undecided kind, which is named.
#[test]
fn a_credit_is_a_question() {
    let mut debtor = told("a", Role::Applicant, false, None);
    let amount = QuarterTenge::parse("1").unwrap();
    debtor.incomes = Some(vec![Income { kind: IncomeKind::Credit, amount }]);
    let answer = ask(&family(vec![debtor]), Regulation::asp_2025_01(), of_line("37060", None), "2026-02-10");
    let Some(AssistanceAnswer::CannotTell { missing }) = answer.answer else { panic!() };
    let [rule] = &missing[..] else { panic!() };
    assert_eq!(
        (rule.code.as_str(), rule.kind.as_deref(), rule.member),
        ("income_rule", Some("credit"), Some(reference("a")))
    );
}

/// T2: outside the period of the rules nothing is answered, and the reason is said.
#[test]
fn rules_that_are_not_in_force_answer_nothing() {
    let figures = Figures { line: Some(Amount::parse("37060").unwrap()), ..Figures::default() };
    let asked = |on| ask(&of_six("0"), Regulation::asp_2023_01(), figures, on);
    assert!(asked("2024-12-31").blocked.is_empty());
    let after = asked("2025-01-01");
    assert_eq!(refusals(&after.blocked), [Refusal::OutsidePilot]);
    assert_eq!((after.answer, after.calculation), (None, None));
    let id =
        |date| assistance_regulation_in_force(day(date), None).unwrap().map(|found| found.id().to_owned());
    assert_eq!(id("2017-12-31"), None);
    assert_eq!(["2019-03-31", "2026-02-10"].map(id).map(Option::unwrap), ["asp-2018-01", "asp-2025-01"]);
    assert_eq!(assistance_regulation_digest(Regulation::asp_2025_01()).unwrap().len(), 71);
}

/// N34: nothing of a family, its incomes or its amounts is printed.
#[test]
fn no_family_is_printed() {
    let asked = of_six("484323");
    let answer = ask(&asked, Regulation::asp_2020_01(), of_line("26927", None), "2021-11-10");
    let printed =
        format!("{asked:?} {:?} {answer:?} {:?}", asked.household.members()[0], months(&answer).len());
    let month = answer.calculation.and_then(|calculation| calculation.months).unwrap();
    let printed = format!("{printed} {month:?}");
    for secret in ["484323", "26906", "122", "2010", "c1"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
