//! How the tables of a regulation are read, written and checked, field by field.
//!
//! A table with texts is what the JSON has. The same table with numbers is what the rules need. Between them stands
//! [`Checks`]: it reads every text, and notes what is out of range instead of naming it, because the order of the checks
//! names other faults first.

use alloc::{string::String, vec::Vec};

use chrono::NaiveDate;

#[cfg(feature = "json")]
use crate::wire::{
    fields::{self, Fault, Fields},
    json::Value,
};
use crate::{
    value::{
        calendar::MissingDay,
        error::{Error, ErrorKind},
        money::{Amount, Factor, bounded},
        text::{push_date, push_json_text},
    },
    wire::writer::Object,
};

/// A value of a regulation's JSON.
pub(crate) trait Form: Sized {
    /// The code of what a value in another form is not, inside an object with the name of its field.
    #[cfg(feature = "json")]
    fn read(value: &Value<'_>) -> Result<Self, Fault>;

    /// The same of a field.
    #[cfg(feature = "json")]
    fn of_field(fields: Fields<'_>, name: &'static str) -> Result<Self, Fault> {
        fields.require(name).and_then(Self::read).map_err(|fault| fault.of_field(name))
    }

    /// Writes it as it was read.
    fn write(&self, out: &mut String);
}

/// What is out of range.
#[derive(Default)]
pub(crate) struct Faults {
    pub(crate) base_negative: bool,
    pub(crate) rate_out_of_range: bool,
    pub(crate) count_below_one: bool,
}

/// A form whose texts can be read as numbers.
pub(crate) trait Checks<To> {
    /// Malformed where a text is no number. Zero stands for a number that is out of range, and `faults` has the fault.
    fn check(&self, faults: &mut Faults) -> Result<To, Error>;
}

impl Form for String {
    #[cfg(feature = "json")]
    fn read(value: &Value<'_>) -> Result<Self, Fault> {
        fields::text(value, |text| Ok(text.into())).map_err(Fault::new)
    }

    fn write(&self, out: &mut String) {
        push_json_text(out, self);
    }
}

/// A rate, or `null` where none is published.
impl Form for Option<String> {
    #[cfg(feature = "json")]
    fn read(value: &Value<'_>) -> Result<Self, Fault> {
        match value {
            Value::Null => Ok(None),
            Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Array(_) | Value::Object(_) => {
                String::read(value).map(Some)
            }
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(text) => text.write(out),
            None => out.push_str("null"),
        }
    }
}

impl Form for i32 {
    #[cfg(feature = "json")]
    fn read(value: &Value<'_>) -> Result<Self, Fault> {
        let number = match value {
            Value::Number(number) => number.parse().ok(),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::Array(_) | Value::Object(_) => None,
        };
        number.ok_or(Fault::new(ErrorKind::InvalidField))
    }

    fn write(&self, out: &mut String) {
        // Writing to a `String` cannot fail.
        let _ = core::fmt::Write::write_fmt(out, format_args!("{self}"));
    }
}

impl Form for NaiveDate {
    #[cfg(feature = "json")]
    fn read(value: &Value<'_>) -> Result<Self, Fault> {
        fields::text(value, crate::value::calendar::parse_date).map_err(Fault::new)
    }

    fn write(&self, out: &mut String) {
        out.push('"');
        push_date(out, *self);
        out.push('"');
    }
}

impl<T: Form> Form for Vec<T> {
    #[cfg(feature = "json")]
    fn read(value: &Value<'_>) -> Result<Self, Fault> {
        match value {
            Value::Array(items) => items.iter().map(T::read).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Object(_) => {
                Err(Fault::new(ErrorKind::NotAnArray))
            }
        }
    }

    fn write(&self, out: &mut String) {
        write_all(self, out);
    }
}

impl<T: Form> Form for [T; 3] {
    #[cfg(feature = "json")]
    fn read(value: &Value<'_>) -> Result<Self, Fault> {
        Vec::read(value)?.try_into().map_err(|_| Fault::new(ErrorKind::InvalidField))
    }

    fn write(&self, out: &mut String) {
        write_all(self, out);
    }
}

fn write_all<T: Form>(items: &[T], out: &mut String) {
    out.push('[');
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        item.write(out);
    }
    out.push(']');
}

/// Closed lists are written by their codes.
macro_rules! coded_forms {
    ($($list:ty,)+) => { $(
        impl $crate::family_card::proactive::form::Form for $list {
            #[cfg(feature = "json")]
            fn read(value: &$crate::wire::json::Value<'_>) -> Result<Self, $crate::FormFault> {
                let unknown = $crate::Error::new($crate::value::error::ErrorKind::UnknownValue);
                $crate::wire::fields::text(value, |code| Self::from_code(code).ok_or(unknown))
                    .map_err($crate::FormFault::new)
            }

            fn write(&self, out: &mut alloc::string::String) {
                $crate::value::text::push_json_text(out, self.code());
            }
        }
    )+ };
}

coded_forms! { MissingDay, }

