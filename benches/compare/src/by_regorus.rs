//! regorus: Rego rules with a set of reasons, either interpreted or compiled for its virtual machine.

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};
use voucher_benches::Question;

use crate::question::{Answer, Codes, Failure, Rival, as_json};

const ENTRY: &str = "data.voucher.answer";

fn engine() -> Result<Engine, Failure> {
    let mut engine = Engine::new();
    engine.add_policy("voucher.rego".to_owned(), include_str!("../rules/voucher.rego").to_owned())?;
    Ok(engine)
}

/// `Engine::eval_rule`, as its documentation shows it.
pub(crate) struct Interpreted(Engine);

impl Interpreted {
    pub(crate) fn new() -> Result<Self, Failure> {
        Ok(Self(engine()?))
    }
}

/// The register machine that runs a compiled policy.
pub(crate) struct Compiled(RegoVM);

impl Compiled {
    pub(crate) fn new() -> Result<Self, Failure> {
        let policy = engine()?.compile_with_entrypoint(&ENTRY.into())?;
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&policy, &[ENTRY])?);
        Ok(Self(machine))
    }
}

impl Rival for Interpreted {
    type Question = Value;
    type Answer = Value;

    fn question(&self, asked: &Question) -> Result<Value, Failure> {
        Ok(as_json(asked).into())
    }

    fn ask(&mut self, question: &Value) -> Result<Value, Failure> {
        self.0.set_input(question.clone());
        Ok(self.0.eval_rule(ENTRY.to_owned())?)
    }

    fn read(&self, answer: Value) -> Result<Answer, Failure> {
        read(&answer)
    }
}

impl Rival for Compiled {
    type Question = Value;
    type Answer = Value;

    fn question(&self, asked: &Question) -> Result<Value, Failure> {
        Ok(as_json(asked).into())
    }

    fn ask(&mut self, question: &Value) -> Result<Value, Failure> {
        self.0.set_input(question.clone());
        Ok(self.0.execute()?)
    }

    fn read(&self, answer: Value) -> Result<Answer, Failure> {
        read(&answer)
    }
}

fn read(answer: &Value) -> Result<Answer, Failure> {
    let mut codes = Codes::default();
    for name in ["deny", "missing"] {
        for code in answer[name].as_set()?.iter() {
            codes.add(code.as_string()?)?;
        }
    }
    let earliest = match &answer["earliest"] {
        Value::Null => None,
        date => Some(date.as_u32()?),
    };
    codes.answer(earliest)
}
