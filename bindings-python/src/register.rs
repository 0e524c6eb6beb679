//! The register of a month and its reconciliation with the provider's copy (N27, N28).

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use chrono::NaiveDate;
use pyo3::{
    prelude::*,
    types::{PyCapsule, PyDict, PyString},
};
use voucher_core::{self as core, Coded};

use crate::{
    argument::{Whole, kind},
    class::frozen_methods,
    coded::{Code, Codes, MatchKind},
    columns::{
        AnyArrow,
        registers::{of_csv, rows},
    },
    error::{Bind, BindError, catch},
    hint::{hint, ready_answers},
    html::Table,
    listen::{Ear, ListOf, answer},
    record::{CodesArg, record, same_fields},
    regulation::{Regulation, RegulationArg},
    value::{Iin, Month, MonthArg},
};

record! {
    /// An activated voucher in a register (N27). Rows order by account, byte by byte, then by iin.
    ordered RegisterRow {
        /// The personal account.
        account "account": core::Account,
        /// The recipient.
        iin "iin": core::Iin,
        /// The day of activation.
        activated_on "activated_on": NaiveDate,
        /// Where it was activated.
        channel "channel": core::gas::Channel,
    }
}

same_fields! { RegisterRow, core::gas::RegisterRow, account iin activated_on channel }

/// The list of a month's activated vouchers that the Wallet sends to the provider (N27).
///
/// The same vouchers give the same bytes. It shows how many there are and never whose.
#[pyclass(frozen, eq, hash, module = "voucher_core")]
pub(crate) struct Register {
    regulation: core::gas::Regulation,
    register: Arc<core::gas::Register>,
}

impl Register {
    pub(crate) fn new(regulation: core::gas::Regulation, register: core::gas::Register) -> Self {
        Self { regulation, register: Arc::new(register) }
    }

    fn of_rows(
        py: Python<'_>,
        regulation: &RegulationArg<'_>,
        month: MonthArg,
        rows: Vec<core::gas::RegisterRow>,
    ) -> Bind<Self> {
        let regulation = regulation.get().clone();
        answer(py, rows.len(), move || {
            let register = core::gas::Register::new(&regulation, month.0, rows);
            Ok(Self::new(regulation, register))
        })
    }

    /// Work in proportion to rows, in which Ctrl-C is heard.
    fn detached<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&core::gas::Register) -> T + Send + 'static,
    ) -> Bind<T> {
        let register = Arc::clone(&self.register);
        answer(py, self.register.count(), move || Ok(work(&register)))
    }
}

impl PartialEq for Register {
    fn eq(&self, other: &Self) -> bool {
        self.register == other.register
    }
}

impl Hash for Register {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.register.month(), self.register.digest()).hash(state);
    }
}

/// How many rows a notebook shows.
const SHOWN: usize = 10;

