//! Short forms: titles of stages, labels of steps and actions (N36).

use crate::{
    gas::{activation::Step, guidance::Action, stage::Stage},
    programme::{Texts, ours as t},
};

impl Stage {
    /// Where the person stands, in at most [`Texts::TITLE`] characters: a heading, a chip, a notification (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::gas::Stage;
    ///
    /// assert_eq!(Stage::Asked.title().en(), "Please answer the SMS");
    /// ```
    #[must_use]
    pub const fn title(self) -> Texts {
        match self {
            Self::NotListed => t("Тізімде жоқсыз", "Вас нет в списке", "Not on the list"),
            Self::Registered => {
                t("Ваучер тізімге енгізілді", "Ваучер передан поставщику", "Voucher registered")
            }
            Self::Activated => t("Ваучер белсендірілді", "Ваучер активирован", "Voucher activated"),
            Self::Delisted => t("Тізімнен шығарылдыңыз", "Вы исключены из списка", "Taken off the list"),
            Self::Refused => t("Сіз бас тарттыңыз", "Вы отказались", "You refused"),
            Self::Lapsed => t("Жауап мерзімі өтті", "Срок ответа прошёл", "Time to answer is over"),
            Self::ToAsk => t("SMS жіберіледі", "Вам отправят SMS", "An SMS will be sent"),
            Self::Asked => t("SMS-ке жауап беріңіз", "Ответьте на SMS", "Please answer the SMS"),
            Self::Reminded => t("Жауабыңызды күтеміз", "Ждём вашего ответа", "Waiting for your answer"),
            Self::Expired => t("Ваучер мерзімі өтті", "Срок ваучера истёк", "Voucher expired"),
            Self::Issued => t("Сізге ваучер берілді", "Вам выдан ваучер", "Voucher issued"),
        }
    }
}

impl Step {
    /// The name of the step, in at most [`Texts::LABEL`] characters: a button (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::gas::Step;
    ///
    /// assert_eq!(Step::Confirm.label().ru(), "Подтвердить");
    /// assert!(Step::Confirm.texts().ru().contains("«Подтвердить»")); // the words tell people to press it
    /// ```
    #[must_use]
    pub const fn label(self) -> Texts {
        match self {
            Self::EnterAccount => Action::EnterAccount.label(),
            Self::AcceptOffer => Action::AcceptOffer.label(),
            Self::CheckAccount => t("Шот тексерілуде", "Счёт проверяется", "Checking account"),
            Self::Confirm => Action::Confirm.label(),
            Self::Done => t("Дайын", "Готово", "Done"),
        }
    }
}

impl Action {
    /// The name of the action, in at most [`Texts::LABEL`] characters: a button (N36). That of a step is the step's own.
    ///
    /// ```
    /// use voucher_core::gas::{Action, Step};
    ///
    /// assert_eq!(Action::Confirm.label(), Step::Confirm.label());
    /// assert_eq!(Action::Refuse.label().ru(), "Отказаться");
    /// ```
    #[must_use]
    pub const fn label(self) -> Texts {
        self.of_person().label()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n36_titles_and_labels_are_short() {
        Texts::are_short(Stage::ALL.iter().map(|stage| stage.title()), Texts::TITLE);
        Texts::are_short(Step::ALL.iter().map(|step| step.label()), Texts::LABEL);
        Texts::are_short(Action::ALL.iter().map(|action| action.label()), Texts::LABEL);
    }

    /// What people are told to press is a button's label.
    #[test]
    fn n36_buttons_are_called_what_the_words_call_them() {
        for step in [Step::AcceptOffer, Step::Confirm] {
            let (words, label) = (step.texts(), step.label());
            assert!(words.kk().contains(&alloc::format!("«{}»", label.kk())));
            assert!(words.ru().contains(&alloc::format!("«{}»", label.ru())));
            assert!(words.en().contains(&alloc::format!("press {}", label.en())));
        }
    }
}
