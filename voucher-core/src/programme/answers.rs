//! What the answers of every programme's journal are made of (*wire*).

use alloc::{boxed::Box, string::String};
use core::{
    any::Any,
    panic::{RefUnwindSafe, UnwindSafe},
};

use crate::{
    programme::{Outcome, Programme, Refusals, Texts, Verdict},
    value::{coded::Coded, language::Language},
    wire::{
        fields::{Fault, Fields},
        writer::Object,
    },
};

/// What a programme answers to the lines of a journal. A journal can be sent, shared and caught as what it holds.
pub(crate) trait Lines: Any + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// The programme of the regulation.
    fn programme(&self) -> Programme;

    /// The same state once more.
    fn copy(&self) -> Box<dyn Lines>;

    /// The canonical JSON (RFC 8785) of the regulation.
    fn canonical_json(&self) -> String;

    /// The id and the digest of the regulation.
    fn citation(&self) -> (&str, [u8; 32]);

    /// All that is kept, as text; none where nothing is kept.
    fn save(&self) -> Option<String>;

    /// Reads a fact, decides on it and writes the answer.
    fn fact(&mut self, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault>;

    /// Reads a query and writes the answer.
    fn query(&self, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault>;
}

/// Makes a ledger answer by the functions `fact` and `query` of its programme's journal.
macro_rules! lines {
    ($ledger:ty, $programme:ident) => {
        impl $crate::programme::answers::Lines for $ledger {
            fn programme(&self) -> $crate::programme::Programme {
                $crate::programme::Programme::$programme
            }

            fn copy(&self) -> alloc::boxed::Box<dyn $crate::programme::answers::Lines> {
                alloc::boxed::Box::new(self.clone())
            }

            fn canonical_json(&self) -> alloc::string::String {
                self.regulation().canonical_json()
            }

            fn citation(&self) -> (&str, [u8; 32]) {
                (self.regulation().id(), self.regulation().digest())
            }

            fn save(&self) -> Option<alloc::string::String> {
                Some(self.save())
            }

            fn fact(&mut self, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
                fact(self, kind, fields, answer)
            }

            fn query(&self, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
                query(self, kind, fields, answer)
            }
        }
    };
}

pub(crate) use lines;

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

/// What was asked, or why there is no answer.
pub(crate) fn write_or_refuse<T, R: Coded>(
    answered: Result<T, Refusals<R>>,
    answer: &mut Object<'_>,
    write: impl FnOnce(T, &mut Object<'_>),
) {
    match answered {
        Ok(value) => write(value, answer),
        Err(refusals) => write_refusals(refusals, answer),
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
