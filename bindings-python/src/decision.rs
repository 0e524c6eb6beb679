//! One pure question: may this voucher be activated on this account on this date (N26); and the review of
//! one person-month by its dates.

use std::hash::{Hash, Hasher};

use chrono::NaiveDate;
use pyo3::prelude::*;
use voucher_core::{
    self as core,
    gas::{
        PreviewPhrase, Trail, TrailPhrase,
        columns::{ABSENT, Row, RowFlags},
    },
};

use crate::{
    argument::{Flag, Text, Whole},
    class::frozen_methods,
    coded::{Code, Codes},
    date::{DateOut, ExactDate, read_optional},
    error::{Bind, BindError, catch},
    hint::hint,
    html::Table,
    record::CodesArg,
    regulation::{Regulation, RegulationArg},
    value::{Account, AccountArg, Month, MonthArg},
};

/// What an activation must be unique by, across machines: programme, month, account (N25).
///
/// Whoever embeds the library enforces the limit with one unique constraint on it.
#[pyclass(frozen, eq, ord, hash, module = "voucher_core")]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CommitKey {
    programme: String,
    month: core::Month,
    account: core::Account,
}

impl From<core::gas::CommitKey> for CommitKey {
    fn from(key: core::gas::CommitKey) -> Self {
        Self { programme: key.programme().code().to_owned(), month: key.month(), account: key.account() }
    }
}

frozen_methods! {
    CommitKey("programme", "month", "account"),
    arguments: |key| (key.programme.as_str(), Month(key.month), Account(key.account)),
    repr: |key| format!("CommitKey({:?}, {:?}, {:?})", key.programme, key.month.to_string(), key.account),

    /// The key of these three.
    #[new]
    fn new(programme: Text<'_>, month: MonthArg, account: AccountArg) -> Bind<Self> {
        let programme = programme.read("programme")?.to_owned();
        Ok(Self { programme, month: month.0, account: account.0 })
    }

    /// The programme.
    #[getter]
    fn programme(&self) -> &str {
        &self.programme
    }

    /// The month.
    #[getter]
    fn month(&self) -> Month {
        Month(self.month)
    }

    /// The account.
    #[getter]
    fn account(&self) -> Account {
        Account(self.account)
    }
}

/// May a voucher be activated on this account on this date? A pure function of what is known (N26).
///
/// `None` is *not known* and never read as yes or no; a known refusal beats missing facts. `on_list`: whether
/// the person is on the list in the month of the date; `consent`: where consent stands; `own_activation`:
/// whether the person's voucher of the month is activated; `others_on_account`: how many activations
/// other people have on the account in the month; `account_exists`: what the provider says.
#[pyfunction]
#[pyo3(signature = (
    regulation, account, on, *, on_list = None, consent = None, own_activation = None,
    others_on_account = None, account_exists = None,
))]
#[expect(clippy::too_many_arguments, reason = "all but three are named by the caller")]
pub(crate) fn preview(
    regulation: RegulationArg<'_>,
    account: AccountArg,
    on: ExactDate<'_>,
    on_list: Option<Flag<'_>>,
    consent: Option<Code<core::gas::ConsentState>>,
    own_activation: Option<Flag<'_>>,
    others_on_account: Option<Whole<'_, u32>>,
    account_exists: Option<Flag<'_>>,
) -> Bind<Preview> {
    let flag = |flag: Option<Flag<'_>>, name| flag.map(|flag| flag.read(name)).transpose();
    let on = on.read("on")?;
    let facts = core::gas::PreviewFacts {
        on_list: flag(on_list, "on_list")?,
        consent: consent.map(|consent| consent.0),
        own_activation: flag(own_activation, "own_activation")?,
        others_on_account: others_on_account.map(|number| number.read("others_on_account")).transpose()?,
        account_exists: flag(account_exists, "account_exists")?,
    };
    catch(|| Ok(core::gas::preview(regulation.get(), &facts, account.0, on).into()))
}

