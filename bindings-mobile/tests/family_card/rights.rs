//! Which services may stand for a family, and that the screen says what the core says.

use voucher_core::{
    Count, Language, Tiyn,
    family_card::{Cause, Group, MissingFact, Proactive, Refusal, Service},
};
use voucher_core_mobile::{
    CivilDate, VoucherError,
    family_card::{
        RightAnswer, RightAward, RightChild, RightDay, RightFacts, RightMissing, RightShown, rights_screen,
    },
};

use crate::day;

fn rights(facts: &[RightFacts], today: &str, language: Language) -> Vec<RightShown> {
    rights_screen(facts.to_vec(), Proactive::proactive_2025_09(), day(today), language).unwrap().rights
}

fn right(facts: RightFacts, today: &str) -> RightAnswer {
    let shown = rights(&[facts], today, Language::En);
    shown.into_iter().find(|each| each.place == Some(0)).unwrap().answer
}

fn missing(facts: &[RightMissing]) -> Vec<MissingFact> {
    facts.iter().map(|each| each.fact).collect()
}

fn tenge(tenge: u64) -> Option<Tiyn> {
    Some(Tiyn::new(tenge * 100))
}

fn count(number: u32) -> Option<Count> {
    Some(Count::new(number).unwrap())
}

fn on(date: &str) -> Option<RightDay> {
    Some(RightDay::On { day: day(date) })
}

fn born(date: &str) -> Option<CivilDate> {
    Some(day(date))
}

/// Four children, of whom the eldest is 18 on 11 February 2026.
fn four_children() -> RightFacts {
    let dates = ["2008-02-11", "2010-05-05", "2012-06-06", "2014-07-07"];
    let child = |date| RightChild { born: born(date), student: None };
    RightFacts::LargeFamily { children: Some(dates.map(child).to_vec()) }
}

/// K10: nothing is read as no or zero; every service tells what it lacks.
#[test]
fn nothing_is_known() {
    let shown = rights(&[], "2026-02-10", Language::En);
    assert!(shown.iter().map(|each| each.service.service).eq(Service::ALL.iter().copied().take(9)));
    for each in &shown {
        let RightAnswer::CannotTell { missing } = &each.answer else { panic!() };
        assert!(each.place.is_none() && !missing.is_empty() && !missing[0].text.is_empty());
    }
    let RightAnswer::CannotTell { missing: lacks } = &shown[2].answer else { panic!() };
    assert_eq!(missing(lacks), [MissingFact::MonthsOfParticipation, MissingFact::RegisteredOn]);
    assert_eq!(lacks[1].text, "the day of registration as unemployed");
}

/// K17: the last day on which four children count, and the question of the next day.
#[test]
fn a_family_with_many_children() {
    let last = born("2026-02-10");
    let yes = RightAnswer::Yes { amount: tenge(69_330), amount_unknown: vec![], first: None, last };
    assert_eq!(right(four_children(), "2026-02-10"), yes);
    let RightAnswer::CannotTell { missing: lacks } = right(four_children(), "2026-02-11") else { panic!() };
    assert_eq!(missing(&lacks), [MissingFact::Student]);
    let RightAnswer::No { reasons } = right(RightFacts::LargeFamily { children: Some(vec![]) }, "2026-02-11")
    else {
        panic!()
    };
    assert_eq!(reasons[0].refusal, Refusal::TooFewChildren);
}

