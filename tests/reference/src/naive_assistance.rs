//! A naive model of targeted assistance, written from the pages alone: lines of JSON in, answers out.
//!
//! It keeps every fact as it came, works every answer out anew, and takes every line for well formed. Digests and texts are
//! left open.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a model takes every line for well formed, and fails as a test does where one is not"
)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::naive_assistance::{
    decision::{Case, Member},
    time::{Day, day},
};

mod decision;
mod rules;
mod time;

use crate::wire::{self, Naive, OPEN, reasons, refused_by};

/// The kinds of evidence, in the order of the table of T11.
pub const EVIDENCE: [&str; 24] = [
    "identity",
    "kandas_status",
    "refugee_status",
    "foreigner_status",
    "stateless_status",
    "residence_registration",
    "bank_details",
    "disability",
    "child_birth_death",
    "guardianship",
    "adoption",
    "marriage_divorce",
    "full_time_study",
    "income",
    "sole_proprietor",
    "assistance_overlap",
    "subsidiary_plot",
    "employment",
    "qualification",
    "alimony",
    "detention_treatment",
    "housing_owned",
    "building_plot",
    "vehicle",
];

/// An application, with all that was ever said of it.
#[derive(Clone, Debug, Default)]
struct Application {
    registered_on: String,
    contents: Value,
    /// By kind and member: on record or not, and the incomes.
    answers: BTreeMap<(String, String), Value>,
    requests: BTreeSet<(String, String)>,
    consents: BTreeMap<String, bool>,
    survey: Option<String>,
    need: Option<bool>,
    contract: Option<String>,
    breaches: Vec<Value>,
    /// The outcome, then what `status` says of it.
    decided: Option<(String, &'static str, Value)>,
}

/// A journal: a regulation, the date of the latest accepted fact, and applications by reference.
#[derive(Clone, Debug, Default)]
pub struct Model {
    rules: Value,
    latest: Option<String>,
    applications: BTreeMap<String, Application>,
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn trimmed(value: &Value) -> String {
    text(value).trim_ascii().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A member's data with references trimmed and what is stated as a set.
fn read_member(member: &Value) -> Value {
    let mut member = member.clone();
    member["member"] = json!(trimmed(&member["member"]));
    if let Some(stated) = member["stated"].as_array() {
        let stated: BTreeSet<_> = stated.iter().map(text).collect();
        member["stated"] = json!(stated);
    }
    member
}

/// The contents of `applied` as read (T14), or of `assess`.
fn contents(line: &Value) -> Value {
    let mut contents = Map::new();
    let names = ["iin", "channel", "signed_by", "bank", "own_account", "status", "service_on", "history"];
    for name in names {
        if let Some(value) = line.get(name) {
            contents.insert(name.into(), if name == "bank" { json!(trimmed(value)) } else { value.clone() });
        }
    }
    let household: Vec<_> = list(&line["household"]).iter().map(read_member).collect();
    contents.insert("household".into(), json!(household));
    Value::Object(contents)
}

fn member_of<'a>(household: &'a Value, name: &str) -> Option<&'a Value> {
    list(household).iter().find(|member| member["member"] == name)
}

impl Application {
    fn household(&self) -> &Value {
        &self.contents["household"]
    }

    fn answer(&self, kind: &str, name: &str) -> Option<&Value> {
        self.answers.get(&(kind.into(), name.into()))
    }

    /// Whether a kind is needed for a member that is not left out (T12).
    fn condition(&self, rules: &Value, kind: &str, member: &Value) -> bool {
        needed(rules, &self.contents["status"], kind, member)
    }

    /// `kept`, `doubtful` or `left_out` (T6, T24).
    fn presence(&self, rules: &Value, member: &Value) -> &'static str {
        let kind = "detention_treatment";
        if rules["absent_members"] == "kept" || member["role"] == "applicant" {
            return "kept";
        }
        match (self.condition(rules, kind, member), self.answer(kind, text(&member["member"]))) {
            (false, _) => "kept",
            (true, None) => "doubtful",
            (true, Some(answer)) if answer["on_record"] == true => "left_out",
            (true, Some(_)) => "kept",
        }
    }

    fn needs(&self, rules: &Value, kind: &str, member: &Value) -> bool {
        match self.presence(rules, member) {
            "left_out" => kind == "detention_treatment",
            _ => self.condition(rules, kind, member),
        }
    }

