//! Regulations: the rules as data, read, changed, shown and asked for their dates.

use std::{
    hash::{Hash, Hasher},
    sync::OnceLock,
};

use pyo3::{prelude::*, sync::PyOnceLock, types::PyDict};
use voucher_core::{self as core, gas::columns::Timetable};

use crate::{
    amount::{Amount, DecimalOut},
    argument::{Text, kind},
    class::frozen_methods,
    coded::{Code, Codes},
    date::{DateOut, ExactDate},
    error::{Bind, BindError, catch},
    hint::{hint, ready_answers},
    html::Table,
    value::{InMonth, Month},
};
use difference::RegulationDifference;
use patch::patch;

pub(crate) mod difference;
mod patch;

/// The rules as checked data, with a digest of their content (N3 to N8).
///
/// Two regulations are equal when their content is. `replace` gives a changed one; nothing changes in place.
#[pyclass(frozen, eq, hash, module = "voucher_core")]
pub(crate) struct Regulation(pub(crate) core::gas::Regulation, OnceLock<Timetable>);

impl From<core::gas::Regulation> for Regulation {
    fn from(regulation: core::gas::Regulation) -> Self {
        Self(regulation, OnceLock::new())
    }
}

impl PartialEq for Regulation {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Hash for Regulation {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.digest().hash(state);
    }
}

