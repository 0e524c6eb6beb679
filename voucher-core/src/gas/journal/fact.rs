//! A fact as a line of a journal.

use alloc::string::String;

use chrono::NaiveDate;

use crate::{
    gas::{assistance::Assistance, consent::Reply, fact::Fact, regulation::Regulation},
    wire::{
        fields::FormFault,
        json::{Document, Room},
        writer::{Object, written},
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
        written(|to| {
            self.write(to);
            to.date("on", on);
        })
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
        to.plain("fact", self.code());
        match self {
            Self::Listed { iin, region, assistance } => to
                .iin("iin", *iin)
                .plain("region", region.kato())
                .codes("assistance", assistance.iter().map(Assistance::code)),
            Self::Delisted { iin } | Self::OfferAccepted { iin } | Self::Confirmed { iin } => {
                to.iin("iin", *iin)
            }
            Self::SmsSent { iin, kind } => to.iin("iin", *iin).plain("kind", kind.code()),
            Self::Replied { iin, reply } => match reply {
                Reply::Agree => to.iin("iin", *iin).plain("answer", "agree"),
                Reply::Refuse => to.iin("iin", *iin).plain("answer", "refuse"),
                Reply::Unrecognised => to.iin("iin", *iin).plain("text", "\u{fffd}"),
            },
            Self::AccountEntered { iin, account, channel } => {
                to.iin("iin", *iin).plain("account", account.expose_text()).plain("channel", channel.code())
            }
            Self::AccountChecked { iin, account, exists } => {
                to.iin("iin", *iin).plain("account", account.expose_text()).boolean("exists", *exists)
            }
            Self::RegisterSent { month } => to.month("month", *month),
        };
    }
}
