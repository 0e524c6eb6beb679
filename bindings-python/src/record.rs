//! Frozen classes that are a list of fields: how a field comes in, goes out and shows itself.

use chrono::{Datelike, NaiveDate};
use pyo3::{
    prelude::*,
    types::{PyFrozenSet, PyString},
};
use voucher_core as core;

use crate::{
    argument::{Flag, kind},
    coded::{Code, Coded, member},
    date::{DateOut, ExactDate},
    error::{Bind, BindError},
    hint::hint,
    value::{Account, AccountArg, Iin, IinArg, Month, MonthArg},
};

/// A type of the core as a field of a frozen class.
pub(crate) trait Field: Sized {
    /// What an argument takes.
    type In<'py>;

    /// What an attribute gives.
    type Out;

    /// Reads an argument of this name.
    fn read(argument: Self::In<'_>, name: &'static str) -> Bind<Self>;

    /// The attribute.
    fn give(&self) -> Self::Out;

    /// As `repr` shows it: personal data by kind and length (N34).
    fn show(&self) -> String;
}

/// One row a value class: type of the core, argument, class, how it is shown.
macro_rules! value_fields {
    ($($value:ty, $argument:ident, $class:ident, |$this:ident| $shown:expr;)+) => { $(
        impl Field for $value {
            type In<'py> = $argument;
            type Out = $class;

            fn read(argument: $argument, _name: &'static str) -> Bind<Self> {
                Ok(argument.0)
            }

            fn give(&self) -> $class {
                $class(*self)
            }

            fn show(&self) -> String {
                let $this = self;
                $shown
            }
        }
    )+ };
}

value_fields! {
    core::Account, AccountArg, Account, |account| format!("{account:?}");
    core::Iin, IinArg, Iin, |iin| format!("{iin:?}");
    core::Month, MonthArg, Month, |month| format!("Month({}, {})", month.year(), month.month_of_year());
}

impl<T: Coded> Field for T {
    type In<'py> = Code<T>;
    type Out = Code<T>;

    fn read(argument: Code<T>, _name: &'static str) -> Bind<Self> {
        Ok(argument.0)
    }

    fn give(&self) -> Code<T> {
        Code(*self)
    }

    fn show(&self) -> String {
        format!("'{}'", self.code())
    }
}

impl Field for bool {
    type In<'py> = Flag<'py>;
    type Out = Self;

    fn read(argument: Flag<'_>, name: &'static str) -> Bind<Self> {
        argument.read(name)
    }

    fn give(&self) -> Self {
        *self
    }

    fn show(&self) -> String {
        if *self { "True" } else { "False" }.to_owned()
    }
}

impl Field for NaiveDate {
    type In<'py> = ExactDate<'py>;
    type Out = DateOut;

    fn read(argument: ExactDate<'_>, name: &'static str) -> Bind<Self> {
        argument.read(name)
    }

    fn give(&self) -> DateOut {
        DateOut(*self)
    }

    fn show(&self) -> String {
        format!("datetime.date({}, {}, {})", self.year(), self.month(), self.day())
    }
}

impl<T: Field> Field for Option<T> {
    type In<'py> = Option<T::In<'py>>;
    type Out = Option<T::Out>;

    fn read(argument: Self::In<'_>, name: &'static str) -> Bind<Self> {
        argument.map(|argument| T::read(argument, name)).transpose()
    }

    fn give(&self) -> Self::Out {
        self.as_ref().map(T::give)
    }

    fn show(&self) -> String {
        self.as_ref().map_or_else(|| "None".to_owned(), T::show)
    }
}

impl Field for core::gas::AssistanceSet {
    type In<'py> = CodesArg<core::gas::Assistance>;
    type Out = Kinds;

    fn read(argument: Self::In<'_>, _name: &'static str) -> Bind<Self> {
        Ok(argument.0.into_iter().collect())
    }

    fn give(&self) -> Kinds {
        Kinds(*self)
    }

    fn show(&self) -> String {
        let kinds: Vec<String> = self.iter().map(|kind| kind.show()).collect();
        format!("{{{}}}", kinds.join(", "))
    }
}

/// Values of a closed list as an argument: members or codes, in any iterable but a text.
pub(crate) struct CodesArg<T>(pub(crate) Vec<T>);