frozen_methods! {
    Regulation("id"),
    arguments: |regulation| (regulation.0.canonical_json(),),
    by: "from_json",
    repr: |regulation| format!("Regulation({:?}, {}…)", regulation.0.id(), first(&regulation.digest(), 15)),

    /// The pilot of 2025-08-28 to 2026-06-30 in 17 regions: consent by SMS, activation from the 7th to
    /// the 29th (S0, S1).
    #[staticmethod]
    fn gas_2025_08(py: Python<'_>) -> Bind<Py<Self>> {
        static PUBLISHED: PyOnceLock<Py<Regulation>> = PyOnceLock::new();
        once(py, &PUBLISHED, core::gas::Regulation::gas_2025_08)
    }

    /// The first pilot, 2024-12-01 to 2025-04-30 in two regions, with published terms of the discount
    /// (S2, P).
    #[staticmethod]
    fn gas_2024_12(py: Python<'_>) -> Bind<Py<Self>> {
        static PUBLISHED: PyOnceLock<Py<Regulation>> = PyOnceLock::new();
        once(py, &PUBLISHED, core::gas::Regulation::gas_2024_12)
    }

    /// Every published regulation, by its first day.
    #[staticmethod]
    fn published(py: Python<'_>) -> Bind<Vec<Py<Self>>> {
        Ok(vec![Self::gas_2024_12(py)?, Self::gas_2025_08(py)?])
    }

    /// The published regulation of a programme (`gas`) in force on a date, or none (N6).
    #[staticmethod]
    fn in_force(programme: Text<'_>, date: ExactDate<'_>) -> Bind<Option<Self>> {
        let (programme, date) = (programme.read("programme")?, date.read("date")?);
        let published = || core::gas::RegulationSet::published().in_force(date).cloned().map(Self::from);
        catch(|| Ok((programme == core::Programme::Gas.code()).then(published).flatten()))
    }

    /// Reads a regulation from JSON.
    ///
    /// Errors: `malformed_json`, `duplicate_field`, and the codes of N7.
    #[staticmethod]
    fn from_json(text: Text<'_>) -> Bind<Self> {
        let text = text.read("text")?;
        catch(|| {
            let fault = || core::gas::Regulation::form_fault(text);
            Ok(core::gas::Regulation::from_json(text).map_err(|error| named(error, fault))?.into())
        })
    }

    /// The canonical JSON of its content (RFC 8785), which the digest covers.
    fn to_json(&self) -> String {
        self.0.canonical_json()
    }

    /// Its content as `dict`, in the wire form: the canonical JSON, read.
    fn as_dict<'py>(&self, py: Python<'py>) -> Bind<Content<'py>> {
        let json = py.import("json")?;
        Ok(Content(json.call_method1("loads", (self.0.canonical_json(),))?))
    }

    /// A copy with some fields changed, called by its old id with `+changed` behind it unless `id` is given; without changes, the
    /// same.
    ///
    /// A field is named as in the wire form and takes a value like JSON's; a `dict` changes the fields
    /// that it names and leaves the others (RFC 7396), and `None` takes a field away. In short forms, a day
    /// keeps its rule for months that lack it: `window=(1, 29)`, `list_closes=10`, `register_due=28`,
    /// `last_day_to_answer=20`; `repeat_after_days=5`, `consent_scope="until_withdrawn"`,
    /// `period=(first, last)` with dates.
    ///
    /// Errors: `unknown_field`, `duplicate_field` where `consent` and a short form of it are both given,
    /// and the codes of N7.
    #[pyo3(signature = (**changes: "object"))]
    fn replace(&self, changes: Option<&Bound<'_, PyDict>>) -> Bind<Self> {
        if changes.is_none_or(PyDictMethods::is_empty) {
            return Ok(self.0.clone().into());
        }
        catch(|| {
            let patch = patch(changes)?;
            let fault = || self.0.patch_fault(&patch);
            Ok(self.0.patched(&patch).map_err(|error| named(error, fault))?.into())
        })
    }

    #[pyo3(signature = (**changes: "object"))]
    fn __replace__(&self, changes: Option<&Bound<'_, PyDict>>) -> Bind<Self> {
        self.replace(changes)
    }

    /// What tells this regulation from another: the fields that differ, with their norms and sources, and the days and stages
    /// on which answers can.
    fn diff(&self, other: RegulationArg<'_>) -> RegulationDifference {
        RegulationDifference::new(&self.0, other.get())
    }

    /// The short id.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// `sha256:` and 64 hexadecimal digits, over the canonical JSON.
    #[getter]
    fn digest(&self) -> String {
        digest_text(self.0.digest())
    }

    /// The programme.
    #[getter]
    fn programme(&self) -> &str {
        self.0.programme().code()
    }

    /// First and last day in force, both inclusive (N3).
    #[getter]
    fn period(&self) -> (DateOut, DateOut) {
        let period = self.0.period();
        (DateOut(period.first), DateOut(period.last))
    }

    /// The regions that take part, by KATO code.
    #[getter]
    fn regions(&self) -> Codes<core::Region> {
        self.0.regions().iter().collect()
    }

    /// The kinds of assistance that count; any one is enough.
    #[getter]
    fn assistance(&self) -> Codes<core::gas::Assistance> {
        self.0.assistance().iter().collect()
    }

    /// Whether a recipient must consent before a voucher is issued.
    #[getter]
    fn needs_consent(&self) -> bool {
        self.0.needs_consent()
    }

    /// How many activations an account can have in a month.
    #[getter]
    fn activations_per_account(&self) -> u32 {
        self.0.activations_per_account()
    }

    /// The telephone number for questions, where there is one.
    #[getter]
    fn helpline(&self) -> Option<&str> {
        self.0.parts().helpline.as_deref()
    }

    /// The link that the confirmation SMS carries, where there is one.
    #[getter]
    fn sign_up_link(&self) -> Option<&str> {
        self.0.parts().sign_up_link.as_deref()
    }

    /// The months whose activation window meets the period, in order (N8).
    fn months(&self) -> Vec<Month> {
        self.0.months().map(Month).collect()
    }

    /// First and last day of the activation window of the month, both inclusive.
    fn window(&self, month: InMonth) -> (DateOut, DateOut) {
        (DateOut(self.0.window_opens(month.0)), DateOut(self.0.window_closes(month.0)))
    }

    /// The last day on which the list of the month may change.
    fn list_closes(&self, month: InMonth) -> DateOut {
        DateOut(self.0.list_closes(month.0))
    }

    /// The last day to answer in the month, or none where no consent is needed.
    fn last_day_to_answer(&self, month: InMonth) -> Option<DateOut> {
        self.0.last_day_to_answer(month.0).map(DateOut)
    }

    /// The day from which the register of the month is due.
    fn register_due(&self, month: InMonth) -> DateOut {
        DateOut(self.0.register_due(month.0))
    }

    /// The terms of the discount for a region, where they are published.
    fn discount_terms(&self, region: Code<core::Region>) -> Option<DiscountTerms> {
        self.0.discount_terms(region.0).map(DiscountTerms)
    }

    fn _repr_html_(&self) -> String {
        let (fields, months) = (self.fields_html(), self.months_html());
        format!("{fields}{months}")
    }
}

