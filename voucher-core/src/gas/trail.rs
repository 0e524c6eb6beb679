//! A person's month as it went, in words: what happened when, accepted or why not, where the person stands, what they can do.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use chrono::{Duration, NaiveDate};

use super::{
    activation::{Channel, Step},
    assistance::AssistanceSet,
    book::Record,
    columns::{ABSENT, Row, RowFlags},
    consent::{Reply, SmsKind},
    decide::{Around, after},
    fact::Fact,
    refusal::{Refusal, Refusals, Transition},
    regulation::Regulation,
    stage::Stage,
    texts::{PreviewPhrase, TrailPhrase},
    today::{Passed, Today, first_open_day, open_day_of},
};
use crate::value::{
    calendar::Month,
    coded::coded,
    identity::{Account, Iin},
    language::Language,
    region::Region,
};

coded! {
    /// Something that happened in a person's month, as a [`Row`] tells it.
    ///
    /// Deliberately exhaustive: a new event must break your build.
    ///
    /// ```
    /// use voucher_core::gas::TrailEvent;
    ///
    /// assert_eq!(TrailEvent::ALL.first().map(|event| event.code()), Some("listed"));
    /// assert_eq!(TrailEvent::Confirmed.texts().en(), "Confirmation of the activation");
    /// ```
    TrailEvent {
        /// Put on the list (N11).
        Listed "listed",
        /// The start SMS (N13).
        Asked "asked",
        /// The repeat SMS (N13).
        Reminded "reminded",
        /// The person agreed (N14).
        Agreed "agreed",
        /// The person refused (N14).
        Declined "declined",
        /// An account was entered (N19).
        AccountEntered "account_entered",
        /// The provider was asked whether it has the account, and has not (N21).
        AccountChecked "account_checked",
        /// The activation was confirmed (N22).
        Confirmed "confirmed",
    }
}

/// An event of a [`Trail`], and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TrailStep {
    /// The day.
    pub on: NaiveDate,
    /// What happened.
    pub event: TrailEvent,
    /// Why it does not count; empty where it does.
    pub refusals: Refusals,
}

/// What a person can do themselves from a day on, and until when.
///
/// Deliberately exhaustive: a new deed must break your build.
///
/// ```
/// use voucher_core::{gas::Deed, parse_date};
///
/// assert_ne!(Deed::Wait, Deed::Answer { until: parse_date("2025-09-29")? });
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Answer the SMS.
    Answer {
        /// The last day.
        until: NaiveDate,
    },
    /// Enter an account.
    EnterAccount {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// Wait until the provider has checked the account.
    Wait,
}

/// A person's month as it went: every event in the order of days, what became of it, where the person stands on a day,
/// and what they can do then (N10-N26).
///
/// ```
/// use voucher_core::{Language, Month, gas::{Deed, Regulation, Stage, Trail, columns::*}, parse_date};
///
/// let day = |text| day_number(parse_date(text).unwrap());
/// let row = Row {
///     listed: day("2025-09-04"),
///     asked: day("2025-09-03"), // a day too early
///     as_of: day("2025-09-10"),
///     ..Row::default()
/// };
/// let trail = Trail::new(&Regulation::gas_2025_08(), Month::parse("2025-09")?, &row, 0).unwrap();
/// assert_eq!((trail.stage(), trail.deed()), (Stage::ToAsk, None));
/// assert_eq!(
///     trail.explain(Language::Ru),
///     "10.09.2025: Вы в списке потенциальных услугополучателей на этот месяц. Вам отправят SMS с запросом согласия.\n\
///      03.09.2025: SMS с запросом согласия (не принято). Вас нет в списке потенциальных услугополучателей на этот \
///      месяц. На каждый месяц составляется свой список.\n\
///      04.09.2025: Внесение в список (принято).",
/// );
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Trail {
    as_of: NaiveDate,
    steps: Vec<TrailStep>,
    stage: Stage,
    deed: Option<Deed>,
    /// Why the account that is known cannot be entered.
    account_used: bool,
    earliest: Option<NaiveDate>,
}

