//! A connection to the database, with its statements prepared.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::{Client, Config, NoTls, Statement};

use crate::wallet::fault::Fault;

/// Who takes a place shares the person with others who do: the constraint decides between them.
const SHARE: &str = "SELECT FROM person WHERE programme = $1 AND iin = $2 FOR SHARE";

/// Who takes something back has the person alone.
const LOCK: &str = "SELECT FROM person WHERE programme = $1 AND iin = $2 FOR NO KEY UPDATE";

/// The facts of a person and of whoever holds a place of the key or the name, and the key's places that are taken: one
/// statement, so that both are of one moment.
const KNOWN: &str = "SELECT
    ARRAY(SELECT line FROM fact
      WHERE programme = $1 AND iin IN (SELECT $2 UNION SELECT iin FROM claim WHERE programme = $1 AND key IN ($3, $4))
      ORDER BY said_on, number) AS lines,
    ARRAY(SELECT place FROM claim WHERE programme = $1 AND key = $3) AS places";

/// A place of a key, and the name that takes it.
const TAKE: &str = "INSERT INTO claim (programme, iin, key, place, held_by)
    VALUES ($1, $2, $3, $4, $5), ($1, $2, $5, 1, $3)";

/// The place that a name holds. The name itself stays taken.
const FREE: &str = "DELETE FROM claim WHERE programme = $1 AND held_by = $2
    AND key = (SELECT held_by FROM claim WHERE programme = $1 AND key = $2)";

/// The numbers of the lines follow their order.
const NOTE: &str = "INSERT INTO fact (programme, iin, said_on, line)
    SELECT $1, $2, $3, line FROM unnest($4::text[]) WITH ORDINALITY AS said (line, place) ORDER BY place";

pub(crate) struct Statements {
    pub(crate) share: Statement,
    pub(crate) lock: Statement,
    pub(crate) known: Statement,
    pub(crate) take: Statement,
    pub(crate) free: Statement,
    pub(crate) note: Statement,
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
            share: client.prepare(SHARE).await?,
            lock: client.prepare(LOCK).await?,
            known: client.prepare(KNOWN).await?,
            take: client.prepare(TAKE).await?,
            free: client.prepare(FREE).await?,
            note: client.prepare(NOTE).await?,
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