frozen_methods! {
    Register("regulation", "month", "rows"),
    arguments: |register| (
        Regulation::from(register.regulation.clone()),
        Month(register.register.month()),
        Python::attach(|py| register.rows(py).map(|rows| rows.as_any().clone().unbind()))?,
    ),
    repr: |register| format!(
        "Register({:?}, {}, rows={})",
        register.register.regulation(),
        register.register.month(),
        register.register.count(),
    ),

    /// The register of these rows, which may come in any order; none is added, merged or left out.
    #[new]
    fn py_new(
        py: Python<'_>,
        regulation: RegulationArg<'_>,
        month: MonthArg,
        rows: RowsArg,
    ) -> Bind<Self> {
        Self::of_rows(py, &regulation, month, rows.0)
    }

    /// The month.
    #[getter]
    fn month(&self) -> Month {
        Month(self.register.month())
    }

    /// The regulation it rests on.
    #[getter]
    fn regulation(&self) -> Regulation {
        Regulation::from(self.regulation.clone())
    }

    /// The rows, by account and iin.
    #[getter]
    fn rows<'py>(&self, py: Python<'py>) -> Bind<ListOf<'py, RegisterRow>> {
        Ok(ListOf::of(py, self.register.rows().iter().copied().map(RegisterRow::from))?)
    }

    /// The digest of the rows: `sha256:` and the SHA-256 of `to_csv()`, in 64 hexadecimal digits.
    ///
    /// It has no key, so it goes with the rows that it covers and must not be published without them (N35).
    #[getter]
    fn digest(&self) -> String {
        self.register.digest_text()
    }

    /// The register of the rows of a table, such as one that was saved: `account`, `iin`, `activated_on` (date32 or text)
    /// and `channel`, in any order.
    ///
    /// Errors: those of tables, also where accounts are numbers, which have lost their leading zeros; `RowErrors` with the
    /// place, column and code of rows that no register holds.
    #[staticmethod]
    fn from_table(
        py: Python<'_>,
        regulation: RegulationArg<'_>,
        month: MonthArg,
        table: AnyArrow<'_>,
    ) -> Bind<Self> {
        Self::of_rows(py, &regulation, month, catch(|| rows(py, &table))?)
    }

    /// The rows as an Arrow table, by account and iin: `account`, `iin` and `channel` as text, `activated_on` as date32;
    /// personal data (N34).
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> Bind<Bound<'py, PyCapsule>> {
        let csv = self.to_csv(py)?;
        catch(|| of_csv(&csv))?.__arrow_c_stream__(py, requested_schema)
    }

    /// The rows as the CSV that the digest covers: personal data (N34). Whoever reads it back reads accounts as text: as
    /// numbers they lose their leading zeros.
    ///
    /// UTF-8 with the line `account,iin,activated_on,channel`, then a line a row, each ended by LF;
    /// nothing is quoted, since no field can hold a comma, a quote or a line end.
    fn to_csv(&self, py: Python<'_>) -> Bind<String> {
        self.detached(py, core::gas::Register::to_csv)
    }

    /// The register as JSON, as a journal answers it: personal data (N34).
    fn to_json(&self, py: Python<'_>) -> Bind<String> {
        self.detached(py, core::gas::Register::to_json)
    }

    fn __len__(&self) -> usize {
        self.register.count()
    }

    /// A register is true, also one without rows: a refusal in its place is false.
    fn __bool__(&self) -> bool {
        true
    }

    fn _repr_html_(&self) -> String {
        let (id, month) = (self.register.regulation(), self.register.month());
        let rows = self.register.rows();
        let caption = format!("Register of {month} under {id}: {} activated", rows.len());
        let mut table = Table::new(&caption, &["account", "iin", "activated on", "channel"]);
        for row in rows.iter().take(SHOWN) {
            table.row([
                format!("{:?}", row.account),
                format!("{:?}", row.iin),
                row.activated_on.to_string(),
                row.channel.code().to_owned(),
            ]);
        }
        if rows.len() > SHOWN {
            table.row([format!("and {} more", rows.len() - SHOWN)]);
        }
        table.end()
    }
}

/// Rows as an argument: a register, or any iterable of rows.
pub(crate) struct RowsArg(Vec<core::gas::RegisterRow>);

impl<'py> FromPyObject<'_, 'py> for RowsArg {
    type Error = BindError;

    hint!(
        INPUT_TYPE = type_hint_union!(
            <Register as PyTypeInfo>::TYPE_HINT,
            type_hint_subscript!(ITERABLE, <RegisterRow as PyTypeInfo>::TYPE_HINT)
        )
    );

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        if let Ok(register) = value.cast_exact::<Register>() {
            return Ok(Self(register.get().register.rows().to_vec()));
        }
        let wrong = |value: &Bound<'py, PyAny>| {
            let text = format!("must be a Register or rows of one, each a RegisterRow; {} came", kind(value));
            BindError::wrong_type("unsupported_type", "rows", text)
        };
        let rows = value.try_iter().ok().filter(|_| !value.is_instance_of::<PyString>());
        let mut ear = Ear::default();
        let rows = rows.ok_or_else(|| wrong(&value))?.map(|row| {
            let row = row?;
            ear.listen(row.py())?;
            let row = row.cast_exact::<RegisterRow>().map_err(|_| wrong(&row))?;
            Ok(core::gas::RegisterRow::from(*row.get()))
        });
        rows.collect::<Bind<_>>().map(Self)
    }
}

/// How a recipient's voucher compares in the two registers (N28).
#[pyclass(frozen, eq, hash, module = "voucher_core")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Match(core::gas::Match);

