//! A connection to the database, with its statements prepared.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::{Client, Config, NoTls, Statement};

use crate::wallet::fault::Fault;

const LOCK: &str = "SELECT FROM person_month WHERE programme = $1 AND month = $2 AND iin = $3
    FOR NO KEY UPDATE";

const KNOWN: &str = "SELECT on_list, consent,
        (SELECT account FROM activation own
          WHERE own.programme = $1 AND own.month = $2 AND own.iin = $3) AS own_account,
        (SELECT count(*) FROM activation others
          WHERE others.programme = $1 AND others.month = $2 AND others.account = $4 AND others.iin <> $3) AS others
    FROM person_month WHERE programme = $1 AND month = $2 AND iin = $3";

const ACTIVATE: &str = "INSERT INTO activation (programme, month, iin, account, place, activated_on, channel)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// The numbers of the lines follow their order.
const NOTE: &str = "INSERT INTO fact (programme, month, iin, line)
    SELECT $1, $2, $3, line FROM unnest($4::text[]) WITH ORDINALITY AS said (line, place) ORDER BY place";

const NOTED: &str = "SELECT line FROM fact WHERE programme = $1 AND month = $2 AND iin = $3 ORDER BY number";

const REFUSE: &str = "UPDATE person_month SET consent = 'refused'
    WHERE programme = $1 AND month = $2 AND iin = $3";

pub(crate) struct Statements {
    pub(crate) lock: Statement,
    pub(crate) known: Statement,
    pub(crate) activate: Statement,
    pub(crate) note: Statement,
    pub(crate) noted: Statement,
    pub(crate) refuse: Statement,
}

/// One connection. When it is dropped, the server rolls back what was not committed.
pub(crate) struct Link {
    pub(crate) client: Client,
    pub(crate) statements: Statements,
}

impl Link {
    /// Over a stream that is connected already: a socket, or one that can be cut.
    pub(crate) async fn over<S>(stream: S, config: &Config) -> Result<Link, Fault>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let client = client(stream, config).await?;
        let statements = Statements {
            lock: client.prepare(LOCK).await?,
            known: client.prepare(KNOWN).await?,
            activate: client.prepare(ACTIVATE).await?,
            note: client.prepare(NOTE).await?,
            noted: client.prepare(NOTED).await?,
            refuse: client.prepare(REFUSE).await?,
        };
        Ok(Link { client, statements })
    }
}

/// A connection without statements.
pub(crate) async fn client<S>(stream: S, config: &Config) -> Result<Client, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (client, connection) = config.connect_raw(stream, NoTls).await?;
    // It ends with its client or with the server; the client is told why.
    tokio::spawn(async move { drop(connection.await) });
    Ok(client)
}