/// The answer of a preview: *yes* with the commit key, *no* with every reason, or *cannot tell* with
/// what is missing (N26).
///
/// It is neither true nor false: ask `answer`.
#[pyclass(frozen, eq, hash, module = "voucher_core")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Preview(Answer);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Answer {
    Yes(CommitKey),
    No { refusals: core::gas::Refusals, earliest: Option<NaiveDate> },
    CannotTell(Vec<core::gas::MissingFact>),
}

impl From<core::gas::Preview> for Preview {
    fn from(preview: core::gas::Preview) -> Self {
        Self(match preview {
            core::gas::Preview::Yes(key) => Answer::Yes(key.into()),
            core::gas::Preview::No { refusals, earliest } => Answer::No { refusals, earliest },
            core::gas::Preview::CannotTell(missing) => Answer::CannotTell(missing.iter().collect()),
        })
    }
}

frozen_methods! {
    Preview("answer"),
    arguments: |preview| (preview.key(), preview.refusals(), preview.earliest(), preview.missing()),
    by: "_of",
    repr: |preview| preview.shown(),

    /// `yes`, `no` or `cannot_tell`.
    #[getter]
    fn answer(&self) -> AnswerOut {
        AnswerOut(match self.0 {
            Answer::Yes(_) => YES,
            Answer::No { .. } => NO,
            Answer::CannotTell(_) => CANNOT_TELL,
        })
    }

    /// What the activation must be unique by; only of a *yes*.
    #[getter]
    fn key(&self) -> Option<CommitKey> {
        match &self.0 {
            Answer::Yes(key) => Some(key.clone()),
            Answer::No { .. } | Answer::CannotTell(_) => None,
        }
    }

    /// Every reason that is known, in the order of the norms; empty unless *no*.
    #[getter]
    fn refusals(&self) -> Codes<core::gas::Refusal> {
        match &self.0 {
            Answer::No { refusals, .. } => refusals.iter().collect(),
            Answer::Yes(_) | Answer::CannotTell(_) => Codes::default(),
        }
    }

    /// The earliest date on which the answer could be *yes*, where waiting can help; only of a *no*.
    #[getter]
    fn earliest(&self) -> Option<DateOut> {
        match self.0 {
            Answer::No { earliest, .. } => earliest.map(DateOut),
            Answer::Yes(_) | Answer::CannotTell(_) => None,
        }
    }

    /// The facts without which nothing can be told; empty unless *cannot tell*.
    #[getter]
    fn missing(&self) -> Codes<core::gas::MissingFact> {
        match &self.0 {
            Answer::CannotTell(missing) => missing.iter().copied().collect(),
            Answer::Yes(_) | Answer::No { .. } => Codes::default(),
        }
    }

    /// The answer in words, a line a reason (N36). Ours, not official.
    fn explain(&self, language: Code<core::Language>) -> String {
        let language = language.0;
        let lines: Vec<String> = match &self.0 {
            Answer::Yes(_) => vec![PreviewPhrase::Yes.texts().in_language(language).to_owned()],
            Answer::No { refusals, earliest } => {
                let reasons = refusals.iter().map(|refusal| refusal.texts().in_language(language).to_owned());
                reasons.chain(earliest.map(|date| earliest_in(language, date))).collect()
            }
            Answer::CannotTell(missing) => {
                let facts = missing.iter().map(|fact| fact.texts().in_language(language).to_owned());
                let head = PreviewPhrase::CannotTell.texts().in_language(language).to_owned();
                std::iter::once(head).chain(facts).collect()
            }
        };
        lines.join("\n")
    }

    /// Refused: an answer of three is no `bool`.
    fn __bool__(&self) -> Bind<bool> {
        let text = "a Preview is neither true nor false: ask .answer";
        Err(BindError::wrong_type("not_a_boolean", None, text))
    }

    fn _repr_html_(&self) -> String {
        let caption = format!("May this voucher be activated? {}", self.answer().0.replace('_', " "));
        let mut table = Table::new(&caption, &["code", "norm", "kk", "ru", "en"]);
        match &self.0 {
            Answer::Yes(key) => {
                in_languages(&mut table, &[&key.__repr__(), "N26"], |language| {
                    PreviewPhrase::Yes.texts().in_language(language)
                });
            }
            Answer::No { refusals, earliest } => {
                for refusal in refusals.iter() {
                    let texts = refusal.texts();
                    in_languages(&mut table, &[refusal.code(), refusal.norm()], |language| {
                        texts.in_language(language)
                    });
                }
                if let Some(earliest) = earliest {
                    in_languages(&mut table, &["earliest", "N26"], |language| earliest_in(language, *earliest));
                }
            }
            Answer::CannotTell(missing) => {
                for fact in missing {
                    in_languages(&mut table, &[fact.code(), "N26"], |language| fact.texts().in_language(language));
                }
            }
        }
        table.end()
    }

    /// The answer with these parts: what a pickle keeps.
    #[staticmethod]
    fn _of(
        key: Option<Bound<'_, CommitKey>>,
        refusals: Vec<Code<core::gas::Refusal>>,
        earliest: Option<ExactDate<'_>>,
        missing: Vec<Code<core::gas::MissingFact>>,
    ) -> Bind<Self> {
        Ok(Self(match key {
            Some(key) => Answer::Yes(key.get().clone()),
            None if refusals.is_empty() => Answer::CannotTell(missing.into_iter().map(|fact| fact.0).collect()),
            None => Answer::No {
                refusals: refusals.into_iter().map(|refusal| refusal.0).collect(),
                earliest: read_optional(earliest.as_ref(), "earliest")?,
            },
        }))
    }
}

