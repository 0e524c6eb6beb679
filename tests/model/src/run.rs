//! Plays a configuration through and says what came of it.

use std::time::{Duration, Instant};

use stateright::{Checker, Expectation, HasDiscoveries, Model};
use voucher_core::Error;

use crate::{configuration::Configuration, model::MonthModel, state::Action};

/// What came of a configuration.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) name: &'static str,
    pub(crate) unique: usize,
    pub(crate) generated: usize,
    pub(crate) facts: u64,
    pub(crate) depth: usize,
    pub(crate) time: Duration,
    /// What the ledger answered, by kind of fact.
    pub(crate) answers: Vec<(&'static str, Vec<&'static str>)>,
    pub(crate) failures: Vec<Failure>,
}

/// A property that does not hold.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) property: &'static str,
    /// The way there; nothing where something should have come about and did not.
    pub(crate) way: Vec<String>,
}

/// Plays it through: every state, or up to the first failure.
pub(crate) fn run(configuration: Configuration, threads: usize) -> Result<Report, Error> {
    let name = configuration.name;
    let model = configuration.model()?;
    let begun = Instant::now();
    let checker = model.checker().threads(threads).finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let time = begun.elapsed();
    let found = checker.discoveries();
    let mut failures = Vec::new();
    for property in checker.model().properties() {
        let path = found.get(property.name);
        let failed = match property.expectation {
            Expectation::Always | Expectation::Eventually => path.is_some(),
            Expectation::Sometimes => path.is_none(),
        };
        if failed {
            let actions = path.map(|path| path.clone().into_actions()).unwrap_or_default();
            let way = actions.iter().map(|action| told(checker.model(), *action)).collect();
            failures.push(Failure { property: property.name, way });
        }
    }
    // A run that was stopped by a failure has not looked for everything that should come about.
    if failures.iter().any(|failure| !failure.way.is_empty()) {
        failures.retain(|failure| !failure.way.is_empty());
    }
    Ok(Report {
        name,
        unique: checker.unique_state_count(),
        generated: checker.state_count(),
        facts: checker.model().seen.facts(),
        depth: checker.max_depth(),
        time,
        answers: checker.model().seen.answers(),
        failures,
    })
}

/// An action in words; people, accounts and channels by their places.
fn told(model: &MonthModel, action: Action) -> String {
    match action {
        Action::NextDay => "the next day".to_owned(),
        Action::Say(say, day) => format!("{} {say:?}", model.cast.days[usize::from(day)]),
        Action::Send(message) => format!("sent {:?}{}", message.say, dated(model, message.dated)),
        Action::Arrive(message) => format!("arrives {:?}{}", message.say, dated(model, message.dated)),
        Action::ArriveAndStay(message) => {
            format!("arrives, not for the last time, {:?}{}", message.say, dated(model, message.dated))
        }
        Action::Lose(message) => format!("lost {:?}", message.say),
    }
}

fn dated(model: &MonthModel, day: Option<u8>) -> String {
    day.map(|day| format!(" of {}", model.cast.days[usize::from(day)])).unwrap_or_default()
}
