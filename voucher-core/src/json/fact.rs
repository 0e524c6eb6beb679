//! A fact as a line of a journal.

use alloc::string::String;

use chrono::NaiveDate;

use crate::{
    fact::Fact,
    identity::Iin,
    regulation::Reply,
    text::{push_ascii, push_date, push_month},
};

impl Fact {
    /// The fact as a line of a journal, without line end: personal data (N34).
    ///
    /// A journal that reads it records the same fact. A reply that was not recognised is written as
    /// U+FFFD, the character for what could not be read.
    ///
    /// ```
    /// use voucher_core::{parse_date, Fact, Iin};
    ///
    /// let fact = Fact::Confirmed { iin: Iin::parse("990101600002")? };
    /// let line = fact.expose_line(parse_date("2025-09-29")?);
    /// assert_eq!(line, r#"{"fact":"confirmed","iin":"990101600002","on":"2025-09-29"}"#);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn expose_line(&self, on: NaiveDate) -> String {
        let mut line = Line(String::from(r#"{"fact":""#));
        match self {
            Self::Listed { iin, region, assistance } => {
                line.of("listed", *iin).field("region", region.kato()).open(r#","assistance":["#);
                for (place, kind) in assistance.iter().enumerate() {
                    line.open(if place > 0 { ",\"" } else { "\"" }).open(kind.code()).open("\"");
                }
                line.open("]")
            }
            Self::Delisted { iin } => line.of("delisted", *iin),
            Self::SmsSent { iin, kind } => line.of("sms_sent", *iin).field("kind", kind.code()),
            Self::Replied { iin, reply } => match reply {
                Reply::Agree => line.of("replied", *iin).field("answer", "agree"),
                Reply::Refuse => line.of("replied", *iin).field("answer", "refuse"),
                Reply::Unrecognised => line.of("replied", *iin).field("text", "\u{fffd}"),
            },
            Self::AccountEntered { iin, account, channel } => line
                .of("account_entered", *iin)
                .field("account", account.expose_text())
                .field("channel", channel.code()),
            Self::OfferAccepted { iin } => line.of("offer_accepted", *iin),
            Self::AccountChecked { iin, account, exists } => line
                .of("account_checked", *iin)
                .field("account", account.expose_text())
                .open(if *exists { r#","exists":true"# } else { r#","exists":false"# }),
            Self::Confirmed { iin } => line.of("confirmed", *iin),
            Self::RegisterSent { month } => {
                line.open(r#"register_sent","month":""#);
                push_month(&mut line.0, *month);
                line.open("\"")
            }
        };
        line.open(r#","on":""#);
        push_date(&mut line.0, on);
        line.open("\"}");
        line.0
    }
}

/// A line on its way. No value of a fact needs an escape.
struct Line(String);

impl Line {
    fn open(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    fn field(&mut self, name: &str, value: &str) -> &mut Self {
        self.open(",\"").open(name).open("\":\"").open(value).open("\"")
    }

    fn of(&mut self, kind: &str, iin: Iin) -> &mut Self {
        self.open(kind).open(r#"","iin":""#);
        push_ascii(&mut self.0, &iin.expose_digits());
        self.open("\"")
    }
}
