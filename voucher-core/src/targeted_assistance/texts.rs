//! Texts for people, by code, in Kazakh, Russian and English (N36).
//!
//! The Russian names of the evidence are those of S4, word for word. All other texts are ours, and
//! [`Texts::is_official`] tells which is which. They name no date, no length and no amount, because those are data of the
//! regulation. They hold no value that was put in (N34).

use crate::{
    programme::{OUT_OF_ORDER, Texts, ours as t},
    targeted_assistance::{
        evidence::NextStep,
        missing::Missing,
        missing_fact::MissingFact,
        party::Party,
        refusal::Refusal,
        stage::{Action, Stage},
    },
};

mod evidence;

impl Refusal {
    /// Why, in words for the citizen or the official (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Refusal;
    ///
    /// assert!(Refusal::IncomeAboveLine.texts().en().contains("poverty line"));
    /// assert!(!Refusal::AlreadyAssigned.texts().en().contains(char::is_numeric));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::OutOfOrder => OUT_OF_ORDER,
            Self::NoApplication => t(
                "Мұндай нөмірмен өтініш табылмады. Өтініштің нөмірін тексеріңіз.",
                "Заявления с таким номером нет. Проверьте, пожалуйста, номер заявления.",
                "There is no application with this number. Please check the number.",
            ),
            Self::AlreadyDecided => t(
                "Бұл өтініш бойынша шешім қабылданған, сондықтан ол енді өзгертілмейді.",
                "По этому заявлению уже принято решение, поэтому оно больше не меняется.",
                "This application has been decided, so it can no longer be changed.",
            ),
            Self::OutsidePilot => t(
                "Бұл күні осы қағидалар қолданылмайды.",
                "В эту дату эти правила не действуют.",
                "These rules are not in force on this date.",
            ),
            Self::SignatureNotAccepted => t(
                "Өтініш берудің бұл тәсілінде мұндай қолтаңба қабылданбайды. Басқа қолтаңба түрін таңдаңыз.",
                "При таком способе подачи эта подпись не принимается. Выберите, пожалуйста, другой вид подписи.",
                "This kind of signature is not accepted where the application is filed. Please choose another kind.",
            ),
            Self::BankNotAccepted => t(
                "Көмек бұл банктің шотына төленбейді. Жәрдемақы беретін ұйымдардың біріндегі шотты көрсетіңіз.",
                "На счёт в этом банке помощь не выплачивается. Укажите, пожалуйста, счёт в одной из организаций, выдающих пособия.",
                "Assistance is not paid to accounts of this bank. Please name an account at one of the organisations that pay benefits.",
            ),
            Self::AccountNotOwn => t(
                "Шот өтініш берушінің өзіне тиесілі болуы керек. Өз атыңызға ашылған шотты көрсетіңіз.",
                "Счёт должен принадлежать самому заявителю. Укажите, пожалуйста, счёт, открытый на ваше имя.",
                "The account must be the applicant's own. Please name an account in your name.",
            ),
            Self::AccountNeeded => t(
                "Осы тәсілмен өтініш беру үшін банк пен өз шотыңызды көрсету қажет.",
                "Чтобы подать заявление этим способом, нужно указать банк и свой счёт.",
                "To file an application this way, the bank and your own account must be given.",
            ),
            Self::AnotherApplicant => t(
                "Бұл нөмір басқа адамның өтінішіне берілген. Өтініштің нөмірін тексеріңіз.",
                "Этот номер принадлежит заявлению другого человека. Проверьте, пожалуйста, номер заявления.",
                "This number belongs to another person's application. Please check the number.",
            ),
            Self::AlreadyApplied => t(
                "Осы тоқсанда сіздің басқа өтінішіңіз қаралып жатыр немесе көмек тағайындалған. Жаңа өтінішті кейінірек беруге болады.",
                "В этом квартале ваше другое заявление рассматривается или помощь уже назначена. Новое заявление можно подать позже.",
                "In this quarter another application of yours is under way, or assistance is assigned already. You can file a new one later.",
            ),
            Self::NotAMember => t(
                "Өтініште көрсетілген отбасы құрамында мұндай адам жоқ.",
                "В составе семьи, указанном в заявлении, такого человека нет.",
                "The household in the application has no such member.",
            ),
            Self::EvidenceNotNeeded => t(
                "Отбасының бұл мүшесі бойынша мұндай мәлімет қажет емес.",
                "Такие сведения об этом члене семьи не нужны.",
                "This evidence is not needed for this member of the family.",
            ),
            Self::AlreadyAnswered => t(
                "Бұл мәлімет бойынша жауап алынған, сондықтан сұрау салу қажет емес.",
                "Ответ на эти сведения уже получен, поэтому запрос не нужен.",
                "This evidence has been answered already, so no request is needed.",
            ),
            Self::DigitalConsentMissing => t(
                "Цифрлық құжатты пайдалануға оның иесінің келісімі жоқ.",
                "Нет согласия владельца на использование цифрового документа.",
                "The owner has not consented to the use of the digital document.",
            ),
            Self::NotRequested => t(
                "Бұл мәлімет бойынша жазбаша сұрау салынбаған, сондықтан оған жауап тіркелмейді.",
                "Письменного запроса об этих сведениях не было, поэтому ответ на него записать нельзя.",
                "No written request was made for this evidence, so no reply to it can be recorded.",
            ),
            Self::CommissionNotNeeded => t(
                "Осы қағидаларға сәйкес учаскелік комиссияның қорытындысы талап етілмейді.",
                "По этим правилам участковая комиссия не требуется.",
                "These rules ask for no district commission.",
            ),
            Self::AlreadySurveyed => t(
                "Отбасын тексеру жүргізілген, сондықтан одан бас тарту тіркелмейді.",
                "Обследование уже проведено, поэтому отказ от него записать нельзя.",
                "The survey has been done, so its refusal cannot be recorded.",
            ),
            Self::SurveyNotDone => t(
                "Отбасын тексеру әлі жүргізілмеген. Қорытынды тексеруден кейін шығарылады.",
                "Обследование ещё не проведено. Заключение даётся после обследования.",
                "The survey has not been done yet. The conclusion comes after the survey.",
            ),
            Self::ContractNotNeeded => t(
                "Бұл отбасына көмек шартсыз беріледі, сондықтан әлеуметтік келісімшарт қажет емес.",
                "Этой семье помощь положена без условий, поэтому социальный контракт не нужен.",
                "This family's assistance is unconditional, so no social contract is needed.",
            ),
            Self::EvidenceMissing => t(
                "Шешім қабылдау үшін мәліметтер жеткіліксіз. Алдымен жетіспейтін мәліметтерді жинау қажет.",
                "Для решения не хватает сведений. Сначала нужно собрать недостающее.",
                "There is not enough information to decide. What is missing must be collected first.",
            ),
            Self::DecisionDiffers => t(
                "Қолда бар мәліметтер бойынша басқа шешім шығады. Мәліметтерді тексеріңіз.",
                "По имеющимся сведениям решение должно быть другим. Проверьте, пожалуйста, сведения.",
                "By what is known the decision is the other one. Please check the information.",
            ),
            Self::IncomeAboveLine => t(
                "Отбасының жан басына шаққандағы орташа табысы кедейлік шегінен төмен емес.",
                "Среднедушевой доход семьи не ниже черты бедности.",
                "The per-capita income of the family is not below the poverty line.",
            ),
            Self::SurveyRefused => t(
                "Отбасының жағдайын тексеруден бас тартылды, онсыз көмек тағайындалмайды.",
                "От обследования семьи отказались, а без него помощь не назначается.",
                "The survey of the family was refused, and without it assistance is not assigned.",
            ),
            Self::NoNeedFound => t(
                "Учаскелік комиссия отбасының көмекке мұқтаж емес екенін анықтады.",
                "Участковая комиссия не нашла нуждаемости семьи в помощи.",
                "The district commission found that the family is not in need of assistance.",
            ),
            Self::WorkMeasuresRefused => t(
                "Бұрын жұмыспен қамтуға жәрдемдесу шараларынан бас тартылған, сондықтан көмек уақытша тағайындалмайды.",
                "Ранее был отказ от мер содействия занятости, поэтому помощь временно не назначается.",
                "Measures that promote employment were refused before, so for a time assistance is not assigned.",
            ),
            Self::ContractBroken => t(
                "Бұрын әлеуметтік келісімшарттың міндеттері орындалмаған, сондықтан көмек уақытша тағайындалмайды.",
                "Ранее обязательства социального контракта были нарушены, поэтому помощь временно не назначается.",
                "The obligations of a social contract were broken before, so for a time assistance is not assigned.",
            ),
            Self::FalseInformation => t(
                "Бұрын жалған мәліметтер ұсынылған, сондықтан көмек тағайындалмайды.",
                "Ранее были представлены недостоверные сведения, поэтому помощь не назначается.",
                "False information was given before, so assistance is not assigned.",
            ),
            Self::StatusNotEntitled => t(
                "Өтініш берушінің мәртебесі көмек алуға құқық бермейді немесе расталмады.",
                "Статус заявителя не даёт права на помощь или не подтверждён.",
                "The applicant's status gives no right to assistance, or is not on record.",
            ),
            Self::AlreadyAssigned => t(
                "Осы күндерге көмек басқа өтініш бойынша тағайындалған немесе сұралған.",
                "На эти дни помощь уже назначена или запрошена по другому заявлению.",
                "For these days assistance is assigned or asked for by another application.",
            ),
            Self::NotRegistered => t(
                "Отбасының мүшесі тұрақты немесе уақытша тұрғылықты жері бойынша тіркелмеген.",
                "Член семьи не зарегистрирован по постоянному или временному месту жительства.",
                "A member of the family is not registered at a permanent or temporary address.",
            ),
            Self::ContractRefused => t(
                "Әлеуметтік келісімшарт жасасудан бас тартылды, онсыз шартты көмек тағайындалмайды.",
                "От социального контракта отказались, а без него обусловленная помощь не назначается.",
                "The social contract was refused, and without it conditional assistance is not assigned.",
            ),
        }
    }
}

