//! Texts for people, by code, in Kazakh, Russian and English (K32, N36).
//!
//! Only the Russian names of the levels and of the nine services are official; [`Texts::is_official`] tells which is
//! which. The Kazakh names of the nine services are those of a public page of the Ministry. All other texts are ours.
//!
//! The texts of refusals, stages and steps name no date, no number of days, no amount and no number to send to: those are
//! data of the regulation, and whoever shows a text has them at hand. They never name another person and hold no value
//! that was put in (N34).

use crate::{
    family_card::{
        grading::Criterion,
        offers::{Action, NextStep, Stage},
        proactive::RefusalRule,
        rights::MissingFact,
        service::Service,
    },
    programme::{Texts, official, ours as t},
    value::coded::coded,
};

mod beside;
mod refusal;

coded! {
    /// A level of the published grading (K9). A grading of one's own has levels of its own.
    ///
    /// Deliberately exhaustive: a new level must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::{Grading, Level};
    ///
    /// let grading = Grading::grading_2026_06();
    /// assert!(grading.levels().iter().map(String::as_str).eq(Level::ALL.iter().map(|level| level.code())));
    /// ```
    Level {
        /// The best.
        A "A",
        /// The second.
        B "B",
        /// The third.
        C "C",
        /// The fourth.
        D "D",
        /// The lowest.
        E "E",
    }

    /// An SMS of the dialogue (K32).
    ///
    /// Deliberately exhaustive: a new SMS must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Sms;
    ///
    /// assert!(Sms::Offer.texts().ru().contains("1414"));
    /// ```
    Sms {
        /// Tells of a right and asks for an answer.
        Offer "offer",
    }
}

impl Level {
    /// What the level is called (K32). The Russian name is official.
    ///
    /// ```
    /// use voucher_core::{Language, family_card::Level};
    ///
    /// assert_eq!(Level::E.texts().ru(), "экстренный");
    /// assert!(Level::E.texts().is_official(Language::Ru));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::A => official("қолайлы", "благополучный", "well-off"),
            Self::B => official("қанағаттанарлық", "удовлетворительный", "satisfactory"),
            Self::C => official("қанағаттанарлықсыз", "неудовлетворительный", "unsatisfactory"),
            Self::D => official("дағдарыс", "кризисный", "crisis"),
            Self::E => official("мүшкіл", "экстренный", "emergency"),
        }
    }
}

impl Sms {
    /// Our wording, which is not official: the real one is not known (K32). It names 1414, the sender of the published
    /// regulations; a regulation with another sender needs a text of its own.
    ///
    /// ```
    /// use voucher_core::family_card::Sms;
    ///
    /// assert!(Sms::Offer.texts().en().ends_with("Never tell anybody a code from an SMS."));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Offer => t(
                "Сіздің отбасыңыздың мемлекеттік қолдау алуға құқығы туындады. Келісу немесе бас тарту үшін тек 1414 нөмірінен келген осы хабарламаға жауап беріңіз. SMS-хабарламадағы кодты ешқашан ешкімге айтпаңыз.",
                "У вашей семьи возникло право на государственную поддержку. Чтобы согласиться или отказаться, ответьте, пожалуйста, только на это сообщение с номера 1414. Никогда никому не сообщайте код из SMS.",
                "Your family has a right to state support. To agree or to refuse, please reply only to this message from 1414. Never tell anybody a code from an SMS.",
            ),
        }
    }
}

