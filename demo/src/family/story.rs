//! The story: five journals, one a programme, and every step that one of them was told.

use serde_json::Value;
use voucher_core::{Journal, Programme};

use super::{assistance, gas, offer, pharmacy, school};

/// The mother, who applies; nobody has this number.
pub(crate) const MOTHER: &str = "990101600002";

/// Her daughter of eight.
pub(crate) const PUPIL: &str = "990101600012";

/// Something that happened on a day, and what the journal answered.
#[derive(Clone, Debug)]
pub struct Step {
    /// The date.
    pub on: String,
    /// Whose journal was told or asked.
    pub programme: Programme,
    /// What happened.
    pub what: String,
    /// The answer, shortened for people.
    pub answer: String,
    /// The norm that the answer rests on.
    pub norm: &'static str,
    /// Whether every line was taken.
    pub accepted: bool,
}

/// One family's winter and spring of 2026, told to the journals of five programmes.
#[derive(Debug)]
pub struct Story {
    assistance: Journal,
    gas: Journal,
    meals: Journal,
    medicines: Journal,
    card: Journal,
    steps: Vec<Step>,
}

impl Story {
    /// Tells the whole story.
    #[must_use]
    pub fn tell() -> Story {
        let mut story = Story {
            assistance: under("asp-2025-01"),
            gas: under("gas-2025-08"),
            meals: under("meals-2026-02"),
            medicines: under("medicines-2024-01"),
            card: under("proactive-2025-09"),
            steps: Vec::new(),
        };
        assistance::tell(&mut story);
        gas::tell(&mut story);
        school::tell(&mut story);
        pharmacy::tell(&mut story);
        offer::tell(&mut story);
        story.steps.sort_by(|one, other| one.on.cmp(&other.on));
        story
    }

    /// Every step, by date.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The journal of a programme, as the story has left it.
    #[must_use]
    pub const fn journal(&self, programme: Programme) -> &Journal {
        match programme {
            Programme::Gas => &self.gas,
            Programme::Meals => &self.meals,
            Programme::Medicines => &self.medicines,
            Programme::FamilyCard => &self.card,
            Programme::TargetedAssistance => &self.assistance,
        }
    }

    fn journal_mut(&mut self, programme: Programme) -> &mut Journal {
        match programme {
            Programme::Gas => &mut self.gas,
            Programme::Meals => &mut self.meals,
            Programme::Medicines => &mut self.medicines,
            Programme::FamilyCard => &mut self.card,
            Programme::TargetedAssistance => &mut self.assistance,
        }
    }

    /// Tells a journal a fact or asks it a query, dated that day.
    pub(crate) fn say(&mut self, programme: Programme, on: &str, line: Value) -> String {
        let line = with(line, [("on", on)]);
        self.journal_mut(programme).answer(line.to_string().as_bytes()).unwrap_or_default()
    }

    /// A step of one line.
    pub(crate) fn step(
        &mut self,
        programme: Programme,
        on: &str,
        what: impl Into<String>,
        norm: &'static str,
        line: Value,
    ) {
        let answer = self.say(programme, on, line);
        self.note(programme, on, what, norm, &answer);
    }

    /// A step whose line was told already.
    pub(crate) fn note(
        &mut self,
        programme: Programme,
        on: &str,
        what: impl Into<String>,
        norm: &'static str,
        answer: &str,
    ) {
        let (on, what) = (on.to_owned(), what.into());
        let (answer, accepted) = (in_words(answer), is_taken(answer));
        self.steps.push(Step { on, programme, what, answer, norm, accepted });
    }
}

fn under(regulation: &str) -> Journal {
    let mut journal = Journal::new();
    journal.answer(format!(r#"{{"regulation":"{regulation}"}}"#).as_bytes());
    journal
}

/// A line with more fields of text.
pub(crate) fn with<const MORE: usize>(mut line: Value, more: [(&str, &str); MORE]) -> Value {
    if let Value::Object(fields) = &mut line {
        fields.extend(more.map(|(name, text)| (name.to_owned(), text.into())));
    }
    line
}

/// Whether a line was taken: neither refused nor in error.
pub(crate) fn is_taken(answer: &str) -> bool {
    !answer.contains("\"accepted\":false") && !answer.contains("\"error\":")
}

/// What an answer says, without the number of its line, the words for people and its quotation marks.
fn in_words(answer: &str) -> String {
    let (answer, _) = answer.split_once(",\"text\"").unwrap_or((answer, ""));
    let (_, answer) = answer.split_once(',').unwrap_or_default();
    let answer = answer.trim_start_matches("\"accepted\":true").trim_matches([',', '}']);
    if answer.is_empty() {
        return "taken".to_owned();
    }
    answer.replace("\":", " ").replace('"', "").replace(',', ", ").replace(",  ", ", ")
}
