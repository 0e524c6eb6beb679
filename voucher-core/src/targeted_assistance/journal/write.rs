//! Answers of a journal (*wire*, lines out).

use crate::{
    programme::answers::{write_refusals, write_texts},
    targeted_assistance::{
        amount::gas_months,
        application::Decided,
        decision::{Assessment, Calculation, Decision},
        evidence::Item,
        ledger::Standing,
        missing::Missing,
        stage::Stage,
    },
    value::text::push_month,
    wire::writer::Object,
};

pub(super) fn standing(standing: Option<&Standing<'_>>, answer: &mut Object<'_>) {
    let stage = standing.map_or(Stage::NoApplication, |standing| standing.stage);
    answer.plain("stage", stage.code());
    if let Some(standing) = standing {
        answer.date("registered_on", standing.registered_on);
        match standing.service_on {
            Some(day) => answer.date("service_on", day),
            None => answer.codes("unknown", ["service_on"].into_iter()),
        };
        if let Some(decided) = standing.decided {
            match decided {
                Decided::Assigned(days) => {
                    answer.period("receives", days);
                }
                Decided::Refused(refusals) => write_refusals(refusals, answer),
            }
            answer.codes("notice", standing.notice.iter().map(|notice| notice.code()));
        }
    }
    write_texts(stage.texts(), answer);
}

pub(super) fn checklist(items: &[Item], answer: &mut Object<'_>) {
    answer.objects("checklist", items, |to, item| {
        to.plain("kind", item.kind.code())
            .plain("member", item.member.expose_text())
            .plain("state", item.state.code());
        if let Some(on_record) = item.on_record {
            to.boolean("on_record", on_record);
        }
        to.plain("next", item.state.next().code());
    });
}

pub(super) fn assessment(assessment: &Assessment, answer: &mut Object<'_>) {
    let Assessment { decision, calculation } = assessment;
    answer.plain("answer", decision.code());
    match decision {
        Decision::Refused(refusals) => {
            write_refusals(*refusals, answer);
            write_calculation(calculation, answer);
        }
        Decision::CannotTell(missing) => {
            answer.objects("missing", missing, write_missing);
            write_calculation(calculation, answer);
        }
        Decision::Assigned { receives } => {
            write_calculation(calculation, answer);
            let months = gas_months(receives.first, receives.last);
            answer.period("receives", *receives).list("gas_months", months, |out, month| {
                out.push('"');
                push_month(out, month);
                out.push('"');
            });
        }
    }
}

fn write_missing(to: &mut Object<'_>, missing: &Missing) {
    to.plain("what", missing.what());
    if let Some(member) = missing.member() {
        to.plain("member", member.expose_text());
    }
    if let Some(kind) = missing.kind() {
        to.plain("kind", kind);
    }
}

/// What is known of a calculation.
fn write_calculation(calculation: &Calculation, answer: &mut Object<'_>) {
    let Calculation { income_quarter, line, members, per_capita, kind, months } = calculation;
    answer.object("calculation", |to| {
        to.object("income_quarter", |to| {
            to.month("first", income_quarter.first()).month("last", income_quarter.last());
        });
        if let Some(line) = line {
            to.display("line", line);
        }
        if let Some(members) = members {
            to.count("members", *members);
        }
        if let Some(per_capita) = per_capita {
            to.display("per_capita", per_capita);
        }
        if let Some(kind) = kind {
            to.plain("kind", kind.code());
        }
        if let Some(months) = months {
            to.objects("months", months, |to, month| {
                to.month("month", month.month)
                    .display("base", month.base)
                    .display("top_up", month.top_up)
                    .display("total", month.total());
            });
        }
    });
}
