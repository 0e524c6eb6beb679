//! Texts for people, by code, in Kazakh, Russian and English (N36).
//!
//! Every [`Refusal`], [`Stage`] and [`Step`] has one text in each [`Language`]. Only the Russian texts
//! of the two [`Sms`] are official: they are those of the order, verbatim. All other texts are ours;
//! [`Texts::is_official`] tells which is which.
//!
//! The texts of refusals, stages and steps name no date, no number of days, no amount, no kind of
//! assistance and no code to send: those are data of the regulation and may change, and whoever shows
//! a text has them at hand. They never name another person and hold no value that was put in (N34).

use crate::{
    gas::{
        activation::{MissingFact, Step},
        refusal::Refusal,
        stage::Stage,
    },
    programme::{OUT_OF_ORDER, Texts, official, ours as t},
    value::coded::coded,
};

mod short;
mod trail;
mod under;

pub use trail::TrailPhrase;

/// The SMS of the order in effect from August 2025 (N36, S0).
///
/// They are fixed texts: the combination to send, the last day to answer, the helpline and the link in
/// them are those of the regulation `gas-2025-08`. A regulation that differs in one of these needs SMS
/// of its own.
///
/// Deliberately exhaustive: a new SMS must break your build.
///
/// ```
/// use voucher_core::gas::Sms;
///
/// assert!(Sms::Start.texts().ru().contains("21*1 означает «Согласен»"));
/// assert!(Sms::Confirmation.texts().ru().ends_with("https://egovmobile.page.link/socwallet"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sms {
    /// Asks a potential recipient for consent.
    Start,
    /// Answers a consent, and says how to get the voucher.
    Confirmation,
}

impl Sms {
    /// Both SMS, in the order in which they are sent (N36).
    ///
    /// ```
    /// use voucher_core::gas::Sms;
    ///
    /// assert_eq!(Sms::ALL, [Sms::Start, Sms::Confirmation]);
    /// ```
    pub const ALL: &[Self] = &[Self::Start, Self::Confirmation];

    /// The text of the SMS: in Russian the order's own wording, in Kazakh and English our translation
    /// (N36).
    ///
    /// ```
    /// use voucher_core::gas::Sms;
    ///
    /// let texts = Sms::Start.texts();
    /// assert!(texts.ru().ends_with("по номеру 5169")); // the order has no full stop inside the quotes
    /// assert!(texts.kk().contains("21*1"));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Start => official(
                "Құрметті азамат (азаматша)! Сіздің отбасыңызға «QazaqGaz Aimaq» АҚ-да тауарлық газға ваучер түріндегі жеңілдік қолжетімді. Ваучерлерді шығару үшін дербес деректерді өңдеуге келісу немесе одан бас тарту мынадай комбинация арқылы жүзеге асырылады: 21*1 «Келісемін» дегенді білдіреді. Келісімді ағымдағы айдың 29-ына дейін беру қажет. Сұрақтар туындаған жағдайда 5169 нөміріне хабарласа аласыз",
                "Уважаемый (ая) гражданин (ка)! Вашей семье доступна скидка на товарный газ в АО «QazaqGaz Aimaq» в виде ваучера. Согласие или отказ на обработку персональных данных для выпуска ваучеров осуществляется следующей комбинацией: 21*1 означает «Согласен». Согласие необходимо предоставить до 29 числа текущего месяца. В случае возникновения вопросов можете обратиться по номеру 5169",
                "Dear citizen! A discount on commercial gas at QazaqGaz Aimaq JSC is available to your family in the form of a voucher. Consent to the processing of personal data for the issue of vouchers, or refusal, is given by the following combination: 21*1 means \"I agree\". Consent must be given by the 29th day of the current month. If you have questions, you can call 5169",
            ),
            Self::Confirmation => official(
                "«Әлеуметтік әмиянда» тауарлық газға арналған ваучер алуға берген келісіміңіз оң нәтижемен өңделді. Ваучерді алу үшін https://egovmobile.page.link/socwallet сілтемесі арқылы өтіп, eGov mobile мобильді қосымшасында тіркелуіңіз қажет",
                "Ваше согласие на получение ваучера в «Социальном кошельке» на товарный газ обработано положительно. Для получения ваучера Вам необходимо зарегистрироваться в мобильном приложении eGov mobile перейдя по ссылке https://egovmobile.page.link/socwallet",
                "Your consent to receive a voucher for commercial gas in the Social Wallet has been processed with a positive result. To get the voucher, you need to register in the eGov mobile application by following the link https://egovmobile.page.link/socwallet",
            ),
        }
    }
}