/// K11, K14, K15, K16: amounts, days, and what an amount lacks.
#[test]
fn amounts_and_days() {
    let work = |months, income_24_months| RightFacts::JobLoss {
        months_of_participation: count(months),
        registered_on: on("2026-01-31"),
        income_24_months,
    };
    let RightAnswer::Yes { amount, amount_unknown, first, last } = right(work(6, None), "2026-01-31") else {
        panic!()
    };
    assert_eq!((amount, missing(&amount_unknown)), (None, vec![MissingFact::IncomeTwentyFourMonths]));
    // February has no 31st: one month lasts until its last day.
    assert_eq!((first, last), (born("2026-01-31"), born("2026-02-28")));
    let RightAnswer::Yes { amount, .. } = right(work(6, tenge(100_000)), "2026-01-31") else { panic!() };
    assert_eq!(amount, tenge(31_500)); // 0.45 and 0.70
    let RightAnswer::No { reasons } = right(work(5, None), "2026-03-01") else { panic!() };
    assert_eq!(reasons.iter().map(|each| each.code.as_str()).collect::<Vec<_>>(), ["too_few_months"]);

    let award = |award| RightFacts::AwardedMother { award: Some(award), awarded_on: born("2020-05-15") };
    let RightAnswer::Yes { amount, .. } = right(award(RightAward::AltynAlqa), "2026-02-10") else { panic!() };
    assert_eq!(amount, tenge(32_005)); // 7.40 of 4 325
    let RightAnswer::No { reasons } = right(award(RightAward::NoAward), "2026-02-10") else { panic!() };
    assert_eq!(
        reasons[0].text,
        "According to the records, there is no award that gives a right to the allowance."
    );

    let (lost_on, dependants) = (on("2026-01-01"), count(2));
    let loss = RightFacts::Breadwinner { lost_on, dependants, insured: Some(true), both_parents_lost: None };
    let RightAnswer::Yes { amount, amount_unknown, .. } = right(loss, "2026-02-10") else { panic!() };
    assert_eq!((amount, missing(&amount_unknown)), (None, vec![MissingFact::Rate])); // no coefficient is published
}

/// K13 to K16: every service that has an amount, by all of its facts.
#[test]
fn every_amount() {
    let (insured, income_24_months) = (Some(true), tenge(100_000));
    let income_12_months = income_24_months;
    let (sick_list_from, sick_list_days) = (on("2026-01-01"), count(126));
    let loss = |both| RightFacts::Breadwinner {
        lost_on: on("2026-01-01"),
        dependants: count(2),
        insured: Some(false),
        both_parents_lost: Some(both),
    };
    let disability = |group, since, cause| RightFacts::Disability {
        established_on: on("2026-01-01"),
        until: on("2026-12-31"),
        born: born("1990-01-01"),
        group: Some(group),
        since_childhood: Some(since),
        cause: Some(cause),
    };
    let carer = RightFacts::ChildDisabilityCarer {
        carer: Some(true),
        born: born("2020-01-01"),
        established_on: on("2026-01-01"),
        until: on("2026-12-31"),
    };
    let (second, third) = (Group::Second, Group::Third);
    for (facts, amount, last) in [
        // 126 of 30 days, less a tenth.
        (
            RightFacts::Maternity { insured, sick_list_from, sick_list_days, income_12_months },
            378_000,
            "2026-12-31",
        ),
        (
            RightFacts::ChildCare { insured, born: born("2026-01-01"), order: count(1), income_24_months },
            40_000,
            "2027-06-30",
        ),
        // The floor of a third child: 7.85 of 4 325.
        (
            RightFacts::ChildCare {
                insured,
                born: born("2026-01-01"),
                order: count(3),
                income_24_months: tenge(1),
            },
            33_952,
            "2027-06-30",
        ),
        (loss(true), 2 * 78_311, ""),
        (loss(false), 86_447, ""),
        (carer, 81_871, "2026-12-31"),
        (disability(second, false, Cause::General), 89_498, "2026-12-31"),
        (disability(third, true, Cause::Other), 81_871, "2026-12-31"),
    ] {
        let RightAnswer::Yes { amount: told, last: until, .. } = right(facts, "2026-02-10") else { panic!() };
        assert_eq!(
            (told, until.map(|day| day.to_string()).unwrap_or_default()),
            (tenge(amount), last.to_owned())
        );
    }
    let award = |award| RightFacts::AwardedMother { award: Some(award), awarded_on: born("2020-05-15") };
    for (held, amount) in [
        (RightAward::KumisAlqa, 27_680),
        (RightAward::AltynAlqa, 32_005),
        (RightAward::MotherHeroine, 32_005),
        (RightAward::MaternalGlory, 32_005),
    ] {
        let told = right(award(held), "2026-02-10");
        assert!(matches!(told, RightAnswer::Yes { amount: told, .. } if told == tenge(amount)));
    }
}