impl Service {
    /// What the service is called (K14, K32). Of the nine, the Russian name is official.
    ///
    /// ```
    /// use voucher_core::{Language, family_card::Service};
    ///
    /// assert_eq!(Service::LargeFamily.texts().ru(), "пособие многодетным семьям");
    /// assert_eq!(Service::LargeFamily.texts().kk(), "көпбалалы отбасыларға берілетін жәрдемақы");
    /// assert!(!Service::Burial.texts().is_official(Language::Ru)); // none of the nine
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Maternity => official(
                "жүктілікке және босануға байланысты табысынан айырылған жағдайда төленетін әлеуметтік төлем",
                "соцвыплата на случай потери дохода в связи с беременностью и родами",
                "social payment for the loss of income through pregnancy and birth",
            ),
            Self::ChildCare => official(
                "бала күтіміне байланысты табысынан айырылған жағдайда төленетін әлеуметтік төлем",
                "соцвыплата на случай потери дохода в связи с уходом за ребенком",
                "social payment for the loss of income through the care of a child",
            ),
            Self::JobLoss => official(
                "жұмысынан айырылған жағдайда төленетін әлеуметтік төлем",
                "соцвыплата на случай потери работы",
                "social payment for the loss of work",
            ),
            Self::Breadwinner => official(
                "асыраушысынан айырылу бойынша төленетін әлеуметтік төлем",
                "соцвыплата по потере кормильца",
                "social payment for the loss of the breadwinner",
            ),
            Self::ChildDisabilityCarer => official(
                "мүгедектігі бар баланы тәрбиелеп отырған ата-анасына (қамқоршысына) берілетін жәрдемақы",
                "пособие родителю (опекуну), воспитывающему ребенка с инвалидностью",
                "allowance to a parent (guardian) who brings up a child with disability",
            ),
            Self::Disability => official(
                "мүгедектігі бойынша жәрдемақы",
                "пособие по инвалидности",
                "allowance for disability",
            ),
            Self::LargeFamily => official(
                "көпбалалы отбасыларға берілетін жәрдемақы",
                "пособие многодетным семьям",
                "allowance to families with many children",
            ),
            Self::AwardedMother => official(
                "«Алтын алқа» және «Күміс алқа» алқаларымен марапатталған көпбалалы аналарға берілетін жәрдемақы",
                "пособие многодетным матерям, награжденным подвесками «Алтын алқа» и «Күміс алқа»",
                "allowance to mothers of many children who hold the pendants Altyn alqa and Kumis alqa",
            ),
            Self::TargetedAssistance => official(
                "атаулы әлеуметтік көмек",
                "адресная социальная помощь",
                "targeted social assistance",
            ),
            Self::LossOfCapacity => t(
                "еңбек ету қабілетінен айырылу бойынша төленетін әлеуметтік төлем",
                "соцвыплата по утрате трудоспособности",
                "social payment for the loss of the capacity to work",
            ),
            Self::Birth => t(
                "бала тууға байланысты берілетін біржолғы жәрдемақы",
                "единовременное пособие на рождение ребёнка",
                "one-time allowance for the birth of a child",
            ),
            Self::Burial => t(
                "жерлеуге арналған біржолғы төлем",
                "единовременная выплата на погребение",
                "one-time payment for a burial",
            ),
        }
    }
}

impl Criterion {
    /// What the criterion is called (K32). Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::Criterion;
    ///
    /// assert_eq!(Criterion::Housing.texts().en(), "housing");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Economic => t("экономикалық жағдай", "экономическое положение", "economic situation"),
            Self::Health => t("денсаулық", "здоровье", "health"),
            Self::Disability => t("мүгедектік", "инвалидность", "disability"),
            Self::Housing => t("тұрғын үй жағдайы", "жилищные условия", "housing"),
            Self::Education => t("білім алу", "образование", "education"),
        }
    }
}

impl Stage {
    /// Where an offer stands, in at most [`Texts::TITLE`] characters: a heading, a chip, a notification (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::Stage;
    ///
    /// assert_eq!(Stage::AwaitingAccount.title().en(), "Confirm your account");
    /// ```
    #[must_use]
    pub const fn title(self) -> Texts {
        match self {
            Self::NotArisen => t("Құқық туындаған жоқ", "Право не возникло", "No right has arisen"),
            Self::Assigned => t("Төлем тағайындалды", "Выплата назначена", "Payment assigned"),
            Self::Refused => t("Сіз бас тарттыңыз", "Вы отказались", "You refused"),
            Self::AwaitingAccount => t("Шотты растаңыз", "Подтвердите счёт", "Confirm your account"),
            Self::Agreed => t("Келісіміңіз қабылданды", "Ваше согласие принято", "Consent recorded"),
            Self::Lapsed => t("Жауап мерзімі өтті", "Срок ответа прошёл", "Time to answer is over"),
            Self::Asked => t("SMS-ке жауап беріңіз", "Ответьте на SMS", "Please answer the SMS"),
            Self::Expired => t("Ұсыныс мерзімі өтті", "Срок предложения прошёл", "Offer expired"),
            Self::ToAsk => t("SMS жіберіледі", "Вам отправят SMS", "An SMS will be sent"),
        }
    }

