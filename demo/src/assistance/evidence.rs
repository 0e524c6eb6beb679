//! How one item of evidence comes, and what it says. The weights are our choice.

use voucher_core::targeted_assistance::{Evidence, IncomeKind, Source};

use super::event::{OnRecord, What};
use super::home::Person;
use super::life::Life;
use crate::days::DAY;

/// How an item comes, in ten thousand; the others come from the systems at once.
#[derive(Clone, Copy)]
enum Way {
    AtOnce,
    /// The system answers days later.
    Late,
    /// Asked for in writing, and answered.
    Written,
    /// Asked for in writing, and never answered.
    NeverAnswered,
    Never,
    Paper,
    Digital,
    /// A digital document without its owner's consent; with it a little later.
    NoConsent,
    /// A reply that nobody has asked for; it is asked for then.
    NotRequested,
    /// Answered twice.
    Retry,
    /// Nothing on record first, something later.
    Changed,
    /// Asked for although it is answered.
    AskedAfter,
    /// An answer of a kind that nobody needs.
    NotNeeded,
    /// An answer about somebody else.
    NotAMember,
}

const WAYS: [(u32, Way); 13] = [
    (300, Way::Late),
    (90, Way::Written),
    (8, Way::NeverAnswered),
    (4, Way::Never),
    (120, Way::Paper),
    (60, Way::Digital),
    (6, Way::NoConsent),
    (6, Way::NotRequested),
    (60, Way::Retry),
    (5, Way::Changed),
    (6, Way::AskedAfter),
    (6, Way::NotNeeded),
    (3, Way::NotAMember),
];

impl Life<'_> {
    /// One item from the moment of the application on: when it is answered, if it ever is.
    pub(crate) fn item(&mut self, from: u32, kind: Evidence, member: u8) -> Option<u32> {
        let way = self.dice.pick_of(10_000, &WAYS, Way::AtOnce);
        let says = self.says(kind, member);
        let answered = |source| What::Answered(kind, member, source, says);
        let at = from + 1 + self.dice.below(30);
        let (requested, replied) = (at + DAY, at + self.dice.within(3, 14) * DAY);
        match way {
            Way::AtOnce => self.push(at, answered(Source::System)),
            Way::Paper => self.push(at, answered(Source::Paper)),
            Way::Late => {
                let late = at + self.dice.within(1, 8) * DAY;
                self.push(late, answered(Source::System));
                return Some(late);
            }
            Way::Written => {
                self.push(requested, What::Requested(kind, member));
                self.push(replied, answered(Source::Reply));
                return Some(replied);
            }
            Way::NeverAnswered => {
                self.push(requested, What::Requested(kind, member));
                return None;
            }
            Way::Never => return None,
            Way::Digital => {
                self.push(at, What::Consented(member));
                self.push(at + 1, answered(Source::DigitalDocument));
            }
            Way::NoConsent => {
                self.push(at, answered(Source::DigitalDocument));
                self.push(at + 5, What::Consented(member));
                self.push(at + 6, answered(Source::DigitalDocument));
            }
            Way::NotRequested => {
                self.push(at, answered(Source::Reply));
                self.push(at + 3, What::Requested(kind, member));
                self.push(at + 4, answered(Source::Reply));
            }
            Way::Retry => {
                self.push(at, answered(Source::System));
                self.push(at + 1, answered(Source::System));
            }
            Way::Changed => {
                self.push(at, What::Answered(kind, member, Source::System, OnRecord::Nothing));
                self.push(at + 60, answered(Source::Paper));
            }
            Way::AskedAfter => {
                self.push(at, answered(Source::System));
                self.push(at + 2, What::Requested(kind, member));
            }
            Way::NotNeeded => {
                self.push(at, answered(Source::System));
                let other = What::Answered(Evidence::FullTimeStudy, 0, Source::System, OnRecord::Nothing);
                self.push(at, other);
            }
            Way::NotAMember => {
                self.push(at, answered(Source::System));
                self.push(at, What::Requested(kind, 40));
            }
        }
        Some(at)
    }

    /// What an answer to this item says.
    fn says(&mut self, kind: Evidence, member: u8) -> OnRecord {
        let Some(person) = self.home.people.get(usize::from(member)) else { return OnRecord::Nothing };
        let Some(often) = on_record(kind, person) else {
            let here = person.earned > 0 && person.kind.evidence() == kind;
            return if here { OnRecord::Incomes } else { OnRecord::Nothing };
        };
        if self.dice.below(10_000) < often { OnRecord::Something } else { OnRecord::Nothing }
    }
}

/// How often something is on record, in ten thousand; none of the kinds that have incomes.
fn on_record(kind: Evidence, person: &Person) -> Option<u32> {
    Some(match kind {
        Evidence::Income | Evidence::SubsidiaryPlot | Evidence::Alimony => return None,
        Evidence::Identity => 9998,
        Evidence::KandasStatus | Evidence::RefugeeStatus | Evidence::ForeignerStatus => 9800,
        Evidence::StatelessStatus => 9800,
        Evidence::ResidenceRegistration => 9970,
        Evidence::BankDetails => 9900,
        Evidence::Disability => 9700,
        Evidence::ChildBirthDeath | Evidence::FullTimeStudy => 9990,
        Evidence::Guardianship | Evidence::Adoption => 9950,
        Evidence::MarriageDivorce => 8200,
        Evidence::SoleProprietor if person.kind == IncomeKind::Business => 10_000,
        Evidence::SoleProprietor => 100,
        Evidence::AssistanceOverlap => 10,
        Evidence::Employment => 5200,
        Evidence::Qualification => 6100,
        Evidence::DetentionTreatment => 12,
        Evidence::HousingOwned => 3000,
        Evidence::BuildingPlot => 400,
        Evidence::Vehicle => 1200,
    })
}
