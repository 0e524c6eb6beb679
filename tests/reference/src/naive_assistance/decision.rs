//! The decision of sections 3 to 9, with plain fractions.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    list, read_member, reasons, text,
    time::{Day, Month, day, length, month_text},
};

/// A numerator over a denominator above zero, in tenge.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn of(decimal: &Value) -> Option<Self> {
        let decimal = decimal.as_str()?;
        let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
        let power = 10_i128.pow(u32::try_from(part.len()).ok()?);
        Some(Self(format!("{whole}{part}").parse().ok()?, power))
    }

    fn times(self, other: Self) -> Self {
        Self(self.0 * other.0, self.1 * other.1)
    }

    fn plus(self, other: Self) -> Self {
        Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self(-other.0, other.1))
    }

    fn is_above(self, other: Self) -> bool {
        self.0 * other.1 > other.0 * self.1
    }

    fn or_zero(self) -> Self {
        if self.0 < 0 { Self(0, 1) } else { self }
    }

    /// To a multiple of one over `parts`: the next one up, or the nearest with a half up.
    fn rounded(self, parts: i128, half: bool) -> Self {
        let (over, of) = (self.0 * parts, self.1);
        let (below, rest) = (over.div_euclid(of), over.rem_euclid(of));
        let up = if half { 2 * rest >= of } else { rest > 0 };
        Self(below + i128::from(up), parts)
    }

    fn by(self, rounding: &Value) -> Self {
        match text(rounding) {
            "tenge_up" => self.rounded(1, false),
            "tenge_half_up" => self.rounded(1, true),
            "tiyn_half_up" => self.rounded(100, true),
            _ => self,
        }
    }

    fn shown(self) -> String {
        let tiyn = self.rounded(100, true).0;
        format!("{}.{:02}", tiyn / 100, tiyn % 100)
    }
}

/// Incomes with amounts as numbers (T16).
pub(super) fn amounts(incomes: &Value) -> Value {
    let amount = |income: &Value| {
        let amount = Fraction::of(&income["amount"]).unwrap_or(Fraction(0, 1));
        json!({"kind": income["kind"], "amount": amount.shown()})
    };
    json!(list(incomes).iter().map(amount).collect::<Vec<_>>())
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) data: Value,
    pub(super) presence: &'static str,
    pub(super) registered: Option<bool>,
    pub(super) overlap: bool,
    pub(super) incomes: Vec<Value>,
    pub(super) incomes_known: bool,
}

/// All that is known when a decision is asked for (T24).
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// By the caller's word and not by evidence.
    pub(super) told: bool,
    pub(super) on: Day,
    pub(super) status: Value,
    pub(super) not_on_record: bool,
    pub(super) overlap: Option<bool>,
    pub(super) survey: Option<String>,
    pub(super) need: Option<bool>,
    pub(super) contract: Option<String>,
    pub(super) history_known: bool,
    pub(super) history: Vec<Value>,
    pub(super) unanswered: Vec<(&'static str, String)>,
    pub(super) members: Vec<Member>,
}

impl Member {
    fn name(&self) -> &str {
        text(&self.data["member"])
    }

    fn is(&self, role: &str) -> bool {
        self.data["role"] == role
    }

    fn born(&self) -> Option<Day> {
        self.data["born"].as_str().map(day)
    }

    /// Kinds in neither list with a sum above zero, in the order in which kinds first stand there (T9).
    fn undecided(&self, rules: &Value) -> Vec<&str> {
        let mut kinds: Vec<&str> = Vec::new();
        for income in &self.incomes {
            let kind = text(&income["kind"]);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let known = |kind: &str| {
            ["counted", "left_out"].iter().any(|of| list(&rules["income"][of]).contains(&json!(kind)))
        };
        let sum = |kind: &str| {
            let of_kind = self.incomes.iter().filter(|income| income["kind"] == kind);
            of_kind.filter_map(|income| Fraction::of(&income["amount"])).map(|amount| amount.0).sum::<i128>()
        };
        kinds.retain(|kind| !known(kind) && sum(kind) > 0);
        kinds
    }
}

impl Case {
    /// A family by the caller's word; who the regulation leaves out is worked out in [`Case::decide`].
    pub(super) fn told(line: &Value) -> Self {
        let member = |member: &Value| Member {
            data: read_member(member),
            presence: match (&member["role"], &member["absent"]) {
                (role, _) if role == "applicant" => "kept",
                (_, Value::Bool(true)) => "left_out",
                (_, Value::Bool(false)) => "kept",
                _ => "doubtful",
            },
            registered: member["registered"].as_bool(),
            overlap: false,
            incomes: list(&member["incomes"]).to_vec(),
            incomes_known: member.get("incomes").is_some(),
        };
        Self {
            told: true,
            on: day(text(&line["on"])),
            status: line["status"].clone(),
            not_on_record: false,
            overlap: line["overlap"].as_bool(),
            survey: line["survey"].as_str().map(Into::into),
            need: line["need"].as_bool(),
            contract: line["contract"].as_str().map(Into::into),
            history_known: line.get("history").is_some(),
            history: list(&line["history"]).to_vec(),
            unanswered: Vec::new(),
            members: list(&line["household"]).iter().map(member).collect(),
        }
    }

