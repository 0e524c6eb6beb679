//! What a ledger's queries answer with.

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::{Activation, Channel, Step},
        assistance::AssistanceSet,
        book::Record,
        consent::Answer,
        stage::Stage,
    },
    value::{
        calendar::Month,
        identity::{Account, Iin},
        region::Region,
    },
};

/// Something that a system must do (N30). Orders by kind, then by iin or month.
///
/// Deliberately exhaustive: a new duty must break your build.
///
/// ```
/// use voucher_core::{Iin, Month, gas::Due};
///
/// let iin = Iin::parse("990101600002")?;
/// assert!(Due::SendStartSms { iin } < Due::SendRepeatSms { iin });
/// assert_eq!(Due::SendRegister { month: Month::parse("2025-09")? }.action(), "send_register");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "action", rename_all = "snake_case"))]
pub enum Due {
    /// Ask this person for consent.
    SendStartSms {
        /// The person.
        iin: Iin,
    },
    /// Remind this person.
    SendRepeatSms {
        /// The person.
        iin: Iin,
    },
    /// Send the register of this month to the provider.
    SendRegister {
        /// The month of the register.
        month: Month,
    },
}

impl Due {
    /// The stable code of the action.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::SendStartSms { .. } => "send_start_sms",
            Self::SendRepeatSms { .. } => "send_repeat_sms",
            Self::SendRegister { .. } => "send_register",
        }
    }
}

/// How many people stand at each stage of a month (N18); `not_listed` aside, which nobody with a
/// record is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary([usize; Stage::ALL.len()]);

impl Summary {
    #[expect(clippy::as_conversions, reason = "the discriminant of a stage is its place in `Stage::ALL`")]
    pub(crate) fn add(&mut self, stage: Stage) {
        if let Some(count) = self.0.get_mut(stage as usize) {
            *count += 1;
        }
    }

    /// How many people stand at this stage.
    #[must_use]
    pub fn count(&self, stage: Stage) -> usize {
        self.iter().find(|(each, _)| *each == stage).map_or(0, |(_, count)| count)
    }

    /// Every stage but `not_listed` with its count, in the order of N18.
    pub fn iter(&self) -> impl Iterator<Item = (Stage, usize)> {
        Stage::ALL.iter().copied().zip(self.0).filter(|(stage, _)| *stage != Stage::NotListed)
    }
}

/// All that a ledger keeps of a person's month.
///
/// ```
/// use voucher_core::{gas::*, *};
///
/// let mut ledger = Ledger::new(Regulation::gas_2025_08());
/// let iin = Iin::parse("990101600002")?;
/// let assistance = AssistanceSet::from_iter([Assistance::Housing]);
/// let closing_day = parse_date("2025-09-14")?;
/// ledger.record(closing_day, &Fact::Listed { iin, region: Region::Astana, assistance });
/// let people = ledger.people(Month::of(closing_day));
/// assert_eq!((people[0].region, people[0].asked_on), (Region::Astana, None));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PersonMonth {
    /// The person.
    pub iin: Iin,
    /// The region last listed.
    pub region: Region,
    /// The kinds of assistance last listed.
    pub assistance: AssistanceSet,
    /// Whether the person is on the list.
    pub on_list: bool,
    /// The day of the start SMS.
    pub asked_on: Option<NaiveDate>,
    /// The day of the repeat SMS.
    pub reminded_on: Option<NaiveDate>,
    /// The answer that stands.
    pub answer: Option<Answer>,
    /// The step at which the activation stands.
    pub step: Step,
    /// The account entered or activated on.
    pub account: Option<Account>,
    /// Where it was entered.
    pub channel: Option<Channel>,
    /// The day of activation.
    pub activated_on: Option<NaiveDate>,
}

impl PersonMonth {
    pub(crate) fn new(month: Month, iin: Iin, record: &Record) -> Option<Self> {
        let listing = record.listing?;
        let (account, channel, activated_on) = match record.activation {
            Activation::None => (None, None, None),
            Activation::Begun { account, channel, .. } => (Some(account), Some(channel), None),
            Activation::Done { account, channel, on } => {
                (Some(account), Some(channel), Some(month.date(on.number())))
            }
        };
        Some(Self {
            iin,
            region: listing.region(),
            assistance: listing.assistance(),
            on_list: listing.is_on(),
            asked_on: record.consent.asked().map(|day| month.date(day.number())),
            reminded_on: record.consent.reminded().map(|day| month.date(day.number())),
            answer: record.consent.answer(),
            step: record.activation.step(),
            account,
            channel,
            activated_on,
        })
    }
}
