//! One dialogue: what each fact does to it (K21 to K28).
//!
//! ```text
//!               offered        agree           assigned
//! not offered ─────────▶ open ───────▶ agreed ──────────▶ assigned
//!                          │             │ ▲
//!                          │     refuse  ▼ ┆ agree, where a refusal is reversible
//!                          └──────────▶ refused
//! ```

use chrono::{Days, NaiveDate};

use super::{key::OfferKey, stage::Stage};
use crate::{
    family_card::{
        proactive::{Proactive, RefusalRule},
        refusal::{Refusal, Refusals},
    },
    value::{calendar::LAST_DAY, coded::coded},
};

/// What a fact does to a dialogue.
pub(crate) type Transition = crate::programme::Transition<Dialogue, Refusal>;

coded! {
    /// An answer that stands (K23).
    ///
    /// Deliberately exhaustive: a new answer must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Answer;
    ///
    /// assert_eq!(Answer::from_code("refuse"), Some(Answer::Refuse));
    /// assert_eq!(Answer::from_code("yes"), None);
    /// ```
    Answer {
        /// The person wants the benefit.
        Agree "agree",
        /// The person does not.
        Refuse "refuse",
    }
}

/// What came back from a person (K23): the text of a message, or an answer that the host has understood.
///
/// ```
/// use voucher_core::family_card::Said;
///
/// assert_eq!(format!("{:?}", Said::Text("no, thanks")), "Text(10 bytes)"); // N34
/// ```
///
/// Deliberately exhaustive: a new form must break your build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Said<'t> {
    /// The text of a message.
    Text(&'t str),
    /// An answer.
    Answer(Answer),
}

impl core::fmt::Debug for Said<'_> {
    /// Shows no text (N34).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Answer(answer) => write!(f, "Answer({answer:?})"),
        }
    }
}

/// What a reply means (K23).
///
/// Deliberately exhaustive: a new meaning must break your build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reply {
    /// Agreement.
    Agree,
    /// Refusal.
    Refuse,
    /// A text that is no code of the regulation: neither.
    Unrecognised,
    /// It answers a message from another number: nothing is read from it.
    OtherSender,
}

impl Reply {
    const fn answer(self) -> Option<Answer> {
        match self {
            Self::Agree => Some(Answer::Agree),
            Self::Refuse => Some(Answer::Refuse),
            Self::Unrecognised | Self::OtherSender => None,
        }
    }
}

impl Proactive {
    /// What a reply means: `sender` is the number from which the message came that it answers (K23). Sender and text are
    /// compared byte for byte after trimming ASCII white space at both ends.
    ///
    /// ```
    /// use voucher_core::family_card::{Answer, Proactive, Reply, Said};
    ///
    /// let regulation = Proactive::proactive_2025_09();
    /// let agree = Said::Answer(Answer::Agree);
    /// assert_eq!(regulation.read_reply(" 1414\t", agree), Reply::Agree);
    /// assert_eq!(regulation.read_reply("14 14", agree), Reply::OtherSender);
    /// assert_eq!(regulation.read_reply("1414", Said::Text("1")), Reply::Unrecognised); // no code is published
    /// let mut parts = regulation.parts().clone();
    /// (parts.agree_codes, parts.refuse_codes) = (vec!["1".into()], vec!["2".into()]);
    /// let regulation = Proactive::new(parts)?;
    /// assert_eq!(regulation.read_reply("1414", Said::Text("1")), Reply::Agree);
    /// assert_eq!(regulation.read_reply("1414", Said::Text(" 2\n")), Reply::Refuse);
    /// assert_eq!(regulation.read_reply("1414", Said::Text("3")), Reply::Unrecognised);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn read_reply(&self, sender: &str, said: Said<'_>) -> Reply {
        let parts = self.parts();
        if sender.trim_ascii() != parts.sender {
            return Reply::OtherSender;
        }
        match said {
            Said::Answer(Answer::Agree) => Reply::Agree,
            Said::Answer(Answer::Refuse) => Reply::Refuse,
            Said::Text(text) if parts.agree_codes.iter().any(|code| code == text.trim_ascii()) => {
                Reply::Agree
            }
            Said::Text(text) if parts.refuse_codes.iter().any(|code| code == text.trim_ascii()) => {
                Reply::Refuse
            }
            Said::Text(_) => Reply::Unrecognised,
        }
    }

    /// The last day to answer an offer of a day (K20).
    ///
    /// ```
    /// use voucher_core::{family_card::Proactive, parse_date};
    ///
    /// let regulation = Proactive::proactive_2025_09();
    /// let last = |date| Ok::<_, voucher_core::Error>(regulation.last_day_to_answer(parse_date(date)?).to_string());
    /// assert_eq!(last("2026-02-10")?, "2026-02-13");
    /// assert_eq!(last("9999-12-30")?, "9999-12-31");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn last_day_to_answer(&self, offered: NaiveDate) -> NaiveDate {
        let days = u64::from(self.parts().answer_within_days.unsigned_abs());
        offered.checked_add_days(Days::new(days)).map_or(LAST_DAY, |last| last.min(LAST_DAY))
    }
}

