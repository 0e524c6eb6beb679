//! Rows of person-months, and what the ledger answers to each.

use super::{
    ABSENT,
    claims::Settled,
    timetable::{CLOSES, DAY, LAST, LAST_TO_ANSWER, LIST_CLOSES, MonthPlace, OPENS, OUTSIDE, Timetable},
};
use crate::{activation::Step, refusal::Refusal, stage::Stage};

/// The date columns of a row that must lie in the row's month, in the order in which a fault names them:
/// the bit of each in [`Answers::outside_month`].
///
/// ```
/// assert_eq!(voucher_core::columns::DATE_COLUMNS[4], "entered_on");
/// ```
pub const DATE_COLUMNS: [&str; 5] = ["listed_on", "asked_on", "reminded_on", "answered_on", "entered_on"];

/// One person-month: days since 1970-01-01, each in the row's month or [`ABSENT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Put on the list.
    pub listed: i32,
    /// The start SMS.
    pub asked: i32,
    /// The repeat SMS.
    pub reminded: i32,
    /// The reply.
    pub answered: i32,
    /// Account entered, offer accepted, account checked, confirmed: each only if the one before was accepted.
    pub entered: i32,
    /// The day of the question: any day.
    pub as_of: i32,
    /// What is not a day.
    pub marks: Marks,
}

impl Default for Row {
    /// Nothing happened, and nothing is known of the account.
    fn default() -> Self {
        let never = ABSENT;
        Self {
            listed: never,
            asked: never,
            reminded: never,
            answered: never,
            entered: never,
            as_of: 0,
            marks: Marks::default(),
        }
    }
}

/// What a row says beside its days.
///
/// ```
/// use voucher_core::columns::Marks;
///
/// let marks = Marks { agrees: true, account_exists: Some(false), ..Marks::default() };
/// assert_eq!(Marks::from_bits(marks.bits()), marks);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The reply is *agree*; otherwise it is *refuse*.
    pub agrees: bool,
    /// Whether the provider has the account, as far as is known.
    pub account_exists: Option<bool>,
    /// No assistance that counts.
    pub no_assistance: bool,
    /// The region takes no part.
    pub region_not_in_pilot: bool,
    /// The row names an account that others may use too.
    pub shares_account: bool,
}

impl Marks {
    /// *Agree*.
    pub const AGREES: u8 = 1;
    /// The provider has the account.
    pub const EXISTS: u8 = 2;
    /// It is not known whether the provider has the account.
    pub const MAY_EXIST: u8 = 4;
    /// No assistance that counts.
    pub const NO_ASSISTANCE: u8 = 8;
    /// The region takes no part.
    pub const REGION_NOT_IN_PILOT: u8 = 16;
    /// The row names an account.
    pub const SHARES_ACCOUNT: u8 = 32;

    /// As the bits of [`Rows::marks`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        const fn bit(set: bool, bit: u8) -> u8 {
            if set { bit } else { 0 }
        }
        let exists = match self.account_exists {
            Some(true) => Self::EXISTS,
            Some(false) => 0,
            None => Self::MAY_EXIST,
        };
        bit(self.agrees, Self::AGREES)
            | exists
            | bit(self.no_assistance, Self::NO_ASSISTANCE)
            | bit(self.region_not_in_pilot, Self::REGION_NOT_IN_PILOT)
            | bit(self.shares_account, Self::SHARES_ACCOUNT)
    }

    /// From the bits of [`Rows::marks`].
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self {
            agrees: bits & Self::AGREES != 0,
            account_exists: if bits & Self::MAY_EXIST != 0 { None } else { Some(bits & Self::EXISTS != 0) },
            no_assistance: bits & Self::NO_ASSISTANCE != 0,
            region_not_in_pilot: bits & Self::REGION_NOT_IN_PILOT != 0,
            shares_account: bits & Self::SHARES_ACCOUNT != 0,
        }
    }
}

/// A block of rows, a slice a column; as many rows as the shortest has.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The place of each row's month.
    pub months: &'a [MonthPlace],
    /// [`Row::listed`].
    pub listed: &'a [i32],
    /// [`Row::asked`].
    pub asked: &'a [i32],
    /// [`Row::reminded`].
    pub reminded: &'a [i32],
    /// [`Row::answered`].
    pub answered: &'a [i32],
    /// [`Row::entered`].
    pub entered: &'a [i32],
    /// [`Row::as_of`].
    pub as_of: &'a [i32],
    /// [`Marks::bits`].
    pub marks: &'a [u8],
}

