//! What of several programmes is due to a person, and when they are reminded of it (N40).

use alloc::{string::String, vec::Vec};

use chrono::{Days, NaiveDate};

use crate::{
    programme::texts::{Texts, ours as t},
    value::{coded::coded, language::Language},
};

coded! {
    /// How soon a person has to look at something, the most urgent first (N40).
    ///
    /// Deliberately exhaustive: a new value must break your build.
    ///
    /// ```
    /// use voucher_core::programme::Urgency;
    ///
    /// assert!(Urgency::ToDo < Urgency::Settled);
    /// assert_eq!(Urgency::Waiting.code(), "waiting");
    /// ```
    Urgency {
        /// Something waits for the person, who can do it now.
        ToDo "to_do",
        /// It goes on without the person for now.
        Waiting "waiting",
        /// Nothing more is to be done, in whichever way it ended.
        Settled "settled",
    }

    /// What a person can do about a right, in whichever programme (N40).
    ///
    /// Deliberately exhaustive: a new action must break your build.
    ///
    /// ```
    /// use voucher_core::programme::PersonAction;
    ///
    /// assert_eq!(PersonAction::from_code("agree"), Some(PersonAction::Agree));
    /// ```
    PersonAction {
        /// Consent.
        Agree "agree",
        /// Refuse.
        Refuse "refuse",
        /// Enter a personal account.
        EnterAccount "enter_account",
        /// Accept an offer's terms.
        AcceptOffer "accept_offer",
        /// Confirm what was entered.
        Confirm "confirm",
        /// Activate a voucher.
        Activate "activate",
        /// Collect what is handed out.
        Collect "collect",
        /// Confirm an account for payments.
        ConfirmAccount "confirm_account",
        /// Complete an application.
        CompleteApplication "complete_application",
        /// Sign a social contract.
        SignContract "sign_contract",
        /// Refuse a social contract.
        RefuseContract "refuse_contract",
        /// Apply in the ordinary way.
        Apply "apply",
    }

    /// What a person is reminded of (N40).
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::programme::ReminderKind;
    ///
    /// assert_eq!(ReminderKind::LastDay.code(), "last_day");
    /// ```
    ReminderKind {
        /// The first day on which it can be done.
        Opens "opens",
        /// Three days follow.
        ThreeDaysLeft "three_days_left",
        /// The last day.
        LastDay "last_day",
    }
}

impl PersonAction {
    /// The name of the action, in at most [`Texts::LABEL`] characters: a button (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::programme::PersonAction;
    ///
    /// assert_eq!(PersonAction::Refuse.label().ru(), "Отказаться");
    /// ```
    #[must_use]
    pub const fn label(self) -> Texts {
        match self {
            Self::Agree => t("Келісім беру", "Дать согласие", "Agree"),
            Self::Refuse => t("Бас тарту", "Отказаться", "Refuse"),
            Self::EnterAccount => t("Шотты енгізу", "Ввести счёт", "Enter account"),
            Self::AcceptOffer => t("Жалғастыру", "Продолжить", "Continue"),
            Self::Confirm => t("Растау", "Подтвердить", "Confirm"),
            Self::Activate => t("Белсендіру", "Активировать", "Activate"),
            Self::Collect => t("Дәріні алу", "Получить лекарство", "Collect"),
            Self::ConfirmAccount => t("Шотты растау", "Подтвердить счёт", "Confirm account"),
            Self::CompleteApplication => t("Толықтыру", "Дополнить", "Complete"),
            Self::SignContract => t("Қол қою", "Подписать", "Sign"),
            Self::RefuseContract => t("Қол қоймау", "Не подписывать", "Do not sign"),
            Self::Apply => t("Өтініш беру", "Подать заявление", "Apply"),
        }
    }
}

impl ReminderKind {
    /// What the person is told on the day (N36).
    ///
    /// ```
    /// use voucher_core::{Language, programme::ReminderKind};
    ///
    /// assert_eq!(ReminderKind::LastDay.text(Language::En), "Today is the last day");
    /// assert_eq!(ReminderKind::ThreeDaysLeft.text(Language::Ru), "Осталось 3 дня");
    /// ```
    #[must_use]
    pub fn text(self, language: Language) -> String {
        match self {
            Self::Opens => {
                t("Бүгін басталады", "Начинается сегодня", "Starts today").in_language(language).into()
            }
            Self::ThreeDaysLeft => language.days_left(3),
            Self::LastDay => language.days_left(0),
        }
    }
}

/// A day on which a person is reminded, and of what.
///
/// ```
/// use voucher_core::{parse_date, programme::{Reminder, ReminderKind}};
///
/// let on = |day| Reminder { on: parse_date(day).unwrap(), kind: ReminderKind::LastDay };
/// assert!(on("2025-09-29") < on("2025-09-30"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reminder {
    /// The day.
    pub on: NaiveDate,
    /// What of.
    pub kind: ReminderKind,
}

