//! School meals from devices that were offline: every order in which what a terminal and a QR reader recorded arrives, is lost,
//! arrives twice or late, while the school closes the day, withdraws meals, sends the register and takes it back (M13-M21).
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "places of devices and days come from the lists themselves; a test fails as its helper does"
)]

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::NaiveDate;
use stateright::{Checker as _, Expectation, HasDiscoveries, Model, Property};
use voucher_core::{Iin, Month, Reference, Region, meals::*, parse_date};

/// The last school day of March, on which the meal is given, and the two days after it: the register is due on the first of
/// them, and with one day of late entry the second is too late.
const DAYS: [&str; 3] = ["2026-03-31", "2026-04-01", "2026-04-02"];
/// The school days of March 2026, on each of which the pupil is on the list.
const SCHOOL_DAYS: u64 = 14;
/// How a device records, and so which meal is its own.
const DEVICES: [Source; 2] = [Source::Terminal, Source::Qr];
/// How often a device sends, at most, before it has an answer.
const SENDS: u8 = 2;
/// A ledger that is compared by the digest of what it saves.
#[derive(Clone, Debug)]
struct Server {
    ledger: Arc<Ledger>,
    digest: Box<str>,
}

impl Server {
    fn new(ledger: Ledger) -> Self {
        let digest = ledger.save().lines().last().unwrap().into();
        Self { digest, ledger: ledger.into() }
    }
}

impl PartialEq for Server {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Server {}

impl Hash for Server {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

/// What a device was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Told {
    Accepted,
    /// The refusal that is named first.
    Refused(Refusal),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Device {
    sends: u8,
    told: Option<Told>,
    /// Whether the ledger has accepted its meal, also where the device does not know.
    accepted: bool,
    withdrawn: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    today: usize,
    server: Server,
    /// Whether the device's meal is on the way.
    on_the_way: [bool; 2],
    devices: [Device; 2],
    /// The register as it was sent, while it stands.
    sent: Option<String>,
    /// What a retry was told that the first was not.
    retry_differs: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    NextDay,
    Send(usize),
    Lose(usize),
    Arrive { device: usize, again: bool, answered: bool },
    Close,
    Reopen,
    Withdraw(usize),
    SendRegister,
    Recall,
}

/// What a service around the ledger can get wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// It gives each arrival a record of its own.
    ForgetsRecords,
    /// It takes the register back for each meal, and sends it again.
    OpensRegisters,
    /// It withdraws the meals of a day that is closed.
    WithdrawsWhenClosed,
}

struct Canteen {
    limit: i32,
    fault: Option<Fault>,
    iin: Iin,
    days: [NaiveDate; 3],
    sheet: Sheet,
    kind: Reference,
}

impl Canteen {
    fn new(limit: i32, fault: Option<Fault>) -> Self {
        let [school, supplier, kind] = ["S-1", "F-1", "hot_meal"].map(|text| Reference::parse(text).unwrap());
        let days = DAYS.map(|day| parse_date(day).unwrap());
        let sheet = Sheet { month: Month::of(days[0]), school, supplier };
        Self { limit, fault, iin: Iin::parse("990101600002").unwrap(), days, sheet, kind }
    }

    fn meal(&self, device: usize) -> Meal {
        let Sheet { school, supplier, .. } = self.sheet;
        let (iin, kind, given_on) = (self.iin, self.kind, self.days[0]);
        Meal { iin, school, supplier, kind, given_on, source: DEVICES[device] }
    }

    fn record(&self, device: usize) -> Reference {
        Reference::parse(["T/1", "Q/1"][device]).unwrap()
    }

    fn scope(&self) -> SchoolDay {
        let all = [0, 12].map(|grade| Grade::new(grade).unwrap());
        SchoolDay { school: self.sheet.school, day: self.days[0], first_grade: all[0], last_grade: all[1] }
    }

    fn csv(&self, ledger: &Ledger) -> String {
        ledger.register(&self.sheet, self.days[1]).unwrap().to_csv()
    }

    /// Tells the ledger a fact of today.
    fn tell(&self, state: &mut State, fact: &Fact) -> Outcome {
        let mut ledger = Ledger::clone(&state.server.ledger);
        let outcome = ledger.record(self.days[state.today], fact);
        if outcome.is_accepted() {
            state.server = Server::new(ledger);
        }
        outcome
    }

