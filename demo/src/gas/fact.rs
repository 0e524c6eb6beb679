//! An event as a fact, for whoever feeds a ledger without a journal.

use chrono::NaiveDate;
use voucher_core::{
    Account, Month, Region,
    gas::{Assistance, AssistanceSet, Channel, Fact, Reply, SmsKind},
};

use super::event::{DAY, Event, PLAIN_TEXT, Typed, What};
use super::line::{account, listing};
use super::person::Person;

/// The fact and its date; none where the event is a query.
pub(super) fn fact(event: Event, person: &Person) -> Option<(NaiveDate, Fact)> {
    let iin = person.iin;
    let on = NaiveDate::from_ymd_opt(2025, 9, u32::from(event.at) / DAY)?;
    let fact = match event.plain().what {
        What::Listed(entry) => {
            let (kato, kinds) = listing(person, entry);
            let kind = |bit, kind| Some(kind).filter(|_| kinds & bit != 0);
            let assistance = [kind(1, Assistance::TargetedSocial), kind(2, Assistance::Housing)];
            let assistance = AssistanceSet::from_iter(assistance.into_iter().flatten());
            Fact::Listed { iin, region: Region::from_kato(kato).ok()?, assistance }
        }
        What::Delisted => Fact::Delisted { iin },
        What::StartSms => Fact::SmsSent { iin, kind: SmsKind::Start },
        What::RepeatSms => Fact::SmsSent { iin, kind: SmsKind::Repeat },
        What::Said(PLAIN_TEXT) | What::Agreed => Fact::Replied { iin, reply: Reply::Agree },
        What::Said(_) => Fact::Replied { iin, reply: Reply::Unrecognised },
        What::Refused => Fact::Replied { iin, reply: Reply::Refuse },
        What::Entered(typed) => {
            let channel = if person.centre { Channel::ServiceCentre } else { Channel::EgovMobile };
            Fact::AccountEntered { iin, account: meant(person, typed)?, channel }
        }
        What::OfferAccepted => Fact::OfferAccepted { iin },
        What::Checked(typed, exists) => Fact::AccountChecked { iin, account: meant(person, typed)?, exists },
        What::Confirmed => Fact::Confirmed { iin },
        What::RegisterSent => Fact::RegisterSent { month: Month::of(on) },
        What::Status | What::Preview | What::Due | What::Summary => return None,
        What::Register | What::Receipt(_) => return None,
    };
    Some((on, fact))
}

fn meant(person: &Person, typed: Typed) -> Option<Account> {
    Account::parse(&account(person, typed)).ok()
}
