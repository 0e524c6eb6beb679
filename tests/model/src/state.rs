//! A state of the month: the date, the real ledger, what is on its way, and what the model remembers.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use voucher_core::gas::Ledger;

use crate::{
    breach::Breaches,
    cast::{Place, Row, Say},
    rules::MONTHS,
    told::History,
};

/// A state of the month.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) today: Place,
    /// The ledger itself; a state in which it did not change shares it.
    pub(crate) ledger: Arc<Ledger>,
    /// What is on its way, in order and each once: repetition is an arrival that stays.
    pub(crate) network: Vec<Message>,
    /// The registers that reached the provider.
    pub(crate) received: [Option<Vec<Row>>; MONTHS],
    pub(crate) history: History,
    /// What the facts so far have broken; nothing, as long as the ledger is right.
    pub(crate) breaches: Breaches,
    /// What tells this state from others; worked out by `identity`.
    pub(crate) identity: u64,
}

/// By its identity alone: states that differ in names only are one.
impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.identity.hash(hasher);
    }
}

/// Something on its way to the ledger; a register is on its way to the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Message {
    pub(crate) say: Say,
    /// The day that it carries; none where it is dated when it arrives.
    pub(crate) dated: Option<Place>,
}

/// What can happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// The clock goes to the next day that matters.
    NextDay,
    /// Anyone says anything, and it arrives at once, dated this day.
    Say(Say, Place),
    /// A system sends a message.
    Send(Message),
    /// A message arrives.
    Arrive(Message),
    /// A message arrives and will arrive again.
    ArriveAndStay(Message),
    /// A message is lost.
    Lose(Message),
}

impl State {
    pub(crate) fn is_on_its_way(&self, say: Say) -> bool {
        self.network.iter().any(|message| message.say == say)
    }

    pub(crate) fn put(&mut self, message: Message) {
        if let Err(place) = self.network.binary_search(&message) {
            self.network.insert(place, message);
        }
    }

    pub(crate) fn take_off(&mut self, message: Message) {
        self.network.retain(|each| *each != message);
    }
}
