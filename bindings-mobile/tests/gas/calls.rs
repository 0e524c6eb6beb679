//! Each call, its boundaries first, and the one error.

use voucher_core::{
    Price, Rate, Tiyn, Volume,
    gas::{
        Action, Channel, ConsentState, DiscountTerms, Fact, MissingFact, PreviewFacts, Refusal, Regulation,
        RegulationParts, Reply, Sms, Stage, Step,
    },
};
use voucher_core_mobile::{
    Text, VoucherError, answer_journal,
    gas::{
        GasFactAnswer, GasMonthFacts, GasPreviewAnswer, GasReceiptAnswer, GasRefusedFact, GasScreen,
        GasStepAnswer, gas_accept_offer, gas_account_checked, gas_catalogue, gas_confirm, gas_enter_account,
        gas_preview_activation, gas_read_reply, gas_receipt, gas_record_fact, gas_regulation,
        gas_regulation_digest, gas_regulation_from_json, gas_regulation_months, gas_regulations,
        gas_sms_texts,
    },
};

use super::{account, listed, of, on, refusals, september, theirs};
use crate::{LANGUAGES, day, fault, iin, month, text};

fn gas() -> Regulation {
    Regulation::gas_2025_08()
}

fn screen(facts: &GasMonthFacts, today: &str) -> GasScreen {
    super::screen(facts, &gas(), day(today))
}

fn next(answer: &GasStepAnswer) -> Option<Step> {
    match &answer.answer {
        GasFactAnswer::Accepted { next, .. } => *next,
        GasFactAnswer::Refused { refusals } => panic!("{refusals:?}"),
        GasFactAnswer::OtherMonth { month } => panic!("{month}"),
    }
}

/// Why a step was refused.
fn why(answer: &GasStepAnswer) -> Vec<Refusal> {
    match &answer.answer {
        GasFactAnswer::Accepted { .. } | GasFactAnswer::OtherMonth { .. } => Vec::new(),
        GasFactAnswer::Refused { refusals } => refusals.clone(),
    }
}

/// N3, N26: the window's edges, and the first date on which waiting helps; N10: those of the pilot.
#[test]
fn a_screen_on_its_edges() {
    let last = Some(day("2025-09-29"));
    for (today, stage, refusal, earliest, until, next) in [
        ("2025-09-06", Stage::Issued, Refusal::WindowNotOpen, Some("2025-09-07"), last, None),
        ("2025-09-07", Stage::Issued, Refusal::NoAccountEntered, None, last, Some(Step::EnterAccount)),
        ("2025-09-29", Stage::Issued, Refusal::NoAccountEntered, None, last, Some(Step::EnterAccount)),
        ("2025-09-30", Stage::Expired, Refusal::WindowClosed, Some("2025-10-07"), None, None),
    ] {
        let seen = screen(&september(3), today);
        assert_eq!((seen.stage.stage, refusals(&seen.cannot_confirm)), (stage, vec![refusal]), "{today}");
        assert_eq!((seen.earliest, seen.until), (earliest.map(day), until), "{today}");
        assert_eq!(seen.next.map(|next| next.step), next, "{today}");
    }
    for (shown, today, is_outside) in [
        ("2025-08", "2025-08-27", true),
        ("2025-08", "2025-08-28", false),
        ("2026-06", "2026-06-30", false),
        ("2026-07", "2026-07-01", true),
    ] {
        let seen = screen(&of(month(shown), &[]), today);
        assert_eq!(refusals(&seen.blocked).contains(&Refusal::OutsidePilot), is_outside, "{today}");
    }
}

/// N19-N23: four steps, the button lit only before the last, a retry that is safe.
#[test]
fn an_activation_step_by_step() {
    let last = day("2025-09-29");
    let can_confirm = |facts: &GasMonthFacts, today| screen(facts, today).can_confirm;
    let entered = gas_enter_account(september(3), gas(), account(), Channel::EgovMobile, last).unwrap();
    assert_eq!(next(&entered), Some(Step::AcceptOffer));
    let fact = Fact::AccountEntered { iin: iin(), account: account(), channel: Channel::EgovMobile };
    assert_eq!(entered.facts.facts.last(), Some(&on("2025-09-29", fact)));
    assert_eq!(why(&gas_confirm(entered.facts.clone(), gas(), last).unwrap()), [Refusal::OfferNotAccepted]);
    let offered = gas_accept_offer(entered.facts, gas(), last).unwrap();
    assert_eq!(next(&offered), Some(Step::CheckAccount));
    assert!(!can_confirm(&offered.facts, "2025-09-29"));
    let checked = gas_account_checked(offered.facts, gas(), account(), true, last).unwrap();
    assert!(can_confirm(&checked.facts, "2025-09-29") && !can_confirm(&checked.facts, "2025-09-30"));
    let late = gas_confirm(checked.facts.clone(), gas(), day("2025-09-30")).unwrap();
    assert_eq!((why(&late), &late.facts), (vec![Refusal::WindowClosed], &checked.facts));
    let done = gas_confirm(checked.facts, gas(), last).unwrap();
    assert_eq!(next(&done), Some(Step::Done));
    assert!(!can_confirm(&done.facts, "2025-09-29"));
    let again = gas_confirm(done.facts.clone(), gas(), last).unwrap();
    assert!(matches!(again.answer, GasFactAnswer::Accepted { repeat: true, .. }));
    assert_eq!(again.facts.facts.len(), done.facts.facts.len() + 1);
    let seen = screen(&done.facts, "2025-10-01");
    assert_eq!((seen.activated_on, seen.account), (Some(last), Some(account())));
}