impl Stage {
    /// Where an application stands, in at most [`Texts::TITLE`] characters: a heading, a chip, a notification (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Stage;
    ///
    /// assert_eq!(Stage::ToDecide.title().en(), "Decision to come");
    /// ```
    #[must_use]
    pub const fn title(self) -> Texts {
        match self {
            Self::NoApplication => t("Өтініш жоқ", "Заявления нет", "No application"),
            Self::Assigned => t("Көмек тағайындалды", "Помощь назначена", "Assistance assigned"),
            Self::Refused => t("Көмек тағайындалмады", "В помощи отказано", "Assistance refused"),
            Self::Collecting => t("Құжаттар жиналуда", "Собираются документы", "Collecting documents"),
            Self::ToComplete => t("Өтінішті толықтырыңыз", "Дополните заявление", "Complete the application"),
            Self::ToSurvey => t("Зерттеп-қарау күтілуде", "Ожидается обследование", "Survey to come"),
            Self::ToConclude => t("Қорытынды күтілуде", "Ожидается заключение", "Conclusion to come"),
            Self::ToSign => t("Келісімшарт күтілуде", "Контракт ждёт подписи", "Contract to be signed"),
            Self::ToDecide => t("Шешім күтілуде", "Ожидается решение", "Decision to come"),
        }
    }

