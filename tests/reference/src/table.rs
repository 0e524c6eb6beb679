//! A table by the columns, and the reference for it: the facts of all rows, fed to one ledger in date order.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a reference fails as its test does")]

use std::ops::Range;

use chrono::{Days, NaiveDate};
use voucher_core::gas::columns::{
    ABSENT, AnswerMut, Answers, MonthPlace, Months, NEVER, Row, RowFlags, Rows, Timetable, as_of_day,
    day_number,
};
use voucher_core::programme::{Claims, PartitionedClaims, Resolver};
use voucher_core::{
    Account, Iin, Month, Region,
    gas::{
        Assistance, AssistanceSet, Channel, Due, Fact, Ledger, Outcome, Preview, Refusals, Regulation, Reply,
        SmsKind, Stage, Step,
    },
};

/// A row of a table: a person of its own in a month, who may share an account.
#[derive(Clone, Copy, Debug)]
pub struct TableRow {
    /// The month that the row is about.
    pub month: Month,
    /// What happened, in days since 1970-01-01.
    pub row: Row,
    /// The account, if the row names one.
    pub account: Option<Account>,
}

/// What the ledger answers to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableAnswer {
    /// N18, on the day of the question.
    pub stage: Stage,
    /// All that refused a fact of the row or, where no activation was tried, would refuse one.
    pub refusals: u32,
    /// N26.
    pub earliest: Option<NaiveDate>,
    /// Where the activation stands.
    pub next: Step,
}

/// The date of a day number.
///
/// # Panics
///
/// Where no such date exists.
#[must_use]
pub fn date(day: i32) -> NaiveDate {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    let distance = Days::new(u64::from(day.unsigned_abs()));
    if day < 0 { epoch - distance } else { epoch + distance }
}

/// A made-up person for each row.
///
/// # Panics
///
/// From the millionth row on.
#[must_use]
pub fn person(row: usize) -> Iin {
    let serial = u32::try_from(row).unwrap();
    assert!(serial < 50_000, "made-up people run out");
    // Two serials a row: one of any two neighbours has a control digit.
    let numbers = (0..2).flat_map(|second| (0..10).map(move |control| (serial * 2 + second, control)));
    numbers
        .into_iter()
        .find_map(|(serial, control)| Iin::parse(&format!("990101{serial:05}{control}")).ok())
        .unwrap()
}

/// What one ledger answers to every row of a table.
///
/// # Panics
///
/// Where the ledger contradicts itself.
#[must_use]
pub fn answers(regulation: &Regulation, rows: &[TableRow]) -> Vec<TableAnswer> {
    let (ledger, refused) = feed(regulation, rows);
    rows.iter().enumerate().map(|(place, row)| answer(&ledger, place, row, refused[place])).collect()
}

/// Which SMS one ledger finds due on a date to each row's person.
///
/// # Panics
///
/// Where the ledger contradicts itself.
#[must_use]
pub fn due(regulation: &Regulation, rows: &[TableRow], on: NaiveDate) -> Vec<Option<SmsKind>> {
    let due = feed(regulation, rows).0.due(on);
    let of = |place| {
        let iin = person(place);
        let is = |wanted| due.contains(&wanted);
        match (is(Due::SendStartSms { iin }), is(Due::SendRepeatSms { iin })) {
            (false, false) => None,
            (start, repeat) => {
                assert_ne!(start, repeat, "one SMS a day");
                Some(if start { SmsKind::Start } else { SmsKind::Repeat })
            }
        }
    };
    (0..rows.len()).map(of).collect()
}

/// A ledger that was told of all rows, and all that it refused of each.
fn feed(regulation: &Regulation, rows: &[TableRow]) -> (Ledger, Vec<u32>) {
    let mut ledger = Ledger::new(regulation.clone());
    let mut refused = vec![0_u32; rows.len()];
    let mut events = Vec::new();
    for (place, TableRow { row, .. }) in rows.iter().enumerate() {
        let days = [row.listed, row.asked, row.reminded, row.answered, row.entered];
        events.extend(
            days.into_iter()
                .enumerate()
                .filter(|(_, day)| *day != ABSENT)
                .map(|(what, day)| (day, place, what)),
        );
    }
    events.sort_unstable();
    for (day, place, what) in events {
        let (row, iin, on) = (&rows[place], person(place), date(day));
        let RowFlags { agrees, .. } = row.row.flags;
        let fact = match what {
            0 => listed(regulation, iin, row.row.flags),
            1 => Fact::SmsSent { iin, kind: SmsKind::Start },
            2 => Fact::SmsSent { iin, kind: SmsKind::Repeat },
            3 => Fact::Replied { iin, reply: if agrees { Reply::Agree } else { Reply::Refuse } },
            _ => {
                refused[place] |= activate(&mut ledger, iin, row, place, on);
                continue;
            }
        };
        if let Outcome::Refused(refusals) = ledger.record(on, &fact) {
            refused[place] |= refusals.bits();
        }
    }
    (ledger, refused)
}

fn listed(regulation: &Regulation, iin: Iin, flags: RowFlags) -> Fact {
    let wanted = |region: &&Region| regulation.regions().contains(**region) != flags.region_not_in_pilot;
    let kinds = |counts| {
        Assistance::ALL.iter().copied().filter(move |kind| regulation.assistance().contains(*kind) == counts)
    };
    let assistance = AssistanceSet::from_iter(kinds(!flags.no_assistance));
    Fact::Listed { iin, region: *Region::ALL.iter().find(wanted).unwrap(), assistance }
}

/// An account that no other row has.
fn own_account(place: usize) -> Account {
    Account::parse(&format!("OWN-{place}")).unwrap()
}