/// Where the answers to a block of rows go, a slice a column, each at least as long as the block.
///
/// They hold as if nobody else used the row's account; [`Timetable::amend`] puts right those whose account was used.
#[derive(Debug)]
pub struct Answers<'a> {
    /// The place of the stage in [`Stage::ALL`].
    pub stage: &'a mut [u8],
    /// The bits of [`Refusals::bits`](crate::Refusals::bits).
    pub refusals: &'a mut [u32],
    /// The earliest date of N26, or [`ABSENT`].
    pub earliest: &'a mut [i32],
    /// The place of the step in [`Step::ALL`].
    pub next: &'a mut [u8],
    /// [`Part::bits`].
    pub part: &'a mut [u8],
    /// A bit for each of [`DATE_COLUMNS`] that lies outside the row's month; where one is set the rest means nothing.
    pub outside_month: &'a mut [u8],
}

/// What a row has to do with its account.
///
/// ```
/// use voucher_core::columns::Part;
///
/// assert_eq!(Part::from_bits(Part::default().bits()), Part::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// It is activated, unless the account was used before.
    pub activates: bool,
    /// An activation was tried on a day.
    pub tried: bool,
    /// The activation waits for the provider's word on the account.
    pub waits: bool,
    /// The window is over on the day of the question.
    pub over: bool,
}

impl Part {
    const ACTIVATES: u8 = 1;
    const TRIED: u8 = 2;
    const WAITS: u8 = 4;
    const OVER: u8 = 8;

    /// As the bits of [`Answers::part`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        (if self.activates { Self::ACTIVATES } else { 0 })
            | (if self.tried { Self::TRIED } else { 0 })
            | (if self.waits { Self::WAITS } else { 0 })
            | (if self.over { Self::OVER } else { 0 })
    }

    /// From the bits of [`Answers::part`].
    #[must_use]
    #[inline]
    pub const fn from_bits(bits: u8) -> Self {
        Self {
            activates: bits & Self::ACTIVATES != 0,
            tried: bits & Self::TRIED != 0,
            waits: bits & Self::WAITS != 0,
            over: bits & Self::OVER != 0,
        }
    }
}

/// The answer to one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// [`Ledger::stage`](crate::Ledger::stage) in the row's month on the day of the question (N18).
    pub stage: Stage,
    /// Every refusal of the row's facts; where no activation was tried, those of the preview on the day of the question,
    /// brought into the month.
    pub refusals: u32,
    /// Of a row that is not activated, the earliest date of the preview on that day, or [`ABSENT`] (N26).
    pub earliest: i32,
    /// [`Ledger::step`](crate::Ledger::step).
    pub next: Step,
    /// What it has to do with its account.
    pub part: Part,
    /// The first of [`DATE_COLUMNS`] that lies outside the row's month; the rest means nothing then.
    pub outside_month: Option<&'static str>,
}

/// How many rows are decided together: what they need stays in the nearest cache.
const BLOCK: usize = 512;

/// The kind of an earliest date: its place in a month's four.
const NO_DAY: u8 = 0;
const OF_THE_PILOT: u8 = 1;
const OF_THE_MONTH: u8 = 2;
const OF_A_LATER_MONTH: u8 = 3;

/// The place in [`Stage::ALL`].
#[expect(
    clippy::as_conversions,
    reason = "the discriminant of an enum that is listed in its order, in a const fn"
)]
const fn place_of_stage(stage: Stage) -> u8 {
    stage as u8
}

/// The place in [`Step::ALL`].
#[expect(
    clippy::as_conversions,
    reason = "the discriminant of an enum that is listed in its order, in a const fn"
)]
const fn place_of_step(step: Step) -> u8 {
    step as u8
}

#[inline(always)]
const fn when(applies: bool, bits: u32) -> u32 {
    if applies { bits } else { 0 }
}

#[inline(always)]
const fn byte(applies: bool, bits: u8) -> u8 {
    if applies { bits } else { 0 }
}

impl Timetable {
    /// Answers a block of rows (N10-N26), as if nobody else used their accounts.
    ///
    /// There is no branch a row, so that a compiler can use wide registers; it is inlined where it is called, so a caller that
    /// enables them gets them.
    #[inline(always)]
    pub fn decide(&self, rows: &Rows<'_>, answers: &mut Answers<'_>) {
        let mut start = 0;
        while let (Some(rows), Some(mut answers)) = (rows.block(start), answers.block(start)) {
            self.decide_block(&rows, &mut answers);
            start += BLOCK;
        }
    }

