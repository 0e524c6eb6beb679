//! A line of a journal: which kind it is, and its fields, checked in the order of the wire format.

use alloc::{borrow::Cow, string::String};

use chrono::NaiveDate;

use super::value::{Document, Object, Value};
use crate::{
    activation::Channel,
    assistance::{Assistance, AssistanceSet},
    calendar::{Month, parse_date, parse_instant},
    consent::{Answer, SmsKind},
    error::{Error, ErrorKind},
    fact::Fact,
    identity::{Account, Iin},
    money::{Price, Rate, Volume},
    region::Region,
    regulation::{DiscountTerms, Regulation, Reply},
};

/// Why a line is in error: a code, perhaps a field, perhaps a reason. Never a value of the line.
#[derive(Debug)]
pub(super) struct LineError {
    pub(super) code: ErrorKind,
    pub(super) field: Option<FieldName>,
    pub(super) reason: Option<ErrorKind>,
}

/// A name that an error may repeat: one of ours, or one that cannot hold personal data (N34).
pub(super) type FieldName = Cow<'static, str>;

impl LineError {
    pub(super) const fn new(code: ErrorKind) -> Self {
        Self { code, field: None, reason: None }
    }

    fn stray(code: ErrorKind, name: &str) -> Self {
        Self { code, field: Some(shown(name)), reason: None }
    }

    const fn missing(name: &'static str) -> Self {
        Self { code: ErrorKind::MissingField, field: Some(Cow::Borrowed(name)), reason: None }
    }

    const fn invalid(name: &'static str, reason: ErrorKind) -> Self {
        Self { code: ErrorKind::InvalidField, field: Some(Cow::Borrowed(name)), reason: Some(reason) }
    }

    const fn invalid_regulation(error: Error) -> Self {
        Self { code: ErrorKind::InvalidRegulation, field: None, reason: Some(error.kind()) }
    }
}

/// A stray name as an answer may repeat it, since it can hold personal data (N34).
fn shown(name: &str) -> FieldName {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let harmless = name.len() <= 32
        && name.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && name.bytes().all(plain);
    if harmless { Cow::Owned(String::from(name)) } else { Cow::Borrowed("?") }
}

/// A line that can be answered.
pub(super) enum Line {
    Regulation(alloc::boxed::Box<Regulation>),
    Fact(NaiveDate, Fact),
    Query(Query),
}

/// A query of a line.
pub(super) enum Query {
    Due { on: NaiveDate },
    Status { iin: Iin, month: Option<Month>, on: NaiveDate },
    Preview { iin: Iin, account: Account, exists: Option<bool>, on: NaiveDate },
    Register { month: Month, on: NaiveDate },
    Receipt { month: Month, account: Account, volume: Volume, price: Price, terms: Option<DiscountTerms> },
    Summary { month: Month, on: NaiveDate },
}

impl Line {
    /// Reads a line under the regulation that the journal has taken, if any.
    pub(super) fn read(bytes: &[u8], regulation: Option<&Regulation>) -> Result<Self, LineError> {
        let fail = |code| Err(LineError::new(code));
        let Ok(text) = core::str::from_utf8(bytes) else { return fail(ErrorKind::NotUtf8) };
        let Some(document) = Document::read(text) else { return fail(ErrorKind::MalformedJson) };
        let Value::Object(object) = document.value else { return fail(ErrorKind::NotAnObject) };
        if let Some(name) = document.duplicate {
            return Err(LineError::stray(ErrorKind::DuplicateField, &name));
        }
        let find = |name| object.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        match (find("regulation"), find("fact"), find("query"), regulation) {
            (None, Some(kind), None, Some(regulation)) => Self::fact(kind, &object, regulation),
            (None, None, Some(kind), Some(_)) => Query::read(kind, &object).map(Self::Query),
            (None, Some(_), None, None) | (None, None, Some(_), None) => fail(ErrorKind::NoRegulation),
            (Some(_), None, None, Some(_)) => fail(ErrorKind::RegulationAlreadyChosen),
            (Some(_), None, None, None) => Self::regulation(object),
            (_, _, _, _) => fail(ErrorKind::UnknownKind),
        }
    }

    fn regulation(mut object: Object<'_>) -> Result<Self, LineError> {
        let mut take = |name| {
            let place = object.iter().position(|(known, _)| known == name)?;
            Some(object.remove(place).1)
        };
        let (regulation, change) = (take("regulation"), take("change"));
        let regulation = match (regulation, change) {
            (Some(Value::Text(id)), change) => {
                let published = Regulation::published_as(&id);
                let published = published.ok_or(LineError::new(ErrorKind::UnknownRegulation))?;
                match change {
                    Some(change) => published.patched_by(change),
                    None => Ok(published),
                }
            }
            (Some(own @ Value::Object(_)), Some(change)) => Regulation::from_patched_value(own, change),
            (Some(own @ Value::Object(_)), None) => Regulation::from_value(own),
            (Some(_) | None, _) => return Err(LineError::new(ErrorKind::UnknownRegulation)),
        };
        let regulation = regulation.map_err(LineError::invalid_regulation)?;
        match object.first() {
            Some((name, _)) => Err(LineError::stray(ErrorKind::UnknownField, name)),
            None => Ok(Self::Regulation(regulation.into())),
        }
    }

