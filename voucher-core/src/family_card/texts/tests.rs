//! N36, K32: every code has a text in three languages, each in its own letters.

use alloc::vec::Vec;

use super::*;
use crate::{
    family_card::{
        refusal::{Refusal, Refusals},
        rights::{Entitlement, MissingFacts, Worth},
    },
    value::language::Language,
};

const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

/// Whole sentences.
fn sentences() -> Vec<Texts> {
    let refusals = Refusal::ALL.iter().map(|refusal| refusal.texts());
    let stages = RefusalRule::ALL.iter().flat_map(|rule| Stage::ALL.iter().map(|stage| stage.texts(*rule)));
    let steps = NextStep::ALL.iter().map(|step| step.texts());
    let silence = Stage::ALL.iter().filter_map(|stage| stage.silence());
    let cautions = Sms::ALL.iter().map(|sms| sms.caution());
    let answers = answers().map(|answer| answer.texts());
    refusals.chain(stages).chain(steps).chain(silence).chain(cautions).chain(answers).collect()
}

/// Each answer about a right.
fn answers() -> [Entitlement; 4] {
    let (worth, missing) = (Worth::Unknown(MissingFacts::default()), MissingFacts::default());
    [
        Entitlement::Yes { worth, first: None, last: None },
        Entitlement::Potential,
        Entitlement::No { refusals: Refusals::NONE },
        Entitlement::CannotTell { missing },
    ]
}

/// Names, and pieces of sentences.
fn pieces() -> Vec<Texts> {
    let missing = MissingFact::ALL.iter().map(|fact| fact.texts());
    let actions = Action::ALL.iter().map(|action| action.texts());
    let criteria = Criterion::ALL.iter().map(|criterion| criterion.texts());
    let services = Service::ALL.iter().map(|service| service.texts());
    let levels = Level::ALL.iter().map(|level| level.texts());
    missing.chain(actions).chain(criteria).chain(services).chain(levels).collect()
}

fn all() -> Vec<Texts> {
    let sms = Sms::ALL.iter().map(|sms| sms.texts());
    sentences().into_iter().chain(pieces()).chain(sms).collect()
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

#[test]
fn n36_every_text_is_whole() {
    for texts in all() {
        for &language in Language::ALL {
            let text = texts.in_language(language);
            assert!(!text.is_empty() && text.trim() == text, "{text}");
            assert!(!text.contains("  ") && !text.contains(char::is_control), "{text}");
            assert!(!text.contains('_'), "{text}");
        }
    }
}

#[test]
fn n36_sentences_are_one_or_two_without_digits() {
    for texts in sentences() {
        for &language in Language::ALL {
            let text = texts.in_language(language);
            assert!(text.ends_with('.') && text.matches(". ").count() <= 1, "{text}");
            assert!(!text.contains(char::is_numeric), "{text}");
            assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
        }
    }
}

#[test]
fn n36_languages_have_their_own_letters() {
    for texts in all() {
        assert_ne!(texts.kk(), texts.ru());
        let long = texts.kk().chars().filter(|c| c.is_alphabetic()).count() >= 25;
        assert!(!long || texts.kk().contains(|c| KAZAKH.contains(c)), "{}", texts.kk());
        // Names of awards are Kazakh in every language.
        let russian = |c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        let ru = texts.ru().replace("Күміс алқа", "").replace("Алтын алқа", "");
        assert!(ru.chars().all(|c| !is_cyrillic(c) || russian(c)), "{ru}");
        assert!(texts.en().is_ascii(), "{}", texts.en());
        for text in [texts.kk(), texts.ru()] {
            for word in text.split(|c: char| !c.is_alphabetic()) {
                let latin = word.contains(|c: char| c.is_ascii_alphabetic());
                assert!(!latin || !word.contains(is_cyrillic), "{word}");
            }
        }
    }
}

/// K32: official are the Russian names of the levels and of the nine services, and nothing else.
#[test]
fn k32_what_is_official() {
    let official = |texts: &Texts| {
        assert!(!texts.is_official(Language::Kk) && !texts.is_official(Language::En));
        texts.is_official(Language::Ru)
    };
    assert_eq!(all().iter().filter(|texts| official(texts)).count(), 5 + 9);
    assert!(Level::ALL.iter().all(|level| official(&level.texts())));
    assert!(Service::ALL.iter().take(9).all(|service| official(&service.texts())));
}

/// K32: who refused or let an offer lapse is told that the ordinary application stays open; the offer names 1414.
#[test]
fn k32_the_ordinary_application_stays_open() {
    for stage in Stage::ALL.iter().filter(|stage| stage.next() == Some(NextStep::Apply)) {
        for rule in RefusalRule::ALL {
            let texts = stage.texts(*rule);
            assert!(texts.kk().contains("әдеттегі тәртіппен"), "{stage:?}");
            assert!(texts.ru().contains("обычное заявление"), "{stage:?}");
            assert!(texts.en().contains("in the ordinary way"), "{stage:?}");
        }
    }
    for &language in Language::ALL {
        assert!(Sms::Offer.texts().in_language(language).contains("1414"));
    }
}

/// K28: an answer is awaited where silence has words, and the four answers about a right have their own.
#[test]
fn k28_silence_has_words_where_an_answer_is_awaited() {
    for stage in Stage::ALL {
        assert_eq!(stage.silence().is_some(), stage.next() == Some(NextStep::Answer), "{stage:?}");
    }
    let texts = answers().map(|answer| answer.texts());
    assert!(texts.iter().enumerate().all(|(place, text)| !texts[..place].contains(text)));
}

/// K32: no text asks for a code; one that names codes says that they are told to nobody.
#[test]
fn k32_no_text_asks_for_a_code() {
    for texts in all() {
        let [kk, ru, en] = [texts.kk(), texts.ru(), texts.en()].map(str::to_lowercase);
        assert!(!kk.contains("код") || kk.contains("ешкімге айтпаңыз"), "{kk}");
        assert!(!ru.contains("код") || ru.contains("никому не сообщайте"), "{ru}");
        assert!(!en.contains("code") || en.contains("never tell anybody"), "{en}");
    }
}

#[test]
fn n36_titles_are_short() {
    Texts::are_short(Stage::ALL.iter().map(|stage| stage.title()), Texts::TITLE);
}