    /// Where the offer stands, in words for the person (K28, K32). Ours, not official. Where a refusal is final, the text
    /// of a refused offer says so.
    ///
    /// ```
    /// use voucher_core::family_card::{RefusalRule, Stage};
    ///
    /// let refused = |rule| Stage::Refused.texts(rule).en();
    /// assert!(refused(RefusalRule::Final).contains("no new offer"));
    /// assert!(!refused(RefusalRule::Reversible).contains("no new offer"));
    /// assert!(Stage::Lapsed.texts(RefusalRule::Final).kk().contains("өтініш"));
    /// ```
    #[must_use]
    pub const fn texts(self, refusal: RefusalRule) -> Texts {
        match self {
            Self::NotArisen => t(
                "Бұл оқиға бойынша ұсыныс жоқ. Қызметке әдеттегі тәртіппен өтініш бере аласыз.",
                "По этому событию предложения нет. Вы можете подать обычное заявление на услугу.",
                "There is no offer for this event. You can apply for the service in the ordinary way.",
            ),
            Self::Assigned => t(
                "Төлем тағайындалды. Сізден басқа әрекет талап етілмейді.",
                "Выплата назначена. Больше от вас ничего не требуется.",
                "The benefit is assigned. There is nothing more to do.",
            ),
            Self::Refused => refused(refusal),
            Self::AwaitingAccount => t(
                "Келісіміңіз қабылданды. Төлем аударылатын шотты растаңыз.",
                "Ваше согласие принято. Подтвердите, пожалуйста, счёт, на который поступит выплата.",
                "Your agreement has been accepted. Please confirm the account to which the benefit will be paid.",
            ),
            Self::Agreed => t(
                "Келісіміңіз қабылданды. Енді төлем туралы шешім шығарылады, қазір сізден басқа әрекет талап етілмейді.",
                "Ваше согласие принято. Теперь будет решение о выплате, сейчас от вас больше ничего не требуется.",
                "Your agreement has been accepted. The benefit is decided on next, and there is nothing more to do now.",
            ),
            Self::Lapsed => t(
                "Жауап беру мерзімі өтті, сондықтан ұсыныс күшін жойды және бұл оқиға бойынша жаңа ұсыныс жіберілмейді. Қызметке әдеттегі тәртіппен өтініш бере аласыз.",
                "Срок ответа прошёл, поэтому предложение аннулировано и нового по этому событию не будет. Вы можете подать обычное заявление на услугу.",
                "The time to answer is over, so the offer has lapsed and no new offer comes for this event. You can still apply for the service in the ordinary way.",
            ),
            Self::Asked => t(
                "Сізге ұсыныс бар SMS-хабарлама жіберілді. Жауап беру мерзімі өткенше, сол хабарламаға жауап беріңіз.",
                "Вам отправлено SMS с предложением. Ответьте, пожалуйста, на это сообщение, пока не прошёл срок ответа.",
                "An SMS with an offer has been sent to you. Please answer that message before the time to answer is over.",
            ),
            Self::Expired => t(
                "Осы қағидалар қолданылған кезде ұсыныс жіберілген жоқ. Қызметке әдеттегі тәртіппен өтініш бере аласыз.",
                "Пока действовали эти правила, предложение не было отправлено. Вы можете подать обычное заявление на услугу.",
                "No offer was sent while these rules were in force. You can still apply for the service in the ordinary way.",
            ),
            Self::ToAsk => t(
                "Сіздің отбасыңызға қызмет ұсынылады. Ұсыныс SMS-хабарламамен жіберіледі.",
                "Вашей семье предложат эту услугу. Предложение придёт в SMS.",
                "The service is to be offered to your family. An SMS with the offer will be sent to you.",
            ),
        }
    }
}

const fn refused(refusal: RefusalRule) -> Texts {
    match refusal {
        RefusalRule::Final => t(
            "Бас тартуыңыз қабылданды, бұл оқиға бойынша жаңа ұсыныс жіберілмейді. Қызметке әдеттегі тәртіппен өтініш бере аласыз.",
            "Ваш отказ принят, нового предложения по этому событию не будет. Вы можете подать обычное заявление на услугу.",
            "Your refusal has been accepted, and no new offer comes for this event. You can still apply for the service in the ordinary way.",
        ),
        RefusalRule::Reversible => t(
            "Бас тартуыңыз қабылданды, жауап беру мерзімі өткенше оны өзгерте аласыз. Қызметке әдеттегі тәртіппен де өтініш бере аласыз.",
            "Ваш отказ принят, его можно изменить, пока не прошёл срок ответа. Вы также можете подать обычное заявление на услугу.",
            "Your refusal has been accepted, and you can change it before the time to answer is over. You can also apply for the service in the ordinary way.",
        ),
    }
}

impl NextStep {
    /// What the person does next, in words for them (K28, K32). Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::NextStep;
    ///
    /// assert_eq!(NextStep::Answer.texts().ru(), "Ответьте, пожалуйста, на SMS с предложением.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Answer => t(
                "Ұсыныс бар SMS-хабарламаға жауап беріңіз.",
                "Ответьте, пожалуйста, на SMS с предложением.",
                "Please answer the SMS with the offer.",
            ),
            Self::ConfirmAccount => t(
                "Төлем үшін шотты растаңыз.",
                "Подтвердите, пожалуйста, счёт для выплаты.",
                "Please confirm the account for the benefit.",
            ),
            Self::Apply => t(
                "Қызметті алу үшін әдеттегі өтініш беріңіз.",
                "Чтобы получить услугу, подайте, пожалуйста, обычное заявление.",
                "To get the service, please file an ordinary application.",
            ),
        }
    }
}

