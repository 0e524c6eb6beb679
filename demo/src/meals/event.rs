//! What can happen in the made-up month: events in the making, before they are lines.

/// Minutes of a day. The first minute of the month is `DAY`: day 1, 00:00.
pub(crate) const DAY: u32 = 1440;

/// The days of the next month that are played too: late meals, registers.
pub(crate) const DAYS_AFTER: u32 = 9;

/// Something that becomes one line, at a minute of the month (1440 is the first minute of the 1st).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at: u16,
    /// Place among the pupils or the schools; of no meaning where the line names neither.
    pub(crate) who: u32,
    pub(crate) what: What,
}

/// What an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Of a pupil.
    Listed(Entry),
    Delisted,
    Notified,
    Agreed,
    Refused,
    Activated,
    Given(Plate),
    Withdrawn(Plate),
    Status,
    Preview,
    /// Of a school.
    Closed(u8, Scope),
    Reopened(u8, Scope),
    Planned,
    Register(Contract),
    Amount(Contract),
    Sent(Contract),
    Recalled(Contract),
    /// Of nobody.
    Due,
    Summary,
}

impl What {
    /// Whether it is of a school and not of a pupil.
    pub(crate) const fn names_a_school(self) -> bool {
        match self {
            What::Closed(..) | What::Reopened(..) | What::Planned | What::Register(_) => true,
            What::Amount(_) | What::Sent(_) | What::Recalled(_) => true,
            What::Listed(_) | What::Delisted | What::Notified | What::Agreed | What::Refused => false,
            What::Activated | What::Given(_) | What::Withdrawn(_) | What::Status => false,
            What::Preview | What::Due | What::Summary => false,
        }
    }

    /// Whether it is a fact of a pupil.
    pub(crate) const fn is_fact_of_a_pupil(self) -> bool {
        match self {
            What::Listed(_) | What::Delisted | What::Notified | What::Agreed | What::Refused => true,
            What::Activated | What::Given(_) | What::Withdrawn(_) => true,
            What::Status | What::Preview | What::Closed(..) | What::Reopened(..) | What::Planned => false,
            What::Register(_) | What::Amount(_) | What::Sent(_) | What::Recalled(_) => false,
            What::Due | What::Summary => false,
        }
    }
}

/// What a line of the list says of a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Own,
    /// At the next school.
    Moved,
    /// In the grade above.
    OtherGrade,
    /// On no ground that counts in the grade.
    NoGround,
}

/// A meal and its record: of which day, and which of the pupil's records of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plate {
    pub(crate) day: u8,
    pub(crate) copy: u8,
    pub(crate) how: How,
}

/// How a meal is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// By the school's device.
    Device,
    ByHand,
    /// By the device of the other kind.
    OtherDevice,
    /// By the device of the next school.
    OtherSchool,
    /// As a kind that no regulation has.
    Breakfast,
}

/// The grades of a closed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    All,
    /// Grades 0 to 4.
    Primary,
}

impl Scope {
    pub(crate) const fn has(self, grade: u8) -> bool {
        match self {
            Scope::All => true,
            Scope::Primary => grade <= 4,
        }
    }
}

/// Which of a school's suppliers of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contract {
    First,
    Second,
}

/// Adds an event, unless it would fall out of the days that are played.
pub(crate) fn push(events: &mut Vec<Event>, who: u32, at: u32, what: What) {
    let end = (super::scene::LAST_DAY + DAYS_AFTER + 1) * DAY;
    if let (true, Ok(at)) = ((DAY..end).contains(&at), u16::try_from(at)) {
        events.push(Event { at, who, what });
    }
}

/// A day of the month as an event keeps it.
pub(crate) fn byte(day: u32) -> u8 {
    u8::try_from(day).unwrap_or(u8::MAX)
}