impl Refusal {
    /// Why, in words for the citizen and, where it helps, what they can do (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::{Language, gas::Refusal};
    ///
    /// assert_eq!(
    ///     Refusal::WindowClosed.texts().in_language(Language::En),
    ///     "The period for activating vouchers this month is over. \
    ///      Next month you can activate a new voucher if one is issued to you.",
    /// );
    /// // That the account was used, never by whom:
    /// assert!(Refusal::AccountAlreadyUsed.texts().ru().starts_with("На этот лицевой счёт"));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::OutOfOrder => OUT_OF_ORDER,
            Self::OutsidePilot => t(
                "Бұл күні немесе бұл айда пилоттық жоба жүргізілмейді.",
                "В эту дату или в этом месяце пилотный проект не проводится.",
                "The pilot does not run on this date or in this month.",
            ),
            Self::ListClosed => t(
                "Осы айдың тізіміне енді өзгеріс енгізілмейді. Пилоттық жоба жалғасып жатса, өзгерісті келесі айда енгізуге болады.",
                "Список этого месяца больше не меняется. Если пилотный проект ещё идёт, изменения можно внести в следующем месяце.",
                "This month's list can no longer be changed. If the pilot is still running, changes can be made next month.",
            ),
            Self::NotReceivingAssistance => t(
                "Қолда бар мәліметтер бойынша сіз ваучер алуға құқық беретін көмек алмайсыз. Егер ондай көмек алатын болсаңыз, оны тағайындаған органға хабарласыңыз.",
                "По имеющимся сведениям вы не получаете помощь, дающую право на ваучер. Если вы её получаете, обратитесь, пожалуйста, туда, где она назначена.",
                "According to the records, you do not receive the assistance that gives a right to a voucher. If you do receive it, please contact the office that granted it.",
            ),
            Self::RegionNotInPilot => t(
                "Қолда бар мәліметтер бойынша сіз тұратын өңір пилоттық жобаға қатыспайды. Егер басқа өңірде тұрсаңыз, тұрғылықты жеріңіз туралы мәліметтерді тексеріңіз.",
                "Регион, в котором вы проживаете по имеющимся сведениям, не участвует в пилотном проекте. Если вы живёте в другом регионе, проверьте, пожалуйста, сведения о своём месте жительства.",
                "The region where you live, according to the records, is not part of the pilot. If you live in another region, please check the record of your place of residence.",
            ),
            Self::NotListed => t(
                "Сіз осы айдың әлеуетті қызмет алушылар тізімінде жоқсыз. Әр айға жеке тізім жасалады.",
                "Вас нет в списке потенциальных услугополучателей на этот месяц. На каждый месяц составляется свой список.",
                "You are not on this month's list of potential recipients. Each month has its own list.",
            ),
            Self::ConsentNotNeeded => t(
                "Бұл ваучер үшін SMS арқылы келісім беру талап етілмейді. Жауап берудің қажеті жоқ.",
                "Для этого ваучера согласие по SMS не требуется. Отвечать на SMS не нужно.",
                "This voucher does not need consent by SMS. There is nothing to answer.",
            ),
            Self::ConsentClosed => t(
                "Осы айда жауап берудің соңғы күні өтті. Егер келесі айдың тізімінде болсаңыз, сізге ваучер қайта ұсынылуы мүмкін.",
                "Последний день для ответа в этом месяце прошёл. Если вы будете в списке следующего месяца, вам смогут предложить ваучер снова.",
                "The last day to answer this month has passed. If you are on next month's list, you may be offered a voucher again.",
            ),
            Self::AlreadyAnswered => t(
                "Сіздің жауабыңыз бұған дейін тіркелген, сондықтан жаңа SMS-хабарлама қажет емес.",
                "Ваш ответ уже учтён, поэтому новое SMS не требуется.",
                "Your answer is already recorded, so no further SMS is needed.",
            ),
            Self::AlreadyAsked => t(
                "Осы айда сізге келісім сұралған SMS-хабарлама бұған дейін жіберілген. Жауаптар қабылданып жатқан кезде, оған жауап бере аласыз.",
                "SMS с запросом согласия вам в этом месяце уже отправлено. Вы можете ответить на него, пока идёт приём ответов.",
                "The SMS asking for your consent has already been sent this month. You can answer it while answers are being accepted.",
            ),
            Self::NotAsked => t(
                "Осы айда сізге келісім сұралатын SMS-хабарлама әлі жіберілген жоқ. Хабарлама келген соң, жауап бере аласыз.",
                "В этом месяце вам ещё не отправляли SMS с запросом согласия. Ответить можно будет, когда оно придёт.",
                "The SMS asking for your consent has not been sent this month yet. You can answer once it arrives.",
            ),
            Self::AlreadyReminded => t(
                "Осы айда сізге қайталама SMS-хабарлама бұған дейін жіберілген, ол бір-ақ рет жіберіледі. Жауаптар қабылданып жатқан кезде, жауап бере аласыз.",
                "Повторное SMS вам в этом месяце уже отправлено, оно отправляется только один раз. Вы можете ответить, пока идёт приём ответов.",
                "The repeat SMS has already been sent to you this month; it is sent only once. You can answer while answers are being accepted.",
            ),
            Self::RepeatTooEarly => t(
                "Қайталама SMS-хабарлама жіберуге әлі ерте. Жауаптар қабылданып жатқан кезде, алғашқы SMS-хабарламаға жауап бере аласыз.",
                "Отправлять повторное SMS ещё рано. Вы можете ответить на первое SMS, пока идёт приём ответов.",
                "It is too early for the repeat SMS. You can answer the first one while answers are being accepted.",
            ),
            Self::UnrecognisedReply => t(
                "Жауабыңызды тану мүмкін болмады, сондықтан ол келісім де, бас тарту да болып саналмайды. SMS-хабарламада көрсетілген комбинацияны ғана жіберіңіз.",
                "Ваш ответ не удалось распознать, поэтому он не считается ни согласием, ни отказом. Отправьте, пожалуйста, только комбинацию, указанную в SMS.",
                "Your reply could not be recognised, so it counts neither as consent nor as refusal. Please send only the combination given in the SMS.",
            ),
            Self::RefusedThisMonth => t(
                "Осы айда сіздің бас тартуыңыз қабылданған, оны келісімге өзгерту мүмкін емес. Егер келесі айдың тізімінде болсаңыз, сізге ваучер қайта ұсынылуы мүмкін.",
                "В этом месяце ваш отказ уже принят, изменить его на согласие нельзя. Если вы будете в списке следующего месяца, вам смогут предложить ваучер снова.",
                "Your refusal has already been accepted this month and cannot be changed to consent. If you are on next month's list, you may be offered a voucher again.",
            ),
            Self::AwaitingConsent => t(
                "Ваучерді сіз келісім бергеннен кейін ғана белсендіруге болады. Жауаптар қабылданып жатқан кезде, келісім сұралған SMS-хабарламаға жауап беріңіз.",
                "Активировать ваучер можно только после вашего согласия. Ответьте, пожалуйста, на SMS с запросом согласия, пока идёт приём ответов.",
                "A voucher can be activated only after you consent. Please answer the SMS asking for your consent while answers are being accepted.",
            ),
            Self::ConsentRefused => t(
                "Осы айда сіздің ваучерден бас тартуыңыз қабылданды, сондықтан оны белсендіру мүмкін емес. Егер келесі айдың тізімінде болсаңыз, сізге ваучер қайта ұсынылуы мүмкін.",
                "В этом месяце принят ваш отказ от ваучера, поэтому активировать его нельзя. Если вы будете в списке следующего месяца, вам смогут предложить ваучер снова.",
                "Your refusal of the voucher has been accepted this month, so it cannot be activated. If you are on next month's list, you may be offered a voucher again.",
            ),
            Self::WindowNotOpen => t(
                "Осы айда ваучерлерді белсендіру кезеңі әлі басталған жоқ. Кезең басталғанда, қайталап көріңіз.",
                "Период активации ваучеров в этом месяце ещё не начался. Попробуйте, пожалуйста, снова, когда он начнётся.",
                "The period for activating vouchers this month has not started yet. Please try again when it starts.",
            ),
            Self::WindowClosed => t(
                "Осы айда ваучерлерді белсендіру кезеңі аяқталды. Келесі айда сізге жаңа ваучер берілсе, оны белсендіре аласыз.",
                "Период активации ваучеров в этом месяце завершён. В следующем месяце вы сможете активировать новый ваучер, если он будет вам выдан.",
                "The period for activating vouchers this month is over. Next month you can activate a new voucher if one is issued to you.",
            ),
            Self::VoucherAlreadyActivated => t(
                "Сіздің осы айдағы ваучеріңіз бұған дейін белсендірілген және күшінде қалады. Басқа әрекет қажет емес.",
                "Ваш ваучер на этот месяц уже активирован и остаётся в силе. Больше ничего делать не нужно.",
                "Your voucher for this month is already activated and stays valid. There is nothing more to do.",
            ),
            Self::AccountAlreadyUsed => t(
                "Осы айда бұл тұлғалық шотқа ваучер бұған дейін белсендірілген. Шоттың нөмірін тексеріңіз немесе өзіңіздің басқа тұлғалық шотыңызды енгізіңіз.",
                "На этот лицевой счёт в этом месяце ваучер уже активирован. Проверьте, пожалуйста, номер счёта или введите другой свой лицевой счёт.",
                "A voucher has already been activated on this personal account this month. Please check the account number or enter another account of yours.",
            ),
            Self::AccountUnknown => t(
                "Қызмет көрсетушіде мұндай тұлғалық шот табылмады. Шоттың нөмірін, мысалы, түбіртектен тексеріп, қайта енгізіңіз.",
                "У поставщика такой лицевой счёт не найден. Проверьте, пожалуйста, номер счёта, например по квитанции, и введите его снова.",
                "The provider has no such personal account. Please check the number, for example on a receipt, and enter it again.",
            ),
            Self::NoAccountEntered => t(
                "Тұлғалық шот әлі енгізілген жоқ. Алдымен тұлғалық шотыңызды енгізіңіз.",
                "Лицевой счёт ещё не введён. Начните, пожалуйста, с ввода лицевого счёта.",
                "No personal account has been entered yet. Please start by entering your personal account.",
            ),
            Self::OfferNotAccepted => t(
                "Алдымен ваучерді пайдалану шарттарымен (жария офертамен) танысып, «Жалғастыру» батырмасын басыңыз.",
                "Сначала ознакомьтесь, пожалуйста, с условиями использования ваучера (публичной офертой) и нажмите «Продолжить».",
                "First please read the terms of use of the voucher (the public offer) and press Continue.",
            ),
            Self::AccountMismatch => t(
                "Енгізілген тұлғалық шот емес, басқа шот тексерілген. Енгізілген шоттың тексерілуін күтіңіз немесе оны қайта енгізіңіз.",
                "Проверен не тот лицевой счёт, который введён. Дождитесь, пожалуйста, проверки введённого счёта или введите его ещё раз.",
                "The personal account that was checked is not the one entered. Please wait for the entered account to be checked, or enter it again.",
            ),
            Self::AccountNotChecked => t(
                "Қызмет көрсетуші тұлғалық шотты әлі тексерген жоқ. Тексеруден кейін ваучерді белсендіруді растай аласыз.",
                "Поставщик ещё не проверил лицевой счёт. После проверки вы сможете подтвердить активацию ваучера.",
                "The provider has not checked the personal account yet. After the check you can confirm the activation of the voucher.",
            ),
            Self::RegisterNotDue => t(
                "Осы айда белсендірілген ваучерлер тізімін қалыптастыруға әлі ерте. Сізден ешқандай әрекет талап етілмейді.",
                "Формировать список активированных ваучеров за этот месяц ещё рано. От вас ничего не требуется.",
                "It is too early to form this month's list of activated vouchers. Nothing is required of you.",
            ),
            Self::DiscountTermsUnknown => t(
                "Жеңілдік шарттары әзірге белгісіз, сондықтан жеңілдікті есептеу мүмкін емес. Ваучер күшінде қалады, жеңілдік мөлшерін қызмет көрсетуші анықтайды.",
                "Условия скидки пока неизвестны, поэтому рассчитать её нельзя. Ваучер остаётся в силе, размер скидки определит поставщик.",
                "The terms of the discount are not known yet, so it cannot be computed. The voucher stays valid, and the provider will determine the discount.",
            ),
        }
    }
}

