//! The judge: what the norms say of a fact, from what was told and taken before (N9-N23, N30, N18).
//!
//! It reads the model's own memory and the numbers of the norms, never the ledger.

use chrono::NaiveDate;
use voucher_core::gas::Stage;

use crate::{
    breach::{Breach, Breaches},
    cast::{Cast, Place, Say, What},
    rules::{MonthRules, Rules},
    told::{Entry, History, Told},
};

/// One who judges by the history so far.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) cast: &'a Cast,
    pub(crate) history: &'a History,
}

/// Something that is owed on a date (N30). Orders as the norms list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owed {
    StartSms(Place),
    RepeatSms(Place),
    Register(usize),
}

impl Judge<'_> {
    /// What would be broken if a fact of this day were taken; nothing where it must be taken.
    pub(crate) fn against(self, say: Say, day: Place) -> Breaches {
        let mut against = Breaches::default();
        if self.history.latest.is_some_and(|latest| day < latest) {
            against.add_if(true, Breach::Dates);
            return against;
        }
        let on = self.date(day);
        match say {
            Say::RegisterSent(month) => {
                let rules = &self.rules.months[usize::from(month)];
                against.add_if(!rules.in_pilot, Breach::Pilot);
                against.add_if(on < rules.register_on, Breach::RegisterEarly);
            }
            Say::Of(person, what) => {
                let month = self.cast.month_of(day);
                let by_month = matches!(what, What::Listed | What::Delisted);
                let in_pilot =
                    if by_month { self.rules.months[month].in_pilot } else { self.rules.in_force(on) };
                against.add_if(!in_pilot, Breach::Pilot);
                against.add(self.against_what(person, what, day));
            }
        }
        against
    }

    fn against_what(self, person: Place, what: What, day: Place) -> Breaches {
        let month = self.cast.month_of(day);
        let (on, rules, told) = (self.date(day), &self.rules.months[month], self.history.of(person, month));
        let mut against = Breaches::default();
        match what {
            What::Listed => against.add_if(on > rules.list_until, Breach::List),
            What::Delisted => against.add_if(on > rules.list_until || !told.recorded, Breach::List),
            What::StartSms => against.add_if(!self.may_ask(told, rules, day), Breach::Asking),
            What::RepeatSms => against.add_if(!self.may_remind(told, rules, day), Breach::Asking),
            What::Agree => {
                against.add_if(!self.may_answer(told, rules, on), Breach::Answering);
                against.add_if(told.refused, Breach::Refusal);
            }
            What::Refuse => {
                let heard = self.may_answer(told, rules, on) && !told.activated();
                against.add_if(!heard, Breach::Answering);
            }
            What::Gibberish => against.add_if(true, Breach::Answering),
            What::AccountEntered { account, .. } => against.add(self.conditions(person, account, day)),
            What::OfferAccepted => against.add_if(told.entry.is_none(), Breach::Steps),
            What::AccountChecked { account, .. } => {
                let fits = |entry: Entry| entry.offer_accepted && entry.account == account;
                against.add_if(!told.entry.is_some_and(fits), Breach::Steps);
            }
            What::Confirmed => match told.entry {
                Some(entry) => {
                    against.add_if(!(entry.offer_accepted && entry.checked), Breach::Steps);
                    against.add(self.conditions(person, entry.account, day));
                }
                // N23: a retry of a confirm that was taken.
                None => against.add_if(!told.activated(), Breach::Steps),
            },
        }
        against
    }

    /// N13, the start SMS. The same SMS on its very day is a repeat.
    fn may_ask(self, told: &Told, rules: &MonthRules, day: Place) -> bool {
        let news = told.asked.is_none() && !told.answered();
        self.may_send(told, rules, day) && (news || told.asked == Some(day))
    }

    /// N13, the repeat SMS.
    fn may_remind(self, told: &Told, rules: &MonthRules, day: Place) -> bool {
        let waited = |asked| {
            self.date(day).signed_duration_since(self.date(asked)).num_days() >= self.rules.repeat_after
        };
        let news = told.asked.is_some_and(waited) && told.reminded.is_none() && !told.answered();
        self.may_send(told, rules, day) && (news || told.reminded == Some(day))
    }

    fn may_send(self, told: &Told, rules: &MonthRules, day: Place) -> bool {
        self.rules.consent_needed && told.on_list && self.date(day) <= rules.answer_until
    }

    /// N14, what an answer of either kind needs.
    fn may_answer(self, told: &Told, rules: &MonthRules, on: NaiveDate) -> bool {
        let asked = told.asked.is_some() || told.answered();
        self.rules.consent_needed && told.on_list && asked && on <= rules.answer_until
    }

    /// The activation conditions A (N22).
    fn conditions(self, person: Place, account: Place, day: Place) -> Breaches {
        let month = self.cast.month_of(day);
        let (on, rules, told) = (self.date(day), &self.rules.months[month], self.history.of(person, month));
        let mut against = Breaches::default();
        against.add_if(!told.on_list, Breach::Listing);
        against.add_if(self.rules.consent_needed && !told.answered(), Breach::Consent);
        against.add_if(told.refused, Breach::Refusal);
        against.add_if(on < rules.window.0 || on > rules.window.1, Breach::Window);
        against.add_if(told.activated(), Breach::Once);
        let others = self.history.others_on(account, person, month);
        against.add_if(others >= self.rules.limit, Breach::Limit);
        against
    }

    /// Whether a fact that was taken as news may come now that the register of its month is sent.
    /// N20 and N21 ask for no window, so they may.
    pub(crate) fn is_too_late(self, say: Say, day: Place) -> bool {
        match say {
            Say::RegisterSent(_) | Say::Of(_, What::OfferAccepted | What::AccountChecked { .. }) => false,
            Say::Of(..) => self.history.sent[self.cast.month_of(day)].is_some(),
        }
    }

    /// What is owed on a day (N30).
    pub(crate) fn owed(self, day: Place) -> Vec<Owed> {
        let (on, month) = (self.date(day), self.cast.month_of(day));
        let rules = &self.rules.months[month];
        let mut owed = Vec::new();
        if self.rules.in_force(on) {
            for (person, _) in (0..).zip(&self.cast.people) {
                let told = self.history.of(person, month);
                if told.asked.is_none() && self.may_ask(told, rules, day) {
                    owed.push(Owed::StartSms(person));
                }
                if told.reminded.is_none() && self.may_remind(told, rules, day) {
                    owed.push(Owed::RepeatSms(person));
                }
            }
        }
        for (month, rules) in self.rules.months.iter().enumerate() {
            let recorded = self.history.people.iter().any(|told| told[month].recorded);
            if recorded && on >= rules.register_on && self.history.sent[month].is_none() {
                owed.push(Owed::Register(month));
            }
        }
        owed.sort_unstable();
        owed
    }

    /// The stage of a person in a month, seen on a day (N18).
    pub(crate) fn stage(self, person: Place, month: usize, day: Place) -> Stage {
        let (on, told) = (self.date(day), self.history.of(person, month));
        let (rules, asks) = (&self.rules.months[month], self.rules.consent_needed);
        if !told.recorded {
            Stage::NotListed
        } else if told.activated() {
            if self.history.sent[month].is_some() { Stage::Registered } else { Stage::Activated }
        } else if !told.on_list {
            Stage::Delisted
        } else if asks && told.refused {
            Stage::Refused
        } else if asks && !told.agreed {
            match (told.asked, told.reminded) {
                _ if on > rules.answer_until => Stage::Lapsed,
                (_, Some(_)) => Stage::Reminded,
                (Some(_), None) => Stage::Asked,
                (None, None) => Stage::ToAsk,
            }
        } else if on > rules.window.1 {
            Stage::Expired
        } else {
            Stage::Issued
        }
    }

    fn date(self, day: Place) -> NaiveDate {
        self.cast.days[usize::from(day)]
    }
}