/// What the server tells of other people counts like everything else (N25).
#[test]
fn another_person_was_first() {
    let (mut facts, today) = (september(6), day("2025-09-09"));
    for fact in theirs("2025-09-09") {
        let told = gas_record_fact(facts, gas(), fact).unwrap();
        assert_eq!(why(&told), []);
        facts = told.facts;
    }
    let seen = screen(&facts, "2025-09-10");
    assert_eq!((refusals(&seen.blocked), seen.can_confirm), (vec![Refusal::AccountAlreadyUsed], false));
    assert_eq!(why(&gas_confirm(facts, gas(), today).unwrap()), [Refusal::AccountAlreadyUsed]);
}

/// A refused fact stays in the list, is named, and changes nothing.
#[test]
fn refused_facts_are_named() {
    let mut facts = september(3);
    facts.facts.extend(["2025-09-15", "2025-09-02"].map(|date| on(date, listed(iin()))));
    let refused = [(3, Refusal::ListClosed), (4, Refusal::OutOfOrder)];
    let refused = refused.map(|(place, refusal)| GasRefusedFact { place, refusals: vec![refusal] });
    assert_eq!(screen(&facts, "2025-09-20").refused, refused);
    let answer = gas_record_fact(september(3), gas(), on("2025-09-02", listed(iin()))).unwrap();
    assert_eq!((why(&answer), answer.facts), (vec![Refusal::OutOfOrder], september(3)));
}

/// N26: three answers; what the server says wins over the facts.
#[test]
fn a_preview_answers_in_three_ways() {
    let ask =
        |facts, known, today| gas_preview_activation(facts, gas(), account(), known, day(today)).unwrap();
    let nothing = PreviewFacts::default();
    let good = PreviewFacts { others_on_account: Some(0), account_exists: Some(true), ..nothing };
    let yes = ask(september(3), good, "2025-09-29");
    assert!(
        matches!(yes, GasPreviewAnswer::Yes { key } if key.account == account() && key.month == month("2025-09"))
    );
    let missing = vec![MissingFact::AccountUse, MissingFact::AccountExists];
    assert_eq!(ask(september(3), nothing, "2025-09-29"), GasPreviewAnswer::CannotTell { missing });
    let refused = PreviewFacts { consent: Some(ConsentState::Refused), ..good };
    let no = Fact::Replied { iin: iin(), reply: Reply::Refuse };
    let disagreed = of(month("2025-09"), &[&september(3).facts[..], &[on("2025-09-06", no)]].concat());
    for (facts, known, today, refusal, earliest) in [
        (september(3), refused, "2025-09-29", Refusal::ConsentRefused, "2025-10-07"),
        (disagreed, good, "2025-09-29", Refusal::ConsentRefused, "2025-10-07"),
        (september(3), good, "2025-09-06", Refusal::WindowNotOpen, "2025-09-07"),
        (september(7), good, "2025-09-29", Refusal::VoucherAlreadyActivated, "2025-10-07"),
    ] {
        let no = GasPreviewAnswer::No { refusals: vec![refusal], earliest: Some(day(earliest)) };
        assert_eq!(ask(facts, known, today), no);
    }
}

/// N29, through the regulation that publishes no terms.
#[test]
fn a_receipt_with_and_without_a_voucher() {
    let (volume, price) = (Volume::parse("631.001").unwrap(), Price::parse("10").unwrap());
    let ask = |steps, terms| gas_receipt(september(steps), gas(), account(), volume, price, terms).unwrap();
    let terms = DiscountTerms { rate: Rate::parse("0.24").unwrap(), norm: Volume::parse("631").unwrap() };
    let amounts = |steps, terms| match ask(steps, terms) {
        GasReceiptAnswer::Amounts { amounts } => {
            [amounts.gross, amounts.discount, amounts.payable].map(Tiyn::tiyn)
        }
        GasReceiptAnswer::Refused { refusals } => panic!("{refusals:?}"),
    };
    assert_eq!(amounts(3, None), [631_001, 0, 631_001]);
    assert_eq!(amounts(7, Some(terms)), [631_001, 151_440, 479_561]);
    let refusals = vec![Refusal::DiscountTermsUnknown];
    assert_eq!(ask(7, None), GasReceiptAnswer::Refused { refusals });
}

