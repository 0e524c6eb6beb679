//! Texts for people, by code, in Kazakh, Russian and English (N36). All are ours; none is official.
//!
//! A text speaks to the holder. It names no date, no number of days and no ground: those are data of the regulation, and
//! whoever shows a text has them at hand. It never names another person (N34).

use crate::{
    meals::{
        query::{Action, MissingFact},
        refusal::Refusal,
        stage::Stage,
    },
    programme::{OUT_OF_ORDER, Texts, ours as t},
};

impl Stage {
    /// Where the child stands, in at most [`Texts::TITLE`] characters: a heading, a chip, a notification (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::meals::Stage;
    ///
    /// assert_eq!(Stage::Notified.title().en(), "Please answer");
    /// ```
    #[must_use]
    pub const fn title(self) -> Texts {
        match self {
            Self::NotListed => t("Тізімде жоқ", "Нет в списке", "Not on the list"),
            Self::Delisted => t("Тізімнен шығарылды", "Больше не в списке", "Off the list"),
            Self::Ended => t("Мерзімі аяқталды", "Срок закончился", "The term is over"),
            Self::Refused => t("Сіз бас тарттыңыз", "Вы отказались", "You declined"),
            Self::ToNotify => t("Хабарлама жіберіледі", "Вам сообщат", "You will be notified"),
            Self::Notified => t("Жауап беріңіз", "Дайте ответ", "Please answer"),
            Self::ToActivate => t("Ваучерді белсендіріңіз", "Активируйте ваучер", "Activate the voucher"),
            Self::Active => t("Тамақ беріледі", "Питание предоставляется", "Meals are provided"),
        }
    }

    /// Where the pupil stands, in words for the holder (M7, N36).
    ///
    /// ```
    /// use voucher_core::meals::Stage;
    ///
    /// assert_eq!(Stage::Active.texts().en(), "The child has free meals on school days.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::NotListed => t(
                "Бала осы айдың тегін тамақтану тізімінде жоқ. Әр айға жеке тізім жасалады.",
                "Ребёнка нет в списке на бесплатное питание на этот месяц. На каждый месяц составляется свой список.",
                "The child is not on this month's list for free meals. Each month has its own list.",
            ),
            Self::Delisted => t(
                "Бала осы айдың тегін тамақтану тізімінен шығарылды. Себебін мектептен білуге болады.",
                "Ребёнка исключили из списка на бесплатное питание на этот месяц. Причину можно узнать в школе.",
                "The child was taken off this month's list for free meals. The school can tell you why.",
            ),
            Self::Ended => t(
                "Тегін тамақтану мерзімі аяқталды. Жаңа мерзім басталғанда келісім сұралады.",
                "Срок бесплатного питания закончился. Когда начнётся новый, у вас спросят согласие.",
                "The term of the free meals is over. When a new one begins, you will be asked for consent.",
            ),
            Self::Refused => t(
                "Сіз тегін тамақтанудан бас тарттыңыз. Шешіміңізді өзгертсеңіз, келісім бере аласыз.",
                "Вы отказались от бесплатного питания. Если вы передумаете, вы можете дать согласие.",
                "You declined free meals. If you change your mind, you can still give your consent.",
            ),
            Self::ToNotify => t(
                "Балаға тегін тамақтану қолжетімді. Бұл туралы хабарлама жақында жіберіледі.",
                "Ребёнку доступно бесплатное питание. Уведомление об этом скоро придёт.",
                "Free meals are available to the child. A notice about it will be sent soon.",
            ),
            Self::Notified => t(
                "Балаға тегін тамақтану қолжетімді. Келісесіз бе, жоқ па, жауап беріңіз.",
                "Ребёнку доступно бесплатное питание. Ответьте, пожалуйста, согласны ли вы.",
                "Free meals are available to the child. Please answer whether you agree.",
            ),
            Self::ToActivate => t(
                "Келісіміңіз қабылданды. Бала тамақтана алуы үшін ваучерді белсендіріңіз.",
                "Ваше согласие принято. Активируйте, пожалуйста, ваучер, чтобы ребёнок мог питаться.",
                "Your consent is recorded. Please activate the voucher so that the child can eat.",
            ),
            Self::Active => t(
                "Бала оқу күндері тегін тамақтанады.",
                "Ребёнок питается бесплатно в учебные дни.",
                "The child has free meals on school days.",
            ),
        }
    }
}

