//! The naive model behind the journal of the wire format.
//!
//! It answers the lines that it understands, and only those: a line that deserves an error gets nothing.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde_json::{Map, Value, json};

use crate::naive::{
    Answer, Code, ConsentRules, Day, Due, Fact, Model, Month, Preview, Receipt, Reply, Row, Rules,
};

/// Stands for a digest or a text, which the model does not make.
pub const OPEN: &str = "*";

/// The regulation `gas-2025-08` in JSON, with the wire format's own names.
pub const GAS_2025_08: &str = r#"{
    "id": "gas-2025-08", "programme": "gas",
    "period": {"first": "2025-08-28", "last": "2026-06-30"},
    "regions": ["11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "61", "62", "63", "71", "75", "79"],
    "assistance": ["targeted_social", "housing"],
    "list_closes": {"day": 14, "if_missing": "last_day_of_month"},
    "consent": {
        "scope": "month", "repeat_after_days": 7,
        "last_day": {"day": 29, "if_missing": "last_day_of_month"},
        "agree_codes": ["21*1"], "refuse_codes": []
    },
    "window": {
        "first": {"day": 7, "if_missing": "last_day_of_month"},
        "last": {"day": 29, "if_missing": "last_day_of_month"}
    },
    "activations_per_account": 1,
    "register_due": {"day": 30, "if_missing": "first_day_of_next_month"},
    "discount": null,
    "helpline": "5169", "sign_up_link": "https://egovmobile.page.link/socwallet"
}"#;

/// The regulation `gas-2024-12` in JSON.
pub const GAS_2024_12: &str = r#"{
    "id": "gas-2024-12", "programme": "gas",
    "period": {"first": "2024-12-01", "last": "2025-04-30"},
    "regions": ["27", "79"],
    "assistance": ["targeted_social", "housing"],
    "list_closes": {"day": 14, "if_missing": "last_day_of_month"},
    "consent": null,
    "window": {
        "first": {"day": 1, "if_missing": "last_day_of_month"},
        "last": {"day": 29, "if_missing": "last_day_of_month"}
    },
    "activations_per_account": 1,
    "register_due": {"day": 30, "if_missing": "first_day_of_next_month"},
    "discount": {"rate": "0.24", "norms_m3": {"27": "833", "79": "631"}, "rounding": "half_away_from_zero"},
    "helpline": null, "sign_up_link": null
}"#;

pub(crate) type Object = Map<String, Value>;

/// A regulation as the journal sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regulation {
    /// What it is called.
    pub id: String,
    /// Its programme.
    pub programme: String,
    /// What it decides.
    pub rules: Rules,
}

/// A journal as it is read: a regulation first, then facts and queries.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    chosen: Option<(Regulation, Model)>,
}

impl Journal {
    /// The answer to a line, given without its line end; nothing if the line is none of the model's business.
    pub fn answer(&mut self, number: usize, line: &[u8]) -> Option<Value> {
        let line = object(if number == 1 { without_mark(line) } else { line })?;
        let kinds = ["regulation", "fact", "query"];
        let kind = kinds.into_iter().filter(|kind| line.contains_key(*kind)).collect::<Vec<_>>();
        let mut answer = Map::from_iter([("line".to_owned(), json!(number))]);
        answer.extend(match (kind.as_slice(), &mut self.chosen) {
            (["regulation"], None) => {
                let regulation = chosen(&line)?;
                let taken = fields(json!({"regulation": regulation.id, "digest": OPEN}));
                let model = Model::new(regulation.rules.clone());
                self.chosen = Some((regulation, model));
                taken
            }
            (["fact"], Some((_, model))) => {
                let fact = fact(&line)?;
                fact_answered(&model.record(date(&line)?, &fact))
            }
            (["query"], Some((regulation, model))) => query(&line, regulation, model)?,
            _ => return None,
        });
        Some(Value::Object(answer))
    }
}

/// The input without a byte order mark at its very start.
#[must_use]
pub fn without_mark(input: &[u8]) -> &[u8] {
    input.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input)
}

/// The line as an object without duplicate fields, if it is one.
pub(crate) fn object(line: &[u8]) -> Option<Object> {
    if line.len() > 65_536 {
        return None;
    }
    let value: Value = serde_json::from_slice(line).ok()?;
    (members(&value) == colons(line)).then(|| fields(value)).filter(|line| !line.is_empty())
}