impl Trail {
    /// The trail of a row, on whose account so many other people had activated before it was entered or, where it was not, have
    /// activated at all. None where a day of the row lies outside the month.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Refusal, Regulation, Stage, Trail, columns::*}, parse_date};
    ///
    /// let day = |text| day_number(parse_date(text).unwrap());
    /// let row = Row {
    ///     listed: day("2025-09-01"),
    ///     asked: day("2025-09-01"),
    ///     answered: day("2025-09-02"),
    ///     entered: day("2025-09-07"),
    ///     as_of: day("2025-09-08"),
    ///     flags: RowFlags { agrees: true, account_exists: Some(true), ..RowFlags::default() },
    ///     ..Row::default()
    /// };
    /// let (gas, september) = (Regulation::gas_2025_08(), Month::parse("2025-09")?);
    /// assert_eq!(Trail::new(&gas, september, &row, 0).unwrap().stage(), Stage::Activated);
    /// let trail = Trail::new(&gas, september, &row, 1).unwrap(); // a neighbour was there before
    /// assert_eq!(trail.stage(), Stage::Issued);
    /// assert!(trail.steps().last().unwrap().refusals.contains(Refusal::AccountAlreadyUsed));
    /// assert_eq!(Trail::new(&gas, september.next(), &row, 0), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn new(regulation: &Regulation, month: Month, row: &Row, others_on_account: u32) -> Option<Self> {
        let answer = if row.flags.agrees { TrailEvent::Agreed } else { TrailEvent::Declined };
        let facts = [
            (row.listed, TrailEvent::Listed),
            (row.asked, TrailEvent::Asked),
            (row.reminded, TrailEvent::Reminded),
            (row.answered, answer),
            (row.entered, TrailEvent::AccountEntered),
        ];
        let mut dated = Vec::new();
        for (day, event) in facts.into_iter().filter(|(day, _)| *day != ABSENT) {
            let date = date_of(day).filter(|date| Month::of(*date) == month)?;
            dated.push((date, event));
        }
        dated.sort_by_key(|(date, event)| (*date, *event));
        let mut told = Told::new(regulation, row.flags, others_on_account)?;
        for (date, event) in dated {
            told.take(date, event);
        }
        Some(told.seen_on(month, date_of(row.as_of)?))
    }

    /// The same where others have used the account up by the day of the question, also after an entry of the row (N22).
    ///
    /// ```
    /// use voucher_core::{Language, Month, gas::{Refusal, Regulation, Trail, columns::*}, parse_date};
    ///
    /// let day = |text| day_number(parse_date(text).unwrap());
    /// let row = Row {
    ///     listed: day("2025-09-01"),
    ///     asked: day("2025-09-01"),
    ///     answered: day("2025-09-02"),
    ///     entered: day("2025-09-06"), // a day too early
    ///     as_of: day("2025-09-08"),
    ///     flags: RowFlags { agrees: true, account_exists: Some(true), ..RowFlags::default() },
    ///     ..Row::default()
    /// };
    /// let trail = Trail::new(&Regulation::gas_2025_08(), Month::parse("2025-09")?, &row, 0).unwrap();
    /// let used = Refusal::AccountAlreadyUsed.texts().en();
    /// assert!(!trail.explain(Language::En).contains(used));
    /// assert!(trail.on_used_account().explain(Language::En).contains(used)); // a neighbour came on the 7th
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn on_used_account(self) -> Self {
        Self { account_used: true, ..self }
    }

    /// The events in the order of days.
    #[must_use]
    pub fn steps(&self) -> &[TrailStep] {
        &self.steps
    }

    /// Where the person stands on the day of the question (N18).
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// What the person can do themselves on that day or later in the month; none where nothing would help.
    #[must_use]
    pub const fn deed(&self) -> Option<Deed> {
        self.deed
    }

    /// The first day of a later month on which a voucher could be activated, for a person who gets none in this one and whose
    /// region and assistance count.
    #[must_use]
    pub const fn earliest(&self) -> Option<NaiveDate> {
        self.earliest
    }

    /// The trail in words, a line a thing: where the person stands, what happened, what they can do (N36). Each text is told
    /// once. Ours, not official.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let stage = self.stage.texts().in_language(language);
        let mut lines = Vec::from([format!("{}: {stage}", language.short_date(self.as_of))]);
        let mut told = Vec::from([stage]);
        lines.extend(self.steps.iter().map(|step| step.line(language, &mut told)));
        let phrase = |phrase: TrailPhrase, date| {
            format!("{} {}.", phrase.texts().in_language(language), language.short_date(date))
        };
        match self.deed {
            Some(Deed::Answer { until }) => lines.push(phrase(TrailPhrase::LastDayToAnswer, until)),
            Some(Deed::EnterAccount { from, until }) => {
                let used = Refusal::AccountAlreadyUsed.texts().in_language(language);
                if self.account_used && !told.contains(&used) {
                    lines.push(used.to_string());
                }
                if from > self.as_of {
                    lines.push(phrase(TrailPhrase::FirstDayToActivate, from));
                } else {
                    lines.push(Step::EnterAccount.texts().in_language(language).to_string());
                }
                lines.push(phrase(TrailPhrase::LastDayToActivate, until));
            }
            Some(Deed::Wait) => lines.push(Step::CheckAccount.texts().in_language(language).to_string()),
            None => {}
        }
        if let Some(date) = self.earliest {
            let words = PreviewPhrase::Earliest.texts().in_language(language);
            lines.push(format!("{words} {}.", language.short_date(date)));
        }
        lines.join("\n")
    }
}