impl Match {
    fn differing(&self) -> &[core::gas::RegisterField] {
        match &self.0 {
            core::gas::Match::Differs(fields) => fields,
            core::gas::Match::Equal
            | core::gas::Match::OnlyInWallet
            | core::gas::Match::OnlyAtProvider
            | core::gas::Match::Duplicated { .. } => &[],
        }
    }

    /// How often the recipient stands on each side.
    const fn counts(&self) -> (usize, usize) {
        MatchKind::counts(&self.0)
    }
}

impl Hash for Match {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (MatchKind::of(&self.0).code(), self.differing(), self.counts()).hash(state);
    }
}

frozen_methods! {
    Match("kind", "fields", "in_wallet", "at_provider"),
    arguments: |found| (found.kind(), found.fields(), found.in_wallet(), found.at_provider()),
    repr: |found| {
        let fields: Vec<String> = found.differing().iter().map(|field| format!("'{}'", field.code())).collect();
        let ((in_wallet, at_provider), kind) = (found.counts(), MatchKind::of(&found.0).code());
        let fields = fields.join(", ");
        format!("Match(kind='{kind}', fields=[{fields}], in_wallet={in_wallet}, at_provider={at_provider})")
    },

    /// A comparison that was made elsewhere. Errors: `unknown_value` where the four do not fit together.
    #[new]
    fn new(
        kind: Code<MatchKind>,
        fields: CodesArg<core::gas::RegisterField>,
        in_wallet: Whole<'_, usize>,
        at_provider: Whole<'_, usize>,
    ) -> Bind<Self> {
        let counts = (in_wallet.read("in_wallet")?, at_provider.read("at_provider")?);
        let found = Self(match kind.0 {
            MatchKind::Equal => core::gas::Match::Equal,
            MatchKind::OnlyInWallet => core::gas::Match::OnlyInWallet,
            MatchKind::OnlyAtProvider => core::gas::Match::OnlyAtProvider,
            MatchKind::Differs => core::gas::Match::Differs(fields.0.clone()),
            MatchKind::Duplicated => core::gas::Match::Duplicated { in_wallet: counts.0, at_provider: counts.1 },
        });
        let sure = match found.0 {
            core::gas::Match::Differs(_) => !fields.0.is_empty(),
            core::gas::Match::Duplicated { in_wallet, at_provider } => in_wallet > 1 || at_provider > 1,
            core::gas::Match::Equal | core::gas::Match::OnlyInWallet | core::gas::Match::OnlyAtProvider => true,
        };
        if sure && found.differing() == fields.0 && found.counts() == counts {
            return Ok(found);
        }
        let text = "no comparison of this kind has these fields and counts";
        Err(BindError::malformed("unknown_value", "kind", text))
    }

    /// The class that it falls in.
    #[getter]
    fn kind(&self) -> Code<MatchKind> {
        Code(MatchKind::of(&self.0))
    }

    /// The fields that differ; only of *differs*.
    #[getter]
    fn fields(&self) -> Codes<core::gas::RegisterField> {
        self.differing().iter().copied().collect()
    }

    /// How often the recipient stands in the Wallet's register.
    #[getter]
    fn in_wallet(&self) -> usize {
        self.counts().0
    }

    /// How often the recipient stands in the provider's copy.
    #[getter]
    fn at_provider(&self) -> usize {
        self.counts().1
    }
}

/// Compares the Wallet's register with the provider's copy, by recipient (N28).
///
/// Each side is a `Register` or any iterable of rows. Every recipient of either side is in the answer
/// once, sorted; a copy that has the voucher on another account differs in the account.
#[pyfunction]
pub(crate) fn reconcile<'py>(
    py: Python<'py>,
    wallet_rows: RowsArg,
    provider_rows: RowsArg,
) -> Bind<Classes<'py>> {
    let size = wallet_rows.0.len().max(provider_rows.0.len());
    let found = answer(py, size, move || Ok(core::gas::reconcile(&wallet_rows.0, &provider_rows.0)))?;
    let (classes, mut ear) = (PyDict::new(py), Ear::default());
    for (iin, found) in found {
        ear.listen(py)?;
        classes.set_item(Iin(iin), Match(found))?;
    }
    Ok(Classes(classes))
}

ready_answers! {
    /// How the vouchers of recipients compare.
    Classes(PyDict) = <std::collections::BTreeMap<Iin, Match> as IntoPyObject<'py>>::OUTPUT_TYPE;
}