/// What became of one person-month, seen on a date: what `review` answers to a row alone.
///
/// The dates lie in the month; an absent one did not happen. `region` and `assistance` left out are such as
/// count. `entered_on` is the day on which the account was entered, the offer accepted, the account checked and
/// all confirmed; `account_exists=None` is *not known*, and the entry waits then. `others_on_account` is how many other
/// people had activated on the account before: one row does not know them, as a table does that `review` and
/// `explain_row` are asked about.
///
/// Errors: `outside_month` of a date beside `as_of`, `missing_field` of `answered_on` and `answer` one without
/// the other, `not_a_month` of a month further than 60 years from the regulation's period.
#[pyfunction]
#[pyo3(signature = (
    regulation, month, *, as_of, listed_on, asked_on = None, reminded_on = None, answered_on = None, answer = None,
    entered_on = None, account = None, account_exists = AccountExists::YES, region = None, assistance = None,
    others_on_account = None,
))]
#[expect(clippy::too_many_arguments, reason = "all but two are named by the caller")]
pub(crate) fn decide(
    regulation: RegulationArg<'_>,
    month: MonthArg,
    as_of: ExactDate<'_>,
    listed_on: Option<ExactDate<'_>>,
    asked_on: Option<ExactDate<'_>>,
    reminded_on: Option<ExactDate<'_>>,
    answered_on: Option<ExactDate<'_>>,
    answer: Option<Code<core::gas::Answer>>,
    entered_on: Option<ExactDate<'_>>,
    account: Option<AccountArg>,
    account_exists: AccountExists<'_>,
    region: Option<Code<core::Region>>,
    assistance: Option<CodesArg<core::gas::Assistance>>,
    others_on_account: Option<Whole<'_, u32>>,
) -> Bind<Decision> {
    // Read, and then not needed: how many share it is said beside it.
    let _ = account;
    let others = others_on_account.map_or(Ok(0), |others| others.read("others_on_account"))?;
    let day = |date: Option<ExactDate<'_>>, field| match date {
        Some(date) => Ok::<_, BindError>(date.days_from_ce(field)? - EPOCH),
        None => Ok(ABSENT),
    };
    let missing = |field: &'static str| {
        Err(BindError::malformed("missing_field", field, "an answer and its date come together"))
    };
    match (&answered_on, answer) {
        (Some(_), None) => return missing("answer"),
        (None, Some(_)) => return missing("answered_on"),
        (Some(_), Some(_)) | (None, None) => {}
    }
    let rules = regulation.get();
    let row = Row {
        listed: day(listed_on, "listed_on")?,
        asked: day(asked_on, "asked_on")?,
        reminded: day(reminded_on, "reminded_on")?,
        answered: day(answered_on, "answered_on")?,
        entered: day(entered_on, "entered_on")?,
        as_of: as_of.days_from_ce("as_of")? - EPOCH,
        flags: RowFlags {
            agrees: answer.is_some_and(|answer| answer.0 == core::gas::Answer::Agree),
            account_exists: account_exists.read()?,
            no_assistance: assistance
                .is_some_and(|kinds| !rules.assistance().meets(kinds.0.into_iter().collect())),
            region_not_in_pilot: region.is_some_and(|region| !rules.regions().contains(region.0)),
            shares_account: false,
        },
    };
    catch(|| {
        let timetable = regulation.timetable();
        let place = timetable.month(month.0).ok_or_else(|| {
            let text = "further than 60 years from the regulation's period";
            BindError::malformed("not_a_month", "month", text)
        })?;
        let decided = timetable.decide_row_beside(place, &row, others);
        if let Some(field) = decided.outside_month {
            return Err(BindError::malformed("outside_month", field, "outside the month"));
        }
        Ok(Decision {
            stage: decided.stage,
            activated: decided.role.activates,
            refusals: decided.refusals,
            earliest: Some(decided.earliest)
                .filter(|day| *day != ABSENT)
                .and_then(NaiveDate::from_epoch_days),
            next: decided.next,
            facts: Some(Facts { regulation: regulation.object(), month: month.0, row, others }),
        })
    })
}