impl Stage {
    /// Where the person stands, in words for them (N18, N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::gas::Stage;
    ///
    /// assert_eq!(
    ///     Stage::Activated.texts().en(),
    ///     "Your voucher is activated. There is nothing more to do: \
    ///      it will be included in the list for the provider.",
    /// );
    /// assert!(Stage::Issued.texts().kk().contains("ХҚКО")); // where to go without a suitable device
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::NotListed => Refusal::NotListed.texts(),
            Self::Registered => t(
                "Ваучеріңіз белсендірілді және қызмет көрсетушіге жіберілген тізімге енгізілді. Жеңілдік түбіртекте ескеріледі.",
                "Ваш ваучер активирован и включён в список, направленный поставщику. Скидка будет учтена в квитанции.",
                "Your voucher is activated and included in the list sent to the provider. The discount will be taken into account in the receipt.",
            ),
            Self::Activated => t(
                "Ваучеріңіз белсендірілді. Басқа әрекет қажет емес: ол қызмет көрсетушіге жіберілетін тізімге енгізіледі.",
                "Ваш ваучер активирован. Больше ничего делать не нужно: он будет включён в список для поставщика.",
                "Your voucher is activated. There is nothing more to do: it will be included in the list for the provider.",
            ),
            Self::Delisted => t(
                "Сіз енді осы айдың әлеуетті қызмет алушылар тізімінде жоқсыз, сондықтан ваучерді белсендіру мүмкін емес. Егер мұны қате деп санасаңыз, көмекті тағайындаған органға хабарласыңыз.",
                "Вас больше нет в списке потенциальных услугополучателей на этот месяц, поэтому активировать ваучер нельзя. Если вы считаете, что это ошибка, обратитесь, пожалуйста, туда, где вам назначена помощь.",
                "You are no longer on this month's list of potential recipients, so the voucher cannot be activated. If you think this is a mistake, please contact the office that granted your assistance.",
            ),
            Self::Refused => t(
                "Осы айда сіздің ваучерден бас тартуыңыз қабылданды. Егер келесі айдың тізімінде болсаңыз, сізге ваучер қайта ұсынылуы мүмкін.",
                "В этом месяце принят ваш отказ от ваучера. Если вы будете в списке следующего месяца, вам смогут предложить ваучер снова.",
                "Your refusal of the voucher has been accepted this month. If you are on next month's list, you may be offered a voucher again.",
            ),
            Self::Lapsed => t(
                "Осы айда жауап берудің соңғы күні өтті, сондықтан ваучерді белсендіру мүмкін емес. Егер келесі айдың тізімінде болсаңыз, сізге ваучер қайта ұсынылуы мүмкін.",
                "Последний день для ответа в этом месяце прошёл, поэтому активировать ваучер нельзя. Если вы будете в списке следующего месяца, вам смогут предложить ваучер снова.",
                "The last day to answer this month has passed, so a voucher cannot be activated. If you are on next month's list, you may be offered a voucher again.",
            ),
            Self::ToAsk => t(
                "Сіз осы айдың әлеуетті қызмет алушылар тізіміндесіз. Сізге келісім сұралатын SMS-хабарлама жіберіледі.",
                "Вы в списке потенциальных услугополучателей на этот месяц. Вам отправят SMS с запросом согласия.",
                "You are on this month's list of potential recipients. You will be sent an SMS asking for your consent.",
            ),
            Self::Asked => t(
                "Сізге келісім сұралған SMS-хабарлама жіберілді. Жауаптар қабылданып жатқан кезде, оған жауап беріңіз.",
                "Вам отправлено SMS с запросом согласия. Ответьте, пожалуйста, на него, пока идёт приём ответов.",
                "An SMS asking for your consent has been sent to you. Please answer it while answers are being accepted.",
            ),
            Self::Reminded => t(
                "Сізге келісім сұралған қайталама SMS-хабарлама жіберілді. Жауаптар қабылданып жатқан кезде, оған жауап беріңіз.",
                "Вам отправлено повторное SMS с запросом согласия. Ответьте, пожалуйста, на него, пока идёт приём ответов.",
                "A repeat SMS asking for your consent has been sent to you. Please answer it while answers are being accepted.",
            ),
            Self::Expired => t(
                "Белсендіру кезеңі аяқталып, осы айдағы ваучердің қолданылу мерзімі өтті. Келесі айда сізге жаңа ваучер берілсе, оны белсендіре аласыз.",
                "Период активации завершён, срок действия ваучера этого месяца истёк. В следующем месяце вы сможете активировать новый ваучер, если он будет вам выдан.",
                "The activation period is over, and this month's voucher has expired. Next month you can activate a new voucher if one is issued to you.",
            ),
            Self::Issued => t(
                "Сізге ваучер берілді. Белсендіру кезеңінде оны eGov mobile қосымшасындағы «Әлеуметтік әмиянда» немесе, қолайлы құрылғыңыз болмаса, ХҚКО-да белсендіріңіз.",
                "Вам выдан ваучер. Активируйте его, пожалуйста, в период активации: в «Социальном кошельке» приложения eGov mobile или, если нет подходящего устройства, в ЦОНе.",
                "A voucher has been issued to you. Please activate it during the activation period: in the Social Wallet of eGov mobile or, without a suitable device, at a public service centre.",
            ),
        }
    }
}