    /// Where the application stands, in words for the applicant (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Stage;
    ///
    /// assert_eq!(Stage::Assigned.texts().en(), "Assistance is assigned.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::NoApplication => t(
                "Мұндай нөмірмен өтініш тіркелмеген.",
                "Заявление с таким номером не зарегистрировано.",
                "No application is registered under this number.",
            ),
            Self::Assigned => t("Көмек тағайындалды.", "Помощь назначена.", "Assistance is assigned."),
            Self::Refused => t(
                "Көмек тағайындаудан бас тартылды.",
                "В назначении помощи отказано.",
                "Assistance is refused.",
            ),
            Self::Collecting => t(
                "Өтініш тіркелді, қажетті мәліметтер жиналып жатыр.",
                "Заявление зарегистрировано, собираются нужные сведения.",
                "The application is registered, and evidence is being collected.",
            ),
            Self::ToComplete => t(
                "Өтініште кейбір мәліметтер жоқ. Оны толықтырыңыз.",
                "В заявлении не хватает сведений. Дополните его, пожалуйста.",
                "The application leaves something out. Please complete it.",
            ),
            Self::ToSurvey => t(
                "Учаскелік комиссия отбасының жағдайын тексереді.",
                "Участковая комиссия проведёт обследование семьи.",
                "The district commission will survey the family.",
            ),
            Self::ToConclude => t(
                "Отбасының жағдайы тексерілді, учаскелік комиссияның қорытындысы күтілуде.",
                "Обследование проведено, ожидается заключение участковой комиссии.",
                "The survey is done, and the conclusion of the district commission is awaited.",
            ),
            Self::ToSign => t(
                "Көмек алу үшін әлеуметтік келісімшарт жасасу қажет.",
                "Чтобы получать помощь, нужно заключить социальный контракт.",
                "To receive assistance, a social contract must be signed.",
            ),
            Self::ToDecide => t(
                "Өтініш бойынша шешім күтілуде.",
                "Ожидается решение по заявлению.",
                "The decision on the application is awaited.",
            ),
        }
    }
}