impl Checks<i32> for i32 {
    fn check(&self, faults: &mut Faults) -> Result<i32, Error> {
        faults.count_below_one |= *self < 1;
        Ok(*self)
    }
}

impl Checks<Amount> for String {
    fn check(&self, faults: &mut Faults) -> Result<Amount, Error> {
        let amount = bounded(Amount::parse(self), &[ErrorKind::Negative])?;
        faults.base_negative |= amount.is_none();
        Ok(amount.unwrap_or_default())
    }
}

/// A share, which is never `null`: 0 to 1.
impl Checks<Factor> for String {
    fn check(&self, faults: &mut Faults) -> Result<Factor, Error> {
        factor(self, 1, faults)
    }
}

/// A rate: 0 to 100.
impl Checks<Option<Factor>> for Option<String> {
    fn check(&self, faults: &mut Faults) -> Result<Option<Factor>, Error> {
        self.as_ref().map(|rate| factor(rate, 100, faults)).transpose()
    }
}

fn factor(text: &str, most: u64, faults: &mut Faults) -> Result<Factor, Error> {
    let factor = bounded(Factor::parse(text), &[ErrorKind::Negative])?;
    let factor = factor.filter(|factor| factor.units() <= most * 10_u64.pow(Factor::DECIMALS));
    faults.rate_out_of_range |= factor.is_none();
    Ok(factor.unwrap_or_default())
}

impl<S: Checks<T>, T> Checks<Vec<T>> for Vec<S> {
    fn check(&self, faults: &mut Faults) -> Result<Vec<T>, Error> {
        self.iter().map(|each| each.check(faults)).collect()
    }
}

impl<S: Checks<T>, T> Checks<[T; 3]> for [S; 3] {
    fn check(&self, faults: &mut Faults) -> Result<[T; 3], Error> {
        let [first, second, third] = self;
        Ok([first.check(faults)?, second.check(faults)?, third.check(faults)?])
    }
}

macro_rules! unchecked {
    ($($value:ty,)+) => { $(
        impl $crate::family_card::proactive::form::Checks<$value> for $value {
            fn check(
                &self,
                _: &mut $crate::family_card::proactive::form::Faults,
            ) -> Result<$value, $crate::Error> {
                Ok(*self)
            }
        }
    )+ };
}

unchecked! { MissingDay, NaiveDate, }

/// Writes a field of an object.
pub(crate) fn field(to: &mut Object<'_>, name: &str, value: &impl Form) {
    to.value(name, |out| value.write(out));
}

/// Stamps tables: a record whose texts are read as the types behind its parameters. Fields stand in the order of their
/// names, which is that of the canonical JSON.
macro_rules! tables {
    ($(
        $(#[$doc:meta])*
        $table:ident<$($text:ident: $number:ty),+> { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ }
    )+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        pub struct $table<$($text),+> { $($(#[$field_doc])* pub $field: $type,)+ }

        #[cfg(feature = "serde")]
        const _: () = {
            $(type $text = $crate::family_card::proactive::form::text!($text);)+

            #[derive(serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct Read { $(
                #[serde(deserialize_with = "serde::Deserialize::deserialize")]
                $field: $type,
            )+ }

            /// Every field must be there. serde takes `None` for a field that is not, unless the field names its reader.
            impl<'de> serde::Deserialize<'de> for $table<$($text),+> {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let Read { $($field,)+ } = serde::Deserialize::deserialize(deserializer)?;
                    Ok(Self { $($field,)+ })
                }
            }
        };

        impl $crate::family_card::proactive::form::Form
            for $table<$($crate::family_card::proactive::form::text!($text)),+>
        {
            #[cfg(feature = "json")]
            fn read(value: &$crate::wire::json::Value<'_>) -> Result<Self, $crate::FormFault> {
                let fields = $crate::wire::fields::Fields::read(value)?;
                fields.check(&[$($crate::wire::fields::need(stringify!($field)),)+])?;
                Ok(Self { $(
                    $field: $crate::family_card::proactive::form::Form::of_field(fields, stringify!($field))?,
                )+ })
            }

            fn write(&self, out: &mut alloc::string::String) {
                $crate::wire::writer::object(out, |to| { $(
                    $crate::family_card::proactive::form::field(to, stringify!($field), &self.$field);
                )+ });
            }
        }

        impl $crate::family_card::proactive::form::Checks<$table<$($number),+>>
            for $table<$($crate::family_card::proactive::form::text!($text)),+>
        {
            fn check(
                &self,
                faults: &mut $crate::family_card::proactive::form::Faults,
            ) -> Result<$table<$($number),+>, $crate::Error> {
                Ok($table { $(
                    $field: $crate::family_card::proactive::form::Checks::check(&self.$field, faults)?,
                )+ })
            }
        }
    )+ };
}

/// What stands for a parameter in the parts of a regulation.
macro_rules! text {
    ($parameter:ident) => {
        alloc::string::String
    };
}

pub(crate) use {coded_forms, tables, text, unchecked};
