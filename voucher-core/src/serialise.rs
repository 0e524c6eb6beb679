//! Values in serde's data model: text by text, codes by code; a fault never repeats the value (N34).

use alloc::{string::String, vec::Vec};
use core::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    activation::{Channel, MissingFact, PreviewFacts, Step},
    assistance::{Assistance, AssistanceSet},
    calendar::{IfMissing, Month},
    consent::{Answer, ConsentState, SmsKind},
    error::{Error, ErrorKind},
    identity::{Account, Iin, Phone},
    language::Language,
    money::{Price, Rate, Tiyn, Volume},
    reference::Reference,
    refusal::{Refusal, Refusals},
    region::Region,
    register::RegisterField,
    regulation::{
        ConsentParts, ConsentScope, DayRule, DiscountParts, DiscountTerms, Period, Regulation,
        RegulationParts, Rounding, Window,
    },
    stage::Stage,
};

/// A value that is text outside.
trait Text: Sized {
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

/// How each value reads its text and writes it.
macro_rules! text_values {
    ($($value:ty: $read:expr, $write:expr;)+) => { $(
        impl Text for $value {
            fn read(text: &str) -> Result<Self, Error> {
                let read: fn(&str) -> Result<Self, Error> = $read;
                read(text)
            }
        }

        impl<'de> Deserialize<'de> for $value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // A reader of JSON that is asked for text names the number that it met instead; one
                // that is asked for anything hands it over.
                if deserializer.is_human_readable() {
                    deserializer.deserialize_any(TextVisitor(PhantomData))
                } else {
                    deserializer.deserialize_str(TextVisitor(PhantomData))
                }
            }
        }

        impl Serialize for $value {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write: fn(&Self) -> String = $write;
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
}

/// The same for closed lists of codes.
macro_rules! coded_values {
    ($($value:ty,)+) => {
        text_values! { $(
            $value: |code| Self::from_code(code).ok_or(Error::new(ErrorKind::UnknownValue)),
                |value| value.code().into();
        )+ }
    };
}

coded_values! {
    Answer, Assistance, Channel, ConsentScope, ConsentState, IfMissing, Language, MissingFact, Refusal, RegisterField,
    Rounding, SmsKind, Stage, Step,
}

impl Serialize for Tiyn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Refusals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for AssistanceSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for AssistanceSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let kinds = Vec::<Assistance>::deserialize(deserializer);
        let kinds = kinds.map_err(|_| de::Error::custom(Error::new(ErrorKind::NotAnArray)))?;
        Ok(kinds.into_iter().collect())
    }
}

impl TryFrom<RegulationParts> for Regulation {
    type Error = Error;

    fn try_from(parts: RegulationParts) -> Result<Self, Error> {
        Self::new(parts)
    }
}

impl From<Regulation> for RegulationParts {
    fn from(regulation: Regulation) -> Self {
        regulation.parts().clone()
    }
}

/// Records whose derived readers stand behind `remote = "Self"`: a fault in one is one fault, and
/// what the derived reader would repeat of the input is dropped. (The derive also leaves inherent
/// functions of the same names, which only a call by `Type::deserialize` reaches.)
macro_rules! quiet_records {
    ($($record:ty: $fault:ident,)+) => { $(
        impl<'de> Deserialize<'de> for $record {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let record = <$record>::deserialize(deserializer);
                record.map_err(|_| de::Error::custom(Error::new(ErrorKind::$fault)))
            }
        }

        impl Serialize for $record {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$record>::serialize(self, serializer)
            }
        }
    )+ };
}

quiet_records! {
    RegulationParts: MalformedRegulation,
    Period: MalformedRegulation,
    DayRule: MalformedRegulation,
    Window: MalformedRegulation,
    ConsentParts: MalformedRegulation,
    DiscountParts: MalformedRegulation,
    DiscountTerms: InvalidField,
    PreviewFacts: InvalidField,
}