    /// The items in the order of T12.
    fn items(&self, rules: &Value) -> Vec<(&'static str, &Value)> {
        let of_kind = |kind: &'static str| {
            let members = list(self.household()).iter();
            members.filter(move |member| self.needs(rules, kind, member)).map(move |member| (kind, member))
        };
        EVIDENCE.iter().flat_map(|kind| of_kind(kind)).collect()
    }

    /// An answer that counts: of a needed item.
    fn counted(&self, rules: &Value, kind: &str, member: &Value) -> Option<&Value> {
        if self.needs(rules, kind, member) { self.answer(kind, text(&member["member"])) } else { None }
    }

    fn case(&self, rules: &Value, breaches: Vec<Value>) -> Case {
        let of_member = |member: &Value| {
            let says = |kind| self.counted(rules, kind, member).map(|answer| answer["on_record"] == true);
            let (mut incomes, mut known) = (Vec::new(), true);
            for kind in ["income", "subsidiary_plot", "alimony"] {
                match self.counted(rules, kind, member) {
                    Some(answer) => incomes.extend(list(&answer["incomes"]).iter().cloned()),
                    None => known &= !self.needs(rules, kind, member),
                }
            }
            Member {
                data: member.clone(),
                presence: self.presence(rules, member),
                registered: says("residence_registration"),
                overlap: says("assistance_overlap") == Some(true),
                incomes,
                incomes_known: known,
            }
        };
        let applicant = list(self.household()).iter().find(|member| member["role"] == "applicant").unwrap();
        let nothing =
            |kind| self.counted(rules, kind, applicant).is_some_and(|answer| answer["on_record"] == false);
        let shown = format!("{}_status", text(&self.contents["status"]));
        let mut history = list(&self.contents["history"]).to_vec();
        history.extend(breaches);
        Case {
            told: false,
            on: day(&self.registered_on),
            status: self.contents["status"].clone(),
            not_on_record: nothing("identity") || nothing(&shown),
            overlap: None,
            survey: self.survey.clone(),
            need: self.need,
            contract: self.contract.clone(),
            history_known: self.contents.get("history").is_some(),
            history,
            unanswered: self
                .items(rules)
                .into_iter()
                .map(|(kind, member)| (kind, text(&member["member"]).to_owned()))
                .filter(|(kind, name)| self.answer(kind, name).is_none())
                .collect(),
            members: list(self.household()).iter().map(of_member).collect(),
        }
    }
}

/// T12. What is not known is needed.
fn needed(rules: &Value, status: &Value, kind: &str, member: &Value) -> bool {
    let role = text(&member["role"]);
    match text(&rules["evidence"][kind]) {
        "applicant" => role == "applicant",
        "status" => role == "applicant" && (status.is_null() || format!("{}_status", text(status)) == kind),
        "member" => true,
        "others" => role != "applicant",
        "child" => role == "child",
        "student" => role == "student",
        "adult" => role != "child",
        "couple" => role == "applicant" || role == "spouse",
        "able_bodied" => member["able_bodied"] != false,
        "stated" => member["stated"].is_null() || list(&member["stated"]).contains(&json!(kind)),
        _ => false,
    }
}

impl Naive for Model {
    fn answer(&mut self, line: &Value) -> Option<Value> {
        if line.get("regulation").is_some() {
            self.rules = wire::chosen(line, rules::regulation)?;
            return Some(wire::taken(&self.rules["id"]));
        }
        Some(match text(&line["fact"]) {
            "" => self.query(line),
            _ => wire::told(self.fact(line)),
        })
    }
}

impl Model {
    fn case(&self, application: &Application) -> Case {
        let same = |other: &&Application| other.contents["iin"] == application.contents["iin"];
        let breaches = self.applications.values().filter(same).flat_map(|other| other.breaches.clone());
        application.case(&self.rules, breaches.collect())
    }

    fn fact(&mut self, line: &Value) -> wire::Outcome {
        let on = text(&line["on"]).to_owned();
        refused_by(&[(self.latest.as_ref().is_some_and(|latest| on < *latest), "out_of_order")])?;
        let name = trimmed(&line["application"]);
        let repeat = self.change(line, &on, &name)?;
        self.latest = Some(on);
        Ok((repeat, Some(self.stage(&self.applications[&name])), None))
    }

