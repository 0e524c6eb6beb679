//! A regulation from JSON, whole or as a change of another.

use alloc::{borrow::Cow, collections::BTreeMap, string::String, vec::Vec};

use super::value::{Document, Object, Value};
use crate::{
    assistance::Assistance,
    calendar::{IfMissing, parse_date},
    error::{Error, ErrorKind},
    regulation::{
        CHANGED, ConsentParts, ConsentScope, DayRule, DiscountParts, Period, Regulation, RegulationParts,
        Rounding, Window,
    },
};

impl Regulation {
    /// Reads a regulation from JSON.
    ///
    /// # Errors
    ///
    /// `malformed_json` and `duplicate_field` for the text, then as [`new`](Self::new);
    /// `malformed_regulation` also for fields that are missing, unknown or of the wrong kind.
    ///
    /// ```
    /// use voucher_core::Regulation;
    ///
    /// let published = Regulation::gas_2025_08();
    /// assert_eq!(Regulation::from_json(&published.canonical_json())?, published);
    /// let fraction = published.canonical_json().replace(r#""day":30"#, r#""day":30.0"#);
    /// assert_eq!(Regulation::from_json(&fraction).unwrap_err().code(), "malformed_regulation");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::from_value(read(text)?)
    }

    /// A copy changed by a JSON merge patch (RFC 7396), called by its old id with `+changed` behind
    /// it unless the patch gives it another id.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json).
    ///
    /// ```
    /// use voucher_core::Regulation;
    ///
    /// let no_consent = Regulation::gas_2025_08().patched(r#"{"consent":null}"#)?;
    /// assert_eq!(no_consent.id(), "gas-2025-08+changed");
    /// assert!(!no_consent.needs_consent());
    /// let wrong = Regulation::gas_2025_08().patched(r#"{"window":{"first":{"day":30}}}"#);
    /// assert_eq!(wrong.unwrap_err().code(), "window_reversed");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn patched(&self, patch: &str) -> Result<Self, Error> {
        self.patched_by(read(patch)?)
    }

    /// The published regulation with this id.
    ///
    /// ```
    /// use voucher_core::Regulation;
    ///
    /// assert!(Regulation::published_as("gas-2024-12").is_some());
    /// assert_eq!(Regulation::published_as("gas-1999-01"), None);
    /// ```
    #[must_use]
    pub fn published_as(id: &str) -> Option<Self> {
        [Self::gas_2024_12(), Self::gas_2025_08()].into_iter().find(|regulation| regulation.id() == id)
    }

    pub(super) fn from_value(value: Value<'_>) -> Result<Self, Error> {
        Self::new(RegulationParts::from_value(value)?)
    }

    pub(super) fn patched_by(&self, patch: Value<'_>) -> Result<Self, Error> {
        let json = self.canonical_json();
        Self::from_patched_value(read(&json)?, patch)
    }

    /// A regulation read with a patch: its id says so where the patch does not rename it.
    pub(super) fn from_patched_value(value: Value<'_>, patch: Value<'_>) -> Result<Self, Error> {
        let id_before = id(&value).map(Cow::into_owned);
        let mut parts = RegulationParts::from_value(value.merged(patch))?;
        if id_before.as_deref() == Some(parts.id.as_str()) {
            parts.id.push_str(CHANGED);
        }
        Self::new(parts)
    }
}

fn read(text: &str) -> Result<Value<'_>, Error> {
    let document = Document::read(text).ok_or(Error::new(ErrorKind::MalformedJson))?;
    match document.duplicate {
        Some(_) => Err(Error::new(ErrorKind::DuplicateField)),
        None => Ok(document.value),
    }
}

