//! Plays a configuration through and says what came of it.

use std::time::{Duration, Instant};

use stateright::{Checker, Expectation, HasDiscoveries, Model};
use voucher_core::Error;

use crate::{configuration::Configuration, model::MonthModel, state::Action};

/// What came of a configuration.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) name: &'static str,
    /// States that differ.
    pub(crate) unique: usize,
    /// States that were come to, some of them often.
    pub(crate) generated: usize,
    /// Facts that were put to the ledger.
    pub(crate) facts: u64,
    pub(crate) depth: usize,
    pub(crate) time: Duration,
    /// What the ledger answered, by kind of fact.
    pub(crate) answers: Vec<(&'static str, Vec<&'static str>)>,
    /// What does not hold; of goals, what did not come about.
    pub(crate) failures: Vec<Failure>,
}

/// A property that does not hold.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) property: &'static str,
    /// The way there; nothing for a goal, which has none.
    pub(crate) way: Vec<String>,
}

/// Plays it through: every state, or up to the first failure, or to the failure that is looked for.
pub(crate) fn run(
    configuration: Configuration,
    threads: usize,
    wanted: Option<&str>,
) -> Result<Report, Error> {
    let name = configuration.name;
    let model = configuration.model()?;
    let wanted = wanted.and_then(|wanted| model.properties().into_iter().find(|each| each.name == wanted));
    let until = wanted.map_or(HasDiscoveries::AnyFailures, |one| HasDiscoveries::AnyOf([one.name].into()));
    let begun = Instant::now();
    let checker = model.checker().threads(threads).finish_when(until).spawn_bfs().join();
    let time = begun.elapsed();
    let model = checker.model();
    let found = checker.discoveries();
    let broken = |name: &str| found.get(name).map(|path| path.clone().into_actions());
    let mut failures = Vec::new();
    for property in model.properties() {
        let way = broken(property.name);
        let way = match property.expectation {
            Expectation::Always | Expectation::Eventually => way,
            Expectation::Sometimes => way.is_none().then(Vec::new),
        };
        if let Some(way) = way {
            let way = way.into_iter().map(|action| in_words(model, action)).collect();
            failures.push(Failure { property: property.name, way });
        }
    }
    // A run that a failure has stopped has not looked for all that should come about.
    if failures.iter().any(|failure| !failure.way.is_empty()) {
        failures.retain(|failure| !failure.way.is_empty());
    }
    Ok(Report {
        name,
        unique: checker.unique_state_count(),
        generated: checker.state_count(),
        facts: model.seen.facts(),
        depth: checker.max_depth(),
        time,
        answers: model.seen.answers(),
        failures,
    })
}

/// An action in words; people, accounts and channels by their places.
fn in_words(model: &MonthModel, action: Action) -> String {
    let day = |day: u8| model.cast.days[usize::from(day)];
    let dated = |dated: Option<u8>| dated.map(|dated| format!(" of {}", day(dated))).unwrap_or_default();
    match action {
        Action::NextDay => "the next day".to_owned(),
        Action::Say(say, on) => format!("{} {say:?}", day(on)),
        Action::Send(message) => format!("sent: {:?}{}", message.say, dated(message.dated)),
        Action::Arrive(message) => format!("arrives: {:?}{}", message.say, dated(message.dated)),
        Action::ArriveAndStay(message) => {
            format!("arrives and will again: {:?}{}", message.say, dated(message.dated))
        }
        Action::Lose(message) => format!("lost: {:?}{}", message.say, dated(message.dated)),
    }
}
