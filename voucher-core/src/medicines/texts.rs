//! Texts for people, by code, in Kazakh, Russian and English (N36). All are ours, none is official.
//!
//! They name no date, no number of days and no quantity: those are data of the regulation and of the prescription, and
//! whoever shows a text has them at hand. They hold no value that was put in, and name no item (N34).

use crate::{
    medicines::{dispensing::MissingFact, query::Action, refusal::Refusal, stage::Stage},
    programme::{OUT_OF_ORDER, Texts, ours as t},
};

impl Refusal {
    /// Why, in words for the patient or the point and, where it helps, what they can do (N36).
    ///
    /// ```
    /// use voucher_core::medicines::Refusal;
    ///
    /// assert_eq!(
    ///     Refusal::PrescriptionExpired.texts().en(),
    ///     "The prescription is no longer valid. Please ask your doctor for a new one.",
    /// );
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::OutOfOrder => OUT_OF_ORDER,
            Self::OutsidePilot => t(
                "Бұл күні немесе бұл айда дәрі-дәрмек «Әлеуметтік әмиян» арқылы берілмейді.",
                "В эту дату или в этом месяце лекарства через «Социальный кошелёк» не выдаются.",
                "Medicines are not given through the Social Wallet on this date or in this month.",
            ),
            Self::NotEnrolled => t(
                "Қолда бар мәліметтер бойынша пациент диспансерлік есепте тұрған жоқ. Егер тұрса, емханаңызға хабарласыңыз.",
                "По имеющимся сведениям пациент не состоит на диспансерном учёте. Если состоит, обратитесь, пожалуйста, в свою поликлинику.",
                "According to the records, the patient is not on dispensary registration. If this is wrong, please contact your clinic.",
            ),
            Self::QuantityNotPositive => t(
                "Дәрінің саны нөлден көп болуы керек.",
                "Количество лекарства должно быть больше нуля.",
                "The quantity of the medicine must be more than zero.",
            ),
            Self::DaysOutOfRange => t(
                "Рецепт мұндай күн санына жазылмайды. Дәрігер оны басқа мерзімге жаза алады.",
                "На такое число дней рецепт не выписывается. Врач может выписать его на другой срок.",
                "A prescription cannot be made out for this number of days. The doctor can make it out for another period.",
            ),
            Self::NoSuchPrescription => t(
                "Мұндай рецепт табылмады. Рецепттің нөмірін тексеріңіз.",
                "Такой рецепт не найден. Проверьте, пожалуйста, номер рецепта.",
                "No such prescription was found. Please check its number.",
            ),
            Self::PrescriptionCancelled => t(
                "Рецепттің күші жойылған, ол бойынша дәрі берілмейді. Қажет болса, дәрігеріңізге хабарласыңыз.",
                "Рецепт отменён, лекарство по нему не выдаётся. При необходимости обратитесь, пожалуйста, к своему врачу.",
                "The prescription is cancelled, and no medicine is given on it. If you need one, please contact your doctor.",
            ),
            Self::OtherPoint => t(
                "Дәріні тек пациент тіркелген дәріхана пунктінен алуға болады.",
                "Получить лекарство можно только в аптечном пункте, к которому прикреплён пациент.",
                "The medicine can be collected only at the pharmacy point where the patient is enrolled.",
            ),
            Self::BeforeIssue => t(
                "Рецепт бұл күннен кейін жазылған. Дәріні рецепт жазылған күннен бастап алуға болады.",
                "Рецепт выписан позже этой даты. Лекарство можно получить начиная со дня выписки рецепта.",
                "The prescription was issued after this date. The medicine can be collected from the day of issue on.",
            ),
            Self::PrescriptionExpired => t(
                "Рецепттің жарамдылық мерзімі өтті. Жаңа рецепт алу үшін дәрігеріңізге хабарласыңыз.",
                "Срок действия рецепта истёк. За новым рецептом обратитесь, пожалуйста, к своему врачу.",
                "The prescription is no longer valid. Please ask your doctor for a new one.",
            ),
            Self::AlreadyDispensed => t(
                "Бұл рецепт бойынша дәрі бұған дейін берілген.",
                "Лекарство по этому рецепту уже выдано.",
                "The medicine of this prescription has already been handed out.",
            ),
            Self::QuantityOver => t(
                "Сұралған сан рецепт бойынша қалған саннан көп.",
                "Запрошено больше, чем осталось выдать по рецепту.",
                "More is asked for than is left to hand out on the prescription.",
            ),
            Self::PartialNotAllowed => t(
                "Бұл рецепт бойынша дәрі бөліп берілмейді, бірден толық беріледі.",
                "Лекарство по этому рецепту выдаётся сразу целиком, а не по частям.",
                "The medicine of this prescription is handed out whole and not in parts.",
            ),
            Self::RecordDiffers => t(
                "Мұндай нөмірлі жазба бар, бірақ оның мәліметтері басқа. Нөмірді және мәліметтерді тексеріңіз.",
                "Запись с таким номером уже есть, но с другими данными. Проверьте, пожалуйста, номер и данные.",
                "A record with this number exists already, with other details. Please check the number and the details.",
            ),
            Self::RecordWithdrawn => t(
                "Дәрінің берілгені туралы бұл жазба кері қайтарып алынған. Дәрі қайта берілсе, жаңа жазба керек.",
                "Эта запись о выдаче лекарства отозвана. Для новой выдачи нужна новая запись.",
                "This record of a dispensing was withdrawn. A new dispensing needs a new record.",
            ),
            Self::NoSuchRecord => t(
                "Дәрінің берілгені туралы мұндай жазба табылмады. Жазбаның нөмірін тексеріңіз.",
                "Такая запись о выдаче лекарства не найдена. Проверьте, пожалуйста, номер записи.",
                "No such record of a dispensing was found. Please check its number.",
            ),
            Self::RegisterAlreadySent => t(
                "Дәрі берілген айдың тізілімі жіберіліп қойған. Түзету үшін алдымен тізілімді кері қайтарып алу керек.",
                "Реестр за месяц выдачи уже отправлен. Для исправления сначала нужно отозвать реестр.",
                "The register of the month of dispensing has already been sent. To correct it, the register must be recalled first.",
            ),
            Self::RegisterNotDue => t(
                "Осы айдың тізілімін жіберетін күн әлі келген жоқ.",
                "День отправки реестра за этот месяц ещё не наступил.",
                "The day for sending this month's register has not come yet.",
            ),
        }
    }
}

