//! What tells one state from another, with names taken away.
//!
//! Nothing in the norms looks at who a person is, which account or which channel it is: two states that
//! differ only in such names have the same future. A state is known by the least of its renamings:
//! people sorted, both orders of the accounts and of the channels tried.

use std::hash::{DefaultHasher, Hash, Hasher};

use voucher_core::gas::{Answer, Ledger, PersonMonth, Step};

use crate::{
    cast::{Cast, Place, Row, Say, What, place, places},
    rules::MONTHS,
    state::{Message, State},
    told::{Activation, Entry, Told},
};

/// All that a ledger keeps of a person in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Kept {
    on_list: bool,
    asked: Option<Place>,
    reminded: Option<Place>,
    answer: Option<Answer>,
    step: Step,
    account: Option<Place>,
    channel: Option<Place>,
    activated: Option<Place>,
}

/// All of a state that is about one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct View {
    kept: [Option<Kept>; MONTHS],
    told: [Told; MONTHS],
    sent: [Option<Row>; MONTHS],
    received: [Option<Row>; MONTHS],
    messages: Vec<(What, Option<Place>)>,
}

/// The identity of a state; with `by_name`, names count.
pub(crate) fn identity(cast: &Cast, state: &State, by_name: bool) -> u64 {
    let months = cast.months.map(|month| state.ledger.people(month));
    let views: Vec<View> = places(&cast.people).map(|person| view(cast, state, &months, person)).collect();
    let mut hasher = DefaultHasher::new();
    let views = if by_name { views } else { least(cast, &views) };
    views.hash(&mut hasher);
    (state.today, state.history.latest, state.breaches).hash(&mut hasher);
    state.ledger.latest().hash(&mut hasher);
    for month in 0..MONTHS {
        (state.history.sent[month].is_some(), state.received[month].is_some()).hash(&mut hasher);
    }
    for message in &state.network {
        if let Say::RegisterSent(month) = message.say {
            (month, message.dated).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Whether two ledgers keep the same of a month.
pub(crate) fn keep_the_same(cast: &Cast, month: usize, one: &Ledger, other: &Ledger) -> bool {
    one.people(cast.months[month]) == other.people(cast.months[month])
}

fn view(cast: &Cast, state: &State, months: &[Vec<PersonMonth>; MONTHS], person: Place) -> View {
    let iin = cast.people[usize::from(person)];
    let kept =
        |month: usize| months[month].iter().find(|each| each.iin == iin).map(|each| Kept::new(cast, each));
    let row = |rows: &Option<Vec<Row>>| {
        rows.iter().flatten().find(|row| row.person == person).map(|row| Row { person: 0, ..*row })
    };
    let of_person = |message: &Message| match message.say {
        Say::Of(who, what) if who == person => Some((what, message.dated)),
        Say::Of(..) | Say::RegisterSent(_) => None,
    };
    View {
        kept: [kept(0), kept(1)],
        told: state.history.people[usize::from(person)],
        sent: [row(&state.history.sent[0]), row(&state.history.sent[1])],
        received: [row(&state.received[0]), row(&state.received[1])],
        messages: state.network.iter().filter_map(of_person).collect(),
    }
}

impl Kept {
    fn new(cast: &Cast, person: &PersonMonth) -> Self {
        let day = |date: Option<_>| date.map(|date| place(&cast.days, &date));
        Self {
            on_list: person.on_list,
            asked: day(person.asked_on),
            reminded: day(person.reminded_on),
            answer: person.answer,
            step: person.step,
            account: person.account.map(|account| place(&cast.accounts, &account)),
            channel: person.channel.map(|channel| place(&cast.channels, &channel)),
            activated: day(person.activated_on),
        }
    }
}

/// The least renaming of all.
fn least(cast: &Cast, views: &[View]) -> Vec<View> {
    let both = |names: usize| if names == 2 { [false, true].as_slice() } else { &[false] };
    let renamings = both(cast.accounts.len()).iter().flat_map(|&accounts| {
        both(cast.channels.len()).iter().map(move |&channels| Renaming { accounts, channels })
    });
    let renamed = |renaming: Renaming| {
        let mut renamed: Vec<View> = views.iter().map(|view| renaming.view(view)).collect();
        renamed.sort_unstable();
        renamed
    };
    renamings.map(renamed).min().unwrap_or_default()
}

/// Which pairs of names change places.
#[derive(Clone, Copy)]
struct Renaming {
    accounts: bool,
    channels: bool,
}

impl Renaming {
    fn view(self, view: &View) -> View {
        View {
            kept: view.kept.map(|kept| kept.map(|kept| self.kept(kept))),
            told: view.told.map(|told| self.told(told)),
            sent: view.sent.map(|row| row.map(|row| self.row(row))),
            received: view.received.map(|row| row.map(|row| self.row(row))),
            messages: {
                let mut messages: Vec<_> =
                    view.messages.iter().map(|(what, dated)| (self.what(*what), *dated)).collect();
                messages.sort_unstable();
                messages
            },
        }
    }

    fn kept(self, kept: Kept) -> Kept {
        let account = kept.account.map(|account| self.account(account));
        Kept { account, channel: kept.channel.map(|channel| self.channel(channel)), ..kept }
    }

    fn told(self, told: Told) -> Told {
        let entry = |entry: Entry| Entry {
            account: self.account(entry.account),
            channel: self.channel(entry.channel),
            ..entry
        };
        let activation = |activation: Activation| Activation {
            account: self.account(activation.account),
            channel: self.channel(activation.channel),
            ..activation
        };
        Told {
            entry: told.entry.map(entry),
            activations: told.activations.map(|each| each.map(activation)),
            ..told
        }
    }

    fn row(self, row: Row) -> Row {
        Row { account: self.account(row.account), channel: self.channel(row.channel), ..row }
    }

    fn what(self, what: What) -> What {
        match what {
            What::AccountEntered { account, channel } => {
                What::AccountEntered { account: self.account(account), channel: self.channel(channel) }
            }
            What::AccountChecked { account, exists } => {
                What::AccountChecked { account: self.account(account), exists }
            }
            What::Listed
            | What::Delisted
            | What::StartSms
            | What::RepeatSms
            | What::Agree
            | What::Refuse
            | What::Gibberish
            | What::OfferAccepted
            | What::Confirmed => what,
        }
    }

    const fn account(self, account: Place) -> Place {
        if self.accounts { other(account) } else { account }
    }

    const fn channel(self, channel: Place) -> Place {
        if self.channels { other(channel) } else { channel }
    }
}

/// The other of two names; a name of nothing stays.
const fn other(place: Place) -> Place {
    match place {
        0 => 1,
        1 => 0,
        _ => place,
    }
}
