//! What the crossing takes from the core beside lines: a programme's closed lists with their words, and the ids of its
//! published regulations.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pyo3::prelude::*;
use voucher_core::{
    self as core, Coded, Programme,
    family_card::RegulationKind,
    programme::{Edition, InForce, Texts},
};

use crate::{
    argument::Text,
    columns::Table,
    date::{ExactDate, read_optional},
    error::{Bind, catch},
    regulation::difference,
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
        Some(Programme::FamilyCard) => lists! {
            family_card:
            Action texts,
            Answer,
            Award,
            Cause,
            Criterion texts,
            Group,
            Level texts,
            MissingFact texts,
            NextStep texts,
            Refusal texts norm,
            Service texts,
            Sms texts,
            Stage,
        },
        Some(Programme::TargetedAssistance) => lists! {
            targeted_assistance:
            Action texts,
            AssistanceKind,
            Breach,
            CaresFor,
            Channel,
            Contract,
            Evidence texts,
            IncomeKind,
            ItemState,
            MissingFact texts,
            NextStep texts,
            Notice,
            Refusal texts norm,
            Role,
            Ruling,
            Signature,
            Source,
            Stage texts,
            Stated,
            Status,
            Survey,
        },
        Some(Programme::Gas) | None => BTreeMap::new(),
    }
}

/// The ids of the published regulations of a programme, and of one kind where it has several, by first day; with a date, of
/// the one in force on it (N6).
#[pyfunction]
#[pyo3(signature = (programme, on = None, kind = None))]
pub(crate) fn _published(
    programme: Text<'_>,
    on: Option<ExactDate<'_>>,
    kind: Option<Text<'_>>,
) -> Bind<Vec<String>> {
    let (programme, on) = (programme.read("programme")?, read_optional(on.as_ref(), "date")?);
    let kind = kind.as_ref().map(|kind| kind.read("kind")).transpose()?;
    catch(|| {
        Ok(match Programme::from_code(programme) {
            Some(Programme::Meals) => ids(&core::meals::RegulationSet::published(), on),
            Some(Programme::Medicines) => ids(&core::medicines::RegulationSet::published(), on),
            Some(Programme::FamilyCard) => {
                let is_of = |each: &&core::family_card::Regulation| {
                    kind.is_none_or(|kind| each.kind().code() == kind)
                };
                let there = core::family_card::RegulationSet::published();
                there
                    .iter()
                    .filter(is_of)
                    .filter(|each| stands(*each, on))
                    .map(|each| each.id().to_owned())
                    .collect()
            }
            Some(Programme::TargetedAssistance) => {
                ids(&core::targeted_assistance::RegulationSet::published(), on)
            }
            Some(Programme::Gas) | None => Vec::new(),
        })
    })
}

fn ids<R: Edition>(published: &InForce<R>, on: Option<NaiveDate>) -> Vec<String> {
    published.iter().filter(|each| stands(*each, on)).map(|each| each.id().to_owned()).collect()
}

fn stands<R: Edition>(regulation: &R, on: Option<NaiveDate>) -> bool {
    on.is_none_or(|on| regulation.period().contains(on))
}

/// Does the same with the regulation of a programme that crosses, whichever it is.
macro_rules! of_programme {
    ($programme:expr, $kind:expr, $of:ident) => {
        match Programme::from_code($programme) {
            Some(Programme::Meals) => $of!(core::meals::Regulation),
            Some(Programme::Medicines) => $of!(core::medicines::Regulation),
            Some(Programme::FamilyCard) => match $kind.and_then(RegulationKind::from_code) {
                Some(RegulationKind::Grading) => $of!(core::family_card::Grading),
                Some(RegulationKind::Proactive) | None => $of!(core::family_card::Proactive),
            },
            Some(Programme::TargetedAssistance) => $of!(core::targeted_assistance::Regulation),
            Some(Programme::Gas) | None => Default::default(),
        }
    };
}

/// The fields in which two regulations of a programme that crosses differ, each as its canonical JSON.
#[pyfunction]
#[pyo3(signature = (programme, here, there, kind = None))]
pub(crate) fn _diff(programme: &str, here: &str, there: &str, kind: Option<&str>) -> Bind<Table> {
    macro_rules! fields {
        ($regulation:ty) => {
            <$regulation>::from_json(here)?.diff(&<$regulation>::from_json(there)?)
        };
    }
    catch(|| difference::table(&of_programme!(programme, kind, fields)))
}

/// Why a JSON, or one changed by a merge patch, is no regulation of a programme that crosses: the field, and what is wrong with it.
#[pyfunction]
#[pyo3(signature = (programme, text, change = None, kind = None))]
pub(crate) fn _form_fault(
    programme: &str,
    text: &str,
    change: Option<&str>,
    kind: Option<&str>,
) -> Bind<Option<(Option<String>, String)>> {
    macro_rules! fault {
        ($regulation:ty) => {
            match change {
                Some(change) => <$regulation>::from_json(text)?.patch_fault(change),
                None => <$regulation>::form_fault(text),
            }
        };
    }
    catch(|| {
        let fault: Option<core::FormFault> = of_programme!(programme, kind, fault);
        Ok(fault.map(|fault| (fault.field().map(str::to_owned), fault.to_string())))
    })
}
