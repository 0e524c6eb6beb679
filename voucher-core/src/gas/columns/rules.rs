//! The rules on one row, on days of its month: a byte each, and no branch.

use super::{
    answers::AccountRole,
    rows::{NEVER, RowFlags},
    timetable::Days,
};
use crate::gas::{activation::Step, refusal::Refusal, stage::Stage};

/// The kind of an earliest date.
const NO_DAY: u8 = 0;
pub(super) const OF_THE_PILOT: u8 = 1;
pub(super) const OF_THE_MONTH: u8 = 2;
pub(super) const OF_A_LATER_MONTH: u8 = 3;

/// The place in [`Stage::ALL`].
#[expect(
    clippy::as_conversions,
    reason = "the discriminant of an enum that is listed in its order, in a const fn"
)]
pub(super) const fn place_of_stage(stage: Stage) -> u8 {
    stage as u8
}

/// The place in [`Step::ALL`].
#[expect(
    clippy::as_conversions,
    reason = "the discriminant of an enum that is listed in its order, in a const fn"
)]
pub(super) const fn place_of_step(step: Step) -> u8 {
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

/// A row by days of its month.
#[derive(Clone, Copy)]
pub(super) struct RowDays {
    pub(super) listed: u8,
    pub(super) asked: u8,
    pub(super) reminded: u8,
    pub(super) answered: u8,
    pub(super) entered: u8,
    pub(super) as_of: u8,
    pub(super) flags: RowFlags,
}

/// What a regulation says of every month alike.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) needs_consent: bool,
    /// Capped at more days than any month has.
    pub(super) repeat_after_days: u8,
}

/// The refusals of a row, a bit each, in three bytes.
#[derive(Clone, Copy)]
pub(super) struct RefusalBytes {
    pub(super) low: u8,
    pub(super) middle: u8,
    pub(super) high: u8,
}

impl RefusalBytes {
    #[inline(always)]
    const fn low(low: u8) -> Self {
        Self { low, middle: 0, high: 0 }
    }

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

    pub(super) const fn bits(self) -> u32 {
        u32::from_le_bytes([self.low, self.middle, self.high, 0])
    }
}

/// The decision on a row.
pub(super) struct Decided {
    pub(super) stage: u8,
    pub(super) no: RefusalBytes,
    /// The kind of the earliest date.
    pub(super) earliest: u8,
    pub(super) next: u8,
    pub(super) role: u8,
}

/// The facts of a row that were accepted.
#[derive(Clone, Copy)]
struct Accepted {
    /// On the list from this day on.
    on_from: u8,
    asked_on: u8,
    reminded: bool,
    answered_on: u8,
}

/// How far an activation came.
#[derive(Clone, Copy)]
struct Activation {
    activated: bool,
    /// Pending: the provider has not said whether the account exists.
    waits: bool,
}

/// N11: the low byte of what refuses a listing on a day.
#[inline(always)]
pub(super) const fn listing_no(days: &Days, listed: u8, flags: RowFlags) -> u8 {
    when(days.outside != 0, OUTSIDE_PILOT)
        | when(listed > days.list_closes, LIST_CLOSED)
        | when(flags.no_assistance, NOT_RECEIVING_ASSISTANCE)
        | when(flags.region_not_in_pilot, REGION_NOT_IN_PILOT)
}

/// N10: a day outside the period.
#[inline(always)]
const fn outside(days: &Days, day: u8) -> u8 {
    when((day < days.period_first) | (day > days.period_last), OUTSIDE_PILOT)
}

impl Rules {
    /// N10-N26, as if nobody else used the row's account.
    #[inline(always)]
    pub(super) fn decide(self, days: &Days, row: &RowDays) -> Decided {
        let (accepted, no_to_facts) = self.facts(days, row);
        let RowDays { entered, as_of, flags, .. } = *row;
        let has_answered = accepted.answered_on != NEVER;
        let unknown_yet = flags.account_exists.is_none();
        let exists = matches!(flags.account_exists, Some(true));
        let no_account =
            RefusalBytes { low: 0, middle: 0, high: when(!exists & !unknown_yet, ACCOUNT_UNKNOWN) };

        // The conditions on the day of the activation that was tried, then on the day of the question or the month's
        // nearest; `clamp` would panic for a month without days.
        let (listed_then, answered_then) = (entered >= accepted.on_from, accepted.answered_on <= entered);
        let no_then = self.conditions(days, entered, listed_then, answered_then, flags);
        let today = as_of.max(1).min(days.last);
        let on_list = accepted.on_from != NEVER;
        let no_today = self.conditions(days, today, on_list, has_answered, flags).and(no_account);

        let tried = entered != NEVER;
        let free = tried & no_then.is_none();
        let activation = Activation { activated: free & exists, waits: free & unknown_yet };
        let no = no_then.and(no_account).only_if(tried).and(no_today.only_if(!tried)).and(no_to_facts);
        let over = as_of > days.closes;
        Decided {
            stage: self.stage(days, &accepted, activation, row, over),
            no,
            earliest: earliest(days, activation, no_today, today),
            next: next(activation),
            role: when(activation.activated, AccountRole::ACTIVATES)
                | when(tried, AccountRole::TRIED)
                | when(activation.waits, AccountRole::WAITS)
                | when(over, AccountRole::OVER),
        }
    }

