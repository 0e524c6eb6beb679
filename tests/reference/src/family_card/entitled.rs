//! Rights (K10 to K17): sums are fractions until the end, and a term is counted month by month.

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

use super::{day, list, micro, text};

/// A sum as a fraction: parts, and how many of them a tenge has.
type Sum = (i128, i128);

/// One question.
struct Asked<'v> {
    benefits: &'v Value,
    facts: &'v Value,
    on: NaiveDate,
    refusals: Vec<&'static str>,
    missing: Vec<&'static str>,
}

/// The answer about one right.
#[must_use]
pub fn entitled(benefits: &Value, service: &str, facts: &Value, on: NaiveDate) -> Option<Value> {
    let asked = Asked { benefits, facts, on, refusals: Vec::new(), missing: Vec::new() };
    if service == "targeted_assistance" {
        return asked.targeted_assistance();
    }
    let mut rows =
        list(benefits, service).iter().filter(|row| day(row, "from").is_some_and(|from| from <= on));
    let Some(row) = rows.next_back() else { return Some(cannot_tell(&["rules"])) };
    match service {
        "maternity" => asked.maternity(row),
        "child_care" => asked.child_care(row),
        "job_loss" => asked.job_loss(row),
        "breadwinner" => asked.breadwinner(row),
        "child_disability_carer" => asked.carer(row),
        "disability" => asked.disability(row),
        "large_family" => asked.large_family(row),
        "awarded_mother" => asked.awarded_mother(row),
        _ => None,
    }
}

fn cannot_tell(missing: &[&str]) -> Value {
    json!({ "entitled": "cannot_tell", "missing": missing })
}

/// The amount of a right: a sum of money to round and then to multiply, or what is wanting.
enum Worth {
    Sum(Option<Sum>, i128),
    Wanting(Vec<&'static str>),
}

impl Asked<'_> {
    fn known(&self, name: &str) -> Option<&Value> {
        self.facts.get(name)
    }

    fn says(&self, name: &str, value: impl Into<Value>) -> bool {
        self.known(name) == Some(&value.into())
    }

    fn day(&self, name: &str) -> Option<NaiveDate> {
        day(self.facts, name)
    }

    fn count(&self, name: &str) -> Option<i128> {
        self.known(name)?.as_i64().map(i128::from)
    }

