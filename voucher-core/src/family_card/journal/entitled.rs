//! The query `entitled` (*wire*).

use alloc::vec::Vec;
use core::num::NonZeroU16;

use chrono::NaiveDate;

use crate::{
    family_card::{
        proactive::Proactive,
        rights::{
            Award, AwardedMotherFacts, BreadwinnerFacts, Cause, Child, ChildCareFacts,
            ChildDisabilityCarerFacts, DayOrNone, DisabilityFacts, Entitlement, Group, JobLossFacts,
            LargeFamilyFacts, MaternityFacts, MissingFact, RightFacts, TargetedAssistanceFacts, Worth,
            entitled,
        },
        service::Service,
    },
    programme::answers::write_refusals,
    value::{calendar::parse_date, error::ErrorKind, money::Amount},
    wire::{
        fields::{DATE, Fault, Field, Fields, KIND, may, need},
        json::Value,
        writer::Object,
    },
};

/// The most that a count of `facts` may be, and the most children.
const MOST: u16 = 4096;
const MOST_CHILDREN: usize = 64;

pub(super) fn query(
    regulation: &Proactive,
    fields: Fields<'_>,
    answer: &mut Object<'_>,
) -> Result<(), Fault> {
    fields.check(&[KIND, need("service"), need("facts"), DATE])?;
    let service = fields.coded("service", |code| {
        Service::from_code(code).filter(|service| RightFacts::unknown(*service).is_some())
    });
    let known = fields.get("facts").and_then(Fields::of);
    if let (Ok(service), Some(known)) = (&service, known) {
        check_unknown(*service, known)?;
    }
    let (service, known) = (service?, fields.object("facts")?);
    let facts = read(service, known)?;
    write(entitled(regulation, &facts, fields.date()?), answer);
    Ok(())
}

/// The names of a service, in the order of its table, and those of its children.
const fn names(service: Service) -> &'static [&'static str] {
    match service {
        Service::Maternity => &["insured", "sick_list_from", "sick_list_days", "income_12_months"],
        Service::ChildCare => &["insured", "born", "order", "income_24_months"],
        Service::JobLoss => &["months_of_participation", "registered_on", "income_24_months"],
        Service::Breadwinner => &["lost_on", "dependants", "insured", "both_parents_lost"],
        Service::ChildDisabilityCarer => &["carer", "born", "established_on", "until"],
        Service::Disability => &["established_on", "until", "born", "group", "since_childhood", "cause"],
        Service::LargeFamily => &["children"],
        Service::AwardedMother => &["award", "awarded_on"],
        Service::TargetedAssistance => &["income_per_head", "poverty_line"],
        Service::LossOfCapacity | Service::Birth | Service::Burial => &[],
    }
}

/// First the names of the facts, then those of each child.
fn check_unknown(service: Service, known: Fields<'_>) -> Result<(), Fault> {
    let own: Vec<Field> = names(service).iter().map(|name| may(name)).collect();
    known.check_unknown(&own)?;
    let children = match (service, known.get("children")) {
        (Service::LargeFamily, Some(Value::Array(children))) => children.as_slice(),
        _ => &[],
    };
    let each = |child: Fields<'_>| child.check_unknown(&[may("born"), may("student")]);
    children.iter().filter_map(Fields::of).try_for_each(each)
}