impl Action {
    /// What must be done, for whoever works on the list (K29, K32). Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::Action;
    ///
    /// assert_eq!(Action::Assign.texts().en(), "assign the benefit");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::SendOffer => t("ұсыныс жіберу", "отправить предложение", "send the offer"),
            Self::AskAccount => t("төлем шотын сұрау", "запросить счёт для выплаты", "ask for the account"),
            Self::Assign => t("төлемді тағайындау", "назначить выплату", "assign the benefit"),
        }
    }
}

impl MissingFact {
    /// The fact in words, as part of a sentence (K14, K32). Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::MissingFact;
    ///
    /// assert_eq!(MissingFact::Born.texts().en(), "the day of birth");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Rules => t("осы күнге арналған ережелер", "правила на эту дату", "the rules for this date"),
            Self::Children => t(
                "отбасымен бірге тұратын балалар",
                "дети, которые живут с семьёй",
                "the children who live with the family",
            ),
            Self::MonthsOfParticipation => t(
                "міндетті әлеуметтік сақтандыруға қатысу айларының саны",
                "число месяцев участия в обязательном социальном страховании",
                "the months of participation in compulsory social insurance",
            ),
            Self::RegisteredOn => t(
                "жұмыссыз ретінде тіркелген күн",
                "день регистрации в качестве безработного",
                "the day of registration as unemployed",
            ),
            Self::LostOn => t(
                "асыраушысынан айырылған күн",
                "день потери кормильца",
                "the day on which the breadwinner was lost",
            ),
            Self::Dependants => t(
                "асырауында болған адамдар саны",
                "число иждивенцев",
                "how many depended on the breadwinner",
            ),
            Self::Carer => t(
                "адамның баланың ата-анасы, асырап алушысы немесе қамқоршысы екені",
                "является ли человек родителем, усыновителем или опекуном ребёнка",
                "whether the person is a parent, adopter or guardian of the child",
            ),
            Self::Insured => t(
                "адамның сақтандырылған-сақтандырылмағаны",
                "застрахован ли человек",
                "whether the person is insured",
            ),
            Self::SickListFrom => t(
                "еңбекке жарамсыздық парағының бірінші күні",
                "первый день листа нетрудоспособности",
                "the first day of the sick list",
            ),
            Self::SickListDays => t(
                "еңбекке жарамсыздық парағындағы күндер саны",
                "число дней листа нетрудоспособности",
                "the days of the sick list",
            ),
            Self::IncomeTwelveMonths => t(
                "соңғы он екі айдағы орташа айлық табыс",
                "средний доход за месяц из двенадцати",
                "the average monthly income of twelve months",
            ),
            Self::Born => t("туған күні", "день рождения", "the day of birth"),
            Self::Student => t(
                "баланың күндізгі бөлімде оқитын-оқымайтыны",
                "учится ли ребёнок очно",
                "whether the child is a full-time student",
            ),
            Self::EstablishedOn => t(
                "мүгедектік белгіленген күн",
                "день установления инвалидности",
                "the day on which the disability was established",
            ),
            Self::Until => t(
                "мүгедектік мерзімінің соңғы күні",
                "последний день срока инвалидности",
                "the last day of the disability",
            ),
            Self::Group => t("мүгедектік тобы", "группа инвалидности", "the group of disability"),
            Self::SinceChildhood => t(
                "мүгедектіктің бала кезден екені",
                "инвалидность ли это с детства",
                "whether the disability is since childhood",
            ),
            Self::Cause => t("мүгедектіктің себебі", "причина инвалидности", "the cause of the disability"),
            Self::Order => {
                t("баланың туу кезегі", "очерёдность рождения ребёнка", "which child it is by birth")
            }
            Self::IncomeTwentyFourMonths => t(
                "соңғы жиырма төрт айдағы орташа айлық табыс",
                "средний доход за месяц из двадцати четырёх",
                "the average monthly income of twenty-four months",
            ),
            Self::BothParentsLost => t(
                "ата-анасының екеуінен де айырылған-айырылмағаны",
                "потеряны ли оба родителя",
                "whether both parents are lost",
            ),
            Self::Award => t("ананың марапаты", "награда матери", "the mother's award"),
            Self::AwardedOn => t("марапатталған күн", "день награждения", "the day of the award"),
            Self::IncomePerHead => t(
                "отбасының жан басына шаққандағы табысы",
                "доход на члена семьи",
                "the income for each person of the family",
            ),
            Self::PovertyLine => {
                t("өңірдегі кедейлік шегі", "черта бедности региона", "the poverty line of the region")
            }
            Self::BaseValues => t(
                "осы күнге арналған базалық шамалар",
                "базовые величины на эту дату",
                "the base values for this date",
            ),
            Self::Rate => {
                t("осы жағдайға арналған мөлшерлеме", "размер для этого случая", "the rate for this case")
            }
        }
    }
}

#[cfg(test)]
mod tests;