/// A month that is over, in which nothing can be asked any more.
impl Stage {
    /// Where the child stood in a month that is over, in at most [`Texts::TITLE`] characters (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::meals::Stage;
    ///
    /// assert_eq!(Stage::Notified.title_when_over().en(), "Not answered");
    /// assert_eq!(Stage::Active.title_when_over(), Stage::Active.title());
    /// ```
    #[must_use]
    pub const fn title_when_over(self) -> Texts {
        match self {
            Self::ToNotify | Self::Notified => t("Жауап берілмеді", "Ответа не было", "Not answered"),
            Self::ToActivate => t("Белсендірілмеді", "Не активирован", "Not activated"),
            Self::NotListed | Self::Delisted | Self::Ended | Self::Refused | Self::Active => self.title(),
        }
    }

    /// Where the child stood in a month that is over, in words for the holder (M7, N36): nothing is asked of them. Ours, not official.
    ///
    /// ```
    /// use voucher_core::meals::Stage;
    ///
    /// assert!(Stage::Notified.texts().en().contains("Please answer"));
    /// assert_eq!(Stage::Notified.texts_when_over().en(), "This month is over. There was no answer, so no meals were given.");
    /// ```
    #[must_use]
    pub const fn texts_when_over(self) -> Texts {
        match self {
            Self::Refused => t(
                "Сіз тегін тамақтанудан бас тарттыңыз.",
                "Вы отказались от бесплатного питания.",
                "You declined free meals.",
            ),
            Self::ToNotify | Self::Notified => t(
                "Бұл ай аяқталды. Жауап болмағандықтан, тамақ берілген жоқ.",
                "Этот месяц закончился. Ответа не было, поэтому питание не предоставлялось.",
                "This month is over. There was no answer, so no meals were given.",
            ),
            Self::ToActivate => t(
                "Бұл ай аяқталды. Ваучер белсендірілмегендіктен, тамақ берілген жоқ.",
                "Этот месяц закончился. Ваучер не был активирован, поэтому питание не предоставлялось.",
                "This month is over. The voucher was not activated, so no meals were given.",
            ),
            Self::NotListed | Self::Delisted | Self::Ended | Self::Active => self.texts(),
        }
    }
}