    /// Answers one row.
    ///
    /// ```
    /// use voucher_core::{Month, Refusal, Regulation, columns::*, parse_date};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let september = timetable.month(Month::parse("2025-09")?).unwrap();
    /// let day = |text| day_number(parse_date(text).unwrap());
    /// let mut row = Row { listed: day("2025-09-14"), as_of: day("2025-09-07"), ..Row::default() };
    /// assert_eq!(timetable.decide_row(september, &row).refusals, Refusal::AwaitingConsent.bit());
    /// row.listed = day("2025-09-15");
    /// let refusals = Refusal::ListClosed.bit() | Refusal::NotListed.bit();
    /// assert_eq!(timetable.decide_row(september, &row).refusals, refusals);
    /// row.listed = day("2025-10-01");
    /// assert_eq!(timetable.decide_row(september, &row).outside_month, Some("listed_on"));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn decide_row(&self, month: MonthPlace, row: &Row) -> Answer {
        let days = self.days(month);
        let decided = self.rules().decide(&Days::new(days.first, days.packed, self.needs_consent), row);
        let first_outside = usize::try_from(decided.outside_month.trailing_zeros()).unwrap_or(usize::MAX);
        Answer {
            stage: Stage::ALL.get(usize::from(decided.stage)).copied().unwrap_or(Stage::NotListed),
            refusals: decided.refusals,
            earliest: days.earliest(decided.earliest),
            next: Step::ALL.get(usize::from(decided.next)).copied().unwrap_or(Step::EnterAccount),
            part: Part::from_bits(decided.part),
            outside_month: DATE_COLUMNS.get(first_outside).copied(),
        }
    }

    /// Puts right the answer to a row whose account other people use (N22, A).
    #[inline]
    pub fn amend(&self, settled: &Settled, row: &mut AnswerMut<'_>) {
        let part = settled.part();
        if part.activates {
            *row.stage = place_of_stage(if part.over { Stage::Expired } else { Stage::Issued });
        }
        if settled.refuses() {
            *row.refusals |= Refusal::AccountAlreadyUsed.bit();
            *row.next = place_of_step(Step::EnterAccount);
        }
        *row.earliest = self.days(settled.month()).earliest(OF_A_LATER_MONTH);
    }

    fn rules(&self) -> Rules {
        Rules {
            period: self.period,
            needs_consent: self.needs_consent,
            repeat_after_days: self.repeat_after_days,
        }
    }

    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "every slice is cut to n first, and n is at most a block")]
    fn decide_block(&self, rows: &Rows<'_>, answers: &mut Answers<'_>) {
        let n = rows.len().min(answers.len()).min(BLOCK);
        let (months, marks) = (&rows.months[..n], &rows.marks[..n]);
        let (listed, asked, reminded) = (&rows.listed[..n], &rows.asked[..n], &rows.reminded[..n]);
        let (answered, entered, as_of) = (&rows.answered[..n], &rows.entered[..n], &rows.as_of[..n]);
        let (stage, next, refusals) =
            (&mut answers.stage[..n], &mut answers.next[..n], &mut answers.refusals[..n]);
        let (part, outside_month) = (&mut answers.part[..n], &mut answers.outside_month[..n]);

        // The looking up, row by row.
        let (mut first, mut packed, mut kinds) = ([0_i32; BLOCK], [0_u32; BLOCK], [NO_DAY; BLOCK]);
        for i in 0..n {
            let days = self.days(months[i]);
            first[i] = days.first;
            packed[i] = days.packed;
        }
        // The deciding, many rows at a time.
        let rules = self.rules();
        let (first, packed) = (&first[..n], &packed[..n]);
        let kind = &mut kinds[..n];
        for i in 0..n {
            let row = Row {
                listed: listed[i],
                asked: asked[i],
                reminded: reminded[i],
                answered: answered[i],
                entered: entered[i],
                as_of: as_of[i],
                marks: Marks::from_bits(marks[i]),
            };
            let decided = rules.decide(&Days::new(first[i], packed[i], rules.needs_consent), &row);
            stage[i] = decided.stage;
            refusals[i] = decided.refusals;
            kind[i] = decided.earliest;
            next[i] = decided.next;
            part[i] = decided.part;
            outside_month[i] = decided.outside_month;
        }
        let earliest = &mut answers.earliest[..n];
        for i in 0..n {
            earliest[i] = self.days(months[i]).earliest(kinds[i]);
        }
    }
}

