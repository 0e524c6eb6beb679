//! The service: activates vouchers so that N25 holds across machines, crashes and lost answers.
//!
//! What decides is the core's preview (N26). What enforces is the constraint `commit_key`. This folder is
//! what a real service can start from.

use chrono::NaiveDate;
use tokio_postgres::error::SqlState;
use tokio_postgres::{GenericClient, Transaction};
use voucher_core::{
    Account, Iin, Journal, Month,
    gas::{
        Channel, CommitKey, ConsentState, Fact, Outcome, Preview, PreviewFacts, Refusals, Regulation, Reply,
        preview,
    },
};

use crate::wallet::fault::Fault;
use crate::wallet::link::{Link, Statements};

/// A person confirms an activation. To ask again is to send the same request.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    pub(crate) iin: Iin,
    pub(crate) account: Account,
    pub(crate) channel: Channel,
    /// What the provider said of the account.
    pub(crate) exists: bool,
    pub(crate) on: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is so now; a repeat says that it was so already (N14, N23).
    Accepted {
        repeat: bool,
    },
    Refused(Refusals),
}

/// What a person may want of the service.
#[derive(Clone, Copy)]
pub(crate) enum Wish {
    Activate(Request),
    /// To take consent back (N14).
    Withdraw {
        iin: Iin,
        on: NaiveDate,
    },
}

impl Wish {
    pub(crate) const fn iin(&self) -> Iin {
        match *self {
            Wish::Activate(Request { iin, .. }) | Wish::Withdraw { iin, .. } => iin,
        }
    }

    pub(crate) const fn activates(&self) -> Option<Request> {
        match *self {
            Wish::Activate(request) => Some(request),
            Wish::Withdraw { .. } => None,
        }
    }
}

pub(crate) struct Service {
    pub(crate) regulation: Regulation,
}

/// Where a request stands before anything is written.
enum Decision {
    Answered(Answer),
    Free {
        key: CommitKey,
        /// The account's next place, by what was known.
        place: i32,
    },
}

/// A request that may be committed: the person's month is locked, nothing is written.
pub(crate) struct Ready<'a> {
    transaction: Transaction<'a>,
    statements: &'a Statements,
    request: &'a Request,
    key: CommitKey,
    place: i32,
}

pub(crate) enum Begun<'a> {
    Answered(Answer),
    Ready(Ready<'a>),
}

/// What came of writing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Committed,
    /// Another one took the place first: what was known is no longer so.
    Taken,
}

impl Service {
    /// Answers a wish. After [`Fault::Lost`] the answer is unknown, and asking again finds it.
    pub(crate) async fn answer(
        &self,
        link: &mut Link,
        wish: &Wish,
        on_taken: impl Fn(),
    ) -> Result<Answer, Fault> {
        match *wish {
            Wish::Activate(request) => self.activate(link, &request, on_taken).await,
            Wish::Withdraw { iin, on } => self.withdraw(link, iin, on).await,
        }
    }

    pub(crate) async fn activate(
        &self,
        link: &mut Link,
        request: &Request,
        on_taken: impl Fn(),
    ) -> Result<Answer, Fault> {
        // Each turn but the last means that another activation was committed on the account, so there are no
        // more turns than the limit and one.
        loop {
            match self.begin(link, request).await? {
                Begun::Answered(answer) => return Ok(answer),
                Begun::Ready(ready) => match ready.commit().await? {
                    Written::Committed => return Ok(Answer::Accepted { repeat: false }),
                    // The core's refusal with all its reasons comes of asking it again.
                    Written::Taken => on_taken(),
                },
            }
        }
    }