impl TrailStep {
    /// The step in words; reasons that were told already are not told again.
    fn line(&self, language: Language, told: &mut Vec<&'static str>) -> String {
        let words = |phrase: TrailPhrase| phrase.texts().in_language(language);
        let reasons = self.refusals.iter().map(|refusal| refusal.texts().in_language(language));
        let fresh: Vec<&str> = reasons.filter(|reason| !told.contains(reason)).collect();
        let verdict = match (self.refusals.is_empty(), fresh.is_empty()) {
            (true, _) => TrailPhrase::Accepted,
            (false, false) => TrailPhrase::NotAccepted,
            (false, true) => TrailPhrase::NotAcceptedAsTold,
        };
        told.extend(&fresh);
        let event = self.event.texts().in_language(language);
        let head = format!("{}: {event} ({}).", language.short_date(self.on), words(verdict));
        [head.as_str()].into_iter().chain(fresh).collect::<Vec<_>>().join(" ")
    }
}

/// A month as far as it was told.
struct Told<'a> {
    regulation: &'a Regulation,
    flags: RowFlags,
    /// A row names neither: any person and any account stand for them.
    iin: Iin,
    account: Account,
    others: Others,
    record: Record,
    steps: Vec<TrailStep>,
}

/// How many others have activated on the account; a row knows nothing of the month before.
#[derive(Clone, Copy)]
struct Others(u32);

impl Around for Others {
    fn agreed_before(&self) -> bool {
        false
    }

    fn others_on(&self, _record: &Record, _account: Account) -> u32 {
        self.0
    }
}

impl<'a> Told<'a> {
    fn new(regulation: &'a Regulation, flags: RowFlags, others_on_account: u32) -> Option<Self> {
        Some(Self {
            regulation,
            flags,
            iin: Iin::parse("990101600002").ok()?,
            account: Account::parse("1").ok()?,
            others: Others(others_on_account),
            record: Record::BLANK,
            steps: Vec::new(),
        })
    }

    /// Takes an event of the row, with what the provider and the person did on the day of an entry.
    fn take(&mut self, on: NaiveDate, event: TrailEvent) {
        let (iin, account) = (self.iin, self.account);
        let refusals = self.record(on, &self.fact(event));
        self.steps.push(TrailStep { on, event, refusals });
        if event != TrailEvent::AccountEntered || !refusals.is_empty() {
            return;
        }
        self.record(on, &Fact::OfferAccepted { iin });
        let Some(exists) = self.flags.account_exists else { return };
        self.record(on, &Fact::AccountChecked { iin, account, exists });
        if exists {
            self.take(on, TrailEvent::Confirmed);
        } else {
            let refusals = Refusals::from_iter([Refusal::AccountUnknown]);
            self.steps.push(TrailStep { on, event: TrailEvent::AccountChecked, refusals });
        }
    }

