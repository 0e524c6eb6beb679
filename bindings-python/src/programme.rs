//! What the crossing takes from the core beside lines: a programme's closed lists with their words, and the ids of its
//! published regulations.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pyo3::prelude::*;
use voucher_core::{
    self as core, Coded, Programme,
    programme::{Edition, InForce, Texts},
};

use crate::{
    argument::Text,
    date::{ExactDate, read_optional},
    error::{Bind, catch},
};

/// A member of a closed list: its code, its norm, and its words in Kazakh, Russian and English; empty where it has none.
type Member = (&'static str, &'static str, [&'static str; 3]);

fn members<T: Coded>(norm: fn(T) -> &'static str, texts: fn(T) -> Option<Texts>) -> Vec<Member> {
    let words = |each| texts(each).map_or([""; 3], |texts| [texts.kk(), texts.ru(), texts.en()]);
    T::ALL.iter().map(|each| (each.code(), norm(*each), words(*each))).collect()
}

/// A row a list: its name, and what its members have beside a code.
macro_rules! lists {
    ($programme:ident: $($list:ident $($what:ident)*,)+) => {
        BTreeMap::from([$((stringify!($list), lists!(@ core::$programme::$list, $($what)*)),)+])
    };
    (@ $list:ty, ) => { members::<$list>(|_| "", |_| None) };
    (@ $list:ty, texts) => { members::<$list>(|_| "", |each| Some(each.texts())) };
    (@ $list:ty, texts norm) => { members::<$list>(|each| each.norm(), |each| Some(each.texts())) };
}

/// The closed lists of a programme by the names of their `StrEnum`s: where their words come from, and what a test compares
/// them with. None of a programme that does not cross.
#[pyfunction]
pub(crate) fn _lists(programme: &str) -> BTreeMap<&'static str, Vec<Member>> {
    match Programme::from_code(programme) {
        Some(Programme::Meals) => lists! {
            meals:
            Action texts,
            Answer,
            Ground,
            MissingFact texts,
            Refusal texts norm,
            RegisterField,
            Source,
            Stage texts,
        },
        Some(Programme::Medicines) => lists! {
            medicines:
            Action texts,
            Evidence,
            MissingFact texts,
            Refusal texts norm,
            RegisterField,
            Stage texts,
        },
        Some(Programme::Gas | Programme::FamilyCard | Programme::TargetedAssistance) | None => {
            BTreeMap::new()
        }
    }
}

/// The ids of the published regulations of a programme, by first day; with a date, of the one in force on it (N6).
#[pyfunction]
#[pyo3(signature = (programme, on = None))]
pub(crate) fn _published(programme: Text<'_>, on: Option<ExactDate<'_>>) -> Bind<Vec<String>> {
    let (programme, on) = (programme.read("programme")?, read_optional(on.as_ref(), "date")?);
    catch(|| {
        Ok(match Programme::from_code(programme) {
            Some(Programme::Meals) => ids(&core::meals::RegulationSet::published(), on),
            Some(Programme::Medicines) => ids(&core::medicines::RegulationSet::published(), on),
            Some(Programme::Gas | Programme::FamilyCard | Programme::TargetedAssistance) | None => Vec::new(),
        })
    })
}

fn ids<R: Edition>(published: &InForce<R>, on: Option<NaiveDate>) -> Vec<String> {
    let there = published.iter().filter(|each| on.is_none_or(|on| each.period().contains(on)));
    there.map(|each| each.id().to_owned()).collect()
}