/// 1970-01-01 as `ExactDate::days_from_ce` counts: columns count from there.
const EPOCH: i32 = 719_163;

/// What is known of the account: *yes* where nothing is said, *not known* where `None` is.
pub(crate) struct AccountExists<'py>(Option<Option<Flag<'py>>>);

impl AccountExists<'_> {
    const YES: Self = Self(None);

    fn read(&self) -> Bind<Option<bool>> {
        match &self.0 {
            None => Ok(Some(true)),
            Some(known) => known.as_ref().map(|flag| flag.read("account_exists")).transpose(),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for AccountExists<'py> {
    type Error = PyErr;

    hint!(INPUT_TYPE = <Option<bool> as FromPyObject<'_, '_>>::INPUT_TYPE);

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(Some(value.extract()?)))
    }
}

/// What became of one person-month, seen on a date.
#[pyclass(frozen, eq, hash, module = "voucher_core")]
pub(crate) struct Decision {
    stage: core::gas::Stage,
    activated: bool,
    refusals: u32,
    earliest: Option<NaiveDate>,
    next: core::gas::Step,
    /// What it rests on, where it was decided here: that explains it, and is no part of it.
    facts: Option<Facts>,
}

/// What a decision rests on.
struct Facts {
    regulation: Py<Regulation>,
    month: core::Month,
    row: Row,
    others: u32,
}

/// The same as a pickle keeps it: regulation, month, days, marks, others on the account.
type FactsParts<'py> = (RegulationArg<'py>, MonthArg, [i32; 6], u8, u32);

impl Facts {
    fn of((regulation, month, days, flags, others): FactsParts<'_>) -> Self {
        let [listed, asked, reminded, answered, entered, as_of] = days;
        let flags = RowFlags::from_bits(flags);
        let row = Row { listed, asked, reminded, answered, entered, as_of, flags };
        Self { regulation: regulation.object(), month: month.0, row, others }
    }