/// Where a dialogue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialogue {
    /// None where no offer went out yet.
    pub(crate) offer: Option<Sent>,
    /// An account is there. Nothing takes it away.
    pub(crate) account: bool,
}

/// An offer that went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) on: NaiveDate,
    pub(crate) standing: Standing,
}

/// What stands since an offer went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Standing {
    Open,
    Agreed,
    Refused,
    Assigned,
}

impl Standing {
    pub(crate) const fn answer(self) -> Option<Answer> {
        match self {
            Self::Open => None,
            Self::Agreed | Self::Assigned => Some(Answer::Agree),
            Self::Refused => Some(Answer::Refuse),
        }
    }

    /// Why nothing may be confirmed or assigned.
    const fn obstacle(self) -> Option<Refusal> {
        match self {
            Self::Open => Some(Refusal::AwaitingConsent),
            Self::Refused => Some(Refusal::ConsentRefused),
            Self::Agreed | Self::Assigned => None,
        }
    }
}

impl Dialogue {
    /// A right has arisen, and nothing else has happened.
    pub(crate) const BEGUN: Self = Self { offer: None, account: false };

    fn standing(self) -> Standing {
        self.offer.map_or(Standing::Open, |sent| sent.standing)
    }

    fn with(self, standing: Standing) -> Self {
        Self { offer: self.offer.map(|sent| Sent { standing, ..sent }), ..self }
    }
}

/// K21. Whether there is a record makes no difference to the checks.
pub(crate) fn right_arose(
    regulation: &Proactive,
    key: &OfferKey,
    dialogue: Option<Dialogue>,
    on: NaiveDate,
) -> Transition {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!regulation.period().contains(on), Refusal::OutsidePilot);
    refusals.push_if(!regulation.offers(key.service), Refusal::ServiceNotProactive);
    match (regulation.is_per_child(key.service), key.child) {
        (true, None) => refusals.push(Refusal::ChildNeeded),
        (false, Some(_)) => refusals.push(Refusal::ChildNotNeeded),
        (true, Some(_)) | (false, None) => {}
    }
    Transition::unless(refusals, dialogue.is_some(), Dialogue::BEGUN)
}

/// K22.
pub(crate) fn offered(regulation: &Proactive, dialogue: Option<Dialogue>, on: NaiveDate) -> Transition {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!regulation.period().contains(on), Refusal::OutsidePilot);
    let Some(dialogue) = dialogue else { return Transition::Refused(refusals.and(Refusal::NoRight)) };
    let (repeat, before) = match dialogue.offer {
        None => (false, None),
        Some(sent) if sent.on == on => (true, None),
        Some(sent) => (
            false,
            Some(match sent.standing {
                Standing::Refused => Refusal::RefusedBefore,
                Standing::Agreed | Standing::Assigned => Refusal::AlreadyAnswered,
                Standing::Open => Refusal::AlreadyOffered,
            }),
        ),
    };
    if let Some(refusal) = before {
        refusals.push(refusal);
    }
    let sent = Sent { on, standing: Standing::Open };
    Transition::unless(refusals, repeat, Dialogue { offer: Some(sent), ..dialogue })
}