fn id<'a>(value: &Value<'a>) -> Option<Cow<'a, str>> {
    let Value::Object(object) = value else { return None };
    let (_, id) = object.iter().find(|(name, _)| name == "id")?;
    match id {
        Value::Text(id) => Some(id.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

const MALFORMED: Error = Error::new(ErrorKind::MalformedRegulation);

impl RegulationParts {
    fn from_value(value: Value<'_>) -> Result<Self, Error> {
        let mut fields = Fields::of(value)?;
        let parts = Self {
            id: fields.text("id")?,
            programme: fields.text("programme")?,
            period: Period::from_value(fields.take("period")?)?,
            regions: texts(fields.take("regions")?)?,
            assistance: assistance(fields.take("assistance")?)?,
            list_closes: DayRule::from_value(fields.take("list_closes")?)?,
            consent: fields.optional("consent").map(ConsentParts::from_value).transpose()?,
            window: Window::from_value(fields.take("window")?)?,
            activations_per_account: fields.whole_number("activations_per_account")?,
            register_due: DayRule::from_value(fields.take("register_due")?)?,
            discount: fields.optional("discount").map(DiscountParts::from_value).transpose()?,
            helpline: fields.optional("helpline").map(text).transpose()?,
            sign_up_link: fields.optional("sign_up_link").map(text).transpose()?,
        };
        fields.end(parts)
    }
}

impl Period {
    fn from_value(value: Value<'_>) -> Result<Self, Error> {
        let mut fields = Fields::of(value)?;
        let mut date = |name| parse_date(&fields.text(name)?).map_err(|_| MALFORMED);
        let period = Self { first: date("first")?, last: date("last")? };
        fields.end(period)
    }
}

impl DayRule {
    fn from_value(value: Value<'_>) -> Result<Self, Error> {
        let mut fields = Fields::of(value)?;
        let day = fields.whole_number("day")?;
        let if_missing = fields
            .coded("if_missing", |code| IfMissing::ALL.iter().copied().find(|rule| rule.code() == code))?;
        fields.end(Self { day, if_missing })
    }
}

impl Window {
    fn from_value(value: Value<'_>) -> Result<Self, Error> {
        let mut fields = Fields::of(value)?;
        let first = DayRule::from_value(fields.take("first")?)?;
        let last = DayRule::from_value(fields.take("last")?)?;
        fields.end(Self { first, last })
    }
}

impl ConsentParts {
    fn from_value(value: Value<'_>) -> Result<Self, Error> {
        let mut fields = Fields::of(value)?;
        let parts = Self {
            scope: fields.coded("scope", ConsentScope::from_code)?,
            repeat_after_days: fields.whole_number("repeat_after_days")?,
            last_day: DayRule::from_value(fields.take("last_day")?)?,
            agree_codes: texts(fields.take("agree_codes")?)?,
            refuse_codes: texts(fields.take("refuse_codes")?)?,
        };
        fields.end(parts)
    }
}

impl DiscountParts {
    fn from_value(value: Value<'_>) -> Result<Self, Error> {
        let mut fields = Fields::of(value)?;
        let parts = Self {
            rate: fields.text("rate")?,
            norms_m3: norms(fields.take("norms_m3")?)?,
            rounding: fields.coded("rounding", Rounding::from_code)?,
        };
        fields.end(parts)
    }
}

/// The fields of an object, each taken once; at the end none may be left.
struct Fields<'a>(Object<'a>);

impl<'a> Fields<'a> {
    fn of(value: Value<'a>) -> Result<Self, Error> {
        match value {
            Value::Object(object) => Ok(Self(object)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Array(_) => {
                Err(MALFORMED)
            }
        }
    }

    fn find(&mut self, name: &str) -> Option<Value<'a>> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.swap_remove(place).1)
    }

    fn take(&mut self, name: &str) -> Result<Value<'a>, Error> {
        self.find(name).ok_or(MALFORMED)
    }

    /// A field that may be left out, and is `null` then.
    fn optional(&mut self, name: &str) -> Option<Value<'a>> {
        self.find(name).filter(|value| !matches!(value, Value::Null))
    }

    fn text(&mut self, name: &str) -> Result<String, Error> {
        text(self.take(name)?)
    }

    fn coded<T>(&mut self, name: &str, from_code: impl FnOnce(&str) -> Option<T>) -> Result<T, Error> {
        from_code(&self.text(name)?).ok_or(MALFORMED)
    }

    /// A whole number of 32 bits with sign, without fraction or exponent.
    fn whole_number(&mut self, name: &str) -> Result<i32, Error> {
        match self.take(name)? {
            Value::Number(number) => number.parse().map_err(|_| MALFORMED),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::Array(_) | Value::Object(_) => {
                Err(MALFORMED)
            }
        }
    }

    fn end<T>(self, parts: T) -> Result<T, Error> {
        if self.0.is_empty() { Ok(parts) } else { Err(MALFORMED) }
    }
}

fn text(value: Value<'_>) -> Result<String, Error> {
    match value {
        Value::Text(text) => Ok(text.into_owned()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(MALFORMED)
        }
    }
}

fn array(value: Value<'_>) -> Result<Vec<Value<'_>>, Error> {
    match value {
        Value::Array(items) => Ok(items),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Object(_) => Err(MALFORMED),
    }
}

fn texts(value: Value<'_>) -> Result<Vec<String>, Error> {
    array(value)?.into_iter().map(text).collect()
}

fn assistance(value: Value<'_>) -> Result<Vec<Assistance>, Error> {
    let kind = |value| Assistance::from_code(&text(value)?).ok_or(MALFORMED);
    array(value)?.into_iter().map(kind).collect()
}

fn norms(value: Value<'_>) -> Result<BTreeMap<String, String>, Error> {
    let Fields(norms) = Fields::of(value)?;
    norms.into_iter().map(|(kato, norm)| Ok((kato.into_owned(), text(norm)?))).collect()
}