impl Action {
    /// What is to be done, in words for the official (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Action;
    ///
    /// assert_eq!(Action::Decide.texts().en(), "Make the decision.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::CollectEvidence => t(
                "Қажетті мәліметтерді жинау.",
                "Собрать нужные сведения.",
                "Collect the evidence that is needed.",
            ),
            Self::CompleteApplication => t(
                "Өтінішті толықтыруды сұрау.",
                "Попросить дополнить заявление.",
                "Ask for the application to be completed.",
            ),
            Self::Survey => {
                t("Отбасының жағдайын тексеру.", "Провести обследование семьи.", "Survey the family.")
            }
            Self::Conclude => t(
                "Учаскелік комиссияның қорытындысын шығару.",
                "Дать заключение участковой комиссии.",
                "Give the conclusion of the district commission.",
            ),
            Self::OfferContract => t(
                "Әлеуметтік келісімшарт жасасуды ұсыну.",
                "Предложить социальный контракт.",
                "Offer the social contract.",
            ),
            Self::Decide => t("Шешім қабылдау.", "Принять решение.", "Make the decision."),
            Self::Overdue => t(
                "Қызмет көрсету күні өтті, өтінішті кезектен тыс қарау қажет.",
                "День оказания услуги прошёл, заявление нужно рассмотреть вне очереди.",
                "The day of the service has passed, and the application comes first.",
            ),
        }
    }
}

impl Action {
    /// What the applicant does now, or whom they wait for, in words for the applicant (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Action;
    ///
    /// assert_eq!(Action::CompleteApplication.texts_for_applicant().en(), "Please add what the application leaves out.");
    /// ```
    #[must_use]
    pub const fn texts_for_applicant(self) -> Texts {
        match self {
            Self::CollectEvidence => t(
                "Қажетті мәліметтерді уәкілетті орган мемлекеттік органдардың жүйелерінен жинайды. Құжаттарды өзіңіз де әкеле аласыз.",
                "Нужные сведения уполномоченный орган собирает из систем государственных органов. Вы можете принести документы и сами.",
                "The authority collects the evidence from the systems of the state bodies. You can also bring documents yourself.",
            ),
            Self::CompleteApplication => t(
                "Өтініште жоқ мәліметтерді қосыңыз.",
                "Допишите, пожалуйста, в заявление недостающие сведения.",
                "Please add what the application leaves out.",
            ),
            Self::Survey => t(
                "Учаскелік комиссияның келуін күтіңіз. Оның тексеруінсіз көмек тағайындалмайды.",
                "Дождитесь, пожалуйста, участковой комиссии. Без её обследования помощь не назначается.",
                "Please await the district commission. Without its survey assistance is not assigned.",
            ),
            Self::Conclude => t(
                "Қазір сізден ештеңе талап етілмейді, учаскелік комиссия қорытынды дайындап жатыр.",
                "Сейчас от вас ничего не требуется, участковая комиссия готовит заключение.",
                "Nothing is asked of you now, and the district commission prepares its conclusion.",
            ),
            Self::OfferContract => t(
                "Әлеуметтік келісімшартқа қол қойыңыз немесе одан бас тартыңыз. Келісімшартсыз шартты көмек тағайындалмайды.",
                "Подпишите, пожалуйста, социальный контракт или откажитесь от него. Без контракта обусловленная помощь не назначается.",
                "Please sign the social contract or refuse it. Without the contract conditional assistance is not assigned.",
            ),
            Self::Decide => t(
                "Қазір сізден ештеңе талап етілмейді, уәкілетті орган шешім қабылдайды.",
                "Сейчас от вас ничего не требуется, уполномоченный орган принимает решение.",
                "Nothing is asked of you now, and the authority makes its decision.",
            ),
            Self::Overdue => t(
                "Қызмет көрсету күні өтті. Өтінішіңіз туралы уәкілетті органнан сұраңыз.",
                "День оказания услуги прошёл. Спросите, пожалуйста, уполномоченный орган о своём заявлении.",
                "The day of the service has passed. Please ask the authority about your application.",
            ),
        }
    }
}

impl Party {
    /// Who it is, in words (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Party;
    ///
    /// assert_eq!(Party::Commission.texts().en(), "the district commission");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Applicant => t("өтініш беруші", "заявитель", "the applicant"),
            Self::Authority => t("уәкілетті орган", "уполномоченный орган", "the authority"),
            Self::Commission => t("учаскелік комиссия", "участковая комиссия", "the district commission"),
            Self::StateBody => t(
                "сұрау салынған мемлекеттік орган",
                "государственный орган, которому направлен запрос",
                "the state body that was asked",
            ),
        }
    }
}