    fn parts(&self, py: Python<'_>) -> (Py<Regulation>, Month, [i32; 6], u8, u32) {
        let Row { listed, asked, reminded, answered, entered, as_of, flags } = self.row;
        let days = [listed, asked, reminded, answered, entered, as_of];
        (self.regulation.clone_ref(py), Month(self.month), days, flags.bits(), self.others)
    }

    fn trail(&self) -> Option<Trail> {
        Trail::new(&self.regulation.get().0, self.month, &self.row, self.others)
    }
}

impl Decision {
    /// What it says, however it came about.
    const fn said(&self) -> (core::gas::Stage, bool, u32, Option<NaiveDate>, core::gas::Step) {
        (self.stage, self.activated, self.refusals, self.earliest, self.next)
    }
}

impl PartialEq for Decision {
    fn eq(&self, other: &Self) -> bool {
        self.said() == other.said()
    }
}

impl Hash for Decision {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.said().hash(state);
    }
}

frozen_methods! {
    Decision("stage", "activated", "refusals", "earliest", "next"),
    arguments: |decision| (
        decision.stage(), decision.activated, decision.refusals(), decision.earliest(), decision.next(),
        Python::attach(|py| decision.facts.as_ref().map(|facts| facts.parts(py))),
    ),
    repr: |decision| decision.shown(),

    /// All fields, in this order or by name; `facts` is what a pickle keeps of `decide`, and explains the decision.
    #[new]
    #[pyo3(signature = (stage, activated, refusals, earliest, next, facts = None))]
    fn new(
        stage: Code<core::gas::Stage>,
        activated: Flag<'_>,
        refusals: CodesArg<core::gas::Refusal>,
        earliest: Option<ExactDate<'_>>,
        next: Code<core::gas::Step>,
        facts: Option<FactsParts<'_>>,
    ) -> Bind<Self> {
        Ok(Self {
            facts: facts.map(Facts::of),
            stage: stage.0,
            activated: activated.read("activated")?,
            refusals: refusals.0.into_iter().fold(0, |bits, refusal| bits | refusal.bit()),
            earliest: read_optional(earliest.as_ref(), "earliest")?,
            next: next.0,
        })
    }

    /// Where the person stands (N18).
    #[getter]
    fn stage(&self) -> Code<core::gas::Stage> {
        Code(self.stage)
    }

    /// Whether the voucher is activated, on whatever day of the month.
    #[getter]
    fn activated(&self) -> bool {
        self.activated
    }

    /// Every refusal that a fact of the month met; where no activation was tried, also those that one
    /// would meet. A voucher that is activated keeps those of, say, a reminder.
    #[getter]
    fn refusals(&self) -> Codes<core::gas::Refusal> {
        self.reasons().collect()
    }

    /// Of a voucher that is not activated, the earliest date on which one could be, where waiting can help
    /// (N26).
    #[getter]
    fn earliest(&self) -> Option<DateOut> {
        self.earliest.map(DateOut)
    }

    /// The step at which the activation stands.
    #[getter]
    fn next(&self) -> Code<core::gas::Step> {
        Code(self.next)
    }

    /// The decision in words, a line a thing: where the person stands, what happened on which day and why it does not count,
    /// what the person can do and until when (N36). Ours, not official.
    ///
    /// A decision that `decide` did not make knows no days: then the stage, the reasons and the earliest date.
    fn explain(&self, language: Code<core::Language>) -> String {
        let language = language.0;
        if let Some(trail) = self.facts.as_ref().and_then(Facts::trail) {
            return trail.explain(language);
        }
        let mut lines = vec![self.stage.texts().in_language(language).to_owned()];
        for reason in self.reasons().map(|refusal| refusal.texts().in_language(language)) {
            if !lines.iter().any(|line| line == reason) {
                lines.push(reason.to_owned());
            }
        }
        lines.extend(self.earliest.map(|date| earliest_in(language, date)));
        lines.join("\n")
    }

    fn _repr_html_(&self) -> String {
        let columns = ["", "code", "norm", "kk", "ru", "en"];
        let mut table = Table::new("What became of a person-month", &columns);
        let stage = self.stage.texts();
        in_languages(&mut table, &["stage", self.stage.code(), "N18"], |language| stage.in_language(language));
        for refusal in self.reasons() {
            let texts = refusal.texts();
            in_languages(&mut table, &["refusal", refusal.code(), refusal.norm()], |language| {
                texts.in_language(language)
            });
        }
        for step in self.facts.as_ref().and_then(Facts::trail).iter().flat_map(Trail::steps) {
            let (on, event) = (step.on.to_string(), step.event.texts());
            in_languages(&mut table, &[&on, step.event.code(), "N11-N22"], |language| {
                let phrase = if step.refusals.is_empty() { TrailPhrase::Accepted } else { TrailPhrase::NotAccepted };
                format!("{} ({})", event.in_language(language), phrase.texts().in_language(language))
            });
        }
        if let Some(earliest) = self.earliest {
            in_languages(&mut table, &["earliest", &earliest.to_string(), "N26"], |language| {
                earliest_in(language, earliest)
            });
        }
        let next = self.next.texts();
        in_languages(&mut table, &["next", self.next.code(), "N19-N22"], |language| next.in_language(language));
        table.end()
    }
}

