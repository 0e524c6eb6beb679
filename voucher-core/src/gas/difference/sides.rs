//! What each of two regulations makes of histories: sides, which are met once each.

use alloc::vec::Vec;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use crate::{
    gas::{
        activation::{Activation, Preview},
        book::Record,
        consent::{Consent, SmsKind},
        decide::{Around, after, next},
        fact::{Fact, Outcome},
        refusal::Transition,
        regulation::{DiscountTerms, Regulation},
        stage::Stage,
        today::{Today, WindowState},
    },
    value::{calendar::Day, identity::Account},
};

/// One thing of each of two regulations.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Both<T> {
    pub(super) here: T,
    pub(super) there: T,
}

impl<T: PartialEq> Both<T> {
    pub(super) fn differ(&self) -> bool {
        self.here != self.there
    }
}

impl<T: Copy> Both<T> {
    pub(super) fn map<U>(self, each: impl Fn(T) -> U) -> Both<U> {
        Both { here: each(self.here), there: each(self.there) }
    }
}

/// A regulation, and what it says of a day.
pub(super) type On<'a> = (&'a Regulation, Today);

/// What one regulation has made of a history.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Side {
    pub(super) record: Record,
    pub(super) agreed_before: bool,
    pub(super) others_on_account: u32,
    pub(super) register_sent: bool,
}

impl Around for Side {
    fn agreed_before(&self) -> bool {
        self.agreed_before
    }

    fn others_on(&self, _record: &Record, _account: Account) -> u32 {
        self.others_on_account
    }
}

/// What both have made of the same history: the numbers of two sides.
pub(super) type State = Both<usize>;

pub(super) type States = HashSet<State, FixedState>;

/// Every side that one regulation was met with, once: there are far fewer of them than pairs.
#[derive(Default)]
pub(super) struct Sides {
    all: Vec<Side>,
    numbers: HashMap<Side, usize, FixedState>,
    /// Of those that were met on the day.
    played: Vec<Option<Played>>,
}

/// What can be asked of a side and told to it on a day. Sides that follow stand by number.
pub(super) struct Played {
    pub(super) stage: Stage,
    pub(super) due: Option<SmsKind>,
    /// Where the account exists, and where it does not.
    pub(super) previews: [Preview; 2],
    /// None where no voucher was activated.
    pub(super) terms: Option<Option<DiscountTerms>>,
    pub(super) told: Vec<Answered>,
    /// What follows a register.
    pub(super) sent: usize,
    /// What follows as many others as a limit tells apart.
    pub(super) joined: Vec<usize>,
    pub(super) others_on_account: u32,
}

/// What a side makes of a fact.
pub(super) struct Answered {
    pub(super) outcome: Outcome,
    /// Whether a voucher is activated by it.
    pub(super) activates: bool,
    pub(super) next: usize,
}

impl Sides {
    fn number(&mut self, side: Side) -> usize {
        *self.numbers.entry(side).or_insert_with(|| {
            self.all.push(side);
            self.all.len() - 1
        })
    }

    /// Plays a side that was not met on the day.
    pub(super) fn play(
        &mut self,
        number: usize,
        play: impl FnOnce(Side, &mut dyn FnMut(Side) -> usize) -> Played,
    ) {
        if self.played(number).is_some() {
            return;
        }
        let Some(side) = self.all.get(number).copied() else { return };
        let played = play(side, &mut |next| self.number(next));
        self.played.resize_with(self.all.len(), || None);
        if let Some(place) = self.played.get_mut(number) {
            *place = Some(played);
        }
    }

    fn played(&self, number: usize) -> Option<&Played> {
        self.played.get(number)?.as_ref()
    }
}

impl Both<Sides> {
    pub(super) fn number(&mut self, sides: Both<Side>) -> State {
        Both { here: self.here.number(sides.here), there: self.there.number(sides.there) }
    }

    pub(super) fn sides(&self, state: State) -> Option<Both<Side>> {
        Some(Both { here: *self.here.all.get(state.here)?, there: *self.there.all.get(state.there)? })
    }

    pub(super) fn played(&self, state: State) -> Option<Both<&Played>> {
        Some(Both { here: self.here.played(state.here)?, there: self.there.played(state.there)? })
    }
}

impl Side {
    pub(super) fn stage(&self, (rules, today): On<'_>) -> Stage {
        self.record.stage(rules.needs_consent(), self.register_sent, today.over)
    }

    pub(super) fn told(self, on: On<'_>, fact: &Fact) -> (Outcome, Self) {
        let (rules, today) = on;
        let (repeat, record) = match after(rules, &today, self.record, fact, &self) {
            Transition::To(record) => (false, record),
            Transition::Repeat => (true, self.record),
            Transition::Refused(refusals) => return (Outcome::Refused(refusals), self),
        };
        let told = Self { record, ..self };
        let stage = Some(told.stage(on));
        (Outcome::Accepted { repeat, stage, next: next(fact, &record) }, told)
    }

    /// So many others, each with all that an activation needs, have come to activate on the account.
    pub(super) fn joined(self, (rules, today): On<'_>, others: u32) -> Self {
        if !today.in_period || today.window != WindowState::Open {
            return self;
        }
        let own = u32::from(self.record.activation.is_done());
        let room = rules.activations_per_account.saturating_sub(own);
        Self { others_on_account: self.others_on_account.max(others.min(room)), ..self }
    }

    /// Its days, seen from the next day. A start SMS counts for as long as a repeat SMS must wait; of other SMS, and of SMS that were
    /// answered, only the day itself counts, and it is over. The day of an activation stands in registers alone.
    pub(super) fn dawn(self, day: Day, longest_wait: u8) -> Self {
        let consent = match self.record.consent {
            Consent::NotAsked => Consent::NotAsked,
            Consent::Asked { asked } => Consent::Asked { asked: asked.not_before(day, longest_wait.max(1)) },
            Consent::Reminded { asked, reminded } => {
                Consent::Reminded { asked: asked.not_before(day, 1), reminded: reminded.not_before(day, 1) }
            }
            Consent::Answered { answer, .. } => Consent::Answered { answer, asked: None, reminded: None },
        };
        let activation = match self.record.activation {
            Activation::Done { account, channel, on } => {
                Activation::Done { account, channel, on: on.not_before(day, 1) }
            }
            Activation::None | Activation::Begun { .. } => self.record.activation,
        };
        Self { record: Record { consent, activation, ..self.record }, ..self }
    }
}