/// K23.
pub(crate) fn replied(
    regulation: &Proactive,
    dialogue: Option<Dialogue>,
    reply: Reply,
    on: NaiveDate,
) -> Transition {
    let mut refusals = Refusals::NONE;
    let offered = dialogue.and_then(|dialogue| Some((dialogue, dialogue.offer?)));
    refusals.push_if(offered.is_none(), Refusal::NotOffered);
    refusals.push_if(reply == Reply::OtherSender, Refusal::SenderNot1414);
    refusals.push_if(reply == Reply::Unrecognised, Refusal::UnrecognisedReply);
    let Some((dialogue, sent)) = offered else { return Transition::Refused(refusals) };
    let too_late = on > regulation.last_day_to_answer(sent.on);
    let stands = |refusals: Refusals| Transition::unless(refusals, true, dialogue);
    match (reply.answer(), sent.standing) {
        (None | Some(_), Standing::Open) => {
            refusals.push_if(too_late, Refusal::AnswerTooLate);
            match reply.answer() {
                Some(Answer::Agree) => Transition::unless(refusals, false, dialogue.with(Standing::Agreed)),
                Some(Answer::Refuse) => Transition::unless(refusals, false, dialogue.with(Standing::Refused)),
                None => Transition::Refused(refusals),
            }
        }
        (None, Standing::Agreed | Standing::Refused | Standing::Assigned) => Transition::Refused(refusals),
        (Some(Answer::Agree), Standing::Agreed | Standing::Assigned) => stands(refusals),
        (Some(Answer::Agree), Standing::Refused) => {
            let stands = regulation.parts().refusal == RefusalRule::Final;
            refusals.push_if(too_late, Refusal::AnswerTooLate);
            refusals.push_if(stands, Refusal::RefusedBefore);
            Transition::unless(refusals, false, dialogue.with(Standing::Agreed))
        }
        (Some(Answer::Refuse), Standing::Agreed) => {
            Transition::unless(refusals, false, dialogue.with(Standing::Refused))
        }
        (Some(Answer::Refuse), Standing::Refused) => stands(refusals),
        (Some(Answer::Refuse), Standing::Assigned) => {
            Transition::Refused(refusals.and(Refusal::AlreadyAssigned))
        }
    }
}

/// K24.
pub(crate) fn account_known(regulation: &Proactive, dialogue: Option<Dialogue>) -> Transition {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!regulation.parts().account_step, Refusal::AccountNotNeeded);
    with_account(refusals, dialogue)
}

/// K25.
pub(crate) fn account_confirmed(regulation: &Proactive, dialogue: Option<Dialogue>) -> Transition {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!regulation.parts().account_step, Refusal::AccountNotNeeded);
    let obstacle = dialogue.and_then(|dialogue| dialogue.standing().obstacle());
    with_account(obstacle.map_or(refusals, |obstacle| refusals.and(obstacle)), dialogue)
}

fn with_account(mut refusals: Refusals, dialogue: Option<Dialogue>) -> Transition {
    let Some(dialogue) = dialogue else {
        refusals.push(Refusal::NoRight);
        return Transition::Refused(refusals);
    };
    Transition::unless(refusals, dialogue.account, Dialogue { account: true, ..dialogue })
}

/// K26.
pub(crate) fn assigned(regulation: &Proactive, dialogue: Option<Dialogue>) -> Transition {
    let Some(dialogue) = dialogue else {
        return Transition::Refused(Refusals::from_iter([Refusal::NoRight]));
    };
    let awaited = regulation.parts().account_step && !dialogue.account;
    let missing = awaited.then_some(Refusal::AwaitingAccount);
    let refusals = dialogue.standing().obstacle().or(missing).into_iter().collect();
    let already = dialogue.standing() == Standing::Assigned;
    Transition::unless(refusals, already, dialogue.with(Standing::Assigned))
}

/// K28, from top to bottom.
pub(crate) fn stage(regulation: &Proactive, dialogue: Option<Dialogue>, on: NaiveDate) -> Stage {
    let Some(dialogue) = dialogue else { return Stage::NotArisen };
    let Some(sent) = dialogue.offer else {
        return if on > regulation.period().last { Stage::Expired } else { Stage::ToAsk };
    };
    match sent.standing {
        Standing::Assigned => Stage::Assigned,
        Standing::Refused => Stage::Refused,
        Standing::Agreed if regulation.parts().account_step && !dialogue.account => Stage::AwaitingAccount,
        Standing::Agreed => Stage::Agreed,
        Standing::Open if on > regulation.last_day_to_answer(sent.on) => Stage::Lapsed,
        Standing::Open => Stage::Asked,
    }
}
