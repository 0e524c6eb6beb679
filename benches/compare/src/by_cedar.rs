//! Cedar: a `forbid` a reason and a missing fact, parsed once; what a person, an account and a date have to do with each
//! other stands in the context. It cannot give the earliest date.

use std::str::FromStr;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, Policy, PolicyId, PolicySet, Request, Response,
    RestrictedExpression,
};
use chrono::Datelike;
use voucher_benches::Question;

use crate::question::{Answer, Codes, Failure, Rival, consent, number};

pub(crate) struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    person: EntityUid,
    activate: EntityUid,
    account: EntityUid,
}

impl Cedar {
    pub(crate) fn new() -> Result<Self, Failure> {
        let parsed = PolicySet::from_str(include_str!("../rules/voucher.cedar"))?;
        // By their @id, as Cedar's own tools name them.
        let named = parsed.policies().map(|policy| match policy.annotation("id") {
            Some(id) => policy.new_id(PolicyId::new(id)),
            None => policy.clone(),
        });
        Ok(Self {
            authorizer: Authorizer::new(),
            policies: PolicySet::from_policies(named.collect::<Vec<Policy>>())?,
            entities: Entities::empty(),
            person: EntityUid::from_str(r#"Person::"990101600002""#)?,
            activate: EntityUid::from_str(r#"Action::"activate""#)?,
            account: EntityUid::from_str(r#"Account::"6100012345K""#)?,
        })
    }
}

impl Rival for Cedar {
    type Question = Request;
    type Answer = Response;
    const GIVES_EARLIEST: bool = false;

    fn question(&self, (facts, on): &Question) -> Result<Request, Failure> {
        let bool = RestrictedExpression::new_bool;
        let long = RestrictedExpression::new_long;
        let consent = facts.consent.map(|state| RestrictedExpression::new_string(consent(state).to_owned()));
        let pairs = [
            ("date", Some(long(number(*on)))),
            ("day", Some(long(on.day().into()))),
            ("on_list", facts.on_list.map(bool)),
            ("consent", consent),
            ("own_activation", facts.own_activation.map(bool)),
            ("others_on_account", facts.others_on_account.map(|others| long(others.into()))),
            ("account_exists", facts.account_exists.map(bool)),
        ];
        let known = pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let context = Context::from_pairs(known)?;
        let (person, activate, account) = (self.person.clone(), self.activate.clone(), self.account.clone());
        Ok(Request::new(person, activate, account, context, None)?)
    }

    fn ask(&mut self, question: &Request) -> Result<Response, Failure> {
        Ok(self.authorizer.is_authorized(question, &self.policies, &self.entities))
    }

    fn read(&self, answer: Response) -> Result<Answer, Failure> {
        if let Some(error) = answer.diagnostics().errors().next() {
            return Err(error.to_string().into());
        }
        if answer.decision() == Decision::Allow {
            return Ok(Answer::Yes);
        }
        let mut codes = Codes::default();
        answer.diagnostics().reason().try_for_each(|policy| codes.add(policy.as_ref()))?;
        codes.answer(None)
    }
}
