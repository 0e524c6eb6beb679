//! The laws of the preview (N26).

use chrono::NaiveDate;
use proptest::{
    prelude::{Just, Strategy, any, prop_oneof},
    prop_assert, prop_assert_eq,
    sample::Index,
};
use voucher_core::testing::gas::{Facts, arb_edge_date, arb_facts, arb_regulation};
use voucher_core::{
    Account, Iin, Month,
    gas::{Channel, Fact, Ledger, MissingFact, Outcome, Preview, Refusals, Regulation, Step},
};

use crate::law;

/// A world that stops in the middle, and a date to ask about: the latest, an edge, an open day.
fn moments() -> impl Strategy<Value = (Regulation, Facts, NaiveDate)> {
    let regulation = prop_oneof![Just(Regulation::gas_2025_08()), arb_regulation()];
    let worlds = regulation.prop_flat_map(|regulation| {
        let (facts, edge) = (arb_facts(&regulation, 4), arb_edge_date(&regulation));
        (Just(regulation), facts, edge)
    });
    (worlds, any::<Index>(), 0..3_u8).prop_map(|((regulation, facts, edge), cut, which)| {
        let kept = facts.as_slice().split_at(cut.index(facts.as_slice().len() + 1)).0;
        let latest = kept.last().map_or(edge, |(on, _)| *on);
        let on = if which == 0 { edge.max(latest) } else { latest };
        (regulation, kept.iter().copied().collect(), on)
    })
}

/// What becomes of an attempt to activate from the first step to the last.
fn attempt(ledger: &Ledger, iin: Iin, account: Account, on: NaiveDate) -> Result<(), Refusals> {
    let mut ledger = ledger.clone();
    let channel = Channel::EgovMobile;
    for fact in [
        Fact::AccountEntered { iin, account, channel },
        Fact::OfferAccepted { iin },
        Fact::AccountChecked { iin, account, exists: true },
        Fact::Confirmed { iin },
    ] {
        if let Outcome::Refused(refusals) = ledger.record(on, &fact) {
            return Err(refusals);
        }
    }
    Ok(())
}

/// N26, N19, N22: a preview says yes exactly when an activation from first to last step would be
/// accepted, and names the same refusals when not; without the provider's word it cannot tell.
/// 500 moments, every person on every account.
#[test]
fn a_preview_says_what_an_activation_would_find() {
    law(500, moments(), |(regulation, facts, on)| {
        let ledger = facts.replay(&regulation);
        for (iin, account) in facts
            .people()
            .into_iter()
            .flat_map(|iin| facts.accounts().into_iter().map(move |account| (iin, account)))
        {
            let found = attempt(&ledger, iin, account, on);
            match ledger.preview(iin, account, Some(true), on) {
                Preview::Yes(key) => {
                    prop_assert_eq!(found, Ok(()));
                    prop_assert_eq!((key.month(), key.account()), (Month::of(on), account));
                    prop_assert_eq!(key.programme(), regulation.programme());
                    let unsaid = ledger.preview(iin, account, None, on);
                    let Preview::CannotTell(missing) = unsaid else {
                        return fail("a missing fact was read as yes or no");
                    };
                    prop_assert!(missing.iter().eq([MissingFact::AccountExists]));
                }
                Preview::No { refusals, .. } => prop_assert_eq!(found, Err(refusals)),
                Preview::CannotTell(_) => return fail("everything is known"),
            }
        }
        Ok(())
    });
}

fn fail(why: &'static str) -> Result<(), proptest::test_runner::TestCaseError> {
    Err(proptest::test_runner::TestCaseError::fail(why))
}

/// N26, N22, N23: where a person stands before the last step, a preview on the account entered says
/// yes exactly when confirming would be accepted, and not as a repeat. 700 moments.
#[test]
fn a_preview_before_the_last_step_is_the_answer_to_confirming() {
    law(700, moments(), |(regulation, facts, on)| {
        let ledger = facts.replay(&regulation);
        for person in ledger.people(Month::of(on)) {
            let (Step::Confirm, Some(account)) = (person.step, person.account) else { continue };
            let yes = matches!(ledger.preview(person.iin, account, Some(true), on), Preview::Yes(_));
            let confirmed = ledger.clone().record(on, &Fact::Confirmed { iin: person.iin });
            prop_assert_eq!(yes, matches!(confirmed, Outcome::Accepted { repeat: false, .. }));
        }
        Ok(())
    });
}
