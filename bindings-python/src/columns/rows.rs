//! Reviewing a table: rows are decided block by block, and those that name an account leave a claim on it.

use std::{mem, ops::Range};

use multiversion::multiversion;
use voucher_core::{
    gas::{
        Regulation,
        columns::{ABSENT, AccountRole, AnswerMut, Answers, MonthPlace, Months, Timetable},
    },
    programme::{Claims, Conflict},
};

use super::{
    block::{Block, Reader},
    cells::{BLOCK, head, put},
    output::{Flags, Places},
    prelude::*,
    row_cells::{Cells, Known},
};

/// How many blocks are decided between two looks whether to go on: some milliseconds.
const LOOK: usize = 64;

/// One regulation over tables of one layout.
pub(crate) struct Review {
    reader: Reader,
    wants: Wants,
}

/// Which answers are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wants {
    pub(crate) stage: bool,
    pub(crate) activated: bool,
    pub(crate) refusals: bool,
    pub(crate) earliest: bool,
    pub(crate) next: bool,
    /// The month and the region of each row.
    pub(crate) groups: bool,
    /// The day of each row's question.
    pub(crate) days: bool,
}

/// The answers to a run of rows, as far as they are wanted.
#[derive(Default)]
pub(crate) struct Piece {
    /// The number of its first row in the whole input.
    pub(crate) first_row: u64,
    pub(crate) rows: usize,
    pub(crate) stage: Places,
    pub(crate) activated: Flags,
    pub(crate) refusals: Vec<u32>,
    pub(crate) earliest: Vec<i32>,
    /// Where `earliest` is a day.
    pub(crate) has_earliest: Flags,
    pub(crate) next: Places,
    pub(crate) months: Vec<MonthPlace>,
    pub(crate) regions: Vec<u8>,
    /// The day of each row's question, counted from the first of its month.
    pub(super) as_of: Vec<u8>,
    /// How many facts are later than the day of the question.
    pub(crate) facts_later: u64,
    /// The caller's own columns.
    pub(crate) kept: Vec<ArrayRef>,
    pub(crate) bad: Bad,
}

impl Piece {
    /// Takes the answers to the rows of some months from another piece of the same rows, in which they have these places.
    pub(super) fn take_months(&mut self, other: &Self, is_theirs: &dyn Fn(MonthPlace) -> bool) {
        let mut last = (MonthPlace::default(), is_theirs(MonthPlace::default()));
        for (row, month) in other.months.iter().enumerate() {
            // Rows of a month mostly stand together.
            if last.0 != *month {
                last = (*month, is_theirs(*month));
            }
            if last.1 {
                self.take_row(row, other);
            }
        }
    }

    /// A bit for each day of a month, and for 0, of which the rows are asked about it, but for the 31st: whoever asks then, or
    /// later, knows all.
    pub(super) fn days_within(&self) -> u32 {
        self.as_of.iter().filter(|day| **day < 31).fold(0, |days, day| days | 1 << day)
    }

    /// Takes the answers to the rows that are asked about on a day from another piece of the same rows.
    pub(super) fn take_asked_on(&mut self, day: u8, other: &Self) {
        let asked = mem::take(&mut self.as_of);
        for (row, _) in asked.iter().enumerate().filter(|(_, own)| **own == day) {
            self.take_row(row, other);
        }
        self.as_of = asked;
    }

    fn take_row(&mut self, row: usize, other: &Self) {
        self.stage.put(row, other.stage.get(row));
        self.activated.put(row, other.activated.get(row));
        self.has_earliest.put(row, other.has_earliest.get(row));
        self.next.put(row, other.next.get(row));
        if let Some(refusals) = other.refusals.get(row) {
            put(&mut self.refusals, row, *refusals);
        }
        if let Some(day) = other.earliest.get(row) {
            put(&mut self.earliest, row, *day);
        }
    }
}

/// Answers to a block.
struct Answered {
    stage: [u8; BLOCK],
    refusals: [u32; BLOCK],
    earliest: [i32; BLOCK],
    next: [u8; BLOCK],
    role: [u8; BLOCK],
}

impl Answered {
    fn new() -> Box<Self> {
        Box::new(Self {
            stage: [0; BLOCK],
            refusals: [0; BLOCK],
            earliest: [ABSENT; BLOCK],
            next: [0; BLOCK],
            role: [0; BLOCK],
        })
    }
}

impl Review {
    /// `as_of` stands in for a column of that name.
    pub(crate) fn new(regulation: &Regulation, as_of: Option<i32>, facts: Facts, wants: Wants) -> Self {
        Self { reader: Reader::new(regulation, as_of, facts), wants }
    }

    /// Whether each row knows the facts up to the day that it asks about itself.
    pub(super) fn knows_by_row(&self) -> bool {
        self.reader.facts == Facts::KnownOnAsOf && self.reader.asked_about.is_none()
    }

    /// The same of all facts, and which day each row asks about.
    pub(super) fn of_all_facts(&self) -> Self {
        Self { reader: self.reader.of_all_facts(), wants: Wants { days: true, ..self.wants } }
    }

    /// The same of the facts that were known on a day of each row's month, about which every row is asked.
    pub(super) fn of_day(&self, day: u8) -> Self {
        Self { reader: self.reader.of_day(day), wants: self.wants }
    }

    /// The regulation by months and days.
    pub(crate) const fn timetable(&self) -> &Timetable {
        &self.reader.timetable
    }

