//! The canonical JSON (RFC 8785) of a grading, and its digest.

use alloc::string::String;

use sha2::{Digest, Sha256};

use super::{BracketParts, FactKind, GivesParts, GradingParts, IndicatorParts, RuleParts};
use crate::{
    value::text::push_json_text,
    wire::writer::{Object, object, written},
};

pub(super) fn digest(parts: &GradingParts) -> [u8; 32] {
    Sha256::digest(json(parts)).into()
}

/// Fields in the order of their names, no white space, arrays and amounts as they were read.
pub(super) fn json(parts: &GradingParts) -> String {
    written(|to| {
        to.list("at_most", &parts.at_most, |out, (first, second)| {
            out.push('[');
            push_json_text(out, first);
            out.push(',');
            push_json_text(out, second);
            out.push(']');
        })
        .list("facts", &parts.facts, |out, fact| {
            object(out, |to| {
                match &fact.kind {
                    FactKind::Plain(kind) => to.plain("kind", kind.code()),
                    FactKind::OneOf(values) => {
                        to.list("kind", values, |out, value| push_json_text(out, value))
                    }
                };
                to.text("name", &fact.name);
            });
        })
        .text("id", &parts.id)
        .list("indicators", &parts.indicators, |out, each| object(out, |to| indicator(to, each)))
        .plain("kind", parts.kind.code())
        .list("levels", &parts.levels, |out, level| {
            object(out, |to| {
                to.whole("least", level.least).text("level", &level.level);
            });
        })
        .text("lowest", &parts.lowest)
        .boolean("official", parts.official)
        .period("period", parts.period)
        .plain("programme", parts.programme.code())
        .text("subsistence", &parts.subsistence);
    })
}

fn indicator(to: &mut Object<'_>, parts: &IndicatorParts) {
    to.plain("criterion", parts.criterion.code())
        .text("id", &parts.id)
        .object("rule", |to| rule(to, &parts.rule));
}

fn rule(to: &mut Object<'_>, parts: &RuleParts) {
    match parts {
        RuleParts::Brackets { fact, unit, brackets } => {
            to.list("brackets", brackets, |out, each| object(out, |to| bracket(to, each)))
                .text("fact", fact)
                .plain("unit", unit.code());
        }
        RuleParts::Values { fact, values } => {
            to.text("fact", fact).object("values", |to| {
                // Names are names of the fact's values once checked: the map's order is that of RFC 8785.
                for (name, each) in values {
                    gives(to, name, each);
                }
            });
        }
    }
}

fn bracket(to: &mut Object<'_>, parts: &BracketParts) {
    match parts {
        BracketParts::Least { least, gives: outcome } => {
            gives(to, "gives", outcome);
            to.text("least", least);
        }
        BracketParts::Above { above, gives: outcome } => {
            to.text("above", above);
            gives(to, "gives", outcome);
        }
    }
}

fn gives(to: &mut Object<'_>, name: &str, parts: &GivesParts) {
    match parts {
        GivesParts::Points(points) => to.whole(name, points),
        GivesParts::Rule(parts) => to.object(name, |to| rule(to, parts)),
    };
}
