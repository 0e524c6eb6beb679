//! What the ledger was told and took: the model's own memory, from which the judge judges.
//!
//! It is folded by the words of the norms and never asks the ledger.

use crate::{
    cast::{PEOPLE, Place, Row, Say, What},
    rules::{MONTHS, Rules},
};

/// What was taken of one person in one month. Days are places in the configuration's days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Told {
    /// There is a record (N11).
    pub(crate) recorded: bool,
    pub(crate) on_list: bool,
    pub(crate) asked: Option<Place>,
    pub(crate) reminded: Option<Place>,
    pub(crate) agreed: bool,
    /// Stays for good (N14).
    pub(crate) refused: bool,
    pub(crate) entry: Option<Entry>,
    /// Each confirm that was taken as news. A second one is a fault, which must be seen.
    pub(crate) activations: [Option<Activation>; 2],
}

/// What the person has begun (N19-N21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Entry {
    pub(crate) account: Place,
    pub(crate) channel: Place,
    pub(crate) offer_accepted: bool,
    /// The provider has the account.
    pub(crate) checked: bool,
}

/// A confirm that was taken (N22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Activation {
    pub(crate) on: Place,
    pub(crate) account: Place,
    pub(crate) channel: Place,
}

impl Told {
    pub(crate) fn answered(&self) -> bool {
        self.agreed || self.refused
    }

    pub(crate) fn consents(&self) -> bool {
        self.agreed && !self.refused
    }

    pub(crate) fn activated(&self) -> bool {
        self.activations != [None; 2]
    }

    fn take(&mut self, what: What, on: Place, carried: bool) {
        match what {
            What::Listed => {
                self.agreed |= !self.recorded && carried;
                (self.recorded, self.on_list) = (true, true);
            }
            What::Delisted => self.on_list = false,
            What::StartSms => self.asked = Some(on),
            What::RepeatSms => self.reminded = Some(on),
            What::Agree => self.agreed = true,
            What::Refuse => self.refused = true,
            What::Gibberish => {}
            What::AccountEntered { account, channel } => {
                self.entry = Some(Entry { account, channel, offer_accepted: false, checked: false });
            }
            What::OfferAccepted => {
                self.entry = self.entry.map(|entry| Entry { offer_accepted: true, ..entry });
            }
            What::AccountChecked { exists: true, .. } => {
                self.entry = self.entry.map(|entry| Entry { checked: true, ..entry });
            }
            What::AccountChecked { exists: false, .. } => self.entry = None,
            What::Confirmed => self.confirm(on),
        }
    }

    fn confirm(&mut self, on: Place) {
        let Some(Entry { account, channel, .. }) = self.entry.take() else { return };
        let [first, second] = &mut self.activations;
        let free = if first.is_none() { first } else { second };
        *free = Some(Activation { on, account, channel });
    }
}

/// All that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct History {
    /// The day of the latest fact that was taken (N9).
    pub(crate) latest: Option<Place>,
    pub(crate) people: [[Told; MONTHS]; PEOPLE],
    /// The register of each month, as it was when it was first sent (N17).
    pub(crate) sent: [Option<Vec<Row>>; MONTHS],
}

impl History {
    pub(crate) fn of(&self, person: Place, month: usize) -> &Told {
        &self.people[usize::from(person)][month]
    }

    /// Takes what the ledger took, said of a day of `month`. A register is kept by the model.
    pub(crate) fn take(&mut self, rules: &Rules, say: Say, on: Place, month: usize) {
        self.latest = Some(on);
        if let Say::Of(person, what) = say {
            let months = &mut self.people[usize::from(person)];
            let before = month.checked_sub(1).map(|before| months[before]);
            let carried =
                rules.consent_carries && before.is_some_and(|before| before.on_list && before.consents());
            months[month].take(what, on, carried);
        }
    }

    /// The activations of a month.
    pub(crate) fn activations(&self, month: usize) -> impl Iterator<Item = (usize, Activation)> {
        let people = self.people.iter().enumerate();
        people.flat_map(move |(person, told)| {
            told[month].activations.into_iter().flatten().map(move |activation| (person, activation))
        })
    }

    /// How many activations other people have on an account in a month (N22).
    pub(crate) fn others_on(&self, account: Place, person: Place, month: usize) -> usize {
        let other = |(who, activation): &(usize, Activation)| {
            *who != usize::from(person) && activation.account == account
        };
        self.activations(month).filter(other).count()
    }
}
