//! The ledger: facts in, queries out (N9 to N23, N30).

use std::{
    borrow::Cow,
    ptr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::NaiveDate;
#[cfg(feature = "inspect")]
use pyo3::{PyTypeInfo, inspect::PyStaticExpr, type_hint_identifier, type_hint_subscript};
use pyo3::{prelude::*, sync::MutexExt};
use voucher_core as core;

use crate::{
    amount::Amount,
    argument::{Flag, Text, kind},
    class::{Reduced, reduce},
    coded::Code,
    date::{DateOut, ExactDate},
    decision::{CommitKey, Preview},
    error::{Bind, BindError, catch},
    fact::FactArg,
    outcome::{Accepted, Or},
    query::{Due, PersonMonth, Summary},
    receipt::Receipt,
    register::Register,
    regulation::{DiscountTerms, Regulation, RegulationArg},
    value::{AccountArg, IinArg, Month, MonthArg},
};

/// The months of all people under one regulation: facts go in, in date order, and queries come out (N9).
///
/// Nothing but an accepted fact changes it; it reads no clock, and the same facts give the same
/// ledger. It may be shared by threads: each call sees every fact recorded before it. `copy` makes an
/// independent ledger; `save` and `restore`, or a pickle, keep one for another day.
#[pyclass(frozen, module = "voucher_core")]
pub(crate) struct Ledger(Mutex<core::gas::Ledger>);

impl Ledger {
    /// A short look or change: a fact, one person.
    fn at_once<T>(&self, py: Python<'_>, work: impl FnOnce(&mut core::gas::Ledger) -> T) -> Bind<T> {
        catch(|| Ok(work(&mut *self.0.lock_py_attached(py).map_err(broken)?)))
    }

    /// Work in proportion to people: other Python threads run meanwhile.
    fn detached<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut core::gas::Ledger) -> T + Send,
    ) -> Bind<T> {
        catch(|| py.detach(|| Ok(work(&mut *self.0.lock().map_err(broken)?))))
    }
}

/// A panic left the ledger half changed, so it answers no more.
fn broken(_: PoisonError<MutexGuard<'_, core::gas::Ledger>>) -> BindError {
    BindError::Panic("a ledger that failed before".to_owned())
}

#[pymethods]
impl Ledger {
    /// A ledger without facts.
    #[new]
    fn new(regulation: RegulationArg<'_>) -> Self {
        Self(Mutex::new(core::gas::Ledger::new(regulation.get().clone())))
    }

    /// Takes a fact dated `on`, or refuses it with every reason that applies (N9 to N23).
    ///
    /// A refused fact changes nothing. A fact dated before the latest accepted one is refused.
    fn record(&self, py: Python<'_>, on: ExactDate<'_>, fact: FactArg) -> Bind<Or<Accepted>> {
        let on = on.read("on")?;
        self.at_once(py, |ledger| ledger.record(on, &fact.0).into())
    }

    /// Takes many facts, each a pair of its date and itself, in their order; what is said to each.
    ///
    /// No other thread's fact comes between them. All are read before the first is recorded, so an
    /// error of input leaves the ledger as it was.
    fn record_all(&self, py: Python<'_>, facts: DatedFacts) -> Bind<Vec<Or<Accepted>>> {
        let outcomes = self.detached(py, |ledger| {
            facts.0.iter().map(|(on, fact)| ledger.record(*on, fact)).collect::<Vec<_>>()
        })?;
        Ok(outcomes.into_iter().map(Or::from).collect())
    }

    /// The stage of a person in a month, seen on a date (N18).
    fn stage(
        &self,
        py: Python<'_>,
        iin: IinArg,
        month: MonthArg,
        on: ExactDate<'_>,
    ) -> Bind<Code<core::gas::Stage>> {
        let on = on.read("on")?;
        self.at_once(py, |ledger| Code(ledger.stage(iin.0, month.0, on)))
    }

    /// The step at which a person's activation of a month stands.
    fn step(&self, py: Python<'_>, iin: IinArg, month: MonthArg) -> Bind<Code<core::gas::Step>> {
        self.at_once(py, |ledger| Code(ledger.step(iin.0, month.0)))
    }

