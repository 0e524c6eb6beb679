//! The answers of a journal, field by field in the order of the wire format.

use alloc::string::String;

use chrono::NaiveDate;

use super::line::LineError;
use crate::{
    activation::{CommitKey, MissingFact, Preview},
    fact::Outcome,
    language::Language,
    query::{Due, Summary},
    receipt::Receipt,
    refusal::{Refusal, Refusals},
    register::Register,
    regulation::Regulation,
    stage::Stage,
    text::{push_ascii, push_date, push_hex, push_json_text, push_month, push_number},
};

/// One answer line, written from its first brace to its last.
pub(super) struct Answer<'a> {
    out: &'a mut String,
}

impl<'a> Answer<'a> {
    /// Begins the answer to the line with this number.
    pub(super) fn new(out: &'a mut String, line: usize) -> Self {
        out.push_str(r#"{"line":"#);
        push_number(out, line);
        Self { out }
    }

    fn end(self) {
        self.out.push_str("}\n");
    }

    /// A field whose value needs no escape: a code, a number, a date.
    fn plain(&mut self, before: &str, value: &str, after: &str) {
        self.out.push_str(before);
        self.out.push_str(value);
        self.out.push_str(after);
    }

    fn codes<'c>(&mut self, name: &str, codes: impl Iterator<Item = &'c str>) {
        self.plain(",\"", name, "\":[");
        self.list(codes, |answer, code| answer.plain("\"", code, "\""));
        self.out.push(']');
    }

    fn list<T>(&mut self, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        for (place, item) in items.enumerate() {
            if place > 0 {
                self.out.push(',');
            }
            write(self, item);
        }
    }

    fn date(&mut self, before: &str, date: NaiveDate) {
        self.out.push_str(before);
        push_date(self.out, date);
        self.out.push('"');
    }

    pub(super) fn error(mut self, error: &LineError) {
        self.plain(r#","error":""#, error.code.code(), "\"");
        if let Some(field) = &error.field {
            self.plain(r#","field":""#, field, "\"");
        }
        if let Some(reason) = error.reason {
            self.plain(r#","reason":""#, reason.code(), "\"");
        }
        self.end();
    }

    pub(super) fn regulation(self, regulation: &Regulation) {
        self.out.push_str(r#","regulation":"#);
        push_json_text(self.out, regulation.id());
        self.out.push_str(r#","digest":"sha256:"#);
        push_hex(self.out, &regulation.digest());
        self.out.push('"');
        self.end();
    }

    pub(super) fn outcome(mut self, outcome: &Outcome) {
        match *outcome {
            Outcome::Accepted { repeat, stage, next } => {
                self.out.push_str(if repeat {
                    r#","accepted":true,"repeat":true"#
                } else {
                    r#","accepted":true"#
                });
                if let Some(stage) = stage {
                    self.plain(r#","stage":""#, stage.code(), "\"");
                }
                if let Some(next) = next {
                    self.plain(r#","next":""#, next.code(), "\"");
                }
                self.end();
            }
            Outcome::Refused(refusals) => {
                self.out.push_str(r#","accepted":false"#);
                self.refusals(refusals);
            }
        }
    }

    pub(super) fn refusals(mut self, refusals: Refusals) {
        self.codes("refusals", refusals.iter().map(Refusal::code));
        self.end();
    }

    pub(super) fn due(mut self, due: &[Due]) {
        self.out.push_str(r#","due":["#);
        self.list(due.iter(), |answer, due| {
            answer.plain(r#"{"action":""#, due.action(), "\"");
            match due {
                Due::SendStartSms { iin } | Due::SendRepeatSms { iin } => {
                    answer.out.push_str(r#","iin":""#);
                    push_ascii(answer.out, &iin.expose_digits());
                }
                Due::SendRegister { month } => {
                    answer.out.push_str(r#","month":""#);
                    push_month(answer.out, *month);
                }
            }
            answer.out.push_str("\"}");
        });
        self.out.push(']');
        self.end();
    }

    pub(super) fn status(mut self, stage: Stage, until: Option<NaiveDate>) {
        self.plain(r#","stage":""#, stage.code(), "\"");
        if let Some(until) = until {
            self.date(r#","until":""#, until);
        }
        self.out.push_str(r#","text":{"#);
        self.list(Language::ALL.iter(), |answer, language| {
            answer.plain("\"", language.code(), "\":");
            push_json_text(answer.out, stage.texts().in_language(*language));
        });
        self.out.push('}');
        self.end();
    }

    pub(super) fn preview(mut self, preview: &Preview<'_>) {
        match preview {
            Preview::Yes(key) => {
                self.out.push_str(r#","preview":"yes","key":"#);
                self.key(key);
            }
            Preview::No { refusals, earliest } => {
                self.out.push_str(r#","preview":"no""#);
                self.codes("refusals", refusals.iter().map(Refusal::code));
                if let Some(earliest) = earliest {
                    self.date(r#","earliest":""#, *earliest);
                }
            }
            Preview::CannotTell(missing) => {
                self.out.push_str(r#","preview":"cannot_tell""#);
                self.codes("missing", missing.iter().map(MissingFact::code));
            }
        }
        self.end();
    }

    fn key(&mut self, key: &CommitKey<'_>) {
        self.out.push_str(r#"{"programme":"#);
        push_json_text(self.out, key.programme());
        self.out.push_str(r#","month":""#);
        push_month(self.out, key.month());
        self.plain(r#"","account":""#, key.account().expose_text(), "\"}");
    }

    pub(super) fn register(self, register: &Register) {
        self.out.push_str(r#","register":"#);
        push_register(self.out, register);
        self.end();
    }

    pub(super) fn receipt(self, receipt: &Receipt) {
        use core::fmt::Write;
        let (gross, discount, payable) = (receipt.gross(), receipt.discount(), receipt.payable());
        // Writing to a `String` cannot fail.
        let _ = write!(
            self.out,
            r#","receipt":{{"gross":"{gross}","discount":"{discount}","payable":"{payable}"}}"#
        );
        self.end();
    }

    pub(super) fn summary(mut self, summary: &Summary) {
        self.out.push_str(r#","summary":{"#);
        self.list(summary.iter(), |answer, (stage, count)| {
            answer.plain("\"", stage.code(), "\":");
            push_number(answer.out, count);
        });
        self.out.push('}');
        self.end();
    }
}

/// The register as an answer has it.
pub(super) fn push_register(out: &mut String, register: &Register) {
    let mut answer = Answer { out };
    answer.out.push_str(r#"{"month":""#);
    push_month(answer.out, register.month());
    answer.out.push_str(r#"","regulation":"#);
    push_json_text(answer.out, register.regulation());
    answer.out.push_str(r#","count":"#);
    push_number(answer.out, register.count());
    answer.out.push_str(r#","rows":["#);
    answer.list(register.rows().iter(), |answer, row| {
        answer.plain(r#"{"account":""#, row.account.expose_text(), r#"","iin":""#);
        push_ascii(answer.out, &row.iin.expose_digits());
        answer.date(r#"","activated_on":""#, row.activated_on);
        answer.plain(r#","channel":""#, row.channel.code(), "\"}");
    });
    answer.out.push_str(r#"],"digest":"sha256:"#);
    push_hex(answer.out, &register.digest());
    answer.out.push_str("\"}");
}