impl<'py, T: Coded> FromPyObject<'_, 'py> for CodesArg<T> {
    type Error = BindError;

    hint!(INPUT_TYPE = type_hint_subscript!(ITERABLE, <Code<T> as FromPyObject<'_, '_>>::INPUT_TYPE));

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let values = value.try_iter().ok().filter(|_| !value.is_instance_of::<PyString>());
        let values = values.ok_or_else(|| {
            let text = format!("must be several {}s or codes, such as a set; {} came", T::NAME, kind(&value));
            BindError::wrong_type("not_an_array", T::FIELD, text)
        })?;
        values.map(|value| Ok(value?.extract::<Code<T>>()?.0)).collect::<Bind<_>>().map(Self)
    }
}

/// Kinds of assistance on their way out: a `frozenset`.
pub(crate) struct Kinds(core::gas::AssistanceSet);

impl<'py> IntoPyObject<'py> for Kinds {
    type Target = PyFrozenSet;
    type Output = Bound<'py, PyFrozenSet>;
    type Error = BindError;

    hint!(
        OUTPUT_TYPE = type_hint_subscript!(
            type_hint_identifier!("builtins", "frozenset"),
            <core::gas::Assistance as Coded>::HINT
        )
    );

    fn into_pyobject(self, py: Python<'py>) -> Bind<Bound<'py, PyFrozenSet>> {
        let kinds = self.0.iter().map(|kind| member(py, kind)).collect::<Bind<Vec<_>>>()?;
        Ok(PyFrozenSet::new(py, kinds)?)
    }
}

/// Stamps a frozen class of fields, each with its name, its name as text and its type in the core:
/// it is built from all of them, gives each, and shows each. With `ordered`, it is ordered by them.
/// Methods of its own go into `also`.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        ordered $class:ident { $($(#[doc = $field_doc:literal])+ $field:ident $name:literal: $type:ty,)+ }
        $(also { $($own:tt)* })?
    ) => {
        $(#[doc = $doc])+
        #[pyclass(frozen, eq, ord, hash, module = "voucher_core")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $class { $($field: $type,)+ }

        $crate::record::record_methods! {
            $class { $($(#[doc = $field_doc])+ $field $name: $type,)+ } $($($own)*)?
        }
    };
    (
        $(#[doc = $doc:literal])+
        $class:ident { $($(#[doc = $field_doc:literal])+ $field:ident $name:literal: $type:ty,)+ }
        $(also { $($own:tt)* })?
    ) => {
        $(#[doc = $doc])+
        #[pyclass(frozen, eq, hash, module = "voucher_core")]
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) struct $class { $($field: $type,)+ }

        $crate::record::record_methods! {
            $class { $($(#[doc = $field_doc])+ $field $name: $type,)+ } $($($own)*)?
        }
    };
}

/// A class and a type of the core that have the same fields, each from the other: a field that one of them lacks does not compile.
macro_rules! same_fields {
    ($class:ident, $core:path, $($field:ident)+) => {
        impl From<$core> for $class {
            fn from(given: $core) -> Self {
                Self { $($field: given.$field),+ }
            }
        }

        impl From<$class> for $core {
            fn from(given: $class) -> Self {
                Self { $($field: given.$field),+ }
            }
        }
    };
}

/// The methods of a [`record`].
macro_rules! record_methods {
    (
        $class:ident { $($(#[doc = $field_doc:literal])+ $field:ident $name:literal: $type:ty,)+ }
        $($own:tt)*
    ) => {
        $crate::class::frozen_methods! {
            $class($($name),+),
            arguments: |this| ($($crate::record::Field::give(&this.$field),)+),
            repr: |this| {
                let fields = [$(format!(concat!($name, "={}"), $crate::record::Field::show(&this.$field))),+];
                format!("{}({})", stringify!($class), fields.join(", "))
            },

            /// All fields, in this order or by name. Errors: those of each field's type.
            #[new]
            fn new($($field: <$type as $crate::record::Field>::In<'_>),+) -> $crate::error::Bind<Self> {
                Ok(Self { $($field: $crate::record::Field::read($field, $name)?,)+ })
            }

            $(
                $(#[doc = $field_doc])+
                #[getter]
                fn $field(&self) -> <$type as $crate::record::Field>::Out {
                    $crate::record::Field::give(&self.$field)
                }
            )+

            $($own)*
        }
    };
}

pub(crate) use {record, record_methods, same_fields};