    fn conditions(&mut self, names: &[&'static str]) {
        self.missing = self.wanting(names);
    }

    fn wanting(&self, names: &[&'static str]) -> Vec<&'static str> {
        names.iter().copied().filter(|name| self.known(name).is_none()).collect()
    }

    fn refuse(&mut self, holds: bool, refusal: &'static str) {
        if holds {
            self.refusals.push(refusal);
        }
    }

    /// `not_yet`, `no_longer`, and then the answer.
    fn answer(
        mut self,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
        worth: impl FnOnce(&Self) -> Option<Worth>,
    ) -> Option<Value> {
        self.refuse(first.is_some_and(|first| self.on < first), "not_yet");
        self.refuse(last.is_some_and(|last| self.on > last), "no_longer");
        if !self.refusals.is_empty() {
            return Some(json!({ "entitled": "no", "refusals": self.refusals }));
        }
        if !self.missing.is_empty() {
            return Some(cannot_tell(&self.missing));
        }
        let mut answer = Map::new();
        answer.insert("entitled".into(), "yes".into());
        match worth(&self)? {
            Worth::Wanting(facts) if !facts.is_empty() => {
                answer.insert("amount_unknown".into(), facts.into());
            }
            Worth::Wanting(_) => return None,
            Worth::Sum(sum, times) => match (self.base("mci"), sum) {
                (Some(_), Some(sum)) => {
                    let amount = format!("{}.00", self.rounded(sum)? * times);
                    answer.insert("amount".into(), amount.into());
                }
                (base, sum) => {
                    let unpublished = [(base.is_none(), "base_values"), (sum.is_none(), "rate")];
                    let names: Vec<_> =
                        unpublished.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name).collect();
                    answer.insert("amount_unknown".into(), names.into());
                }
            },
        }
        for (name, day) in [("first", first), ("last", last)] {
            if let Some(day) = day {
                answer.insert(name.into(), day.to_string().into());
            }
        }
        Some(Value::Object(answer))
    }

    /// The sum that these facts and rates give: wanting where a fact is.
    fn worth(&self, facts: &[&'static str], sum: impl FnOnce() -> Option<Sum>) -> Option<Worth> {
        let wanting = self.wanting(facts);
        Some(if wanting.is_empty() { Worth::Sum(sum(), 1) } else { Worth::Wanting(wanting) })
    }

    /// A base value of the date. Where there is none, 1 stands for it, so that a rate that is wanting shows.
    fn base(&self, name: &str) -> Option<i128> {
        let holds = |row: &&Value| {
            day(row, "first").is_some_and(|first| first <= self.on)
                && day(row, "last").is_some_and(|last| self.on <= last)
        };
        micro(text(list(self.benefits, "base").iter().find(holds)?, name)?)
    }

    fn base_or_one(&self, name: &str) -> i128 {
        self.base(name).unwrap_or(1)
    }

    fn share(&self, rate: Option<&Value>, base: &str) -> Option<Sum> {
        let rate = micro(rate?.as_str()?)?;
        Some((rate * self.base_or_one(base), MICRO * MICRO))
    }

    fn rounded(&self, (parts, of): Sum) -> Option<i128> {
        Some(match text(self.benefits, "rounding")? {
            "up" => (parts + of - 1).div_euclid(of),
            _ => (2 * parts + of).div_euclid(2 * of),
        })
    }

    /// The day before the same day so many months later (K13).
    fn last_of(&self, day: NaiveDate, months: i64) -> Option<NaiveDate> {
        let (mut year, mut month) = (day.year(), day.month());
        for _ in 0..months {
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        let end = NaiveDate::from_ymd_opt(9999, 12, 31)?;
        if year > 9999 {
            return Some(end);
        }
        let after = NaiveDate::from_ymd_opt(year, month, day.day()).or_else(|| {
            let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let first = NaiveDate::from_ymd_opt(next.0, next.1, 1)?;
            let first_of_next = text(self.benefits, "if_missing") == Some("first_day_of_next_month");
            if first_of_next { Some(first) } else { first.pred_opt() }
        })?;
        after.pred_opt()
    }

    /// The smaller of an income and so many wages.
    fn capped(&self, income: &str, row: &Value) -> Option<Sum> {
        let cap = micro(text(row, "income_cap")?)?;
        let income = micro(text(self.facts, income)?)?;
        Some((
            (income * MICRO).min(cap * self.base("minimum_wage").unwrap_or(i128::from(u32::MAX))),
            MICRO * MICRO,
        ))
    }

    fn maternity(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["insured", "sick_list_from"]);
        self.refuse(self.says("insured", false), "not_insured");
        self.refuse(self.says("sick_list_from", "none"), "no_sick_list");
        let first = self.day("sick_list_from");
        let last = first.and_then(|first| self.last_of(first, whole(row, "term_months")?));
        self.answer(first, last, |asked| {
            asked.worth(&["sick_list_days", "income_12_months"], || {
                let (parts, of) = asked.capped("income_12_months", row)?;
                let left = MICRO - micro(text(row, "withheld")?)?;
                let month = i128::from(whole(row, "days_per_month")?);
                Some((parts * asked.count("sick_list_days")? * left / MICRO, of * month))
            })
        })
    }

    fn child_care(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["insured", "born"]);
        self.refuse(self.says("insured", false), "not_insured");
        let first = self.day("born");
        let last = first.and_then(|first| self.last_of(first, whole(row, "term_months")?));
        self.answer(first, last, |asked| {
            asked.worth(&["order", "income_24_months"], || {
                let (parts, of) = asked.capped("income_24_months", row)?;
                let part = parts * micro(text(row, "rate")?)? / MICRO;
                let floor = micro(nth(list(row, "floors"), asked.count("order")?)?.as_str()?)?;
                Some((part.max(floor * asked.base_or_one("mci")), of))
            })
        })
    }

    fn job_loss(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["months_of_participation", "registered_on"]);
        let months = self.count("months_of_participation");
        let few = months.zip(whole(row, "least_months")).is_some_and(|(months, least)| months < least.into());
        self.refuse(few, "too_few_months");
        self.refuse(self.says("registered_on", "none"), "not_registered_unemployed");
        let reached = |line: &&Value| {
            months.zip(whole(line, "months")).is_some_and(|(months, from)| months >= from.into())
        };
        let line = list(row, "by_months").iter().rfind(reached);
        let first = self.day("registered_on");
        let last = first.zip(line).and_then(|(first, line)| self.last_of(first, whole(line, "paid_months")?));
        self.answer(first, last, |asked| {
            asked.worth(&["income_24_months"], || {
                let (parts, of) = asked.capped("income_24_months", row)?;
                let (rate, length) = (micro(text(row, "rate")?)?, micro(text(line?, "coefficient")?)?);
                Some((parts * (rate / 100) * (length / 100), of * 100_000_000))
            })
        })
    }

    fn breadwinner(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["lost_on", "dependants"]);
        self.refuse(self.says("lost_on", "none"), "no_loss");
        self.refuse(self.says("dependants", 0), "no_dependant");
        let first = self.day("lost_on");
        self.answer(first, None, |asked| {
            if asked.says("insured", true) {
                return Some(Worth::Sum(None, 1));
            }
            let wanting = asked.wanting(&["insured", "both_parents_lost"]);
            if !wanting.is_empty() {
                return Some(Worth::Wanting(wanting));
            }
            let dependants = asked.count("dependants")?;
            Some(if asked.says("both_parents_lost", true) {
                Worth::Sum(asked.share(row.get("both_parents_per_child"), "subsistence"), dependants)
            } else {
                Worth::Sum(asked.share(nth(list(row, "by_dependants"), dependants), "subsistence"), 1)
            })
        })
    }