impl Refusal {
    /// Why, in words for the holder or for whoever hands out the meal (N36).
    ///
    /// ```
    /// use voucher_core::meals::Refusal;
    ///
    /// assert_eq!(Refusal::MealAlreadyGiven.texts().en(), "The child's meal of this day has already been given.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::OutOfOrder => OUT_OF_ORDER,
            Self::OutsidePilot => t(
                "Бұл күні немесе бұл айда мектептегі тегін тамақтану бағдарламасы жүргізілмейді.",
                "В эту дату или в этом месяце программа бесплатного школьного питания не действует.",
                "The programme of free school meals does not run on this date or in this month.",
            ),
            Self::ListClosed => t(
                "Осы айдың тізіміне енді өзгеріс енгізілмейді. Өзгерісті келесі айда енгізуге болады.",
                "Список этого месяца больше не меняется. Изменения можно внести в следующем месяце.",
                "This month's list can no longer be changed. Changes can be made next month.",
            ),
            Self::RegionNotInPilot => t(
                "Мектеп орналасқан өңір бағдарламаға қатыспайды.",
                "Регион, в котором находится школа, не участвует в программе.",
                "The region of the school is not part of the programme.",
            ),
            Self::NoGround => t(
                "Қолда бар мәліметтер бойынша балада тегін тамақтануға негіз жоқ. Негіз болса, мектепке хабарласыңыз.",
                "По имеющимся сведениям у ребёнка нет основания для бесплатного питания. Если основание есть, обратитесь, пожалуйста, в школу.",
                "According to the records, the child has no ground for free meals. If there is one, please contact the school.",
            ),
            Self::NotListed => t(
                "Бала осы айдың тегін тамақтану тізімінде жоқ. Тізімді мектептен нақтылаңыз.",
                "Ребёнка нет в списке на бесплатное питание на этот месяц. Уточните, пожалуйста, список в школе.",
                "The child is not on this month's list for free meals. Please check the list with the school.",
            ),
            Self::AlreadyAnswered => t(
                "Сіздің жауабыңыз тіркелген, сондықтан жаңа хабарлама қажет емес.",
                "Ваш ответ уже учтён, поэтому новое уведомление не требуется.",
                "Your answer is already recorded, so no further notice is needed.",
            ),
            Self::ActivationNotNeeded => t(
                "Ваучерді белсендірудің қажеті жоқ: келісім беру жеткілікті.",
                "Активировать ваучер не нужно: достаточно согласия.",
                "The voucher need not be activated: your consent is enough.",
            ),
            Self::GivenInFuture => t(
                "Тамақ берілген күн әлі келген жоқ. Күнін тексеріңіз.",
                "День, за который записано питание, ещё не наступил. Проверьте, пожалуйста, дату.",
                "The day of this meal has not come yet. Please check the date.",
            ),
            Self::EntryTooLate => t(
                "Бұл күнгі тамақты енгізу мерзімі өтіп кетті.",
                "Срок, в который можно было внести питание за этот день, прошёл.",
                "It is too late to enter a meal of this day.",
            ),
            Self::RegisterAlreadySent => t(
                "Осы айдың табелі жіберілген, сондықтан ол өзгертілмейді. Түзету үшін алдымен табельді кері қайтарып алу керек.",
                "Табель за этот месяц уже отправлен и не меняется. Чтобы исправить его, табель нужно сначала отозвать.",
                "The register of this month has been sent and does not change. To correct it, it must first be recalled.",
            ),
            Self::KindNotInPilot => t(
                "Тамақтанудың бұл түрі бағдарламада жоқ.",
                "Такого вида питания в программе нет.",
                "This kind of meal is not part of the programme.",
            ),
            Self::NotASchoolDay => t(
                "Бұл күні сабақ жоқ, сондықтан тегін тамақ берілмейді.",
                "В этот день нет уроков, поэтому бесплатное питание не предоставляется.",
                "There are no lessons on this day, so no free meal is given.",
            ),
            Self::DayClosed => t(
                "Бұл күні мектепте тамақтану ұйымдастырылмайды.",
                "В этот день питание в школе не организуется.",
                "The school gives no meals on this day.",
            ),
            Self::OtherSchool => t(
                "Бала тізімде басқа мектеп бойынша тұр. Ауысқан болса, мектептен тізімді жаңартуды сұраңыз.",
                "Ребёнок состоит в списке другой школы. Если он перешёл, попросите, пожалуйста, школу обновить список.",
                "The child is on the list at another school. After a change of school, please ask the school to update the list.",
            ),
            Self::AwaitingConsent => t(
                "Ата-ананың немесе заңды өкілдің келісімі әлі жоқ.",
                "Согласия родителя или законного представителя ещё нет.",
                "The parent or lawful representative has not consented yet.",
            ),
            Self::ConsentRefused => t(
                "Ата-ана немесе заңды өкіл тегін тамақтанудан бас тартты. Шешімді өзгертуге болады.",
                "Родитель или законный представитель отказался от бесплатного питания. Решение можно изменить.",
                "The parent or lawful representative declined free meals. The decision can be changed.",
            ),
            Self::VoucherNotActive => t(
                "Ваучер белсендірілмеген. Оны ата-ана немесе заңды өкіл белсендіруі керек.",
                "Ваучер не активирован. Его активирует родитель или законный представитель.",
                "The voucher is not activated. The parent or lawful representative activates it.",
            ),
            Self::MealAlreadyGiven => t(
                "Баланың осы күнгі тамағы берілген.",
                "Питание ребёнку за этот день уже предоставлено.",
                "The child's meal of this day has already been given.",
            ),
            Self::RecordDiffers => t(
                "Дәл осындай нөмірмен басқа жазба тіркелген. Жазбаның мәліметтерін тексеріңіз.",
                "Под этим номером уже записано другое. Проверьте, пожалуйста, данные записи.",
                "Something else is recorded under this number. Please check the data of the record.",
            ),
            Self::RecordWithdrawn => t(
                "Бұл жазба кері қайтарып алынған. Тамақты жаңа жазбамен енгізіңіз.",
                "Эта запись отозвана. Внесите, пожалуйста, питание новой записью.",
                "This record has been withdrawn. Please enter the meal with a new record.",
            ),
            Self::NoSuchRecord => t(
                "Мұндай жазба жоқ. Нөмірін тексеріңіз.",
                "Такой записи нет. Проверьте, пожалуйста, номер.",
                "There is no such record. Please check the number.",
            ),
            Self::RegisterNotDue => t(
                "Осы айдың табелін жіберетін күн әлі келген жоқ.",
                "День, с которого отправляют табель за этот месяц, ещё не наступил.",
                "The day from which the register of this month is sent has not come yet.",
            ),
            Self::PriceUnknown => t(
                "Табельдегі тамақтың бағасы белгісіз, сондықтан сома есептелмейді.",
                "Цена питания из табеля неизвестна, поэтому сумма не считается.",
                "The price of a meal in the register is not known, so no amount is given.",
            ),
        }
    }
}