    /// N11, N13, N14: which facts before an activation are accepted, and what refuses the others.
    #[inline(always)]
    fn facts(self, days: &Days, row: &RowDays) -> (Accepted, RefusalBytes) {
        let RowDays { listed, asked, reminded, answered, flags, .. } = *row;
        let needs_consent = self.needs_consent;
        let no_list = RefusalBytes::low(listing_no(days, listed, flags)).only_if(listed != NEVER);
        let on_from = if no_list.low == 0 { listed } else { NEVER };

        // What SMS and replies have in common.
        let common = |day: u8| {
            outside(days, day)
                | when(!needs_consent, CONSENT_NOT_NEEDED)
                | when(day < on_from, NOT_LISTED)
                | when(day > days.last_to_answer, CONSENT_CLOSED)
        };
        let no_ask = RefusalBytes::low(common(asked)).only_if(asked != NEVER);
        let asked_on = if no_ask.low == 0 { asked } else { NEVER };
        let not_asked = when(needs_consent & (answered >= on_from) & (asked_on > answered), NOT_ASKED);
        let no_answer =
            RefusalBytes { low: common(answered), middle: not_asked, high: 0 }.only_if(answered != NEVER);
        let answered_on = if no_answer.is_none() { answered } else { NEVER };
        let own_check = if answered_on < reminded {
            ALREADY_ANSWERED
        } else if asked_on > reminded {
            NOT_ASKED
        } else {
            when(reminded.wrapping_sub(asked_on) < self.repeat_after_days, REPEAT_TOO_EARLY)
        };
        let own_check = when(needs_consent & (reminded >= on_from), own_check);
        let no_reminder =
            RefusalBytes { low: common(reminded), middle: own_check, high: 0 }.only_if(reminded != NEVER);
        let reminded = (reminded != NEVER) & no_reminder.is_none();
        let no = no_list.and(no_ask).and(no_reminder).and(no_answer);
        (Accepted { on_from, asked_on, reminded, answered_on }, no)
    }

    /// A: what refuses an activation on a day, but for the account.
    #[inline(always)]
    const fn conditions(
        self,
        days: &Days,
        day: u8,
        on_list: bool,
        answered: bool,
        flags: RowFlags,
    ) -> RefusalBytes {
        let by_consent = self.needs_consent & on_list;
        RefusalBytes {
            low: outside(days, day) | when(!on_list, NOT_LISTED),
            middle: when(by_consent & !answered, AWAITING_CONSENT),
            high: when(by_consent & answered & !flags.agrees, CONSENT_REFUSED)
                | when(day < days.opens, WINDOW_NOT_OPEN)
                | when(day > days.closes, WINDOW_CLOSED),
        }
    }

    /// N18, from the bottom up.
    #[inline(always)]
    fn stage(
        self,
        days: &Days,
        accepted: &Accepted,
        activation: Activation,
        row: &RowDays,
        over: bool,
    ) -> u8 {
        let voucher = place_of_stage(if over { Stage::Expired } else { Stage::Issued });
        let unanswered = if row.as_of > days.last_to_answer {
            place_of_stage(Stage::Lapsed)
        } else if accepted.reminded {
            place_of_stage(Stage::Reminded)
        } else if accepted.asked_on != NEVER {
            place_of_stage(Stage::Asked)
        } else {
            place_of_stage(Stage::ToAsk)
        };
        let answered = if row.flags.agrees { voucher } else { place_of_stage(Stage::Refused) };
        let by_consent = if accepted.answered_on != NEVER { answered } else { unanswered };
        let on_list = if self.needs_consent { by_consent } else { voucher };
        let not_activated =
            if accepted.on_from != NEVER { on_list } else { place_of_stage(Stage::NotListed) };
        if activation.activated { place_of_stage(Stage::Activated) } else { not_activated }
    }
}

/// N26: the kind of the earliest date.
#[inline(always)]
const fn earliest(days: &Days, activation: Activation, no_today: RefusalBytes, today: u8) -> u8 {
    if activation.activated {
        NO_DAY
    } else if no_today.high & (WINDOW_CLOSED | CONSENT_REFUSED) != 0 {
        OF_A_LATER_MONTH
    } else if today < days.period_first {
        OF_THE_PILOT
    } else {
        when(no_today.high & WINDOW_NOT_OPEN != 0, OF_THE_MONTH)
    }
}

/// The step at which the activation stands.
#[inline(always)]
const fn next(activation: Activation) -> u8 {
    let step = if activation.waits { Step::CheckAccount } else { Step::EnterAccount };
    place_of_step(if activation.activated { Step::Done } else { step })
}
