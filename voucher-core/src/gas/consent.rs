//! Consent by SMS: asking, reminding, answering (N13, N14, N16).
//!
//! ```text
//!             start SMS          repeat SMS
//! not asked ─────────────▶ asked ───────────▶ reminded
//!     ┆                      │  agree, refuse    │
//!     ┆ consent carried over ▼                   │
//!     └┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄▶ answered ◀──────────────┘
//!                        agreed ──▶ refused
//! ```

use crate::{
    gas::{
        refusal::{Refusal, Refusals, Transition},
        regulation::{ConsentRules, Regulation},
        today::Today,
    },
    value::{calendar::Day, coded::coded},
};

coded! {
    /// Which SMS was sent (N13).
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::gas::SmsKind;
    ///
    /// assert_eq!(SmsKind::from_code("repeat"), Some(SmsKind::Repeat));
    /// assert_eq!(SmsKind::from_code("third"), None);
    /// ```
    SmsKind {
        /// The start SMS, which asks.
        Start "start",
        /// The repeat SMS, which reminds.
        Repeat "repeat",
    }

    /// An answer that stands (N14).
    ///
    /// Deliberately exhaustive: a new answer must break your build.
    ///
    /// ```
    /// use voucher_core::gas::Answer;
    ///
    /// assert_eq!(Answer::from_code("agree"), Some(Answer::Agree));
    /// assert_eq!(Answer::from_code("agreed"), None);
    /// ```
    Answer {
        /// Consent: the person is a recipient.
        Agree "agree",
        /// Refusal: no activation this month.
        Refuse "refuse",
    }

    /// Where consent stands, as the activation conditions A ask (N14, N26).
    ///
    /// Deliberately exhaustive: a new state must break your build.
    ///
    /// ```
    /// use voucher_core::gas::ConsentState;
    ///
    /// assert_eq!(ConsentState::from_code("given"), Some(ConsentState::Given));
    /// assert_eq!(ConsentState::from_code("asked"), None); // asked or not, an answer is awaited
    /// ```
    ConsentState {
        /// No answer yet.
        Awaiting "awaiting",
        /// Consent given.
        Given "given",
        /// Consent refused.
        Refused "refused",
    }

    /// What a reply of a person means (N14).
    ///
    /// Deliberately exhaustive: a new meaning must break your build.
    ///
    /// ```
    /// use voucher_core::gas::{Regulation, Reply};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// assert_eq!(regulation.read_reply("21*1"), Reply::Agree);
    /// assert_eq!(regulation.read_reply("21*2"), Reply::Unrecognised); // no code for *refuse* is published
    /// assert_eq!(Reply::from_code("agree"), Some(Reply::Agree));
    /// ```
    Reply {
        /// Consent.
        Agree "agree",
        /// Refusal.
        Refuse "refuse",
        /// A text that is no code of the regulation: never consent, never refusal.
        Unrecognised "unrecognised",
    }
}

impl Regulation {
    /// What a reply by SMS means: a code of the regulation, compared byte for byte after trimming
    /// ASCII white space at both ends (N14). Anything else is never consent.
    ///
    /// ```
    /// use voucher_core::gas::{Regulation, Reply};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// assert_eq!(regulation.read_reply(" 21*1\r\n"), Reply::Agree);
    /// assert_eq!(regulation.read_reply("21*1."), Reply::Unrecognised);
    /// assert_eq!(regulation.read_reply("иә"), Reply::Unrecognised);
    /// ```
    #[must_use]
    pub fn read_reply(&self, text: &str) -> Reply {
        let Some(consent) = &self.parts().consent else { return Reply::Unrecognised };
        let text = text.trim_ascii();
        // A text that stands in both lists is a refusal: the safer of the two (choice).
        if consent.refuse_codes.iter().any(|code| code == text) {
            Reply::Refuse
        } else if consent.agree_codes.iter().any(|code| code == text) {
            Reply::Agree
        } else {
            Reply::Unrecognised
        }
    }
}

/// Where consent stands in a month. An answer keeps the days of the SMS, because the same SMS on
/// the same day is a repeat even after the answer (N13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Consent {
    NotAsked,
    Asked { asked: Day },
    Reminded { asked: Day, reminded: Day },
    Answered { answer: Answer, asked: Option<Day>, reminded: Option<Day> },
}

impl Consent {
    /// Consent that was given in the month before and still holds (N16).
    pub(crate) const CARRIED_OVER: Self =
        Self::Answered { answer: Answer::Agree, asked: None, reminded: None };

    /// The answer that stands, if any.
    pub(crate) const fn answer(self) -> Option<Answer> {
        match self {
            Self::NotAsked | Self::Asked { .. } | Self::Reminded { .. } => None,
            Self::Answered { answer, .. } => Some(answer),
        }
    }

    /// Where consent stands, as the activation conditions A ask.
    pub(crate) const fn state(self) -> ConsentState {
        match self.answer() {
            None => ConsentState::Awaiting,
            Some(Answer::Agree) => ConsentState::Given,
            Some(Answer::Refuse) => ConsentState::Refused,
        }
    }

