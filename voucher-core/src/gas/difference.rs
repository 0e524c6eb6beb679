//! On which days and at which stages two regulations can answer differently: every history of a person's month.
//!
//! Both are told the same facts, day by day, in every order. What a record keeps of past days only matters as far as an
//! answer can still depend on it ([`World::dawn`]), so that the pairs of records are a few thousand and all of them are met.

use alloc::{collections::BTreeSet, vec::Vec};

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::{Channel, PreviewFacts, preview},
        assistance::{Assistance, AssistanceSet},
        book::Record,
        consent::{Reply, SmsKind},
        fact::Fact,
        listing::Listing,
        regulation::{ConsentScope, Regulation},
        stage::Stage,
        today::Today,
    },
    value::{
        calendar::Month,
        coded::coded,
        error::Error,
        identity::{Account, Iin},
        region::Region,
    },
};

mod sides;

use sides::{Answered, Both, On, Played, Side, Sides, State, States};

coded! {
    /// What can be told or asked about a person's month, and answered differently.
    ///
    /// ```
    /// use voucher_core::gas::Question;
    ///
    /// assert_eq!(Question::ALL.first().map(|question| question.code()), Some("stage"));
    /// assert_eq!(Question::from_code("sms_sent"), Some(Question::SmsSent));
    /// ```
    Question {
        /// Where the person stands (N18).
        Stage "stage",
        /// The outcome of an entry of the list (N11).
        Listed "listed",
        /// The outcome of a removal from the list (N12).
        Delisted "delisted",
        /// The outcome of an SMS (N13).
        SmsSent "sms_sent",
        /// What a reply means, and its outcome (N14).
        Replied "replied",
        /// The outcome of an account that is entered (N19).
        AccountEntered "account_entered",
        /// The outcome of an offer that is accepted (N20).
        OfferAccepted "offer_accepted",
        /// The outcome of the provider's check (N21).
        AccountChecked "account_checked",
        /// The outcome of a confirmation (N22).
        Confirmed "confirmed",
        /// The outcome of a register of the month or of the month before (N17); of nobody, so it has no stages.
        RegisterSent "register_sent",
        /// May a voucher be activated (N26)?
        Preview "preview",
        /// Which SMS is due (N30).
        Due "due",
        /// What a receipt takes off (N29).
        Receipt "receipt",
    }
}

/// Days of a month on which two regulations can answer one question differently, and the stage of whom they answer.
///
/// ```
/// use voucher_core::{Month, gas::{Question, Regulation, Stage}};
///
/// let published = Regulation::gas_2025_08();
/// let shorter = published.changed(|parts| parts.window.last.day = 27)?;
/// let differ = published.answers_that_differ(&shorter, Month::parse("2025-09")?);
/// let stages = (Some(Stage::Issued), Some(Stage::Expired));
/// let stage = differ.iter().find(|each| (each.here, each.there) == stages).unwrap();
/// assert_eq!(stage.question, Question::Stage);
/// assert_eq!((stage.first.to_string(), stage.last.to_string()), ("2025-09-28".into(), "2025-09-29".into()));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerDifference {
    /// The first day.
    pub first: NaiveDate,
    /// The last day, inclusive.
    pub last: NaiveDate,
    /// Where the person stands by the first regulation; none for a register.
    pub here: Option<Stage>,
    /// Where the same person stands by the other.
    pub there: Option<Stage>,
    /// What is told or asked.
    pub question: Question,
}

impl Regulation {
    /// On which days of a month, and at which stages, this regulation and another can answer differently: every history of
    /// one person is played to its end, with every fact on every day and with others on the account, by both regulations or by
    /// one alone as far as they differ in who activates, so nothing is left out. The month before is taken to have ended alike
    /// by both. Where the person stands at two stages, this alone is told, since nearly every answer then differs. By question,
    /// then stages, then days.
    ///
    /// Two regulations can have different content and no answer that differs.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Question, Regulation, Stage}};
    ///
    /// let (published, september) = (Regulation::gas_2025_08(), Month::parse("2025-09")?);
    /// let renamed = published.patched(r#"{"id":"ours","helpline":"1414"}"#)?;
    /// assert!(published.answers_that_differ(&renamed, september).is_empty());
    /// let longer = published.patched(r#"{"consent":{"repeat_after_days":8}}"#)?;
    /// let differ = published.answers_that_differ(&longer, september);
    /// let due = differ.iter().find(|each| each.question == Question::Due).unwrap();
    /// assert_eq!((due.here, due.there), (Some(Stage::Asked), Some(Stage::Asked)));
    /// assert_eq!((due.first.to_string(), due.last.to_string()), ("2025-09-08".into(), "2025-09-29".into()));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn answers_that_differ(&self, other: &Self, month: Month) -> Vec<AnswerDifference> {
        // Both stand-ins are well formed, as a test shows.
        World::new(self, other, month).map(|world| ranges(month, &world.explore())).unwrap_or_default()
    }
}