    fn with_presence(mut self, rules: &Value) -> Self {
        if rules["absent_members"] == "kept" {
            self.members.iter_mut().for_each(|member| member.presence = "kept");
        }
        self
    }

    fn there(&self) -> Vec<&Member> {
        self.members.iter().filter(|member| member.presence != "left_out").collect()
    }

    fn kept(&self) -> Vec<&Member> {
        self.members.iter().filter(|member| member.presence == "kept").collect()
    }

    fn is_certain(&self) -> bool {
        self.members.iter().all(|member| member.presence != "doubtful")
    }

    fn age(&self, member: &Member, on: Day, rules: &Value) -> Option<i64> {
        member.born().map(|born| born.age(on, text(&rules["if_missing"])))
    }

    /// T10: the kind, and what is missing for it.
    pub(super) fn kind(&self, rules: &Value) -> (Option<&'static str>, Vec<(&'static str, String)>) {
        let there = self.there();
        let flag = |value: Value| move |member: &&&Member| member.data["able_bodied"] == value;
        let able: Vec<_> = there.iter().filter(flag(json!(true))).collect();
        let unknown: Vec<_> = there.iter().filter(flag(Value::Null)).collect();
        let ask = |what: &'static str, of: &Member| (what, of.name().to_owned());
        let said = |kind| (if self.is_certain() { Some(kind) } else { None }, Vec::new());
        if able.len() >= 2 {
            return said("conditional");
        }
        if !unknown.is_empty() {
            return (None, unknown.iter().map(|member| ask("able_bodied", member)).collect());
        }
        let Some(only) = able.first() else { return said("unconditional") };
        match only.data["cares_for"].as_str() {
            None => (None, vec![ask("cares_for", only)]),
            Some("nobody") => said("conditional"),
            Some("young_child") => {
                let children: Vec<_> = there.iter().filter(|member| member.is("child")).collect();
                let years = rules["carer_child_under"].as_i64().unwrap();
                let young =
                    |member: &&&&Member| self.age(member, self.on, rules).is_some_and(|age| age < years);
                let unborn: Vec<_> = children.iter().filter(|member| member.born().is_none()).collect();
                if children.iter().any(|child| young(&child)) {
                    said("unconditional")
                } else if unborn.is_empty() {
                    said("conditional")
                } else {
                    (None, unborn.iter().map(|member| ask("born", member)).collect())
                }
            }
            Some(_) => said("unconditional"),
        }
    }

    /// T4.
    fn line(rules: &Value, figures: &Value) -> Option<Fraction> {
        if let Some(line) = Fraction::of(&figures["line"]) {
            return Some(line);
        }
        let rule = &rules["line"];
        let minimum = Fraction::of(&figures["minimum"])?.times(Fraction::of(&rule["minimum_share"])?);
        let line = match Fraction::of(&rule["median_share"]) {
            None => minimum,
            Some(share) => {
                let median = Fraction::of(&figures["median"])?.times(share);
                if median.is_above(minimum) { median } else { minimum }
            }
        };
        Some(line.by(&rule["rounding"]))
    }

    /// Counted incomes of kept members, over three months and all members that are there (T8).
    fn per_capita(&self, rules: &Value) -> Fraction {
        let mut sum = Fraction(0, 1);
        for income in self.kept().iter().flat_map(|member| &member.incomes) {
            if list(&rules["income"]["counted"]).contains(&income["kind"]) {
                let amount = Fraction::of(&income["amount"]).unwrap_or(Fraction(0, 1)).rounded(100, true);
                sum = Fraction(sum.0 * (100 / sum.1) + amount.0, 100);
            }
        }
        sum.times(Fraction(1, 3 * i128::try_from(self.there().len()).unwrap()))
    }

    fn knows_per_capita(&self, rules: &Value) -> bool {
        let settled = |member: &&Member| member.incomes_known && member.undecided(rules).is_empty();
        self.is_certain() && self.kept().iter().all(settled)
    }

