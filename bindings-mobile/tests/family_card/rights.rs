//! Which services may stand for a family: every fact reaches the core, and the screen says what the core says.

use voucher_core::{
    Count, Language, Tiyn,
    family_card::{Cause, Group, MissingFact, Proactive, Refusal, Service},
};
use voucher_core_mobile::{
    CivilDate, VoucherError,
    family_card::{
        RightAnswer, RightAward, RightChild, RightDay, RightFacts, RightMissing, RightShown, RightsScreen,
        rights_screen,
    },
};

use crate::{LANGUAGES, count, day, fault, tenge};

fn ask(facts: &[RightFacts], today: &str, language: Language) -> Result<RightsScreen, VoucherError> {
    rights_screen(facts.to_vec(), Proactive::proactive_2025_09(), day(today), language)
}

fn rights(facts: &[RightFacts], language: Language) -> Vec<RightShown> {
    ask(facts, "2026-02-10", language).unwrap().rights
}

fn right(facts: RightFacts, today: &str) -> RightAnswer {
    let shown = ask(&[facts], today, Language::En).unwrap().rights;
    shown.into_iter().find(|each| each.place == Some(0)).unwrap().answer
}

/// The refusals of a *no*.
fn refusals(answer: &RightAnswer) -> Vec<Refusal> {
    match answer {
        RightAnswer::No { reasons } => reasons.iter().map(|reason| reason.refusal).collect(),
        RightAnswer::Yes { .. } | RightAnswer::Potential | RightAnswer::CannotTell { .. } => vec![],
    }
}

fn missing(facts: &[RightMissing]) -> Vec<MissingFact> {
    facts.iter().map(|each| each.fact).collect()
}

/// What is missing for an answer.
fn lacks(answer: &RightAnswer) -> Vec<MissingFact> {
    match answer {
        RightAnswer::CannotTell { missing: facts } => missing(facts),
        RightAnswer::Yes { .. } | RightAnswer::Potential | RightAnswer::No { .. } => vec![],
    }
}

fn some(number: u32) -> Option<Count> {
    Some(count(number))
}

fn on(date: &str) -> Option<RightDay> {
    Some(RightDay::On { day: day(date) })
}

fn born(date: &str) -> Option<CivilDate> {
    Some(day(date))
}

/// Four children, of whom the eldest is 18 on 11 February 2026.
pub(super) fn four_children(student: Option<bool>) -> RightFacts {
    let dates = ["2008-02-11", "2010-05-05", "2012-06-06", "2014-07-07"];
    let child = |date| RightChild { born: born(date), student };
    RightFacts::LargeFamily { children: Some(dates.map(child).to_vec()) }
}

fn carer(born_on: &str, until: Option<RightDay>) -> RightFacts {
    let (carer, born, established_on) = (Some(true), born(born_on), on("2020-01-01"));
    RightFacts::ChildDisabilityCarer { carer, born, established_on, until }
}

fn award(award: RightAward) -> RightFacts {
    RightFacts::AwardedMother { award: Some(award), awarded_on: born("2020-05-15") }
}

fn loss_of_work(months: u32, income_24_months: Option<Tiyn>) -> RightFacts {
    let (months_of_participation, registered_on) = (some(months), on("2026-01-31"));
    RightFacts::JobLoss { months_of_participation, registered_on, income_24_months }
}

fn care(born: Option<CivilDate>, order: u32, income: Option<Tiyn>) -> RightFacts {
    RightFacts::ChildCare { insured: Some(true), born, order: some(order), income_24_months: income }
}

fn loss(insured: bool, both: Option<bool>) -> RightFacts {
    let (lost_on, dependants, insured) = (on("2026-01-01"), some(2), Some(insured));
    RightFacts::Breadwinner { lost_on, dependants, insured, both_parents_lost: both }
}

fn disability(established_on: Option<RightDay>, of: Option<(Group, bool, Cause)>) -> RightFacts {
    RightFacts::Disability {
        established_on,
        until: Some(RightDay::Absent),
        born: of.and(born("1990-01-01")),
        group: of.map(|(group, ..)| group),
        since_childhood: of.map(|(_, since, _)| since),
        cause: of.map(|(.., cause)| cause),
    }
}