/// A question that is answered differently: the question, the two stages, the day.
type Seen = (Question, Option<Stage>, Option<Stage>, u32);

/// Joins days that follow each other.
fn ranges(month: Month, seen: &BTreeSet<Seen>) -> Vec<AnswerDifference> {
    let mut ranges: Vec<AnswerDifference> = Vec::new();
    for &(question, here, there, day) in seen {
        let date = month.date(day);
        match ranges.last_mut() {
            Some(range)
                if (range.question, range.here, range.there) == (question, here, there)
                    && range.last.succ_opt() == Some(date) =>
            {
                range.last = date;
            }
            Some(_) | None => {
                ranges.push(AnswerDifference { first: date, last: date, here, there, question });
            }
        }
    }
    ranges
}

/// A fact as each side reads it: a text of a reply can mean two things.
struct Told {
    question: Question,
    fact: Both<Fact>,
}

/// Everything that can happen in a month.
struct World<'a> {
    regulations: Both<&'a Regulation>,
    month: Month,
    account: Account,
    facts: Vec<Told>,
    /// How many others may come to activate on the account, as far as a limit tells them apart.
    others: BTreeSet<u32>,
    /// For how many days it matters when the start SMS was sent.
    longest_wait: u8,
}

impl<'a> World<'a> {
    fn new(here: &'a Regulation, there: &'a Regulation, month: Month) -> Result<Self, Error> {
        let (iin, account) = (Iin::parse("990101600002")?, Account::parse("1")?);
        let wait = |regulation: &Regulation| regulation.consent.map_or(0, |rules| rules.repeat_after_days);
        let regulations = Both { here, there };
        Ok(Self {
            regulations,
            month,
            account,
            facts: facts(regulations, iin, account),
            others: BTreeSet::from([here.activations_per_account, there.activations_per_account]),
            longest_wait: u8::try_from(wait(here).max(wait(there)).min(31)).unwrap_or(31),
        })
    }

    fn explore(&self) -> BTreeSet<Seen> {
        let (mut seen, mut met) = (BTreeSet::new(), Both { here: Sides::default(), there: Sides::default() });
        let begin = |side| met.number(Both { here: side, there: side });
        let mut states: States = self.beginnings().map(begin).collect();
        for number in 1..=self.month.number_of_days() {
            let date = self.month.date(number);
            let on = self.regulations.map(|rules| (rules, Today::new(rules, date)));
            (met, states) = self.dawn(&met, &states, on);
            self.play_all(&mut met, &mut states, on, &mut |question, stages| {
                if question == Question::Stage || !stages.differ() {
                    seen.insert((question, stages.here, stages.there, number));
                }
            });
        }
        seen
    }

    /// Plays a day: every state, and every state that one leads to, which are added.
    fn play_all(
        &self,
        met: &mut Both<Sides>,
        states: &mut States,
        on: Both<On<'_>>,
        note: &mut impl FnMut(Question, Both<Option<Stage>>),
    ) {
        let mut alone = Both { here: false, there: false };
        loop {
            let known = alone;
            let mut open: Vec<State> = states.iter().copied().collect();
            while let Some(state) = open.pop() {
                met.here.play(state.here, |side, number| self.play(side, on.here, |fact| fact.here, number));
                met.there
                    .play(state.there, |side, number| self.play(side, on.there, |fact| fact.there, number));
                let Some(played) = met.played(state) else { continue };
                self.compare(played, on, note);
                let reached = self.reached(state, played, &mut alone);
                open.extend(reached.into_iter().filter(|next| *next != state && states.insert(*next)));
            }
            // What one person can do on this day, the others on the account can: everybody is looked at again.
            if alone == known {
                return;
            }
        }
    }