impl Step {
    /// What the person does next, or waits for, in words for them (N19 to N22, N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::gas::Step;
    ///
    /// assert_eq!(Step::Done.texts().ru(), "Ваш ваучер активирован. Больше ничего делать не нужно.");
    /// assert!(Step::AcceptOffer.texts().kk().contains("«Жалғастыру»"));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::EnterAccount => t(
                "Тұлғалық шотыңызды енгізіңіз.",
                "Введите, пожалуйста, свой лицевой счёт.",
                "Please enter your personal account.",
            ),
            Self::AcceptOffer => t(
                "Ваучерді пайдалану шарттарымен (жария офертамен) танысып, «Жалғастыру» батырмасын басыңыз.",
                "Ознакомьтесь, пожалуйста, с условиями использования ваучера (публичной офертой) и нажмите «Продолжить».",
                "Please read the terms of use of the voucher (the public offer) and press Continue.",
            ),
            Self::CheckAccount => t(
                "Қызмет көрсетуші тұлғалық шотыңызды тексеріп жатыр. Күте тұрыңыз.",
                "Поставщик проверяет ваш лицевой счёт. Подождите, пожалуйста.",
                "The provider is checking your personal account. Please wait.",
            ),
            Self::Confirm => t(
                "Деректерді тексеріп, ваучерді белсендіру үшін «Растау» батырмасын басыңыз.",
                "Проверьте, пожалуйста, данные и нажмите «Подтвердить», чтобы активировать ваучер.",
                "Please check the details and press Confirm to activate the voucher.",
            ),
            Self::Done => t(
                "Ваучеріңіз белсендірілді. Басқа әрекет қажет емес.",
                "Ваш ваучер активирован. Больше ничего делать не нужно.",
                "Your voucher is activated. There is nothing more to do.",
            ),
        }
    }
}