    /// Decides a run of rows of a batch, of which the first has this number, and takes their claims on accounts; nothing
    /// if it is not to go on.
    pub(crate) fn piece(
        &self,
        cells: &Cells<'_>,
        rows: Range<usize>,
        first_row: u64,
        known: &Known,
        claims: &mut Claims,
        go_on: &dyn Fn() -> Bind<bool>,
    ) -> Bind<Option<Piece>> {
        decide(self, cells, rows, first_row, known, claims, go_on)
    }

    /// Puts right the answer to a row of a piece whose account other people use.
    pub(crate) fn amend(&self, piece: &mut Piece, conflict: &Conflict) {
        let Some(row) = conflict.row().checked_sub(piece.first_row).and_then(|row| usize::try_from(row).ok())
        else {
            return;
        };
        let (mut stage, mut refusals, mut earliest, mut next) =
            (piece.stage.get(row), 0, ABSENT, piece.next.get(row));
        let mut answer = AnswerMut {
            stage: &mut stage,
            refusals: piece.refusals.get_mut(row).unwrap_or(&mut refusals),
            earliest: &mut earliest,
            next: &mut next,
        };
        self.timetable().amend(conflict, &mut answer);
        piece.stage.put(row, stage);
        piece.next.put(row, next);
        // Whoever is told of is not activated, or no longer.
        piece.activated.put(row, false);
        piece.has_earliest.put(row, earliest != ABSENT);
        put(&mut piece.earliest, row, earliest);
    }

    fn empty(&self, first_row: u64, rows: usize) -> Piece {
        let Wants { stage, activated, refusals, earliest, next, groups, days } = self.wants;
        let room = |wanted: bool| if wanted { rows } else { 0 };
        Piece {
            first_row,
            rows,
            stage: Places::with_capacity(room(stage)),
            activated: Flags::with_capacity(room(activated)),
            refusals: Vec::with_capacity(room(refusals)),
            earliest: Vec::with_capacity(room(earliest)),
            has_earliest: Flags::with_capacity(room(earliest)),
            next: Places::with_capacity(room(next)),
            months: Vec::with_capacity(room(groups)),
            regions: Vec::with_capacity(room(groups)),
            as_of: Vec::with_capacity(room(days)),
            facts_later: 0,
            kept: Vec::new(),
            bad: Bad::default(),
        }
    }

    /// Keeps the answers to a block that are wanted.
    #[inline(always)]
    fn keep(&self, answered: &Answered, rows: usize, piece: &mut Piece) {
        let wants = self.wants;
        if wants.stage {
            piece.stage.extend(head(&answered.stage, rows));
        }
        if wants.activated {
            piece
                .activated
                .extend_with(head(&answered.role, rows), |role| AccountRole::from_bits(*role).activates);
        }
        if wants.refusals {
            piece.refusals.extend_from_slice(head(&answered.refusals, rows));
        }
        if wants.earliest {
            piece.earliest.extend_from_slice(head(&answered.earliest, rows));
            piece.has_earliest.extend_with(head(&answered.earliest, rows), |day| *day != ABSENT);
        }
        if wants.next {
            piece.next.extend(head(&answered.next, rows));
        }
    }
}

/// Decides a run of rows, block by block, with the widest registers that the machine has.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+bmi1+bmi2+fma+lzcnt+popcnt",
    "x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"
))]
fn decide(
    review: &Review,
    cells: &Cells<'_>,
    rows: Range<usize>,
    first_row: u64,
    known: &Known,
    claims: &mut Claims,
    go_on: &dyn Fn() -> Bind<bool>,
) -> Bind<Option<Piece>> {
    let mut piece = review.empty(first_row, rows.len());
    let (mut block, mut answered) = (Block::new(), Answered::new());
    let mut row = first_row;
    for (number, start) in rows.clone().step_by(BLOCK).enumerate() {
        if number % LOOK == 0 && !go_on()? {
            return Ok(None);
        }
        let n = BLOCK.min(rows.end - start);
        review.reader.read(cells, start, n, &mut block, &known.long);
        known.twice.note(&mut block, row, n);
        block.take_faults(start - rows.start, &mut piece.bad);
        piece.facts_later += block.cut(review.reader.facts);
        let read = block.rows();
        review.timetable().decide(
            &read,
            &mut Answers {
                stage: &mut answered.stage,
                refusals: &mut answered.refusals,
                earliest: &mut answered.earliest,
                next: &mut answered.next,
                role: &mut answered.role,
            },
        );
        review.keep(&answered, n, &mut piece);
        if review.wants.groups {
            keep_groups(cells, start, n, read.months, &mut piece);
        }
        if review.wants.days {
            piece.as_of.extend_from_slice(read.as_of);
        }
        if cells.shares_accounts() {
            read.claim(claims, &answered.role, block.accounts(), row);
        }
        row += u64::try_from(n).unwrap_or(0);
    }
    Ok(Some(piece))
}

/// Keeps the month and the region of each row of a block; 0 stands for no region. What is done to each row in a function of several
/// versions is not inlined into an iterator.
fn keep_groups(cells: &Cells<'_>, start: usize, rows: usize, months: Months<'_>, piece: &mut Piece) {
    piece.months.extend((0..rows).map(|row| months.at(row)));
    cells.kato(start, rows, &mut piece.regions);
}