    /// Whether the fact is a repeat, or its refusals (section 7).
    fn change(&mut self, line: &Value, on: &str, name: &str) -> Result<bool, Vec<&'static str>> {
        if line["fact"] == "applied" {
            return self.applied(line, on, name);
        }
        let before = self.applications.get(name).ok_or(vec!["no_application"])?;
        let mut after = before.clone();
        let (already_so, refusals) = self.happened(line, on, before, &mut after);
        let late = before.decided.is_some() && line["fact"] != "breach_recorded";
        match (already_so, late) {
            (true, _) => Ok(true),
            (false, true) => Err(vec!["already_decided"]),
            (false, false) if refusals.is_empty() => {
                self.applications.insert(name.into(), after);
                Ok(false)
            }
            (false, false) => Err(refusals),
        }
    }

    /// Whether the fact says what is already so, and its own refusals; `after` is what it would make.
    fn happened(
        &self,
        line: &Value,
        on: &str,
        before: &Application,
        after: &mut Application,
    ) -> (bool, Vec<&'static str>) {
        let mut refusals = Vec::new();
        let mut check = |refused: bool, refusal| {
            if refused {
                refusals.push(refusal);
            }
        };
        let name = trimmed(&line["member"]);
        let member = member_of(before.household(), &name);
        let item = (text(&line["kind"]).to_owned(), name.clone());
        let needed = member.map(|member| before.needs(&self.rules, &item.0, member));
        let asked = self.rules["commission"] == true;
        let already_so = match text(&line["fact"]) {
            "evidence_requested" => {
                check(needed.is_none(), "not_a_member");
                check(needed == Some(false), "evidence_not_needed");
                check(needed == Some(true) && before.answers.contains_key(&item), "already_answered");
                after.requests.insert(item.clone());
                before.requests.contains(&item) && !before.answers.contains_key(&item)
            }
            "evidence_answered" => {
                check(needed.is_none(), "not_a_member");
                check(needed == Some(false), "evidence_not_needed");
                let (source, consent) = (text(&line["source"]), before.consents.get(&name));
                check(source == "digital_document" && consent != Some(&true), "digital_consent_missing");
                check(source == "reply" && !before.requests.contains(&item), "not_requested");
                let answer =
                    json!({"on_record": line["on_record"], "incomes": decision::amounts(&line["incomes"])});
                after.answers.insert(item.clone(), answer.clone());
                before.answers.get(&item) == Some(&answer)
            }
            "digital_document_consented" => {
                check(member.is_none(), "not_a_member");
                let consent = line["consent"] == true;
                after.consents.insert(name.clone(), consent);
                before.consents.get(&name) == Some(&consent)
            }
            "surveyed" => {
                let outcome = Some(text(&line["outcome"]).to_owned());
                check(!asked, "commission_not_needed");
                check(before.survey.as_deref() == Some("done"), "already_surveyed");
                after.survey.clone_from(&outcome);
                before.survey == outcome
            }
            "commission_concluded" => {
                let need = line["need"].as_bool();
                check(!asked, "commission_not_needed");
                check(asked && before.survey.as_deref() != Some("done"), "survey_not_done");
                after.need = need;
                before.need == need
            }
            "contract_answered" => {
                let answer = Some(text(&line["answer"]).to_owned());
                let kind = self.case(before).kind(&self.rules).0;
                check(kind == Some("unconditional"), "contract_not_needed");
                after.contract.clone_from(&answer);
                before.contract == answer
            }
            "breach_recorded" => {
                let event = json!({"what": line["what"], "on": on});
                after.breaches.push(event.clone());
                before.breaches.contains(&event)
            }
            _ => {
                let outcome = text(&line["outcome"]);
                let decision = self.case(before).decide(&self.rules, line);
                check(decision["answer"] == "cannot_tell", "evidence_missing");
                check(
                    decision["answer"] != "cannot_tell" && decision["answer"] != outcome,
                    "decision_differs",
                );
                let field = if outcome == "assigned" { "receives" } else { "refusals" };
                after.decided = Some((outcome.to_owned(), field, decision[field].clone()));
                before.decided.as_ref().is_some_and(|(decided, ..)| decided == outcome)
            }
        };
        (already_so, refusals)
    }

    /// T14.
    fn applied(&mut self, line: &Value, on: &str, name: &str) -> Result<bool, Vec<&'static str>> {
        let new = contents(line);
        let known = self.applications.get(name);
        if let Some(known) = known {
            let same_quarter = day(on).quarter() == day(&known.registered_on).quarter();
            if known.contents == new && (known.decided.is_none() || same_quarter) {
                return Ok(true);
            }
            if known.decided.is_some() {
                return Err(vec!["already_decided"]);
            }
        }
        let (first, last) = rules::period(&self.rules);
        let channel = &self.rules["channels"][text(&new["channel"])];
        let (bank, own) = (new.get("bank"), new.get("own_account"));
        let others = || self.applications.iter().filter(|(_, other)| other.contents["iin"] == new["iin"]);
        refused_by(&[
            (!(first..=last).contains(&day(on)), "outside_pilot"),
            (!list(&channel["signatures"]).contains(&new["signed_by"]), "signature_not_accepted"),
            (bank.is_some_and(|bank| !list(&self.rules["banks"]).contains(bank)), "bank_not_accepted"),
            (own == Some(&json!(false)), "account_not_own"),
            (channel["account_needed"] == true && (bank.is_none() || own.is_none()), "account_needed"),
            (known.is_some_and(|known| known.contents["iin"] != new["iin"]), "another_applicant"),
            (known.is_none() && others().any(|(_, other)| stands(other, day(on))), "already_applied"),
        ])?;
        let application = self.applications.entry(name.into()).or_insert_with(|| Application {
            registered_on: on.into(),
            contents: new.clone(),
            ..Application::default()
        });
        application.replace(new);
        Ok(false)
    }

    /// T23.
    fn stage(&self, application: &Application) -> &'static str {
        match &application.decided {
            Some((outcome, ..)) if outcome == "assigned" => return "assigned",
            Some(_) => return "refused",
            None => {}
        }
        let case = self.case(application);
        // Without a line the income is no reason.
        let nothing = json!({});
        let missing = case.missing(&self.rules, &nothing);
        let left_out = ["status", "history", "born", "able_bodied", "cares_for"];
        let conditional = case.kind(&self.rules).0 == Some("conditional");
        let asked = self.rules["commission"] == true;
        if !case.reasons(&self.rules, &nothing).is_empty() {
            "to_decide"
        } else if !case.unanswered.is_empty() {
            "collecting"
        } else if missing.iter().any(|missing| left_out.contains(&text(&missing["what"]))) {
            "to_complete"
        } else if asked && application.survey.is_none() {
            "to_survey"
        } else if asked && application.need.is_none() {
            "to_conclude"
        } else if conditional && application.contract.is_none() {
            "to_sign"
        } else {
            "to_decide"
        }
    }

    fn query(&self, line: &Value) -> Value {
        let name = trimmed(&line["application"]);
        let known = self.applications.get(&name);
        let unknown = json!({"refusals": ["no_application"]});
        match text(&line["query"]) {
            "status" => self.status(known),
            "checklist" if line.get("household").is_some() => {
                let household: Vec<_> = list(&line["household"]).iter().map(read_member).collect();
                let item = |kind: &str, member: &Value| json!({"kind": kind, "member": member["member"], "state": "missing", "next": "query_system"});
                let of_kind = |kind: &&'static str| {
                    let needed =
                        household.iter().filter(|member| needed(&self.rules, &line["status"], kind, member));
                    needed.map(|member| item(kind, member)).collect::<Vec<_>>()
                };
                json!({"checklist": EVIDENCE.iter().flat_map(of_kind).collect::<Vec<_>>()})
            }
            "checklist" => known.map_or(unknown, |known| self.checklist(known)),
            "decision" => known.map_or(unknown, |known| self.case(known).decide(&self.rules, line)),
            "assess" => {
                let (first, last) = rules::period(&self.rules);
                if (first..=last).contains(&day(text(&line["on"]))) {
                    Case::told(line).decide(&self.rules, line)
                } else {
                    json!({"refusals": ["outside_pilot"]})
                }
            }
            "due" => self.due(text(&line["on"])),
            _ => self.receiving(day(text(&line["on"]))),
        }
    }

    fn status(&self, known: Option<&Application>) -> Value {
        let Some(known) = known else { return json!({"stage": "no_application", "text": OPEN}) };
        let mut status = json!({"stage": self.stage(known), "registered_on": known.registered_on});
        match known.contents.get("service_on") {
            Some(service_on) => status["service_on"] = service_on.clone(),
            None => status["unknown"] = json!(["service_on"]),
        }
        if let Some((_, field, value)) = &known.decided {
            status[*field] = value.clone();
            status["notice"] = self.rules["channels"][text(&known.contents["channel"])]["notice"].clone();
        }
        status["text"] = json!(OPEN);
        status
    }

    fn checklist(&self, known: &Application) -> Value {
        let item = |(kind, member): (&'static str, &Value)| {
            let name = text(&member["member"]);
            let requested = known.requests.contains(&(kind.into(), name.into()));
            let mut item = json!({"kind": kind, "member": name});
            let (state, next) = match (known.answer(kind, name), requested) {
                (Some(_), _) => ("answered", "none"),
                (None, true) => ("requested", "await_reply"),
                (None, false) => ("missing", "query_system"),
            };
            item["state"] = json!(state);
            if let Some(answer) = known.answer(kind, name) {
                item["on_record"] = answer["on_record"].clone();
            }
            item["next"] = json!(next);
            item
        };
        json!({"checklist": known.items(&self.rules).into_iter().map(item).collect::<Vec<_>>()})
    }

    fn due(&self, on: &str) -> Value {
        const ACTIONS: [(&str, &str); 6] = [
            ("collecting", "collect_evidence"),
            ("to_complete", "complete_application"),
            ("to_survey", "survey"),
            ("to_conclude", "conclude"),
            ("to_sign", "offer_contract"),
            ("to_decide", "decide"),
        ];
        let open = || {
            let known = self.applications.iter();
            known.filter(|(_, known)| known.decided.is_none() && known.registered_on.as_str() <= on)
        };
        let mut due = Vec::new();
        for (stage, action) in ACTIONS {
            let there = open().filter(|(_, known)| self.stage(known) == stage);
            due.extend(there.map(|(name, _)| json!({"action": action, "application": name})));
        }
        let late = |known: &Application| known.contents["service_on"].as_str().is_some_and(|day| day < on);
        let overdue = open().filter(|(_, known)| late(known));
        due.extend(overdue.map(|(name, _)| json!({"action": "overdue", "application": name})));
        json!({ "due": due })
    }

    fn receiving(&self, on: Day) -> Value {
        let receives = |known: &&Application| {
            let days = known.decided.as_ref().filter(|(outcome, ..)| outcome == "assigned");
            days.is_some_and(|(.., days)| {
                (day(text(&days["first"]))..=day(text(&days["last"]))).contains(&on)
            })
        };
        let iins = self.applications.values().filter(receives).map(|known| text(&known.contents["iin"]));
        json!({"receiving": iins.collect::<BTreeSet<_>>()})
    }
}

