//! The lines of a journal of gas (*wire*): facts and queries read, their answers written.

use alloc::string::String;

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::{Channel, CommitKey},
        assistance::Assistance,
        consent::{Answer, Reply, SmsKind},
        fact::{Fact, Outcome},
        ledger::Ledger,
        query::Due,
        refusal::Refusal,
        register::Register,
        regulation::{DiscountTerms, Regulation},
        stage::Stage,
    },
    programme::{
        self,
        answers::{self, lines, write_counts, write_or_refuse, write_texts, write_verdict},
    },
    value::{
        calendar::Month,
        error::ErrorKind,
        money::{Price, Rate, Volume},
        region::Region,
    },
    wire::{
        fields::{DATE, Fault, Field, Fields, IIN, KIND, may, need},
        writer::{Object, written},
    },
};

mod fact;

const ACCOUNT: Field = need("account");
const MONTH: Field = need("month");

lines!(Ledger, Gas);

/// Reads a fact and lets the ledger decide on it.
fn fact(ledger: &mut Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    let (on, fact) = read(ledger.regulation(), kind, fields)?;
    write_outcome(ledger.record(on, &fact), answer);
    Ok(())
}

/// Reads a fact and its date.
fn read(regulation: &Regulation, kind: &str, fields: Fields<'_>) -> Result<(NaiveDate, Fact), Fault> {
    let only_iin = || fields.check(&[KIND, IIN, DATE]).and_then(|()| fields.iin());
    let fact = match kind {
        "listed" => {
            fields.check(&[KIND, IIN, need("region"), need("assistance"), DATE])?;
            Fact::Listed {
                iin: fields.iin()?,
                region: fields.text("region", Region::from_kato)?,
                assistance: fields.codes("assistance", Assistance::from_code)?,
            }
        }
        "delisted" => Fact::Delisted { iin: only_iin()? },
        "sms_sent" => {
            fields.check(&[KIND, IIN, need("kind"), DATE])?;
            Fact::SmsSent { iin: fields.iin()?, kind: fields.coded("kind", SmsKind::from_code)? }
        }
        "replied" => {
            fields.check(&[KIND, IIN, Field::OneOf("text", "answer"), DATE])?;
            Fact::Replied { iin: fields.iin()?, reply: reply(regulation, fields)? }
        }
        "account_entered" => {
            fields.check(&[KIND, IIN, ACCOUNT, need("channel"), DATE])?;
            Fact::AccountEntered {
                iin: fields.iin()?,
                account: fields.account()?,
                channel: fields.coded("channel", Channel::from_code)?,
            }
        }
        "offer_accepted" => Fact::OfferAccepted { iin: only_iin()? },
        "account_checked" => {
            fields.check(&[KIND, IIN, ACCOUNT, need("exists"), DATE])?;
            Fact::AccountChecked {
                iin: fields.iin()?,
                account: fields.account()?,
                exists: fields.boolean("exists")?,
            }
        }
        "confirmed" => Fact::Confirmed { iin: only_iin()? },
        "register_sent" => {
            fields.check(&[KIND, MONTH, DATE])?;
            Fact::RegisterSent { month: fields.month()? }
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    };
    Ok((fields.date()?, fact))
}

fn reply(regulation: &Regulation, fields: Fields<'_>) -> Result<Reply, Fault> {
    if fields.has("text") {
        return fields.text("text", |text| Ok(regulation.read_reply(text)));
    }
    Ok(match fields.coded("answer", Answer::from_code)? {
        Answer::Agree => Reply::Agree,
        Answer::Refuse => Reply::Refuse,
    })
}

/// Reads a query and writes the ledger's answer.
fn query(ledger: &Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    match kind {
        "due" => {
            fields.check(&[KIND, DATE])?;
            answer.objects("due", ledger.due(fields.date()?), |to, due| write_due(due, to));
        }
        "status" => {
            fields.check(&[KIND, IIN, may("month"), DATE])?;
            let (iin, month) = (fields.iin()?, fields.optional("month", Fields::month)?);
            let on = fields.date()?;
            let month = month.unwrap_or(Month::of(on));
            let stage = ledger.stage(iin, month, on);
            answer.plain("stage", stage.code());
            if let Some(until) = ledger.until(stage, month) {
                answer.date("until", until);
            }
            write_texts(stage.texts(), answer);
        }
        "preview" => {
            fields.check(&[KIND, IIN, ACCOUNT, may("exists"), DATE])?;
            let (iin, account) = (fields.iin()?, fields.account()?);
            let exists = fields.optional_boolean("exists")?;
            write_verdict(ledger.preview(iin, account, exists, fields.date()?), answer, write_key);
        }
        "register" => {
            fields.check(&[KIND, MONTH, DATE])?;
            write_or_refuse(ledger.register(fields.month()?, fields.date()?), answer, |register, answer| {
                answer.object("register", |to| write_register(&register, to));
            });
        }
        "receipt" => receipt(ledger, fields, answer)?,
        "summary" => {
            fields.check(&[KIND, MONTH, DATE])?;
            let summary = ledger.summary(fields.month()?, fields.date()?);
            write_counts(summary.iter(), answer);
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    }
    Ok(())
}

fn write_due(due: Due, to: &mut Object<'_>) {
    to.plain("action", due.action());
    match due {
        Due::SendStartSms { iin } | Due::SendRepeatSms { iin } => to.iin("iin", iin),
        Due::SendRegister { month } => to.month("month", month),
    };
}

fn write_outcome(outcome: Outcome, answer: &mut Object<'_>) {
    match outcome {
        Outcome::Accepted { repeat, stage, next } => {
            answers::write_outcome(programme::Outcome::<_, Refusal>::Accepted { repeat, stage }, answer);
            if let Some(next) = next {
                answer.plain("next", next.code());
            }
        }
        Outcome::Refused(refusals) => {
            answers::write_outcome(programme::Outcome::<Stage, _>::Refused(refusals), answer);
        }
    }
}

fn write_key(key: CommitKey, to: &mut Object<'_>) {
    to.plain("programme", key.programme().code())
        .month("month", key.month())
        .plain("account", key.account().expose_text());
}

fn receipt(ledger: &Ledger, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    let own = [KIND, MONTH, ACCOUNT, need("volume_m3"), need("price"), may("terms")];
    let of_terms = [need("rate"), need("norm_m3")];
    let terms = fields.get("terms").and_then(Fields::of);
    // First all that is missing, then all that is unknown: in the line, then in its terms.
    fields.check_missing(&own)?;
    terms.map_or(Ok(()), |terms| terms.check_missing(&of_terms))?;
    fields.check_unknown(&own)?;
    terms.map_or(Ok(()), |terms| terms.check_unknown(&of_terms))?;
    let (month, account) = (fields.month()?, fields.account()?);
    let (volume, price) = (fields.text("volume_m3", Volume::parse)?, fields.text("price", Price::parse)?);
    let terms = fields.optional("terms", |fields| {
        let terms = fields.object("terms")?;
        let rate = terms.text("rate", Rate::parse)?;
        Ok(DiscountTerms { rate, norm: terms.text("norm_m3", Volume::parse)? })
    })?;
    write_or_refuse(ledger.receipt(month, account, volume, price, terms), answer, |receipt, answer| {
        answer.object("receipt", |to| {
            to.display("gross", receipt.gross())
                .display("discount", receipt.discount())
                .display("payable", receipt.payable());
        });
    });
    Ok(())
}

fn write_register(register: &Register, to: &mut Object<'_>) {
    to.month("month", register.month())
        .text("regulation", register.regulation())
        .count("count", register.count())
        .objects("rows", register.rows(), |to, row| {
            to.plain("account", row.account.expose_text())
                .iin("iin", row.iin)
                .date("activated_on", row.activated_on)
                .plain("channel", row.channel.code());
        })
        .digest("digest", &register.digest());
}

impl Register {
    /// The register as JSON, as a journal answers it.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Register, Regulation}};
    ///
    /// let empty = Register::new(&Regulation::gas_2025_08(), Month::parse("2025-09")?, vec![]);
    /// let json = empty.to_json();
    /// assert!(json.starts_with(r#"{"month":"2025-09","regulation":"gas-2025-08","count":0,"rows":[],"digest":"#));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        written(|to| write_register(self, to))
    }
}