/// K10: nothing is read as no or zero; every service tells what it lacks.
#[test]
fn nothing_is_known() {
    let shown = rights(&[], Language::En);
    assert!(shown.iter().map(|each| each.service.service).eq(Service::ALL.iter().copied().take(9)));
    assert!(shown.iter().all(|each| each.place.is_none() && !lacks(&each.answer).is_empty()));
    let RightAnswer::CannotTell { missing: told } = &shown[2].answer else { panic!() };
    assert_eq!(missing(told), [MissingFact::MonthsOfParticipation, MissingFact::RegisteredOn]);
    assert_eq!(told[1].text, "the day of registration as unemployed");
}

/// K11 to K17: every service by all of its facts: the amount and the days.
#[test]
fn every_amount() {
    let (insured, income) = (Some(true), Some(tenge(100_000)));
    let (sick_list_from, sick_list_days, income_12_months) = (on("2026-01-01"), some(126), income);
    let until = on("2026-12-31");
    for (facts, amount, first, last) in [
        // 126 of 30 days, less a tenth.
        (
            RightFacts::Maternity { insured, sick_list_from, sick_list_days, income_12_months },
            378_000,
            "2026-01-01",
            "2026-12-31",
        ),
        (care(born("2026-01-01"), 1, income), 40_000, "2026-01-01", "2027-06-30"),
        // The floor of a third child: 7.85 of 4 325.
        (care(born("2026-01-01"), 3, Some(tenge(1))), 33_952, "2026-01-01", "2027-06-30"),
        // 0.45 and 0.70; February has no 31st: one month lasts until its last day.
        (loss_of_work(6, income), 31_500, "2026-01-31", "2026-02-28"),
        (loss(false, Some(true)), 2 * 78_311, "2026-01-01", ""),
        (loss(false, Some(false)), 86_447, "2026-01-01", ""),
        (carer("2020-01-01", until), 81_871, "2020-01-01", "2026-12-31"),
        (
            disability(on("2026-01-01"), Some((Group::Second, false, Cause::General))),
            89_498,
            "2026-01-01",
            "",
        ),
        (disability(on("2026-01-01"), Some((Group::Third, true, Cause::Other))), 81_871, "2026-01-01", ""),
        (four_children(Some(true)), 69_330, "", "2026-02-10"),
        (award(RightAward::KumisAlqa), 27_680, "2020-05-15", ""),
        (award(RightAward::AltynAlqa), 32_005, "2020-05-15", ""),
        (award(RightAward::MotherHeroine), 32_005, "2020-05-15", ""),
        (award(RightAward::MaternalGlory), 32_005, "2020-05-15", ""),
    ] {
        let RightAnswer::Yes { amount: told, first: from, last: to, .. } = right(facts, "2026-02-10") else {
            panic!("{amount}")
        };
        let [from, to] = [from, to].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        assert_eq!((told, from.as_str(), to.as_str()), (Some(tenge(amount)), first, last));
    }
}

