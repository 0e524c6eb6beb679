//! What must hold in every state, and what must come about in some.

use stateright::Property;
use voucher_core::gas::Due;

use crate::{
    cast::{Row, places},
    configuration::{Configuration, Goal},
    judge::Owed,
    model::MonthModel,
    rules::MONTHS,
    state::State,
};

/// What is due.
pub(crate) const DUE: &str = "what is due is what is owed, SMS and register (N13, N17, N30)";
/// What the register holds.
pub(crate) const REGISTER: &str = "the register is every confirm, once, and nothing else (N22, N27)";
/// Where each stands.
pub(crate) const STAGE: &str = "each stands at the stage of the norms (N18)";

/// What must hold in every state, beside that no fact has broken anything.
pub(crate) fn always() -> Vec<Property<MonthModel>> {
    vec![
        Property::always("no account has more activations a month than the limit (N22, N25)", limit),
        Property::always(REGISTER, register),
        Property::always(DUE, due),
        Property::always(STAGE, stage),
        Property::always(
            "the provider has what was activated, however often it was sent (N17, N27)",
            received,
        ),
    ]
}

/// What must come about somewhere, or the configuration shows nothing.
pub(crate) fn sometimes(configuration: &Configuration) -> Vec<Property<MonthModel>> {
    configuration.goals.iter().map(|goal| Property::sometimes(goal.name(), goal.condition())).collect()
}

impl Goal {
    const fn name(self) -> &'static str {
        match self {
            Self::Activates => "somebody activates",
            Self::ActivatesInBoth => "somebody activates in both months",
            Self::TwoRows => "a register of two rows is sent",
            Self::TwoOnOneAccount => "two activate on one account",
            Self::Expires => "a voucher expires",
            Self::Lapses => "consent lapses after a reminder",
            Self::TakenOff => "a voucher outlives the list",
            Self::Carried => "consent carried over activates",
            Self::ReachesProvider => "a register with a row reaches the provider",
        }
    }

    const fn condition(self) -> fn(&MonthModel, &State) -> bool {
        match self {
            Self::Activates => |_, state| state.history.activations(0).next().is_some(),
            Self::ActivatesInBoth => |_, state| {
                state.history.people.iter().any(|months| months.iter().all(crate::told::Told::activated))
            },
            Self::TwoRows => |_, state| state.history.sent.iter().flatten().any(|rows| rows.len() == 2),
            Self::TwoOnOneAccount => |_, state| {
                let mut accounts = state.history.activations(0).map(|(_, activation)| activation.account);
                accounts.next().is_some_and(|first| accounts.any(|account| account == first))
            },
            Self::Expires => {
                |model, state| stages(model, state).any(|stage| stage == voucher_core::gas::Stage::Expired)
            }
            Self::Lapses => |model, state| {
                let reminded = state.history.people.iter().any(|months| months[0].reminded.is_some());
                reminded && stages(model, state).any(|stage| stage == voucher_core::gas::Stage::Lapsed)
            },
            Self::TakenOff => |_, state| {
                state.history.people.iter().any(|months| months[0].activated() && !months[0].on_list)
            },
            Self::Carried => |_, state| {
                state.history.people.iter().any(|months| months[1].activated() && months[1].asked.is_none())
            },
            Self::ReachesProvider => |_, state| state.received.iter().flatten().any(|rows| !rows.is_empty()),
        }
    }
}

/// The stages of all people in the first month, by the judge.
fn stages<'a>(
    model: &'a MonthModel,
    state: &'a State,
) -> impl Iterator<Item = voucher_core::gas::Stage> + use<'a> {
    places(&model.cast.people).map(|person| model.judge(&state.history).stage(person, 0, state.today))
}

fn limit(model: &MonthModel, state: &State) -> bool {
    (0..MONTHS).all(|month| {
        places(&model.cast.accounts).all(|account| {
            let on_it = state.history.activations(month).filter(|(_, each)| each.account == account);
            on_it.count() <= model.configuration.rules.limit
        })
    })
}

/// The confirms of a month as a register has them: by account, then by person.
fn confirms(state: &State, month: usize) -> Vec<Row> {
    let row = |(person, activation): (usize, crate::told::Activation)| {
        let person = u8::try_from(person).unwrap_or(u8::MAX);
        Row { account: activation.account, person, on: activation.on, channel: activation.channel }
    };
    let mut rows: Vec<Row> = state.history.activations(month).map(row).collect();
    rows.sort_unstable();
    rows
}

fn register(model: &MonthModel, state: &State) -> bool {
    let rules = &model.configuration.rules;
    let today = model.cast.days[usize::from(state.today)];
    (0..MONTHS).all(|month| {
        let (of_month, whole) = (&rules.months[month], model.cast.months[month]);
        let formed = model.cast.register(&state.ledger, rules, month);
        let as_confirmed =
            formed.map_or(!of_month.in_pilot, |rows| of_month.in_pilot && rows == confirms(state, month));
        let in_time = today >= of_month.register_on
            || state.ledger.register(whole, today).is_err_and(|refusals| !refusals.is_empty());
        let keys = places(&model.cast.people).all(|person| {
            let key = state.ledger.commit_key(model.cast.people[usize::from(person)], whole);
            let of_key =
                key.map(|key| (key.month(), crate::cast::place(&model.cast.accounts, &key.account())));
            let [activation, _] = state.history.of(person, month).activations;
            of_key == activation.map(|activation| (whole, activation.account))
        });
        as_confirmed && in_time && keys
    })
}

fn due(model: &MonthModel, state: &State) -> bool {
    let due = state.ledger.due(model.cast.days[usize::from(state.today)]);
    let said = due.iter().map(|due| match *due {
        Due::SendStartSms { iin } => Owed::StartSms(crate::cast::place(&model.cast.people, &iin)),
        Due::SendRepeatSms { iin } => Owed::RepeatSms(crate::cast::place(&model.cast.people, &iin)),
        Due::SendRegister { month } => Owed::Register(crate::cast::place(&model.cast.months, &month).into()),
    });
    said.eq(model.judge(&state.history).owed(state.today))
}

fn stage(model: &MonthModel, state: &State) -> bool {
    let on = model.cast.days[usize::from(state.today)];
    (0..MONTHS).all(|month| {
        places(&model.cast.people).all(|person| {
            let iin = model.cast.people[usize::from(person)];
            let judged = model.judge(&state.history).stage(person, month, state.today);
            state.ledger.stage(iin, model.cast.months[month], on) == judged
        })
    })
}

fn received(_: &MonthModel, state: &State) -> bool {
    (0..MONTHS).all(|month| state.received[month].as_ref().is_none_or(|rows| *rows == confirms(state, month)))
}
