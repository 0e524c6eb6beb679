use alloc::vec::Vec;

use super::*;
use crate::{
    targeted_assistance::{evidence::Evidence, history::Breach, income::IncomeKind},
    value::{language::Language, reference::Reference},
};

/// Sentences: refusals, stages, duties for the official and for the applicant, next steps.
fn sentences() -> Vec<Texts> {
    let refusals = Refusal::ALL.iter().map(|each| each.texts());
    let stages = Stage::ALL.iter().map(|each| each.texts());
    let steps = NextStep::ALL.iter().map(|each| each.texts());
    let duties = Action::ALL.iter().flat_map(|each| [each.texts(), each.texts_for_applicant()]);
    refusals.chain(stages).chain(steps).chain(duties).collect()
}

/// What can be missing, but evidence.
fn missing() -> Vec<Texts> {
    let member = Reference::parse("a").unwrap();
    let missing = [
        Missing::Line,
        Missing::Mci,
        Missing::Status,
        Missing::History,
        Missing::Ban(Breach::FalseInformation),
        Missing::Overlap,
        Missing::Absent(member),
        Missing::Registered(member),
        Missing::Incomes(member),
        Missing::IncomeRule { kind: IncomeKind::Credit, member },
        Missing::Born(member),
        Missing::AbleBodied(member),
        Missing::CaresFor(member),
        Missing::Survey,
        Missing::Commission,
        Missing::Contract,
    ];
    missing.iter().map(Missing::texts).collect()
}

fn parties() -> Vec<Texts> {
    Party::ALL.iter().map(|party| party.texts()).collect()
}

fn names() -> Vec<Texts> {
    Evidence::ALL.iter().map(|kind| kind.texts()).collect()
}

/// N36: every text is there, each language in its letters, and no two codes say the same.
#[test]
fn n36_every_code_has_a_text_of_its_own() {
    let all = [sentences(), missing(), parties(), names()].concat();
    assert_eq!(all.len(), 31 + 9 + 3 + 7 + 7 + 16 + 4 + 24);
    for (place, texts) in all.iter().enumerate() {
        for &language in Language::ALL {
            let text = texts.in_language(language);
            assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{text}");
            assert!(all.iter().take(place).all(|other| other.in_language(language) != text), "{text}");
            assert!(!text.contains(char::is_numeric) && !text.contains(char::is_control), "{text}");
        }
        let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
        let russian = |c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        let latin = |c: char| c.is_ascii_alphabetic();
        assert!(texts.en().is_ascii(), "{}", texts.en());
        assert!(texts.ru().chars().all(|c| !cyrillic(c) || russian(c)) && !texts.ru().contains(latin));
        assert!(!texts.kk().contains(latin), "{}", texts.kk());
        let letters = texts.kk().chars().filter(|c| c.is_alphabetic()).count();
        assert!(letters < 25 || texts.kk().contains(|c| "әғқңөұүһі".contains(c)), "{}", texts.kk());
    }
}

/// N36: sentences are sentences, and only the Russian names of the evidence are official.
#[test]
fn n36_sentences_end_and_names_are_official_in_russian() {
    for texts in sentences() {
        for &language in Language::ALL {
            let text = texts.in_language(language);
            assert!(text.ends_with('.') && text.matches(". ").count() <= 1, "{text}");
            assert!(!texts.is_official(language));
        }
    }
    for texts in [missing(), parties()].concat() {
        assert!(!Language::ALL.iter().any(|&language| texts.is_official(language)));
    }
    for texts in names() {
        for &language in Language::ALL {
            assert_eq!(texts.is_official(language), language == Language::Ru);
        }
    }
}

#[test]
fn n36_titles_are_short() {
    Texts::are_short(Stage::ALL.iter().map(|stage| stage.title()), Texts::TITLE);
}