/// The error of a regulation, with the field of one that does not have the form.
fn named(error: core::Error, fault: impl FnOnce() -> Option<core::FormFault>) -> BindError {
    if error.code() != "malformed_regulation" {
        return error.into();
    }
    match fault() {
        Some(fault) => {
            let field = fault.field().map(|field| field.to_owned().into());
            let text = fault.to_string();
            let bare = fault.field().and_then(|field| text.strip_prefix(field)?.strip_prefix(": "));
            BindError::malformed(error.code(), field, bare.unwrap_or(&text))
        }
        None => error.into(),
    }
}

/// A published regulation, built once.
fn once(
    py: Python<'_>,
    cell: &'static PyOnceLock<Py<Regulation>>,
    build: fn() -> core::gas::Regulation,
) -> Bind<Py<Regulation>> {
    let regulation = cell.get_or_try_init(py, || catch(|| Ok(Py::new(py, Regulation::from(build()))?)))?;
    Ok(regulation.clone_ref(py))
}

/// `sha256:` and hexadecimal digits.
pub(crate) fn digest_text(digest: [u8; 32]) -> String {
    digest.iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}

fn first(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

impl Regulation {
    fn fields_html(&self) -> String {
        let parts = self.0.parts();
        let day = |rule: core::gas::DayRule| format!("{}, else {}", rule.day, words(rule.if_missing.code()));
        let names = self.0.regions().iter().map(|region| region.name(core::Language::Ru));
        let mut table = Table::new(&format!("Regulation {}", parts.id), &[]);
        table.field("digest", &self.digest());
        table.field("programme", parts.programme.code());
        table.field("period", &format!("{} – {}", parts.period.first, parts.period.last));
        table.field("regions", &names.collect::<Vec<_>>().join(", "));
        let kinds = parts.assistance.iter().map(|kind| words(kind.code()));
        table.field("assistance", &kinds.collect::<Vec<_>>().join(", "));
        table.field("list may change until", &day(parts.list_closes));
        match &parts.consent {
            None => table.field("consent", "not needed"),
            Some(consent) => {
                table.field("consent holds", &words(consent.scope.code()));
                table.field("repeat SMS after", &format!("{} days", consent.repeat_after_days));
                table.field("last day to answer", &day(consent.last_day));
                table.field("codes that agree", &consent.agree_codes.join(", "));
                table.field("codes that refuse", &consent.refuse_codes.join(", "));
            }
        }
        table.field("window opens", &day(parts.window.first));
        table.field("window closes", &day(parts.window.last));
        table.field("activations per account and month", &parts.activations_per_account.to_string());
        table.field("register due", &day(parts.register_due));
        match &parts.discount {
            None => table.field("discount", "not published"),
            Some(discount) => {
                let norm = |(kato, norm): (&String, &String)| {
                    let region = core::Region::from_kato(kato).map(|region| region.name(core::Language::Ru));
                    format!("{} {norm} m³", region.unwrap_or_default())
                };
                let norms = discount.norms_m3.iter().map(norm).collect::<Vec<_>>().join(", ");
                table.field("discount", &format!("rate {}, within {norms}", discount.rate));
            }
        }
        table.field("helpline", parts.helpline.as_deref().unwrap_or("–"));
        table.field("sign-up link", parts.sign_up_link.as_deref().unwrap_or("–"));
        table.end()
    }

    fn months_html(&self) -> String {
        let columns =
            ["month", "list closes", "last day to answer", "window opens", "window closes", "register due"];
        let (mut table, period) = (Table::new("Its months", &columns), self.0.period());
        // A regulation for a thousand years is shown by its first century.
        for month in self.0.months().take(1200) {
            let answer = self.0.last_day_to_answer(month).map_or("–".to_owned(), |day| day.to_string());
            table.row([
                month.to_string(),
                self.0.list_closes(month).to_string(),
                answer,
                self.0.window_opens(month).max(period.first).to_string(),
                self.0.window_closes(month).min(period.last).to_string(),
                self.0.register_due(month).to_string(),
            ]);
        }
        table.end()
    }
}

fn words(code: &str) -> String {
    code.replace('_', " ")
}

/// A regulation as an argument.
pub(crate) struct RegulationArg<'py>(Bound<'py, Regulation>);

