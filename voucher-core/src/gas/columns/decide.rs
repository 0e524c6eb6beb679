//! Answers to rows: many at a time, or one.

use super::{
    answers::{AccountRole, AnswerMut, Answers, RowAnswer},
    day::{ABSENT, day_from},
    rows::{DATE_COLUMNS, Months, NEVER, Row, RowFlags, Rows},
    rules::{OF_A_LATER_MONTH, OF_THE_MONTH, OF_THE_PILOT, RowDays, Rules, place_of_stage, place_of_step},
    timetable::{Days, MonthDays, MonthPlace, Timetable},
};
use crate::{
    gas::{activation::Step, refusal::Refusal, stage::Stage},
    programme::Conflict,
};

/// How many rows are decided together: one wide register of bytes.
const LANES: usize = 64;
type Lane = [u8; LANES];

impl Timetable {
    /// Answers a block of rows (N10-N26), as if nobody else used their accounts.
    ///
    /// No row takes a branch and a day is a byte, so that a compiler can decide many rows with one instruction. The function is
    /// inlined into its caller, so a caller that enables wide registers gets them.
    #[inline(always)]
    pub fn decide(&self, rows: &Rows<'_>, answers: &mut Answers<'_>) {
        let n = rows.len().min(answers.len());
        for start in (0..n).step_by(LANES) {
            self.decide_lanes(rows, answers, start, (n - start).min(LANES));
        }
    }

    /// Answers one row (N10-N26), as if nobody else used its account.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Refusal, Regulation, columns::*}, parse_date};
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
    pub fn decide_row(&self, month: MonthPlace, row: &Row) -> RowAnswer {
        let month = self.month_days(month);
        let days = Days::unpack(month.packed);
        let columns = [row.listed, row.asked, row.reminded, row.answered, row.entered];
        let is_outside = |day: i32| day != ABSENT && !(1..=days.last).contains(&day_from(month.first, day));
        let outside_month = columns.iter().position(|day| is_outside(*day));
        let [listed, asked, reminded, answered, entered] =
            columns.map(|day| if day == ABSENT { NEVER } else { day_from(month.first, day) });
        let row = RowDays {
            listed,
            asked,
            reminded,
            answered,
            entered,
            as_of: day_from(month.first, row.as_of),
            flags: row.flags,
        };
        let decided = self.rules().decide(&days, &row);
        RowAnswer {
            stage: Stage::ALL.get(usize::from(decided.stage)).copied().unwrap_or(Stage::NotListed),
            refusals: decided.no.bits(),
            earliest: self.earliest(month, decided.earliest),
            next: Step::ALL.get(usize::from(decided.next)).copied().unwrap_or(Step::EnterAccount),
            role: AccountRole::from_bits(decided.role),
            outside_month: outside_month.and_then(|place| DATE_COLUMNS.get(place).copied()),
        }
    }