#[test]
fn rules_as_data() {
    assert_eq!(gas_regulation(text("gas-2025-08")).unwrap(), gas());
    assert_eq!(fault(gas_regulation(text("gas-1999-01"))).0, "unknown_regulation");
    assert_eq!(gas_regulations(), [Regulation::gas_2024_12(), gas()]);
    // *wire*: a byte order mark at the start belongs to no text.
    for mark in ["", "\u{feff}"] {
        let json = Text(format!("{mark}{}", gas().canonical_json()));
        assert_eq!(gas_regulation_from_json(json), Ok(gas()));
    }
    assert_eq!(gas_regulation_months(gas()).unwrap().len(), 11);
    let line = answer_journal(br#"{"regulation":"gas-2025-08"}"#.to_vec()).unwrap();
    assert!(line.contains(&gas_regulation_digest(gas()).unwrap()));
    assert_eq!(gas_read_reply(gas(), text(" 21*1\n")).unwrap(), Reply::Agree);
    assert_eq!(gas_read_reply(gas(), text("да")).unwrap(), Reply::Unrecognised);
}

/// N36: every code has its words, and no SMS says another code or link than the rules do.
#[test]
fn words_for_everything() {
    for language in LANGUAGES {
        let words = gas_catalogue(language);
        assert!(words.refusals.iter().map(|told| told.refusal).eq(Refusal::ALL.iter().copied()));
        assert!(words.stages.iter().map(|told| told.stage).eq(Stage::ALL.iter().copied()));
        assert!(words.steps.iter().map(|told| told.step).eq(Step::ALL.iter().copied()));
        assert!(words.actions.iter().map(|told| told.action).eq(Action::ALL.iter().copied()));
        for told in &words.stages {
            let said = (told.stage.title().in_language(language), told.stage.texts().in_language(language));
            assert_eq!((told.title.as_str(), told.text.as_str()), said);
        }
        for told in &words.steps {
            let said = (told.step.label().in_language(language), told.step.texts().in_language(language));
            assert_eq!((told.label.as_str(), told.text.as_str()), said);
        }
        assert!(words.actions.iter().all(|told| told.label == told.action.label().in_language(language)));
        for told in gas_sms_texts(gas(), language).unwrap() {
            let texts = told.sms.texts();
            assert_eq!(
                (told.official, told.text.as_str()),
                (texts.is_official(language), texts.in_language(language))
            );
        }
    }
    let [_, ru, _] = LANGUAGES;
    let link = |parts: &mut RegulationParts| parts.sign_up_link = Some("https://egov.kz".to_owned());
    let told = gas_sms_texts(gas().changed(link).unwrap(), ru).unwrap();
    assert!(told.iter().map(|told| told.sms).eq([Sms::Start]));
}

/// N7, N41: what is wrong with a server's rules is told by its field; a form of a newer version says so.
#[test]
fn a_faulty_regulation_names_its_field() {
    let json = gas().canonical_json();
    let newer = "the regulation has a form that only a newer version of this library reads";
    let link = "a link begins with https:// and has no white space";
    for (old, new, expected) in [
        (r#""window":"#, r#""windov":"#, ("missing_field", "window", "window: a field is missing")),
        ("{", r#"{"windov":1,"#, ("unknown_field", "windov", "windov: a field is not known here")),
        (
            r#""housing""#,
            r#""heating""#,
            ("invalid_field", "assistance", "assistance: a field is not valid (unknown_value)"),
        ),
        ("{", r#"{"form":2,"windov":1,"#, ("form_too_new", "", newer)),
        ("https://egovmobile", "http://egovmobile", ("link_not_https", "", link)),
    ] {
        let broken = json.replacen(old, new, 1);
        assert_ne!(broken, json);
        let VoucherError::Malformed { code, field, detail } =
            gas_regulation_from_json(Text(broken)).unwrap_err();
        assert_eq!((code.as_str(), field.unwrap_or_default().as_str(), detail.as_str()), expected);
    }
    let named = json.replacen('{', r#"{"form":1,"#, 1);
    assert_eq!(gas_regulation_from_json(Text(named)), Ok(gas()));
}

/// N34: an error names the kind of value, never the value.
#[test]
fn an_error_repeats_no_value() {
    let error = gas_regulation_from_json(text(r#"{"990101600002":1}"#)).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("990101"));
    let printed = format!("{:?} {:?}", september(7), screen(&september(7), "2025-09-10"));
    assert!(!printed.contains("990101600002") && !printed.contains("0012345"));
}
