//! The lines of a journal of targeted assistance (*wire*): facts and queries read, their answers written.

use crate::{
    programme::answers::{lines, write_or_refuse, write_outcome},
    targeted_assistance::{
        evidence::Evidence,
        fact::{Fact, Ruling, Source},
        family::{assess, checklist},
        history::Breach,
        ledger::Ledger,
        measures::{Contract, Survey},
        status::Status,
    },
    value::{error::ErrorKind, text::push_ascii},
    wire::{
        fields::{DATE, Fault, Field, Fields, KIND, need},
        writer::Object,
    },
};

mod read;
mod write;

const APPLICATION: Field = need("application");

lines!(Ledger, TargetedAssistance);

/// Reads a fact and lets the ledger decide on it.
fn fact(ledger: &mut Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    let (on, fact) = match kind {
        "applied" => {
            let (application, on, filing) = read::filing(fields)?;
            (on, Fact::Applied { application, filing })
        }
        "evidence_requested" => {
            fields.check(&[KIND, APPLICATION, need("kind"), need("member"), DATE])?;
            let application = fields.reference("application")?;
            let kind = fields.coded("kind", Evidence::from_code)?;
            let member = fields.reference("member")?;
            (fields.date()?, Fact::EvidenceRequested { application, kind, member })
        }
        "evidence_answered" => evidence_answered(fields)?,
        "digital_document_consented" => {
            fields.check(&[KIND, APPLICATION, need("member"), need("consent"), DATE])?;
            let application = fields.reference("application")?;
            let (member, consent) = (fields.reference("member")?, fields.boolean("consent")?);
            (fields.date()?, Fact::DigitalDocumentConsented { application, member, consent })
        }
        "surveyed" => {
            fields.check(&[KIND, APPLICATION, need("outcome"), DATE])?;
            let application = fields.reference("application")?;
            let outcome = fields.coded("outcome", Survey::from_code)?;
            (fields.date()?, Fact::Surveyed { application, outcome })
        }
        "commission_concluded" => {
            fields.check(&[KIND, APPLICATION, need("need"), DATE])?;
            let (application, need) = (fields.reference("application")?, fields.boolean("need")?);
            (fields.date()?, Fact::CommissionConcluded { application, need })
        }
        "contract_answered" => {
            fields.check(&[KIND, APPLICATION, need("answer"), DATE])?;
            let application = fields.reference("application")?;
            let answer = fields.coded("answer", Contract::from_code)?;
            (fields.date()?, Fact::ContractAnswered { application, answer })
        }
        "breach_recorded" => {
            fields.check(&[KIND, APPLICATION, need("what"), DATE])?;
            let application = fields.reference("application")?;
            let what = fields.coded("what", Breach::from_code)?;
            (fields.date()?, Fact::BreachRecorded { application, what })
        }
        "decided" => {
            let own = [&[KIND, APPLICATION, need("outcome")], read::figure_fields(fields), &[DATE]];
            fields.check(&own.concat())?;
            let application = fields.reference("application")?;
            let outcome = fields.coded("outcome", Ruling::from_code)?;
            let figures = read::figures(fields)?;
            (fields.date()?, Fact::Decided { application, outcome, figures })
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    };
    write_outcome(ledger.record(on, &fact), answer);
    Ok(())
}

fn evidence_answered(fields: Fields<'_>) -> Result<(chrono::NaiveDate, Fact), Fault> {
    read::check_answer(fields)?;
    let application = fields.reference("application")?;
    let kind = fields.coded("kind", Evidence::from_code)?;
    let member = fields.reference("member")?;
    let source = fields.coded("source", Source::from_code)?;
    let on_record = fields.boolean("on_record")?;
    let incomes = read::list_of_incomes(fields)?;
    let on = fields.date()?;
    let answer = read::answer(kind, on_record, incomes)?;
    Ok((on, Fact::EvidenceAnswered { application, member, source, answer }))
}

/// Reads a query and writes the answer.
fn query(ledger: &Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    match kind {
        "status" => {
            fields.check(&[KIND, APPLICATION])?;
            write::standing(ledger.standing(&fields.reference("application")?).as_ref(), answer);
        }
        "checklist" => {
            read::check_checklist(fields)?;
            let items = if fields.has("application") {
                ledger.checklist(&fields.reference("application")?)
            } else {
                let members = read::list_of_members(fields)?;
                let status = fields.optional_coded("status", Status::from_code)?;
                Ok(checklist(ledger.regulation(), &read::household(members)?, status))
            };
            write_or_refuse(items, answer, |items, answer| write::checklist(&items, answer));
        }
        "decision" => {
            fields.check(&[&[KIND, APPLICATION], read::figure_fields(fields)].concat())?;
            let application = fields.reference("application")?;
            let decision = ledger.decision(&application, &read::figures(fields)?);
            write_or_refuse(decision, answer, |assessment, answer| write::assessment(&assessment, answer));
        }
        "assess" => {
            let (family, figures, on) = read::family(fields)?;
            let assessment = assess(ledger.regulation(), &family, &figures, on);
            write_or_refuse(assessment, answer, |assessment, answer| write::assessment(&assessment, answer));
        }
        "due" => {
            fields.check(&[KIND, DATE])?;
            answer.objects("due", ledger.due(fields.date()?), |to, due| {
                to.plain("action", due.action.code()).plain("application", due.application.expose_text());
            });
        }
        "receiving" => {
            fields.check(&[KIND, DATE])?;
            let receiving = ledger.receiving(fields.date()?);
            answer.list("receiving", receiving, |out, iin| {
                out.push('"');
                push_ascii(out, &iin.expose_digits());
                out.push('"');
            });
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    }
    Ok(())
}