    /// Answers one row, on whose account so many other people had activated before it was entered or, where it was not, have
    /// activated at all (N10-N26).
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Refusal, Regulation, Stage, columns::*}, parse_date};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let september = timetable.month(Month::parse("2025-09")?).unwrap();
    /// let day = |text| day_number(parse_date(text).unwrap());
    /// let row = Row {
    ///     listed: day("2025-09-01"),
    ///     asked: day("2025-09-01"),
    ///     answered: day("2025-09-02"),
    ///     entered: day("2025-09-29"),
    ///     as_of: day("2025-09-30"),
    ///     flags: RowFlags { agrees: true, account_exists: Some(true), ..RowFlags::default() },
    ///     ..Row::default()
    /// };
    /// assert_eq!(timetable.decide_row_beside(september, &row, 0).stage, Stage::Activated);
    /// let answer = timetable.decide_row_beside(september, &row, 1);
    /// assert_eq!((answer.stage, answer.refusals), (Stage::Expired, Refusal::AccountAlreadyUsed.bit()));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn decide_row_beside(&self, month: MonthPlace, row: &Row, others_on_account: u32) -> RowAnswer {
        let mut answer = self.decide_row(month, row);
        if others_on_account >= self.activations_per_account() {
            let (mut stage, mut next) = (place_of_stage(answer.stage), place_of_step(answer.next));
            let mut beside = AnswerMut {
                stage: &mut stage,
                refusals: &mut answer.refusals,
                earliest: &mut answer.earliest,
                next: &mut next,
            };
            self.amend(&Conflict::too_late(month.number(), answer.role.bits()), &mut beside);
            answer.stage = Stage::ALL.get(usize::from(stage)).copied().unwrap_or(answer.stage);
            answer.next = Step::ALL.get(usize::from(next)).copied().unwrap_or(answer.next);
            answer.role.activates = false;
        }
        answer
    }

    /// Corrects the answer to a row whose account other people use (N22, A).
    #[inline]
    pub fn amend(&self, conflict: &Conflict, row: &mut AnswerMut<'_>) {
        let role = AccountRole::from_bits(conflict.tag());
        if role.activates {
            *row.stage = place_of_stage(if role.over { Stage::Expired } else { Stage::Issued });
        }
        if conflict.refuses() {
            *row.refusals |= Refusal::AccountAlreadyUsed.bit();
            *row.next = place_of_step(Step::EnterAccount);
        }
        *row.earliest = self.month_days(MonthPlace(conflict.period())).open_later;
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

    /// Decides up to `LANES` rows. Columns are copied into lanes and out of them, so that nothing in between can overlap and the
    /// compiler is free to do all lanes at once.
    #[inline(always)]
    fn decide_lanes(&self, rows: &Rows<'_>, answers: &mut Answers<'_>, start: usize, n: usize) {
        // Most tables are sorted by month, so all lanes mostly have the days of one month.
        let (one, months) = match rows.months {
            Months::One(month) => (Some(month), [].as_slice()),
            Months::Each(months) => {
                let months = months.get(start..start + n).unwrap_or_default();
                let first = months.first().copied();
                let same =
                    |first: &MonthPlace| months.iter().fold(true, |same, month| same & (month == first));
                (first.filter(same), months)
            }
        };
        let lanes = Lanes {
            listed: lane(rows.listed, start),
            asked: lane(rows.asked, start),
            reminded: lane(rows.reminded, start),
            answered: lane(rows.answered, start),
            entered: lane(rows.entered, start),
            as_of: lane(rows.as_of, start),
            flags: lane(rows.flags, start),
        };
        let out = match one {
            Some(month) => {
                let days = self.days(month);
                lanes.decide(self.rules(), |_| days)
            }
            None => {
                let mut packed = [0; LANES];
                for (packed, month) in packed.iter_mut().zip(months) {
                    *packed = self.month_days(*month).packed;
                }
                let days = DaysLanes::unpack(&packed);
                lanes.decide(self.rules(), |lane| days.get(lane))
            }
        };
        put(&out.stage, answers.stage, start, n);
        put(&out.next, answers.next, start, n);
        put(&out.role, answers.role, start, n);
        let refusals = answers.refusals.get_mut(start..start + n).unwrap_or_default();
        let bytes = out.low.iter().zip(&out.middle).zip(&out.high);
        for (refusals, ((low, middle), high)) in refusals.iter_mut().zip(bytes) {
            *refusals = u32::from(*low) | u32::from(*middle) << 8 | u32::from(*high) << 16;
        }
        let earliest = answers.earliest.get_mut(start..start + n).unwrap_or_default();
        match one {
            Some(month) => {
                let month = *self.month_days(month);
                for (earliest, kind) in earliest.iter_mut().zip(&out.earliest) {
                    *earliest = self.earliest(&month, *kind);
                }
            }
            None => {
                for ((earliest, kind), month) in earliest.iter_mut().zip(&out.earliest).zip(months) {
                    *earliest = self.earliest(self.month_days(*month), *kind);
                }
            }
        }
    }
}

/// The columns of so many rows.
struct Lanes {
    listed: Lane,
    asked: Lane,
    reminded: Lane,
    answered: Lane,
    entered: Lane,
    as_of: Lane,
    flags: Lane,
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

/// The decisions on so many rows.
struct DecidedLanes {
    stage: Lane,
    low: Lane,
    middle: Lane,
    high: Lane,
    earliest: Lane,
    next: Lane,
    role: Lane,
}

impl Lanes {
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a lane of a constant number of lanes")]
    fn decide(&self, rules: Rules, days: impl Fn(usize) -> Days) -> DecidedLanes {
        let (mut stage, mut low, mut middle, mut high) = ([0; LANES], [0; LANES], [0; LANES], [0; LANES]);
        let (mut earliest, mut next, mut role) = ([0; LANES], [0; LANES], [0; LANES]);
        for i in 0..LANES {
            let row = RowDays {
                listed: self.listed[i],
                asked: self.asked[i],
                reminded: self.reminded[i],
                answered: self.answered[i],
                entered: self.entered[i],
                as_of: self.as_of[i],
                flags: RowFlags::from_bits(self.flags[i]),
            };
            let decided = rules.decide(&days(i), &row);
            stage[i] = decided.stage;
            low[i] = decided.no.low;
            middle[i] = decided.no.middle;
            high[i] = decided.no.high;
            earliest[i] = decided.earliest;
            next[i] = decided.next;
            role[i] = decided.role;
        }
        DecidedLanes { stage, low, middle, high, earliest, next, role }
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

/// Copies the first `n` lanes into a column, from a row on.
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
