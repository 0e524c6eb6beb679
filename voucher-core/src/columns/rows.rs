//! Rows of person-months, and what the ledger answers to each.

use super::{
    ABSENT,
    claims::Settled,
    timetable::{Days, MonthDays, MonthPlace, Timetable, day_from},
};
use crate::{activation::Step, refusal::Refusal, stage::Stage};

/// The date columns of a row that must lie in the row's month, in the order in which a fault names them.
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

/// The day of month that stands for *never*.
pub const NEVER: u8 = u8::MAX;

/// A block of rows, a slice a column; as many rows as the shortest has.
///
/// A day is a day of the row's month, 1 to 31, or [`NEVER`].
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The place of each row's month.
    pub months: &'a [MonthPlace],
    /// [`Row::listed`].
    pub listed: &'a [u8],
    /// [`Row::asked`].
    pub asked: &'a [u8],
    /// [`Row::reminded`].
    pub reminded: &'a [u8],
    /// [`Row::answered`].
    pub answered: &'a [u8],
    /// [`Row::entered`].
    pub entered: &'a [u8],
    /// [`Row::as_of`], as [`as_of_day`] counts it.
    pub as_of: &'a [u8],
    /// [`Marks::bits`].
    pub marks: &'a [u8],
}

/// The day of a question, counted from the first of a row's month as 1: 0 for any day before, 100 for any far behind.
///
/// ```
/// use voucher_core::columns::as_of_day;
///
/// assert_eq!([-1, 0, 30, 31, 5000].map(|day| as_of_day(0, day)), [0, 1, 31, 32, 100]);
/// ```
#[must_use]
#[inline(always)]
pub fn as_of_day(first_day: i32, day: i32) -> u8 {
    day_from(first_day, day)
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
    /// The earliest date of N26 in days since 1970-01-01, or [`ABSENT`].
    pub earliest: &'a mut [i32],
    /// The place of the step in [`Step::ALL`].
    pub next: &'a mut [u8],
    /// [`Part::bits`].
    pub part: &'a mut [u8],
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
    /// Every refusal of the row's facts and of the activation that was tried; where none was tried, those of the preview on
    /// the day of the question, brought into the month.
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

/// How many rows are decided together: one wide register of bytes.
const LANES: usize = 64;
type Lane = [u8; LANES];

/// The kind of an earliest date.
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

/// The bits if they apply.
#[inline(always)]
const fn when(applies: bool, bits: u8) -> u8 {
    if applies { bits } else { 0 }
}

/// The bit of a refusal in one of the three bytes that hold every refusal of a row.
const fn bit(refusal: Refusal, of_byte: u32) -> u8 {
    let [low, middle, high, none] = refusal.bit().to_le_bytes();
    assert!(none == 0, "no row is refused so");
    let (bit, others) = match of_byte {
        0 => (low, middle | high),
        1 => (middle, low | high),
        _ => (high, low | middle),
    };
    assert!(others == 0, "this refusal is in another byte");
    bit
}

// The low byte.
const OUTSIDE_PILOT: u8 = bit(Refusal::OutsidePilot, 0);
const LIST_CLOSED: u8 = bit(Refusal::ListClosed, 0);
const NOT_RECEIVING_ASSISTANCE: u8 = bit(Refusal::NotReceivingAssistance, 0);
const REGION_NOT_IN_PILOT: u8 = bit(Refusal::RegionNotInPilot, 0);
const NOT_LISTED: u8 = bit(Refusal::NotListed, 0);
const CONSENT_NOT_NEEDED: u8 = bit(Refusal::ConsentNotNeeded, 0);
const CONSENT_CLOSED: u8 = bit(Refusal::ConsentClosed, 0);
// The middle one.
const ALREADY_ANSWERED: u8 = bit(Refusal::AlreadyAnswered, 1);
const NOT_ASKED: u8 = bit(Refusal::NotAsked, 1);
const REPEAT_TOO_EARLY: u8 = bit(Refusal::RepeatTooEarly, 1);
const AWAITING_CONSENT: u8 = bit(Refusal::AwaitingConsent, 1);
// The high one.
const CONSENT_REFUSED: u8 = bit(Refusal::ConsentRefused, 2);
const WINDOW_NOT_OPEN: u8 = bit(Refusal::WindowNotOpen, 2);
const WINDOW_CLOSED: u8 = bit(Refusal::WindowClosed, 2);
const ACCOUNT_UNKNOWN: u8 = bit(Refusal::AccountUnknown, 2);

impl Timetable {
    /// Answers a block of rows (N10-N26), as if nobody else used their accounts.
    ///
    /// There is no branch a row and a day is a byte, so that a compiler can decide many rows at a time; it is inlined where it
    /// is called, so a caller that enables wide registers gets them.
    #[inline(always)]
    pub fn decide(&self, rows: &Rows<'_>, answers: &mut Answers<'_>) {
        let n = rows.len().min(answers.len());
        for start in (0..n).step_by(LANES) {
            self.decide_lanes(rows, answers, start, (n - start).min(LANES));
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
        let month = self.month_days(month);
        let days = Days::unpack(month.packed);
        let columns = [row.listed, row.asked, row.reminded, row.answered, row.entered];
        let strange = |day: i32| day != ABSENT && !(1..=days.last).contains(&day_from(month.first, day));
        let outside_month = columns.iter().position(|day| strange(*day));
        let [listed, asked, reminded, answered, entered] =
            columns.map(|day| if day == ABSENT { NEVER } else { day_from(month.first, day) });
        let row = RowDays {
            listed,
            asked,
            reminded,
            answered,
            entered,
            as_of: day_from(month.first, row.as_of),
            marks: row.marks,
        };
        let decided = self.rules().decide(&days, &row);
        Answer {
            stage: Stage::ALL.get(usize::from(decided.stage)).copied().unwrap_or(Stage::NotListed),
            refusals: decided.refusals(),
            earliest: self.earliest(month, decided.earliest),
            next: Step::ALL.get(usize::from(decided.next)).copied().unwrap_or(Step::EnterAccount),
            part: Part::from_bits(decided.part),
            outside_month: outside_month.and_then(|place| DATE_COLUMNS.get(place).copied()),
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
        *row.earliest = self.month_days(settled.month()).open_later;
    }

    const fn rules(&self) -> Rules {
        Rules { needs_consent: self.needs_consent, repeat_after_days: self.repeat_after_days }
    }

    #[inline(always)]
    const fn earliest(&self, month: &MonthDays, kind: u8) -> i32 {
        match kind {
            OF_THE_PILOT => self.open_first,
            OF_THE_MONTH => month.open_here,
            OF_A_LATER_MONTH => month.open_later,
            _ => ABSENT,
        }
    }

    /// Decides up to a register of rows. Everything is copied into lanes and out of them, so that nothing in between can
    /// overlap and the compiler is free to do all lanes at once.
    #[inline(always)]
    fn decide_lanes(&self, rows: &Rows<'_>, answers: &mut Answers<'_>, start: usize, n: usize) {
        let months = rows.months.get(start..start + n).unwrap_or_default();
        let Some(first) = months.first() else { return };
        // Tables are mostly in order of months: then what a month says is the same in all lanes.
        let same = months.iter().fold(true, |same, month| same & (month == first));
        let month = *self.month_days(*first);
        let mut packed = [month.packed; LANES];
        if !same {
            for (packed, month) in packed.iter_mut().zip(months) {
                *packed = self.month_days(*month).packed;
            }
        }
        let lanes = Lanes {
            listed: lane(rows.listed, start),
            asked: lane(rows.asked, start),
            reminded: lane(rows.reminded, start),
            answered: lane(rows.answered, start),
            entered: lane(rows.entered, start),
            as_of: lane(rows.as_of, start),
            marks: lane(rows.marks, start),
        };
        let of_all = Days::unpack(month.packed);
        let out = if same {
            lanes.decide(self.rules(), |_| of_all)
        } else {
            let days = DaysLanes::unpack(&packed);
            lanes.decide(self.rules(), |lane| days.get(lane))
        };
        put(&out.stage, answers.stage, start, n);
        put(&out.next, answers.next, start, n);
        put(&out.part, answers.part, start, n);
        let refusals = answers.refusals.get_mut(start..start + n).unwrap_or_default();
        let bytes = out.low.iter().zip(&out.middle).zip(&out.high);
        for (refusals, ((low, middle), high)) in refusals.iter_mut().zip(bytes) {
            *refusals = u32::from(*low) | u32::from(*middle) << 8 | u32::from(*high) << 16;
        }
        let earliest = answers.earliest.get_mut(start..start + n).unwrap_or_default();
        if same {
            for (earliest, kind) in earliest.iter_mut().zip(&out.earliest) {
                *earliest = self.earliest(&month, *kind);
            }
        } else {
            for ((earliest, kind), month) in earliest.iter_mut().zip(&out.earliest).zip(months) {
                *earliest = self.earliest(self.month_days(*month), *kind);
            }
        }
    }
}

/// The columns of a register of rows.
struct Lanes {
    listed: Lane,
    asked: Lane,
    reminded: Lane,
    answered: Lane,
    entered: Lane,
    as_of: Lane,
    marks: Lane,
}

/// The days of a month in each lane.
struct DaysLanes([Lane; 8]);

impl DaysLanes {
    #[inline(always)]
    fn unpack(packed: &[u64; LANES]) -> Self {
        Self(core::array::from_fn(|place| {
            let mut lane = [0; LANES];
            for (byte, packed) in lane.iter_mut().zip(packed) {
                *byte = packed.to_le_bytes().get(place).copied().unwrap_or_default();
            }
            lane
        }))
    }

    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a lane of a constant number of lanes")]
    const fn get(&self, lane: usize) -> Days {
        let [last, list_closes, last_to_answer, opens, closes, period_first, period_last, outside] = &self.0;
        Days {
            last: last[lane],
            list_closes: list_closes[lane],
            last_to_answer: last_to_answer[lane],
            opens: opens[lane],
            closes: closes[lane],
            period_first: period_first[lane],
            period_last: period_last[lane],
            outside: outside[lane],
        }
    }
}

/// What comes of each of its rows.
struct DecidedLanes {
    stage: Lane,
    low: Lane,
    middle: Lane,
    high: Lane,
    earliest: Lane,
    next: Lane,
    part: Lane,
}

impl Lanes {
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a lane of a constant number of lanes")]
    fn decide(&self, rules: Rules, days: impl Fn(usize) -> Days) -> DecidedLanes {
        let (mut stage, mut low, mut middle, mut high) = ([0; LANES], [0; LANES], [0; LANES], [0; LANES]);
        let (mut earliest, mut next, mut part) = ([0; LANES], [0; LANES], [0; LANES]);
        for i in 0..LANES {
            let row = RowDays {
                listed: self.listed[i],
                asked: self.asked[i],
                reminded: self.reminded[i],
                answered: self.answered[i],
                entered: self.entered[i],
                as_of: self.as_of[i],
                marks: Marks::from_bits(self.marks[i]),
            };
            let decided = rules.decide(&days(i), &row);
            stage[i] = decided.stage;
            low[i] = decided.no.low;
            middle[i] = decided.no.middle;
            high[i] = decided.no.high;
            earliest[i] = decided.earliest;
            next[i] = decided.next;
            part[i] = decided.part;
        }
        DecidedLanes { stage, low, middle, high, earliest, next, part }
    }
}

/// The cells of a column from a row on; what is missing at the end is *never*.
#[inline(always)]
fn lane(column: &[u8], start: usize) -> Lane {
    let cells = column.get(start..).unwrap_or_default();
    match cells.first_chunk() {
        Some(cells) => *cells,
        None => core::array::from_fn(|place| cells.get(place).copied().unwrap_or(NEVER)),
    }
}

/// Puts the first lanes where they belong.
#[inline(always)]
fn put(lane: &Lane, column: &mut [u8], start: usize, n: usize) {
    let cells = column.get_mut(start..).unwrap_or_default();
    match cells.first_chunk_mut() {
        Some(cells) if n == LANES => *cells = *lane,
        _ => {
            for (cell, value) in cells.iter_mut().zip(lane).take(n) {
                *cell = *value;
            }
        }
    }
}

impl Rows<'_> {
    /// How many rows there are: as many as the shortest column has.
    #[must_use]
    pub fn len(&self) -> usize {
        let days =
            [self.listed, self.asked, self.reminded, self.answered, self.entered, self.as_of, self.marks];
        days.iter().map(|column| column.len()).min().unwrap_or(0).min(self.months.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Answers<'_> {
    fn len(&self) -> usize {
        let bytes = [&self.stage, &self.next, &self.part];
        let shortest = bytes.iter().map(|column| column.len()).min().unwrap_or(0);
        shortest.min(self.refusals.len()).min(self.earliest.len())
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

/// A row by days of its month.
#[derive(Clone, Copy)]
struct RowDays {
    listed: u8,
    asked: u8,
    reminded: u8,
    answered: u8,
    entered: u8,
    as_of: u8,
    marks: Marks,
}

/// What a regulation says of every month alike.
#[derive(Clone, Copy)]
struct Rules {
    needs_consent: bool,
    /// Capped at what no month has.
    repeat_after_days: u8,
}

/// Refusals, in the three bytes that hold all of a row's.
#[derive(Clone, Copy)]
struct No {
    low: u8,
    middle: u8,
    high: u8,
}

impl No {
    const NONE: Self = Self { low: 0, middle: 0, high: 0 };

    #[inline(always)]
    const fn and(self, other: Self) -> Self {
        Self { low: self.low | other.low, middle: self.middle | other.middle, high: self.high | other.high }
    }

    #[inline(always)]
    const fn only_if(self, applies: bool) -> Self {
        Self {
            low: when(applies, self.low),
            middle: when(applies, self.middle),
            high: when(applies, self.high),
        }
    }

    #[inline(always)]
    const fn is_none(self) -> bool {
        self.low | self.middle | self.high == 0
    }
}

/// What comes of a row.
struct Decided {
    stage: u8,
    no: No,
    /// The kind of the earliest date.
    earliest: u8,
    next: u8,
    part: u8,
}

impl Decided {
    const fn refusals(&self) -> u32 {
        u32::from_le_bytes([self.no.low, self.no.middle, self.no.high, 0])
    }
}

/// N11: the low byte of what refuses a listing on a day.
#[inline(always)]
pub(super) const fn listing_no(days: &Days, listed: u8, marks: Marks) -> u8 {
    when(days.outside != 0, OUTSIDE_PILOT)
        | when(listed > days.list_closes, LIST_CLOSED)
        | when(marks.no_assistance, NOT_RECEIVING_ASSISTANCE)
        | when(marks.region_not_in_pilot, REGION_NOT_IN_PILOT)
}

impl Rules {
    #[inline(always)]
    fn decide(self, days: &Days, row: &RowDays) -> Decided {
        let RowDays { listed, asked, reminded, answered, entered, as_of, marks } = *row;
        let needs_consent = self.needs_consent;
        let outside = |day: u8| when((day < days.period_first) | (day > days.period_last), OUTSIDE_PILOT);

        // N11.
        let listed_no = No { low: listing_no(days, listed, marks), ..No::NONE }.only_if(listed != NEVER);
        let on_from = if listed_no.low == 0 { listed } else { NEVER };
        let on_list = on_from != NEVER;

        // N13, N14: what SMS and replies have in common.
        let common = |day: u8| {
            outside(day)
                | when(!needs_consent, CONSENT_NOT_NEEDED)
                | when(day < on_from, NOT_LISTED)
                | when(day > days.last_to_answer, CONSENT_CLOSED)
        };
        let asked_no = No { low: common(asked), ..No::NONE }.only_if(asked != NEVER);
        let asked_on = if asked_no.low == 0 { asked } else { NEVER };
        let answered_no = No {
            low: common(answered),
            middle: when(needs_consent & (answered >= on_from) & (asked_on > answered), NOT_ASKED),
            high: 0,
        }
        .only_if(answered != NEVER);
        let answered_on = if answered_no.is_none() { answered } else { NEVER };
        let own_part_of_repeat = if answered_on < reminded {
            ALREADY_ANSWERED
        } else if asked_on > reminded {
            NOT_ASKED
        } else {
            when(reminded.wrapping_sub(asked_on) < self.repeat_after_days, REPEAT_TOO_EARLY)
        };
        let reminded_no = No {
            low: common(reminded),
            middle: when(needs_consent & (reminded >= on_from), own_part_of_repeat),
            high: 0,
        }
        .only_if(reminded != NEVER);
        let was_reminded = (reminded != NEVER) & reminded_no.is_none();

        // A, on the day of the activation that was tried and on the day of the question, brought into the month.
        let conditions = |day: u8, on_list: bool, answered: bool| No {
            low: outside(day) | when(!on_list, NOT_LISTED),
            middle: when(needs_consent & on_list & !answered, AWAITING_CONSENT),
            high: when(needs_consent & on_list & answered & !marks.agrees, CONSENT_REFUSED)
                | when(day < days.opens, WINDOW_NOT_OPEN)
                | when(day > days.closes, WINDOW_CLOSED),
        };
        let unknown_yet = marks.account_exists.is_none();
        let exists = matches!(marks.account_exists, Some(true));
        let no_account = No { high: when(!exists & !unknown_yet, ACCOUNT_UNKNOWN), ..No::NONE };
        let tried = entered != NEVER;
        let entered_no = conditions(entered, entered >= on_from, answered_on <= entered);
        let free = tried & entered_no.is_none();
        let (activated, waits) = (free & exists, free & unknown_yet);
        let has_answered = answered_on != NEVER;
        // Not `clamp`, which would panic for a month without days.
        let today = as_of.max(1).min(days.last);
        let today_no = conditions(today, on_list, has_answered).and(no_account);
        let of_activation = entered_no.and(no_account).only_if(tried).and(today_no.only_if(!tried));
        let all_no = listed_no.and(asked_no).and(reminded_no).and(answered_no).and(of_activation);

        // N26.
        let earliest = if activated {
            NO_DAY
        } else if today_no.high & (WINDOW_CLOSED | CONSENT_REFUSED) != 0 {
            OF_A_LATER_MONTH
        } else if today < days.period_first {
            OF_THE_PILOT
        } else {
            when(today_no.high & WINDOW_NOT_OPEN != 0, OF_THE_MONTH)
        };

        // N18, from the bottom up.
        let over = as_of > days.closes;
        let voucher = place_of_stage(if over { Stage::Expired } else { Stage::Issued });
        let waiting = if as_of > days.last_to_answer {
            place_of_stage(Stage::Lapsed)
        } else if was_reminded {
            place_of_stage(Stage::Reminded)
        } else if asked_on != NEVER {
            place_of_stage(Stage::Asked)
        } else {
            place_of_stage(Stage::ToAsk)
        };
        let answered_so = if marks.agrees { voucher } else { place_of_stage(Stage::Refused) };
        let of_consent = if has_answered { answered_so } else { waiting };
        let of_list = if needs_consent { of_consent } else { voucher };
        let not_activated = if on_list { of_list } else { place_of_stage(Stage::NotListed) };
        let step = if waits { Step::CheckAccount } else { Step::EnterAccount };
        Decided {
            stage: if activated { place_of_stage(Stage::Activated) } else { not_activated },
            no: all_no,
            earliest,
            next: place_of_step(if activated { Step::Done } else { step }),
            part: when(activated, Part::ACTIVATES)
                | when(tried, Part::TRIED)
                | when(waits, Part::WAITS)
                | when(over, Part::OVER),
        }
    }
}