    /// The last day on which a person at a stage can still do what the stage waits for: to answer, or to
    /// activate. None where it waits for nothing.
    fn until(&self, py: Python<'_>, stage: Code<core::gas::Stage>, month: MonthArg) -> Bind<Option<DateOut>> {
        self.at_once(py, |ledger| ledger.until(stage.0, month.0).map(DateOut))
    }

    /// What the systems must do on a date: start SMS, repeat SMS, registers; by kind, then by iin or
    /// month (N30).
    fn due(&self, py: Python<'_>, on: ExactDate<'_>) -> Bind<Vec<Due>> {
        let on = on.read("on")?;
        let due = self.detached(py, |ledger| ledger.due(on))?;
        Ok(due.into_iter().map(Due::from).collect())
    }

    /// May this person activate on this account on this date (N26)?
    ///
    /// `account_exists` is what the provider says of the account; left out, it is not known, whatever
    /// was checked before.
    #[pyo3(signature = (iin, account, on, *, account_exists = None))]
    fn preview(
        &self,
        py: Python<'_>,
        iin: IinArg,
        account: AccountArg,
        on: ExactDate<'_>,
        account_exists: Option<Flag<'_>>,
    ) -> Bind<Preview> {
        let on = on.read("on")?;
        let exists = account_exists.map(|exists| exists.read("account_exists")).transpose()?;
        self.at_once(py, |ledger| ledger.preview(iin.0, account.0, exists, on).into())
    }

    /// The register of a month, formed on a date, or `register_not_due` before its due date (N27).
    fn register(&self, py: Python<'_>, month: MonthArg, on: ExactDate<'_>) -> Bind<Or<Register>> {
        let on = on.read("on")?;
        self.detached(py, |ledger| {
            let register = ledger.register(month.0, on);
            Or::of(register, |register| Register::new(ledger.regulation().clone(), register))
        })
    }

    /// How many people stand at each stage of a month, seen on a date: every stage but `not_listed`,
    /// which nobody with a record is, in the order of N18.
    fn summary(&self, py: Python<'_>, month: MonthArg, on: ExactDate<'_>) -> Bind<Summary> {
        let on = on.read("on")?;
        self.detached(py, |ledger| Summary::from(ledger.summary(month.0, on)))
    }

    /// The receipt of an account for a month: `volume_m3` in m³, `price` in tenge per m³ (N29).
    ///
    /// `terms` stand in for the regulation's, which go by the region last listed of the first to activate
    /// on the account. `discount_terms_unknown` where a voucher was activated and neither gives terms.
    #[pyo3(signature = (month, account, volume_m3, price, *, terms = None))]
    fn receipt(
        &self,
        py: Python<'_>,
        month: MonthArg,
        account: AccountArg,
        volume_m3: Amount<'_>,
        price: Amount<'_>,
        terms: Option<TermsArg>,
    ) -> Bind<Or<Receipt>> {
        let (volume, price) = (volume_m3.volume("volume_m3")?, price.price("price")?);
        let terms = terms.map(|terms| terms.0);
        let receipt = self.at_once(py, |ledger| ledger.receipt(month.0, account.0, volume, price, terms))?;
        Ok(Or::of(receipt, Receipt::from))
    }

    /// Every record of a month, by iin.
    fn people(&self, py: Python<'_>, month: MonthArg) -> Bind<Vec<PersonMonth>> {
        let people = self.detached(py, |ledger| ledger.people(month.0))?;
        Ok(people.into_iter().map(PersonMonth::from).collect())
    }

    /// The months that have at least one record, in order.
    fn months(&self, py: Python<'_>) -> Bind<Vec<Month>> {
        self.at_once(py, |ledger| ledger.months().map(Month).collect())
    }

    /// The commit key of a person's activation of a month, if there is one (N25).
    fn commit_key(&self, py: Python<'_>, iin: IinArg, month: MonthArg) -> Bind<Option<CommitKey>> {
        self.at_once(py, |ledger| ledger.commit_key(iin.0, month.0).map(CommitKey::from))
    }

    /// The date of the latest accepted fact, before which no fact is taken (N9).
    #[getter]
    fn latest(&self, py: Python<'_>) -> Bind<Option<DateOut>> {
        self.at_once(py, |ledger| ledger.latest().map(DateOut))
    }

