//! The surface from Rust: each call, its boundaries first, and the one error.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use voucher_core::{
    Account, Iin, Language, Month, Price, Programme, Rate, Region, Tiyn, Volume,
    gas::{
        Assistance, Channel, ConsentState, DiscountTerms, Fact, MissingFact, PreviewFacts, Refusal,
        Regulation, Reply, SmsKind, Stage, Step,
    },
    parse_date,
};
use voucher_core_mobile::{
    AccountCheck, CivilDate, DatedFact, FactAnswer, IinCheck, MonthFacts, PhoneCheck, PreviewAnswer,
    ReceiptAnswer, RefusedFact, StepAnswer, Text, VoucherError, WalletQuestion, WalletScreen, accept_offer,
    account_checked, answer_journal, catalogue, check_account, check_iin, check_phone, civil_date, confirm,
    enter_account, preview_activation, read_reply, receipt, record_fact, regions, regulation,
    regulation_digest, regulation_from_json, regulation_in_force, regulation_months, regulations, version,
    wallet_screen,
};

fn iin() -> Iin {
    Iin::parse("990101600002").unwrap()
}

fn account() -> Account {
    Account::parse("0012345").unwrap()
}

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

fn text(text: &str) -> Text {
    Text(text.to_owned())
}

fn gas() -> Regulation {
    Regulation::gas_2025_08()
}

fn listed(on: &str) -> DatedFact {
    let assistance = [Assistance::Housing].into_iter().collect();
    DatedFact { on: day(on), fact: Fact::Listed { iin: iin(), region: Region::Astana, assistance } }
}

/// Listed, asked, agreed: a voucher is issued.
fn issued() -> MonthFacts {
    let facts = vec![
        listed("2025-09-03"),
        DatedFact { on: day("2025-09-03"), fact: Fact::SmsSent { iin: iin(), kind: SmsKind::Start } },
        DatedFact { on: day("2025-09-05"), fact: Fact::Replied { iin: iin(), reply: Reply::Agree } },
    ];
    MonthFacts { iin: iin(), month: Month::parse("2025-09").unwrap(), facts }
}

fn screen(facts: MonthFacts, today: &str) -> WalletScreen {
    let question = WalletQuestion { facts, regulation: gas(), today: day(today), language: Language::En };
    wallet_screen(question).unwrap()
}

fn next(answer: &StepAnswer) -> Option<Step> {
    match &answer.answer {
        FactAnswer::Accepted { next, .. } => *next,
        FactAnswer::Refused { refusals } => panic!("{refusals:?}"),
        FactAnswer::OtherMonth { month } => panic!("{month}"),
    }
}

fn refusals(answer: StepAnswer) -> Vec<Refusal> {
    match answer.answer {
        FactAnswer::Accepted { .. } | FactAnswer::OtherMonth { .. } => Vec::new(),
        FactAnswer::Refused { refusals } => refusals,
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
        (screen.blocked.iter().map(|reason| reason.refusal).collect::<Vec<_>>(), screen.earliest)
    };
    assert_eq!(blocked("2025-09-06"), (vec![Refusal::WindowNotOpen], Some(day("2025-09-07"))));
    assert_eq!(blocked("2025-09-07"), (vec![], None));
    assert_eq!(blocked("2025-09-29"), (vec![], None));
    assert_eq!(blocked("2025-09-30"), (vec![Refusal::WindowClosed], Some(day("2025-10-07"))));
    let last = screen(issued(), "2025-09-29");
    assert_eq!((last.stage.stage, last.until), (Stage::Issued, Some(day("2025-09-29"))));
    assert_eq!(last.next.map(|next| next.step), Some(Step::EnterAccount));
    let after = screen(issued(), "2025-09-30");
    assert_eq!((after.stage.stage, after.until, after.next), (Stage::Expired, None, None));
}