/// The four steps of an activation, each only if the one before was accepted; what refuses it by the preview.
fn activate(ledger: &mut Ledger, iin: Iin, row: &TableRow, place: usize, on: NaiveDate) -> u32 {
    let account = row.account.unwrap_or_else(|| own_account(place));
    let exists = row.row.flags.account_exists;
    let refusals = match ledger.preview(iin, account, exists, on) {
        Preview::No { refusals, .. } => refusals,
        Preview::Yes(_) | Preview::CannotTell(_) => Refusals::NONE,
    };
    let mut steps = vec![
        Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
        Fact::OfferAccepted { iin },
    ];
    steps.extend(exists.map(|exists| Fact::AccountChecked { iin, account, exists }));
    if exists == Some(true) {
        steps.push(Fact::Confirmed { iin });
    }
    let all = steps.iter().all(|step| ledger.record(on, step).is_accepted());
    assert_eq!(
        all && exists == Some(true),
        refusals.is_empty() && exists == Some(true),
        "N22 and N26 are one rule"
    );
    refusals.bits()
}

fn answer(ledger: &Ledger, place: usize, row: &TableRow, refused: u32) -> TableAnswer {
    let (iin, as_of) = (person(place), date(row.row.as_of));
    let next = ledger.step(iin, row.month);
    let in_month = as_of.clamp(row.month.first_day(), row.month.last_day());
    let account = row.account.unwrap_or_else(|| own_account(place));
    let (refusals, earliest) = match ledger.preview(iin, account, row.row.flags.account_exists, in_month) {
        Preview::No { refusals, earliest } => (refusals.bits(), earliest),
        Preview::Yes(_) | Preview::CannotTell(_) => (0, None),
    };
    let tried = row.row.entered != ABSENT;
    let activated = next == Step::Done;
    TableAnswer {
        stage: ledger.stage(iin, row.month, as_of),
        refusals: refused | if tried { 0 } else { refusals },
        earliest: if activated { None } else { earliest },
        next,
    }
}

/// What columns answer to every row of a table: in one block, with the use of accounts settled in so many parts and runs.
///
/// # Panics
///
/// Where an account is not a number, a month none of the timetable's, or a day not in its month.
#[must_use]
pub fn by_columns(regulation: &Regulation, rows: &[TableRow], parts: usize, runs: usize) -> Vec<TableAnswer> {
    let timetable = Timetable::new(regulation);
    let first = |row: &TableRow| day_number(row.month.first_day());
    let day = |row: &TableRow, day: i32| {
        if day == ABSENT { NEVER } else { u8::try_from(day - first(row) + 1).unwrap() }
    };
    let column = |of: fn(&Row) -> i32| rows.iter().map(|row| day(row, of(&row.row))).collect::<Vec<_>>();
    let as_of: Vec<u8> = rows.iter().map(|row| as_of_day(first(row), row.row.as_of)).collect();
    let months: Vec<MonthPlace> = rows.iter().map(|row| timetable.month(row.month).unwrap()).collect();
    let shares = |row: &TableRow| if row.account.is_some() { RowFlags::SHARES_ACCOUNT } else { 0 };
    let flags: Vec<u8> = rows.iter().map(|row| row.row.flags.bits() & 31 | shares(row)).collect();
    let n = rows.len();
    let (mut stage, mut next, mut role) = (vec![0; n], vec![0; n], vec![0; n]);
    let (mut refusals, mut earliest) = (vec![0; n], vec![0; n]);
    let same = months.iter().all(|month| Some(month) == months.first());
    let (listed, asked) = (column(|row| row.listed), column(|row| row.asked));
    let (reminded, answered) = (column(|row| row.reminded), column(|row| row.answered));
    let entered = column(|row| row.entered);
    let block = |range: Range<usize>| Rows {
        months: if same { Months::One(months[0]) } else { Months::Each(&months[range.clone()]) },
        listed: &listed[range.clone()],
        asked: &asked[range.clone()],
        reminded: &reminded[range.clone()],
        answered: &answered[range.clone()],
        entered: &entered[range.clone()],
        as_of: &as_of[range.clone()],
        flags: &flags[range],
    };
    timetable.decide(
        &block(0..n),
        &mut Answers {
            stage: &mut stage,
            refusals: &mut refusals,
            earliest: &mut earliest,
            next: &mut next,
            role: &mut role,
        },
    );

    let accounts: Vec<u64> = rows.iter().map(|row| row.account.as_ref().map_or(0, number)).collect();
    let size = n.div_ceil(runs).max(1);
    let claims: Vec<PartitionedClaims> = (0..n)
        .step_by(size)
        .map(|start| {
            let run = start..n.min(start + size);
            let mut claims = Claims::new(parts);
            let first_row = u64::try_from(start).unwrap();
            block(run.clone()).claim(&mut claims, &role[run.clone()], &accounts[run], first_row);
            claims.partitioned().unwrap()
        })
        .collect();
    let runs: Vec<&PartitionedClaims> = claims.iter().collect();
    for partition in 0..runs.first().map_or(0, |run| run.partitions()) {
        for conflict in Resolver::default().resolve(timetable.activations_per_account(), &runs, partition) {
            let place = usize::try_from(conflict.row()).unwrap();
            let row = &mut AnswerMut {
                stage: &mut stage[place],
                refusals: &mut refusals[place],
                earliest: &mut earliest[place],
                next: &mut next[place],
            };
            timetable.amend(conflict, row);
        }
    }
    let answer = |place: usize| TableAnswer {
        stage: Stage::ALL[usize::from(stage[place])],
        refusals: refusals[place],
        earliest: (earliest[place] != ABSENT).then(|| date(earliest[place])),
        next: Step::ALL[usize::from(next[place])],
    };
    (0..n).map(answer).collect()
}

fn number(account: &Account) -> u64 {
    account.expose_text().parse().unwrap()
}
