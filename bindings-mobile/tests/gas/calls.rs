//! Each call, its boundaries first, and the one error.

use voucher_core::{
    Iin, Language, Period, Price, Rate, Region, Tiyn, Volume,
    gas::{
        Assistance, Channel, ConsentState, DiscountTerms, Fact, MissingFact, PreviewFacts, Refusal,
        Regulation, RegulationParts, Reply, Sms, SmsKind, Stage, Step,
    },
};
use voucher_core_mobile::{
    Text, VoucherError, answer_journal,
    gas::{
        GasDatedFact, GasFactAnswer, GasMonthFacts, GasPreviewAnswer, GasReceiptAnswer, GasRefusedFact,
        GasScreen, GasStepAnswer, gas_accept_offer, gas_account_checked, gas_catalogue, gas_confirm,
        gas_enter_account, gas_preview_activation, gas_read_reply, gas_receipt, gas_record_fact,
        gas_regulation, gas_regulation_digest, gas_regulation_from_json, gas_regulation_in_force,
        gas_regulation_months, gas_regulations, gas_sms_texts,
    },
};

use crate::{account, day, iin, month, september};

fn text(text: &str) -> Text {
    Text(text.to_owned())
}

fn gas() -> Regulation {
    Regulation::gas_2025_08()
}

fn listed(on: &str) -> GasDatedFact {
    let assistance = [Assistance::Housing].into_iter().collect();
    GasDatedFact { on: day(on), fact: Fact::Listed { iin: iin(), region: Region::Astana, assistance } }
}

/// Listed, asked, agreed: a voucher is issued.
fn issued() -> GasMonthFacts {
    september(3)
}

fn screen(facts: GasMonthFacts, today: &str) -> GasScreen {
    crate::screen(&facts, &gas(), day(today))
}

fn next(answer: &GasStepAnswer) -> Option<Step> {
    match &answer.answer {
        GasFactAnswer::Accepted { next, .. } => *next,
        GasFactAnswer::Refused { refusals } => panic!("{refusals:?}"),
        GasFactAnswer::OtherMonth { month } => panic!("{month}"),
    }
}

fn refusals(answer: GasStepAnswer) -> Vec<Refusal> {
    match answer.answer {
        GasFactAnswer::Accepted { .. } | GasFactAnswer::OtherMonth { .. } => Vec::new(),
        GasFactAnswer::Refused { refusals } => refusals,
    }
}

fn code<T: std::fmt::Debug>(answer: Result<T, VoucherError>) -> String {
    let VoucherError::Malformed { code, .. } = answer.unwrap_err();
    code
}

/// N3, N26: the window's edges, and the first date on which waiting helps.
#[test]
fn a_screen_on_the_edges_of_the_window() {
    let blocked = |today| {
        let screen = screen(issued(), today);
        (screen.cannot_confirm.iter().map(|reason| reason.refusal).collect::<Vec<_>>(), screen.earliest)
    };
    assert_eq!(blocked("2025-09-06"), (vec![Refusal::WindowNotOpen], Some(day("2025-09-07"))));
    assert_eq!(blocked("2025-09-07"), (vec![Refusal::NoAccountEntered], None));
    assert_eq!(blocked("2025-09-29"), (vec![Refusal::NoAccountEntered], None));
    assert_eq!(blocked("2025-09-30"), (vec![Refusal::WindowClosed], Some(day("2025-10-07"))));
    let last = screen(issued(), "2025-09-29");
    assert_eq!((last.stage.stage, last.until), (Stage::Issued, Some(day("2025-09-29"))));
    assert_eq!(last.next.map(|next| next.step), Some(Step::EnterAccount));
    let after = screen(issued(), "2025-09-30");
    assert_eq!((after.stage.stage, after.until, after.next), (Stage::Expired, None, None));
}

/// N10: the period begins on 28 August 2025 and ends on 30 June 2026.
#[test]
fn a_screen_on_the_ends_of_the_pilot() {
    let outside = |shown, today| {
        let nothing = GasMonthFacts { iin: iin(), month: month(shown), facts: vec![], unread: vec![] };
        screen(nothing, today).blocked.iter().any(|reason| reason.refusal == Refusal::OutsidePilot)
    };
    assert!(outside("2025-08", "2025-08-27") && !outside("2025-08", "2025-08-28"));
    assert!(!outside("2026-06", "2026-06-30") && outside("2026-07", "2026-07-01"));
}

