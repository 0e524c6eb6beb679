//! The service: takes places of limits so that N25 holds across machines, crashes and lost answers, for every programme.
//!
//! What decides is the core (N26). What enforces is the constraint `commit_key`. This folder is what a real service can
//! start from.

use chrono::NaiveDate;
use tokio_postgres::error::SqlState;
use tokio_postgres::{GenericClient, Transaction};
use voucher_core::{Coded, Iin, Journal, programme::Outcome, programme::Refusals};

use crate::wallet::fault::Fault;
use crate::wallet::link::{Link, Statements};

/// What somebody wants of a programme. To ask again is to send the same wish.
pub(crate) trait Wish: Send + Sync {
    /// The person whom it is about.
    fn iin(&self) -> Iin;

    /// The limit that it uses, as the text of the programme's commit key without the number of a dispensing; none where
    /// something is taken back.
    fn key(&self) -> Option<String> {
        None
    }

    /// What may have a place once only, and what is taken back by it: a record, a person's voucher.
    fn name(&self) -> String;

    /// What the core says, which knows the facts of the person and of whoever holds a place of the key or the name.
    fn decide(&self, known: &Journal) -> Result<Decision, Fault>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is so now; a repeat says that it was so already.
    Accepted { repeat: bool },
    /// The codes of every reason.
    Refused(Vec<&'static str>),
}

/// Where a wish stands before anything is written.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Decision {
    Answered(Answer),
    Write(Deed),
}

impl Decision {
    /// For every reason there is.
    pub(crate) fn refused<R: Coded>(refusals: Refusals<R>) -> Decision {
        Decision::Answered(Answer::Refused(refusals.iter().map(Coded::code).collect()))
    }

    /// What a ledger says of a fact is the answer, and the fact is written where it is new.
    pub(crate) fn of<S, R: Coded>(
        outcome: &Outcome<S, R>,
        place: Place,
        on: NaiveDate,
        line: String,
    ) -> Decision {
        match outcome {
            Outcome::Refused(refusals) => Decision::refused(*refusals),
            Outcome::Accepted { repeat: true, .. } => Decision::Answered(Answer::Accepted { repeat: true }),
            Outcome::Accepted { repeat: false, .. } => Decision::Write(Deed { place, on, lines: vec![line] }),
        }
    }
}

/// What is to be written.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) place: Place,
    pub(crate) on: NaiveDate,
    /// The facts, as lines of a journal.
    pub(crate) lines: Vec<String>,
}

/// What becomes of the places of a limit.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// The wish's name takes one of this key.
    Take(String),
    /// The one that the wish's name holds is free again.
    Free,
    Keep,
}

pub(crate) struct Service {
    programme: &'static str,
    /// A journal with the regulation and nothing else.
    blank: Journal,
}

/// A wish that may be committed: the person is locked, nothing is written.
pub(crate) struct Ready<'a> {
    service: &'a Service,
    transaction: Transaction<'a>,
    statements: &'a Statements,
    wish: &'a dyn Wish,
    deed: Deed,
    /// The key's first place that is free, by what was known.
    free: i32,
}

pub(crate) enum Begun<'a> {
    Answered(Answer),
    Ready(Ready<'a>),
}

/// What came of writing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Committed,
    /// Another one took the place or the name first: what was known is no longer so.
    Taken,
}