    /// A meal comes to the ledger, which answers.
    fn arrive(&self, state: &mut State, device: usize) -> Told {
        let mut record = self.record(device);
        if self.fault == Some(Fault::ForgetsRecords) && state.devices[device].accepted {
            record = Reference::parse("ANOTHER/1").unwrap();
        }
        let recalled = self.fault == Some(Fault::OpensRegisters)
            && self.tell(state, &Fact::RegisterRecalled(self.sheet)).is_accepted();
        let outcome = self.tell(state, &Fact::MealGiven { record, meal: self.meal(device) });
        if recalled && state.sent.is_some() {
            self.tell(state, &Fact::RegisterSent(self.sheet));
        }
        let known = state.devices[device].accepted && !state.devices[device].withdrawn;
        let retried = matches!(outcome, Outcome::Accepted { repeat: true, .. });
        state.retry_differs |= known != retried;
        match outcome {
            Outcome::Accepted { .. } => {
                state.devices[device].accepted = true;
                Told::Accepted
            }
            Outcome::Refused(refusals) => Told::Refused(refusals.iter().next().unwrap()),
        }
    }

    fn counted(&self, state: &State) -> Vec<Meal> {
        state.server.ledger.meals(self.iin, self.sheet.month)
    }

    /// Whether the ledger counts the device's meal.
    fn counts(&self, state: &State, device: usize) -> bool {
        self.counted(state).contains(&self.meal(device))
    }
}

impl Model for Canteen {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let regulation = Regulation::meals_2026_02().changed(|parts| {
            parts.late_entry_days = 1;
            parts.meals_per_day = [("hot_meal".to_owned(), self.limit)].into();
        });
        let mut ledger = Ledger::new(regulation.unwrap());
        let grounds = GroundSet::from_iter([Ground::PrimaryGrade]);
        let (school, region) = (self.sheet.school, Region::Astana);
        let entry = Entry { school, region, grade: Grade::new(2).unwrap(), grounds };
        for fact in
            [Fact::Listed { iin: self.iin, entry }, Fact::Replied { iin: self.iin, answer: Answer::Agree }]
        {
            assert!(ledger.record(self.days[0], &fact).is_accepted());
        }
        vec![State {
            today: 0,
            server: Server::new(ledger),
            on_the_way: [false; 2],
            devices: Default::default(),
            sent: None,
            retry_differs: false,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        actions.extend([Action::Close, Action::Reopen, Action::SendRegister, Action::Recall]);
        actions.extend((state.today + 1 < DAYS.len()).then_some(Action::NextDay));
        for (place, device) in state.devices.iter().enumerate() {
            let may_send = device.sends < SENDS && device.told.is_none() && !state.on_the_way[place];
            actions.extend(may_send.then_some(Action::Send(place)));
            if state.on_the_way[place] {
                let ways = [(false, false), (false, true), (true, false), (true, true)];
                actions.extend(ways.map(|(again, answered)| Action::Arrive {
                    device: place,
                    again,
                    answered,
                }));
                actions.push(Action::Lose(place));
            }
            actions.extend(device.accepted.then_some(Action::Withdraw(place)));
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut next = last.clone();
        match action {
            Action::NextDay => next.today += 1,
            Action::Send(device) => {
                next.devices[device].sends += 1;
                next.on_the_way[device] = true;
            }
            Action::Lose(device) => next.on_the_way[device] = false,
            Action::Arrive { device, again, answered } => {
                next.on_the_way[device] = again;
                let told = self.arrive(&mut next, device);
                if answered {
                    next.devices[device].told = Some(told);
                }
            }
            Action::Close => {
                let closed = self.tell(&mut next, &Fact::DayClosed(self.scope())).is_accepted();
                for place in 0..DEVICES.len() {
                    if closed && self.fault == Some(Fault::WithdrawsWhenClosed) {
                        self.tell(&mut next, &Fact::MealWithdrawn { record: self.record(place) });
                    }
                }
            }
            Action::Reopen => _ = self.tell(&mut next, &Fact::DayReopened(self.scope())),
            Action::Withdraw(device) => {
                let fact = Fact::MealWithdrawn { record: self.record(device) };
                next.devices[device].withdrawn |= self.tell(&mut next, &fact).is_accepted();
            }
            Action::SendRegister => {
                if self.tell(&mut next, &Fact::RegisterSent(self.sheet)).is_accepted() {
                    next.sent = Some(self.csv(&next.server.ledger));
                }
            }
            Action::Recall => {
                if self.tell(&mut next, &Fact::RegisterRecalled(self.sheet)).is_accepted() {
                    next.sent = None;
                }
            }
        }
        (next != *last).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(
                "never more meals of a day than the limit (G)",
                |model: &Self, state: &State| {
                    model.counted(state).len() <= usize::try_from(model.limit).unwrap()
                },
            ),
            Property::always(
                "what was accepted counts until it is withdrawn (M15, M16)",
                |model: &Self, state: &State| {
                    (0..DEVICES.len()).all(|device| {
                        let Device { accepted, withdrawn, .. } = state.devices[device];
                        model.counts(state, device) == (accepted && !withdrawn)
                    })
                },
            ),
            Property::always("a retry is told what the first was (M15)", |_: &Self, state: &State| {
                !state.retry_differs
            }),
            Property::always("a device that was told so was accepted (M15)", |_: &Self, state: &State| {
                state.devices.iter().all(|device| device.accepted || device.told != Some(Told::Accepted))
            }),
            Property::always(
                "a register that is sent does not change (M21)",
                |model: &Self, state: &State| {
                    state.sent.as_ref().is_none_or(|sent| *sent == model.csv(&state.server.ledger))
                },
            ),
            Property::always("each meal is given or over (M20)", |model: &Self, state: &State| {
                let on = model.days[state.today];
                let Sheet { school, month, .. } = &model.sheet;
                let planned = state.server.ledger.planned(school, *month, &model.kind, on).unwrap();
                let meals = u64::try_from(model.counted(state).len()).unwrap();
                planned.given + planned.over == meals
                    && planned.planned() == SCHOOL_DAYS * u64::try_from(model.limit).unwrap()
            }),
            Property::sometimes("a meal comes a day late and counts", |model: &Self, state: &State| {
                state.today == 1 && model.counts(state, 0) && state.devices[0].told == Some(Told::Accepted)
            }),
            Property::sometimes("a day is closed after the meal", |model: &Self, state: &State| {
                let Sheet { school, month, .. } = &model.sheet;
                let on = model.days[state.today];
                state
                    .server
                    .ledger
                    .planned(school, *month, &model.kind, on)
                    .is_ok_and(|planned| planned.over > 0)
            }),
            Property::sometimes(
                "a withdrawn meal is given by the other device",
                |model: &Self, state: &State| state.devices[0].withdrawn && model.counts(state, 1),
            ),
            Property::sometimes("too late", |_: &Self, state: &State| is_told(state, Refusal::EntryTooLate)),
            Property::sometimes("the register was sent", |_: &Self, state: &State| {
                is_told(state, Refusal::RegisterAlreadySent)
            }),
            Property::sometimes("the day was closed", |_: &Self, state: &State| {
                is_told(state, Refusal::DayClosed)
            }),
            Property::sometimes("the other was first", |model: &Self, state: &State| {
                model.limit > 1 || is_told(state, Refusal::MealAlreadyGiven)
            }),
            Property::sometimes("withdrawn before the retry", |_: &Self, state: &State| {
                is_told(state, Refusal::RecordWithdrawn)
            }),
        ]
    }
}

fn is_told(state: &State, refusal: Refusal) -> bool {
    state.devices.iter().any(|device| device.told == Some(Told::Refused(refusal)))
}

/// The properties that do not hold, and how many states there are.
fn broken(model: Canteen) -> (Vec<&'static str>, usize) {
    let checker = model.checker().threads(2).spawn_bfs().join();
    let found = checker.discoveries();
    let broken = |property: &&Property<Canteen>| match property.expectation {
        Expectation::Always | Expectation::Eventually => found.contains_key(property.name),
        Expectation::Sometimes => !found.contains_key(property.name),
    };
    let properties = checker.model().properties();
    (properties.iter().filter(broken).map(|property| property.name).collect(), checker.unique_state_count())
}

/// M13-M21 in every order, where one meal a day is the limit and where two are.
#[test]
fn what_devices_recorded_offline_counts_once() {
    for limit in [1, 2] {
        let (broken, states) = broken(Canteen::new(limit, None));
        assert!(broken.is_empty(), "{broken:?}");
        assert!(states > 40_000, "{states}");
    }
}

/// What a service around the ledger can get wrong is seen.
#[test]
fn a_service_that_is_wrong_is_caught() {
    for (fault, seen) in [
        (Fault::ForgetsRecords, "a retry is told what the first was (M15)"),
        (Fault::OpensRegisters, "a register that is sent does not change (M21)"),
        (Fault::WithdrawsWhenClosed, "what was accepted counts until it is withdrawn (M15, M16)"),
    ] {
        let until = HasDiscoveries::AnyOf([seen].into());
        let checker = Canteen::new(1, Some(fault)).checker().finish_when(until).spawn_bfs().join();
        assert!(checker.discoveries().contains_key(seen), "{fault:?}");
    }
}
