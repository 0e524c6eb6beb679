//! The naive model behind the journal of the wire format.
//!
//! It answers the lines that it understands, and only those: a line that deserves an error gets nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::naive::{
    Answer, Code, ConsentRules, Due, Fact, Model, Month, Preview, Receipt, Reply, Row, Rules, month_of,
};
use crate::wire::{
    self, Naive, OPEN, Object, civil, dated, day, is_region, month, month_text, one_of, shaped, text, texts,
    trimmed, whole, with,
};

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

impl Naive for Journal {
    fn answer(&mut self, line: &Value) -> Option<Value> {
        let (on, object) = (wire::date(line), line.as_object()?);
        let kinds = ["regulation", "fact", "query"];
        let kind = kinds.into_iter().filter(|kind| object.contains_key(*kind)).collect::<Vec<_>>();
        Some(match (kind.as_slice(), &mut self.chosen) {
            (["regulation"], None) => {
                shaped(object, &["regulation"], &["change"])?;
                let regulation = regulation(&wire::chosen(line, published)?)?;
                let taken = wire::taken(&json!(regulation.id));
                let model = Model::new(regulation.rules.clone());
                self.chosen = Some((regulation, model));
                taken
            }
            (["fact"], Some((_, model))) => {
                let fact = fact(object)?;
                let Answer { accepted, repeat, refusals, stage, next } = model.record(on?, &fact);
                wire::told(if accepted { Ok((repeat, stage, next)) } else { Err(refusals) })
            }
            (["query"], Some((regulation, model))) => query(object, on, regulation, model)?,
            _ => return None,
        })
    }
}

/// N31.
fn iin(text: Option<&str>) -> Option<u64> {
    let digits: Vec<usize> = text?
        .chars()
        .map(|digit| wire::number(Some(digit.encode_utf8(&mut [0; 4])), 1))
        .collect::<Option<_>>()?;
    let (control, first) = digits.split_last()?;
    let sum = |weights: [usize; 11]| {
        first.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<usize>() % 11
    };
    let right = match sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
        10 => sum([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]),
        digit => digit,
    };
    let twelve_equal = first.iter().all(|digit| digit == control);
    if right == 10 || right != *control || twelve_equal { None } else { wire::number(text, 12) }
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

/// A query of the table of the wire format, answered.
fn query(line: &Object, on: Option<NaiveDate>, regulation: &Regulation, model: &Model) -> Option<Value> {
    match text(line, "query")? {
        "due" => {
            dated(line, &[], &[])?;
            Some(due_answered(model.due(on?)))
        }
        "status" => status(line, on?, model),
        "preview" => preview(line, on?, regulation, model),
        "register" => {
            dated(line, &["month"], &[])?;
            let month = month(text(line, "month"))?;
            Some(register_answered(month, regulation, model.register(month, on?)))
        }
        "receipt" => receipt(line, model),
        "summary" => {
            dated(line, &["month"], &[])?;
            let counts = model.summary(month(text(line, "month"))?, on?);
            let counts: Object =
                counts.into_iter().map(|(stage, count)| (stage.to_owned(), json!(count))).collect();
            Some(json!({"summary": counts}))
        }
        _ => None,
    }
}

fn due_answered(due: Vec<Due>) -> Value {
    let action = |due| match due {
        Due::StartSms(iin) => json!({"action": "send_start_sms", "iin": format!("{iin:012}")}),
        Due::RepeatSms(iin) => json!({"action": "send_repeat_sms", "iin": format!("{iin:012}")}),
        Due::Register(month) => json!({"action": "send_register", "month": month_text(month)}),
    };
    json!({"due": due.into_iter().map(action).collect::<Vec<_>>()})
}

fn status(line: &Object, on: NaiveDate, model: &Model) -> Option<Value> {
    dated(line, &["iin"], &["month"])?;
    let iin = iin(text(line, "iin"))?;
    let month = match line.get("month") {
        Some(named) => month(named.as_str())?,
        None => month_of(on),
    };
    let stage = model.stage(iin, month, on);
    let until = model.until(stage, month).map(|until| json!(until.to_string()));
    Some(with(json!({"stage": stage}), [("until", until), ("text", Some(json!(OPEN)))]))
}

fn preview(line: &Object, on: NaiveDate, regulation: &Regulation, model: &Model) -> Option<Value> {
    dated(line, &["iin", "account"], &["exists"])?;
    let (iin, account) = (iin(text(line, "iin"))?, account(text(line, "account"))?);
    let exists = match line.get("exists") {
        Some(exists) => Some(exists.as_bool()?),
        None => None,
    };
    let month = month_text(month_of(on));
    Some(match model.preview(iin, &account, exists, on) {
        Preview::Yes => {
            let key = json!({"programme": regulation.programme, "month": month, "account": account});
            json!({"preview": "yes", "key": key})
        }
        Preview::No(refusals, earliest) => {
            let earliest = earliest.map(|day| json!(day.to_string()));
            with(json!({"preview": "no", "refusals": refusals}), [("earliest", earliest)])
        }
        Preview::CannotTell(missing) => json!({"preview": "cannot_tell", "missing": missing}),
    })
}

fn register_answered(month: Month, regulation: &Regulation, register: Result<Vec<Row>, Vec<Code>>) -> Value {
    let rows = match register {
        Err(refusals) => return json!({"refusals": refusals}),
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
    json!({"register": register})
}

fn receipt(line: &Object, model: &Model) -> Option<Value> {
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
    Some(match model.receipt(month, &account, volume, price, terms) {
        Err(refusal) => json!({"refusals": [refusal]}),
        Ok(Receipt { gross, discount, payable }) => {
            json!({"receipt": {"gross": tenge(gross), "discount": tenge(discount), "payable": tenge(payable)}})
        }
    })
}

/// A published regulation in JSON.
fn published(id: &str) -> Option<Value> {
    let json = match id {
        "gas-2025-08" => GAS_2025_08,
        "gas-2024-12" => GAS_2024_12,
        _ => return None,
    };
    serde_json::from_str(json).ok()
}

/// A regulation without a fault (N7), from its JSON.
#[must_use]
pub fn regulation(json: &Value) -> Option<Regulation> {
    let json = json.as_object()?;
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

fn discount(json: &Object) -> Option<(u128, BTreeMap<String, u128>)> {
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