impl NextStep {
    /// What is next for an item of evidence, in words for the official (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::NextStep;
    ///
    /// assert_eq!(NextStep::AwaitReply.texts().en(), "Wait for the reply to the written request.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::None => t("Ештеңе қажет емес.", "Ничего не нужно.", "Nothing is needed."),
            Self::AwaitReply => t(
                "Жазбаша сұрау салудың жауабын күту.",
                "Дождаться ответа на письменный запрос.",
                "Wait for the reply to the written request.",
            ),
            Self::QuerySystem => t(
                "Мемлекеттік органдардың ақпараттық жүйелерінен сұрату, мәлімет болмаса, жазбаша сұрау салу.",
                "Запросить информационные системы государственных органов, а если сведений нет, направить письменный запрос.",
                "Ask the information systems of the state bodies, and if they say nothing, ask in writing.",
            ),
        }
    }
}

impl Missing {
    /// What is missing, in words (N36); of an item of evidence, its name.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Missing;
    ///
    /// assert_eq!(Missing::Line.texts().en(), "the poverty line");
    /// ```
    #[must_use]
    pub const fn texts(&self) -> Texts {
        match self.fact() {
            Ok(fact) => fact.texts(),
            Err(kind) => kind.texts(),
        }
    }
}

impl MissingFact {
    /// What is missing, in words (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::MissingFact;
    ///
    /// assert_eq!(MissingFact::Born.texts().en(), "the member's date of birth");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Line => t("кедейлік шегі", "черта бедности", "the poverty line"),
            Self::Mci => {
                t("айлық есептік көрсеткіш", "месячный расчётный показатель", "the monthly calculation index")
            }
            Self::Status => t("өтініш берушінің мәртебесі", "статус заявителя", "the applicant's status"),
            Self::History => t(
                "бұрынғы бас тартулар мен бұзушылықтар туралы мәлімет",
                "сведения о прежних отказах и нарушениях",
                "what the applicant refused or broke before",
            ),
            Self::Ban => t(
                "бұрынғы бұзушылық салдарынан көмек берілмейтін мерзім",
                "срок, на который прежнее нарушение лишает помощи",
                "for how long an earlier breach excludes from assistance",
            ),
            Self::Overlap => t(
                "осы күндерге басқа өтініштің бар-жоғы",
                "есть ли на эти дни другое заявление",
                "whether another application has assistance for these days",
            ),
            Self::Absent => t(
                "отбасы мүшесінің бас бостандығынан айыру орнында немесе мәжбүрлеп емдеуде болуы",
                "находится ли член семьи в местах лишения свободы или на принудительном лечении",
                "whether the member is in detention or under compulsory treatment",
            ),
            Self::Registered => t(
                "отбасы мүшесінің тұрғылықты жері бойынша тіркелуі",
                "зарегистрирован ли член семьи по месту жительства",
                "whether the member is registered at an address",
            ),
            Self::Incomes => {
                t("отбасы мүшесінің табыстары", "доходы члена семьи", "the incomes of the member")
            }
            Self::IncomeRule => t(
                "табыстың бұл түрінің есепке алынуы",
                "учитывается ли такой вид дохода",
                "whether this kind of income counts",
            ),
            Self::Born => {
                t("отбасы мүшесінің туған күні", "дата рождения члена семьи", "the member's date of birth")
            }
            Self::AbleBodied => t(
                "отбасы мүшесінің еңбекке қабілеттілігі",
                "трудоспособен ли член семьи",
                "whether the member is able-bodied",
            ),
            Self::CaresFor => t(
                "отбасының еңбекке қабілетті мүшесінің кімге күтім жасайтыны",
                "за кем ухаживает трудоспособный член семьи",
                "whom the able-bodied member cares for",
            ),
            Self::Survey => t("отбасының жағдайын тексеру", "обследование семьи", "the survey of the family"),
            Self::Commission => t(
                "учаскелік комиссияның қорытындысы",
                "заключение участковой комиссии",
                "the conclusion of the district commission",
            ),
            Self::Contract => t(
                "әлеуметтік келісімшарт туралы жауап",
                "ответ о социальном контракте",
                "an answer about the social contract",
            ),
        }
    }
}

#[cfg(test)]
mod tests;