    fn carer(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["carer", "born", "established_on", "until"]);
        self.refuse(self.says("carer", false), "not_carer");
        self.refuse(self.says("established_on", "none"), "no_disability");
        let grown = self.day("born").and_then(|born| self.last_of(born, 12 * whole(row, "child_under")?));
        let last = match (grown, self.day("until")) {
            (Some(grown), Some(until)) => Some(grown.min(until)),
            (grown, until) => grown.or(until),
        };
        let first = self.day("established_on");
        self.answer(first, last, |asked| asked.worth(&[], || asked.share(row.get("rate"), "subsistence")))
    }

    fn disability(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["established_on", "until"]);
        self.refuse(self.says("established_on", "none"), "no_disability");
        let (first, last) = (self.day("established_on"), self.day("until"));
        self.answer(first, last, |asked| {
            let under = |age: &str| {
                let last = asked.day("born").and_then(|born| asked.last_of(born, 12 * whole(row, age)?));
                last.is_some_and(|last| asked.on <= last)
            };
            let (young, minor) = (under("young_under"), under("adult_from"));
            let childhood = minor || asked.says("since_childhood", true);
            let mut needed = vec!["born"];
            if !young {
                needed.push("group");
            }
            if !minor {
                needed.push("since_childhood");
            }
            if !childhood {
                needed.push("cause");
            }
            asked.worth(&needed, || {
                let of_group =
                    |name| list(row, name).get(text(asked.facts, "group")?.parse::<usize>().ok()? - 1);
                let rate = match (young, childhood) {
                    (true, _) => row.get("young"),
                    (false, true) => of_group("childhood"),
                    (false, false) if asked.says("cause", "general") => of_group("adult"),
                    (false, false) => None,
                };
                asked.share(rate, "subsistence")
            })
        })
    }

    fn large_family(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["children"]);
        let Some(children) = self.known("children").and_then(Value::as_array) else {
            return self.answer(None, None, |_| None);
        };
        let least = usize::try_from(whole(row, "least_children")?).ok()?;
        let (mut lasts, mut open) = (Vec::new(), Vec::new());
        for child in children {
            let student = child.get("student").and_then(Value::as_bool);
            let Some(born) = day(child, "born") else {
                open.push((true, student.is_none()));
                continue;
            };
            let last = |age: &str| self.last_of(born, 12 * whole(row, age)?);
            let (grown, graduated) = (last("child_under")?, last("student_under")?);
            if born <= self.on && self.on <= grown {
                lasts.push(grown);
            } else if born <= self.on && self.on <= graduated {
                match student {
                    Some(true) => lasts.push(graduated),
                    Some(false) => {}
                    None => open.push((false, true)),
                }
            }
        }
        let sure = lasts.len();
        self.refuse(sure + open.len() < least, "too_few_children");
        let mut lacking = Vec::new();
        if open.iter().any(|(born, _)| *born) {
            lacking.push("born");
        }
        if open.iter().any(|(_, student)| *student) {
            lacking.push("student");
        }
        if sure < least {
            self.missing = lacking.clone();
        }
        lasts.sort();
        lasts.reverse();
        let last = if open.is_empty() { lasts.get(least.saturating_sub(1)).copied() } else { None };
        self.answer(None, last.filter(|_| sure >= least), |asked| {
            if !lacking.is_empty() {
                return Some(Worth::Wanting(lacking));
            }
            Some(match list(row, "by_children").get(sure - least) {
                Some(rate) => Worth::Sum(asked.share(Some(rate), "mci"), 1),
                None => Worth::Sum(asked.share(row.get("per_child"), "mci"), i128::try_from(sure).ok()?),
            })
        })
    }

    fn awarded_mother(mut self, row: &Value) -> Option<Value> {
        self.conditions(&["award", "awarded_on"]);
        self.refuse(self.says("award", "none"), "no_award");
        let first = self.day("awarded_on");
        self.answer(first, None, |asked| {
            asked.worth(&[], || asked.share(row.get("rates")?.get(text(asked.facts, "award")?), "mci"))
        })
    }

    fn targeted_assistance(mut self) -> Option<Value> {
        self.conditions(&["income_per_head", "poverty_line"]);
        let amount = |name| text(self.facts, name).and_then(micro);
        let not_below =
            amount("income_per_head").zip(amount("poverty_line")).is_some_and(|(one, other)| one >= other);
        self.refuse(not_below, "income_not_below_line");
        if self.refusals.is_empty() && self.missing.is_empty() {
            return Some(json!({ "entitled": "potential" }));
        }
        self.answer(None, None, |_| None)
    }
}

const MICRO: i128 = 1_000_000;

fn whole(value: &Value, name: &str) -> Option<i64> {
    value.get(name)?.as_i64()
}

/// The entry of a number from 1; the last also for more.
fn nth(list: &[Value], number: i128) -> Option<&Value> {
    list.get(usize::try_from(number - 1).ok()?).or(list.last())
}