    /// The day of the start SMS, if it was sent.
    pub(crate) const fn asked(self) -> Option<Day> {
        match self {
            Self::NotAsked => None,
            Self::Asked { asked } | Self::Reminded { asked, .. } => Some(asked),
            Self::Answered { asked, .. } => asked,
        }
    }

    /// The day of the repeat SMS, if it was sent.
    pub(crate) const fn reminded(self) -> Option<Day> {
        match self {
            Self::NotAsked | Self::Asked { .. } => None,
            Self::Reminded { reminded, .. } => Some(reminded),
            Self::Answered { reminded, .. } => reminded,
        }
    }

    const fn sent(self, kind: SmsKind) -> Option<Day> {
        match kind {
            SmsKind::Start => self.asked(),
            SmsKind::Repeat => self.reminded(),
        }
    }

    /// N13: the consent that an accepted SMS leads to, or the refusal of the last row of the table for its kind.
    fn after_sms(self, kind: SmsKind, day: Day, repeat_after_days: i32) -> Result<Self, Refusal> {
        match kind {
            SmsKind::Start => match self {
                Self::NotAsked => Ok(Self::Asked { asked: day }),
                Self::Asked { .. } | Self::Reminded { .. } => Err(Refusal::AlreadyAsked),
                Self::Answered { .. } => Err(Refusal::AlreadyAnswered),
            },
            SmsKind::Repeat => match self {
                Self::NotAsked => Err(Refusal::NotAsked),
                Self::Asked { asked } if day.days_since(asked) < repeat_after_days => {
                    Err(Refusal::RepeatTooEarly)
                }
                Self::Asked { asked } => Ok(Self::Reminded { asked, reminded: day }),
                Self::Reminded { .. } => Err(Refusal::AlreadyReminded),
                Self::Answered { .. } => Err(Refusal::AlreadyAnswered),
            },
        }
    }

    const fn answered(self, answer: Answer) -> Self {
        Self::Answered { answer, asked: self.asked(), reminded: self.reminded() }
    }

    /// N30: which SMS is due to a person on the list, on a day of the month.
    pub(crate) fn sms_due(self, day: Day, repeat_after_days: i32) -> Option<SmsKind> {
        match self {
            Self::NotAsked => Some(SmsKind::Start),
            Self::Asked { asked } => (day.days_since(asked) >= repeat_after_days).then_some(SmsKind::Repeat),
            Self::Reminded { .. } | Self::Answered { .. } => None,
        }
    }
}

/// What a consent decision needs to know of the person besides consent itself.
#[derive(Clone, Copy)]
pub(crate) struct Person {
    pub(crate) on_list: bool,
    pub(crate) activated: bool,
}

/// N13: an SMS was sent.
pub(crate) fn sms_sent(
    rules: Option<ConsentRules>,
    today: &Today,
    person: Person,
    consent: Consent,
    kind: SmsKind,
) -> Transition<Consent> {
    let mut refusals = common(rules, today, person);
    refusals.push_if(today.over.answering, Refusal::ConsentClosed);
    if let Some(rules) = rules
        && person.on_list
        && consent.sent(kind) != Some(today.day)
    {
        return match consent.after_sms(kind, today.day, rules.repeat_after_days) {
            Ok(consent) => Transition::unless(refusals, false, consent),
            Err(refusal) => {
                refusals.push(refusal);
                Transition::Refused(refusals)
            }
        };
    }
    Transition::unless(refusals, true, consent)
}

/// N14: a reply arrived.
pub(crate) fn replied(
    rules: Option<ConsentRules>,
    today: &Today,
    person: Person,
    consent: Consent,
    reply: Reply,
) -> Transition<Consent> {
    let mut refusals = common(rules, today, person);
    let can_answer = rules.is_some() && person.on_list;
    refusals.push_if(rules.is_some() && reply == Reply::Unrecognised, Refusal::UnrecognisedReply);
    refusals.push_if(can_answer && consent == Consent::NotAsked, Refusal::NotAsked);
    refusals.push_if(today.over.answering, Refusal::ConsentClosed);
    let answer = match reply {
        Reply::Agree => {
            let refused = consent.answer() == Some(Answer::Refuse);
            refusals.push_if(can_answer && refused, Refusal::RefusedThisMonth);
            Answer::Agree
        }
        Reply::Refuse => {
            refusals.push_if(can_answer && person.activated, Refusal::VoucherAlreadyActivated);
            Answer::Refuse
        }
        // Refused above: the reply is unrecognised, or no consent is needed.
        Reply::Unrecognised => return Transition::Refused(refusals),
    };
    Transition::unless(refusals, consent.answer() == Some(answer), consent.answered(answer))
}

/// The checks with which the tables of N13 and N14 begin.
fn common(rules: Option<ConsentRules>, today: &Today, person: Person) -> Refusals {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!today.in_period, Refusal::OutsidePilot);
    refusals.push_if(rules.is_none(), Refusal::ConsentNotNeeded);
    refusals.push_if(!person.on_list, Refusal::NotListed);
    refusals
}
