//! Facts of a few applications, in date order.

use alloc::vec::Vec;
use core::fmt;

use proptest::{
    bool::ANY as EITHER,
    collection::vec,
    option, prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use super::values::{arb_event, arb_evidence, arb_figures, arb_household, arb_income, arb_status};
use crate::{
    Reference,
    targeted_assistance::{
        Answer, Breach, Channel, Contract, Evidence, Fact, Filing, Regulation, Ruling, Signature, Source,
        Survey,
    },
    testing::{people::made_up_people, read},
};

/// Facts and their dates, in their order of arrival.
///
/// `Debug` shows the facts, of which none shows anybody (N34).
pub type Facts = crate::testing::Facts<Fact>;

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

fn reference(of: &'static [&'static str]) -> impl Strategy<Value = Reference> {
    read(select(of), |text| Reference::parse(text).ok())
}

fn application() -> impl Strategy<Value = Reference> {
    reference(&["A-1", "A-2", "A-3"])
}

fn member() -> impl Strategy<Value = Reference> {
    reference(&["a", "b", "c"])
}

/// The contents of an application by one of two people.
///
/// ```
/// use voucher_core::{targeted_assistance::Channel, testing::{draws, targeted_assistance::arb_filing}};
///
/// assert!(draws(arb_filing()).take(99).any(|filing| filing.channel == Channel::Portal));
/// ```
pub fn arb_filing() -> impl Strategy<Value = Filing> {
    let people: Vec<_> = made_up_people().take(2).collect();
    let account = (
        option::of(reference(&["kazpost", "halyk"])),
        option::weighted(0.9, prop_oneof![9 => Just(true), 1 => Just(false)]),
    );
    let said = (option::weighted(0.9, arb_status()), option::weighted(0.9, vec(arb_event(), 0..=1)));
    let how = (select(Channel::ALL), prop_oneof![1 => select(Signature::ALL), 3 => Just(Signature::Paper)]);
    (select(people), how, account, said, arb_household()).prop_map(|(iin, how, account, said, household)| {
        let ((channel, signed_by), (bank, own_account), (status, history)) = (how, account, said);
        Filing { bank, own_account, status, history, ..Filing::new(iin, channel, signed_by, household) }
    })
}

fn arb_answer() -> impl Strategy<Value = Answer> {
    let of_incomes = read((select(&Evidence::OF_INCOMES), vec(arb_income(), 0..=2)), |(kind, incomes)| {
        let fitting = incomes.into_iter().filter(|income| income.kind.evidence() == kind);
        Answer::of_incomes(kind, fitting.collect()).ok()
    });
    prop_oneof![
        2 => arb_evidence().prop_map(Answer::nothing),
        2 => arb_evidence().prop_map(Answer::on_record),
        1 => of_incomes,
    ]
}

/// One fact of one of three applications, sound or not.
///
/// ```
/// use voucher_core::{targeted_assistance::Fact, testing::{draws, targeted_assistance::arb_fact}};
///
/// assert!(draws(arb_fact()).take(99).any(|fact| matches!(fact, Fact::Decided { .. })));
/// ```
pub fn arb_fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        4 => (application(), arb_filing()).prop_map(|(application, filing)| Fact::Applied { application, filing }),
        1 => (application(), arb_evidence(), member())
            .prop_map(|(application, kind, member)| Fact::EvidenceRequested { application, kind, member }),
        8 => (application(), member(), select(Source::ALL), arb_answer()).prop_map(
            |(application, member, source, answer)| Fact::EvidenceAnswered { application, member, source, answer }
        ),
        1 => (application(), member(), EITHER).prop_map(|(application, member, consent)| {
            Fact::DigitalDocumentConsented { application, member, consent }
        }),
        1 => (application(), select(Survey::ALL))
            .prop_map(|(application, outcome)| Fact::Surveyed { application, outcome }),
        1 => (application(), EITHER).prop_map(|(application, need)| Fact::CommissionConcluded { application, need }),
        1 => (application(), select(Contract::ALL))
            .prop_map(|(application, answer)| Fact::ContractAnswered { application, answer }),
        1 => (application(), select(Breach::ALL))
            .prop_map(|(application, what)| Fact::BreachRecorded { application, what }),
        2 => (application(), select(Ruling::ALL), arb_figures())
            .prop_map(|(application, outcome, figures)| Fact::Decided { application, outcome, figures }),
    ]
}

/// A world of three applications: up to so many facts from the first day of the regulation on, a few days apart.
///
/// ```
/// use voucher_core::{targeted_assistance::{Ledger, Regulation}, testing::{draws, targeted_assistance::arb_facts}};
///
/// let regulation = Regulation::asp_2025_01();
/// let world = draws(arb_facts(&regulation, 40)).find(|facts| facts.as_slice().len() > 20).unwrap();
/// let mut ledger = Ledger::new(regulation);
/// assert!(world.iter().any(|(on, fact)| ledger.record(*on, fact).is_accepted()));
/// ```
pub fn arb_facts(regulation: &Regulation, most: usize) -> impl Strategy<Value = Facts> + use<> {
    let first = regulation.period().first;
    vec((0..=5_u64, arb_fact()), 0..=most).prop_map(move |steps| {
        let mut on = first;
        let dated = |(days, fact)| {
            on = on.checked_add_days(chrono::Days::new(days)).unwrap_or(on);
            (on, fact)
        };
        steps.into_iter().map(dated).collect()
    })
}