/// K14: a day that is known to be none is no day that is not known, and assistance is never more than possible.
#[test]
fn none_is_not_unknown() {
    let disability = |established_on| RightFacts::Disability {
        established_on,
        until: Some(RightDay::Absent),
        born: None,
        group: None,
        since_childhood: None,
        cause: None,
    };
    let no = right(disability(Some(RightDay::Absent)), "2026-02-10");
    assert!(matches!(no, RightAnswer::No { reasons } if reasons[0].refusal == Refusal::NoDisability));
    assert!(matches!(right(disability(None), "2026-02-10"), RightAnswer::CannotTell { .. }));
    let RightAnswer::Yes { last, amount_unknown, .. } = right(disability(on("2026-02-10")), "2026-02-10")
    else {
        panic!()
    };
    let lacks = [MissingFact::Born, MissingFact::Group, MissingFact::SinceChildhood, MissingFact::Cause];
    assert_eq!((last, missing(&amount_unknown)), (None, lacks.to_vec()));

    let assistance = |income| RightFacts::TargetedAssistance {
        income_per_head: tenge(income),
        poverty_line: tenge(35_595),
    };
    assert_eq!(right(assistance(35_594), "2026-02-10"), RightAnswer::Potential);
    let RightAnswer::No { reasons } = right(assistance(35_595), "2026-02-10") else { panic!() };
    assert_eq!(reasons[0].refusal, Refusal::IncomeNotBelowLine); // equal is not below
}

/// K18: a right of each child is asked once for each, and each answer has its place.
#[test]
fn two_children() {
    let carer = |date| RightFacts::ChildDisabilityCarer {
        carer: Some(true),
        born: born(date),
        established_on: on("2020-01-01"),
        until: Some(RightDay::Absent),
    };
    let facts = [carer("2008-02-10"), four_children(), carer("2015-01-01")];
    let shown = rights(&facts, "2026-02-10", Language::En);
    let places: Vec<_> = shown.iter().map(|each| each.place).collect();
    assert_eq!(places, [None, None, None, None, Some(0), Some(2), None, Some(1), None, None]);
    assert!(
        matches!(&shown[4].answer, RightAnswer::No { reasons } if reasons[0].refusal == Refusal::NoLonger)
    );
    assert!(matches!(shown[5].answer, RightAnswer::Yes { last, .. } if last == born("2032-12-31")));
}

/// K14, *wire*: a service of which too much is said is refused by the field.
#[test]
fn numbers_are_bounded() {
    let fault = |facts| {
        let refused =
            rights_screen(vec![facts], Proactive::proactive_2025_09(), day("2026-02-10"), Language::En);
        let VoucherError::Malformed { code, field, .. } = refused.unwrap_err();
        (code, field)
    };
    let care = |order, income_24_months| RightFacts::ChildCare {
        insured: None,
        born: None,
        order,
        income_24_months,
    };
    let told = |code: &str, field: &str| (code.to_owned(), Some(field.to_owned()));
    assert_eq!(fault(care(count(0), None)), told("below_one", "order"));
    assert_eq!(fault(care(count(4097), None)), told("too_large", "order"));
    assert_eq!(fault(care(None, tenge(100_000_000))).0, "too_large");
    let child = RightChild { born: None, student: None };
    assert_eq!(
        fault(RightFacts::LargeFamily { children: Some(vec![child; 65]) }),
        told("too_many", "children")
    );
    let right = right(care(count(4096), tenge(99_999_999)), "2026-02-10");
    assert!(matches!(right, RightAnswer::CannotTell { .. }));
}

/// N36, N34: three languages, one answer; what is printed shows nothing of the family.
#[test]
fn words_in_three_languages_and_nothing_is_printed() {
    let shown = [Language::Kk, Language::Ru, Language::En]
        .map(|language| rights(&[four_children()], "2026-02-10", language));
    for (place, kk) in shown[0].iter().enumerate() {
        let (ru, en) = (&shown[1][place], &shown[2][place]);
        assert!(kk.text != ru.text && ru.text != en.text && kk.service.text != ru.service.text);
        assert!(kk.service.service == en.service.service && kk.place == en.place);
    }
    assert_eq!(shown[1][6].service.text, "пособие многодетным семьям");
    assert_eq!(shown[2][6].text, "According to the records, there is a right to this service.");
    let printed = format!(
        "{:?} {:?} {:?}",
        four_children(),
        on("2020-01-01"),
        RightChild { born: None, student: None }
    );
    assert!(!printed.contains("20"), "{printed}");
}
