//! Whole worlds: what people and systems do in months, from errands that mostly succeed.

use alloc::{sync::Arc, vec::Vec};

use chrono::NaiveDate;
use proptest::{
    bool::ANY as EITHER,
    collection::vec,
    prop_oneof,
    sample::Index,
    strategy::{Just, Strategy},
};

use super::{
    calendar::{arb_day_in_period, arb_edge_date, months_of},
    codes::arb_channel,
    facts::{Facts, arb_fact},
};
use crate::testing::{
    calendar::shifted,
    people::{made_up_accounts, made_up_people},
    shrink::FewElements,
};
use crate::{
    Account, Iin, Month, Region,
    gas::{Assistance, AssistanceSet, Channel, Fact, Ledger, Regulation, Reply, SmsKind},
};

/// Who and what there is in a world.
#[derive(Debug)]
struct Cast {
    regulation: Regulation,
    people: Vec<Iin>,
    accounts: Vec<Account>,
    regions: Vec<Region>,
    months: Vec<Month>,
}

impl Cast {
    fn new(regulation: &Regulation, people: usize) -> Arc<Self> {
        Arc::new(Self {
            regulation: regulation.clone(),
            people: made_up_people().take(people.max(1)).collect(),
            accounts: made_up_accounts().take(people.div_ceil(2).max(1)).collect(),
            regions: regulation.regions().iter().collect(),
            months: months_of(regulation),
        })
    }
}

/// How an errand goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// To the end: the voucher is activated.
    Activates,
    /// The person does not answer until after the repeat SMS, and then all goes well.
    AnswersLate,
    /// The person never answers, and is sent more SMS than the rules allow.
    NeverAnswers,
    /// The person answers without being asked.
    AnswersUnasked,
    /// The provider does not know the first account; the person enters it again.
    EntersTwice,
    /// The person refuses, and tries all the same.
    Refuses,
    /// The person agrees and then refuses.
    Withdraws,
    /// The person is taken off the list after the answer, and comes back.
    LeavesTheList,
}

/// What one person sets out to do in one month.
#[derive(Clone, Debug)]
struct Errand {
    course: Course,
    who: Index,
    month: Index,
    account: Index,
    region: Index,
    channel: Channel,
    /// Days before each step.
    waits: [i64; 7],
    /// Each step twice, as after a lost answer.
    retries: bool,
}

fn arb_errand() -> impl Strategy<Value = Errand> {
    let index = proptest::arbitrary::any::<Index>;
    let wait = || prop_oneof![8 => Just(0_i64), 4 => 0..3_i64, 1 => 0..12_i64];
    let waits = [wait(), wait(), wait(), wait(), wait(), wait(), wait()];
    let retries = prop_oneof![4 => Just(false), 1 => Just(true)];
    let course = prop_oneof![
        6 => Just(Course::Activates),
        2 => Just(Course::AnswersLate),
        1 => Just(Course::NeverAnswers),
        1 => Just(Course::AnswersUnasked),
        1 => Just(Course::EntersTwice),
        1 => Just(Course::Refuses),
        1 => Just(Course::Withdraws),
        1 => Just(Course::LeavesTheList),
    ];
    let chosen = (index(), index(), index(), index());
    (course, chosen, arb_channel(), waits, retries).prop_map(
        |(course, (who, month, account, region), channel, waits, retries)| Errand {
            course,
            who,
            month,
            account,
            region,
            channel,
            waits,
            retries,
        },
    )
}

/// Facts on their way, with the day on which the next one happens.
struct Diary {
    on: NaiveDate,
    retries: bool,
    facts: Vec<(NaiveDate, Fact)>,
}

impl Diary {
    /// So many days later, but not before this day.
    fn later(&mut self, days: i64, earliest: NaiveDate) {
        self.on = shifted(self.on, days).max(earliest);
    }

    fn write(&mut self, fact: Fact) {
        for _ in 0..=usize::from(self.retries) {
            self.facts.push((self.on, fact));
        }
    }
}