/// A reader keeps one of two equal names: fewer members than colons outside of texts tell.
fn members(value: &Value) -> usize {
    let of_array: usize = value.as_array().into_iter().flatten().map(members).sum();
    let of_object: usize = value.as_object().into_iter().flatten().map(|(_, value)| 1 + members(value)).sum();
    of_array + of_object
}

fn colons(line: &[u8]) -> usize {
    let (mut count, mut in_text, mut escaped) = (0, false, false);
    for byte in line {
        if escaped {
            escaped = false;
        } else if *byte == b'"' {
            in_text = !in_text;
        } else if *byte == b'\\' {
            escaped = true;
        } else if *byte == b':' && !in_text {
            count += 1;
        }
    }
    count
}

/// The members of an object; none of any other value.
pub(crate) fn fields(value: Value) -> Object {
    if let Value::Object(fields) = value { fields } else { Map::new() }
}

/// All the required names are there, and no others than these and the optional ones.
pub(crate) fn shaped(object: &Object, required: &[&str], optional: &[&str]) -> Option<()> {
    let known = |name: &String| required.contains(&name.as_str()) || optional.contains(&name.as_str());
    (required.iter().all(|name| object.contains_key(*name)) && object.keys().all(known)).then_some(())
}

/// The same for a dated line of a fact or query.
fn dated(line: &Object, required: &[&str], optional: &[&str]) -> Option<()> {
    let name = if line.contains_key("on") { "on" } else { "at" };
    let kind = if line.contains_key("fact") { "fact" } else { "query" };
    shaped(line, &[required, &[name, kind]].concat(), optional)
}

pub(crate) fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

/// The code itself, if the field is one of these.
pub(crate) fn one_of(value: Option<&Value>, codes: &[Code]) -> Option<Code> {
    let text = value?.as_str()?;
    codes.iter().find(|code| **code == text).copied()
}

pub(crate) fn texts(value: Option<&Value>) -> Option<Vec<String>> {
    value?.as_array()?.iter().map(|text| Some(text.as_str()?.to_owned())).collect()
}

/// ASCII digits and nothing else, as many as the range says.
fn number<N: std::str::FromStr>(text: Option<&str>, length: usize) -> Option<N> {
    let text = text.filter(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()));
    text?.parse().ok()
}

/// `2025-09`, from the year 1.
pub(crate) fn month(text: Option<&str>) -> Option<Month> {
    let (year, month) = text?.split_once('-')?;
    let month = (number(Some(year), 4)?, number(Some(month), 2)?);
    (month.0 >= 1 && (1..=12).contains(&month.1)).then_some(month)
}

/// `2025-09-07`, from the year 1.
pub(crate) fn civil(text: &str) -> Option<NaiveDate> {
    let (year, month) = month(text.get(..7))?;
    let day = number(text.get(7..)?.strip_prefix('-'), 2)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `on`, or `at` in the one zone (N2).
fn date(line: &Object) -> Option<NaiveDate> {
    match text(line, "on") {
        Some(on) => civil(on),
        None => instant(text(line, "at")?),
    }
}

/// RFC 3339, from the hour of the one zone on (N2).
pub(crate) fn instant(text: &str) -> Option<NaiveDate> {
    let day = civil(text.get(..10)?)?;
    let clock = text.get(10..)?.strip_prefix(['T', 't'])?;
    let (hour, minute, second) =
        (clock.get(..3)?.strip_suffix(':'), clock.get(3..6)?.strip_suffix(':'), clock.get(6..8));
    let time = NaiveTime::from_hms_opt(number(hour, 2)?, number(minute, 2)?, number(second, 2)?)?;
    let mut rest = clock.get(8..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
        if rest.len() == fraction.len() {
            return None;
        }
    }
    let universal = NaiveDateTime::new(day, time).checked_sub_signed(offset(rest)?)?;
    let single_zone = NaiveDate::from_ymd_opt(2024, 2, 29)?.and_hms_opt(19, 0, 0)?;
    let here = universal.checked_add_signed(TimeDelta::hours(5))?.date();
    (universal >= single_zone && here <= NaiveDate::from_ymd_opt(9999, 12, 31)?).then_some(here)
}

fn offset(text: &str) -> Option<TimeDelta> {
    if text == "Z" || text == "z" {
        return Some(TimeDelta::zero());
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (number(Some(hours), 2)?, number(Some(minutes), 2)?);
    (hours < 24 && minutes < 60).then(|| TimeDelta::minutes(sign * (60 * hours + minutes)))
}

/// N31.
fn iin(text: Option<&str>) -> Option<u64> {
    let digits: Vec<usize> =
        text?.chars().map(|digit| number(Some(digit.encode_utf8(&mut [0; 4])), 1)).collect::<Option<_>>()?;
    let (control, first) = digits.split_last()?;
    let sum = |weights: [usize; 11]| {
        first.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<usize>() % 11
    };
    let right = match sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
        10 => sum([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]),
        digit => digit,
    };
    let twelve_equal = first.iter().all(|digit| digit == control);
    if right == 10 || right != *control || twelve_equal { None } else { number(text, 12) }
}

/// Without ASCII white space at the ends (N14).
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\u{c}', '\r'])
}