    fn fact(kind: &Value<'_>, object: &Object<'_>, regulation: &Regulation) -> Result<Self, LineError> {
        let Value::Text(kind) = kind else { return Err(LineError::new(ErrorKind::UnknownKind)) };
        let fields = |own| Fields::check(object, "fact", own, Some(DATE));
        let (fact, fields) = match &**kind {
            "listed" => {
                let fields = fields(&[need("iin"), need("region"), need("assistance")])?;
                let (iin, region) = (fields.iin()?, fields.text("region", Region::from_kato)?);
                (Fact::Listed { iin, region, assistance: fields.assistance()? }, fields)
            }
            "delisted" => {
                let fields = fields(&[need("iin")])?;
                (Fact::Delisted { iin: fields.iin()? }, fields)
            }
            "sms_sent" => {
                let fields = fields(&[need("iin"), need("kind")])?;
                let (iin, kind) = (fields.iin()?, fields.coded("kind", SmsKind::from_code)?);
                (Fact::SmsSent { iin, kind }, fields)
            }
            "replied" => {
                let fields = fields(&[need("iin"), Field::OneOf("text", "answer")])?;
                let iin = fields.iin()?;
                (Fact::Replied { iin, reply: fields.reply(regulation)? }, fields)
            }
            "account_entered" => {
                let fields = fields(&[need("iin"), need("account"), need("channel")])?;
                let (iin, account) = (fields.iin()?, fields.account()?);
                let channel = fields.coded("channel", Channel::from_code)?;
                (Fact::AccountEntered { iin, account, channel }, fields)
            }
            "offer_accepted" => {
                let fields = fields(&[need("iin")])?;
                (Fact::OfferAccepted { iin: fields.iin()? }, fields)
            }
            "account_checked" => {
                let fields = fields(&[need("iin"), need("account"), need("exists")])?;
                let (iin, account, exists) = (fields.iin()?, fields.account()?, fields.boolean("exists")?);
                (Fact::AccountChecked { iin, account, exists }, fields)
            }
            "confirmed" => {
                let fields = fields(&[need("iin")])?;
                (Fact::Confirmed { iin: fields.iin()? }, fields)
            }
            "register_sent" => {
                let fields = fields(&[need("month")])?;
                (Fact::RegisterSent { month: fields.text("month", Month::parse)? }, fields)
            }
            _ => return Err(LineError::new(ErrorKind::UnknownKind)),
        };
        Ok(Self::Fact(fields.date()?, fact))
    }
}

impl Query {
    fn read(kind: &Value<'_>, object: &Object<'_>) -> Result<Self, LineError> {
        let Value::Text(kind) = kind else { return Err(LineError::new(ErrorKind::UnknownKind)) };
        let fields = |own| Fields::check(object, "query", own, Some(DATE));
        match &**kind {
            "due" => Ok(Self::Due { on: fields(&[])?.date()? }),
            "status" => {
                let fields = fields(&[need("iin"), Field::Optional("month")])?;
                let iin = fields.iin()?;
                let month = fields.optional("month", |fields| fields.text("month", Month::parse))?;
                Ok(Self::Status { iin, month, on: fields.date()? })
            }
            "preview" => {
                let fields = fields(&[need("iin"), need("account"), Field::Optional("exists")])?;
                let (iin, account) = (fields.iin()?, fields.account()?);
                let exists = fields.optional("exists", |fields| fields.boolean("exists"))?;
                Ok(Self::Preview { iin, account, exists, on: fields.date()? })
            }
            "register" => {
                let fields = fields(&[need("month")])?;
                let month = fields.text("month", Month::parse)?;
                Ok(Self::Register { month, on: fields.date()? })
            }
            "receipt" => Self::receipt(object),
            "summary" => {
                let fields = fields(&[need("month")])?;
                let month = fields.text("month", Month::parse)?;
                Ok(Self::Summary { month, on: fields.date()? })
            }
            _ => Err(LineError::new(ErrorKind::UnknownKind)),
        }
    }

    fn receipt(object: &Object<'_>) -> Result<Self, LineError> {
        let own =
            &[need("month"), need("account"), need("volume_m3"), need("price"), Field::Optional("terms")];
        let fields = Fields::check(object, "query", own, None)?;
        let month = fields.text("month", Month::parse)?;
        let account = fields.account()?;
        let volume = fields.text("volume_m3", Volume::parse)?;
        let price = fields.text("price", Price::parse)?;
        let terms = fields.optional("terms", |fields| match fields.get("terms") {
            Some(Value::Object(terms)) => {
                let terms = Fields { object: terms };
                let rate = terms.text("rate", Rate::parse)?;
                Ok(DiscountTerms { rate, norm: terms.text("norm_m3", Volume::parse)? })
            }
            Some(_) | None => Err(LineError::invalid("terms", ErrorKind::NotAnObject)),
        })?;
        Ok(Self::Receipt { month, account, volume, price, terms })
    }
}

