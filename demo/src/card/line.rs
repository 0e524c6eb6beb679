//! An event as the line of what it says: a fact or a query.

use voucher_core::Iin;
use voucher_core::family_card::Service;

use super::event::{Event, Named, Said, Sender, What};
use crate::days::{DAY, date};
use crate::fault::Line;

/// Whom and what an event is about.
#[derive(Clone, Copy)]
pub(crate) struct About {
    pub(crate) event: Event,
    pub(crate) iin: Iin,
    pub(crate) service: Service,
}

impl About {
    fn key(&self, named: Named) -> String {
        let per_child = match self.service {
            Service::ChildCare | Service::ChildDisabilityCarer => true,
            Service::Maternity | Service::JobLoss | Service::Breadwinner | Service::Disability => false,
            Service::LargeFamily | Service::AwardedMother | Service::TargetedAssistance => false,
            Service::LossOfCapacity | Service::Birth | Service::Burial => false,
        };
        let child = if per_child == (named == Named::AsMeant) { r#","child":"c-1""# } else { "" };
        let (iin, service, who) = (self.iin.expose_text(), self.service.code(), self.event.who);
        format!(r#","iin":"{iin}","service":"{service}","event":"e/{who:06}"{child}"#)
    }

    /// What stands between the brackets of the line, but for its date.
    fn said(&self) -> String {
        let own = self.key(Named::AsMeant);
        match self.event.what {
            What::RightArose(named) => format!(r#""fact":"right_arose"{}"#, self.key(named)),
            What::Offered => format!(r#""fact":"offered"{own}"#),
            What::Replied(said, sender) => {
                let sender = if sender == Sender::Own { "1414" } else { "77001234567" };
                let said = match said {
                    Said::Agree => r#""answer":"agree""#,
                    Said::Refuse => r#""answer":"refuse""#,
                    Said::Text => r#""text":"ok""#,
                };
                format!(r#""fact":"replied"{own},"sender":"{sender}",{said}"#)
            }
            What::AccountKnown => format!(r#""fact":"account_known"{own}"#),
            What::AccountConfirmed => format!(r#""fact":"account_confirmed"{own}"#),
            What::Assigned => format!(r#""fact":"assigned"{own}"#),
            What::Status => format!(r#""query":"status"{own}"#),
            What::Due => r#""query":"due""#.to_owned(),
            What::Summary => r#""query":"summary""#.to_owned(),
        }
    }
}

impl Line for About {
    fn put(&self, out: &mut Vec<u8>) {
        let on = date(6, self.event.at / DAY);
        out.extend_from_slice(format!("{{{},\"on\":\"{on}\"}}\n", self.said()).as_bytes());
    }

    fn earlier(&self, days: u32) -> Option<Self> {
        let at = self.event.at.saturating_sub(days * DAY).max(DAY);
        self.event.what.is_fact().then_some(About { event: Event { at, ..self.event }, ..*self })
    }

    fn iin(&self) -> String {
        self.iin.expose_text()
    }

    fn month(&self) -> &'static str {
        "2026-06-"
    }
}