/// N19-N23: four steps, the button lit only before the last, a retry that is safe.
#[test]
fn an_activation_step_by_step() {
    let last = day("2025-09-29");
    let entered = enter_account(issued(), gas(), account(), Channel::EgovMobile, last).unwrap();
    assert_eq!(next(&entered), Some(Step::AcceptOffer));
    assert_eq!(refusals(confirm(entered.facts.clone(), gas(), last).unwrap()), [Refusal::OfferNotAccepted]);
    let offered = accept_offer(entered.facts, gas(), last).unwrap();
    assert_eq!(next(&offered), Some(Step::CheckAccount));
    assert!(!screen(offered.facts.clone(), "2025-09-29").can_confirm);
    let checked = account_checked(offered.facts, gas(), account(), true, last).unwrap();
    assert!(screen(checked.facts.clone(), "2025-09-29").can_confirm);
    assert!(!screen(checked.facts.clone(), "2025-09-30").can_confirm);
    assert_eq!(
        refusals(confirm(checked.facts.clone(), gas(), day("2025-09-30")).unwrap()),
        [Refusal::WindowClosed]
    );
    let done = confirm(checked.facts, gas(), last).unwrap();
    assert_eq!(next(&done), Some(Step::Done));
    assert!(!screen(done.facts.clone(), "2025-09-29").can_confirm);
    let again = confirm(done.facts.clone(), gas(), last).unwrap();
    assert!(matches!(again.answer, FactAnswer::Accepted { repeat: true, .. }));
    assert_eq!(again.facts.facts.len(), done.facts.facts.len() + 1);
    assert_eq!(screen(done.facts, "2025-10-01").activated_on, Some(last));
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
            RefusedFact { place: 3, refusals: vec![Refusal::ListClosed] },
            RefusedFact { place: 4, refusals: vec![Refusal::OutOfOrder] },
        ]
    );
    let answer = record_fact(issued(), gas(), listed("2025-09-02")).unwrap();
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
    let ask = |known, today| preview_activation(issued(), gas(), account(), known, day(today)).unwrap();
    assert!(matches!(ask(good, "2025-09-29"), PreviewAnswer::Yes { key } if key.account == account()));
    let missing = vec![MissingFact::AccountUse, MissingFact::AccountExists];
    assert_eq!(ask(nothing, "2025-09-29"), PreviewAnswer::CannotTell { missing });
    let refused = PreviewFacts { consent: Some(ConsentState::Refused), ..good };
    let no = |refusals, earliest| PreviewAnswer::No { refusals, earliest: Some(day(earliest)) };
    assert_eq!(ask(refused, "2025-09-29"), no(vec![Refusal::ConsentRefused], "2025-10-07"));
    assert_eq!(ask(good, "2025-09-06"), no(vec![Refusal::WindowNotOpen], "2025-09-07"));
}

#[test]
fn identifiers_as_they_are_typed() {
    assert_eq!(check_iin(text("990101600002")).unwrap(), IinCheck::Good { iin: iin() });
    let bad = IinCheck::Bad { code: "iin_not_digits".to_owned(), position: Some(11) };
    assert_eq!(check_iin(text("99010160000x")).unwrap(), bad);
    assert_eq!(check_account(text(" 0012345\n")).unwrap(), AccountCheck::Good { account: account() });
    let bad = AccountCheck::Bad { code: "account_character".to_owned(), position: Some(2) };
    assert_eq!(check_account(text("12 4")).unwrap(), bad);
    assert!(matches!(check_phone(text("87012345678")).unwrap(), PhoneCheck::Good { .. }));
    let bad = PhoneCheck::Bad { code: "phone_length".to_owned(), position: None };
    assert_eq!(check_phone(text("870123456")).unwrap(), bad);
}