    /// Nothing has happened in the month; consent of the month before counts where it can be carried over (N16).
    fn beginnings(&self) -> impl Iterator<Item = Side> {
        let carried = |rules: &Regulation| {
            rules.consent.is_some_and(|consent| consent.scope == ConsentScope::UntilWithdrawn)
        };
        let carried = carried(self.regulations.here) || carried(self.regulations.there);
        let blank =
            Side { record: Record::BLANK, agreed_before: false, others_on_account: 0, register_sent: false };
        let agreed = Side { agreed_before: true, ..blank };
        [blank, agreed].into_iter().take(1 + usize::from(carried))
    }

    /// The same states at the beginning of a day, without what no later answer can depend on.
    fn dawn(&self, met: &Both<Sides>, states: &States, on: Both<On<'_>>) -> (Both<Sides>, States) {
        let mut begun = Both { here: Sides::default(), there: Sides::default() };
        let (day, closed) = (on.here.1.day, on.here.1.list_closed && on.there.1.list_closed);
        let dawn = |side: Side| {
            let listing = side.record.listing.map(|listing| self.remembered(listing, closed));
            let side = side.dawn(day, self.longest_wait);
            Side { record: Record { listing, ..side.record }, ..side }
        };
        let states = states.iter().filter_map(|state| Some(begun.number(met.sides(*state)?.map(dawn))));
        let states = states.collect();
        (begun, states)
    }

    /// An entry of the list counts whole as long as the same one can come again; later, and once it is taken off, only the terms
    /// of its region do.
    fn remembered(&self, listing: Listing, closed: bool) -> Listing {
        if listing.is_on() && !closed {
            return listing;
        }
        let terms = |region: Region| self.regulations.map(|rules| rules.discount_terms(region));
        let same = |region: &&Region| terms(**region) == terms(listing.region());
        let region = Region::ALL.iter().find(same).copied().unwrap_or(listing.region());
        let assistance = AssistanceSet::default();
        match listing {
            Listing::On { .. } => Listing::On { region, assistance },
            Listing::Off { .. } => Listing::Off { region, assistance },
        }
    }
}

impl World<'_> {
    /// Everything that can be asked of a side, and everything that can happen to it.
    fn play(
        &self,
        side: Side,
        on: On<'_>,
        read: impl Fn(Both<Fact>) -> Fact,
        number: &mut dyn FnMut(Side) -> usize,
    ) -> Played {
        let (rules, today) = on;
        let record = side.record;
        let previews = [true, false].map(|exists| {
            let facts = PreviewFacts {
                others_on_account: Some(side.others_on_account),
                account_exists: Some(exists),
                ..record.preview_facts()
            };
            preview(rules, &facts, self.account, today.date)
        });
        let holder = record.listing.filter(|_| record.activation.is_done());
        let told = self.facts.iter().map(|told| {
            let (outcome, next) = side.told(on, &read(told.fact));
            let activates = next.record.activation.is_done() && !record.activation.is_done();
            Answered { outcome, activates, next: number(next) }
        });
        let told = told.collect();
        let sent = rules.register_refusals(today.date, self.month).is_empty();
        Played {
            stage: side.stage(on),
            due: rules.sms_due(&today, &record),
            previews,
            terms: holder.map(|holder| rules.discount_terms(holder.region())),
            told,
            sent: number(Side { register_sent: side.register_sent || sent, ..side }),
            joined: self.others.iter().map(|others| number(side.joined(on, *others))).collect(),
            others_on_account: side.others_on_account,
        }
    }

    /// Tells apart what both answer.
    fn compare(
        &self,
        played: Both<&Played>,
        on: Both<On<'_>>,
        note: &mut impl FnMut(Question, Both<Option<Stage>>),
    ) {
        let stages = played.map(|side| Some(side.stage));
        let mut compare = |question, differ| {
            if differ {
                note(question, stages);
            }
        };
        compare(Question::Stage, stages.differ());
        compare(Question::Due, played.map(|side| side.due).differ());
        compare(Question::Preview, played.map(|side| side.previews).differ());
        compare(Question::Receipt, played.map(|side| side.terms).differ());
        for ((told, here), there) in self.facts.iter().zip(&played.here.told).zip(&played.there.told) {
            compare(told.question, here.outcome != there.outcome);
        }
        let refusals = |month| on.map(|(rules, today)| rules.register_refusals(today.date, month));
        if refusals(self.month).differ() || refusals(self.month.previous()).differ() {
            note(Question::RegisterSent, Both { here: None, there: None });
        }
    }

    /// The states to which everything leads that can happen. Where somebody activates by one regulation alone, it says so, and
    /// others on the account may do so too.
    fn reached(&self, state: State, played: Both<&Played>, alone: &mut Both<bool>) -> Vec<State> {
        let Both { here, there } = played;
        // Of an account that others have, what they may do is known already.
        let free = here.others_on_account == 0 && there.others_on_account == 0;
        let mut reached = Vec::from([Both { here: here.sent, there: there.sent }]);
        for (here, there) in here.told.iter().zip(&there.told) {
            alone.here |= free && here.activates && !there.activates;
            alone.there |= free && there.activates && !here.activates;
            reached.push(Both { here: here.next, there: there.next });
        }
        for (here, there) in here.joined.iter().zip(&there.joined) {
            let joined = Both { here: *here, there: *there };
            reached.push(joined);
            if alone.here {
                reached.push(Both { there: state.there, ..joined });
            }
            if alone.there {
                reached.push(Both { here: state.here, ..joined });
            }
        }
        reached
    }
}

