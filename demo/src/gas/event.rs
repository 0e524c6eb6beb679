//! What can happen in the made-up month: events in the making, before they are lines.

use crate::Dice;

/// Minutes of a day. The first minute of September is `DAY`: day 1, 00:00.
pub(crate) const DAY: u32 = 1440;

/// The first and the last day to activate.
pub(crate) const WINDOW: (u32, u32) = (7, 29);

/// Place of the code itself; then first and last place of the others, the codes first.
pub(crate) const PLAIN_TEXT: u8 = 0;
pub(crate) const SPACED_TEXTS: (u8, u8) = (1, 5);
pub(crate) const ODD_TEXTS: (u8, u8) = (6, 13);

/// Something that becomes one line, at a minute of September (1440 is the first minute of the 1st).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at: u16,
    /// Place in the people; of no meaning where the line names nobody.
    pub(crate) who: u32,
    pub(crate) what: What,
}

impl Event {
    /// The same, typed without white space and in capitals: as the ledger takes it.
    pub(crate) fn plain(self) -> Event {
        let mut plain = self;
        if let What::Entered(typed @ (Typed::Spaced | Typed::Small)) = &mut plain.what {
            *typed = Typed::Right;
        }
        if let What::Said(text) = &mut plain.what
            && *text <= SPACED_TEXTS.1
        {
            *text = PLAIN_TEXT;
        }
        plain
    }
}

/// What an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Listed(Entry),
    Delisted,
    StartSms,
    RepeatSms,
    /// A reply by SMS: place in the table of texts.
    Said(u8),
    /// A reply by button.
    Agreed,
    Refused,
    Entered(Typed),
    OfferAccepted,
    /// The provider's word on the account as typed, and whether it knows it.
    Checked(Typed, bool),
    Confirmed,
    Status,
    Preview,
    Due,
    Summary,
    Register,
    RegisterSent,
    /// Whether the bill names the discount terms.
    Receipt(bool),
}

/// What a line of the list says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Own,
    Moved,
    OtherAssistance,
    NoAssistance,
    OutsidePilot,
}

/// How an account is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    Right,
    /// With white space around it.
    Spaced,
    /// Its letters small.
    Small,
    /// With a digit left out: an account that the provider does not know.
    Short,
}

/// A first visit to the Wallet; `alone` is one that can only be refused at its first line.
pub(crate) struct Visit {
    pub(crate) who: u32,
    pub(crate) at: u32,
    pub(crate) alone: bool,
}

/// One person's month in the making.
pub(crate) struct Life<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) events: &'a mut Vec<Event>,
    pub(crate) who: u32,
}

impl Life<'_> {
    /// Adds an event of this person.
    pub(crate) fn push(&mut self, at: u32, what: What) {
        push(self.events, self.who, at, what);
    }
}

/// Adds an event, unless it would fall out of September.
pub(crate) fn push(events: &mut Vec<Event>, who: u32, at: u32, what: What) {
    if let Ok(at @ 1440..44_640) = u16::try_from(at) {
        events.push(Event { at, who, what });
    }
}
