//! The rights of a family: every choice of the days and yes-or-no facts of a service, on the days about which it turns.

use voucher_core::{Count, Language, Tiyn, family_card::Proactive, programme::Texts};
use voucher_core_mobile::{
    CivilDate,
    family_card::{RightAnswer, RightAward, RightChild, RightDay, RightFacts, RightShown, rights_screen},
};

use super::{Told, check};
use crate::{LANGUAGES, count, day, days};

/// Not known, none, and a day.
fn right_days(date: &str) -> [Option<RightDay>; 3] {
    [None, Some(RightDay::Absent), Some(RightDay::On { day: day(date) })]
}

const KNOWN: [Option<bool>; 3] = [None, Some(false), Some(true)];

fn facts() -> Vec<RightFacts> {
    let amount = Some(Tiyn::new(10_000_000));
    let counted = |number| Some::<Count>(count(number));
    let births = |date| [None, Some(day(date))];
    let (from, until) = (|| right_days("2026-02-10"), || right_days("2026-03-10"));
    let mut all = Vec::new();
    for known in KNOWN {
        all.extend(from().map(|sick_list_from| {
            let (insured, sick_list_days) = (known, counted(126));
            RightFacts::Maternity { insured, sick_list_from, sick_list_days, income_12_months: amount }
        }));
        for born in births("2026-02-10") {
            let (insured, order) = (known, counted(1));
            all.push(RightFacts::ChildCare { insured, born, order, income_24_months: amount });
            for established_on in from() {
                let carer =
                    |until| RightFacts::ChildDisabilityCarer { carer: known, born, established_on, until };
                all.extend(until().map(carer));
            }
        }
        for lost_on in from() {
            let (insured, both_parents_lost) = (known, Some(false));
            let lost =
                |dependants| RightFacts::Breadwinner { lost_on, dependants, insured, both_parents_lost };
            all.extend([None, counted(0), counted(2)].map(lost));
        }
    }
    for established_on in from() {
        all.extend([None, counted(5), counted(6)].map(|months_of_participation| {
            let registered_on = established_on;
            RightFacts::JobLoss { months_of_participation, registered_on, income_24_months: amount }
        }));
        all.extend(until().map(|until| {
            let (born, group, since_childhood, cause) = (Some(day("1990-01-01")), None, Some(false), None);
            RightFacts::Disability { established_on, until, born, group, since_childhood, cause }
        }));
    }
    for awarded_on in births("2026-02-10") {
        let awards = [None, Some(RightAward::NoAward), Some(RightAward::AltynAlqa)];
        all.extend(awards.map(|award| RightFacts::AwardedMother { award, awarded_on }));
    }
    for young in 0..=5 {
        for born in births("2008-02-11") {
            all.extend(KNOWN.map(|student| {
                let younger = RightChild { born: Some(day("2020-01-01")), student: None };
                let children = [vec![RightChild { born, student }], vec![younger; young]].concat();
                RightFacts::LargeFamily { children: Some(children) }
            }));
        }
    }
    all
}

fn shown(facts: &RightFacts, today: CivilDate, language: Language) -> RightShown {
    let screen = rights_screen(vec![facts.clone()], Proactive::proactive_2025_09(), today, language).unwrap();
    screen.rights.into_iter().find(|right| right.place == Some(0)).unwrap()
}

fn is_yes(facts: &RightFacts, today: CivilDate) -> bool {
    matches!(shown(facts, today, Language::En).answer, RightAnswer::Yes { .. })
}

#[test]
fn no_answer_contradicts_itself() {
    let around = || days("2026-02-08", 5).chain(days("2026-03-09", 3)).chain(days("2027-08-08", 4));
    let mut yes = 0;
    for facts in facts() {
        for today in around() {
            let right = LANGUAGES.map(|language| shown(&facts, today, language));
            let place = format!("{:?} on {today}", right[0].service.service);
            check(&place, today, &right.each_ref().map(|right| told(right, &place)));
            if let RightAnswer::Yes { first, last, .. } = right[0].answer {
                yes += 1;
                its_days(&facts, first, last, today);
            }
        }
    }
    assert!(yes > 70, "{yes}");
}

/// A *no* has reasons, a question what is missing, and an amount that is not told why.
fn told(right: &RightShown, place: &str) -> Told {
    let beside: Vec<_> = match &right.answer {
        RightAnswer::No { reasons } => reasons.iter().map(|reason| reason.text.clone()).collect(),
        RightAnswer::CannotTell { missing } => missing.iter().map(|missing| missing.text.clone()).collect(),
        RightAnswer::Yes { amount_unknown, .. } => {
            amount_unknown.iter().map(|why| why.text.clone()).collect()
        }
        RightAnswer::Potential => vec![],
    };
    let is_told = match &right.answer {
        RightAnswer::Yes { amount, .. } => amount.is_some(),
        RightAnswer::Potential => true,
        RightAnswer::No { .. } | RightAnswer::CannotTell { .. } => false,
    };
    assert_eq!(beside.is_empty(), is_told, "{place}");
    let title = right.service.text.chars().take(Texts::TITLE).collect();
    Told { title, words: [vec![right.text.clone()], beside].concat(), ..Told::default() }
}

/// The first and the last day are days of the right, and those around them are none.
fn its_days(facts: &RightFacts, first: Option<CivilDate>, last: Option<CivilDate>, today: CivilDate) {
    let place = format!("{first:?} to {last:?}, {today}");
    assert!(first.is_none_or(|first| first <= today) && last.is_none_or(|last| today <= last), "{place}");
    if let Some(first) = first {
        assert!(is_yes(facts, first) && !is_yes(facts, first.pred_opt().unwrap()), "{place}");
    }
    if let Some(last) = last {
        assert!(is_yes(facts, last), "{place}");
        // A child under 18 is counted to 18, also one who studies and counts longer then (K17).
        let studies = |child: &RightChild| child.student == Some(true);
        let may_go_on = match facts {
            RightFacts::LargeFamily { children } => children.iter().flatten().any(studies),
            RightFacts::Maternity { .. }
            | RightFacts::ChildCare { .. }
            | RightFacts::JobLoss { .. }
            | RightFacts::Breadwinner { .. }
            | RightFacts::ChildDisabilityCarer { .. }
            | RightFacts::Disability { .. }
            | RightFacts::AwardedMother { .. }
            | RightFacts::TargetedAssistance { .. } => false,
        };
        assert!(may_go_on || !is_yes(facts, last.succ_opt().unwrap()), "{place}");
    }
}