/// Every fact that one of the two could answer differently from another fact of its kind.
fn facts(regulations: Both<&Regulation>, iin: Iin, account: Account) -> Vec<Told> {
    let same = |question, fact| Told { question, fact: Both { here: fact, there: fact } };
    let channel = Channel::EgovMobile;
    let mut facts = Vec::from([
        same(Question::Delisted, Fact::Delisted { iin }),
        same(Question::SmsSent, Fact::SmsSent { iin, kind: SmsKind::Start }),
        same(Question::SmsSent, Fact::SmsSent { iin, kind: SmsKind::Repeat }),
        same(Question::AccountEntered, Fact::AccountEntered { iin, account, channel }),
        same(Question::OfferAccepted, Fact::OfferAccepted { iin }),
        same(Question::AccountChecked, Fact::AccountChecked { iin, account, exists: true }),
        same(Question::AccountChecked, Fact::AccountChecked { iin, account, exists: false }),
        same(Question::Confirmed, Fact::Confirmed { iin }),
    ]);
    for region in told_apart(Region::ALL.iter().copied(), |region| {
        regulations.map(|rules| (rules.regions().contains(*region), rules.discount_terms(*region)))
    }) {
        for assistance in
            told_apart(subsets(), |kinds| regulations.map(|rules| kinds.meets(rules.assistance())))
        {
            facts.push(same(Question::Listed, Fact::Listed { iin, region, assistance }));
        }
    }
    let means = |reply| Both { here: reply, there: reply };
    let replies = [Reply::Agree, Reply::Refuse, Reply::Unrecognised].map(means).into_iter();
    for reply in told_apart(replies.chain(codes(regulations)), |reply| *reply) {
        let fact = reply.map(|reply| Fact::Replied { iin, reply });
        facts.push(Told { question: Question::Replied, fact });
    }
    facts
}

/// What the codes of both mean to each.
fn codes(regulations: Both<&Regulation>) -> impl Iterator<Item = Both<Reply>> {
    let consents = [regulations.here, regulations.there].map(|rules| rules.parts().consent.as_ref());
    let codes =
        consents.into_iter().flatten().flat_map(|parts| parts.agree_codes.iter().chain(&parts.refuse_codes));
    codes.map(move |code| regulations.map(|rules| rules.read_reply(code)))
}

fn subsets() -> impl Iterator<Item = AssistanceSet> {
    let kinds = Assistance::ALL.len();
    (0..1_u32 << kinds).map(move |bits| {
        let chosen = Assistance::ALL.iter().enumerate().filter(move |(place, _)| bits & (1 << place) != 0);
        chosen.map(|(_, kind)| *kind).collect()
    })
}