/// N19-N23: four steps, the button lit only before the last, a retry that is safe.
#[test]
fn an_activation_step_by_step() {
    let last = day("2025-09-29");
    let entered = gas_enter_account(issued(), gas(), account(), Channel::EgovMobile, last).unwrap();
    assert_eq!(next(&entered), Some(Step::AcceptOffer));
    assert_eq!(
        refusals(gas_confirm(entered.facts.clone(), gas(), last).unwrap()),
        [Refusal::OfferNotAccepted]
    );
    let offered = gas_accept_offer(entered.facts, gas(), last).unwrap();
    assert_eq!(next(&offered), Some(Step::CheckAccount));
    assert!(!screen(offered.facts.clone(), "2025-09-29").can_confirm);
    let checked = gas_account_checked(offered.facts, gas(), account(), true, last).unwrap();
    assert!(screen(checked.facts.clone(), "2025-09-29").can_confirm);
    assert!(!screen(checked.facts.clone(), "2025-09-30").can_confirm);
    assert_eq!(
        refusals(gas_confirm(checked.facts.clone(), gas(), day("2025-09-30")).unwrap()),
        [Refusal::WindowClosed]
    );
    let done = gas_confirm(checked.facts, gas(), last).unwrap();
    assert_eq!(next(&done), Some(Step::Done));
    assert!(!screen(done.facts.clone(), "2025-09-29").can_confirm);
    let again = gas_confirm(done.facts.clone(), gas(), last).unwrap();
    assert!(matches!(again.answer, GasFactAnswer::Accepted { repeat: true, .. }));
    assert_eq!(again.facts.facts.len(), done.facts.facts.len() + 1);
    assert_eq!(screen(done.facts, "2025-10-01").activated_on, Some(last));
}

/// What the server tells of other people counts like everything else (N25).
#[test]
fn another_person_was_first() {
    let on = day("2025-09-09");
    let iin = Iin::parse("990101600302").unwrap();
    let account = account();
    let theirs = [
        Fact::Listed { iin, region: Region::Astana, assistance: [Assistance::Housing].into_iter().collect() },
        Fact::SmsSent { iin, kind: SmsKind::Start },
        Fact::Replied { iin, reply: Reply::Agree },
        Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
        Fact::OfferAccepted { iin },
        Fact::AccountChecked { iin, account, exists: true },
        Fact::Confirmed { iin },
    ];
    let mut facts = september(6);
    for fact in theirs {
        let told = gas_record_fact(facts, gas(), GasDatedFact { on, fact }).unwrap();
        assert_eq!(refusals(told.clone()), []);
        facts = told.facts;
    }
    let seen = screen(facts.clone(), "2025-09-10");
    assert_eq!(
        seen.blocked.iter().map(|reason| reason.refusal).collect::<Vec<_>>(),
        [Refusal::AccountAlreadyUsed]
    );
    assert!(!seen.can_confirm);
    assert_eq!(refusals(gas_confirm(facts, gas(), on).unwrap()), [Refusal::AccountAlreadyUsed]);
}

/// A refused fact stays in the list, is named, and changes nothing.
#[test]
fn refused_facts_are_named() {
    let mut facts = issued();
    facts.facts.push(listed("2025-09-15"));
    facts.facts.push(listed("2025-09-02"));
    let screen = screen(facts, "2025-09-20");
    assert_eq!(
        screen.refused,
        [
            GasRefusedFact { place: 3, refusals: vec![Refusal::ListClosed] },
            GasRefusedFact { place: 4, refusals: vec![Refusal::OutOfOrder] },
        ]
    );
    let answer = gas_record_fact(issued(), gas(), listed("2025-09-02")).unwrap();
    assert_eq!(answer.facts, issued());
    assert_eq!(refusals(answer), [Refusal::OutOfOrder]);
}