    /// The regulation that decides.
    #[getter]
    fn regulation(&self, py: Python<'_>) -> Bind<Regulation> {
        self.at_once(py, |ledger| Regulation::from(ledger.regulation().clone()))
    }

    /// The same regulation, latest date and records.
    fn __eq__(&self, py: Python<'_>, other: &Self) -> Bind<bool> {
        // Two locks are always taken in one order, so that two threads never wait for each other.
        let (first, second) = if ptr::from_ref(self) < other { (self, other) } else { (other, self) };
        if ptr::eq(first, second) {
            return Ok(true);
        }
        first.detached(py, |first| Ok(*first == *second.0.lock().map_err(broken)?))?
    }

    fn __copy__(&self, py: Python<'_>) -> Bind<Self> {
        self.detached(py, |ledger| Self(Mutex::new(ledger.clone())))
    }

    #[pyo3(signature = (_memo, /))]
    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyAny>) -> Bind<Self> {
        self.__copy__(py)
    }

    /// The ledger as text, from which `restore` makes an equal one, also in Rust: personal data (N34).
    ///
    /// Equal ledgers have equal texts. The last line holds the digest of the lines before it.
    fn save(&self, py: Python<'_>) -> Bind<String> {
        self.detached(py, |ledger| ledger.save())
    }

    /// The ledger that `save` has written.
    ///
    /// Errors: `snapshot_foreign` for another text, `snapshot_version` for another form,
    /// `snapshot_damaged` where it is not as it was written, `snapshot_inconsistent` for what no ledger
    /// can hold, and what is wrong with its regulation.
    #[staticmethod]
    fn restore(py: Python<'_>, text: Text<'_>) -> Bind<Self> {
        let text = text.read("text")?;
        let ledger = catch(|| py.detach(|| Ok(core::gas::Ledger::restore(text)?)))?;
        Ok(Self(Mutex::new(ledger)))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> Bind<Reduced<'py>> {
        let text = slf.get().save(slf.py())?;
        reduce(slf, (text,), Some("restore"))
    }

    fn __repr__(&self, py: Python<'_>) -> Bind<String> {
        self.at_once(py, |ledger| {
            let latest =
                ledger.latest().map_or_else(|| "no facts".to_owned(), |date| format!("latest {date}"));
            format!("Ledger({:?}, {latest})", ledger.regulation().id())
        })
    }
}

/// Facts with their dates as an argument: any iterable of pairs.
pub(crate) struct DatedFacts(Vec<(NaiveDate, core::gas::Fact)>);

impl<'py> FromPyObject<'_, 'py> for DatedFacts {
    type Error = BindError;

    #[cfg(feature = "inspect")]
    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterable"),
        type_hint_subscript!(
            type_hint_identifier!("builtins", "tuple"),
            type_hint_identifier!("datetime", "date"),
            FactArg::INPUT_TYPE
        )
    );

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let wrong = |value: &Bound<'py, PyAny>| {
            let text = format!("must be pairs, each a datetime.date and a fact; {} came", kind(value));
            BindError::wrong_type("unsupported_type", Cow::Borrowed("facts"), text)
        };
        let facts = value.try_iter().map_err(|_| wrong(&value))?.map(|pair| {
            let pair = pair?;
            let (on, fact) = pair.extract::<(ExactDate<'_>, Bound<'_, PyAny>)>().map_err(|_| wrong(&pair))?;
            Ok((on.read("on")?, fact.extract::<FactArg>()?.0))
        });
        facts.collect::<Bind<_>>().map(Self)
    }
}

/// The caller's terms of a discount as an argument.
pub(crate) struct TermsArg(core::gas::DiscountTerms);

impl<'py> FromPyObject<'_, 'py> for TermsArg {
    type Error = BindError;

    #[cfg(feature = "inspect")]
    const INPUT_TYPE: PyStaticExpr = <DiscountTerms as PyTypeInfo>::TYPE_HINT;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let Ok(terms) = value.cast_exact::<DiscountTerms>() else {
            let text = format!("must be DiscountTerms(rate, norm_m3); {} came", kind(&value));
            return Err(BindError::wrong_type("unsupported_type", Cow::Borrowed("terms"), text));
        };
        Ok(Self(terms.get().0))
    }
}