/// N24.
fn account(text: Option<&str>) -> Option<String> {
    let text = trimmed(text?);
    let fits = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'/');
    let number = text.bytes().any(|byte| byte.is_ascii_digit());
    (fits && number && (1..=32).contains(&text.len())).then(|| text.to_ascii_uppercase())
}

/// An amount in parts of 10 to the power of `decimals`, below a bound in whole units (N29).
fn amount(text: Option<&str>, decimals: usize, below: u128) -> Option<u128> {
    let text = text?;
    let plain = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let long = fraction.len() > decimals && plain.contains('.');
    if !digits(whole) || !digits(fraction) || long {
        return None;
    }
    let parts: u128 = format!("0{}{fraction:0<decimals$}", whole.trim_start_matches('0')).parse().ok()?;
    let negative = text.starts_with('-') && parts > 0;
    (!negative && parts < below * 10_u128.pow(u32::try_from(decimals).ok()?)).then_some(parts)
}

fn cubic_metres(text: Option<&str>) -> Option<u128> {
    amount(text, 3, 100_000_000)
}

fn rate(text: Option<&str>) -> Option<u128> {
    amount(text, 4, 2).filter(|rate| *rate <= 10_000)
}

fn assistance(value: Option<&Value>) -> Option<BTreeSet<String>> {
    let kinds = texts(value)?;
    let known = kinds.iter().all(|kind| kind == "targeted_social" || kind == "housing");
    known.then(|| kinds.into_iter().collect())
}

/// One of the 20 regions (N33).
pub(crate) fn is_region(text: &str) -> bool {
    let all = "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79";
    all.split(' ').any(|region| region == text)
}

/// A fact of the table of the wire format.
fn fact(line: &Object) -> Option<Fact> {
    let kind = text(line, "fact")?;
    let (required, optional): (&[&str], &[&str]) = match kind {
        "listed" => (&["iin", "region", "assistance"], &[]),
        "delisted" | "offer_accepted" | "confirmed" => (&["iin"], &[]),
        "sms_sent" => (&["iin", "kind"], &[]),
        "replied" => (&["iin", if line.contains_key("text") { "text" } else { "answer" }], &[]),
        "account_entered" => (&["iin", "account", "channel"], &[]),
        "account_checked" => (&["iin", "account", "exists"], &[]),
        "register_sent" => (&["month"], &[]),
        _ => return None,
    };
    dated(line, required, optional)?;
    let person = iin(text(line, "iin"));
    Some(match kind {
        "listed" => Fact::Listed {
            iin: person?,
            region: text(line, "region").filter(|region| is_region(region))?.to_owned(),
            assistance: assistance(line.get("assistance"))?,
        },
        "delisted" => Fact::Delisted { iin: person? },
        "sms_sent" => Fact::SmsSent {
            iin: person?,
            repeat: one_of(line.get("kind"), &["start", "repeat"])? == "repeat",
        },
        "replied" => Fact::Replied { iin: person?, reply: reply(line)? },
        "account_entered" => Fact::AccountEntered {
            iin: person?,
            account: account(text(line, "account"))?,
            channel: one_of(line.get("channel"), &["egov_mobile", "service_centre"])?,
        },
        "offer_accepted" => Fact::OfferAccepted { iin: person? },
        "account_checked" => Fact::AccountChecked {
            iin: person?,
            account: account(text(line, "account"))?,
            exists: line.get("exists")?.as_bool()?,
        },
        "confirmed" => Fact::Confirmed { iin: person? },
        _ => Fact::RegisterSent { month: month(text(line, "month"))? },
    })
}

