//! What one fact can break, each with the norms that say so.

/// Stamps the list: the name of a breach, and the property that it breaks.
macro_rules! breaches {
    ($($name:ident $property:literal,)+) => {
        /// A rule that one fact can break.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Breach { $($name,)+ }

        impl Breach {
            /// Every breach.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)+];

            /// The property that it breaks, with its norms.
            pub(crate) const fn property(self) -> &'static str {
                match self { $(Self::$name => $property,)+ }
            }
        }

        /// The properties that say that no fact has broken anything.
        pub(crate) fn properties() -> Vec<Property<MonthModel>> {
            vec![$(Property::always($property, |_, state: &State| !state.breaches.contain(Breach::$name)),)+]
        }
    };
}

breaches! {
    RefusedChanges "a refused fact changes nothing (N9)",
    RetryChanges "a retry changes no answer and no state (N9-N23)",
    Dates "no fact is taken that is older than the last (N9)",
    OtherMonth "a fact leaves the other month as it was (N16, N22)",
    NoGround "nothing is refused without a ground (N10-N23)",
    Pilot "nothing counts outside the pilot (N8, N10)",
    List "the list changes in its days only (N11, N12)",
    Asking "each is asked once and reminded once, in time (N13)",
    Answering "an answer counts when asked, and in time (N14)",
    Refusal "a refusal ends the month (N14, N22)",
    Steps "an activation goes step by step (N19-N22)",
    Listing "nobody off the list activates (N11, N12, N22)",
    Consent "nobody activates without consent (N14, N16, N22)",
    Window "nobody activates outside the window (N3, N4, N22)",
    Once "nobody activates twice a month (N22)",
    Limit "nobody activates on an account that is used up (N22, N25)",
    RegisterEarly "no register goes before its day (N17, N27)",
    AfterRegister "nothing is taken after the register (N17, N27)",
}

use stateright::Property;

use crate::{model::MonthModel, state::State};

/// A set of breaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Breaches(u32);

impl Breaches {
    pub(crate) fn add_if(&mut self, broken: bool, breach: Breach) {
        if broken {
            self.0 |= bit(breach);
        }
    }

    pub(crate) fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn contain(self, breach: Breach) -> bool {
        self.0 & bit(breach) != 0
    }
}

fn bit(breach: Breach) -> u32 {
    let place = Breach::ALL.iter().take_while(|each| **each != breach).count();
    u32::try_from(place).ok().and_then(|place| 1_u32.checked_shl(place)).unwrap_or_default()
}
