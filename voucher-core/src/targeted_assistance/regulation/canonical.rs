//! The canonical JSON (RFC 8785) of a regulation, and its digest.

use alloc::{string::String, vec::Vec};

use sha2::{Digest, Sha256};

use super::{
    BanParts, ChannelParts, IncomeParts, LineParts, OpenPeriod, RegulationParts, TopUpParts, WholeLineParts,
};
use crate::{
    targeted_assistance::income::IncomeKind,
    value::{order, text::push_json_text},
    wire::writer::{Object, written},
};

pub(super) fn digest(parts: &RegulationParts) -> [u8; 32] {
    Sha256::digest(json(parts)).into()
}

/// Fields in the order of their names, no white space, arrays and decimals as they were read.
pub(super) fn json(parts: &RegulationParts) -> String {
    written(|to| {
        to.plain("absent_members", parts.absent_members.code())
            .plain("amount_rounding", parts.amount_rounding.code())
            .list("banks", &parts.banks, |out, bank| push_json_text(out, bank))
            .object("bans", |to| bans(to, parts.bans))
            .whole("carer_child_under", parts.carer_child_under)
            .object("channels", |to| {
                to.object("akim", |to| channel(to, &parts.channels.akim))
                    .object("centre", |to| channel(to, &parts.channels.centre))
                    .object("portal", |to| channel(to, &parts.channels.portal));
            })
            .boolean("commission", parts.commission)
            .nullable("conditional_months", parts.conditional_months, months)
            .plain("equal_to_line", parts.equal_to_line.code())
            .object("evidence", |to| {
                let evidence = parts.evidence.iter().map(|(kind, condition)| (kind.code(), condition.code()));
                let mut evidence: Vec<_> = evidence.collect();
                order::sort(&mut evidence);
                for (kind, condition) in evidence {
                    to.plain(kind, condition);
                }
            })
            .text("id", &parts.id)
            .plain("if_missing", parts.if_missing.code())
            .object("income", |to| incomes(to, &parts.income))
            .object("line", |to| line(to, &parts.line))
            .plain("per_capita_rounding", parts.per_capita_rounding.code())
            .object("period", |to| period(to, parts.period))
            .plain("programme", parts.programme.code())
            .nullable("top_up", parts.top_up.as_ref(), |to, name, parts| {
                to.object(name, |to| top_up(to, parts));
            })
            .nullable("whole_line", parts.whole_line, |to, name, parts| {
                to.object(name, |to| whole_line(to, parts));
            });
    })
}

fn months(to: &mut Object<'_>, name: &str, months: i32) {
    to.whole(name, months);
}

fn bans(to: &mut Object<'_>, parts: BanParts) {
    to.nullable("contract_broken", parts.contract_broken, months)
        .nullable("false_information", parts.false_information, months)
        .nullable("measures_refused", parts.measures_refused, months);
}

fn channel(to: &mut Object<'_>, parts: &ChannelParts) {
    to.boolean("account_needed", parts.account_needed)
        .codes("notice", parts.notice.iter().map(|notice| notice.code()))
        .codes("signatures", parts.signatures.iter().map(|signature| signature.code()));
}

fn incomes(to: &mut Object<'_>, parts: &IncomeParts) {
    to.codes("counted", parts.counted.iter().copied().map(IncomeKind::code))
        .codes("left_out", parts.left_out.iter().copied().map(IncomeKind::code));
}

fn line(to: &mut Object<'_>, parts: &LineParts) {
    to.nullable("median_share", parts.median_share.as_ref(), |to, name, share| {
        to.text(name, share);
    })
    .text("minimum_share", &parts.minimum_share)
    .plain("rounding", parts.rounding.code());
}

fn period(to: &mut Object<'_>, period: OpenPeriod) {
    to.date("first", period.first).nullable("last", period.last, |to, name, last| {
        to.date(name, last);
    });
}

fn top_up(to: &mut Object<'_>, parts: &TopUpParts) {
    to.plain("age_on", parts.age_on.code())
        .whole("first_age", parts.first_age)
        .whole("last_age", parts.last_age)
        .text("mci", &parts.mci)
        .plain("rounding", parts.rounding.code());
}

fn whole_line(to: &mut Object<'_>, parts: WholeLineParts) {
    to.whole("child_under", parts.child_under).whole("student_under", parts.student_under);
}