impl RegulationArg<'_> {
    pub(crate) fn get(&self) -> &core::gas::Regulation {
        &self.0.get().0
    }

    /// The object itself.
    pub(crate) fn object(&self) -> Py<Regulation> {
        self.0.clone().unbind()
    }

    /// What it says of each month, in days; worked out once.
    pub(crate) fn timetable(&self) -> &Timetable {
        let Regulation(regulation, timetable) = self.0.get();
        timetable.get_or_init(|| Timetable::new(regulation))
    }
}

impl<'py> FromPyObject<'_, 'py> for RegulationArg<'py> {
    type Error = BindError;

    hint!(INPUT_TYPE = <Regulation as PyTypeInfo>::TYPE_HINT);

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        match value.cast_exact::<Regulation>() {
            Ok(regulation) => Ok(Self(regulation.to_owned())),
            Err(_) => {
                let text =
                    format!("must be a Regulation, such as Regulation.gas_2025_08(); {} came", kind(&value));
                Err(BindError::wrong_type("unsupported_type", "regulation", text))
            }
        }
    }
}

ready_answers! {
    /// What `as_dict` gives.
    Content(PyAny) = type_hint_subscript!(DICT, STR, ANY);
}

/// A rate, and the norm in m³ a month up to which it is given (N29).
#[pyclass(frozen, eq, hash, module = "voucher_core")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct DiscountTerms(pub(crate) core::gas::DiscountTerms);

impl Hash for DiscountTerms {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.rate, self.0.norm).hash(state);
    }
}

frozen_methods! {
    DiscountTerms("rate", "norm_m3"),
    arguments: |terms| (terms.0.rate.to_string(), terms.0.norm.to_string()),
    repr: |terms| format!("DiscountTerms(rate='{}', norm_m3='{}')", terms.0.rate, terms.0.norm),

    /// Reads both from text, `Decimal` or `int`: the rate 0 to 1 with up to 4 decimals, the norm with up
    /// to 3.
    ///
    /// Errors: the first that holds of `not_a_decimal`, `too_many_decimals`, `negative`, `too_large`.
    #[new]
    fn new(rate: Amount<'_>, norm_m3: Amount<'_>) -> Bind<Self> {
        catch(|| Ok(Self(core::gas::DiscountTerms { rate: rate.rate("rate")?, norm: norm_m3.volume("norm_m3")? })))
    }

    /// The share of the price that is taken off.
    #[getter]
    fn rate(&self) -> DecimalOut {
        self.0.rate.into()
    }

    /// The volume in m³ a month up to which it is taken off.
    #[getter]
    fn norm_m3(&self) -> DecimalOut {
        self.0.norm.into()
    }
}
