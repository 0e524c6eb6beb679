//! The canonical JSON (RFC 8785) of a regulation, and its digest.

use alloc::string::String;

use sha2::{Digest, Sha256};

use super::{BreakParts, GradeRange, PriceParts, RegulationParts, SchoolYearParts};
use crate::{
    value::text::push_json_text,
    wire::writer::{Object, object, written},
};

pub(super) fn digest(parts: &RegulationParts) -> [u8; 32] {
    Sha256::digest(json(parts)).into()
}

/// Fields in the order of their names, no white space, arrays and amounts as they were read.
pub(super) fn json(parts: &RegulationParts) -> String {
    written(|to| {
        to.plain("activation", parts.activation.code())
            .codes("grounds", parts.grounds.iter().map(|ground| ground.code()))
            .text("id", &parts.id)
            .whole("late_entry_days", parts.late_entry_days)
            .object("list_closes", |to| parts.list_closes.write(to))
            .object("meals_per_day", |to| {
                // Names are sorted by UTF-16 code units (RFC 8785, 3.2.3). They are references once checked; of ASCII text
                // the order of bytes, which the map has, is the same.
                for (kind, limit) in &parts.meals_per_day {
                    to.any_whole(kind, limit);
                }
            })
            .period("period", parts.period)
            .list("prices", &parts.prices, |out, parts| object(out, |to| price(to, parts)))
            .object("primary_grades", |to| grades(to, parts.primary_grades))
            .plain("programme", parts.programme.code())
            .list("regions", &parts.regions, |out, region| push_json_text(out, region))
            .object("register_due", |to| parts.register_due.write(to))
            .list("school_years", &parts.school_years, |out, parts| object(out, |to| year(to, parts)));
    })
}

fn year(to: &mut Object<'_>, parts: &SchoolYearParts) {
    to.list("breaks", &parts.breaks, |out, parts| object(out, |to| rest(to, *parts)))
        .date("first", parts.first)
        .date("last", parts.last)
        .codes("weekdays", parts.weekdays.iter().map(|day| day.code()));
}

fn rest(to: &mut Object<'_>, parts: BreakParts) {
    to.date("first", parts.first)
        .nullable("grades", parts.grades, |to, name, parts| {
            to.object(name, |to| grades(to, parts));
        })
        .date("last", parts.last);
}

fn price(to: &mut Object<'_>, parts: &PriceParts) {
    to.date("first", parts.first)
        .object("grades", |to| grades(to, parts.grades))
        .date("last", parts.last)
        .text("price", &parts.price)
        .text("region", &parts.region);
}

fn grades(to: &mut Object<'_>, parts: GradeRange) {
    to.whole("first", parts.first).whole("last", parts.last);
}