/// N26: three answers; what the server says wins over the facts.
#[test]
fn a_preview_answers_in_three_ways() {
    let nothing = PreviewFacts {
        on_list: None,
        consent: None,
        own_activation: None,
        others_on_account: None,
        account_exists: None,
    };
    let good = PreviewFacts { others_on_account: Some(0), account_exists: Some(true), ..nothing };
    let ask = |known, today| gas_preview_activation(issued(), gas(), account(), known, day(today)).unwrap();
    assert!(matches!(ask(good, "2025-09-29"), GasPreviewAnswer::Yes { key } if key.account == account()));
    let missing = vec![MissingFact::AccountUse, MissingFact::AccountExists];
    assert_eq!(ask(nothing, "2025-09-29"), GasPreviewAnswer::CannotTell { missing });
    let refused = PreviewFacts { consent: Some(ConsentState::Refused), ..good };
    let no = |refusals, earliest| GasPreviewAnswer::No { refusals, earliest: Some(day(earliest)) };
    assert_eq!(ask(refused, "2025-09-29"), no(vec![Refusal::ConsentRefused], "2025-10-07"));
    assert_eq!(ask(good, "2025-09-06"), no(vec![Refusal::WindowNotOpen], "2025-09-07"));
}

/// N29, through the regulation that publishes terms.
#[test]
fn a_receipt_with_and_without_a_voucher() {
    let (volume, price) = (Volume::parse("631.001").unwrap(), Price::parse("10").unwrap());
    let gross = |answer| match answer {
        GasReceiptAnswer::Amounts { amounts } => (amounts.gross, amounts.discount),
        GasReceiptAnswer::Refused { refusals } => panic!("{refusals:?}"),
    };
    let answer = gas_receipt(issued(), gas(), account(), volume, price, None).unwrap();
    assert_eq!(gross(answer), (Tiyn::new(631_001), Tiyn::ZERO));
    let facts = september(7);
    let unknown = gas_receipt(facts.clone(), gas(), account(), volume, price, None).unwrap();
    assert_eq!(unknown, GasReceiptAnswer::Refused { refusals: vec![Refusal::DiscountTermsUnknown] });
    let terms = DiscountTerms { rate: Rate::parse("0.24").unwrap(), norm: Volume::parse("631").unwrap() };
    let answer = gas_receipt(facts, gas(), account(), volume, price, Some(terms)).unwrap();
    assert_eq!(gross(answer), (Tiyn::new(631_001), Tiyn::new(151_440)));
}