/// N29, through the regulation that publishes terms.
#[test]
fn a_receipt_with_and_without_a_voucher() {
    let (volume, price) = (Volume::parse("631.001").unwrap(), Price::parse("10").unwrap());
    let gross = |answer| match answer {
        ReceiptAnswer::Amounts { amounts } => (amounts.gross, amounts.discount),
        ReceiptAnswer::Refused { refusals } => panic!("{refusals:?}"),
    };
    let answer = receipt(issued(), gas(), account(), volume, price, None).unwrap();
    assert_eq!(gross(answer), (Tiyn::new(631_001), Tiyn::ZERO));
    let mut facts = issued();
    let on = day("2025-09-10");
    for fact in [
        Fact::AccountEntered { iin: iin(), account: account(), channel: Channel::ServiceCentre },
        Fact::OfferAccepted { iin: iin() },
        Fact::AccountChecked { iin: iin(), account: account(), exists: true },
        Fact::Confirmed { iin: iin() },
    ] {
        facts.facts.push(DatedFact { on, fact });
    }
    let unknown = receipt(facts.clone(), gas(), account(), volume, price, None).unwrap();
    assert_eq!(unknown, ReceiptAnswer::Refused { refusals: vec![Refusal::DiscountTermsUnknown] });
    let terms = DiscountTerms { rate: Rate::parse("0.24").unwrap(), norm: Volume::parse("631").unwrap() };
    let answer = receipt(facts, gas(), account(), volume, price, Some(terms)).unwrap();
    assert_eq!(gross(answer), (Tiyn::new(631_001), Tiyn::new(151_440)));
}

#[test]
fn rules_as_data() {
    assert_eq!(regulation(text("gas-2025-08")).unwrap(), gas());
    assert_eq!(code(regulation(text("gas-1999-01"))), "unknown_regulation");
    assert_eq!(regulations().unwrap(), [Regulation::gas_2024_12(), gas()]);
    let id = |date: &str| {
        regulation_in_force(Programme::Gas, day(date)).unwrap().map(|found| found.id().to_owned())
    };
    assert_eq!(id("2025-08-27"), None);
    assert_eq!(id("2025-08-28").as_deref(), Some("gas-2025-08"));
    assert_eq!(id("2026-07-01"), None);
    assert_eq!(regulation_from_json(text(&gas().canonical_json())).unwrap(), gas());
    assert_eq!(code(regulation_from_json(text("{}"))), "malformed_regulation");
    assert_eq!(regulation_months(gas()).unwrap().len(), 11);
    let digest = regulation_digest(gas()).unwrap();
    let line = answer_journal(br#"{"regulation":"gas-2025-08"}"#.to_vec()).unwrap();
    assert!(line.contains(&digest) && digest.len() == 71);
    assert_eq!(read_reply(gas(), text(" 21*1\n")).unwrap(), Reply::Agree);
    assert_eq!(read_reply(gas(), text("да")).unwrap(), Reply::Unrecognised);
    assert_eq!(regions(Language::Kk).unwrap().len(), 20);
    assert_eq!(civil_date(text("2025-08-27T19:00:00Z")).unwrap(), day("2025-08-28"));
    assert_eq!(code(civil_date(text("2025-08-27"))), "not_an_instant");
    assert_eq!(version().unwrap(), env!("CARGO_PKG_VERSION"));
}

/// N36: every code has its words.
#[test]
fn words_for_everything() {
    for language in Language::ALL {
        let words = catalogue(*language).unwrap();
        assert_eq!(words.refusals.len(), Refusal::ALL.len());
        assert_eq!(words.stages.len(), Stage::ALL.len());
        assert_eq!(words.steps.len(), Step::ALL.len());
        let official = words.sms.iter().all(|sms| sms.official);
        assert_eq!(official, *language == Language::Ru);
    }
}

/// N34: an error names the kind of value, never the value.
#[test]
fn an_error_repeats_no_value() {
    let error = regulation_from_json(text(r#"{"990101600002":1}"#)).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("990101"));
    let printed = format!("{:?}", screen(issued(), "2025-09-10"));
    assert!(!printed.contains("990101600002"));
}