    /// What the history says of one kind of breach: `free`, `unknown` or `refuses` (T27).
    fn ban(&self, rules: &Value, what: &str) -> &'static str {
        let days =
            self.history.iter().filter(|event| event["what"] == what).map(|event| day(text(&event["on"])));
        let days: Vec<_> = days.collect();
        let rule = text(&rules["if_missing"]);
        match rules["bans"][what].as_i64() {
            Some(months) if days.iter().any(|day| self.on < day.after(months, rule)) => "refuses",
            Some(_) => "free",
            None if days.iter().any(|day| *day >= self.on) => "refuses",
            None if days.is_empty() => "free",
            None => "unknown",
        }
    }

    /// T26.
    pub(super) fn reasons(&self, rules: &Value, figures: &Value) -> Vec<&'static str> {
        let asked = rules["commission"] == true;
        let per_capita = self.per_capita(rules);
        let above = Self::line(rules, figures).is_some_and(|line| {
            per_capita.is_above(line) || rules["equal_to_line"] == "refused" && !line.is_above(per_capita)
        });
        let refuses = |what| self.ban(rules, what) == "refuses";
        let kept = self.kept();
        let conditional = self.kind(rules).0 == Some("conditional");
        reasons(&[
            (above, "income_above_line"),
            (asked && self.survey.as_deref() == Some("refused"), "survey_refused"),
            (asked && self.need == Some(false), "no_need_found"),
            (refuses("measures_refused"), "work_measures_refused"),
            (refuses("contract_broken"), "contract_broken"),
            (refuses("false_information"), "false_information"),
            (self.status == "other" || self.not_on_record, "status_not_entitled"),
            (self.overlap == Some(true) || kept.iter().any(|member| member.overlap), "already_assigned"),
            (kept.iter().any(|member| member.registered == Some(false)), "not_registered"),
            (conditional && self.contract.as_deref() == Some("refused"), "contract_refused"),
        ])
    }

    /// The months of the assignment; none where they hang on a kind that is not known (T30).
    fn term(&self, rules: &Value) -> Option<Vec<Month>> {
        let to_the_end: Vec<_> = (self.on.month()..=self.on.quarter().1).collect();
        let last = day("9999-12-31").month();
        match (rules["conditional_months"].as_i64(), self.kind(rules).0) {
            (Some(_), None) => None,
            (Some(months), Some("conditional")) => {
                Some((self.on.month()..self.on.month() + months).filter(|month| *month <= last).collect())
            }
            (_, _) => Some(to_the_end),
        }
    }

    /// Whether a child is of the ages of the top-up in a month; none where the birth date is not known (T29).
    fn of_the_ages(&self, child: &Member, month: Month, rules: &Value) -> Option<bool> {
        let top_up = &rules["top_up"];
        let on = match text(&top_up["age_on"]) {
            "first_day" => Day(month / 12, month % 12 + 1, 1),
            "last_day" => Day(month / 12, month % 12 + 1, length(month)),
            _ => self.on,
        };
        let [first, last] = ["first_age", "last_age"].map(|name| top_up[name].as_i64().unwrap());
        self.age(child, on, rules).map(|age| (first..=last).contains(&age))
    }

    /// T25.
    pub(super) fn missing(&self, rules: &Value, figures: &Value) -> Vec<Value> {
        let mut missing = Vec::new();
        let mut ask = |holds: bool, what: Value| {
            if holds {
                missing.push(what);
            }
        };
        let there = self.there();
        let children = || there.iter().filter(|member| member.is("child"));
        let (kind, for_kind) = self.kind(rules);
        ask(Self::line(rules, figures).is_none(), json!({"what": "line"}));
        let months = self.term(rules).unwrap_or_else(|| (self.on.month()..=self.on.quarter().1).collect());
        let may_get = |child: &&&Member| {
            months.iter().any(|month| self.of_the_ages(child, *month, rules) != Some(false))
        };
        let top_up = !rules["top_up"].is_null();
        ask(
            top_up && figures["mci"].is_null() && children().any(|child| may_get(&child)),
            json!({"what": "mci"}),
        );
        ask(self.status.is_null(), json!({"what": "status"}));
        ask(!self.history_known, json!({"what": "history"}));
        for what in ["measures_refused", "contract_broken", "false_information"] {
            ask(self.ban(rules, what) == "unknown", json!({"what": "ban", "kind": what}));
        }
        ask(self.told && self.overlap.is_none(), json!({"what": "overlap"}));
        for (kind, name) in &self.unanswered {
            ask(true, json!({"what": kind, "member": name}));
        }
        for member in &there {
            let of = |what: &str| json!({"what": what, "member": member.name()});
            ask(self.told && member.presence == "doubtful", of("absent"));
            ask(self.told && member.registered.is_none(), of("registered"));
            ask(self.told && !member.incomes_known, of("incomes"));
            for kind in member.undecided(rules) {
                ask(true, json!({"what": "income_rule", "member": member.name(), "kind": kind}));
            }
            let for_kind = |what| for_kind.contains(&(what, member.name().to_owned()));
            let whole = !rules["whole_line"].is_null() && (member.is("child") || member.is("student"));
            let asked = whole || top_up && member.is("child");
            ask(member.born().is_none() && asked || for_kind("born"), of("born"));
            ask(for_kind("able_bodied"), of("able_bodied"));
            ask(for_kind("cares_for"), of("cares_for"));
        }
        let commission = rules["commission"] == true;
        ask(commission && self.survey.is_none(), json!({"what": "survey"}));
        ask(commission && self.need.is_none(), json!({"what": "commission"}));
        ask(kind == Some("conditional") && self.contract.is_none(), json!({"what": "contract"}));
        missing
    }

    /// Base, top-up and total of a month, where they are known (T28, T29, T32).
    fn month(&self, month: Month, rules: &Value, figures: &Value) -> Option<Value> {
        let line = Self::line(rules, figures)?;
        if !self.knows_per_capita(rules) {
            return None;
        }
        let per_capita = self.per_capita(rules).by(&rules["per_capita_rounding"]);
        let (mut base, mut top_up) = (Fraction(0, 1), Fraction(0, 1));
        for member in self.there() {
            let under = if member.is("child") { "child_under" } else { "student_under" };
            let whole = match rules["whole_line"][under].as_i64() {
                Some(years) if member.is("child") || member.is("student") => {
                    self.age(member, self.on, rules)? < years
                }
                _ => false,
            };
            let part = if whole { line } else { line.minus(per_capita).or_zero() };
            // The same denominator for all, so that it stays small.
            base = if base.1 == part.1 { Fraction(base.0 + part.0, part.1) } else { base.plus(part) };
            if !rules["top_up"].is_null() && member.is("child") && self.of_the_ages(member, month, rules)? {
                let multiple = Fraction::of(&rules["top_up"]["mci"])?;
                let one = multiple.times(Fraction::of(&figures["mci"])?).by(&rules["top_up"]["rounding"]);
                top_up = Fraction(top_up.0 * (one.1 / top_up.1) + one.0, one.1);
            }
        }
        let base = base.by(&rules["amount_rounding"]);
        let total = base.plus(top_up);
        Some(
            json!({"month": month_text(month), "base": base.shown(), "top_up": top_up.shown(), "total": total.shown()}),
        )
    }

    /// T24, T32: the whole answer.
    pub(super) fn decide(self, rules: &Value, figures: &Value) -> Value {
        let case = if self.told { self.with_presence(rules) } else { self };
        let (reasons, missing) = (case.reasons(rules, figures), case.missing(rules, figures));
        let term = case.term(rules);
        let (first, last) = (case.on.quarter().0 - 3, case.on.quarter().0 - 1);
        let mut calculation =
            json!({"income_quarter": {"first": month_text(first), "last": month_text(last)}});
        if let Some(line) = Self::line(rules, figures) {
            calculation["line"] = json!(line.shown());
        }
        if case.is_certain() {
            calculation["members"] = json!(case.there().len());
        }
        if case.knows_per_capita(rules) {
            calculation["per_capita"] = json!(case.per_capita(rules).shown());
        }
        if let Some(kind) = case.kind(rules).0 {
            calculation["kind"] = json!(kind);
        }
        if !reasons.is_empty() {
            return json!({"answer": "refused", "refusals": reasons, "calculation": calculation});
        }
        let months = term.as_ref().and_then(|term| {
            term.iter().map(|month| case.month(*month, rules, figures)).collect::<Option<Vec<_>>>()
        });
        if let Some(months) = months {
            calculation["months"] = json!(months);
        }
        if !missing.is_empty() {
            return json!({"answer": "cannot_tell", "missing": missing, "calculation": calculation});
        }
        let term = term.unwrap_or_default();
        let (first, last) = (term.iter().min().unwrap(), term.iter().max().unwrap());
        let gas: BTreeSet<_> = term.iter().map(|month| month + 1).collect();
        let written = gas.into_iter().filter(|month| *month <= day("9999-12-31").month());
        json!({
            "answer": "assigned",
            "calculation": calculation,
            "receives": {
                "first": format!("{}-01", month_text(*first)),
                "last": format!("{}-{:02}", month_text(*last), length(*last)),
            },
            "gas_months": written.map(month_text).collect::<Vec<_>>(),
        })
    }
}