fn reply(line: &Object) -> Option<Reply> {
    match line.get("text") {
        Some(text) => Some(Reply::Text(text.as_str()?.to_owned())),
        None if one_of(line.get("answer"), &["agree", "refuse"])? == "agree" => Some(Reply::Agree),
        None => Some(Reply::Refuse),
    }
}

fn fact_answered(answer: &Answer) -> Object {
    if !answer.accepted {
        return fields(json!({"accepted": false, "refusals": answer.refusals}));
    }
    let repeat = answer.repeat.then(|| json!(true));
    let rest = [
        ("repeat", repeat),
        ("stage", answer.stage.map(Value::from)),
        ("next", answer.next.map(Value::from)),
    ];
    with(json!({"accepted": true}), rest)
}

/// The fields, and those of the others that are there.
pub(crate) fn with<const N: usize>(value: Value, others: [(&str, Option<Value>); N]) -> Object {
    let mut all = fields(value);
    all.extend(others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    all
}

/// A query of the table of the wire format, answered.
fn query(line: &Object, regulation: &Regulation, model: &Model) -> Option<Object> {
    match text(line, "query")? {
        "due" => {
            dated(line, &[], &[])?;
            Some(due_answered(model.due(date(line)?)))
        }
        "status" => status(line, model),
        "preview" => preview(line, regulation, model),
        "register" => {
            dated(line, &["month"], &[])?;
            let month = month(text(line, "month"))?;
            Some(register_answered(month, regulation, model.register(month, date(line)?)))
        }
        "receipt" => receipt(line, model),
        "summary" => {
            dated(line, &["month"], &[])?;
            let counts = model.summary(month(text(line, "month"))?, date(line)?);
            let counts: Object =
                counts.into_iter().map(|(stage, count)| (stage.to_owned(), json!(count))).collect();
            Some(fields(json!({"summary": counts})))
        }
        _ => None,
    }
}

fn due_answered(due: Vec<Due>) -> Object {
    let action = |due| match due {
        Due::StartSms(iin) => json!({"action": "send_start_sms", "iin": format!("{iin:012}")}),
        Due::RepeatSms(iin) => json!({"action": "send_repeat_sms", "iin": format!("{iin:012}")}),
        Due::Register(month) => json!({"action": "send_register", "month": month_text(month)}),
    };
    fields(json!({"due": due.into_iter().map(action).collect::<Vec<_>>()}))
}

pub(crate) fn month_text((year, month): Month) -> String {
    format!("{year:04}-{month:02}")
}

fn status(line: &Object, model: &Model) -> Option<Object> {
    dated(line, &["iin"], &["month"])?;
    let (iin, on) = (iin(text(line, "iin"))?, date(line)?);
    let month = match line.get("month") {
        Some(named) => month(named.as_str())?,
        None => crate::naive::month_of(on),
    };
    let stage = model.stage(iin, month, on);
    let until = model.until(stage, month).map(|until| json!(until.to_string()));
    Some(with(json!({"stage": stage}), [("until", until), ("text", Some(json!(OPEN)))]))
}

fn preview(line: &Object, regulation: &Regulation, model: &Model) -> Option<Object> {
    dated(line, &["iin", "account"], &["exists"])?;
    let (iin, account) = (iin(text(line, "iin"))?, account(text(line, "account"))?);
    let exists = match line.get("exists") {
        Some(exists) => Some(exists.as_bool()?),
        None => None,
    };
    let on = date(line)?;
    let month = month_text(crate::naive::month_of(on));
    Some(match model.preview(iin, &account, exists, on) {
        Preview::Yes => {
            let key = json!({"programme": regulation.programme, "month": month, "account": account});
            fields(json!({"preview": "yes", "key": key}))
        }
        Preview::No(refusals, earliest) => {
            let earliest = earliest.map(|day| json!(day.to_string()));
            with(json!({"preview": "no", "refusals": refusals}), [("earliest", earliest)])
        }
        Preview::CannotTell(missing) => fields(json!({"preview": "cannot_tell", "missing": missing})),
    })
}

fn register_answered(month: Month, regulation: &Regulation, register: Result<Vec<Row>, Vec<Code>>) -> Object {
    let rows = match register {
        Err(refusals) => return fields(json!({"refusals": refusals})),
        Ok(rows) => rows,
    };
    let row = |row: Row| {
        let (iin, on) = (format!("{:012}", row.iin), row.on.to_string());
        json!({"account": row.account, "iin": iin, "activated_on": on, "channel": row.channel})
    };
    let rows: Vec<Value> = rows.into_iter().map(row).collect();
    let (month, id) = (month_text(month), &regulation.id);
    let register =
        json!({"month": month, "regulation": id, "count": rows.len(), "rows": rows, "digest": OPEN});
    fields(json!({"register": register}))
}

fn receipt(line: &Object, model: &Model) -> Option<Object> {
    shaped(line, &["query", "month", "account", "volume_m3", "price"], &["terms"])?;
    let (month, account) = (month(text(line, "month"))?, account(text(line, "account"))?);
    let volume = cubic_metres(text(line, "volume_m3"))?;
    let price = amount(text(line, "price"), 4, 100_000_000)?;
    let terms = match line.get("terms") {
        Some(terms) => {
            let terms = terms.as_object()?;
            shaped(terms, &["rate", "norm_m3"], &[])?;
            Some((rate(text(terms, "rate"))?, cubic_metres(text(terms, "norm_m3"))?))
        }
        None => None,
    };
    let tenge = |tiyn: u128| format!("{}.{:02}", tiyn / 100, tiyn % 100);
    Some(fields(match model.receipt(month, &account, volume, price, terms) {
        Err(refusal) => json!({"refusals": [refusal]}),
        Ok(Receipt { gross, discount, payable }) => {
            json!({"receipt": {"gross": tenge(gross), "discount": tenge(discount), "payable": tenge(payable)}})
        }
    }))
}

/// The regulation of a line: one of the two or a whole one, changed where the line says so.
fn chosen(line: &Object) -> Option<Regulation> {
    shaped(line, &["regulation"], &["change"])?;
    let named = line.get("regulation")?;
    let base = match named.as_str() {
        Some("gas-2025-08") => serde_json::from_str(GAS_2025_08).ok()?,
        Some("gas-2024-12") => serde_json::from_str(GAS_2024_12).ok()?,
        Some(_) => return None,
        None => named.clone(),
    };
    let Some(change) = line.get("change") else {
        return regulation(base.as_object()?);
    };
    let before = text(base.as_object()?, "id")?.to_owned();
    let mut changed = regulation(merged(base, change).as_object()?)?;
    if changed.id == before {
        changed.id.push_str("+changed");
    }
    Some(changed)
}

/// RFC 7396.
pub(crate) fn merged(target: Value, patch: &Value) -> Value {
    let Some(patch) = patch.as_object() else {
        return patch.clone();
    };
    let mut target = fields(target);
    for (name, value) in patch {
        let old = target.remove(name).unwrap_or_default();
        if !value.is_null() {
            target.insert(name.clone(), merged(old, value));
        }
    }
    Value::Object(target)
}

/// A regulation without a fault (N7), from its JSON.
#[must_use]
pub fn regulation(json: &Object) -> Option<Regulation> {
    let required = [
        "id",
        "programme",
        "period",
        "regions",
        "assistance",
        "list_closes",
        "window",
        "activations_per_account",
        "register_due",
    ];
    shaped(json, &required, &["form", "consent", "discount", "helpline", "sign_up_link"])?;
    json.get("form").is_none_or(|form| form.as_u64() == Some(1)).then_some(())?;
    let link = json.get("sign_up_link").and_then(Value::as_str);
    link.is_none_or(is_https).then_some(())?;
    let (period, window) = (json.get("period")?.as_object()?, json.get("window")?.as_object()?);
    shaped(period, &["first", "last"], &[])?;
    shaped(window, &["first", "last"], &[])?;
    for name in ["helpline", "sign_up_link"] {
        let ours = json.get(name).is_none_or(|value| value.is_null() || value.is_string());
        ours.then_some(())?;
    }
    let rules = Rules {
        first: civil(text(period, "first")?)?,
        last: civil(text(period, "last")?)?,
        regions: texts(json.get("regions"))?.into_iter().collect(),
        assistance: assistance(json.get("assistance"))?,
        list_closes: day(json.get("list_closes")?)?,
        consent: match json.get("consent") {
            None | Some(Value::Null) => None,
            Some(consent) => Some(self::consent(consent.as_object()?)?),
        },
        window_first: day(window.get("first")?)?,
        window_last: day(window.get("last")?)?,
        limit: usize::try_from(whole(json.get("activations_per_account")?)?).ok()?,
        register_due: day(json.get("register_due")?)?,
        discount: match json.get("discount") {
            None | Some(Value::Null) => None,
            Some(discount) => Some(self::discount(discount.as_object()?)?),
        },
    };
    let (id, programme) = (text(json, "id")?.to_owned(), text(json, "programme")?.to_owned());
    faultless(&rules).then_some(Regulation { id, programme, rules })
}

/// A whole number of 32 bits with sign.
pub(crate) fn whole(value: &Value) -> Option<i32> {
    i32::try_from(value.as_i64()?).ok()
}

pub(crate) fn day(value: &Value) -> Option<Day> {
    let value = value.as_object()?;
    shaped(value, &["day", "if_missing"], &[])?;
    let if_missing = one_of(value.get("if_missing"), &["last_day_of_month", "first_day_of_next_month"])?;
    // Below zero is as far out of range as zero.
    let day = u32::try_from(whole(value.get("day")?)?).unwrap_or(0);
    Some(Day { day, next_month: if_missing == "first_day_of_next_month" })
}

fn consent(json: &Object) -> Option<ConsentRules> {
    shaped(json, &["scope", "repeat_after_days", "last_day", "agree_codes", "refuse_codes"], &[])?;
    Some(ConsentRules {
        until_withdrawn: one_of(json.get("scope"), &["month", "until_withdrawn"])? == "until_withdrawn",
        repeat_after_days: whole(json.get("repeat_after_days")?)?.into(),
        last_day: day(json.get("last_day")?)?,
        agree_codes: texts(json.get("agree_codes"))?,
        refuse_codes: texts(json.get("refuse_codes"))?,
    })
}

fn discount(json: &Object) -> Option<(u128, std::collections::BTreeMap<String, u128>)> {
    shaped(json, &["rate", "norms_m3", "rounding"], &[])?;
    one_of(json.get("rounding"), &["half_away_from_zero"])?;
    let norms = json.get("norms_m3")?.as_object()?.iter();
    let norms = norms.map(|(region, norm)| Some((region.clone(), cubic_metres(norm.as_str())?)));
    Some((rate(text(json, "rate"))?, norms.collect::<Option<_>>()?))
}

fn is_https(link: &str) -> bool {
    link.len() > 8
        && link.starts_with("https://")
        && !link.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// None of the faults of N7; amounts were checked as they were read.
fn faultless(rules: &Rules) -> bool {
    let normed = rules.discount.iter().flat_map(|discount| discount.1.keys());
    let days = [rules.list_closes, rules.window_first, rules.window_last, rules.register_due];
    let last_day = rules.consent.iter().map(|consent| consent.last_day);
    let of_every_length = [(2025, 2), (2024, 2), (2025, 4), (2025, 1)];
    rules.first <= rules.last
        && !rules.regions.is_empty()
        && rules.regions.iter().chain(normed).all(|region| is_region(region))
        && !rules.assistance.is_empty()
        && days.into_iter().chain(last_day).all(|day| (1..=31).contains(&day.day))
        && of_every_length.into_iter().all(|month| {
            rules.window_first.of(month) <= rules.window_last.of(month)
                && rules.window_last.of(month) < rules.register_due.of(month)
        })
        && rules.limit >= 1
        && rules.consent.iter().all(|consent| consent.repeat_after_days >= 1)
        && rules
            .consent
            .iter()
            .flat_map(|consent| consent.agree_codes.iter().chain(&consent.refuse_codes))
            .all(|code| !code.is_empty() && code == trimmed(code))
}
