//! Values in serde's data model: text by text, codes by code; a fault never repeats the value (N34).

use alloc::vec::Vec;
use core::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::value::{
    calendar::{MissingDay, Month, Period},
    coded::Coded,
    count::Count,
    error::{Error, ErrorKind},
    identity::{Account, Iin, Phone},
    language::Language,
    money::{Amount, Factor, Multiple, Price, QuarterTenge, Rate, Tiyn, Volume},
    reference::Reference,
    region::Region,
    set::{Bits, Set},
};

/// A value that is text outside.
pub(crate) trait Text: Sized {
    fn read(text: &str) -> Result<Self, Error>;
}

/// Reads text and nothing else. What serde would say of another type repeats it; this does not.
struct TextVisitor<T>(PhantomData<T>);

/// For each type of value that is no text: a fault without the value.
macro_rules! no_text {
    ($($visit:ident: $type:ty,)+) => { $(
        fn $visit<E: de::Error>(self, _: $type) -> Result<T, E> {
            Err(E::custom(Error::new(ErrorKind::NotText)))
        }
    )+ };
}

impl<T: Text> de::Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::read(text).map_err(E::custom)
    }

    no_text! {
        visit_bool: bool,
        visit_i64: i64,
        visit_i128: i128,
        visit_u64: u64,
        visit_u128: u128,
        visit_f64: f64,
        visit_char: char,
        visit_bytes: &[u8],
    }
}

/// Reads a value that is text outside.
pub(crate) fn read_text<'de, T: Text, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // A reader of JSON that is asked for text names the number that it met instead; one that is asked for anything
    // hands it over.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(TextVisitor(PhantomData))
    } else {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

/// How each value reads its text and writes it.
macro_rules! text_values {
    ($($value:ty: $read:expr, $write:expr;)+) => { $(
        impl $crate::value::serialise::Text for $value {
            fn read(text: &str) -> Result<Self, $crate::Error> {
                let read: fn(&str) -> Result<Self, $crate::Error> = $read;
                read(text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $value {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::value::serialise::read_text(deserializer)
            }
        }

        impl serde::Serialize for $value {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write: fn(&Self) -> alloc::string::String = $write;
                serializer.serialize_str(&write(self))
            }
        }
    )+ };
}

text_values! {
    Iin: Self::parse, |iin| iin.expose_text();
    Phone: Self::parse, |phone| phone.expose_text();
    Account: Self::parse, |account| account.expose_text().into();
    Reference: Self::parse, |reference| reference.expose_text().into();
    Month: Self::parse, |month| alloc::format!("{month}");
    Region: Self::from_kato, |region| region.kato().into();
    Volume: Self::parse, |volume| alloc::format!("{volume}");
    Price: Self::parse, |price| alloc::format!("{price}");
    Rate: Self::parse, |rate| alloc::format!("{rate}");
    Amount: Self::parse, |amount| alloc::format!("{amount}");
    Factor: Self::parse, |factor| alloc::format!("{factor}");
    QuarterTenge: Self::parse, |amount| alloc::format!("{amount}");
    Multiple: Self::parse, |multiple| alloc::format!("{multiple}");
}

/// The same for closed lists of codes.
macro_rules! coded_values {
    ($($value:ty,)+) => {
        $crate::value::serialise::text_values! { $(
            $value: |code| Self::from_code(code)
                .ok_or($crate::Error::new($crate::value::error::ErrorKind::UnknownValue)),
                |value| value.code().into();
        )+ }
    };
}

coded_values! { Language, MissingDay, }

impl Serialize for Tiyn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.number())
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let count = u32::deserialize(deserializer).ok().and_then(|number| Self::new(number).ok());
        count.ok_or(de::Error::custom(Error::new(ErrorKind::NotACount)))
    }
}

impl<T: Coded + Serialize, B: Bits> Serialize for Set<T, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Coded + Deserialize<'de>, B: Bits> Deserialize<'de> for Set<T, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Vec::<T>::deserialize(deserializer);
        let values = values.map_err(|_| de::Error::custom(Error::new(ErrorKind::NotAnArray)))?;
        Ok(values.into_iter().collect())
    }
}

/// Records whose derived readers stand behind `remote = "Self"`: a fault in one is one fault, and
/// what the derived reader would repeat of the input is dropped. (The derive also leaves inherent
/// functions of the same names, which only a call by `Type::deserialize` reaches.)
macro_rules! quiet_records {
    ($($record:ty: $fault:ident,)+) => { $(
        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let record = <$record>::deserialize(deserializer);
                let fault = $crate::Error::new($crate::value::error::ErrorKind::$fault);
                record.map_err(|_| serde::de::Error::custom(fault))
            }
        }

        impl serde::Serialize for $record {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$record>::serialize(self, serializer)
            }
        }
    )+ };
}

quiet_records! { Period: MalformedRegulation, }

pub(crate) use {coded_values, quiet_records, text_values};
