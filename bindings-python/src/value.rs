//! Values: IIN, phone, account, month.

use pyo3::{prelude::*, types::PyString};
use voucher_core as core;

use crate::{
    argument::{self, Text, Whole},
    class::frozen_methods,
    date::{DateOut, ExactDate, is_date},
    error::{Bind, BindError, catch},
    hint::hint,
};

/// An individual identification number (ИИН, ЖСН): 12 digits whose control digit fits (N31).
///
/// Built from text: a number has lost its leading zeros. It never shows itself (N34).
#[pyclass(frozen, eq, ord, hash, module = "voucher_core")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Iin(pub(crate) core::Iin);

frozen_methods! {
    Iin(),
    arguments: |iin| (iin.0.expose_text(),),
    repr: |iin| format!("{:?}", iin.0),

    /// Reads 12 digits; white space is not trimmed.
    ///
    /// Errors: the first that holds of `iin_length`, `iin_not_digits`, `iin_control_digit`,
    /// `iin_repeated_digit`.
    #[new]
    fn new(text: Text<'_>) -> Bind<Self> {
        catch(|| Ok(Self(core::Iin::parse(text.read("iin")?)?)))
    }

    /// The number itself: personal data (N34).
    fn expose_text(&self) -> String {
        self.0.expose_text()
    }
}

/// A mobile phone of Kazakhstan, `+7` and ten digits (N32). It never shows itself (N34).
#[pyclass(frozen, eq, ord, hash, module = "voucher_core")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Phone(pub(crate) core::Phone);

frozen_methods! {
    Phone(),
    arguments: |phone| (phone.0.expose_text(),),
    repr: |phone| format!("{:?}", phone.0),

    /// Reads `+7…`, `8…` or ten digits, with spaces, dashes and brackets inside.
    ///
    /// Errors: the first that holds of `phone_character`, `phone_length`, `phone_not_mobile`.
    #[new]
    fn new(text: Text<'_>) -> Bind<Self> {
        catch(|| Ok(Self(core::Phone::parse(text.read("phone")?)?)))
    }

    /// The number itself, as `+7` and ten digits: personal data (N34).
    fn expose_text(&self) -> String {
        self.0.expose_text()
    }
}

/// A personal account (лицевой счёт, тұлғалық шот) at the gas provider, in its normal form (N24).
///
/// Built from text: a number has lost its leading zeros. It never shows itself (N34).
#[pyclass(frozen, eq, ord, hash, module = "voucher_core")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Account(pub(crate) core::Account);

frozen_methods! {
    Account(),
    arguments: |account| (account.0.expose_text(),),
    repr: |account| format!("{:?}", account.0),

    /// Reads 1 to 32 ASCII letters, digits, `-` and `/`; trims ASCII white space at the ends, turns
    /// letters into upper case.
    ///
    /// Errors: the first that holds of `account_empty`, `account_too_long`, `account_character`, `account_no_digit`.
    #[new]
    fn new(text: Text<'_>) -> Bind<Self> {
        catch(|| Ok(Self(core::Account::parse(text.read("account")?)?)))
    }

    /// The account itself, in its normal form: personal data (N34).
    fn expose_text(&self) -> String {
        self.0.expose_text().to_owned()
    }
}

/// A calendar month of the years 1 to 9999. It equals its text, such as `2025-09`, as the members of enums equal their codes.
#[pyclass(frozen, module = "voucher_core")]
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Month(pub(crate) core::Month);

