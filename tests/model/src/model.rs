//! The month as a model: what can happen next, and what comes of it.

use std::sync::Arc;

use stateright::{Model, Property};
use voucher_core::gas::{Fact, Ledger, Outcome};

use crate::{
    breach::{self, Breach, Breaches},
    cast::{Cast, Place, Say, What, places},
    configuration::{Configuration, Network},
    identity::{identity, keep_the_same},
    judge::Judge,
    properties,
    rules::MONTHS,
    scratch,
    seen::Seen,
    state::{Action, Message, State},
    systems,
    told::History,
};

/// A configuration that is played.
#[derive(Debug)]
pub(crate) struct MonthModel {
    pub(crate) configuration: Configuration,
    pub(crate) cast: Cast,
    /// What the ledger has said so far, in all states together.
    pub(crate) seen: Seen,
}

impl Model for MonthModel {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let ledger = Ledger::new(self.configuration.regulation.clone());
        let mut first = State {
            today: 0,
            ledger: Arc::new(ledger),
            network: Vec::new(),
            received: Default::default(),
            history: History::default(),
            breaches: Breaches::default(),
            identity: 0,
        };
        for person in places(&self.cast.people) {
            for &what in self.configuration.opening {
                self.tell(&mut first, Say::Of(person, what), 0);
            }
        }
        first.identity = identity(&self.cast, &first, self.configuration.by_name);
        vec![first]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let Configuration { network, rules, accounts_exist, .. } = &self.configuration;
        match *network {
            Network::None { old_dates } => {
                let says = systems::everything(&self.cast, *accounts_exist);
                actions.extend(says.iter().map(|say| Action::Say(*say, state.today)));
                // Before the first fact of today, an old date is as good as a fact of the day before.
                let yesterday = state.today.checked_sub(1);
                if let Some(day) =
                    yesterday.filter(|_| old_dates && state.history.latest == Some(state.today))
                {
                    actions.extend(says.iter().map(|say| Action::Say(*say, day)));
                }
            }
            Network::Places { places: most, dated_when_sent } => {
                for &message in &state.network {
                    let all = [Action::Arrive, Action::ArriveAndStay, Action::Lose];
                    actions.extend(all.map(|action| action(message)));
                }
                if state.network.len() < most {
                    let says = systems::messages(&self.cast, rules, *accounts_exist, state);
                    let dated = dated_when_sent.then_some(state.today);
                    actions.extend(says.into_iter().map(|say| Action::Send(Message { say, dated })));
                }
            }
        }
        if usize::from(state.today) + 1 < self.cast.days.len() {
            actions.push(Action::NextDay);
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut next = last.clone();
        match action {
            Action::NextDay => next.today += 1,
            Action::Say(say, day) => self.tell(&mut next, say, day),
            Action::Send(message) => {
                if let Say::RegisterSent(_) = message.say {
                    self.tell(&mut next, message.say, last.today);
                }
                next.put(message);
            }
            Action::Arrive(message) => {
                next.take_off(message);
                self.arrive(&mut next, message);
            }
            Action::ArriveAndStay(message) => self.arrive(&mut next, message),
            Action::Lose(message) => next.take_off(message),
        }
        if next == *last {
            return None;
        }
        next.identity = identity(&self.cast, &next, self.configuration.by_name);
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let mut all = breach::properties();
        all.extend(properties::always());
        all.extend(properties::sometimes(&self.configuration));
        all
    }
}

impl MonthModel {
    /// The judge of a state.
    pub(crate) fn judge<'a>(&'a self, history: &'a History) -> Judge<'a> {
        Judge { rules: &self.configuration.rules, cast: &self.cast, history }
    }

    /// A message arrives at the ledger, or a register at the provider.
    fn arrive(&self, state: &mut State, message: Message) {
        match message.say {
            Say::RegisterSent(month) => {
                let month = usize::from(month);
                state.received[month].clone_from(&state.history.sent[month]);
            }
            Say::Of(..) => self.tell(state, message.say, message.dated.unwrap_or(state.today)),
        }
    }