impl Rows<'_> {
    /// How many rows there are: as many as the shortest column has.
    #[must_use]
    pub fn len(&self) -> usize {
        let days = [self.listed, self.asked, self.reminded, self.answered, self.entered, self.as_of];
        let shortest = days.iter().map(|column| column.len()).min().unwrap_or(0);
        shortest.min(self.months.len()).min(self.marks.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows from here on, if there are any.
    fn block(&self, start: usize) -> Option<Self> {
        let rows = Rows {
            months: self.months.get(start..)?,
            listed: self.listed.get(start..)?,
            asked: self.asked.get(start..)?,
            reminded: self.reminded.get(start..)?,
            answered: self.answered.get(start..)?,
            entered: self.entered.get(start..)?,
            as_of: self.as_of.get(start..)?,
            marks: self.marks.get(start..)?,
        };
        (!rows.is_empty()).then_some(rows)
    }
}

impl Answers<'_> {
    fn len(&self) -> usize {
        let bytes = [&self.stage, &self.next, &self.part, &self.outside_month];
        let shortest = bytes.iter().map(|column| column.len()).min().unwrap_or(0);
        shortest.min(self.refusals.len()).min(self.earliest.len())
    }

    /// The answers from here on, if there is room.
    fn block(&mut self, start: usize) -> Option<Answers<'_>> {
        let answers = Answers {
            stage: self.stage.get_mut(start..)?,
            refusals: self.refusals.get_mut(start..)?,
            earliest: self.earliest.get_mut(start..)?,
            next: self.next.get_mut(start..)?,
            part: self.part.get_mut(start..)?,
            outside_month: self.outside_month.get_mut(start..)?,
        };
        (answers.len() > 0).then_some(answers)
    }
}

/// The parts of one answer that other people's use of the account can change.
#[derive(Debug)]
pub struct AnswerMut<'a> {
    /// [`Answers::stage`].
    pub stage: &'a mut u8,
    /// [`Answers::refusals`].
    pub refusals: &'a mut u32,
    /// [`Answers::earliest`].
    pub earliest: &'a mut i32,
    /// [`Answers::next`].
    pub next: &'a mut u8,
}

/// A month's days, unpacked.
#[derive(Clone, Copy)]
struct Days {
    first: i32,
    last: i32,
    list_closes: i32,
    last_to_answer: i32,
    opens: i32,
    closes: i32,
    outside: bool,
}

impl Days {
    #[inline(always)]
    const fn new(first: i32, packed: u32, needs_consent: bool) -> Self {
        Self {
            first,
            last: Self::day(first, packed, LAST),
            list_closes: Self::day(first, packed, LIST_CLOSES),
            last_to_answer: if needs_consent { Self::day(first, packed, LAST_TO_ANSWER) } else { ABSENT },
            opens: Self::day(first, packed, OPENS),
            closes: Self::day(first, packed, CLOSES),
            outside: packed >> OUTSIDE != 0,
        }
    }

    #[inline(always)]
    const fn day(first: i32, packed: u32, place: u32) -> i32 {
        first.wrapping_add(((packed >> place) & DAY).cast_signed())
    }
}

/// What a regulation says of every month alike.
#[derive(Clone, Copy)]
struct Rules {
    period: (i32, i32),
    needs_consent: bool,
    repeat_after_days: i32,
}

/// What comes of a row before its month's earliest dates are looked up.
struct Decided {
    stage: u8,
    refusals: u32,
    /// The kind of the earliest date.
    earliest: u8,
    next: u8,
    part: u8,
    outside_month: u8,
}