impl Errand {
    fn facts(&self, cast: &Cast) -> Vec<(NaiveDate, Fact)> {
        let (iin, month) = (*self.who.get(&cast.people), *self.month.get(&cast.months));
        let mut diary = Diary { on: month.first_day(), retries: self.retries, facts: Vec::new() };
        self.be_listed(cast, iin, &mut diary);
        if cast.regulation.needs_consent() {
            self.be_asked(cast, iin, &mut diary);
        }
        if self.course == Course::LeavesTheList {
            diary.write(Fact::Delisted { iin });
            self.be_listed(cast, iin, &mut diary);
        }
        self.activate(cast, iin, month, &mut diary);
        diary.facts
    }

    fn be_listed(&self, cast: &Cast, iin: Iin, diary: &mut Diary) {
        let [wait, ..] = self.waits;
        diary.later(wait, diary.on);
        let assistance = AssistanceSet::from_iter(Assistance::ALL.iter().copied());
        diary.write(Fact::Listed { iin, region: *self.region.get(&cast.regions), assistance });
    }

    fn be_asked(&self, cast: &Cast, iin: Iin, diary: &mut Diary) {
        let [_, until_asked, until_answer, ..] = self.waits;
        diary.later(until_asked, cast.regulation.period().first);
        let start = Fact::SmsSent { iin, kind: SmsKind::Start };
        match self.course {
            Course::AnswersUnasked => {}
            Course::AnswersLate => {
                diary.write(start);
                self.be_reminded(cast, iin, diary);
            }
            Course::NeverAnswers => {
                diary.write(start);
                diary.later(until_answer, diary.on);
                diary.write(start);
                diary.write(Fact::SmsSent { iin, kind: SmsKind::Repeat });
                self.be_reminded(cast, iin, diary);
                diary.later(1, diary.on);
                diary.write(Fact::SmsSent { iin, kind: SmsKind::Repeat });
            }
            Course::Activates
            | Course::EntersTwice
            | Course::Refuses
            | Course::Withdraws
            | Course::LeavesTheList => diary.write(start),
        }
        diary.later(until_answer, diary.on);
        if !matches!(self.course, Course::Refuses | Course::NeverAnswers) {
            diary.write(Fact::Replied { iin, reply: Reply::Agree });
        }
        if matches!(self.course, Course::Refuses | Course::Withdraws) {
            diary.write(Fact::Replied { iin, reply: Reply::Refuse });
        }
    }

    fn be_reminded(&self, cast: &Cast, iin: Iin, diary: &mut Diary) {
        let consent = cast.regulation.parts().consent.as_ref();
        let patience = consent.map_or(0, |consent| consent.repeat_after_days.min(31));
        diary.later(i64::from(patience), diary.on);
        diary.write(Fact::SmsSent { iin, kind: SmsKind::Repeat });
    }

    fn activate(&self, cast: &Cast, iin: Iin, month: Month, diary: &mut Diary) {
        let [_, _, _, until_entered, until_accepted, until_checked, until_confirmed] = self.waits;
        let (account, channel) = (*self.account.get(&cast.accounts), self.channel);
        let opens = cast.regulation.window_opens(month).max(cast.regulation.period().first);
        diary.later(until_entered, opens);
        if self.course == Course::EntersTwice {
            diary.write(Fact::AccountEntered { iin, account, channel });
            diary.write(Fact::OfferAccepted { iin });
            diary.write(Fact::AccountChecked { iin, account, exists: false });
        }
        diary.write(Fact::AccountEntered { iin, account, channel });
        diary.later(until_accepted, diary.on);
        diary.write(Fact::OfferAccepted { iin });
        diary.later(until_checked, diary.on);
        diary.write(Fact::AccountChecked { iin, account, exists: true });
        diary.later(until_confirmed, diary.on);
        diary.write(Fact::Confirmed { iin });
    }
}

/// Months whose register is sent, so many days from the due date.
fn arb_registers() -> impl Strategy<Value = Vec<(Index, i64)>> {
    vec((proptest::arbitrary::any::<Index>(), prop_oneof![4 => 0..3_i64, 1 => -3..40_i64]), 0..4)
}

