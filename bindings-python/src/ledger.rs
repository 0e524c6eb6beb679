//! The ledger: facts in, queries out (N9 to N23, N30).

use std::{
    ptr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use chrono::NaiveDate;
use pyo3::prelude::*;
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
    hint::hint,
    listen::{Ear, ListOf, Talk, Then, answer, listening, lock},
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
pub(crate) struct Ledger {
    ledger: Arc<Mutex<core::gas::Ledger>>,
    /// How many facts it was told: it has no more people.
    facts: AtomicUsize,
}

impl Ledger {
    fn of(ledger: core::gas::Ledger, facts: usize) -> Self {
        Self { ledger: Arc::new(Mutex::new(ledger)), facts: AtomicUsize::new(facts) }
    }

    fn size(&self) -> usize {
        self.facts.load(Ordering::Relaxed)
    }

    /// A short look or change: a fact, one person.
    fn at_once<T>(&self, py: Python<'_>, work: impl FnOnce(&mut core::gas::Ledger) -> T) -> Bind<T> {
        catch(|| Ok(work(&mut *lock(py, &self.ledger)?.ok_or_else(broken)?)))
    }

    /// Work in proportion to people: other Python threads run meanwhile, and Ctrl-C is heard.
    fn detached<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut core::gas::Ledger) -> T + Send + 'static,
    ) -> Bind<T> {
        let ledger = Arc::clone(&self.ledger);
        answer(py, self.size(), move || Ok(work(&mut *ledger.lock().map_err(|_| broken())?)))
    }
}

/// How many facts are recorded between two looks whether to go on.
const AT_ONCE: usize = 256;

/// About how many bytes a saved ledger has for each person.
const LINE: usize = 64;

/// A panic left the ledger half changed, so it answers no more.
fn broken() -> BindError {
    BindError::Panic("a ledger that failed before".to_owned())
}

#[pymethods]
impl Ledger {
    /// A ledger without facts.
    #[new]
    fn new(regulation: RegulationArg<'_>) -> Self {
        Self::of(core::gas::Ledger::new(regulation.get().clone()), 0)
    }

    /// Takes a fact dated `on`, or refuses it with every reason that applies (N9 to N23).
    ///
    /// A refused fact changes nothing. A fact dated before the latest accepted one is refused.
    fn record(&self, py: Python<'_>, on: ExactDate<'_>, fact: FactArg) -> Bind<Or<Accepted>> {
        let on = on.read("on")?;
        self.facts.fetch_add(1, Ordering::Relaxed);
        self.at_once(py, |ledger| ledger.record(on, &fact.0).into())
    }

    /// Takes many facts, each a pair of its date and itself, in their order; what is said to each.
    ///
    /// No other thread's fact comes between them. All are read before the first is recorded, so an
    /// error of input leaves the ledger as it was.
    ///
    /// Ctrl-C is heard between two facts. The ledger then stands after the last one that was recorded, and
    /// the exception, `KeyboardInterrupt`, has what was said to each so far as its attribute `outcomes`.
    fn record_all<'py>(&self, py: Python<'py>, facts: DatedFacts) -> Bind<ListOf<'py, Or<Accepted>>> {
        let DatedFacts(facts) = facts;
        // Who else works on the ledger is waited for here, where Ctrl-C is heard.
        drop(lock(py, &self.ledger)?);
        self.facts.fetch_add(facts.len(), Ordering::Relaxed);
        let (ledger, size, said) = (Arc::clone(&self.ledger), facts.len(), ListOf::new(py));
        let work = move |talk: &Talk| {
            let mut ledger = ledger.lock().map_err(|_| broken())?;
            for facts in facts.chunks(AT_ONCE).take_while(|_| talk.goes_on()) {
                talk.give(facts.iter().map(|(on, fact)| ledger.record(*on, fact)).collect::<Vec<_>>());
            }
            Ok(())
        };
        let done = listening(py, size, Then::Wait, work, |outcomes: Vec<core::gas::Outcome>| {
            Ok(outcomes.into_iter().try_for_each(|outcome| said.push(outcome.into()))?)
        });
        match done {
            Ok(()) => Ok(said),
            Err(BindError::Python(error)) => {
                error.value(py).setattr("outcomes", said.as_any())?;
                Err(error.into())
            }
            Err(error) => Err(error),
        }
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
    fn due<'py>(&self, py: Python<'py>, on: ExactDate<'_>) -> Bind<ListOf<'py, Due>> {
        let on = on.read("on")?;
        let due = self.detached(py, move |ledger| ledger.due(on))?;
        Ok(ListOf::of(py, due.into_iter().map(Due))?)
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
        self.detached(py, move |ledger| {
            let register = ledger.register(month.0, on);
            Or::of(register, |register| Register::new(ledger.regulation().clone(), register))
        })
    }

    /// How many people stand at each stage of a month, seen on a date: every stage but `not_listed`,
    /// which nobody with a record is, in the order of N18.
    fn summary<'py>(&self, py: Python<'py>, month: MonthArg, on: ExactDate<'_>) -> Bind<Summary<'py>> {
        let on = on.read("on")?;
        Summary::of(py, &self.detached(py, move |ledger| ledger.summary(month.0, on))?)
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
    fn people<'py>(&self, py: Python<'py>, month: MonthArg) -> Bind<ListOf<'py, PersonMonth>> {
        let people = self.detached(py, move |ledger| ledger.people(month.0))?;
        Ok(ListOf::of(py, people.into_iter().map(PersonMonth::from))?)
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
        let size = first.size().max(second.size());
        let (first, second) = (Arc::clone(&first.ledger), Arc::clone(&second.ledger));
        answer(py, size, move || {
            let first = first.lock().map_err(|_| broken())?;
            Ok(*first == *second.lock().map_err(|_| broken())?)
        })
    }

    fn __copy__(&self, py: Python<'_>) -> Bind<Self> {
        let size = self.size();
        self.detached(py, move |ledger| Self::of(ledger.clone(), size))
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
        let text = text.keep("text")?;
        let size = text.len() / LINE;
        answer(py, size, move || Ok(Self::of(core::gas::Ledger::restore(&text)?, size)))
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

    hint!(
        INPUT_TYPE = type_hint_subscript!(ITERABLE, type_hint_subscript!(TUPLE, DATE, FactArg::INPUT_TYPE))
    );

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let wrong = |value: &Bound<'py, PyAny>| {
            let text = format!("must be pairs, each a datetime.date and a fact; {} came", kind(value));
            BindError::wrong_type("unsupported_type", "facts", text)
        };
        let mut ear = Ear::default();
        let facts = value.try_iter().map_err(|_| wrong(&value))?.map(|pair| {
            let pair = pair?;
            ear.listen(pair.py())?;
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

    hint!(INPUT_TYPE = <DiscountTerms as PyTypeInfo>::TYPE_HINT);

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let Ok(terms) = value.cast_exact::<DiscountTerms>() else {
            let text = format!("must be DiscountTerms(rate, norm_m3); {} came", kind(&value));
            return Err(BindError::wrong_type("unsupported_type", "terms", text));
        };
        Ok(Self(terms.get().0))
    }
}
