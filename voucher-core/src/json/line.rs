//! A line of a journal: which kind it is, and its fields, checked in the order of the wire format.

use alloc::{borrow::Cow, string::String, vec::Vec};

use chrono::NaiveDate;

use super::value::{Document, Names, Object, Value, read_object};
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

    const fn missing(name: Name) -> Self {
        Self { code: ErrorKind::MissingField, field: Some(Cow::Borrowed(name.text())), reason: None }
    }

    const fn invalid(name: Name, reason: ErrorKind) -> Self {
        Self { code: ErrorKind::InvalidField, field: Some(Cow::Borrowed(name.text())), reason: Some(reason) }
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
        let mut fields = Fields::default();
        let Some(duplicate) = read_object(text, |name, value| fields.put(name, value)) else {
            let json = Document::read(text).is_some();
            return fail(if json { ErrorKind::NotAnObject } else { ErrorKind::MalformedJson });
        };
        if let Some(name) = duplicate {
            return Err(LineError::stray(ErrorKind::DuplicateField, &name));
        }
        match (fields.get(Name::Regulation), fields.get(Name::Fact), fields.get(Name::Query), regulation) {
            (None, Some(kind), None, Some(regulation)) => Self::fact(kind, &fields, regulation),
            (None, None, Some(kind), Some(_)) => Query::read(kind, &fields).map(Self::Query),
            (None, Some(_), None, None) | (None, None, Some(_), None) => fail(ErrorKind::NoRegulation),
            (Some(_), None, None, Some(_)) => fail(ErrorKind::RegulationAlreadyChosen),
            (Some(_), None, None, None) => Self::regulation(fields),
            (_, _, _, _) => fail(ErrorKind::UnknownKind),
        }
    }

    fn regulation(mut fields: Fields<'_>) -> Result<Self, LineError> {
        let regulation = match (fields.take(Name::Regulation), fields.take(Name::Change)) {
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
        fields.check_unknown(&[Field::Optional(Name::Regulation), Field::Optional(Name::Change)])?;
        Ok(Self::Regulation(regulation.into()))
    }

    fn fact(kind: &Value<'_>, fields: &Fields<'_>, regulation: &Regulation) -> Result<Self, LineError> {
        let Value::Text(kind) = kind else { return Err(LineError::new(ErrorKind::UnknownKind)) };
        let fact = match &**kind {
            "listed" => {
                fields.check(&[KIND, IIN, need(Name::Region), need(Name::Assistance), DATE])?;
                let (iin, region) = (fields.iin()?, fields.text(Name::Region, Region::from_kato)?);
                Fact::Listed { iin, region, assistance: fields.assistance()? }
            }
            "delisted" => Fact::Delisted { iin: fields.only_iin()? },
            "sms_sent" => {
                fields.check(&[KIND, IIN, need(Name::Kind), DATE])?;
                Fact::SmsSent { iin: fields.iin()?, kind: fields.coded(Name::Kind, SmsKind::from_code)? }
            }
            "replied" => {
                fields.check(&[KIND, IIN, Field::OneOf(Name::Text, Name::Answer), DATE])?;
                Fact::Replied { iin: fields.iin()?, reply: fields.reply(regulation)? }
            }
            "account_entered" => {
                fields.check(&[KIND, IIN, ACCOUNT, need(Name::Channel), DATE])?;
                let (iin, account) = (fields.iin()?, fields.account()?);
                Fact::AccountEntered {
                    iin,
                    account,
                    channel: fields.coded(Name::Channel, Channel::from_code)?,
                }
            }
            "offer_accepted" => Fact::OfferAccepted { iin: fields.only_iin()? },
            "account_checked" => {
                fields.check(&[KIND, IIN, ACCOUNT, need(Name::Exists), DATE])?;
                let (iin, account) = (fields.iin()?, fields.account()?);
                Fact::AccountChecked { iin, account, exists: fields.boolean(Name::Exists)? }
            }
            "confirmed" => Fact::Confirmed { iin: fields.only_iin()? },
            "register_sent" => {
                fields.check(&[KIND, MONTH, DATE])?;
                Fact::RegisterSent { month: fields.month()? }
            }
            _ => return Err(LineError::new(ErrorKind::UnknownKind)),
        };
        Ok(Self::Fact(fields.date()?, fact))
    }
}