frozen_methods! {
    Month("year", "month"),
    arguments: |month| (month.0.year(), month.0.month_of_year()),
    repr: |month| format!("Month({}, {})", month.0.year(), month.0.month_of_year()),

    /// The month of a year, both counted from 1. Errors: `not_a_month`.
    #[new]
    fn new(year: Whole<'_, i64>, month: Whole<'_, i64>) -> Bind<Self> {
        let part = |number: Bind<i64>| match number {
            // A number of more than 64 bits is no month either.
            Err(BindError::Malformed(_)) => Ok(0),
            number => number,
        };
        let (year, month) = (part(year.read("year"))?, part(month.read("month"))?);
        let (year, month) = (i32::try_from(year).unwrap_or(0), u32::try_from(month).unwrap_or(0));
        core::Month::new(year, month).map(Self).map_err(|_| {
            let text = "a year is 1 to 9999, a month of it 1 to 12";
            BindError::malformed("not_a_month", "month", text)
        })
    }

    /// Reads `YYYY-MM`. Errors: `not_a_month`.
    #[staticmethod]
    fn parse(text: Text<'_>) -> Bind<Self> {
        catch(|| Ok(Self(core::Month::parse(text.read("month")?)?)))
    }

    /// The month that holds this date.
    #[staticmethod]
    fn of(date: ExactDate<'_>) -> Bind<Self> {
        Ok(Self(core::Month::of(date.read("date")?)))
    }

    /// The year.
    #[getter]
    fn year(&self) -> i32 {
        self.0.year()
    }

    /// The month of the year, 1 to 12.
    #[getter]
    fn month(&self) -> u32 {
        self.0.month_of_year()
    }

    /// The first day.
    #[getter]
    fn first_day(&self) -> DateOut {
        DateOut(self.0.first_day())
    }

    /// The last day, on which the list of the next month is drawn up.
    #[getter]
    fn last_day(&self) -> DateOut {
        DateOut(self.0.last_day())
    }

    /// The month after this one. Errors: `not_a_month` after 9999-12.
    fn next(&self) -> Bind<Self> {
        Self::in_calendar(self.0.next())
    }

    /// The month before this one. Errors: `not_a_month` before 0001-01.
    fn previous(&self) -> Bind<Self> {
        Self::in_calendar(self.0.previous())
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        if let Ok(other) = other.cast::<Self>() {
            return *self == *other.get();
        }
        other.cast::<PyString>().is_ok_and(|text| text.to_str().is_ok_and(|text| text == self.__str__()))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.__str__()).hash()
    }

    fn __lt__(&self, other: &Self) -> bool {
        self < other
    }

    fn __le__(&self, other: &Self) -> bool {
        self <= other
    }

    fn __gt__(&self, other: &Self) -> bool {
        self > other
    }

    fn __ge__(&self, other: &Self) -> bool {
        self >= other
    }
}

impl Month {
    fn in_calendar(month: core::Month) -> Bind<Self> {
        Ok(Self(core::Month::new(month.year(), month.month_of_year())?))
    }
}

/// One row an argument that takes the class or its text: wrapper, class, field, what an error wants.
macro_rules! class_or_text {
    ($($(#[$doc:meta])* $argument:ident $class:ident $field:literal $wanted:literal;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $argument(pub(crate) core::$class);

        impl<'py> FromPyObject<'_, 'py> for $argument {
            type Error = BindError;

            hint!(INPUT_TYPE = type_hint_union!(<$class as PyTypeInfo>::TYPE_HINT, STR));

            fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
                if let Ok(value) = value.cast_exact::<$class>() {
                    return Ok(Self(value.get().0));
                }
                catch(|| Ok(Self(core::$class::parse(argument::text(&value, $field, $wanted)?)?)))
            }
        }
    )+ };
}

class_or_text! {
    /// An IIN as an argument: the class or its text.
    IinArg Iin "iin" "must be an Iin or text of 12 digits: a number has lost its leading zeros";
    /// An account as an argument: the class or its text.
    AccountArg Account "account" "must be an Account or its text: a number has lost its leading zeros";
    /// A month as an argument: the class or its text.
    MonthArg Month "month" "must be a Month or text like 2025-09";
}

/// A month as an argument of the calendar: the class, its text, or a date in it.
pub(crate) struct InMonth(pub(crate) core::Month);

impl<'py> FromPyObject<'_, 'py> for InMonth {
    type Error = BindError;

    hint!(INPUT_TYPE = type_hint_union!(MonthArg::INPUT_TYPE, DATE));

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        if is_date(&value)? {
            return Ok(Self(core::Month::of(value.extract::<ExactDate<'_>>()?.read("month")?)));
        }
        Ok(Self(value.extract::<MonthArg>()?.0))
    }
}