#[test]
fn rules_as_data() {
    assert_eq!(gas_regulation(text("gas-2025-08")).unwrap(), gas());
    assert_eq!(code(gas_regulation(text("gas-1999-01"))), "unknown_regulation");
    assert_eq!(gas_regulations(), [Regulation::gas_2024_12(), gas()]);
    let id = |date| gas_regulation_in_force(day(date), None).unwrap().map(|found| found.id().to_owned());
    assert_eq!(id("2025-08-27"), None);
    assert_eq!(id("2025-08-28").as_deref(), Some("gas-2025-08"));
    assert_eq!(id("2026-07-01"), None);
    assert_eq!(gas_regulation_from_json(text(&gas().canonical_json())).unwrap(), gas());
    assert_eq!(code(gas_regulation_from_json(text("{}"))), "missing_field");
    assert_eq!(gas_regulation_months(gas()).unwrap().len(), 11);
    let digest = gas_regulation_digest(gas()).unwrap();
    let line = answer_journal(br#"{"regulation":"gas-2025-08"}"#.to_vec()).unwrap();
    assert!(line.contains(&digest) && digest.len() == 71);
    assert_eq!(gas_read_reply(gas(), text(" 21*1\n")).unwrap(), Reply::Agree);
    assert_eq!(gas_read_reply(gas(), text("да")).unwrap(), Reply::Unrecognised);
}

/// N36: every code has its words.
#[test]
fn words_for_everything() {
    for language in Language::ALL {
        let words = gas_catalogue(*language);
        assert_eq!(words.refusals.len(), Refusal::ALL.len());
        assert_eq!(words.stages.len(), Stage::ALL.len());
        assert_eq!(words.steps.len(), Step::ALL.len());
        let sms = gas_sms_texts(gas(), *language).unwrap();
        assert!(sms.iter().map(|told| told.sms).eq(Sms::ALL.iter().copied()));
        assert!(sms.iter().all(|told| told.official == (*language == Language::Ru)));
    }
}

/// N36: no SMS says another day, code, number or link than the rules do.
#[test]
fn no_sms_of_other_rules() {
    let told = |change: fn(&mut RegulationParts)| {
        let rules = gas().changed(change).unwrap();
        gas_sms_texts(rules, Language::Ru).unwrap().into_iter().map(|told| told.sms).collect::<Vec<_>>()
    };
    assert_eq!(told(|parts| parts.activations_per_account = 2), Sms::ALL);
    let code =
        |parts: &mut RegulationParts| parts.consent.as_mut().unwrap().agree_codes = vec!["55*1".to_owned()];
    assert_eq!(told(code), [Sms::Confirmation]);
    assert_eq!(told(|parts| parts.consent.as_mut().unwrap().last_day.day = 20), [Sms::Confirmation]);
    assert_eq!(told(|parts| parts.helpline = Some("1414".to_owned())), [Sms::Confirmation]);
    assert_eq!(told(|parts| parts.sign_up_link = Some("https://egov.kz".to_owned())), [Sms::Start]);
    assert_eq!(told(|parts| parts.consent = None), []);
}

/// N7, N41: what is wrong with a server's rules is told by its field; a form of a newer version says so.
#[test]
fn a_faulty_regulation_names_its_field() {
    let json = gas().canonical_json();
    let fault = |old: &str, new: &str| {
        let broken = json.replacen(old, new, 1);
        assert_ne!(broken, json);
        let VoucherError::Malformed { code, field, detail } =
            gas_regulation_from_json(Text(broken)).unwrap_err();
        (code, field.unwrap_or_default(), detail)
    };
    let expected =
        |code: &str, field: &str, detail: &str| (code.to_owned(), field.to_owned(), detail.to_owned());
    let missing = expected("missing_field", "window", "window: a field is missing");
    assert_eq!(fault(r#""window":"#, r#""windov":"#), missing);
    let unknown = expected("unknown_field", "windov", "windov: a field is not known here");
    assert_eq!(fault("{", r#"{"windov":1,"#), unknown);
    let kind = "assistance: a field is not valid (unknown_value)";
    assert_eq!(fault(r#""housing""#, r#""heating""#), expected("invalid_field", "assistance", kind));
    let twice = expected("duplicate_field", "id", "id: a name stands twice in one object");
    assert_eq!(fault("{", r#"{"id":"x","#), twice);
    let newer = "the regulation has a form that only a newer version of this library reads";
    assert_eq!(fault("{", r#"{"form":2,"windov":1,"#), expected("form_too_new", "", newer));
    let link = "a link begins with https:// and has no white space";
    assert_eq!(fault("https://egovmobile", "http://egovmobile"), expected("link_not_https", "", link));
    let named = json.replacen('{', r#"{"form":1,"#, 1);
    assert_eq!(gas_regulation_from_json(Text(named)), Ok(gas()));
}

/// N6: of all that a server sends, the one of the date; two of one day are refused.
#[test]
fn rules_in_force_of_a_set() {
    let next = gas().changed(|parts| {
        parts.id = "next".to_owned();
        parts.period = Period { first: day("2026-07-01"), last: day("2027-06-30") };
    });
    let next = next.unwrap();
    let all = vec![next.clone(), gas()];
    let id = |date| {
        let found = gas_regulation_in_force(day(date), Some(all.clone())).unwrap();
        found.map(|found| found.id().to_owned())
    };
    assert_eq!(id("2026-06-30").as_deref(), Some("gas-2025-08"));
    assert_eq!(id("2026-07-01").as_deref(), Some("next"));
    assert_eq!([id("2025-04-30"), id("2027-07-01")], [None, None]);
    assert_eq!(gas_regulation_in_force(day("2026-07-01"), Some(vec![])), Ok(None));
    let VoucherError::Malformed { code, .. } =
        gas_regulation_in_force(day("2026-07-01"), Some(vec![next.clone(), next])).unwrap_err();
    assert_eq!(code, "regulations_overlap");
}

/// N34: an error names the kind of value, never the value.
#[test]
fn an_error_repeats_no_value() {
    let error = gas_regulation_from_json(text(r#"{"990101600002":1}"#)).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("990101"));
    let printed = format!("{:?}", screen(issued(), "2025-09-10"));
    assert!(!printed.contains("990101600002"));
}
