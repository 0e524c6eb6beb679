//! The systems of the order: what each of them may say in a state.
//!
//! A system looks at the Wallet when it speaks, and what it says may arrive much later: an old view
//! is a late message. None of them remembers what it has sent; what was lost is seen to be missing
//! and is sent again.

use voucher_core::gas::{Due, PersonMonth, Stage, Step};

use crate::{
    cast::{Cast, Place, Say, What, place, places},
    rules::{MONTHS, Rules},
    state::State,
};

/// The Wallet as a system sees it: one day of it.
struct Wallet<'a> {
    cast: &'a Cast,
    state: &'a State,
    rules: &'a Rules,
    month: usize,
    people: Vec<PersonMonth>,
}

/// Whether the provider always has the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accounts {
    AllExist,
    SomeDoNot,
}

/// What the systems may send now.
pub(crate) fn messages(cast: &Cast, rules: &Rules, accounts: Accounts, state: &State) -> Vec<Say> {
    let month = cast.month_of(state.today);
    let people = state.ledger.people(cast.months[month]);
    let wallet = Wallet { cast, state, rules, month, people };
    let mut says = wallet.registers();
    let dues = state.ledger.due(wallet.date());
    for person in places(&cast.people) {
        let whats = [
            wallet.state_data(person),
            wallet.sms_gateway(person, &dues),
            wallet.portal(person),
            wallet.front_ends(person),
            wallet.provider(person, accounts),
        ];
        says.extend(whats.concat().into_iter().map(|what| Say::Of(person, what)));
    }
    says
}

/// Everything that can be said, by anyone, at any time.
pub(crate) fn everything(cast: &Cast, accounts: Accounts) -> Vec<Say> {
    let mut whats = vec![
        What::Listed,
        What::Delisted,
        What::StartSms,
        What::RepeatSms,
        What::Agree,
        What::Refuse,
        What::Gibberish,
        What::OfferAccepted,
        What::Confirmed,
    ];
    for account in places(&cast.accounts) {
        whats.extend(places(&cast.channels).map(|channel| What::AccountEntered { account, channel }));
        whats.extend(answers(account, accounts));
    }
    let of_people =
        places(&cast.people).flat_map(|person| whats.iter().map(move |what| Say::Of(person, *what)));
    of_people.chain([Say::RegisterSent(0), Say::RegisterSent(1)]).collect()
}

/// What the provider can say of an account.
fn answers(account: Place, accounts: Accounts) -> Vec<What> {
    match accounts {
        Accounts::AllExist => vec![What::AccountChecked { account, exists: true }],
        Accounts::SomeDoNot => [true, false].map(|exists| What::AccountChecked { account, exists }).to_vec(),
    }
}

impl Wallet<'_> {
    fn date(&self) -> chrono::NaiveDate {
        self.cast.days[usize::from(self.state.today)]
    }

    fn record(&self, person: Place) -> Option<&PersonMonth> {
        let iin = self.cast.people[usize::from(person)];
        self.people.iter().find(|record| record.iin == iin)
    }

    fn answering(&self) -> bool {
        self.rules.consent_needed && self.date() <= self.rules.months[self.month].answer_until
    }

    /// State data (SDU): lists, takes off, and lists again (N11, N12).
    fn state_data(&self, person: Place) -> Vec<What> {
        if self.date() > self.rules.months[self.month].list_until {
            return Vec::new();
        }
        let on_list = self.record(person).map(|record| record.on_list);
        let off = (on_list == Some(true)).then_some(What::Delisted);
        [Some(What::Listed), off].into_iter().flatten().collect()
    }

    /// The SMS gateway: sends what is due, and brings replies that are no code (N13, N14, N30).
    fn sms_gateway(&self, person: Place, dues: &[Due]) -> Vec<What> {
        let iin = self.cast.people[usize::from(person)];
        let start = dues.contains(&Due::SendStartSms { iin }).then_some(What::StartSms);
        let repeat = dues.contains(&Due::SendRepeatSms { iin }).then_some(What::RepeatSms);
        let asked = self.record(person).is_some_and(|record| record.asked_on.is_some());
        let text = (asked && self.answering()).then_some(What::Gibberish);
        [start, repeat, text].into_iter().flatten().collect()
    }

    /// The gateway and the portal bring answers (N14): after the SMS went out, even where the Wallet
    /// does not know it yet.
    fn portal(&self, person: Place) -> Vec<What> {
        let known =
            self.record(person).is_some_and(|record| record.asked_on.is_some() || record.answer.is_some());
        let asked = known || self.state.is_on_its_way(Say::Of(person, What::StartSms));
        if asked && self.answering() { vec![What::Agree, What::Refuse] } else { Vec::new() }
    }

    /// The two front ends of the Wallet, the app and the service centre (N19, N20, N22, N23).
    fn front_ends(&self, person: Place) -> Vec<What> {
        let iin = self.cast.people[usize::from(person)];
        let month = self.cast.months[self.month];
        let mut whats = Vec::new();
        if self.state.ledger.stage(iin, month, self.date()) == Stage::Issued {
            for channel in places(&self.cast.channels) {
                whats.extend(
                    places(&self.cast.accounts).map(|account| What::AccountEntered { account, channel }),
                );
            }
        }
        match self.state.ledger.step(iin, month) {
            Step::AcceptOffer => whats.push(What::OfferAccepted),
            Step::Confirm | Step::Done => whats.push(What::Confirmed),
            Step::EnterAccount | Step::CheckAccount => {}
        }
        whats
    }

    /// The provider: says whether it has the account that was entered (N21).
    fn provider(&self, person: Place, accounts: Accounts) -> Vec<What> {
        let waits = self.record(person).filter(|record| record.step == Step::CheckAccount);
        let account = waits.and_then(|record| record.account);
        let account = account.map(|account| place(&self.cast.accounts, &account));
        account.map(|account| answers(account, accounts)).unwrap_or_default()
    }

    /// The Wallet sends each register that is due, and again until the provider has it (N17, N30).
    fn registers(&self) -> Vec<Say> {
        let dues = self.state.ledger.due(self.date());
        let due = |month: usize| dues.contains(&Due::SendRegister { month: self.cast.months[month] });
        let missing =
            |month: usize| self.state.history.sent[month].is_some() && self.state.received[month].is_none();
        let months = (0..MONTHS).filter(|month| due(*month) || missing(*month));
        months.filter_map(|month| Place::try_from(month).ok().map(Say::RegisterSent)).collect()
    }
}
