//! The names of the evidence: in Russian those of S4, word for word; no official Kazakh names were found (T11).

use crate::{
    programme::{Texts, official},
    targeted_assistance::evidence::Evidence,
};

impl Evidence {
    /// What the evidence is about (T11). The Russian names are S4's own; the others are our translations.
    ///
    /// ```
    /// use voucher_core::{Language, targeted_assistance::Evidence};
    ///
    /// let texts = Evidence::SoleProprietor.texts();
    /// assert_eq!(texts.ru(), "О статусе индивидуального предпринимателя");
    /// assert!(texts.is_official(Language::Ru) && !texts.is_official(Language::Kk));
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::Identity => official(
                "Өтініш берушінің жеке басын куәландыратын, оның ішінде цифрлық құжаттар сервисінен алынған мәліметтер (жеке басын сәйкестендіру үшін)",
                "Удостоверяющих личность заявителя, в том числе из сервиса цифровых документов (для идентификации личности)",
                "The applicant's identity, also from the service of digital documents",
            ),
            Self::KandasStatus => {
                official("Қандас мәртебесі туралы", "О статусе кандаса", "The status of a kandas")
            }
            Self::RefugeeStatus => {
                official("Босқын мәртебесі туралы", "О статусе беженца", "The status of a refugee")
            }
            Self::ForeignerStatus => {
                official("Шетелдік мәртебесі туралы", "О статусе иностранца", "The status of a foreigner")
            }
            Self::StatelessStatus => official(
                "Азаматтығы жоқ адам мәртебесі туралы",
                "О статусе лица без гражданства",
                "The status of a stateless person",
            ),
            Self::ResidenceRegistration => official(
                "Отбасының әрбір мүшесінің тұрақты немесе уақытша тұрғылықты жері бойынша тіркелуі туралы",
                "О регистрации по постоянному или временному месту жительства на каждого члена семьи",
                "Registration of each member at a permanent or temporary address",
            ),
            Self::BankDetails => official(
                "Жәрдемақы беретін уәкілетті ұйымдағы банк деректемелері туралы",
                "О банковских реквизитах в уполномоченной организации по выдаче пособий",
                "Bank details at the organisation that pays benefits",
            ),
            Self::Disability => {
                official("Мүгедектіктің белгіленуі туралы", "Об установлении инвалидности", "A disability")
            }
            Self::ChildBirthDeath => official(
                "Баланың тууын (қайтыс болуын) тіркеу туралы (барлық балаларға)",
                "О регистрации рождения (смерти) ребенка (на всех детей)",
                "Registration of the birth (death) of a child, for all children",
            ),
            Self::Guardianship => official(
                "Қорғаншылық (қамқоршылық) белгіленуі туралы",
                "Об установлении опеки (попечительства)",
                "Guardianship",
            ),
            Self::Adoption => official("Бала асырап алу туралы", "Об усыновлении (удочерении)", "Adoption"),
            Self::MarriageDivorce => official(
                "Некенің (ерлі-зайыптылықтың) қиылғанын (бұзылғанын) тіркеу туралы, неке Қазақстан Республикасынан тыс жерде тіркелген жағдайларды қоспағанда",
                "О регистрации заключения (расторжения) брака (супружества), за исключением случаев регистрации брака (супружества) за пределами Республики Казахстан",
                "Registration of marriage or divorce, unless the marriage was registered outside the Republic of Kazakhstan",
            ),
            Self::FullTimeStudy => official(
                "Он сегіз жастан жиырма үш жасқа дейінгі асырауындағы адамдар күндізгі оқу нысанында білім алып жатса, оқу орнында оқу фактісі туралы",
                "О факте обучения в учебном заведении - если иждивенцы в возрасте от восемнадцати до двадцати трех лет являются обучающимися очной формы обучения",
                "Study at an educational institution, where dependants of eighteen to twenty-three years study full-time",
            ),
            Self::Income => official(
                "Табыстар туралы (жалақы, әлеуметтік төлемдер, кәсіпкерлік қызметтен, жылжымайтын және (немесе) жылжымалы мүлікті жалға беруден, сатудан түскен табыстар)",
                "О доходах (заработная плата, социальные выплаты, доходы от предпринимательской деятельности, от сдачи в аренду недвижимого и (или) движимого имущества, от продажи недвижимого и (или) движимого имущества)",
                "Incomes (wages, social payments, business, rent and sale of property)",
            ),
            Self::SoleProprietor => official(
                "Дара кәсіпкер мәртебесі туралы",
                "О статусе индивидуального предпринимателя",
                "The status of a sole proprietor",
            ),
            Self::AssistanceOverlap => official(
                "Өтініш берушіге және оның отбасы мүшелеріне атаулы әлеуметтік көмектің тағайындалуы, төленуі немесе оған өтініш берілуі фактісінің болуы туралы",
                "О наличии у заявителя и членов его семьи факта назначения, выплаты или подачи заявления на назначение адресной социальной помощи",
                "Targeted social assistance assigned, paid or applied for by the applicant or members of the family",
            ),
            Self::SubsidiaryPlot => official(
                "Жеке қосалқы шаруашылықтың болуы туралы",
                "О наличии личного подсобного хозяйства",
                "A personal subsidiary plot",
            ),
            Self::Employment => official(
                "Жұмыспен қамтуға жәрдемдесудің белсенді шараларына тартылатын отбасының еңбекке қабілетті мүшелері үшін еңбек қызметі туралы (болған жағдайда)",
                "О трудовой деятельности (при наличии), для трудоспособных членов семьи, вовлекаемых в активные меры содействия занятости",
                "Employment (if any) of able-bodied members whom active measures of employment involve",
            ),
            Self::Qualification => official(
                "Жұмыспен қамтуға жәрдемдесудің белсенді шараларына тартылатын отбасының еңбекке қабілетті мүшелері үшін білімі, біліктілігі, арнайы білімінің немесе кәсіптік даярлығының болуы туралы (болған жағдайда)",
                "Об образовании, квалификации, наличии специальных знаний или профессиональной подготовки (при наличии), для трудоспособных членов семьи, вовлекаемых в активные меры содействия занятости",
                "Education, qualification, special knowledge or vocational training (if any) of able-bodied members whom active measures of employment involve",
            ),
            Self::Alimony => official(
                "Атаулы әлеуметтік көмек тағайындауға өтініш берілген тоқсанның алдындағы қатарынан үш ай бойы алимент және (немесе) алимент бойынша берешектің болуы туралы",
                "Об алиментах и (или) о наличии задолженности по ним в течение трех месяцев подряд, предшествовавших кварталу обращения за назначением адресной социальной помощи",
                "Alimony and (or) a debt of it for the three months in a row before the quarter of the application",
            ),
            Self::DetentionTreatment => official(
                "Өтініш берушінің отбасы мүшелерінің бас бостандығынан айыру орындарында немесе мәжбүрлеп емдеуде болуы туралы",
                "О нахождении в местах лишения свободы или принудительного лечения членов семьи заявителя",
                "Detention or compulsory treatment of members of the applicant's family",
            ),
            Self::HousingOwned => official(
                "Меншігінде тұрғынжайдың, үй-жайлардың болуы туралы",
                "О наличии в собственности жилья, помещений",
                "Housing and premises in ownership",
            ),
            Self::BuildingPlot => official(
                "Меншігінде жеке тұрғын үй құрылысына арналған жер учаскесінің болуы туралы",
                "О наличии в собственности земельного участка, предназначенного под индивидуальное жилищное строительство",
                "A plot of land in ownership that is meant for building a house",
            ),
            Self::Vehicle => official(
                "Меншігінде көлік құралының болуы туралы",
                "О наличие в собственности транспортного средства",
                "A vehicle in ownership",
            ),
        }
    }
}