impl Query {
    fn read(kind: &Value<'_>, fields: &Fields<'_>) -> Result<Self, LineError> {
        let Value::Text(kind) = kind else { return Err(LineError::new(ErrorKind::UnknownKind)) };
        match &**kind {
            "due" => {
                fields.check(&[KIND, DATE])?;
                Ok(Self::Due { on: fields.date()? })
            }
            "status" => {
                fields.check(&[KIND, IIN, Field::Optional(Name::Month), DATE])?;
                let (iin, month) = (fields.iin()?, fields.optional(Name::Month, Fields::month)?);
                Ok(Self::Status { iin, month, on: fields.date()? })
            }
            "preview" => {
                fields.check(&[KIND, IIN, ACCOUNT, Field::Optional(Name::Exists), DATE])?;
                let (iin, account) = (fields.iin()?, fields.account()?);
                let exists = fields.optional(Name::Exists, |fields| fields.boolean(Name::Exists))?;
                Ok(Self::Preview { iin, account, exists, on: fields.date()? })
            }
            "register" => {
                fields.check(&[KIND, MONTH, DATE])?;
                Ok(Self::Register { month: fields.month()?, on: fields.date()? })
            }
            "receipt" => Self::receipt(fields),
            "summary" => {
                fields.check(&[KIND, MONTH, DATE])?;
                Ok(Self::Summary { month: fields.month()?, on: fields.date()? })
            }
            _ => Err(LineError::new(ErrorKind::UnknownKind)),
        }
    }

    fn receipt(fields: &Fields<'_>) -> Result<Self, LineError> {
        let own =
            [KIND, MONTH, ACCOUNT, need(Name::VolumeM3), need(Name::Price), Field::Optional(Name::Terms)];
        let terms = match fields.get(Name::Terms) {
            Some(Value::Object(object)) => Some(Fields::of(object.clone())),
            Some(_) | None => None,
        };
        // First all that is missing, then all that is unknown: in the line, then in its terms.
        fields.check_missing(&own)?;
        terms.iter().try_for_each(|terms| terms.check_missing(&TERMS))?;
        fields.check_unknown(&own)?;
        terms.iter().try_for_each(|terms| terms.check_unknown(&TERMS))?;
        let (month, account) = (fields.month()?, fields.account()?);
        let volume = fields.text(Name::VolumeM3, Volume::parse)?;
        let price = fields.text(Name::Price, Price::parse)?;
        let terms = fields.optional(Name::Terms, |_| match terms {
            Some(terms) => {
                let rate = terms.text(Name::Rate, Rate::parse)?;
                Ok(DiscountTerms { rate, norm: terms.text(Name::NormM3, Volume::parse)? })
            }
            None => Err(LineError::invalid(Name::Terms, ErrorKind::NotAnObject)),
        })?;
        Ok(Self::Receipt { month, account, volume, price, terms })
    }
}

/// The names that a line can have, so that each is compared as text only once.
macro_rules! names {
    ($($name:ident $text:literal,)+) => {
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        enum Name { $($name,)+ }

        impl Name {
            const ALL: &[Self] = &[$(Self::$name,)+];

            fn of(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$name),)+
                    _ => None,
                }
            }

            const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

names! {
    Fact "fact",
    Query "query",
    Regulation "regulation",
    Change "change",
    Iin "iin",
    On "on",
    At "at",
    Region "region",
    Assistance "assistance",
    Kind "kind",
    Text "text",
    Answer "answer",
    Account "account",
    Channel "channel",
    Exists "exists",
    Month "month",
    VolumeM3 "volume_m3",
    Price "price",
    Terms "terms",
    Rate "rate",
    NormM3 "norm_m3",
}

impl Name {
    #[expect(clippy::as_conversions, reason = "the discriminant of a `repr(u8)` enum")]
    const fn place(self) -> usize {
        self as usize
    }
}

/// A set of names.
#[derive(Clone, Copy, Default)]
struct NameSet(u32);

impl NameSet {
    const fn with(self, name: Name) -> Self {
        Self(self.0 | 1 << name.place())
    }

    const fn has(self, name: Name) -> bool {
        self.0 & 1 << name.place() != 0
    }