/// Any fact on any day of the period or on an edge.
fn arb_noise(regulation: &Regulation, people: usize) -> impl Strategy<Value = (NaiveDate, Fact)> + use<> {
    let on = prop_oneof![2 => arb_day_in_period(regulation), 1 => arb_edge_date(regulation)];
    (on, arb_fact(regulation, people))
}

/// Facts in date order, as a list that shrinks element by element.
fn arb_sorted(
    regulation: &Regulation,
    people: usize,
) -> impl Strategy<Value = Vec<(NaiveDate, Fact)>> + use<> {
    let cast = Cast::new(regulation, people);
    let errands = vec(arb_errand(), 1..=people.saturating_mul(2).max(1));
    let noise = vec(arb_noise(regulation, people), 0..=people);
    FewElements((errands, arb_registers(), noise, EITHER).prop_map(
        move |(errands, registers, noise, side_by_side)| {
            let done = errands.iter().map(|errand| errand.facts(&cast));
            let sent = registers.iter().map(|(month, days)| {
                let month = *month.get(&cast.months);
                Vec::from([(
                    shifted(cast.regulation.register_due(month), *days),
                    Fact::RegisterSent { month },
                )])
            });
            let each = done.chain(sent).chain(noise.into_iter().map(|fact| Vec::from([fact])));
            let mut facts: Vec<(NaiveDate, usize, Fact)> = each
                .flat_map(|facts| facts.into_iter().enumerate().map(|(step, (on, fact))| (on, step, fact)))
                .collect();
            // On one day: errand after errand, or all errands side by side, step by step.
            facts.sort_by_key(|(on, step, _)| (*on, if side_by_side { *step } else { 0 }));
            facts.into_iter().map(|(on, _, fact)| (on, fact)).collect()
        },
    ))
}

/// A world in date order: people are listed, asked, answer, enter an account, accept, wait for the
/// check, confirm; registers are sent; with retries, pauses and a little noise. Most facts are
/// accepted. People share accounts, two to one.
///
/// ```
/// use voucher_core::{gas::{Ledger, Regulation}, testing::{draws, gas::arb_facts}};
///
/// let regulation = Regulation::gas_2025_08();
/// let vouchers = |ledger: &Ledger| regulation.months()
///     .filter_map(|month| ledger.register(month, regulation.register_due(month)).ok())
///     .map(|register| register.count())
///     .sum::<usize>();
/// let deep = draws(arb_facts(&regulation, 4)).take(50).filter(|facts| vouchers(&facts.replay(&regulation)) > 0);
/// assert!(deep.count() > 25);
/// ```
pub fn arb_facts(regulation: &Regulation, people: usize) -> impl Strategy<Value = Facts> + use<> {
    arb_sorted(regulation, people).prop_map(Facts::from_iter)
}

/// A world with everything wrong in it: facts of [`arb_facts`], and others at any place and on any
/// day, out of order too.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_unsound_facts}};
///
/// let worlds = draws(arb_unsound_facts(&Regulation::gas_2025_08(), 3)).take(50);
/// assert!(worlds.filter(|facts| !facts.as_slice().is_sorted_by_key(|(on, _)| on)).count() > 25);
/// ```
pub fn arb_unsound_facts(regulation: &Regulation, people: usize) -> impl Strategy<Value = Facts> + use<> {
    let on = prop_oneof![
        4 => arb_day_in_period(regulation),
        4 => arb_edge_date(regulation),
        1 => crate::testing::calendar::arb_any_date(),
    ];
    let place = proptest::arbitrary::any::<Index>();
    let stray = vec((place, on, arb_fact(regulation, people)), 0..=people.saturating_mul(2));
    FewElements((arb_sorted(regulation, people), stray).prop_map(|(mut facts, stray)| {
        for (place, on, fact) in stray {
            facts.insert(place.index(facts.len() + 1), (on, fact));
        }
        facts
    }))
    .prop_map(Facts::from_iter)
}