    /// Records a fact, and says why it does not count.
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Refusals {
        let today = Today::new(self.regulation, on);
        match after(self.regulation, &today, self.record, fact, &self.others) {
            Transition::To(record) => {
                self.record = record;
                Refusals::NONE
            }
            Transition::Repeat => Refusals::NONE,
            Transition::Refused(refusals) => refusals,
        }
    }

    fn fact(&self, event: TrailEvent) -> Fact {
        let (iin, account) = (self.iin, self.account);
        match event {
            TrailEvent::Listed => self.listed(),
            TrailEvent::Asked => Fact::SmsSent { iin, kind: SmsKind::Start },
            TrailEvent::Reminded => Fact::SmsSent { iin, kind: SmsKind::Repeat },
            TrailEvent::Agreed => Fact::Replied { iin, reply: Reply::Agree },
            TrailEvent::Declined => Fact::Replied { iin, reply: Reply::Refuse },
            TrailEvent::AccountEntered => Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
            TrailEvent::AccountChecked => Fact::AccountChecked { iin, account, exists: false },
            TrailEvent::Confirmed => Fact::Confirmed { iin },
        }
    }

    /// A row says of region and assistance only whether they count: any that do, or do not, stand for them.
    fn listed(&self) -> Fact {
        let in_pilot = |region: &&Region| self.regulation.regions().contains(**region);
        let fits = |region: &&Region| in_pilot(region) != self.flags.region_not_in_pilot;
        let region = Region::ALL.iter().find(fits).copied().unwrap_or(Region::Astana);
        let assistance =
            if self.flags.no_assistance { AssistanceSet::default() } else { self.regulation.assistance() };
        Fact::Listed { iin: self.iin, region, assistance }
    }

    fn seen_on(self, month: Month, as_of: NaiveDate) -> Trail {
        let over = Passed::new(self.regulation, month, as_of);
        let stage = self.record.stage(self.regulation.needs_consent(), false, over);
        let deed = self.deed(stage, month);
        let earliest =
            self.comes_later(stage).then(|| first_open_day(self.regulation, month.next())).flatten();
        let account_used = self.others.0 >= self.regulation.activations_per_account;
        let earliest = earliest.filter(|date| *date > as_of);
        Trail { as_of, stage, deed, account_used, earliest, steps: self.steps }
    }

    fn deed(&self, stage: Stage, month: Month) -> Option<Deed> {
        match stage {
            Stage::Asked | Stage::Reminded => {
                self.regulation.last_day_to_answer(month).map(|until| Deed::Answer { until })
            }
            Stage::Issued if self.record.activation.step() == Step::CheckAccount => Some(Deed::Wait),
            Stage::Issued => {
                let until = self.regulation.window_closes(month);
                open_day_of(self.regulation, month).map(|from| Deed::EnterAccount { from, until })
            }
            Stage::NotListed
            | Stage::Registered
            | Stage::Activated
            | Stage::Delisted
            | Stage::Refused
            | Stage::Lapsed
            | Stage::ToAsk
            | Stage::Expired => None,
        }
    }

    /// Whether all that this month lacks is time: the person was listed, or would have been a few days before.
    fn comes_later(&self, stage: Stage) -> bool {
        let listed = self.steps.iter().find(|step| step.event == TrailEvent::Listed);
        let only_late = listed.is_some_and(|step| step.refusals.iter().all(|no| no == Refusal::ListClosed));
        match stage {
            Stage::NotListed | Stage::Delisted | Stage::Refused | Stage::Lapsed | Stage::Expired => only_late,
            Stage::Registered
            | Stage::Activated
            | Stage::ToAsk
            | Stage::Asked
            | Stage::Reminded
            | Stage::Issued => false,
        }
    }
}