/// A field that a kind of line has.
#[derive(Clone, Copy)]
enum Field {
    Required(&'static str),
    Optional(&'static str),
    /// Exactly one of two names: the first is missing when neither is there, the second unknown
    /// when both are.
    OneOf(&'static str, &'static str),
}

const fn need(name: &'static str) -> Field {
    Field::Required(name)
}

const DATE: Field = Field::OneOf("on", "at");

/// The fields of `terms`.
const TERMS: &[Field] = &[need("rate"), need("norm_m3")];

impl Field {
    fn missing_in(self, fields: Fields<'_>) -> Option<&'static str> {
        match self {
            Self::Required(name) => fields.get(name).is_none().then_some(name),
            Self::Optional(_) => None,
            Self::OneOf(first, second) => {
                (fields.get(first).is_none() && fields.get(second).is_none()).then_some(first)
            }
        }
    }

    fn knows(self, name: &str, fields: Fields<'_>) -> bool {
        match self {
            Self::Required(known) | Self::Optional(known) => known == name,
            Self::OneOf(first, second) => first == name || (second == name && fields.get(first).is_none()),
        }
    }
}

/// The fields of a line or of its `terms`, all there and all known.
#[derive(Clone, Copy)]
struct Fields<'a> {
    object: &'a Object<'a>,
}

impl<'a> Fields<'a> {
    /// First what is missing, then what is unknown: in the line, then in its `terms`.
    fn check(
        object: &'a Object<'a>,
        kind: &'static str,
        own: &[Field],
        date: Option<Field>,
    ) -> Result<Self, LineError> {
        let line = Self { object };
        let own = || own.iter().copied().chain(date);
        let has_terms = own().any(|field| matches!(field, Field::Optional("terms")));
        let terms = match line.get("terms") {
            Some(Value::Object(object)) if has_terms => Some(Self { object }),
            Some(_) | None => None,
        };
        let missing = |(fields, field): (Self, Field)| field.missing_in(fields);
        let inner = || terms.into_iter().flat_map(|terms| TERMS.iter().map(move |field| (terms, *field)));
        if let Some(name) = own().map(|field| (line, field)).chain(inner()).find_map(missing) {
            return Err(LineError::missing(name));
        }
        let stray = |name: &&str| *name != kind && !own().any(|field| field.knows(name, line));
        let stray_term =
            |terms: Self| terms.names().find(|name| !TERMS.iter().any(|field| field.knows(name, terms)));
        match line.names().find(stray).or_else(|| terms.and_then(stray_term)) {
            Some(name) => Err(LineError::stray(ErrorKind::UnknownField, name)),
            None => Ok(line),
        }
    }

    fn names(self) -> impl Iterator<Item = &'a str> {
        self.object.iter().map(|(name, _)| &**name)
    }

    fn get(self, name: &str) -> Option<&'a Value<'a>> {
        self.object.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn optional<T>(
        self,
        name: &'static str,
        read: impl FnOnce(Self) -> Result<T, LineError>,
    ) -> Result<Option<T>, LineError> {
        self.get(name).map(|_| read(self)).transpose()
    }

    fn text<T>(
        self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<T, LineError> {
        match self.get(name) {
            Some(Value::Text(text)) => parse(text).map_err(|error| LineError::invalid(name, error.kind())),
            Some(_) => Err(LineError::invalid(name, ErrorKind::NotText)),
            None => Err(LineError::missing(name)),
        }
    }

    fn coded<T>(self, name: &'static str, from_code: impl FnOnce(&str) -> Option<T>) -> Result<T, LineError> {
        self.text(name, |text| from_code(text).ok_or(Error::new(ErrorKind::UnknownValue)))
    }

    fn boolean(self, name: &'static str) -> Result<bool, LineError> {
        match self.get(name) {
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(LineError::invalid(name, ErrorKind::NotABoolean)),
            None => Err(LineError::missing(name)),
        }
    }

    fn iin(self) -> Result<Iin, LineError> {
        self.text("iin", Iin::parse)
    }

    fn account(self) -> Result<Account, LineError> {
        self.text("account", Account::parse)
    }

    fn assistance(self) -> Result<AssistanceSet, LineError> {
        let invalid = |reason| LineError::invalid("assistance", reason);
        let Some(Value::Array(kinds)) = self.get("assistance") else {
            return Err(invalid(ErrorKind::NotAnArray));
        };
        let kind = |value: &Value<'_>| match value {
            Value::Text(code) => Assistance::from_code(code).ok_or(invalid(ErrorKind::UnknownValue)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(invalid(ErrorKind::NotText))
            }
        };
        kinds.iter().map(kind).collect()
    }

    fn reply(self, regulation: &Regulation) -> Result<Reply, LineError> {
        if self.get("text").is_some() {
            return self.text("text", |text| Ok(regulation.read_reply(text)));
        }
        let answer = self.coded("answer", Answer::from_code)?;
        Ok(match answer {
            Answer::Agree => Reply::Agree,
            Answer::Refuse => Reply::Refuse,
        })
    }

    fn date(self) -> Result<NaiveDate, LineError> {
        if self.get("on").is_some() { self.text("on", parse_date) } else { self.text("at", parse_instant) }
    }
}