    /// Tells the ledger, and judges what it says.
    fn tell(&self, state: &mut State, say: Say, day: Place) {
        let (fact, on) = (self.cast.fact(say), self.cast.days[usize::from(day)]);
        let against = self.judge(&state.history).against(say, day);
        let before = Arc::clone(&state.ledger);
        let mut ledger = scratch::take(&before);
        let outcome = ledger.record(on, &fact);
        self.seen.see(say, &outcome);
        match outcome {
            Outcome::Refused(_) => {
                state.breaches.add_if(against.is_empty(), Breach::NoGround);
                state.breaches.add_if(ledger.record(on, &fact) != outcome, Breach::RetryChanges);
                let unchanged = scratch::give_back(&before, ledger);
                state.breaches.add_if(!unchanged, Breach::RefusedChanges);
            }
            Outcome::Accepted { repeat, .. } => {
                state.breaches.add(against);
                self.check_retry(state, &ledger, &outcome, say, day);
                self.check_others(state, &before, &ledger, say, day);
                self.take(state, &ledger, repeat, say, day);
                state.ledger = Arc::new(ledger);
            }
        }
    }

    /// The same fact again on the same day: a repeat, with the same answer and the same state.
    fn check_retry(&self, state: &mut State, ledger: &Ledger, outcome: &Outcome, say: Say, day: Place) {
        let (fact, on) = (self.cast.fact(say), self.cast.days[usize::from(day)]);
        let mut again = ledger.clone();
        let answer = again.record(on, &fact);
        let expected = match (*outcome, fact) {
            // N21: the entry is gone, and the retry says so.
            (_, Fact::AccountChecked { exists: false, .. }) => !answer.is_accepted(),
            // N19: an unfinished entry is replaced, here by the same.
            (_, Fact::AccountEntered { .. }) => answer == *outcome,
            (Outcome::Accepted { stage, next, .. }, _) => {
                answer == Outcome::Accepted { repeat: true, stage, next }
            }
            (Outcome::Refused(_), _) => false,
        };
        state.breaches.add_if(!expected || again != *ledger, Breach::RetryChanges);
    }

    /// The months that the fact is not about, and registers that were sent before.
    fn check_others(&self, state: &mut State, before: &Ledger, after: &Ledger, say: Say, day: Place) {
        let own = match say {
            Say::RegisterSent(_) => None,
            Say::Of(..) => Some(self.cast.month_of(day)),
        };
        for month in (0..MONTHS).filter(|month| Some(*month) != own) {
            let same = keep_the_same(&self.cast, month, before, after);
            state.breaches.add_if(!same, Breach::OtherMonth);
        }
        for month in 0..MONTHS {
            if let Some(sent) = &state.history.sent[month] {
                let now = self.cast.register(after, &self.configuration.rules, month);
                state.breaches.add_if(now.as_ref() != Some(sent), Breach::AfterRegister);
            }
        }
    }

    /// Remembers what was taken, and whether it was news as the ledger says.
    fn take(&self, state: &mut State, ledger: &Ledger, repeat: bool, say: Say, day: Place) {
        let mut history = state.history.clone();
        history.take(&self.configuration.rules, say, day, self.cast.month_of(day));
        if let Say::RegisterSent(month) = say {
            let place = usize::from(month);
            let rows = self.cast.register(ledger, &self.configuration.rules, place);
            history.sent[place].get_or_insert(rows.unwrap_or_default());
        }
        let nothing_new = history.people == state.history.people && history.sent == state.history.sent;
        let replaces = matches!(say, Say::Of(_, What::AccountEntered { .. }));
        state.breaches.add_if(repeat != (nothing_new && !replaces), Breach::RetryChanges);
        let late = !repeat && self.judge(&state.history).is_too_late(say, day);
        state.breaches.add_if(late, Breach::AfterRegister);
        state.history = history;
    }
}