    const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

/// A field that a kind of line has.
#[derive(Clone, Copy)]
enum Field {
    Required(Name),
    Optional(Name),
    /// Exactly one of two names: the first is missing when neither is there, the second unknown
    /// when both are.
    OneOf(Name, Name),
}

const fn need(name: Name) -> Field {
    Field::Required(name)
}

const KIND: Field = Field::OneOf(Name::Fact, Name::Query);
const IIN: Field = need(Name::Iin);
const ACCOUNT: Field = need(Name::Account);
const MONTH: Field = need(Name::Month);
const DATE: Field = Field::OneOf(Name::On, Name::At);

/// The fields of `terms`.
const TERMS: [Field; 2] = [need(Name::Rate), need(Name::NormM3)];

/// The fields of a line, or of its `terms`, each in the place of its name.
#[derive(Default)]
struct Fields<'a> {
    /// Each known name's value, and how many names came before it in the line.
    values: [Option<(usize, Value<'a>)>; Name::ALL.len()],
    /// The known names that are there.
    present: NameSet,
    /// The names that no line has, and how many names came before each.
    strange: Vec<(Cow<'a, str>, usize)>,
    strange_names: Names<'a>,
    count: usize,
}

impl<'a> Fields<'a> {
    fn of(object: Object<'a>) -> Self {
        let mut fields = Self::default();
        for (name, value) in object {
            fields.put(name, value);
        }
        fields
    }

    /// Takes a field, and says whether its name came before.
    fn put(&mut self, name: Cow<'a, str>, value: Value<'a>) -> bool {
        let place = self.count;
        self.count += 1;
        match Name::of(&name).and_then(|name| Some((name, self.values.get_mut(name.place())?))) {
            Some((name, slot)) => {
                self.present = self.present.with(name);
                slot.replace((place, value)).is_some()
            }
            None => {
                let again = self.strange_names.met_again(&self.strange, &name);
                self.strange.push((name, place));
                again
            }
        }
    }

    fn get(&self, name: Name) -> Option<&Value<'a>> {
        self.values.get(name.place())?.as_ref().map(|(_, value)| value)
    }

    fn take(&mut self, name: Name) -> Option<Value<'a>> {
        self.values.get_mut(name.place())?.take().map(|(_, value)| value)
    }

    fn has(&self, name: Name) -> bool {
        self.present.has(name)
    }

    /// All there, and all known.
    fn check(&self, own: &[Field]) -> Result<(), LineError> {
        self.check_missing(own)?;
        self.check_unknown(own)
    }

    fn check_missing(&self, own: &[Field]) -> Result<(), LineError> {
        let missing = own.iter().find_map(|field| match *field {
            Field::Required(name) => (!self.has(name)).then_some(name),
            Field::Optional(_) => None,
            Field::OneOf(first, second) => (!self.has(first) && !self.has(second)).then_some(first),
        });
        missing.map_or(Ok(()), |name| Err(LineError::missing(name)))
    }

    fn check_unknown(&self, own: &[Field]) -> Result<(), LineError> {
        let known = own.iter().fold(NameSet::default(), |known, field| match *field {
            Field::Required(name) | Field::Optional(name) => known.with(name),
            Field::OneOf(first, _) if self.has(first) => known.with(first),
            Field::OneOf(first, second) => known.with(first).with(second),
        });
        if self.strange.is_empty() && self.present.is_within(known) {
            return Ok(());
        }
        let unknown = |name: &&Name| !known.has(**name);
        let place = |name: &Name| Some((self.values.get(name.place())?.as_ref()?.0, name.text()));
        let out_of_place = Name::ALL.iter().filter(unknown).filter_map(place);
        let strange = self.strange.iter().map(|(name, place)| (*place, &**name));
        match out_of_place.chain(strange).min() {
            Some((_, name)) => Err(LineError::stray(ErrorKind::UnknownField, name)),
            None => Ok(()),
        }
    }

    fn optional<T>(
        &self,
        name: Name,
        read: impl FnOnce(&Self) -> Result<T, LineError>,
    ) -> Result<Option<T>, LineError> {
        self.has(name).then(|| read(self)).transpose()
    }

    fn text<T>(&self, name: Name, parse: impl FnOnce(&str) -> Result<T, Error>) -> Result<T, LineError> {
        match self.get(name) {
            Some(Value::Text(text)) => parse(text).map_err(|error| LineError::invalid(name, error.kind())),
            Some(_) => Err(LineError::invalid(name, ErrorKind::NotText)),
            None => Err(LineError::missing(name)),
        }
    }

    fn coded<T>(&self, name: Name, from_code: impl FnOnce(&str) -> Option<T>) -> Result<T, LineError> {
        self.text(name, |text| from_code(text).ok_or(Error::new(ErrorKind::UnknownValue)))
    }

    fn boolean(&self, name: Name) -> Result<bool, LineError> {
        match self.get(name) {
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(LineError::invalid(name, ErrorKind::NotABoolean)),
            None => Err(LineError::missing(name)),
        }
    }

    fn iin(&self) -> Result<Iin, LineError> {
        self.text(Name::Iin, Iin::parse)
    }

    /// The iin of a line that has no other field.
    fn only_iin(&self) -> Result<Iin, LineError> {
        self.check(&[KIND, IIN, DATE])?;
        self.iin()
    }

    fn account(&self) -> Result<Account, LineError> {
        self.text(Name::Account, Account::parse)
    }

    fn month(&self) -> Result<Month, LineError> {
        self.text(Name::Month, Month::parse)
    }

    fn assistance(&self) -> Result<AssistanceSet, LineError> {
        let invalid = |reason| LineError::invalid(Name::Assistance, reason);
        let Some(Value::Array(kinds)) = self.get(Name::Assistance) else {
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

    fn reply(&self, regulation: &Regulation) -> Result<Reply, LineError> {
        if self.has(Name::Text) {
            return self.text(Name::Text, |text| Ok(regulation.read_reply(text)));
        }
        Ok(match self.coded(Name::Answer, Answer::from_code)? {
            Answer::Agree => Reply::Agree,
            Answer::Refuse => Reply::Refuse,
        })
    }

    fn date(&self) -> Result<NaiveDate, LineError> {
        if self.has(Name::On) { self.text(Name::On, parse_date) } else { self.text(Name::At, parse_instant) }
    }
}
