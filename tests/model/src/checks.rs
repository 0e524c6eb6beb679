//! Checks of the model itself.

use std::collections::{BTreeMap, VecDeque};

use stateright::Model;

use crate::{
    cast::{Say, What, place},
    configuration::{Configuration, all},
    model::MonthModel,
    rules::MONTHS,
    state::{Action, State},
};

fn named(name: &str) -> Configuration {
    all().unwrap().into_iter().find(|each| each.name == name).unwrap()
}

/// N3, N4, N8, N10, N11, N13, N14, N16, N17, N22: the judge's numbers, written down by hand, and the
/// regulation's data say the same.
#[test]
fn the_rules_are_those_of_the_regulation() {
    for configuration in all().unwrap() {
        let Configuration { regulation, rules, .. } = &configuration;
        let model = configuration.clone().model().unwrap();
        let period = regulation.period();
        assert_eq!((period.first, period.last), rules.period);
        assert_eq!(usize::try_from(regulation.activations_per_account()).unwrap(), rules.limit);
        assert_eq!(regulation.needs_consent(), rules.consent_needed);
        if let Some(consent) = &regulation.parts().consent {
            assert_eq!(i64::from(consent.repeat_after_days), rules.repeat_after);
            assert_eq!(
                consent.scope == voucher_core::gas::ConsentScope::UntilWithdrawn,
                rules.consent_carries
            );
        }
        for (month, rules) in model.cast.months.into_iter().zip(&rules.months) {
            assert_eq!(regulation.has_month(month), rules.in_pilot);
            assert_eq!(regulation.list_closes(month), rules.list_until);
            assert_eq!((regulation.window_opens(month), regulation.window_closes(month)), rules.window);
            assert_eq!(regulation.register_due(month), rules.register_on);
            assert!(regulation.last_day_to_answer(month).is_none_or(|last| last == rules.answer_until));
        }
        let in_order = configuration.days.windows(2).all(|pair| pair[0] < pair[1]);
        let in_months = configuration.days.iter().all(|day| {
            place(&model.cast.months, &voucher_core::Month::of(*day)) < u8::try_from(MONTHS).unwrap()
        });
        assert!(in_order && in_months, "{}", configuration.name);
    }
}

/// The identity of a state leaves nothing out: states of one identity have equal ledgers and memories.
#[test]
fn an_identity_tells_states_apart() {
    for name in ["activation-race", "last-month"] {
        let model = Configuration { by_name: true, ..named(name) }.model().unwrap();
        let mut known: BTreeMap<u64, State> = BTreeMap::new();
        let mut pending: VecDeque<State> = model.init_states().into();
        while let Some(state) = pending.pop_front() {
            for next in model.next_states(&state) {
                match known.get(&next.identity) {
                    Some(same) => assert_eq!(*same, next),
                    None => {
                        known.insert(next.identity, next.clone());
                        pending.push_back(next);
                    }
                }
            }
        }
        assert!(known.len() > 2_000, "{name}: {}", known.len());
    }
}

fn told(model: &MonthModel, says: &[(u8, What)]) -> State {
    let first = model.init_states().remove(0);
    says.iter().fold(first, |state, (person, what)| {
        let next = model.next_state(&state, Action::Say(Say::Of(*person, *what), state.today));
        next.unwrap_or(state)
    })
}

/// With symmetry, who a person is and which account it is makes no difference; what was told does.
#[test]
fn names_make_no_difference() {
    let enters = |account| What::AccountEntered { account, channel: 0 };
    let story = |person, account| {
        [(person, What::Delisted), (1 - person, What::Agree), (1 - person, enters(account))]
    };
    for by_name in [false, true] {
        let mut configuration = Configuration { by_name, ..named("activation-race") };
        configuration.days.remove(0);
        let model = configuration.model().unwrap();
        let one = told(&model, &story(0, 0)).identity;
        assert_eq!(told(&model, &story(1, 1)).identity == one, !by_name);
        assert_eq!(told(&model, &story(0, 1)).identity == one, !by_name);
        assert_ne!(told(&model, &story(0, 0)[..1]).identity, one);
    }
}
