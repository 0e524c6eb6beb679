//! What a parent does: facts in, facts out.

use voucher_core::{
    Month,
    meals::{Answer, Fact, Outcome, Refusal, Regulation, Stage},
};

use crate::{error::VoucherError, lines::FactLine, meals::facts::MealMonthFacts, value::CivilDate};

/// What the rules say to a step.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MealFactAnswer {
    /// The fact counts.
    Accepted {
        /// It states what was so already: nothing changed.
        repeat: bool,
        /// The child's stage on the date (N15).
        stage: Option<Stage>,
    },
    /// The fact does not count, for every one of these reasons.
    Refused {
        /// In the order of the norms.
        refusals: Vec<Refusal>,
    },
    /// The date lies in another month than the one that is shown: the rules were not asked.
    OtherMonth {
        /// The month of the date.
        month: Month,
    },
}

/// What the rules say to a step, and the facts after it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealStepAnswer {
    /// What the rules say.
    pub answer: MealFactAnswer,
    /// With a line added where it was accepted, repeats included; as they were where it was not.
    pub facts: MealMonthFacts,
}

/// The parent answers (M11). The line that is added is what the server is sent.
#[uniffi::export]
pub fn meal_reply(
    facts: MealMonthFacts,
    regulation: Regulation,
    answer: Answer,
    today: CivilDate,
) -> Result<MealStepAnswer, VoucherError> {
    let iin = facts.iin;
    let rest = format!(r#","answer":"{}""#, answer.code());
    Ok(step(facts, regulation, today, &Fact::Replied { iin, answer }, "replied", &rest))
}

/// The parent activates the voucher (M12), where the rules want it.
#[uniffi::export]
pub fn meal_activate(
    facts: MealMonthFacts,
    regulation: Regulation,
    today: CivilDate,
) -> Result<MealStepAnswer, VoucherError> {
    let iin = facts.iin;
    Ok(step(facts, regulation, today, &Fact::Activated { iin }, "activated", ""))
}

/// Asks the rules; what they accept is added as a line: its name, the child, the rest of its fields, the date.
fn step(
    mut facts: MealMonthFacts,
    regulation: Regulation,
    today: CivilDate,
    fact: &Fact,
    name: &str,
    rest: &str,
) -> MealStepAnswer {
    let month = Month::of(today);
    if month != facts.month {
        return MealStepAnswer { answer: MealFactAnswer::OtherMonth { month }, facts };
    }
    let answer = match facts.replay(regulation).0.record(today, fact) {
        Outcome::Accepted { repeat, stage } => {
            let iin = facts.iin.expose_text();
            let line = format!(r#"{{"fact":"{name}","iin":"{iin}"{rest},"on":"{today}"}}"#);
            facts.lines.push(FactLine(line));
            MealFactAnswer::Accepted { repeat, stage }
        }
        Outcome::Refused(refusals) => MealFactAnswer::Refused { refusals: refusals.iter().collect() },
    };
    MealStepAnswer { answer, facts }
}