impl Rules {
    #[inline(always)]
    fn decide(self, days: &Days, row: &Row) -> Decided {
        let Row { listed, asked, reminded, answered, entered, as_of, marks } = *row;
        let needs_consent = self.needs_consent;
        let outside_month = byte(days.strange(listed), 1)
            | byte(days.strange(asked), 2)
            | byte(days.strange(reminded), 4)
            | byte(days.strange(answered), 8)
            | byte(days.strange(entered), 16);

        // N11.
        let listed_no = when(
            listed != ABSENT,
            when(days.outside, Refusal::OutsidePilot.bit())
                | when(listed > days.list_closes, Refusal::ListClosed.bit())
                | when(marks.no_assistance, Refusal::NotReceivingAssistance.bit())
                | when(marks.region_not_in_pilot, Refusal::RegionNotInPilot.bit()),
        );
        let on_from = if listed_no == 0 { listed } else { ABSENT };
        let on_list = on_from != ABSENT;

        // N13, N14: what SMS and replies have in common.
        let common = |day: i32| {
            self.outside(day)
                | when(!needs_consent, Refusal::ConsentNotNeeded.bit())
                | when(day < on_from, Refusal::NotListed.bit())
                | when(day > days.last_to_answer, Refusal::ConsentClosed.bit())
        };
        let asked_no = when(asked != ABSENT, common(asked));
        let asked_on = if asked_no == 0 { asked } else { ABSENT };
        let not_asked = |day: i32| needs_consent & (day >= on_from) & (asked_on > day);
        let answered_no =
            when(answered != ABSENT, common(answered) | when(not_asked(answered), Refusal::NotAsked.bit()));
        let answered_on = if answered_no == 0 { answered } else { ABSENT };
        let own_part_of_repeat = if answered_on < reminded {
            Refusal::AlreadyAnswered.bit()
        } else if asked_on > reminded {
            Refusal::NotAsked.bit()
        } else {
            when(reminded.wrapping_sub(asked_on) < self.repeat_after_days, Refusal::RepeatTooEarly.bit())
        };
        let reminded_no = when(
            reminded != ABSENT,
            common(reminded) | when(needs_consent & (reminded >= on_from), own_part_of_repeat),
        );
        let was_reminded = (reminded != ABSENT) & (reminded_no == 0);

        // A, on the day of the activation that was tried and on the day of the question.
        let window = |day: i32| {
            when(day < days.opens, Refusal::WindowNotOpen.bit())
                | when(day > days.closes, Refusal::WindowClosed.bit())
        };
        let consent = |answered: bool| {
            let refused = when(!marks.agrees, Refusal::ConsentRefused.bit());
            if answered { refused } else { Refusal::AwaitingConsent.bit() }
        };
        let tried = entered != ABSENT;
        let entered_no = self.outside(entered)
            | when(entered < on_from, Refusal::NotListed.bit())
            | when(needs_consent & (entered >= on_from), consent(answered_on <= entered))
            | window(entered);
        let exists = matches!(marks.account_exists, Some(true));
        let unknown_yet = marks.account_exists.is_none();
        let no_account = when(!exists & !unknown_yet, Refusal::AccountUnknown.bit());
        let activated = tried & (entered_no == 0) & exists;
        let waits = tried & (entered_no == 0) & unknown_yet;
        let has_answered = answered_on != ABSENT;
        let today = if as_of < days.first {
            days.first
        } else if as_of > days.last {
            days.last
        } else {
            as_of
        };
        let today_no = self.outside(today)
            | when(!on_list, Refusal::NotListed.bit())
            | when(needs_consent & on_list, consent(has_answered))
            | window(today)
            | no_account;
        let refusals = listed_no
            | asked_no
            | reminded_no
            | answered_no
            | if tried { entered_no | no_account } else { today_no };

        // N26.
        let month_bound = Refusal::WindowClosed.bit() | Refusal::ConsentRefused.bit();
        let earliest = if activated {
            NO_DAY
        } else if today_no & month_bound != 0 {
            OF_A_LATER_MONTH
        } else if today < self.period.0 {
            OF_THE_PILOT
        } else {
            byte(today_no & Refusal::WindowNotOpen.bit() != 0, OF_THE_MONTH)
        };

        // N18, from the bottom up.
        let over = as_of > days.closes;
        let voucher = if over { Stage::Expired } else { Stage::Issued };
        let waiting = if as_of > days.last_to_answer {
            place_of_stage(Stage::Lapsed)
        } else if was_reminded {
            place_of_stage(Stage::Reminded)
        } else if asked_on != ABSENT {
            place_of_stage(Stage::Asked)
        } else {
            place_of_stage(Stage::ToAsk)
        };
        let answered_so = if marks.agrees { place_of_stage(voucher) } else { place_of_stage(Stage::Refused) };
        let of_consent = if has_answered { answered_so } else { waiting };
        let of_list = if needs_consent { of_consent } else { place_of_stage(voucher) };
        let not_activated = if on_list { of_list } else { place_of_stage(Stage::NotListed) };
        Decided {
            stage: if activated { place_of_stage(Stage::Activated) } else { not_activated },
            refusals,
            earliest,
            next: if activated {
                place_of_step(Step::Done)
            } else if waits {
                place_of_step(Step::CheckAccount)
            } else {
                place_of_step(Step::EnterAccount)
            },
            part: byte(activated, Part::ACTIVATES)
                | byte(tried, Part::TRIED)
                | byte(waits, Part::WAITS)
                | byte(over, Part::OVER),
            outside_month,
        }
    }

    /// N10.
    #[inline(always)]
    fn outside(self, day: i32) -> u32 {
        when((day < self.period.0) | (day > self.period.1), Refusal::OutsidePilot.bit())
    }
}

impl Days {
    /// Whether a day lies outside the month.
    #[inline(always)]
    const fn strange(&self, day: i32) -> bool {
        (day != ABSENT) & ((day < self.first) | (day > self.last))
    }
}
