//! The model behind the lines of the wire: it answers every line that is an object without duplicate names.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use voucher_core::{Iin, Reference};

use super::published::{canonical, published, written_out};
use super::rules::{ALL_GRADES, GROUNDS, Range, Rules};
use super::{Entry, Fact, Meal, Model, Sheet};
use crate::naive::{Code, Month, month_of};
use crate::wire::{self, Naive, Object, civil, instant, is_region, merged, text, trimmed, with};

/// The form of a field.
#[derive(Clone, Copy)]
enum Form {
    Iin,
    Reference,
    Region,
    Grade,
    Grounds,
    Day,
    Month,
    Switch,
    OneOf(&'static [Code]),
}

/// A field: its name, its form, and whether it is required.
type Field = (&'static str, Form, bool);

const SCHOOL: Field = ("school", Form::Reference, true);
const SUPPLIER: Field = ("supplier", Form::Reference, true);
const RECORD: Field = ("record", Form::Reference, true);
const KIND: Field = ("kind", Form::Reference, true);
const IIN: Field = ("iin", Form::Iin, true);
const MONTH: Field = ("month", Form::Month, true);

/// The fields beside the date, in the order in which they are checked; nothing for an unknown name.
fn table(kind: &str, name: &str) -> Option<Vec<Field>> {
    Some(match (kind, name) {
        ("fact", "listed") => vec![
            IIN,
            SCHOOL,
            ("region", Form::Region, true),
            ("grade", Form::Grade, true),
            ("grounds", Form::Grounds, true),
        ],
        ("fact", "delisted" | "notified" | "activated") => vec![IIN],
        ("fact", "replied") => vec![IIN, ("answer", Form::OneOf(&["agree", "refuse"]), true)],
        ("fact", "day_closed" | "day_reopened") => vec![
            SCHOOL,
            ("day", Form::Day, true),
            ("first_grade", Form::Grade, false),
            ("last_grade", Form::Grade, false),
        ],
        ("fact", "meal_given") => {
            let source = Form::OneOf(&["terminal", "qr", "by_hand"]);
            vec![RECORD, IIN, SCHOOL, SUPPLIER, KIND, ("given_on", Form::Day, true), ("source", source, true)]
        }
        ("fact", "meal_withdrawn") => vec![RECORD],
        ("fact", "register_sent" | "register_recalled") | ("query", "register" | "amount") => {
            vec![SCHOOL, SUPPLIER, MONTH]
        }
        ("query", "due") => vec![],
        ("query", "status") => vec![IIN, ("month", Form::Month, false)],
        ("query", "preview") => vec![IIN, SCHOOL, SUPPLIER, KIND, ("open", Form::Switch, false)],
        ("query", "planned") => vec![SCHOOL, MONTH, KIND],
        ("query", "summary") => vec![MONTH],
        _ => return None,
    })
}

/// Why a value is not of the form.
fn fault(form: Form, value: &Value) -> Option<Code> {
    match (form, value.as_str()) {
        (Form::Grade, _) => match value.as_u64() {
            Some(grade @ 0..=2_147_483_647) => (grade > 12).then_some("too_large"),
            Some(_) | None => Some("not_a_count"),
        },
        (Form::Switch, _) => (!value.is_boolean()).then_some("not_a_boolean"),
        (Form::Grounds, _) => match value.as_array() {
            None => Some("not_an_array"),
            Some(grounds) if grounds.len() > 4096 => Some("too_many"),
            Some(grounds) => grounds.iter().find_map(|ground| fault(Form::OneOf(&GROUNDS), ground)),
        },
        (_, None) => Some("not_text"),
        (Form::Iin, Some(text)) => Iin::parse(text).err().map(|error| error.code()),
        (Form::Reference, Some(text)) => Reference::parse(text).err().map(|error| error.code()),
        (Form::Region, Some(text)) => (!is_region(text)).then_some("unknown_region"),
        (Form::Month, Some(text)) => wire::month(Some(text)).is_none().then_some("not_a_month"),
        (Form::OneOf(codes), Some(text)) => (!codes.contains(&text)).then_some("unknown_value"),
        (Form::Day, Some(text)) => {
            let digits = text.split('-').map(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
            let dashed =
                text.split('-').map(str::len).eq([4, 2, 2]) && digits.into_iter().all(|digits| digits);
            let reason = if dashed { "no_such_day" } else { "not_a_date" };
            civil(text).is_none().then_some(reason)
        }
    }
}

fn error(code: Code) -> Value {
    json!({"error": code})
}

/// A field's name, unless it is a stray one that might hold a value.
fn of_field(code: Code, name: &str, reason: Option<Code>) -> Value {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let begins = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    let shown = begins && name.len() <= 32 && name.bytes().all(plain);
    let error = json!({"error": code, "field": if shown { name } else { "?" }});
    with(error, [("reason", reason.map(Value::from))])
}

/// SHA-256 as the wire writes it.
pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold("sha256:".to_owned(), |mut digest, byte| {
        let _ = write!(digest, "{byte:02x}");
        digest
    })
}

/// A journal as it is read: a regulation first, then facts and queries.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    model: Option<Model>,
}

impl Naive for Journal {
    /// Nothing for what is no matter of meals: an instant in error, the regulation of another programme.
    fn answer(&mut self, line: &Value) -> Option<Value> {
        let line = line.as_object()?;
        if text(line, "at").is_some_and(|at| instant(at).is_none()) {
            return None;
        }
        let kinds: Vec<&str> =
            ["regulation", "fact", "query"].into_iter().filter(|kind| line.contains_key(*kind)).collect();
        Some(match (kinds.as_slice(), &mut self.model) {
            (["regulation"], Some(_)) => error("regulation_already_chosen"),
            (["regulation"], None) => self.regulation(line)?,
            ([_], None) => error("no_regulation"),
            ([kind], Some(model)) => said(kind, line, model).unwrap_or_else(|error| error),
            _ => error("unknown_kind"),
        })
    }
}

impl Journal {
    /// The regulation of a line (M4).
    fn regulation(&mut self, line: &Object) -> Option<Value> {
        let named = line.get("regulation")?;
        let base = match (named.as_str(), named.as_object()) {
            (Some(id), _) if published(id).is_none() && !id.starts_with("meals-") => return None,
            (Some(id), _) => published(id),
            (None, Some(whole)) if whole.get("programme").is_none_or(|of| of != "meals") => return None,
            (None, whole) => whole.map(|_| named.clone()),
        };
        let Some(base) = base else { return Some(error("unknown_regulation")) };
        let before = base.get("id").cloned();
        let changed = line.get("change").map_or(base.clone(), |change| merged(base, change));
        let Some(mut json) = written_out(changed) else { return Some(invalid("malformed_regulation")) };
        let mut rules = match Rules::checked(&json) {
            Ok(rules) => rules,
            Err(reason) => return Some(invalid(reason)),
        };
        if let Some(stray) = line.keys().find(|name| *name != "regulation" && *name != "change") {
            return Some(of_field("unknown_field", stray, None));
        }
        if line.contains_key("change") && json.get("id") == before.as_ref() {
            rules.id.push_str("+changed");
            *json.get_mut("id")? = json!(rules.id);
        }
        let taken = json!({"regulation": rules.id, "digest": sha256(&canonical(&json))});
        self.model = Some(Model { rules: Arc::new(rules), told: Vec::new(), latest: None });
        Some(taken)
    }