impl Decision {
    fn reasons(&self) -> impl Iterator<Item = core::gas::Refusal> {
        core::gas::Refusal::ALL.iter().copied().filter(|refusal| self.refusals & refusal.bit() != 0)
    }

    fn shown(&self) -> String {
        let refusals: Vec<&str> = self.reasons().map(core::gas::Refusal::code).collect();
        let earliest = self.earliest.map_or(String::new(), |date| format!(", earliest {date}"));
        let activated = if self.activated { "activated" } else { "not activated" };
        let (stage, next) = (self.stage.code(), self.next.code());
        format!("Decision({stage}, {activated}, [{}]{earliest}, next {next})", refusals.join(", "))
    }
}

/// The earliest date in words.
fn earliest_in(language: core::Language, date: NaiveDate) -> String {
    format!("{} {}.", PreviewPhrase::Earliest.texts().in_language(language), language.short_date(date))
}

/// A row of cells, then of a text in each language.
fn in_languages<T: AsRef<str>>(table: &mut Table, cells: &[&str], text: impl Fn(core::Language) -> T) {
    let texts: Vec<T> = core::Language::ALL.iter().copied().map(text).collect();
    table.row(cells.iter().copied().chain(texts.iter().map(AsRef::as_ref)));
}

const YES: &str = "yes";
const NO: &str = "no";
const CANNOT_TELL: &str = "cannot_tell";

impl Preview {
    fn shown(&self) -> String {
        match &self.0 {
            Answer::Yes(key) => format!("Preview(yes, {})", key.__repr__()),
            Answer::No { refusals, earliest: None } => format!("Preview(no, {refusals})"),
            Answer::No { refusals, earliest: Some(date) } => {
                format!("Preview(no, {refusals}, earliest {date})")
            }
            Answer::CannotTell(missing) => {
                let codes: Vec<&str> = missing.iter().map(|fact| fact.code()).collect();
                format!("Preview(cannot_tell, missing {})", codes.join(", "))
            }
        }
    }
}

/// The value of `answer`.
pub(crate) struct AnswerOut(&'static str);

impl<'py> IntoPyObject<'py> for AnswerOut {
    type Target = pyo3::types::PyString;
    type Output = Bound<'py, pyo3::types::PyString>;
    type Error = std::convert::Infallible;

    hint!(OUTPUT_TYPE = type_hint_subscript!(LITERAL, text(YES), text(NO), text(CANNOT_TELL)));

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        self.0.into_pyobject(py)
    }
}
