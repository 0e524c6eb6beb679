//! What the answers of every programme's journal are made of (*wire*).

use crate::{
    programme::{Outcome, Refusals, Texts, Verdict},
    value::{coded::Coded, language::Language},
    wire::writer::Object,
};

pub(crate) fn write_refusals<R: Coded>(refusals: Refusals<R>, answer: &mut Object<'_>) {
    answer.codes("refusals", refusals.iter().map(R::code));
}

pub(crate) fn write_outcome<S: Coded, R: Coded>(outcome: Outcome<S, R>, answer: &mut Object<'_>) {
    match outcome {
        Outcome::Accepted { repeat, stage } => {
            answer.boolean("accepted", true);
            if repeat {
                answer.boolean("repeat", true);
            }
            if let Some(stage) = stage {
                answer.plain("stage", stage.code());
            }
        }
        Outcome::Refused(refusals) => write_refusals(refusals, answer.boolean("accepted", false)),
    }
}

/// The answer to a preview; `write_key` writes the fields of the commit key.
pub(crate) fn write_verdict<K, R: Coded, M: Coded>(
    verdict: Verdict<K, R, M>,
    answer: &mut Object<'_>,
    write_key: impl FnOnce(K, &mut Object<'_>),
) {
    match verdict {
        Verdict::Yes(key) => {
            answer.plain("preview", "yes").object("key", |to| write_key(key, to));
        }
        Verdict::No { refusals, earliest } => {
            write_refusals(refusals, answer.plain("preview", "no"));
            if let Some(earliest) = earliest {
                answer.date("earliest", earliest);
            }
        }
        Verdict::CannotTell(missing) => {
            answer.plain("preview", "cannot_tell").codes("missing", missing.iter().map(M::code));
        }
    }
}

/// A text in each language.
pub(crate) fn write_texts(texts: Texts, answer: &mut Object<'_>) {
    answer.object("text", |to| {
        for language in Language::ALL {
            to.text(language.code(), texts.in_language(*language));
        }
    });
}

/// How many stand at each stage, those stages left out that nobody can be counted at.
pub(crate) fn write_counts<S: Coded>(counts: impl IntoIterator<Item = (S, usize)>, answer: &mut Object<'_>) {
    answer.object("summary", |to| {
        for (stage, count) in counts {
            to.count(stage.code(), count);
        }
    });
}