fn date_of(day: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(Duration::days(i64::from(day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gas::columns::{Timetable, day_number};

    const DAYS: [i32; 8] = [ABSENT, 1, 6, 7, 14, 15, 29, 30];

    fn flags() -> impl Iterator<Item = RowFlags> {
        let exists = [None, Some(false), Some(true)].into_iter();
        exists.flat_map(|account_exists| {
            [(true, false, false), (false, false, false), (true, true, false), (true, false, true)].map(
                |(agrees, no_assistance, region_not_in_pilot)| RowFlags {
                    agrees,
                    account_exists,
                    no_assistance,
                    region_not_in_pilot,
                    shares_account: false,
                },
            )
        })
    }

    /// N10-N26: a trail and the columns tell the same of every row, whatever came in which order.
    #[test]
    #[cfg_attr(miri, ignore = "walks hundreds of thousands of rows")]
    fn trails_agree_with_columns() {
        for regulation in [Regulation::gas_2025_08(), Regulation::gas_2024_12()] {
            let month = Month::of(regulation.period().first).next();
            let (timetable, first) = (Timetable::new(&regulation), day_number(month.first_day()));
            let place = timetable.month(month).unwrap();
            let day = |day: i32| if day == ABSENT { ABSENT } else { first + day - 1 };
            let mut stages = Vec::new();
            for (number, flags) in
                (0..8_usize.pow(5)).flat_map(|number| flags().map(move |flags| (number, flags)))
            {
                let [listed, asked, reminded, answered, entered] =
                    [0, 1, 2, 3, 4].map(|place| day(DAYS[number >> (3 * place) & 7]));
                let as_of = day(DAYS[1 + (number + usize::from(flags.bits())) % 7]);
                let row = Row { listed, asked, reminded, answered, entered, as_of, flags };
                let trail = Trail::new(&regulation, month, &row, 0).unwrap();
                let others = u32::from(number % 3 == 0);
                let trail_beside = Trail::new(&regulation, month, &row, others).unwrap();
                assert_eq!(
                    trail_beside.stage(),
                    timetable.decide_row_beside(place, &row, others).stage,
                    "{row:?}"
                );
                let decided = timetable.decide_row(place, &row);
                assert_eq!(trail.stage(), decided.stage, "{row:?}");
                let told = trail.steps().iter().flat_map(|step| step.refusals.iter());
                let told = told.fold(0, |bits, refusal| bits | refusal.bit());
                assert_eq!(told & !decided.refusals, 0, "{row:?}: {trail:?}");
                // Columns also tell of the account of an entry that was refused, and what one would meet.
                let beside = Refusal::AccountUnknown.bit();
                assert!(!decided.role.tried || (decided.refusals & !told & !beside) == 0, "{row:?}");
                stages.push(trail.stage());
            }
            stages.sort_unstable();
            stages.dedup();
            assert_eq!(stages.len(), if regulation.needs_consent() { 9 } else { 4 }, "{stages:?}");
        }
    }

    /// N36: what a person cannot do is not asked of them, and no text is told twice.
    #[test]
    fn nobody_is_asked_for_what_they_cannot_do() {
        let (gas, month) = (Regulation::gas_2025_08(), Month::parse("2025-09").unwrap());
        let first = day_number(month.first_day());
        let outside = RowFlags { region_not_in_pilot: true, ..RowFlags::default() };
        let row = Row { listed: first, as_of: first + 29, flags: outside, ..Row::default() };
        let trail = Trail::new(&gas, month, &row, 0).unwrap();
        assert_eq!((trail.deed(), trail.earliest()), (None, None));
        let step = Step::EnterAccount.texts();
        for &language in Language::ALL {
            let text = trail.explain(language);
            assert!(!text.contains(step.in_language(language)), "{text}");
            let mut lines: Vec<&str> = text.lines().collect();
            lines.sort_unstable();
            lines.dedup();
            assert_eq!(lines.len(), text.lines().count());
        }
    }
}
