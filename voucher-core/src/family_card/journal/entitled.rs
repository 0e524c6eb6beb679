//! The query `entitled` (*wire*).

use alloc::vec::Vec;
use core::num::NonZeroU16;

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

pub(super) fn query(
    regulation: &Proactive,
    fields: Fields<'_>,
    answer: &mut Object<'_>,
) -> Result<(), Fault> {
    fields.check(&[KIND, need("service"), need("facts"), DATE])?;
    // Nothing is known yet; the variant says which facts can be.
    let unknown = fields.coded("service", |code| Service::from_code(code).and_then(RightFacts::unknown));
    let known = fields.get("facts").and_then(Fields::of);
    if let (Ok(unknown), Some(known)) = (&unknown, known) {
        check_unknown(unknown, known)?;
    }
    let facts = read(&unknown?, fields.object("facts")?)?;
    write(entitled(regulation, &facts, fields.date()?), answer);
    Ok(())
}

/// The names of the facts of a service, in the order of its table.
const fn names(facts: &RightFacts) -> &'static [&'static str] {
    match facts {
        RightFacts::Maternity(_) => &["insured", "sick_list_from", "sick_list_days", "income_12_months"],
        RightFacts::ChildCare(_) => &["insured", "born", "order", "income_24_months"],
        RightFacts::JobLoss(_) => &["months_of_participation", "registered_on", "income_24_months"],
        RightFacts::Breadwinner(_) => &["lost_on", "dependants", "insured", "both_parents_lost"],
        RightFacts::ChildDisabilityCarer(_) => &["carer", "born", "established_on", "until"],
        RightFacts::Disability(_) => {
            &["established_on", "until", "born", "group", "since_childhood", "cause"]
        }
        RightFacts::LargeFamily(_) => &["children"],
        RightFacts::AwardedMother(_) => &["award", "awarded_on"],
        RightFacts::TargetedAssistance(_) => &["income_per_head", "poverty_line"],
    }
}

/// First the names of the facts, then those of each child.
fn check_unknown(facts: &RightFacts, known: Fields<'_>) -> Result<(), Fault> {
    let own: Vec<Field> = names(facts).iter().map(|name| may(name)).collect();
    known.check_unknown(&own)?;
    let children = match (facts, known.get("children")) {
        (RightFacts::LargeFamily(_), Some(Value::Array(children))) => *children,
        _ => &[],
    };
    let each = |child: Fields<'_>| child.check_unknown(&[may("born"), may("student")]);
    children.iter().filter_map(Fields::of).try_for_each(each)
}

fn read(facts: &RightFacts, fields: Fields<'_>) -> Result<RightFacts, Fault> {
    let known = Known(fields);
    Ok(match facts {
        RightFacts::Maternity(_) => RightFacts::Maternity(MaternityFacts {
            insured: fields.optional_boolean("insured")?,
            sick_list_from: known.day_or_none("sick_list_from")?,
            sick_list_days: known.count_from_one("sick_list_days")?,
            income_12_months: known.amount("income_12_months")?,
        }),
        RightFacts::ChildCare(_) => RightFacts::ChildCare(ChildCareFacts {
            insured: fields.optional_boolean("insured")?,
            born: fields.optional_day("born")?,
            order: known.count_from_one("order")?,
            income_24_months: known.amount("income_24_months")?,
        }),
        RightFacts::JobLoss(_) => RightFacts::JobLoss(JobLossFacts {
            months_of_participation: known.count("months_of_participation")?,
            registered_on: known.day_or_none("registered_on")?,
            income_24_months: known.amount("income_24_months")?,
        }),
        RightFacts::Breadwinner(_) => RightFacts::Breadwinner(BreadwinnerFacts {
            lost_on: known.day_or_none("lost_on")?,
            dependants: known.count("dependants")?,
            insured: fields.optional_boolean("insured")?,
            both_parents_lost: fields.optional_boolean("both_parents_lost")?,
        }),
        RightFacts::ChildDisabilityCarer(_) => RightFacts::ChildDisabilityCarer(ChildDisabilityCarerFacts {
            carer: fields.optional_boolean("carer")?,
            born: fields.optional_day("born")?,
            established_on: known.day_or_none("established_on")?,
            until: known.day_or_none("until")?,
        }),
        RightFacts::Disability(_) => RightFacts::Disability(DisabilityFacts {
            established_on: known.day_or_none("established_on")?,
            until: known.day_or_none("until")?,
            born: fields.optional_day("born")?,
            group: fields.optional_coded("group", Group::from_code)?,
            since_childhood: fields.optional_boolean("since_childhood")?,
            cause: fields.optional_coded("cause", Cause::from_code)?,
        }),
        RightFacts::LargeFamily(_) => {
            RightFacts::LargeFamily(LargeFamilyFacts { children: known.children()? })
        }
        RightFacts::AwardedMother(_) => RightFacts::AwardedMother(AwardedMotherFacts {
            award: fields.optional_coded("award", Award::from_code)?,
            awarded_on: fields.optional_day("awarded_on")?,
        }),
        RightFacts::TargetedAssistance(_) => RightFacts::TargetedAssistance(TargetedAssistanceFacts {
            income_per_head: known.amount("income_per_head")?,
            poverty_line: known.amount("poverty_line")?,
        }),
    })
}

/// What is given, where a name that is absent is not known.
#[derive(Clone, Copy)]
struct Known<'v>(Fields<'v>);

impl Known<'_> {
    fn amount(self, name: &'static str) -> Result<Option<Amount>, Fault> {
        self.0.optional(name, |fields| fields.text(name, Amount::parse))
    }

    fn day_or_none(self, name: &'static str) -> Result<Option<DayOrNone>, Fault> {
        let read = |text: &str| match text {
            "none" => Ok(DayOrNone::None),
            _ => parse_date(text).map(DayOrNone::On),
        };
        self.0.optional(name, |fields| fields.text(name, read))
    }

    fn count(self, name: &'static str) -> Result<Option<u16>, Fault> {
        self.0.optional(name, |fields| {
            let count =
                u16::try_from(fields.count(name)?).ok().filter(|count| *count <= RightFacts::MOST_COUNT);
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
                let child = child?;
                Ok(Child { born: child.optional_day("born")?, student: child.optional_boolean("student")? })
            };
            fields.few("children", RightFacts::MOST_CHILDREN)?.objects("children")?.map(child).collect()
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