    /// Asks the core, once without a lock, which is enough for a *no*, and before a *yes* once more under the
    /// lock of the person's month.
    pub(crate) async fn begin<'a>(
        &'a self,
        link: &'a mut Link,
        request: &'a Request,
    ) -> Result<Begun<'a>, Fault> {
        let Link { client, statements } = link;
        if let Decision::Answered(answer) = self.decide(client, statements, request).await? {
            return Ok(Begun::Answered(answer));
        }
        let transaction = client.transaction().await?;
        // A statement of its own: one that waits for a lock still sees what was there before it waited.
        let month = Month::of(request.on).first_day();
        let (programme, iin) = (self.regulation.programme().code(), request.iin.expose_text());
        transaction.execute(&statements.lock, &[&programme, &month, &iin]).await?;
        match self.decide(&transaction, statements, request).await? {
            Decision::Answered(answer) => Ok(Begun::Answered(answer)),
            Decision::Free { key, place } => {
                Ok(Begun::Ready(Ready { transaction, statements, request, key, place }))
            }
        }
    }

    /// N14, decided by a ledger that is fed with the person's facts: they are few, and under the lock no other
    /// can come.
    async fn withdraw(&self, link: &mut Link, iin: Iin, on: NaiveDate) -> Result<Answer, Fault> {
        let Link { client, statements } = link;
        let (programme, month, person) =
            (self.regulation.programme().code(), Month::of(on).first_day(), iin.expose_text());
        let transaction = client.transaction().await?;
        transaction.execute(&statements.lock, &[&programme, &month, &person]).await?;
        let mut journal = Journal::new();
        journal.answer(format!(r#"{{"regulation":{}}}"#, self.regulation.canonical_json()).as_bytes());
        for row in transaction.query(&statements.noted, &[&programme, &month, &person]).await? {
            journal.answer(row.try_get::<_, &str>("line")?.as_bytes());
        }
        let ledger = journal.gas().cloned();
        let mut ledger = ledger.ok_or_else(|| Fault::broken("the regulation is not read"))?;
        let fact = Fact::Replied { iin, reply: Reply::Refuse };
        match ledger.record(on, &fact) {
            Outcome::Refused(refusals) => return Ok(Answer::Refused(refusals)),
            Outcome::Accepted { repeat: true, .. } => return Ok(Answer::Accepted { repeat: true }),
            Outcome::Accepted { repeat: false, .. } => {}
        }
        transaction.execute(&statements.refuse, &[&programme, &month, &person]).await?;
        let lines = [fact.expose_line(on)];
        transaction.execute(&statements.note, &[&programme, &month, &person, &lines.as_slice()]).await?;
        transaction.commit().await?;
        Ok(Answer::Accepted { repeat: false })
    }

    async fn decide(
        &self,
        client: &impl GenericClient,
        statements: &Statements,
        request: &Request,
    ) -> Result<Decision, Fault> {
        let Request { iin, account, exists, on, .. } = *request;
        let month = Month::of(on).first_day();
        let (programme, iin) = (self.regulation.programme().code(), iin.expose_text());
        let row =
            client.query_opt(&statements.known, &[&programme, &month, &iin, &account.expose_text()]).await?;
        let Some(row) = row else {
            let known = PreviewFacts { on_list: Some(false), ..PreviewFacts::default() };
            return self.ask(&known, account, on);
        };
        let own = row.try_get::<_, Option<String>>("own_account")?;
        // N23: the answer to a retry after a lost answer.
        if own.as_deref() == Some(account.expose_text()) && self.regulation.period().contains(on) {
            return Ok(Decision::Answered(Answer::Accepted { repeat: true }));
        }
        let consent = ConsentState::from_code(row.try_get("consent")?);
        let others = u32::try_from(row.try_get::<_, i64>("others")?).ok();
        let known = PreviewFacts {
            on_list: Some(row.try_get("on_list")?),
            consent,
            own_activation: Some(own.is_some()),
            others_on_account: others,
            account_exists: Some(exists),
        };
        self.ask(&known, account, on)
    }

    fn ask(&self, known: &PreviewFacts, account: Account, on: NaiveDate) -> Result<Decision, Fault> {
        match preview(&self.regulation, known, account, on) {
            Preview::Yes(key) => {
                let others = known.others_on_account.and_then(|others| i32::try_from(others).ok());
                let others = others.ok_or_else(|| Fault::broken("a yes without the account's use"))?;
                Ok(Decision::Free { key, place: others + 1 })
            }
            Preview::No { refusals, .. } => Ok(Decision::Answered(Answer::Refused(refusals))),
            Preview::CannotTell(missing) => {
                Err(Fault::Broken(format!("the database does not tell {missing:?}")))
            }
        }
    }
}

impl Ready<'_> {
    /// Writes the activation and its facts, and commits. Where the answer to the commit is lost, it may have
    /// happened or not.
    pub(crate) async fn commit(self) -> Result<Written, Fault> {
        let Request { iin, account, channel, exists, on } = *self.request;
        let (programme, month) = (self.key.programme().code(), self.key.month().first_day());
        let (person, key_account) = (iin.expose_text(), self.key.account());
        let written = self
            .transaction
            .execute(
                &self.statements.activate,
                &[&programme, &month, &person, &key_account.expose_text(), &self.place, &on, &channel.code()],
            )
            .await;
        if let Err(error) = written {
            return if is_taken(&error) { Ok(Written::Taken) } else { Err(error.into()) };
        }
        let facts = [
            Fact::AccountEntered { iin, account, channel },
            Fact::OfferAccepted { iin },
            Fact::AccountChecked { iin, account, exists },
            Fact::Confirmed { iin },
        ];
        let lines: Vec<String> = facts.iter().map(|fact| fact.expose_line(on)).collect();
        self.transaction.execute(&self.statements.note, &[&programme, &month, &person, &lines]).await?;
        self.transaction.commit().await?;
        Ok(Written::Committed)
    }
}

/// Whether it is the commit key that stood against it (N25). The other constraint cannot: the person is locked.
fn is_taken(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|database| {
        *database.code() == SqlState::UNIQUE_VIOLATION && database.constraint() == Some("commit_key")
    })
}
