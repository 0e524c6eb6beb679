//! What can go wrong between the service and its database.

use std::error::Error;
use std::io;

use tokio_postgres::error::SqlState;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The connection was lost, or the server is not there: whether a commit happened is unknown. Ask again.
    #[error("the connection to the database was lost")]
    Lost,
    /// Anything else, which asking again would not mend. Never a value of the statement: it may be personal (N34).
    #[error("{0}")]
    Broken(String),
}

impl Fault {
    pub(crate) fn broken(words: impl Into<String>) -> Fault {
        Fault::Broken(words.into())
    }

    /// For `map_err`: what was tried.
    pub(crate) fn io(tried: &str) -> impl FnOnce(io::Error) -> Fault {
        move |error| Fault::Broken(format!("{tried}: {error}"))
    }
}

/// The server's own end, and its being too full or too young to answer.
const ENDED: [SqlState; 5] = [
    SqlState::ADMIN_SHUTDOWN,
    SqlState::CRASH_SHUTDOWN,
    SqlState::CANNOT_CONNECT_NOW,
    SqlState::TOO_MANY_CONNECTIONS,
    SqlState::CONNECTION_FAILURE,
];

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Fault {
        // The database's own words about a row would repeat it, so only the state and the names are kept.
        if let Some(database) = error.as_db_error() {
            if ENDED.contains(database.code()) {
                return Fault::Lost;
            }
            let constraint = database.constraint().unwrap_or("none");
            return Fault::Broken(format!("SQL state {}, constraint {constraint}", database.code().code()));
        }
        let lost = error.is_closed() || error.source().is_some_and(<dyn Error>::is::<io::Error>);
        if lost { Fault::Lost } else { Fault::Broken(error.to_string()) }
    }
}
