//! What a trail says, by code.

use crate::{
    gas::trail::TrailEvent,
    programme::{Texts, ours as t},
    value::coded::coded,
};

coded! {
    /// The words around the events of a [`Trail`](crate::gas::Trail) (N36).
    ///
    /// Deliberately exhaustive: a new phrase must break your build.
    ///
    /// ```
    /// use voucher_core::gas::TrailPhrase;
    ///
    /// assert_eq!(TrailPhrase::Accepted.texts().en(), "accepted");
    /// assert!(TrailPhrase::LastDayToAnswer.texts().en().ends_with(':')); // a date stands behind it
    /// ```
    TrailPhrase {
        /// Stands behind an event that counts.
        Accepted "accepted",
        /// Stands behind an event that does not count, before the reasons.
        NotAccepted "not_accepted",
        /// Stands behind an event that does not count, whose reasons were all told before.
        NotAcceptedAsTold "not_accepted_as_told",
        /// Stands before the last day to answer.
        LastDayToAnswer "last_day_to_answer",
        /// Stands before the first day to activate.
        FirstDayToActivate "first_day_to_activate",
        /// Stands before the last day to activate.
        LastDayToActivate "last_day_to_activate",
    }
}

impl TrailPhrase {
    /// Its text (N36).
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Accepted => t("қабылданды", "принято", "accepted"),
            Self::NotAccepted => t("қабылданбады", "не принято", "not accepted"),
            Self::NotAcceptedAsTold => t(
                "жоғарыда айтылған себеппен қабылданбады",
                "не принято по уже названной причине",
                "not accepted for the reason already given",
            ),
            Self::LastDayToAnswer => {
                t("Жауап берудің соңғы күні:", "Последний день для ответа:", "The last day to answer:")
            }
            Self::FirstDayToActivate => t(
                "Ваучерді белсендірудің алғашқы күні:",
                "Первый день для активации ваучера:",
                "The first day to activate the voucher:",
            ),
            Self::LastDayToActivate => t(
                "Ваучерді белсендірудің соңғы күні:",
                "Последний день для активации ваучера:",
                "The last day to activate the voucher:",
            ),
        }
    }
}

impl TrailEvent {
    /// What happened, as the head of a line (N36).
    ///
    /// ```
    /// use voucher_core::gas::TrailEvent;
    ///
    /// assert_eq!(TrailEvent::Asked.texts().ru(), "SMS с запросом согласия");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Listed => t("Тізімге енгізу", "Внесение в список", "Entry in the list"),
            Self::Asked => {
                t("Келісім сұралған SMS-хабарлама", "SMS с запросом согласия", "SMS asking for consent")
            }
            Self::Reminded => t("Қайталама SMS-хабарлама", "Повторное SMS", "Repeat SMS"),
            Self::Agreed => t("Жауап: келісім", "Ответ: согласие", "Answer: consent"),
            Self::Declined => t("Жауап: бас тарту", "Ответ: отказ", "Answer: refusal"),
            Self::AccountEntered => {
                t("Тұлғалық шотты енгізу", "Ввод лицевого счёта", "Entry of the personal account")
            }
            Self::AccountChecked => t(
                "Тұлғалық шотты қызмет көрсетушіде тексеру",
                "Проверка лицевого счёта у поставщика",
                "Check of the personal account by the provider",
            ),
            Self::Confirmed => {
                t("Белсендіруді растау", "Подтверждение активации", "Confirmation of the activation")
            }
        }
    }
}