impl Stage {
    /// Where a prescription stands, in at most [`Texts::TITLE`] characters: a heading, a chip, a notification (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::medicines::Stage;
    ///
    /// assert_eq!(Stage::Open.title().en(), "Not collected yet");
    /// ```
    #[must_use]
    pub const fn title(self) -> Texts {
        match self {
            Self::Cancelled => t("Рецепт жойылды", "Рецепт отменён", "Cancelled"),
            Self::Dispensed => t("Толық берілді", "Выдан полностью", "Fully dispensed"),
            Self::Expired => t("Рецепт мерзімі өтті", "Срок рецепта истёк", "Expired"),
            Self::PartlyDispensed => t("Бір бөлігі берілді", "Выдан частично", "Partly dispensed"),
            Self::Open => t("Дәрі әлі алынған жоқ", "Ещё не получено", "Not collected yet"),
        }
    }

    /// Where the prescription stands, in words for the patient (N36).
    ///
    /// ```
    /// use voucher_core::medicines::Stage;
    ///
    /// assert_eq!(Stage::Cancelled.texts().ru(), "Рецепт отменён.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Cancelled => {
                t("Рецепттің күші жойылған.", "Рецепт отменён.", "The prescription is cancelled.")
            }
            Self::Dispensed => t(
                "Бұл рецепт бойынша дәрі берілді.",
                "Лекарство по этому рецепту выдано.",
                "The medicine of this prescription has been handed out.",
            ),
            Self::Expired => t(
                "Рецепттің жарамдылық мерзімі өтті. Дәрі әлі де қажет болса, дәрігеріңізге хабарласыңыз.",
                "Срок действия рецепта истёк. Если лекарство всё ещё нужно, обратитесь, пожалуйста, к своему врачу.",
                "The prescription is no longer valid. If you still need the medicine, please contact your doctor.",
            ),
            Self::PartlyDispensed => t(
                "Рецепт жарамды. Дәрінің бір бөлігі берілді, қалғаны әлі алынған жоқ.",
                "Рецепт действует. Часть лекарства выдана, остальное ещё не получено.",
                "The prescription is valid. A part of the medicine has been handed out, the rest is not collected yet.",
            ),
            Self::Open => t(
                "Рецепт жарамды. Дәрі әлі алынған жоқ.",
                "Рецепт действует. Лекарство ещё не получено.",
                "The prescription is valid. The medicine is not collected yet.",
            ),
        }
    }
}

impl Action {
    /// What is to be done, in words for whoever does it: the patient, or the point (N36).
    ///
    /// ```
    /// use voucher_core::medicines::Action;
    ///
    /// let texts = Action::RemindPatient.texts();
    /// assert!(texts.en().starts_with("Your prescription is valid only a little longer."));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::RemindPatient => t(
                "Рецептіңіздің жарамдылық мерзімі жақында аяқталады. Дәріңізді алып үлгеріңіз.",
                "Срок действия вашего рецепта скоро истечёт. Успейте, пожалуйста, получить лекарство.",
                "Your prescription is valid only a little longer. Please collect your medicine in time.",
            ),
            Self::SendRegister => t(
                "Дәріхана пунктінің айлық тізілімін жіберу керек.",
                "Нужно отправить реестр аптечного пункта за месяц.",
                "The pharmacy point's register of the month is to be sent.",
            ),
        }
    }
}

impl MissingFact {
    /// What is missing in words, as part of a sentence (N36).
    ///
    /// ```
    /// use voucher_core::medicines::MissingFact;
    ///
    /// assert_eq!(MissingFact::Quantity.texts().en(), "the quantity to be handed out");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Quantity => t(
                "берілетін дәрінің саны",
                "количество выдаваемого лекарства",
                "the quantity to be handed out",
            ),
            Self::Evidence => t(
                "пациенттің өзінің растауы: QR-код, бет-әлпеті немесе құжаты",
                "подтверждение самого пациента: QR-код, лицо или документ",
                "the patient's own sign: a QR code, the face or a document",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn n36_texts_are_sentences_in_the_letters_of_their_language() {
        let refusals = Refusal::ALL.iter().map(|refusal| refusal.texts());
        let stages = Stage::ALL.iter().map(|stage| stage.texts());
        let actions = Action::ALL.iter().map(|action| action.texts());
        let sentences: Vec<Texts> = refusals.chain(stages).chain(actions).collect();
        assert_eq!(sentences.len(), 18 + 5 + 2);
        Texts::are_sentences(sentences.into_iter());
        MissingFact::ALL.iter().for_each(|fact| fact.texts().has_own_letters());
    }

    #[test]
    fn n36_titles_are_short() {
        Texts::are_short(Stage::ALL.iter().map(|stage| stage.title()), Texts::TITLE);
    }
}