impl Action {
    /// What is to be done, in words for whoever does it (M24, N36).
    ///
    /// ```
    /// use voucher_core::meals::Action;
    ///
    /// assert_eq!(Action::SendRegister.texts().ru(), "Отправить табель.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Notify => t(
                "Ата-анаға немесе заңды өкілге хабарлау.",
                "Уведомить родителя или законного представителя.",
                "Notify the parent or lawful representative.",
            ),
            Self::RemindToActivate => t(
                "Ваучерді белсендіру керегін еске салу.",
                "Напомнить об активации ваучера.",
                "Remind the holder to activate the voucher.",
            ),
            Self::SendRegister => t("Табельді жіберу.", "Отправить табель.", "Send the register."),
        }
    }
}

impl MissingFact {
    /// The fact in words, as part of a sentence (N36).
    ///
    /// ```
    /// use voucher_core::meals::MissingFact;
    ///
    /// assert_eq!(MissingFact::DayOpen.texts().en(), "whether the school is open on this day");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::DayOpen => t(
                "бұл күні мектептің жұмыс істейтін-істемейтіні",
                "работает ли школа в этот день",
                "whether the school is open on this day",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n36_texts_are_sentences_in_the_letters_of_their_language() {
        let refusals = Refusal::ALL.iter().map(|refusal| refusal.texts());
        let stages = Stage::ALL.iter().flat_map(|stage| [stage.texts(), stage.texts_when_over()]);
        Texts::are_sentences(refusals.chain(stages).chain(Action::ALL.iter().map(|action| action.texts())));
        MissingFact::ALL.iter().for_each(|fact| fact.texts().has_own_letters());
    }

    #[test]
    fn n36_titles_are_short() {
        Texts::are_short(Stage::ALL.iter().map(|stage| stage.title()), Texts::TITLE);
        let asking = [Stage::Notified, Stage::ToActivate].into_iter();
        Texts::are_short(asking.map(Stage::title_when_over), Texts::TITLE);
    }
}
