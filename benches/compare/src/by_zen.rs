//! zen-engine: a JSON decision model of two decision tables and an expression node, compiled once.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use voucher_benches::Question;
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, Variable};

use crate::question::{Answer, Codes, Failure, Rival, as_json};

pub(crate) struct Zen(Decision);

impl Zen {
    pub(crate) fn new() -> Result<Self, Failure> {
        let content: DecisionContent = serde_json::from_str(include_str!("../rules/voucher.json"))?;
        let made = DecisionEngine::default().create_decision(Arc::new(content));
        let mut decision = made.map_err(|error| format!("{error:?}"))?;
        decision.compile();
        Ok(Self(decision))
    }
}

impl Rival for Zen {
    type Question = Variable;
    type Answer = Variable;

    fn question(&self, asked: &Question) -> Result<Variable, Failure> {
        Ok(as_json(asked).into())
    }

    /// Nothing in it waits, so that it needs no runtime.
    fn ask(&mut self, question: &Variable) -> Result<Variable, Failure> {
        let evaluated = pin!(self.0.evaluate(question.clone()));
        match evaluated.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(response) => Ok(response.map_err(|error| format!("{error:?}"))?.result),
            Poll::Pending => Err("zen-engine waits".into()),
        }
    }

    fn read(&self, answer: Variable) -> Result<Answer, Failure> {
        let mut codes = Codes::default();
        for name in ["reasons", "missing"] {
            let listed = answer.dot(name).and_then(|listed| listed.as_array()).ok_or("no list of codes")?;
            listed.borrow().iter().try_for_each(|code| codes.add(code.as_str().unwrap_or_default()))?;
        }
        let earliest = answer.dot("earliest").and_then(|date| date.as_number()).map(u32::try_from);
        codes.answer(earliest.transpose()?)
    }
}
