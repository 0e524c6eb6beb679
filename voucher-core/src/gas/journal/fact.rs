//! A fact as a line of a journal.

use alloc::string::String;

use chrono::NaiveDate;

use crate::{
    gas::{assistance::Assistance, consent::Reply, fact::Fact, regulation::Regulation},
    value::identity::Iin,
    wire::{
        fields::FormFault,
        json::{Document, Room},
        writer::{Object, object},
    },
};

impl Fact {
    /// The fact as a line of a journal, without line end: personal data (N34).
    ///
    /// A journal that reads it records the same fact. A reply that was not recognised is written as
    /// U+FFFD, the character for what could not be read.
    ///
    /// ```
    /// use voucher_core::{Iin, gas::Fact, parse_date};
    ///
    /// let fact = Fact::Confirmed { iin: Iin::parse("990101600002")? };
    /// let line = fact.expose_line(parse_date("2025-09-29")?);
    /// assert_eq!(line, r#"{"fact":"confirmed","iin":"990101600002","on":"2025-09-29"}"#);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn expose_line(&self, on: NaiveDate) -> String {
        let mut line = String::new();
        object(&mut line, |to| {
            self.write(to);
            to.date("on", on);
        });
        line
    }

    /// The fact that a line of a journal is, and its date, as a journal under the regulation reads it: what the text of a reply
    /// means is the regulation's (N14).
    ///
    /// # Errors
    ///
    /// As a journal answers a line in error (*wire*); `unknown_kind` also for a regulation and a query.
    ///
    /// ```
    /// use voucher_core::gas::{Fact, Regulation};
    ///
    /// let regulation = Regulation::gas_2025_08();
    /// let line = r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2025-09-03"}"#;
    /// let (on, fact) = Fact::read_line(line, &regulation)?;
    /// assert_eq!(fact.expose_line(on), line);
    /// let newer = r#"{"fact":"appealed","iin":"990101600002","on":"2025-09-03"}"#;
    /// assert_eq!(Fact::read_line(newer, &regulation).unwrap_err().code(), "unknown_kind");
    /// # Ok::<(), voucher_core::FormFault>(())
    /// ```
    pub fn read_line(line: &str, regulation: &Regulation) -> Result<(NaiveDate, Self), FormFault> {
        let room = Room::new();
        let document = Document::of_line(line.as_bytes(), &room)?;
        let fields = document.fields()?;
        super::read(regulation, fields.fact()?, fields)
    }

    /// Its kind and its fields. No value of a fact needs an escape.
    fn write(&self, to: &mut Object<'_>) {
        match self {
            Self::Listed { iin, region, assistance } => of(to, "listed", *iin)
                .plain("region", region.kato())
                .codes("assistance", assistance.iter().map(Assistance::code)),
            Self::Delisted { iin } => of(to, "delisted", *iin),
            Self::SmsSent { iin, kind } => of(to, "sms_sent", *iin).plain("kind", kind.code()),
            Self::Replied { iin, reply } => match reply {
                Reply::Agree => of(to, "replied", *iin).plain("answer", "agree"),
                Reply::Refuse => of(to, "replied", *iin).plain("answer", "refuse"),
                Reply::Unrecognised => of(to, "replied", *iin).plain("text", "\u{fffd}"),
            },
            Self::AccountEntered { iin, account, channel } => of(to, "account_entered", *iin)
                .plain("account", account.expose_text())
                .plain("channel", channel.code()),
            Self::OfferAccepted { iin } => of(to, "offer_accepted", *iin),
            Self::AccountChecked { iin, account, exists } => of(to, "account_checked", *iin)
                .plain("account", account.expose_text())
                .boolean("exists", *exists),
            Self::Confirmed { iin } => of(to, "confirmed", *iin),
            Self::RegisterSent { month } => to.plain("fact", "register_sent").month("month", *month),
        };
    }
}

/// A fact about a person.
fn of<'t, 'o>(to: &'t mut Object<'o>, kind: &str, iin: Iin) -> &'t mut Object<'o> {
    to.plain("fact", kind).iin("iin", iin)
}