/// The first of those that no answer can tell apart.
fn told_apart<T, K: PartialEq>(all: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut kept: Vec<(K, T)> = Vec::new();
    for each in all {
        let key = key(&each);
        if !kept.iter().any(|(known, _)| *known == key) {
            kept.push((key, each));
        }
    }
    kept.into_iter().map(|(_, each)| each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::calendar::Day;

    /// First and last day, the stages, the question.
    type Row = (u32, u32, Option<Stage>, Option<Stage>, Question);

    fn differ(here: &Regulation, patch: &str, month: &str) -> Vec<Row> {
        let there = here.patched(patch).unwrap();
        let rows = here.answers_that_differ(&there, Month::parse(month).unwrap());
        let row = |each: AnswerDifference| {
            (Day::of(each.first).number(), Day::of(each.last).number(), each.here, each.there, each.question)
        };
        rows.into_iter().map(row).collect()
    }

    /// N13: a day more to wait changes what is due and the outcome of a repeat SMS, from the day on which one could be sent.
    #[test]
    #[cfg_attr(miri, ignore = "plays every history of a month")]
    fn a_longer_wait_is_seen_by_those_who_were_asked() {
        use Question::{Due, SmsSent};
        use Stage::{Asked, Reminded};
        let rows = differ(&Regulation::gas_2025_08(), r#"{"consent":{"repeat_after_days":8}}"#, "2025-09");
        let asked = |first, question| (first, 29, Some(Asked), Some(Asked), question);
        assert!(rows.contains(&asked(8, Due)) && rows.contains(&asked(8, SmsSent)));
        let questions: BTreeSet<_> = rows.iter().map(|row| row.4).collect();
        assert!(!questions.contains(&Question::AccountEntered) && !questions.contains(&Question::Preview));
        // A repeat SMS that one took on the 8th has the other still waiting.
        assert!(rows.contains(&(8, 29, Some(Reminded), Some(Asked), Question::Stage)));
        // After the last day to answer, the reasons still name the wait.
        assert!(rows.contains(&(30, 30, Some(Stage::Lapsed), Some(Stage::Lapsed), SmsSent)));
        assert!(rows.iter().all(|row| row.0 >= 8));
    }

    /// N25: a higher limit is seen by whoever has others on the account, from the first day of the window on.
    #[test]
    #[cfg_attr(miri, ignore = "plays every history of a month")]
    fn a_higher_limit_is_seen_from_the_first_day_of_the_window() {
        let rows = differ(&Regulation::gas_2025_08(), r#"{"activations_per_account":2}"#, "2025-09");
        let same = |first, last, stage, question| (first, last, Some(stage), Some(stage), question);
        assert!(rows.contains(&same(7, 29, Stage::Issued, Question::AccountEntered)));
        assert!(rows.contains(&same(7, 29, Stage::Issued, Question::Preview)));
        assert!(rows.contains(&same(7, 29, Stage::Issued, Question::Confirmed)));
        assert!(rows.contains(&(7, 29, Some(Stage::Issued), Some(Stage::Activated), Question::Stage)));
        assert!(rows.contains(&(30, 30, Some(Stage::Expired), Some(Stage::Registered), Question::Stage)));
    }

    /// N8, N26: outside the period everything is refused, by reasons that still name the window.
    #[test]
    #[cfg_attr(miri, ignore = "plays every history of a month")]
    fn outside_the_period_only_reasons_differ() {
        use Question::{AccountEntered, Preview};
        let rows = differ(&Regulation::gas_2025_08(), r#"{"window":{"last":{"day":28}}}"#, "2026-07");
        let nobody = Some(Stage::NotListed);
        assert_eq!(rows, [AccountEntered, Preview].map(|question| (29, 29, nobody, nobody, question)));
    }

    /// N14: a code that one regulation does not know.
    #[test]
    #[cfg_attr(miri, ignore = "plays every history of a month")]
    fn a_code_is_read_differently() {
        let patch = r#"{"consent":{"refuse_codes":["21*2"]}}"#;
        let rows = differ(&Regulation::gas_2025_08(), patch, "2025-09");
        let seen_by_all = (1, 30, Some(Stage::NotListed), Some(Stage::NotListed), Question::Replied);
        assert!(rows.contains(&seen_by_all));
        assert!(rows.contains(&(1, 29, Some(Stage::Issued), Some(Stage::Refused), Question::Stage)));
        assert!(!rows.iter().any(|row| row.0 == 29 && row.4 == Question::Due));
    }

    /// Equal regulations answer alike, also where consent holds until it is withdrawn.
    #[test]
    #[cfg_attr(miri, ignore = "plays every history of a month")]
    fn equal_regulations_answer_alike() {
        for regulation in [Regulation::gas_2024_12(), Regulation::gas_2025_08()] {
            for month in regulation.months() {
                assert_eq!(regulation.answers_that_differ(&regulation, month), []);
            }
        }
    }
}
