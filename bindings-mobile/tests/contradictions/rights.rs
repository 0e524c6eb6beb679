//! The rights of a family: every choice of the days and yes-or-no facts of a service, on the days about which it turns.

use voucher_core::{Count, Language, Tiyn, family_card::Proactive};
use voucher_core_mobile::{
    CivilDate,
    family_card::{RightAnswer, RightAward, RightChild, RightDay, RightFacts, RightShown, rights_screen},
};

use crate::{Told, check, day, days};

fn count(number: u32) -> Option<Count> {
    Some(Count::new(number).unwrap())
}

/// Not known, none, and a day.
fn right_days(date: &str) -> [Option<RightDay>; 3] {
    [None, Some(RightDay::Absent), Some(RightDay::On { day: day(date) })]
}

const KNOWN: [Option<bool>; 3] = [None, Some(false), Some(true)];

fn facts() -> Vec<RightFacts> {
    let amount = Some(Tiyn::new(10_000_000));
    let mut all = Vec::new();
    for known in KNOWN {
        for sick_list_from in right_days("2026-02-10") {
            let (insured, sick_list_days) = (known, count(126));
            all.push(RightFacts::Maternity {
                insured,
                sick_list_from,
                sick_list_days,
                income_12_months: amount,
            });
        }
        for born in [None, Some(day("2026-02-10"))] {
            all.push(RightFacts::ChildCare {
                insured: known,
                born,
                order: count(1),
                income_24_months: amount,
            });
            for established_on in right_days("2026-02-10") {
                for until in right_days("2026-03-10") {
                    all.push(RightFacts::ChildDisabilityCarer { carer: known, born, established_on, until });
                }
            }
        }
        for lost_on in right_days("2026-02-10") {
            for dependants in [None, count(0), count(2)] {
                let (insured, both_parents_lost) = (known, Some(false));
                all.push(RightFacts::Breadwinner { lost_on, dependants, insured, both_parents_lost });
            }
        }
    }
    for registered_on in right_days("2026-02-10") {
        for months_of_participation in [None, count(5), count(6)] {
            all.push(RightFacts::JobLoss {
                months_of_participation,
                registered_on,
                income_24_months: amount,
            });
        }
        for until in right_days("2026-03-10") {
            let (born, group, since_childhood, cause) = (Some(day("1990-01-01")), None, Some(false), None);
            let established_on = registered_on;
            all.push(RightFacts::Disability { established_on, until, born, group, since_childhood, cause });
        }
    }
    for awarded_on in [None, Some(day("2026-02-10"))] {
        for award in [None, Some(RightAward::NoAward), Some(RightAward::AltynAlqa)] {
            all.push(RightFacts::AwardedMother { award, awarded_on });
        }
    }
    for children in 0..=5 {
        for born in [None, Some(day("2008-02-11"))] {
            for student in KNOWN {
                let child = RightChild { born, student };
                let young = RightChild { born: Some(day("2020-01-01")), student: None };
                let children = std::iter::once(child).chain(std::iter::repeat_n(young, children)).collect();
                all.push(RightFacts::LargeFamily { children: Some(children) });
            }
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
    for &language in Language::ALL {
        for facts in facts() {
            for today in around() {
                let right = shown(&facts, today, language);
                one_story(&right, today);
                if let RightAnswer::Yes { first, last, .. } = right.answer {
                    yes += 1;
                    its_days(&facts, first, last, today);
                }
            }
        }
    }
    assert!(yes > 200, "{yes}");
}

fn one_story(right: &RightShown, today: CivilDate) {
    let reasons: Vec<_> = match &right.answer {
        RightAnswer::No { reasons } => reasons.iter().map(|reason| reason.text.as_str()).collect(),
        RightAnswer::CannotTell { missing } => missing.iter().map(|missing| missing.text.as_str()).collect(),
        RightAnswer::Yes { amount, amount_unknown, .. } => {
            assert_eq!(amount.is_some(), amount_unknown.is_empty());
            return;
        }
        RightAnswer::Potential => return,
    };
    assert!(!reasons.is_empty());
    check(&Told {
        place: &format!("{:?} on {today}", right.service.service),
        title: "-",
        stage: &right.text,
        beside: reasons,
        until: None,
        days_left: None,
        today,
        buttons: vec![],
    });
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
