//! What a screen says beside a stage and beside an answer about a right.

use super::Sms;
use crate::{
    family_card::{offers::Stage, rights::Entitlement},
    programme::{Texts, ours as t},
};

impl Stage {
    /// What follows where the person stays silent (K28, K32); none where no answer is awaited. Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::Stage;
    ///
    /// assert!(Stage::Asked.silence().unwrap().en().starts_with("Silence does not count as consent"));
    /// assert_eq!(Stage::Lapsed.silence(), None);
    /// ```
    #[must_use]
    pub const fn silence(self) -> Option<Texts> {
        match self {
            Self::Asked => Some(t(
                "Үнсіздік келісім болып саналмайды: жауап беру мерзімі өтсе, ұсыныс күшін жояды және бұл оқиға бойынша жаңа ұсыныс жіберілмейді. Қызметке сонда да әдеттегі тәртіппен өтініш бере аласыз.",
                "Молчание не считается согласием: когда пройдёт срок ответа, предложение аннулируется и нового по этому событию не будет. Вы и тогда можете подать обычное заявление на услугу.",
                "Silence does not count as consent: when the time to answer is over, the offer lapses and no new offer comes for this event. You can still apply for the service in the ordinary way then.",
            )),
            Self::NotArisen
            | Self::Assigned
            | Self::Refused
            | Self::AwaitingAccount
            | Self::Agreed
            | Self::Lapsed
            | Self::Expired
            | Self::ToAsk => None,
        }
    }
}

impl Sms {
    /// What keeps the person from answering somebody else (K23, K32). It names no number: that of the regulation stands
    /// beside it. Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::Sms;
    ///
    /// assert!(Sms::Offer.caution().ru().ends_with("Никогда никому не сообщайте код из SMS."));
    /// ```
    #[must_use]
    pub const fn caution(self) -> Texts {
        match self {
            Self::Offer => t(
                "Тек ресми нөмірден келген хабарламаға жауап беріңіз. SMS-хабарламадағы кодты ешқашан ешкімге айтпаңыз.",
                "Отвечайте, пожалуйста, только на сообщение с официального номера. Никогда никому не сообщайте код из SMS.",
                "Please reply only to the message from the official number. Never tell anybody a code from an SMS.",
            ),
        }
    }
}

impl Entitlement {
    /// The answer in words for the person (K10, K14, K32). Ours, not official.
    ///
    /// ```
    /// use voucher_core::family_card::Entitlement;
    ///
    /// assert!(Entitlement::Potential.texts().en().starts_with("There may be a right to this service."));
    /// ```
    #[must_use]
    pub const fn texts(&self) -> Texts {
        match self {
            Self::Yes { .. } => t(
                "Қолда бар мәліметтер бойынша бұл қызметке құқық бар.",
                "По имеющимся сведениям право на эту услугу есть.",
                "According to the records, there is a right to this service.",
            ),
            Self::Potential => t(
                "Бұл қызметке құқық болуы мүмкін. Ол өтініш бойынша, отбасының жағдайы тексеріліп, комиссия қорытынды бергеннен кейін шешіледі.",
                "Право на эту услугу возможно. Решение принимается по заявлению, после обследования и заключения комиссии.",
                "There may be a right to this service. It is decided on application, after a survey and the opinion of a commission.",
            ),
            Self::No { .. } => t(
                "Қолда бар мәліметтер бойынша бұл күні бұл қызметке құқық жоқ.",
                "По имеющимся сведениям в эту дату права на эту услугу нет.",
                "According to the records, there is no right to this service on this date.",
            ),
            Self::CannotTell { .. } => t(
                "Бұл қызметке құқықтың бар-жоғын әзірге айту мүмкін емес. Ол үшін қажет мәліметтердің бәрі белгілі емес.",
                "Пока нельзя сказать, есть ли право на эту услугу. Известно не всё, что для этого нужно.",
                "It cannot be told yet whether there is a right to this service. Not all that is needed for it is known.",
            ),
        }
    }
}
