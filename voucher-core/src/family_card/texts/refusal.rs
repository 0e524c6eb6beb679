//! The texts of refusals.

use crate::{
    family_card::refusal::Refusal,
    programme::{OUT_OF_ORDER, Texts, ours as t},
};

impl Refusal {
    /// Why, in words for the citizen and, where it helps, what they can do (K32, N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::Refusal;
    ///
    /// assert_eq!(
    ///     Refusal::TooFewChildren.texts().en(),
    ///     "Fewer children count than the allowance needs. Children count up to an age, and full-time students longer.",
    /// );
    /// assert!(Refusal::AnswerTooLate.texts().ru().contains("обычное заявление"));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::OutOfOrder => OUT_OF_ORDER,
            Self::OutsidePilot => t(
                "Бұл күні ережелер қолданылмайды.",
                "В эту дату правила не действуют.",
                "The rules are not in force on this date.",
            ),
            Self::FactsDisagree => t(
                "Отбасы туралы мәліметтер бір-біріне қайшы келеді. Оларды тексеріп, түзетіңіз.",
                "Сведения о семье противоречат друг другу. Проверьте и исправьте их, пожалуйста.",
                "The facts about the family contradict each other. Please check and correct them.",
            ),
            Self::NotInsured => t(
                "Қолда бар мәліметтер бойынша адам міндетті әлеуметтік сақтандыру жүйесіне қатыспаған. Егер бұл қате болса, жарналар туралы мәліметтерді тексеріңіз.",
                "По имеющимся сведениям человек не участвовал в системе обязательного социального страхования. Если это ошибка, проверьте, пожалуйста, сведения об отчислениях.",
                "According to the records, the person took no part in compulsory social insurance. If this is a mistake, please check the record of contributions.",
            ),
            Self::NoSickList => t(
                "Еңбекке жарамсыздық парағы жоқ. Ол берілгеннен кейін төлемге құқық туындауы мүмкін.",
                "Листа нетрудоспособности нет. Право на выплату может возникнуть, когда он будет выдан.",
                "There is no sick list. A right to the payment may arise once it is issued.",
            ),
            Self::TooFewMonths => t(
                "Әлеуметтік сақтандыруға қатысу өтілі төлем үшін жеткіліксіз.",
                "Стаж участия в социальном страховании для этой выплаты недостаточен.",
                "The time of participation in social insurance is too short for this payment.",
            ),
            Self::NotRegisteredUnemployed => t(
                "Сіз жұмыссыз ретінде тіркелмегенсіз. Мансап орталығында тіркелгеннен кейін төлемге құқық туындауы мүмкін.",
                "Вы не зарегистрированы в качестве безработного. Право на выплату может возникнуть после регистрации в карьерном центре.",
                "You are not registered as unemployed. A right to the payment may arise after you register at a career centre.",
            ),
            Self::NoLoss => t(
                "Қолда бар мәліметтерде асыраушысынан айырылу туралы дерек жоқ.",
                "В имеющихся сведениях нет данных о потере кормильца.",
                "The records do not show that a breadwinner was lost.",
            ),
            Self::NoDependant => t(
                "Қолда бар мәліметтер бойынша асыраушының асырауында ешкім болмаған.",
                "По имеющимся сведениям на иждивении кормильца никого не было.",
                "According to the records, nobody depended on the breadwinner.",
            ),
            Self::NotCarer => t(
                "Қолда бар мәліметтер бойынша сіз бұл баланың ата-анасы, асырап алушысы немесе қамқоршысы емессіз.",
                "По имеющимся сведениям вы не родитель, не усыновитель и не опекун этого ребёнка.",
                "According to the records, you are neither parent nor adopter nor guardian of this child.",
            ),
            Self::NoDisability => t(
                "Қолда бар мәліметтер бойынша мүгедектік белгіленбеген.",
                "По имеющимся сведениям инвалидность не установлена.",
                "According to the records, no disability is established.",
            ),
            Self::TooFewChildren => t(
                "Есепке алынатын балалар саны жәрдемақы үшін жеткіліксіз. Балалар белгілі бір жасқа дейін, ал күндізгі бөлімде оқитындар ұзағырақ ескеріледі.",
                "Детей, которые учитываются, меньше, чем нужно для пособия. Дети учитываются до определённого возраста, очные студенты дольше.",
                "Fewer children count than the allowance needs. Children count up to an age, and full-time students longer.",
            ),
            Self::NoAward => t(
                "Қолда бар мәліметтер бойынша жәрдемақы беруге негіз болатын марапат жоқ.",
                "По имеющимся сведениям награды, дающей право на пособие, нет.",
                "According to the records, there is no award that gives a right to the allowance.",
            ),
            Self::IncomeNotBelowLine => t(
                "Отбасының жан басына шаққандағы табысы кедейлік шегінен төмен емес.",
                "Доход на члена семьи не ниже черты бедности.",
                "The income for each person of the family is not below the poverty line.",
            ),
            Self::NotYet => t(
                "Бұл құқық әлі басталған жоқ. Оның бірінші күнінен бастап қайта өтініш беріңіз.",
                "Это право ещё не наступило. Обратитесь, пожалуйста, снова, начиная с его первого дня.",
                "This right has not begun yet. Please ask again from its first day on.",
            ),
            Self::NoLonger => t(
                "Бұл құқықтың мерзімі аяқталды.",
                "Срок этого права закончился.",
                "The time of this right is over.",
            ),
            Self::ServiceNotProactive => t(
                "Бұл қызмет проактивті түрде ұсынылмайды. Оған әдеттегі тәртіппен өтініш бере аласыз.",
                "Эта услуга не предлагается проактивно. Вы можете подать на неё обычное заявление.",
                "This service is not offered proactively. You can apply for it in the ordinary way.",
            ),
            Self::ChildNeeded => t(
                "Бұл құқық әр балаға жеке беріледі, ал бала көрсетілмеген.",
                "Это право есть у каждого ребёнка отдельно, а ребёнок не указан.",
                "This right is one of each child, and no child is named.",
            ),
            Self::ChildNotNeeded => t(
                "Бұл құқық жеке балаға байланысты емес, ал бала көрсетілген.",
                "Это право не относится к отдельному ребёнку, а ребёнок указан.",
                "This right is of no single child, and a child is named.",
            ),
            Self::NoRight => t(
                "Бұл оқиға бойынша құқық тіркелмеген. Қызметке әдеттегі тәртіппен өтініш бере аласыз.",
                "По этому событию право не зафиксировано. Вы можете подать обычное заявление на услугу.",
                "No right is recorded for this event. You can apply for the service in the ordinary way.",
            ),
            Self::RefusedBefore => t(
                "Сіз бұл ұсыныстан бұрын бас тарттыңыз, және бас тартуыңыз күшінде қалады.",
                "Вы уже отказались от этого предложения, и отказ остаётся в силе.",
                "You have refused this offer before, and the refusal stands.",
            ),
            Self::AlreadyAnswered => t(
                "Сіздің келісіміңіз бұрын қабылданған, сондықтан жаңа ұсыныс қажет емес.",
                "Ваше согласие уже принято, поэтому новое предложение не требуется.",
                "Your agreement has already been accepted, so no further offer is needed.",
            ),
            Self::AlreadyOffered => t(
                "Бұл оқиға бойынша ұсыныс бұрын жіберілген, ол бір-ақ рет жіберіледі.",
                "Предложение по этому событию уже отправлено, оно отправляется только один раз.",
                "The offer for this event has already been sent; it is sent only once.",
            ),
            Self::NotOffered => t(
                "Бұл оқиға бойынша ұсыныс әлі жіберілген жоқ. Хабарлама келген соң, жауап бере аласыз.",
                "Предложение по этому событию ещё не отправлено. Ответить можно будет, когда придёт сообщение.",
                "The offer for this event has not been sent yet. You can answer once the message arrives.",
            ),
            Self::SenderNot1414 => t(
                "Бұл жауап мемлекеттік қызметтердің ресми нөмірінен келмеген хабарламаға берілген, сондықтан ол есепке алынбады. Мұндай хабарламаларға жауап бермеңіз және кодтарды ешкімге айтпаңыз.",
                "Это ответ на сообщение не с официального номера государственных услуг, поэтому он не учтён. Не отвечайте, пожалуйста, на такие сообщения и никому не сообщайте коды.",
                "This replies to a message that did not come from the official number, so it was not read. Please do not answer such messages and never tell anybody a code.",
            ),
            Self::UnrecognisedReply => t(
                "Жауабыңызды тану мүмкін болмады, сондықтан ол келісім де, бас тарту да болып саналмайды. Хабарламада көрсетілген түрде ғана жауап беріңіз.",
                "Ваш ответ не удалось распознать, поэтому он не считается ни согласием, ни отказом. Ответьте, пожалуйста, только так, как указано в сообщении.",
                "Your reply could not be recognised, so it counts neither as consent nor as refusal. Please answer only as the message says.",
            ),
            Self::AnswerTooLate => t(
                "Жауап беру мерзімі өтті. Қызметке әдеттегі тәртіппен өтініш бере аласыз.",
                "Срок ответа прошёл. Вы можете подать обычное заявление на услугу.",
                "The time to answer is over. You can apply for the service in the ordinary way.",
            ),
            Self::AlreadyAssigned => t(
                "Төлем тағайындалып қойған, сондықтан одан хабарлама арқылы бас тарту мүмкін емес.",
                "Выплата уже назначена, поэтому отказаться от неё сообщением нельзя.",
                "The benefit is already assigned, so it cannot be refused by a message.",
            ),
            Self::AccountNotNeeded => t(
                "Бұл қызмет үшін шотты растау талап етілмейді.",
                "Для этой услуги подтверждать счёт не требуется.",
                "This service does not ask for an account to be confirmed.",
            ),
            Self::AwaitingConsent => t(
                "Сіздің келісіміңіз әлі алынған жоқ. Жауап беру мерзімі өткенше, ұсынысқа жауап беріңіз.",
                "Ваше согласие ещё не получено. Ответьте, пожалуйста, на предложение, пока не прошёл срок ответа.",
                "Your consent has not been received yet. Please answer the offer before the time to answer is over.",
            ),
            Self::ConsentRefused => t(
                "Сіз ұсыныстан бас тарттыңыз, сондықтан төлем тағайындалмайды. Қызметке әдеттегі тәртіппен өтініш бере аласыз.",
                "Вы отказались от предложения, поэтому выплата не назначается. Вы можете подать обычное заявление на услугу.",
                "You have refused the offer, so the benefit is not assigned. You can apply for the service in the ordinary way.",
            ),
            Self::AwaitingAccount => t(
                "Төлем аударылатын шот әлі белгісіз. Шотты растаңыз.",
                "Счёт для выплаты ещё не известен. Подтвердите его, пожалуйста.",
                "The account for the benefit is not known yet. Please confirm it.",
            ),
        }
    }
}