fn read(service: Service, known: Fields<'_>) -> Result<RightFacts, Fault> {
    let known = Known(known);
    Ok(match service {
        Service::Maternity => RightFacts::Maternity(MaternityFacts {
            insured: known.boolean("insured")?,
            sick_list_from: known.day_or_none("sick_list_from")?,
            sick_list_days: known.count_from_one("sick_list_days")?,
            income_12_months: known.amount("income_12_months")?,
        }),
        Service::ChildCare => RightFacts::ChildCare(ChildCareFacts {
            insured: known.boolean("insured")?,
            born: known.day("born")?,
            order: known.count_from_one("order")?,
            income_24_months: known.amount("income_24_months")?,
        }),
        Service::JobLoss => RightFacts::JobLoss(JobLossFacts {
            months_of_participation: known.count("months_of_participation")?,
            registered_on: known.day_or_none("registered_on")?,
            income_24_months: known.amount("income_24_months")?,
        }),
        Service::Breadwinner => RightFacts::Breadwinner(BreadwinnerFacts {
            lost_on: known.day_or_none("lost_on")?,
            dependants: known.count("dependants")?,
            insured: known.boolean("insured")?,
            both_parents_lost: known.boolean("both_parents_lost")?,
        }),
        Service::ChildDisabilityCarer => RightFacts::ChildDisabilityCarer(ChildDisabilityCarerFacts {
            carer: known.boolean("carer")?,
            born: known.day("born")?,
            established_on: known.day_or_none("established_on")?,
            until: known.day_or_none("until")?,
        }),
        Service::Disability => RightFacts::Disability(DisabilityFacts {
            established_on: known.day_or_none("established_on")?,
            until: known.day_or_none("until")?,
            born: known.day("born")?,
            group: known.coded("group", Group::from_code)?,
            since_childhood: known.boolean("since_childhood")?,
            cause: known.coded("cause", Cause::from_code)?,
        }),
        Service::AwardedMother => RightFacts::AwardedMother(AwardedMotherFacts {
            award: known.coded("award", Award::from_code)?,
            awarded_on: known.day("awarded_on")?,
        }),
        Service::TargetedAssistance => RightFacts::TargetedAssistance(TargetedAssistanceFacts {
            income_per_head: known.amount("income_per_head")?,
            poverty_line: known.amount("poverty_line")?,
        }),
        Service::LargeFamily | Service::LossOfCapacity | Service::Birth | Service::Burial => {
            RightFacts::LargeFamily(LargeFamilyFacts { children: known.children()? })
        }
    })
}

/// What is given, where a name that is absent is not known.
#[derive(Clone, Copy)]
struct Known<'v>(Fields<'v>);

impl Known<'_> {
    fn boolean(self, name: &'static str) -> Result<Option<bool>, Fault> {
        self.0.optional(name, |fields| fields.boolean(name))
    }

    fn amount(self, name: &'static str) -> Result<Option<Amount>, Fault> {
        self.0.optional(name, |fields| fields.text(name, Amount::parse))
    }

    fn day(self, name: &'static str) -> Result<Option<NaiveDate>, Fault> {
        self.0.optional(name, |fields| fields.day(name))
    }

    fn day_or_none(self, name: &'static str) -> Result<Option<DayOrNone>, Fault> {
        let read = |text: &str| match text {
            "none" => Ok(DayOrNone::None),
            _ => parse_date(text).map(DayOrNone::On),
        };
        self.0.optional(name, |fields| fields.text(name, read))
    }

    fn coded<T>(
        self,
        name: &'static str,
        from_code: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        self.0.optional(name, |fields| fields.coded(name, from_code))
    }

    fn count(self, name: &'static str) -> Result<Option<u16>, Fault> {
        self.0.optional(name, |fields| {
            let count = u16::try_from(fields.count(name)?).ok().filter(|count| *count <= MOST);
            count.ok_or(Fault::invalid(name, ErrorKind::TooLarge))
        })
    }

    fn count_from_one(self, name: &'static str) -> Result<Option<NonZeroU16>, Fault> {
        let from_one = |count| NonZeroU16::new(count).ok_or(Fault::invalid(name, ErrorKind::BelowOne));
        self.count(name)?.map(from_one).transpose()
    }

    fn children(self) -> Result<Option<Vec<Child>>, Fault> {
        self.0.optional("children", |fields| {
            let child = |child: Result<Fields<'_>, Fault>| {
                let child = Known(child?);
                Ok(Child { born: child.day("born")?, student: child.boolean("student")? })
            };
            fields.few("children", MOST_CHILDREN)?.objects("children")?.map(child).collect()
        })
    }
}

fn write(entitlement: Entitlement, answer: &mut Object<'_>) {
    match entitlement {
        Entitlement::Yes { worth, first, last } => {
            answer.plain("entitled", "yes");
            match worth {
                Worth::Amount(amount) => answer.display("amount", amount),
                Worth::Unknown(facts) => answer.codes("amount_unknown", facts.iter().map(MissingFact::code)),
            };
            for (name, day) in [("first", first), ("last", last)] {
                if let Some(day) = day {
                    answer.date(name, day);
                }
            }
        }
        Entitlement::Potential => {
            answer.plain("entitled", "potential");
        }
        Entitlement::No { refusals } => write_refusals(refusals, answer.plain("entitled", "no")),
        Entitlement::CannotTell { missing } => {
            answer.plain("entitled", "cannot_tell").codes("missing", missing.iter().map(MissingFact::code));
        }
    }
}