/// K11, K14: a day that is known to be none is no day that is not known, and an amount that is not known tells why.
#[test]
fn none_is_not_unknown() {
    let today = "2026-02-10";
    let yes =
        |last| RightAnswer::Yes { amount: Some(tenge(69_330)), amount_unknown: vec![], first: None, last };
    assert_eq!(right(four_children(None), today), yes(born(today)));
    for (facts, lacking) in [
        (loss_of_work(6, None), vec![MissingFact::IncomeTwentyFourMonths]),
        (loss(true, None), vec![MissingFact::Rate]), // no coefficient is published
        (
            disability(on(today), None),
            vec![MissingFact::Born, MissingFact::Group, MissingFact::SinceChildhood, MissingFact::Cause],
        ),
    ] {
        let RightAnswer::Yes { amount, amount_unknown, .. } = right(facts, today) else {
            panic!("{lacking:?}")
        };
        assert_eq!((amount, missing(&amount_unknown)), (None, lacking));
    }
    for (facts, today, refusal) in [
        (disability(Some(RightDay::Absent), None), today, Refusal::NoDisability),
        (award(RightAward::NoAward), today, Refusal::NoAward),
        (loss_of_work(5, None), "2026-03-01", Refusal::TooFewMonths),
        (RightFacts::LargeFamily { children: Some(vec![]) }, today, Refusal::TooFewChildren),
    ] {
        let RightAnswer::No { reasons } = right(facts, today) else { panic!("{refusal:?}") };
        assert_eq!((reasons[0].refusal, reasons[0].code.as_str()), (refusal, refusal.code()));
        assert_eq!((reasons.len(), reasons[0].text.as_str()), (1, refusal.texts().en()));
    }
    assert_eq!(lacks(&right(four_children(None), "2026-02-11")), [MissingFact::Student]);
    assert!(matches!(right(four_children(Some(true)), "2026-02-11"), RightAnswer::Yes { .. }));
    assert!(!lacks(&right(disability(None, None), today)).is_empty());
    let assistance = |income| {
        let (income_per_head, poverty_line) = (Some(tenge(income)), Some(tenge(35_595)));
        right(RightFacts::TargetedAssistance { income_per_head, poverty_line }, today)
    };
    assert_eq!(assistance(35_594), RightAnswer::Potential);
    assert_eq!(refusals(&assistance(35_595)), [Refusal::IncomeNotBelowLine]); // equal is not below
}

/// K18: a right of each child is asked once for each, and each answer has its place.
#[test]
fn two_children() {
    let absent = Some(RightDay::Absent);
    let facts = [carer("2008-02-10", absent), four_children(None), carer("2015-01-01", absent)];
    let shown = rights(&facts, Language::En);
    let places: Vec<_> = shown.iter().map(|each| each.place).collect();
    assert_eq!(places, [None, None, None, None, Some(0), Some(2), None, Some(1), None, None]);
    assert_eq!(refusals(&shown[4].answer), [Refusal::NoLonger]);
    assert!(matches!(shown[5].answer, RightAnswer::Yes { last, .. } if last == born("2032-12-31")));
}

/// K14, *wire*: a service of which too much is said is refused by the field.
#[test]
fn numbers_are_bounded() {
    let children = |count| RightFacts::LargeFamily {
        children: Some(vec![RightChild { born: None, student: None }; count]),
    };
    for (facts, code, field) in [
        (care(None, 0, None), "below_one", "order"),
        (care(None, 4097, None), "too_large", "order"),
        (care(None, 1, Some(tenge(100_000_000))), "too_large", "income_24_months"),
        (children(65), "too_many", "children"),
    ] {
        assert_eq!(fault(ask(&[facts], "2026-02-10", Language::En)), (code.to_owned(), field.to_owned()));
    }
    for facts in [care(None, 4096, Some(tenge(99_999_999))), children(64)] {
        assert!(!lacks(&right(facts, "2026-02-10")).is_empty());
    }
}

/// N36, N34: three languages, one answer; what is printed shows nothing of the family.
#[test]
fn words_in_three_languages_and_nothing_is_printed() {
    let [kk, ru, en] = LANGUAGES.map(|language| rights(&[four_children(None)], language));
    for ((kk, ru), en) in kk.iter().zip(&ru).zip(&en) {
        assert!(kk.text != ru.text && ru.text != en.text && kk.service.text != ru.service.text);
        assert!(kk.service.service == en.service.service && kk.place == en.place);
    }
    assert_eq!(ru[6].service.text, "пособие многодетным семьям");
    assert_eq!(en[6].text, "According to the records, there is a right to this service.");
    let (child, on) = (RightChild { born: born("2008-02-11"), student: None }, on("2020-01-01"));
    let printed = format!("{:?} {on:?} {child:?}", four_children(None));
    assert!(!printed.contains("20"), "{printed}");
    let answers = rights(&[care(born("2026-01-31"), 1, Some(tenge(100_000)))], Language::En);
    let printed = format!("{answers:?}");
    assert!(printed.contains("hidden") && !printed.contains("40000") && !printed.contains("2026-01-31"));
}