/// Whether an application forbids another one of the same person on a date (T14).
fn stands(other: &Application, on: Day) -> bool {
    match &other.decided {
        None => day(&other.registered_on).quarter() == on.quarter(),
        Some((outcome, _, days)) if outcome == "assigned" => {
            let (first, last) = (day(text(&days["first"])), day(text(&days["last"])));
            let (from, to) = on.quarter();
            first.month() <= to && last.month() >= from
        }
        Some(_) => false,
    }
}

impl Application {
    /// T14: what falls away where somebody is new, changed or gone.
    fn replace(&mut self, new: Value) {
        let before = std::mem::replace(&mut self.contents, new);
        let (old, new) = (&before["household"], &self.contents["household"]);
        let stays = |member: &Value| {
            member_of(old, text(&member["member"])).is_some_and(|old| {
                old["role"] == member["role"] && (old["born"].is_null() || old["born"] == member["born"])
            })
        };
        let staying: BTreeSet<_> = list(new)
            .iter()
            .filter(|member| stays(member))
            .map(|member| text(&member["member"]).to_owned())
            .collect();
        self.answers.retain(|(_, name), _| staying.contains(name));
        self.requests.retain(|(_, name)| staying.contains(name));
        self.consents.retain(|name, _| staying.contains(name));
        if staying.len() < list(old).len() || staying.len() < list(new).len() {
            (self.survey, self.need) = (None, None);
        }
    }
}