coded! {
    /// The words around the answer of a preview (N26, N36).
    ///
    /// Deliberately exhaustive: a new phrase must break your build.
    ///
    /// ```
    /// use voucher_core::gas::PreviewPhrase;
    ///
    /// assert_eq!(PreviewPhrase::Yes.texts().en(), "The voucher can be activated.");
    /// assert!(PreviewPhrase::Earliest.texts().en().ends_with(':')); // a date stands behind it
    /// ```
    PreviewPhrase {
        /// Says *yes*.
        Yes "yes",
        /// Stands before the earliest date of a *no*.
        Earliest "earliest",
        /// Stands before the facts that are missing.
        CannotTell "cannot_tell",
    }
}

impl PreviewPhrase {
    /// Its text (N36).
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Yes => t(
                "Ваучерді белсендіруге болады.",
                "Ваучер можно активировать.",
                "The voucher can be activated.",
            ),
            Self::Earliest => t(
                "Мүмкін болатын ең ерте күн:",
                "Самая ранняя возможная дата:",
                "The earliest possible date:",
            ),
            Self::CannotTell => t(
                "Жауап беру үшін мәліметтер жеткіліксіз:",
                "Для ответа не хватает сведений:",
                "Not enough is known to answer:",
            ),
        }
    }
}

impl MissingFact {
    /// The fact in words, as part of a sentence (N36).
    ///
    /// ```
    /// use voucher_core::gas::MissingFact;
    ///
    /// assert_eq!(MissingFact::Consent.texts().en(), "whether consent was given");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Listing => t(
                "адамның осы айдың тізімінде бар-жоғы",
                "есть ли человек в списке этого месяца",
                "whether the person is on this month's list",
            ),
            Self::Consent => {
                t("адамның келісім бергені-бермегені", "дано ли согласие", "whether consent was given")
            }
            Self::OwnActivation => t(
                "адамның осы айдағы ваучері белсендірілген-белсендірілмегені",
                "активирован ли уже ваучер этого человека за месяц",
                "whether this person's voucher of the month is activated",
            ),
            Self::AccountUse => t(
                "осы айда тұлғалық шотта басқа белсендірулердің бар-жоғы",
                "есть ли в этом месяце другие активации на лицевом счёте",
                "whether the account has other activations this month",
            ),
            Self::AccountExists => t(
                "қызмет көрсетушіде мұндай тұлғалық шоттың бар-жоғы",
                "есть ли такой лицевой счёт у поставщика",
                "whether the provider has such an account",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::{gas::trail::TrailEvent, value::language::Language};

    const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

    /// The texts of refusals, stages and steps.
    fn ours() -> Vec<Texts> {
        let refusals = Refusal::ALL.iter().map(|refusal| refusal.texts());
        let stages = Stage::ALL.iter().map(|stage| stage.texts());
        let steps = Step::ALL.iter().map(|step| step.texts());
        refusals.chain(stages).chain(steps).collect()
    }

    /// The pieces of sentences around a preview and in a trail.
    fn pieces() -> impl Iterator<Item = Texts> {
        let missing = MissingFact::ALL.iter().map(|fact| fact.texts());
        let events = TrailEvent::ALL.iter().map(|event| event.texts());
        let phrases = TrailPhrase::ALL.iter().map(|phrase| phrase.texts());
        PreviewPhrase::ALL.iter().map(|phrase| phrase.texts()).chain(missing).chain(events).chain(phrases)
    }

    /// Those and the SMS.
    fn all() -> Vec<Texts> {
        ours().into_iter().chain(pieces()).chain(Sms::ALL.iter().map(|sms| sms.texts())).collect()
    }

    fn is_cyrillic(c: char) -> bool {
        ('\u{400}'..='\u{52f}').contains(&c)
    }

    #[test]
    fn n36_every_code_has_a_text() {
        assert_eq!(ours().len(), 28 + 11 + 5);
        for texts in all() {
            for &language in Language::ALL {
                let text = texts.in_language(language);
                assert!(!text.is_empty());
                assert_eq!(text.trim(), text);
                assert!(!text.contains("  "), "{text}");
                assert!(!text.contains(char::is_control), "{text}");
            }
        }
    }

    #[test]
    fn n36_our_texts_are_one_or_two_sentences_without_digits() {
        for texts in ours() {
            for &language in Language::ALL {
                let text = texts.in_language(language);
                assert!(text.ends_with('.'), "{text}");
                assert!(text.matches(". ").count() <= 1, "{text}");
                assert!(!text.contains(char::is_numeric), "{text}");
                assert!(!text.contains('_'), "{text}");
                assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
            }
        }
    }

    #[test]
    fn n36_languages_have_their_own_letters() {
        for texts in all() {
            assert_ne!(texts.kk(), texts.ru());
            let long = texts.kk().chars().filter(|c| c.is_alphabetic()).count() >= 25;
            assert!(!long || texts.kk().contains(|c| KAZAKH.contains(c)), "{}", texts.kk());
            assert!(texts.ru().contains(is_cyrillic));
            let russian = |c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
            assert!(texts.ru().chars().all(|c| !is_cyrillic(c) || russian(c)), "{}", texts.ru());
            assert!(texts.en().is_ascii(), "{}", texts.en());
        }
        for letter in "әғқңөұүі".chars() {
            assert!(all().iter().any(|texts| texts.kk().contains(letter)), "{letter}");
        }
    }

    #[test]
    fn n36_no_word_mixes_scripts() {
        for texts in all() {
            for text in [texts.kk(), texts.ru()] {
                for word in text.split(|c: char| !c.is_alphabetic()) {
                    let latin = word.contains(|c: char| c.is_ascii_alphabetic());
                    assert!(!latin || !word.contains(is_cyrillic), "{word}");
                }
            }
        }
    }

    #[test]
    fn n36_only_the_russian_sms_are_official() {
        for texts in ours().into_iter().chain(pieces()) {
            assert!(!Language::ALL.iter().any(|&language| texts.is_official(language)));
        }
        for sms in Sms::ALL {
            for &language in Language::ALL {
                assert_eq!(sms.texts().is_official(language), language == Language::Ru);
            }
        }
    }

    #[test]
    fn n36_official_sms_are_verbatim() {
        // S0, within the outer quotation marks.
        assert_eq!(
            Sms::Start.texts().ru(),
            "Уважаемый (ая) гражданин (ка)! Вашей семье доступна скидка на товарный газ в \
             АО «QazaqGaz Aimaq» в виде ваучера. Согласие или отказ на обработку персональных данных для \
             выпуска ваучеров осуществляется следующей комбинацией: 21*1 означает «Согласен». Согласие \
             необходимо предоставить до 29 числа текущего месяца. В случае возникновения вопросов можете \
             обратиться по номеру 5169"
        );
        assert_eq!(
            Sms::Confirmation.texts().ru(),
            "Ваше согласие на получение ваучера в «Социальном кошельке» на товарный газ обработано \
             положительно. Для получения ваучера Вам необходимо зарегистрироваться в мобильном приложении \
             eGov mobile перейдя по ссылке https://egovmobile.page.link/socwallet"
        );
    }

    #[test]
    fn n36_translations_of_the_sms_keep_what_matters() {
        for &language in Language::ALL {
            let start = Sms::Start.texts().in_language(language);
            for kept in ["QazaqGaz Aimaq", "21*1", "29", "5169"] {
                assert!(start.contains(kept), "{kept}");
            }
            let confirmation = Sms::Confirmation.texts().in_language(language);
            for kept in ["eGov mobile", "https://egovmobile.page.link/socwallet"] {
                assert!(confirmation.contains(kept), "{kept}");
            }
        }
    }
}