    /// The date of the latest accepted fact (N9).
    #[must_use]
    pub fn latest(&self) -> Option<NaiveDate> {
        self.model.as_ref()?.latest
    }

    /// All that can still matter of the facts, as it is seen from these days: what is the same is told apart by
    /// nothing that is told or asked later. The days are those on which something happens or is given, and one
    /// before the first of them.
    #[must_use]
    pub fn state(&self, days: &[NaiveDate]) -> String {
        let Some(model) = &self.model else { return String::new() };
        let pupils: BTreeSet<&str> = model.told.iter().filter_map(|told| model.pupil(&told.fact)).collect();
        let (mut state, mut closed, mut sent) =
            (format!("{:?}", model.latest), BTreeSet::new(), BTreeSet::new());
        for iin in pupils {
            state += iin;
            for day in days {
                let month = month_of(*day);
                let answer = model.answer(month, iin, *day);
                let marks = (model.notified(month, iin, *day), model.activated(month, iin, *day));
                let listed = !model.listings(iin, month).is_empty();
                let _ = write!(state, "{:?}{answer:?}{marks:?}{listed}", model.entry(iin, *day));
            }
        }
        for told in &model.told {
            if let Fact::Day { school, day, grades, .. } = &told.fact {
                let of_scope = (grades.first..=grades.last).map(|grade| (school, *day, grade));
                closed.extend(of_scope.filter(|(school, day, grade)| model.closed(school, *day, *grade)));
            }
            if let Fact::Register { sheet, .. } = &told.fact {
                sent.extend(model.sent(sheet).then_some(sheet));
            }
        }
        let mut meals: Vec<_> = model.given_meals().collect();
        meals.sort_by_key(|meal| meal.0);
        for (meal, entry) in meals {
            let _ = write!(state, "{meal:?}{entry:?}{}", model.withdrawn(&meal.record));
        }
        format!("{state}{closed:?}{sent:?}")
    }
}

fn invalid(reason: Code) -> Value {
    json!({"error": "invalid_regulation", "reason": reason})
}

/// The answer to a fact or query, or the error of its line.
fn said(kind: &str, line: &Object, model: &mut Model) -> Result<Value, Value> {
    let name = text(line, kind).unwrap_or_default();
    let table = table(kind, name).ok_or_else(|| error("unknown_kind"))?;
    let date = if line.contains_key("on") || !line.contains_key("at") { "on" } else { "at" };
    let form = if date == "on" { Form::Day } else { Form::OneOf(&[]) };
    let dated = || table.iter().copied().chain([(date, form, true)]);
    if let Some((missing, ..)) = dated().find(|field| field.2 && !line.contains_key(field.0)) {
        return Err(of_field("missing_field", missing, None));
    }
    let known = |name: &String| name == kind || dated().any(|field| field.0 == name);
    if let Some(stray) = line.keys().find(|name| !known(name)) {
        return Err(of_field("unknown_field", stray, None));
    }
    for (name, form, _) in dated() {
        let given = line.get(name).filter(|value| name != "at" || !value.is_string());
        if let Some(reason) = given.and_then(|value| fault(form, value)) {
            return Err(of_field("invalid_field", name, Some(reason)));
        }
    }
    // Nothing is missing or of another form from here on.
    let on = text(line, "on").and_then(civil).or(text(line, "at").and_then(instant)).unwrap_or_default();
    Ok(match fact(name, line).filter(|_| kind == "fact") {
        Some(fact) => wire::told(model.tell(on, &fact).map(|(repeat, stage)| (repeat, stage, None))),
        None => asked(name, line, on, model),
    })
}

/// A text of the line, trimmed (N37).
fn word(line: &Object, name: &str) -> String {
    trimmed(text(line, name).unwrap_or_default()).to_owned()
}

fn month(line: &Object) -> Option<Month> {
    wire::month(text(line, "month"))
}

fn grade(line: &Object, name: &str, otherwise: i32) -> i32 {
    let grade = line.get(name).and_then(Value::as_i64);
    grade.and_then(|grade| i32::try_from(grade).ok()).unwrap_or(otherwise)
}

fn sheet(line: &Object) -> Sheet {
    let month = month(line).unwrap_or_default();
    Sheet { month, school: word(line, "school"), supplier: word(line, "supplier") }
}

fn meal(line: &Object, given_on: NaiveDate) -> Meal {
    let word = |name| word(line, name);
    Meal {
        given_on,
        iin: word("iin"),
        kind: word("kind"),
        record: word("record"),
        school: word("school"),
        supplier: word("supplier"),
        source: word("source"),
    }
}

/// A fact whose fields are of the form of the table.
fn fact(name: &str, line: &Object) -> Option<Fact> {
    let (iin, day) = (word(line, "iin"), |name| text(line, name).and_then(civil));
    Some(match name {
        "listed" => Fact::List {
            iin,
            entry: Some(Entry {
                school: word(line, "school"),
                region: word(line, "region"),
                grade: grade(line, "grade", 0),
                grounds: wire::texts(line.get("grounds"))?.into_iter().collect(),
            }),
        },
        "delisted" => Fact::List { iin, entry: None },
        "notified" => Fact::Notified { iin },
        "replied" => Fact::Replied { iin, agree: text(line, "answer") == Some("agree") },
        "activated" => Fact::Activated { iin },
        "day_closed" | "day_reopened" => Fact::Day {
            school: word(line, "school"),
            day: day("day")?,
            grades: Range {
                first: grade(line, "first_grade", ALL_GRADES.first),
                last: grade(line, "last_grade", ALL_GRADES.last),
            },
            closed: name == "day_closed",
        },
        "meal_given" => Fact::Given(meal(line, day("given_on")?)),
        "meal_withdrawn" => Fact::Withdrawn { record: word(line, "record") },
        "register_sent" | "register_recalled" => {
            Fact::Register { sheet: sheet(line), sent: name == "register_sent" }
        }
        _ => return None,
    })
}

/// The answer to a query whose fields are of the form of the table.
fn asked(name: &str, line: &Object, on: NaiveDate, model: &Model) -> Value {
    let named = month(line).unwrap_or(month_of(on));
    match name {
        "due" => model.due(on),
        "status" => model.status(&word(line, "iin"), named, on),
        "preview" => model.preview(&meal(line, on), line.get("open").and_then(Value::as_bool)),
        "register" => model.register(&sheet(line), on),
        "amount" => model.amount(&sheet(line), on),
        "planned" => model.planned(&word(line, "school"), named, &word(line, "kind"), on),
        _ => model.summary(named, on),
    }
}