impl Service {
    /// For the programme of a regulation in JSON.
    pub(crate) fn new(regulation: &str) -> Result<Service, Fault> {
        let mut blank = Journal::new();
        blank.answer(format!(r#"{{"regulation":{regulation}}}"#).as_bytes());
        let programme = blank.programme().ok_or_else(|| Fault::broken("the regulation is not read"))?;
        Ok(Service { programme: programme.code(), blank })
    }

    pub(crate) const fn programme(&self) -> &'static str {
        self.programme
    }

    /// What the core knows after these lines.
    pub(crate) fn journal(&self, lines: impl IntoIterator<Item = impl AsRef<str>>) -> Journal {
        let mut journal = self.blank.clone();
        for line in lines {
            journal.answer(line.as_ref().as_bytes());
        }
        journal
    }

    /// Answers a wish. After [`Fault::Lost`] the answer is unknown, and asking again finds it.
    pub(crate) async fn answer(
        &self,
        link: &mut Link,
        wish: &dyn Wish,
        on_taken: impl Fn(),
    ) -> Result<Answer, Fault> {
        // Each turn but the last means that another wish was committed under the key or the name.
        loop {
            match self.begin(link, wish).await? {
                Begun::Answered(answer) => return Ok(answer),
                Begun::Ready(ready) => match ready.commit().await? {
                    Written::Committed => return Ok(Answer::Accepted { repeat: false }),
                    // The core's refusal with all its reasons comes of asking it again.
                    Written::Taken => on_taken(),
                },
            }
        }
    }

    /// Asks the core, once without a lock, which is enough for an answer, and before something is written once more under
    /// the person's lock.
    pub(crate) async fn begin<'a>(
        &'a self,
        link: &'a mut Link,
        wish: &'a dyn Wish,
    ) -> Result<Begun<'a>, Fault> {
        let Link { client, statements } = link;
        if let (Decision::Answered(answer), _) = self.decide(client, statements, wish).await? {
            return Ok(Begun::Answered(answer));
        }
        let transaction = client.transaction().await?;
        // A statement of its own: one that waits for a lock still sees what was there before it waited.
        let lock = if wish.key().is_some() { &statements.share } else { &statements.lock };
        transaction.execute(lock, &[&self.programme, &wish.iin().expose_text()]).await?;
        match self.decide(&transaction, statements, wish).await? {
            (Decision::Answered(answer), _) => Ok(Begun::Answered(answer)),
            (Decision::Write(deed), free) => {
                Ok(Begun::Ready(Ready { service: self, transaction, statements, wish, deed, free }))
            }
        }
    }

    /// The decision, and the first place of the key that is free.
    async fn decide(
        &self,
        client: &impl GenericClient,
        statements: &Statements,
        wish: &dyn Wish,
    ) -> Result<(Decision, i32), Fault> {
        let (iin, key, name) = (wish.iin().expose_text(), wish.key(), wish.name());
        let known = client.query_one(&statements.known, &[&self.programme, &iin, &key, &name]).await?;
        let decision = wish.decide(&self.journal(known.try_get::<_, Vec<&str>>("lines")?))?;
        let taken: Vec<i32> = known.try_get("places")?;
        let free = (1..).find(|place| !taken.contains(place));
        Ok((decision, free.ok_or_else(|| Fault::broken("a key has no place left"))?))
    }
}

impl Ready<'_> {
    /// Writes the place and the facts, and commits. Where the answer to the commit is lost, it may have happened or not.
    pub(crate) async fn commit(self) -> Result<Written, Fault> {
        let Ready { service, transaction, statements, wish, deed, free } = self;
        let (programme, iin, name) = (service.programme, wish.iin().expose_text(), wish.name());
        let written = match &deed.place {
            Place::Take(key) => {
                transaction.execute(&statements.take, &[&programme, &iin, key, &free, &name]).await
            }
            Place::Free => transaction.execute(&statements.free, &[&programme, &name]).await,
            Place::Keep => Ok(0),
        };
        if let Err(error) = written {
            return if is_taken(&error) { Ok(Written::Taken) } else { Err(error.into()) };
        }
        transaction.execute(&statements.note, &[&programme, &iin, &deed.on, &deed.lines]).await?;
        transaction.commit().await?;
        Ok(Written::Committed)
    }
}

/// Whether it is the one constraint that stood against it (N25).
fn is_taken(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|database| {
        *database.code() == SqlState::UNIQUE_VIOLATION && database.constraint() == Some("commit_key")
    })
}