/// Two people on one account in one month, both with a right to a voucher, their steps interleaved
/// in every way on one day, with retries at the end.
///
/// ```
/// use voucher_core::{gas::{Ledger, Outcome, Refusal, Regulation}, testing::{draws, gas::arb_racing_pair}};
///
/// let regulation = Regulation::gas_2025_08();
/// let race = draws(arb_racing_pair(&regulation)).next().unwrap();
/// let mut ledger = Ledger::new(regulation);
/// let late = race.iter().any(|(on, fact)| {
///     let outcome = ledger.record(*on, fact);
///     matches!(outcome, Outcome::Refused(refusals) if refusals.contains(Refusal::AccountAlreadyUsed))
/// });
/// assert!(late); // one of the two
/// ```
pub fn arb_racing_pair(regulation: &Regulation) -> impl Strategy<Value = Facts> + use<> {
    let cast = Cast::new(regulation, 2);
    // Whose step comes next; four steps each, or a few retries.
    let turns = vec(EITHER, 0..12);
    let month = proptest::arbitrary::any::<Index>();
    FewElements((month, turns, [arb_channel(), arb_channel()], 0..20_i64).prop_map(
        move |(month, turns, channels, wait)| cast.race(*month.get(&cast.months), &turns, channels, wait),
    ))
    .prop_map(Facts::from_iter)
}

impl Cast {
    fn race(
        &self,
        month: Month,
        turns: &[bool],
        channels: [Channel; 2],
        wait: i64,
    ) -> Vec<(NaiveDate, Fact)> {
        let mut diary = Diary { on: month.first_day(), retries: false, facts: Vec::new() };
        let pair: Vec<(Iin, Channel)> = self.people.iter().copied().zip(channels).collect();
        let assistance = AssistanceSet::from_iter(Assistance::ALL.iter().copied());
        for (iin, _) in pair.iter().copied() {
            let region = self.regions.first().copied().unwrap_or(Region::Astana);
            diary.write(Fact::Listed { iin, region, assistance });
        }
        diary.later(0, self.regulation.period().first);
        for (iin, _) in pair.iter().copied().filter(|_| self.regulation.needs_consent()) {
            diary.write(Fact::SmsSent { iin, kind: SmsKind::Start });
            diary.write(Fact::Replied { iin, reply: Reply::Agree });
        }
        let closes = self.regulation.window_closes(month);
        let opens = self.regulation.window_opens(month);
        diary.later(wait, opens);
        diary.on = diary.on.min(closes.max(self.regulation.period().first));
        self.interleave(&pair, turns, &mut diary);
        diary.facts
    }

    fn interleave(&self, pair: &[(Iin, Channel)], turns: &[bool], diary: &mut Diary) {
        let mut steps = [0_u8; 2];
        // After the turns, whoever has not confirmed yet does the rest.
        let rest = core::iter::repeat_n(false, 4).chain(core::iter::repeat_n(true, 4));
        for second in turns.iter().copied().chain(rest) {
            let who = usize::from(second);
            let (Some(step), Some((iin, channel))) = (steps.get_mut(who), pair.get(who).copied()) else {
                continue;
            };
            let Some(account) = self.accounts.first().copied() else { continue };
            diary.write(match step {
                0 => Fact::AccountEntered { iin, account, channel },
                1 => Fact::OfferAccepted { iin },
                2 => Fact::AccountChecked { iin, account, exists: true },
                _ => Fact::Confirmed { iin },
            });
            *step += 1;
        }
    }
}

/// The ledger of a world of [`arb_facts`].
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_ledger}};
///
/// assert!(draws(arb_ledger(&Regulation::gas_2024_12(), 2)).take(9).any(|ledger| ledger.latest().is_some()));
/// ```
pub fn arb_ledger(regulation: &Regulation, people: usize) -> impl Strategy<Value = Ledger> + use<> {
    let regulation = regulation.clone();
    arb_facts(&regulation, people).prop_map(move |facts| facts.replay(&regulation))
}