/// When something is due to a person (N40).
///
/// ```
/// use voucher_core::{parse_date, programme::{ReminderKind, Timing, Urgency}};
///
/// let day = |text| parse_date(text).unwrap();
/// let voucher = Timing {
///     urgency: Urgency::Waiting,
///     from: Some(day("2025-09-07")),
///     until: Some(day("2025-09-29")),
/// };
/// let ahead: Vec<_> = voucher.reminders(day("2025-09-06")).into_iter().map(|each| each.kind).collect();
/// assert_eq!(ahead, ReminderKind::ALL);
/// assert_eq!(voucher.reminders(day("2025-09-28"))[0].on, day("2025-09-29"));
/// assert!(voucher.reminders(day("2025-09-29")).is_empty()); // the day itself is no more ahead
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// How soon the person has to look at it.
    pub urgency: Urgency,
    /// The first day on which it can be done, where that is ahead and known.
    pub from: Option<NaiveDate>,
    /// The last day on which it can be done, where there is one.
    pub until: Option<NaiveDate>,
}

impl Timing {
    /// What is settled: no day matters any more.
    pub const SETTLED: Self = Self { urgency: Urgency::Settled, from: None, until: None };

    /// What to sort by, so that what is due first comes first: by urgency, then by the day that comes next; what has no day comes
    /// last of its urgency.
    ///
    /// ```
    /// use voucher_core::{parse_date, programme::{Timing, Urgency}};
    ///
    /// let to_do = |until: Option<&str>| {
    ///     let until = until.map(|day| parse_date(day).unwrap());
    ///     Timing { urgency: Urgency::ToDo, from: None, until }
    /// };
    /// assert!(to_do(Some("2025-09-13")).due_first() < to_do(Some("2025-09-29")).due_first());
    /// assert!(to_do(None).due_first() < Timing::SETTLED.due_first());
    /// assert!(to_do(Some("2025-09-29")).due_first() < to_do(None).due_first());
    /// ```
    #[must_use]
    pub fn due_first(&self) -> (Urgency, bool, Option<NaiveDate>) {
        let next = self.from.or(self.until);
        (self.urgency, next.is_none(), next)
    }

    /// The days after `today` on which to remind the person, in order, at most one reminder a day: that of the end wins. What is
    /// settled reminds of nothing.
    #[must_use]
    pub fn reminders(&self, today: NaiveDate) -> Vec<Reminder> {
        let mut reminders: Vec<Reminder> = Vec::new();
        if self.urgency == Urgency::Settled {
            return reminders;
        }
        let three_left = self.until.and_then(|until| until.checked_sub_days(Days::new(3)));
        let days = [
            (self.from, ReminderKind::Opens),
            (three_left.filter(|day| self.from.is_none_or(|from| from <= *day)), ReminderKind::ThreeDaysLeft),
            (self.until, ReminderKind::LastDay),
        ];
        for (on, kind) in days {
            let Some(on) = on.filter(|on| today < *on) else { continue };
            reminders.pop_if(|before| before.on == on);
            reminders.push(Reminder { on, kind });
        }
        reminders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n36_labels_are_short() {
        Texts::are_short(PersonAction::ALL.iter().map(|action| action.label()), Texts::LABEL);
        for language in Language::ALL {
            for kind in ReminderKind::ALL {
                assert!((1..=Texts::TITLE).contains(&kind.text(*language).chars().count()));
            }
        }
    }

    /// N40: every window of up to ten days, seen on every day around it.
    #[test]
    fn n40_reminders_are_ahead_in_order_and_inside_the_window() {
        let first = NaiveDate::from_ymd_opt(2025, 9, 7).unwrap();
        for length in 0..10 {
            let until = first.checked_add_days(Days::new(length)).unwrap();
            for today in NaiveDate::from_ymd_opt(2025, 9, 1).unwrap().iter_days().take(25) {
                let timing = |urgency| Timing { urgency, from: Some(first), until: Some(until) };
                let ahead = timing(Urgency::Waiting).reminders(today);
                assert!(ahead.windows(2).all(|pair| pair[0].on < pair[1].on));
                assert!(ahead.iter().all(|each| today < each.on && first <= each.on && each.on <= until));
                assert_eq!(
                    ahead.last().map(|last| last.kind),
                    (today < until).then_some(ReminderKind::LastDay)
                );
                let three_left = |each: &Reminder| each.kind == ReminderKind::ThreeDaysLeft;
                let three =
                    ahead.iter().find(|each| three_left(each)).map(|each| (until - each.on).num_days());
                assert!(three.is_none_or(|days| days == 3));
                assert!(timing(Urgency::Settled).reminders(today).is_empty());
            }
        }
    }
}
